"""A case folder coded by machine as the same tables that a case with a reference coding has.

All measures, claims and figures then serve an event of one's own as they serve the cases of the
book. What the coding says comes from ``coded/``; what the texts say of themselves, the evidence,
the parties and the answers come from the folder.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from newscompare.articles import Article
from newscompare.attribution.table import parse_spans
from newscompare.attribution.who.across import settled, within
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.case.tables import Case, codes, columns
from newscompare.characters import clean_line
from newscompare.coding.compared import compared
from newscompare.coding.derive import metadata, numbered
from newscompare.coding.folder import sentence_at
from newscompare.coding.machine_frames import Texts, frames, read_texts, with_vectors
from newscompare.coding.places import evidence, facts, mentions
from newscompare.errors import InputError
from newscompare.files import read_csv
from newscompare.frames.patterns import fold
from newscompare.measures.sources import UNKNOWN_TYPE

UNKNOWN_KIND = "not stated"
NOBODY = "(nobody named)"
"""The speaker of a quotation whose source has no name: in brackets, so that none ranks it."""

CODED = {
    "articles": ["article", "outlet", "title", "sha256"],
    "sentences": ["article", "sentence", "zone", "start", "end", "indicators"],
    "attributions": [
        "article",
        "source_spans",
        "cue_spans",
        "content_spans",
        "source",
        "source_type",
        "country",
        "via",
        "form",
        "engine",
    ],
    "quotes": ["article", "sentence", "speaker", "form", "quoted", "start", "end", "label"],
}
"""The tables of ``coded/`` and the columns of each that are read."""

Span = tuple[int, int]


def read_coded(case: CaseFolder) -> dict[str, pd.DataFrame]:
    """The tables of ``coded/``, all values text. Raises ``InputError`` where one is missing or not
    as it was written.
    """
    tables = {}
    for name, needed in CODED.items():
        path = case.path / "coded" / f"{name}.csv"
        cure = f"run 'newscompare code {case.path}'"
        if not path.is_file():
            raise InputError(str(path), "is missing", cure)
        try:
            tables[name] = read_csv(path)
        except InputError:
            raise InputError(str(path), "is not as 'newscompare code' wrote it", cure) from None
        missing = [column for column in needed if column not in tables[name]]
        if missing:
            raise InputError(str(path), f"has no column '{missing[0]}'", cure, line=1)
    return tables


def why_stale(case: CaseFolder, texts: Texts) -> str:
    """Why ``coded/`` does not fit the texts and the codebook as they are now; empty where it
    does.
    """
    if not (case.path / "coded").is_dir():
        return "the case is not coded yet"
    try:
        coded = read_coded(case)
        quotes(coded["quotes"], texts, attributions(coded["attributions"], texts))
    except (InputError, ValueError, KeyError):
        return "the tables in coded/ are not complete"
    now = {
        (a.id, str(a.metadata.get("outlet") or ""), str(a.metadata.get("title") or ""), a.sha256)
        for a in texts.articles
    }
    then = set(coded["articles"][CODED["articles"]].itertuples(index=False, name=None))
    places = ["sentence", "start", "end"]
    same_units = _values(coded["sentences"], places) == _values(
        texts.units.rename(columns={"id": "sentence"}), places
    )
    if now != then or not same_units:
        return "the texts have changed since they were coded"
    table = coded["sentences"][coded["sentences"]["zone"] != SUBHEAD]
    frames = list(texts.codebook.frames)
    changed = "the codebook has changed since the texts were coded"
    if not set(frames) <= set(table.columns):
        return changed
    folded = fold(texts.found, texts.units, texts.codebook)
    folded["indicators"] = folded["indicators"].replace("-", "")
    joint = with_vectors(folded, table, frames)
    names = ["sentence", *frames, "indicators"]
    if _values(table, names) != _values(joint, names):
        return changed
    return ""


def _values(table: pd.DataFrame, names: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(map(str, row)) for row in table[list(names)].itertuples(index=False, name=None)}


def machine_case(case: CaseFolder, texts: Texts | None = None) -> Case:
    """The tables of a coded case folder, typed as ``tables.load_case`` types them; the coder of the
    frames is ``machine``.

    The stance of a quotation is the machine's label. Raises ``InputError`` where the folder is not
    coded or the coding does not fit the texts.
    """
    texts = texts or read_texts(case)
    coded = read_coded(case)
    settings = case.settings()
    labels = labels_of(texts.articles, settings.labels)
    sentences = texts.units
    try:
        said = attributions(coded["attributions"], texts)
        tables = {
            "articles": pd.DataFrame(
                [_described(article, sentences) for article in texts.articles],
                columns=columns("articles"),
            ),
            "sentences": sentences.drop(columns="text"),
            "frames": frames(texts, said, coded["sentences"]),
            "attributions": said,
            "quotes": quotes(coded["quotes"], texts, said, coded["attributions"]),
            "attribution_codings": pd.DataFrame(columns=columns("attribution_codings")),
            "facts": facts(sentences, settings.values),
            "mentions": mentions(sentences, settings.values),
        }
    except (ValueError, KeyError):
        raise InputError(
            str(case.path / "coded"),
            "does not fit the texts",
            f"run 'newscompare code {case.path}'",
        ) from None
    tables["evidence"] = evidence(sentences, tables["frames"], texts.found, every=True)
    tables |= compared(sentences, grouped=True)
    order = list(labels)
    article = dict(zip(sentences["id"], sentences["article"], strict=True))
    for name, table in tables.items():
        for column in table.columns:
            if isinstance(table[column].dtype, pd.StringDtype) or table[column].dtype == object:
                table[column] = pd.Series(
                    [clean_line(value, None) for value in table[column]],
                    index=table.index,
                    dtype=str,
                )
        if name == "sentences" or "sentence" in table:
            table["article"] = pd.Categorical(
                table["article"] if name == "sentences" else table["sentence"].map(article),
                categories=order,
                ordered=True,
            )
    values = _cleaned(settings.values) | {"articles": labels}
    return Case(
        name=str(values.get("id") or case.path.name), folder=case.path, settings=values, **tables
    )


def _cleaned(value: Any) -> Any:
    """Settings with every text cleaned, at any depth."""
    if isinstance(value, dict):
        return {str(_cleaned(str(k))): _cleaned(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_cleaned(v) for v in value]
    return clean_line(value, None) if isinstance(value, str) else value


def labels_of(articles: Sequence[Article], given: dict[str, str]) -> dict[str, str]:
    """The label of each text: the one given, else the outlet, else the id in quotation marks, so
    that nobody takes it for a word of a sentence; with the id in brackets where two would be alike.
    """
    labels = {
        a.id: clean_line(given.get(a.id) or a.metadata.get("outlet") or "") or f"“{a.id}”"
        for a in articles
    }
    twice = {label for label in labels.values() if list(labels.values()).count(label) > 1}
    return {id: f"{label} ({id})" if label in twice else label for id, label in labels.items()}


def _described(article: Article, sentences: pd.DataFrame) -> dict[str, Any]:
    """The row of ``articles``: what the front matter does not state is said to be unknown."""
    front = {
        name: clean_line(value) for name, value in article.metadata.items() if value is not None
    }
    stated = (
        {"outlet": article.id, "outlet_status": "not stated in the file"}
        if not front.get("outlet")
        else {}
    )
    front |= stated | {"kind": front.get("kind") or UNKNOWN_KIND}
    if not front.get("url", "").startswith(("http://", "https://")):
        front["url"] = ""
    front["published"] = front.get("published", "")[:10]
    row = metadata(replace(article, metadata=front), sentences)
    return row | {"date": pd.to_datetime(row["date"] or None, errors="coerce", format="%Y-%m-%d")}


# --- Attributions and quotations


def _places(texts: Texts) -> dict[str, list[tuple[str, int, int]]]:
    """The units of each body in order: id, start, end."""
    body = texts.units[~texts.units["zone"].isin(["title", "deck"])]
    return {
        str(article): list(
            zip(own["id"], own["start"].astype(int), own["end"].astype(int), strict=True)
        )
        for article, own in body.groupby("article")
    }


def _unit(places: Sequence[tuple[str, int, int]], position: int) -> str:
    """The unit that holds a character, or else the last one before it."""
    return sentence_at(places, position) or next(
        (id for id, start, _ in reversed(places) if start <= position), places[0][0]
    )


def attributions(coded: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """The machine's attributions as rows of ``attributions``, with ``content_spans`` and ``engine``
    kept, and sources named as each text settles them (``across.within``).

    Source, cue and content reach from the first to the last of their spans. Raises ``ValueError``
    or ``KeyError`` where a row does not fit the texts.
    """
    places, bodies = _places(texts), {article.id: article.body for article in texts.articles}
    rows = []
    for row in settled(coded, within(coded, bodies)).to_dict("records"):
        spans = {part: parse_spans(row[f"{part}_spans"]) for part in ("source", "cue", "content")}
        body = bodies[row["article"]]
        known = [span for part in ("content", "cue", "source") for span in spans[part]]
        if not known or max(end for _, end in known) > len(body):
            raise ValueError("a span ends after the text, or there is none")
        if row["source_type"] not in codes("attributions", "source_type") or row[
            "form"
        ] not in codes("attributions", "form"):
            raise ValueError("an unknown code")
        edges = {
            f"{part}_{edge}": function(own)[side] if own else pd.NA
            for part, own in spans.items()
            for edge, function, side in (("start", min, 0), ("end", max, 1))
        }
        rows.append(
            {
                "article": row["article"],
                "sentence": _unit(places[row["article"]], min(spans["content"] or known)[0]),
                **{
                    name: row[name] for name in ("source", "via", "form", "content_spans", "engine")
                },
                "source_type": UNKNOWN_TYPE
                if row["source"] and row["source_type"] == "none"
                else row["source_type"],
                "country": row["country"] or "none",
                "confidence": _confidence(row),
                "cue": " … ".join(body[start:end] for start, end in spans["cue"]),
                **edges,
            }
        )
    names = [*columns("attributions")[1:], "article", "content_spans", "engine", "confidence"]
    table = pd.DataFrame(rows, columns=names)
    table.insert(0, "id", numbered(table["article"], "a") if len(table) else pd.Series(dtype=str))
    for name in names:
        if name.endswith(("_start", "_end")):
            table[name] = table[name].astype("Int64")
    types = [*codes("attributions", "source_type"), UNKNOWN_TYPE]
    table["source_type"] = pd.Categorical(table["source_type"], categories=types, ordered=True)
    table["form"] = pd.Categorical(
        table["form"], categories=codes("attributions", "form"), ordered=True
    )
    return table


def _confidence(row: dict[str, str]) -> float:
    """The machine's confidence in an attribution (0 to 1); not a number where none is given."""
    value = pd.to_numeric(row.get("confidence", ""), errors="coerce")
    return float(value)


def quotes(
    coded: pd.DataFrame, texts: Texts, said: pd.DataFrame, sources: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The machine's quotations as rows of ``quotes``; ``stance`` is the label, speakers are named
    as the texts settle them where their ``sources`` (the attributions as coded) are given. Raises
    ``ValueError`` or ``KeyError`` as ``attributions``.
    """
    places = _places(texts)
    bodies = {article.id: article.body for article in texts.articles}
    settle = within(sources, bodies) if sources is not None else {}
    contents = {
        str(article): [
            (id, parse_spans(spans))
            for id, spans in zip(own["id"], own["content_spans"], strict=True)
        ]
        for article, own in said.groupby("article", observed=True)
    }
    rows = []
    for row in coded.to_dict("records"):
        start = int(row["start"])
        holder = next(
            (id for id, spans in contents[row["article"]] if any(a <= start < b for a, b in spans)),
            None,
        )
        if (
            holder is None
            or row["label"] not in {"-1", "0", "1"}
            or row["form"] not in codes("quotes", "form")
        ):
            raise ValueError("a quotation without its attribution, or an unknown code")
        speaker = settle.get((row["article"], row["speaker"]), (row["speaker"], ""))[0]
        rows.append(
            {
                "article": row["article"],
                "attribution": holder,
                "sentence": row["sentence"] or _unit(places[row["article"]], start),
                "speaker": speaker or NOBODY,
                "form": row["form"],
                "stance": int(row["label"]),
                "quoted": row["quoted"],
            }
        )
    table = pd.DataFrame(rows, columns=["article", *columns("quotes")[1:]])
    table.insert(0, "id", numbered(table["article"], "q") if len(table) else pd.Series(dtype=str))
    table["form"] = pd.Categorical(table["form"], categories=codes("quotes", "form"), ordered=True)
    stances = pd.Categorical(
        table["stance"].astype("int64"), categories=codes("quotes", "stance"), ordered=True
    )
    return table.assign(stance=stances)

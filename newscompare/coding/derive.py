"""Make the tables of a case from its texts and their codings.

A source is either a case folder that holds ``articles/`` and ``coding/`` (see
``newscompare.case.codings``), or a folder with ``corpus/*.md`` (texts that are not in the
repository) and ``accords/*.tsv`` (units and codings, offsets included). Only metadata, hashes,
offsets, counts, labels, quoted words and phrases of at most 8 words pass through.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.articles import Article, count_words, read_article, units, whole_word
from newscompare.case.codebook import Codebook, default_codebook, read_codebook
from newscompare.case.codings import (
    CLAIM_COLUMNS,
    REUSE_COLUMNS,
    read_attributions,
    read_frames,
    read_sheet,
)
from newscompare.case.dictionary import refresh
from newscompare.case.tables import columns, read_settings, write_case
from newscompare.coding import comparisons
from newscompare.coding.compared import compared
from newscompare.coding.comparisons import read_tsv
from newscompare.coding.places import chosen_evidence, evidence, facts, mentions
from newscompare.errors import InputError
from newscompare.findings.ledger import write_findings
from newscompare.frames.patterns import code_sentences

CODERS = {"a": "coder_a", "b": "coder_b", "reference": "reference"}


def is_own_source(source: Path | str) -> bool:
    """Does a case folder hold its own texts and codings?"""
    return (Path(source) / "articles").is_dir() and (Path(source) / "coding").is_dir()


def derive_case(source: Path | str, out: Path | str) -> None:
    """Derive every table of the case in ``out`` (which holds ``case.yml``) from ``source``.

    Raises ``InputError`` where a file is missing or a coding names a unit that the texts don't
    have.
    """
    source, out = Path(source), Path(out)
    settings = read_settings(out)
    codebook = read_codebook(default_codebook(out))
    texts = source / "articles" if is_own_source(source) else source / "corpus"
    articles = [read_article(texts / f"{name}.md") for name in settings["articles"]]
    sentences = pd.concat([units(a) for a in articles], ignore_index=True)
    if is_own_source(source):
        frames, reference, codings = _own_codings(source / "coding", sentences, codebook)
    else:
        frames, reference, codings = _given_codings(source / "accords", sentences)
    attributions, quotes = _attributions(reference, sentences)
    described = pd.DataFrame([metadata(a, sentences) for a in articles])
    if status := settings.get("country_status"):
        described["country_status"] = [status if c else "" for c in described["country"]]
    tables = {
        "articles": described,
        "sentences": sentences.drop(columns="text"),
        "frames": _frames(frames, sentences),
        "attributions": attributions,
        "quotes": quotes,
        "attribution_codings": _attribution_codings(codings, sentences),
        "evidence": chosen_evidence(
            evidence(sentences, _frames(frames, sentences), code_sentences(sentences, codebook)),
            sentences,
            settings,
        ),
        "facts": facts(sentences, settings),
        "mentions": mentions(sentences, settings),
    }
    tables |= _comparisons(source, settings, sentences, attributions, quotes)
    tables |= compared(sentences, tables.get("utterances"))
    write_case(tables, out)
    write_findings(out)
    refresh(out.parent / "README.md")


Tables = dict[str, pd.DataFrame]


def _given_codings(folder: Path, sentences: pd.DataFrame) -> tuple[Tables, pd.DataFrame, Tables]:
    """Frames by coder, reference attributions and attributions by coder, all with offsets given."""
    _check_units(sentences, folder / "units.tsv")
    frames = {coder: read_tsv(folder / f"{name}_frames.tsv") for coder, name in CODERS.items()}
    codings = {coder: read_tsv(folder / f"coder_{coder}_attributions.tsv") for coder in ("a", "b")}
    return frames, read_tsv(folder / "reference_attributions.tsv"), codings


def _own_codings(
    folder: Path, sentences: pd.DataFrame, codebook: Codebook
) -> tuple[Tables, pd.DataFrame, Tables]:
    """The same from a case's own ``coding/``, places found in the units; coders a and b may be
    absent.
    """
    files = {coder: folder / f"frames_{coder}.tsv" for coder in ("a", "b")}
    frames = {
        coder: read_frames(path, sentences, codebook)
        for coder, path in files.items()
        if path.is_file()
    }
    frames["reference"] = read_frames(folder / "frames.tsv", sentences, codebook)
    files = {coder: folder / f"attributions_{coder}.tsv" for coder in ("a", "b")}
    codings = {
        coder: read_attributions(path, sentences) for coder, path in files.items() if path.is_file()
    }
    return frames, read_attributions(folder / "attributions.tsv", sentences), codings


def _comparisons(
    source: Path,
    settings: dict[str, Any],
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    quotes: pd.DataFrame,
) -> Tables:
    """The tables of ``case.tables.OPTIONAL`` for which the source has codings."""
    own = is_own_source(source)
    folder = source / ("coding" if own else "accords")
    articles, made = list(settings["articles"]), {}

    def files(kind: str) -> dict[str, Path]:
        names = {"a": f"{kind}_a.tsv", "b": f"{kind}_b.tsv", "reference": f"{kind}.tsv"}
        if not own:
            names = {coder: f"{name}_{kind}.tsv" for coder, name in CODERS.items()}
        return {c: folder / name for c, name in names.items() if (folder / name).is_file()}

    if found := files("about"):
        made["about"] = comparisons.about(found, sentences)
    if found := files("targets"):
        made["targets"] = comparisons.targets(found, quotes)
    if own and (folder / "claims.tsv").is_file():
        given = read_sheet(folder / "claims.tsv", CLAIM_COLUMNS).table()
        made |= comparisons.answers_as_claims(
            given, settings.get("questions") or [], articles, sentences
        )
    elif not own and (found := files("claims")):
        made["claims"], made["claim_codings"] = comparisons.claims(found, articles, sentences)
        made["claims_evidence"] = comparisons.claims_evidence(
            folder / "claims_evidence.tsv",
            made["claim_codings"],
            sentences,
            sentences.set_index("id")["text"].to_dict(),
        )
    if own and (folder / "reuse.tsv").is_file():
        given = read_sheet(folder / "reuse.tsv", REUSE_COLUMNS).table()
        made["utterances"] = comparisons.reuse_as_utterances(given, sentences, quotes)
    elif not own and (folder / "same_words.tsv").is_file():
        alike = set(settings.get("alike") or [])
        made["utterances"] = comparisons.utterances(
            folder / "same_words.tsv", alike, sentences, attributions, quotes
        )
    return made


def _check_units(sentences: pd.DataFrame, path: Path) -> None:
    given = read_tsv(path).set_index("unit_id")
    ours = sentences.set_index("id")
    for name in given.index.union(ours.index):
        if (
            name not in ours.index
            or name not in given.index
            or given.loc[name, "text"] != ours.loc[name, "text"]
        ):
            raise InputError(
                str(path),
                f"unit {name} differs from the text",
                "code the units that newscompare.articles.units gives",
            )


def metadata(article: Article, sentences: pd.DataFrame) -> dict[str, Any]:
    """The row of a text in ``articles``. Raises ``InputError`` where it names no outlet or kind."""
    m = {k: "" if v is None else v for k, v in article.metadata.items()}
    if not m.get("outlet") or not m.get("kind"):
        lacking = "kind" if m.get("outlet") else "outlet"
        raise InputError(
            str(article.path or article.id),
            f"names no {lacking}",
            f"add a line '{lacking}: ...' to the front matter",
            line=1,
        )
    own = sentences[sentences["article"] == article.id]
    starts = own.loc[~own["zone"].isin(["title", "deck"]), "start"].astype(int)
    after_dateline = int(starts.min()) if len(starts) else 0
    date, url = m.get("published", ""), m.get("url", "")
    return {
        "id": article.id,
        "outlet": m["outlet"],
        "outlet_status": m.get("outlet_status") or "stated in the file",
        "title": m.get("title", ""),
        "kind": m["kind"],
        "country": m.get("country", ""),
        "country_status": m.get("country_status")
        or ("stated in the file" if m.get("country") else ""),
        "authors": m.get("authors", ""),
        "date": date,
        "date_status": m.get("date_status")
        or ("stated in the file" if date else "not stated in the file"),
        "url": url,
        "url_status": m.get("url_status", "" if url else "not stated in the file"),
        "words": count_words(article.body[after_dateline:]),
        "sentences": int((own["zone"] != "subhead").sum()),
        "sha256": article.sha256,
    }


def _by_position(table: pd.DataFrame, sentences: pd.DataFrame, *then: str) -> pd.DataFrame:
    order = {name: i for i, name in enumerate(sentences["id"])}
    return (
        table.assign(_order=table["sentence"].map(order))
        .sort_values(["_order", *then], kind="stable")
        .drop(columns="_order")
    )


def _frames(codings: Tables, sentences: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for coder, given in codings.items():
        table = given.rename(columns={"unit_id": "sentence"}).replace("-", "")
        parts.append(table.assign(coder=coder, voice=table["voice"].replace("", "none")))
    frames = pd.concat(parts, ignore_index=True)
    frames["indicators"] = frames["indicators"].map(
        lambda codes: ";".join(sorted(filter(None, codes.split(";"))))
    )
    return _by_position(frames, sentences, "coder")


def _attributions(
    coding: pd.DataFrame, sentences: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    table = _with_whole_sources(coding.rename(columns={"unit_id": "sentence"}), sentences)
    offset = sentences.set_index("id")["start"]
    for part, column in (("source", "source_text"), ("cue", "cue"), ("content", "content")):
        for edge in ("start", "end"):
            inner = pd.to_numeric(table.pop(f"{column}_{edge}").replace("", pd.NA)).astype("Int64")
            table[f"{part}_{edge}"] = inner + table["sentence"].map(offset)
    table = _by_position(table, sentences, "content_start").reset_index(drop=True)
    table["article"] = table["sentence"].str.rpartition("-")[0]
    table["id"] = numbered(table["article"], "a")
    quotes = table[table["form"] != "indirect"].rename(
        columns={"id": "attribution", "source": "speaker"}
    )
    quotes = quotes.assign(id=numbered(quotes["article"], "q"))
    return table, quotes


def _with_whole_sources(coding: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The coding with sources that were marked inside another word moved to the word itself,
    nearest to the cue.
    """
    text = sentences.set_index("id")["text"]
    table = coding.copy()
    for i, row in coding[coding["source_text_start"] != ""].iterrows():
        near = int(row["cue_start"] or row["source_text_start"])
        span = whole_word(
            text[row["sentence"]],
            int(row["source_text_start"]),
            int(row["source_text_end"]),
            near=near,
        )
        table.loc[i, ["source_text_start", "source_text_end"]] = [str(edge) for edge in span]
    return table


def numbered(article: pd.Series, letter: str) -> pd.Series:
    """Ids for rows: the text, a letter and a number (``post-a01``)."""
    number = article.groupby(article, sort=False).cumcount() + 1
    return article + f"-{letter}" + number.astype(str).str.zfill(2)


def _attribution_codings(codings: Tables, sentences: pd.DataFrame) -> pd.DataFrame:
    parts = []
    for coder, given in codings.items():
        table = _by_position(given.rename(columns={"unit_id": "sentence"}), sentences).assign(
            coder=coder
        )
        parts.append(table.assign(row=range(1, len(table) + 1)))
    return (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame(columns=columns("attribution_codings"))
    )

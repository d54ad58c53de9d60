"""Make the tables of a case from its texts and their codings.

A source is either a case folder that holds ``articles/`` and ``coding/`` (see
``newscompare.case.codings``), or a folder with ``corpus/*.md`` (texts that are not in the
repository) and ``accords/*.tsv`` (units and codings, offsets included). Only metadata, hashes,
offsets, counts, labels, quoted words and phrases of at most 8 words pass through.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.articles import WORD, Article, count_words, read_article, units, whole_word
from newscompare.case.codebook import Codebook, default_codebook, read_codebook
from newscompare.case.codings import read_attributions, read_frames
from newscompare.case.dictionary import refresh
from newscompare.case.tables import columns, read_settings, write_case
from newscompare.errors import InputError
from newscompare.frames.patterns import code_sentences
from newscompare.measures.framing import counted_coder

PHRASE_WORDS = 8
"""The longest evidence phrase that may leave a text, in words."""

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
    tables = {
        "articles": pd.DataFrame([metadata(a, sentences) for a in articles]),
        "sentences": sentences.drop(columns="text"),
        "frames": _frames(frames, sentences),
        "attributions": attributions,
        "quotes": quotes,
        "attribution_codings": _attribution_codings(codings, sentences),
        "evidence": evidence(
            sentences, _frames(frames, sentences), code_sentences(sentences, codebook)
        ),
        "facts": facts(sentences, settings),
        "mentions": mentions(sentences, settings),
    }
    write_case(tables, out)
    refresh(out.parent / "README.md")


Tables = dict[str, pd.DataFrame]


def _given_codings(folder: Path, sentences: pd.DataFrame) -> tuple[Tables, pd.DataFrame, Tables]:
    """Frames by coder, reference attributions and attributions by coder, all with offsets given."""
    _check_units(sentences, folder / "units.tsv")
    frames = {coder: _read_tsv(folder / f"{name}_frames.tsv") for coder, name in CODERS.items()}
    codings = {coder: _read_tsv(folder / f"coder_{coder}_attributions.tsv") for coder in ("a", "b")}
    return frames, _read_tsv(folder / "reference_attributions.tsv"), codings


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


def _read_tsv(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, sep="\t", quoting=3, dtype=str, keep_default_na=False)
    except OSError:
        raise InputError(
            str(path), "is missing", "name the folder that holds corpus/ and accords/"
        ) from None


def _check_units(sentences: pd.DataFrame, path: Path) -> None:
    given = _read_tsv(path).set_index("unit_id")
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
    date, url = m.get("published", ""), m.get("url", "")
    return {
        "id": article.id,
        "outlet": m["outlet"],
        "outlet_status": m.get("outlet_status") or "stated in the file",
        "title": m.get("title", ""),
        "kind": m["kind"],
        "country": m.get("country", ""),
        "authors": m.get("authors", ""),
        "date": date,
        "date_status": m.get("date_status")
        or ("stated in the file" if date else "not stated in the file"),
        "url": url,
        "url_status": m.get("url_status", "" if url else "not stated in the file"),
        "words": count_words(article.body),
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


def _opening(text: str) -> tuple[int, int]:
    """Start and end of a sentence's opening words, at most ``PHRASE_WORDS``."""
    words = list(WORD.finditer(text))[:PHRASE_WORDS]
    return (words[0].start(), words[-1].end()) if words else (0, len(text))


def evidence(sentences: pd.DataFrame, frames: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """For each framed unit the phrases that patterns find (``code_sentences``) for its indicators;
    where none fires, its opening words.
    """
    reference = frames[frames["coder"] == counted_coder(frames)].set_index("sentence")["indicators"]
    named = [
        i in reference[s].split(";")
        for s, i in zip(codes["sentence"], codes["indicator"], strict=True)
    ]
    codes = codes[pd.Series(named, index=codes.index, dtype=bool)]
    longest = codes.assign(length=codes["end"] - codes["start"]).sort_values(
        "length", ascending=False, kind="stable"
    )
    found = longest.drop_duplicates(["sentence", "indicator"]).drop_duplicates(
        ["sentence", "start", "pattern"]
    )
    rows = []
    for unit in sentences[sentences["id"].isin(reference.index[reference != ""])].itertuples():
        own = found[found["sentence"] == unit.id].sort_values(["indicator", "start"])
        for code in own.itertuples():
            rows.append(
                (
                    unit.id,
                    code.indicator,
                    code.evidence,
                    unit.start + code.start,
                    unit.start + code.end,
                    code.pattern,
                )
            )
        if own.empty:
            start, end = _opening(unit.text)
            rows.append(
                (unit.id, "", unit.text[start:end], unit.start + start, unit.start + end, "opening")
            )
    table = pd.DataFrame(
        rows, columns=["sentence", "indicator", "phrase", "start", "end", "pattern"]
    )
    return table.astype({"sentence": str, "indicator": str, "phrase": str, "pattern": str})


def facts(sentences: pd.DataFrame, settings: dict[str, Any]) -> pd.DataFrame:
    """Which unit answers which question of the case how, by the patterns of ``case.yml``."""
    rows = []
    for question in settings.get("questions") or []:
        for unit in sentences[sentences["zone"] != "subhead"].itertuples():
            found = [
                (a["id"], m)
                for a in question["answers"]
                if (m := re.search(a["pattern"], unit.text))
            ]
            if re.search(question["where"], unit.text):
                rows += [
                    (
                        question["id"],
                        a,
                        unit.article,
                        unit.id,
                        unit.start + m.start(),
                        unit.start + m.end(),
                    )
                    for a, m in found
                ]
    return pd.DataFrame(rows, columns=["question", "answer", "article", "sentence", "start", "end"])


def mentions(sentences: pd.DataFrame, settings: dict[str, Any]) -> pd.DataFrame:
    """Which unit names which party of the case, by the patterns of ``case.yml``."""
    rows = []
    for party in settings.get("parties") or []:
        for unit in sentences[sentences["zone"] != "subhead"].itertuples():
            if match := re.search(party["mention"], unit.text):
                rows.append(
                    (party["id"], unit.id, unit.start + match.start(), unit.start + match.end())
                )
    return pd.DataFrame(rows, columns=["party", "sentence", "start", "end"])

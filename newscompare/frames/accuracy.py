"""Measure the codebook's patterns: ``python -m newscompare.frames.accuracy ../shared``.

Needs the texts (``corpus/``) and reads the reference from the case's ``frames.csv``. Writes the
machine's codes (``data/accords/machine_frames.csv``: offsets and phrases of at most eight words)
and the tables of ``data/evaluation``: ``frames_scores.csv`` (by version, frame, indicator, text),
``frames_errors.csv``, ``frames_patterns.csv``. Version 1 is the codebook as first written, from the
definitions alone; version 2 was extended with the five texts in sight, so its figures there are
in-sample; version 3 was broadened for other coverage of the event; version 4 is version 3 with the
frames that the vectors of sentences add (``vectors``). ``tests/fixtures`` holds the
invented sentences of ``SETS``: two sets were in sight while patterns were written (``invented``,
and ``tune`` for version 3), one never was (``kept``), and version 2 saw none of the last five.
Their labels come from a language model.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from newscompare.articles import article_files, read_article, units
from newscompare.case.codebook import Codebook, read_codebook
from newscompare.files import write_csv
from newscompare.frames.patterns import best_evidence, code_sentences, fold
from newscompare.frames.vectors import together
from newscompare.measures.accuracy import (
    errors,
    frame_scores,
    indicator_scores,
    paired,
    pattern_precision,
)

HELPED = "4"
"""The version in which vectors add frames to those of version 3."""
SETS = {
    "invented": "invented_frames.tsv",
    "tune": "frames_tune.tsv",
    "later": "frames_later.tsv",
    "hard": "frames_hard.tsv",
    "fresh": "frames_fresh.tsv",
    "kept": "frames_keep.tsv",
}
"""The sets of invented sentences by kind. See ``tests/fixtures/README.md`` for how each was made
and used.
"""


def read_units(corpus: Path | str) -> pd.DataFrame:
    """The units of every article of a folder, in the order of the files."""
    return pd.concat(
        [units(read_article(path)) for path in article_files(corpus)], ignore_index=True
    )


def machine_codes(
    corpus: Path | str, codebook: Codebook, order: Sequence[str], *, vectors: bool = False
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of ``code_sentences`` and their fold for all texts, in the given order of
    sentences; with ``vectors``, the fold has the frames that they add.
    """
    found = read_units(corpus)
    place = {sentence: i for i, sentence in enumerate(order)}
    found = found.sort_values("id", key=lambda ids: ids.map(place), kind="stable").reset_index(
        drop=True
    )
    codes = code_sentences(found, codebook)
    folded = fold(codes, found, codebook)
    if vectors:
        texts = found.set_index("id")["text"]
        folded = together(folded, texts.loc[folded["sentence"]].tolist())
    return codes, folded


def evaluate(
    folded: pd.DataFrame, reference: pd.DataFrame, codebook: Codebook, version: str
) -> pd.DataFrame:
    """Scores of one version by ``kind`` (``all``, ``text``, ``indicator``), with ``SCORE_COLUMNS``
    of ``accuracy``.
    """
    pairs, frames = paired(folded, reference), list(codebook.frames)
    pairs["article"] = pairs["sentence"].str.rsplit("-", n=1).str[0]
    frame_of = {name: indicator.frame for name, indicator in codebook.indicators.items()}
    parts = {
        "all": frame_scores(pairs, frames),
        "text": frame_scores(pairs, frames, by="article"),
        "indicator": indicator_scores(pairs, frame_of),
    }
    table = pd.concat([part.assign(kind=kind) for kind, part in parts.items()], ignore_index=True)
    return table.assign(version=version)[["version", "kind", *table.columns.drop("kind")]].round(4)


def invented_scores(
    path: Path | str, codebook: Codebook, version: str, kind: str = "invented"
) -> pd.DataFrame:
    """Scores on a set of invented sentences (columns ``symbolic``, ``strategic``, ``text``) under
    the name ``kind``; vectors help where ``version`` is ``HELPED``.
    """
    sentences = pd.read_csv(path, sep="\t", quoting=3)[["symbolic", "strategic", "text"]]
    sentences["sentence"] = range(len(sentences))
    folded = fold(code_sentences(sentences, codebook), sentences, codebook)
    if version == HELPED:
        folded = together(folded, sentences["text"].tolist())
    table = frame_scores(paired(folded, sentences), list(codebook.frames)).assign(
        version=version, kind=kind
    )
    return table[["version", "kind", *table.columns.drop(["version", "kind"])]].round(4)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", help="folder that holds corpus/")
    parser.add_argument(
        "--data",
        default="data",
        help="folder of the case and the evaluation (default: %(default)s)",
    )
    parser.add_argument(
        "--invented",
        default="tests/fixtures",
        help="folder of the invented sentences (default: %(default)s)",
    )
    args = parser.parse_args(arguments)
    data, corpus = Path(args.data), Path(args.source) / "corpus"
    frames = pd.read_csv(data / "accords" / "frames.csv", keep_default_na=False)
    reference = frames[frames["coder"] == "reference"].reset_index(drop=True)
    books = {
        version: read_codebook(data / "evaluation" / f"codebook_v{version}.yml")
        for version in ("1", "2")
    }
    books["3"] = books[HELPED] = read_codebook(data / "accords" / "codebook.yml")
    tables = []
    for version, codebook in books.items():
        codes, folded = machine_codes(
            corpus, codebook, list(reference["sentence"]), vectors=version == HELPED
        )
        found = evaluate(folded, reference, codebook, version)
        tables.append(found[found["kind"] != "indicator"] if version == HELPED else found)
        tables += [
            invented_scores(Path(args.invented) / name, codebook, version, kind)
            for kind, name in SETS.items()
        ]
    write_csv(pd.concat(tables, ignore_index=True), data / "evaluation" / "frames_scores.csv")
    wrong = errors(paired(folded, reference), best_evidence(codes), list(codebook.frames))
    write_csv(wrong, data / "evaluation" / "frames_errors.csv")
    write_csv(pattern_precision(codes, reference), data / "evaluation" / "frames_patterns.csv")
    write_csv(codes, data / "accords" / "machine_frames.csv")


if __name__ == "__main__":
    main()

"""``newscompare learn``: frames learned from the sheets of a case, into its folder ``learn/``.

``scores.csv`` (precision, recall and F1 by cross-validation, and the F1 of the codebook's patterns
on the same sentences), ``curve.csv`` (F1 by the number of coded sentences), ``next.csv`` (a blank
sheet of the sentences that the machine is least sure of; code it and put it into ``sheets/``).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newscompare.case.cells import write_cells
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.errors import InputError
from newscompare.files import read_csv, write_csv
from newscompare.frames.learning import (
    FEWEST,
    POSITIVES,
    cross_validated,
    learnable,
    learning_curve,
    least_sure,
)
from newscompare.frames.patterns import code_sentences, fold
from newscompare.frames.vectors import features
from newscompare.hand.collecting import case_sheets
from newscompare.hand.sheets import AFTER, BEFORE

FOLDER = "learn"
NUMBERS = {
    **dict.fromkeys(("sentences", "positives"), int),
    **dict.fromkeys(("precision", "recall", "f1", "patterns_f1"), float),
}
NEXT = 20
"""Sentences offered for coding next."""


@dataclass(frozen=True)
class Learned:
    """What was learned: scores and learning curve by frame, sentences offered for coding, the
    sentences that were coded, frames with too few sentences.
    """

    scores: pd.DataFrame
    curve: pd.DataFrame
    offered: int
    coded: int
    lacking: tuple[str, ...]


def coded_units(case: CaseFolder, units: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The units that people coded for every frame: ``id``, ``text``, a column a frame (0 or 1); and
    the coders. The first sheet that has a unit counts.
    """
    codebook = case.read_codebook()
    frames = list(codebook.frames)
    texts = dict(zip(units["id"], units["text"], strict=True))
    rows: dict[str, dict[str, object]] = {}
    coders: dict[str, None] = {}
    for sheet in case_sheets(case, codebook, units):
        for row in sheet.rows:
            whole = all(row.codes.get(frame) is not None for frame in frames)
            if whole and row.zone != SUBHEAD and row.unit in texts and row.unit not in rows:
                rows[row.unit] = {"id": row.unit, "text": texts[row.unit], **row.codes}
                coders[sheet.coder] = None
    return pd.DataFrame(list(rows.values()), columns=["id", "text", *frames]), list(coders)


def learn(case: CaseFolder) -> Learned:
    """Learn from the sheets of a case and write ``learn/``. Raises ``InputError`` where too little
    is coded.
    """
    units = case.read_units()
    units = units[units["zone"] != SUBHEAD].reset_index(drop=True)
    coded, _ = coded_units(case, units)
    codebook = case.read_codebook()
    frames = list(codebook.frames)
    if len(coded) < FEWEST:
        raise InputError(
            str(case.sheets),
            f"holds {len(coded)} coded sentences, and learning takes {FEWEST}",
            "code more: newscompare sheet " + f"{case.path} --coder NAME",
        )
    flags = {frame: coded[frame].to_numpy(dtype="int64") for frame in frames}
    lacking = tuple(frame for frame in frames if not learnable(flags[frame]))
    if len(lacking) == len(frames):
        raise InputError(
            str(case.sheets),
            f"has no frame with {POSITIVES} sentences that carry it and as many that don't",
            "code sentences in which the frames stand",
        )
    vectors = features(coded["text"].tolist())
    patterns = fold(code_sentences(coded, codebook), coded, codebook)
    scores = cross_validated(vectors, coded, patterns, frames)
    curve = learning_curve(vectors, coded, frames)
    rest = units[~units["id"].isin(set(coded["id"]))].reset_index(drop=True)
    offered = _offer(case, vectors, coded, rest, frames)
    write_csv(scores, case.path / FOLDER / "scores.csv")
    write_csv(curve, case.path / FOLDER / "curve.csv")
    return Learned(scores, curve, offered, len(coded), lacking)


def _offer(
    case: CaseFolder, vectors: object, coded: pd.DataFrame, rest: pd.DataFrame, frames: list[str]
) -> int:
    """Write ``next.csv``: the sentences of ``rest`` with most doubt, as a blank sheet."""
    path = case.path / FOLDER / "next.csv"
    blank = [""] * (len(frames) + len(AFTER))
    rows: list[list[object]] = []
    if len(rest):
        others = features(rest["text"].tolist())
        doubt = least_sure(vectors, coded, others, frames)["doubt"]  # type: ignore[arg-type]
        first = doubt.sort_values(ascending=False, kind="stable").index[:NEXT]
        rows = [
            [row["id"], row["zone"], row["text"], *blank]
            for row in rest.loc[sorted(first)].to_dict("records")
        ]
    write_cells([*BEFORE, *frames, *AFTER], rows, path)
    return len(rows)


def read_learned(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame] | None:
    """Scores and curve of an earlier ``learn``, numbers as such; none where there was none. Raises
    ``InputError``.
    """
    paths = [folder / FOLDER / name for name in ("scores.csv", "curve.csv")]
    if not all(path.is_file() for path in paths):
        return None
    scores, curve = (read_csv(path) for path in paths)
    try:
        return scores.astype(NUMBERS), curve.astype({"trained_on": int, "f1": float})
    except (ValueError, KeyError):
        cure = "run 'newscompare learn' again"
        raise InputError(str(folder / FOLDER), "is not as it was written", cure) from None

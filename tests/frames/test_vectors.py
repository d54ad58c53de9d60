"""Frames by patterns and vectors together: floors on sentences that nothing was trained on, and who
sees what.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newscompare.case.codebook import read_codebook
from newscompare.encoder.readout import Readout
from newscompare.frames.patterns import code_sentences, fold
from newscompare.frames.vectors import BY, FRAMES, TRAINING, coded, together, trained

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
FLOORS = json.loads((ROOT / "baselines" / "frames.json").read_text(encoding="utf-8"))
BOOK = read_codebook(ROOT / "data" / "accords" / "codebook.yml")


def both(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Frames by patterns, and by patterns and vectors."""
    named = table.assign(id=range(len(table)))
    folded = fold(code_sentences(named, BOOK), named, BOOK)
    return folded, together(folded, table["text"].tolist())


def scores(machine: np.ndarray, truth: np.ndarray) -> tuple[float, float, float]:
    hits = int((machine & truth).sum())
    return (
        hits / int(machine.sum()),
        hits / int(truth.sum()),
        2 * hits / int(machine.sum() + truth.sum()),
    )


@pytest.mark.parametrize("frame", FRAMES)
def test_sentences_that_nothing_was_trained_on(frame: str) -> None:
    table = coded(FIXTURES, ["frames_keep"])
    alone, joint = both(table)
    truth = table[frame].to_numpy()
    assert scores(joint[frame].to_numpy(), truth)[2] >= FLOORS["kept"]["with_vectors"][frame]
    assert scores(joint[frame].to_numpy(), truth)[2] >= scores(alone[frame].to_numpy(), truth)[2]


@pytest.mark.parametrize("name", TRAINING)
@pytest.mark.parametrize("frame", FRAMES)
def test_no_set_loses_more_than_one_sentence(name: str, frame: str) -> None:
    table = coded(FIXTURES, [name])
    alone, joint = both(table)
    truth = table[frame].to_numpy()
    wrong = [int((one[frame].to_numpy() != truth).sum()) for one in (joint, alone)]
    assert wrong[0] <= wrong[1] + 1


def test_who_sees_a_frame_is_said() -> None:
    columns = {"sentence": [1, 2, 3], "symbolic": [1, 0, 0], "strategic": [0, 0, 0]}
    folded = pd.DataFrame({**columns, "indicators": ["S1", "-", "-"]})
    for constant, expected in (
        (0.0, ["patterns", "none", "none"]),
        (9.0, ["both", "vectors", "vectors"]),
    ):
        readout = Readout(np.zeros((4 * 384, 2)), np.full(2, constant))
        found = together(folded, ["A gesture."] * 3, readout)
        assert found["seen_by"].tolist() == expected
        assert set(expected) <= set(BY)


def test_no_sentences_no_frames() -> None:
    empty = pd.DataFrame(columns=["sentence", *FRAMES, "indicators"])
    assert together(empty, []).empty


def test_only_frames_that_were_trained_are_helped() -> None:
    assert trained(BOOK.frames)
    assert not trained(["symbolic", "weather"])

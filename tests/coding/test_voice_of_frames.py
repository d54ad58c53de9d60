"""Whose claim the machine says a frame is, and the phrases that its rows show for it."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.coding.places import evidence, outermost
from newscompare.frames.patterns import CODE_COLUMNS

CODES = pd.DataFrame(
    [
        ("a-1", "conflict", "C2", "accused", 4, 11, "C2.01"),
        ("a-1", "conflict", "C2", "accused the mayor of", 4, 24, "C2.02"),
        ("a-1", "economic", "E2", "the mayor", 12, 21, "E2.01"),
        ("a-2", "conflict", "C2", "quarrel", 4, 11, "C2.03"),
        ("a-2", "conflict", "C2", "split the town", 30, 44, "C2.04"),
        ("a-2", "conflict", "C1", "the town", 36, 44, "C1.01"),
    ],
    columns=CODE_COLUMNS,
)


def test_a_phrase_within_a_longer_one_of_its_frame_decides_nothing() -> None:
    assert outermost(CODES).tolist() == [False, True, True, True, True, False]


def test_of_two_patterns_with_one_phrase_both_count() -> None:
    twice = pd.concat([CODES[1:2], CODES[1:2].assign(pattern="C2.09")], ignore_index=True)
    assert outermost(twice).all()


@pytest.mark.parametrize("every", [False, True])
def test_the_rows_show_each_phrase_that_decides(every: bool) -> None:
    units = pd.DataFrame({"id": ["a-1", "a-2"], "text": ["x " * 30] * 2, "start": [0, 100]})
    coded = pd.DataFrame(
        {
            "sentence": ["a-1", "a-2"],
            "coder": "machine",
            "conflict": 1,
            "economic": [1, 0],
            "indicators": ["C2;E2", "C1;C2"],
            "voice": "source",
        }
    )
    shown = evidence(units, coded, CODES, every=every)
    found = list(zip(shown["indicator"], shown["phrase"], strict=True))
    first = [("C2", "accused the mayor of"), ("E2", "the mayor")]
    second = [("C1", "the town"), ("C2", "split the town")]
    quarrel = [("C2", "quarrel")] if every else []
    assert found == [*first, second[0], *quarrel, second[1]]
    assert shown["start"].tolist()[:2] == [4, 12]

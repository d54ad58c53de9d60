"""Counts of frames worked by hand: more than two frames, and the chance of the other side."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.measures import framing


def test_two_of_three_frames_are_several() -> None:
    coded = pd.DataFrame(
        {
            "sentence": ["x-1", "x-2", "x-3", "x-4"],
            "article": pd.Categorical(["x"] * 4, ordered=True),
            "coder": "reference",
            "peace": [1, 0, 1, 0],
            "trade": [0, 1, 1, 0],
            "law": [0, 0, 0, 0],
            "indicators": "",
            "voice": "",
        }
    )
    found = framing.coded_by(coded)["combination"]
    assert found.tolist() == ["peace", "trade", "several", framing.NO_FRAME]


@pytest.mark.parametrize(
    ("codes", "balance", "chance"),
    [
        ("t-", 0.5, 1 / 4),  # two draws of 1 and 0: both 0 in one case of four
        ("s-", -0.5, 1 / 4),
        ("st", 0, 3 / 4),  # of the sums 2, 0, 0, -2 three are at most 0
        ("tt", 1, 0),
        ("ss", -1, 0),
    ],
)
def test_the_chance_of_the_other_side_by_hand(codes: str, balance: float, chance: float) -> None:
    coded = pd.DataFrame(
        {"article": pd.Categorical(["x"] * 2, ordered=True), "sentence": ["x-1", "x-2"]}
    )
    coded = coded.assign(symbolic=[int(c == "s") for c in codes])
    coded = coded.assign(strategic=[int(c == "t") for c in codes])
    row = framing.frame_balance(coded).set_index("article").loc["x"]
    assert row["balance"] == balance
    assert row["chance"] == pytest.approx(chance)

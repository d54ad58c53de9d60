"""Shares are rounded as on paper, and of fewer than five cases none is shown."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.figures.framing import plot_frame_shares
from newscompare.figures.shares import hundredths, percent
from newscompare.figures.units import Noun
from newscompare.findings.claim import share
from newscompare.measures.framing import frame_shares

UNIT = Noun("unit", "units", "A unit is a title or a sentence.")


@pytest.mark.parametrize(
    ("n", "of", "said"),
    [(1, 8, "13%"), (3, 8, "38%"), (5, 8, "63%"), (57, 200, "29%"), (1, 3, "33%"), (0, 5, "0%")],
)
def test_a_half_goes_up(n: int, of: int, said: str) -> None:
    assert percent(n / of) == said
    assert f"{hundredths(n / of)}%" == said


def test_decimals_and_what_is_not_defined() -> None:
    assert percent(1 / 80, 1) == "1.3%"
    assert percent(float("nan")) == "–"
    assert percent(1.0) == "100%"
    assert hundredths(-0.125) == -13


@pytest.mark.parametrize(("of", "said"), [(4, "–"), (5, "20%")])
def test_the_ledger_gives_no_share_of_fewer_than_five(of: int, said: str) -> None:
    rows = pd.DataFrame({"id": [f"a-{k}" for k in range(of)]})
    claim = share("k", "Share", "sentences", rows[:1], rows, "id")
    assert (claim.shown, claim.basis) == (said, f"1 of {of} coded units")


def coded(sizes: dict[str, tuple[int, int]]) -> pd.DataFrame:
    """Units of texts: how many, and how many of them with the frame."""
    rows = [(f"{a}-{k}", a, int(k < framed)) for a, (n, framed) in sizes.items() for k in range(n)]
    table = pd.DataFrame(rows, columns=["sentence", "article", "morality"])
    table["article"] = pd.Categorical(table["article"], categories=list(sizes), ordered=True)
    table.attrs["frames"] = ["morality"]
    return table


def test_the_figure_of_shares_draws_none_of_fewer_than_five_units() -> None:
    shares = frame_shares(coded({"a": (4, 2), "b": (8, 2)}))
    figure = plot_frame_shares(shares, {"a": "A", "b": "B"}, UNIT)
    assert figure.data["Share"].tolist() == ["2 of 4", "25%"]
    assert figure.data["95% interval"].tolist()[0] == "–"
    assert figure.title.startswith("Each share is uncertain")
    assert figure.title.endswith(", in texts with five units or more")
    assert "fewer than five units has no mark" in figure.caption
    assert "2 of 4" in figure.alt


def test_where_no_text_is_long_enough_the_title_says_so() -> None:
    shares = frame_shares(coded({"a": (4, 2)}))
    figure = plot_frame_shares(shares, {"a": "A"}, UNIT)
    assert figure.title == "No text has five units or more"

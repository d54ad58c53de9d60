"""Counts corrected for recall, worked by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from newscompare.measures.correction import (
    between_outlets,
    bootstrap_factor,
    corrected_counts,
    factor,
    interval,
)

# outlet a: 8 right of 10 found, of 16 there: precision .8, recall .5, factor 1.6; outlet b: 9 of
# 10, of 10: factor 1
COUNTS = pd.DataFrame(
    {"outlet": ["a", "a", "b"], "right": [4, 4, 9], "predicted": [5, 5, 10], "gold": [8, 8, 10]}
)


def test_factor():
    assert factor(COUNTS[COUNTS["outlet"] == "a"]) == pytest.approx(1.6)
    assert factor(COUNTS) == pytest.approx(26 / 20)


def test_corrected_by_outlet():
    table = corrected_counts(pd.Series({"a": 20, "b": 20}), COUNTS)
    assert table.loc["a", "corrected"] == pytest.approx(32)
    assert table["precision"].tolist() == pytest.approx([0.8, 0.9])
    assert table["recall"].tolist() == pytest.approx([0.5, 0.9])
    assert table["factor"].tolist() == pytest.approx([1.6, 1])
    assert table.loc["b", "corrected"] == pytest.approx(20)
    assert (table["low"] <= table["corrected"] + 1e-9).all()
    assert (table["corrected"] <= table["high"] + 1e-9).all()


def test_an_unknown_outlet_gets_the_spread_between_outlets():
    table = corrected_counts(pd.Series({"new": 10}), COUNTS)
    assert table.loc["new", "corrected"] == pytest.approx(13)
    assert (table.loc["new", "low"], table.loc["new", "high"]) == (
        pytest.approx(10),
        pytest.approx(16),
    )


def test_equal_articles_have_no_spread():
    assert set(bootstrap_factor(COUNTS[COUNTS["outlet"] == "a"], repeats=50).round(9)) == {1.6}


def test_nothing_found():
    empty = pd.DataFrame({"outlet": ["a"], "right": [0], "predicted": [0], "gold": [3]})
    assert math.isnan(factor(empty))
    wrong = empty.assign(predicted=2)
    assert math.isnan(factor(wrong))
    assert pd.isna(bootstrap_factor(wrong, repeats=10)).all()
    assert math.isnan(corrected_counts(pd.Series({"a": 0}), empty).loc["a", "corrected"])


def test_interval_leaves_out_nan():
    assert interval([1.0, float("nan"), 1.0]) == (1.0, 1.0)


def test_the_interval_is_that_of_the_bootstrap_as_it_stands():
    gold = [4 + n * n % 47 for n in range(40)]
    counts = pd.DataFrame({"outlet": ["a", "b"] * 20, "right": 4, "predicted": 6, "gold": gold})
    table = corrected_counts(pd.Series({"a": 10, "new": 10}), counts)
    for outlet, values in (
        ("a", bootstrap_factor(counts[counts["outlet"] == "a"])),
        ("new", between_outlets(counts)),
    ):
        low, high = interval(values)
        assert low < high
        bounds = ["factor_low", "factor_high", "low", "high"]
        assert table.loc[outlet, bounds].tolist() == [low, high, 10 * low, 10 * high]


def test_an_interval_leaves_half_of_the_rest_on_each_side():
    assert interval(range(101), 0.8) == (pytest.approx(10), pytest.approx(90))
    assert interval(range(101)) == (pytest.approx(2.5), pytest.approx(97.5))

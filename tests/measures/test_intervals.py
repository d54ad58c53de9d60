"""Bounds of bootstrap intervals where the distribution is known beforehand."""

from __future__ import annotations

from itertools import count

import pandas as pd
import pytest

from newscompare.measures import intervals


@pytest.mark.parametrize(("level", "low", "high"), [(0.95, 2.5, 97.5), (0.8, 10, 90)])
def test_an_interval_leaves_half_of_the_rest_on_each_side(
    level: float, low: float, high: float
) -> None:
    numbers = count()  # the estimates are 0, 1, ... 100: each is its own percentile
    found = intervals.bootstrap_rows(
        pd.DataFrame({"a": [1, 2]}), lambda _: next(numbers), resamples=101, level=level
    )
    assert found == (pytest.approx(low), pytest.approx(high))


def test_estimates_that_are_no_number_are_left_out() -> None:
    numbers = count()
    table = pd.DataFrame({"a": [1, 2]})
    found = intervals.bootstrap_rows(
        table, lambda _: n if (n := next(numbers)) <= 100 else float("nan"), resamples=150
    )
    assert found == (pytest.approx(2.5), pytest.approx(97.5))


@pytest.mark.parametrize("value", [0, 3, -2, 10**9])
def test_a_mean_is_at_most_itself(value: int) -> None:
    assert intervals.chance_at_most([value], value) == 1
    assert intervals.chance_at_most([value], value - 1) == 0

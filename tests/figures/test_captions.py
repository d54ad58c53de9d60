"""Captions speak of what is drawn, and of nothing that is not."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.figures.sources import plot_naming, plot_source_types
from newscompare.figures.together import plot_profiles
from newscompare.measures.sources import attribution_counts

LABELS = {"a": "A", "b": "B"}


def said(naming: list[str], kinds: list[str]) -> pd.DataFrame:
    table = pd.DataFrame({"article": ["a", "b"], "naming": naming, "source_type": kinds})
    return table.assign(article=pd.Categorical(table["article"], ordered=True))


@pytest.mark.parametrize("nobody", [False, True])
def test_nobody_is_explained_where_nobody_is_drawn(nobody: bool) -> None:
    table = said(["named", "no holder" if nobody else "unnamed"], ["expert", "none"])
    caption = plot_naming(attribution_counts(table, "naming"), LABELS).caption
    assert ("Nobody: words" in caption) == nobody
    assert "by a common noun, with or without the name of the body spoken for" in caption


def test_stripes_do_not_promise_that_other_kinds_have_names() -> None:
    table = said(["named", "unnamed"], ["official", "collective"])
    caption = plot_source_types(attribution_counts(table, "source_type"), LABELS).caption
    assert "Stripes mark kinds that only sources without a name belong to" in caption
    assert "other kinds may hold some of these too" in caption


@pytest.mark.parametrize("cases", [0, 2])
def test_a_dash_is_explained_where_one_stands(cases: int) -> None:
    rows = [("a", "named", 3, 8, 3 / 8), ("b", "named", cases // 2, cases, 0.5)]
    table = pd.DataFrame(rows, columns=["article", "measure", "count", "of", "share"])
    figure = plot_profiles(table, LABELS, {"named": "Named"})
    assert ("– where there is nothing to count" in figure.caption) == (cases == 0)
    assert figure.data.iloc[:, 1].tolist() == ["38% (3 of 8)", "1 of 2" if cases else "–"]

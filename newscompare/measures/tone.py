"""The tone of quotations: the stance of the reference coding beside a machine's score."""

from __future__ import annotations

import pandas as pd

STANCES = {-1: "critical", 0: "neutral", 1: "favourable"}


def stance_counts(quotes: pd.DataFrame, by: str = "article") -> pd.DataFrame:
    """Quotations by stance for each text (or ``speaker``).

    Columns: the column ``by``, ``stance`` (-1, 0, 1), ``quotations``, ``all`` (of that text or
    speaker).
    """
    stance = pd.Categorical(quotes["stance"], categories=list(STANCES), ordered=True)
    counts = (
        quotes.assign(stance=stance)
        .groupby([by, "stance"], observed=False)
        .size()
        .rename("quotations")
        .reset_index()
    )
    counts["stance"] = counts["stance"].astype(int)
    counts["all"] = counts.groupby(by, observed=False)["quotations"].transform("sum")
    return counts


def compare_stance(quotes: pd.DataFrame, label: str = "vader_label") -> pd.DataFrame:
    """Cross-table of the reference's stance (rows) and a machine's label (columns), in quotations.

    Rows and columns -1, 0, 1, all present. ``quotes`` has ``stance`` and the column ``label``.
    """
    order = list(STANCES)
    table = pd.crosstab(quotes["stance"], quotes[label]).reindex(
        index=order, columns=order, fill_value=0
    )
    return table.rename_axis(index="stance", columns=label)


def disagreements(quotes: pd.DataFrame, label: str = "vader_label") -> pd.DataFrame:
    """The quotations whose machine label differs from the reference's stance, worst first."""
    gap = (quotes["stance"].astype(int) - quotes[label].astype(int)).abs()
    return quotes.assign(gap=gap)[gap > 0].sort_values(
        ["gap", "id"], ascending=[False, True], kind="stable"
    )

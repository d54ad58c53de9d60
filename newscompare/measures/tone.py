"""The tone of quotations: the stance of the reference coding beside a machine's score."""

from __future__ import annotations

import pandas as pd

STANCES = {-1: "critical", 0: "neutral", 1: "favourable"}

TARGETS = {
    "accession": "The accession",
    "accords": "The Accords as such",
    "deal": "A deal of the summit",
    "government": "A government",
    "person": "A person",
    "other": "Something else",
}
"""What a quotation may judge, with the names that tables show."""

TOWARD_EVENT = {1: "Favours it", 0: "Neutral on it", -1: "Criticises it"}
"""Stance toward the event, with the names that tables show."""


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


def judged(quotes: pd.DataFrame, targets: pd.DataFrame, coder: str = "reference") -> pd.DataFrame:
    """What the quotations judge, and what each of these says of the event.

    Columns: ``What the words judge`` (``TARGETS``), ``Quotations``, the names of ``TOWARD_EVENT``,
    ``Silent on it`` (the words do not speak of the event); most frequent first.
    """
    own = targets[(targets["coder"].astype(str) == coder) & targets["quote"].isin(quotes["id"])]
    rows = []
    for target, of in own.groupby(own["target"].astype(str)):
        event = of["stance_event"]
        counts = [int((event == stance).sum()) for stance in TOWARD_EVENT]
        rows.append((TARGETS.get(target, target), len(of), *counts, int(event.isna().sum())))
    names = ["What the words judge", "Quotations", *TOWARD_EVENT.values(), "Silent on it"]
    table = pd.DataFrame(rows, columns=names)
    return table.sort_values("Quotations", ascending=False, kind="stable").reset_index(drop=True)

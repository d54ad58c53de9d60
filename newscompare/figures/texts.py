"""Figures of the texts: how long they are."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from newscompare.figures.style import SOFT, Figure, bare, in_style, name_rows, new_figure, row


def plot_lengths(articles: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Words of each text (bars) and its coded units (in brackets), from the ``articles`` table."""
    figure, (axis,) = new_figure(height=row(len(labels), 0.45) * len(labels) + 0.8)
    with in_style():
        for y, text in enumerate(articles.to_dict("records")):
            axis.barh(y, text["words"], height=0.6, color=SOFT)
            axis.text(
                text["words"],
                y,
                f" {text['words']:,} ({text['sentences']})",
                va="center",
                fontsize=9,
            )
        name_rows(axis, [labels[a] for a in articles["id"]])
        axis.set_ylim(len(articles) - 0.5, -0.5)
        axis.set_xlim(0, max(1, articles["words"].max()) * 1.15)
        axis.set_xlabel("Words")
        bare(axis)
    described = [
        f"{labels[r['id']]}: {r['words']} words, {r['sentences']} coded units."
        for r in articles.to_dict("records")
    ]
    figure.alt = "Length of each text. " + " ".join(described)
    return figure

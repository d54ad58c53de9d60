"""Figures of tone: stance by hand, the machine's score beside it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from newscompare.figures.style import (
    DENSE,
    EMPTY,
    FAINT,
    INK,
    SOFT,
    STANCE_STYLE,
    Figure,
    bare,
    in_style,
    legend,
    name_rows,
    new_figure,
    row,
    sentence_list,
)


def plot_stances(
    counts: pd.DataFrame, labels: Mapping[str, str], by: str = "article", coded: str = "by hand"
) -> Figure:
    """One mark for each quotation, by stance, from ``measures.tone.stance_counts``: rows are texts
    or speakers.
    """
    figure, (axis,) = new_figure(height=row(len(labels), 0.46) * len(labels) + 1.2)
    described = []
    most = int(counts.groupby(by, observed=False)["quotations"].sum().max())
    size = 11 if most <= 40 and len(labels) <= DENSE else 6
    with in_style():
        for y, (key, label) in enumerate(labels.items()):
            own = counts[counts[by] == key].set_index("stance")["quotations"]
            x, parts = 0, []
            for stance, (colour, mark, name) in STANCE_STYLE.items():
                n = int(own.get(stance, 0))
                if n:
                    axis.plot(
                        np.arange(x, x + n) + 0.5,
                        [y] * n,
                        mark,
                        color=colour,
                        markersize=size,
                        linestyle="",
                        markeredgecolor="#ffffff",
                    )
                    parts.append(f"{n} {name}")
                x += n
            if not x:
                axis.text(0.2, y, "no quotation", color=SOFT, va="center", fontstyle="italic")
            described.append(f"{label}: {sentence_list(parts) or 'no quotation'}.")
        axis.set_xlim(0, max(most, 4) + 0.5)
        axis.set_ylim(len(labels) - 0.5, -0.5)
        name_rows(axis, list(labels.values()))
        axis.xaxis.set_major_locator(MaxNLocator(integer=True))
        axis.set_xlabel("Quotations, one mark each")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker=m, color=c, markersize=9, label=n.capitalize())
            for c, m, n in STANCE_STYLE.values()
        ]
        legend(figure, handles)
    figure.alt = f"Quotations of each {by} by the stance coded {coded}. " + " ".join(described)
    return figure


def plot_scores(
    quotes: pd.DataFrame, labels: Mapping[str, str], score: str, name: str, band: float
) -> Figure:
    """The machine's score of each quotation (columns ``article``, ``stance``, ``score``), mark and
    colour by stance.

    ``band`` is half the width of the score's neutral band, drawn in grey.
    """
    figure, (axis,) = new_figure(height=row(len(labels), 0.62) * len(labels) + 1.3)
    described = []
    with in_style():
        axis.add_patch(Rectangle((-band, -1), 2 * band, len(labels) + 1, facecolor=EMPTY, zorder=0))
        axis.axvline(0, color=SOFT, linewidth=0.8)
        for y, (article, label) in enumerate(labels.items()):
            own = quotes[quotes["article"] == article]
            shift = np.linspace(-0.27, 0.27, len(own)) if len(own) > 1 else [0.0]
            for quote, dy in zip(own.to_dict("records"), shift, strict=False):
                colour, mark, _ = STANCE_STYLE[int(quote["stance"])]
                axis.plot(
                    quote[score],
                    y + dy,
                    mark,
                    color=colour,
                    markersize=9,
                    markeredgecolor="#ffffff",
                )
            if own.empty:
                axis.text(
                    0, y, "no quotation", color=SOFT, va="center", ha="center", fontstyle="italic"
                )
                described.append(f"{label}: no quotation.")
            else:
                described.append(
                    f"{label}: {len(own)} scores from {own[score].min():.2f} to "
                    f"{own[score].max():.2f}, median {own[score].median():.2f}."
                )
        axis.set_xlim(-1.05, 1.05)
        axis.set_ylim(len(labels) - 0.5, -0.5)
        name_rows(axis, list(labels.values()))
        axis.set_xlabel(f"{name} (grey: neutral band)", color=INK)
        bare(axis)
        handles = [
            Line2D(
                [],
                [],
                linestyle="",
                marker=m,
                color=c,
                markersize=9,
                label=f"{n.capitalize()} (by hand)",
            )
            for c, m, n in STANCE_STYLE.values()
        ]
        legend(figure, handles)
    figure.alt = f"{name} of each quotation, by text. " + " ".join(described)
    return figure


def plot_confusion(table: pd.DataFrame, rows: str, columns: str) -> Figure:
    """A cross-table of labels -1, 0, 1 from ``measures.tone.compare_stance``; shade by row share."""
    names = {k: v[2] for k, v in STANCE_STYLE.items()}
    figure, (axis,) = new_figure(height=2.9, width=5.6)
    described = []
    with in_style():
        sums = table.sum(axis=1)
        for y, i in enumerate(table.index):
            for x, j in enumerate(table.columns):
                n = int(table.loc[i, j])
                share = n / sums[i] if sums[i] else 0.0
                axis.add_patch(
                    Rectangle(
                        (x - 0.48, y - 0.48), 0.96, 0.96, facecolor=INK, alpha=0.05 + 0.75 * share
                    )
                )
                axis.text(
                    x,
                    y,
                    str(n),
                    ha="center",
                    va="center",
                    fontsize=12,
                    color="#ffffff" if share > 0.5 else INK,
                )
                described.append(f"{names[int(i)]} by hand, {names[int(j)]} by machine {n}")
        axis.set_xlim(-0.5, 2.5)
        axis.set_ylim(2.5, -0.5)
        axis.set_xticks(range(3), [names[int(c)] for c in table.columns])
        axis.set_yticks(range(3), [names[int(c)] for c in table.index])
        axis.xaxis.tick_top()
        axis.set_xlabel(columns)
        axis.xaxis.set_label_position("top")
        axis.set_ylabel(rows)
        bare(axis)
    figure.alt = "Cross-table of labels: " + ", ".join(described) + "."
    return figure

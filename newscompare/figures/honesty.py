"""Figures of the chapter on honesty: who agrees with whom, and how far one text moves a share."""

from __future__ import annotations

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.style import (
    BLUE,
    INK,
    ORANGE,
    SOFT,
    Figure,
    bare,
    in_style,
    legend,
    new_figure,
    percent,
)


def plot_kappas(table: pd.DataFrame) -> Figure:
    """Kappa of each pair of coders from ``measures.agreement.kappa_matrix``; the darker, the
    closer.
    """
    names = list(table.index)
    figure, (axis,) = new_figure(height=0.52 * len(names) + 0.9, width=7.2)
    described = []
    with in_style():
        for y, first in enumerate(names):
            for x, second in enumerate(names[:y]):
                value = float(table.loc[first, second])
                axis.add_patch(
                    Rectangle(
                        (x - 0.48, y - 0.48),
                        0.96,
                        0.96,
                        facecolor=BLUE,
                        alpha=0.06 + 0.94 * max(value, 0.0) ** 2,
                    )
                )
                axis.text(
                    x,
                    y,
                    f"{value:.2f}",
                    ha="center",
                    va="center",
                    color="#ffffff" if value > 0.72 else INK,
                )
                described.append(f"{first} and {second} {value:.2f}")
        axis.set_xlim(-0.5, len(names) - 1.5)
        axis.set_ylim(len(names) - 0.5, 0.5)
        axis.set_xticks(range(len(names) - 1), [name.replace(" ", "\n") for name in names[:-1]])
        axis.set_yticks(range(1, len(names)), names[1:])
        bare(axis)
    figure.alt = "Cohen's kappa of each pair of coders: " + ", ".join(described) + "."
    return figure


def plot_one_more(table: pd.DataFrame) -> Figure:
    """How far a share moves with one text less or one more, from ``honesty.one_more_text``."""
    figure, (axis,) = new_figure(height=0.8 * len(table) + 1.2)
    colours = {"symbolic": ORANGE, "strategic": BLUE}
    described = []
    with in_style():
        for y, row in enumerate(table.itertuples(index=False)):
            colour = colours[row.frame]
            axis.plot([row.more_low, row.more_high], [y, y], color=colour, linewidth=2, alpha=0.6)
            axis.plot(
                [row.left_low, row.left_high],
                [y, y],
                color=colour,
                linewidth=11,
                alpha=0.45,
                solid_capstyle="butt",
            )
            axis.plot(row.share, y, "o", color=colour, markersize=10, markeredgecolor="#ffffff")
            axis.annotate(
                percent(row.share),
                (row.share, y),
                xytext=(0, 13),
                textcoords="offset points",
                ha="center",
            )
            described.append(
                f"{row.frame}: {percent(row.share)} of all units, {percent(row.left_low)} to "
                f"{percent(row.left_high)} with one text left out, "
                f"{percent(row.more_low)} to {percent(row.more_high)} with one more text."
            )
        axis.set_yticks(range(len(table)), [str(frame).capitalize() for frame in table["frame"]])
        axis.set_ylim(len(table) - 0.4, -0.7)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda value, _: percent(value))
        axis.set_xlabel("Share of all coded units")
        bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker="o", color=SOFT, markersize=9, label="as counted"),
            Line2D([], [], color=SOFT, linewidth=11, alpha=0.45, label="one text left out"),
            Line2D(
                [], [], color=SOFT, linewidth=2, alpha=0.6, label="one text more: all or nothing"
            ),
        ]
        legend(figure, handles)
    figure.alt = "How far one text moves the share of each frame. " + " ".join(described)
    return figure

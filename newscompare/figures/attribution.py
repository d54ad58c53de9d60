"""Figures of machine-found attributions: systems side by side, machine and reference by outlet."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D

from newscompare.figures.style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    SOFT,
    Figure,
    bare,
    in_style,
    legend,
    new_figure,
    wrap,
)

MARKS = {"precision": (SOFT, "<"), "recall": (ORANGE, ">"), "f1": (BLUE, "o")}


def plot_systems(systems: pd.DataFrame) -> Figure:
    """Precision, recall and F1 of each system (rows with ``precision``, ``recall``, ``f1``;
    ``f1_low``, ``f1_high`` where known).
    """
    table = (
        systems.dropna(subset=["f1"])
        .sort_values("f1", ascending=False, kind="stable")
        .reset_index(drop=True)
    )
    figure, (axis,) = new_figure(height=0.5 * len(table) + 1.2)
    described = []
    with in_style():
        for y, row in enumerate(table.to_dict("records")):
            axis.plot([row["precision"], row["recall"]], [y, y], color=FAINT, linewidth=2, zorder=1)
            if row["f1_low"] == row["f1_low"]:
                axis.plot(
                    [row["f1_low"], row["f1_high"]],
                    [y, y],
                    color=BLUE,
                    linewidth=5,
                    alpha=0.35,
                    zorder=2,
                    solid_capstyle="butt",
                )
            for name, (colour, mark) in MARKS.items():
                axis.plot(
                    row[name],
                    y,
                    mark,
                    color=colour,
                    markersize=9,
                    markeredgecolor="#ffffff",
                    zorder=3,
                )
            described.append(
                f"{row['system']}: {row['f1']:.1f} (precision {row['precision']:.0f}, recall "
                f"{row['recall']:.0f})."
            )
        axis.set_ylim(len(table) - 0.5, -0.5)
        axis.set_yticks(range(len(table)), [wrap(s, 30) for s in table["system"]])
        axis.set_xlim(0, 100)
        axis.set_xlabel("Percent")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
        names = {"precision": "Precision", "recall": "Recall", "f1": "F1 (with its interval)"}
        handles = [
            Line2D([], [], linestyle="", marker=m, color=c, markersize=9, label=names[n])
            for n, (c, m) in MARKS.items()
        ]
        legend(figure, handles)
    figure.alt = (
        "Attributions found in PolNeAR dev, F1 in percent by system, best first. "
        + " ".join(described)
    )
    return figure


def plot_corrected(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Machine counts, their correction with its interval, and the reference (rows: ``outlet``,
    ``machine``, ``corrected``, ``low``, ``high``, ``reference``).
    """
    rows = table.set_index("outlet").loc[list(labels)]
    figure, (axis,) = new_figure(height=0.55 * len(rows) + 1.3)
    described = []
    with in_style():
        for y, (outlet, row) in enumerate(rows.iterrows()):
            axis.plot(
                [row["low"], row["high"]],
                [y, y],
                color=BLUE,
                linewidth=5,
                alpha=0.35,
                solid_capstyle="butt",
            )
            axis.plot(row["corrected"], y, "o", color=BLUE, markersize=9, markeredgecolor="#ffffff")
            axis.plot(row["machine"], y, "x", color=ORANGE, markersize=8, markeredgewidth=2)
            axis.plot(
                row["reference"],
                y,
                "D",
                color=GREEN,
                markersize=8,
                markeredgecolor=INK,
                fillstyle="none",
                markeredgewidth=1.6,
            )
            described.append(
                f"{labels[str(outlet)]}: machine {row['machine']:.0f}, corrected "
                f"{row['corrected']:.1f} "
                f"({row['low']:.1f} to {row['high']:.1f}), reference {row['reference']:.0f}."
            )
        axis.set_ylim(len(rows) - 0.5, -0.5)
        axis.set_yticks(range(len(rows)), [wrap(v) for v in labels.values()])
        axis.set_xlim(left=0)
        axis.set_xlabel("Attributions")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
        handles = [
            Line2D(
                [],
                [],
                linestyle="",
                marker="x",
                color=ORANGE,
                markersize=8,
                markeredgewidth=2,
                label="Machine",
            ),
            Line2D([], [], marker="o", color=BLUE, markersize=9, label="Corrected, with interval"),
            Line2D(
                [],
                [],
                linestyle="",
                marker="D",
                color=INK,
                fillstyle="none",
                markersize=8,
                label="Reference",
            ),
        ]
        legend(figure, handles)
    figure.alt = (
        "Attributions in each text, counted by machine, corrected for precision and recall, and "
        "by hand. " + " ".join(described)
    )
    return figure

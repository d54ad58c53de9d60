"""Figures of a class that codes: each coder beside the reference, and the findings if the class is
right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.style import (
    FAINT,
    INK,
    SOFT,
    Figure,
    bare,
    in_style,
    legend,
    looks,
    new_figure,
    percent,
    wrap,
)
from newscompare.measures.classroom import CLASS, FAIR, GOOD, REFERENCE
from newscompare.measures.framing import frame_name

MOST_PANELS = 9


def plot_coders(table: pd.DataFrame) -> Figure:
    """Kappa of each coder with the reference, each frame, from
    ``measures.classroom.agreement_by_coder``; lowest first.
    """
    frames = [c.removeprefix("precision_") for c in table.columns if c.startswith("precision_")]
    kappas = [f"kappa_{frame}" for frame in frames]
    table = table.assign(_least=table[kappas].min(axis=1)).sort_values(
        "_least", kind="stable", ignore_index=True
    )
    figure, (axis,) = new_figure(height=0.42 * len(table) + 1.5)
    described: list[str] = []
    with in_style():
        for row in table.to_dict("records"):
            y = len(described)
            axis.plot([row[k] for k in kappas], [y] * 2, color=FAINT, linewidth=4, zorder=0)
            for frame in frames:
                look = looks(frames)[frame]
                axis.plot(
                    row[f"kappa_{frame}"],
                    y,
                    look.marker,
                    color=look.colour,
                    markersize=9,
                    markeredgecolor="#ffffff",
                )
            described.append(
                f"{row['coder']}: "
                + ", ".join(f"{f} {row[f'kappa_{f}']:.2f}" for f in frames)
                + "."
            )
        for floor, name in ((GOOD, "good"), (FAIR, "fair")):
            axis.axvline(floor, color=SOFT, linewidth=1, linestyle=":")
            axis.text(floor, len(table) - 0.5, f" {name}", fontsize=8.5, color=SOFT, va="bottom")
        axis.set_yticks(range(len(table)), list(table["coder"]))
        axis.set_ylim(len(table) - 0.4, -0.6)
        axis.set_xlim(min(-0.05, float(table[kappas].min(axis=None)) - 0.05), 1.03)
        axis.grid(axis="x", color=FAINT, linewidth=0.7)
        axis.set_axisbelow(True)
        axis.set_xlabel("Cohen's kappa with the reference")
        bare(axis)
        legend(figure, _handles(frames), "upper")
    figure.alt = "Kappa of each coder with the reference, for each frame. " + " ".join(described)
    return figure


def _handles(frames: Sequence[str]) -> list[Line2D]:
    own = looks(frames)
    return [
        Line2D(
            [],
            [],
            linestyle="",
            marker=own[f].marker,
            color=own[f].colour,
            markersize=8,
            label=frame_name(f),
        )
        for f in frames
    ]


def plot_confusions(table: pd.DataFrame) -> Figure:
    """One panel a coder from ``measures.classroom.confusions``: the reference's frames (rows)
    against the coder's (columns).

    Shade: share of the row. With more than ``MOST_PANELS`` coders only those that differ most from
    the reference.
    """
    off = table["reference"] != table["coded"]
    wrong = table[off].groupby("coder", sort=False)["sentences"].sum()
    names = (
        list(wrong.sort_values(ascending=False, kind="stable").index[:MOST_PANELS])
        if len(wrong) > MOST_PANELS
        else list(wrong.index)
    )
    ways = list(dict.fromkeys(table["reference"]))
    columns = min(3, len(names))
    rows = -(-len(names) // columns)
    figure, axes = new_figure(rows, columns, height=2.9 * rows + 0.4, width=3.3 * columns + 0.4)
    described = []
    with in_style():
        for axis, name in zip(axes, names, strict=False):
            own = table[table["coder"] == name].pivot(
                index="reference", columns="coded", values="sentences"
            )
            for y, true in enumerate(ways):
                total = int(own.loc[true].sum())
                for x, coded in enumerate(ways):
                    n = int(own.loc[true, coded])
                    share = n / total if total else 0.0
                    axis.add_patch(
                        Rectangle(
                            (x - 0.48, y - 0.48),
                            0.96,
                            0.96,
                            facecolor=INK,
                            alpha=0.05 + 0.75 * share,
                        )
                    )
                    axis.text(
                        x,
                        y,
                        str(n),
                        ha="center",
                        va="center",
                        fontsize=10,
                        color="#ffffff" if share > 0.5 else INK,
                    )
                    if n and true != coded:
                        described.append(f"{name}: {true} coded {coded} {n} times.")
            axis.set_xlim(-0.5, len(ways) - 0.5)
            axis.set_ylim(len(ways) - 0.5, -0.5)
            axis.set_title(name)
            axis.set_xticks(range(len(ways)), ways, fontsize=8, rotation=30, ha="right")
            axis.set_yticks(range(len(ways)), ways, fontsize=8)
            axis.set_ylabel("Reference", fontsize=9)
            axis.set_xlabel("Coder", fontsize=9)
            bare(axis)
        for axis in axes[len(names) :]:
            axis.set_visible(False)
    figure.alt = "Frames of the reference against those of each coder, in sentences. " + (
        " ".join(described) or "No differences."
    )
    return figure


def plot_class_shares(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Dumbbells from ``measures.classroom.class_shares``: hollow the reference, filled the class's
    majority.
    """
    frames = list(dict.fromkeys(table["frame"]))
    figure, axes = new_figure(
        1, len(frames), height=0.5 * len(labels) + 1.5, width=4.5 * len(frames), sharey=True
    )
    described = []
    with in_style():
        for axis, frame in zip(axes, frames, strict=True):
            colour, mark = looks(frames)[frame].colour, looks(frames)[frame].marker
            for y, (article, label) in enumerate(labels.items()):
                row = table[(table["article"] == article) & (table["frame"] == frame)].iloc[0]
                if row["units"] == 0:
                    axis.text(
                        0.02,
                        y,
                        "not coded",
                        va="center",
                        fontsize=8.5,
                        color=SOFT,
                        fontstyle="italic",
                    )
                    continue
                axis.plot(
                    [row[REFERENCE], row[CLASS]],
                    [y] * 2,
                    color=colour,
                    linewidth=2.5,
                    alpha=0.5,
                    zorder=0,
                )
                axis.plot(
                    row[REFERENCE],
                    y,
                    mark,
                    markerfacecolor="#ffffff",
                    markeredgecolor=colour,
                    markersize=9,
                    markeredgewidth=1.8,
                )
                axis.plot(row[CLASS], y, mark, color=colour, markersize=7)
                described.append(
                    f"{label}, {frame}: reference {percent(row[REFERENCE])}, class "
                    f"{percent(row[CLASS])}."
                )
            axis.set_yticks(range(len(labels)), [wrap(v) for v in labels.values()])
            axis.set_ylim(len(labels) - 0.5, -0.5)
            axis.set_xlim(-0.03, 1.03)
            axis.set_xticks([0, 0.25, 0.5, 0.75])
            axis.xaxis.set_major_formatter(lambda v, _: percent(v))
            axis.grid(axis="x", color=FAINT, linewidth=0.7)
            axis.set_axisbelow(True)
            axis.set_title(f"{frame_name(frame)} sentences")
            bare(axis)
        handles = [
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                markerfacecolor="#ffffff",
                markeredgecolor=INK,
                markersize=9,
                label="Reference",
            ),
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                color=INK,
                markersize=7,
                label="Majority of the class",
            ),
        ]
        legend(figure, handles)
    figure.alt = (
        "Share of sentences with each frame by the reference and by the class's majority. "
        + " ".join(described)
    )
    return figure

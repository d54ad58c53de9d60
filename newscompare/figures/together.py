"""Figures that bring the three analyses together, and the agreement of coders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.style import (
    BLUE,
    DENSE,
    EMPTY,
    FAINT,
    INK,
    ORANGE,
    SOFT,
    SOURCE_TYPE_LABELS,
    Figure,
    bare,
    in_style,
    legend,
    looks,
    name_rows,
    new_figure,
    percent,
    wrap,
)
from newscompare.measures.framing import frame_name
from newscompare.measures.together import OTHER_MEASURES


def plot_profiles(
    profiles: pd.DataFrame, labels: Mapping[str, str], names: Mapping[str, str]
) -> Figure:
    """The same bars of each text in the same order, from ``measures.together.profiles``: a panel a
    text; of many texts, a panel a measure.
    """
    many = len(labels) > DENSE - 2
    panels, rows = (names, labels) if many else (labels, names)
    down = -(-len(panels) // 5) if many else 1
    across = -(-len(panels) // down)
    height = down * ((0.24 if many else 0.34) * len(rows) + (0.8 if many else 1.2))
    figure, axes = new_figure(down, across, height=height, width=10.0, sharey=True)
    drawn = looks(
        [name for name in names if name not in OTHER_MEASURES and not name.startswith("side_")]
    )
    table = profiles.set_index(["article", "measure"])["share"]
    with in_style():
        for axis, (panel, title) in zip(axes, panels.items(), strict=False):
            for y, key in enumerate(rows):
                article, measure = (key, panel) if many else (panel, key)
                look = (
                    drawn[measure].patch
                    if measure in drawn
                    else {"facecolor": SOFT, "edgecolor": "#ffffff", "linewidth": 0.0}
                )
                _profile_bar(axis, y, float(table.loc[(article, measure)]), look)
            axis.set_xlim(0, 1)
            axis.set_ylim(len(rows) - 0.5, -0.5)
            axis.set_title(wrap(title, 22 if many else 14), fontsize=10)
            if many:
                name_rows(axis, list(rows.values()))
            else:
                axis.set_yticks(range(len(rows)), [wrap(name, 28) for name in rows.values()])
            axis.set_xticks([])
            bare(axis)
        for axis in axes[len(panels) :]:
            axis.set_visible(False)
    described = [
        f"{label}: "
        f"{', '.join(f'{name} {percent(table.loc[(a, m)])}' for m, name in names.items())}."
        for a, label in labels.items()
    ]
    figure.alt = "Profile of each text. " + " ".join(described)
    return figure


def _profile_bar(axis: Axes, y: int, value: float, look: Mapping[str, Any]) -> None:
    """One share as a bar with its number; ``none`` where it is not defined."""
    axis.add_patch(Rectangle((0, y - 0.32), 1, 0.64, facecolor=EMPTY))
    if value != value:
        axis.text(0.03, y, "none", va="center", fontsize=8, color=SOFT, fontstyle="italic")
        return
    axis.add_patch(Rectangle((0, y - 0.32), value, 0.64, **look))
    inside = value > 0.7
    x, side, colour = (value - 0.03, "right", "#ffffff") if inside else (value + 0.03, "left", INK)
    box = {"facecolor": look["facecolor"] if inside else EMPTY, "edgecolor": "none", "pad": 0.6}
    axis.text(x, y, percent(value), va="center", ha=side, fontsize=8, color=colour, bbox=box)


def plot_frames_by_source_type(table: pd.DataFrame) -> Figure:
    """Share of attributions in sentences with each frame, by source type, from
    ``measures.together.frames_by_source_type``.
    """
    types = list(dict.fromkeys(table["source_type"]))
    frames = list(dict.fromkeys(table["frame"]))
    drawn = looks(frames)
    figure, (axis,) = new_figure(height=0.5 * len(types) + 1.3)
    described = []
    with in_style():
        for y, kind in enumerate(types):
            own = table[table["source_type"] == kind].set_index("frame")
            n = int(own["attributions"].iloc[0])
            axis.plot(
                [own.loc[f, "share"] for f in frames],
                [y] * len(frames),
                color=FAINT,
                linewidth=4,
                zorder=0,
            )
            for number, frame in enumerate(frames):
                up = 0.4 * (number + 0.5) / len(frames) - 0.2
                axis.plot(
                    own.loc[frame, "share"],
                    y + up,
                    drawn[frame].marker,
                    color=drawn[frame].colour,
                    markersize=9,
                    markeredgecolor="#ffffff",
                )
            described.append(
                f"{SOURCE_TYPE_LABELS[kind]}, {n} attributions: "
                + ", ".join(f"{f} {int(own.loc[f, 'with_frame'])}" for f in frames)
                + "."
            )
        axis.set_yticks(
            range(len(types)),
            [
                f"{SOURCE_TYPE_LABELS[k]} "
                f"({int(table.loc[table['source_type'] == k, 'attributions'].iloc[0])})"
                for k in types
            ],
        )
        axis.set_ylim(len(types) - 0.5, -0.5)
        axis.set_xlim(-0.04, 1.04)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.grid(axis="x", color=FAINT, linewidth=0.7)
        axis.set_xlabel(
            "Share of attributions that stand in a sentence with the frame (in brackets: "
            "attributions)"
        )
        bare(axis)
        handles = [
            Line2D(
                [],
                [],
                linestyle="",
                marker=drawn[f].marker,
                color=drawn[f].colour,
                markersize=8,
                label=frame_name(f),
            )
            for f in frames
        ]
        legend(figure, handles, "upper")
    figure.alt = "Frames of the sentences in which each type of source is heard. " + " ".join(
        described
    )
    return figure


def plot_agreement(table: pd.DataFrame) -> Figure:
    """Agreement with intervals from ``measures.agreement.frame_agreement``."""
    rows = table[table["measure"] != "agreement"]
    codes = list(dict.fromkeys(rows["code"]))
    figure, (axis,) = new_figure(height=0.6 * len(codes) + 1.4)
    described = []
    with in_style():
        for y, code in enumerate(codes):
            for measure, colour, mark, shift in (
                ("kappa", ORANGE, "D", -0.14),
                ("alpha", BLUE, "o", 0.14),
            ):
                row = rows[(rows["code"] == code) & (rows["measure"] == measure)].iloc[0]
                axis.plot(
                    [row["low"], row["high"]],
                    [y + shift] * 2,
                    color=colour,
                    linewidth=2.5,
                    alpha=0.55,
                )
                axis.plot(
                    row["value"],
                    y + shift,
                    mark,
                    color=colour,
                    markersize=9,
                    markeredgecolor="#ffffff",
                )
                described.append(
                    f"{code}, {measure}: {row['value']:.2f} ({row['low']:.2f} to "
                    f"{row['high']:.2f})."
                )
        axis.axvline(0.8, color=SOFT, linewidth=1, linestyle=":")
        axis.text(0.8, -0.48, " customary floor", fontsize=8.5, color=SOFT, va="top")
        axis.set_yticks(range(len(codes)), [c.capitalize() for c in codes])
        axis.set_ylim(len(codes) - 0.5, -0.6)
        axis.set_xlim(0, 1.02)
        axis.set_xlabel("Agreement of the two codings, with 95 % bootstrap interval")
        bare(axis)
        handles = [
            Line2D(
                [], [], linestyle="", marker="D", color=ORANGE, markersize=8, label="Cohen's kappa"
            ),
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                color=BLUE,
                markersize=8,
                label="Krippendorff's alpha",
            ),
        ]
        legend(figure, handles, "upper")
    figure.alt = "Agreement of two passes of one language model. " + " ".join(described)
    return figure

"""Figures that bring the three analyses together, and the agreement of coders."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.style import (
    BLUE,
    EMPTY,
    FAINT,
    FRAME_STYLE,
    INK,
    ORANGE,
    SOFT,
    SOURCE_TYPE_LABELS,
    Figure,
    bare,
    in_style,
    new_figure,
    percent,
    wrap,
)
from newscompare.measures.framing import FRAMES


def plot_profiles(profiles: pd.DataFrame, labels: Mapping[str, str], names: Mapping[str, str]) -> Figure:
    """One compact panel for each text from ``measures.together.profiles``: the same bars in the same order."""
    figure, axes = new_figure(1, len(labels), height=0.34 * len(names) + 1.2, width=10.0, sharey=True)
    described = []
    with in_style():
        for axis, (article, label) in zip(axes, labels.items(), strict=True):
            own = profiles[profiles["article"] == article].set_index("measure")
            parts = []
            for y, (measure, name) in enumerate(names.items()):
                value = own.loc[measure, "share"]
                axis.add_patch(Rectangle((0, y - 0.32), 1, 0.64, facecolor=EMPTY))
                if value == value:
                    style = FRAME_STYLE.get(measure, {"facecolor": SOFT, "edgecolor": "#ffffff", "linewidth": 0.0})
                    axis.add_patch(Rectangle((0, y - 0.32), float(value), 0.64, **style))
                    inside = value > 0.7
                    x, side, colour = (float(value) - 0.03, "right", "#ffffff") if inside else (float(value) + 0.03, "left", INK)
                    box = {"facecolor": style["facecolor"] if inside else EMPTY, "edgecolor": "none", "pad": 0.6}
                    axis.text(x, y, percent(value), va="center", ha=side, fontsize=8, color=colour, bbox=box)
                else:
                    axis.text(0.03, y, "none", va="center", fontsize=8, color=SOFT, fontstyle="italic")
                parts.append(f"{name} {percent(value)}")
            axis.set_xlim(0, 1)
            axis.set_ylim(len(names) - 0.5, -0.5)
            axis.set_title(wrap(label, 14), fontsize=10)
            axis.set_yticks(range(len(names)), list(names.values()))
            axis.set_xticks([])
            bare(axis)
            described.append(f"{label}: {', '.join(parts)}.")
    figure.alt = "Profile of each text. " + " ".join(described)
    return figure


def plot_frames_by_source_type(table: pd.DataFrame) -> Figure:
    """Share of attributions in sentences with each frame, by source type, from ``measures.together.frames_by_source_type``."""
    types = list(dict.fromkeys(table["source_type"]))
    figure, (axis,) = new_figure(height=0.5 * len(types) + 1.3)
    described = []
    with in_style():
        for y, kind in enumerate(types):
            own = table[table["source_type"] == kind].set_index("frame")
            n = int(own["attributions"].iloc[0])
            axis.plot([own.loc[f, "share"] for f in FRAMES], [y] * 2, color=FAINT, linewidth=4, zorder=0)
            for frame, colour, mark, up in (("symbolic", ORANGE, "D", -0.1), ("strategic", BLUE, "o", 0.1)):
                axis.plot(own.loc[frame, "share"], y + up, mark, color=colour, markersize=9, markeredgecolor="#ffffff")
            described.append(
                f"{SOURCE_TYPE_LABELS[kind]}, {n} attributions: " + ", ".join(f"{f} {int(own.loc[f, 'with_frame'])}" for f in FRAMES) + "."
            )
        axis.set_yticks(
            range(len(types)),
            [f"{SOURCE_TYPE_LABELS[k]} ({int(table.loc[table['source_type'] == k, 'attributions'].iloc[0])})" for k in types],
        )
        axis.set_ylim(len(types) - 0.5, -0.5)
        axis.set_xlim(-0.04, 1.04)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.grid(axis="x", color=FAINT, linewidth=0.7)
        axis.set_xlabel("Share of attributions that stand in a sentence with the frame (in brackets: attributions)")
        bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker="D", color=ORANGE, markersize=8, label="Symbolic"),
            Line2D([], [], linestyle="", marker="o", color=BLUE, markersize=8, label="Strategic"),
        ]
        axis.legend(handles=handles, ncols=2, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False)
    figure.alt = "Frames of the sentences in which each type of source is heard. " + " ".join(described)
    return figure


def plot_agreement(table: pd.DataFrame) -> Figure:
    """Agreement with intervals from ``measures.agreement.frame_agreement``."""
    rows = table[table["measure"] != "agreement"]
    codes = list(dict.fromkeys(rows["code"]))
    figure, (axis,) = new_figure(height=0.6 * len(codes) + 1.4)
    described = []
    with in_style():
        for y, code in enumerate(codes):
            for measure, colour, mark, shift in (("kappa", ORANGE, "D", -0.14), ("alpha", BLUE, "o", 0.14)):
                row = rows[(rows["code"] == code) & (rows["measure"] == measure)].iloc[0]
                axis.plot([row["low"], row["high"]], [y + shift] * 2, color=colour, linewidth=2.5, alpha=0.55)
                axis.plot(row["value"], y + shift, mark, color=colour, markersize=9, markeredgecolor="#ffffff")
                described.append(f"{code}, {measure}: {row['value']:.2f} ({row['low']:.2f} to {row['high']:.2f}).")
        axis.axvline(0.8, color=SOFT, linewidth=1, linestyle=":")
        axis.text(0.8, -0.48, " customary floor", fontsize=8.5, color=SOFT, va="top")
        axis.set_yticks(range(len(codes)), [c.capitalize() for c in codes])
        axis.set_ylim(len(codes) - 0.5, -0.6)
        axis.set_xlim(0, 1.02)
        axis.set_xlabel("Agreement of the two codings, with 95 % bootstrap interval")
        bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker="D", color=ORANGE, markersize=8, label="Cohen's kappa"),
            Line2D([], [], linestyle="", marker="o", color=BLUE, markersize=8, label="Krippendorff's alpha"),
        ]
        axis.legend(handles=handles, ncols=2, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False)
    figure.alt = "Agreement of two passes of one language model. " + " ".join(described)
    return figure

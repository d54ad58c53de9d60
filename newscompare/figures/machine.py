"""Figures of how often the machine is right: frames by part, tone by method."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from newscompare.figures.style import (
    BLUE,
    FAINT,
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

_MARKS = {"precision": ("o", "Precision"), "recall": ("s", "Recall"), "f1": ("D", "F1")}
_COLOURS = {"symbolic": ORANGE, "strategic": BLUE}


def plot_frame_scores(scores: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Precision, recall and F1 of each part (columns ``part``, ``frame``), one panel a frame;
    ``labels`` names the parts.
    """
    frames = list(dict.fromkeys(scores["frame"]))
    figure, axes = new_figure(1, len(frames), height=0.42 * len(labels) + 1.5, sharey=True)
    described = []
    with in_style():
        for axis, frame in zip(axes, frames, strict=True):
            own = scores[scores["frame"] == frame].set_index("part")
            for y, (part, label) in enumerate(labels.items()):
                if part not in own.index:
                    continue
                row = own.loc[part]
                values = {name: float(row[name]) for name in _MARKS}
                axis.plot(
                    [min(values.values()), max(values.values())],
                    [y, y],
                    color=SOFT,
                    linewidth=1.2,
                    zorder=1,
                )
                for name, (mark, _) in _MARKS.items():
                    axis.plot(
                        values[name],
                        y,
                        mark,
                        color=_COLOURS.get(frame, INK),
                        markersize=8,
                        markeredgecolor="#ffffff",
                        zorder=2,
                    )
                described.append(
                    f"{frame}, {label}: precision {values['precision']:.2f}, recall "
                    f"{values['recall']:.2f}, F1 {values['f1']:.2f}."
                )
            axis.set_title(frame.capitalize())
            axis.set_xlim(0, 1.05)
            axis.grid(axis="x", color=FAINT, linewidth=0.6)
            axis.set_yticks(range(len(labels)), [wrap(v, 22) for v in labels.values()])
            bare(axis)
        axes[0].set_ylim(len(labels) - 0.5, -0.5)
        handles = [
            axes[0].plot([], [], mark, color=INK, markersize=8, label=name)[0]
            for mark, name in _MARKS.values()
        ]
        legend(figure, handles)
    figure.alt = "How often the machine is right. " + " ".join(described)
    return figure


def plot_methods(methods: pd.DataFrame) -> Figure:
    """Macro-F1 of each method with its interval (columns ``method``, ``macro_f1``,
    ``macro_f1_low``, ``macro_f1_high``).
    """
    figure, (axis,) = new_figure(height=0.42 * len(methods) + 1.0)
    described = []
    with in_style():
        for y, row in enumerate(methods.to_dict("records")):
            axis.plot([row["macro_f1_low"], row["macro_f1_high"]], [y, y], color=SOFT, linewidth=2)
            axis.plot(row["macro_f1"], y, "o", color=BLUE, markersize=9, markeredgecolor="#ffffff")
            described.append(
                f"{row['method']}: {row['macro_f1']:.2f} ({row['macro_f1_low']:.2f} to "
                f"{row['macro_f1_high']:.2f})."
            )
        axis.axvline(1 / 3, color=FAINT, linewidth=1)
        axis.set_xlim(0, 1)
        axis.set_ylim(len(methods) - 0.5, -0.5)
        axis.set_yticks(range(len(methods)), [wrap(m, 26) for m in methods["method"]])
        axis.set_xlabel("Macro-F1 over three labels, with the interval over documents")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
    figure.alt = "Macro-F1 of each method of scoring tone. " + " ".join(described)
    return figure

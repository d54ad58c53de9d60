"""Figures of how often the machine is right: frames by part, tone by method."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import leaders, start, verb
from newscompare.figures.style import (
    BLUE,
    FAINT,
    GROUND,
    INK,
    SOFT,
    bare,
    legend,
    looks,
    name_list,
    new_figure,
    remark,
    shorten,
    wrap,
)
from newscompare.measures.framing import frame_name

_MARKS = {"precision": ("o", "Precision"), "recall": ("s", "Recall"), "f1": ("D", "F1")}


def plot_frame_scores(scores: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Precision, recall and F1 of each part (columns ``part``, ``frame``), one panel a frame;
    ``labels`` names the parts.
    """
    frames = list(dict.fromkeys(scores["frame"]))
    known = {part: label for part, label in labels.items() if part in set(scores["part"])}
    table = scores.set_index(["frame", "part"])

    def draw(narrow: bool) -> Any:
        shape = (len(frames), 1) if narrow else (1, len(frames))
        down = len(frames) if narrow else 1
        height = (0.38 * len(known) + 0.6) * down + 0.6
        figure, axes = new_figure(*shape, height=height, narrow=narrow)
        for place, (axis, frame) in enumerate(zip(axes, frames, strict=True)):
            colour = looks(frames)[frame].colour
            for y, part in enumerate(known):
                if (frame, part) not in table.index:
                    continue
                values = {name: float(table.loc[(frame, part), name]) for name in _MARKS}
                ends = [min(values.values()), max(values.values())]
                axis.plot(ends, [y, y], color=SOFT, linewidth=1.2, zorder=1)
                for name, (mark, _) in _MARKS.items():
                    axis.plot(
                        values[name], y, mark, color=colour, markersize=7.5, markeredgecolor=GROUND
                    )
            axis.set_title(frame_name(frame))
            axis.set_xlim(0, 1.05)
            axis.set_xticks([0, 0.5, 1])
            axis.grid(axis="x", color=FAINT, linewidth=0.6)
            axis.set_yticks(range(len(known)), [wrap(v, 16) for v in known.values()])
            axis.set_ylim(len(known) - 0.5, -0.5)
            if place and not narrow:
                axis.tick_params(labelleft=False)
            bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker=mark, color=INK, markersize=7.5, label=name)
            for mark, name in _MARKS.values()
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described, rows = [], []
    for (frame, part), row in table.iterrows():
        if part in known:
            values = [f"{float(row[name]):.2f}" for name in _MARKS]
            described.append(
                f"{frame}, {known[part]}: precision {values[0]}, recall {values[1]}, "
                f"F1 {values[2]}."
            )
            rows.append((known[part], frame_name(str(frame)), *values))
    return Figure(
        draw,
        title=_scores_title(table, frames, known),
        caption="Each line is one text, one panel a frame: the marks are precision, recall and F1 "
        "of the machine against the reference coding, 1 is perfect.",
        alt="How often the machine is right. " + " ".join(described),
        data=pd.DataFrame(rows, columns=["Text", "Frame", "Precision", "Recall", "F1"]),
    )


def _scores_title(table: pd.DataFrame, frames: list[str], known: Mapping[str, str]) -> str:
    """The range of F1 of each frame over the parts."""
    parts = []
    for frame in frames[:3]:
        own = [float(table.loc[(frame, p), "f1"]) for p in known if (frame, p) in table.index]
        if own:
            span = f"{min(own):.2f} to {max(own):.2f}" if len(own) > 1 else f"{own[0]:.2f}"
            parts.append(f"{frame} sentences with an F1 of {span}")
    return f"The machine finds {name_list(parts)}" if parts else "Nothing was measured"


def plot_methods(methods: pd.DataFrame) -> Figure:
    """Macro-F1 of each method with its interval (columns ``method``, ``macro_f1``,
    ``macro_f1_low``, ``macro_f1_high``).
    """
    rows = methods.to_dict("records")
    top = leaders((str(row["method"]), round(float(row["macro_f1"]), 2)) for row in rows)

    def draw(narrow: bool) -> Any:
        step = 0.5 if narrow else 0.38
        figure, (axis,) = new_figure(height=step * len(rows) + 0.9, narrow=narrow)
        for y, row in enumerate(rows):
            at = y + (0.2 if narrow else 0.0)
            ends = [row["macro_f1_low"], row["macro_f1_high"]]
            axis.plot(ends, [at] * 2, color=SOFT, linewidth=3, alpha=0.7)
            axis.plot(row["macro_f1"], at, "o", color=BLUE, markersize=8, markeredgecolor=GROUND)
            if narrow:
                axis.text(0, y - 0.22, shorten(str(row["method"]), 44), va="center")
            if str(row["method"]) in top:
                remark(axis, row["macro_f1_high"], at, f"highest: {row['macro_f1']:.2f}", narrow)
        axis.axvline(1 / 3, color=SOFT, linewidth=1, linestyle=":")
        axis.text(1 / 3, len(rows) - 0.4, " one third", color=SOFT, va="bottom")
        axis.set_xlim(0, 1)
        axis.set_ylim(len(rows) - 0.4, -0.55)
        axis.set_yticks(
            [] if narrow else range(len(rows)),
            [] if narrow else [wrap(str(row["method"]), 30) for row in rows],
        )
        axis.set_xlabel("Macro-F1 over three labels", loc="left")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
        return figure

    described, shown = [], []
    for row in rows:
        span = f"{row['macro_f1_low']:.2f} to {row['macro_f1_high']:.2f}"
        described.append(f"{row['method']}: {row['macro_f1']:.2f} ({span}).")
        shown.append((str(row["method"]), f"{row['macro_f1']:.2f}", span))
    title = "No method was measured"
    if top:
        best = max(round(float(row["macro_f1"]), 2) for row in rows)
        title = start(
            f"{name_list(top)} {verb(top, 'reaches', 'reach')} the highest macro-F1, {best:.2f}"
        )
    return Figure(
        draw,
        title=title,
        caption="The dot is a method's macro-F1, the mean of the F1 of its three labels; the bar "
        "is the 95% interval over documents. Dotted: one third.",
        alt="Macro-F1 of each method of scoring tone. " + " ".join(described),
        data=pd.DataFrame(shown, columns=["Method", "Macro-F1", "95% interval"]),
    )

"""Figures of the chapter on honesty: who agrees with whom, and how far one text moves a share."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import start
from newscompare.figures.style import (
    BLUE,
    GROUND,
    INK,
    SOFT,
    bare,
    legend,
    looks,
    name_list,
    new_figure,
    percent,
    shade,
    wrap,
)
from newscompare.measures.framing import frame_name, frame_word


def plot_kappas(table: pd.DataFrame) -> Figure:
    """Kappa of each pair of coders from ``measures.agreement.kappa_matrix``; the darker, the
    closer.
    """
    names = [str(name) for name in table.index]
    pairs = {
        (first, second): float(table.loc[first, second])
        for y, first in enumerate(names)
        for second in names[:y]
    }

    low = min((round(value, 2) for value in pairs.values()), default=0.0)

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=0.45 * len(names) + 1.0, narrow=narrow)
        for y, first in enumerate(names):
            for x, second in enumerate(names[:y]):
                value = pairs[first, second]
                strength = shade(max(value, 0.0) ** 2)
                cell = Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, facecolor=BLUE, alpha=strength)
                axis.add_patch(cell)
                axis.text(x, y, f"{value:.2f}", ha="center", va="center")
                if round(value, 2) == low:
                    edge: dict[str, Any] = {"facecolor": "none", "edgecolor": INK, "linewidth": 1.6}
                    axis.add_patch(Rectangle((x - 0.48, y - 0.48), 0.96, 0.96, **edge))
        axis.set_xlim(-0.5, len(names) - 1.5)
        axis.set_ylim(len(names) - 0.5, 0.5)
        shown = [wrap(name, 11) for name in names]
        turn: dict[str, Any] = {"rotation": 90} if narrow or len(names) > 8 else {}
        axis.set_xticks(range(len(names) - 1), names[:-1] if turn else shown[:-1], **turn)
        axis.set_yticks(range(1, len(names)), shown[1:] if narrow else names[1:])
        bare(axis)
        return figure

    described = [f"{first} and {second} {value:.2f}" for (first, second), value in pairs.items()]
    rows = [(f"{a} and {b}", f"{v:.2f}") for (a, b), v in pairs.items()]
    if pairs:
        least = [f"{a} and {b}" for (a, b), v in pairs.items() if round(v, 2) == low]
        each = " each" if len(least) > 1 else ""
        title = start(f"{name_list(least[:3])} agree least: kappa {low:.2f}{each}")
    else:
        title = "One coder alone agrees with nobody"
    return Figure(
        draw,
        title=title,
        caption="Each cell is Cohen's kappa of the coder beside it and the coder below it: 0 is "
        "chance, 1 is perfect. The darker, the closer; framed: the lowest.",
        alt="Cohen's kappa of each pair of coders: " + ", ".join(described) + ".",
        data=pd.DataFrame(rows, columns=["Pair", "Kappa"]),
    )


def plot_one_more(table: pd.DataFrame) -> Figure:
    """How far a share moves with one text less or one more, from ``honesty.one_more_text``."""
    rows = list(table.itertuples(index=False))
    drawn = looks([str(row.frame) for row in rows])

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=0.7 * len(rows) + 1.1, narrow=narrow)
        for y, row in enumerate(rows):
            colour = drawn[str(row.frame)].colour
            axis.plot([row.more_low, row.more_high], [y, y], color=colour, linewidth=2, alpha=0.7)
            axis.plot([row.left_low, row.left_high], [y, y], color=colour, linewidth=11, alpha=0.45)
            axis.plot(row.share, y, "o", color=colour, markersize=9, markeredgecolor=GROUND)
            axis.text(row.share, y - 0.2, percent(row.share), ha="center", va="bottom")
            for x, side in ((row.more_low, "right"), (row.more_high, "left")):
                axis.text(x, y, f" {percent(x)} ", ha=side, va="center", color=SOFT)
        axis.set_yticks(range(len(rows)), [frame_name(str(row.frame)) for row in rows])
        axis.set_ylim(len(rows) - 0.5, -0.7)
        axis.set_xlim(0, 1)
        axis.set_xticks([0, 0.5, 1] if narrow else [0, 0.25, 0.5, 0.75, 1])
        axis.xaxis.set_major_formatter(lambda value, _: percent(value))
        axis.set_xlabel("Share of all coded units", loc="left")
        bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker="o", color=SOFT, markersize=8, label="As counted"),
            Line2D([], [], color=SOFT, linewidth=11, alpha=0.45, label="One text left out"),
            Line2D([], [], color=SOFT, linewidth=2, label="One text more: all or nothing"),
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described, shown, parts = [], [], []
    for row in rows:
        left = f"{percent(row.left_low)} to {percent(row.left_high)}"
        more = f"{percent(row.more_low)} to {percent(row.more_high)}"
        described.append(
            f"{frame_word(str(row.frame))}: {percent(row.share)} of all units, {left} with one "
            f"text left out, {more} with one more text."
        )
        shown.append((frame_name(str(row.frame)), percent(row.share), left, more))
        parts.append(
            f"the {frame_word(str(row.frame))} share between {more.replace(' to ', ' and ')}"
        )
    return Figure(
        draw,
        title=f"One more text could put {name_list(parts)}",
        caption="The dot is the share over all units; the thick bar, where it moves with one text "
        "left out; the thin one, with one more text of mean length that has the frame in every "
        "sentence or in none.",
        alt="How far one text moves the share of each frame. " + " ".join(described),
        data=pd.DataFrame(
            shown, columns=["Frame", "As counted", "One text left out", "One text more"]
        ),
    )

"""A matrix of bars: rows with a name, one column a text, a bar and a number in each cell.

It draws what many figures share (sources, indicators, parties by text) in both layouts: on a phone
the name of a row stands above its cells; where there are more texts than columns find room, a row
is one bar, its whole, and says in how many texts it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from newscompare.figures.sentences import spread
from newscompare.figures.style import (
    EMPTY,
    FAINT,
    SOFT,
    bare,
    legend,
    name_columns,
    name_height,
    new_figure,
    shorten,
    wrap,
)

MOST_COLUMNS = 14, 8
"""Most texts that have a column of their own, on a page and on a phone."""


def of_sums(texts: int, what: str) -> str:
    """What a caption adds where the drawing of so many texts has one bar a row."""
    if texts <= MOST_COLUMNS[1]:
        return ""
    where = "Here" if texts > MOST_COLUMNS[0] else "On a phone"
    return f" {where} so many texts have no columns: a bar and its number show {what} in all texts."


def draw_matrix(
    counts: pd.DataFrame,
    styles: Sequence[Mapping[str, Any]],
    handles: Sequence[Artist],
    narrow: bool,
    *,
    whole: pd.DataFrame | None = None,
    marked: Mapping[int, str] | None = None,
    names: int = 38,
) -> Any:
    """A drawing of ``counts`` (rows: names; columns: labels of texts), a style for each row.

    ``whole``: what a full cell stands for (default: the highest count for all); ``marked``: a
    remark at the end of some rows; ``names``: characters of a row's name in one line.
    """
    if counts.shape[1] > MOST_COLUMNS[narrow]:
        return _draw_sums(counts, styles, handles, narrow)
    rows, columns = counts.shape
    step = 0.46 if narrow else 0.3
    lines = [1 if narrow else shorten(str(n), 80).count("") // names + 1 for n in counts.index]
    heights = [max(step, 0.19 * n + 0.08) for n in lines]
    height = sum(heights) + 1.1 + name_height(counts.columns, narrow)
    figure, (axis,) = new_figure(height=height, narrow=narrow)
    top = float(counts.to_numpy().max()) or 1.0
    low, tall = (0.02, 0.44) if narrow else (-0.36, 0.72)
    for y in range(rows):
        if y:
            axis.axhline(y - 0.5, color=FAINT, linewidth=0.7)
        for x in range(columns):
            n = float(counts.iat[y, x])
            full = top if whole is None else float(whole.iat[y, x]) or 1.0
            if n:
                width = 0.7 * n / full
                axis.add_patch(Rectangle((x - 0.45, y + low), width, tall, **styles[y]))
                axis.text(x - 0.41 + width, y + low + tall / 2, f"{n:g}", va="center")
            else:
                axis.text(x - 0.45, y + low + tall / 2, "·", va="center", color=SOFT)
        if narrow:
            _name_above(axis, y, shorten(str(counts.index[y]), 46), (marked or {}).get(y, ""))
    if narrow:
        axis.set_yticks([])
    else:
        axis.set_yticks(range(rows), [wrap(str(name), names) for name in counts.index])
        for y, text in (marked or {}).items():
            axis.text(columns - 0.45, y, "← " + text, va="center", fontstyle="italic")
    room = 0.0 if narrow or not marked else 0.1 * columns
    axis.set_xlim(-0.5, columns - 0.5 + room)
    axis.set_ylim(rows - 0.5, -0.5)
    name_columns(axis, [str(c) for c in counts.columns], narrow=narrow)
    bare(axis)
    if handles:
        legend(figure, handles, narrow=narrow)
    return figure


def _name_above(axis: Axes, y: int, name: str, remark: str) -> None:
    shown = f"{name}   ← {remark}" if remark else name
    axis.text(-0.45, y - 0.22, shown, va="center", fontweight="bold" if remark else "normal")


def _draw_sums(
    counts: pd.DataFrame,
    styles: Sequence[Mapping[str, Any]],
    handles: Sequence[Artist],
    narrow: bool,
) -> Any:
    """One bar a row: its sum over all texts, and in how many of them it stands."""
    rows = len(counts)
    figure, (axis,) = new_figure(height=(0.46 if narrow else 0.3) * rows + 1.2, narrow=narrow)
    sums = counts.sum(axis=1)
    top = float(sums.max()) or 1.0
    low, tall = (0.02, 0.44) if narrow else (-0.36, 0.72)
    for y, n in enumerate(sums):
        axis.add_patch(Rectangle((0, y + low), float(n), tall, **styles[y]))
        said = f" {n:g}, {spread(counts.iloc[y])}"
        axis.text(float(n), y + low + tall / 2, said, va="center")
        if narrow:
            _name_above(axis, y, "", "")
            axis.text(0, y - 0.22, shorten(str(counts.index[y]), 46), va="center")
    names = [] if narrow else [shorten(str(name), 44) for name in counts.index]
    axis.set_yticks(range(len(names)), names)
    axis.set_xlim(0, top * (2.0 if narrow else 1.5))
    axis.set_ylim(rows - 0.5, -0.5)
    axis.set_xticks([])
    bare(axis)
    if handles:
        legend(figure, handles, narrow=narrow)
    return figure


def cells_by_symbol(
    presence: pd.DataFrame,
    narrow: bool,
    mark: Callable[[Axes, float, float, Any], None],
    handles: Sequence[Artist],
    bold: Sequence[int] = (),
) -> Any:
    """A matrix whose cells ``mark`` draws: rows with a name (some ``bold``), one column a text."""
    rows, columns = presence.shape
    step = 0.46 if narrow else 0.36
    figure, (axis,) = new_figure(
        height=step * rows + 0.9 + name_height(presence.columns, narrow), narrow=narrow
    )
    for y in range(rows):
        if y % 2 == 0:
            axis.axhspan(y - 0.5, y + 0.5, color=EMPTY, zorder=0)
        for x in range(columns):
            mark(axis, x, y + (0.22 if narrow else 0.0), presence.iat[y, x])
        if narrow:
            weight = "bold" if y in bold else "normal"
            name = shorten(str(presence.index[y]), 46)
            axis.text(-0.45, y - 0.24, name, va="center", fontweight=weight)
    if narrow:
        axis.set_yticks([])
    else:
        axis.set_yticks(range(rows), [wrap(str(name), 40) for name in presence.index])
        for y in bold:
            axis.get_yticklabels()[y].set_fontweight("bold")
    axis.set_ylim(rows - 0.5, -0.5)
    axis.set_xlim(-0.5, columns - 0.5)
    name_columns(axis, [str(c) for c in presence.columns], narrow=narrow)
    bare(axis)
    legend(figure, handles, narrow=narrow)
    return figure

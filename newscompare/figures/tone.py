"""Figures of tone: the stance of quotations, and the machine's score beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import FEW, counted, in_words, leaders, start, verb
from newscompare.figures.style import (
    BLUE,
    DENSE,
    EMPTY,
    GROUND,
    INK,
    SOFT,
    STANCE_STYLE,
    bare,
    legend,
    name_list,
    name_rows,
    new_figure,
    remark,
    row,
    sentence_list,
    shade,
)

NAMES = {stance: name for stance, (_, _, name) in STANCE_STYLE.items()}


def _handles() -> list[Line2D]:
    return [
        Line2D([], [], linestyle="", marker=mark, color=colour, markersize=8, label=n.capitalize())
        for colour, mark, n in STANCE_STYLE.values()
    ]


BY_MACHINE = "by machine"
"""Who coded, where the label is the machine's: a title then says so."""


def plot_stances(
    counts: pd.DataFrame,
    labels: Mapping[str, str],
    by: str = "article",
    coded: str = "in the reference coding",
) -> Figure:
    """One mark for each quotation, by stance, from ``measures.tone.stance_counts``: rows are texts
    or speakers. ``coded`` says by whom (``by machine``).
    """
    table = counts.assign(**{by: counts[by].astype(str)})
    wide = table.pivot(index=by, columns="stance", values="quotations")
    wide = wide.reindex(index=list(labels), columns=list(STANCE_STYLE)).fillna(0).astype(int)
    most = int(wide.sum(axis=1).max() or 0)

    def draw(narrow: bool) -> Any:
        per = 24 if narrow else 48
        size = (6.5 if narrow else 9) if most <= per and len(labels) <= 2 * DENSE else 4
        figure, (axis,) = new_figure(
            height=row(len(labels), 0.4) * len(labels) + 0.9, narrow=narrow
        )
        for y, key in enumerate(labels):
            x = 0
            for stance, (colour, mark, _) in STANCE_STYLE.items():
                n = int(wide.loc[key, stance])
                if n:
                    axis.plot(
                        np.arange(x, x + n) + 0.5,
                        [y] * n,
                        mark,
                        color=colour,
                        markersize=size,
                        linestyle="",
                        markeredgecolor=GROUND,
                    )
                x += n
            said = f" {x}" if x else "no quotation"
            if x == most >= FEW and not narrow:
                said += "  ← most"
            style = "normal" if x else "italic"
            axis.text(x + 0.15, y, said, color=SOFT, va="center", fontstyle=style)
        axis.set_xlim(0, max(most, 4) * (1.08 if most > 9 else 1.3))
        name_rows(axis, list(labels.values()), narrow=narrow)
        axis.set_xticks([])
        bare(axis)
        legend(figure, _handles(), narrow=narrow)
        return figure

    described = []
    for key, label in labels.items():
        parts = [f"{n} {NAMES[int(s)]}" for s, n in wide.loc[key].items() if n]
        described.append(f"{label}: {sentence_list(parts) or 'no quotation'}.")
    data = wide.rename(index=dict(labels), columns={s: n.capitalize() for s, n in NAMES.items()})
    data = data.assign(All=data.sum(axis=1))
    head = "Text" if by == "article" else by.replace("_", " ").capitalize()
    return Figure(
        draw,
        title=_stances_title(wide, coded)
        if by == "article"
        else _speakers_title(data["All"], counts),
        caption=f"One mark is one quotation, its shape and colour the stance {coded}; the number "
        "at the end of a row counts them.",
        alt=f"Quotations of each {'text' if by == 'article' else by} by the stance {coded}. "
        + " ".join(described),
        data=data.reset_index(names=head),
    )


def _stances_title(wide: pd.DataFrame, coded: str) -> str:
    sums = {NAMES[int(stance)]: int(n) for stance, n in wide.sum().items()}
    total = sum(sums.values())
    if not total:
        return "No text quotes anybody"
    order = sorted(sums, key=lambda name: -sums[name])
    many = {name: in_words(n) if n else "none" for name, n in sums.items()}
    if coded == BY_MACHINE:
        parts = [f"{many[name]} {name}" for name in order]
        return f"Of {counted(total, 'quotation')}, the machine calls {sentence_list(parts)}"
    parts = [f"{many[name]} {'are' if sums[name] > 1 else 'is'} {name}" for name in order]
    return f"Of {counted(total, 'quotation')}, {sentence_list(parts)}"


def _speakers_title(sums: pd.Series, counts: pd.DataFrame) -> str:
    """Who is quoted most; *(nobody named)*, in brackets, is no speaker to be ranked."""
    total = int(counts["quotations"].sum())
    top = leaders(
        (str(name), float(n)) for name, n in sums.items() if not str(name).startswith("(")
    )
    if not top:
        return "Nobody is quoted"
    n = int(sums[top[0]])
    if n == 1:
        return f"Each of {counted(len(top), 'speaker')} is quoted once"
    if n == 2:
        return f"Nobody is quoted more than twice ({counted(total, 'quotation')} in all)"
    each = " each" if len(top) > 1 else ""
    return (
        f"{start(name_list(top))} {verb(top, 'accounts', 'account')} for {in_words(n)} of "
        f"{counted(total, 'quotation')}{each}"
    )


def plot_scores(
    quotes: pd.DataFrame, labels: Mapping[str, str], score: str, name: str, band: float
) -> Figure:
    """The machine's score of each quotation (columns ``article``, ``stance``, ``score``), mark and
    colour by stance.

    ``band`` is half the width of the score's neutral band, drawn in grey.
    """
    scored = quotes.assign(
        article=quotes["article"].astype(str), stance=quotes["stance"].astype(int)
    )
    label_of = np.sign(scored[score].where(scored[score].abs() >= band, 0.0)).astype(int)
    off = scored[scored["stance"] * label_of < 0]
    unread = int(((label_of == 0) & (scored["stance"] != 0)).sum())
    silent = f", {in_words(unread)} with a stance as neutral" if unread else ""
    worst = off.loc[off[score].abs().idxmax()] if len(off) else None

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(
            height=row(len(labels), 0.62) * len(labels) + 1.2, narrow=narrow
        )
        high = len(labels)
        axis.add_patch(Rectangle((-band, -0.5), 2 * band, high, facecolor=EMPTY, zorder=0))
        axis.plot([0, 0], [-0.5, high - 0.5], color=SOFT, linewidth=0.8)
        for y, article in enumerate(labels):
            own = scored[scored["article"] == article]
            shift = np.linspace(-0.3, 0.3, len(own)) if len(own) > 1 else np.zeros(1)
            for (place, quote), dy in zip(own.iterrows(), shift, strict=False):
                colour, mark, _ = STANCE_STYLE[int(quote["stance"])]
                axis.plot(
                    quote[score],
                    y + dy,
                    mark,
                    color=colour,
                    markersize=7 if narrow else 8,
                    markeredgecolor=GROUND,
                )
                if worst is not None and place == worst.name:
                    said = f"{NAMES[int(quote['stance'])]}, scored {quote[score]:+.2f}"
                    remark(axis, float(quote[score]), float(y + dy), said, narrow)
            if own.empty:
                axis.text(0.03, y, "no quotation", color=SOFT, va="center", fontstyle="italic")
        if unread and worst is None:
            said = f"{in_words(unread)} with a stance ↓"
            axis.text(band, -0.55, said, ha="right", va="bottom", fontstyle="italic")
        axis.set_xlim(-1.05, 1.35 if narrow and worst is not None else 1.05)
        axis.set_xticks([-1, 0, 1] if narrow else [-1, -0.5, 0, 0.5, 1])
        name_rows(axis, list(labels.values()), narrow=narrow)
        axis.set_ylim(high - 0.5, -0.95)
        axis.set_xlabel(name)
        bare(axis)
        legend(figure, _handles(), narrow=narrow)
        return figure

    described, rows = [], []
    for article, label in labels.items():
        own = scored[scored["article"] == article]
        if own.empty:
            described.append(f"{label}: no quotation.")
            rows.append((label, 0, "–", "–", "–"))
            continue
        low, high, mid = own[score].min(), own[score].max(), own[score].median()
        described.append(
            f"{label}: {len(own)} scores from {low:.2f} to {high:.2f}, median {mid:.2f}."
        )
        rows.append((label, len(own), f"{low:.2f}", f"{mid:.2f}", f"{high:.2f}"))
    if scored.empty:
        title = "No text quotes anybody"
    elif off.empty:
        title = f"{name}: no quotation is scored on the wrong side of neutral{silent}"
    else:
        title = (
            f"{name}: {in_words(len(off))} of {counted(len(scored), 'quotation')} "
            f"{'is' if len(off) == 1 else 'are'} scored on the wrong side of neutral{silent}"
        )
    return Figure(
        draw,
        title=title,
        caption="One mark is one quotation, its shape and colour the stance in the reference "
        "coding; its place is the score. Grey: the scores that count as neutral.",
        alt=f"{name} of each quotation, by text. " + " ".join(described),
        data=pd.DataFrame(rows, columns=["Text", "Quotations", "Lowest", "Median", "Highest"]),
    )


def plot_confusion(table: pd.DataFrame, rows: str, columns: str) -> Figure:
    """A cross-table of labels -1, 0, 1 from ``measures.tone.compare_stance``; the shade of a cell
    is its count.
    """
    names = [NAMES[int(i)] for i in table.index]
    across = [NAMES[int(j)] for j in table.columns]
    total, most = int(table.to_numpy().sum()), int(table.to_numpy().max() or 0)

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=2.6, narrow=narrow)
        for y in range(len(names)):
            for x in range(len(across)):
                n = int(table.iat[y, x])
                strength = shade(n / most if most else 0.0)
                edge: dict[str, Any] = (
                    {"edgecolor": INK, "linewidth": 1.4} if names[y] == across[x] else {}
                )
                cell = Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=BLUE, alpha=strength)
                axis.add_patch(cell)
                if edge:
                    axis.add_patch(
                        Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor="none", **edge)
                    )
                axis.text(x, y, str(n), ha="center", va="center", fontweight="bold")
        axis.set_xlim(-0.5, len(across) - 0.5)
        axis.set_ylim(len(names) - 0.5, -0.5)
        axis.set_xticks(range(len(across)), across)
        axis.set_yticks(range(len(names)), names)
        axis.xaxis.tick_top()
        axis.set_xlabel(columns)
        axis.xaxis.set_label_position("top")
        axis.set_ylabel(rows)
        bare(axis)
        return figure

    cells = [
        (names[y], across[x], int(table.iat[y, x]))
        for y in range(len(names))
        for x in range(len(across))
    ]
    said = ", ".join(f"{a} ({_low(rows)}), {b} ({_low(columns)}) {n}" for a, b, n in cells)
    data = pd.DataFrame(table.to_numpy(dtype=int), columns=[n.capitalize() for n in across])
    data.insert(0, f"{rows} ↓, {_low(columns)} →", [n.capitalize() for n in names])
    return Figure(
        draw,
        title=_confusion_title(cells, total, rows, columns),
        caption=f"Rows: {_low(rows)}; columns: {_low(columns)}; numbers: quotations. The "
        "darker a cell, the more; framed cells are agreement.",
        alt=f"Cross-table of labels: {said}.",
        data=data,
    )


def _confusion_title(cells: list[tuple[str, str, int]], total: int, rows: str, columns: str) -> str:
    same = sum(n for a, b, n in cells if a == b)
    if not total:
        return "There is no quotation to compare"
    said = f"The two labels agree in {in_words(same)} of {counted(total, 'quotation')}"
    top = leaders(
        (f"{a} ({_low(rows)}), {b} ({_low(columns)})", float(n)) for a, b, n in cells if a != b
    )
    if len(top) == 1:
        n = max(n for a, b, n in cells if a != b)
        said += f"; the most frequent difference: {top[0]}, {in_words(n)}"
    return said


def _low(text: str) -> str:
    """``By VADER`` inside a sentence."""
    return text[:1].lower() + text[1:]

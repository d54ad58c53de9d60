"""Figures of a class that codes: each coder beside the reference, and the findings if the class is
right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import counted, in_words, leaders, out_of, start, verb
from newscompare.figures.shares import hundredths
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
    name_rows,
    new_figure,
    percent,
    remark,
    shade,
    shorten,
    wrap,
)
from newscompare.measures.classroom import CLASS, REFERENCE
from newscompare.measures.diagnosis import FAIR, GOOD
from newscompare.measures.framing import frame_name

MOST_PANELS = 9


def plot_coders(table: pd.DataFrame) -> Figure:
    """Kappa of each coder with the reference, each frame, from
    ``measures.classroom.agreement_by_coder``; in the order of the names, which ranks nobody.
    """
    frames = [c.removeprefix("precision_") for c in table.columns if c.startswith("precision_")]
    kappas = [f"kappa_{frame}" for frame in frames]
    order = sorted(table.index, key=lambda n: by_name(table.loc[n, "coder"]))
    table = table.loc[order].reset_index(drop=True)
    coders = [str(name) for name in table["coder"]]
    low = min(-0.05, float(table[kappas].min(axis=None)) - 0.05)

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=0.36 * len(table) + 1.3, narrow=narrow)
        for y, row in enumerate(table.to_dict("records")):
            axis.plot([row[k] for k in kappas], [y] * len(kappas), color=FAINT, linewidth=4)
            for frame in frames:
                look = looks(frames)[frame]
                axis.plot(
                    row[f"kappa_{frame}"],
                    y,
                    look.marker,
                    color=look.colour,
                    markersize=8,
                    markeredgecolor=GROUND,
                )
        for floor, name in ((GOOD, " good"), (FAIR, "fair ")):
            axis.axvline(floor, color=SOFT, linewidth=1, linestyle=":")
            side = "left" if name == " good" else "right"
            axis.text(floor, -0.5, name, color=SOFT, va="bottom", ha=side)
        axis.set_yticks(range(len(coders)), [shorten(c, 16 if narrow else 40) for c in coders])
        axis.set_ylim(len(coders) - 0.4, -0.9)
        axis.set_xlim(low, 1.05)
        axis.grid(axis="x", color=FAINT, linewidth=0.7)
        axis.set_xlabel("Cohen's kappa with the reference", loc="left")
        bare(axis)
        legend(figure, _handles(frames), "upper", narrow=narrow)
        return figure

    described, rows = [], []
    for row in table.to_dict("records"):
        values = {f: f"{row[f'kappa_{f}']:.2f}" for f in frames}
        described.append(f"{row['coder']}: {', '.join(f'{f} {v}' for f, v in values.items())}.")
        rows.append({"Coder": row["coder"]} | {frame_name(f): v for f, v in values.items()})
    good = int((table[kappas].min(axis=1) >= GOOD).sum())
    return Figure(
        draw,
        title=f"{start(out_of(good, len(coders), 'coder'))} "
        f"{'agrees' if good == 1 or len(coders) == 1 else 'agree'} well with the reference "
        f"{'on each frame' if len(frames) != 2 else 'on both frames'}",
        caption="Each line is a coder, in the order of the names: the marks are kappa with the "
        f"reference. Dotted lines are customary floors: {FAIR} fair, {GOOD} good.",
        alt="Kappa of each coder with the reference, for each frame. " + " ".join(described),
        data=pd.DataFrame(rows),
    )


def by_name(name: object) -> tuple[bool, int, str]:
    """The order of coders: by name; letters that hide names as A to Z, AA."""
    hidden = str(name).isupper() and len(str(name)) <= 2
    return not hidden, len(str(name)) if hidden else 0, str(name).casefold()


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

    Shade: the count. More than ``MOST_PANELS`` coders stand in one panel, together: to choose some
    would single them out.
    """
    count = table["coder"].nunique()
    if count > MOST_PANELS:
        together = table.groupby(["reference", "coded"], sort=False)["sentences"].sum()
        room = f"The room, {in_words(count)} coders"
        table = together.reset_index().assign(coder=room)
    names = sorted(table["coder"].unique(), key=by_name)
    off = table["reference"] != table["coded"]
    ways = list(dict.fromkeys(table["reference"]))
    most = int(table["sentences"].max() or 1)

    def draw(narrow: bool) -> Any:
        columns = min(1 if narrow else 3, len(names))
        rows = -(-len(names) // columns)
        figure, axes = new_figure(rows, columns, height=2.5 * rows + 0.3, narrow=narrow)
        for axis, name in zip(axes, names, strict=False):
            own = table[table["coder"] == name].pivot(
                index="reference", columns="coded", values="sentences"
            )
            for y, true in enumerate(ways):
                for x, coded in enumerate(ways):
                    n = int(own.loc[true, coded])
                    _shaded(axis, x, y, n, most, same=true == coded)
            axis.set_xlim(-0.5, len(ways) - 0.5)
            axis.set_ylim(len(ways) - 0.5, -0.5)
            axis.set_title(shorten(str(name), 24))
            axis.set_xticks(range(len(ways)), ways, rotation=30, ha="right")
            axis.set_yticks(range(len(ways)), ways)
            axis.set_ylabel("Reference")
            axis.set_xlabel("Coder")
            bare(axis)
        for axis in axes[len(names) :]:
            axis.set_visible(False)
        return figure

    missed = table[off & (table["sentences"] > 0)]
    missed = missed.sort_values("coder", key=lambda c: c.map(names.index), kind="stable")
    described = [
        f"{r.coder}: {r.reference} coded {r.coded} {r.sentences} times."
        for r in missed.itertuples()
    ]
    pairs = missed.groupby(["reference", "coded"])["sentences"].sum()
    top = leaders((f"{a} coded as {b}", float(n)) for (a, b), n in pairs.items())
    title = "No coder differs from the reference"
    if top:
        n = int(pairs.max())
        title = f"Most frequent difference: {name_list(top)}, {counted(n, 'time')}"
        title += " each" if len(top) > 1 else ""
    data = missed[["coder", "reference", "coded", "sentences"]]
    return Figure(
        draw,
        title=title,
        caption=f"One panel {'a coder' if count <= MOST_PANELS else 'for all coders together'}. "
        "Rows: the reference; columns: the coder; numbers: sentences. The darker, the more; framed "
        "cells are agreement.",
        alt="Frames of the reference against those of each coder, in sentences. "
        + (" ".join(described) or "No differences."),
        data=data.set_axis(["Coder", "Reference", "Coded as", "Sentences"], axis=1),
    )


def _shaded(axis: Any, x: int, y: int, n: int, most: int, *, same: bool) -> None:
    strength = shade(n / most)
    box = (x - 0.48, y - 0.48), 0.96, 0.96
    axis.add_patch(Rectangle(*box, facecolor=BLUE, alpha=strength))
    if same:
        axis.add_patch(Rectangle(*box, facecolor="none", edgecolor=INK, linewidth=1.2))
    axis.text(x, y, str(n), ha="center", va="center")


def plot_class_shares(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Dumbbells from ``measures.classroom.class_shares``: hollow the reference, filled the class's
    majority.
    """
    frames = list(dict.fromkeys(table["frame"]))
    cells = table.assign(article=table["article"].astype(str)).set_index(["article", "frame"])
    moves = {
        (a, f): abs(float(cells.loc[(a, f), CLASS]) - float(cells.loc[(a, f), REFERENCE]))
        for a in labels
        for f in frames
        if cells.loc[(a, f), "units"] > 0
    }
    top = leaders((f"{a}|{f}", round(v, 9)) for (a, f), v in moves.items())
    far = tuple(top[0].rsplit("|", 1)) if len(top) == 1 else ("", "")

    def draw(narrow: bool) -> Any:
        shape = (len(frames), 1) if narrow else (1, len(frames))
        height = (0.42 * len(labels) + 0.7) * (len(frames) if narrow else 1) + 0.6
        figure, axes = new_figure(*shape, height=height, narrow=narrow)
        for place, (axis, frame) in enumerate(zip(axes, frames, strict=True)):
            look = looks(frames)[frame]
            for y, article in enumerate(labels):
                row = cells.loc[(article, frame)]
                if row["units"] == 0:
                    axis.text(0.02, y, "not coded", va="center", color=SOFT, fontstyle="italic")
                    continue
                ends = [row[REFERENCE], row[CLASS]]
                axis.plot(ends, [y] * 2, color=look.colour, linewidth=2.5, alpha=0.5, zorder=0)
                axis.plot(
                    row[REFERENCE],
                    y,
                    look.marker,
                    markerfacecolor=GROUND,
                    markeredgecolor=look.colour,
                    markersize=8,
                    markeredgewidth=1.8,
                )
                axis.plot(row[CLASS], y, look.marker, color=look.colour, markersize=6.5)
                if (article, frame) == far:
                    remark(axis, max(ends) + 0.02, y, "furthest", narrow)
            name_rows(axis, list(labels.values()), 16, narrow=narrow)
            if place and not narrow:
                axis.tick_params(labelleft=False)
            axis.set_gid(None)
            axis.set_xlim(-0.03, 1.25)
            axis.set_xticks([0, 0.5, 1])
            axis.xaxis.set_major_formatter(lambda v, _: percent(v))
            axis.grid(axis="x", color=FAINT, linewidth=0.7)
            axis.set_title(wrap(f"{frame_name(frame)} sentences", 30))
            bare(axis)
        shown: dict[str, Any] = {"marker": "o", "linestyle": "", "color": INK}
        handles = [
            Line2D([], [], markerfacecolor=GROUND, markersize=8, label="Reference", **shown),
            Line2D([], [], markersize=6.5, label="Majority of the class", **shown),
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described, rows = [], []
    for article, label in labels.items():
        for frame in frames:
            if (article, frame) in moves:
                row = cells.loc[(article, frame)]
                pair = percent(row[REFERENCE]), percent(row[CLASS])
                described.append(f"{label}, {frame}: reference {pair[0]}, class {pair[1]}.")
                rows.append((label, frame_name(frame), *pair))
    return Figure(
        draw,
        title=_moves_title(moves, top, labels),
        caption="Hollow: the share of a text's sentences with the frame in the reference; filled: "
        "in the class's majority.",
        alt="Share of sentences with each frame by the reference and by the class's majority. "
        + " ".join(described),
        data=pd.DataFrame(rows, columns=["Text", "Frame", "Reference", "Class"]),
    )


def _moves_title(
    moves: Mapping[tuple[str, str], float], top: list[str], labels: Mapping[str, str]
) -> str:
    if not moves:
        return "The class coded none of these texts"
    if not top:
        return "The class and the reference have the same shares"
    points = hundredths(max(moves.values()))
    where = [f"the {f} share of {labels[a]}" for a, f in (key.rsplit("|", 1) for key in top)]
    return (
        f"If the class is right, {name_list(where)} {verb(where, 'moves', 'move')} by "
        f"{counted(points, 'percentage point')}"
        + ("" if len(where) == 1 else " each")
        + (", more than any other" if len(where) == 1 and len(moves) > 1 else "")
    )

"""Figures of framing: shares, barcodes, places in the text, indicators, voices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.style import (
    DENSE,
    EMPTY,
    FAINT,
    INK,
    NO_FRAME_STYLE,
    SOFT,
    Figure,
    bare,
    in_style,
    legend,
    looks,
    name_columns,
    name_rows,
    new_figure,
    percent,
    row,
    wrap,
)
from newscompare.measures.framing import JOINED, NO_FRAME, THIRDS, VOICES, frame_name, frames_of


def _patch(combination: str, frames: Sequence[str]) -> dict[str, Any]:
    """The look of one combination of frames that is drawn in one lane."""
    if combination == NO_FRAME:
        return NO_FRAME_STYLE
    return (
        looks(frames)[combination].patch
        if combination in frames
        else {"facecolor": SOFT, "edgecolor": "#ffffff", "linewidth": 0.0}
    )


def _bar(
    axis: Axes,
    x: float,
    y: float,
    width: float,
    height: float,
    combination: str,
    frames: Sequence[str],
) -> None:
    """One stretch of a bar on an axis that runs downward; ``both`` is two lanes: the first frame
    above, the second below.
    """
    if width <= 0:
        return
    if combination == JOINED[0]:
        axis.add_patch(Rectangle((x, y), width, height / 2, **_patch(frames[0], frames)))
        axis.add_patch(
            Rectangle((x, y + height / 2), width, height / 2, **_patch(frames[1], frames))
        )
    else:
        axis.add_patch(Rectangle((x, y), width, height, **_patch(combination, frames)))


def _combination_handle(combination: str, frames: Sequence[str]) -> Patch:
    if combination == JOINED[0]:
        return Patch(label="Both (two lanes)", facecolor="#ffffff", edgecolor=SOFT)
    return Patch(label=frame_name(combination), **_patch(combination, frames))


def plot_frame_combinations(combinations: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Stacked bars from ``measures.framing.frame_combinations``: symbolic only, both, strategic
    only, neither.
    """
    figure, (axis,) = new_figure(height=row(len(labels), 0.62) * len(labels) + 1.3)
    names = list(combinations["combination"].cat.categories)
    frames = [name for name in names if name not in {*JOINED, NO_FRAME}]
    with in_style():
        described = []
        for y, (article, label) in enumerate(labels.items()):
            own = combinations[combinations["article"] == article].set_index("combination")
            x = 0.0
            for name in names:
                share = float(own["share"].fillna(0.0).loc[name])
                _bar(axis, x, y - 0.36, share, 0.72, name, frames)
                if share >= 0.045:
                    ground = {
                        "facecolor": "#ffffff",
                        "edgecolor": "none",
                        "pad": 1.5,
                        "alpha": 0.92,
                    }
                    axis.text(
                        x + share / 2,
                        y,
                        str(int(own.loc[name, "sentences"])),
                        ha="center",
                        va="center",
                        fontsize=9,
                        bbox=ground,
                    )
                x += share
            counts = ", ".join(f"{int(own.loc[n, 'sentences'])} {n}" for n in names)
            described.append(f"{label}: {counts}, of {int(own['coded'].iloc[0])}.")
        name_rows(axis, list(labels.values()))
        axis.set_ylim(len(labels) - 0.5, -0.5)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.set_xlabel("Share of coded sentences (numbers: sentences)")
        bare(axis)
        handles = [_combination_handle(name, frames) for name in names]
        legend(figure, handles, "upper")
    figure.alt = "Stacked bars, one for each text, of coded sentences by frame. " + " ".join(
        described
    )
    return figure


def plot_frame_shares(shares: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Dots with bootstrap intervals from ``measures.framing.frame_shares``: the frames of each
    text.
    """
    frames = list(dict.fromkeys(shares["frame"]))
    drawn = looks(frames)
    figure, (axis,) = new_figure(
        height=row(len(labels), 0.62) * max(1.0, len(frames) / 2) * len(labels) + 1.2
    )
    with in_style():
        described = []
        for y, (article, label) in enumerate(labels.items()):
            own = shares[shares["article"] == article].set_index("frame")
            for number, frame in enumerate(frames):
                found, look = own.loc[frame], drawn[frame]
                shift = 0.6 * (number + 0.5) / len(frames) - 0.3
                axis.plot(
                    [found["low"], found["high"]],
                    [y + shift] * 2,
                    color=look.colour,
                    linewidth=2.5,
                    alpha=0.55,
                    solid_capstyle="butt",
                )
                axis.plot(
                    found["share"],
                    y + shift,
                    look.marker,
                    color=look.colour,
                    markersize=9,
                    markeredgecolor="#ffffff",
                )
            parts = [
                f"{f} {percent(own.loc[f, 'share'])} ({percent(own.loc[f, 'low'])} to "
                f"{percent(own.loc[f, 'high'])})"
                for f in frames
            ]
            described.append(f"{label}: {', '.join(parts)}.")
        name_rows(axis, list(labels.values()))
        axis.set_ylim(len(labels) - 0.5, -0.5)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.grid(axis="x", color=FAINT, linewidth=0.8)
        axis.set_axisbelow(True)
        axis.set_xlabel("Share of coded sentences, with 95 % bootstrap interval")
        bare(axis)
        alone = (
            [f" (alone or with {other})" for other in reversed(frames)]
            if len(frames) == 2
            else [""] * len(frames)
        )
        handles = [
            Line2D(
                [],
                [],
                marker=drawn[frame].marker,
                color=drawn[frame].colour,
                markersize=8,
                label=frame_name(frame) + rest,
            )
            for frame, rest in zip(frames, alone, strict=True)
        ]
        legend(figure, handles, "upper")
    figure.alt = "Share of sentences with each frame, with intervals. " + " ".join(described)
    return figure


def _lanes(n: int) -> list[str]:
    return [" (upper lane)", " (lower lane)"] if n == 2 else [""] * n


def plot_barcode(positions: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """The barcode of each text from ``measures.framing.barcode``: one cell a sentence, one lane a
    frame.

    The first frame has the upper lane; a dot marks a frame voiced by a source, a ring one voiced by
    outlet and source; title and deck are set off on the left.
    """
    frames = frames_of(positions)
    drawn = looks(frames)
    lane = 0.72 / len(frames)
    figure, (axis,) = new_figure(
        height=row(len(labels), 0.78) * max(1.0, len(frames) / 3) * len(labels) + 1.25, width=9.0
    )
    longest = int(positions.groupby("article", observed=True).size().max())
    dot = 5.5 if longest <= 60 else 3.0
    with in_style():
        described = []
        for y, (article, label) in enumerate(labels.items()):
            own = positions[positions["article"] == article]
            heads = int(own["zone"].isin(["title", "deck"]).sum())
            for unit in own.to_dict("records"):
                order, voice = int(unit["order"]), str(unit["voice"])
                x = 2.6 - heads + order if order < heads else 3.0 + order - heads
                for number, frame in enumerate(frames):
                    style = drawn[frame].patch if unit[frame] == 1 else NO_FRAME_STYLE
                    axis.add_patch(Rectangle((x, y + number * lane - 0.36), 0.88, lane, **style))
                if voice in ("source", "both"):
                    fill = INK if voice == "source" else "#ffffff"
                    edge = INK if voice == "both" else "#ffffff"
                    axis.plot(
                        x + 0.44, y, "o", markersize=dot, markerfacecolor=fill, markeredgecolor=edge
                    )
            n = own["combination"].value_counts()
            runs = ", ".join(
                f"{int(n.get(c, 0))} {c}" for c in positions["combination"].cat.categories
            )
            voiced = int(own["voice"].isin(["source", "both"]).sum())
            described.append(
                f"{label}: {len(own)} units, {runs}; {voiced} framed by a source's voice."
            )
        axis.set_xlim(0.3, longest + 3.2)
        axis.set_ylim(len(labels) - 0.45, -0.55)
        name_rows(axis, list(labels.values()), 14)
        axis.set_xticks([])
        axis.text(2.5, -0.5, "title, deck", ha="right", va="bottom", fontsize=8.5, color=SOFT)
        axis.text(
            3.0, -0.5, "sentences in order →", ha="left", va="bottom", fontsize=8.5, color=SOFT
        )
        bare(axis)
        handles = [
            *(
                Patch(label=frame_name(f) + lane_name, **drawn[f].patch)
                for f, lane_name in zip(frames, _lanes(len(frames)), strict=True)
            ),
            Patch(label="No frame", **NO_FRAME_STYLE),
            Line2D(
                [], [], linestyle="", marker="o", color=INK, markersize=6, label="A source's voice"
            ),
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                markerfacecolor="#ffffff",
                markeredgecolor=INK,
                markersize=6,
                label="Outlet and source",
            ),
        ]
        legend(figure, handles)
    figure.alt = "Barcode of each text, one cell a sentence in reading order. " + " ".join(
        described
    )
    return figure


def plot_thirds(thirds: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Where the frames sit, from ``measures.framing.frames_by_third``: small multiples, one for
    each text.
    """
    figure, axes = (
        new_figure(1, len(labels), height=2.9, width=9.0, sharey=True)
        if len(labels) <= 6
        else _grid(len(labels))
    )
    frames = list(dict.fromkeys(thirds["frame"]))
    drawn = looks(frames)
    with in_style():
        described = []
        for axis, (article, label) in zip(axes, labels.items(), strict=False):
            own = thirds[thirds["article"] == article]
            for frame in frames:
                share = own[own["frame"] == frame].set_index("third")["share"].reindex(THIRDS)
                look = drawn[frame]
                axis.plot(
                    range(3),
                    share,
                    color=look.colour,
                    marker=look.marker,
                    markersize=6,
                    linewidth=2,
                    linestyle=look.line,
                )
                described.append(f"{label}, {frame}: {', '.join(percent(v) for v in share)}.")
            axis.set_title(wrap(label, 14), fontsize=10)
            axis.set_xticks(range(3), ["first", "mid", "last"])
            axis.set_xlim(-0.35, 2.35)
            axis.set_ylim(-0.04, 1.04)
            axis.yaxis.set_major_formatter(lambda v, _: percent(v))
            axis.grid(axis="y", color=FAINT, linewidth=0.8)
            bare(axis)
        handles = [
            Line2D(
                [],
                [],
                color=drawn[f].colour,
                marker=drawn[f].marker,
                linestyle=drawn[f].line,
                label=frame_name(f),
            )
            for f in frames
        ]
        legend(figure, handles)
    figure.alt = (
        "Share of units with each frame in the first, middle and last third of each text. "
        + " ".join(described)
    )
    return figure


def _grid(n: int) -> tuple[Figure, list[Axes]]:
    rows = -(-n // 5)
    figure, axes = new_figure(rows, 5, height=2.4 * rows + 0.5, width=9.0, sharey=True)
    for axis in axes[n:]:
        axis.set_visible(False)
    return figure, axes


def plot_indicators(
    indicators: pd.DataFrame,
    labels: Mapping[str, str],
    names: Mapping[str, str],
    frame_of: Mapping[str, str] | None = None,
) -> Figure:
    """Indicators by text from ``measures.framing.indicator_counts``: area is the share, the number
    the sentences.

    ``names`` and ``frame_of``: name and frame of each indicator (without the latter S is symbolic,
    all others strategic).
    """
    frame_of = frame_of or {
        code: "symbolic" if code.startswith("S") else "strategic" for code in names
    }
    drawn = looks(list(dict.fromkeys(frame_of.values())))
    size, numbers = (0.88, 9) if len(labels) <= DENSE else (0.92, 7)
    used = [i for i in names if i in set(indicators["indicator"])]
    figure, (axis,) = new_figure(height=0.5 * len(used) + 1.4)
    top = float(indicators["share"].max()) or 1.0
    with in_style():
        described = []
        table = indicators.set_index(["indicator", "article"])
        for y, code in enumerate(used):
            colour = drawn[frame_of[code]].colour
            for x, article in enumerate(labels):
                found = table.loc[(code, article)]
                axis.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=EMPTY))
                if found["sentences"]:
                    side = size * (found["share"] / top) ** 0.5
                    axis.add_patch(
                        Rectangle((x - side / 2, y - side / 2), side, side, facecolor=colour)
                    )
                    box = {
                        "facecolor": "#ffffff",
                        "edgecolor": "none",
                        "pad": 1.2 if numbers == 9 else 0.4,
                        "alpha": 0.92,
                    }
                    axis.text(
                        x,
                        y,
                        str(int(found["sentences"])),
                        ha="center",
                        va="center",
                        fontsize=numbers,
                        bbox=box,
                    )
            counts = ", ".join(
                f"{labels[a]} {int(table.loc[(code, a), 'sentences'])}" for a in labels
            )
            described.append(f"{code} {names[code]}: {counts}.")
        axis.set_xlim(-0.5, len(labels) - 0.5)
        axis.set_ylim(len(used) - 0.5, -0.5)
        axis.set_yticks(range(len(used)), [f"{i}  {wrap(names[i], 40)}" for i in used])
        name_columns(axis, list(labels.values()))
        axis.set_xlabel(
            "Area: share of the text's coded sentences. Number: sentences.", fontsize=9, color=SOFT
        )
        bare(axis)
    figure.alt = "Sentences of each text in which an indicator was named. " + " ".join(described)
    return figure


def _panels(n: int, height: float) -> tuple[Figure, list[Axes]]:
    """One panel a frame, two side by side."""
    rows = -(-n // 2)
    figure, axes = new_figure(
        rows, min(n, 2), height=height * rows, width=9.0, sharey=True, sharex=True
    )
    for axis in axes[n:]:
        axis.set_visible(False)
    return figure, axes


def plot_voices(voices: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Whose claim a frame is, from ``measures.framing.voice_counts``: outlet left of the line,
    sources right.
    """
    frames = list(dict.fromkeys(voices["frame"]))
    figure, axes = _panels(len(frames), row(len(labels), 0.55) * len(labels) + 1.3)
    most = int(voices.groupby(["article", "frame"], observed=True)["sentences"].sum().max())
    with in_style():
        described = []
        for axis, frame in zip(axes, frames, strict=False):
            style = looks(frames)[frame].patch
            for y, (article, label) in enumerate(labels.items()):
                own = voices[(voices["article"] == article) & (voices["frame"] == frame)].set_index(
                    "voice"
                )["sentences"]
                outlet, both, source = (int(own[v]) for v in VOICES)
                axis.add_patch(
                    Rectangle(
                        (-outlet - both / 2, y - 0.33),
                        outlet,
                        0.66,
                        facecolor=style["facecolor"],
                        alpha=0.55,
                    )
                )
                axis.add_patch(Rectangle((-both / 2, y - 0.33), both, 0.66, facecolor=SOFT))
                axis.add_patch(Rectangle((both / 2, y - 0.33), source, 0.66, **style))
                axis.text(
                    -outlet - both / 2 - 0.3, y, str(outlet), ha="right", va="center", fontsize=9
                )
                axis.text(
                    source + both / 2 + 0.3, y, str(source), ha="left", va="center", fontsize=9
                )
                described.append(
                    f"{label}, {frame}: outlet {outlet}, both {both}, source {source}."
                )
            axis.axvline(0, color=INK, linewidth=0.8)
            axis.set_title(f"{frame_name(frame)}: outlet ←  → source", fontsize=10)
            axis.set_xlim(-most - 1.2, most + 1.2)
            axis.set_ylim(len(labels) - 0.5, -0.5)
            name_rows(axis, list(labels.values()), 16)
            axis.xaxis.set_major_formatter(lambda v, _: f"{abs(v):.0f}")
            axis.set_xlabel("Sentences (grey: voiced by both)", fontsize=9, color=SOFT)
            bare(axis)
    figure.alt = "Sentences with each frame by whose claim it is. " + " ".join(described)
    return figure

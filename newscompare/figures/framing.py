"""Figures of framing: shares, barcodes, places in the text, indicators, voices."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.style import (
    BLUE,
    EMPTY,
    FAINT,
    FRAME_STYLE,
    INK,
    ORANGE,
    SOFT,
    Figure,
    bare,
    in_style,
    new_figure,
    percent,
    wrap,
)
from newscompare.measures.framing import COMBINATIONS, FRAMES, THIRDS, VOICES


def _legend(*names: str) -> list[Patch]:
    return [Patch(label=name.capitalize(), **FRAME_STYLE[name]) for name in names]


def _bar(axis: Axes, x: float, y: float, width: float, height: float, combination: str) -> None:
    """One stretch of a bar on an axis that runs downward; ``both`` is two lanes: symbolic above, strategic below."""
    if width <= 0:
        return
    if combination == "both":
        axis.add_patch(Rectangle((x, y), width, height / 2, **FRAME_STYLE["symbolic"]))
        axis.add_patch(Rectangle((x, y + height / 2), width, height / 2, **FRAME_STYLE["strategic"]))
    else:
        axis.add_patch(Rectangle((x, y), width, height, **FRAME_STYLE[combination]))


def plot_frame_combinations(combinations: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Stacked bars from ``measures.framing.frame_combinations``: symbolic only, both, strategic only, neither."""
    figure, (axis,) = new_figure(height=0.62 * len(labels) + 1.3)
    with in_style():
        described = []
        for y, (article, label) in enumerate(labels.items()):
            own = combinations[combinations["article"] == article].set_index("combination")
            x = 0.0
            for name in COMBINATIONS:
                share = float(own.loc[name, "share"])
                _bar(axis, x, y - 0.36, share, 0.72, name)
                if share >= 0.045:
                    ground = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1.5, "alpha": 0.92}
                    axis.text(x + share / 2, y, str(int(own.loc[name, "sentences"])), ha="center", va="center", fontsize=9, bbox=ground)
                x += share
            counts = ", ".join(f"{int(own.loc[n, 'sentences'])} {n}" for n in COMBINATIONS)
            described.append(f"{label}: {counts}, of {int(own['coded'].iloc[0])}.")
        axis.set_yticks(range(len(labels)), [wrap(v) for v in labels.values()])
        axis.set_ylim(len(labels) - 0.5, -0.5)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.set_xlabel("Share of coded sentences (numbers: sentences)")
        bare(axis)
        handles = [
            *_legend("symbolic"),
            Patch(label="Both (two lanes)", facecolor="#ffffff", edgecolor=SOFT),
            *_legend("strategic", "neither"),
        ]
        axis.legend(handles=handles, ncols=4, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False, handlelength=1.6)
    figure.alt = "Stacked bars, one for each text, of coded sentences by frame. " + " ".join(described)
    return figure


def plot_frame_shares(shares: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Dots with bootstrap intervals from ``measures.framing.frame_shares``: both frames of each text."""
    figure, (axis,) = new_figure(height=0.62 * len(labels) + 1.2)
    with in_style():
        described = []
        for y, (article, label) in enumerate(labels.items()):
            own = shares[shares["article"] == article].set_index("frame")
            for frame, shift, colour, mark in (("symbolic", -0.15, ORANGE, "D"), ("strategic", 0.15, BLUE, "o")):
                row = own.loc[frame]
                axis.plot([row["low"], row["high"]], [y + shift] * 2, color=colour, linewidth=2.5, alpha=0.55, solid_capstyle="butt")
                axis.plot(row["share"], y + shift, mark, color=colour, markersize=9, markeredgecolor="#ffffff")
            parts = [f"{f} {percent(own.loc[f, 'share'])} ({percent(own.loc[f, 'low'])} to {percent(own.loc[f, 'high'])})" for f in FRAMES]
            described.append(f"{label}: {', '.join(parts)}.")
        axis.set_yticks(range(len(labels)), [wrap(v) for v in labels.values()])
        axis.set_ylim(len(labels) - 0.5, -0.5)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.grid(axis="x", color=FAINT, linewidth=0.8)
        axis.set_axisbelow(True)
        axis.set_xlabel("Share of coded sentences, with 95 % bootstrap interval")
        bare(axis)
        handles = [
            Line2D([], [], marker="D", color=ORANGE, markersize=8, label="Symbolic (alone or with strategic)"),
            Line2D([], [], marker="o", color=BLUE, markersize=8, label="Strategic (alone or with symbolic)"),
        ]
        axis.legend(handles=handles, ncols=2, loc="lower left", bbox_to_anchor=(0, 1.0), frameon=False)
    figure.alt = "Share of sentences with each frame, with intervals. " + " ".join(described)
    return figure


def plot_barcode(positions: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """The barcode of each text from ``measures.framing.barcode``: one cell a sentence, two lanes a cell.

    Upper lane symbolic, lower lane strategic; a dot marks a frame voiced by a source, a ring one voiced by outlet
    and source; title and deck are set off on the left.
    """
    figure, (axis,) = new_figure(height=0.78 * len(labels) + 1.25, width=9.0)
    longest = int(positions.groupby("article", observed=True).size().max())
    with in_style():
        described = []
        for y, (article, label) in enumerate(labels.items()):
            own = positions[positions["article"] == article]
            heads = int(own["zone"].isin(["title", "deck"]).sum())
            for row in own.itertuples():
                x = 2.6 - heads + row.order if row.order < heads else 3.0 + row.order - heads
                for lane, frame in ((0.0, "symbolic"), (0.36, "strategic")):
                    has = row.combination in (frame, "both")
                    axis.add_patch(Rectangle((x, y + lane - 0.36), 0.88, 0.36, **FRAME_STYLE[frame if has else "neither"]))
                if row.voice in ("source", "both"):
                    fill = INK if row.voice == "source" else "#ffffff"
                    axis.plot(
                        x + 0.44, y, "o", markersize=5.5, markerfacecolor=fill, markeredgecolor=INK if row.voice == "both" else "#ffffff"
                    )
            n = own["combination"].value_counts()
            runs = ", ".join(f"{int(n.get(c, 0))} {c}" for c in COMBINATIONS)
            voiced = int(own["voice"].isin(["source", "both"]).sum())
            described.append(f"{label}: {len(own)} units, {runs}; {voiced} framed by a source's voice.")
        axis.set_xlim(0.3, longest + 3.2)
        axis.set_ylim(len(labels) - 0.45, -0.55)
        axis.set_yticks(range(len(labels)), [wrap(v, 14) for v in labels.values()])
        axis.set_xticks([])
        axis.text(2.5, -0.5, "title, deck", ha="right", va="bottom", fontsize=8.5, color=SOFT)
        axis.text(3.0, -0.5, "sentences in order →", ha="left", va="bottom", fontsize=8.5, color=SOFT)
        bare(axis)
        handles = [
            Patch(label="Symbolic (upper lane)", **FRAME_STYLE["symbolic"]),
            Patch(label="Strategic (lower lane)", **FRAME_STYLE["strategic"]),
            Patch(label="No frame", **FRAME_STYLE["neither"]),
            Line2D([], [], linestyle="", marker="o", color=INK, markersize=6, label="A source's voice"),
            Line2D(
                [], [], linestyle="", marker="o", markerfacecolor="#ffffff", markeredgecolor=INK, markersize=6, label="Outlet and source"
            ),
        ]
        axis.legend(
            handles=handles, ncols=5, loc="upper left", bbox_to_anchor=(-0.02, -0.01), frameon=False, fontsize=8.6, columnspacing=1.2
        )
    figure.alt = "Barcode of each text, one cell a sentence in reading order. " + " ".join(described)
    return figure


def plot_thirds(thirds: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Where the frames sit, from ``measures.framing.frames_by_third``: small multiples, one for each text."""
    figure, axes = new_figure(1, len(labels), height=2.9, width=9.0, sharey=True) if len(labels) <= 6 else _grid(len(labels))
    with in_style():
        described = []
        for axis, (article, label) in zip(axes, labels.items(), strict=False):
            own = thirds[thirds["article"] == article]
            for frame, colour, mark in (("symbolic", ORANGE, "D"), ("strategic", BLUE, "o")):
                share = own[own["frame"] == frame].set_index("third")["share"].reindex(THIRDS)
                axis.plot(
                    range(3), share, color=colour, marker=mark, markersize=6, linewidth=2, linestyle="--" if frame == "symbolic" else "-"
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
            Line2D([], [], color=ORANGE, marker="D", linestyle="--", label="Symbolic"),
            Line2D([], [], color=BLUE, marker="o", label="Strategic"),
        ]
        figure.legend(handles=handles, ncols=2, loc="outside lower center", frameon=False)
    figure.alt = "Share of units with each frame in the first, middle and last third of each text. " + " ".join(described)
    return figure


def _grid(n: int) -> tuple[Figure, list[Axes]]:
    rows = -(-n // 5)
    figure, axes = new_figure(rows, 5, height=2.4 * rows + 0.5, width=9.0, sharey=True)
    for axis in axes[n:]:
        axis.set_visible(False)
    return figure, axes


def plot_indicators(indicators: pd.DataFrame, labels: Mapping[str, str], names: Mapping[str, str]) -> Figure:
    """Indicators by text from ``measures.framing.indicator_counts``: shade is the share, the number the sentences."""
    used = [i for i in names if i in set(indicators["indicator"])]
    figure, (axis,) = new_figure(height=0.5 * len(used) + 1.4)
    top = float(indicators["share"].max()) or 1.0
    with in_style():
        described = []
        table = indicators.set_index(["indicator", "article"])
        for y, code in enumerate(used):
            colour = ORANGE if code.startswith("S") else BLUE
            for x, article in enumerate(labels):
                row = table.loc[(code, article)]
                axis.add_patch(Rectangle((x - 0.47, y - 0.44), 0.94, 0.88, facecolor=EMPTY))
                if row["sentences"]:
                    size = 0.88 * (row["share"] / top) ** 0.5
                    axis.add_patch(Rectangle((x - size / 2, y - size / 2), size, size, facecolor=colour))
                    box = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1.2, "alpha": 0.92}
                    axis.text(x, y, str(int(row["sentences"])), ha="center", va="center", fontsize=9, bbox=box)
            counts = ", ".join(f"{labels[a]} {int(table.loc[(code, a), 'sentences'])}" for a in labels)
            described.append(f"{code} {names[code]}: {counts}.")
        axis.set_xlim(-0.5, len(labels) - 0.5)
        axis.set_ylim(len(used) - 0.5, -0.5)
        axis.set_yticks(range(len(used)), [f"{i}  {names[i]}" for i in used])
        axis.set_xticks(range(len(labels)), [wrap(v, 13) for v in labels.values()])
        axis.xaxis.tick_top()
        axis.set_xlabel("Area: share of the text's coded sentences. Number: sentences.", fontsize=9, color=SOFT)
        bare(axis)
    figure.alt = "Sentences of each text in which an indicator was named. " + " ".join(described)
    return figure


def plot_voices(voices: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Whose claim a frame is, from ``measures.framing.voice_counts``: outlet left of the line, sources right."""
    figure, axes = new_figure(1, 2, height=0.55 * len(labels) + 1.3, width=9.0, sharey=True, sharex=True)
    most = int(voices.groupby(["article", "frame"], observed=True)["sentences"].sum().max())
    with in_style():
        described = []
        for axis, frame in zip(axes, FRAMES, strict=True):
            style = FRAME_STYLE[frame]
            for y, (article, label) in enumerate(labels.items()):
                own = voices[(voices["article"] == article) & (voices["frame"] == frame)].set_index("voice")["sentences"]
                outlet, both, source = (int(own[v]) for v in VOICES)
                axis.add_patch(Rectangle((-outlet - both / 2, y - 0.33), outlet, 0.66, facecolor=style["facecolor"], alpha=0.55))
                axis.add_patch(Rectangle((-both / 2, y - 0.33), both, 0.66, facecolor=SOFT))
                axis.add_patch(Rectangle((both / 2, y - 0.33), source, 0.66, **style))
                axis.text(-outlet - both / 2 - 0.3, y, str(outlet), ha="right", va="center", fontsize=9)
                axis.text(source + both / 2 + 0.3, y, str(source), ha="left", va="center", fontsize=9)
                described.append(f"{label}, {frame}: outlet {outlet}, both {both}, source {source}.")
            axis.axvline(0, color=INK, linewidth=0.8)
            axis.set_title(f"{frame.capitalize()}: outlet ←  → source", fontsize=10)
            axis.set_xlim(-most - 1.2, most + 1.2)
            axis.set_ylim(len(labels) - 0.5, -0.5)
            axis.set_yticks(range(len(labels)), [wrap(v, 16) for v in labels.values()])
            axis.xaxis.set_major_formatter(lambda v, _: f"{abs(v):.0f}")
            axis.set_xlabel("Sentences (grey: voiced by both)", fontsize=9, color=SOFT)
            bare(axis)
    figure.alt = "Sentences with each frame by whose claim it is. " + " ".join(described)
    return figure

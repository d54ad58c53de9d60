"""Figure of voices: whose claim a frame is, the outlet's own or a source's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import start
from newscompare.figures.style import (
    GROUND,
    SOFT,
    bare,
    legend,
    looks,
    name_rows,
    new_figure,
    number_box,
    percent,
    row,
    sentence_list,
    wrap,
)
from newscompare.figures.units import SENTENCES, Noun
from newscompare.measures.framing import VOICES, frame_name, frame_word


def plot_voices(voices: pd.DataFrame, labels: Mapping[str, str], noun: Noun = SENTENCES) -> Figure:
    """Whose claim a frame is, from ``measures.framing.voice_counts``: sentences voiced by the
    outlet, by both, by a source; ``noun``: what is counted. A frame of none has no panel.
    """
    frames = list(dict.fromkeys(voices["frame"]))
    table = voices.assign(
        article=voices["article"].astype(str), voice=voices["voice"].astype(str)
    ).set_index(["article", "frame", "voice"])["sentences"]
    sums = table.groupby(level=["frame", "voice"]).sum()
    quoted = {f: int(sums.loc[(f, "source")]) for f in frames}
    framed = {f: int(sum(sums.loc[(f, v)] for v in VOICES)) for f in frames}
    shown = [f for f in frames if framed[f]] or frames
    absent = [frame_word(f) for f in frames if f not in shown]
    most = max(1, int(table.groupby(level=["article", "frame"]).sum().max()))

    def draw(narrow: bool) -> Any:
        columns = 1 if narrow else min(2, len(shown))
        down = -(-len(shown) // columns)
        height = (row(len(labels), 0.42) * len(labels) + 0.55) * down + 0.5
        figure, axes = new_figure(down, columns, height=height, narrow=narrow, sharex=True)
        for axis in axes[len(shown) :]:
            axis.set_visible(False)
        for place, (axis, frame) in enumerate(zip(axes, shown, strict=False)):
            colour = looks(frames)[frame].colour
            for y, article in enumerate(labels):
                left = 0
                for voice in VOICES:
                    n = int(table.loc[(article, frame, voice)])
                    if n:
                        style = _voice_style(colour, voice)
                        axis.add_patch(Rectangle((left, y - 0.34), n, 0.68, **style))
                        axis.text(
                            left + n / 2, y, str(n), ha="center", va="center", bbox=number_box(0.8)
                        )
                    left += n
                if not left:
                    axis.text(0.1, y, "none", va="center", color=SOFT, fontstyle="italic")
            alone = f"{quoted[frame]} of {framed[frame]} by a source alone"
            axis.set_title(wrap(f"{frame_name(frame)}: {alone}", 36))
            axis.set_xlim(0, most + 0.5)
            name_rows(axis, list(labels.values()), 15, narrow=narrow)
            if place % columns:
                axis.tick_params(labelleft=False)
            axis.set_xticks([])
            bare(axis)
        colour = looks(frames)[shown[0]].colour
        handles = [Patch(label=name, **_voice_style(colour, v)) for v, name in _VOICES.items()]
        legend(figure, handles, narrow=narrow)
        return figure

    described, rows = [], []
    for frame in shown:
        for article, label in labels.items():
            outlet, both, source = (int(table.loc[(article, frame, v)]) for v in VOICES)
            described.append(
                f"{label}, {frame_word(frame)}: outlet {outlet}, both {both}, source {source}."
            )
            rows.append((label, frame_name(frame), outlet, both, source))
    return Figure(
        draw,
        title=_voices_title(quoted, framed, noun),
        caption=noun.explained(
            f"Each bar counts a text's {noun.many} with the frame by whose claim it is: the "
            "outlet's own (plain), a source's (striped), or both (grey)."
            + (f" Found in no text: {sentence_list(absent)}." if absent else "")
        ),
        alt=f"{noun.many.capitalize()} with each frame by whose claim it is. "
        + " ".join(described),
        data=pd.DataFrame(rows, columns=["Text", "Frame", *_VOICES.values()]),
    )


_VOICES = {"outlet": "The outlet's own", "both": "Both", "source": "A source's"}


def _voice_style(colour: str, voice: str) -> dict[str, Any]:
    style: dict[str, Any] = {"facecolor": colour, "edgecolor": GROUND, "linewidth": 0.8}
    if voice == "both":
        return style | {"facecolor": SOFT}
    return style | {"hatch": "////"} if voice == "source" else style


FEW = 10
"""Of fewer, a share is not said."""

MOST_FRAMES = 5
"""So many frames a title tells apart; the others it adds up."""


def _voices_title(quoted: Mapping[str, int], framed: Mapping[str, int], noun: Noun) -> str:
    """How often each frame is a source's claim alone; compared where both have ``FEW`` or more."""
    frames = list(framed)
    if not any(framed.values()):
        return f"No {noun.one} carries a frame"
    if not any(quoted.values()):
        return f"No {noun.one} with a frame is a source's claim"
    if len(frames) == 2 and min(framed.values()) >= FEW:
        less, more = sorted(frames, key=lambda f: quoted[f] / framed[f])
        shown = [percent(quoted[f] / framed[f]) for f in (more, less)]
        if shown[0] == shown[1]:
            said = "is as often a source's claim as a strategic one"
            said = said.replace("strategic", less)
            return f"A {more} {noun.one} {said}: {shown[0]}"
        return (
            f"{start(more)} {noun.many} are more often a source's claim ({shown[0]}) than {less} "
            f"ones ({shown[1]})"
        )
    found = sorted((f for f in frames if framed[f]), key=lambda f: -framed[f])[:MOST_FRAMES]
    parts = [
        _so_many(quoted[f], framed[f], f"{frame_word(f)} {noun.of(framed[f])}")
        for f in frames
        if f in found
    ]
    rest = [f for f in frames if framed[f] and f not in found]
    if rest:
        many, of = (sum(counts[f] for f in rest) for counts in (quoted, framed))
        parts.append(_so_many(many, of, f"{noun.of(of)} with other frames"))
    return "A source alone voices " + sentence_list(parts)


def _so_many(n: int, of: int, what: str) -> str:
    """``1 of 3 units``, ``none of 3 units``; of a single one ``the one unit`` or ``no unit``."""
    if of == 1:
        return f"{'the one' if n else 'no'} {what}"
    return f"{n or 'none'} of {of} {what}"

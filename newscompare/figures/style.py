"""One house style: colours that survive colour blindness, patterns beside colours, an own light
ground.

A figure carries its alt text; the text is stored in the PNG itself (key ``Description``), from
where the book's ``alttext`` extension takes it, so that picture and words come from the same
numbers. Colours: Okabe and Ito, Color Universal Design (2008).
"""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as _Figure

GROUND = "#ffffff"
INK = "#22262b"
SOFT = "#5d6670"
FAINT = "#d7dce1"
EMPTY = "#f1f3f5"
ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PINK = (
    "#E69F00",
    "#56B4E9",
    "#009E73",
    "#F0E442",
    "#0072B2",
    "#D55E00",
    "#CC79A7",
)

PALETTE = (ORANGE, BLUE, GREEN, PINK, VERMILION, SKY, YELLOW, SOFT)
"""The house colours in the order in which they are given out."""

NO_FRAME_STYLE: dict[str, Any] = {"facecolor": EMPTY, "edgecolor": FAINT, "linewidth": 0.8}


@dataclass(frozen=True)
class Look:
    """How a frame looks wherever it is drawn: colour, pattern, marker, line."""

    colour: str
    hatch: str
    marker: str
    line: str

    @property
    def patch(self) -> dict[str, Any]:
        """The look of an area."""
        return {
            "facecolor": self.colour,
            "hatch": self.hatch,
            "edgecolor": "#ffffff",
            "linewidth": 0.0,
        }


_LOOKS = tuple(
    Look(*look)
    for look in zip(
        PALETTE,
        ("////", "", "....", "\\\\\\\\", "xxxx", "----", "++++", "oo"),
        "Dos^vPX*",
        ("--", "-", ":", "-.", "--", "-", ":", "-."),
        strict=True,
    )
)


def looks(frames: Sequence[str]) -> dict[str, Look]:
    """The look of each frame: symbolic and strategic keep their own, others take what is free, in
    order.
    """
    own = {"symbolic": _LOOKS[0], "strategic": _LOOKS[1]}
    free = [look for look in _LOOKS if look not in [own[frame] for frame in frames if frame in own]]
    others = [frame for frame in frames if frame not in own]
    return own | {frame: free[number % len(free)] for number, frame in enumerate(others)}


STANCE_STYLE = {
    -1: (VERMILION, "v", "critical"),
    0: (SOFT, "o", "neutral"),
    1: (GREEN, "^", "favourable"),
}
"""Stance to colour, marker and name."""

SOURCE_TYPE_LABELS = {
    "head_of_state": "Head of state",
    "official": "Official, government",
    "unnamed_official": "Unnamed officials",
    "expert": "Named expert",
    "advocacy": "Advocacy group",
    "news_media": "News media",
    "collective": "Analysts, critics …",
    "unnamed": "“A source”",
    "unknown": "Kind not known",
    "none": "No holder named",
}

MARKERS = "soD^v"
"""The shapes of the marks of texts: as many as it takes to tell forty texts apart with eight
colours.
"""

DENSE = 8
"""Above so many texts figures draw closer: texts in rows rather than panels, names of columns
upright.
"""

LONGEST_LABEL = 60

TEXT_ROWS = "texts in rows"
"""The mark of axes whose rows are the texts in their order."""

_RC = {
    "text.parse_math": False,
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 1.1,
    "hatch.color": "#ffffff",
}


class Figure(_Figure):
    """A matplotlib figure with ``alt``, a description in words; shows itself in a notebook as PNG."""

    alt: str = ""
    dpi_saved = 160

    def png(self) -> bytes:
        """The figure as PNG bytes, the alt text inside under the key ``Description``."""
        buffer = io.BytesIO()
        with mpl.rc_context(_RC), warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", "Glyph .* missing from"
            )  # a script that the font lacks; the alt text has it
            FigureCanvasAgg(self)
            self.savefig(
                buffer,
                format="png",
                dpi=self.dpi_saved,
                facecolor=GROUND,
                metadata={"Description": self.alt, "Software": None},
            )
        return buffer.getvalue()

    def in_colours(self, labels: Mapping[str, str], colours: Mapping[str, str]) -> Figure:
        """The figure with each text's own colour and shape beside its label, or above its panel.

        Both maps are by id of the text; a text without a colour of its own gets one of the house.
        """
        marks = [
            (
                colours.get(text, PALETTE[k % len(PALETTE)]),
                MARKERS[k // len(PALETTE) % len(MARKERS)],
            )
            for k, text in enumerate(labels)
        ]
        panels = dict(zip(map(_squeezed, labels.values()), marks, strict=True))
        for axis in self.axes:
            if title := panels.get(_squeezed(axis.get_title(loc="left"))):
                axis.plot(
                    [0, 1],
                    [1, 1],
                    transform=axis.transAxes,
                    color=title[0],
                    linewidth=4,
                    clip_on=False,
                )
            if axis.get_gid() == TEXT_ROWS and axis.yaxis.get_tick_params().get("labelleft", True):
                for place, (colour, shape) in enumerate(marks):
                    at = (-6 / 72 / self.get_figwidth(), place)
                    axis.plot(
                        *at,
                        shape,
                        transform=axis.get_yaxis_transform(),
                        color=colour,
                        markersize=6.5,
                        clip_on=False,
                    )
                axis.tick_params(axis="y", pad=12)
        return self

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"image/png": self.png(), "text/plain": self.alt}


def new_figure(
    rows: int = 1, columns: int = 1, *, height: float, width: float = 8.0, **kwargs: Any
) -> tuple[Figure, list[Axes]]:
    """A figure in the house style with ``rows`` x ``columns`` axes (flat list); size in inches."""
    with mpl.rc_context(_RC):
        figure = Figure(figsize=(width, height), layout="constrained", facecolor=GROUND)
        axes = figure.subplots(rows, columns, squeeze=False, **kwargs)
    return figure, list(axes.flat)


def in_style() -> Any:
    """Context in which texts and patches take the house style."""
    return mpl.rc_context(_RC)


def percent(share: float) -> str:
    """A share (0 to 1) as a whole percentage, ``–`` where it is not defined."""
    return "–" if share != share else f"{share:.0%}"


def _squeezed(text: str) -> str:
    """A label without white space, as long as a figure shows it."""
    return "".join(shorten(text).split())


def shorten(text: str, longest: int = LONGEST_LABEL) -> str:
    """A label of at most ``longest`` characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def wrap(text: str, width: int = 24) -> str:
    """A label broken into lines of at most ``width`` characters; a very long one is cut."""
    return "\n".join(textwrap.wrap(shorten(text), width))


def row(many: int, height: float) -> float:
    """The height of a row in inches: closer where there are many."""
    return height if many <= DENSE else max(0.3, 0.6 * height)


def name_rows(axis: Axes, labels: Sequence[str], width: int = 24) -> None:
    """Names of texts beside the rows of a figure, from the top: in one line where there are many."""
    one_line = len(labels) > DENSE
    axis.set_yticks(
        range(len(labels)),
        [shorten(label, 30) if one_line else wrap(label, width) for label in labels],
    )
    axis.set_gid(TEXT_ROWS)


def name_columns(axis: Axes, labels: Sequence[str]) -> None:
    """Names above the columns of a matrix: upright where there are many."""
    if len(labels) <= DENSE:
        axis.set_xticks(range(len(labels)), [wrap(label, 13) for label in labels])
    else:
        axis.set_xticks(
            range(len(labels)), [shorten(label, 32) for label in labels], rotation=90, fontsize=8
        )
    axis.xaxis.tick_top()


def legend(figure: Figure, handles: Sequence[Artist], where: str = "lower") -> None:
    """The key of a figure above (``upper``) or below it, in as many columns as its width holds."""
    characters = [len(str(handle.get_label())) + 7 for handle in handles]
    fitting = (
        n
        for n in range(len(handles), 1, -1)
        if sum(map(max, np.array_split(characters, n))) < 12 * figure.get_figwidth()
    )
    figure.legend(
        handles=list(handles),
        ncols=next(fitting, 1),
        loc=f"outside {where} center",
        frameon=False,
        fontsize=9.5,
    )


MANY = 10
"""More names than this are not all given in a sentence."""


def name_list(names: Sequence[str]) -> str:
    """``a, b and c``; of more than ``MANY`` names the first ones, and how many more there are."""
    most = MANY - 2
    return sentence_list(
        list(names) if len(names) <= MANY else [*names[:most], f"{len(names) - most} more"]
    )


def sentence_list(parts: list[str]) -> str:
    """``a, b and c``."""
    return (
        parts[0]
        if len(parts) == 1
        else ", ".join(parts[:-1]) + " and " + parts[-1]
        if parts
        else ""
    )


def bare(axis: Axes, *, left: bool = False, bottom: bool = False) -> None:
    """Take away the axis lines and tick marks that carry no information."""
    for side in ("top", "right", *(() if left else ("left",)), *(() if bottom else ("bottom",))):
        axis.spines[side].set_visible(False)
    axis.tick_params(length=0)

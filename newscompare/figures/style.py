"""One house style: colours that survive colour blindness, patterns beside colours, light and dark.

A figure carries its alt text and its caption, so that picture and words come from the same numbers.
Figures are drawn in the light colours; on a page each colour is a CSS variable, and ``DARK`` says
what it becomes on a dark ground. Colours: Okabe and Ito, Color Universal Design (2008).
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import matplotlib.figure
import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from newscompare.figures.shares import percent as percent

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

PALE = "#c3c9cf"

DARK = {
    GROUND: "#14181e",
    INK: "#e8ebee",
    SOFT: "#a9b2bb",
    FAINT: "#3d454e",
    EMPTY: "#262d35",
    PALE: "#59636d",
    ORANGE: "#f0ad28",
    SKY: "#9bd6f7",
    GREEN: "#2fbf95",
    YELLOW: "#f2e862",
    BLUE: "#4fa8e6",
    VERMILION: "#f57f3b",
    PINK: "#dfa0c4",
}
"""Each house colour on a dark ground."""

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
            "edgecolor": GROUND,
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
    "head_of_state": "Head of state or government",
    "official": "Official, government",
    "unnamed_official": "Unnamed officials",
    "politician": "Politician, party",
    "business": "Business",
    "citizen": "Citizen",
    "expert": "Named expert",
    "advocacy": "Advocacy group",
    "news_media": "News media",
    "collective": "Group without a name",
    "unnamed": "“A source”",
    "unknown": "Kind not known",
    "none": "Nobody named",
}


def source_type_name(kind: object) -> str:
    """The name of a type of source as figures and tables show it: ``unnamed_official`` becomes
    ``Unnamed officials``.
    """
    name = str(kind)
    return SOURCE_TYPE_LABELS.get(name, name.replace("_", " ").capitalize())


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

INLINE = 7.4, 3.6
"""Widths in inches of the two layouts: for a page, and for a phone (390 px)."""

FONT = 9.5, 8.2
"""Sizes of all text in the two layouts, in points: no smaller than 10 px on the screens that they
are for.
"""


def rc(narrow: bool = False) -> dict[str, Any]:
    """The settings of matplotlib for a layout; one size of text, so that none becomes too small."""
    return {
        "text.parse_math": False,
        "font.family": "DejaVu Sans",
        "font.size": FONT[narrow],
        "axes.titlesize": "medium",
        "axes.titleweight": "bold",
        "axes.titlelocation": "left",
        "axes.edgecolor": SOFT,
        "axes.labelcolor": SOFT,
        "axes.labelsize": "medium",
        "axes.facecolor": "none",
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "text.color": INK,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "xtick.color": INK,
        "ytick.color": INK,
        "xtick.labelsize": "medium",
        "ytick.labelsize": "medium",
        "legend.fontsize": "medium",
        "legend.title_fontsize": "medium",
        "hatch.linewidth": 1.1,
        "hatch.color": GROUND,
        "svg.fonttype": "none",
        "svg.hashsalt": "newscompare",
    }


def new_figure(
    rows: int = 1, columns: int = 1, *, height: float, narrow: bool = False, **kwargs: Any
) -> tuple[Any, list[Axes]]:
    """A matplotlib figure in the house style with ``rows`` x ``columns`` axes (flat list); height
    in inches.
    """
    figure = mpl.figure.Figure(
        figsize=(INLINE[narrow], height), layout="constrained", facecolor="none"
    )
    axes = figure.subplots(rows, columns, squeeze=False, **kwargs)
    return figure, list(axes.flat)


def remark(axis: Axes, x: float, y: float, text: str, narrow: bool = False) -> None:
    """A remark that points at a place from its right; the room there is the figure's to leave."""
    axis.annotate(
        wrap_lines("← " + text, 17 if narrow else 34),
        (x, y),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontstyle="italic",
    )


def wrap_lines(text: str, width: int) -> str:
    """A text broken into lines of at most ``width`` characters; nothing is cut."""
    return "\n".join(textwrap.wrap(text, width))


def shade(share: float) -> float:
    """How opaque a cell is (``share`` 0 to 1), so that ink stays readable on all of them."""
    return 0.04 + 0.41 * share


def number_box(pad: float = 1.2) -> dict[str, Any]:
    """The ground of a number that stands on a pattern."""
    return {"facecolor": GROUND, "edgecolor": "none", "pad": pad, "alpha": 0.92}


def own_marks(axes: Sequence[Axes], labels: Mapping[str, str], colours: Mapping[str, str]) -> None:
    """Each text's own colour and shape beside its label, or above its panel."""
    marks = [
        (colours.get(text, PALETTE[k % len(PALETTE)]), MARKERS[k // len(PALETTE) % len(MARKERS)])
        for k, text in enumerate(labels)
    ]
    panels = dict(zip(map(_squeezed, labels.values()), marks, strict=True))
    for axis in axes:
        if title := panels.get(_squeezed(axis.get_title(loc="left"))):
            whole = axis.transAxes
            axis.plot([0, 1], [1, 1], transform=whole, color=title[0], linewidth=4, clip_on=False)
        if axis.get_gid() == TEXT_ROWS and axis.yaxis.get_tick_params().get("labelleft", True):
            width = axis.figure.bbox.width / axis.figure.dpi
            for place, (colour, shape) in enumerate(marks):
                axis.plot(
                    -6 / 72 / width,
                    place,
                    shape,
                    transform=axis.get_yaxis_transform(),
                    color=colour,
                    markersize=6.5,
                    clip_on=False,
                )
            axis.tick_params(axis="y", pad=12)


def _squeezed(text: str) -> str:
    """A label without white space, as long as a figure shows it."""
    return "".join(shorten(text).split())


def shorten(text: str, longest: int = LONGEST_LABEL) -> str:
    """A label of at most ``longest`` characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def short_names(labels: Sequence[str], longest: int) -> list[str]:
    """Labels of at most ``longest`` characters; with their ends, where their beginnings are the
    same.
    """
    names = [shorten(label, longest) for label in labels]
    ends = longest // 3
    return [
        f"{label[: longest - ends - 1].rstrip()}…{label[-ends:].lstrip()}"
        if names.count(name) > 1 and len(label) > longest
        else name
        for name, label in zip(names, labels, strict=True)
    ]


def wrap(text: str, width: int = 24) -> str:
    """A label broken into lines of at most ``width`` characters; a very long one is cut."""
    return "\n".join(textwrap.wrap(shorten(text), width))


def row(many: int, height: float) -> float:
    """The height of a row in inches: closer where there are many."""
    return height if many <= DENSE else max(0.3, 0.6 * height)


def name_rows(axis: Axes, labels: Sequence[str], width: int = 24, *, narrow: bool = False) -> None:
    """Names of texts beside the rows of a figure, from the top: in one line where there are
    many.
    """
    one_line = len(labels) > DENSE
    if narrow:
        width = min(width, 13)
    if one_line:
        names = short_names(labels, 21 if narrow else 30)
    else:
        names = [wrap(label, width) for label in labels]
    axis.set_yticks(range(len(labels)), names)
    axis.set_ylim(len(labels) - 0.5, -0.5)
    axis.set_gid(TEXT_ROWS)


def name_height(labels: Sequence[str], narrow: bool) -> float:
    """The inches that the names above the columns of a matrix take."""
    if len(labels) <= DENSE and not narrow:
        return 0.4
    longest = max((len(str(label)) for label in labels), default=0)
    return 0.1 + 0.075 * min(longest, 22 if narrow else 32)


def name_columns(axis: Axes, labels: Sequence[str], *, narrow: bool = False) -> None:
    """Names above the columns of a matrix: upright where there is little room."""
    if len(labels) <= DENSE and not narrow:
        axis.set_xticks(range(len(labels)), [wrap(label, 12) for label in labels])
    else:
        names = short_names(labels, 22 if narrow else 32)
        axis.set_xticks(range(len(labels)), names, rotation=90)
    axis.xaxis.tick_top()


def legend(
    figure: Any, handles: Sequence[Artist], where: str = "lower", *, narrow: bool = False
) -> None:
    """The key of a figure above (``upper``) or below it, in as many columns as its width holds."""
    characters = [len(str(handle.get_label())) + 7 for handle in handles]
    room = (15 if narrow else 12.5) * INLINE[narrow]
    fitting = (
        n for n in range(len(handles), 1, -1) if sum(map(max, np.array_split(characters, n))) < room
    )
    columns = next(fitting, 1)
    figure.legend(
        handles=list(handles),
        ncols=columns,
        loc=f"outside {where} {'center' if columns > 1 else 'left'}",
        frameon=False,
        columnspacing=1.2,
        handletextpad=0.5,
        borderpad=0.1,
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


def distinct(labels: Sequence[str], notes: Sequence[str]) -> list[str]:
    """The labels, with a note in brackets where two are the same."""
    labels = list(labels)
    return [
        f"{label} ({shorten(note, 40)})" if labels.count(label) > 1 and note else label
        for label, note in zip(labels, notes, strict=True)
    ]


def bare(axis: Axes, *, left: bool = False, bottom: bool = False) -> None:
    """Take away the axis lines and tick marks that carry no information."""
    for side in ("top", "right", *(() if left else ("left",)), *(() if bottom else ("bottom",))):
        axis.spines[side].set_visible(False)
    axis.tick_params(length=0)

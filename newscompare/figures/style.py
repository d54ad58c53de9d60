"""One house style: colours that survive colour blindness, patterns beside colours, an own light ground.

A figure carries its alt text; the text is stored in the PNG itself (key ``Description``), from where
the book's ``alttext`` extension takes it, so that picture and words come from the same numbers.
Colours: Okabe and Ito, Color Universal Design (2008).
"""

from __future__ import annotations

import io
import textwrap
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as _Figure

GROUND = "#ffffff"
INK = "#22262b"
SOFT = "#5d6670"
FAINT = "#d7dce1"
EMPTY = "#f1f3f5"
ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILION, PINK = "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"

FRAME_STYLE: dict[str, dict[str, Any]] = {
    "symbolic": {"facecolor": ORANGE, "hatch": "////", "edgecolor": "#ffffff", "linewidth": 0.0},
    "strategic": {"facecolor": BLUE, "edgecolor": "#ffffff", "linewidth": 0.0},
    "neither": {"facecolor": EMPTY, "edgecolor": FAINT, "linewidth": 0.8},
}
"""How a frame looks wherever it is drawn: colour and pattern."""

STANCE_STYLE = {-1: (VERMILION, "v", "critical"), 0: (SOFT, "o", "neutral"), 1: (GREEN, "^", "favourable")}
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
    "none": "No holder named",
}

_RC = {
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
        with mpl.rc_context(_RC):
            FigureCanvasAgg(self)
            self.savefig(buffer, format="png", dpi=self.dpi_saved, facecolor=GROUND, metadata={"Description": self.alt, "Software": None})
        return buffer.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"image/png": self.png(), "text/plain": self.alt}


def new_figure(rows: int = 1, columns: int = 1, *, height: float, width: float = 8.0, **kwargs: Any) -> tuple[Figure, list[Axes]]:
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


def wrap(text: str, width: int = 24) -> str:
    """A label broken into lines of at most ``width`` characters."""
    return "\n".join(textwrap.wrap(text, width))


def sentence_list(parts: list[str]) -> str:
    """``a, b and c``."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1] if parts else ""


def bare(axis: Axes, *, left: bool = False, bottom: bool = False) -> None:
    """Take away the axis lines and tick marks that carry no information."""
    for side in ("top", "right", *(() if left else ("left",)), *(() if bottom else ("bottom",))):
        axis.spines[side].set_visible(False)
    axis.tick_params(length=0)

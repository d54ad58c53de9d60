"""The figure: a finding as its title, a drawing in two layouts, words, and the data behind it.

It shows itself in a notebook and in the book as HTML: the title, an SVG for wide pages and one for
phones (the page's width chooses, not a script), the caption, and a table of the data that opens.
Colours are CSS variables, so that the same drawing serves light and dark pages.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg

from newscompare.figures.page import VARIABLES, sheet, table_html
from newscompare.figures.style import GROUND, own_marks, rc, wrap_lines
from newscompare.figures.svg import lean, standalone, svg_of

START, CAPTION, DATA, END = (f"<!--nc:{part}-->" for part in ("figure", "caption", "data", "end"))
"""Marks between the parts of a figure's HTML, from which the book makes a numbered figure."""

OPEN_DATA = "The data behind this figure"


class Figure:
    """A figure of the house.

    ``title`` is the finding, a sentence computed from the data; ``caption`` says how to read the
    drawing; ``alt`` says in words what it shows, with the numbers; ``data`` is the table behind it,
    with columns named for readers. ``draw`` draws one layout (``True``: for phones) with
    matplotlib.
    """

    def __init__(
        self, draw: Callable[[bool], Any], *, title: str, caption: str, alt: str, data: pd.DataFrame
    ) -> None:
        self.title, self.caption, self.alt, self.data = title, caption, alt, data
        self._draw = draw
        self._marks: tuple[Mapping[str, str], Mapping[str, str]] | None = None

    def titled(self, title: str) -> Figure:
        """The figure with another finding as its title, such as a sentence that is checked."""
        self.title = title
        return self

    def with_caption(self, caption: str) -> Figure:
        """The figure with another caption than that of its kind."""
        self.caption = caption
        return self

    def with_note(self, note: str) -> Figure:
        """The figure with a sentence more at the end of its caption; none where it is empty."""
        self.caption = f"{self.caption} {note}".strip()
        return self

    def in_colours(self, labels: Mapping[str, str], colours: Mapping[str, str]) -> Figure:
        """The figure with each text's own colour and shape beside its label, or above its panel.

        Both maps are by id of the text; a text without a colour of its own gets one of the house.
        """
        self._marks = labels, colours
        return self

    def drawn(self, narrow: bool = False) -> Any:
        """The drawing as a matplotlib figure, without its title."""
        with mpl.rc_context(rc(narrow)):
            figure = self._draw(narrow)
            if self._marks:
                own_marks(figure.axes, *self._marks)
        return figure

    def png(self, *, narrow: bool = False, dpi: int = 160) -> bytes:
        """Title and drawing as PNG on a light ground, the alt text inside under ``Description``."""
        buffer = io.BytesIO()
        figure = self._titled(narrow)
        with mpl.rc_context(rc(narrow)), warnings.catch_warnings():
            # a script that the font lacks; the alt text has it
            warnings.filterwarnings("ignore", "Glyph .* missing from")
            FigureCanvasAgg(figure)
            words = {"Title": self.title, "Description": self.alt, "Caption": self.caption}
            figure.savefig(
                buffer, format="png", dpi=dpi, facecolor=GROUND, metadata=words | {"Software": None}
            )
        return buffer.getvalue()

    def svg(self, *, narrow: bool = False) -> str:
        """Title and drawing as an SVG file of its own, in the light colours."""
        figure = self._titled(narrow)
        with mpl.rc_context(rc(narrow)):
            return standalone(lean(svg_of(figure), "f"), self.title, self.alt)

    def inline(self, *, narrow: bool = False) -> str:
        """The drawing as an SVG for a page: no title, colours as CSS variables."""
        with mpl.rc_context(rc(narrow)):
            return lean(svg_of(self.drawn(narrow)), self._prefix(narrow), VARIABLES)

    def html(self) -> str:
        """The whole figure for a page; ``START`` to ``END`` mark its parts."""
        data = (
            f'<details class="nc-data"><summary>{OPEN_DATA}</summary>'
            f'<div tabindex="0" role="region" aria-label="{OPEN_DATA}">{table_html(self.data)}'
            "</div></details>"
        )
        return (
            f'<style class="nc">{sheet()}</style><figure class="nc">{START}'
            f'<p class="nc-title">{escape(self.title)}</p>{self.body()}{CAPTION}'
            f'<figcaption><p class="nc-caption">{escape(self.caption)}</p>'
            f"{DATA}{data}</figcaption>{END}</figure>"
        )

    def body(self) -> str:
        """The drawing in both layouts; the page shows the one that its width asks for."""
        described = escape(self.alt, quote=True)
        return "".join(
            f'<div class="nc-{name}" role="img" aria-label="{described}">'
            + self.inline(narrow=narrow).replace("<svg", '<svg aria-hidden="true"', 1)
            + "</div>"
            for name, narrow in (("wide", False), ("narrow", True))
        )

    def _titled(self, narrow: bool) -> Any:
        figure = self.drawn(narrow)
        with mpl.rc_context(rc(narrow)):
            title = wrap_lines(self.title, 48 if narrow else 88)
            figure.suptitle(title, x=0.01, ha="left", fontweight="bold", fontsize="medium")
        return figure

    def _prefix(self, narrow: bool) -> str:
        """What begins the ids of an SVG, the same for the same figure."""
        key = f"{type(self).__name__} {self.title} {self.alt} {narrow}"
        return "f" + hashlib.sha256(key.encode()).hexdigest()[:8] + "-"

    def __repr__(self) -> str:
        return f"{self.title}\n{self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.html(), "text/plain": repr(self)}

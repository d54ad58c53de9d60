"""Figures of the package in the book: numbered, named, with the caption that the figure carries.

A figure shows itself as HTML with marks between its parts (``newscompare.figures.figure``). Here it
becomes a figure of Sphinx: its caption is the figure's own, its table of data stands below it. A
figure inside a solution gets no number, since readers may never open it. The style sheet of all
figures comes once a page.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_exercise.nodes import exercise_node, solution_node

from newscompare.figures.figure import CAPTION, DATA, END, START
from newscompare.figures.page import sheet

TAKE = (
    '<details class="nc-take"><summary>Take it along</summary><ul>'
    '<li><button type="button" data-take="svg">Figure as SVG</button></li>'
    '<li><button type="button" data-take="png">Figure as PNG</button></li>'
    '<li><button type="button" data-take="csv">Data as CSV</button></li></ul></details>'
)
"""The menu of a figure; ``take.js`` makes the files from what the page shows."""

_INSIDE = re.compile(r"<[^>]+>")


def number_figures(app: Sphinx, doctree: nodes.document) -> None:
    """Make each figure of the package a figure of Sphinx."""
    for raw in list(doctree.findall(nodes.raw)):
        text = raw.astext()
        if START not in text or raw.get("format") != "html":
            continue
        drawing, _, rest = text.partition(START)[2].partition(CAPTION)
        caption, _, rest = rest.partition(DATA)
        data = rest.partition(END)[0].removesuffix("</figcaption>")
        words = _plain(caption)
        bundle = _bundle(raw)
        outer = bundle.parent if isinstance(bundle.parent, nodes.figure) else None
        if _hidden(raw):
            whole = nodes.raw("", _unstyled(text), format="html")
            (bundle if outer is None else outer).replace_self(whole)
            continue
        figure = outer if outer is not None else nodes.figure(ids=[_id(doctree, drawing)])
        if outer is None:
            bundle.replace_self(figure)
        figure["classes"].append("nc")
        figure["align"] = "default"
        figure.children.clear()
        figure += nodes.raw("", drawing, format="html")
        figure += nodes.caption("", "", nodes.Text(words))
        figure += nodes.legend("", nodes.raw("", TAKE + data, format="html"))


def _bundle(raw: nodes.Node) -> nodes.Node:
    """The output that the HTML is one form of."""
    while isinstance(raw.parent, nodes.container) and (
        "mime_type" in raw.parent or raw.parent.get("nb_element") == "mime_bundle"
    ):
        raw = raw.parent
    return raw


def _hidden(node: nodes.Node) -> bool:
    """Whether the node stands in an exercise or a solution."""
    while node.parent is not None:
        node = node.parent
        if isinstance(node, (exercise_node, solution_node)):
            return True
    return False


def _plain(html: str) -> str:
    from html import unescape

    return unescape(_INSIDE.sub("", html)).strip()


def _unstyled(html: str) -> str:
    return html.partition("</style>")[2] if html.startswith("<style") else html


def _id(doctree: nodes.document, drawing: str) -> str:
    """An id from the title, once a page."""
    base = "fig-" + nodes.make_id(_plain(drawing.partition("</p>")[0])[:60])
    names = {i for node in doctree.findall(nodes.Element) for i in node["ids"]}
    name, n = base, 2
    while name in names:
        name, n = f"{base}-{n}", n + 1
    return name


def add_sheet(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Put the style sheet of the figures into the head of a page that has any."""
    if "nc-title" in context.get("body", ""):
        context["metatags"] = context.get("metatags", "") + f"<style>{sheet()}</style>"


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("doctree-read", number_figures, priority=700)
    app.connect("html-page-context", add_sheet)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

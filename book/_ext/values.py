"""Computed values in prose: ``{eval}`n.texts``` is answered from what the run of the page
displayed.

MyST-NB answers ``{eval}`` only while a kernel runs, which rules out its cache of executed
notebooks. Here the object ``n`` of each chapter displays its numbers in a cell, the cache keeps
that output, and the role reads it: prose can change without running anything. In JupyterLab the
same words ask the kernel. A name that the page does not know is a warning, which fails the build.
"""

from __future__ import annotations

import difflib
import re
from typing import Any

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)

MIME = "application/vnd.newscompare.numbers+json"
"""As in ``newscompare.pages.numbers``."""

NAME = re.compile(r"n\.(?P<name>[\w-]+)\Z")


LINES = 10_000
"""MyST-NB counts the lines of a notebook from ten thousand for each cell."""


def values_of(document: nodes.document, lineno: int) -> dict[str, str]:
    """The values that the cells before this line displayed: name to HTML."""
    renderer = document.get("nb_renderer")
    cells = renderer.renderer.nb_client.notebook.cells if renderer else []
    if str(document["source"]).endswith(".ipynb"):
        cells = cells[: lineno // LINES - 1]
    found: dict[str, str] = {}
    for cell in cells:
        for output in cell.get("outputs", []):
            found |= output.get("data", {}).get(MIME, {})
    return found


def show_value(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    inliner: Inliner,
    options: dict[str, Any] | None = None,
    content: list[str] | None = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """The role ``eval``: the value as the page computed it."""
    known = values_of(inliner.document, lineno)
    match = NAME.match(text)
    if match and match["name"] in known:
        html = known[match["name"]]
        plain = re.sub(r"<[^>]*>", "", html)
        return [nodes.raw("", html, format="html"), nodes.raw("", plain, format="latex")], []
    near = difflib.get_close_matches(text.removeprefix("n."), known, n=2)
    hint = f"; did you mean {' or '.join(f'n.{n}' for n in near)}?" if near else ""
    cell = f"cell {lineno // LINES}: " if lineno >= LINES else f"line {lineno}: "
    LOGGER.warning(
        "%s{eval}`%s` is no number that a cell above displays%s",
        cell,
        text,
        hint,
        location=(str(inliner.document.settings.env.docname), None),
        type="house",
        subtype="value",
    )
    return [nodes.literal(text=text)], []


NOTEBOOK = re.compile(r"(\.\./notebooks/\w+)\.ipynb\b")
"""Where numbers and marks in outputs lead: in JupyterLab a notebook opens."""


def lead_to_pages(app: Sphinx, doctree: nodes.document) -> None:
    """Let links in outputs lead to pages of the book, not to notebooks."""
    for raw in list(doctree.findall(nodes.raw)):
        html = NOTEBOOK.sub(r"\1.html", raw.astext())
        if html != raw.astext():
            raw.parent.replace(raw, nodes.raw("", html, format=raw["format"]))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.setup_extension("myst_nb")
    app.add_role("eval", show_value, override=True)
    app.connect("doctree-read", lead_to_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

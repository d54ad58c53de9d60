"""The opening card of a chapter: a list with the class ``opening``, to which the links to open,
download and print are added. A handout (a page whose first paragraph has the class ``handout``)
gets the button to print alone.

In the source the card is a plain Markdown list, so that it reads well in JupyterLab. With the class
``folded`` as well it becomes one line that opens.
"""

from __future__ import annotations

import posixpath

from docutils import nodes
from sphinx.application import Sphinx

PRINT = '<button type="button" class="opening-print" onclick="window.print()">{}</button>'

LAB = "http://localhost:8888/lab/tree/"
"""Where ``make lab`` serves the folder of notebooks."""


def complete_cards(app: Sphinx, doctree: nodes.document) -> None:
    """Add the links to each card; fold those that ask for it."""
    name = app.env.docname
    suffix = posixpath.splitext(str(app.env.doc2path(name)))[1]
    source = posixpath.relpath(f"_sources/{name}{suffix}", posixpath.dirname(name))
    for card in list(
        doctree.findall(lambda n: isinstance(n, nodes.bullet_list) and "opening" in n["classes"])
    ):
        card += _use_it(name, source)
        if "folded" in card["classes"]:
            place = card.parent.index(card)
            card.parent.insert(place + 1, _html("</details>"))
            card.parent.insert(
                place,
                _html(
                    '<details class="opening-fold"><summary>About this page: what it needs, open, '
                    "download, print</summary>"
                ),
            )
    for first in list(
        doctree.findall(lambda n: isinstance(n, nodes.paragraph) and "handout" in n["classes"])
    ):
        first.parent.insert(
            first.parent.index(first),
            _html(
                f'<p class="handout-print">{PRINT.format("Print this handout")} on A4 or Letter: '
                f"two pages.</p>"
            ),
        )


def _use_it(name: str, source: str) -> nodes.list_item:
    links = []
    if source.endswith(".ipynb"):
        file = posixpath.basename(source)
        links.append(
            f'<a class="opening-lab" href="{LAB}{file}" title="while make lab runs: {file}">open '
            f"in JupyterLab</a>"
        )
    links.append(f'<a class="opening-download" href="{source}" download>download</a>')
    links.append(PRINT.format("print"))
    item = nodes.list_item()
    item += nodes.paragraph(
        "",
        "",
        nodes.strong(text="Use it"),
        nodes.Text(" "),
        nodes.raw("", " · ".join(links), format="html"),
    )
    return item


def _html(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("doctree-read", complete_cards)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

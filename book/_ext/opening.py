"""The opening card of a chapter: a list with the class ``opening``, to which the links to open,
download and print are added. A downloaded notebook says in its first cell how to install what it
needs. A handout (a page whose first paragraph has the class ``handout``)
gets the button to print alone.

In the source the card is a plain Markdown list (see ``plain``), so that it reads well in
JupyterLab. With the class ``folded`` as well it becomes one line that opens.
"""

from __future__ import annotations

import json
import posixpath
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

PRINT = '<button type="button" class="opening-print" onclick="window.print()">{}</button>'

LAB = "http://localhost:8888/lab/tree/notebooks/"
"""Where ``make lab`` serves the notebooks: its files begin at the root of the repository."""


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
        sheet = re.match(r"(handout|key)_", posixpath.basename(app.env.docname))
        words = PRINT.format("Print this handout" if sheet else "Print this page")
        pages = " on A4 or Letter: two pages." if sheet else " on A4 or Letter."
        place = first.parent.index(first)
        first.parent.insert(place, _html(f'<p class="handout-print">{words}{pages}</p>'))


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


NEEDS = """\
> **To run this notebook alone**, you need the package `newscompare`, which brings the tables along.
> With Python 3.11 or later, in a clone of the book's repository (the folder with `README.md`):
>
> ```
> python -m pip install -r requirements.txt
> python -m pip install --no-deps --no-build-isolation -e .
> python -m jupyter lab --FileContentsManager.preferred_dir=notebooks
> ```
>
> Put the notebook into the folder `notebooks`, where its like are: its links lead from there.
"""


def say_what_it_needs(app: Sphinx, exception: Exception | None) -> None:
    """Put a first cell into each notebook that can be downloaded; not into those of a report, which
    are made for one case.
    """
    if exception or not (Path(app.srcdir) / "requirements.txt").is_file():
        return
    for path in (Path(app.outdir) / "_sources").rglob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if notebook["cells"][0].get("id") != "needs":
            lines = NEEDS.splitlines(keepends=True)
            cell = {"cell_type": "markdown", "id": "needs", "metadata": {}, "source": lines}
            notebook["cells"].insert(0, cell)
            path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _html(text: str) -> nodes.raw:
    return nodes.raw("", text, format="html")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("doctree-read", complete_cards)
    app.connect("build-finished", say_what_it_needs)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

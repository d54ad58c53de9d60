"""Notebooks are stored in plain Markdown, which reads well in JupyterLab, in an editor and on a
code host; the book reads more out of it. This part puts the words of MyST in their place, cell by
cell, before a notebook is parsed:

==============================================  ================================================= in
the notebook                                  in the book
==============================================  =================================================
``[frame](../book/glossary.md#frame)``           a term of the glossary ``([Cohen,
1960](../book/references.bib#...))``  a citation in parentheses; without them, in the text a list
that begins with **You will learn**       the opening card (folded on the first page) ``### Exercise
(Title)``                         an exercise; its label is the id of the cell ``#### Solution``, up
to the next heading        its solution, closed until opened a quotation that begins with
``**Title.**``      a note a list in a cell with the tag ``doors``          cards, each a link
==============================================  =================================================
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

TERM = re.compile(r"\[(?P<text>[^\]]+)\]\((?:\.\./)?book/glossary\.md#(?P<slug>[\w-]+)\)")
CITED = re.compile(r"\[[^\]]+\]\((?:\.\./)?book/references\.bib#(?P<key>\w+)\)")
IN_PARENTHESES = re.compile(
    rf"\({CITED.pattern.replace('P<key>', ':')}"
    rf"(?:; {CITED.pattern.replace('P<key>', ':')})*\)"
)
CARD = re.compile(r"^(?=- \*\*You will learn\*\*)", re.MULTILINE)
NOTE = re.compile(r"^> \*\*(?P<title>[^*]+?)\.?\*\* (?P<text>.*(?:\n>.*)*)", re.MULTILINE)
DOOR = re.compile(
    r"^- \*\*\[(?P<title>[^\]]+)\]\((?P<page>[^)]+?)\.\w+\)\.?\*\* (?P<text>.+)$", re.M
)
EXERCISE = re.compile(r"\A### Exercise \((?P<title>.+)\)\n+")
SOLUTION = re.compile(r"\A#### Solution\s*\Z")
ENDS = re.compile(r"\A#{1,4} ")


def slug(term: str) -> str:
    """A term as the fragment of a link: ``Strategic frame`` is ``strategic-frame``."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


@cache
def glossary(path: Path) -> dict[str, str]:
    """The terms of a glossary by their slugs; none where there is no such file."""
    if not path.is_file():
        return {}
    block = re.search(r"^```\{glossary\}\n(.*?)^```", path.read_text(encoding="utf-8"), re.M | re.S)
    lines = block[1].splitlines() if block else []
    return {slug(line): line for line in lines if line.strip() and not line[0].isspace()}


def roles(text: str, terms: dict[str, str]) -> str:
    """Links to the glossary and the bibliography as roles, quotations with a title as notes."""

    def cite(found: re.Match[str]) -> str:
        return f"{{cite:p}}`{','.join(m['key'] for m in CITED.finditer(found[0]))}`"

    def note(found: re.Match[str]) -> str:
        body = re.sub(r"^> ?", "", found["text"], flags=re.MULTILINE)
        return f":::{{admonition}} {found['title']}\n:class: note\n{body}\n:::"

    text = IN_PARENTHESES.sub(cite, text)
    text = CITED.sub(lambda m: f"{{cite:t}}`{m['key']}`", text)
    text = TERM.sub(lambda m: f"{{term}}`{m['text']} <{terms.get(m['slug'], m['slug'])}>`", text)
    return NOTE.sub(note, text)


def doors(text: str) -> str:
    """A list of links with a sentence each as cards."""
    cards = "\n\n".join(
        f":::{{grid-item-card}} {m['title']}\n:link: {m['page']}\n:link-type: "
        f"doc\n\n{m['text']}\n:::"
        for m in DOOR.finditer(text)
    )
    grid = f"::::{{grid}} 1 1 3 3\n:gutter: 3\n:class-container: doors\n\n{cards}\n::::"
    return f"{text[: DOOR.search(text).start()]}{grid}" if DOOR.search(text) else text


def exercise(title: str, text: str, label: str) -> str:
    """An exercise under the name that it bears in the notebook."""
    level = title.split(":")[0].lower() if ":" in title else ""
    graded = f":class: level-{level}\n" if re.fullmatch("read|find|compute|change", level) else ""
    return f":::{{exercise}} {title}\n:label: {label}\n{graded}:nonumber:\n\n{text.strip()}\n:::"


def as_myst(notebook: dict[str, Any], terms: dict[str, str], *, folded: bool) -> dict[str, Any]:
    """The notebook with the words of MyST in its Markdown cells."""
    label, open_solution = "", False
    cells: list[dict[str, Any]] = []

    def close() -> None:
        end = "\n\n:::{solution-end}\n:::"
        if cells[-1]["cell_type"] == "markdown":
            cells[-1]["source"] += end
        else:
            cells.append({"cell_type": "markdown", "metadata": {}, "source": end.strip()})

    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            if open_solution and ENDS.match(text):
                close()
                open_solution = False
            if "doors" in cell["metadata"].get("tags", []):
                text = doors(text)
            text = roles(
                CARD.sub("{.opening .folded}\n" if folded else "{.opening}\n", text), terms
            )
            if found := EXERCISE.match(text):
                label = cell["id"]
                text = exercise(found["title"], text[found.end() :], label)
            elif SOLUTION.match(text):
                text = f":::{{solution-start}} {label}\n:label: {cell['id']}\n:class: dropdown\n:::"
                open_solution = True
            cell = {**cell, "source": text}
        cells.append(cell)
    if open_solution:
        close()
    return {**notebook, "cells": cells}


def read_plain(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the words of MyST into a notebook before it is parsed."""
    if str(app.env.doc2path(docname)).endswith(".ipynb"):
        terms = glossary(Path(app.srcdir) / "book" / "glossary.md")
        folded = docname == app.config.root_doc
        source[0] = json.dumps(as_myst(json.loads(source[0]), terms, folded=folded))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("source-read", read_plain)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

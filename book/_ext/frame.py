"""The frame of each page: the book's own templates, few scripts, and markup that needs no mending.

The theme lends its styles and its head; its header, sidebars, icon font and scripts give way to the
templates beside this file, whose parts open without scripts. What the parsers of the book write is
put right here: summaries are named, solutions and hidden cells open as ``details``, a corner of a
table is no header.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx_exercise.nodes import exercise_node, solution_node

OWN = ("popover.js", "print.js", "site.js", "take.js")
"""Scripts of the book that every page has."""

KEPT = {
    "documentation_options.js": "",
    "doctools.js": "",
    "sphinx_highlight.js": "",
    "clipboard.min.js": 'class="highlight',
    "copybutton.js": 'class="highlight',
    **dict.fromkeys(OWN, ""),
}
"""The scripts that stay, each with what a page must hold to need it."""

_CHEVRON = re.compile(
    r"(<a [^>]*>(?P<name>[^<]*)</a>)<details(?P<open>[^>]*)><summary><span[^>]*>"
    r"<i[^>]*></i></span></summary>"
)
_LEFT = re.compile(r"<style>\.jp-RenderedHTMLCommon table:is\(\.house[^<]*</style>")
_IMAGE = re.compile(r"<img (?![^>]*\bloading=)")
_CORNER = re.compile(r"<th(?: [^>]*)?>\s*(?:<p>\s*</p>)?\s*</th>")

_SCROLLS = re.compile(
    r'(<div class="(?:table-scroll|ticks|said-scroll)"[^>]*>(?:(?!</?div).)*?</table>\s*</div>)',
    re.DOTALL,
)
CSV = '<button type="button" class="take-table" data-take="table">Table as CSV</button>'


def named_summaries(nav: object, icon: object) -> str:
    """The contents of the book with a name for each summary, and the icon inside the page."""

    def named(found: re.Match[str]) -> str:
        name = escape(f"Pages under {found['name'].strip()}", quote=True)
        head = f'{found[1]}<details{found["open"]}><summary aria-label="{name}">{icon}</summary>'
        return head

    text = _CHEVRON.sub(named, str(nav))
    return re.sub(r'<p aria-level="2" class="caption" role="heading">', '<p class="caption">', text)


def open_solutions(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A solution is a closed ``details``; the sections inside exercises, whose ids repeat, go."""
    if app.builder.format != "html":
        return
    for node in list(doctree.findall(lambda n: isinstance(n, (exercise_node, solution_node)))):
        for section in list(node.findall(nodes.section)):
            if section["ids"] in (["exercise-content"], ["solution-content"]):
                _replace(section, section.children)
    for node in list(doctree.findall(solution_node)):
        title, *content = node.children
        head = (
            f'<details class="solution admonition" id="{escape(node["ids"][0], quote=True)}">'
            f'<summary class="admonition-title">{escape(title.astext())}</summary>'
        )
        parts = [nodes.raw("", head, format="html"), *content]
        _replace(node, [*parts, nodes.raw("", "</details>", format="html")])


def _replace(node: nodes.Element, others: list[nodes.Node]) -> None:
    """Put others in the place of a node; unlike ``replace_self`` without its ids and classes."""
    parent = node.parent
    place = parent.index(node)
    parent[place : place + 1] = list(others)


def with_csv(body: str) -> str:
    """A button below each table that scrolls on its own; none on a page to print."""
    return body if 'class="handout' in body else _SCROLLS.sub(rf"\1{CSV}", body)


def mended(body: str) -> str:
    """The body of a page without what other tools need or get wrong."""
    body = _LEFT.sub("", body)
    body = body.replace('<summary aria-label="Toggle hidden content">', "<summary>")
    body = _CORNER.sub("<td></td>", body)
    body = body.replace('role="doc-biblioentry"', 'role="listitem"')
    body = _IMAGE.sub('<img loading="lazy" ', body)
    return body.replace('<details class="admonition hide', '<details class="hide')


def scripts_of(body: str, scripts: list[Any]) -> list[Any]:
    """The scripts that a page needs, each run when the page stands."""
    kept = []
    for script in scripts:
        name = str(getattr(script, "filename", "") or "").rsplit("/", 1)[-1]
        if name in KEPT and KEPT[name] in body:
            script.attributes["defer"] = "defer"
            kept.append(script)
    return kept


def set_frame(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the templates what they need, and the page its mended body."""
    body = context.get("body", "")
    if body:
        context["body"] = with_csv(mended(body))
    context["named_summaries"] = named_summaries
    context["script_files"] = scripts_of(body, context.get("script_files") or [])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("doctree-resolved", open_solutions, priority=950)
    app.connect("html-page-context", set_frame, priority=990)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""A text of the practice event on a page: the directive ``practice-text``, with the id of the text.

Each sentence bears its number. ``:alone:`` adds links to code this text in the browser. No
kernel runs: a text needs no computing.
"""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.case.tables import Case, load_case
from newscompare.teaching import handouts


class PracticeText(SphinxDirective):
    """One text; a name that the event does not have is an error of the build."""

    required_arguments = 1
    option_spec: ClassVar = {"alone": directives.flag}

    def run(self) -> list[nodes.Node]:
        """The title, the sentences, and the link where it is asked for."""
        case: Case = load_case("practice")
        name = self.arguments[0]
        path = case.folder / "articles" / f"{name}.md"
        if not path.is_file():
            raise self.error(f"'{name}' is no text of the practice event")
        self.env.note_dependency(str(path))
        self.env.note_dependency(str(handouts.__file__))
        html = handouts.text_to_read(case, name)._repr_html_()
        if "alone" in self.options:
            html += _code_it(case, name, self.env.docname.count("/"))
        return [nodes.raw("", html, format="html")]


def _code_it(case: Case, name: str, depth: int) -> str:
    """Links to the coder page that begin with this text."""
    units = CaseFolder(case.folder).read_units()
    own = units[(units["article"] == name) & (units["zone"] != SUBHEAD)]
    page = f"{'../' * depth}coder.html?from={own['id'].iloc[0]}&amp;n={len(own)}&amp;ask"
    return (
        f'<p class="handout-print">Code its {len(own)} sentences in the browser: '
        f'<a href="{page}=frames">the frames alone</a>, or '
        f'<a href="{page}=full">frames, signs and whose claim</a>.</p>'
    )


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the part."""
    app.add_directive("practice-text", PracticeText)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

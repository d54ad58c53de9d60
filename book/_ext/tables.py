"""Searchable tables are tables first: each row stands in the page, and DataTables comes to it.

In a notebook ``itables`` writes a table as data and brings its library along, once a page. In the
book the rows become HTML, which reads without scripts; ``tables.js`` loads the library, one file
for all pages, when a table comes near.
"""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

LIBRARY = "datatables.js"
SCRIPT = "tables.js"

_BUNDLE = re.compile(r"<script>\s*function injectCSS\(base64CSS\).*?</script>", re.DOTALL)
_TABLE = re.compile(
    r'(?:<!--\| quarto[^>]*-->\s*)?<table id="(?P<id>[\w-]+)"[^>]*>(?:(?!</table>).)*?</table>\s*'
    r'(?P<between>(?:(?!<table id=).)*?)<script type="module">\s*\(async \(\) => \{'
    r"(?P<script>.*?)</script>",
    re.DOTALL,
)
_ARGUMENTS = re.compile(r"let dt_args = (\{.*?\n\s*\});\n\s*new ITable", re.DOTALL)
_TH = re.compile(r"<th(?:\s[^>]*)?>(.*?)</th>", re.DOTALL)
_EXPORT = re.compile(r"export\s*\{([\w\s,$]*)\};?\s*(?=/\*|$)")


def cell(value: Any) -> str:
    """A cell; a number that ``itables`` gives as it is shown and as it is sorted keeps both."""
    if isinstance(value, list):
        shown, order = value
        return f'<td data-order="{escape(str(order), quote=True)}">{shown}</td>'
    return f"<td>{value}</td>"


def plain(found: re.Match[str]) -> str:
    """One table as HTML, with the settings of its search beside it."""
    arguments = _ARGUMENTS.search(found["script"])
    if arguments is None:
        return found[0]
    settings = json.loads(arguments[1])
    rows = json.loads(settings.pop("data_json"))
    names = _TH.findall(settings.pop("table_html"))
    classes = " ".join(settings.pop("classes", []))
    settings.pop("style", None)
    # how itables shows a number and sorts by another: see cell()
    settings.pop("columnDefs", None)
    evaluated = settings.pop("keys_to_be_evaluated", [])
    if left := [keys for keys in evaluated if keys[0] != "columnDefs"]:
        settings["keys_to_be_evaluated"] = left
    head = "".join(f'<th scope="col">{name.strip()}</th>' for name in names)
    body = "".join(f"<tr>{''.join(map(cell, row))}</tr>\n" for row in rows)
    kept = escape(json.dumps(settings, separators=(",", ":")), quote=True)
    return (
        f'<table id="{found["id"]}" class="{classes}" data-search="{kept}"><thead><tr>{head}</tr>'
        f"</thead><tbody>\n{body}</tbody></table>"
    )


def set_tables(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the tables of a page as HTML, and leave the library to ``tables.js``."""
    body = context.get("body", "")
    if "new ITable" not in body:
        return
    root = "../" * pagename.count("/")
    load = (
        f'<script defer src="{root}_static/{SCRIPT}" data-library="{root}_static/{LIBRARY}">'
        "</script>"
    )
    context["body"] = _TABLE.sub(plain, _BUNDLE.sub("", body)) + load


def as_script(module: str) -> str:
    """The library as a script that also runs from disk, where modules may not be asked for."""
    names = _EXPORT.search(module)
    if names is None:
        raise ValueError("the bundle of itables exports nothing at its end")
    pairs = [part.split(" as ") for part in names[1].split(",")]
    given = ",".join(f"{pair[-1].strip()}:{pair[0].strip()}" for pair in pairs)
    begin, end = module[: names.start()], module[names.end() :]
    return f"(function(){{{begin};window.newscompareTables={{{given}}};}})();\n{end}"


def write_library(app: Sphinx, exception: Exception | None) -> None:
    """Write the library beside the other static files, where a page has a searchable table."""
    if exception or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    pages = (path.read_text("utf-8") for path in Path(app.outdir).rglob("*.html"))
    if not any("data-library=" in page for page in pages):
        return
    from itables.utils import find_package_file

    module = Path(find_package_file("html/dt_bundle.js")).read_text("utf-8")
    (static / LIBRARY).write_text(as_script(module), "utf-8")
    sheet = Path(find_package_file("html/dt_bundle.css")).read_text("utf-8")
    (static / "datatables.css").write_text(sheet, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("html-page-context", set_tables, priority=970)
    app.connect("build-finished", write_library, priority=300)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

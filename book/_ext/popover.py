"""A number opens its rows beside the text: the rows of each page's numbers, as data in the page.

Numbers are links to the page of rows. That page holds the claims and the tables; here each other
page gets the first rows of each claim that it names, so that ``popover.js`` can show them without
asking for another file. Without JavaScript the links lead to the page of rows as before.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)

ROWS = "notebooks/07_rows"
FIRST = 8
"""Rows of a claim that the page carries; the whole table has all."""

LONGEST = 120
"""Most characters of a cell."""

COLUMNS = {
    "sentences": ("unit", "text", "frames", "evidence"),
    "attributions": ("row", "text", "source", "cue"),
    "quotes": ("row", "text", "speaker", "stance", "quoted words"),
    "articles": ("row", "outlet", "kind", "words"),
}
"""The columns that the popover shows, by table; of others the first four."""

_COUNT = re.compile(r'href="([^"]*)#claim=([^"]+)"')
_TABLE = re.compile(r'<table id="rows-(\w+)"')
_STRING = r'("(?:[^"\\]|\\.)*")'
_CELLS = re.compile(rf'"data_json": {_STRING}')
_HEAD = re.compile(rf'"table_html": {_STRING}')
_TH = re.compile(r"<th[^>]*>(.*?)</th>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def read_rows(texts: list[str]) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Claims and tables from the HTML of the page of rows.

    Returns the claims by key, and each table as ``head`` (list of names) and ``rows`` (id to
    cells).
    """
    claims: dict[str, Any] = {}
    tables: dict[str, dict[str, Any]] = {}
    for text in texts:
        if 'id="claims-data"' in text:
            claims = json.loads(text.partition('claims-data">')[2].partition("</script>")[0])
        table, cells, head = _TABLE.search(text), _CELLS.search(text), _HEAD.search(text)
        if table and cells and head:
            names = [_plain(name) for name in _TH.findall(json.loads(head.group(1)))]
            kept = _kept(table.group(1), names)
            rows = {
                _plain(row[0]): [_cut(_plain(row[k])) for k in kept]
                for row in json.loads(json.loads(cells.group(1)))
            }
            tables[table.group(1)] = {"head": [names[k] for k in kept], "rows": rows}
    return claims, tables


def _kept(table: str, names: list[str]) -> list[int]:
    wanted = [names.index(name) for name in COLUMNS.get(table, ()) if name in names]
    return wanted if len(wanted) > 1 else list(range(min(4, len(names))))


def _plain(cell: object) -> str:
    return unescape(_TAG.sub("", re.sub(r"<br\s*/?>", "; ", str(cell)))).strip()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def page_data(
    body: str, claims: dict[str, Any], tables: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """What a page carries: its claims by key, each with the places of its first rows in the rows of
    its table.
    """
    rows: dict[str, dict[str, Any]] = {}
    found: dict[str, Any] = {}
    for _, key in _COUNT.findall(body):
        name = unquote(unescape(key))
        claim = claims.get(name)
        if claim is None or name in found:
            continue
        table = tables.get(claim["table"], {"head": [], "rows": {}})
        own = rows.setdefault(claim["table"], {"head": table["head"], "rows": [], "at": {}})
        places = []
        for row in [row for row in claim["rows"] if row in table["rows"]][:FIRST]:
            if row not in own["at"]:
                own["at"][row] = len(own["rows"])
                own["rows"].append(table["rows"][row])
            places.append(own["at"][row])
        found[name] = {
            "shown": claim["shown"],
            "says": claim["says"],
            "basis": claim["basis"],
            "table": claim["table"],
            "n": len(claim["rows"]),
            "rows": places,
        }
    for own in rows.values():
        del own["at"]
    return {"claims": found, "tables": rows} if found else {}


def _known(app: Sphinx) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The rows of the book, read once."""
    known = getattr(app, "_newscompare_rows", None)
    if known is None:
        texts = []
        if ROWS in app.env.found_docs:
            texts = [raw.astext() for raw in app.env.get_doctree(ROWS).findall(nodes.raw)]
        known = read_rows(texts)
        if known[0] and not known[1]:
            LOGGER.warning("no table on %s could be read for the popovers", ROWS, type="popover")
        app._newscompare_rows = known  # type: ignore[attr-defined]
    return known


def add_rows(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the page the rows of its numbers."""
    body = context.get("body", "")
    if pagename == ROWS or "#claim=" not in body:
        return
    data = page_data(body, *_known(app))
    if data:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        context["body"] = f'{body}<script type="application/json" id="popover-data">{text}</script>'


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the part."""
    app.connect("html-page-context", add_rows)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

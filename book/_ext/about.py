"""What pages say of themselves: a description for search and cards, the version they were built
from, and, where the book's address is known, a map of the site.

The descriptions stand in ``book/descriptions.yml``; the one setting is ``html: baseurl`` in
``_config.yml``. The version is the commit's, not the clock's: two builds of one commit are the same
bytes on any day.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
from html import escape, unescape
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

WORDS = "book/descriptions.yml"
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
"""What the parsers add once more than the template has it."""

OWN = {
    "search": "Search the book: every page by its words, in the browser, also without a network.",
    "genindex": "The index of the book: every term of the glossary with its place.",
    "404": "This page is not here; the contents and the search lead on.",
}
"""Descriptions of the pages that no file is written for."""

CARD = re.compile(r'property="og:description" content="([^"]*)"')
OTHER_LANGUAGE = re.compile(r"/([a-z]{2})/")
"""A folder with the code of a language holds pages in it."""

VERSION = re.compile(r"<span data-version>.*?</span>")


def descriptions(folder: Path) -> dict[str, str]:
    """The description of each page by its name; none where there is no such file."""
    path = folder / WORDS
    if not path.is_file():
        return {}
    return {str(k): str(v) for k, v in yaml.safe_load(path.read_text("utf-8")).items()}


def commit(folder: Path) -> tuple[str, str]:
    """Short hash and date (``2026-11-25``) of the commit of a clone; empty words elsewhere."""
    if not (folder / ".git").exists():
        return "", ""
    command = ["git", "log", "-1", "--abbrev=10", "--format=%h %cd", "--date=short"]
    try:
        said = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "", ""
    name, _, day = said.stdout.strip().partition(" ")
    return name, day


def data_version(folder: Path) -> str:
    """The first digits of a hash of the tables and settings of the cases; empty without any."""
    cases = folder / "data"
    paths = sorted(p for p in cases.glob("*/*") if p.suffix in (".csv", ".yml"))
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(cases).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:10] if paths else ""


def version_line(folder: Path) -> str:
    """What the foot of a page says of its version."""
    name, day = commit(folder)
    if not name:
        return ""
    return f"Last updated {day}, commit {name}, data {data_version(folder)}."


def set_address(app: Sphinx, config: Config) -> None:
    """Give the cards of pages the address that the book has."""
    config.ogp_site_url = config.html_baseurl
    config.ogp_site_name = config.html_title or config.project


def set_card(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give the card of a page its written description."""
    words = descriptions(Path(app.srcdir)).get(pagename)
    if words and doctree is not None:
        context["meta"] = {**(context.get("meta") or {}), "og:description": words}


def add_words(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Description and version for the templates."""
    known = descriptions(Path(app.srcdir))
    context["version_line"] = version_line(Path(app.srcdir))
    band = Path(app.srcdir) / "book" / "_static" / "band.svg"
    context["first_page"] = pagename == app.config.root_doc and band.is_file()
    other = OTHER_LANGUAGE.search(pagename)
    context["article_language"] = other[1] if other else ""
    context["base_address"] = app.config.html_baseurl
    context["descriptions"] = known if pagename == "search" else {}
    tags = context.get("metatags", "").replace(VIEWPORT, "")
    begun = CARD.search(tags)
    words = known.get(pagename) or OWN.get(pagename) or (unescape(begun[1]) if begun else "")
    if words:
        tag = f'<meta name="description" content="{escape(words, quote=True)}"/>'
        tags = f"{tags}\n    {tag}"
    context["metatags"] = tags


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Bring the version of each page up to date; write the map of the site."""
    if exception or app.builder.format != "html":
        return
    out, line = Path(app.outdir), version_line(Path(app.srcdir))
    for path in out.rglob("*.html"):
        text = path.read_text("utf-8")
        new = VERSION.sub(f"<span data-version>{escape(line)}</span>", text)
        if new != text:
            path.write_text(new, "utf-8")
    base = app.config.html_baseurl
    if base:
        base = base.rstrip("/") + "/"
        day = commit(Path(app.srcdir))[1]
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        pages = "".join(
            f"<url><loc>{escape(base + name)}.html</loc>{changed}</url>\n"
            for name in sorted(app.env.found_docs)
        )
        head = '<?xml version="1.0" encoding="utf-8"?>\n'
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        whole = f'{head}<urlset xmlns="{space}">\n{pages}</urlset>\n'
        (out / "sitemap.xml").write_text(whole, "utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("config-inited", set_address, priority=400)
    app.connect("html-page-context", set_card, priority=400)
    app.connect("html-page-context", add_words, priority=980)
    app.connect("build-finished", finish, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

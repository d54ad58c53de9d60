"""A built report on paper: one page whose links lead inside it, and its PDF."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Sequence
from html import escape, unescape
from pathlib import Path

from newscompare.files import write_text
from newscompare.printing import print_pdf
from newscompare.report.build import TOC
from newscompare.report.lean import lean
from newscompare.report.place import listed

PAGE = "print.html"
LEFT_OUT = "notebooks/07_rows"
"""The chapter that paper does not hold: its tables are to search."""
SECONDS = 240
"""How long Chromium may take."""

ARTICLE = re.compile(r'<article class="bd-article">(.*?)</article>', re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>|<noscript>.*?</noscript>", re.DOTALL)
_H1 = re.compile(r"<h1>(.*?)(?:<a class=\"headerlink\".*?)?</h1>", re.DOTALL)
_HREF = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")
_COLOURS = re.compile(r"<style>(?::root).*?</style>", re.DOTALL)

STYLE = """
@page { size: A4; margin: 20mm 18mm 22mm; }
body { font-size: 10.5pt; font-variant-ligatures: none; }
.chapter { break-before: page; }
.opening, .opening-fold, .site-menu, .doors { display: none !important; }
.chapter div.cell div.cell_input, .chapter details:not([open]), section:has(> .doors) {
  display: none;
}
.chapter .said-matrix details { display: block; }
a.count { text-decoration: none; font-weight: inherit; }
"""
"""How any printed book of ours looks."""
OWN = """
@page { @bottom-center { content: counter(page); font: 8pt sans-serif; color: #555; } }
.chapter:first-child { break-before: auto; }
.contents { margin: 0 0 6mm; }
section section:has(table.house-search) { display: none; }
"""


def key(name: str) -> str:
    """The id of a page inside the one page."""
    return "p-" + re.sub(r"\W+", "-", name)


def inside(name: str, article: str, names: Collection[str]) -> str:
    """A page's article with ids of its own, and with links that lead inside the one page."""
    own = key(name)
    article = _SCRIPT.sub("", article)
    article = re.sub(r'\bid="([^"]+)"', rf'id="{own}--\1"', article)
    article = re.sub(r"url\(#([^)]+)\)", rf"url(#{own}--\1)", article)
    article = re.sub(r'(<use\b[^>]*?href=")#', rf"\1#{own}--", article)

    def led(found: re.Match[str]) -> str:
        start, target = found.groups()
        page, _, fragment = unescape(target).partition("#")
        if ":" in page or target.startswith("//"):
            return found[0]
        where = posixpath.normpath(posixpath.join(posixpath.dirname(name), page)) if page else name
        where = where.removesuffix(".html")
        if where not in names:
            return start
        to = f"{key(where)}--{fragment}" if fragment else key(where)
        return f'{start} href="#{escape(to, quote=True)}"'

    return _HREF.sub(led, article)


def title_of(article: str) -> str | None:
    """The heading of a page's article, as HTML text."""
    heading = _H1.search(article)
    return _TAG.sub("", heading[1]).strip() if heading else None


def colours_of(page: str) -> str:
    """The style sheet of a page that names its colours."""
    return "".join(_COLOURS.findall(page)[:1])


def whole(html: Path, names: Sequence[str]) -> str:
    """The pages of a built report as one, in order; its style sheet stays in ``_static``."""
    texts = {name: (html / f"{name}.html").read_text("utf-8") for name in names}
    articles = {name: found[1] for name in names if (found := ARTICLE.search(texts[name]))}
    entries = "".join(
        f'<li><a href="#{key(name)}">{title_of(article)}</a></li>'
        for name, article in list(articles.items())[1:]
    )
    contents = f'<nav class="contents" aria-label="Contents"><ul>{entries}</ul></nav>'
    bodies = []
    for name, article in articles.items():
        body = inside(name, article, set(names))
        if name == names[0]:
            body = re.sub(r"(</h1>)", rf"\1{contents}", body, count=1)
        bodies.append(f'<article class="bd-article chapter" id="{key(name)}">{body}</article>')
    first = texts[names[0]]
    said = re.search(r'<p class="extra_footer">(.*?)</p>', first, re.DOTALL)
    return (
        '<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8"/>'
        f"<title>{title_of(articles[names[0]])}</title>"
        f'<link rel="stylesheet" href="_static/site.css"/>{colours_of(first)}'
        f"<style>{STYLE}{OWN}</style></head>"
        f'<body><main class="site-main bd-content">{"".join(bodies)}'
        f'<p class="extra_footer">{said[1] if said else ""}</p></main></body></html>'
    )


def chapters() -> list[str]:
    """The pages of a report that go on paper, in order."""
    parts = [one["file"] for part in TOC["parts"] for one in part["chapters"]]
    return [name for name in [TOC["root"], *parts] if name != LEFT_OUT]


def printed(out: Path) -> Path:
    """One file of a report to print or to hand round on paper: ``OUT.pdf`` beside its folder,
    where Chromium prints it; else ``print.html`` in the folder, for any browser to print.
    """
    page, pdf = out / PAGE, out.with_name(f"{out.name}.pdf")
    with listed(out, PAGE):
        write_text(whole(out, chapters()), page)
        if print_pdf(page, pdf, seconds=SECONDS, finish=lean):
            page.unlink()
            return pdf
    return page

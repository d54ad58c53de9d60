"""The whole report as one tagged PDF, with contents and page numbers, printed by Chromium.

    python tools/pdf.py [FOLDER] [FILE]

The pages of the built book become one page, whose links lead inside it; it is printed twice, the
second time with the numbers that the first gave.
"""

from __future__ import annotations

import io
import re
import sys
from html import escape, unescape
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from newscompare.printing import chromium
from newscompare.report import paper
from newscompare.report.lean import lean

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("The report", "What only comparison shows", "Behind the report")
"""The parts of the contents that the report consists of; the first page comes before them."""

BAND = "_static/band.svg"
"""The picture over the title: the barcodes of the texts."""

LEFT_OUT = {"notebooks/07_rows", "notebooks/18_ask", "book/data"}
"""Pages that paper does not hold: to search, to ask, and a dictionary that comes with the data."""

_VERSION = re.compile(r"<span data-version>(.*?)</span>")

STYLE = (
    paper.STYLE
    + """
.cover { height: 225mm; display: flex; flex-direction: column; justify-content: center; }
.cover h1 { font-size: 34pt; margin: 0 0 6mm; }
.cover img { width: 100%; margin: 0 0 12mm; }
.cover p { font-size: 11pt; margin: 0 0 3mm; max-width: 130mm; }
.contents { break-before: page; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents li { margin: 0 0 1.5mm; }
.contents a { display: flex; gap: 2mm; color: inherit; text-decoration: none; }
.contents a::before { order: 1; content: ""; flex: 1; border-bottom: 1px dotted #888; }
.contents a b { order: 0; font-weight: 400; }
.contents a i { order: 2; font-style: normal; font-variant-numeric: tabular-nums; width: 3em;
  text-align: right; }
.contents p { margin: 4mm 0 1.5mm; font-weight: 700; }
"""
)
FOOT = (
    '<div style="font: 8pt sans-serif; color: #555; width: 100%; text-align: center">'
    '<span class="pageNumber"></span></div>'
)


def chapters(toc: dict) -> list[tuple[str, str]]:
    """Each page of the report with the part that it begins or stands in, in order."""
    found = [("", toc["root"])]
    for part in toc["parts"]:
        if part["caption"] in PARTS:
            found += [(part["caption"], one["file"]) for one in part["chapters"]]
    return [(part, name) for part, name in found if name not in LEFT_OUT]


def whole(html: Path, toc: dict, numbers: dict[str, int]) -> str:
    """The one page; ``numbers`` gives the page of each chapter, once known."""
    listed = chapters(toc)
    names = {name for _, name in listed}
    texts = {name: (html / f"{name}.html").read_text("utf-8") for name in names}
    bodies, entries, before = [], [], ""
    for part, name in listed:
        article = paper.ARTICLE.search(texts[name])
        title = paper.title_of(article[1]) if article else None
        if article is None or title is None:
            raise SystemExit(f"{html / name}.html: holds no chapter; run make book")
        if part != before:
            entries.append(f"</ol><p>{escape(part)}</p><ol>")
            before = part
        number = numbers.get(squeezed(unescape(title)), "")
        entries.append(f'<li><a href="#{paper.key(name)}"><b>{title}</b> <i>{number}</i></a></li>')
        body = paper.inside(name, article[1], names)
        bodies.append(
            f'<article class="bd-article chapter" id="{paper.key(name)}">{body}</article>'
        )
    first = texts[toc["root"]]
    title = re.search(r'<a class="site-title[^>]*>([^<]*)</a>', first)
    said = re.search(r'<p class="extra_footer">(.*?)</p>', first, re.DOTALL)
    version = _VERSION.search(first)
    sheets = paper.colours_of(first)
    drawn = (html / BAND).is_file()
    band = f'<img src="{BAND}" alt="" width="698" height="123"/>' if drawn else ""
    cover = (
        f'<section class="cover bd-article">{band}<h1>{title[1] if title else ""}</h1>'
        f"<p>{said[1] if said else ''}</p><p>{version[1] if version else ''}</p></section>"
    )
    contents = (
        f'<nav class="contents bd-article" aria-label="Contents"><h1>Contents</h1>'
        f"<ol>{''.join(entries)}</ol></nav>"
    )
    return (
        '<!DOCTYPE html><html lang="en" data-theme="light"><head><meta charset="utf-8"/>'
        f"<title>{title[1] if title else 'Report'}</title>"
        f'<link rel="stylesheet" href="_static/site.css"/>{sheets}<style>{STYLE}</style></head>'
        f'<body><main class="site-main bd-content">{cover}{contents}{"".join(bodies)}</main>'
        "</body></html>"
    )


def squeezed(title: str) -> str:
    """A title without white space, which an outline loses where a line breaks."""
    return "".join(title.removesuffix("#").split())


def pages_of(pdf: bytes) -> dict[str, int]:
    """The page of each heading of the first level in the PDF's outline, from 1."""
    reader = PdfReader(io.BytesIO(pdf))
    found: dict[str, int] = {}

    def walk(items: list) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                number = reader.get_destination_page_number(item)
                if number is not None:
                    found.setdefault(squeezed(str(item.title)), number + 1)

    walk(reader.outline)
    return found


def printed(html: Path, toc: dict, browser: Any) -> bytes:
    """The PDF of the report, printed by a browser of playwright."""
    page_file = html / "print-whole.html"
    page = browser.new_page(java_script_enabled=False)
    pdf, numbers = b"", {}
    try:
        for _ in range(2):
            page_file.write_text(whole(html, toc, numbers), encoding="utf-8")
            page.goto(page_file.resolve().as_uri(), wait_until="load")
            pdf = page.pdf(
                tagged=True,
                outline=True,
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=FOOT,
                prefer_css_page_size=True,
            )
            numbers = pages_of(pdf)
    finally:
        page_file.unlink(missing_ok=True)
        page.close()
    return pdf


def main(arguments: list[str]) -> int:
    """Print the report into a file."""
    html = Path(arguments[0] if arguments else ROOT / "_build/html")
    file = Path(arguments[1] if len(arguments) > 1 else ROOT / "_build/report.pdf")
    if not (html / "index.html").is_file():
        raise SystemExit(f"{html}: holds no built book; run make book")
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    found = chromium()
    if found is None:
        raise SystemExit("make pdf prints with Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        pdf = printed(html, toc, browser)
        browser.close()
    pdf = lean(pdf)
    part = file.with_suffix(".part")
    part.write_bytes(pdf)
    part.replace(file)
    print(f"{file}: {len(PdfReader(io.BytesIO(pdf)).pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

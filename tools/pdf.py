"""The whole report as one tagged PDF, with contents and page numbers, printed by Chromium.

    python tools/pdf.py [FOLDER] [FILE]

The pages of the built book become one page, whose links lead inside it; it is printed twice, the
second time with the numbers that the first gave.
"""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import sys
import zlib
from html import escape, unescape
from pathlib import Path
from typing import Any

import yaml
from PIL import Image
from playwright.sync_api import sync_playwright
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, NameObject, NumberObject, StreamObject

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("The report", "What only comparison shows", "Behind the report")
"""The parts of the contents that the report consists of; the first page comes before them."""

BAND = "_static/band.svg"
"""The picture over the title: the barcodes of the texts."""

LEFT_OUT = {"notebooks/07_rows", "notebooks/18_ask", "book/data"}
"""Pages that paper does not hold: to search, to ask, and a dictionary that comes with the data."""

_ARTICLE = re.compile(r'<article class="bd-article">(.*?)</article>', re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>|<noscript>.*?</noscript>", re.DOTALL)
_VERSION = re.compile(r"<span data-version>(.*?)</span>")
_H1 = re.compile(r"<h1>(.*?)(?:<a class=\"headerlink\".*?)?</h1>", re.DOTALL)
_HREF = re.compile(r'(<a\b[^>]*?) href="([^"]*)"')
_TAG = re.compile(r"<[^>]+>")

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


def key(name: str) -> str:
    """The id of a page inside the one page."""
    return "p-" + re.sub(r"\W+", "-", name)


def inside(name: str, article: str, names: set[str]) -> str:
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


def whole(html: Path, toc: dict, numbers: dict[str, int]) -> str:
    """The one page; ``numbers`` gives the page of each chapter, once known."""
    listed = chapters(toc)
    names = {name for _, name in listed}
    texts = {name: (html / f"{name}.html").read_text("utf-8") for name in names}
    bodies, entries, before = [], [], ""
    for part, name in listed:
        article = _ARTICLE.search(texts[name])
        heading = _H1.search(article[1]) if article else None
        if article is None or heading is None:
            raise SystemExit(f"{html / name}.html: holds no chapter; run make book")
        title = _TAG.sub("", heading[1]).strip()
        if part != before:
            entries.append(f"</ol><p>{escape(part)}</p><ol>")
            before = part
        number = numbers.get(squeezed(unescape(title)), "")
        entries.append(f'<li><a href="#{key(name)}"><b>{title}</b> <i>{number}</i></a></li>')
        body = inside(name, article[1], names)
        bodies.append(f'<article class="bd-article chapter" id="{key(name)}">{body}</article>')
    first = texts[toc["root"]]
    title = re.search(r'<a class="site-title[^>]*>([^<]*)</a>', first)
    said = re.search(r'<p class="extra_footer">(.*?)</p>', first, re.DOTALL)
    version = _VERSION.search(first)
    sheets = "".join(re.findall(r"<style>(?::root).*?</style>", first, re.DOTALL)[:1])
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


FEW = 16
"""Colours of a picture in the PDF: a pattern has two, and what lies between them."""


def with_few_colours(image: StreamObject) -> None:
    """Store a picture of three bytes a point with one."""
    if image.get("/ColorSpace") != "/DeviceRGB" or image.get("/BitsPerComponent") != 8:
        return
    size = int(image["/Width"]), int(image["/Height"])
    if size[0] * size[1] < 4096:
        return
    picture = Image.frombytes("RGB", size, image.get_data())
    few = picture.quantize(FEW, dither=Image.Dither.NONE)
    palette = bytes(few.getpalette() or [])[: 3 * FEW]
    image[NameObject("/ColorSpace")] = ArrayObject(
        [
            NameObject("/Indexed"),
            NameObject("/DeviceRGB"),
            NumberObject(len(palette) // 3 - 1),
            ByteStringObject(palette),
        ]
    )
    image[NameObject("/Filter")] = NameObject("/FlateDecode")
    image.pop("/DecodeParms", None)
    image._data = zlib.compress(few.tobytes(), 9)


def lean(pdf: bytes) -> bytes:
    """The PDF with each picture once (a pattern of a figure is one at each place that it fills) and
    without the time of its printing.
    """
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    known = writer.metadata or {}
    writer.metadata = {name: value for name, value in known.items() if "Date" not in name}
    for found in writer._objects:
        if isinstance(found, StreamObject) and found.get("/Subtype") == "/Image":
            with_few_colours(found)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    for page in writer.pages:
        page.compress_content_streams()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


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
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        raise SystemExit("make pdf prints with Chromium (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
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

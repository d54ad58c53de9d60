"""A built page as a document to edit and print: docx, slides (pptx), and one printed pack (PDF).

The page is the one source: what changes there changes in every form. docx and pptx are written by
python-docx and python-pptx; ``newscompare.printing`` makes the PDF.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.presentation import Presentation as PresentationType
from pptx.util import Cm as SlideCm
from pptx.util import Pt as SlidePt

from newscompare.errors import InputError
from newscompare.files import write_bytes, write_text

WIDE, PADDING, LETTER, WRITING = 17.4, 0.5, 0.2, 2.6
"""Centimetres: a table, the edges of a cell, a letter of nine points, a column to write in."""

DAY = (2026, 1, 1, 0, 0, 0)
"""The date that files made from a page bear, whenever they are made."""

_PRINTED = re.compile(rb"(/(?:Creation|Mod)Date \()D:\d{14}")
SKIPPED = (
    "a.headerlink, .opening, .handout-print, button, script, style, .cell_input, noscript, "
    ".downloads"
)
"""What belongs to the screen and not to the document."""

PRINT = """
@page { size: A4; margin: 12mm 14mm; }
body { font: 10pt/1.4 Georgia, "Noto Serif", "DejaVu Serif", serif; color: #000; }
h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 12pt; margin: 3mm 0 1mm; }
p { margin: 0 0 2mm; } pre { white-space: pre-wrap; word-break: break-all; }
article:first-child { font-size: 10.1pt; line-height: 1.4; }
h3 { font-size: 11pt; } article { break-after: page; } article:last-child { break-after: auto; }
.page, section.page, .text + .text { break-before: page; }
table { border-collapse: collapse; width: 100%; font-size: 8.7pt; line-height: 1.3;
  margin: 0 0 1.5mm; }
td p { margin: 0; }
td, th { border: 0.4pt solid #777; padding: 0.7mm 1.5mm; text-align: left; vertical-align: top; }
tr { break-inside: avoid; } caption { text-align: left; }
.write { display: inline-block; width: 60mm; border-bottom: 0.5pt solid #000; }
.write.short { width: 20mm; }
.lines, .lines::before, .lines::after { border-bottom: 0.5pt solid #777; }
.lines::before, .lines::after { content: ""; display: block; height: 6.5mm; }
.lines { padding-bottom: 6.5mm; margin: 0 0 2.5mm; }
.lines.two::after, .lines.one::before, .lines.one::after { display: none; }
.source-line { font-size: 8.5pt; } a { color: inherit; text-decoration: none; }
.number { color: #555; font: 8pt sans-serif; }
"""


def article_of(page: Path | str) -> Tag:
    """What a reader reads of a built page. Raises ``InputError`` where it has no article."""
    soup = BeautifulSoup(Path(page).read_text(encoding="utf-8"), "html.parser")
    article = soup.find("article")
    if not isinstance(article, Tag):
        raise InputError(str(page), "holds no article", "build the book first: make book")
    for part in article.select(SKIPPED):
        part.decompose()
    return article


def blocks(article: Tag) -> Iterator[Tag]:
    """Headings, paragraphs, lists' items, terms, lines to type, tables and lines to write on, in
    their order.
    """
    names = {"h1", "h2", "h3", "p", "li", "dt", "dd", "pre", "table"}
    for tag in article.find_all(True):
        if tag.find_parent("table") is not None and tag.name != "table":
            continue
        if (tag.name == "div" and "lines" in (tag.get("class") or [])) or (
            tag.name in names and not (tag.name in {"li", "dd"} and tag.find(["p", "li"]))
        ):
            yield tag


Piece = tuple[str, bool, bool]
"""Words of a block, and whether they are set bold, and in italics."""


def pieces(tag: Tag) -> list[Piece]:
    """The words of a block as they are set, with a line where something is to be written. Space
    stands where the page has some, and between the blocks inside.
    """
    for gap in tag.select("span.write"):
        gap.string = "_" * (8 if "short" in (gap.get("class") or []) else 24)
    found: list[Piece] = []
    block, ended = None, True
    for string in tag.find_all(string=True):
        own = string.find_parent(["p", "li", "dd", "dt", "div", "td", "th"])
        text = re.sub(r"\s+", " ", (" " if own is not block else "") + string)
        text, block = text.lstrip() if ended else text, own
        if text:
            inside = [string.find_parent(names) for names in (["strong", "b"], ["em", "i"])]
            bold, italic = (one is not None and one is not tag for one in inside)
            found.append((text, bold, italic))
            ended = text.endswith(" ")
    if found:
        text, bold, italic = found[-1]
        found[-1] = (text.rstrip(), bold, italic)
    return [piece for piece in found if piece[0]]


def words(tag: Tag) -> str:
    """The words of a block (see ``pieces``)."""
    return "".join(text for text, _, _ in pieces(tag)).strip()


# --- docx


def undated(package: io.BytesIO) -> bytes:
    """A package of files (docx, pptx) in which none says when it was written: a page gives the same
    bytes on any day.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(package) as written, zipfile.ZipFile(out, "w") as made:
        for member in written.infolist():
            plain = zipfile.ZipInfo(member.filename, DAY)
            made.writestr(plain, written.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def undated_pdf(pdf: bytes) -> bytes:
    """A PDF of Chromium with the same date in place of the time at which it was printed."""
    day = "D:{:04}{:02}{:02}{:02}{:02}{:02}".format(*DAY).encode()
    return _PRINTED.sub(rb"\1" + day, pdf)


def write_docx(page: Path | str, out: Path | str) -> None:
    """Write a built page as docx. Raises ``InputError``."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(1.3)
    normal = document.styles["Normal"]
    normal.font.size, normal.paragraph_format.space_after = Pt(10), Pt(3)
    for name, size, before in (("Title", 18, 0), ("Heading 1", 12, 6), ("Heading 2", 11, 4)):
        style = document.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(3)
    for tag in blocks(article_of(page)):
        _add(document, tag)
    buffer = io.BytesIO()
    document.save(buffer)
    write_bytes(undated(buffer), out)


def _add(document: DocumentType, tag: Tag) -> None:
    classes: list[str] = list(tag.get("class") or [])
    parent = tag.find_parent("section")
    starts = tag.name == "h2" and ("page" in classes or _is_page(parent))
    if starts:
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    if tag.name in {"h1", "h2", "h3"}:
        document.add_heading(words(tag), int(tag.name[1]) - 1)
    elif tag.name == "table":
        _add_table(document, tag)
    elif tag.name == "pre":
        typed = document.add_paragraph().add_run(tag.get_text().strip())
        typed.font.name, typed.font.size = "Courier New", Pt(8)
    elif "lines" in classes:
        for _ in range(1 if "one" in classes else 2 if "two" in classes else 3):
            document.add_paragraph("_" * 84)
    elif tag.name == "li" or tag.find_parent("li") is not None:
        numbered = tag.find_parent("ol") is not None
        style = "List Number" if numbered else "List Bullet"
        _set(document.add_paragraph(style=style), pieces(tag))
    elif found := pieces(tag):
        _set(document.add_paragraph(), found, bold=tag.name == "dt")


def _set(paragraph: Paragraph, found: Sequence[Piece], *, bold: bool = False) -> None:
    for text, strong, slanted in found:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or strong, slanted


def _is_page(section: Tag | None) -> bool:
    return section is not None and "page" in (section.get("class") or [])


def _add_table(document: DocumentType, tag: Tag) -> None:
    rows = [[pieces(cell) for cell in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return
    columns = max(map(len, rows))
    table = document.add_table(rows=0, cols=columns, style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, found in zip(cells, row, strict=False):
            _set(cell.paragraphs[0], found, bold=number == 0)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9)
    _repeat_head(table.rows[0]._tr)
    texts = [["".join(text for text, _, _ in cell) for cell in row] for row in rows]
    filled = [row + [""] * (columns - len(row)) for row in texts]
    alike = "tall" in (tag.get("class") or []) or not any(any(row[1:]) for row in filled)
    table.autofit = False
    for n, width in enumerate([WIDE / columns] * columns if alike else widths(filled)):
        table.columns[n].width = Cm(width)
        for cell in table.columns[n].cells:
            cell.width = Cm(width)
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(5)


def widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """The widths in centimetres of the columns of a table, its first row the names: each holds its
    longest word whole, a column to write in at least ``WRITING``; the rest goes to those with most
    to say.
    """
    columns = list(zip(*rows, strict=True))
    least = [
        PADDING + LETTER * max((len(w) for cell in column for w in cell.split()), default=0)
        for column in columns
    ]
    least = [
        one if any(column[1:]) else max(one, WRITING)
        for one, column in zip(least, columns, strict=True)
    ]
    lines = [PADDING + LETTER * min(60, max(map(len, column))) for column in columns]
    wanted = [max(line - one, 0.1) for line, one in zip(lines, least, strict=True)]
    rest = WIDE - sum(least)
    if rest < 0:
        return [WIDE * one / sum(least) for one in least]
    return [one + rest * want / sum(wanted) for one, want in zip(least, wanted, strict=True)]


def _repeat_head(row: object) -> None:
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    properties.append(mark)


# --- Slides


def write_slides(page: Path | str, out: Path | str) -> None:
    """Write a built page as pptx: a slide for each heading of the second level, with the paragraphs
    below it; paragraphs of the class ``say`` become the notes of the speaker. Raises
    ``InputError``.
    """
    show = Presentation()
    show.slide_width, show.slide_height = SlideCm(33.867), SlideCm(19.05)
    article = article_of(page)
    title = article.find("h1")
    opening = show.slides.add_slide(show.slide_layouts[5])
    opening.shapes.title.text = words(title) if isinstance(title, Tag) else ""
    for heading in article.find_all("h2"):
        section = heading.find_parent("section")
        if isinstance(section, Tag):
            _add_slide(show, words(heading), section)
    for number, slide in enumerate(show.slides):
        _place(slide, opening=number == 0)
    buffer = io.BytesIO()
    show.save(buffer)
    write_bytes(undated(buffer), out)


def _add_slide(show: PresentationType, title: str, section: Tag) -> None:
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = title
    tables, notes = section.find_all("table"), []
    top, lines = SlideCm(11.5 if tables else 4), []
    for tag in blocks(section):
        if tag.name == "h2" or (tag.name == "p" and tag.find_parent("li") is not None):
            continue
        if tag.find_parent(class_="say") is not None or "say" in (tag.get("class") or []):
            notes.append(words(tag))
        elif tag.name != "table":
            lines.append(words(tag))
    if lines:
        box = slide.shapes.add_textbox(SlideCm(2), top, SlideCm(29.8), SlideCm(17.5) - top)
        frame = box.text_frame
        frame.word_wrap = True
        size = 40 if sum(map(len, lines)) < 220 else 26 if sum(map(len, lines)) < 420 else 22
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.text = line
            paragraph.font.size = SlidePt(size)
            paragraph.space_after = SlidePt(12)
    for table in tables:
        _add_slide_table(slide, table, SlideCm(4.2))
    slide.notes_slide.notes_text_frame.text = "\n".join(notes)


def _add_slide_table(slide: object, tag: Tag, top: int) -> None:
    rows = [[words(c) for c in row.find_all(["th", "td"])] for row in tag.find_all("tr")]
    rows = [row for row in rows if row]
    columns = max(map(len, rows))
    shape = slide.shapes.add_table(  # type: ignore[attr-defined]
        len(rows), columns, SlideCm(2), top, SlideCm(29.8), SlideCm(1.8 * len(rows))
    )
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            cell = shape.table.cell(r, c)
            cell.text = text
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = SlidePt(16 if len(rows) > 5 else 26)


def _place(slide: object, *, opening: bool) -> None:
    title = slide.shapes.title  # type: ignore[attr-defined]
    top, height = (SlideCm(5.5), SlideCm(6)) if opening else (SlideCm(1), SlideCm(2.6))
    title.left, title.top, title.width, title.height = SlideCm(2), top, SlideCm(29.8), height
    for paragraph in title.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = SlidePt(44), True


# --- The printed pack


def write_pack(pages: Sequence[Path | str], out: Path | str, title: str) -> None:
    """Write several built pages as one HTML file to print, each beginning a page."""
    parts = [f"<article>{article_of(page).decode_contents()}</article>" for page in pages]
    head = f'<meta charset="utf-8"><link rel="icon" href="data:,"><title>{title}</title>'
    head += f"<style>{PRINT}</style>"
    body = f'<html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'
    write_text(f"<!DOCTYPE html>\n{body}\n", out)

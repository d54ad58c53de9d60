"""Everything that a teacher takes away, made from the built book: pages to code on, documents to
edit, slides, questions for learning platforms, one pack to print.
"""

from __future__ import annotations

from pathlib import Path

from newscompare.case.folder import CaseFolder
from newscompare.case.tables import data_folder
from newscompare.hand.web_pages import write_pages
from newscompare.printing import print_pdf
from newscompare.teaching import paper, quizzes
from newscompare.teaching.lms import write_questions

PASSAGES = (("gull-20", "gull-28"), ("northwater-04", "northwater-11"))
"""The passages of the lesson's handout, Part A and Part B."""

DOCUMENTS = ("handout_50", "handout_90", "handout_unit", "key_50", "texts", "lesson_50", "lab_90")
PACK = ("texts", "handout_50", "handout_90", "key_50")
TITLE = "One event, five tellings: texts, handouts and key"


def write_downloads(html: Path | str) -> list[Path]:
    """Write ``coder.html`` and ``room.html`` of the practice event beside the first page of a built
    book, and ``book/downloads/``: docx, pptx, GIFT, QTI, ``pack.html`` and, where Chromium is
    installed, ``pack.pdf``. Returns the files. Raises ``InputError``.
    """
    html = Path(html)
    pages, out = html / "book" / "teach", html / "book" / "downloads"
    written = write_pages(CaseFolder(data_folder() / "practice"), html, passages=PASSAGES)
    for page in sorted(pages.rglob("*.html")):
        name = page.relative_to(pages).with_suffix("")
        if name.name in DOCUMENTS:
            written.append(out / name.with_suffix(".docx"))
            paper.write_docx(page, written[-1])
        elif name.name == "slides_50":
            written.append(out / name.with_suffix(".pptx"))
            paper.write_slides(page, written[-1])
    written += write_questions({name: quizzes.questions(name) for name in quizzes.names()}, out)
    written.append(out / "pack.html")
    paper.write_pack([pages / f"{name}.html" for name in PACK], written[-1], TITLE)
    if print_pdf(out / "pack.html", out / "pack.pdf", finish=paper.undated_pdf):
        written.append(out / "pack.pdf")
    return written

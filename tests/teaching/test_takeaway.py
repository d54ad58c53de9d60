"""What a teacher takes away: documents that say what their pages say, slides for each step, a pack
to print, questions for learning platforms, a lesson in another language.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from pptx import Presentation
from pypdf import PdfReader

from newscompare.case.codebook import read_codebook
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case, load_case
from newscompare.hand import web_pages
from newscompare.teaching import downloads, handouts, lms, paper, quizzes

ROOT = Path(__file__).resolve().parents[2]
TEACH = ROOT / "book" / "teach"
PAGE = """<html><body><article><h1>A sheet<a class="headerlink">#</a></h1>
<p class="handout">Name <span class="write"></span></p><section><h2>Part A</h2>
<p>Read <em>this</em>, then code.</p><ul><li><p>One.</p></li><li><p>Two.</p></li></ul>
<table><tr><th>No.</th><th>Sentence</th></tr><tr><td>1</td><td>She said so.</td></tr></table>
<div class="lines two"></div><p class="say">3 minutes.</p></section>
<section class="page"><h2>Part B</h2><p>More.</p></section></article></body></html>"""


@pytest.fixture(scope="module")
def practice() -> Case:
    return load_case("practice")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "sheet.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_a_page_becomes_a_document(page: Path, tmp_path: Path) -> None:
    paper.write_docx(page, tmp_path / "sheet.docx")
    document = Document(tmp_path / "sheet.docx")
    said = [p.text for p in document.paragraphs if p.text.strip()]
    assert said[:4] == ["A sheet", "Name " + "_" * 24, "Part A", "Read this, then code."]
    assert [p.style.name for p in document.paragraphs if p.text in {"One.", "Two."}] == [
        "List Bullet"
    ] * 2
    assert [[c.text for c in row.cells] for row in document.tables[0].rows] == [
        ["No.", "Sentence"],
        ["1", "She said so."],
    ]
    assert sum(line.startswith("____") for line in said) == 2
    assert document.element.xml.count('w:type="page"') == 1


def test_a_document_sets_words_as_the_page_does(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<article><h1>A</h1><p><strong>One.</strong> <em>More light</em>: “<em>costs little</em>”."
        "</p><ul><li><p><a href='x'><span>Key</span></a>, for\nteachers</p></li></ul></article>",
        encoding="utf-8",
    )
    paper.write_docx(page, tmp_path / "page.docx")
    _, first, second = Document(tmp_path / "page.docx").paragraphs
    assert first.text == "One. More light: “costs little”."
    assert [run.text for run in first.runs if run.bold] == ["One."]
    assert [run.text for run in first.runs if run.italic] == ["More light", "costs little"]
    assert second.text == "Key, for teachers"


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["No.", "Sentence", "Symbol", "Strategy", "Words that show it"],
            ["1", "Long. " * 9, *[""] * 3],
        ],
        [["", "Not yet (0)", "Strong (2)"], ["Agreement", "no count " * 9, "says why " * 20]],
        [["No.", "Sentence", "Whose claim"], ["1", "And so on. " * 20, "source"]],
    ],
)
def test_no_word_of_a_table_breaks(rows: list[list[str]]) -> None:
    widths = paper.widths(rows)
    assert sum(widths) == pytest.approx(paper.WIDE)
    for width, column in zip(widths, zip(*rows, strict=True), strict=True):
        longest = max((len(word) for cell in column for word in cell.split()), default=0)
        assert width >= paper.PADDING + paper.LETTER * longest
        if not any(column[1:]):
            assert width >= paper.WRITING


def test_a_page_becomes_slides_with_notes(page: Path, tmp_path: Path) -> None:
    paper.write_slides(page, tmp_path / "sheet.pptx")
    first, second, third = Presentation(tmp_path / "sheet.pptx").slides
    assert [s.shapes.title.text for s in (first, second, third)] == ["A sheet", "Part A", "Part B"]
    assert second.notes_slide.notes_text_frame.text == "3 minutes."
    assert any(shape.has_table for shape in second.shapes)
    assert "Read this, then code." in " ".join(
        s.text_frame.text for s in second.shapes if s.has_text_frame
    )


def test_the_same_page_gives_the_same_files_on_any_day(page, tmp_path, monkeypatch) -> None:
    made = []
    for day in (0.0, 90_000_000.0):
        monkeypatch.setattr(time, "time", lambda day=day: 1_700_000_000.0 + day)
        paper.write_docx(page, tmp_path / "sheet.docx")
        paper.write_slides(page, tmp_path / "sheet.pptx")
        made.append(
            [(tmp_path / name).read_bytes() for name in ("sheet.docx", "sheet.pptx")]
            + [lms.qti({})]
        )
    assert made[0] == made[1]
    days = (b"/CreationDate (D:20261126035722+00'00')", b"/ModDate (D:20270101000000+00'00')")
    assert len({paper.undated_pdf(one).partition(b"(")[2] for one in days}) == 1


def test_the_slides_are_the_steps_of_the_plan() -> None:
    plan = re.findall(r"^\| (\d+) minutes \|", (TEACH / "lesson_50.md").read_text("utf-8"), re.M)
    slides = (TEACH / "slides_50.md").read_text(encoding="utf-8")
    said = re.findall(r"^\{\.say\}\n(\d+) minutes", slides, re.MULTILINE)
    assert said == plan
    assert sum(map(int, said)) == 50
    titles = {
        re.search(r'^title: "(.+)"$', path.read_text("utf-8"), re.M)[1]
        for path in (ROOT / "data/practice/articles").glob("*.md")
        if path.stem in {"gull", "northwater"}
    }
    assert all(title in slides for title in titles), "headlines of the texts that are handed out"


def test_everything_lies_beside_the_book(built_book: Path) -> None:
    folder = built_book / "book" / "downloads"
    names = {path.name for path in folder.rglob("*") if path.is_file()}
    assert {f"{name}.docx" for name in downloads.DOCUMENTS} <= names
    assert {"slides_50.pptx", "pack.html", "questions.gift.txt", "questions.qti.zip"} <= names
    assert (folder / "ru" / "handout_50.docx").is_file()
    linked = re.findall(r'"downloads/([\w.]+)"', (ROOT / "book/teach.md").read_text("utf-8"))
    assert len(linked) >= 9
    assert set(linked) - {"pack.pdf"} <= names
    table = Document(folder / "handout_50.docx").tables
    assert any("He shook every hand" in c.text for t in table for r in t.rows for c in r.cells)
    made = web_pages.pages(CaseFolder(ROOT / "data/practice"), passages=downloads.PASSAGES)
    for name, html in made.items():
        assert (built_book / f"{name}.html").read_text(encoding="utf-8") == html


def test_nothing_of_a_sheet_is_lost_in_its_document(built_book: Path) -> None:
    """Every paragraph, cell and line to type, the button to print apart."""
    for name in ("handout_50", "handout_90", "handout_unit", "key_50", "lab_90", "lesson_50"):
        said = paper.article_of(built_book / "book/teach" / f"{name}.html").get_text(" ")
        document = Document(built_book / "book/downloads" / f"{name}.docx")
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        whole = " ".join([*(p.text for p in document.paragraphs), *cells])
        held, words = (set(re.findall(r"[^\W_]+", text)) for text in (whole, said))
        assert not words - held, (name, sorted(words - held)[:5])


def test_each_handout_to_edit_is_two_pages(built_book: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice on this machine (Debian: apt-get install libreoffice-writer)")
    folder, copies = built_book / "book" / "downloads", []
    for name in ("handout_50", "handout_90", "handout_unit", "key_50", "ru/handout_50"):
        copies.append(tmp_path / f"{name.replace('/', '_')}.docx")
        shutil.copy(folder / f"{name}.docx", copies[-1])
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, copies)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    pages = {c.stem: len(PdfReader(c.with_suffix(".pdf")).pages) for c in copies}
    assert set(pages.values()) == {2}, pages


def test_the_pack_holds_texts_handouts_and_key(built_book: Path) -> None:
    path = built_book / "book" / "downloads" / "pack.pdf"
    if not path.is_file():
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    pages = [" ".join(p.extract_text().split()) for p in PdfReader(path).pages]
    whole = " ".join(pages)
    for words in ("Six texts to read", "Strait Roundup", "Symbol or strategy?", "Key to the"):
        assert words in whole
    assert "Nobody, as far as this roundup can see" in whole
    assert len(pages) == 12, "a page a text, two a handout"


def test_each_text_is_a_page_to_open_and_to_code(built_book: Path, practice: Case) -> None:
    whole = (built_book / "book/teach/texts.html").read_text("utf-8")
    units = CaseFolder(practice.folder).read_units()
    for name, label in practice.labels.items():
        page = built_book / "book/teach/texts" / f"{name}.html"
        html = page.read_text(encoding="utf-8")
        own = units[units["article"] == name]
        assert f"<h1>{label}" in html
        assert set(re.findall(r'class="number" id="([\w-]+)"', html)) == set(own["id"])
        first, count = re.search(r'"([./]+)coder\.html\?from=([\w-]+)&amp;n=(\d+)', html).groups()[
            1:
        ]
        codable = own[own["zone"] != "subhead"]
        assert (first, int(count)) == (codable["id"].iloc[0], len(codable))
        assert (page.parent / "../../../coder.html").resolve() == (
            built_book / "coder.html"
        ).resolve()
        anchor = label.lower().replace(" ", "-")
        assert f'id="{anchor}"' in whole, "links to the old sections still lead there"
        assert f'href="texts/{name}.html"' in whole


# --- Questions


@pytest.fixture(scope="module")
def questions() -> dict:
    return {name: quizzes.questions(name) for name in quizzes.names()}


def test_gift_has_every_question_with_one_right_answer(questions: dict) -> None:
    text = lms.gift(questions)
    blocks = re.findall(r"^::.+?^\}", text, re.MULTILINE | re.DOTALL)
    assert len(blocks) == sum(map(len, questions.values()))
    for block in blocks:
        assert len(re.findall(r"^=", block, re.MULTILINE)) == 1
        assert len(re.findall(r"^~", block, re.MULTILINE)) >= 1
    assert lms.gift({"x": [{"question": "a = {b}: c?", "answers": []}]}).count("\\") == 4


def test_qti_is_a_package_that_platforms_read(questions: dict) -> None:
    package = zipfile.ZipFile(io.BytesIO(lms.qti(questions)))
    assert set(package.namelist()) == {"imsmanifest.xml", "questions.xml"}
    space = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
    items = ET.fromstring(package.read("questions.xml")).iter(f"{space}item")
    asked = [question for own in questions.values() for question in own]
    for item, question in zip(items, asked, strict=True):
        right = [
            c.find(f"{space}conditionvar/{space}varequal").text
            for c in item.iter(f"{space}respcondition")
            if c.find(f"{space}setvar") is not None
        ]
        labels = {
            label.get("ident"): label.find(f"{space}material/{space}mattext").text
            for label in item.iter(f"{space}response_label")
        }
        assert [labels[r] for r in right] == [
            a["answer"] for a in question["answers"] if a["correct"]
        ]
    assert lms.qti(questions) == lms.qti(questions)


MANY = {"question": "Which <two> & more?", "answers": [
    {"answer": "One", "correct": True, "feedback": "Yes = {right}."},
    {"answer": "Two", "correct": True},
    {"answer": "Three ~ none", "correct": False, "feedback": "No: it is #3."},
]}  # fmt: skip


def test_qti_keeps_to_the_published_definition(questions: dict) -> None:
    definition = etree.DTD(str(ROOT / "tests/fixtures/lms/qti_1p2.dtd"))
    package = zipfile.ZipFile(io.BytesIO(lms.qti({**questions, "many_x": [MANY]})))
    tree = etree.fromstring(package.read("questions.xml"))
    assert definition.validate(tree), definition.error_log.filter_from_errors()
    space = {"q": tree.nsmap[None]}
    for item in tree.iterfind(".//q:item", space):
        labels = {one.get("ident") for one in item.iterfind(".//q:response_label", space)}
        lid = item.find(".//q:response_lid", space)
        for one in item.iterfind(".//q:varequal", space):
            assert (one.get("respident"), one.text in labels) == (lid.get("ident"), True)
        shown = {one.get("linkrefid") for one in item.iterfind(".//q:displayfeedback", space)}
        told = item.findall("q:itemfeedback", space)
        assert shown == {one.get("ident") for one in told}
        assert all(one.findtext(".//q:mattext", None, space) for one in told)
    many = tree.findall(".//q:item", space)[-1]
    assert many.get("title") == "many x 1"
    assert many.find(".//q:response_lid", space).get("rcardinality") == "Multiple"
    last = many.findall(".//q:respcondition", space)[-1].find("q:conditionvar/q:and", space)
    assert [one.tag.split("}")[1] for one in last] == ["varequal", "varequal", "not"]
    manifest = etree.fromstring(package.read("imsmanifest.xml"))
    assert [child.tag.split("}")[1] for child in manifest] == [
        *("metadata", "organizations", "resources")
    ]
    assert manifest.find(".//{*}file").get("href") in package.namelist()


def gift_choices(block: str) -> list[tuple[str, str, str]]:
    """Mark, answer and feedback of each choice, read by the rules of the format."""
    found = re.findall(
        r"^([=~](?:%-?[\d.]+%)?)((?:\\.|[^#\n\\])*)#((?:\\.|[^\n\\])*)$", block, re.M
    )
    return [(m, *(re.sub(r"\\(.)", r"\1", part) for part in rest)) for m, *rest in found]


def test_gift_says_what_the_questions_say(questions: dict) -> None:
    text = lms.gift({**questions, "many_x": [MANY]})
    blocks = re.findall(r"^::(.+?)::(.+?)(?<!\\)\{\n(.+?)^\}", text, re.MULTILINE | re.DOTALL)
    asked = [q for own in questions.values() for q in own] + [MANY]
    assert len({title for title, _, _ in blocks}) == len(asked)
    for (_, stem, body), question in zip(blocks, asked, strict=True):
        assert re.sub(r"\\(.)", r"\1", stem) == f"[plain]{question['question']}"
        said = [(a, f) for _, a, f in gift_choices(body)]
        assert said == [(a["answer"], a.get("feedback", "")) for a in question["answers"]]
        marks = [float(m.strip("~%")) if "%" in m else m for m, _, _ in gift_choices(body)]
        right = [m for m, a in zip(marks, question["answers"], strict=True) if a["correct"]]
        assert right == ["="] or sum(right) == pytest.approx(100)
    assert "$CATEGORY: One event, five tellings/many x\n" in text


# --- Another language


def test_the_translation_is_whole_and_says_what_it_is(practice: Case) -> None:
    ru = handouts.translated(practice, "ru")
    codebook = read_codebook(practice.folder / "codebook.yml")
    assert set(ru["indicators"]) == set(codebook.indicators)
    assert set(ru["frames"]) == set(codebook.frames)
    for first, last in downloads.PASSAGES:
        units = handouts.passage(practice, first, last)["sentence"]
        assert set(units) <= set(ru["units"])
        there = handouts.passage(practice, first, last, units=ru["units"])["text"]
        assert all(re.search("[а-я]", text) for text in there)
    for name in ("lesson_50", "handout_50"):
        text = (TEACH / "ru" / f"{name}.md").read_text(encoding="utf-8")
        assert "ашинный перевод" in text
        assert "не проверен" in text
    plan = re.findall(r"^\| (\d+) минут", (TEACH / "ru/lesson_50.md").read_text("utf-8"), re.M)
    assert plan == re.findall(
        r"^\| (\d+) minutes", (TEACH / "lesson_50.md").read_text("utf-8"), re.M
    )
    assert len(handouts.signs_in(ru, codebook).columns) == 2
    table = handouts.examples_table(codebook, ru)
    assert list(table.columns) == ["Sentence", "Символ", "Стратегия"]
    assert all(re.search("[а-я]", text) for text in table["Sentence"])


def shape(page: Path) -> dict[str, int]:
    """How much of each kind a page holds."""
    kinds = {
        "lines": "class=.lines",
        "tables": "show_table|^\\| --- ",
        "misreadings": "^: ",
        "variants": r"\([12]\) ",
        "questions": "^- .+\\?$",
        "rubric": r"^\|(?: [^|]+\|){5}$",
    }
    text = page.read_text(encoding="utf-8")
    return {name: len(re.findall(kind, text, re.MULTILINE)) for name, kind in kinds.items()}


def test_the_translated_sheet_asks_what_the_sheet_asks() -> None:
    sheet, own = (shape(TEACH / part / "handout_50.md") for part in ("", "ru"))
    assert own["tables"] == sheet["tables"] == 5
    assert own["lines"] >= sheet["lines"]
    lesson, own = (shape(TEACH / part / "lesson_50.md") for part in ("", "ru"))
    for name in ("misreadings", "variants", "rubric"):
        assert own[name] == lesson[name] > 0, name
    assert own["questions"] >= 4

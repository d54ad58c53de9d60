"""Files dropped on the room page are read as ``newscompare agree`` reads them: CSV in any encoding,
workbooks, several coders in one; what cannot be read is named.
"""

from __future__ import annotations

import base64
import io
import random
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from messy import (
    CODERS,
    FOLDER,
    HEADER,
    UNITS,
    coded_rows,
    numbers,
    save,
    text_of,
    truth_of,
    write_messy,
)
from watching import watched

from newscompare.case.codebook import read_codebook
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.case.tables import Case
from newscompare.errors import InputError
from newscompare.hand import web_pages
from newscompare.hand.collecting import matched
from newscompare.hand.handed_in import read_file
from newscompare.hand.sheets import write_sheet

pytestmark = pytest.mark.xdist_group("coder_page")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

CODES = """[...state.sheets.values()].map(s => [s.name, Object.fromEntries(Object.entries(s.codes)
    .map(([id, c]) => [id, [...BOOK.frames.map(f => Number(c.frames.includes(f))),
                            c.signs.join(';'), c.voice]]))])"""
"""Of every coder in the room: name, and unit to its frames, signs and voice."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    web_pages.write_pages(CaseFolder(FOLDER), folder)
    return folder


@pytest.fixture(scope="module")
def rows(practice: Case) -> list[list[str]]:
    return coded_rows(practice)


@pytest.fixture
def page(browser, made: Path) -> Iterator[playwright.Page]:
    """The room page; fails the test where it asks for anything or logs an error."""
    with watched(browser) as one:
        one.goto((made / "room.html").as_uri())
        yield one


def drop(page, files: list[Path]) -> dict[str, dict[str, list]]:
    """Hand files in; each coder's codes."""
    packed = [(f.name, base64.b64encode(f.read_bytes()).decode()) for f in files]
    page.evaluate(
        """packed => handIn(() => addFiles(packed.map(([name, bytes]) =>
            new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name))))""",
        packed,
    )
    return dict(page.evaluate(CODES))


def report(page) -> str:
    return page.locator("#report").inner_text()


def test_every_messy_sheet_is_read_as_meant(page, practice: Case, rows, tmp_path: Path) -> None:
    write_messy(tmp_path, rows)
    found = drop(page, sorted(tmp_path.iterdir()))
    assert set(found) == CODERS - {"libreoffice_xls"}
    assert "libreoffice_xls.xls is a workbook that this page cannot open" in report(page)
    truth = truth_of(practice)
    for coder, codes in found.items():
        assert {u: tuple(c[:2]) for u, c in codes.items()} == truth, coder
    signs = {u: found["plus"][u][2] for u in UNITS}
    assert any(signs.values())
    for coder in ("Mia", "Noah", "libreoffice_xlsx", "libreoffice_ods"):
        assert {u: found[coder][u][2] for u in UNITS} == signs


def inline_strings(path: Path, rows: list[list[str]]) -> None:
    """As tools on a server write a workbook: no shared strings, no places of cells, rows left
    out.
    """
    book = openpyxl.Workbook(write_only=True)
    book.create_sheet("empty")
    sheet = book.create_sheet("codes")
    sheet.append([])
    for row in rows:
        sheet.append(row)
    book.save(path)


def without_places(path: Path) -> None:
    """Take the attribute ``r`` from every row and cell."""
    packed = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        for name in packed.namelist():
            raw = packed.read(name)
            if "worksheets/" in name:
                raw = re.sub(rb'(<(?:c|row)\b[^>]*?) r="[A-Z0-9]+"', rb"\1", raw)
            out.writestr(name, raw)


def test_workbooks_as_programs_write_them(page, practice: Case, rows, tmp_path: Path) -> None:
    inline_strings(tmp_path / "ana.xlsx", [HEADER, *numbers(rows)])
    inline_strings(tmp_path / "ben.xlsx", [HEADER, *numbers(rows)])
    without_places(tmp_path / "ben.xlsx")
    write_sheet(CaseFolder(FOLDER), "cem", tmp_path / "cem.xlsx", masked=True)
    write_sheet(CaseFolder(FOLDER), "dara", tmp_path / "dara.xlsx")
    truth = truth_of(practice)
    texts = {row[0]: row[2] for row in rows}
    for name in ("cem", "dara"):
        book = openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
        for row in book["sheet"].iter_rows(min_row=2):
            unit = next((u for u in UNITS if texts[u] == row[2].value), None)
            if unit and (name == "cem" or row[0].value == unit):
                row[3].value, row[4].value = truth[unit]
        book.save(tmp_path / f"{name}.xlsx")
    found = drop(page, sorted(tmp_path.iterdir()))
    assert sorted(found) == ["ana", "ben", "cem", "dara"]
    for name in found:
        own = {u: tuple(c[:2]) for u, c in found[name].items()}
        assert {u: own[u] for u in UNITS} == truth
    assert set(found["dara"]) == set(UNITS)


def test_what_cannot_be_read_is_named_and_the_rest_counts(page, rows, tmp_path: Path) -> None:
    bad = [list(row) for row in rows]
    bad[0][3], bad[1][5] = "perhaps", "S1+Q9"
    bad[2][0], bad[2][2] = "ledger-99", "A sentence of another text."
    bad[3] += ["one", "more"]
    save(tmp_path / "ana.xlsx", {"Sheet1": [HEADER, *bad]})
    (tmp_path / "ben.csv").write_text(text_of(rows), encoding="utf-8")
    (tmp_path / "open.csv").write_text(text_of(rows) + 'gull-29,body,"open\n', encoding="utf-8")
    (tmp_path / "locked.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "cut.xlsx").write_bytes((tmp_path / "ana.xlsx").read_bytes()[:2000])
    (tmp_path / "essay.docx").write_bytes(b"PK\3\4")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "~$ana.xlsx").write_bytes(b"lock")
    blank = [[*row[:3], "", "", "", "", ""] for row in rows]
    save(tmp_path / "blank.xlsx", {"Sheet1": [HEADER, *blank]})
    found = drop(page, sorted(tmp_path.iterdir()))
    assert sorted(found) == ["ana", "ben"]
    assert set(found["ana"]) == set(UNITS) - {UNITS[0], UNITS[2], UNITS[3]}
    said = report(page)
    for words in (
        "ana (ana.xlsx), set aside: line 2, symbolic: “perhaps”; line 3, indicators: “Q9”; "
        "line 5: more cells than the header; line 4: “ledger-99” is no sentence of this event",
        "open.csv is not readable as CSV: in line 11 a quotation mark is left open",
        "blank (blank.xlsx) holds no sentence with a code under each frame",
        "~$ana.xlsx was left by the system",
        "Added: 2 sheets",
    ):
        assert words in said
    for name in ("locked.xlsx", "cut.xlsx", "essay.docx"):
        assert f"{name} is a workbook that this page cannot open" in said
    for name in ("photo.png", "empty.csv"):
        assert f"{name} is no sheet of this event" in said


def test_marks_without_a_no_are_told(page, rows, tmp_path: Path) -> None:
    marks = [[*row[:3], "x" if n < 2 else "", "", "", "", ""] for n, row in enumerate(rows)]
    (tmp_path / "ana.csv").write_text(text_of(marks, ";"), encoding="cp1252")
    assert drop(page, [tmp_path / "ana.csv"]) == {}
    assert "7 sentences without a mark count as not coded" in report(page)
    both = [[*row[:3], "x", "x" if n else "", "", "", ""] for n, row in enumerate(rows[:2])]
    (tmp_path / "ben.csv").write_text(text_of(both), encoding="utf-8")
    found = drop(page, [tmp_path / "ben.csv"])["ben"]
    assert [found[u][:2] for u in UNITS[:2]] == [[1, 0], [1, 1]]


def test_the_saved_room_comes_back_as_the_same_coders(page, rows, tmp_path: Path) -> None:
    save(tmp_path / "two.xlsx", {n: [HEADER, *numbers(rows)] for n in ("Ana", "=1+1")})
    first = drop(page, [tmp_path / "two.xlsx"])
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "room.csv")
    page.evaluate("state.sheets.clear()")
    assert drop(page, [tmp_path / "room.csv"]) == first
    assert set(first) == {"Ana", "=1+1"}


# --- Against the reader of the package

CELLS = [
    "1",
    "0",
    "",
    "",
    "x",
    "Ja",
    "nein",
    "1?",
    "?",
    "maybe",
    "✔️",
    "–",
    "1,0",
    " 0 ",
    "да",
    "(1)",
]
SIGNS = ["", "-", "S1", "s2;t1", "S1+T3", "Т1", "Q9", "S1 and T2", "none", "S1;S1"]
VOICES = ["", "-", "outlet", "Source?", "both", "aunt", "издание"]
SEEN = ["", "", "x", "no", "0", "read"]


def odd_sheet(chance: random.Random, rows: list[list[str]]) -> list[list[str]]:
    """A sheet whose cells are drawn from what people write, with columns in any order."""
    header = ["unit", "zone", "text", "symbolic", "strategic", "indicators", "voice", "seen"]
    columns = chance.sample(header[1:], 7)
    columns = [c for c in columns if c in {"symbolic", "strategic"} or chance.random() < 0.8]
    columns.insert(chance.randint(0, len(columns)), "unit")
    drawn = [CELLS[: chance.randint(1, len(CELLS))] for _ in range(2)]
    out = [[chance.choice([c, c.title(), f" {c}: "]) for c in columns]]
    for row in chance.sample(rows, chance.randint(1, len(rows))):
        unit = chance.choice([row[0], row[0], row[0].replace("-", " ").upper(), "ledger-99", ""])
        cell = {"unit": unit, "zone": chance.choice(["body", "", "subhead"]), "text": row[2]}
        cell |= {f: chance.choice(d) for f, d in zip(HEADER[3:5], drawn, strict=True)}
        cell |= {"indicators": chance.choice(SIGNS), "voice": chance.choice(VOICES)}
        cell["seen"] = chance.choice(SEEN)
        out.append([cell[c] for c in columns])
        if chance.random() < 0.1:
            out.append(list(out[-1]))
        if chance.random() < 0.05:
            out[-1].append("more")
    return out


def by_package(path: Path, units, codebook) -> dict[str, list]:
    """The codes that the class notebook takes from a file, as the room page gives them."""
    try:
        found = [matched(sheet, units)[0] for sheet, _ in read_file(path, codebook)]
    except InputError:
        return {}
    codes = {}
    for row in found[0].rows if found else []:
        if all(v is not None for v in row.codes.values()):
            voice = row.voice if any(row.codes.values()) and row.voice not in {None, "-"} else ""
            codes[row.unit] = [*row.codes.values(), ";".join(row.indicators), voice]
    return codes


def test_odd_sheets_are_read_as_the_package_reads_them(
    page, practice: Case, rows, tmp_path: Path
) -> None:
    chance = random.Random(19)
    units = practice.sentences[practice.sentences["zone"] != SUBHEAD].set_index("id")
    codebook = read_codebook(practice.folder / "codebook.yml")
    for n in range(150):
        text = text_of((grid := odd_sheet(chance, rows))[1:], header=grid[0])
        (tmp_path / f"s{n:03}.csv").write_text(text, encoding="utf-8")
    files = sorted(tmp_path.iterdir())
    found = drop(page, files)
    expected = {f.stem: codes for f in files if (codes := by_package(f, units, codebook))}
    assert 60 < len(expected) < 150
    for name in sorted({*expected, *found}):
        assert found.get(name) == expected.get(name), (tmp_path / f"{name}.csv").read_text("utf-8")


# --- How files come


def test_files_and_folders_dropped_anywhere_on_the_page(page, rows) -> None:
    text = text_of(rows)
    page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.items.add(new File([text], "ana.csv"));
            data.items.add(new File([text], "ben.csv"));
            document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
        }""",
        text,
    )
    playwright.expect(page.locator("#count")).to_have_text("2 sheets in")
    names = page.evaluate(
        """async text => {
            const file = name => ({isFile: true, file: yes => yes(new File([text], name))});
            const folder = (...inside) => ({isDirectory: true, createReader: () => {
                const parts = [inside.slice(0, 1), inside.slice(1), []];
                return {readEntries: yes => yes(parts.shift())};
            }});
            const sheets = folder(file("cem.csv"), folder(file("dara.csv")), file(".DS_Store"));
            const items = [sheets, file("emil.csv")].map(e => ({webkitGetAsEntry: () => e}));
            await handIn(async () => addFiles(await dropped(items, [])));
            return [...state.sheets.values()].map(s => s.name).sort();
        }""",
        text,
    )
    assert names == ["ana", "ben", "cem", "dara", "emil"]
    assert ".DS_Store was left by the system" in report(page)


def test_the_newer_of_two_sheets_counts(page, rows) -> None:
    """Whatever the order in which a system hands the files over."""
    old, new = (text_of([[*row[:3], code, "0", *row[5:]] for row in rows]) for code in "10")
    found = page.evaluate(
        """async ([old, young]) => {
            const made = (text, name, when) => new File([text], name, {lastModified: when});
            const files = [made(young, "ana (1).csv", 2000), made(old, "ana.csv", 1000)];
            await handIn(() => addFiles(files));
            return [...state.sheets.values()]
                .map(s => Object.values(s.codes).map(c => c.frames.length));
        }""",
        [old, new],
    )
    assert found == [[0] * len(rows)]
    assert "Handed in again, the newer sheet counts: 1 sheet" in report(page)

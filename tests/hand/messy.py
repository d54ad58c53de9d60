"""Sheets as people have them: the passage of the practice event, coded as in the reference, saved
in as many ways as text editors, openpyxl and LibreOffice have.
"""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl

from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "data" / "practice"
SAVED = ROOT / "tests" / "fixtures" / "sheets"
UNITS = [f"gull-{n}" for n in range(20, 29)]
HEADER = ["unit", "zone", "text", "symbolic", "strategic", "indicators", "voice", "note"]


def truth_of(practice: Case) -> dict[str, tuple[int, int]]:
    """Each unit of the passage with the two frames of the reference."""
    reference = practice.frames[practice.frames["coder"] == "reference"].set_index("sentence")
    return {
        u: (int(reference.loc[u, "symbolic"]), int(reference.loc[u, "strategic"])) for u in UNITS
    }


def coded_rows(practice: Case) -> list[list[str]]:
    """The passage, coded as in the reference, in the columns of ``HEADER``."""
    truth = truth_of(practice)
    texts = CaseFolder(FOLDER).read_units().set_index("id")["text"]
    signs = practice.frames[practice.frames["coder"] == "reference"].set_index("sentence")
    return [
        [u, "body", texts[u], *map(str, truth[u]), signs.loc[u, "indicators"] or "-", "", ""]
        for u in UNITS
    ]


def text_of(rows: list[list[str]], mark: str = ",", end: str = "\r\n", header=HEADER) -> str:
    cells = [[f'"{c}"' if mark in c or '"' in c else c for c in row] for row in [header, *rows]]
    return end.join(mark.join(row) for row in cells) + end


def said(rows: list[list[str]], yes: str, no: str) -> list[list[str]]:
    word = {"1": yes, "0": no}
    return [[*row[:3], word[row[3]], word[row[4]], *row[5:]] for row in rows]


def save(path: Path, grids: dict[str, list[list[object]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, grid in grids.items():
        sheet = book.create_sheet(name)
        for row in grid:
            sheet.append(row)
    book.save(path)


def numbers(rows: list[list[str]]) -> list[list[object]]:
    return [[*row[:3], int(row[3]), int(row[4]), *row[5:]] for row in rows]


def spoken(rows: list[list[str]]) -> str:
    return text_of(said(rows, "да", "нет"), ";")


EDITORS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "comma.csv": lambda r: text_of(r).encode(),
    "with_mark.CSV": lambda r: codecs.BOM_UTF8 + text_of(r).encode(),
    "semicolon.csv": lambda r: text_of(r, ";").encode("cp1252"),
    "tab.tsv": lambda r: text_of(r, "\t", "\n").encode(),
    "unicode_text.txt": lambda r: codecs.BOM_UTF16_LE + text_of(r, "\t").encode("utf-16-le"),
    "old_mac.csv": lambda r: text_of(r, end="\r").encode("mac_roman"),
    "cyrillic.csv": lambda r: spoken([[*x[:7], "сомнение, не уверен"] for x in r]).encode("cp1251"),
    "told.csv": lambda r: ("sep=;\r\n" + text_of(r, ";")).encode(),
    "x_and_0.csv": lambda r: text_of(said(r, "x", "0")).encode(),
    "ja_nein.csv": lambda r: text_of(said(r, "Ja", "nein ")).encode(),
    "ticks.csv": lambda r: text_of(said(r, "✔️", "–")).encode(),
    "wahr.csv": lambda r: text_of(said(r, "WAHR", "FALSCH"), ";").encode(),
    "in_doubt.csv": lambda r: text_of(said(r, "1?", "0")).encode(),
    "seen.csv": lambda r: text_of(
        [[*x, "x"] for x in said(r, "x", "")], header=[*HEADER, "Seen"]
    ).encode(),
    "typed_ids.csv": lambda r: text_of(
        [[x[0].replace("gull-", "Gull "), *x[1:]] for x in reversed(r)]
    ).encode(),
    "lost_ids.csv": lambda r: text_of([[f"{n}.", *x[1:]] for n, x in enumerate(r)]).encode(),
    "plus.csv": lambda r: text_of([[*x[:5], x[5].replace(";", " + "), *x[6:]] for x in r]).encode(),
    "own_names.csv": lambda r: (
        "Coding of the Gull,,,,,,,,\r\n\r\n"
        + text_of(
            [[*x, "who knows"] for x in r],
            header=[
                "ID",
                "Zone",
                "Sentence",
                "Symbol",
                "Strategy",
                "Signs",
                "Voice",
                "Comments",
                "Mood",
            ],
        )
    ).encode(),
    "class (1).csv": lambda r: text_of(r).replace(UNITS[0], "gull-20", 1).encode(),
}
"""As a text editor, or a spreadsheet that exports text, may save the passage."""


def write_messy(folder: Path, rows: list[list[str]]) -> None:
    """Every sheet into a folder; the coders are ``CODERS``."""
    for name, write in EDITORS.items():
        (folder / name.replace("class (1)", "second (1)")).write_bytes(write(rows))
    for path in SAVED.iterdir():
        stem = path.suffix[1:] if path.stem == "saved" else path.stem
        shutil.copy(path, folder / f"libreoffice_{stem}{path.suffix}")
    save(folder / "numbers.xlsx", {"Sheet1": [HEADER, *numbers(rows)], "Sheet2": [["mine"]]})
    yes_no = [[*x[:3], x[3] == "1", x[4] == "1", *x[5:]] for x in rows]
    save(folder / "booleans.xlsx", {"Tabelle1": [[], ["Klasse 7b"], HEADER, *yes_no]})
    save(
        folder / "by_frame_and_name.xlsx",
        {
            "all": [
                [
                    "unit",
                    "text",
                    "Lea: symbolic",
                    "Lea: strategic",
                    "symbolic_Tom",
                    "strategic_Tom",
                ],
                *([x[0], x[2], int(x[3]), int(x[4]), int(x[3]), int(x[4])] for x in rows),
            ]
        },
    )
    save(
        folder / "a_worksheet_each.xlsx",
        {name: [HEADER, *numbers(rows)] for name in ("Иван", "Aigerim")},
    )
    save(
        folder / "signs_in_cells.xlsx",
        {"Tabelle1": [["unit", "Mia", "Noah"], *([x[0], x[5], x[5].lower()] for x in rows)]},
    )
    form = [["Timestamp", "Name", *HEADER]]
    form += [["2026-11-26", name, *x] for name in ("Olga", "Pia") for x in rows]
    save(folder / "form.xlsx", {"Form Responses 1": form})


CODERS = {
    *(Path(n).stem for n in EDITORS if "(1)" not in n),
    "second",
    *(f"libreoffice_{kind}" for kind in ("ods", "xls", "xlsx", "csv")),
    *("numbers", "booleans", "Lea", "Tom", "Иван", "Aigerim", "Mia", "Noah", "Olga", "Pia"),
    *("Ana", "Zoë"),
}

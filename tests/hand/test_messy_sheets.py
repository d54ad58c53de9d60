"""Sheets as they come: saved by LibreOffice, openpyxl and text editors in as many ways as people
have, each read as meant; every file of the folder is accounted for.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from messy import (
    CODERS,
    HEADER,
    UNITS,
    coded_rows,
    numbers,
    said,
    save,
    text_of,
    truth_of,
    write_messy,
)

from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case
from newscompare.cli import main
from newscompare.hand import classroom
from newscompare.hand.sheets import is_coder, read_sheet, write_sheet
from newscompare.measures import classroom as measures


@pytest.fixture(scope="module")
def truth(practice: Case) -> dict[str, tuple[int, int]]:
    return truth_of(practice)


@pytest.fixture(scope="module")
def rows(practice: Case) -> list[list[str]]:
    return coded_rows(practice)


@pytest.fixture(scope="module")
def messy(tmp_path_factory: pytest.TempPathFactory, rows) -> Path:
    folder = tmp_path_factory.mktemp("messy")
    write_messy(folder, rows)
    return folder


def test_each_messy_sheet_is_read_as_meant(practice: Case, messy: Path, truth) -> None:
    room = classroom.read_room(practice, messy)
    assert len(list(messy.iterdir())) >= 25
    assert room.refused == ()
    assert set(measures.coders(room.frames)) == CODERS
    own = room.frames[room.frames["coder"] != "reference"]
    for coder, part in own.groupby("coder"):
        codes = {r.sentence: (r.symbolic, r.strategic) for r in part.itertuples()}
        assert codes == truth, coder
    table = classroom.sheets_read(room).set_index("Coder")
    assert "in doubt" in table.loc["in_doubt", "Note"]
    assert set(classroom.sheets_read(room)["File"]) == {path.name for path in messy.iterdir()}
    assert (measures.agreement_by_code(room.frames)["alpha"].dropna() == 1).all()
    signs = own[own["coder"].isin(["plus", "Mia", "libreoffice_xls"])]
    assert signs.groupby("coder")["indicators"].agg(tuple).nunique() == 1


def test_a_bad_cell_is_set_aside_and_named(practice: Case, tmp_path: Path, rows) -> None:
    bad = [list(row) for row in rows]
    bad[0][3] = "perhaps"
    bad[1][5] = "S1+Q9"
    bad[2][6] = "my aunt's"
    bad[3][0], bad[3][2] = "ledger-99", "A sentence of another text."
    (tmp_path / "ana.csv").write_text(text_of(bad), encoding="utf-8")
    room = classroom.read_room(practice, tmp_path)
    note = classroom.sheets_read(room)["Note"].iloc[0]
    for words in ("'perhaps' is no code", "'Q9' is no indicator", "aunt", "and 1 more"):
        assert words in note
    coded = set(room.frames.loc[room.frames["coder"] == "ana", "sentence"])
    assert coded == set(UNITS) - {UNITS[0], UNITS[3]}


def test_ids_as_people_type_them(practice: Case, tmp_path: Path) -> None:
    typed = ["ledger-3", "Ledger 04", "LEDGER–05", "ledger_6", "ledger07"]
    lines = ["unit,symbolic,strategic", *(f"{unit},1,0" for unit in typed)]
    (tmp_path / "ana.csv").write_text("\n".join(lines), encoding="utf-8")
    frames = classroom.read_room(practice, tmp_path).frames
    coded = frames.loc[frames["coder"] == "ana", "sentence"].tolist()
    assert coded == [f"ledger-0{n}" for n in range(3, 8)]


def test_every_file_of_the_folder_is_accounted_for(practice: Case, tmp_path: Path, rows) -> None:
    (tmp_path / "ana.csv").write_text(text_of(rows), encoding="utf-8")
    shutil.copy(tmp_path / "ana.csv", tmp_path / "ana (1).csv")
    more = said(rows[:5], "1", "1")
    (tmp_path / "ana - Copy.csv").write_text(text_of(more), encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "~$ana.xlsx").write_bytes(b"lock")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (tmp_path / "essay.docx").write_bytes(b"PK\3\4")
    (tmp_path / "broken.xlsx").write_bytes(b"PK\3\4 no workbook")
    (tmp_path / "notes.txt").write_text("remember the sheets", encoding="utf-8")
    (tmp_path / "more").mkdir()
    room = classroom.read_room(practice, tmp_path)
    table = classroom.sheets_read(room).set_index("File")["Note"]
    assert set(table.index) == {path.name for path in tmp_path.iterdir()}
    assert "counted once" in table["ana.csv"] + table["ana (1).csv"]
    assert "holds more and is used" in table["ana - Copy.csv"]
    assert "passed over" in table["picture.png"]
    assert "left by the system" in table["~$ana.xlsx"]
    assert "a folder" in table["more"]
    assert "cannot be opened" in table["broken.xlsx"]
    assert "holds no sheet" in table["notes.txt"]
    assert measures.coders(room.frames) == ["ana"]


def test_two_texts_in_two_files_are_put_together(practice: Case, tmp_path: Path, rows) -> None:
    (tmp_path / "ana.csv").write_text(text_of(rows[:4]), encoding="utf-8")
    (tmp_path / "ana.xlsx").unlink(missing_ok=True)
    save(tmp_path / "ana.xlsx", {"Sheet1": [HEADER, *numbers(rows[4:])]})
    frames = classroom.read_room(practice, tmp_path).frames
    assert set(frames.loc[frames["coder"] == "ana", "sentence"]) == set(UNITS)


def test_lines_of_the_coder_page_are_sheets_too(practice: Case, tmp_path: Path) -> None:
    line = "NC1 practice gull-20 9 jb88 careful-1 a t05m06g1d08t0arg300310m000 0a4z9sa"
    (tmp_path / "chat.txt").write_text(f"Ana: {line}\nBen: {line[:-1]}x\n", encoding="utf-8")
    room = classroom.read_room(practice, tmp_path)
    own = room.frames[room.frames["coder"] == "careful-1"].set_index("sentence")
    assert list(own.index) == UNITS
    assert own.loc["gull-20", "indicators"] == "S1"
    assert own.loc["gull-20", "voice"] == "source"
    assert "damaged" in room.refused[0]


def test_agree_reads_them_too(folder: CaseFolder, capsys: pytest.CaptureFixture[str]) -> None:
    units = folder.read_units()
    grid = [["unit", "zone", "text", "symbolic", "strategic", "indicators", "voice"]]
    grid += [
        [r["id"], r["zone"], r["text"], 1, 0, "S1", "outlet"] for r in units.to_dict("records")
    ]
    save(folder.sheets / "ana.xlsx", {"Sheet1": grid})
    grid[2][3] = "maybe"
    save(folder.sheets / "ben.xlsx", {"Sheet1": grid})
    assert main(["agree", str(folder.sheets)]) == 0
    out = capsys.readouterr()
    assert "ana, ben" in out.out
    assert "set aside" in out.err
    assert "'maybe' is no code" in out.err


# --- Out as a workbook


def test_a_workbook_goes_out_and_comes_back(folder: CaseFolder) -> None:
    assert main(["sheet", str(folder.path), "--coder", "Зоя", "--xlsx"]) == 0
    path = folder.sheets / "Зоя.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["sheet"]
    allowed = sheet.data_validations.dataValidation
    validations = {str(v.sqref)[0]: v.formula1 for v in allowed}
    assert validations["D"] == validations["E"] == '"1,0"'
    assert validations["G"] == '"outlet,source,both,-"'
    assert [cell.value for cell in book["codebook"][1]][:2] == ["frame", "sign"]
    sheet["D2"], sheet["E2"], sheet["H3"] = 1, 0, "x"
    book.save(path)
    read = read_sheet(path, codebook=folder.read_codebook())
    assert [list(row.codes.values()) for row in read.rows[:3]] == [[1, 0], [0, 0], [None, None]]
    assert main(["sheet", str(folder.path), "--coder", "Зоя", "--xlsx"]) == 2, "holds codes"


@pytest.mark.parametrize("name", ["Zoë", "Иван", "Әсел", "李-2", "ana_3"])
def test_names_of_any_alphabet_name_a_sheet(folder: CaseFolder, name: str) -> None:
    assert is_coder(name)
    assert write_sheet(folder, name)[0].is_file()


@pytest.mark.parametrize("name", ["a b", "../x", "", "con", "a/b", "Иван\n"])
def test_other_names_do_not(name: str) -> None:
    assert not is_coder(name)


def test_a_frame_is_a_whole_number_in_every_table(practice: Case, messy: Path) -> None:
    frames = classroom.read_room(practice, messy).frames
    assert all(pd.api.types.is_integer_dtype(frames[f]) for f in ("symbolic", "strategic"))

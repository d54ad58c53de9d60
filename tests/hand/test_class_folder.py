"""The folder of a class: bad sheets get one line each and the others are used; a class may code
any case.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case
from newscompare.errors import InputError
from newscompare.hand import classroom
from newscompare.hand.sheets import write_sheet
from newscompare.measures import classroom as measures
from newscompare.measures import diagnosis

FOLDER = Path(__file__).resolve().parents[2] / "data" / "practice"


def coded_sheet(
    path: Path, *, delimiter: str = "comma", masked: bool = False, units: int = 60, code: str = "0"
) -> None:
    write_sheet(CaseFolder(FOLDER), path.stem, path, delimiter=delimiter, masked=masked)
    header, rows = read_cells(path)
    cells = [
        [*c[:3], *([code, "0", "-", "-", "", ""] if i < units and c[1] != "subhead" else c[3:])]
        for i, (_, c) in enumerate(rows)
    ]
    write_cells(header, cells, path, delimiter={"comma": ",", "semicolon": ";"}[delimiter])


def test_bad_sheets_get_one_line_each_and_the_others_are_used(
    practice: Case, tmp_path: Path
) -> None:
    coded_sheet(tmp_path / "ana.csv", delimiter="semicolon")
    coded_sheet(tmp_path / "hidden.csv", masked=True)
    coded_sheet(tmp_path / "odd.csv", code="perhaps")
    write_sheet(CaseFolder(FOLDER), "empty", tmp_path / "empty.csv")
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04 a workbook")
    (tmp_path / "other.csv").write_text(
        "unit,zone,text,symbolic,strategic,indicators,voice,note\nmail-01,body,A.,1,0,S1,outlet,\n",
        encoding="utf-8",
    )
    coded_sheet(tmp_path / "reference.csv")
    room = classroom.read_room(practice, tmp_path)
    assert measures.coders(room.frames) == ["ana", "hidden"]
    assert len(room.refused) == 5
    for line, words in zip(
        room.refused,
        [
            "workbook that cannot be opened",
            "no code yet",
            "'perhaps' is no code",
            "'mail-01' is no unit",
            "cannot name a coder",
        ],
        strict=True,
    ):
        assert words in line
        assert "Cure:" in line
        assert "\n" not in line
    hidden = room.frames[room.frames["coder"] == "hidden"]
    assert set(hidden["sentence"]) <= set(practice.sentences["id"])
    table = classroom.sheets_read(room).set_index("File")
    assert table.loc["ana.csv", "Coder"] == "ana"
    assert set(table.index) == {path.name for path in tmp_path.iterdir()}


def test_yes_marks_alone_are_noted(practice: Case, tmp_path: Path) -> None:
    coded_sheet(tmp_path / "ana.csv", code="x", units=200)
    header, rows = read_cells(tmp_path / "ana.csv")
    marks = [
        [*c[:3], "x" if n < 9 else "", "x" if n == 3 else "", *([""] * 4)]
        for n, (_, c) in enumerate(rows)
    ]
    write_cells(header, marks, tmp_path / "ana.csv")
    room = classroom.read_room(practice, tmp_path)
    note = classroom.sheets_read(room)["Note"].iloc[0]
    assert "units without a mark are read as not coded" in note
    assert (room.frames["coder"] == "ana").sum() == 9


def test_no_sheet_at_all_is_said_in_one_line(practice: Case, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no sheet"):
        classroom.read_room(practice, tmp_path)
    (tmp_path / "a.csv").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="no sheet that can be used"):
        classroom.read_room(practice, tmp_path)


def test_a_class_may_code_the_five_texts(case: Case, tmp_path: Path) -> None:
    """Sheets of the report's own case are read without its texts."""
    ids = case.sentences[["id", "zone"]]
    rows = [
        [
            i,
            z,
            "",
            str(int(n % 3 == 0)),
            "0",
            "S1" if n % 3 == 0 else "-",
            "outlet" if n % 3 == 0 else "-",
            "",
        ]
        for n, (i, z) in enumerate(ids.to_numpy())
    ]
    write_cells(
        ["unit", "zone", "text", "symbolic", "strategic", "indicators", "voice", "note"],
        rows,
        tmp_path / "ana.csv",
    )
    room = classroom.read_room(case, tmp_path)
    assert measures.coders(room.frames) == ["ana"]
    assert len(measures.class_shares(room.frames)) == 2 * len(case.labels)


def test_the_class_notebook_shows_its_numbers_itself(room: classroom.Room) -> None:
    """In JupyterLab nothing is pasted into prose: a class would read names in the place of its
    numbers.
    """
    notebook = (Path(__file__).resolve().parents[2] / "notebooks" / "12_class.ipynb").read_text(
        encoding="utf-8"
    )
    assert "{glue:}" not in notebook
    found = measures.class_findings(room.frames)
    words = repr(classroom.what_stays(room))
    assert words.startswith(f"Of {len(found)} findings {found['same'].sum()} stay the same")
    assert f"codes changed: {measures.class_shares(room.frames)['changed'].sum()}." in words
    assert words in classroom.what_stays(room)._repr_html_().replace("&#x27;", "'")
    alphas = measures.agreement_by_code(room.frames).set_index("code")["alpha"]
    assert max(alphas["symbolic"], alphas["strategic"]) < diagnosis.FAIR - 0.05, (
        "the prose says: far below"
    )

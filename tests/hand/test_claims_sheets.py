"""Claims sheets: written, filled in as people do, read, refused with one clear line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from newscompare.case.folder import CaseFolder
from newscompare.cli import main
from newscompare.errors import InputError
from newscompare.hand.claims_sheets import (
    BLANK_ROWS,
    claims_agreement,
    read_claims_sheet,
    read_claims_sheets,
    write_claims_sheet,
)

TEXTS = ["one", "two"]
UNITS = {"one-01", "one-02", "two-01"}


@pytest.fixture
def event(folder: CaseFolder) -> CaseFolder:
    (folder.articles / "example.md").unlink(missing_ok=True)
    for name in TEXTS:
        (folder.articles / f"{name}.md").write_text("It rained. It stopped.\n", encoding="utf-8")
    return folder


def fill(path: Path, *rows: list[str], header: list[str] | None = None) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header or ["claim", *TEXTS, "note"], *rows])
    return path


def test_a_new_sheet_has_a_column_for_each_text_and_room(event) -> None:
    path, claims = write_claims_sheet(event, "ana")
    rows = list(csv.reader(path.open(encoding="utf-8-sig")))
    assert rows[0] == ["claim", *TEXTS, "note"]
    assert claims == 0
    assert len(rows) == 1 + BLANK_ROWS
    assert path == event.path / "claims" / "ana.csv"


def test_claims_of_the_case_file_come_first(event) -> None:
    text = (event.path / "case.yml").read_text(encoding="utf-8")
    (event.path / "case.yml").write_text(text + "\nclaims: [It rained, It snowed]\n", "utf-8")
    path, claims = write_claims_sheet(event, "ana")
    assert claims == 2
    assert [r[0] for r in csv.reader(path.open(encoding="utf-8-sig"))][1:3] == [
        "It rained",
        "It snowed",
    ]


def test_the_command_writes_one_and_never_overwrites_answers(event, capsys) -> None:
    assert main(["sheet", str(event.path), "--coder", "ana", "--claims"]) == 0
    path = event.path / "claims" / "ana.csv"
    assert main(["sheet", str(event.path), "--coder", "ana", "--claims"]) == 0
    fill(path, ["It rained", "present", "", ""])
    before = path.read_bytes()
    assert main(["sheet", str(event.path), "--coder", "ana", "--claims"]) != 0
    assert "holds answers already" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_answers_are_read_as_people_write_them(tmp_path) -> None:
    path = fill(
        tmp_path / "ana.csv",
        ["It rained", "present: one-01, one-02", "h", ""],
        ["It snowed", "p|c: one-02", "A", "unsure"],
        ["", "", "", ""],
        ["Nobody coded this", "", "", ""],
    )
    sheet = read_claims_sheet(path, TEXTS, UNITS)
    assert sheet.coder == "ana"
    assert sheet.claims["claim"].tolist() == ["It rained", "It snowed"]
    found = set(
        sheet.codings[["claim", "article", "state", "sentence"]].itertuples(index=False, name=None)
    )
    assert found == {
        ("c01", "one", "present", "one-01"),
        ("c01", "one", "present", "one-02"),
        ("c01", "two", "hedged", ""),
        ("c02", "one", "present", ""),
        ("c02", "one", "contradicted", "one-02"),
        ("c02", "two", "absent", ""),
    }


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (["It rained", "yes", "", ""], "line 2, column 'one': 'yes' is no answer"),
        (["It rained", "", "p: one-09", ""], "line 2, column 'two': no unit is called 'one-09'"),
        (["", "p", "", ""], "line 2: an answer without a claim"),
    ],
)
def test_a_cell_that_cannot_be_read_is_set_aside_and_named(tmp_path, row, words) -> None:
    path = fill(tmp_path / "ana.csv", row, ["It snowed", "p", "a", ""])
    sheet = read_claims_sheet(path, TEXTS, UNITS)
    (fault,) = sheet.set_aside
    assert words in str(fault)
    assert "Cure:" in str(fault)
    assert sheet.claims["claim"].tolist() == ["It snowed"]
    assert sheet.codings["state"].tolist() == ["present", "absent"]


def test_the_other_cells_of_a_row_count(tmp_path) -> None:
    path = fill(tmp_path / "ana.csv", ["It rained", "maybe", "h", ""])
    sheet = read_claims_sheet(path, TEXTS, UNITS)
    assert sheet.codings[["article", "state"]].values.tolist() == [["two", "hedged"]]


def test_a_sheet_without_its_columns_leaves_the_others(event, capsys) -> None:
    folder = event.path / "claims"
    folder.mkdir()
    fill(folder / "ana.csv", ["It rained", "p"], header=["claim", "one"])
    fill(folder / "ben.csv", ["It snowed", "maybe", "p", ""])
    assert [sheet.coder for sheet in read_claims_sheets(event, TEXTS, UNITS)] == ["ben"]
    said = capsys.readouterr().err
    assert "note: left out: " in said
    assert "has no column 'two'" in said
    assert "ben.csv: set aside: line 2, one: 'maybe' is no answer" in said


def test_a_missing_column_is_named(tmp_path) -> None:
    path = fill(tmp_path / "ana.csv", ["It rained", "p"], header=["claim", "one"])
    with pytest.raises(InputError, match="no column 'two'"):
        read_claims_sheet(path, TEXTS, UNITS)


def test_two_coders_agree_on_claims_worded_alike(event) -> None:
    folder = event.path / "claims"
    folder.mkdir()
    fill(folder / "ana.csv", ["It rained", "p", "h", ""], ["It snowed", "a", "p", ""])
    fill(folder / "ben.csv", ["It snowed", "a", "p", ""], ["It rained", "p", "p", ""])
    fill(folder / "empty.csv", ["It rained", "", "", ""])
    sheets = read_claims_sheets(event, TEXTS, UNITS)
    assert [sheet.coder for sheet in sheets] == ["ana", "ben"]
    table = claims_agreement(sheets)
    assert (table["units"] == 4).all()
    assert claims_agreement(sheets[:1]).empty


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b'claim,"one\n', b"no,claims\n1,2\n"])
def test_what_is_no_claims_sheet_is_never_overwritten(content: bytes, event) -> None:
    path = event.path / "claims" / "ana.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    with pytest.raises(InputError, match="exists and is not an empty claims sheet"):
        write_claims_sheet(event, "ana")
    assert path.read_bytes() == content


def test_a_word_that_is_no_answer_gets_the_list_of_answers(tmp_path) -> None:
    path = fill(tmp_path / "ana.csv", ["It rained", "p", "maybe", ""])
    (fault,) = read_claims_sheet(path, TEXTS, UNITS).set_aside
    assert (fault.line, fault.column) == (2, "two")
    assert str(fault).endswith("write present, hedged, contradicted or absent.")


def test_claims_are_numbered_as_they_stand(tmp_path) -> None:
    coded = [[f"Claim {n}", "p", "a", ""] for n in range(3)]
    path = fill(tmp_path / "ana.csv", coded[0], ["Nobody coded this", "", "", ""], *coded[1:])
    sheet = read_claims_sheet(path, TEXTS, UNITS)
    assert sheet.claims.to_numpy().tolist() == [
        ["c01", "Claim 0"],
        ["c02", "Claim 1"],
        ["c03", "Claim 2"],
    ]
    assert sheet.codings["claim"].tolist() == ["c01", "c01", "c02", "c02", "c03", "c03"]
    assert sheet.codings["article"].tolist() == TEXTS * 3

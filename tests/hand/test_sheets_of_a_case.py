"""The folder ``sheets/`` of a case: report, export, learn, check and agree read it alike, set a bad
cell aside by name, and account for every file.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from messy import save

from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.checking import check_case, refuse_faults
from newscompare.cli import main
from newscompare.coding.machine_frames import read_texts
from newscompare.exchange.formats import read_bundle
from newscompare.hand import web_pages
from newscompare.hand.claims_sheets import read_claims_sheets
from newscompare.hand.learning import coded_units
from newscompare.report.hands import coded_sheets

HEADER = ["unit", "zone", "text", "symbolic", "strategic", "indicators", "voice"]


@pytest.fixture
def sheets(folder: CaseFolder) -> CaseFolder:
    """A case with seven files in ``sheets/``, of which four hold codes."""
    units = [r for r in folder.read_units().to_dict("records") if r["zone"] != SUBHEAD]
    grid = [HEADER, *([r["id"], r["zone"], r["text"], 1, 0, "", "outlet"] for r in units)]
    save(folder.sheets / "ana.xlsx", {"Sheet1": grid})
    grid[2] = [*grid[2][:3], "maybe", *grid[2][4:]]
    text = "\n".join(
        ";".join('"{}"'.format(str(c).replace('"', '""')) for c in row) for row in grid
    )
    (folder.sheets / "BEN.CSV").write_text(text, encoding="cp1252")
    columns = [["unit", "symbolic cem", "strategic cem", "symbolic dara", "strategic dara"]]
    columns += [[r["id"], "x", "-", 0, 1] for r in units]
    save(folder.sheets / "both.xlsx", {"Sheet1": columns})
    (folder.sheets / "blank.tsv").write_text("\t".join(HEADER) + "\n", encoding="utf-8")
    (folder.sheets / "essay.docx").write_bytes(b"PK\3\4")
    (folder.sheets / "broken.xlsx").write_bytes(b"PK\3\4 no workbook")
    (folder.sheets / "~$ana.xlsx").write_bytes(b"lock")
    return folder


NAMED = {
    "BEN.CSV": "set aside: line 3, symbolic: 'maybe' is no code",
    "blank.tsv": "left out",
    "essay.docx": ".docx is no sheet",
    "broken.xlsx": "cannot be opened",
    "~$ana.xlsx": "left by the system",
}


def accounted(said: str) -> None:
    for name, words in NAMED.items():
        assert any(name in line and words in line for line in said.splitlines()), name


def test_the_report_takes_the_sheets_as_they_come(
    sheets: CaseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {sheet.coder: sheet for sheet in coded_sheets(sheets, read_texts(sheets))}
    assert sorted(found) == ["BEN", "ana", "cem", "dara"]
    bad = sheets.read_units()["id"].iloc[1]
    for name, codes in (("ana", [1, 0]), ("cem", [1, 0]), ("dara", [0, 1])):
        assert all(list(row.codes.values()) == codes for row in found[name].rows)
    ben = {row.unit: list(row.codes.values()) for row in found["BEN"].rows}
    assert ben.pop(bad) == [None, 0]
    assert set(map(tuple, ben.values())) == {(1, 0)}
    accounted(capsys.readouterr().err)


def test_no_sheet_stops_a_report(sheets: CaseFolder) -> None:
    assert check_case(sheets).aside
    refuse_faults(sheets)


def test_a_sentence_that_changed_since_is_set_aside(
    sheets: CaseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    units = sheets.read_units()
    first = units[units["zone"] != SUBHEAD].iloc[0]
    path = sheets.articles / f"{first['article']}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(first["text"], f"Well. {first['text']}", 1), encoding="utf-8")
    found = {sheet.coder: sheet for sheet in coded_sheets(sheets, read_texts(sheets))}
    assert first["id"] not in {row.unit for row in found["ana"].rows}
    assert "reads otherwise than in its text" in capsys.readouterr().err


def test_export_holds_the_codes_of_all_of_them(
    sheets: CaseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = read_bundle(sheets).codes
    units = int((sheets.read_units()["zone"] != SUBHEAD).sum())
    counts = {c: sum(r["coder"] == c for r in rows) for c in ("ana", "BEN", "cem", "dara")}
    assert set(counts.values()) == {units}
    assert [r["symbolic"] for r in rows if r["coder"] == "BEN"][1] == ""
    accounted(capsys.readouterr().err)


def test_learn_takes_them_too(sheets: CaseFolder) -> None:
    coded, coders = coded_units(sheets, sheets.read_units())
    assert len(coded) == (sheets.read_units()["zone"] != SUBHEAD).sum()
    assert coders


def test_check_names_every_fault_and_every_other_file(sheets: CaseFolder) -> None:
    found = check_case(sheets)
    said = "\n".join([*map(str, [*found.faults, *found.aside]), *found.notes])
    for name in NAMED:
        assert name in said, name
    assert "'maybe' is no code" in said
    assert ".gitkeep" not in said
    assert not any("both.xlsx" in line and "column" in line for line in said.splitlines())


def test_agree_says_what_of_a_folder_it_passes_over(
    sheets: CaseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agree", str(sheets.sheets)]) == 0
    out = capsys.readouterr()
    assert "ana, cem" in out.out
    for name in ("BEN.CSV", "essay.docx", "~$ana.xlsx"):
        assert any(
            name in line and NAMED[name].split(":")[-1] in line for line in out.err.split("\n")
        )


def test_the_columns_of_agree_stand_under_their_heads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("ana", "ben"):
        rows = "unit,text,human_interest,x,indicators\na-1,One.,1,0,\na-2,Two.,0,1,\n"
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    assert main(["agree", str(tmp_path / "ana.csv"), str(tmp_path / "ben.csv")]) == 0
    head, *lines = capsys.readouterr().out.split("\n\n")[0].splitlines()
    assert [line.index("ana, ben") for line in lines] == [head.index("coders")] * len(lines)


def test_agree_takes_lines_of_the_coder_page(
    practice_copy: CaseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    line = "NC1 practice gull-20 9 jb88 careful-1 a t05m06g1d08t0arg300310m000 0a4z9sa"
    (practice_copy.sheets / "chat.txt").write_text(f"Ana: {line}\n", encoding="utf-8")
    rows = ["unit,symbolic,strategic", *(f"gull-{n},1,0" for n in range(20, 29))]
    (practice_copy.sheets / "ben.csv").write_text("\n".join(rows), encoding="utf-8")
    assert main(["agree", str(practice_copy.sheets)]) == 0
    assert "careful-1" in capsys.readouterr().out
    (practice_copy.sheets / "chat.txt").write_text(f"Ana: {line[:-1]}x\n", encoding="utf-8")
    assert main(["agree", str(practice_copy.sheets)]) == 2
    assert "careful-1 is damaged" in capsys.readouterr().err


@pytest.fixture
def practice_copy(tmp_path: Path) -> CaseFolder:
    """The practice event with an empty folder for sheets."""
    folder = Path(web_pages.__file__).resolve().parents[2] / "data" / "practice"
    shutil.copytree(folder, tmp_path / "practice")
    (tmp_path / "practice" / "sheets").mkdir(exist_ok=True)
    return CaseFolder(tmp_path / "practice")


def test_claims_are_read_from_a_workbook(folder: CaseFolder) -> None:
    texts = [article.id for article in folder.read_articles()]
    (folder.path / "claims").mkdir()
    save(folder.path / "claims" / "ana.xlsx", {"claims": [["claim", *texts], ["It rained", "p"]]})
    sheets = read_claims_sheets(folder, texts, set(folder.read_units()["id"]))
    assert sheets[0].codings["state"].tolist() == ["present"]

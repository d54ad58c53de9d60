"""Sheets of attributions and tone: where a text is fully coded, people's codes count."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder
from newscompare.cli import main
from newscompare.hand.said_sheets import read_said_sheets
from newscompare.report.build import conditions, prepare, who_coded
from newscompare.report.pages import found
from newscompare.report.who_coded import coders_table

ONE = "“We have no money,” said Ann Dell, the mayor of Ashby. It rained.\n"
TWO = "Tom Reed said it was old. “They never asked us,” he said.\n"


@pytest.fixture
def case(two_texts) -> CaseFolder:
    return two_texts(ONE, TWO)


def fill(
    path: Path, changes: dict[str, dict[str, str]], every: dict[str, str] | None = None
) -> None:
    header, rows = read_cells(path)
    table = [dict(zip(header, cells, strict=True)) for _, cells in rows]
    for row in table:
        row |= (every or {}) | changes.get(row["unit"], {})
    write_cells(header, [[row[name] for name in header] for row in table], path)


def said(case: CaseFolder, **more: dict[str, str]) -> Path:
    assert main(["sheet", str(case.path), "--coder", "ana", "--said"]) == 0
    path = case.path / "said" / "ana.csv"
    first = {"attributed": "1", "source": "Ann Dell", "type": "official", "country": "Northey"}
    changes = {
        "a-01": first | {"quoted": "We have no money,", "tone": "-1"},
        "a-02": {"attributed": "0"},
        "b-01": {"attributed": "1", "source": "Tom Reed", "type": "citizen"},
    }
    fill(path, changes | more)
    return path


def test_a_new_sheet_is_blind_and_never_overwritten(case: CaseFolder, capsys) -> None:
    path = said(case)
    _, rows = read_cells(path)
    assert [cells[0] for _, cells in rows] == ["a-01", "a-02", "b-01", "b-02"]
    assert main(["sheet", str(case.path), "--coder", "ana", "--said"]) == 2
    assert "holds codes already" in capsys.readouterr().err


def test_a_text_that_is_fully_coded_counts_as_people_coded_it(case: CaseFolder) -> None:
    said(case)
    made = prepare(case, say=False)
    own = made.case.attributions[made.case.attributions["article"] == "a"]
    assert own[["source", "source_type", "country", "form", "engine"]].values.tolist() == [
        ["Ann Dell", "official", "Northey", "direct", "hand"]
    ]
    quotes = made.case.quotes[made.case.quotes["article"] == "a"]
    assert quotes[["speaker", "quoted"]].values.tolist() == [["Ann Dell", "We have no money,"]]
    assert quotes["stance"].astype(int).tolist() == [-1]
    machine = made.case.attributions[made.case.attributions["article"] == "b"]
    assert "hand" not in set(machine["engine"])
    assert made.by == {"a": {"attributions": "ana", "tone": "ana"}}
    table = coders_table(made.case, made.by).set_index("Text")
    assert table.loc["“a”", "Attributions"] == "ana"
    assert table.loc["“a”", "Frames"] == table.loc["“b”", "Tone"] == "the machine"
    assert conditions(made)["by"]
    assert "people" in who_coded(made.case, bool(made.by))


def test_frames_that_are_fully_coded_count_too(case: CaseFolder) -> None:
    assert main(["sheet", str(case.path), "--coder", "ben"]) == 0
    frames = dict.fromkeys(case.read_codebook().frames, "0")
    path = case.path / "sheets" / "ben.csv"
    fill(path, {"a-02": {"conflict": "1", "indicators": "C1", "voice": "outlet"}}, frames)
    header, rows = read_cells(path)
    left = [cells for _, cells in rows if not cells[0].startswith("b-02")]
    blank = [["b-02", "body", *[""] * (len(header) - 2)]]
    write_cells(header, [*left, *blank], path)
    made = prepare(case, say=False)
    assert made.by == {"a": {"frames": "ben"}}
    unit = made.case.frames.set_index("sentence").loc["a-02"]
    assert (unit["conflict"], str(unit["voice"])) == (1, "outlet")
    assert made.machine is not None
    assert made.machine.frames.set_index("sentence").loc["a-02", "conflict"] == 0


@pytest.mark.parametrize(
    ("unit", "change", "words"),
    [
        ("b-02", {"attributed": "maybe"}, "line 5, column 'attributed': 'maybe' is no code"),
        ("b-02", {"tone": "2"}, "column 'tone': '2' is no tone"),
        ("b-02", {"type": "swimmer"}, "column 'type': 'swimmer' is no type"),
        ("b-02", {"quoted": "never said"}, "column 'quoted': these words do not stand"),
        ("b-02", {"attributed": "0", "source": "Tom"}, "0 beside a source"),
        ("b-02", {"unit": "b-09"}, "no sentence is called 'b-09'"),
    ],
)
def test_a_row_that_cannot_be_read_is_set_aside_and_its_text_stays_the_machines(
    case: CaseFolder, unit: str, change: dict[str, str], words: str, capsys
) -> None:
    said(case, **{unit: change})
    units = case.read_units()
    (sheet,) = read_said_sheets(case, units)
    (fault,) = sheet.set_aside
    assert re.search(words, str(fault))
    assert "Cure:" in str(fault)
    assert sheet.whole(units) == ["a"]
    assert "set aside: line 5" in capsys.readouterr().err


def test_of_two_rows_of_a_sentence_a_bad_one_keeps_the_text_with_the_machine(
    case: CaseFolder,
) -> None:
    whole = {"attributed": "1", "source": "Tom Reed", "type": "citizen"}
    path = said(case, **{"b-02": whole})
    header, rows = read_cells(path)
    again = next(list(cells) for _, cells in rows if cells[0] == "b-02")
    again[header.index("tone")] = "7"
    write_cells(header, [*(list(cells) for _, cells in rows), again], path)
    (sheet,) = read_said_sheets(case, case.read_units())
    assert sheet.whole(case.read_units()) == ["a"]


def test_whether_praise_prevails_is_said_where_people_coded_the_tone(case: CaseFolder) -> None:
    many = "".join(f"“We welcome part {n},” said Ann Dell.\n" for n in range(5))
    (case.articles / "a.md").write_text(many, encoding="utf-8")
    (case.articles / "b.md").write_text("It rained.\n", encoding="utf-8")
    assert "stance" not in found(prepare(case, say=False))
    assert main(["sheet", str(case.path), "--coder", "ana", "--said"]) == 0
    row = {"attributed": "1", "source": "Ann Dell", "type": "official", "tone": "1"}
    changes = {f"a-{n + 1:02d}": row | {"quoted": f"We welcome part {n},"} for n in range(5)}
    fill(case.path / "said" / "ana.csv", changes | {"b-01": {"attributed": "0"}})
    assert "stance" in found(prepare(case, say=False))


def test_a_text_with_quotation_marks_never_quotes_nobody(case: CaseFolder) -> None:
    (case.articles / "b.md").write_text("“Pool” stood on the gate, in red letters.\n", "utf-8")
    made = prepare(case, say=False)
    assert made.marks == {"a", "b"}
    assert not {"quotes_nobody", "no_quotation"} & set(found(made))


def test_a_table_that_somebody_changed_is_not_shown_as_the_machines(case: CaseFolder) -> None:
    assert prepare(case, say=False).edited == ()
    path = case.path / "coded" / "attributions.csv"
    path.write_text(path.read_text("utf-8").replace("Tom Reed", "Thomas Reed"), encoding="utf-8")
    made = prepare(case, say=False)
    assert made.edited == ("attributions",)
    assert conditions(made)["edited"]

"""Rows with sentences for the maker, none in public; notes that survive; one file to hand round."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.checking import check_case
from newscompare.errors import InputError
from newscompare.pages.rows import article_rows
from newscompare.report.build import prepare, write_sources
from newscompare.report.notes import read_notes
from newscompare.report.place import zipped
from newscompare.report.rows import (
    attribution_rows,
    marked,
    quote_rows,
    sentence_rows,
    unsure_table,
)

ONE = (
    "“We have no money,” said Ann Dell, the mayor of Ashby. They stood in tears <before> the "
    "gate.\n"
)
TWO = "The opposition accused the mayor of delay. “It is old,” Tom Reed said.\n"
FRENCH = (
    "Le maire a annoncé lundi la fermeture du port. « Nous n’avons plus d’argent pour les quais », "
    "a déclaré Anne Dubois, maire de Portville. Selon le syndicat, « personne n’a été consulté ».\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> CaseFolder:
    folder = tmp_path_factory.mktemp("cases") / "one"
    new_case(folder)
    (folder / "articles/example.md").unlink()
    for name, text in (("a", ONE), ("b", TWO), ("c", FRENCH)):
        (folder / f"articles/{name}.md").write_text(text, encoding="utf-8")
    notes = "For my class.\n\n## framing\n\nMind the *tears*.\n"
    (folder / "notes.md").write_text(notes, encoding="utf-8")
    return CaseFolder(folder)


def test_rows_hold_the_sentence_and_mark_what_decided(case: CaseFolder) -> None:
    made = prepare(case, say=False)
    rows = sentence_rows(made).set_index("unit")["sentence"]
    assert any("They stood <mark>in tears</mark> &lt;before&gt; the gate.<" in r for r in rows)
    said = attribution_rows(made)
    assert any("<mark>said</mark>" in cell for cell in said["sentence"])
    assert said["confidence"].between(0, 1).all()
    assert any("<mark>We have no money" in cell for cell in quote_rows(made)["sentence"])


def test_a_text_that_names_no_outlet_has_none(case: CaseFolder) -> None:
    made = prepare(case, say=False)
    assert set(article_rows(made.case)["outlet"]) == {"not stated"}


def test_a_frame_without_a_phrase_says_what_decided(case: CaseFolder) -> None:
    made = prepare(case, say=False)
    rows = sentence_rows(made).set_index("unit")
    (unit,) = rows.index[rows["sentence"].str.contains("in tears")]
    assert rows.loc[unit, "frames"] == "human interest"
    assert rows.loc[unit, "evidence"].endswith("“in tears”")
    evidence = made.case.evidence
    seen = replace(made, case=replace(made.case, evidence=evidence[evidence["sentence"] != unit]))
    said = sentence_rows(seen).set_index("unit").loc[unit, "evidence"]
    assert said == "human interest: the sentence as a whole was judged"
    coded = replace(seen, by={"a": {"frames": "ana"}})
    said = sentence_rows(coded).set_index("unit").loc[unit, "evidence"]
    assert said == "human interest: coded by ana"


def test_a_public_report_holds_no_running_text(case: CaseFolder, tmp_path: Path) -> None:
    made = replace(prepare(case, say=False), words={})
    for rows in (sentence_rows(made), attribution_rows(made), quote_rows(made)):
        assert "sentence" not in rows
        assert "stood" not in rows.to_string()


def test_a_text_in_another_language_is_said_and_counted_nowhere(case: CaseFolder) -> None:
    made = prepare(case, say=False)
    assert made.foreign == {"c": "fr"}
    assert set(made.case.articles["id"]) == {"a", "b"}
    assert "c" not in made.case.labels


def test_notes_go_where_they_belong(case: CaseFolder, tmp_path: Path) -> None:
    write_sources(prepare(case, say=False), tmp_path)
    pages = {
        path.stem: nbformat.read(path, as_version=4)
        for path in (tmp_path / "notebooks").glob("*.ipynb")
    }
    holding = {
        name
        for name, page in pages.items()
        if any("Note by the maker" in cell.source for cell in page.cells)
    }
    assert holding == {"00_findings", "02_framing"}
    assert "For my class." in pages["00_findings"].cells[1].source


def test_a_note_for_no_chapter_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Hello\n## Frames\nx\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2: no chapter is called 'Frames'"):
        read_notes(tmp_path)
    assert read_notes(tmp_path / "nowhere") == {}


def test_marks_do_not_overlap() -> None:
    assert marked("a b c & d", ["a b", "b c", "d"]) == "<mark>a b</mark> c &amp; <mark>d</mark>"
    assert marked("a", ["nowhere", ""]) == "a"


def test_one_file_to_hand_round(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "index.html").write_text("x", encoding="utf-8")
    path = zipped(tmp_path / "report")
    assert path == tmp_path / "report.zip"
    assert "report/index.html" in zipfile.ZipFile(path).namelist()
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["report", "report.zip"]


def test_attributions_below_a_confidence_are_told_apart(case: CaseFolder) -> None:
    made = prepare(case, say=False)
    assert list(unsure_table(made).columns) == ["Text", "Attributions", "Below 0.7"]
    settings = made.case.settings | {"confidence": 1}
    every = unsure_table(replace(made, case=replace(made.case, settings=settings)))
    assert every["Below 1"].tolist() == every["Attributions"].tolist()


def test_a_confidence_that_is_none_gets_one_line(tmp_path: Path) -> None:
    new_case(tmp_path / "two")
    path = tmp_path / "two" / "case.yml"
    path.write_text(path.read_text("utf-8") + "\nconfidence: high\n", encoding="utf-8")
    faults = [str(fault) for fault in check_case(CaseFolder(tmp_path / "two")).faults]
    assert any("'confidence' is no confidence" in fault for fault in faults)

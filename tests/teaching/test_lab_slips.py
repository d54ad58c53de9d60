"""Slips in a lab: stale answers after an error, wordings of the text, texts kept apart."""

from __future__ import annotations

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from newscompare.case.tables import load_case
from newscompare.hand.coder import Coder
from newscompare.hand.sheets import read_sheet
from newscompare.teaching import lab, practice
from newscompare.teaching.stale import assigned
from newscompare.teaching.wording import meant, wordings

pytestmark = pytest.mark.xdist_group("lab")


@pytest.mark.parametrize(
    ("wording", "source"),
    [
        ("a junior diplomat", "Pelmoran diplomat"),
        ("A junior diplomat at our own foreign ministry", "Pelmoran diplomat"),
        ("the police", "Corvanian police"),
        ("a second-year", "a student"),
        ("a second-year from Oshra", "a student"),
        ("Peil", "Dagna Peil"),
        ("the chair of the net-menders", "Dagna Peil"),
        ("Tamsin Orrel, who teaches history", "Tamsin Orrel"),
        ("open water", "Open Water"),
        ("Ahlvin", "Joss Ahlvin"),
    ],
)
def test_every_wording_that_the_text_supports_is_taken(wording: str, source: str) -> None:
    assert meant(wording, "tern") == [source]


@pytest.mark.parametrize(
    "wording", ["Lorrow", "Marunde", "Istrava", "the islanders", "", "the", "a"]
)
def test_who_is_only_named_is_not_heard(wording: str) -> None:
    assert meant(wording, "tern") == []


def test_all_sources_in_the_words_of_the_text_are_right() -> None:
    own = {"Peil", "Orrel", "Ahlvin", "a junior diplomat", "Open Water", "the police"}
    assert len(own | {"a second-year"}) == len(wordings("tern"))
    answer = lab.check("heard", own | {"a second-year"})
    assert answer.ok
    assert answer.words == "7 of 7 sources."


def test_an_answer_older_than_an_error_is_not_graded() -> None:
    shell = InteractiveShell.instance()
    try:

        def run(cell: str) -> str:
            with capture_output():
                return repr(shell.run_cell(cell).result)

        run("from newscompare.teaching import lab")
        run("share = {'gull': 1}")
        assert "One count for each text" in run("lab.check('per text', share)")
        run("share = nothing_of_that_name")
        assert "ended in an error" in run("lab.check('per text', share)")
        assert "ended in an error" in run("lab.check('per text', share)"), "until it is mended"
        run("share = {'gull: 2}")
        assert "share" in run("lab.check('per text', share)")
        run("other = 1")
        assert "ended in an error" in run("lab.check('per text', share)")
        run("share = ...")
        assert "Not done yet" in run("lab.check('per text', share)")
    finally:
        InteractiveShell.clear_instance()


def test_names_set_by_broken_cells_are_found() -> None:
    assert assigned("a = 1\nb, c = 2, 3") == {"a", "b", "c"}
    assert assigned('folder = "C:\\Users\\me"\nshare = (') == {"folder", "share"}
    assert assigned("lab.check('x', y)") == set()


def test_the_texts_of_the_test_repeat_none_that_was_read(tmp_path) -> None:
    case = load_case("practice")
    table = (case.folder / "coding" / "reuse.tsv").read_text(encoding="utf-8")
    pairs, _ = practice._pairs(practice.codebook_with({}, tmp_path / "x.yml"), lab.KEPT)
    assert len(pairs) > 40
    assert not [unit for unit in pairs["sentence"] if f"{unit}\t" in table]


def test_the_second_lab_codes_what_has_no_key_in_the_lesson(tmp_path) -> None:
    coder = Coder("ana", folder=tmp_path, text="tern", pause=0)
    lab.code_as(coder, "careful", 20)
    coded = [row.unit for row in read_sheet(coder.path).rows if row.coded]
    assert {unit.rsplit("-", 1)[0] for unit in coded} == {"tern"}

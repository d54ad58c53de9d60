"""Coding in a notebook: each code is saved, and a new start goes on where the last one stopped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newscompare.hand.coder import Coder
from newscompare.hand.sheets import read_sheet


def test_each_code_is_saved_and_a_new_start_goes_on(tmp_path: Path) -> None:
    coder = Coder("ana", folder=tmp_path, pause=0)
    first = coder.rows[coder.at]["unit"]
    assert first in repr(coder)
    coder.code()
    coder.code("s1", "T3", voice="both", note="gift and gain")
    again = Coder("ana", folder=tmp_path, pause=0)
    assert again.done == coder.done
    assert again.at == coder.at
    assert again.rows[again.at]["unit"] in repr(again)
    rows = read_sheet(tmp_path / "ana.csv", codebook=coder.codebook).rows
    assert (rows[0].codes, rows[0].indicators, rows[0].voice) == (
        {"symbolic": 0, "strategic": 0},
        (),
        "-",
    )
    assert (rows[1].codes, rows[1].indicators, rows[1].note) == (
        {"symbolic": 1, "strategic": 1},
        ("S1", "T3"),
        "gift and gain",
    )
    again.go(first)
    again.code("S4", voice="source")
    assert read_sheet(tmp_path / "ana.csv").rows[0].indicators == ("S4",)


@pytest.mark.parametrize(
    "begin",
    [lambda c: c.code("T1", voice="both"), lambda c: c.show(), lambda c: c.go("northwater-02")],
)
def test_a_notebook_run_again_from_the_top_codes_nothing(tmp_path: Path, begin) -> None:
    """The cell still holds the last code of the day before."""
    Coder("ana", folder=tmp_path, pause=0).code("S1", voice="outlet")
    coder = Coder("ana", folder=tmp_path, pause=0)
    before = coder.path.read_bytes()
    first = repr(begin(coder))
    assert coder.path.read_bytes() == before
    assert coder.rows[coder.at]["unit"] == "northwater-02"
    assert "northwater-02" in first
    coder.code("T1", voice="both")
    assert coder.done == {"northwater-01", "northwater-02"}


def test_a_sheet_taken_up_again_says_so(tmp_path: Path) -> None:
    Coder("ana", folder=tmp_path, pause=0).code()
    again = Coder("ana", folder=tmp_path, pause=0).code()
    assert "This run wrote nothing" in repr(again)
    assert "This run wrote nothing" in again._repr_html_()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda c: c.code("X9"), "'X9' is no indicator"),
        (lambda c: c.code("S1"), "a frame needs its voice"),
        (lambda c: c.code("S1", voice="-"), "a frame needs its voice"),
        (lambda c: c.code("S1", voice="paper"), "'paper' is no voice"),
        (lambda c: c.go("mail-01"), "no unit 'mail-01'"),
    ],
)
def test_a_slip_writes_nothing_and_the_sentence_stays(tmp_path: Path, call, words: str) -> None:
    coder = Coder("ana", folder=tmp_path, pause=0)
    before = coder.path.read_bytes()
    said = repr(call(coder))
    assert words in said
    assert coder.rows[0]["text"] in said
    assert coder.path.read_bytes() == before


def test_what_was_saved_is_said_and_can_be_taken_back(tmp_path: Path) -> None:
    coder = Coder("Zoë", folder=tmp_path, pause=0)
    said = repr(coder.code("S1", "t3", voice="Outlet"))
    assert said.startswith("Saved, northwater-01: strategic, symbolic (S1;T3), voice outlet.")
    assert "coder.undo()" in said
    assert "neither frame" in repr(coder.code())
    assert "Taken back: northwater-02" in repr(coder.undo())
    assert coder.done == {"northwater-01"}
    assert coder.rows[coder.at]["unit"] == "northwater-02"
    coder.undo()
    assert not any(row.coded for row in read_sheet(coder.path).rows)
    assert "Nothing to take back" in repr(coder.undo())


def test_a_key_pressed_twice_codes_one_sentence(tmp_path: Path) -> None:
    coder = Coder("Иван", folder=tmp_path, pause=60)
    coder.code("S1", voice="outlet")
    again = coder.code("S1", voice="outlet")
    assert "only just appeared" in repr(again)
    assert coder.done == {"northwater-01"}


def test_a_text_to_begin_with(tmp_path: Path) -> None:
    coder = Coder("ana", folder=tmp_path, text="tern", pause=0)
    assert coder.rows[coder.at]["unit"] == "tern-01"
    coder.code()
    assert coder.rows[coder.at]["unit"] == "tern-02"


def test_outlets_can_be_hidden_and_the_end_is_said(tmp_path: Path) -> None:
    coder = Coder("ana", folder=tmp_path, hide_outlets=True, pause=0)
    assert not re.search("gull|tern|roundup", repr(coder).split("\n")[0])
    for row in coder.rows:
        row |= {"symbolic": "0", "strategic": "0"}
        coder.done.add(row["unit"])
    coder.at = len(coder.rows)
    assert "units are coded" in repr(coder.code("S1", voice="outlet"))

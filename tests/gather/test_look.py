"""``newscompare look``: paragraphs kept, cut and taken back; nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.cli import main
from newscompare.gather.cuts import read_cuts
from newscompare.gather.fetching import read_saved
from newscompare.gather.look import go_through, look_at, shown

PAGES = Path(__file__).parents[1] / "fixtures" / "own_event" / "pages"


@pytest.fixture
def case(tmp_path: Path) -> CaseFolder:
    new_case(tmp_path / "one")
    one = CaseFolder(tmp_path / "one")
    read_saved(one, [PAGES / "p3_readmore.html"])
    return one


def test_a_paragraph_is_cut_and_taken_back(case: CaseFolder) -> None:
    before = (case.articles / "p3_readmore.md").read_text("utf-8")
    first = look_at(case, "p3_readmore").paragraphs
    command = ["look", str(case.path), "p3_readmore"]
    assert main([*command, "--cut", "2-3"]) == 0
    assert look_at(case, "p3_readmore").paragraphs == [first[0], first[3]]
    assert [one.text for one in read_cuts(case.path) if one.by == "you"] == first[1:3]
    assert main([*command, "--back", "6-7"]) == 0
    assert (case.articles / "p3_readmore.md").read_text("utf-8") == before
    assert len(read_cuts(case.path)) == 5


def test_what_the_machine_cut_can_be_taken_back(case: CaseFolder) -> None:
    assert main(["look", str(case.path), "p3_readmore", "--back", "1"]) == 0
    text = look_at(case, "p3_readmore")
    assert text.paragraphs[2] == "Read more from Ashby Echo:"
    assert "?  3 Read more from Ashby Echo:" in shown(text)


def test_a_text_that_was_cut_is_not_fetched_over(case: CaseFolder) -> None:
    assert main(["look", str(case.path), "p3_readmore", "--cut", "1"]) == 0
    page = case.path / "p3_readmore.html"
    page.write_text((PAGES / "p3_readmore.html").read_text("utf-8").replace("March", "May"))
    (row,) = read_saved(case, [page], update=True)
    assert "edited by hand: kept" in row.reason
    assert len(look_at(case, "p3_readmore").paragraphs) == 3


def test_answers_in_the_terminal(case: CaseFolder) -> None:
    answers, said = iter(["9", "1", "+c6", "q"]), []
    go_through(case, ["p3_readmore"], lambda _: next(answers), said.append)
    assert any("'9' names no paragraph" in line for line in said)
    assert len(look_at(case, "p3_readmore").paragraphs) == 4


@pytest.mark.parametrize(
    "extra", [["nobody", "--cut", "1"], ["--cut", "1"], ["p3_readmore", "--cut", "0"]]
)
def test_what_cannot_be_done_gets_one_line(case: CaseFolder, extra: list[str], capsys) -> None:
    assert main(["look", str(case.path), *extra]) == 2
    assert capsys.readouterr().err.count("\n") == 1

"""Of two invented events: what is counted in one unit and not in another, and what decides it."""

from __future__ import annotations

import pytest
from test_two_events import Event, event

from newscompare.report import heard, once
from newscompare.report.pages import findings_table

__all__ = ["event"]

pytestmark = pytest.mark.xdist_group("two events")


def test_who_would_be_heard_as_much_counted_as_one_is_said(event: Event) -> None:
    said = heard.said_as_many(event.made.case)
    many = "Counted as one, Norrland Mining together with its spokeswoman has as many (4)."
    assert said == {"bridge": "", "mine": many}[event.name]
    table = findings_table(event.made).set_index("Finding")["Counted otherwise"]
    (most,) = [ways for finding, ways in table.items() if "is heard most" in finding]
    assert most.endswith(said)


SEVERAL = {
    "bridge": "one of nine with quotations holds more than one, together two of the 10.",
    "mine": "two of nine with quotations hold more than one, together four of the 11.",
}


def test_one_attribution_may_hold_several_quotations(event: Event) -> None:
    said = heard.said_several(event.made.case)
    assert said == f"One attribution may hold several quotations: here {SEVERAL[event.name]}"


def test_words_that_mark_a_text_are_counted_without_its_copy(event: Event) -> None:
    said = once.sayings(event.made.case)["once_marking"]
    if event.name == "bridge":
        assert said == ""
    else:
        assert (
            "With Morning Courier left out, the counts for Nordic Wire would be “eleven” 3 : 0,"
            in said
        )


VOICED = {"bridge": ("radio-03", "accused the mayor of"), "mine": ("green-04", "accused the gov")}


def test_whose_claim_a_frame_is_the_shown_phrase_decides(event: Event) -> None:
    unit, phrase = VOICED[event.name]
    case = event.made.case
    shown = case.evidence.set_index("sentence").loc[[unit], "phrase"].tolist()
    assert [one.startswith(phrase) for one in shown] == [True]
    assert case.frames.set_index("sentence").loc[unit, "voice"] == "source"

"""A dateline is no part of the first sentence, and what looks like one stays."""

from __future__ import annotations

import pytest

from newscompare.articles import parse_article, units

LEAD = "The bridge will shut on Monday, the council said."


@pytest.mark.parametrize(
    "dateline",
    [
        "Oct 9, 2026 (Reuters) - ",
        "9 October (AFP) -- ",
        "(Reuters) - ",
        "PORT HALVARD, Oct 9 - ",
        "OSTERMERE, May 4 - ",
        "LONDON, Oct 9, 2026 (Reuters) — ",
        "NEW YORK (AP) — ",
        "Ashby, Northland, May 16 (dpa) - ",
        "ST. LOUIS, Mo., Sept. 3 (UPI) -- ",
        "DES MOINES, Iowa – ",
        "GENEVA – ",
    ],
)
def test_a_dateline_is_cut_from_the_first_sentence(dateline: str) -> None:
    table = units(parse_article(f"{dateline}{LEAD} It rained.\n", id="a"))
    assert table["text"].tolist() == [LEAD, "It rained."]
    assert table["start"].tolist()[0] == len(dateline)
    assert table["words"].tolist()[0] == 9


@pytest.mark.parametrize(
    "text",
    [
        "May 9 - a day of rain - was long.",
        "Ann Dell (Labour) - The mayor - spoke.",
        "NATO-led forces left.",
        "EXCLUSIVE - The bridge will shut.",
        "The bridge – Ashby's only one – will shut.",
        "ASHBY (Northwater) - The bridge will shut.",
        "Work began on 4 May - The council said so.",
    ],
)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert units(parse_article(f"{text}\n", id="a"))["text"].tolist() == [text]


def test_a_dateline_stands_before_the_first_sentence_alone() -> None:
    body = f"Rain fell.\n\nGENEVA – {LEAD}\n"
    assert units(parse_article(body, id="a"))["text"].tolist()[1].startswith("GENEVA")


def test_the_front_matter_may_keep_it() -> None:
    text = f"---\ndateline: kept\n---\nGENEVA – {LEAD}\n"
    assert units(parse_article(text, id="a"))["text"].tolist() == [f"GENEVA – {LEAD}"]

"""A report is silent about parties that the machine cannot tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscompare.case.tables import Case, load_case
from newscompare.findings import general
from newscompare.report.given import Given
from newscompare.report.knowable import knowable
from newscompare.report.sure import way

PARTIES = [
    {"id": "veldan", "label": "Veldan side", "heard": [{"country": ["Veldany"]}]},
    {"id": "kenya", "label": "Kenyan side", "heard": [{"country": ["Kenya"]}]},
    {"id": "brenn", "label": "Brenn", "heard": [{"source": ["Brenn"]}, {"country": ["Veldany"]}]},
]


@pytest.fixture
def machine(practice: Case) -> Case:
    """The practice event as a machine that knows none of its countries would code it."""
    settings = practice.settings | {"parties": PARTIES, "sides": []}
    said = practice.attributions.assign(country="none")
    return replace(practice, settings=settings, attributions=said)


def test_a_party_by_an_unknown_country_is_left_out_and_named(machine: Case) -> None:
    told, left = knowable(machine)
    assert [party["id"] for party in told.settings["parties"]] == ["kenya", "brenn"]
    assert left == ("Veldan side",)
    said = general(told, {}).values()
    assert not any("Veldan side" in one.sentence for one in said)


def test_a_country_that_people_gave_is_known(machine: Case) -> None:
    own = machine.attributions.assign(country="Veldany")
    told, left = knowable(replace(machine, attributions=own))
    assert len(told.settings["parties"]) == 3
    assert left == ()


def test_the_book_s_own_case_keeps_its_parties() -> None:
    case = load_case("accords")
    assert knowable(case) == (case, ())


def test_what_was_given_in_words() -> None:
    assert Given(3).said == "All three texts that were given are counted."
    said = Given(2, (("Le Matin", "in French"), ("gate", "the page is not free"))).said
    assert said == (
        "Of four texts given, two are counted. Left out: Le Matin (in French) and gate (the page "
        "is not free)."
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("by words", "if words are counted instead of units"),
        ("own voice, shared sentences too", "if frames that only a source voices do not count"),
        ("without echo", "without Ostermere Echo"),
        ("without C1", "without the indicator C1"),
        ("without titles", "without titles and decks"),
    ],
)
def test_other_ways_to_count_in_words(name: str, words: str) -> None:
    assert way(name, {"echo": "Ostermere Echo"}) == words

"""Who speaks for a body without a name, and counts apart from it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newscompare.case.tables import Case, load_case
from newscompare.report import heard


@pytest.fixture(scope="module")
def practice() -> Case:
    return load_case("practice")


def heard_as(case: Case, sources: list[str]) -> Case:
    """The case with so many attributions, each to one of some sources, all in its first texts."""
    table = case.attributions.head(len(sources))
    return replace(case, attributions=table.assign(source=sources))


@pytest.mark.parametrize(
    ("sources", "pair"),
    [
        (["town council", "spokesman for the council"], "town council"),
        (["Acme Ltd", "spokeswoman for Acme Ltd"], "Acme Ltd"),
        (["Acme Ltd", "Acme Ltd spokeswoman"], "Acme Ltd"),
        (["town council", "county council", "spokesman for the council"], ""),
        (["council", "residents of the council"], ""),
        (["Acme Ltd", "spokeswoman for the union"], ""),
    ],
)
def test_whom_somebody_without_a_name_speaks_for(
    practice: Case, sources: list[str], pair: str
) -> None:
    found = heard.apart(heard_as(practice, sources))
    assert [(label, body, n) for label, body, n, _ in found] == (
        [(sources[-1], pair, 2)] if pair else []
    )
    assert bool(heard.said_apart(heard_as(practice, sources))) == bool(pair)


def test_a_body_that_leads_anyway_is_not_said_to_have_as_many(practice: Case) -> None:
    leads = ["Acme Ltd"] * 3 + ["spokeswoman for Acme Ltd", "Ann"]
    assert heard.said_as_many(heard_as(practice, leads)) == ""
    behind = ["Ann"] * 2 + ["Acme Ltd"] * 1 + ["Acme Ltd spokeswoman"] * 2
    assert heard.said_as_many(heard_as(practice, behind)) == (
        "Counted as one, Acme Ltd together with its spokeswoman has more (3)."
    )


def test_quotations_without_an_attribution_are_in_none(practice: Case) -> None:
    first = practice.quotes.head(3).assign(attribution=["x-a1", "x-a1", ""])
    assert heard.said_several(replace(practice, quotes=first)) == (
        "One attribution may hold several quotations: here one of one with quotations holds "
        "more than one, together two of the 3."
    )
    each = practice.quotes.head(2).assign(attribution=["x-a1", "x-a2"])
    said = "Each quotation stands in an attribution of its own."
    assert heard.said_several(replace(practice, quotes=each)) == said
    assert heard.said_several(replace(practice, quotes=practice.quotes.head(0))) == ""

"""Named is who bears a name of their own: a spokeswoman for a firm has none, the firm has."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.case.tables import load_case
from newscompare.findings.naming import as_named, nameless, what_unnamed, with_naming
from newscompare.measures import sources


@pytest.mark.parametrize(
    "label",
    [
        "Norrland Mining spokeswoman",
        "spokeswoman for Norrland Mining",
        "World Bank official",
        "official of the World Bank",
        "Harrow & Pell analysts",
        "US officials",
        "Mine Workers’ Union secretary",
        "Green party leaders and Treasury officials",
    ],
)
def test_people_called_by_a_noun_have_no_name(label: str) -> None:
    assert nameless(label)


@pytest.mark.parametrize(
    "label",
    [
        "Norrland Mining",
        "Siv Lunde",
        "Green party",
        "Kazakh government",
        "Corvanian police",
        "Mine Workers’ Union",
        "Ministry of Transport",
        "Doctors Without Borders",
        "Queen of Denmark",
        "Donald Trump and Central Asian leaders",
        "town council",
        "spokesman",
        "",
    ],
)
def test_bodies_and_people_with_names_are_no_such_people(label: str) -> None:
    assert not nameless(label)


def test_a_spokeswoman_without_a_name_counts_as_unnamed() -> None:
    rows = [("Norrland Mining", "business"), ("Norrland Mining spokeswoman", "business")]
    table = pd.DataFrame(rows, columns=["source", "source_type"]).assign(via="")
    assert with_naming(table)["naming"].tolist() == ["named", "unnamed"]
    assert with_naming(table)["source"].tolist() == [name for name, _ in rows]
    assert sources.with_naming(as_named(table))["naming"].tolist() == ["named", "unnamed"]


@pytest.mark.parametrize("name", ["accords", "practice"])
def test_the_cases_of_the_book_keep_their_numbers(name: str) -> None:
    table = load_case(name).attributions
    assert with_naming(table)["naming"].equals(sources.with_naming(table)["naming"])


@pytest.mark.parametrize(
    ("label", "kind", "what"),
    [
        ("town council", "official", "body"),
        ("police", "official", "body"),
        ("labour ministry", "official", "body"),
        ("families", "collective", "group"),
        ("US officials", "unnamed_official", "group"),
        ("people familiar with the talks", "unnamed", "group"),
        ("spokesman for the council", "official", "person"),
        ("groundsman", "citizen", "person"),
        ("", "unnamed", "open"),
    ],
)
def test_what_is_unnamed_is_a_person_a_group_or_a_body(label: str, kind: str, what: str) -> None:
    assert what_unnamed(label, kind) == what

"""Sources of one text and of several brought to one name, by rules that are sure or silent."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.attribution.who.across import over, settled, within

Row = tuple[str, str, str]


def heard(*rows: Row) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=["article", "source", "source_type"])


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Ashby town council met. The council said no.", "council", "Ashby town council"),
        ("Ashby Town Council met. The council said no.", "council", "Ashby Town Council"),
        ("The labour ministry shut it. The ministry spoke.", "ministry", "labour ministry"),
        (
            "The ministry of transport pays. The ministry spoke.",
            "ministry",
            "ministry of transport",
        ),
        ("The council said no.", "council", "council"),
        ("The town council met the county council. The council spoke.", "council", "council"),
        ("The new council met. The council spoke.", "council", "council"),
        ("The Freedonian government met. The government spoke.", "government", "government"),
    ],
)
def test_a_body_called_by_its_noun(text: str, source: str, name: str) -> None:
    table = heard(("a", source, "official"))
    out = settled(table, within(table, {"a": text}))
    assert out["source"].tolist() == [name]


@pytest.mark.parametrize("word", ["she", "he", "it", "they", "we", "I", "someone", "this"])
def test_a_pronoun_that_nobody_answers_to_is_no_name(word: str) -> None:
    table = heard(("a", word, "none"), ("a", "Ann Dell", "official"))
    out = settled(table, within(table, {"a": f"Ann Dell left. Later {word} said no."}))
    assert out["source"].tolist() == ["", "Ann Dell"]
    assert out["source_type"].tolist() == ["unnamed", "official"]


def test_who_are_several_without_a_name_keep_their_kind() -> None:
    table = heard(("a", "others", "collective"))
    out = settled(table, within(table, {"a": "Others said no."}))
    assert out[["source", "source_type"]].to_numpy().tolist() == [["", "collective"]]


EVENT = {
    "a": "Mary Halloran, the mayor, said no. The town council said yes.",
    "b": "Halloran denied the claim, the council said.",
}


def test_a_surname_and_a_public_body_over_the_event() -> None:
    table = heard(
        ("a", "Mary Halloran", "official"),
        ("a", "town council", "official"),
        ("b", "Halloran", "unknown"),
        ("b", "council", "official"),
    )
    assert over(table, EVENT) == {"Halloran": "Mary Halloran", "council": "town council"}


def test_two_who_bear_a_surname_leave_it_open_though_only_one_is_heard() -> None:
    texts = EVENT | {"c": "Her brother Tom Halloran wept."}
    table = heard(("a", "Mary Halloran", "official"), ("b", "Halloran", "unknown"))
    assert over(table, texts) == {}


def test_each_text_settles_a_surname_first() -> None:
    texts = {
        "a": "Mary Halloran met the press. Halloran wept.",
        "b": "Tom Halloran met the press. Halloran wept.",
        "c": "Halloran wept.",
    }
    table = heard(*((text, "Halloran", "unknown") for text in texts))
    out = settled(table, within(table, texts))
    assert out["source"].tolist() == ["Mary Halloran", "Tom Halloran", "Halloran"]
    assert over(out, texts) == {}


def test_a_surname_with_another_sex_is_somebody_else() -> None:
    texts = {"a": "Mary Halloran met the press.", "b": "Mr Halloran wept. He left."}
    assert over(heard(("b", "Halloran", "unknown")), texts) == {}


def test_a_company_of_another_text_may_be_another() -> None:
    texts = {"a": "The mining company spoke.", "b": "The company spoke."}
    table = heard(("a", "mining company", "business"), ("b", "company", "business"))
    assert over(table, texts) == {}


def test_a_place_or_a_firm_is_no_surname() -> None:
    texts = {"a": "Eva Kestrel spoke.", "b": "Kestrel Group said so. Kestrel rose."}
    assert over(heard(("b", "Kestrel", "business")), texts) == {}

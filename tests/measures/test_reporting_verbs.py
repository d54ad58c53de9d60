"""Which verb a cue has, and which words carry matter."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.measures.headline import content_terms
from newscompare.measures.verbs import (
    NO_VERB,
    cue_verb,
    opens_and_closes,
    verb_counts,
    verb_kinds,
    with_verbs,
)


@pytest.mark.parametrize(
    ("cue", "verb"),
    [
        ("is being hailed by", "hail"),
        ("was quoted as saying", "say"),
        ("according to", NO_VERB),
        ("in this", NO_VERB),
        ("in the news", NO_VERB),
        ("as always", NO_VERB),
        ("said:", "say"),
    ],
)
def test_the_verb_of_a_cue(cue: str, verb: str) -> None:
    """A word that ends as a verb may and is its own base form is none."""
    assert cue_verb(cue) == verb


def test_words_of_two_letters_carry_matter_and_single_letters_none() -> None:
    terms = pd.DataFrame({"term": ["ai", "x", "the", "pact"], "zone": "body", "count": 1})
    assert content_terms(terms)["term"].tolist() == ["ai", "pact"]


def test_a_verb_has_the_sources_that_it_reports_most_reported_first() -> None:
    heard = pd.DataFrame(
        [
            *(("Ruiz", "said"), ("Ada", "said"), ("", "said"), ("Zoe", "says"), ("Ada", "says")),
            ("", "hailed"),
        ],
        columns=["source", "cue"],
    )
    heard["article"] = pd.Categorical(["a"] * 6, categories=["a", "b"], ordered=True)
    table = verb_counts(heard)
    assert table["verb"].tolist() == ["say", "hail"]
    assert table["attributions"].tolist() == [5, 1]
    assert table["sources"].tolist() == [("Ada", "Ruiz", "Zoe"), ()]


def test_kinds_of_verbs_have_their_order() -> None:
    heard = pd.DataFrame({"cue": ["hailed", "said", "announced", "according to"]})
    kinds = with_verbs(heard)["kind"]
    assert kinds.tolist() == ["colour", "plain", "weight", "none"]
    assert kinds.sort_values().tolist() == ["plain", "weight", "colour", "none"]
    assert kinds.min() == "plain"


def test_the_first_unit_stands_at_nought_and_the_last_at_one() -> None:
    units = pd.DataFrame(
        [("a-1", "body"), ("a-2", "subhead"), ("a-3", "body"), ("a-4", "body")],
        columns=["id", "zone"],
    ).assign(article="a")
    one = pd.DataFrame({"id": ["b-1"], "zone": ["body"], "article": ["b"]})
    heard = pd.DataFrame(
        [
            ("a-4", "Ruiz", 0, "a"),
            ("a-3", "", 5, "a"),
            ("a-3", "Ada", 9, "a"),
            ("b-1", "Zoe", 0, "b"),
        ],
        columns=["sentence", "source", "content_start", "article"],
    )
    heard["article"] = pd.Categorical(heard["article"], categories=["a", "b", "c"], ordered=True)
    table = opens_and_closes(heard, pd.concat([units, one])).set_index("article")
    assert table.loc["a"].tolist() == ["nobody named", "a-3", 0.5, "Ruiz", "a-4", 1]
    assert table.loc["b"].tolist() == ["Zoe", "b-1", 0, "Zoe", "b-1", 0]
    assert table.loc["c", ["first_source", "last_source"]].tolist() == ["", ""]
    assert table.loc["c", ["first_place", "last_place"]].isna().all()


def test_shares_of_kinds_are_those_of_the_row() -> None:
    heard = pd.DataFrame({"cue": ["said", "hailed", "wrote", "said"], "source": list("xxxy")})
    table = verb_kinds(heard, by="source").set_index(["source", "kind"])
    assert table.loc[("x", "plain"), ["attributions", "all"]].tolist() == [2, 3]
    assert table.loc[("x", "plain"), "share"] == 2 / 3
    assert table.loc[("x", "colour"), "share"] == 1 / 3
    assert table.loc[("y", "plain"), "share"] == 1
    assert table.loc[("y", "view"), "share"] == 0

"""Which verb a cue has, and which words carry matter."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.measures.headline import content_terms
from newscompare.measures.verbs import NO_VERB, cue_verb, verb_counts


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

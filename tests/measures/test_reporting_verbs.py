"""Which verb a cue has."""

from __future__ import annotations

import pytest

from newscompare.measures.verbs import NO_VERB, cue_verb


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

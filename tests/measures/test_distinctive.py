"""The words that mark a text: formulas worked by hand, counts that no text can be made from."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from newscompare.measures.alignment import word_table
from newscompare.measures.distinctive import Z95, marking_terms, term_counts, top_terms


def counts(**texts: dict[str, int]) -> pd.DataFrame:
    rows = [(a, "body", t, n, 0) for a, own in texts.items() for t, n in own.items()]
    return pd.DataFrame(rows, columns=["article", "zone", "term", "count", "quoted"])


def test_log_odds_as_in_the_paper() -> None:
    terms = counts(one={"peace": 6, "deal": 4}, two={"peace": 1, "deal": 9})
    found = marking_terms(terms, prior_words=10).set_index(["article", "term"])
    prior = {"peace": 10 * 7 / 20, "deal": 10 * 13 / 20}
    up, down = 6 + prior["peace"], 1 + prior["peace"]
    ours = math.log(up / (10 + 10 - up))
    theirs = math.log(down / (10 + 10 - down))
    row = found.loc[("one", "peace")]
    error = math.sqrt(1 / up + 1 / down)
    assert row["log_odds"] == pytest.approx(ours - theirs)
    assert row["error"] == pytest.approx(error)
    assert row["low"] == pytest.approx(ours - theirs - Z95 * error)
    assert row["high"] == pytest.approx(ours - theirs + Z95 * error)
    assert row["z"] == pytest.approx((ours - theirs) / error)
    assert found.loc[("two", "peace"), "log_odds"] == pytest.approx(theirs - ours)


def test_the_prior_draws_rare_words_toward_no_difference() -> None:
    terms = counts(one={"peace": 2, "the": 98}, two={"peace": 0, "the": 100})
    weak, strong = (
        marking_terms(terms[terms["count"] > 0], prior_words=words)
        .set_index(["article", "term"])
        .loc[("one", "peace"), "log_odds"]
        for words in (10, 10_000)
    )
    assert weak > strong > 0


def test_quoted_words_and_chosen_words_are_left_out() -> None:
    terms = counts(one={"peace": 6, "deal": 4}, two={"peace": 1, "deal": 9}).assign(quoted=0)
    terms.loc[0, "quoted"] = 6
    own = marking_terms(terms, own_words=True)
    assert own.index.tolist() == [0, 1, 2]
    assert "peace" not in set(own.loc[own["article"] == "one", "term"])
    assert set(marking_terms(terms, without=["deal"])["term"]) == {"peace"}


def test_terms_stand_in_alphabetical_order_and_add_up() -> None:
    units = pd.DataFrame(
        {
            "id": ["a-01", "a-02", "b-01"],
            "article": ["a", "a", "b"],
            "zone": ["title", "body", "body"],
            "paragraph": [0, 1, 1],
            "start": [0, 0, 0],
            "text": ["Peace at last", "The “peace” of Kazakhstan’s neighbours", "No peace"],
        }
    )
    terms = term_counts(word_table(units))
    for _, own in terms.groupby(["article", "zone"], sort=False):
        assert list(own["term"]) == sorted(own["term"])
    assert terms["count"].sum() == 3 + 5 + 2
    body = terms[(terms["zone"] == "body") & (terms["article"] == "a")].set_index("term")
    assert body.loc["peace", "quoted"] == 1
    assert "kazakhstan" in body.index


def test_top_terms_are_used_more_than_elsewhere() -> None:
    terms = counts(one={"peace": 6, "deal": 1}, two={"peace": 1, "deal": 9})
    top = top_terms(marking_terms(terms), 5)
    assert dict(zip(top["article"], top["term"], strict=True)) == {"one": "peace", "two": "deal"}
    terms = counts(one={"peace": 6, "deal": 2, "rare": 1}, two={"peace": 3, "deal": 9})
    top = top_terms(marking_terms(terms), 5)
    assert list(zip(top["article"], top["term"], strict=True)) == [
        ("one", "peace"),
        ("two", "deal"),
    ]


def test_own_words_are_those_that_are_not_quoted() -> None:
    terms = counts(one={"peace": 5, "deal": 4}, two={"peace": 3}).assign(quoted=[2, 4, 0])
    own = marking_terms(terms, own_words=True)
    found = own.set_index(["article", "term"])["count"].to_dict()
    assert found == {("one", "peace"): 3, ("two", "peace"): 3}
    assert own["words"].tolist() == [3, 3]

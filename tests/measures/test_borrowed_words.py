"""Borrowed sentences and passages that overlap, counted out."""

from __future__ import annotations

import pandas as pd

from newscompare.articles import Article, units
from newscompare.measures.alignment import _without_overlap, word_table
from newscompare.measures.borrowed import frames_without, utterance_sentences

UTTERANCES = pd.DataFrame(
    [
        ("u1", "a", "a-01", "post", "quoted"),
        ("u1", "b", "b-01", "post", "quoted"),
        ("u1", "c", "c-01", "post", "unquoted"),
        ("u2", "a", "a-02", "speech", "quoted"),
        ("u2", "a", "a-03", "speech", "quoted"),
    ],
    columns=["utterance", "article", "sentence", "origin", "marks"],
)


def test_a_shared_utterance_stands_in_two_texts_or_more() -> None:
    shared = utterance_sentences(UTTERANCES, quoted=False, shared=True)
    assert shared == {"a-01", "b-01", "c-01"}
    assert utterance_sentences(UTTERANCES, origin="speech") == {"a-02", "a-03"}
    assert utterance_sentences(UTTERANCES) == {"a-01", "b-01", "a-02", "a-03"}


def test_the_frame_with_most_units_leads() -> None:
    coded = pd.DataFrame(
        {
            "sentence": ["a-01", "a-02", "a-03", "b-01", "b-02"],
            "article": pd.Categorical(["a", "a", "a", "b", "b"]),
            "symbolic": [1, 0, 0, 1, 0],
            "strategic": [0, 1, 1, 0, 1],
            "combination": ["symbolic", "strategic", "strategic", "symbolic", "strategic"],
            "voice": ["outlet"] * 5,
            "coder": ["x"] * 5,
            "indicators": ["S1"] * 5,
        }
    )
    left_out = {"without a-03": frozenset({"a-03"}), "a-01 alone": frozenset({"a-02", "a-03"})}
    found = frames_without(coded, left_out)
    rows = found[["variant", "article", "left", "dropped", "leads", "same"]].values.tolist()
    assert rows == [
        ["all units", "a", 3, 0, "strategic", True],
        ["all units", "b", 2, 0, "", True],
        ["without a-03", "a", 2, 1, "", False],
        ["without a-03", "b", 2, 0, "", True],
        ["a-01 alone", "a", 1, 2, "symbolic", False],
        ["a-01 alone", "b", 2, 0, "", True],
    ]


def test_a_passage_is_left_out_where_more_than_half_of_it_stands_in_a_longer_one() -> None:
    long = [(k, k) for k in range(8)]
    a_quarter = [(k, k) for k in range(7, 11)]
    half = [(k, k) for k in range(6, 10)]
    most = [(k, k) for k in range(5, 9)]
    one_side = [(k, k + 40) for k in range(5, 9)]
    assert _without_overlap([a_quarter, long]) == [long, a_quarter]
    assert _without_overlap([half, long]) == [long, half]
    assert _without_overlap([most, long]) == [long]
    assert _without_overlap([one_side, long]) == [long, one_side]
    other_side = [(7, 0), (20, 1), (21, 2), (22, 3)]
    assert _without_overlap([other_side, long]) == [long, other_side]


def test_a_word_in_marks_is_found_after_any_number_of_sentences() -> None:
    """In the second paragraph too, where places count from the start of the text."""
    body = "It rained all day.\n\nHe came. She came. They came. All said “a” and no more.\n"
    table = word_table(units(Article("x", body)))
    quoted = table[table["quotation"] >= 0]
    assert quoted["word"].tolist() == ["a"]
    assert body[quoted["start"].item() : quoted["end"].item()] == "a"

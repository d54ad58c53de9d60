"""Frames by machine on invented sentences: hand-worked codes, properties, and a floor on an
invented set.
"""

import random
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare.articles import WORD
from newscompare.case.codebook import Codebook, Pattern, read_codebook
from newscompare.errors import InputError
from newscompare.frames import patterns
from newscompare.frames.patterns import (
    CODE_COLUMNS,
    EVIDENCE_WORDS,
    best_evidence,
    code_sentences,
    code_text,
    encode,
    fold,
    without,
)

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "fixtures" / "invented_frames.tsv"
BOOK = read_codebook(ROOT / "data" / "accords" / "codebook.yml")


def table(*texts: str) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"x-{n}" for n in range(1, len(texts) + 1)], "text": texts})


def indicators(text: str, book: Codebook = BOOK) -> set[str]:
    return {str(row["indicator"]) for row in code_text(text, book)}


def frames(text: str) -> set[str]:
    return {str(row["frame"]) for row in code_text(text, BOOK)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was a symbolic visit.", {"symbolic"}),
        ("It was not a breakthrough.", {"symbolic"}),
        ("It may look symbolic but gives leverage.", {"symbolic", "strategic"}),
        ("It was not a symbolic visit.", {"strategic"}),
        ("It is not merely symbolic.", {"symbolic", "strategic"}),
        ("The visit was strategic.", {"strategic"}),
        ("The visit was hardly strategic.", {"symbolic"}),
        ("She spoke at the Peace Forum.", set()),
        ("He is a fellow at the Center for Strategic and International Studies.", set()),
        ("The defense minister arrived on Monday.", set()),
        ("The two states signed a treaty in 1994.", set()),
        ("Although the two have had embassies for decades, they signed.", {"symbolic"}),
        ("They will deepen their old economic ties.", {"strategic"}),
        ("The ruler thanked the president for his leadership.", {"symbolic"}),
        ("The base offsets Chinese influence.", {"strategic"}),
    ],
)
def test_hand_worked(text: str, expected: set[str]) -> None:
    assert frames(text) == expected


def test_a_denial_counts_for_the_other_side() -> None:
    assert "S2" in indicators("The visit was not strategic.")
    assert "T5" not in indicators("The visit was not strategic.")


def test_rows_columns_and_subheads() -> None:
    sentences = table("A symbolic act.", "A symbolic act.", "Nobody came.")
    sentences["zone"] = ["title", "subhead", "body"]
    codes = code_sentences(sentences, BOOK)
    assert list(codes.columns) == CODE_COLUMNS
    assert list(codes["sentence"]) == ["x-1"]
    folded = fold(codes, sentences, BOOK)
    assert folded.to_dict("records") == [
        {"sentence": "x-1", "symbolic": 1, "strategic": 0, "indicators": "S1"},
        {"sentence": "x-3", "symbolic": 0, "strategic": 0, "indicators": "-"},
    ]


def test_no_sentences_no_codes() -> None:
    empty = table()
    assert list(code_sentences(empty, BOOK).columns) == CODE_COLUMNS
    assert fold(code_sentences(empty, BOOK), empty, BOOK).empty
    assert best_evidence(code_sentences(empty, BOOK)).empty


@pytest.mark.parametrize("missing", ["text", "id"])
def test_a_missing_column_is_named(missing: str) -> None:
    with pytest.raises(InputError, match=missing):
        code_sentences(table("A.").drop(columns=missing), BOOK)


def test_without_drops_indicators_and_patterns() -> None:
    codes = code_sentences(table("A symbolic act gives leverage."), BOOK)
    assert set(without(codes, indicators=["S1"])["frame"]) == {"strategic"}
    assert without(codes, patterns=codes["pattern"]).empty


def test_best_evidence_is_one_row_a_frame() -> None:
    codes = code_sentences(
        table("A symbolic gesture, a show, but it gives leverage and trade deals."), BOOK
    )
    best = best_evidence(codes)
    assert sorted(best["frame"]) == ["strategic", "symbolic"]


PIECES = [
    "symbolic",
    "gesture",
    "not",
    "U.S.",
    "Russia’s influence",
    "deepen",
    "ties",
    "“peace”",
    "trade",
    "$5 billion",
    ",",
    "—",
    "isn’t",
    "a",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30))
def test_evidence_is_the_text_between_its_offsets(pieces: list[str]) -> None:
    text = " ".join(pieces)
    encoded = encode(text)
    assert len(encoded.starts) == len(encoded.ends) == encoded.text.count(" ")
    for row in code_text(text, BOOK):
        start, end = int(str(row["start"])), int(str(row["end"]))
        assert 0 <= start < end <= len(text)
        assert row["evidence"] == text[start:end]
        assert sum(1 for _ in WORD.finditer(str(row["evidence"]))) <= EVIDENCE_WORDS


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_straight_or_curly_capital_or_small_gives_the_same_codes(pieces: list[str]) -> None:
    text = " ".join(p for p in pieces if p != "U.S.")
    straight = text.replace("’", "'").replace("“", '"').replace("”", '"')
    assert indicators(text) == indicators(straight) == indicators(text.lower())


def scores(machine: pd.Series, truth: pd.Series) -> tuple[float, float]:
    hits = int((machine & truth).sum())
    return hits / int(machine.sum()), hits / int(truth.sum())


@pytest.mark.parametrize("frame", ["symbolic", "strategic"])
def test_floor_on_the_invented_set(frame: str) -> None:
    invented = pd.read_csv(INVENTED, sep="\t", quoting=3)
    invented["id"] = range(len(invented))
    machine = fold(code_sentences(invented, BOOK), invented, BOOK)
    precision, recall = scores(machine[frame], invented[frame])
    assert precision >= 0.90
    assert recall >= 0.90


def without_words(pattern: Pattern) -> Pattern:
    return replace(pattern, finds=tuple(replace(find, words=None) for find in pattern.finds))


def test_the_index_of_words_skips_no_pattern_that_matches() -> None:
    careless = {
        id: replace(i, patterns=tuple(map(without_words, i.patterns)))
        for id, i in BOOK.indicators.items()
    }
    every = replace(BOOK, indicators=careless)
    words = sorted({word.strip("*") for word in BOOK.by_word if word})
    chance = random.Random(4)
    invented = pd.read_csv(INVENTED, sep="\t")["text"].tolist()
    texts = invented + [
        " ".join(chance.choices([*words, "the", "of", "not", "it"], k=12)) for _ in range(150)
    ]
    found = 0
    for text in texts:
        rows = list(code_text(text, BOOK))
        assert rows == list(code_text(text, every)), text
        found += len(rows)
    assert found > len(texts)


def test_a_denial_reaches_over_three_words_and_no_further() -> None:
    denials = re.compile(r"not/not ")
    assert patterns._is_denied("not/not a/a big/big old/old ", denials)
    assert not patterns._is_denied("not/not a/a very/very big/big old/old ", denials)
    assert not patterns._is_denied("not/not merely/merely a/a ", denials)


def test_best_evidence_is_the_longest_phrase_of_the_first_indicator() -> None:
    codes = pd.DataFrame(
        [
            ("x-2", "symbolic", "S1", "late", 30, 34, "p1"),
            ("x-2", "symbolic", "S1", "a peace deal", 2, 14, "p2"),
            ("x-2", "symbolic", "S2", "a long and lasting peace", 40, 64, "p3"),
            ("x-2", "strategic", "T1", "gas", 5, 8, "p4"),
            ("x-2", "strategic", "T1", "oil", 0, 3, "p5"),
            ("x-1", "symbolic", "S1", "history", 9, 16, "p6"),
        ],
        columns=CODE_COLUMNS,
    )
    best = best_evidence(codes)
    assert best["sentence"].tolist() == ["x-2", "x-2", "x-1"]  # as the codes stand
    assert best["evidence"].tolist() == ["oil", "a peace deal", "history"]
    assert best.columns.tolist() == CODE_COLUMNS


def test_a_very_long_word_has_no_lemma() -> None:
    longest = "x" * (patterns.LONGEST_WORD - 3) + "n't"
    assert patterns.LONGEST_WORD == 60
    assert encode(longest).text == f"{longest}/not "
    assert encode(f"x{longest}").text == f"x{longest}/x{longest} "


def test_a_denied_pattern_may_count_for_nothing() -> None:
    (sign,) = indicators("It was symbolic.")
    own = BOOK.indicators[sign]
    dropped = replace(own, patterns=tuple(replace(p, denied="drop") for p in own.patterns))
    book = replace(BOOK, indicators={**BOOK.indicators, sign: dropped})
    assert indicators("It was symbolic.", book) == {sign}
    assert indicators("It was not symbolic.", book) == set()
    assert indicators("It was not symbolic.") != set()

"""Labels of tokens and the attributions they join to, worked by hand."""

from __future__ import annotations

import pytest

from newscompare.articles.tokens import tokenize
from newscompare.attribution.linking import LABELS, Span, encode, link, merge, runs, segments, union


def at(text: str, part: str) -> list[list[int]]:
    return [[text.index(part), text.index(part) + len(part)]]


def test_numbers_in_a_row_are_one_run() -> None:
    assert runs([1, 2, 3, 5, 7, 8]) == [(1, 4), (5, 6), (7, 9)]
    assert runs([]) == []


def test_spans_that_touch_or_overlap_are_one() -> None:
    assert union([(5, 7), (1, 3), (3, 4), (9, 9), (6, 10)]) == [(1, 4), (5, 10)]
    assert union([(1, 10), (2, 3), (12, 13)]) == [(1, 10), (12, 13)]


def test_what_is_left_of_spans_without_others() -> None:
    assert merge([(0, 10)], [(2, 3), (5, 7)]) == [(0, 2), (3, 5), (7, 10)]
    assert merge([(0, 4), (6, 9)], [(3, 7), (8, 12)]) == [(0, 3), (7, 8)]
    assert merge([(2, 4)], [(0, 9)]) == []


def test_a_segment_goes_on_only_where_it_left_off() -> None:
    labels = ["B-Q", "I-Q", "O", "I-Q", "B-Q", "I-SL", "I-SL", "B-SL", "I-SR"]
    assert segments(labels) == [
        *(("Q", 0, 2), ("Q", 3, 4), ("Q", 4, 5)),
        *(("SL", 5, 7), ("SL", 7, 8), ("SR", 8, 9)),
    ]


def test_a_span_cut_by_a_stronger_one_begins_anew() -> None:
    text = "Nora said it all seems to Ben too late"
    gold = [
        {"source": at(text, "Nora"), "cue": at(text, "said"), "content": at(text, text[10:])},
        {"source": at(text, "Ben"), "cue": at(text, "seems"), "content": []},
    ]
    labels = encode(tokenize(text), gold)
    inside = ["B-CL", "I-CL", "B-Q", "B-CL", "B-SL", "B-CL", "I-CL"]
    assert labels == ["B-SR", "B-Q", *inside]
    assert set(labels) <= set(LABELS)


def test_a_source_of_two_cues_takes_the_side_of_the_nearest() -> None:
    text = "so had then said Nora who also wrote"  # one word from said, three from wrote
    gold = [
        {"source": at(text, "Nora"), "cue": at(text, cue), "content": []}
        for cue in ("had then said", "wrote")
    ]
    for order in (gold, gold[::-1]):
        labels = encode(tokenize(text), order)
        assert labels == ["O", "B-Q", "I-Q", "I-Q", "B-SL", "O", "O", "B-Q"]


@pytest.mark.parametrize(
    ("labels", "source", "rule"),
    [
        (["B-SR", "O", "B-Q", "O", "O"], [(0, 1)], ["source:left"]),
        (["B-SL", "O", "B-Q", "O", "O"], [], []),  # no cue to its left
        (["O", "O", "B-Q", "O", "B-SL"], [(4, 5)], ["source:right"]),
        (["O", "O", "B-Q", "O", "B-SR"], [], []),  # no cue to its right
    ],
)
def test_a_source_goes_to_no_cue_on_its_other_side(
    labels: list[str], source: list[Span], rule: list[str]
) -> None:
    (item,) = link(tokenize("Nora then said to Ben"), labels)
    assert item.source == source
    assert item.rule == rule


def test_a_cue_shares_the_source_of_its_neighbour_in_the_sentence() -> None:
    tokens = tokenize("Nora said so and went on. Later wrote more")
    wrote = tokens.words.index("wrote")
    labels = ["O"] * tokens.n
    labels[:2] = ["B-SR", "B-Q"]
    labels[4] = labels[wrote] = "B-Q"
    links = link(tokens, labels)
    assert [item.source for item in links] == [[(0, 1)], [(0, 1)], []]
    assert [item.rule for item in links] == [["source:left"], ["source:shared-left"], []]


@pytest.mark.parametrize(("away", "linked"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_quotation_belongs_to_a_cue_at_most_two_paragraphs_away(away: int, linked: bool) -> None:
    between = max(away - 1, 0)
    for before in range(5):
        said = "Nora said" + ("\n\n" if away else " ")
        text = "Rain\n\n" * before + said + "Rain\n\n" * between + "“ Rain ”"
        labels = [*["O"] * before, "B-SR", "B-Q", *["O"] * between, "B-CL", "I-CL", "I-CL"]
        (item,) = link(tokenize(text), labels)
        first = before + 2 + between
        assert item.content == ([(first, first + 3)] if linked else [])
        assert item.source == [(before, before + 1)]


@pytest.mark.parametrize(
    ("text", "begin", "end", "side"),
    [
        ("Ben said it rained. It poured", 2, 7, "L"),  # begins in the sentence of its cue
        ("It poured. Then it rained Ben said", 0, 6, "R"),  # ends in it
        ("It poured. Rain Ben said", 0, 4, "R"),  # ends with its first word
    ],
)
def test_content_that_touches_the_sentence_of_its_cue_is_kept_whole(
    text: str, begin: int, end: int, side: str
) -> None:
    tokens = tokenize(text)
    labels = ["O"] * tokens.n
    labels[begin:end] = [f"B-C{side}", *[f"I-C{side}"] * (end - begin - 1)]
    labels[tokens.words.index("said")] = "B-Q"
    (item,) = link(tokens, labels)
    assert item.content == [(begin, end)]


@pytest.mark.parametrize("labels", [["B-SR", "B-Q"], ["B-Q", "B-SL"]])
def test_a_source_stands_in_the_paragraph_of_its_cue(labels: list[str]) -> None:
    (near,) = link(tokenize("Nora said"), labels)
    (far,) = link(tokenize("Nora\n\nsaid"), labels)
    assert len(near.source) == 1
    assert far.source == []

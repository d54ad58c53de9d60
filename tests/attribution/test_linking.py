"""Labels of tokens and the attributions they join to, worked by hand."""

from __future__ import annotations

import pytest

from newscompare.articles.tokens import tokenize
from newscompare.attribution import linking


def at(text: str, part: str) -> list[list[int]]:
    return [[text.index(part), text.index(part) + len(part)]]


def test_a_span_cut_by_a_stronger_one_begins_anew() -> None:
    text = "Nora said it all seems to Ben too late"
    gold = [
        {"source": at(text, "Nora"), "cue": at(text, "said"), "content": at(text, text[10:])},
        {"source": at(text, "Ben"), "cue": at(text, "seems"), "content": []},
    ]
    labels = linking.encode(tokenize(text), gold)
    inside = ["B-CL", "I-CL", "B-Q", "B-CL", "B-SL", "B-CL", "I-CL"]
    assert labels == ["B-SR", "B-Q", *inside]
    assert set(labels) <= set(linking.LABELS)


@pytest.mark.parametrize(
    ("labels", "source"),
    [
        (["B-SR", "O", "B-Q", "O", "O"], [(0, 1)]),
        (["B-SL", "O", "B-Q", "O", "O"], []),  # no cue to its left
        (["O", "O", "B-Q", "O", "B-SL"], [(4, 5)]),
        (["O", "O", "B-Q", "O", "B-SR"], []),  # no cue to its right
    ],
)
def test_a_source_goes_to_no_cue_on_its_other_side(
    labels: list[str], source: list[linking.Span]
) -> None:
    links = linking.link(tokenize("Nora then said to Ben"), labels)
    assert [item.source for item in links] == [source]


@pytest.mark.parametrize(("away", "linked"), [(0, True), (1, True), (2, True), (3, False)])
def test_a_quotation_belongs_to_a_cue_at_most_two_paragraphs_away(away: int, linked: bool) -> None:
    between = max(away - 1, 0)
    for before in range(5):
        said = "Nora said" + ("\n\n" if away else " ")
        text = "Rain\n\n" * before + said + "Rain\n\n" * between + "“ Rain ”"
        labels = [*["O"] * before, "B-SR", "B-Q", *["O"] * between, "B-CL", "I-CL", "I-CL"]
        (item,) = linking.link(tokenize(text), labels)
        first = before + 2 + between
        assert item.content == ([(first, first + 3)] if linked else [])
        assert item.source == [(before, before + 1)]

"""Tone read by the encoder: turns of phrase, names, the target, and why."""

from __future__ import annotations

import numpy as np
import pytest

from newscompare.encoder import network
from newscompare.sentiment import reading


def label(text: str, target: str | None = None) -> int:
    return int(reading.sums(network.load(), text, target, reading.load()).argmax()) - 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is a great leader and I thank her for her courage.", 1),
        ("He lied to us again, and it is a disgrace.", -1),
        ("He went to the office on Monday and spoke by phone.", 0),
    ],
)
def test_plain_cases(text: str, expected: int) -> None:
    assert label(text) == expected


def test_chances_add_up_and_marks_do_not_matter() -> None:
    encoder, weights = network.load(), reading.load()
    sums = reading.sums(encoder, "It isn't \"fine\" at all.", None, weights)
    assert reading.softmax(sums).sum() == pytest.approx(1)
    assert np.allclose(sums, reading.sums(encoder, "It isn’t “fine” at all.", None, weights))


def test_the_target_is_found_in_any_case_and_often() -> None:
    assert reading.place_of("Smith met smith.", "Smith ") == [(0, 5), (10, 15)]
    assert reading.place_of("Smith met Jones.", None) == []
    assert reading.place_of("Smith met Jones.", "Brown") == []


def test_the_target_counts() -> None:
    text = "Unlike the coward Smith, Jones is a hero."
    encoder, weights = network.load(), reading.load()
    of = {t: reading.sums(encoder, text, t, weights) for t in ("Smith", "Jones")}
    assert of["Jones"][2] - of["Jones"][0] > of["Smith"][2] - of["Smith"][0]


def test_the_words_that_drive_a_score_stand_in_the_text() -> None:
    text = "He is a wonderful president."
    parts = reading.hidden(network.load(), text, None, reading.load())
    assert [text[a:b] for a, b, _ in parts] == ["He", "is", "a", "wonderful", "president"]
    gains = {text[a:b]: value[2] - value[0] for a, b, value in parts}
    assert max(gains, key=lambda word: gains[word]) == "wonderful"

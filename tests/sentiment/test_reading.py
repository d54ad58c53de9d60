"""Tone read by the encoder: turns of phrase, names, the target, and why."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from newscompare.encoder import network
from newscompare.errors import InputError
from newscompare.sentiment import SCORE_COLUMNS, contributions, reading, score


def label(text: str, target: str | None = None) -> int:
    return int(reading.explained(network.load(), text, target, reading.load())[0].argmax()) - 1


def net(text: str) -> float:
    """Log-odds of favourable against critical."""
    sums = reading.explained(network.load(), text, None, reading.load())[0]
    return float(sums[2] - sums[0])


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
    sums = reading.explained(encoder, 'It isn\'t "fine" at all.', None, weights)[0]
    assert reading.softmax(sums).sum() == pytest.approx(1)
    assert np.allclose(
        sums, reading.explained(encoder, "It isn’t “fine” at all.", None, weights)[0]
    )


@pytest.mark.parametrize("by", ["words", "encoder"])
def test_the_mark_that_closes_a_quotation_is_the_outlets(by: str) -> None:
    said = (
        "He has never been late with a bill",
        "We will not forget what they did, nor forgive it",
        "a disgrace to this town",
        "The harbour opens on Monday",
        "The best mayor - by far - we ever had",
    )
    for text in said:
        marked = pd.DataFrame(
            {"quoted": [text + mark for mark in ("", ",", ".", ";", " –", "…", ", ")]}
        )
        found = score(marked, by=by).drop(columns=["vader", "own", "ensemble"])
        assert (found == found.iloc[0]).all(axis=None), text
        asked = score(pd.DataFrame({"quoted": [f"{text}?"]}), by=by)
        assert asked["score"].iloc[0] != found["score"].iloc[0], "who asks says something else"


def test_the_target_is_found_in_any_case_and_often() -> None:
    assert reading.place_of("Smith met smith.", "Smith ") == [(0, 5), (10, 15)]
    assert reading.place_of("Smith met Jones.", None) == []
    assert reading.place_of("Smith met Jones.", "Brown") == []


def test_the_target_counts() -> None:
    text = "Unlike the coward Smith, Jones is a hero."
    encoder, weights = network.load(), reading.load()
    of = {t: reading.explained(encoder, text, t, weights)[0] for t in ("Smith", "Jones")}
    assert of["Jones"][2] - of["Jones"][0] > of["Smith"][2] - of["Smith"][0]


def test_the_words_that_drive_a_score_stand_in_the_text() -> None:
    text = "He is a wonderful president."
    parts = reading.explained(network.load(), text, None, reading.load())[1]
    assert [text[a:b] for a, b, _ in parts] == ["He", "is", "a", "wonderful", "president"]
    gains = {text[a:b]: value[2] - value[0] for a, b, value in parts}
    assert max(gains, key=lambda word: gains[word]) == "wonderful"


@pytest.mark.parametrize("question", ["favourable", "judging"])
def test_contributions_add_up(question: str) -> None:
    text = "Smith isn’t “fine” at all, he is a liar."
    parts = contributions(text, "Smith", question, by="encoder")
    row = score(pd.DataFrame({"quoted": [text], "target": ["Smith"]}), by="encoder").iloc[0]
    judges = row["critical"] + row["favourable"]
    expected = row["score"] if question == "favourable" else np.log(judges / row["neutral"])
    assert parts["contribution"].sum() == pytest.approx(expected, abs=0.02)
    at = parts[parts["start"].notna()]
    assert all(text[a:b] == w for w, a, b in zip(at["word"], at["start"], at["end"], strict=True))


def test_columns_and_quotations_without_words() -> None:
    table = score(pd.DataFrame({"quoted": ["A fine deal.", "...", None]}), by="encoder")
    assert list(table.columns) == SCORE_COLUMNS
    assert list(table["label"].isna()) == [False, True, True]
    assert "fine" in table["driving_words"].iloc[0]
    assert contributions("...", by="encoder").empty


def test_a_long_text_is_read_a_bounded_number_of_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST", 3)
    text = "This is a wonderful day for all of us."
    parts = reading.explained(network.load(), text, None, reading.load())[1]
    assert [text[a:b] for a, b, _ in parts] == text.rstrip(".").split()
    assert np.allclose(contributions(text, by="encoder")["contribution"].sum(), net(text))


def test_an_unknown_way_is_named() -> None:
    with pytest.raises(InputError, match="stars"):
        score(pd.DataFrame({"quoted": ["A."]}), by="stars")


def test_without_why_the_same_scores_and_no_words() -> None:
    quoted = [
        "This is a wonderful day for all of us.",
        "...",
        "He lied to us.",
        "He lied to me.",
        "It is “fine”, Smith said.",
        "No. " * 120,
    ]
    quotes = pd.DataFrame({"quoted": quoted, "target": [None, None, "He", None, "Smith", None]})
    told, kept = score(quotes, by="encoder"), score(quotes, by="encoder", why=False)
    numbers = [c for c in SCORE_COLUMNS if c != "driving_words"]
    assert told["label"].equals(kept["label"])
    assert np.allclose(told[numbers].astype(float), kept[numbers].astype(float), 0, 2e-4, True)
    assert set(kept["driving_words"].dropna()) == {""}
    assert (told["driving_words"].dropna() != "").all()

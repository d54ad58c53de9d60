"""Small texts that reports on events of one's own got wrong: who speaks, of what country and type,
in which form, in what tone.

Each holds the right rows; a row lists only what is at stake.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscompare.articles import Article
from newscompare.attribution import extract
from newscompare.coding.folder import code_articles, tone_coder

FIXTURE = Path(__file__).parents[1] / "fixtures" / "own_event" / "texts.jsonl"
CASES = [json.loads(line) for line in FIXTURE.read_text("utf-8").splitlines()]


SIGNED = "signed the pact"
"""An act, which the engine ``learned`` takes for words."""


@pytest.mark.parametrize("engine", ["encoder", "learned"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_who_speaks(case, engine):
    found, wanted = extract(case["input"], engine).to_dict("records"), case["rows"]
    if engine == "learned" and SIGNED in case["input"]:
        assert found.pop(0)["source"] == wanted[0]["source"]
    assert len(found) == len(wanted)
    assert [{k: f[k] for k in w} for f, w in zip(found, wanted, strict=True)] == wanted


@pytest.mark.parametrize("case", [c for c in CASES if "labels" in c], ids=lambda case: case["id"])
@pytest.mark.parametrize("by", ["words", "encoder"])
def test_tone(case, by):
    quotes = code_articles([Article("x", case["input"])], engine="learned").quotes
    assert list(tone_coder(quotes, by=by)["label"]) == case["labels"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Fares were fixed on Monday, with the union warning that jobs would go.", "union"),
        ("The deal held, with Ana Ruiz accusing the port of delay.", "Ana Ruiz"),
    ],
)
def test_with_somebody_saying(text, source):
    assert extract(text)["source"].tolist() == [source]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Ana Ruiz toured the docks at Santa Clara. She said the bridge was old.", "none"),
        ("In Accra, Ana Ruiz met the port authority. She said the bridge was old.", "Ghana"),
        ("Senator Ana Ruiz of Ghana and Senator Bo Lind of Fiji met Kim Poe. Poe said no.", "none"),
    ],
)
def test_one_ambiguous_town_or_a_tie_sets_no_country(text, country):
    assert extract(text)["country"].tolist() == [country]

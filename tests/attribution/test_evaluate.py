"""The scorer, worked by hand, and against the shared scorer where that is at hand."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from conftest import module_at

from newscompare.attribution import evaluate

SHARED = Path(__file__).resolve().parents[3] / "shared"

TEXT = "Nora said it rains, but Omar claimed “it snows” today."
#       0    5    10 13     20  24   29      37         48


def span(text: str, words: str) -> list[list[int]]:
    at = text.index(words)
    return [[at, at + len(words)]]


def item(source: str, cue: str, content: str) -> dict[str, list[list[int]]]:
    return {
        "source": span(TEXT, source) if source else [],
        "cue": span(TEXT, cue) if cue else [],
        "content": span(TEXT, content) if content else [],
    }


GOLD = [item("Nora", "said", "it rains"), item("Omar", "claimed", "“it snows” today")]


def scored(predicted: list) -> dict[str, dict[str, float]]:
    return evaluate.scores(evaluate.count(TEXT, GOLD, predicted))


def test_perfect():
    result = scored(GOLD)
    assert all(part["F"] == 100 for name, part in result.items() if "F" in part)
    assert result["R quoted"]["R"] == result["R indirect"]["R"] == 100


def test_nothing_predicted():
    result = scored([])
    assert result["attribution"] == {"P": 0, "R": 0, "F": 0}


def test_the_wrong_source_is_found_but_not_right():
    result = scored([item("Omar", "said", "it rains")])
    assert result["attribution (no source)"] == {"P": 100, "R": 50, "F": pytest.approx(200 / 3)}
    assert result["attribution"] == {"P": 0, "R": 0, "F": 0}
    assert result["source all"]["P"] == 0


def test_content_alone_pairs_from_half_overlap():
    # gold content has 5 tokens (“ it snows ” today); 3 of them give an IoU of .6, 2 of them .4
    assert scored([item("Omar", "", "it snows”")])["attribution"]["R"] == 50
    assert scored([item("Omar", "", "it snows")])["attribution"]["R"] == 0


def test_one_gold_pairs_once():
    result = scored([GOLD[0], GOLD[0]])
    assert result["attribution"]["P"] == 50
    assert result["attribution"]["R"] == 50


def test_exact_needs_the_same_borders():
    result = scored([item("Nora", "said", "it rains, but"), GOLD[1]])
    assert result["exact content"] == {"P": 50, "R": 50, "F": 50}
    assert result["exact cue"]["F"] == 100


def test_both_without_source_is_right():
    gold = [item("", "said", "it rains")]
    assert evaluate.scores(evaluate.count(TEXT, gold, gold))["attribution"]["F"] == 100
    assert evaluate.scores(evaluate.count(TEXT, gold, [GOLD[0]]))["attribution"]["F"] == 0


def shared_scorer():
    path = SHARED / "tools" / "score_attributions.py"
    if not path.is_file() or not (SHARED / "polnear" / "dev.jsonl").is_file():
        pytest.skip("the shared scorer and PolNeAR do not lie beside this project (../shared)")
    return module_at(path)


def test_equal_to_the_shared_scorer_on_damaged_gold():
    shared = shared_scorer()
    chance = random.Random(3)
    articles = [
        json.loads(line) for line in (SHARED / "polnear" / "dev.jsonl").open(encoding="utf-8")
    ][:12]
    gold, predicted, counts = {}, {}, []
    for article in articles:
        damaged = []
        for a in article["attributions"]:
            a = {k: [list(s) for s in a[k]] for k in evaluate.ROLES}
            if chance.random() < 0.3:
                a["source"] = []
            if chance.random() < 0.3:
                a["content"] = [[s, max(s + 1, e - chance.randint(0, 60))] for s, e in a["content"]]
            if chance.random() < 0.3:
                a["cue"] = []
            if chance.random() > 0.2:
                damaged.append(a)
        gold[article["id"]], predicted[article["id"]] = article["attributions"], damaged
        counts.append(evaluate.count(article["text"], article["attributions"], damaged))
    theirs = shared.score(gold, predicted, {a["id"]: a["text"] for a in articles}.__getitem__)
    ours = evaluate.scores(evaluate.total(counts))
    for name in evaluate.SCORES:
        assert {k: round(v, 1) for k, v in ours[name].items()} == theirs[name], name
    for kind in ("quoted", "indirect"):
        assert round(ours[f"R {kind}"]["R"], 1) == theirs[f"R {kind}"]

"""Training: equal data give equal bytes, what is stored is what was trained, and the gradient is
right.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from newscompare.attribution import crf, features, model, optimise, train
from newscompare.attribution.linking import LABELS
from newscompare.attribution.vocabulary import Vocabulary

PEOPLE = ["Ana Ruiz", "Omar Hale", "Lena Okoro", "Tom Lund", "Nora Weiss"]
VERBS = ["said", "claimed", "argued", "denied", "hoped"]
MATTERS = [
    "the bridge will hold",
    "the port is late",
    "the plan costs too much",
    "nobody asked for it",
]


def article(k: int) -> dict:
    """An invented article with its attributions."""
    text, items = "", []
    for j in range(8):
        who, verb, matter = PEOPLE[(k + j) % 5], VERBS[(k * 2 + j) % 5], MATTERS[(k + 3 * j) % 4]
        a = len(text)
        text += f"{who} {verb} that {matter}. The river froze in May.\n"
        b, c = a + len(who), a + len(who) + 1 + len(verb)
        items.append(
            {"source": [[a, b]], "cue": [[b + 1, c]], "content": [[c + 1, c + 6 + len(matter)]]}
        )
    return {"id": f"paper_{k:02}", "text": text, "attributions": items}


ARTICLES = [article(k) for k in range(10)]


@pytest.fixture(scope="module")
def made():
    return train.make(ARTICLES)


def test_equal_data_give_equal_bytes(made, tmp_path):
    data = tmp_path / "train.jsonl"
    data.write_text("".join(json.dumps(a) + "\n" for a in reversed(ARTICLES)), encoding="utf-8")
    train.main([str(data), "--out", str(tmp_path / "out")])
    assert (tmp_path / "out" / model.NAME).read_bytes() == model.dump(made)
    assert json.loads((tmp_path / "out" / "settings.json").read_text("utf-8")) == made.settings


def test_a_stored_model_decides_as_the_trained_one(made):
    again = model.parse(model.dump(made))
    assert again.settings == made.settings
    assert again.counts.by_key == made.counts.by_key
    tokens = train.tokenize(ARTICLES[0]["text"])
    found = features.buckets([features.columns(tokens, Vocabulary(made.counts))])
    for one, other in zip(made.crfs[:1], again.crfs[:1], strict=True):
        same = (
            crf.marginals([one.emissions(found)], one.allowed)[0],
            crf.marginals([other.emissions(found)], other.allowed)[0],
        )
        assert np.allclose(*same, atol=1e-4)


def test_it_learns(made):
    tokens = train.tokenize(ARTICLES[3]["text"])
    found = features.buckets([features.columns(tokens, Vocabulary(made.counts))])
    (path,) = crf.viterbi([made.crfs[0].emissions(found)], made.crfs[0].allowed)
    gold = train.labels_of(tokens, ARTICLES[3])
    assert (path == gold).mean() > 0.9


def test_settings_of_the_package_are_those_of_its_model():
    path = model.files("newscompare.attribution").joinpath("settings.json")
    assert json.loads(path.read_text("utf-8")) == model.load().settings


def test_the_gradient_is_that_of_the_likelihood():
    chance = np.random.default_rng(0)
    rows = [chance.integers(0, 6, size=(n, 3)).astype(np.int32) for n in (4, 5)]
    gold = [chance.integers(0, 3, size=n) for n in (4, 5)]
    batch = optimise.Batch(rows, gold)
    weights = chance.normal(size=(6, 3)).astype(np.float32)
    weights[0] = 0
    transitions = chance.normal(size=(3, 3)).astype(np.float32)

    def likelihood(w, t):
        return optimise.residuals(batch, optimise.emissions(w, batch.rows), t)[2]

    grad, pair, _ = optimise.residuals(batch, optimise.emissions(weights, batch.rows), transitions)
    step = batch.by_row(grad, np.ones(batch.rows.shape, dtype=np.int32))
    for k, row in enumerate(batch.used):
        for label in range(3):
            moved = [weights.copy(), weights.copy()]
            moved[0][row, label] += 1e-2
            moved[1][row, label] -= 1e-2
            assert (
                likelihood(moved[0], transitions) - likelihood(moved[1], transitions)
            ) / 2e-2 == pytest.approx(step[k, label], abs=2e-2)
    moved = [transitions.copy(), transitions.copy()]
    moved[0][1, 2] += 1e-2
    moved[1][1, 2] -= 1e-2
    assert (likelihood(weights, moved[0]) - likelihood(weights, moved[1])) / 2e-2 == pytest.approx(
        pair[1, 2], abs=2e-2
    )


def test_labels_are_complete():
    assert len(LABELS) == len(train.NUMBER) == 11

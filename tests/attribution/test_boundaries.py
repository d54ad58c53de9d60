"""Boundaries of content: probabilities of spans are the field's, and only boundaries move."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from newscompare.articles.tokens import tokenize
from newscompare.attribution import boundaries, crf, features, linking
from newscompare.attribution.vocabulary import Vocabulary

LABELS = linking.LABELS
FIELD = crf.Crf(
    LABELS,
    np.zeros(0, dtype=np.int32),
    np.zeros((0, 11), dtype=np.int8),
    np.random.default_rng(3).normal(size=(11, 11)).astype(np.float32),
    4,
)


def scores(n, seed):
    """Random label scores; no text begins inside a span."""
    out = np.random.default_rng(seed).normal(size=(n, 11)).astype(np.float32) * 2
    out[0, [k for k, label in enumerate(LABELS) if label[0] == "I"]] -= 1e4
    return out


def spans_by_hand(part):
    """Probability of each span of content, from all label sequences."""
    found, total = {}, 0.0
    for path in itertools.product(range(11), repeat=len(part)):
        value = sum(part[k, label] for k, label in enumerate(path)) + sum(
            FIELD.allowed[a, b] for a, b in itertools.pairwise(path)
        )
        weight = float(np.exp(value))
        total += weight
        if weight:
            for name, first, last in linking.segments([LABELS[k] for k in path]):
                if name[0] == "C":
                    found[first, last] = found.get((first, last), 0.0) + weight
    return {span: weight / total for span, weight in found.items()}


def test_spans_have_the_probability_that_the_field_gives_them():
    parts = [scores(4, 1), scores(3, 2)]
    pairs = crf.posteriors(parts, FIELD.allowed)
    begin = np.array([True, False, False, False, True, False, False])
    first, last, chance = boundaries.chains(
        *(np.concatenate(p) for p in zip(*pairs, strict=True)), FIELD.allowed, begin
    )
    sums = {}
    for a, b, p in zip(first.tolist(), last.tolist(), chance.tolist(), strict=True):
        sums[a, b] = sums.get((a, b), 0.0) + p
    expected = spans_by_hand(parts[0]) | {
        (a + 4, b + 4): p for (a, b), p in spans_by_hand(parts[1]).items()
    }
    sure = {span: p for span, p in expected.items() if p > 0.1}
    assert sure
    for span, p in sure.items():
        assert sums[span] == pytest.approx(p, abs=0.03)  # a side below the threshold is left out


def test_only_boundaries_of_contents_move():
    text = (
        "Ana said the bridge, which is old, will hold and he hopes to cross it. “It is late,” Tom "
        "Lund told her, and “Go home.” She left."
    )
    tokens = tokenize(text)
    table = features.again_columns(
        features.columns(tokens, Vocabulary()),
        tokens,
        np.zeros(tokens.n, dtype=np.int64),
        np.full((tokens.n, 11), 1 / 11, dtype=np.float32),
    )
    chance = np.random.default_rng(5)
    ranker = boundaries.Ranker(
        np.arange(1 << features.BITS, dtype=np.int32),
        chance.integers(-90, 90, 1 << features.BITS).astype(np.int8),
        np.zeros(2),
    )
    changed = 0
    for seed in range(20):
        part = scores(tokens.n, seed)
        (path,) = crf.viterbi([part], FIELD.allowed)
        (moved,) = boundaries.rerank(
            ranker, [tokens], [table], [path], crf.posteriors([part], FIELD.allowed), FIELD.allowed
        )
        before, after = (linking.segments([LABELS[k] for k in p]) for p in (path, moved))
        assert [name for name, _, _ in before] == [name for name, _, _ in after]
        assert [span for span in before if span[0][0] != "C"] == [
            span for span in after if span[0][0] != "C"
        ]
        assert all(a < d and c < b for (_, a, b), (_, c, d) in zip(before, after, strict=True))
        changed += before != after
    assert changed

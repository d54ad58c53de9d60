"""The engine ``learned``: spans from a conditional random field, then linked.

Each token gets one of eleven labels (``linking.LABELS``). Marginal probabilities (forward-backward) of the labels
along an attribution, calibrated on held-out articles, are its confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newscompare.attribution import crf, features, model
from newscompare.attribution.linking import LABELS, Link, link
from newscompare.attribution.tokens import Tokens

LONGEST = 6000
"""Most tokens decoded at once; a longer text is cut at paragraph ends, or within a paragraph where it must be."""

Floats = NDArray[np.float32]


@cache
def vocabulary() -> features.Vocabulary:
    """The word types of the stored model, filled as texts are read."""
    return features.Vocabulary(model.load().counts)


def emissions(tokens: Tokens, vocab: features.Vocabulary, crfs: Sequence[crf.Crf]) -> Floats:
    """Label scores (tokens, labels) of a text, averaged over the models of the ensemble."""
    found = features.buckets(features.columns(tokens, vocab))
    return np.mean([one.emissions(found) for one in crfs], axis=0, dtype=np.float32)


def extract_links(batch: Sequence[Tokens]) -> list[list[Link]]:
    """The attributions of each text."""
    stored = model.load()
    live = [k for k, tokens in enumerate(batch) if tokens.n]
    out: list[list[Link]] = [[] for _ in batch]
    if not live:
        return out
    transitions = np.mean([one.allowed for one in stored.crfs], axis=0, dtype=np.float32)
    scores = [emissions(batch[k], vocabulary(), stored.crfs) for k in live]
    for k, (labels, chances) in zip(live, decode(scores, transitions, stored.settings), strict=True):
        out[k] = confident(link(batch[k], labels), chances, stored.settings)
    return out


def decode(scores: Sequence[Floats], transitions: Floats, settings: dict[str, float]) -> list[tuple[list[str], Floats]]:
    """Labels of each text (with the bias toward spans) and the marginals (without it)."""
    biased = []
    for part in scores:
        part = part.copy()
        part[:, 0] -= settings.get("bias_outside", 0.0)
        part[:, 1] += settings.get("bias_cue", 0.0)
        biased.append(part)
    paths = crf.viterbi(biased, transitions)
    chances = crf.marginals(list(scores), transitions)
    return [([LABELS[k] for k in path.tolist()], chance) for path, chance in zip(paths, chances, strict=True)]


CUE, SOURCES, CONTENTS = (1, 2), (3, 4, 5, 6), (7, 8, 9, 10)


def evidence(item: Link, chances: Floats) -> list[float]:
    """What confidence is made of: log-odds of the cue, the source and the content, and whether a source was found."""

    def odds(spans: list[tuple[int, int]], labels: tuple[int, ...]) -> float:
        if not spans:
            return 0.0
        values = [float(chances[a:b, labels].sum(axis=1).mean()) for a, b in spans]
        p = min(max(sum(values) / len(values), 1e-3), 1 - 1e-3)
        return float(np.log(p / (1 - p)))

    return [1.0, odds(item.cue, CUE), odds(item.source, SOURCES), odds(item.content[:1], CONTENTS), float(not item.source), float(not item.content)]


def confident(links: list[Link], chances: Floats, settings: dict[str, float]) -> list[Link]:
    """Fill in confidence by the stored logistic calibration (Platt 1999); drop what falls below the threshold."""
    weights = [settings.get(f"confidence_{k}", 0.0) for k in range(6)]
    kept = []
    for item in links:
        z = sum(w * x for w, x in zip(weights, evidence(item, chances), strict=True))
        item.confidence = float(1 / (1 + np.exp(-z)))
        item.rule.insert(0, "crf")
        if item.confidence >= settings.get("threshold", 0.0):
            kept.append(item)
    return kept

"""The engine ``learned``: spans from conditional random fields in two passes, then linked.

Each token gets one of eleven labels (``linking.LABELS``). The second pass also sees what the
first one found around a
token, in the sentence and elsewhere in the text (stacked sequential learning, Cohen and Carvalho
2005). Marginal probabilities (forward-backward) of the labels
along an attribution, calibrated on held-out articles, are its confidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens
from newscompare.attribution import boundaries, crf, features, model, words
from newscompare.attribution.linking import LABELS, Link, link, runs
from newscompare.attribution.mend import mend
from newscompare.attribution.vocabulary import Ints, Vocabulary

Floats = NDArray[np.float32]


@cache
def vocabulary() -> Vocabulary:
    """The word types of the stored model, filled as texts are read."""
    return Vocabulary(model.load().counts)


def extract_links(batch: Sequence[Tokens]) -> list[list[Link]]:
    """The attributions of each text."""
    stored = model.load()
    live = [k for k, tokens in enumerate(batch) if tokens.n]
    out: list[list[Link]] = [[] for _ in batch]
    for k, (labels, chances) in zip(live, labelled(stored, [batch[k] for k in live]), strict=True):
        links = second_look(
            batch[k], link(batch[k], labels), chances, stored.settings.get("source_floor", 0.05)
        )
        out[k] = mend(batch[k], confident(links, chances, stored.settings))
    return out


def labelled(stored: model.Model, texts: Sequence[Tokens]) -> list[tuple[list[str], Floats]]:
    """The label of each token of texts that are not empty, and the marginals of the second pass."""
    if not texts:
        return []
    width, second = len(LABELS), stored.crfs[1]
    tables = [features.columns(tokens, vocabulary()) for tokens in texts]
    both = scored(stored.both, tables, features.TEMPLATES)
    passes = first_pass([part[:, :width] for part in both], stored.crfs[0].allowed)
    tables = [
        features.again_columns(table, tokens, *seen)
        for table, tokens, seen in zip(tables, texts, passes, strict=True)
    ]
    scores = [
        part[:, width:] + again
        for part, again in zip(both, scored(second, tables, features.AGAIN), strict=True)
    ]
    return decode(scores, second.allowed, stored.settings, stored.ranker, texts, tables)


TOGETHER = 4_000
"""Tokens whose features are looked up together, so that short texts share the cost of each look."""


def scored(
    field: crf.Crf, tables: Sequence[dict[str, Ints]], templates: features.Templates
) -> list[Floats]:
    """Scores (tokens, labels) of each text."""
    out: list[Floats] = []
    some: list[dict[str, Ints]] = []
    for k, table in enumerate(tables):
        some.append(table)
        if sum(len(one["w"]) for one in some) >= TOGETHER or k == len(tables) - 1:
            ends = np.cumsum([len(one["w"]) for one in some]).tolist()
            out.extend(
                np.split(
                    field.emissions(features.buckets(some, templates), [0, *ends[:-1]]), ends[:-1]
                )
            )
            some = []
    return out


FIRST_BIAS = 0.3
"""Taken off the score of the label O in the first pass."""


def first_pass(
    scores: Sequence[Floats], transitions: Floats
) -> list[tuple[NDArray[np.int64], Floats]]:
    """Best labels and marginals of the first pass, which the second pass sees."""
    biased = []
    for part in scores:
        biased.append(part.copy())
        biased[-1][:, 0] -= FIRST_BIAS
    return list(
        zip(crf.viterbi(biased, transitions), crf.marginals(list(scores), transitions), strict=True)
    )


def best(
    scores: Sequence[Floats], transitions: Floats, settings: dict[str, float]
) -> list[NDArray[np.int64]]:
    """The best path of each text, with the bias toward spans."""
    biased = [part.copy() for part in scores]
    for part in biased:
        part[:, 0] -= settings["bias_outside"]
    return crf.viterbi(biased, transitions)


def decode(
    scores: Sequence[Floats],
    transitions: Floats,
    settings: dict[str, float],
    ranker: boundaries.Ranker,
    texts: Sequence[Tokens],
    tables: Sequence[dict[str, Ints]],
) -> list[tuple[list[str], Floats]]:
    """Labels of each text from its label scores, with the bias toward spans and boundaries picked
    again, and the marginals without either.
    """
    posteriors = crf.posteriors(list(scores), transitions)
    paths = boundaries.rerank(
        ranker, texts, tables, best(scores, transitions, settings), posteriors, transitions
    )
    return [
        ([LABELS[k] for k in path.tolist()], chances)
        for path, (chances, _) in zip(paths, posteriors, strict=True)
    ]


def second_look(tokens: Tokens, links: list[Link], chances: Floats, floor: float) -> list[Link]:
    """Look again for the source of a cue that has none: the likeliest words of its sentence, if
    above ``floor``.

    The best path often leaves a source unlabelled where several readings share its probability.
    """
    lacking = [item for item in links if not item.source]
    if not lacking:
        return links
    likely = chances[:, SOURCES].sum(axis=1)
    for item in links:
        for a, b in item.cue + item.content:
            likely[a:b] = 0.0
    sentence = tokens.sentence
    for item in lacking:
        first, last = item.cue[0]
        begin = int(np.searchsorted(sentence, sentence[first]))
        end = int(np.searchsorted(sentence, sentence[first], side="right"))
        best, found = 0.0, None
        for a, b in runs((np.flatnonzero(likely[begin:end] > floor) + begin).tolist()):
            if not any(names_someone(tokens.words[k].lower()) for k in range(a, b)):
                continue
            value = float(likely[a:b].max()) - 0.002 * min(abs(b - first), abs(a - last))
            if value > best:
                best, found = value, (a, b)
        if found is not None:
            item.source = [found]
            item.rule.append("source:second-look")
    return links


def names_someone(word: str) -> bool:
    """Can this word in lower case stand for a source by itself? Not *the*, *of* or a mark."""
    return word[0].isalnum() and words.CLOSED.get(word, "pron") in (
        "pron",
        "obj",
        "someone",
        "quant",
        "rel",
        "num",
    )


EMPTY = 0.3
"""Least confidence of an attribution of which no content was found (chosen on PolNeAR dev)."""
CUE, SOURCES, CONTENTS = (1, 2), (3, 4, 5, 6), (7, 8, 9, 10)


def evidence(item: Link, sums: Sequence[Sequence[float]]) -> list[float]:
    """What confidence is made of: log-odds of the cue, the source and the content, and whether
    there is a source and a content.

    ``sums`` are running sums of the probability of cue, source and content, each one longer than
    the tokens (``running``).
    """

    def odds(spans: list[tuple[int, int]], column: int) -> float:
        if not spans:
            return 0.0
        total = sums[column]
        values = [(total[b] - total[a]) / (b - a) for a, b in spans]
        p = min(max(sum(values) / len(values), 1e-3), 1 - 1e-3)
        return math.log(p / (1 - p))

    return [
        1.0,
        odds(item.cue, 0),
        odds(item.source, 1),
        odds(item.content[:1], 2),
        float(not item.source),
        float(not item.content),
    ]


def running(chances: Floats) -> list[list[float]]:
    """Running sums over tokens of the probability of cue, source and content; each begins with
    zero.
    """
    parts = (
        chances[:, labels].sum(axis=1, dtype=np.float64) for labels in (CUE, SOURCES, CONTENTS)
    )
    return [[0.0, *np.cumsum(part).tolist()] for part in parts]


def confident(links: list[Link], chances: Floats, settings: dict[str, float]) -> list[Link]:
    """Fill in confidence by the stored logistic calibration (Platt 1999); drop what falls below
    the threshold.
    """
    weights = [settings.get(f"confidence_{k}", 0.0) for k in range(6)]
    sums = running(chances)
    kept = []
    for item in links:
        z = sum(w * x for w, x in zip(weights, evidence(item, sums), strict=True))
        item.confidence = 1 / (1 + math.exp(-z))
        item.rule.insert(0, "crf")
        least = settings.get("threshold", 0.0) if item.content else EMPTY
        if item.confidence >= least:
            kept.append(item)
    return kept

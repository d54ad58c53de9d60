"""The engine ``encoder``: spans from a small fine-tuned text encoder with a CRF over its scores,
then linked.

Labels and linking are those of the engine ``learned``; what differs is where the scores of labels
come from (``newscompare.encoder``; Wang et al. 2020 for the pretrained layers). Confidence is
calibrated on held-out articles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens
from newscompare.attribution import crf
from newscompare.attribution.learned import confident, second_look
from newscompare.attribution.linking import LABELS, Link, link, union
from newscompare.attribution.mend import mend
from newscompare.encoder import network

Floats = NDArray[np.float32]


def allowed(transitions: Sequence[Sequence[float]]) -> Floats:
    """Transitions (label, next label), with those that would continue a span that never began ruled
    out.
    """
    own = np.asarray(transitions, dtype=np.float32)
    empty = np.zeros(0, dtype=np.int32)
    return crf.Crf(LABELS, empty, np.zeros((0, len(LABELS)), dtype=np.int8), own, 0).allowed


def decode(
    scores: Sequence[Floats], transitions: Floats, bias: float
) -> list[tuple[list[str], Floats]]:
    """Of each text, the best labels under a bias for the label O, and each label's probability
    without it.
    """
    parts = [part.copy() for part in scores]
    for part in parts:
        part[0, [k for k, label in enumerate(LABELS) if label[0] == "I"]] -= 1e4
    chances = crf.marginals(parts, transitions)
    for part in parts:
        part[:, 0] += np.float32(bias)
    paths = crf.viterbi(parts, transitions)
    labels = [[LABELS[k] for k in path.tolist()] for path in paths]
    return list(zip(labels, chances, strict=True))


def linked(
    texts: Sequence[Tokens],
    scores: Sequence[Floats],
    transitions: Floats,
    settings: Mapping[str, float],
) -> list[tuple[list[Link], Floats]]:
    """The attributions of each text from its label scores, and the probability of each label."""
    found = decode(scores, transitions, settings["bias_outside"]) if scores else []
    return [
        (second_look(own, link(own, labels), chances, settings["source_floor"]), chances)
        for own, (labels, chances) in zip(texts, found, strict=True)
    ]


def labelled(tokens: Tokens) -> tuple[list[str], Floats]:
    """The label of each token of a text that is not empty, and the probability of each label."""
    encoder = network.load()
    transitions = allowed(encoder.settings["transitions"])
    bias = float(encoder.settings["attribution"]["bias_outside"])
    return decode([encoder.label_scores(tokens)], transitions, bias)[0]


def extract_links(batch: Sequence[Tokens]) -> list[list[Link]]:
    """The attributions of each text."""
    encoder = network.load()
    settings = dict(encoder.settings["attribution"])
    transitions = allowed(encoder.settings["transitions"])
    out: list[list[Link]] = [[] for _ in batch]
    live = [k for k, tokens in enumerate(batch) if tokens.n]
    texts = [batch[k] for k in live]
    scores = [encoder.label_scores(tokens) for tokens in texts]
    both = linked(texts, scores, transitions, settings)
    for k, tokens, (links, chances) in zip(live, texts, both, strict=True):
        links = confident(links, chances, settings)
        for item in links:
            item.rule[0] = "encoder"
            item.content = union(item.content)
        out[k] = mend(tokens, links)
    return out

"""A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), decoded with
NumPy.

Several texts are decoded side by side, so that the loop over tokens is paid once for a batch. A
model is two things: a table of weights by feature bucket and label, and one by label and next
label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STEP = np.float32(0.025)
"""Weights are kept as eight-bit multiples of this."""


def quantize(weights: Floats) -> NDArray[np.int8]:
    """Weights as eight-bit multiples of ``STEP``."""
    return np.clip(np.rint(weights / STEP), -127, 127).astype(np.int8)


def centred(weights: Floats) -> Floats:
    """Weights less the median of each row: a number added to all labels of a feature changes
    nothing, and this leaves more zeros.
    """
    return np.asarray(weights - np.median(weights, axis=1, keepdims=True), dtype=np.float32)


@dataclass
class Crf:
    """Weights of a CRF over hashed features.

    ``keys``: sorted bucket numbers with a weight; ``weights``: (keys, labels) in multiples of
    ``STEP``; ``transitions``: (label, next label).
    """

    labels: tuple[str, ...]
    keys: NDArray[np.int32]
    weights: NDArray[np.int8]
    transitions: Floats
    bits: int

    @cached_property
    def index(self) -> NDArray[np.int32]:
        """Row of each bucket in ``table``; 0 for a bucket without weights."""
        out = np.zeros(1 << self.bits, dtype=np.int32)
        out[self.keys] = np.arange(1, len(self.keys) + 1, dtype=np.int32)
        return out

    @cached_property
    def table(self) -> NDArray[np.int8]:
        """The weights with a row of zeros first."""
        return np.ascontiguousarray(
            np.vstack([np.zeros((1, len(self.labels)), dtype=np.int8), self.weights])
        )

    @cached_property
    def allowed(self) -> Floats:
        """Transitions, with those that would continue a span that never began ruled out."""
        out = self.transitions.astype(np.float32).copy()
        for j, after in enumerate(self.labels):
            if after[0] == "I":
                for i, before in enumerate(self.labels):
                    if before[2:] != after[2:] or before == "O":
                        out[i, j] = -1e4
        return out

    def emissions(self, buckets: NDArray[np.int32], begins: Sequence[int] = (0,)) -> Floats:
        """Scores (tokens, labels) of texts from their feature buckets (tokens, templates);
        ``begins`` are the first token of each.
        """
        sums = np.zeros((len(buckets), len(self.labels)), dtype=np.int16)  # 258 templates fit
        part = np.empty(sums.shape, dtype=np.int8)
        for rows in self.index[buckets.T]:
            np.take(self.table, rows, axis=0, out=part, mode="clip")
            sums += part
        out = sums.astype(np.float32) * STEP
        if len(out):
            out[np.ix_(begins, [k for k, label in enumerate(self.labels) if label[0] == "I"])] -= (
                1e4
            )
        return out


def joined(one: Crf, other: Crf) -> Crf:
    """Two fields side by side, so that features which both read are looked up once: scores of
    ``one``, then of ``other``.
    """
    both = np.sort(np.concatenate([one.keys, other.keys]), kind="stable")  # two runs, merged
    keys = both[np.append(True, both[1:] != both[:-1])].astype(np.int32)
    weights = np.zeros((len(keys), one.weights.shape[1] + other.weights.shape[1]), dtype=np.int8)
    weights[np.searchsorted(keys, one.keys), : one.weights.shape[1]] = one.weights
    weights[np.searchsorted(keys, other.keys), one.weights.shape[1] :] = other.weights
    return Crf(
        one.labels + other.labels, keys, weights, np.zeros((0, 0), dtype=np.float32), one.bits
    )


def stack(parts: list[Floats]) -> tuple[Floats, NDArray[np.int64]]:
    """Texts of different length as one array (longest, texts, labels), padded at the end, and their
    lengths.
    """
    lengths = np.array([len(p) for p in parts], dtype=np.int64)
    out = np.zeros((int(lengths.max(initial=0)), len(parts), parts[0].shape[1]), dtype=np.float32)
    for k, part in enumerate(parts):
        out[: len(part), k] = part
    return out, lengths


MOST_PADDED = 100_000
"""Most tokens of texts read side by side, each as long as the longest, unless one has more."""


def side_by_side(parts: list[Floats]) -> Iterator[list[int]]:
    """The numbers of texts that are read together: of like length, so that a long one beside many
    short ones does not fill the memory.
    """
    group: list[int] = []
    for number in sorted(range(len(parts)), key=lambda k: len(parts[k])):
        if group and (len(group) + 1) * len(parts[number]) > MOST_PADDED:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def viterbi(parts: list[Floats], transitions: Floats) -> list[NDArray[np.int64]]:
    """The best label sequence of each text, as label numbers."""
    out: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)] * len(parts)
    for group in side_by_side(parts):
        found = _viterbi([parts[k] for k in group], transitions)
        for k, path in zip(group, found, strict=True):
            out[k] = path
    return out


def _viterbi(parts: list[Floats], transitions: Floats) -> list[NDArray[np.int64]]:
    scores, lengths = stack(parts)
    steps, count, _ = scores.shape
    if not steps:
        return [np.zeros(0, dtype=np.int64) for _ in parts]
    best = np.empty_like(scores)
    best[0] = scores[0]
    leaving = np.ascontiguousarray(transitions)[:, None, :]
    options = np.empty((len(transitions), count, len(transitions)), dtype=scores.dtype)
    for t in range(1, steps):
        np.add(best[t - 1].T[:, :, None], leaving, out=options)
        np.add(np.maximum.reduce(options, axis=0), scores[t], out=best[t])
    arriving, texts = np.ascontiguousarray(transitions.T), np.arange(count)
    paths = np.zeros((steps, count), dtype=np.int64)
    final = best[np.maximum(lengths - 1, 0), texts].argmax(axis=1)
    ends = lengths.tolist()
    shortest = min(ends)
    label = final
    for t in range(steps - 1, -1, -1):
        if t + 1 < steps:
            label = (best[t] + arriving[label]).argmax(axis=1)
        if t + 1 >= shortest:
            label = np.where(lengths <= t + 1, final, label)
        paths[t] = label
    return [paths[: ends[k], k].copy() for k in range(count)]


def marginals(parts: list[Floats], transitions: Floats) -> list[Floats]:
    """The probability of each label at each token, one array (tokens, labels) a text."""
    return [chances for chances, _ in posteriors(parts, transitions)]


def posteriors(parts: list[Floats], transitions: Floats) -> list[tuple[Floats, Floats]]:
    """Forward-backward: two arrays (tokens, labels) a text.

    The first holds the probability of each label at each token; the second, up to a factor for each
    token, the weight of the label and of all that follows it, so that times a transition it gives
    the probability of the label after another.
    """
    out: dict[int, tuple[Floats, Floats]] = {}
    for group in side_by_side(parts):
        found = _posteriors([parts[k] for k in group], transitions)
        out.update(zip(group, found, strict=True))
    return [out[k] for k in range(len(parts))]


def _posteriors(parts: list[Floats], transitions: Floats) -> list[tuple[Floats, Floats]]:
    scores, lengths = stack(parts)
    steps, count, _ = scores.shape
    peak = scores.max(axis=2, keepdims=True)
    local = np.exp(np.maximum(scores - peak, -60.0))
    step = np.exp(np.maximum(transitions, -60.0)).astype(np.float32)
    forward = np.zeros_like(local)
    backward = np.ones_like(local)
    if steps:
        forward[0] = local[0] / local[0].sum(axis=1, keepdims=True)
    for t in range(1, steps):
        row = (forward[t - 1] @ step) * local[t]
        np.divide(row, np.add.reduce(row, axis=1, keepdims=True), out=forward[t])
    back = step.T.copy()
    shortest = int(lengths.min(initial=0))
    for t in range(steps - 2, -1, -1):
        row = (backward[t + 1] * local[t + 1]) @ back
        row /= np.add.reduce(row, axis=1, keepdims=True)
        backward[t] = row if t + 1 < shortest else np.where((lengths > t + 1)[:, None], row, 1.0)
    out = []
    for k in range(count):
        p = forward[: lengths[k], k] * backward[: lengths[k], k]
        out.append(
            (p / p.sum(axis=1, keepdims=True), local[: lengths[k], k] * backward[: lengths[k], k])
        )
    return out

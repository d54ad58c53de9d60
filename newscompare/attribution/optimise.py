"""Training of the conditional random field by stochastic gradients, on arrays.

The objective is the conditional log-likelihood of the labels (Lafferty, McCallum and Pereira 2001)
with an L2 penalty; each step takes a batch of articles of similar length, and steps are scaled by
Adagrad (Duchi, Hazan and Singer 2011). The weights returned are averaged over the last epochs
(Polyak and Juditsky 1992). Chance enters only through the order of the batches and the features
left out of a step (dropout, Hinton and others 2012), which have a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True)
class Schedule:
    """How training runs: epochs, those averaged at the end, articles a batch, step size, L2
    penalty, dropout of features.
    """

    epochs: int = 8
    averaged: int = 4
    batch: int = 12
    rate: float = 0.06
    penalty: float = 1e-3
    dropout: float = 0.5
    seed: int = 7


class Batch:
    """Articles of like length: features as rows of the weight table, and where each is used."""

    def __init__(self, rows: Sequence[Ints], gold: Sequence[NDArray[np.int64]]) -> None:
        """``rows``: (tokens, templates) of each article, 0 for none; ``gold``: label numbers."""
        self.lengths = np.array([len(r) for r in rows])
        self.rows = np.concatenate(rows)
        flat = self.rows.ravel()
        order = np.argsort(flat, kind="stable")
        order = order[np.searchsorted(flat[order], 1) :]
        self.used, starts = np.unique(flat[order], return_index=True)
        self.starts = starts
        self.order = order
        self.tokens = (order // self.rows.shape[1]).astype(np.int32)
        self.gold = np.concatenate(gold)
        steps, count = int(self.lengths.max()), len(rows)
        self.where = np.concatenate([np.arange(n) * count + k for k, n in enumerate(self.lengths)])
        self.shape = (steps, count)
        self.pairs = np.concatenate([np.stack([g[:-1], g[1:]], axis=1) for g in gold])

    def by_row(self, grad: Floats, keep: Ints) -> Floats:
        """The gradient by token summed by row of the weight table, over the features kept."""
        live = keep.ravel()[self.order]
        before = np.append(0, np.cumsum(live))
        first, last = before[self.starts], before[np.append(self.starts[1:], len(live))]
        some = np.flatnonzero(last > first)
        out = np.zeros((len(self.used), grad.shape[1]), dtype=np.float32)
        out[some] = np.add.reduceat(grad[self.tokens[live > 0]], first[some], axis=0)
        return out


def emissions(weights: Floats, rows: Ints) -> Floats:
    """Sums of weight rows, (tokens, labels)."""
    out = np.zeros((len(rows), weights.shape[1]), dtype=np.float32)
    part = np.empty_like(out)
    for column in np.ascontiguousarray(rows.T):
        np.take(weights, column, axis=0, out=part, mode="clip")
        out += part
    return out


def residuals(batch: Batch, scores: Floats, transitions: Floats) -> tuple[Floats, Floats, float]:
    """Gradient of the log-likelihood by token and label and by label pair, and its value."""
    labels = transitions.shape[0]
    steps, count = batch.shape
    flat = np.zeros((steps * count, labels), dtype=np.float32)
    flat[batch.where] = scores
    padded = flat.reshape(steps, count, labels)
    peak = padded.max(axis=2, keepdims=True)
    local = np.exp(padded - peak)
    step = np.exp(transitions)
    back = step.T.copy()
    forward, backward = np.empty_like(local), np.empty_like(local)
    scale = np.empty((steps, count), dtype=np.float32)
    row = local[0]
    for t in range(steps):
        if t:
            row = (forward[t - 1] @ step) * local[t]
        total = row.sum(axis=1)
        scale[t] = total
        forward[t] = row / total[:, None]
    live = (np.arange(steps)[:, None] < (batch.lengths - 1)[None, :])[:, :, None]
    backward[steps - 1] = 1.0
    for t in range(steps - 2, -1, -1):
        row = (backward[t + 1] * local[t + 1]) @ back
        row /= row.sum(axis=1, keepdims=True)
        backward[t] = np.where(live[t], row, 1.0)
    posterior = forward * backward
    posterior /= posterior.sum(axis=2, keepdims=True)
    grad = -posterior.reshape(-1, labels)[batch.where]
    grad[np.arange(len(grad)), batch.gold] += 1.0
    pair = np.zeros((labels, labels), dtype=np.float32)
    np.add.at(pair, (batch.pairs[:, 0], batch.pairs[:, 1]), 1.0)
    ahead = backward[1:] * local[1:]
    norm = np.einsum("tbi,ij,tbj->tb", forward[:-1], step, ahead, optimize=True)
    weight = np.where(live[:-1, :, 0], 1.0 / np.maximum(norm, 1e-30), 0.0).astype(np.float32)
    left = (forward[:-1] * weight[:, :, None]).reshape(-1, labels)
    pair -= (left.T @ ahead.reshape(-1, labels)) * step
    inside = np.arange(steps)[:, None] < batch.lengths[None, :]
    partition = float((np.log(scale) + peak[:, :, 0])[inside].sum())
    gold = float(
        scores[np.arange(len(scores)), batch.gold].sum()
        + transitions[batch.pairs[:, 0], batch.pairs[:, 1]].sum()
    )
    return grad, pair, gold - partition


def train(
    rows: Sequence[Ints],
    gold: Sequence[NDArray[np.int64]],
    size: int,
    labels: int,
    schedule: Schedule,
    *,
    watch: Callable[[int, float, Floats, Floats], None] | None = None,
) -> tuple[Floats, Floats]:
    """Weights (size, labels) and transitions (labels, labels). Row 0 of the weights stays zero.

    ``watch`` is called after each epoch with its number, the log-likelihood a token, and the
    weights (once averaging has begun, their sum).
    """
    by_length = sorted(range(len(rows)), key=lambda k: (len(rows[k]), k))
    by_length = [k for k in by_length if len(rows[k]) > 1]
    batches = [
        Batch(
            [rows[k] for k in by_length[i : i + schedule.batch]],
            [gold[k] for k in by_length[i : i + schedule.batch]],
        )
        for i in range(0, len(by_length), schedule.batch)
    ]
    weights, transitions = (
        np.zeros((size, labels), dtype=np.float32),
        np.zeros((labels, labels), dtype=np.float32),
    )
    history, past = (
        np.full((size, labels), 1e-2, dtype=np.float32),
        np.full((labels, labels), 1e-2, dtype=np.float32),
    )
    mean: Floats = np.zeros_like(weights)
    mean_t: Floats = np.zeros_like(transitions)
    averaged = 0
    chance = np.random.default_rng(schedule.seed)
    for epoch in range(schedule.epochs):
        total, seen = 0.0, 0
        for b in chance.permutation(len(batches)).tolist():
            batch = batches[b]
            keep = (
                chance.integers(0, 256, size=batch.rows.shape, dtype=np.uint8)
                >= int(256 * schedule.dropout)
            ).astype(np.int32)
            scores = emissions(weights, batch.rows * keep) / np.float32(1 - schedule.dropout)
            grad, pair, value = residuals(batch, scores, transitions)
            total, seen = total + value, seen + len(batch.gold)
            step = batch.by_row(grad, keep) / np.float32(1 - schedule.dropout)
            current = weights[batch.used]
            step -= schedule.penalty * len(batch.gold) ** 0.5 * current
            squares = history[batch.used] + step * step
            history[batch.used] = squares
            weights[batch.used] = current + schedule.rate * step / np.sqrt(squares)
            past += pair * pair
            transitions += schedule.rate * pair / np.sqrt(past)
        if epoch >= schedule.epochs - schedule.averaged:
            mean += weights
            mean_t += transitions
            averaged += 1
        if watch is not None:
            watch(
                epoch,
                total / max(1, seen),
                *((mean, mean_t) if averaged else (weights, transitions)),
            )
    times = np.float32(max(1, averaged))
    return np.asarray(mean / times, dtype=np.float32), np.asarray(mean_t / times, dtype=np.float32)


def rank(
    rows: Ints,
    own: NDArray[np.float64],
    first: NDArray[np.int64],
    right: NDArray[np.int64],
    size: int,
    *,
    epochs: int = 6,
    batch: int = 64,
) -> tuple[Floats, NDArray[np.float64]]:
    """Weights (size,) and weights of ``own`` of a log-linear model that picks one candidate of each
    group.

    ``rows``: (candidates, templates), 0 for none; ``own``: (candidates, numbers); ``first``: where
    each group begins; ``right``: the candidate to pick in each. As ``train``: Adagrad, dropout of
    features, weights averaged over the second half of the epochs.
    """
    dropout, rate, penalty = 0.3, 0.1, 1e-3
    ends = np.append(first[1:], len(rows))
    weights, past = np.zeros(size), np.full(size, 0.1)
    dense, past_dense = np.array([1.0] + [0.5] * (own.shape[1] - 1)), np.full(own.shape[1], 10.0)
    mean, mean_dense, averaged = np.zeros(size), np.zeros(own.shape[1]), 0
    chance = np.random.default_rng(7)
    for epoch in range(epochs):
        order = chance.permutation(len(first))
        for some in (order[i : i + batch] for i in range(0, len(order), batch)):
            take = np.concatenate([np.arange(first[g], ends[g]) for g in some])
            counts = ends[some] - first[some]
            heads = np.append(0, np.cumsum(counts)[:-1])
            of = np.repeat(np.arange(len(some)), counts)
            keep = (chance.random((len(some), rows.shape[1])) >= dropout)[of]
            used = np.where(keep, rows[take], 0)
            scores = weights[used].sum(axis=1) / (1 - dropout) + own[take] @ dense
            odds = np.exp(scores - np.maximum.reduceat(scores, heads)[of])
            grad = -odds / np.add.reduceat(odds, heads)[of]
            grad[heads + right[some] - first[some]] += 1.0
            live, where = np.unique(used, return_inverse=True)
            step = (
                np.bincount(where.ravel(), weights=np.repeat(grad, rows.shape[1])) / (1 - dropout)
                - penalty * batch**0.5 * weights[live]
            )
            step[live == 0] = 0.0
            past[live] += step * step
            weights[live] += rate * step / np.sqrt(past[live])
            step_dense = grad @ own[take]
            past_dense += step_dense * step_dense
            dense += rate * step_dense / np.sqrt(past_dense)
        if epoch >= epochs // 2:
            mean += weights
            mean_dense += dense
            averaged += 1
    return np.asarray(mean / averaged, dtype=np.float32), mean_dense / averaged

"""Frames learned from sentences that people coded: how well, how much more coding would help, and
which sentence to code next.

Sentence vectors (``newscompare.encoder``) and a ridge logistic regression for each frame; scores by
stratified cross-validation, so no sentence is judged by a machine that saw it. The sentences with a
chance nearest one half are those to code next (uncertainty sampling, Lewis and Gale 1994).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from newscompare.encoder.readout import fit

Vectors = NDArray[np.float32]

FEWEST = 40
"""Coded sentences from which anything is learned."""
POSITIVES = 8
"""Sentences with a frame, and without it, from which it is learned."""
FOLDS = 5
STRENGTH = 0.01
SHARES = (0.25, 0.5, 0.75, 1.0)
"""Shares of the sentences of the training folds of the learning curve."""
SCORES = ["frame", "sentences", "positives", "precision", "recall", "f1", "patterns_f1"]
CURVE = ["frame", "trained_on", "f1"]


def folds_of(flags: NDArray[np.int64], folds: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each sentence: positives and negatives dealt out in turn, the same every time."""
    fold = np.zeros(len(flags), dtype=np.int64)
    for value in (0, 1):
        own = np.flatnonzero(flags == value)
        order = own[np.random.default_rng(len(flags)).permutation(len(own))]
        fold[order] = np.arange(len(order)) % folds
    return fold


def learnable(flags: NDArray[np.int64]) -> bool:
    """Are there enough sentences with and without a frame?"""
    return len(flags) >= FEWEST and POSITIVES <= int(flags.sum()) <= len(flags) - POSITIVES


def guessed(vectors: Vectors, flags: NDArray[np.int64], share: float = 1.0) -> NDArray[np.int64]:
    """0 or 1 for each sentence, by a machine that saw ``share`` of the other folds and not it."""
    fold, out = folds_of(flags), np.zeros(len(flags), dtype=np.int64)
    for k in range(FOLDS):
        rest = np.flatnonzero(fold != k)
        some = np.random.default_rng(k).permutation(rest)[: max(2, round(share * len(rest)))]
        found = fit(vectors[some], flags[some][:, None], STRENGTH)
        out[fold == k] = (found.odds(vectors[fold == k])[:, 0] > 0).astype(np.int64)
    return out


def scored(flags: NDArray[np.int64], found: NDArray[np.int64]) -> tuple[float, float, float]:
    """Precision, recall and F1 (0 to 1; 0 where there is nothing to divide)."""
    right = int((flags & found).sum())
    precision = right / int(found.sum()) if found.sum() else 0.0
    recall = right / int(flags.sum()) if flags.sum() else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def cross_validated(
    vectors: Vectors, coded: pd.DataFrame, patterns: pd.DataFrame, frames: Sequence[str]
) -> pd.DataFrame:
    """Scores of each frame that can be learned (columns ``SCORES``). ``coded`` and ``patterns``: 0
    and 1 by frame, in the order of the vectors; ``patterns_f1`` is that of the codebook's patterns
    on the same sentences.
    """
    rows = []
    for frame in frames:
        flags = coded[frame].to_numpy(dtype=np.int64)
        if not learnable(flags):
            continue
        fired = patterns[frame].to_numpy(dtype=np.int64)
        mine, theirs = scored(flags, guessed(vectors, flags)), scored(flags, fired)
        rows.append((frame, len(flags), int(flags.sum()), *mine, theirs[2]))
    table = pd.DataFrame(rows, columns=SCORES)
    return table.round(dict.fromkeys(SCORES[3:], 3))


def learning_curve(vectors: Vectors, coded: pd.DataFrame, frames: Sequence[str]) -> pd.DataFrame:
    """F1 of each frame by the number of sentences learned from (columns ``CURVE``)."""
    rows = []
    for frame in frames:
        flags = coded[frame].to_numpy(dtype=np.int64)
        if learnable(flags):
            size = len(flags) * (FOLDS - 1) / FOLDS
            rows += [
                (frame, round(share * size), scored(flags, guessed(vectors, flags, share))[2])
                for share in SHARES
            ]
    return pd.DataFrame(rows, columns=CURVE).round({"f1": 3})


def least_sure(
    vectors: Vectors, coded: pd.DataFrame, others: Vectors, frames: Sequence[str]
) -> pd.DataFrame:
    """Chances (0 to 1) of sentences that nobody coded, by frame, and ``doubt`` (0 to 1: how near
    one half the least sure frame is), in the order of ``others``.
    """
    known = [f for f in frames if learnable(coded[f].to_numpy(dtype=np.int64))]
    if not known or not len(others):
        return pd.DataFrame(columns=[*known, "doubt"])
    odds = fit(vectors, coded[known].to_numpy(dtype=np.int64), STRENGTH).odds(others)
    chances = pd.DataFrame(1 / (1 + np.exp(-odds)), columns=known)
    return chances.assign(doubt=1 - (2 * chances[known] - 1).abs().min(axis=1)).round(3)

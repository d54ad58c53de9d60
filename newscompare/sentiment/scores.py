"""Scores of labels: macro F1."""

from __future__ import annotations

import numpy as np

from newscompare.sentiment import LABELS


def macro_f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    """The mean F1 of the three labels (a label that nobody uses counts 0)."""
    total = 0.0
    for label in LABELS:
        hits = int(((truth == label) & (predicted == label)).sum())
        named = int((truth == label).sum()) + int((predicted == label).sum())
        total += 2 * hits / named if named else 0.0
    return total / len(LABELS)

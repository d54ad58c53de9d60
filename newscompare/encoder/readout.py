"""A logistic regression on vectors, fitted without anything but NumPy: for codes learned from few
sentences.

Ridge penalty on standardised vectors (Hoerl and Kennard 1970; le Cessie and van Houwelingen 1992),
by Newton's method on one weight a sentence, which is quick where sentences are fewer than columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 40


@dataclass(frozen=True)
class Readout:
    """Weights (columns, codes) and constants (codes), for vectors as they come."""

    weights: Floats
    constants: Floats

    def odds(self, vectors: NDArray[np.float32]) -> Floats:
        """Log-odds (vectors, codes)."""
        return np.asarray(vectors @ self.weights + self.constants, dtype=np.float64)


def fit(vectors: NDArray[np.float32], flags: NDArray[np.int64], strength: float = 0.01) -> Readout:
    """A readout of 0/1 ``flags`` (vectors, codes); ``strength`` is the inverse of the penalty.

    A code that all or none of the sentences have gets a constant of 30 or -30 and no weights.
    """
    middle, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    scaled = (vectors - middle) / spread
    kernel = np.asarray(scaled @ scaled.T, dtype=np.float64)
    columns = [newton(kernel, column.astype(np.float64), strength) for column in flags.T]
    weights = np.stack([scaled.T @ own / spread for own, _ in columns], axis=1)
    constants = np.array([shift for _, shift in columns]) - middle @ weights
    return Readout(weights, constants)


def newton(kernel: Floats, flags: Floats, strength: float) -> tuple[Floats, float]:
    """One weight a sentence, and the constant."""
    n = len(flags)
    if flags.min() == flags.max():
        return np.zeros(n), 30.0 if flags.max() else -30.0
    own, shift = np.zeros(n), 0.0
    system = np.zeros((n + 1, n + 1))
    system[:n, n] = system[n, :n] = 1.0
    for _ in range(STEPS):
        odds = kernel @ own + shift
        chance = 1 / (1 + np.exp(-odds))
        slope = np.maximum(chance * (1 - chance), 1e-6)
        system[:n, :n] = kernel + np.diag(1 / (strength * slope))
        found = np.linalg.solve(system, np.append(odds + (flags - chance) / slope, 0.0))
        moved = float(np.abs(found[:n] - own).max())
        own, shift = found[:n], float(found[n])
        if moved < 1e-9:
            break
    return own, shift

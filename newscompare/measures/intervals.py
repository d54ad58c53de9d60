"""Bootstrap intervals (Efron and Tibshirani 1993), percentile method, with a fixed seed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

RESAMPLES = 2000
SEED = 20251106
LEVEL = 0.95


def _bounds(estimates: np.ndarray, level: float) -> tuple[float, float]:
    known = estimates[~np.isnan(estimates)]
    if known.size == 0:
        return float("nan"), float("nan")
    tail = (1 - level) / 2
    low, high = np.quantile(known, [tail, 1 - tail])
    return float(low), float(high)


def bootstrap_share(
    values: Sequence[int] | pd.Series,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> tuple[float, float]:
    """Interval of the share of ones among 0/1 ``values``: ``(low, high)``, ``nan`` where there are
    none.
    """
    data = np.asarray(values, dtype=float)
    if data.size == 0:
        return float("nan"), float("nan")
    draws = np.random.default_rng(seed).integers(0, data.size, (resamples, data.size))
    return _bounds(data[draws].mean(axis=1), level)


def bootstrap_rows(
    table: pd.DataFrame,
    statistic: Callable[[pd.DataFrame], float],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    level: float = LEVEL,
) -> tuple[float, float]:
    """Interval of any ``statistic`` of a table, resampling its rows: ``(low, high)``."""
    if table.empty:
        return float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    estimates = [
        statistic(table.iloc[generator.integers(0, len(table), len(table))])
        for _ in range(resamples)
    ]
    return _bounds(np.asarray(estimates, dtype=float), level)

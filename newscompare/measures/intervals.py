"""Bootstrap intervals (Efron and Tibshirani 1993), percentile method.

For a mean of whole numbers the bootstrap has no need of draws: its distribution is the sum of n
independent picks from the rows, and that is computed exactly (``resampled``). For other statistics
rows are drawn, with a fixed seed.
"""

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


def resampled(values: Sequence[int] | np.ndarray | pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The exact bootstrap distribution of the sum of whole ``values``: sums and their chances.

    ``values`` are drawn as often as there are values, with replacement: the n-fold convolution of
    the shares of each value. Both arrays are empty where there are no values. Raises ``ValueError``
    for values that are not whole.
    """
    data = np.asarray(values, dtype=float)
    if data.size == 0:
        return np.array([], dtype=int), np.array([])
    whole = data.astype(int)
    if not np.array_equal(whole, data):
        raise ValueError("the exact bootstrap needs whole numbers")
    low = int(whole.min())
    shares = np.bincount(whole - low) / data.size
    chances, power, n = np.array([1.0]), shares, int(data.size)
    while n:  # the n-th convolution by squaring
        if n % 2:
            chances = np.convolve(chances, power)
        power, n = np.convolve(power, power), n // 2
    return np.arange(chances.size) + low * data.size, chances


def exact_mean(
    values: Sequence[int] | np.ndarray | pd.Series, *, level: float = LEVEL
) -> tuple[float, float]:
    """Percentile bootstrap interval of the mean of whole ``values``: ``(low, high)``, ``nan`` where
    there are none.

    The bounds are the smallest means up to which at least (1 - level) / 2, and 1 - (1 - level) / 2,
    of the exact bootstrap distribution lie.
    """
    sums, chances = resampled(values)
    if sums.size == 0:
        return float("nan"), float("nan")
    tail, reached = (1 - level) / 2, np.cumsum(chances)
    rounding = 1e-12
    low, high = (sums[int(np.argmax(reached >= p - rounding))] for p in (tail, 1 - tail))
    n = np.asarray(values).size
    return float(low / n), float(high / n)


def chance_at_most(values: Sequence[int] | np.ndarray | pd.Series, bound: float) -> float:
    """The chance in the exact bootstrap that the mean of whole ``values`` is at most ``bound``."""
    sums, chances = resampled(values)
    n = np.asarray(values).size
    return float(chances[sums <= bound * n + 1e-9].sum()) if n else float("nan")


def bootstrap_share(
    values: Sequence[int] | pd.Series, *, level: float = LEVEL
) -> tuple[float, float]:
    """Interval of the share of ones among 0/1 ``values``: ``(low, high)``, ``nan`` where there are
    none. Computed exactly (``exact_mean``).
    """
    return exact_mean(values, level=level)


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

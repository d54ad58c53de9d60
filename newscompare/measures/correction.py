"""Counts of sources corrected for what a machine misses and invents.

A machine that finds a share ``R`` of the sources of an outlet (recall) and is right in a share
``P`` of what it finds (precision) turns ``n`` sources into about ``n R / P``. Its count is
therefore multiplied by ``P / R``, as prevalence is corrected for the errors of a test (Rogan and
Gladen 1978). Because recall differs by outlet, raw machine counts compare outlets unfairly.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

COLUMNS = [
    "machine",
    "precision",
    "recall",
    "factor",
    "factor_low",
    "factor_high",
    "corrected",
    "low",
    "high",
]


def factor(counts: pd.DataFrame) -> float:
    """Precision over recall: sources annotated for each source that the machine counts (nan where
    it counts none).

    ``counts`` has one row an article with ``right``, ``predicted`` and ``gold`` (numbers of
    attributions).
    """
    total = counts[["right", "predicted", "gold"]].sum()
    if not total["predicted"] or not total["right"]:
        return float("nan")
    return float((total["right"] / total["predicted"]) / (total["right"] / total["gold"]))


def bootstrap_factor(counts: pd.DataFrame, *, repeats: int = 2000, seed: int = 1) -> np.ndarray:
    """``factor`` of ``repeats`` samples of articles drawn with replacement (document bootstrap)."""
    values = counts[["right", "predicted", "gold"]].to_numpy(dtype=float)
    drawn = np.random.default_rng(seed).integers(0, len(values), (repeats, len(values)))
    total = values[drawn].sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        out: np.ndarray = np.where(total[:, 0] > 0, total[:, 2] / total[:, 1], np.nan)
    return out


def corrected_counts(
    machine: pd.Series,
    counts: pd.DataFrame,
    *,
    level: float = 0.95,
    repeats: int = 2000,
    seed: int = 1,
) -> pd.DataFrame:
    """Machine counts of sources with their correction and an interval, one row an outlet.

    ``machine``: counts by outlet. ``counts``: one row an article of an evaluated sample (``right``,
    ``predicted``, ``gold``), with ``outlet`` where the sample has the same outlets. An outlet that
    the sample lacks gets the correction of all its articles, with an interval over *outlets and
    articles* (both drawn with replacement), since its own recall is unknown. Columns: ``COLUMNS``;
    ``precision`` and ``recall`` are shares, ``low`` and ``high`` bound ``corrected``.
    """
    rows = []
    known = set(counts["outlet"]) if "outlet" in counts else set()
    for outlet, found in machine.items():
        if outlet in known:
            sample = counts[counts["outlet"] == outlet]
            values = bootstrap_factor(sample, repeats=repeats, seed=seed)
        else:
            sample = counts
            values = (
                between_outlets(counts, repeats=repeats, seed=seed)
                if known
                else bootstrap_factor(counts, repeats=repeats, seed=seed)
            )
        total = sample[["right", "predicted", "gold"]].sum()
        low, high = interval(values, level)
        middle = factor(sample)
        rows.append(
            {
                "machine": int(found),
                "precision": total["right"] / total["predicted"]
                if total["predicted"]
                else float("nan"),
                "recall": total["right"] / total["gold"] if total["gold"] else float("nan"),
                "factor": middle,
                "factor_low": low,
                "factor_high": high,
                "corrected": found * middle,
                "low": found * low,
                "high": found * high,
            }
        )
    return pd.DataFrame(rows, columns=COLUMNS, index=pd.Index(machine.index, name="outlet"))


def between_outlets(counts: pd.DataFrame, *, repeats: int = 2000, seed: int = 1) -> np.ndarray:
    """``factor`` of one outlet drawn at random, its articles drawn with replacement: what an outlet
    not in the sample may have.
    """
    groups = [
        g[["right", "predicted", "gold"]].to_numpy(dtype=float)
        for _, g in counts.groupby("outlet", sort=True)
    ]
    chance = np.random.default_rng(seed)
    values = np.empty(repeats)
    for k in range(repeats):
        group = groups[chance.integers(len(groups))]
        total = group[chance.integers(0, len(group), len(group))].sum(axis=0)
        values[k] = total[2] / total[1] if total[1] else np.nan
    return values


def interval(values: Sequence[float] | np.ndarray, level: float = 0.95) -> tuple[float, float]:
    """Percentile interval, leaving out what is not a number."""
    kept = np.asarray(values, dtype=float)
    kept = kept[np.isfinite(kept)]
    if not len(kept):
        return float("nan"), float("nan")
    low, high = np.percentile(kept, [50 * (1 - level), 100 - 50 * (1 - level)])
    return float(low), float(high)

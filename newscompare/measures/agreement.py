"""Agreement between coders: Cohen's kappa (1960) and Krippendorff's alpha (2019), with intervals.

Kappa comes from ``nltk.metrics.agreement``, alpha from the ``krippendorff`` library. Both are
undefined (``nan``) where all coders gave one and the same code to everything.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import krippendorff
import numpy as np
import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from newscompare.measures.intervals import bootstrap_rows

RESAMPLES = 500


def cohen_kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Cohen's kappa of two codings of the same units, in the same order."""
    if len(first) != len(second):
        raise ValueError("two codings of the same units must have the same length")
    if len(set(first) | set(second)) < 2:
        return float("nan")
    data = [("a", i, str(x)) for i, x in enumerate(first)] + [
        ("b", i, str(x)) for i, x in enumerate(second)
    ]
    return float(AnnotationTask(data=data).kappa())


def krippendorff_alpha(codings: Sequence[Sequence[object]]) -> float:
    """Krippendorff's alpha for nominal codes: one sequence a coder, same units, ``None`` where
    missing.
    """
    values = sorted({str(v) for coder in codings for v in coder if v is not None})
    if len(values) < 2:
        return float("nan")
    number = {v: i for i, v in enumerate(values)}
    data = np.array(
        [[np.nan if v is None else number[str(v)] for v in coder] for coder in codings], dtype=float
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def agreement(wide: pd.DataFrame) -> pd.DataFrame:
    """Agreement of two coders on one code; ``wide`` has the columns ``a`` and ``b``, one row a
    unit.

    Returns one row a measure: ``measure`` (``agreement``, ``kappa``, ``alpha``), ``value``,
    ``low``, ``high`` (95 % bootstrap over units), ``units``, ``same`` (units coded alike).
    """
    measures = {
        "agreement": lambda t: float((t["a"] == t["b"]).mean()),
        "kappa": lambda t: cohen_kappa(list(t["a"]), list(t["b"])),
        "alpha": lambda t: krippendorff_alpha([list(t["a"]), list(t["b"])]),
    }
    same = int((wide["a"] == wide["b"]).sum())
    rows = []
    for name, statistic in measures.items():
        low, high = bootstrap_rows(wide, statistic, resamples=RESAMPLES)
        rows.append((name, statistic(wide), low, high, len(wide), same))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "units", "same"])


def frame_agreement(
    frames: pd.DataFrame, codes: Sequence[str] = ("symbolic", "strategic", "voice")
) -> pd.DataFrame:
    """Agreement of the coders ``a`` and ``b`` on each code of the frames table: ``code`` and the
    columns of ``agreement``.
    """
    parts = []
    for code in codes:
        wide = frames.pivot(index="sentence", columns="coder", values=code)[["a", "b"]].dropna()
        parts.append(agreement(wide.astype(str)).assign(code=code))
    return pd.concat(parts, ignore_index=True)[
        ["code", "measure", "value", "low", "high", "units", "same"]
    ]


def kappa_matrix(frames: pd.DataFrame, code: str) -> pd.DataFrame:
    """Cohen's kappa of each pair of coders on one code: a square table, coders in the order of the
    rows of ``frames``.

    ``frames`` has ``sentence``, ``coder`` and the code as columns; each coder has coded each
    sentence.
    """
    coders = list(dict.fromkeys(frames["coder"]))
    wide = frames.pivot(index="sentence", columns="coder", values=code).astype(str)
    values = [
        [cohen_kappa(list(wide[first]), list(wide[second])) for second in coders]
        for first in coders
    ]
    return pd.DataFrame(values, index=coders, columns=coders)


def attribution_agreement(codings: pd.DataFrame) -> pd.DataFrame:
    """Do two coders find the same attributions, and label them alike?

    Rows of a and b pair within a sentence when they name the same source, in order. Columns:
    ``question``, ``a`` (rows of coder a), ``b``, ``paired``, ``share`` (paired or alike, of the
    larger count).
    """
    keys = ["sentence", "source"]
    numbered = codings.assign(n=codings.groupby(["coder", *keys]).cumcount())
    a, b = (numbered[numbered["coder"] == c] for c in ("a", "b"))
    pairs = a.merge(b, on=[*keys, "n"], suffixes=("_a", "_b"))
    most = max(len(a), len(b))
    rows = [
        (
            "same sentence and source",
            len(a),
            len(b),
            len(pairs),
            len(pairs) / most if most else np.nan,
        )
    ]
    for column in ("source_type", "form", "stance"):
        left, right = pairs[f"{column}_a"].astype(object), pairs[f"{column}_b"].astype(object)
        known = left.notna() & right.notna()
        alike = int((left[known] == right[known]).sum())
        n = int(known.sum())
        rows.append(
            (
                f"same {column.replace('_', ' ')} among the paired",
                n,
                n,
                alike,
                alike / n if n else np.nan,
            )
        )
    return pd.DataFrame(rows, columns=["question", "a", "b", "paired", "share"])

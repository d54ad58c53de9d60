"""Agreement between coders: Cohen's kappa (1960) and Krippendorff's alpha (2019), with intervals.

Kappa is Cohen's formula on counts: ``nltk.metrics.agreement`` gives the same (a test compares the
two), but loading it takes longer than a whole chapter's intervals. Alpha comes from the
``krippendorff`` library. Both are undefined (``nan``) where all coders gave one and the same code
to everything.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence

import krippendorff
import numpy as np
import pandas as pd

from newscompare.measures.intervals import bootstrap_rows

RESAMPLES = 500


def cohen_kappa(first: Sequence[object], second: Sequence[object]) -> float:
    """Cohen's kappa of two codings of the same units, in the same order: agreement beyond that of
    chance, of what chance leaves to gain, where chance draws from each coder's own counts.
    """
    if len(first) != len(second):
        raise ValueError("two codings of the same units must have the same length")
    if len(set(first) | set(second)) < 2:
        return float("nan")
    ours, theirs = Counter(map(str, first)), Counter(map(str, second))
    alike = sum(str(x) == str(y) for x, y in zip(first, second, strict=True)) / len(first)
    chance = sum(ours[code] * theirs[code] for code in ours) / len(first) ** 2
    return (alike - chance) / (1 - chance)


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
    ``low``, ``high`` (95% bootstrap over units), ``units``, ``same`` (units coded alike).
    """
    measures = {
        "agreement": lambda t: float((t["a"] == t["b"]).mean()),
        "kappa": lambda t: cohen_kappa(list(t["a"]), list(t["b"])),
        "alpha": lambda t: krippendorff_alpha([list(t["a"]), list(t["b"])]),
    }
    wide = wide.astype(object)  # plain values are drawn and compared faster
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


def claim_states(codings: pd.DataFrame, coder: str) -> pd.Series:
    """What one coder says that each text makes of each claim (index ``claim``, ``article``): a
    state, or two joined by ``+`` where a text contradicts itself.
    """
    own = codings[codings["coder"].astype(str) == coder].astype({"article": str, "state": str})
    return own.groupby(["claim", "article"])["state"].agg(lambda s: "+".join(sorted(set(s))))


def comparison_agreement(
    about: pd.DataFrame, targets: pd.DataFrame, claim_codings: pd.DataFrame
) -> pd.DataFrame:
    """Agreement of the coders ``a`` and ``b`` on what units speak of, what quotations judge and
    what texts claim: ``code``, what it is coded for (``of``) and the columns of ``agreement``.

    A table without both coders is left out.
    """
    parts = []

    def add(code: str, of: str, wide: pd.DataFrame) -> None:
        if {"a", "b"} <= set(wide.columns):
            both = wide[["a", "b"]].fillna("none").astype(str)
            parts.append(agreement(both).assign(code=code, of=of))

    def by_coder(table: pd.DataFrame, key: str, code: str) -> pd.DataFrame:
        plain = table.assign(coder=table["coder"].astype(str), **{code: table[code].astype(object)})
        return plain.pivot(index=key, columns="coder", values=code)

    if len(about):
        add("about, main code", "units", by_coder(about, "sentence", "main"))
    if len(targets):
        add("target", "quotations", by_coder(targets, "quote", "target"))
        add("stance toward the target", "quotations", by_coder(targets, "quote", "stance"))
        add("stance toward the event", "quotations", by_coder(targets, "quote", "stance_event"))
    if len(claim_codings):
        coders = [c for c in ("a", "b") if c in set(claim_codings["coder"].astype(str))]
        states = pd.DataFrame({c: claim_states(claim_codings, c) for c in coders})
        add("state of a claim in a text", "claims x texts", states)
        said = states.apply(lambda column: column.str.contains("present|hedged").astype(str))
        add("claim made at all, hedged or not", "claims x texts", said)
    names = ["code", "of", "measure", "value", "low", "high", "units", "same"]
    return pd.concat(parts, ignore_index=True)[names] if parts else pd.DataFrame(columns=names)

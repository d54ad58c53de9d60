"""How often a machine's frame codes are right: precision, recall, F1 and agreement with a
reference.

All functions take tables with one row a coded unit: ``sentence``, a 0/1 column for each frame,
``indicators`` (codes joined by ``;``). Precision and recall are undefined (``nan``) where nothing
was found or nothing was there to find.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from newscompare.measures.agreement import cohen_kappa, krippendorff_alpha

SCORE_COLUMNS = ["units", "hits", "false", "missed", "precision", "recall", "f1", "kappa", "alpha"]


def scores(machine: pd.Series, reference: pd.Series) -> dict[str, float]:
    """Counts and scores of two 0/1 columns over the same units: ``SCORE_COLUMNS``."""
    hits = int(((machine == 1) & (reference == 1)).sum())
    false, missed = int((machine == 1).sum()) - hits, int((reference == 1).sum()) - hits
    named = 2 * hits + false + missed
    return {
        "units": len(machine),
        "hits": hits,
        "false": false,
        "missed": missed,
        "precision": hits / (hits + false) if hits + false else float("nan"),
        "recall": hits / (hits + missed) if hits + missed else float("nan"),
        "f1": 2 * hits / named if named else float("nan"),
        "kappa": cohen_kappa(list(machine), list(reference)),
        "alpha": krippendorff_alpha([list(machine), list(reference)]),
    }


def paired(machine: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Both codings of each unit side by side, in the order of the machine's; columns end in
    ``_machine``, ``_reference``.
    """
    return machine.merge(
        reference, on="sentence", suffixes=("_machine", "_reference"), validate="one_to_one"
    )


def frame_scores(pairs: pd.DataFrame, frames: Iterable[str], by: str | None = None) -> pd.DataFrame:
    """Scores of each frame: ``part`` (``all``, or each value of the column ``by``), ``frame``,
    ``SCORE_COLUMNS``.
    """
    parts = [("all", pairs)] if by is None else list(pairs.groupby(by, sort=False, observed=True))
    rows = [
        {"part": part, "frame": frame, **scores(own[f"{frame}_machine"], own[f"{frame}_reference"])}
        for part, own in parts
        for frame in frames
    ]
    return pd.DataFrame(rows, columns=["part", "frame", *SCORE_COLUMNS])


def _names(indicators: pd.Series, indicator: str) -> pd.Series:
    """1 where an indicator is among those named."""
    return indicators.fillna("").str.split(";").map(lambda codes: int(indicator in codes))


def indicator_scores(pairs: pd.DataFrame, frame_of: dict[str, str]) -> pd.DataFrame:
    """Scores of each indicator: ``part`` (the indicator), ``frame``, ``SCORE_COLUMNS``."""
    rows = []
    for indicator, frame in frame_of.items():
        machine, reference = (
            _names(pairs[f"indicators_{who}"], indicator) for who in ("machine", "reference")
        )
        rows.append({"part": indicator, "frame": frame, **scores(machine, reference)})
    return pd.DataFrame(rows, columns=["part", "frame", *SCORE_COLUMNS])


def errors(pairs: pd.DataFrame, evidence: pd.DataFrame, frames: Iterable[str]) -> pd.DataFrame:
    """Where machine and reference differ: ``sentence``, ``frame``, ``error`` (``extra`` or
    ``missed``), ``indicators`` (of the side that coded the frame), ``evidence`` (the machine's
    phrase; empty where it found none).
    """
    phrase = {
        (s, f): e
        for s, f, e in zip(
            evidence["sentence"], evidence["frame"], evidence["evidence"], strict=True
        )
    }
    rows = []
    for frame in frames:
        for row in pairs[pairs[f"{frame}_machine"] != pairs[f"{frame}_reference"]].to_dict(
            "records"
        ):
            found = row[f"{frame}_machine"] == 1
            indicators = row["indicators_machine"] if found else row["indicators_reference"]
            rows.append(
                (
                    row["sentence"],
                    frame,
                    "extra" if found else "missed",
                    indicators,
                    phrase.get((row["sentence"], frame), ""),
                )
            )
    return pd.DataFrame(rows, columns=["sentence", "frame", "error", "indicators", "evidence"])


def pattern_precision(codes: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """How often each pattern fires where the reference has its frame: ``pattern``, ``indicator``,
    ``frame``, ``fired``, ``right``.
    """
    truth = reference.set_index("sentence")
    right = [
        int(truth.at[s, f] == 1) for s, f in zip(codes["sentence"], codes["frame"], strict=True)
    ]
    table = (
        codes.assign(right=right)
        .groupby(["pattern", "indicator", "frame"], sort=True)["right"]
        .agg(["size", "sum"])
        .reset_index()
    )
    return table.rename(columns={"size": "fired", "sum": "right"})

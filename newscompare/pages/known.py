"""Comparison where the answers are known: planted reuse against what the alignment finds."""

from __future__ import annotations

import pandas as pd

from newscompare.case.tables import Case, evaluation
from newscompare.errors import InputError
from newscompare.findings.claim import in_words
from newscompare.findings.reuse_accuracy import LONGEST, SHORTEST

KINDS = {"verbatim": "word for word", "near": "a few words changed", "phrase": "quoted words only"}


def planted(case: Case) -> pd.DataFrame:
    """Each planted reuse of a case with ``coding/reuse.tsv``, and what the alignment found.

    Columns: ``unit``, ``of`` (the unit that it repeats), ``kind`` (``verbatim``, ``near``,
    ``phrase``; empty for what was found and not planted), ``words`` (in common; 0 where nothing
    was found). Raises ``InputError`` where the case has no such file.
    """
    path = case.folder / "coding" / "reuse.tsv"
    if not path.is_file():
        raise InputError(str(path), "is missing", "take the practice event, whose reuse is known")
    gold = pd.read_csv(path, sep="\t", dtype=str)
    wires = set(gold["wire_unit"].str.rpartition("-")[0])
    runs = case.shared_runs
    sides = [
        runs[[f"sentence_{a}", f"sentence_{b}", "matched"]].set_axis(
            ["unit", "of", "words"], axis=1
        )
        for a, b in ("ab", "ba")
    ]
    found = pd.concat(sides)
    found = found[found["of"].str.rpartition("-")[0].isin(wires)]
    table = gold.set_axis(["unit", "of", "kind"], axis=1).merge(
        found, on=["unit", "of"], how="outer"
    )
    order = {unit: k for k, unit in enumerate(case.sentences["id"])}
    table = table.sort_values("unit", key=lambda c: c.map(order), ignore_index=True)
    return table.assign(kind=table["kind"].fillna(""), words=table["words"].fillna(0).astype(int))


def planted_table(case: Case) -> pd.DataFrame:
    """``planted`` to read."""
    table = planted(case)
    return pd.DataFrame(
        {
            "Unit": table["unit"],
            "Repeats": table["of"],
            "Planted": table["kind"].map(KINDS).fillna("not planted"),
            "Words found in common": table["words"],
        }
    )


def values(case: Case) -> dict[str, object]:
    """Numbers of the chapter: planted pairs, found ones, false ones, and the measured scores."""
    table, scores = planted(case), evaluation("reuse")
    gold = table[table["kind"] != ""]
    whole = scores[scores["found"].notna()].reset_index(drop=True)
    usual, longer = whole.iloc[0], whole.iloc[1]
    return {
        "planted": len(gold),
        "found": int((gold["words"] > 0).sum()),
        "false": in_words(int((table["kind"] == "").sum())),
        "shortest": SHORTEST,
        "longest": LONGEST,
        "pairs": f"{int(usual['pairs']):,}",
        "copies": f"{int(usual['copies']):,}",
        "precision": f"{usual['precision']:.3f}",
        "recall": f"{usual['recall']:.3f}",
        "precision_longer": f"{longer['precision']:.2f}",
        "false_pairs": int(usual["false_pairs"]),
        "empty_pairs": int(usual["empty_pairs"]),
    }


def score_table() -> pd.DataFrame:
    """Precision and recall by words on made pairs, with intervals, to read."""
    table = evaluation("reuse")

    def interval(row: pd.Series, measure: str) -> str:
        if row[measure] != row[measure]:
            return "–"
        return f"{row[measure]:.3f} ({row[f'{measure}_low']:.3f} to {row[f'{measure}_high']:.3f})"

    return pd.DataFrame(
        {
            "Distractors": table["set"],
            "Copies of (words)": table["copies_of"],
            "Copies": table["copies"],
            "Precision": [interval(row, "precision") for _, row in table.iterrows()],
            "Recall": [interval(row, "recall") for _, row in table.iterrows()],
        }
    )

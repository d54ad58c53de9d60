"""Borrowed passages on made pairs: what was measured lies above its floors, and a fresh run of some
pairs does, too.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from newscompare.case.tables import evaluation
from newscompare.findings.reuse_accuracy import (
    BINS,
    LONGEST,
    SHORTEST,
    evaluate,
    make_pairs,
    score_pair,
    sources,
)

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "baselines" / "reuse.json").read_text(encoding="utf-8"))


def test_what_was_measured_lies_above_its_floors() -> None:
    table = evaluation("reuse")
    whole = table[table["copies_of"] == f"{SHORTEST} to {LONGEST}"].set_index("set")
    assert (whole["pairs"] == 1000).all()
    for name in whole.index:
        for measure, floor in FLOORS[name].items():
            assert whole.loc[name, measure] >= floor >= 0.95
        rates = whole.loc[name, "right"] / whole.loc[name, ["found", "planted"]].astype(float)
        assert list(rates.round(4)) == list(whole.loc[name, ["precision", "recall"]])


def test_a_fresh_run_on_the_practice_texts_alone() -> None:
    measured(sources(None), 60)


def test_a_fresh_run_with_gum(shared) -> None:
    if not (shared / "gum").is_dir():
        pytest.skip("GUM is not in the repository; it is looked for in ../shared/gum")
    measured(sources(shared), 60)


def measured(texts: dict[str, list[str]], pairs: int) -> None:
    scored = pd.DataFrame([score_pair(pair) for pair in make_pairs(texts, pairs, seed=7)])
    row = evaluate(scored, "subset").iloc[0]
    assert row["copies"] > pairs / 2
    assert row["precision"] >= FLOORS["subset"]["precision"]
    assert row["recall"] >= FLOORS["subset"]["recall"]


def test_pairs_are_as_described_and_the_same_for_one_seed() -> None:
    texts = sources(None)
    pairs, again = list(make_pairs(texts, 12)), list(make_pairs(texts, 12))
    for pair, other in zip(pairs, again, strict=True):
        pd.testing.assert_frame_equal(pair.units, other.units)
    assert any(not pair.planted for pair in pairs)
    lengths = [length for pair in pairs for length, *_ in pair.planted]
    assert all(BINS[0][0] <= length <= BINS[-1][1] for length in lengths)
    for pair in pairs:
        for _, ours, theirs in pair.planted:
            one, two = (
                span_text(pair.units[pair.units["article"] == a], span)
                for a, span in (("a", ours), ("b", theirs))
            )
            same = len(set(one.lower().split()) & set(two.lower().split()))
            assert same >= 0.6 * len(set(one.split()))
            assert one.lower().split() != two.lower().rstrip(".").split()


def span_text(units: pd.DataFrame, span: tuple[int, int]) -> str:
    for start, text in zip(units["start"], units["text"], strict=True):
        if start <= span[0] < start + len(text):
            return str(text[span[0] - start : span[1] - start])
    raise AssertionError("a planted span lies in no unit")

"""Frames learned from coded sheets: scores by cross-validation, a curve, what to code next."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.cli import main
from newscompare.frames.learning import (
    folds_of,
    guessed,
    learnable,
    learning_curve,
    least_sure,
    scored,
)

RNG = np.random.default_rng(1)
FLAGS = np.array([1, 0] * 30)
VECTORS = (RNG.normal(size=(60, 5)) + 3 * FLAGS[:, None]).astype(np.float32)


def test_what_can_be_told_apart_is_learned_and_noise_is_not() -> None:
    assert scored(FLAGS, guessed(VECTORS, FLAGS))[2] > 0.9
    noise = RNG.normal(size=(60, 5)).astype(np.float32)
    assert scored(FLAGS, guessed(noise, FLAGS))[2] < 0.8


def test_folds_hold_as_many_of_each_kind() -> None:
    fold = folds_of(FLAGS)
    assert {(int((FLAGS[fold == k] == 1).sum()), int((fold == k).sum())) for k in range(5)} == {
        (6, 12)
    }


def test_scores_by_hand() -> None:
    assert scored(np.array([1, 1, 0, 0]), np.array([1, 0, 1, 0])) == (0.5, 0.5, 0.5)
    assert scored(np.array([0, 0]), np.array([0, 0])) == (0.0, 0.0, 0.0)
    assert not learnable(np.array([1] * 5 + [0] * 60))
    assert not learnable(np.array([1, 0] * 19))
    assert not learnable(np.array([1] * 60 + [0] * 7))
    assert learnable(np.array([1] * 60 + [0] * 8))
    assert learnable(np.array([1] * 8 + [0] * 32))
    assert not learnable(np.array([1] * 8 + [0] * 31))


def test_the_least_sure_sentence_lies_between_the_kinds() -> None:
    others = np.stack([np.full(5, 0), np.full(5, 1.5), np.full(5, 3)]).astype(np.float32)
    found = least_sure(VECTORS, pd.DataFrame({"a": FLAGS}), others, ["a"])
    assert found["doubt"].idxmax() == 1


@pytest.fixture
def case(tmp_path: Path) -> CaseFolder:
    new_case(tmp_path / "one")
    cost = [f"The repair of bridge {n} would cost the town {n} million pounds." for n in range(25)]
    rain = [f"It rained on the hills above the village for {n} hours." for n in range(45)]
    (tmp_path / "one/articles/example.md").write_text("\n".join(cost + rain), encoding="utf-8")
    return CaseFolder(tmp_path / "one")


def test_learning_from_a_sheet(case: CaseFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["learn", str(case.path)]) == 2
    assert "holds 0 coded sentences, and learning takes 40" in capsys.readouterr().err
    assert main(["sheet", str(case.path), "--coder", "ana"]) == 0
    path = case.sheets / "ana.csv"
    header, rows = read_cells(path)
    table = [dict(zip(header, cells, strict=True)) for _, cells in rows]
    for row in table[:20] + table[30:60]:
        row |= dict.fromkeys(case.read_codebook().frames, "0")
        row["economic"] = str(int("cost" in row["text"]))
    write_cells(header, [[row[name] for name in header] for row in table], path)
    assert main(["learn", str(case.path)]) == 0
    out = capsys.readouterr().out
    assert "learned from 50 coded sentences" in out
    assert "too few sentences with these frames: conflict" in out
    scores = pd.read_csv(case.path / "learn" / "scores.csv").set_index("frame")
    assert scores.loc["economic", "f1"] > 0.9
    assert scores.loc["economic", "positives"] == 20
    assert len(pd.read_csv(case.path / "learn" / "curve.csv")) == 4
    header, offered = read_cells(case.path / "learn" / "next.csv")
    coded = {row["unit"] for row in table[:20] + table[30:60]}
    assert len(offered) == 20
    assert not coded & {cells[0] for _, cells in offered}


def test_no_sentence_is_judged_by_a_machine_that_saw_it() -> None:
    # nothing in common: a sentence that was seen is known, of another only that most have no frame
    apart = np.repeat(np.eye(60, dtype=np.float32), 20, axis=1)
    flags = np.array([1, 0, 0, 1, 0] * 12)
    assert guessed(apart, flags).tolist() == [0] * 60


def test_the_smallest_share_is_two_sentences() -> None:
    found, fold = guessed(VECTORS, FLAGS, share=0), folds_of(FLAGS)
    both = [k for k in range(5) if len(set(found[fold == k])) == 2]
    assert both, "of one sentence alone every other one would be judged alike"
    assert (found == FLAGS)[np.isin(fold, both)].mean() > 0.8


@pytest.mark.filterwarnings("error")
def test_scores_where_nothing_is_found_warn_of_nothing() -> None:
    assert scored(np.array([1, 1, 0]), np.array([0, 0, 0])) == (0.0, 0.0, 0.0)
    assert scored(np.array([0, 0, 0]), np.array([1, 0, 0])) == (0.0, 0.0, 0.0)
    precision, recall, both = scored(np.array([1, 1, 1, 0]), np.array([1, 0, 0, 0]))
    assert (precision, recall) == (1, pytest.approx(1 / 3))
    assert both == pytest.approx(1 / 2)  # 2 * 1 * 1/3 over 4/3


def test_the_curve_has_shares_of_the_sentences_of_four_folds() -> None:
    curve = learning_curve(
        VECTORS, pd.DataFrame({"a": FLAGS, "few": [1] * 5 + [0] * 55}), ["a", "few"]
    )
    assert curve["frame"].tolist() == ["a"] * 4
    assert curve["trained_on"].tolist() == [12, 24, 36, 48]
    assert curve["f1"].iloc[-1] == round(scored(FLAGS, guessed(VECTORS, FLAGS))[2], 3)


def test_doubt_is_nearness_to_one_half_of_the_least_sure_frame() -> None:
    others = np.linspace(0, 3, 13)[:, None].repeat(5, axis=1).astype(np.float32)
    turned = pd.DataFrame({"a": FLAGS, "b": (np.arange(60) % 3 == 0).astype(int)})
    found = least_sure(VECTORS, turned, others, ["a", "b"])
    nearest = np.minimum((found["a"] - 0.5).abs(), (found["b"] - 0.5).abs())
    assert found["doubt"].to_numpy() == pytest.approx(1 - 2 * nearest, abs=0.002)

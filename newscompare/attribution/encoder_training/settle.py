"""From trained weights to the file of the package, its settings chosen on training articles held
out.

``python -m newscompare.attribution.encoder_training.settle WEIGHTS train.jsonl --held 0`` reads the
articles that training kept out (see ``attribution``), chooses the bias toward O and calibrates
confidence (Platt 1999) on them, and writes ``minilm.npz`` and ``settings.json``. ``WEIGHTS`` holds
all of a ``Tagger``, or its running average.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from newscompare.articles.tokens import tokenize
from newscompare.attribution import encoder_engine, evaluate, learned
from newscompare.attribution.encoder_training import base
from newscompare.attribution.encoder_training.attribution import kept
from newscompare.attribution.encoder_training.package import packed
from newscompare.attribution.encoder_training.tagger import Tagger
from newscompare.attribution.train import read
from newscompare.attribution.tune import fresh, logistic, right, spans
from newscompare.encoder import store
from newscompare.encoder.network import Encoder
from newscompare.files import write_bytes, write_text

KEEP = {f"layer{k}": k for k in (3, 4, 5, 6)}
"""The layers whose states serve sentences."""
BIASES = tuple(np.round(np.arange(-0.5, 1.55, 0.1), 2).tolist())
SOURCE_FLOOR = 0.05
BALANCE = 0.05
"""How far the number of sources found may lie from that of those annotated, as a share."""
THRESHOLDS = (0.0, 0.15)
Scored = tuple[dict[str, Any], Any, learned.Floats]


def weights_of(path: Path) -> dict[str, learned.Floats]:
    """All weights of a tagger by name."""
    tagger = Tagger()
    found = torch.load(path, weights_only=True)
    missing = tagger.load_state_dict(found.get("average", found), strict=False)
    if missing.unexpected_keys:
        raise ValueError(f"{path}: not the weights of a tagger")
    return {k: v.detach().float().numpy() for k, v in tagger.state_dict().items()}


def score(stored: store.Stored, articles: Sequence[dict[str, Any]]) -> list[Scored]:
    """Each article with its tokens and label scores."""
    encoder = Encoder(stored, 1)
    out = []
    for article in articles:
        tokens = tokenize(article["text"])
        out.append((article, tokens, encoder.label_scores(tokens)))
    return out


def measured(
    scored: Sequence[Scored], found: Sequence[list[Any]]
) -> tuple[dict[str, dict[str, float]], float]:
    """Scores, and sources found to sources annotated."""
    total = evaluate.total(
        evaluate.count(article["text"], article["attributions"], spans(tokens, links))
        for (article, tokens, _), links in zip(scored, found, strict=True)
    )
    return evaluate.scores(total), total["source_p"] / max(1, total["source_g"])


def merit(scores: Mapping[str, Mapping[str, float]]) -> float:
    """What the bias is chosen by: the headline plus half of the exact spans of cue and content."""
    exact = scores["exact cue"]["F"] + scores["exact content"]["F"]
    return scores["attribution"]["F"] + exact / 2


def settled(scored: Sequence[Scored], transitions: learned.Floats) -> dict[str, float]:
    """Bias, threshold and calibration: the best merit among biases that keep the number of sources
    in balance.
    """
    trials = []
    for bias in BIASES:
        trial = {"bias_outside": bias, "source_floor": SOURCE_FLOOR}
        texts, labels = [t for _, t, _ in scored], [s for _, _, s in scored]
        both = encoder_engine.linked(texts, labels, transitions, trial)
        sums = [learned.running(chances) for _, chances in both]
        x = np.array(
            [
                learned.evidence(item, own)
                for (links, _), own in zip(both, sums, strict=True)
                for item in links
            ]
        )
        y = np.concatenate(
            [right(t, links, a) for (a, t, _), (links, _) in zip(scored, both, strict=True)]
        )
        calibration = np.round(logistic(x, y), 4).tolist()
        trial |= {f"confidence_{k}": value for k, value in enumerate(calibration)}
        for threshold in THRESHOLDS:
            own = trial | {"threshold": threshold}
            found = [learned.confident(fresh(links), c, own) for links, c in both]
            scores, ratio = measured(scored, found)
            line = " ".join(
                f"{name} {scores[name]['F']:.2f}"
                for name in ("attribution", "exact source", "exact cue", "exact content")
            )
            p, r = scores["attribution"]["P"], scores["attribution"]["R"]
            print(
                f"bias {bias} threshold {threshold}: P {p:.1f} R {r:.1f} {line} sources {ratio:.3f}"
            )
            trials.append((abs(ratio - 1) <= BALANCE, merit(scores), bias, own))
    return max(trials, key=lambda one: one[:3])[3]


def main(argv: Sequence[str] | None = None) -> None:
    """Choose the settings and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("data")
    parser.add_argument("--held", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path(store.__file__).parent)
    args = parser.parse_args(argv)
    words = base.tokenizer().to_str()
    made = store.dump(packed(weights_of(args.weights), words, {}, KEEP))
    trial = store.parse(made)
    transitions = encoder_engine.allowed(trial.settings["transitions"])
    chosen = settled(score(trial, kept(read(args.data), args.held, True)), transitions)
    print("chosen:", chosen)
    settings = json.dumps({"attribution": chosen}, indent=2, sort_keys=True) + "\n"
    write_text(settings, args.out / store.SETTINGS)
    write_bytes(made, args.out / store.NAME)
    print(f"{args.out / store.NAME}: {len(made) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()

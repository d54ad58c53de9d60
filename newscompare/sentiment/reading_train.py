"""Train and judge the tone of ``reading``: ``python -m newscompare.sentiment.reading_train
QUOTATIONS SENTENCES``.

QUOTATIONS: the 643 labelled quotations (tab-separated), SENTENCES: NewsMTSC train (one JSON object
a line, the quotations were cut from some of them). The penalty is chosen on sentences of documents
that no quotation comes from. Judged by folds over the quotations grouped by document, with the
sentences of the tested documents taken out of training. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from newscompare.encoder import network
from newscompare.files import write_bytes
from newscompare.sentiment import LABELS
from newscompare.sentiment.evaluate import macro_f1, spearman
from newscompare.sentiment.features import features
from newscompare.sentiment.reading import NAME, vector
from newscompare.sentiment.train import folds, read_quotations

Floats = NDArray[np.float32]
PENALTIES = (0.0001, 0.0003, 0.001)
QUOTATION = 3.0
"""Weight of a quotation, and of an invented sentence, beside a sentence of news."""
TURNS = "turns.tsv"
"""Invented sentences in pairs that differ by a turn (*far from*, *could not agree more*), and
names that do not judge; labels by a language model. They only train."""
HIDE = 4
"""Every fourth sentence hides its target."""
RARE = 20
GROUPS = ("word",)
"""Groups of named features that are left out: single words, which the encoder knows better."""


def read_sentences(path: Path | str) -> pd.DataFrame:
    """One row a target: ``text``, ``target``, ``sentiment``, ``document``."""
    rows = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        for one in item["targets"]:
            rows.append((item["text"], one["mention"], one["sentiment"], item["document"]))
    return pd.DataFrame(rows, columns=["text", "target", "sentiment", "document"])


def read_turns() -> pd.DataFrame:
    """The invented sentences; none has a target."""
    table = pd.read_csv(Path(__file__).parent / TURNS, sep="\t", quoting=3)
    return table.assign(target="", document="turns")


def tabulate(table: pd.DataFrame, hide: int = 0) -> tuple[Floats, list[dict[str, float]]]:
    """Vectors and named features of each row; every ``hide``-th without its target."""
    encoder = network.load()
    vectors, found = [], []
    for k, (text, target) in enumerate(zip(table["text"], table["target"], strict=True)):
        own = None if hide and k % hide == 0 else target
        vectors.append(vector(encoder, text, own))
        found.append({name: one.value for name, one in features(text, own)[1].items()})
    return np.vstack(vectors), found


def columns(found: Sequence[dict[str, float]]) -> tuple[str, ...]:
    """The named features that are common enough."""
    count: dict[str, int] = {}
    for row in found:
        for name, value in row.items():
            count[name] = count.get(name, 0) + bool(value)
    return tuple(sorted(n for n, c in count.items() if c >= RARE and n.split(":")[0] not in GROUPS))


def matrix(found: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    """Rows of named features."""
    return np.array([[row.get(n, 0.0) for n in names] for row in found], dtype=np.float32)


def fit(x: Floats, y: NDArray[np.int64], weight: Floats, penalty: float) -> tuple[Floats, Floats]:
    """Weights (columns, 3) and constants (3) of a multinomial logistic regression with balanced
    labels.
    """
    from sklearn.linear_model import LogisticRegression

    middle, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=penalty, max_iter=150, tol=1e-3, class_weight="balanced")
    model.fit((x - middle) / spread, y, sample_weight=weight)
    own = (model.coef_ / spread).T
    return own.astype(np.float32), (model.intercept_ - middle @ own).astype(np.float32)


def predicted(x: Floats, model: tuple[Floats, Floats]) -> NDArray[np.float64]:
    """The three sums of each row."""
    return np.asarray(x @ model[0] + model[1], dtype=np.float64)


def choose(x: Floats, y: NDArray[np.int64], documents: NDArray[np.object_]) -> float:
    """The penalty with the best macro-F1 in three folds of sentences."""
    results = []
    for penalty in PENALTIES:
        guess = np.zeros(len(y), dtype=int)
        for train, test in folds(y, documents, 3, 0):
            model = fit(x[train], y[train], np.ones(len(train), dtype=np.float32), penalty)
            guess[test] = np.array(LABELS)[predicted(x[test], model).argmax(axis=1)]
        results.append((macro_f1(y, guess), penalty))
        print(f"penalty {penalty}: macro-F1 on sentences {results[-1][0]:.4f}", flush=True)
    return max(results)[1]


def main(argv: Sequence[str] | None = None) -> None:
    """Judge, train and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quotations")
    parser.add_argument("sentences")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / NAME)
    args = parser.parse_args(argv)
    quotations, turns = read_quotations(args.quotations), read_turns()
    sentences = read_sentences(args.sentences)
    qv, qf = tabulate(quotations)
    sv, sf = tabulate(sentences, HIDE)
    tv, tf = tabulate(turns)
    sentences = pd.concat([sentences, turns], ignore_index=True)
    sv, sf = np.vstack([sv, tv]), [*sf, *tf]
    heft = np.where(sentences["document"] == "turns", QUOTATION, 1.0)
    names = columns([*qf, *sf])
    q, s = np.hstack([qv, matrix(qf, names)]), np.hstack([sv, matrix(sf, names)])
    y, ys = quotations["sentiment"].to_numpy(), sentences["sentiment"].to_numpy()
    documents, others = quotations["document"].to_numpy(), sentences["document"].to_numpy()
    apart = ~np.isin(others, documents)
    penalty = choose(s[apart], ys[apart], others[apart])
    scores = []
    for run in range(args.runs):
        odds = np.zeros((len(y), 3))
        for train, test in folds(y, documents, 10, run):
            free = ~np.isin(others, documents[test])
            weight = np.r_[np.full(len(train), QUOTATION), heft[free]].astype(np.float32)
            model = fit(np.vstack([q[train], s[free]]), np.r_[y[train], ys[free]], weight, penalty)
            odds[test] = predicted(q[test], model)
        guess = np.array(LABELS)[odds.argmax(axis=1)]
        scores.append((macro_f1(y, guess), spearman(y, odds[:, 2] - odds[:, 0])))
        print(f"run {run}: macro-F1 {scores[-1][0]:.4f}, rho {scores[-1][1]:.4f}", flush=True)
    print("mean:", np.mean(scores, axis=0).round(4), "penalty", penalty, flush=True)
    weight = np.r_[np.full(len(y), QUOTATION), heft].astype(np.float32)
    own, constants = fit(np.vstack([q, s]), np.r_[y, ys], weight, penalty)
    stream = io.BytesIO()
    wide = qv.shape[1]
    np.savez_compressed(
        stream,
        states=own[:wide].astype(np.float32),
        named=own[wide:].astype(np.float32),
        names=np.frombuffer("\n".join(names).encode(), dtype=np.uint8),
        constants=constants.astype(np.float32),
    )
    write_bytes(stream.getvalue(), args.out)


if __name__ == "__main__":
    main()

"""Train and judge the tone of ``reading``: ``python -m newscompare.sentiment.reading_train
QUOTATIONS SENTENCES``.

QUOTATIONS: the 643 labelled quotations (tab-separated), SENTENCES: NewsMTSC train (one JSON object
a line, the quotations were cut from some of them). The penalty is chosen on sentences of documents
that no quotation comes from. Judged by folds over the quotations grouped by document, with the
sentences of the tested documents taken out of training; each quotation is judged with its target
and without. The rows go into ``data/evaluation/tone_*.csv``. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from newscompare.encoder import network
from newscompare.files import write_bytes
from newscompare.sentiment import LABELS
from newscompare.sentiment.evaluate import Judged, banded, compare, confusion, keep, macro_f1
from newscompare.sentiment.features import features
from newscompare.sentiment.lexicons import vader_compound
from newscompare.sentiment.reading import NAME, vector
from newscompare.sentiment.train import folds, read_quotations
from newscompare.sentiment.vader import BAND

Floats = NDArray[np.float32]
Own = tuple[Floats, Floats]
METHODS = ("encoder", "encoder with target")
"""How the tables name the two ways to read a quotation."""
RUNS = 2
"""So many divisions into folds: each takes minutes, and they hardly differ."""
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


@dataclass(frozen=True)
class Material:
    """What is trained and tested on: rows of vectors and named features, labels, documents.

    ``bare``: the quotations without their targets; ``weight``: of each sentence.
    """

    names: tuple[str, ...]
    wide: int
    quotations: Floats
    bare: Floats
    labels: NDArray[np.int64]
    documents: NDArray[np.object_]
    sentences: Floats
    sentence_labels: NDArray[np.int64]
    sentence_documents: NDArray[np.object_]
    weight: Floats


def gathered(
    quotations: pd.DataFrame,
    sentences: pd.DataFrame,
    turns: pd.DataFrame,
    read: Callable[[pd.DataFrame, int], tuple[Floats, list[dict[str, float]]]] = tabulate,
) -> Material:
    """The material; ``read`` as ``tabulate``."""
    (qv, qf), (bv, bf) = read(quotations, 0), read(quotations.assign(target=""), 0)
    (sv, sf), (tv, tf) = read(sentences, HIDE), read(turns, 0)
    both = pd.concat([sentences, turns], ignore_index=True)
    names = columns([*qf, *sf, *tf])
    return Material(
        names,
        qv.shape[1],
        np.hstack([qv, matrix(qf, names)]),
        np.hstack([bv, matrix(bf, names)]),
        quotations["sentiment"].to_numpy(),
        quotations["document"].to_numpy(),
        np.hstack([np.vstack([sv, tv]), matrix([*sf, *tf], names)]),
        both["sentiment"].to_numpy(),
        both["document"].to_numpy(),
        np.where(both["document"] == "turns", QUOTATION, 1.0).astype(np.float32),
    )


def trained(m: Material, rows: NDArray[np.int64], free: NDArray[np.bool_], penalty: float) -> Own:
    """Weights from some quotations and some sentences."""
    x = np.vstack([m.quotations[rows], m.sentences[free]])
    y = np.r_[m.labels[rows], m.sentence_labels[free]]
    weight = np.r_[np.full(len(rows), QUOTATION), m.weight[free]].astype(np.float32)
    return fit(x, y, weight, penalty)


def nested(m: Material, penalty: float, run: int) -> tuple[NDArray[np.float64], ...]:
    """The three sums of each quotation without its target and with it, by a model that has seen
    nothing of its document.
    """
    bare, whole = np.zeros((len(m.labels), 3)), np.zeros((len(m.labels), 3))
    for train, test in folds(m.labels, m.documents, 10, run):
        free = ~np.isin(m.sentence_documents, m.documents[test])
        model = trained(m, train, free, penalty)
        bare[test], whole[test] = (
            predicted(m.bare[test], model),
            predicted(m.quotations[test], model),
        )
    return bare, whole


def judged(odds: Sequence[NDArray[np.float64]]) -> Judged:
    """Labels and scores from the sums of each run."""
    labels = np.array([np.array(LABELS)[one.argmax(axis=1)] for one in odds])
    return Judged(labels, np.array([one[:, 2] - one[:, 0] for one in odds]))


def noted(quotations: pd.DataFrame, methods: Mapping[str, Judged], out: Path) -> None:
    """Put the rows of some methods into the tables of ``evaluate``."""
    vader = np.array([vader_compound(text) for text in quotations["text"]])
    plain = Judged(banded(vader, -BAND, BAND)[None], vader[None])
    table = compare(quotations, {"VADER": plain, **methods})
    counts = confusion(quotations, methods)
    keep(table[table["method"] != "VADER"], out / "tone_methods.csv")
    keep(counts, out / "tone_confusion.csv")


def stored(m: Material, penalty: float) -> bytes:
    """The file of weights, trained on everything."""
    every = np.arange(len(m.labels))
    own, constants = trained(m, every, np.ones(len(m.sentence_labels), dtype=bool), penalty)
    stream = io.BytesIO()
    np.savez_compressed(
        stream,
        states=own[: m.wide].astype(np.float32),
        named=own[m.wide :].astype(np.float32),
        names=np.frombuffer("\n".join(m.names).encode(), dtype=np.uint8),
        constants=constants.astype(np.float32),
    )
    return stream.getvalue()


def main(argv: Sequence[str] | None = None) -> None:
    """Judge, train and store."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quotations")
    parser.add_argument("sentences")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / NAME)
    parser.add_argument("--tables", type=Path, default=Path("data/evaluation"))
    args = parser.parse_args(argv)
    quotations = read_quotations(args.quotations)
    m = gathered(quotations, read_sentences(args.sentences), read_turns())
    apart = ~np.isin(m.sentence_documents, m.documents)
    apart &= m.sentence_documents != "turns"
    penalty = choose(m.sentences[apart], m.sentence_labels[apart], m.sentence_documents[apart])
    runs = [nested(m, penalty, run) for run in range(args.runs)]
    methods = {name: judged([run[k] for run in runs]) for k, name in enumerate(METHODS)}
    noted(quotations, methods, args.tables)
    write_bytes(stored(m, penalty), args.out)


if __name__ == "__main__":
    main()

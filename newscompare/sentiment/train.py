"""Learn the tone model's weights: ``python -m newscompare.sentiment.train ../shared/quotes/mtsc_q_train.tsv``.

A multinomial logistic regression with a strong ridge penalty over the features of ``features.py``. Penalty and weight
of the neutral class are chosen by cross-validation grouped by document. Needs scikit-learn, which nothing else does.
The stored weights are rounded, so that the same data give the same bytes; single words are stored, never texts.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.files import write_csv
from newscompare.sentiment import LABELS, Model
from newscompare.sentiment.features import Feature, features

GRID = tuple((penalty, neutral) for penalty in (0.05, 0.1, 0.2) for neutral in (2.0, 2.5))
RARE = 3
"""A word needs to stand in so many quotations to get a weight of its own."""

DIGITS = 3


def read_quotations(path: Path | str) -> pd.DataFrame:
    """The labelled quotations: ``text``, ``sentiment`` (-1, 0, 1), ``document``, ``target``."""
    return pd.read_csv(path, sep="\t", quoting=3, keep_default_na=False)


def tabulate(quotations: pd.DataFrame, *, target: bool) -> list[dict[str, Feature]]:
    """The features of each quotation, with or without those of the target."""
    targets = quotations["target"] if target else [None] * len(quotations)
    return [features(text, name)[1] for text, name in zip(quotations["text"], targets, strict=True)]


def _names(found: Sequence[dict[str, Feature]]) -> list[str]:
    counts = Counter(name for row in found for name in row)
    return sorted(name for name, count in counts.items() if count >= RARE)


def _matrix(found: Sequence[dict[str, Feature]], names: Sequence[str]) -> np.ndarray:
    place = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(found), len(names)))
    for i, row in enumerate(found):
        for name, feature in row.items():
            if name in place:
                matrix[i, place[name]] = feature.value
    return matrix


def fit(found: Sequence[dict[str, Feature]], labels: np.ndarray, penalty: float, neutral: float) -> Model:
    """Fit one model; ``penalty`` is the inverse strength of the ridge, ``neutral`` the weight of the neutral class."""
    from sklearn.linear_model import LogisticRegression

    names = _names(found)
    regression = LogisticRegression(C=penalty, class_weight={-1: 1.0, 0: neutral, 1: 1.0}, max_iter=1000, tol=1e-6)
    regression.fit(_matrix(found, names), labels)
    weights = {"(constant)": tuple(regression.intercept_), **dict(zip(names, map(tuple, regression.coef_.T), strict=True))}
    return Model({name: (float(a), float(b), float(c)) for name, (a, b, c) in weights.items()})


def predict(model: Model, found: Sequence[dict[str, Feature]]) -> tuple[np.ndarray, np.ndarray]:
    """Labels and the log-odds of favourable against critical."""
    logits = np.array([model.logits(row) for row in found])
    return np.array(LABELS)[logits.argmax(axis=1)], logits[:, 2] - logits[:, 0]


def folds(labels: np.ndarray, documents: np.ndarray, number: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds that keep each document whole and the labels in proportion."""
    from sklearn.model_selection import StratifiedGroupKFold

    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    return list(splitter.split(labels, labels, documents))


def cross_validate(
    found: Sequence[dict[str, Feature]], labels: np.ndarray, documents: np.ndarray, choice: tuple[float, float], *, number: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Labels and scores for each quotation by a model that has not seen its document."""
    predicted, scores = np.zeros(len(labels), dtype=int), np.zeros(len(labels))
    for train, test in folds(labels, documents, number, seed):
        model = fit([found[i] for i in train], labels[train], *choice)
        predicted[test], scores[test] = predict(model, [found[i] for i in test])
    return predicted, scores


def choose(found: Sequence[dict[str, Feature]], labels: np.ndarray, documents: np.ndarray, *, seed: int = 0) -> tuple[float, float]:
    """The penalty and neutral weight with the best macro-F1 by grouped cross-validation."""
    from newscompare.sentiment.evaluate import macro_f1

    results = [(macro_f1(labels, cross_validate(found, labels, documents, c, number=5, seed=seed)[0]), c) for c in GRID]
    return max(results)[1]


def as_table(model: Model) -> pd.DataFrame:
    """The weights to store: ``feature``, ``critical``, ``neutral``, ``favourable``, by name."""
    rows = [(name, *np.round(weights, DIGITS)) for name, weights in sorted(model.weights.items())]
    table = pd.DataFrame(rows, columns=["feature", "critical", "neutral", "favourable"])
    heavy = table[["critical", "neutral", "favourable"]].abs().max(axis=1) >= 0.01
    return table[heavy | table["feature"].eq("(constant)")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train both models and write them beside this module, or into ``--out``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotations", help="table of labelled quotations (tab-separated)")
    parser.add_argument("--out", default=str(Path(__file__).parent), help="folder of the weights")
    args = parser.parse_args(arguments)
    quotations = read_quotations(args.quotations)
    labels, documents = quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    for target, name in ((False, "model.csv"), (True, "model_target.csv")):
        found = tabulate(quotations, target=target)
        choice = choose(found, labels, documents)
        write_csv(as_table(fit(found, labels, *choice)), Path(args.out) / name)
        print(f"{name}: penalty {choice[0]}, neutral weight {choice[1]}")


if __name__ == "__main__":
    main()

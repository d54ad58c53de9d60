"""Learn the tone model's weights: ``python -m newscompare.sentiment.train ../shared/quotes/mtsc_q_train.tsv``.

A multinomial logistic regression with a strong ridge penalty over the features of ``features.py``. Penalty and weight
of the neutral class are chosen by cross-validation grouped by document. Needs scikit-learn, which nothing else does.
The stored weights are rounded, so that the same data give the same bytes; single words are stored, never texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.files import write_csv
from newscompare.sentiment import LABELS
from newscompare.sentiment.features import features

GRID = tuple((penalty, neutral) for penalty in (0.05, 0.1, 0.2) for neutral in (2.0, 2.5))
RARE = 3
"""A word needs to stand in so many quotations to get a weight of its own."""

DIGITS = 3
LIGHTEST = 0.01
"""Weights below this are not stored."""


def read_quotations(path: Path | str) -> pd.DataFrame:
    """The labelled quotations: ``text``, ``sentiment`` (-1, 0, 1), ``document``, ``target``."""
    return pd.read_csv(path, sep="\t", quoting=3, keep_default_na=False)


@dataclass(frozen=True)
class Design:
    """The features of all quotations: one row a quotation, one column a name."""

    names: tuple[str, ...]
    values: np.ndarray

    def rows(self, rows: np.ndarray) -> Design:
        """The same columns for some of the quotations."""
        return Design(self.names, self.values[rows])


def tabulate(quotations: pd.DataFrame, *, target: bool) -> Design:
    """The features of each quotation, with or without those of the target."""
    targets = quotations["target"] if target else [None] * len(quotations)
    found = [features(text, name)[1] for text, name in zip(quotations["text"], targets, strict=True)]
    names = sorted({name for row in found for name in row})
    place = {name: i for i, name in enumerate(names)}
    values = np.zeros((len(found), len(names)))
    for i, row in enumerate(found):
        for name, feature in row.items():
            values[i, place[name]] = feature.value
    return Design(tuple(names), values)


@dataclass(frozen=True)
class Fitted:
    """A regression over all columns (0 for those left out): ``constants`` (3) and ``weights`` (columns x 3)."""

    constants: np.ndarray
    weights: np.ndarray

    def predict(self, design: Design) -> tuple[np.ndarray, np.ndarray]:
        """Labels and the log-odds of favourable against critical."""
        logits = design.values @ self.weights + self.constants
        return np.array(LABELS)[logits.argmax(axis=1)], logits[:, 2] - logits[:, 0]


def fit(design: Design, labels: np.ndarray, penalty: float, neutral: float) -> Fitted:
    """Fit one model; ``penalty`` is the inverse strength of the ridge, ``neutral`` the weight of the neutral class."""
    from sklearn.linear_model import LogisticRegression

    kept = (design.values != 0).sum(axis=0) >= RARE
    regression = LogisticRegression(C=penalty, class_weight={-1: 1.0, 0: neutral, 1: 1.0}, max_iter=1000, tol=1e-6)
    regression.fit(design.values[:, kept], labels)
    weights = np.zeros((len(design.names), len(LABELS)))
    weights[kept] = regression.coef_.T
    return Fitted(regression.intercept_, weights)


def folds(labels: np.ndarray, documents: np.ndarray, number: int, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds that keep each document whole and the labels in proportion."""
    from sklearn.model_selection import StratifiedGroupKFold

    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    return list(splitter.split(labels, labels, documents))


def cross_validate(
    found: Design, labels: np.ndarray, documents: np.ndarray, choice: tuple[float, float], *, number: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Labels and scores for each quotation by a model that has not seen its document."""
    predicted, scores = np.zeros(len(labels), dtype=int), np.zeros(len(labels))
    for train, test in folds(labels, documents, number, seed):
        model = fit(found.rows(train), labels[train], *choice)
        predicted[test], scores[test] = model.predict(found.rows(test))
    return predicted, scores


def choose(found: Design, labels: np.ndarray, documents: np.ndarray, *, seed: int = 0) -> tuple[float, float]:
    """The penalty and neutral weight with the best macro-F1 by grouped cross-validation."""
    from newscompare.sentiment.evaluate import macro_f1

    results = [(macro_f1(labels, cross_validate(found, labels, documents, c, number=5, seed=seed)[0]), c) for c in GRID]
    return max(results)[1]


def as_table(model: Fitted, names: Sequence[str]) -> pd.DataFrame:
    """The weights to store: ``feature``, ``critical``, ``neutral``, ``favourable``, by name; the slightest left out."""
    columns = ["critical", "neutral", "favourable"]
    weights = pd.DataFrame(np.round(model.weights, DIGITS), columns=columns)
    table = weights.assign(feature=list(names))[["feature", *columns]]
    constant = pd.DataFrame([["(constant)", *np.round(model.constants, DIGITS)]], columns=table.columns)
    return pd.concat([constant, table[table[columns].abs().max(axis=1) >= LIGHTEST]], ignore_index=True)


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
        write_csv(as_table(fit(found, labels, *choice), found.names), Path(args.out) / name)
        print(f"{name}: penalty {choice[0]}, neutral weight {choice[1]}")


if __name__ == "__main__":
    main()

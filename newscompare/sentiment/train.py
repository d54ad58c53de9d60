"""Learn the tone model's weights: ``python -m newscompare.sentiment.train
../shared/quotes/mtsc_q_train.tsv``.

Two logistic regressions with a strong ridge penalty over the features of ``features.py``: does a
quotation judge at all (grammar, the target's place, amount of praise and blame), and if it does,
which way (words). Each quotation teaches the first of them twice, with its target and without, so
that one model serves both. The first regression's penalty and the weight of the neutral class are
chosen by cross-validation grouped by document. Needs scikit-learn, which nothing else does. The
stored weights are rounded, so that the same data give the same bytes; single words are stored,
never texts.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.files import write_csv
from newscompare.sentiment import LABELS
from newscompare.sentiment.features import Feature, features
from newscompare.sentiment.scores import macro_f1

Choice = tuple[float, float]
GRID: tuple[Choice, ...] = tuple(
    (penalty, neutral) for penalty in (0.05, 0.1, 0.2) for neutral in (2.0, 2.5)
)
"""The first regression's penalty (the inverse of its strength) and the weight of the neutral class,
to choose from.
"""

DIRECTION_PENALTY = 0.1
NOT_JUDGING = ("word",)
"""Groups of features left out of the question whether a quotation judges."""

NOT_DIRECTION = ("grammar", "target")
"""Groups of features left out of the question which way it judges."""

RARE = 3
"""A feature needs to stand in so many quotations to get a weight."""

DIGITS = 3
LIGHTEST = 0.01
"""Weights below this are not stored."""


def read_quotations(path: Path | str) -> pd.DataFrame:
    """The labelled quotations: ``text``, ``sentiment`` (-1, 0, 1), ``document``, ``target``."""
    return pd.read_csv(path, sep="\t", quoting=3, keep_default_na=False)


@dataclass(frozen=True)
class Design:
    """The features of all quotations: one row a quotation, one column a name; once with the target,
    once without.
    """

    names: tuple[str, ...]
    targeted: np.ndarray
    plain: np.ndarray

    def rows(self, rows: np.ndarray) -> Design:
        """The same columns for some of the quotations."""
        return Design(self.names, self.targeted[rows], self.plain[rows])

    def without(self, groups: Sequence[str]) -> np.ndarray:
        """Which columns belong to none of the groups (what stands before the colon)."""
        return np.array([name.split(":")[0] not in groups for name in self.names])


def _matrix(found: Sequence[Mapping[str, Feature]], names: Sequence[str]) -> np.ndarray:
    place = {name: i for i, name in enumerate(names)}
    values = np.zeros((len(found), len(names)))
    for i, row in enumerate(found):
        for name, feature in row.items():
            values[i, place[name]] = feature.value
    return values


def tabulate(quotations: pd.DataFrame) -> Design:
    """The features of each quotation, with and without those of the target."""
    targeted = [
        features(text, name)[1]
        for text, name in zip(quotations["text"], quotations["target"], strict=True)
    ]
    plain = [features(text)[1] for text in quotations["text"]]
    names = sorted({name for row in targeted for name in row})
    return Design(tuple(names), _matrix(targeted, names), _matrix(plain, names))


@dataclass(frozen=True)
class Fitted:
    """Both regressions over all columns (0 for those left out): ``constants`` (2), ``weights``
    (columns x 2).
    """

    constants: np.ndarray
    weights: np.ndarray

    def predict(self, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Labels and the log-odds of favourable against critical."""
        judging, direction = (values @ self.weights + self.constants).T
        logs = np.stack(
            [-np.logaddexp(0, direction), -judging, -np.logaddexp(0, -direction)], axis=1
        )
        return np.array(LABELS)[logs.argmax(axis=1)], direction


def fit(design: Design, labels: np.ndarray, penalty: float, neutral: float) -> Fitted:
    """Fit both; ``penalty`` is the inverse strength of the first one's ridge, ``neutral`` the
    weight of the neutral class.
    """
    from sklearn.linear_model import LogisticRegression

    common = (design.targeted != 0).sum(axis=0) >= RARE
    weights, constants = np.zeros((len(design.names), 2)), np.zeros(2)
    judging, direction = (
        common & design.without(NOT_JUDGING),
        common & design.without(NOT_DIRECTION),
    )
    twice = np.concatenate([design.targeted, design.plain])[:, judging]
    regression = LogisticRegression(
        C=penalty, class_weight={0: neutral, 1: 1.0}, max_iter=1000, tol=1e-6
    )
    regression.fit(
        twice, np.tile(labels != 0, 2).astype(int), sample_weight=np.full(len(twice), 0.5)
    )
    weights[judging, 0], constants[0] = regression.coef_[0], regression.intercept_[0]
    judges = labels != 0
    regression = LogisticRegression(C=DIRECTION_PENALTY, max_iter=1000, tol=1e-6)
    regression.fit(design.plain[judges][:, direction], (labels[judges] > 0).astype(int))
    weights[direction, 1], constants[1] = regression.coef_[0], regression.intercept_[0]
    return Fitted(constants, weights)


def folds(
    labels: np.ndarray, documents: np.ndarray, number: int, seed: int
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Folds that keep each document whole and the labels in proportion."""
    from sklearn.model_selection import StratifiedGroupKFold

    splitter = StratifiedGroupKFold(number, shuffle=True, random_state=seed)
    return list(splitter.split(labels, labels, documents))


def cross_validate(
    found: Design,
    labels: np.ndarray,
    documents: np.ndarray,
    choice: Choice,
    *,
    number: int,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Labels and scores for each quotation, its target named, by a model that has not seen its
    document.
    """
    predicted, scores = np.zeros(len(labels), dtype=int), np.zeros(len(labels))
    for train, test in folds(labels, documents, number, seed):
        model = fit(found.rows(train), labels[train], *choice)
        predicted[test], scores[test] = model.predict(found.targeted[test])
    return predicted, scores


def choose(found: Design, labels: np.ndarray, documents: np.ndarray, *, seed: int = 0) -> Choice:
    """The penalty and neutral weight with the best macro-F1 by grouped cross-validation."""
    results = [
        (macro_f1(labels, cross_validate(found, labels, documents, c, number=5, seed=seed)[0]), c)
        for c in GRID
    ]
    return max(results)[1]


def as_table(model: Fitted, names: Sequence[str]) -> pd.DataFrame:
    """The weights to store: ``feature``, ``judging``, ``favourable``, by name; the slightest left
    out.
    """
    columns = ["judging", "favourable"]
    weights = pd.DataFrame(np.round(model.weights, DIGITS) + 0.0, columns=columns)
    table = weights.assign(feature=list(names))[["feature", *columns]]
    constant = pd.DataFrame(
        [["(constant)", *np.round(model.constants, DIGITS)]], columns=table.columns
    )
    return pd.concat(
        [constant, table[table[columns].abs().max(axis=1) >= LIGHTEST]], ignore_index=True
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Train the model and write it beside this module, or into ``--out``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("quotations", help="table of labelled quotations (tab-separated)")
    parser.add_argument("--out", default=str(Path(__file__).parent), help="folder of the weights")
    args = parser.parse_args(arguments)
    quotations = read_quotations(args.quotations)
    labels, documents = quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    found = tabulate(quotations)
    choice = choose(found, labels, documents)
    write_csv(as_table(fit(found, labels, *choice), found.names), Path(args.out) / "model.csv")
    print(f"model.csv: penalty {choice[0]}, neutral weight {choice[1]}")


if __name__ == "__main__":
    main()

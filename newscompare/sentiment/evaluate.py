"""How often each method of scoring tone is right: ``python -m newscompare.sentiment.evaluate QUOTATIONS``.

Macro-F1 over three labels and Spearman's rank correlation, with intervals from resampling documents (Efron 1979).
Whatever is learned or tuned is judged on documents that it has not seen; choices are made inside the training part.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.files import write_csv
from newscompare.sentiment.features import _ANALYZER, normalise, own_score, vader_compound

LABELS = (-1, 0, 1)
DRAWS = 1000
BAND = 0.05
TOPIC_WORDS = (
    "war",
    "peace",
    "security",
    "conflict",
    "terror",
    "terrorism",
    "attack",
    "crisis",
    "death",
    "kill",
    "united",
    "force",
    "weapon",
    "fight",
    "defense",
)
"""The stop-list that is tried and found not to help."""


def macro_f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    """The mean F1 of the three labels (a label that nobody uses counts 0)."""
    total = 0.0
    for label in LABELS:
        hits = int(((truth == label) & (predicted == label)).sum())
        named = int((truth == label).sum()) + int((predicted == label).sum())
        total += 2 * hits / named if named else 0.0
    return total / len(LABELS)


def spearman(truth: np.ndarray, scores: np.ndarray) -> float:
    """Spearman's rank correlation with mean ranks for ties; 0 where one side does not vary."""
    a, b = (pd.Series(x).rank().to_numpy() for x in (truth, scores))
    if a.std() == 0 or b.std() == 0:
        return 0.0
    return float(np.corrcoef(a, b)[0, 1])


def resample(documents: np.ndarray, *, draws: int = DRAWS, seed: int = 2025) -> list[np.ndarray]:
    """Row numbers of resampled sets: documents drawn with replacement, each with all its rows."""
    generator = np.random.default_rng(seed)
    order = pd.Series(range(len(documents))).groupby(documents, sort=True).apply(list).tolist()
    drawn = (generator.integers(0, len(order), len(order)) for _ in range(draws))
    return [np.concatenate([order[i] for i in picks]) for picks in drawn]


def interval(
    measure: Callable[[np.ndarray, np.ndarray], float], truth: np.ndarray, values: np.ndarray, samples: Sequence[np.ndarray]
) -> tuple[float, float]:
    """The middle 95% of a measure over resampled documents."""
    results = [measure(truth[rows], values[rows]) for rows in samples]
    return float(np.quantile(results, 0.025)), float(np.quantile(results, 0.975))


def banded(scores: np.ndarray, low: float, high: float) -> np.ndarray:
    """-1 below ``low``, 1 above ``high``, else 0."""
    return np.where(scores < low, -1, np.where(scores > high, 1, 0))


def tuned(scores: np.ndarray, labels: np.ndarray, documents: np.ndarray, *, seed: int = 0) -> np.ndarray:
    """Labels by a neutral band that is chosen on the other documents."""
    from newscompare.sentiment.train import folds

    result = np.zeros(len(labels), dtype=int)
    grid = [(low, high) for low in np.arange(-0.5, 0.51, 0.1) for high in np.arange(-0.5, 0.51, 0.1) if low <= high]
    for train, test in folds(labels, documents, 10, seed):
        best = max(grid, key=lambda band: macro_f1(labels[train], banded(scores[train], *band)))
        result[test] = banded(scores[test], *best)
    return result


def vader_without_topics(text: str) -> float:
    """VADER's compound once the topic words are cut out."""
    kept = [word for word in normalise(text).split() if word.lower().strip(".,;:!?\"'()") not in TOPIC_WORDS]
    return float(_ANALYZER.polarity_scores(" ".join(kept))["compound"])


def nested(quotations: pd.DataFrame, *, target: bool, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The linear model's labels and scores, its two settings chosen anew inside each training part."""
    from newscompare.sentiment.train import choose, fit, folds, tabulate

    found = tabulate(quotations, target=target)
    labels, documents = quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    predicted, scores = np.zeros(len(labels), dtype=int), np.zeros(len(labels))
    for train, test in folds(labels, documents, 10, seed):
        part = found.rows(train)
        choice = choose(part, labels[train], documents[train])
        predicted[test], scores[test] = fit(part, labels[train], *choice).predict(found.rows(test))
    return predicted, scores


def predictions(quotations: pd.DataFrame) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """For each method its labels and scores, in the order in which the chapter tells them."""
    texts, labels, documents = quotations["text"], quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    vader, own = np.array([vader_compound(t) for t in texts]), np.array([own_score(t) for t in texts])
    stopped, mean = np.array([vader_without_topics(t) for t in texts]), (vader + own) / 2
    commonest = int(pd.Series(labels).mode().iloc[0])
    return {
        "majority": (np.full(len(labels), commonest), np.zeros(len(labels))),
        "VADER": (banded(vader, -BAND, BAND), vader),
        "VADER, tuned band": (tuned(vader, labels, documents), vader),
        "VADER, stop-list": (banded(stopped, -BAND, BAND), stopped),
        "word lists": (tuned(own, labels, documents), own),
        "mean of VADER and word lists": (tuned(mean, labels, documents), mean),
        "linear model": nested(quotations, target=False),
        "linear model with target": nested(quotations, target=True),
    }


def compare(quotations: pd.DataFrame, methods: dict[str, tuple[np.ndarray, np.ndarray]]) -> pd.DataFrame:
    """One row a method: ``macro_f1``, ``rho``, their intervals, and the difference of macro-F1 to plain VADER."""
    labels, documents = quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    samples = resample(documents)
    plain = methods["VADER"][0]
    rows = []
    for name, (predicted, scores) in methods.items():
        gains = [macro_f1(labels[rows], predicted[rows]) - macro_f1(labels[rows], plain[rows]) for rows in samples]
        f1, rho = interval(macro_f1, labels, predicted, samples), interval(spearman, labels, scores, samples)
        low, high = np.quantile(gains, [0.025, 0.975])
        values = (macro_f1(labels, predicted), *f1, spearman(labels, scores), *rho)
        rows.append((name, len(labels), *values, macro_f1(labels, predicted) - macro_f1(labels, plain), low, high))
    columns = ["method", "quotations", "macro_f1", "macro_f1_low", "macro_f1_high", "rho", "rho_low", "rho_high"]
    return pd.DataFrame(rows, columns=[*columns, "gain", "gain_low", "gain_high"]).round(4)


def confusion(quotations: pd.DataFrame, methods: dict[str, tuple[np.ndarray, np.ndarray]]) -> pd.DataFrame:
    """Counts by ``method``, ``truth`` and ``label``: also how a method leans."""
    labels = quotations["sentiment"].to_numpy()
    return pd.DataFrame(
        [(n, t, p, int(((labels == t) & (found == p)).sum())) for n, (found, _) in methods.items() for t in LABELS for p in LABELS],
        columns=["method", "truth", "label", "count"],
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Write ``tone_methods.csv`` and ``tone_confusion.csv``."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("quotations", help="table of labelled quotations (tab-separated)")
    parser.add_argument("--out", default="data/evaluation", help="folder of the tables (default: %(default)s)")
    args = parser.parse_args(arguments)
    from newscompare.sentiment.train import read_quotations

    quotations = read_quotations(args.quotations)
    methods = predictions(quotations)
    write_csv(compare(quotations, methods), Path(args.out) / "tone_methods.csv")
    write_csv(confusion(quotations, methods), Path(args.out) / "tone_confusion.csv")


if __name__ == "__main__":
    main()

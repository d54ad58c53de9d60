"""How often each method of scoring tone is right: ``python -m newscompare.sentiment.evaluate
QUOTATIONS``.

Macro-F1 over three labels and Spearman's rank correlation, with intervals from resampling documents
(Efron 1979). Whatever is learned or tuned is judged on documents that it has not seen; choices are
made inside the training part. The model's figures are means over five divisions into folds; rows of
other methods that the tables hold (``reading_train``) stay. One
thing cross-validation cannot correct: the word lists and the kinds of features were written by
people who had looked at these quotations, so new ones may score lower.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.files import write_csv
from newscompare.sentiment.lexicons import ANALYZER, normalise, own_score, vader_compound
from newscompare.sentiment.scores import macro_f1
from newscompare.sentiment.vader import BAND

LABELS = (-1, 0, 1)
DRAWS = 1000
RUNS = 5
"""So many times is what is learned cross-validated, each time with other folds."""

STOP_LIST = frozenset(
    {
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
    }
)
STOP_LIST |= {"united", "force", "weapon", "fight", "defense"}
"""The stop-list that is tried and found not to help."""


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


def banded(scores: np.ndarray, low: float, high: float) -> np.ndarray:
    """-1 below ``low``, 1 above ``high``, else 0."""
    return np.where(scores < low, -1, np.where(scores > high, 1, 0))


def tuned(
    scores: np.ndarray, labels: np.ndarray, documents: np.ndarray, *, seed: int = 0
) -> np.ndarray:
    """Labels by a neutral band that is chosen on the other documents."""
    from newscompare.sentiment.train import folds

    result = np.zeros(len(labels), dtype=int)
    grid = [
        (low, high)
        for low in np.arange(-0.5, 0.51, 0.1)
        for high in np.arange(-0.5, 0.51, 0.1)
        if low <= high
    ]
    for train, test in folds(labels, documents, 10, seed):
        best = max(grid, key=lambda band: macro_f1(labels[train], banded(scores[train], *band)))
        result[test] = banded(scores[test], *best)
    return result


def vader_without_topics(text: str) -> float:
    """VADER's compound once the topic words are cut out."""
    kept = [
        word
        for word in normalise(text).split()
        if word.lower().strip(".,;:!?\"'()") not in STOP_LIST
    ]
    return float(ANALYZER.polarity_scores(" ".join(kept))["compound"])


@dataclass(frozen=True)
class Judged:
    """A method's labels and scores: one row a run, one column a quotation."""

    labels: np.ndarray
    scores: np.ndarray


def nested(quotations: pd.DataFrame, *, runs: int = RUNS) -> tuple[Judged, Judged]:
    """The model's labels and scores without targets and with them, its settings chosen anew inside
    each training part.
    """
    from newscompare.sentiment.train import choose, fit, folds, tabulate

    found = tabulate(quotations)
    labels, documents = quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    plain, targeted = (
        Judged(np.zeros((runs, len(labels)), dtype=int), np.zeros((runs, len(labels))))
        for _ in range(2)
    )
    for run in range(runs):
        for train, test in folds(labels, documents, 10, run):
            part = found.rows(train)
            model = fit(part, labels[train], *choose(part, labels[train], documents[train]))
            plain.labels[run, test], plain.scores[run, test] = model.predict(found.plain[test])
            targeted.labels[run, test], targeted.scores[run, test] = model.predict(
                found.targeted[test]
            )
    return plain, targeted


def predictions(quotations: pd.DataFrame) -> dict[str, Judged]:
    """For each method its labels and scores, in the order in which the chapter tells them."""
    texts, labels, documents = (
        quotations["text"],
        quotations["sentiment"].to_numpy(),
        quotations["document"].to_numpy(),
    )
    vader, own = (
        np.array([vader_compound(t) for t in texts]),
        np.array([own_score(t) for t in texts]),
    )
    stopped, mean = np.array([vader_without_topics(t) for t in texts]), (vader + own) / 2
    commonest = int(pd.Series(labels).mode().iloc[0])
    plain, targeted = nested(quotations)
    single = {
        "majority": (np.full(len(labels), commonest), np.zeros(len(labels))),
        "VADER": (banded(vader, -BAND, BAND), vader),
        "VADER, tuned band": (tuned(vader, labels, documents), vader),
        "VADER, stop-list": (banded(stopped, -BAND, BAND), stopped),
        "word lists": (tuned(own, labels, documents), own),
        "mean of VADER and word lists": (tuned(mean, labels, documents), mean),
    }
    fixed = {name: Judged(found[None], scores[None]) for name, (found, scores) in single.items()}
    return {**fixed, "linear model": plain, "linear model with target": targeted}


def _mean_f1(truth: np.ndarray, runs: np.ndarray) -> float:
    return float(np.mean([macro_f1(truth, run) for run in runs]))


def _mean_rho(truth: np.ndarray, runs: np.ndarray) -> float:
    return float(np.mean([spearman(truth, run) for run in runs]))


def compare(quotations: pd.DataFrame, methods: Mapping[str, Judged]) -> pd.DataFrame:
    """One row a method: ``macro_f1``, ``rho``, their intervals, and the difference of macro-F1 to
    plain VADER.
    """
    labels, documents = quotations["sentiment"].to_numpy(), quotations["document"].to_numpy()
    samples = resample(documents)
    plain = methods["VADER"].labels
    rows = []
    for name, judged in methods.items():
        f1s = np.array([_mean_f1(labels[rows], judged.labels[:, rows]) for rows in samples])
        gains = f1s - [_mean_f1(labels[rows], plain[:, rows]) for rows in samples]
        rhos = [_mean_rho(labels[rows], judged.scores[:, rows]) for rows in samples]
        f1, rho = _mean_f1(labels, judged.labels), _mean_rho(labels, judged.scores)
        gain = (f1 - _mean_f1(labels, plain), *np.quantile(gains, [0.025, 0.975]))
        rows.append(
            (
                name,
                len(labels),
                f1,
                *np.quantile(f1s, [0.025, 0.975]),
                rho,
                *np.quantile(rhos, [0.025, 0.975]),
                *gain,
            )
        )
    columns = [
        "method",
        "quotations",
        "macro_f1",
        "macro_f1_low",
        "macro_f1_high",
        "rho",
        "rho_low",
        "rho_high",
    ]
    return pd.DataFrame(rows, columns=[*columns, "gain", "gain_low", "gain_high"]).round(4)


def confusion(quotations: pd.DataFrame, methods: Mapping[str, Judged]) -> pd.DataFrame:
    """Counts by ``method``, ``truth`` and ``label`` in the first run: also how a method leans."""
    labels = quotations["sentiment"].to_numpy()
    return pd.DataFrame(
        [
            (n, t, p, int(((labels == t) & (j.labels[0] == p)).sum()))
            for n, j in methods.items()
            for t in LABELS
            for p in LABELS
        ],
        columns=["method", "truth", "label", "count"],
    )


def keep(table: pd.DataFrame, path: Path) -> None:
    """Write a table by method; rows that the file has of other methods stay, in their place."""
    if path.is_file():
        known = pd.read_csv(path)
        parts = [
            (table if name in set(table["method"]) else known).query("method == @name")
            for name in dict.fromkeys([*known["method"], *table["method"]])
        ]
        table = pd.concat(parts, ignore_index=True)
    write_csv(table, path)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write ``tone_methods.csv`` and ``tone_confusion.csv``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("quotations", help="table of labelled quotations (tab-separated)")
    parser.add_argument(
        "--out", default="data/evaluation", help="folder of the tables (default: %(default)s)"
    )
    args = parser.parse_args(arguments)
    from newscompare.sentiment.train import read_quotations

    quotations = read_quotations(args.quotations)
    methods = predictions(quotations)
    keep(compare(quotations, methods), Path(args.out) / "tone_methods.csv")
    keep(confusion(quotations, methods), Path(args.out) / "tone_confusion.csv")


if __name__ == "__main__":
    main()

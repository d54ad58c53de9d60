"""Settings of the engine ``learned``, chosen on articles that a model did not see: bias toward
spans, threshold, and the calibration of confidence (Platt 1999).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens
from newscompare.attribution import boundaries, evaluate, learned, linking
from newscompare.attribution.vocabulary import Ints

Article = dict[str, Any]


SOURCE_FLOOR = 0.05
"""See ``learned.second_look``."""


def spans(tokens: Tokens, links: Iterable[linking.Link]) -> list[dict[str, list[list[int]]]]:
    """Attributions in tokens as attributions in characters."""
    return [
        {
            role: [
                [int(tokens.start[a]), int(tokens.end[b - 1])]
                for a, b in sorted(getattr(item, role))
            ]
            for role in evaluate.ROLES
        }
        for item in links
    ]


def logistic(
    x: NDArray[np.float64], y: NDArray[np.float64], ridge: float = 1.0
) -> NDArray[np.float64]:
    """Weights of a logistic regression by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - ridge * w)
    return w


@dataclass
class Held:
    """An article that a model did not see in training, with what the second pass reads of it, its
    label scores and its transitions.
    """

    article: Article
    tokens: Tokens
    table: dict[str, Ints]
    scores: learned.Floats
    transitions: learned.Floats


def linked(
    held: Sequence[Held], ranker: boundaries.Ranker, trial: dict[str, float]
) -> list[tuple[list[linking.Link], learned.Floats]]:
    """The attributions of held-out articles under trial settings, and their marginals."""
    out = []
    for one in held:
        ((labels, chances),) = learned.decode(
            [one.scores], one.transitions, trial, ranker, [one.tokens], [one.table]
        )
        links = linking.link(one.tokens, labels)
        out.append(
            (learned.second_look(one.tokens, links, chances, trial["source_floor"]), chances)
        )
    return out


def value(held: Sequence[Held], found: Sequence[list[linking.Link]]) -> tuple[float, float, float]:
    """Headline F1 and exact content F1 on held-out articles, and sources found to sources
    annotated.
    """
    total = evaluate.total(
        evaluate.count(one.article["text"], one.article["attributions"], spans(one.tokens, links))
        for one, links in zip(held, found, strict=True)
    )
    scores = evaluate.scores(total)
    return (
        scores["attribution"]["F"],
        scores["exact content"]["F"],
        total["source_p"] / max(1, total["source_g"]),
    )


BIASES = (0.15, 0.3, 0.45, 0.6)


THRESHOLDS = (0.0, 0.15)


SLACK = 0.3
"""Points of merit given up for recall: see ``tune``."""


def tune(
    held: Sequence[Held], ranker: boundaries.Ranker, *, verbose: bool = False
) -> dict[str, float]:
    """Bias, threshold and calibration, chosen on held-out articles.

    Merit is F1 of the headline plus half of that of exact content. Precision is worth less than
    recall to those who count sources (a cue never met before is the first thing to be lost), so the
    largest bias is taken that comes within ``SLACK`` of the best merit.
    """
    trials: list[tuple[float, dict[str, float]]] = []
    for outside in BIASES:
        trial = {"bias_outside": outside, "source_floor": SOURCE_FLOOR}
        results = linked(held, ranker, trial)
        x = np.array(
            [
                learned.evidence(item, sums)
                for links, chances in results
                for sums in [learned.running(chances)]
                for item in links
            ]
        )
        y = np.concatenate(
            [
                right(one.tokens, links, one.article)
                for one, (links, _) in zip(held, results, strict=True)
            ]
        )
        if len(y):
            trial.update(
                {
                    f"confidence_{k}": float(np.round(w, 4))
                    for k, w in enumerate(logistic(x.reshape(len(y), -1), y))
                }
            )
        for threshold in THRESHOLDS:
            trial["threshold"] = threshold
            f1, exact, ratio = value(
                held,
                [learned.confident(fresh(links), chances, trial) for links, chances in results],
            )
            if verbose:
                print(
                    f"outside {outside}, threshold {threshold}: F1 {f1:.2f}, exact content "
                    f"{exact:.2f}, sources {ratio:.3f}",
                    flush=True,
                )
            trials.append((f1 + exact / 2, dict(trial)))
    best = max(merit for merit, _ in trials)
    good = [
        (trial["bias_outside"], merit, k)
        for k, (merit, trial) in enumerate(trials)
        if merit >= best - SLACK
    ]
    return trials[max(good)[2]][1]


def fresh(links: Iterable[linking.Link]) -> list[linking.Link]:
    """Copies of attributions, so that trials do not change each other's."""
    return [linking.Link(item.cue, item.source, item.content, list(item.rule)) for item in links]


def right(tokens: Tokens, links: Sequence[linking.Link], article: Article) -> NDArray[np.float64]:
    """1 for attributions that the headline counts as right, else 0."""
    predicted, gold = (
        evaluate.rows(tokens, spans(tokens, links)),
        evaluate.rows(tokens, article["attributions"]),
    )
    hits = {i for i, _ in evaluate.match(predicted, gold, evaluate.headline)}
    return np.array([float(k in hits) for k in range(len(links))])

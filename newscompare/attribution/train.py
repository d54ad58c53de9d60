"""Train the model of the engine ``learned``: ``python -m newscompare.attribution.train
../shared/polnear/train.jsonl``.

The data are articles with attributions, one JSON object a line (``id``, ``text``, ``attributions``
with lists of character spans ``source``, ``cue``, ``content``): PolNeAR (Newell, Margolin and Ruths
2018). The same data give the same file to the byte. Settings (the bias toward spans, the threshold,
the calibration of confidence, Platt 1999) are chosen in the same run on every fifth article, with a
model of the other four fifths; they are stored in the model, and in ``settings.json`` to be read.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens, tokenize
from newscompare.attribution import (
    boundaries,
    crf,
    evaluate,
    features,
    learned,
    linking,
    model,
    optimise,
    words,
)
from newscompare.files import write_bytes, write_text

Article = dict[str, Any]
SCHEDULE = optimise.Schedule()
"""How training runs."""
SOURCE_FLOOR = 0.05
"""See ``learned.second_look``."""
FEWEST = 12
"""A feature bucket is kept where it was filled at least this often."""
FOLDS = 3
"""What the second pass, and then the ranking of boundaries, learn from comes of passes trained
without the third of the articles that they read.
"""
HELD_OUT = 5
"""Every fifth article is kept from the ranking with which the settings are chosen."""


def read(path: Path | str) -> list[Article]:
    """The articles of a JSON-lines file in the order of their ids."""
    with open(path, encoding="utf-8") as stream:
        return sorted(
            (json.loads(line) for line in stream if line.strip()), key=lambda a: str(a["id"])
        )


def marked(tokens: Tokens, article: Article) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which tokens are part of a cue, and which of a source."""
    cue, source = np.zeros(tokens.n, dtype=bool), np.zeros(tokens.n, dtype=bool)
    for item in article["attributions"]:
        cue[linking.token_set(tokens, item["cue"])] = True
        source[linking.token_set(tokens, item["source"])] = True
    return cue, source


def count_words(articles: Iterable[Article]) -> features.Counts:
    """How often each word type, lemma and family occurs, as cue and in a source."""
    table: dict[int, tuple[int, int, int]] = {}
    for article in articles:
        tokens = tokenize(article["text"])
        cue, source = (flags.tolist() for flags in marked(tokens, article))
        for word, c, s in zip(tokens.forms, cue, source, strict=True):
            low = word.lower()
            family = features.FAMILIES + features.number(low[: features.FAMILY])
            for key in (features.number(low), -1 - features.number(words.lemma(low)), family):
                n, a, b = table.get(key, (0, 0, 0))
                table[key] = (n + 1, a + c, b + s)
    return features.Counts(table)


def labels_of(tokens: Tokens, article: Article) -> NDArray[np.int64]:
    """The gold label numbers of an article."""
    return np.array(
        [NUMBER[label] for label in linking.encode(tokens, article["attributions"])], dtype=np.int64
    )


NUMBER = {label: k for k, label in enumerate(linking.LABELS)}
Pass = tuple[NDArray[np.int64], learned.Floats]


def fit(
    articles: Sequence[Article],
    counts: features.Counts,
    seen: Sequence[Pass] | None = None,
    *,
    verbose: bool = False,
) -> crf.Crf:
    """A conditional random field over the hashed features of the articles, one sequence an article,
    rounded as it will be stored.

    ``seen`` holds what the first pass found in each article; with it, the second pass is trained.
    """
    vocabulary = features.Vocabulary(counts)
    found, gold = [], []
    frequency = np.zeros(1 << features.BITS, dtype=np.int64)
    for k, article in enumerate(articles):
        tokens = tokenize(article["text"])
        table = features.columns(tokens, vocabulary, marked(tokens, article))
        buckets = features.buckets([table])
        if seen is not None:
            buckets = np.hstack(
                [
                    buckets,
                    features.buckets(
                        [features.again_columns(table, tokens, *seen[k])], features.AGAIN
                    ),
                ]
            )
        frequency += np.bincount(buckets.ravel(), minlength=1 << features.BITS)
        found.append(buckets)
        gold.append(labels_of(tokens, article))
    keys = np.flatnonzero(frequency >= FEWEST)
    row = np.zeros(1 << features.BITS, dtype=np.int32)
    row[keys] = np.arange(1, len(keys) + 1)
    for k, buckets in enumerate(found):
        found[k] = row[buckets]

    def watch(epoch: int, likelihood: float, *_: object) -> None:
        if verbose:
            print(f"epoch {epoch + 1}: log-likelihood a token {likelihood:.4f}", flush=True)

    weights, transitions = optimise.train(
        found, gold, len(keys) + 1, len(NUMBER), SCHEDULE, watch=watch
    )
    return crf.Crf(
        linking.LABELS,
        keys.astype(np.int32),
        crf.quantize(crf.centred(weights[1:])),
        transitions,
        features.BITS,
    )


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
    table: dict[str, features.Ints]
    scores: learned.Floats
    transitions: learned.Floats


def jackknife(articles: Sequence[Article], *, verbose: bool = False) -> list[Pass]:
    """What a first pass trained on the other folds finds in each article."""
    out: dict[int, Pass] = {}
    for fold in range(FOLDS):
        rest = [a for k, a in enumerate(articles) if k % FOLDS != fold]
        counts = count_words(rest)
        one = fit(rest, counts, verbose=verbose)
        vocabulary = features.Vocabulary(counts)
        held = list(range(fold, len(articles), FOLDS))
        for first in range(0, len(held), 32):
            some = held[first : first + 32]
            texts = [tokenize(articles[k]["text"]) for k in some]
            scores = [
                one.emissions(features.buckets([features.columns(tokens, vocabulary)]))
                for tokens in texts
            ]
            out.update(zip(some, learned.first_pass(scores, one.allowed), strict=True))
    return [out[k] for k in range(len(articles))]


def held_out(
    articles: Sequence[Article], seen: Sequence[Pass], *, verbose: bool = False
) -> list[Held]:
    """Each article scored by a second pass trained on the other folds."""
    out: dict[int, Held] = {}
    for fold in range(FOLDS):
        rest = [k for k in range(len(articles)) if k % FOLDS != fold]
        counts = count_words([articles[k] for k in rest])
        one = fit([articles[k] for k in rest], counts, [seen[k] for k in rest], verbose=verbose)
        vocabulary = features.Vocabulary(counts)
        for k in range(fold, len(articles), FOLDS):
            tokens = tokenize(articles[k]["text"])
            table = features.columns(tokens, vocabulary)
            again = features.again_columns(table, tokens, *seen[k])
            scores = one.emissions(
                np.hstack([features.buckets([table]), features.buckets([again], features.AGAIN)])
            )
            out[k] = Held(
                articles[k],
                tokens,
                {name: again[name] for name in boundaries.COLUMNS},
                scores,
                one.allowed,
            )
    return [out[k] for k in range(len(articles))]


def rank(held: Sequence[Held]) -> boundaries.Ranker:
    """What picks boundaries, learned from held-out articles: contents of which a candidate is
    right.
    """
    rows, own, heads, right = (
        [np.zeros((0, len(boundaries.TEMPLATES)), dtype=np.int32)],
        [np.zeros((0, 2))],
        [],
        [],
    )
    total = 0
    for one in held:
        (path,) = learned.best([one.scores], one.transitions, {"bias_outside": learned.FIRST_BIAS})
        (spans,) = boundaries.candidates(
            [path], crf.posteriors([one.scores], one.transitions), one.transitions
        )
        if not len(spans.first):
            continue
        gold = evaluate.fragments(one.tokens, one.article["attributions"], "content")
        hit = np.array(
            [pair in gold for pair in zip(spans.first.tolist(), spans.last.tolist(), strict=True)]
        )
        found = boundaries.buckets(spans, one.tokens, path, one.table)
        for group in np.unique(spans.group[hit]).tolist():
            mine = np.flatnonzero(spans.group == group)
            if len(mine) > 1:
                rows.append(found[mine])
                own.append(spans.own[mine])
                heads.append(total)
                right.append(total + int(np.argmax(hit[mine])))
                total += len(mine)
    table = np.concatenate(rows)
    keys, times = np.unique(table, return_counts=True)
    keys = keys[times >= FEWEST]
    number = np.append(keys, -1)[np.searchsorted(keys, table)] == table
    table = np.where(number, np.searchsorted(keys, table) + 1, 0).astype(np.int32)
    weights, dense = optimise.rank(
        table,
        np.concatenate(own),
        np.array(heads, dtype=np.int64),
        np.array(right, dtype=np.int64),
        len(keys) + 1,
    )
    rounded = crf.quantize(weights[1:])
    return boundaries.Ranker(keys[rounded != 0].astype(np.int32), rounded[rounded != 0], dense)


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


def make(articles: Sequence[Article], *, verbose: bool = False) -> model.Model:
    """The model of the articles, settings and all."""
    seen = jackknife(articles, verbose=verbose)
    held = held_out(articles, seen, verbose=verbose)
    others = rank([one for k, one in enumerate(held) if k % HELD_OUT])
    chosen = tune(held[::HELD_OUT], others, verbose=verbose)
    counts = count_words(articles)
    passes = [fit(articles, counts, verbose=verbose), fit(articles, counts, seen, verbose=verbose)]
    return model.Model(passes, rank(held), counts, chosen)


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write the result into the package."""
    parser = argparse.ArgumentParser(
        prog="python -m newscompare.attribution.train",
        description=__doc__.split("\n")[0] if __doc__ else None,
    )
    parser.add_argument("data", help="articles with attributions, one JSON object a line")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(__file__).parent,
        help="folder to write to (default: the package)",
    )
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args(argv)
    trained = make(read(args.data), verbose=args.verbose)
    args.out.mkdir(parents=True, exist_ok=True)
    write_bytes(model.dump(trained), args.out / model.NAME)
    write_text(
        json.dumps(trained.settings, indent=2, sort_keys=True) + "\n", args.out / "settings.json"
    )


if __name__ == "__main__":
    main()

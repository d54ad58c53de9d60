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
from pathlib import Path

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
from newscompare.attribution.tune import Article, Held, tune
from newscompare.attribution.vocabulary import FAMILIES, FAMILY, Counts, Vocabulary, number
from newscompare.files import write_bytes, write_text

SCHEDULE = optimise.Schedule()
"""How training runs."""
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


def count_words(articles: Iterable[Article]) -> Counts:
    """How often each word type, lemma and family occurs, as cue and in a source."""
    table: dict[int, tuple[int, int, int]] = {}
    for article in articles:
        tokens = tokenize(article["text"])
        cue, source = (flags.tolist() for flags in marked(tokens, article))
        for word, c, s in zip(tokens.forms, cue, source, strict=True):
            low = word.lower()
            family = FAMILIES + number(low[:FAMILY])
            for key in (number(low), -1 - number(words.lemma(low)), family):
                n, a, b = table.get(key, (0, 0, 0))
                table[key] = (n + 1, a + c, b + s)
    return Counts(table)


def labels_of(tokens: Tokens, article: Article) -> NDArray[np.int64]:
    """The gold label numbers of an article."""
    return np.array(
        [NUMBER[label] for label in linking.encode(tokens, article["attributions"])], dtype=np.int64
    )


NUMBER = {label: k for k, label in enumerate(linking.LABELS)}
Pass = tuple[NDArray[np.int64], learned.Floats]


def fit(
    articles: Sequence[Article],
    counts: Counts,
    seen: Sequence[Pass] | None = None,
    *,
    verbose: bool = False,
) -> crf.Crf:
    """A conditional random field over the hashed features of the articles, one sequence an article,
    rounded as it will be stored.

    ``seen`` holds what the first pass found in each article; with it, the second pass is trained.
    """
    vocabulary = Vocabulary(counts)
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


def jackknife(articles: Sequence[Article], *, verbose: bool = False) -> list[Pass]:
    """What a first pass trained on the other folds finds in each article."""
    out: dict[int, Pass] = {}
    for fold in range(FOLDS):
        rest = [a for k, a in enumerate(articles) if k % FOLDS != fold]
        counts = count_words(rest)
        one = fit(rest, counts, verbose=verbose)
        vocabulary = Vocabulary(counts)
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
        vocabulary = Vocabulary(counts)
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

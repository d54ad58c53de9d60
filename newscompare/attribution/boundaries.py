"""Where attributed content begins and ends: likely spans around each content of the best path,
ranked again.

A conditional random field weighs one token at a time and cannot see that a span opens a quotation
without closing it or stops in the middle of a clause. So for each content that the second pass
labels, all spans are listed that the field itself holds possible (their probability follows from
forward-backward), and a log-linear model of whole spans takes the best of them (reranking, Collins
and Koo 2005). It moves boundaries only: no content is added or dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens
from newscompare.attribution import crf, features
from newscompare.attribution.features import KINDS
from newscompare.attribution.linking import LABELS
from newscompare.attribution.vocabulary import Ints, number

Floats = NDArray[np.float32]
START, SPAN = 0.02, 0.01
"""Least probability of a beginning, and of a span, to be a candidate."""
NEVER = 1e-4
"""Probability given to the span of the best path where it is no candidate by itself."""
SIDES = ((LABELS.index("B-CL"), LABELS.index("I-CL")), (LABELS.index("B-CR"), LABELS.index("I-CR")))
CUE, CONTENT = 1, 4
"""Kinds (``features.KINDS``): a cue; content, from this number on."""
VERBS = np.array([number(part) for part in ("ved", "vs", "v", "be", "have", "modal", "do")])
ENDS, BRACKETS, COMMA = (np.array([number(c) for c in marks]) for marks in (".?!", "()", ","))
LENGTHS = np.array([2, 3, 4, 6, 8, 12, 18, 25, 40])
COLUMNS = ("w", "lem", "pos", "q", "y", "mc", "mcl", "mcr")
"""Columns of the second pass that ranking reads."""
TEMPLATES = features.parse_templates(
    """
    ws|ws wb|ps pb|ps pss pb|wb|wb ws wbb|we|pe pa|pe pa paa|wa send|wa paa|wa waa
    wa paa send commas|ws wa send
    qs qe open|qa qe open|send sst|sents qs|par|len|verbs ps|commas send|commas wa|cues send
    kb ka|ka we|kb ws|kb ps|ys yb|ye ya|mb ms|me ma|me ma wa|mb ms ws
    cue ws|cue ps send|cue len|cue gap ps|gap side ws|gap side kb|side send wa
    """
)
"""Features of a span: b, s, e, a (twice for the next one) stand for the token before it, its
first, its last and the one after it; w, p, q, k, y, m for word, part of speech, quotation state,
label of the second and of the first pass, level of the first pass's content."""


@dataclass
class Ranker:
    """Weights of the log-linear model: ``keys`` and ``weights`` by feature bucket (in multiples of
    ``crf.STEP``), ``own`` for log probability and for the span of the best path.
    """

    keys: NDArray[np.int32]
    weights: NDArray[np.int8]
    own: NDArray[np.float64]

    def scores(self, spans: Candidates, buckets: NDArray[np.int32]) -> NDArray[np.float64]:
        """The score of each candidate."""
        return self.from_features(buckets) + spans.own @ self.own

    def from_features(self, buckets: NDArray[np.int32]) -> NDArray[np.float64]:
        """What the features alone give to the score of each candidate."""
        padded = np.append(self.weights, np.int8(0)).astype(np.int64)
        at = np.searchsorted(self.keys, buckets)
        known = np.append(self.keys, -1)[at] == buckets
        return padded[np.where(known, at, len(self.keys))].sum(axis=1) * float(crf.STEP)


@dataclass
class Candidates:
    """Possible spans of one text, those of one labelled content side by side, in order.

    ``first`` and ``last`` (exclusive) are tokens; ``group`` numbers the contents; ``own``
    (candidates, 2) holds the log probability and whether it is the span of the best path.
    """

    first: Ints
    last: Ints
    group: Ints
    own: NDArray[np.float64]


def chains(
    chances: Floats, ahead: Floats, transitions: Floats, begin: NDArray[np.bool_]
) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """All spans of content (first, last, probability) that the field holds possible.

    Given the label before it, a label's probability is (transition) * (score and all that follows:
    ``ahead``), so that a span is a chain: begun, gone on with, stopped. ``begin`` marks the first
    tokens of texts.
    """
    n = len(chances)
    step = np.exp(np.maximum(transitions, -60.0))
    on = np.zeros((2, 2, n + 1))
    for row, labels in zip(on, SIDES, strict=True):
        for k, before in enumerate(labels):
            row[k, :n] = np.where(
                begin, 0.0, ahead[:, labels[1]] * step[before, labels[1]] / (ahead @ step[before])
            )
    begun = chances[:, [labels[0] for labels in SIDES]].T.astype(np.float64)
    side, first = np.nonzero(begun > START)
    chance = begun[side, first]
    last, inside = first + 1, np.zeros_like(first)
    found = []
    while len(first):
        go = on[side, inside, last]
        stop = chance * (1 - go)
        found.append((first[stop > SPAN], last[stop > SPAN], stop[stop > SPAN]))
        chance = chance * go
        live = chance > SPAN
        side, first, last, chance = side[live], first[live], last[live] + 1, chance[live]
        inside = np.ones_like(first)
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    return tuple(np.concatenate(part) for part in zip(*found, strict=True))  # type: ignore[return-value]


def starts(path: Ints) -> NDArray[np.bool_]:
    """Which tokens begin a labelled span."""
    kind = KINDS[path]
    return np.isin(path, (1, 3, 5, 7, 9)) | ((path > 0) & (np.append([0], kind[:-1]) != kind))


def candidates(
    paths: Sequence[Ints], posteriors: Sequence[tuple[Floats, Floats]], transitions: Floats
) -> Iterator[Candidates]:
    """The candidates of each text: spans that touch one labelled content and nothing else that is
    labelled.
    """
    lengths = [len(path) for path in paths]
    offsets = np.append(0, np.cumsum(lengths))
    begin = np.zeros(offsets[-1], dtype=bool)
    begin[offsets[:-1][np.array(lengths) > 0]] = True
    chances, ahead = (np.concatenate(part) for part in zip(*posteriors, strict=True))
    first, last, chance = chains(chances, ahead, transitions, begin)
    order = np.argsort(first, kind="stable")
    first, last, chance = first[order], last[order], chance[order]
    edges = np.searchsorted(first, offsets)
    for k, path in enumerate(paths):
        here = slice(edges[k], edges[k + 1])
        yield of_text(path, first[here] - offsets[k], last[here] - offsets[k], chance[here])


def of_text(path: Ints, first: Ints, last: Ints, chance: NDArray[np.float64]) -> Candidates:
    """The candidates of one text from all its possible spans."""
    n, index = len(path), np.arange(len(path))
    span = np.where(path > 0, np.cumsum(starts(path)), 0)
    following = np.minimum.accumulate(np.where(span > 0, index, n)[::-1])[::-1]
    previous = np.maximum.accumulate(np.where(span > 0, index, -1))
    at, to = following[first], previous[last - 1]
    content = np.append(KINDS[path] >= CONTENT, False)
    number = np.append(span, -1)
    good = content[at] & (at < last) & (number[at] == number[to])
    here = np.flatnonzero(starts(path) & content[:n])
    size = np.bincount(span, minlength=1)
    first = np.concatenate([first[good], here])
    last = np.concatenate([last[good], here + size[span[here]]])
    chance = np.concatenate([chance[good], np.zeros(len(here))])
    group = np.concatenate([number[at][good], span[here]])
    keys, where = np.unique(np.stack([group, first, last], axis=1), axis=0, return_inverse=True)
    total = np.bincount(where.ravel(), weights=chance, minlength=len(keys))
    best = np.zeros(len(keys))
    best[where.ravel()[len(chance) - len(here) :]] = 1.0
    own = np.stack([np.log(np.maximum(total, NEVER)), best], axis=1)
    return Candidates(keys[:, 1], keys[:, 2], keys[:, 0], own)


def buckets(
    spans: Candidates, tokens: Tokens, path: Ints, table: dict[str, Ints]
) -> NDArray[np.int32]:
    """The features of each candidate: array (candidates, templates)."""
    return features.buckets([span_columns(spans, tokens, path, table)], TEMPLATES)


def span_columns(
    spans: Candidates, tokens: Tokens, path: Ints, table: dict[str, Ints]
) -> dict[str, Ints]:
    """The columns that the templates of spans refer to, one row a candidate."""
    n, first, last = tokens.n, spans.first, spans.last

    def at(values: Ints, where: Ints) -> Ints:
        return np.concatenate([[-1, -1], values, [-1, -1]])[where + 2]

    def inside(flags: NDArray[np.bool_] | Ints) -> Ints:
        sums = np.append(0, np.cumsum(flags.astype(np.int64)))
        return sums[last] - sums[first]

    places = {"b": first - 1, "s": first, "e": last - 1, "a": last}
    kind, level = KINDS[path], table["mcl"] * 8 + table["mcr"]
    read = {
        "w": table["w"],
        "p": table["pos"],
        "q": table["q"],
        "k": kind,
        "y": KINDS[table["y"] - 1],
        "m": level,
    }
    out = {
        name + place: at(values, where)
        for name, values in read.items()
        for place, where in places.items()
    }
    out["wbb"], out["waa"] = at(table["w"], first - 2), at(table["w"], last + 1)
    out["pss"], out["paa"] = at(table["pos"], first + 1), at(table["pos"], last + 1)
    sentence = tokens.sentence
    out["send"], out["sst"] = (
        at(sentence, last) != at(sentence, last - 1),
        at(sentence, first) != at(sentence, first - 1),
    )
    out["send"] = (out["send"] | np.isin(out["wa"], ENDS)).astype(np.int64)
    out["sst"] = out["sst"].astype(np.int64)
    out["sents"] = np.minimum(sentence[last - 1] - sentence[first], 3)
    out["open"] = np.clip(inside(table["q"] == 2) - inside(table["q"] == 3), -2, 2)
    out["par"] = np.clip(
        inside(table["w"] == BRACKETS[0]) - inside(table["w"] == BRACKETS[1]), -2, 2
    )
    out["verbs"], out["commas"] = (
        np.minimum(inside(np.isin(table["pos"], VERBS)), 3),
        np.minimum(inside(table["w"] == COMMA), 3),
    )
    out["cues"] = np.minimum(inside(table["mc"] >= 3), 3)
    out["len"] = np.searchsorted(LENGTHS, last - first)
    left, right = features.nearest(kind == CUE)
    touched = np.minimum.accumulate(np.where(kind >= CONTENT, np.arange(n), n)[::-1])[::-1][first]
    out["side"] = kind[touched]
    ahead = out["side"] > CONTENT
    cue = np.where(ahead, right[touched], left[touched])
    known = (cue >= 0) & (cue < n)
    out["cue"] = np.where(known, table["lem"][np.where(known, cue, 0)], 0)
    out["gap"] = np.where(known, np.clip(np.where(ahead, cue - last, first - cue - 1), 0, 4), 5)
    return {**out, "w": first}


def picked(spans: Candidates, scores: NDArray[np.float64]) -> list[tuple[int, int]]:
    """The best candidate of each content; where it would run into the one before, the span of the
    best path.
    """
    out: list[tuple[int, int]] = []
    order = np.lexsort((-scores, spans.group))
    heads = order[np.flatnonzero(np.diff(spans.group[order], prepend=-1))]
    paths = np.flatnonzero(spans.own[:, 1])
    for best, path in zip(heads.tolist(), paths.tolist(), strict=True):
        k = path if out and spans.first[best] < out[-1][1] else best
        out.append((int(spans.first[k]), int(spans.last[k])))
    return out


def moved(path: Ints, spans: Candidates, scores: NDArray[np.float64]) -> Ints:
    """The path with each content where it was picked."""
    out = np.where(KINDS[path] >= CONTENT, 0, path)
    labels = path[spans.first[spans.own[:, 1] > 0]] if len(spans.first) else path[:0]
    for (first, last), label in zip(picked(spans, scores), labels.tolist(), strict=True):
        begin, inner = SIDES[int(KINDS[label] > CONTENT)]
        out[first], out[first + 1 : last] = begin, inner
    return out


def rerank(
    ranker: Ranker,
    texts: Sequence[Tokens],
    tables: Sequence[dict[str, Ints]],
    paths: Sequence[Ints],
    posteriors: Sequence[tuple[Floats, Floats]],
    transitions: Floats,
) -> list[Ints]:
    """The best paths of texts, boundaries of contents picked again."""
    out = list(paths)
    found = list(candidates(paths, posteriors, transitions))
    live = [k for k, spans in enumerate(found) if len(spans.first)]
    if not live:
        return out
    read = features.buckets(
        [span_columns(found[k], texts[k], paths[k], tables[k]) for k in live], TEMPLATES
    )
    ends = np.cumsum([len(found[k].first) for k in live])[:-1]
    for k, scores in zip(live, np.split(ranker.from_features(read), ends), strict=True):
        out[k] = moved(paths[k], found[k], scores + found[k].own @ ranker.own)
    return out

"""What the learned engine looks at: hashed features of each token, computed on arrays.

Each word type gets its attributes once (lower-case form, lemma, shape, endings, guessed parts of
speech, groups of the lexicon, how often it was a cue or part of a source in training). An article
is then a few integer columns, and a feature is a template (one or more columns at an offset from
the token) with its values, hashed to one of ``2**BITS`` buckets (Weinberger et al. 2009). No string
is built for a token, which is what makes decoding quick, and a stored model holds bucket numbers
and weights only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens
from newscompare.attribution import lexicon
from newscompare.attribution.vocabulary import (
    RATED,
    TYPE_COLUMNS,
    Ints,
    Vocabulary,
    number,
    rate_buckets,
)

BITS = 22
Keys = NDArray[np.uint64]
Templates = tuple[tuple[tuple[str, int], ...], ...]
"""For each template its columns and their offsets in tokens."""

STRONG = 5
"""Bucket of the cue rate from which a word counts as a strong cue."""


PAD = 4


def parse_templates(text: str) -> Templates:
    """Templates from their short form: columns with offsets (``pos-1 pos+0``; none is 0), one
    template between bars or line ends.
    """
    out = []
    for line in text.replace("\n", "|").split("|"):
        parts = [part.rstrip("+-0123456789") for part in line.split()]
        offsets = [
            int(part[len(name) :] or 0) for part, name in zip(line.split(), parts, strict=True)
        ]
        if parts:
            out.append(tuple(zip(parts, offsets, strict=True)))
    return tuple(out)


TEMPLATES = parse_templates(
    """
    w-2|w-1|w+0|w+1|w+2|lem-1|lem+0|lem+1
    w-1 w+0|w+0 w+1|w-2 w-1|w+1 w+2
    shp-1 shp+0|shp+0 shp+1|suf_a-1|suf_a+0|suf_a+1|suf_b+0
    pos-2|pos-1|pos+0|pos+1|pos+2|pos-1 pos+0|pos+0 pos+1|pos-1 pos+0 pos+1
    poslex-2 poslex-1 poslex+0|poslex+0 poslex+1 poslex+2
    poslex-2 poslex-1 poslex+0 poslex+1 poslex+2
    lex-1|lex+0|lex+1|lexc+0 pos-1|lexc+0 pos+1|lex+0 pos+1 pos-1|lexc+0 w+1|lexc+0 w-1|lexc-1 w+0
    lexc+1 w+0
    lem+0 pos+1|lem+0 pos-1|lem-1 pos+0|lem+1 pos+0
    role-1 role+0|role+0 shp+1|role+0 pos-1
    cue-1|cue+0|cue+1|cue+0 pos-1 pos+1|lcue+0|lcue-1|lcue+1|lcue+0 lex+0|lcue+0 pos+0 pos+1
    src-1|src+0|src+1|doc+0|doc+0 cue+1|doc+0 cue-1
    q-1 q+0|q+0 q+1|q+0 w+0|q-1 q-2 w-1|q+0 pos+0 pos+1|q-1 q-2 lexc+0
    q+0 qafter+0|q+0 qafterl+0|q+0 qbefore+0|qlen+0 pos+0|qafterc+0 qafterd+0 q+0
    qafterl+0 qbeforel+0 q+0
    left+0 leftd+0|leftd+0 leftp+0|left+0 leftp+0 leftd+0|left+0 w+0|leftd+0 pos+0|leftl+0 leftp+0
    leftd+0 leftp+0 q+0
    right+0 rightd+0|rightd+0 rightp+0|right+0 rightp+0 rightd+0|right+0 w+0|rightd+0 pos+0
    rightl+0 rightp+0|rightd+0 rightp+0 q+0
    leftd+0 rightd+0 q+0|leftd+0 leftp+0 rightd+0 rightp+0|leftd+0 rightd+0 pos+0
    leftl+0 rightl+0 q+0
    sfirst+0 pos+0|sfirst+0 shp+0|sn+0 q+0|spara+0 sfirst+0|slast+0 w+0|sq+0 q+0 sn+0|sw+0 leftd+0
    fcue-1|fcue+0|fcue+1|fcue+0 pos+0|fcue+0 pos+1 cue+0|fcue+0 suf_a+0|fcue+0 cue+0 lex+0
    val-1|val+0|val+1|val+0 pos+0 pos+1|val+0 poslex-1 poslex+1|val+0 fcue+0 lexc+0
    pos+0 pos+1 pos+2|pos+1 pos+2 pos+3|pos-2 pos-1 pos+0|w+0 pos+1 pos+2|pos-1 w+0 pos+1
    w-1 w+0 w+1|w+0 w+1 w+2
    psq+0 q+0|psn+0 sn+0 q+0|nsn+0 sn+0 q+0|apos+0 q+0|comma+0 leftd+0|commar+0 rightd+0
    comma+0 commar+0 pos+0
    """
)
"""Each feature template: columns with their offsets from the token."""


@cache
def constants(templates: Templates) -> Keys:
    """A number for each template, from its name."""
    return np.array(
        [number(" ".join(f"{c}{o:+d}" for c, o in t)) for t in templates], dtype=np.uint64
    )


DISTANCES = np.array([1, 2, 3, 4, 6, 9, 13, 20, 35, 70])


def nearest(flags: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Index of the nearest flagged token strictly to the left and to the right of each token (-1, n
    where none).
    """
    n = len(flags)
    index = np.arange(n)
    left = np.maximum.accumulate(np.where(flags, index, -1))
    left = np.concatenate([[-1], left[:-1]])
    right = np.minimum.accumulate(np.where(flags, index, n)[::-1])[::-1]
    right = np.concatenate([right[1:], [n]])
    return left, right


def columns(
    tokens: Tokens,
    vocabulary: Vocabulary,
    own: tuple[NDArray[np.bool_], NDArray[np.bool_]] | None = None,
) -> dict[str, Ints]:
    """The integer columns of one text that templates refer to.

    ``own`` holds, in training, which tokens are cue and source here: they are taken out of the
    counts (leave one article out), so that training sees words as unknown as decoding will.
    """
    rows = vocabulary.rows(tokens.forms)
    n = tokens.n
    table, seen = vocabulary.table[rows], vocabulary.seen[rows]
    out = {name: table[:, k] for k, name in enumerate(TYPE_COLUMNS)}
    out["suf_a"], out["suf_b"], out["pre_a"] = out.pop("suf3"), out.pop("suf2"), out.pop("pre3")
    if own is not None:
        seen = seen.copy()
        for keys, offset in ((out["w"], 0), (out["lem"], 3), (out["fam"], 6)):
            _, inverse = np.unique(keys, return_inverse=True)
            here = np.stack(
                [
                    np.bincount(inverse, weights=f, minlength=inverse.max() + 1 if n else 0)
                    for f in (np.ones(n), own[0], own[1])
                ],
                axis=1,
            )
            seen[:, offset : offset + 3] -= here[inverse].astype(np.int64)
    rates = vocabulary.rates[rows] if own is None else rate_buckets(seen)
    out.update((name, rates[:, k]) for k, name in enumerate(RATED))
    quote, sentence, paragraph = tokens.quote, tokens.sentence, tokens.paragraph
    reporting = ((out["lex"] & lexicon.VERB_BITS) > 0) & (out["lexc"] >> 3 != 1)
    known = np.where(seen[:, 0] < 4, np.maximum(out["lcue"] % 10, out["cue"] % 10), out["cue"] % 10)
    strong = ((known >= STRONG) | ((seen[:, 0] < 4) & reporting)) & (quote != 1)
    out["_strong"] = strong.astype(np.int64)
    commas = np.isin(out["w"], COMMAS)
    marks = np.cumsum(commas), np.cumsum(quote >= 2)
    left, right = nearest(strong)
    index = np.arange(n)
    for name, other in (("left", left), ("right", right)):
        inside = (other >= 0) & (other < n)
        at = np.where(inside, other, 0)
        inside &= paragraph[at] == paragraph
        distance = np.where(inside, np.searchsorted(DISTANCES, np.abs(index - at)) + 1, 0)
        between = np.minimum(np.abs(marks[0] - marks[0][at]), 3) * 8 + np.minimum(
            np.abs(marks[1] - marks[1][at]), 3
        )
        same = (sentence[at] == sentence).astype(np.int64)
        out[name] = np.where(inside, out["lem"][at], 0)
        out[name + "l"] = np.where(inside, out["lexc"][at] + 64 * (out["cue"][at] % 10), 0)
        out[name + "d"] = distance * 2 + same
        out[name + "p"] = np.where(inside, between * 2 + same, -1)
    quote_columns(out, tokens)
    sentence_columns(out, tokens)
    comma_left, comma_right = nearest(commas)
    out["comma"] = np.minimum(index - comma_left, 9)
    out["commar"] = np.minimum(comma_right - index, 9)
    document_columns(out, rows)
    return out


COMMAS = np.array([number(c) for c in ",;:()—"])


def quote_columns(out: dict[str, Ints], tokens: Tokens) -> None:
    """Quotation state, length of the quotation, the words before it and after it."""
    quote, n = tokens.quote, tokens.n
    index = np.arange(n)
    out["q"] = quote
    opened = np.maximum.accumulate(np.where(quote == 2, index, -1))
    closing = np.minimum.accumulate(np.where(quote == 3, index, n)[::-1])[::-1]
    within = (quote == 1) | (quote == 2) | ((quote == 3) & (opened >= 0))
    after = np.where(quote == 3, index, closing) + 1
    ok = within & (after < n)
    at = np.where(ok, after, 0)
    same = tokens.sentence[at] == tokens.sentence
    out["qafter"] = np.where(ok, out["w"][at], 0)
    out["qafterl"] = np.where(
        ok, out["lexc"][at] + 64 * (out["cue"][at] % 10) + 1024 * out["cap"][at], 0
    )
    out["qafterc"] = np.where(
        ok, out["cap"][at] + 2 * same + 4 * (tokens.paragraph[at] == tokens.paragraph), -1
    )
    next_one = np.minimum(at + 1, n - 1)
    out["qafterd"] = np.where(ok, out["lexc"][next_one], -1)
    before = opened - 1
    ok = within & (before >= 0)
    at = np.where(ok, before, 0)
    out["qbefore"] = np.where(ok, out["w"][at], 0)
    out["qbeforel"] = np.where(ok, out["lexc"][at], 0)
    out["qlen"] = np.where(within, np.searchsorted([3, 5, 8, 15, 40], closing - opened), -1)


def sentence_columns(out: dict[str, Ints], tokens: Tokens) -> None:
    """Place in the sentence and paragraph, strong cues and quotation marks in this sentence and its
    neighbours.
    """
    sentence, paragraph, n = tokens.sentence, tokens.paragraph, tokens.n
    index = np.arange(n)
    count = int(sentence[-1]) + 1
    first = np.searchsorted(sentence, np.arange(count))
    last = np.append(first[1:], n) - 1
    out["sfirst"] = np.minimum(index - first[sentence], 5)
    out["slast"] = np.minimum(last[sentence] - index, 3)
    strong = np.minimum(
        np.bincount(sentence, weights=out["_strong"], minlength=count).astype(np.int64), 3
    )
    quoted = np.bincount(sentence, weights=tokens.quote > 0, minlength=count).astype(np.int64)
    whole = quoted >= last - first
    state = np.where(whole, 2, (quoted > 0).astype(np.int64))
    out["sn"], out["sq"] = strong[sentence], state[sentence]
    same_before = np.append([False], paragraph[first[1:]] == paragraph[first[:-1]])
    same_after = np.append(same_before[1:], [False])
    previous = np.where(same_before, np.roll(strong, 1) * 4 + np.roll(state, 1), -1)
    following = np.where(same_after, np.roll(strong, -1) * 4 + np.roll(state, -1), -1)
    out["psn"], out["nsn"] = previous[sentence], following[sentence]
    out["psq"] = np.where(same_before, np.roll(state, 1), 3)[sentence]
    starts = np.append([True], paragraph[1:] != paragraph[:-1])
    rank = np.arange(count) - np.maximum.accumulate(np.where(starts[first], np.arange(count), 0))
    out["spara"] = np.minimum(rank, 3)[sentence]
    out["sw"] = out["w"][first][sentence]
    out["apos"] = np.minimum(paragraph, 2)


def document_columns(out: dict[str, Ints], rows: Ints) -> None:
    """How often the same capitalised word stands beside a strong cue elsewhere in the text."""
    strong = out["_strong"]
    beside = np.zeros_like(strong)
    beside[:-1] |= strong[1:]
    beside[1:] |= strong[:-1]
    beside &= out["cap"]
    _, inverse = np.unique(rows, return_inverse=True)
    total = np.bincount(inverse, weights=beside)[inverse].astype(np.int64)
    out["doc"] = np.where(out["cap"] > 0, np.minimum(total - beside, 3) + 1, 0)


OUTSIDE = np.uint64(0xABCDEF)
"""What stands before and after a text."""


def buckets(
    tables: Sequence[dict[str, Ints]], templates: Templates = TEMPLATES
) -> NDArray[np.int32]:
    """Hash every template of every token of some texts, one after the other: array (tokens,
    templates) of bucket numbers.
    """
    prime, other = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
    shift, top = np.uint64(31), np.uint64(64 - BITS)
    seeds = constants(templates)
    gap = np.full(PAD, OUTSIDE)
    inside = np.flatnonzero(
        np.concatenate(
            [
                part
                for table in tables
                for part in (np.ones(len(table["w"]), bool), np.zeros(PAD, bool))
            ]
        )
    )
    n = int(inside[-1]) + 1 if len(inside) else 0
    out = np.empty((len(templates), len(inside)), dtype=np.int32)
    moved = np.empty(n, dtype=np.uint64)
    with np.errstate(over="ignore"):
        padded: dict[str, Keys] = {}
        for name in sorted({c for t in templates for c, _ in t}):
            padded[name] = (
                np.concatenate(
                    [
                        gap,
                        *(
                            part
                            for table in tables
                            for part in (table[name].astype(np.uint64), gap)
                        ),
                    ]
                )
                * other
            )
        for k, template in enumerate(templates):
            key = np.full(n, seeds[k] * prime, dtype=np.uint64)
            for name, offset in template:
                key ^= padded[name][PAD + offset : PAD + offset + n]
                key *= prime
                np.right_shift(key, shift, out=moved)
                key ^= moved
            key *= prime
            key >>= top
            out[k] = key[inside]
    return out.T


AGAIN: Templates = parse_templates(
    """
    y-2|y-1|y+0|y+1|y+2|y-1 y+0|y+0 y+1|y-1 y+0 y+1|y+0 w+0|y+0 pos+0|y+0 pos+1|y+0 w+1|y+0 w-1
    y+0 q+0|y+0 lexc+0
    mc-1 mc+0 mc+1|ms+0|mcl+0 mcr+0|mc+0 ms+0 mcl+0 mcr+0|mc+0 pos+0|mc+0 lem+0|ms+0 w+0|mcl+0 w+0
    mcr+0 w+0
    mcl-1 mcl+0 w+0|mcl+0 mcl+1 w+0|mcr-1 mcr+0|mcr+0 mcr+1 w+0|ms-1 ms+0 w+0|ms+0 ms+1 w+0
    sig+0 y+0|sig+0 mc+0|psig+0 y+0|nsig+0 y+0|sig+0 ms+0|sig+0 pld+0 prd+0
    plc+0 y+0|plc+0 pld+0|prc+0 prd+0|plc+0 mcl+0|prc+0 mcr+0|plc+0 pld+0 ms+0|sumc+0 mc+0
    mem+0 mc+0|mems+0 ms+0|pld+0 prd+0 y+0
    """
)
"""Templates of the second pass, which also sees what the first pass found around a token and
elsewhere in the text.
"""

LEVELS = np.array([0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98])
KINDS = np.array([0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
"""Label numbers without B and I."""


def again_columns(
    table: dict[str, Ints], tokens: Tokens, path: Ints, chances: NDArray[np.float32]
) -> dict[str, Ints]:
    """The columns of the second pass: labels (``path``) and marginals (``chances``) of the first
    one.
    """
    n = tokens.n
    out = dict(table)
    out["y"] = path + 1

    def level(*labels: int) -> Ints:
        return np.digitize(chances[:, labels].sum(axis=1), LEVELS).astype(np.int64)

    cue, source = chances[:, (1, 2)].sum(axis=1), chances[:, (3, 4, 5, 6)].sum(axis=1)
    out["mc"], out["ms"] = level(1, 2), level(3, 4) * 8 + level(5, 6)
    out["mcl"], out["mcr"] = level(7, 8), level(9, 10)
    kind = KINDS[path]
    begins = np.isin(path, (1, 3, 5, 7, 9)) | ((path > 0) & (np.append([0], kind[:-1]) != kind))
    index, sentence = np.arange(n), tokens.sentence
    cues = begins & (kind == 1)
    left, right = nearest(cues)
    for name, other in (("pl", left), ("pr", right)):
        inside = (other >= 0) & (other < n)
        at = np.where(inside, other, 0)
        inside &= np.abs(tokens.paragraph[at] - tokens.paragraph) <= 1
        out[name + "c"] = np.where(inside, out["lem"][at], 0)
        out[name + "d"] = np.where(
            inside,
            (np.searchsorted(DISTANCES, np.abs(index - at)) + 1) * 2 + (sentence[at] == sentence),
            0,
        )
    count = int(sentence[-1]) + 1
    signature = np.zeros(count, dtype=np.int64)
    for s, k in zip(sentence[begins].tolist(), kind[begins].tolist(), strict=True):
        signature[s] = min(signature[s] * 6 + k, 10**9)
    out["sig"] = signature[sentence]
    out["psig"], out["nsig"] = (
        np.append([-1], signature[:-1])[sentence],
        np.append(signature[1:], [-1])[sentence],
    )
    out["sumc"] = np.digitize(
        np.bincount(sentence, weights=chances[:, 1], minlength=count), [0.05, 0.3, 0.7, 1.3, 2.3]
    )[sentence]
    for name, values, key in (("mem", cue, out["lem"]), ("mems", source, out["w"])):
        _, inverse, times = np.unique(key, return_inverse=True, return_counts=True)
        others = np.bincount(inverse, weights=values)[inverse] - values
        many = times[inverse] - 1
        out[name] = np.where(
            many > 0, np.digitize(others / np.maximum(many, 1), LEVELS) + 1, 0
        ).astype(np.int64)
    return out

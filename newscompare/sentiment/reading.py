"""Tone toward a person or thing, read by the encoder together with the words that ``features``
counts.

A quotation becomes the mean of its states (``newscompare.encoder``), how the states of the target
differ from that mean, and the named features of ``features.py``; a multinomial logistic regression
turns these into three chances. It was trained on sentences of news with the tone toward the people
in them (NewsMTSC, Hamborg and Donnay 2021) and on quotations cut from such sentences; some of them
hide their target, so that one model serves quotations without one. Why it decides is shown by
hiding word after word (occlusion, Zeiler and Fergus 2014).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newscompare.articles.tokens import Tokens, tokenize
from newscompare.encoder.network import TOGETHER, Encoder
from newscompare.encoder.pieces import Pieces
from newscompare.sentiment.features import Feature, features
from newscompare.sentiment.lexicons import unended

Floats = NDArray[np.float32]
NAME = "reading.npz"
MOST = 80
"""Most readings of one text to learn what its words add."""
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'}
)


@dataclass(frozen=True)
class Weights:
    """Of three labels (-1, 0, 1): ``states`` (columns, 3), ``named`` (features, 3), ``constants``
    (3).
    """

    states: Floats
    named: Floats
    names: tuple[str, ...]
    constants: Floats


@cache
def load() -> Weights:
    """The stored weights."""
    with np.load(Path(__file__).parent / NAME) as found:
        names = tuple(found["names"].tobytes().decode().split("\n"))
        return Weights(found["states"], found["named"], names, found["constants"])


def plainly(text: str) -> str:
    """A quotation as it is read: straight marks, and a comma at its end in place of any other mark
    but a question or exclamation mark; positions stay.
    """
    plain = unended(text.translate(_STRAIGHT))
    return plain if plain.endswith(("?", "!")) else f"{plain},"


def place_of(text: str, target: str | None) -> list[tuple[int, int]]:
    """Where the target stands in the text, as characters; nowhere if it is not named there."""
    name = (target or "").strip().translate(_STRAIGHT).lower()
    if not name:
        return []
    low, out, at = text.lower(), [], 0
    while len(low) == len(text) and (at := low.find(name, at)) >= 0:
        out.append((at, at + len(name)))
        at += len(name)
    return out


def told(
    states: Floats, pieces: Pieces, tokens: Tokens, places: Sequence[tuple[int, int]]
) -> Floats:
    """The mean of the states, then how the target's differ from it (zeros without a target)."""
    mean = states.mean(axis=0)
    bounds = np.append(pieces.first, pieces.n)
    chosen = [
        k
        for start, end in places
        for token in np.flatnonzero((tokens.start < end) & (tokens.end > start)).tolist()
        for k in range(int(bounds[token]), int(bounds[token + 1]))
    ]
    apart = states[chosen].mean(axis=0) - mean if chosen else np.zeros_like(mean)
    return np.concatenate([mean, apart]).astype(np.float32)


def vector(encoder: Encoder, text: str, target: str | None) -> Floats:
    """What the encoder says of a quotation with a word in it."""
    plain = plainly(text)
    tokens = tokenize(plain)
    states, pieces = encoder.states(tokens)
    return told(states, pieces, tokens, place_of(plain, target))


def named(found: dict[str, Feature], names: Sequence[str]) -> Floats:
    """The values of the named features in the order of the weights."""
    return np.array([found[n].value if n in found else 0.0 for n in names], dtype=np.float32)


def softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Chances from sums, along the last axis."""
    e = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def sums(
    encoder: Encoder, texts: Sequence[str], targets: Sequence[str | None], weights: Weights
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """The number of each text with a word in it, and its three sums, whose softmax are the chances
    of critical, neutral, favourable.
    """
    plain = [plainly(text) for text in texts]
    tokens = [tokenize(text) for text in plain]
    pieces = [encoder.cutter.pieces(own) for own in tokens]
    for k, states in encoder.states_of_all(pieces):
        if not len(states):
            continue
        places = place_of(plain[k], targets[k])
        _, found = features(texts[k], targets[k])
        total = told(states, pieces[k], tokens[k], places) @ weights.states
        yield k, total + named(found, weights.names) @ weights.named + weights.constants


def explained(
    encoder: Encoder, text: str, target: str | None, weights: Weights
) -> tuple[NDArray[np.float64], list[tuple[int, int, NDArray[np.float64]]]]:
    """The three sums whose softmax are the chances of critical, neutral, favourable, and what each
    word adds to them: start and end in the text, and the sums less those with the word hidden.

    A word is hidden from the encoder by its mask; the named features give each word its own share.
    In a long text neighbours are hidden together, so that it is read ``MOST`` times at most, and
    share what they add.
    """
    plain = plainly(text)
    tokens = tokenize(plain)
    pieces = encoder.cutter.pieces(tokens)
    places = place_of(plain, target)
    bounds = np.append(pieces.first, pieces.n)
    out: dict[tuple[int, int], NDArray[np.float64]] = {}
    spoken = [k for k, word in enumerate(tokens.words) if word[0].isalnum()]
    together = -(-len(spoken) // MOST) or 1
    groups = [spoken[first : first + together] for first in range(0, len(spoken), together)]
    versions = np.repeat(pieces.ids[None], 1 + len(groups), axis=0)
    for version, group in zip(versions[1:], groups, strict=True):
        for k in group:
            version[bounds[k] : bounds[k + 1]] = encoder.cutter.mask
    rows = max(1, TOGETHER // pieces.n)
    whole, *less = (
        told(states, pieces, tokens, places) @ weights.states
        for first in range(0, len(versions), rows)
        for states in encoder.states_of(pieces, versions[first : first + rows])
    )
    for group, without in zip(groups, less, strict=True):
        for k in group:
            own = np.asarray(whole - without, float) / len(group)
            out[int(tokens.start[k]), int(tokens.end[k])] = own
    words, found = features(text, target)
    total = whole + named(found, weights.names) @ weights.named + weights.constants
    row = {name: k for k, name in enumerate(weights.names)}
    for name, feature in found.items():
        if name not in row:
            continue
        for i, share in feature.shares.items():
            start, end = words[i].start, words[i].end
            inside = [key for key in out if key[0] < end and key[1] > start]
            for key in inside:
                part = feature.value * share / len(inside)
                out[key] = out[key] + part * weights.named[row[name]]
    parts = [(start, end, value) for (start, end), value in sorted(out.items())]
    return np.asarray(total, float), parts

"""The words that the learned engine knows: attributes of each word type, and how often it was a cue
or part of a source in training.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from newscompare.attribution import lexicon, words

Ints = NDArray[np.int64]


TYPE_COLUMNS = (
    "w",
    "lem",
    "shp",
    "suf3",
    "suf2",
    "pre3",
    "pos",
    "lex",
    "lexc",
    "role",
    "cap",
    "wordy",
    "poslex",
    "fam",
    "val",
)


RATES = np.array([0.0, 0.004, 0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85])


def number(text: str) -> int:
    """A stable integer for a string."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def lexicon_class(entry: lexicon.Entry) -> int:
    """A coarse class of a lexicon entry: which parts of speech it reports with, and its form."""
    kinds = (
        bool(entry.groups & lexicon.VERB_BITS),
        bool(entry.groups & lexicon.NOUN_BITS),
        bool(entry.groups >> 16),
    )
    return (
        kinds[0]
        | kinds[1] << 1
        | kinds[2] << 2
        | {"": 0, "base": 1, "s": 2, "past": 3, "ing": 4, "other": 5}[entry.form] << 3
    )


def attributes(word: str) -> list[int]:
    """The attributes of a word type, in the order of ``TYPE_COLUMNS``."""
    low = word.lower()
    entry = lexicon.lookup(low)
    role = lexicon.people().get(low, "")
    shp = words.shape(word)
    part = words.part(low)
    return [
        number(low),
        number(words.lemma(low)),
        number(shp),
        number(low[-3:]),
        number(low[-2:]),
        number(low[:3]),
        number(part),
        entry.groups,
        lexicon_class(entry),
        number(role) if role else 0,
        int(shp in ("Xx", "XX", "XxX", "X")),
        int(word[0].isalnum()),
        number(part + role[:1] + str(lexicon_class(entry) & 7))
        if role or entry.groups
        else number(part),
        number(low[:FAMILY]),
        valence(low),
    ]


FAMILY = 5
"""Letters that words of one family share, roughly (*criticize*, *criticism*, *critics*)."""


@cache
def valences() -> dict[str, float]:
    """The valence of words in the lexicon of VADER (Hutto and Gilbert 2014)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return {str(k): float(v) for k, v in SentimentIntensityAnalyzer().lexicon.items()}


def valence(word: str) -> int:
    """Valence of a word or its lemma: 0 where unknown, else 1 (very bad) to 7 (very good)."""
    table = valences()
    value = table.get(word, table.get(words.lemma(word)))
    return 0 if value is None else int(min(max(round(value), -3), 3)) + 4


@dataclass
class Counts:
    """How often word types (by form, lemma and family) occurred, as cue and in a source, in
    training: key to (n, cue, source).
    """

    by_key: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def get(self, keys: Ints) -> Ints:
        """Array (len(keys), 3) of counts, zero where a key is unknown."""
        table, zero = self.by_key, (0, 0, 0)
        return np.array([table.get(k, zero) for k in keys.tolist()], dtype=np.int64).reshape(-1, 3)


def rate_bucket(n: Ints, hits: Ints) -> Ints:
    """Bucket of a rate: 0 for unseen, 1 to 9 by ``RATES``, plus 10 where seen under 4 times."""
    rate = hits / np.maximum(n, 1)
    bucket = np.searchsorted(RATES, rate, side="right")
    return np.where(n == 0, 0, bucket + 10 * (n < 4)).astype(np.int64)


RATED = {"cue": (0, 1), "lcue": (3, 4), "fcue": (6, 7), "src": (0, 2)}
"""Columns of rates, with where a word type's counts hold how often it was seen and was a hit."""


def rate_buckets(seen: Ints) -> Ints:
    """The buckets of all rates (``RATED``) from counts, one row a word."""
    return np.stack([rate_bucket(seen[:, n], seen[:, k]) for n, k in RATED.values()], axis=1)


FAM = TYPE_COLUMNS.index("fam")


FAMILIES = 1 << 32
"""Added to the number of a family, so that it is not taken for a word's."""


class Vocabulary:
    """Attributes of word types, computed once a type and kept."""

    LIMIT = 200_000

    def __init__(self, counts: Counts | None = None) -> None:
        """``counts`` are the training counts; without them every word is unseen."""
        self.counts = counts or Counts()
        self.clear()

    def clear(self) -> None:
        """Forget all types."""
        self.row: dict[str, int] = {}
        self.table = np.zeros((1024, len(TYPE_COLUMNS)), dtype=np.int64)
        self.seen = np.zeros((1024, 9), dtype=np.int64)
        self.rates = np.zeros((1024, len(RATED)), dtype=np.int64)

    def rows(self, tokens: list[str]) -> Ints:
        """Row number of each token's type; new types are added."""
        if len(self.row) > self.LIMIT:
            self.clear()
        new = [t for t in dict.fromkeys(tokens) if t not in self.row]
        if new:
            first, last = len(self.row), len(self.row) + len(new)
            while last > len(self.table):
                self.table = np.vstack([self.table, np.zeros_like(self.table)])
                self.seen = np.vstack([self.seen, np.zeros_like(self.seen)])
                self.rates = np.vstack([self.rates, np.zeros_like(self.rates)])
            self.table[first:last] = [attributes(t) for t in new]
            self.seen[first:last, :3] = self.counts.get(self.table[first:last, 0])
            self.seen[first:last, 3:6] = self.counts.get(-1 - self.table[first:last, 1])
            self.seen[first:last, 6:] = self.counts.get(self.table[first:last, FAM] + FAMILIES)
            self.rates[first:last] = rate_buckets(self.seen[first:last])
            self.row.update(zip(new, range(first, last), strict=True))
        row = self.row
        return np.array([row[t] for t in tokens], dtype=np.int64)

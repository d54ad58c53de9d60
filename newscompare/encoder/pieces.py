"""The tokens of a text as subwords, with what upper and lower case and quotation marks say of each.

The encoder reads lower case. What that loses, and whether a word stands inside quotation marks, is
told to it as the *kind* of a subword: shape of the word (5) times quotation state (4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from newscompare.articles.tokens import Tokens

Ints = NDArray[np.int64]
UNKNOWN, FIRST, BREAK, HIDDEN = "[UNK]", "[CLS]", "[SEP]", "[MASK]"
SHAPES = 5
"""Mark, lower case, upper case, capital, anything else."""
KINDS = 4 * SHAPES
MOST = 8
"""Most subwords of one word; what a longer one has beyond them says little."""


@dataclass(frozen=True)
class Pieces:
    """The subwords of one text: ``ids`` and ``kinds`` side by side, and the first subword of each
    token.

    A paragraph that is not the first begins with a separator, which belongs to no token.
    """

    ids: Ints
    kinds: Ints
    first: Ints

    @property
    def n(self) -> int:
        """Number of subwords."""
        return len(self.ids)


def shape(word: str) -> int:
    """Which of the five shapes a word has."""
    if not word[0].isalnum():
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 2
    return 3 if word[0].isupper() else 4


def plain(tokenizer: Tokenizer) -> Tokenizer:
    """The tokenizer without the padding and truncation that its file may ask for."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class Cutter:
    """Cuts words into subwords; words met before are remembered, at most ``KEPT`` of them."""

    KEPT = 50_000

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = plain(tokenizer)
        self.seen: dict[str, tuple[int, ...]] = {}
        self.unknown, self.first, self.separator, self.mask = (
            int(tokenizer.token_to_id(name) or 0) for name in (UNKNOWN, FIRST, BREAK, HIDDEN)
        )

    def learn(self, words: Sequence[str]) -> None:
        """Cut the words that were not met before, all at once."""
        if len(self.seen) > self.KEPT:
            self.seen.clear()
        new = sorted(set(words) - self.seen.keys())
        plain = [word.encode("utf-8", "replace").decode() for word in new]
        cut = self.tokenizer.encode_batch(plain, add_special_tokens=False)
        for word, found in zip(new, cut, strict=True):
            self.seen[word] = tuple(found.ids[:MOST]) or (self.unknown,)

    def pieces(self, tokens: Tokens) -> Pieces:
        """The subwords of a text."""
        forms = tokens.forms
        self.learn(forms)
        cut = [self.seen[word] for word in forms]
        count = np.fromiter(map(len, cut), dtype=np.int64, count=tokens.n)
        breaks = np.zeros(tokens.n, dtype=np.int64)
        breaks[1:] = tokens.paragraph[1:] != tokens.paragraph[:-1]
        first = np.cumsum(count + breaks) - count
        total = int(count.sum() + breaks.sum())
        ids = np.full(total, self.separator, dtype=np.int64)
        kinds = np.zeros(total, dtype=np.int64)
        own = np.ones(total, dtype=bool)
        own[first[breaks == 1] - 1] = False
        ids[own] = [k for some in cut for k in some]
        shapes = np.fromiter(map(shape, tokens.words), dtype=np.int64, count=tokens.n)
        kinds[own] = np.repeat(shapes * 4 + tokens.quote, count)
        return Pieces(ids, kinds, first)

"""Tokens of a text with their offsets, paragraphs, sentences and quotation state, as arrays.

A token is a run of word characters or one other visible character, so ``don't`` is three tokens; two apostrophes
that stand for a quotation mark, and two hyphens that stand for a dash, are one. All offsets count characters of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set; for lists that read better as lines."""
    return frozenset(text.split())


TOKEN = re.compile(r"\w+|''(?!')|‘‘|’’(?!’)|``|--+|[^\w\s]")
PLAIN = re.compile(r"\w+|[^\w\s]")
"""Tokens as the shared scorer has them: every mark by itself."""
Ints = NDArray[np.int64]

OPENING, CLOSING, STRAIGHT = word_set("“ „ « ‘‘ ``"), word_set("” » ’’"), word_set("\" ''")
DOUBLE_MARKS = OPENING | CLOSING | STRAIGHT
CLOSERS = CLOSING | STRAIGHT | word_set("’ ' ) ] .")
DASHES = word_set("— – ―")
ABBREVIATED = word_set("""mr mrs ms dr sen sens rep reps gov govs gen lt col sgt maj capt prof rev hon adm cmdr st jr sr vs inc corp co ltd
    jan feb mar apr jun jul aug sept sep oct nov dec no u s d c p m a n y r v ga fla calif mass conn pa va wash wis mich minn ill
    ind okla ore tenn tex ariz colo ala ark del md neb nev""")
LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text: parallel lists and arrays of length ``n``."""

    text: str
    words: list[str]
    start: Ints
    end: Ints

    @property
    def n(self) -> int:
        """Number of tokens."""
        return len(self.words)

    @cached_property
    def paragraph(self) -> Ints:
        """Number of the paragraph (line) of each token, from 0."""
        breaks = np.array([m.start() for m in LINE_ENDS.finditer(self.text)], dtype=np.int64)
        raw = np.searchsorted(breaks, self.start)
        if not self.n:
            return raw.astype(np.int64)
        return np.concatenate([[0], np.cumsum(raw[1:] != raw[:-1])]).astype(np.int64)

    @cached_property
    def quote(self) -> Ints:
        """1 for tokens inside double quotation marks, 2 for an opening and 3 for a closing mark, else 0.

        A mark that is still open at the end of a paragraph is closed there; a closing mark without an
        opening one counts as closing. Straight marks open where none is open.
        """
        state = np.zeros(self.n, dtype=np.int64)
        marks = [i for i, w in enumerate(self.words) if w in DOUBLE_MARKS]
        if not marks:
            return state
        paragraph = self.paragraph
        ends = np.searchsorted(paragraph, paragraph[marks], side="right")
        opened = -1
        for k, i in enumerate(marks):
            word = self.words[i]
            if opened >= 0 and paragraph[opened] != paragraph[i]:
                opened = -1
            opens = word in OPENING or (word in STRAIGHT and opened < 0)
            if opens:
                opened = i
                state[i] = 2
                stop = int(ends[k])
                if k + 1 < len(marks):
                    stop = min(stop, marks[k + 1])
                state[i + 1 : stop] = 1
            else:
                opened = -1
                state[i] = 3
        return state

    @cached_property
    def forms(self) -> list[str]:
        """The words with marks written alike, since outlets differ: quotation marks by their state, apostrophes, dashes."""
        out = list(self.words)
        quote = self.quote.tolist()
        for k, word in enumerate(out):
            if word[0].isalnum():
                continue
            if quote[k] >= 2:
                out[k] = "“" if quote[k] == 2 else "”"
            elif word in "’‘":
                out[k] = "'"
            elif word in DASHES or word[:2] == "--" or (word == "-" and self.apart(k)):
                out[k] = "—"
        return out

    def apart(self, k: int) -> bool:
        """Does a token stand between blanks?"""
        a, b = int(self.start[k]), int(self.end[k])
        return self.text[a - 1 : a].isspace() and self.text[b : b + 1].isspace()

    @cached_property
    def heard(self) -> Ints:
        """Running sums (n + 1, 2): words inside and outside double quotation marks before each token."""
        word = np.fromiter((w[0].isalnum() for w in self.words), dtype=bool, count=self.n)
        inside = self.quote == 1
        out = np.zeros((self.n + 1, 2), dtype=np.int64)
        out[1:, 0], out[1:, 1] = np.cumsum(word & inside), np.cumsum(word & ~inside)
        return out

    @cached_property
    def sentence(self) -> Ints:
        """Number of the sentence of each token, from 0; a paragraph's start begins a new one."""
        starts = np.zeros(self.n, dtype=np.int64)
        if not self.n:
            return starts
        paragraph, words = self.paragraph, self.words
        starts[1:] = paragraph[1:] != paragraph[:-1]
        for i, word in enumerate(words):
            if word not in ".?!" or i + 1 >= self.n:
                continue
            j = i + 1
            while j < self.n and words[j] in CLOSERS and self.start[j] == self.end[j - 1]:
                j += 1
            if j >= self.n or self.start[j] == self.end[j - 1]:
                continue
            if word == "." and i and words[i - 1].lower() in ABBREVIATED and j == i + 1:
                continue
            if words[j][0].islower():
                continue
            starts[j] = 1
        return np.cumsum(starts)


def tokenize(text: str, pattern: re.Pattern[str] = TOKEN) -> Tokens:
    """The tokens of a text."""
    words, start, end = [], [], []
    for match in pattern.finditer(text):
        words.append(match.group())
        start.append(match.start())
        end.append(match.end())
    return Tokens(text, words, np.array(start, dtype=np.int64), np.array(end, dtype=np.int64))

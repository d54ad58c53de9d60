"""Tokens of a text with their offsets, paragraphs, sentences and quotation state, as arrays.

A token is a run of word characters or one other visible character, so ``don't`` is three tokens;
two apostrophes
that stand for a quotation mark, and two hyphens that stand for a dash, are one. All offsets count
characters of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from newscompare.articles import lines, marks, turns
from newscompare.articles.stops import AFTER_TIME, SENTENCE_STARTERS, TAG_VERBS
from newscompare.articles.wordlist import word_set

TOKEN = re.compile(r"\w+|''(?!')|‘‘|’’(?!’)|``|--+|[^\w\s]")
PLAIN = re.compile(r"\w+|[^\w\s]")
"""Tokens as the shared scorer has them: every mark by itself."""
Ints = NDArray[np.int64]

DOUBLE_MARKS = word_set("“ „ « ‘‘ `` ” » ’’ \" ''")
CLOSERS = word_set("” » ’’ \" '' ’ ' ) ] . “ «")
QUOTES = word_set("” » ’’ \" '' ’ ' “ « ›")
ALL_MARKS = DOUBLE_MARKS | word_set("' ‘ ’ ‚ ‛ ‹ › ` ‟ ＂")
DASHES = word_set("— – ―")
ABBREVIATED = word_set(
    """
    mr mrs ms dr sen sens rep reps gov govs gen lt col sgt maj capt prof rev hon adm cmdr st
    jr sr vs inc corp co ltd jan feb mar apr jun jul aug sept sep oct nov dec no nos u s d c p
    m a n y r v ga fla calif mass conn pa va wash wis mich minn ill ind okla ore tenn tex ariz
    colo ala ark del md neb nev smt messrs supt
    """
)


@dataclass(frozen=True)
class Tokens:
    """The tokens of one text: parallel lists and arrays of length ``n``."""

    text: str
    words: list[str]
    start: Ints
    end: Ints

    @cached_property
    def n(self) -> int:
        """Number of tokens."""
        return len(self.words)

    @cached_property
    def low(self) -> list[str]:
        """The words in lower case."""
        return [word.lower() for word in self.words]

    @cached_property
    def starts(self) -> list[int]:
        """``start`` as a list, which is quicker to look into one by one."""
        return self.start.tolist()

    @cached_property
    def ends(self) -> list[int]:
        """``end`` as a list."""
        return self.end.tolist()

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Start and end of each paragraph in characters."""
        return lines.paragraph_spans(self.text)

    @cached_property
    def turns(self) -> list[turns.Turn]:
        """The turns of a transcript, in characters."""
        return turns.turns(self.text)

    @cached_property
    def paragraph(self) -> Ints:
        """Number of the paragraph (line, or lines that only wrap) of each token, from 0."""
        ends = np.array([end for _, end in self.paragraphs], dtype=np.int64)
        raw = np.searchsorted(ends, self.start)
        if not self.n:
            return raw.astype(np.int64)
        return np.concatenate([[0], np.cumsum(raw[1:] != raw[:-1])]).astype(np.int64)

    @cached_property
    def quote(self) -> Ints:
        """1 for tokens inside a quotation, 2 for its opening and 3 for its closing mark, else 0.

        Marks of every style count (``articles.marks``); those of a quotation inside another are
        inside. A
        mark that is still open at the end of a paragraph is closed there; a closing mark without
        an opening
        one counts as closing.
        """
        return self.marked[0]

    @cached_property
    def state(self) -> list[int]:
        """``quote`` as a list, which is quicker to look into one by one."""
        return self.quote.tolist()

    @cached_property
    def marked_until(self) -> list[int]:
        """How many tokens inside quotations, or marks of them, stand before each place."""
        return [0, *np.cumsum(self.quote > 0).tolist()]

    @cached_property
    def closings(self) -> list[int]:
        """The closing marks of quotations."""
        return np.flatnonzero(self.quote == 3).tolist()

    @cached_property
    def named(self) -> list[tuple[int, int]]:
        """Nicknames and titles in marks, which nobody says: (first, last + 1), marks included."""
        return self.marked[1]

    @cached_property
    def marked(self) -> tuple[Ints, list[tuple[int, int]]]:
        """``quote`` and ``named``, found together."""
        state = np.zeros(self.n, dtype=np.int64)
        if not self.n:
            return state, []
        said = [*(turn.said for turn in self.turns), *turns.blocks(self.text)]
        for a, b in np.searchsorted(self.start, said).reshape(-1, 2).tolist() if said else ():
            state[a:b] = 1
        if not any(word in ALL_MARKS for word in self.words):
            return state, []
        found, names = marks.quotations(self.text, self.paragraphs)
        places = np.searchsorted(
            self.start, [place for q in [*found, *names] for place in (*q.opening, *q.closing)]
        )
        edges = places.reshape(-1, 4).tolist()
        for q, (a, b, c, d) in zip(found, edges, strict=False):
            if state[min(a, self.n - 1)] == 1:  # in a turn of a transcript or in a block
                continue
            if q.opening[0] < q.opening[1]:
                state[a] = 2
                state[b:c] = 1
            if q.closing[0] < q.closing[1]:
                state[c:d] = 3
        return state, [(a, d) for a, _, _, d in edges[len(found) :]]

    @cached_property
    def forms(self) -> list[str]:
        """The words with marks written alike, since outlets differ: quotation marks by their
        state, apostrophes, dashes.
        """
        out = list(self.words)
        quote = self.state
        for k, word in enumerate(out):
            if word[0].isalnum():
                continue
            if quote[k] >= 2:
                out[k] = "“" if quote[k] == 2 else "”"
            elif word in ALL_MARKS:
                out[k] = "'"
            elif word in DASHES or word[:2] == "--" or (word == "-" and self.apart(k)):
                out[k] = "—"
        return out

    def apart(self, k: int) -> bool:
        """Does a token stand between blanks?"""
        a, b = self.starts[k], self.ends[k]
        return self.text[a - 1 : a].isspace() and self.text[b : b + 1].isspace()

    @cached_property
    def heard(self) -> Ints:
        """Running sums (n + 1, 2): words inside and outside double quotation marks before each
        token.
        """
        word = np.fromiter((w[0].isalnum() for w in self.words), dtype=bool, count=self.n)
        inside = self.quote == 1
        out = np.zeros((self.n + 1, 2), dtype=np.int64)
        out[1:, 0], out[1:, 1] = np.cumsum(word & inside), np.cumsum(word & ~inside)
        return out

    @cached_property
    def heard_by(self) -> tuple[list[int], list[int]]:
        """The columns of ``heard`` as lists."""
        return self.heard[:, 0].tolist(), self.heard[:, 1].tolist()

    @cached_property
    def numbers(self) -> list[int]:
        """``sentence`` as a list."""
        return self.sentence.tolist()

    @cached_property
    def sentence(self) -> Ints:
        """Number of the sentence of each token, from 0; a paragraph's start begins a new one."""
        starts = np.zeros(self.n, dtype=np.int64)
        if not self.n:
            return starts
        paragraph, words, n = self.paragraph, self.words, self.n
        starts[1:] = paragraph[1:] != paragraph[:-1]
        touching = (self.start[1:] == self.end[:-1]).tolist()
        for i, word in enumerate(words):
            if word not in ".?!" or i + 1 >= n:
                continue
            j = i + 1
            while j < n and words[j] in CLOSERS and touching[j - 1]:
                j += 1
            if j >= n or touching[j - 1] or words[j][0].islower():
                continue
            if word == "." and i and j == i + 1 and self.abbreviates(i):
                continue
            if word != "." and words[j - 1] in QUOTES and self.tagged(j):
                continue
            starts[j] = 1
        return np.cumsum(starts)

    def abbreviates(self, stop: int) -> bool:
        """Does the sentence go on after this full stop before a capital? It stands after an
        abbreviation or an initial.
        """
        words = self.words
        low, after = words[stop - 1].lower(), words[stop + 1]
        if low in ("no", "nos"):
            return after[0].isdigit() or after == "#"
        if (
            low == "m"
            and stop > 2
            and words[stop - 2] == "."
            and words[stop - 3].lower() in ("a", "p")
        ):
            return after.lower() in AFTER_TIME or words[stop + 2 : stop + 3] == ["time"]
        return low in ABBREVIATED

    def tagged(self, k: int) -> bool:
        """Do a name and a verb of speaking stand here, as in *“Is it safe?” Mayor Doyle asked*?"""
        words = self.words
        if words[k].lower() in SENTENCE_STARTERS and words[k] != "I":
            return False
        for j in range(k, min(k + 9, self.n)):
            word = words[j]
            if word in TAG_VERBS:
                return j > k
            if not (word[0].isupper() or word in NAME_WORDS or word.endswith("ly")):
                return False
        return False


NAME_WORDS = word_set(
    """
    of the de del da di du la le van von der den bin al el ole . - ’ ' also then later once
    has had
    """
)


def tokenize(text: str, pattern: re.Pattern[str] = TOKEN) -> Tokens:
    """The tokens of a text."""
    spans = [match.span() for match in pattern.finditer(text)]
    places = np.array(spans, dtype=np.int64).reshape(-1, 2)
    return Tokens(text, [text[a:b] for a, b in spans], places[:, 0].copy(), places[:, 1].copy())


SHORT = 20_000
"""Most characters of a text whose tokens are kept for who asks for them next."""


def recent(text: str) -> Tokens:
    """``tokenize``, kept for the last few short texts: several parts of a coding ask for the same
    one.
    """
    return _kept(text) if len(text) <= SHORT else tokenize(text)


@lru_cache(maxsize=32)
def _kept(text: str) -> Tokens:
    return tokenize(text)

"""One text as the cast reads it: words in lower case, which of them are written as names, runs of
capitals.
"""

from __future__ import annotations

from functools import cache, cached_property
from itertools import pairwise

import simplemma

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import lexicon as cues
from newscompare.attribution import words as closed
from newscompare.attribution.who import lexicon

PARTICLES = word_set("""bin al el van von de der da di del ibn ben la le dos du den ter ten ole abu
    bint af av zu
    y della dela das ul ur""")
DOTTED = word_set(
    "mr mrs ms dr sen rep gov gen jr sr st lt col sgt prof rev hon capt maj smt shri supt det"
)
APOSTROPHES = word_set("’ '")
GLUE = word_set("- ’ ' / &")
ALLOWED = word_set("US UK May Will Mark Rose June April August")
VERBS_OF_BEING = word_set("is was are were be been being")


@cache
def english(low: str) -> bool:
    """Is this an ordinary English word (a given name is none)?"""
    return low not in lexicon.given_names() and bool(simplemma.is_known(low, "en"))


@cache
def plural_word(low: str) -> bool:
    """Is this the plural of an ordinary English noun?"""
    return (
        low.endswith("s")
        and not low.endswith("ss")
        and closed.part(low) in ("ns", "vs")
        and english(low)
    )


@cache
def verb_like(low: str) -> bool:
    """Can this word be the finite verb of a clause?"""
    if closed.CLOSED.get(low) in ("be", "have", "do", "modal"):
        return True
    entry = cues.lookup(low)
    return entry.form in ("past", "s") and bool(entry.groups & cues.VERB_BITS)


class Reading:
    """A text as words, with what the cast asks of them most."""

    def __init__(self, tokens: Tokens) -> None:
        """``cap[k]``: is word ``k`` written as (part of) a name?"""
        self.tokens = tokens
        self.words = tokens.words
        self.low = tokens.low
        self.n = tokens.n
        self.start: list[int] = tokens.starts
        self.end: list[int] = tokens.ends
        self.sentence: list[int] = tokens.numbers
        self.paragraph: list[int] = tokens.paragraph.tolist()
        self.quote: list[int] = tokens.state
        self.first_of = self.sentence_starts()
        self.cap = [w[0].isupper() for w in self.words]
        self.loud: set[int] = set()
        self.titled: set[int] = set()
        self.read_lines()

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the text in lower case."""
        return frozenset(self.low)

    @cached_property
    def mid_capitals(self) -> frozenset[str]:
        """Words written with a capital somewhere within a sentence."""
        return frozenset(
            w
            for w, cap, first in zip(self.words, self.cap, self.first_of, strict=True)
            if cap and not first
        )

    def sentence_starts(self) -> list[bool]:
        """Which words open a sentence or a quotation: the first, and the one after an opening mark
        there.
        """
        number, words = self.sentence, self.words
        out = [True, *(a != b for a, b in pairwise(number))][: self.n]
        marks = [j for j, first in enumerate(out) if first]
        marks += [j for j, state in enumerate(self.quote) if state == 2]
        for j in marks:
            if j + 1 < self.n and not words[j][0].isalnum() and words[j] not in ",-–—’'.&/)":
                out[j + 1] = True
        return out

    def read_lines(self) -> None:
        """Lines in capitals are read as if in small letters; in lines that capitalise every word no
        name is new.
        """
        if not self.n:
            return
        words, cap = self.words, self.cap
        edges = [k for k in range(1, self.n) if self.paragraph[k] != self.paragraph[k - 1]]
        for a, b in pairwise([0, *edges, self.n]):
            loud = all(w.isupper() for w in words[a:b] if w[0].isalpha())
            titled = words[b - 1] not in ".”\"’'" and not any(
                len(words[k]) > 3 and words[k][0].isalpha() and not cap[k] for k in range(a, b)
            )
            if not (loud or titled):
                continue
            letters = [k for k in range(a, b) if words[k][0].isalpha()]
            long = [k for k in letters if len(words[k]) > 3]
            if len(letters) > 3 and loud:
                for k in letters:
                    self.loud.add(k)
                    low = self.low[k]
                    name = low in lexicon.given_names() or not (
                        low in closed.CLOSED or english(low)
                    )
                    self.cap[k] = name and not verb_like(low)
            elif len(long) > 3 and titled:
                self.titled.update(letters)

    def text(self, first: int, last: int) -> str:
        """The words ``first`` to ``last`` (exclusive), white space as one blank."""
        if last == first + 1 and not self.loud:
            return self.words[first]
        if last <= first:
            return ""
        if self.loud and first in self.loud:
            raw = self.tokens.text[self.start[first] : self.end[last - 1]]
            return " ".join(p[:1] + p[1:].lower() for p in raw.split())
        return " ".join(self.tokens.text[self.start[first] : self.end[last - 1]].split())

    def glued(self, k: int) -> bool:
        """Does word ``k`` follow the one before without a blank?"""
        return k > 0 and self.start[k] == self.end[k - 1]

    def possessive(self, k: int) -> bool:
        """Do ``’s`` or the mark of a plural possessive stand at ``k``?"""
        if k >= self.n or self.words[k] not in APOSTROPHES or not self.glued(k):
            return False
        if k + 1 < self.n and self.glued(k + 1):
            return self.low[k + 1] == "s"
        return self.low[k - 1].endswith("s") and self.quote[k] < 2

    def after_possessive(self, k: int) -> int:
        """The word after the possessive mark at ``k``."""
        return k + 2 if k + 1 < self.n and self.glued(k + 1) and self.low[k + 1] == "s" else k + 1

    def possessive_before(self, k: int) -> bool:
        """Does a possessive mark stand just before ``k``?"""
        if k >= 2 and self.low[k - 1] == "s" and self.words[k - 2] in APOSTROPHES:
            return self.glued(k - 1)
        return (
            k >= 2
            and self.words[k - 1] in APOSTROPHES
            and self.low[k - 2].endswith("s")
            and not self.glued(k)
        )

    def possessive_inside(self, first: int, last: int) -> bool:
        """Is there a possessive mark between two words?"""
        return any(
            self.words[k] in APOSTROPHES and self.possessive(k) for k in range(first + 1, last)
        )

    def owner_start(self, k: int) -> int:
        """The first word of the owner whose possessive mark stands just before ``k``: *Sri
        Lanka's*, *the company's*.
        """
        j = k - 2 if self.low[k - 1] == "s" and self.words[k - 2] in APOSTROPHES else k - 1
        while j > 0 and self.sentence[j - 1] == self.sentence[k]:
            word = self.words[j - 1]
            if (
                self.cap[j - 1]
                or word in ".-&"
                or (
                    j >= 1
                    and not self.cap[j]
                    and self.low[j - 1] not in closed.CLOSED
                    and word[0].isalpha()
                    and not self.verb_at(j - 1)
                )
            ):
                j -= 1
                continue
            if self.low[j - 1] in ("the", "its", "his", "her", "their"):
                j -= 1
            break
        return j

    def verb_at(self, k: int) -> bool:
        """Does a verb stand at ``k`` (capitals are none)?"""
        if k >= self.n or (self.cap[k] and not self.first_of[k]) or not verb_like(self.low[k]):
            return False
        return not (k and self.low[k - 1] in ("the", "a", "an", "his", "her", "its", "their"))

    def clause_start(self, k: int) -> int:
        """The first word of the sentence of ``k``."""
        while k > 0 and self.sentence[k - 1] == self.sentence[k]:
            k -= 1
        return k

    def runs(self) -> list[tuple[int, int]]:
        """Maximal runs of words written as names, with the joiners of names (hyphens, apostrophes,
        initials, particles).
        """
        out, k = [], 0
        while k < self.n:
            if not (self.cap[k] or self.low[k] in ("al", "el")) or not self.begins(k):
                k += 1
                continue
            j = k + 1
            while j < self.n:
                step = self.joins(k, j)
                if not step:
                    break
                j += step
            out.append((k, j))
            k = j
        return out

    def begins(self, k: int) -> bool:
        """Can a name begin at ``k``?"""
        if not self.cap[k]:
            low = self.low[k]
            return (
                low in ("al", "el", "bin", "van", "von", "de", "ole")
                and k + 1 < self.n
                and (
                    self.cap[k + 1]
                    or (self.words[k + 1] == "-" and k + 2 < self.n and self.cap[k + 2])
                )
                and k > 0
                and not self.cap[k - 1]
                and low in ("al", "el")
            )
        if self.low[k] in closed.CLOSED:
            follows = k + 1 < self.n and (self.cap[k + 1] or self.words[k + 1] == ".")
            return bool(
                (follows and self.words[k] in ALLOWED)
                or (len(self.words[k]) > 1 and self.words[k].isupper() and k not in self.loud)
                or (
                    len(self.words[k]) == 1
                    and self.words[k] != "I"
                    and k + 1 < self.n
                    and self.words[k + 1] == "."
                    and self.glued(k + 1)
                )
                or (
                    follows
                    and not self.first_of[k]
                    and closed.CLOSED[self.low[k]] in ("quant", "num", "adv", "prep", "someone")
                    and self.low[k] not in ("i",)
                )
            )
        return True

    def joins(self, k: int, j: int) -> int:
        """How many words from ``j`` go on with the run that began at ``k``; 0 where it ends."""
        w, n = self.words, self.n
        glued = self.glued(j)
        if w[j] in GLUE:
            if (
                glued
                and j + 1 < n
                and self.glued(j + 1)
                and (
                    self.cap[j + 1]
                    or (w[j] == "-" and w[j + 1].isalpha() and (j + 2 >= n or w[j + 2] != "-"))
                    or (w[j] in APOSTROPHES and len(w[j - 1]) <= 2 and w[j + 1].isalpha())
                )
            ):
                return 2
            if w[j] == "&" and not glued and j + 1 < n and self.cap[j + 1]:
                return 2
            if (  # Cane Growers' Union
                w[j] in APOSTROPHES
                and glued
                and self.low[j - 1].endswith("s")
                and j + 1 < n
                and self.cap[j + 1]
                and self.low[j + 1] in lexicon.BODIES
            ):
                return 2
            return 0
        if w[j] == "." and glued and (len(w[j - 1]) == 1 or self.low[j - 1] in DOTTED):
            dotted = self.low[j - 1] in DOTTED or (
                j + 1 < n and (self.cap[j + 1] or self.glued(j + 1) or len(w[j - 1]) == 1)
            )
            return 1 if dotted else 0
        if self.paragraph[j] != self.paragraph[k]:
            return 0
        if self.cap[j]:
            low = self.low[j]
            abbreviated = (
                j > 1
                and (self.low[j - 2] in DOTTED or len(w[j - 2]) == 1)
                and self.low[j - 2] not in ("jr", "sr")
            )
            ended = w[j - 1] == "." and self.sentence[j] != self.sentence[j - 1] and not abbreviated
            if w[j] == "I" or ended:
                return 0
            plain = low not in closed.CLOSED or w[j] in ALLOWED
            initial = len(w[j]) == 1 and j + 1 < n and w[j + 1] in ".’'"
            work = j + 1 < n and self.cap[j + 1] and not self.glued(j + 1) and k not in self.titled
            work = work and closed.CLOSED.get(low) in ("prep", "det", "quant", "conj", "num", "to")
            surname = w[j] in ("An", "Do", "So", "He", "Will") and self.cap[j - 1]
            return 1 if plain or initial or surname or work else 0
        if self.low[j] in PARTICLES and not glued and j + 1 < n:
            nxt = j + 1
            while nxt < n and (self.low[nxt] in PARTICLES or w[nxt] == "-"):
                nxt += 1
            if nxt < n and self.cap[nxt] and self.paragraph[nxt] == self.paragraph[k]:
                return 1
        if self.low[j] in PARTICLES and glued and w[j - 1] == "-":
            return 1
        return 0

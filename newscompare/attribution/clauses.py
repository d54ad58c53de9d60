"""A sentence as the rules see it: its noun phrases and quotations, the end of its clause, the start
of a verb group.
"""

from __future__ import annotations

from functools import lru_cache

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.linking import Span

AUXILIARIES = word_set(
    """
    has have had is are was were be been being did does do will would could can may might
    should must
    """
)


ADVERBS = word_set(
    """
    also then later now first again repeatedly recently often once still even already always
    never not just
    """
)


NP_LINKS = word_set("of for at in from the a an 's s and & - . ’ '")


END_MARKS = frozenset(".?!")


@lru_cache(maxsize=100_000)
def groups(word: str) -> frozenset[str]:
    """The verb groups of a form in lower case."""
    bits = lexicon.lookup(word).groups
    return frozenset(
        name.split(":")[1]
        for k, name in enumerate(lexicon.GROUPS)
        if bits >> k & 1 and name.startswith("verb:")
    )


class Sentence:
    """One sentence of a text with the tests that the rules need."""

    def __init__(self, tokens: Tokens, first: int, last: int) -> None:
        """Tokens ``first`` to ``last`` (exclusive)."""
        self.tokens, self.first, self.last = tokens, first, last
        self.low = tokens.low
        self.quote = tokens.state

    def word(self, k: int) -> str:
        """Token ``k`` in lower case; empty outside the sentence."""
        return self.low[k] if self.first <= k < self.last else ""

    def is_capital(self, k: int) -> bool:
        """Does token ``k`` start with a capital?"""
        return self.first <= k < self.last and self.tokens.words[k][0].isupper()

    def nominal(self, k: int) -> bool:
        """Can token ``k`` end or fill a noun phrase?"""
        if not self.first <= k < self.last or self.quote[k]:
            return False
        word = self.word(k)
        if self.is_capital(k) and word not in words.CLOSED:
            return True
        return words.part(word) in {
            "n",
            "nn",
            "np",
            "ns",
            "vn",
            "vs",
            "unk",
            "pron",
            "someone",
            "quant",
            "adj",
            "num",
            "day",
            "form",
        }

    def phrase_before(self, end: int) -> Span | None:
        """The noun phrase that ends just before token ``end``, leaving out an apposition between
        commas.
        """
        k = end - 1
        if k < self.first:
            return None
        if self.word(k) == "," and not self.quote[k]:
            j = k - 1
            while j > self.first and self.word(j) not in {",", "--", "—"} and not self.quote[j]:
                j -= 1
            if j > self.first and self.word(j) == ",":
                inner = self.phrase_before(j)
                return (inner[0], k) if inner else None
            return None
        if (
            self.word(k) in {"who", "he", "she", "they", "it", "we", "i", "you"}
            and not self.quote[k]
        ):
            return (k, k + 1)
        if not self.nominal(k):
            return None
        start = k
        while start > self.first and not self.quote[start - 1]:
            before = self.word(start - 1)
            if (
                (self.nominal(start - 1) and words.part(before) != "pron")
                or (before in words.CLOSED and words.CLOSED[before] in {"det", "poss", "s", "num"})
                or before in {"-", "’", "'", "&"}
                or (before == "." and self.is_capital(start) and start - 1 > self.first)
                or (before in {"of", "for", "at", "from"} and self.nominal(start - 2))
            ):
                start -= 1
            else:
                break
        while start < k and self.word(start) in {"-", "’", "'", ".", "s", "&", "of"}:
            start += 1
        return (start, k + 1)

    def phrase_after(self, begin: int) -> Span | None:
        """The noun phrase that begins at token ``begin``, with an apposition up to the end of the
        clause.
        """
        k = begin
        while k < self.last and not self.quote[k]:
            word = self.word(k)
            if (
                self.nominal(k)
                or word in NP_LINKS
                or (words.CLOSED.get(word) in {"det", "poss", "num"} and word != "that")
            ):
                if word == "." and not (k + 1 < self.last and k > begin and self.is_capital(k - 1)):
                    break
                k += 1
            else:
                break
        while k > begin and self.word(k - 1) in NP_LINKS:
            k -= 1
        return (begin, k) if k > begin and any(self.nominal(j) for j in range(begin, k)) else None

    def clause_end(self, begin: int) -> int:
        """End of the clause that begins at ``begin``: the end of the sentence without its mark."""
        k = self.last
        while (
            k > begin
            and self.word(k - 1) in END_MARKS | {"”", '"', ")"}
            and not (self.quote[k - 1] == 3 and 2 in self.quote[begin:k])
        ):
            k -= 1
        return k


def sentences(tokens: Tokens) -> list[Sentence]:
    """The sentences of a text."""
    out, first = [], 0
    number = tokens.numbers
    for k in range(1, tokens.n + 1):
        if k == tokens.n or number[k] != number[first]:
            out.append(Sentence(tokens, first, k))
            first = k
    return out


def quotations(s: Sentence) -> list[Span]:
    """The quotations (marks included) that lie in a sentence."""
    out: list[Span] = []
    k = s.first
    while k < s.last:
        if s.quote[k] in (1, 2):
            j = k + 1
            while j < s.last and s.quote[j] == 1:
                j += 1
            if j < s.last and s.quote[j] == 3:
                j += 1
            out.append((k, j))
            k = j
        else:
            k += 1
    return out


def cue_start(s: Sentence, verb: int) -> int:
    """First token of the verb group: auxiliaries and adverbs before the verb."""
    k = verb
    while k > s.first and (
        s.word(k - 1) in AUXILIARIES | ADVERBS
        or words.part(s.word(k - 1)) == "ly"
        or (
            s.word(k - 1) in {"t", "n", "’", "'"}
            and s.word(k - 2) in {"didn", "doesn", "don", "hasn", "won", "wouldn", "’", "'"}
        )
    ):
        if s.quote[k - 1]:
            break
        k -= 1
    return k

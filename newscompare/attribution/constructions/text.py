"""A text with what its constructions ask: cues found so far, phrases, clauses, who is somebody."""

from __future__ import annotations

from collections.abc import Sequence

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.clauses import Sentence
from newscompare.attribution.linking import Link, Span, merge

BE = word_set("is are was were be been being")
FINITE = frozenset({"be", "have", "modal", "do", "ved", "vs", "v"})
RELATIVE = word_set("who which whose whom where that")
EVIDENCE = word_set(
    """
    poll survey report study estimate estimates analysis figures data review index census
    count tally
    """
)
FOLK = word_set(
    """
    mum mom dad gran nan nurse chef vet guard pilot cop crew staff locals kids youth youths
    elder elders commuters passengers tourists pensioner pensioners mums dads fans pupils
    crews families villagers islanders hoteliers fishermen fisherman firefighters nurses
    pilots midwife rangers ranger neighbours neighbors supplier suppliers
    """
)
"""People whom the lexicon does not list."""
ADDED = 0.5


class Text:
    """The sentences of a text and the attributions found so far."""

    def __init__(self, tokens: Tokens, parts: Sequence[Sentence], links: list[Link]) -> None:
        """``by_sentence`` holds the attributions by the number of the sentence of their cue."""
        self.tokens, self.parts, self.links = tokens, parts, links
        pad = 8  # so that a look past the end finds nothing
        self.low, self.quote = [*tokens.low, *[""] * pad], [*tokens.state, *[0] * pad]
        self.sentence: list[int] = [*tokens.numbers, *[-1] * pad]
        self.cued: dict[int, Link] = {}
        for item in links:
            self.enter(item)

    def enter(self, item: Link) -> None:
        """Note the tokens of a cue."""
        for a, b in item.cue:
            for k in range(a, b):
                self.cued[k] = item

    def part(self, k: int) -> Sentence:
        """The sentence of a token."""
        return self.parts[int(self.sentence[k])]

    def put(self, cue: list[Span], source: list[Span], content: list[Span], rule: str) -> None:
        """Set the attribution at this cue right, or add it."""
        old = {
            id(self.cued[k]): self.cued[k] for a, b in cue for k in range(a, b) if k in self.cued
        }
        content = merge(content, [*cue, *source])
        if not content:
            return
        if old:
            item, *more = old.values()
            if (item.cue, item.source, item.content) == (cue, source, content):
                return
            item.cue, item.source, item.content = cue, source, content
            item.rule.append(rule)
            for other in more:
                self.links.remove(other)
        else:
            item = Link(cue, source, content, [rule], ADDED)
            self.links.append(item)
        self.enter(item)

    def cued_between(self, first: int, last: int) -> bool:
        """Does a cue stand in these tokens?"""
        return any(k in self.cued for k in range(first, last))


def named(text: Text, begin: int, last: int) -> Span | None:
    """The source that begins here: a noun phrase with the apposition or clause that explains it.

    It ends where the sentence does, or at the comma before a main clause.
    """
    sentence = text.part(begin)
    phrase = sentence.phrase_after(begin)
    if phrase is None:
        return None
    end = phrase[1]
    while (
        end < last and text.low[end] in ("in", "at", "of", "from", "with", "on") and end + 1 < last
    ):
        more = sentence.phrase_after(end + 1)
        if more is None:
            break
        end = more[1]
    return begin, end


def explained(text: Text, span: Span | None, last: int) -> Span | None:
    """A source with the apposition after its comma: *Fitch’s aunt, Carol*."""
    if span is None or text.low[span[1] : span[1] + 1] != [","] or span[1] + 1 >= last:
        return span
    begin = span[1] + 1
    end = next(
        (j for j in range(begin, last) if text.low[j] in (",", ".", ";") and not text.quote[j]),
        last,
    )
    inner = text.tokens.words[begin:end]
    name = bool(inner) and len(inner) <= 4 and all(word[0].isupper() for word in inner)
    if begin < end and (name or text.low[begin] in RELATIVE or explains(text, begin, last)):
        return span[0], end
    return span


def person_like(text: Text, span: Span) -> bool:
    """Does a phrase name somebody: a capital at its end, a role, a body, a pronoun?"""
    last = text.tokens.words[span[1] - 1]
    people = lexicon.people()
    low = text.low[span[0] : span[1]]
    return (
        last[0].isupper()
        or last.lower() in ("he", "she", "they", "i", "we", "who", "one", "it")
        or any(word in people or word in FOLK for word in low)
        or words.part(low[-1].removesuffix("s")) == "np"
        or ("year" in low and "old" in low)
    )


def finite(text: Text, first: int, last: int) -> bool:
    """Is there a verb in these tokens that could make them a clause?"""
    return any(
        words.part(text.low[k]) in FINITE and not text.quote[k] for k in range(first + 1, last)
    )


def clause_stop(text: Text, begin: int, last: int) -> int:
    """Where the relative clause that begins here ends: at the comma or the end of the sentence."""
    stop = next(
        (j for j in range(begin, last) if text.low[j] in (",", ";") and not text.quote[j]), last
    )
    while stop > begin and text.low[stop - 1] in (".", "?", "!", "”", '"'):
        stop -= 1
    return stop


def explains(text: Text, begin: int, last: int) -> bool:
    """Is what begins here an apposition: *a lawyer from Cork*, *head of the port*, *34*?"""
    people = lexicon.people()
    end = next((j for j in range(begin, last) if text.low[j] == ","), last)
    if text.low[begin].isdigit() and end - begin <= 2:
        return True
    head = [text.low[j] for j in range(begin, min(end, begin + 8))]
    if not head or words.part(head[0]) == "ving" or finite_main(text, begin, end):
        return False
    if head[0] in ("a", "an"):
        return True
    if not any(w in people for w in head):
        return False
    relative = next((j for j in range(begin, end) if text.low[j] in RELATIVE), end)
    return not any(words.part(text.low[j]) in ("ved", "vs", "v") for j in range(begin, relative))


def finite_main(text: Text, begin: int, end: int) -> bool:
    """Is there a finite verb before any relative pronoun?"""
    for j in range(begin, end):
        if text.low[j] in RELATIVE:
            return False
        if words.part(text.low[j]) in ("be", "have", "modal", "do"):
            return True
    return False


def quotation_before(text: Text, k: int) -> list[Span]:
    """The quotation that ends right before a token, at most a comma between."""
    last = k
    if last and text.low[last - 1] == "," and not text.quote[last - 1]:
        last -= 1
    if not last or text.quote[last - 1] != 3:
        return []
    first = last - 1
    while first > 0 and text.quote[first] != 2 and text.quote[first - 1] in (1, 2):
        first -= 1
    return [(first, last)]


def clause_before(text: Text, sentence: Sentence, k: int) -> list[Span]:
    """The clause before a comma and this token, if there is a verb in it."""
    if k - 1 <= sentence.first or text.low[k - 1] != ",":
        return []
    if text.cued_between(sentence.first, k) or not finite(text, sentence.first, k - 1):
        return []
    return [(sentence.first, k - 1)]

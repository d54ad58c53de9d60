"""Attributions that the layout makes, which no cue tells.

* ``layout:turn``: ``MORENO: ...`` or *Q* and *A* in a transcript: the label speaks the whole turn.
* ``layout:dash``: a quotation with its speaker after a dash, a tilde or in brackets, on its line or
  on the next: *“It is old.” — Ana Ruiz, gardener*.
* ``layout:announced``: *Ruiz wrote to the board:* or *Ruiz gave three reasons:* and then a block
  quotation, a list of quotations or a paragraph in marks.

What the engine found in the same words gives way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.clauses import Sentence, cue_start, groups
from newscompare.attribution.linking import Link, Span, union

DASHES = word_set("— – ― - ~ -- --- −")
BULLETS = word_set("- • * · ▪ ● – — >")
SOURCE_LENGTH = 25
"""Most tokens of a source after a dash."""
ANNOUNCED = word_set(
    """
    reasons points demands conditions questions things words statement message advice tips
    arguments complaints requests suggestions answers answer reply response lessons claims
    promises pledges explanation reason question point warning rules requirements comments
    remarks concerns
    """
)
CONFIDENCE = 0.8


def laid_out(tokens: Tokens, links: list[Link]) -> list[Link]:
    """The attributions with those that the layout makes, in the order of the text."""
    if not tokens.n:
        return links
    made = turn_links(tokens)
    links = without(links, made)
    announced_by, made_here = announced(tokens, links)
    dashes = dashed(tokens, [*links, *made_here])
    more = [*made, *made_here, *dashes]
    if not more and not announced_by:
        return links
    kept = [item for item in without(links, [*dashes, *made_here]) if item not in announced_by]
    kept = without(kept, announced_by)
    found = [*kept, *announced_by, *more]
    return sorted(found, key=lambda item: (item.cue or item.content)[0])


def without(links: list[Link], made: Sequence[Link]) -> list[Link]:
    """The links none of whose cues stands in the words of one that was made.

    Content there is taken from those that keep some elsewhere.
    """
    if not made:
        return links
    taken = {k for item in made for a, b in item.content for k in range(a, b)}
    out = []
    for item in links:
        if any(k in taken for a, b in item.cue for k in range(a, b)):
            continue
        rest = [(a, b) for a, b in item.content if not any(k in taken for k in range(a, b))]
        if item.content and not rest:
            continue
        item.content = rest
        out.append(item)
    return out


def turn_links(tokens: Tokens) -> list[Link]:
    """The turns of a transcript; the colon (or full stop) after the label is the cue."""
    out = []
    for turn in tokens.turns:
        a, b = places(tokens, turn.label)
        c, d = places(tokens, turn.said)
        if a < b <= c < d:
            cue = next((k for k in range(b, c) if tokens.words[k] in (":", ".")), None)
            out.append(link([(cue, cue + 1)] if cue is not None else [], (a, b), [(c, d)], "turn"))
    return out


def places(tokens: Tokens, span: Span) -> Span:
    """A span of characters in tokens."""
    first, last = np.searchsorted(tokens.start, span).tolist()
    return int(first), int(last)


def link(cue: list[Span], source: Span, content: list[Span], rule: str) -> Link:
    """An attribution made here."""
    return Link(cue, [source], content, [f"layout:{rule}"], CONFIDENCE)


def quoted_spans(tokens: Tokens) -> list[Span]:
    """Quotations with both their marks, in tokens."""
    out: list[Span] = []
    opened = -1
    for k in np.flatnonzero(tokens.quote >= 2).tolist():
        if tokens.quote[k] == 2:
            opened = k
        elif opened >= 0:
            out.append((opened, k + 1))
            opened = -1
    return out


def dashed(tokens: Tokens, links: Sequence[Link]) -> list[Link]:
    """Quotations that begin a sentence and have a name after a dash or in brackets."""
    out = []
    paragraph, sentence = tokens.paragraph, tokens.sentence
    for first, last in quoted_spans(tokens):
        if last >= tokens.n - 0 or not (tokens.words[last] in DASHES or tokens.words[last] == "("):
            continue
        fresh = first == 0 or sentence[first] != sentence[first - 1]
        wordy = int(tokens.heard[last, 0] - tokens.heard[first, 0])
        if not fresh or not wordy:
            continue
        bracket = tokens.words[last] == "("
        if bracket and wordy < 3 and tokens.words[last - 2] not in (".", "!", "?", ","):
            continue
        if paragraph[last] - paragraph[last - 1] > 1:
            continue
        source = speaker(tokens, last + 1, bracket=bracket)
        if source is None:
            continue
        whole = ends_line(tokens, source[1] + bracket)
        if not whole and covered(links, first, last):
            continue
        begin = first
        while begin and carried_over(tokens, begin):
            begin -= 1
            while begin and paragraph[begin - 1] == paragraph[begin]:
                begin -= 1
        out.append(link([], source, [(begin, last)], "dash"))
    return out


def carried_over(tokens: Tokens, first: int) -> bool:
    """Does a quotation go on from the paragraph before, which opens one and does not close it?"""
    paragraph = tokens.paragraph
    if paragraph[first] == paragraph[first - 1] or tokens.quote[first - 1] != 1:
        return False
    start = int(np.searchsorted(paragraph, paragraph[first - 1]))
    return bool(tokens.quote[start] == 2)


def covered(links: Sequence[Link], first: int, last: int) -> bool:
    """Does an attribution with a source hold words of this quotation?"""
    return any(
        item.source and any(a < last and first < b for a, b in item.content) for item in links
    )


def ends_line(tokens: Tokens, k: int) -> bool:
    """Does a paragraph end at token ``k``, but for a stop?"""
    if k < tokens.n and tokens.words[k] in ".)":
        k += 1
    return k >= tokens.n or bool(tokens.paragraph[k] != tokens.paragraph[k - 1])


def speaker(tokens: Tokens, first: int, *, bracket: bool) -> Span | None:
    """The name (or role) with what explains it that begins at this token; none if it is no
    speaker.
    """
    if (
        first >= tokens.n
        or tokens.quote[first]
        or tokens.paragraph[first] != tokens.paragraph[first - 1]
    ):
        return None
    line = int(np.searchsorted(tokens.paragraph, tokens.paragraph[first], side="right"))
    stop = line
    if bracket:
        stop = next((k for k in range(first, line) if tokens.words[k] == ")"), -1)
        if stop < 0:
            return None
    low = tokens.low
    if not tokens.words[first][0].isupper():
        people = lexicon.people()
        near = low[first : first + 4]
        if low[first] not in ("a", "an", "the", "one") or not any(w in people for w in near):
            return None
    if low[first] in words.CLOSED and low[first] not in ("a", "an", "the", "one"):
        return None
    whole = Sentence(tokens, first, stop)
    named = whole.phrase_after(first)
    if (
        named is None
        or low[named[1] - 1] in ("s", "’", "'")
        or (low[named[1] - 2 : named[1] - 1] == ["’"])
    ):
        return None
    end = named[1]
    if bracket:
        return (first, stop) if stop - first <= SOURCE_LENGTH else None
    sentence_end = next(
        (k for k in range(end, stop) if tokens.sentence[k] != tokens.sentence[first]), stop
    )
    while sentence_end > end and tokens.words[sentence_end - 1] in ".?!":
        sentence_end -= 1
    rest = low[end:sentence_end]
    if not rest:
        return first, end
    if rest[0] in (",", "(", "-", "–", "—") and sentence_end - first <= SOURCE_LENGTH:
        clause = clause_after(tokens, end, sentence_end)
        return first, clause
    return (first, end) if rest[0] in (",",) else None


def clause_after(tokens: Tokens, end: int, stop: int) -> int:
    """Where the explanation of a name ends: before the comma that a main verb follows, or at the
    stop.
    """
    commas = [k for k in range(end, stop) if tokens.words[k] == ","]
    for k in reversed(commas[1:]):
        after = words.part(tokens.low[k + 1]) if k + 1 < stop else ""
        if after in ("ved", "do", "be", "have", "vs", "modal"):
            return commas[1] if tokens.low[commas[1] + 1] in ("who", "which", "whose") else k
    return stop


def announced(tokens: Tokens, links: Sequence[Link]) -> tuple[list[Link], list[Link]]:
    """What a colon at the end of a paragraph announces: links that gain content, and new ones."""
    paragraph, quote = tokens.paragraph, tokens.quote
    gained: list[Link] = []
    made: list[Link] = []
    ends = np.flatnonzero(np.append(paragraph[1:] != paragraph[:-1], False)).tolist()
    colons = [k for k in ends if tokens.words[k] == ":" and not quote[k]]
    for colon in colons:
        content = what_follows(tokens, colon + 1)
        if not content:
            continue
        number = tokens.sentence[colon]
        here = [item for item in links if item.cue and tokens.sentence[item.cue[0][0]] == number]
        here = [item for item in here if not item.content or item.content[-1][1] >= colon - 1]
        new = announcing(tokens, colon)
        if here:
            item = here[-1]
            kept = (
                []
                if len(item.content) == 1 and item.content[0][0] > item.cue[0][0]
                else item.content
            )
            item.content = union([*kept, *content])
            item.cue = [(a, min(b, colon) if a < colon else b) for a, b in item.cue]
            if new is not None and holds(new[0][0], item.cue[0]):
                item.cue = new[0]
            item.rule.append("layout:announced")
            gained.append(item)
            continue
        if new is not None:
            made.append(Link(new[0], [new[1]], content, ["layout:announced"], CONFIDENCE))
    return gained, made


def holds(outer: Span, inner: Span) -> bool:
    """Does a span hold another one?"""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def announcing(tokens: Tokens, colon: int) -> tuple[list[Span], Span] | None:
    """Cue and source of *Brandt gave three reasons:* or *In a letter, Brandt wrote:*"""
    first = int(np.searchsorted(tokens.sentence, tokens.sentence[colon]))
    sentence = Sentence(tokens, first, colon)
    for k in range(colon - 1, first, -1):
        if tokens.low[k] in ANNOUNCED:
            break
        if {"say", "write"} & groups(tokens.low[k]) and words.part(tokens.low[k]) in ("ved", "vs"):
            begin = cue_start(sentence, k)
            speaker_before = sentence.phrase_before(begin)
            if speaker_before is not None:
                return [(begin, k + 1)], speaker_before
    source = sentence.phrase_after(first)
    if source is None or source[1] >= colon:
        return None
    verb = words.part(tokens.low[source[1]])
    if verb not in ("ved", "vs", "have", "v", "vn") or tokens.low[colon - 1] not in ANNOUNCED:
        return None
    return [(source[1], colon)], source


def what_follows(tokens: Tokens, first: int) -> list[Span]:
    """The block or list that begins at this token, if it is somebody's words."""
    paragraph, quote = tokens.paragraph, tokens.quote
    out: list[Span] = []
    numbers = range(first, tokens.n)
    for _, group in groupby(numbers, key=lambda k: int(paragraph[k])):
        line = list(group)
        begin, end = line[0], line[-1] + 1
        item = tokens.words[begin] in BULLETS
        while begin < end and tokens.words[begin] in BULLETS:
            begin += 1
        if begin + 2 < end and tokens.words[begin].isdigit() and tokens.words[begin + 1] in ".)":
            begin, item = begin + 2, True
        if begin == end and tokens.words[begin - 1] == ">":
            continue
        spoken = begin < end and all(quote[begin:end])
        if not spoken or (out and not item):
            break
        out.append((begin, end))
        if not item:
            break
    return out

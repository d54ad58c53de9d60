"""A few grammatical repairs of linked attributions, each under a name of its own.

* ``mend:by-agent``: *was confirmed by X*: the source is X, not the thing confirmed.
* ``mend:passive``: *is seen as* without *by*: nobody is named, so the source is empty.
* ``mend:passive-added``: such a passive that was not found at all.
* ``mend:as-added``: *X hails it as Y*, *..., casting it as Y*, where no cue was found: a verb of
  holding something as something.
* ``mend:quotation-added``: the rules ``quotation-source-verb`` and ``quotation-verb-source``,
  where no cue was found.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import constructions, lexicon, words
from newscompare.attribution.clauses import Sentence, groups, quotations, sentences
from newscompare.attribution.linking import Link, merge
from newscompare.attribution.rules import verb_link

BE = word_set("is are was were be been being")
HELD_AS = word_set(
    """
    seen viewed regarded considered perceived presented hailed portrayed described framed cast
    touted interpreted deemed dubbed
    """
)
SAID_TO = word_set("said reported believed thought rumored alleged known understood")


def participle(tokens: Tokens, link: Link) -> int | None:
    """The token of a cue that is a past participle after a form of *be* or before *by*; none
    where the cue is active.
    """
    first, last = link.cue[0]
    for k in range(last - 1, first - 1, -1):
        entry = lexicon.lookup(tokens.low[k])
        if not entry.groups & lexicon.VERB_BITS or entry.form != "past":
            continue
        if k + 1 < tokens.n and tokens.low[k + 1] == "by":
            return k
        j = k - 1
        while j >= 0 and (
            words.part(tokens.low[j]) in ("ly", "adv", "neg")
            or tokens.low[j] in ("first", "also", "widely")
        ):
            j -= 1
        if j >= 0 and tokens.low[j] in BE:
            return k
        return None
    return None


def agent(tokens: Tokens, sentence: Sentence, after: int) -> tuple[int, int] | None:
    """The noun phrase of *by X* shortly after a participle."""
    for k in range(after, min(after + 7, sentence.last - 1)):
        low = tokens.low[k]
        if low == "by" and not tokens.state[k]:
            return sentence.phrase_after(k + 1)
        if low in (",", ".", ";", "that", "and", "as") or tokens.state[k]:
            return None
    return None


def mend(tokens: Tokens, links: list[Link]) -> list[Link]:
    """The repaired attributions, in the order of their cues."""
    if not tokens.n:
        return links
    parts = sentences(tokens)
    sentence_of = tokens.numbers
    for link in links:
        if not link.cue:
            continue
        sentence = parts[sentence_of[link.cue[0][0]]]
        passive = participle(tokens, link)
        if passive is not None:
            named = agent(tokens, sentence, passive + 1)
            if named is not None:
                if not any(a < named[1] and named[0] < b for a, b in link.source):
                    link.source = [named]
                    link.rule.append("mend:by-agent")
                by = named[0] - (named[0] > 0 and tokens.low[named[0] - 1] == "by")
                link.content = merge(link.content, [(by, named[1])])
            elif (
                link.source
                and tokens.low[passive] in HELD_AS | SAID_TO
                and link.source[0][1] <= link.cue[0][0]
            ):
                after = tokens.low[link.cue[0][1]] if link.cue[0][1] < tokens.n else ""
                if after in ("as", "to") or tokens.low[link.cue[0][1] - 1] in ("as", "to"):
                    link.source = []
                    link.rule.append("mend:passive")
    for more in (added, held_as, quoted):
        links = [*links, *more(tokens, parts, links)]
    links = constructions.applied(tokens, parts, links)
    return sorted(links, key=lambda item: item.cue[0] if item.cue else item.content[0])


def added(tokens: Tokens, parts: Sequence[Sentence], links: Sequence[Link]) -> list[Link]:
    """*is seen as* and its like where no cue was found."""
    out = []
    for sentence, here in uncued(tokens, parts, links, HELD_AS, 1):
        for k in here:
            first = k
            while first > sentence.first and (
                tokens.low[first - 1] in BE | {"being", "widely", "largely", "often", "also"}
            ):
                first -= 1
            if first == k or not any(tokens.low[j] in BE for j in range(first, k)):
                continue
            named = agent(tokens, sentence, k + 1)
            begin = named[1] if named else k + 1
            if tokens.low[begin] != "as" and not (named and begin < sentence.last):
                continue
            begin += tokens.low[begin] == "as"
            end = sentence.clause_end(begin)
            cue = (first, k + 2) if tokens.low[k + 1] in ("as", "by") else (first, k + 1)
            if begin < end:
                out.append(
                    Link(
                        [cue], [named] if named else [], [(begin, end)], ["mend:passive-added"], 0.5
                    )
                )
    return out


AS_VERBS = word_set(
    """
    casting framing describing portraying presenting hailing touting depicting characterizing
    characterising dismissing denouncing condemning praising cast frame describe portray hail
    tout depict casts frames describes portrays hails touts depicts
    """
)
OBJECT = 14
"""Most tokens between such a verb and *as*."""


def cued(links: Sequence[Link]) -> set[int]:
    """The tokens of all cues."""
    return {k for link in links for a, b in link.cue for k in range(a, b)}


def uncued(
    tokens: Tokens,
    parts: Sequence[Sentence],
    links: Sequence[Link],
    verbs: frozenset[str],
    after: int,
) -> list[tuple[Sentence, list[int]]]:
    """The sentences with some of these verbs outside quotations and cues, and where they stand:
    ``after`` words or more from the start, and not among the last two.
    """
    hits = [k for k, word in enumerate(tokens.low) if word in verbs]
    if not hits:
        return []
    taken, state, number = cued(links), tokens.state, tokens.numbers
    found: dict[int, list[int]] = {}
    for k in hits:
        sentence = parts[number[k]]
        free = not state[k] and k not in taken
        if free and sentence.first + after <= k < sentence.last - 2:
            found.setdefault(number[k], []).append(k)
    return [(parts[n], here) for n, here in found.items()]


def held_as(tokens: Tokens, parts: Sequence[Sentence], links: Sequence[Link]) -> list[Link]:
    """*casting it as Y* where no cue was found."""
    out = []
    for sentence, here in uncued(tokens, parts, links, AS_VERBS, 1):
        for k in here:
            low = tokens.low[k]
            stop = next(
                (
                    j
                    for j in range(k + 1, min(k + OBJECT, sentence.last - 1))
                    if tokens.low[j] in ("as", ",", ";")
                ),
                None,
            )
            if stop is None or stop == k + 1 or tokens.low[stop] != "as":
                continue
            before = sentence.phrase_before(k) if tokens.words[k - 1] != "," else None
            if before is None and low.endswith("ing"):
                before = neighbour(sentence, k, links) or sentence.phrase_after(sentence.first)
            end = sentence.clause_end(stop + 1)
            if before is not None and stop + 1 < end:
                out.append(Link([(k, k + 1)], [before], [(stop + 1, end)], ["mend:as-added"], 0.5))
    return out


def neighbour(sentence: Sentence, at: int, links: Sequence[Link]) -> tuple[int, int] | None:
    """The source of the last cue before a token in its sentence."""
    earlier = [
        item for item in links if item.cue and item.source and sentence.first <= item.cue[0][0] < at
    ]
    return max(earlier, key=lambda item: item.cue[0][0]).source[0] if earlier else None


def quoted(tokens: Tokens, parts: Sequence[Sentence], links: Sequence[Link]) -> list[Link]:
    """*"...," X said* where no cue was found."""
    taken, out = cued(links), []
    near = sorted({k for end in tokens.closings for k in range(end + 1, min(end + 9, tokens.n))})
    quoted_in: dict[int, list[tuple[int, int]]] = {}
    for k in near:
        if tokens.state[k] or k in taken or "say" not in groups(tokens.low[k]):
            continue
        number = tokens.numbers[k]
        sentence = parts[number]
        if k >= sentence.first + 2 and 3 in tokens.state[max(sentence.first, k - 8) : k]:
            if number not in quoted_in:
                quoted_in[number] = quotations(sentence)
            spans = quoted_in[number]
            item = verb_link(sentence, k, spans)
            if item is None or item.rule[0] not in (
                "rule:quotation-source-verb",
                "rule:quotation-verb-source",
            ):
                continue
            item.content = merge(item.content, item.cue + item.source)
            if item.content and not any(
                j in taken for a, b in item.source + item.cue for j in range(a, b)
            ):
                out.append(Link(item.cue, item.source, item.content, ["mend:quotation-added"], 0.5))
    return out

"""Verbs of saying beside what is said: turned (*says X*), last (*X says*), between commas, after
a quotation.
"""

from __future__ import annotations

from newscompare.articles.tokens import word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.clauses import Sentence
from newscompare.attribution.constructions.text import (
    ADDED,
    EVIDENCE,
    FINITE,
    RELATIVE,
    Text,
    clause_stop,
    explained,
    explains,
    finite,
    named,
    person_like,
    quotation_before,
)
from newscompare.attribution.linking import Link, Span, merge

REPLIES = word_set("reply answer response retort")
ON = word_set("on in at during late early later after today yesterday last this")
SUBORDINATE = word_set(
    """
    when as if after before because while although though since once whereas until on in at
    for with despite during
    """
)
TURNED = word_set(
    """
    pointed accepted accepts say says said adds added insists insisted claims claimed warns
    warned argues argued reports reported suggests suggested predicts predicted reckons
    reckoned believes believed notes noted points explains explained recalls recalled admits
    admitted concedes conceded complains complained announced announces confirms confirmed
    writes wrote jokes joked quips quipped states stated declares declared maintains
    maintained concludes concluded estimates estimated fears feared hopes hoped agrees agreed
    laments lamented stresses stressed observes observed remarked remarks acknowledged
    acknowledges replied replies asserts asserted alleges alleged
    """
)
"""Verbs that may stand before their subject: *Fares will rise, reckons the ministry*."""


def is_capital(text: Text, k: int) -> bool:
    """Does a token begin with a capital?"""
    return text.tokens.words[k][0].isupper()


def says_x(text: Text, k: int) -> None:
    """*Fares will rise, says the ministry.*"""
    low = text.low
    if k == 0 or low[k - 1] != "," or text.quote[k - 1]:
        return
    sentence = text.part(k)
    if k - 1 <= sentence.first or k + 1 >= sentence.last or text.quote[k - 2]:
        return
    verb = (k, k + 1 + (low[k] in ("pointed", "points") and low[k + 1] == "out"))
    source = named(text, verb[1], sentence.last) if verb[1] < sentence.last else None
    if source is None:
        return
    after = low[source[1]] if source[1] < sentence.last else ""
    bare = low[k] in ("say", "says", "said") and after in (".", "")
    if not person_like(text, source) and not bare:
        return
    if after in RELATIVE and after != "that":
        source = (source[0], clause_stop(text, source[1], sentence.last))
        after = low[source[1]] if source[1] < sentence.last else ""
    if after not in (".", ",", "", ";", "—", "–", "(", "?", "!"):
        return
    goes_on = after == "," and words.part(low[source[1] + 1]) in FINITE
    if goes_on and low[source[1] + 1] not in RELATIVE:
        begin = source[1] + 1
        content = [(sentence.first, k - 1), (begin, sentence.clause_end(begin))]
        text.put([verb], [source], content, "order:says-x")
        return
    subject = sentence.phrase_before(k)
    if subject is None and not finite(text, sentence.first, k - 1):
        opener = words.part(low[sentence.first])
        if opener in ("prep", "sub", "rel", "to", "adv", "ly") or after == "," or bare:
            return
    if subject is not None and subject[0] == sentence.first and is_capital(text, subject[0]):
        return
    if (
        any(low[j] in RELATIVE for j in range(sentence.first, k))
        and text.tokens.words[sentence.first][0].isupper()
    ):
        opening = sentence.phrase_after(sentence.first)
        if opening is not None and low[opening[1] : opening[1] + 1] == [","]:
            return
    content = [(sentence.first, k - 1)]
    end = source[1]
    if after == "," and end + 1 < sentence.last:
        nxt = low[end + 1]
        if nxt in RELATIVE or explains(text, end + 1, sentence.last):
            stop = sentence.clause_end(end + 1)
            source = (source[0], stop)
        elif words.part(nxt) not in ("ving",):
            content.append((end + 1, sentence.clause_end(end + 1)))
    if text.cued_between(sentence.first, k):
        content = content[:1]
    text.put([verb], [source], content, "order:says-x")


def x_says(text: Text, k: int) -> None:
    """*Dogs calm children, study suggests*, *the figures, she said, were right*."""
    sentence = text.part(k)
    if k == 0:
        return
    out = text.low[k + 1 : k + 2] == ["out"] and text.low[k] in ("pointed", "points")
    if text.low[k + 1 + out : k + 2 + out] == [","] and between_commas(
        text, sentence, k, k + 1 + out
    ):
        return
    if k in text.cued and text.cued[k].content:
        return
    following = text.low[k + 1 + out : k + 2 + out]
    ended = following[0] in ("", ".", "!", "?")
    dated = following[0] in ON or words.part(following[0]) == "day"
    if not ended and (not dated or "that" in text.low[k : sentence.last]):
        return
    if text.low[sentence.first] in SUBORDINATE:
        return
    source = sentence.phrase_before(k)
    if source is None and (text.low[k - 1] in EVIDENCE or text.low[k - 1] in lexicon.people()):
        source = (k - 1, k)
    if source is None or text.low[source[0] - 1] != ",":
        source = after_comma(text, sentence, k)
    if source is None or source[0] - 1 <= sentence.first or text.low[source[0] - 1] != ",":
        return
    if text.cued_between(source[0], k) or text.cued_between(k + 1, sentence.last):
        return
    calm = any(
        words.part(text.low[j]) in ("vn", "adj") for j in range(sentence.first + 1, source[0] - 1)
    )
    if calm or finite(text, sentence.first, source[0] - 1):
        content = [(sentence.first, source[0] - 1)]
        text.put([(k, k + 1 + out)], [source], content, "order:x-says")


def after_comma(text: Text, sentence: Sentence, k: int) -> Span | None:
    """All between the last comma and a verb, if it is one phrase: *people with knowledge of it*."""
    comma = next((j for j in range(k - 1, sentence.first, -1) if text.low[j] == ","), None)
    if comma is None or not 1 < k - comma <= 12 or any(text.quote[comma:k]):
        return None
    span = (comma + 1, k)
    opener = words.part(text.low[comma + 1])
    if opener in ("prep", "conj", "sub", "rel", "to", "ving", "adv", "ly") or not person_like(
        text, span
    ):
        return None
    verbs = ("be", "have", "modal", "do", "ved", "vs")
    clausal = any(
        words.part(text.low[j]) in verbs
        and words.part(text.low[j - 1]) not in ("det", "poss", "prep")
        for j in range(*span)
    )
    return None if clausal else span


def between_commas(text: Text, sentence: Sentence, k: int, end: int) -> bool:
    """*The figures, she said, were right*: what stands on both sides is the content."""
    low = text.low
    source = sentence.phrase_before(k)
    if source is None or source[0] - 2 < sentence.first or low[source[0] - 1] != ",":
        return False
    if text.quote[source[0] - 2] or end + 1 >= sentence.last or text.quote[end + 1] in (1, 2):
        return False
    comma = source[0] - 1
    first = next(
        (j + 1 for j in range(comma - 1, sentence.first, -1) if low[j] in (":", ";")),
        sentence.first,
    )
    goes_on = words.part(low[end + 1]) in FINITE
    if not (goes_on or finite(text, first, comma)) or any(text.quote[first:comma]):
        return False
    old = text.cued.get(k)
    if old is not None and any(a < comma and first <= a for a, _ in old.content):
        return False
    rest = (end + 1, sentence.clause_end(end + 1))
    ahead = text.cued_between(end, sentence.last)
    content = (
        [(first, comma)] if ahead or words.part(low[end + 1]) == "ving" else [(first, comma), rest]
    )
    text.put([(k, end)], [source], content, "order:x-says")
    return True


def tag(text: Text, closing: int) -> None:
    """*“It hurts,” groaned Nils, holding his knee*: a verb between a quotation and its speaker."""
    low, tokens = text.low, text.tokens
    k = closing + 1 + (low[closing + 1 : closing + 2] == [","])
    if k + 1 >= tokens.n or text.sentence[k] != text.sentence[closing] or text.quote[k]:
        return
    if low[closing - 1] not in (",", "?", "!", "…", "-", "—", "–", ".") and k == closing + 1:
        return
    spans = quotation_before(text, closing + 1)
    if not spans:
        return
    sentence = text.part(k)
    if words.part(low[k]) in ("ved", "vs") and tokens.words[k].islower():
        source, cue = explained(text, named(text, k + 1, sentence.last), sentence.last), k
    else:
        phrase = sentence.phrase_after(k)
        if phrase is None or phrase[1] >= sentence.last:
            return
        source, cue = phrase, phrase[1]
        ended = low[cue + 1] in ("", ".", ",")
        if words.part(low[cue]) not in ("ved", "vs") or not ended:
            return
    if source is None or (
        not tokens.words[source[0]][0].isupper() and not person_like(text, source)
    ):
        return
    mine = text.cued.get(cue)
    if mine is not None and cue == k and source is not None:
        begins = mine.source[0][0] if mine.source else source[0] + 1
        shorter = begins == source[0] and mine.source[-1][1] < source[1]
        if begins > source[0] or shorter:
            mine.source, mine.cue = [source], [(cue, cue + 1)]
            mine.content = merge([*mine.content, *spans], [source, (cue, cue + 1)])
            mine.rule.append("order:quotation-tag")
    if mine is None:
        if any(
            item.source and text.sentence[item.cue[0][0]] == text.sentence[k]
            and any(spans[0][0] <= a < spans[0][1] for a, _ in item.content)
            and not any(a <= cue < b for a, b in item.source)
            for item in text.links if item.cue
        ):  # fmt: skip
            return
        mine = Link([(cue, cue + 1)], [source], list(spans), ["order:quotation-tag"], ADDED)
        text.links.append(mine)
        text.enter(mine)
    for item in list(text.links):
        if item is mine or not item.cue:
            continue
        if text.sentence[item.cue[0][0]] != text.sentence[cue]:
            if any(span in spans for span in item.content):
                item.content = [span for span in item.content if span not in spans]
            continue
        if item.cue[0][0] < cue:
            continue
        if any(a <= cue < b for a, b in item.source):
            item.content = [span for span in item.content if span not in spans]
            item.source = list(mine.source)


def came_reply(text: Text, k: int) -> None:
    """*“Next question,” came the reply.*"""
    low = text.low
    if k < 2 or low[k - 1] not in ("the", "his", "her", "their") or low[k - 2] != "came":
        return
    content = quotation_before(text, k - 2)
    if content:
        source = [(k - 1, k)] if low[k - 1] != "the" else []
        text.put([(k - 2, k + 1)], source, content, "order:came-the-reply")

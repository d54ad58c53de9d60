"""Attributions with words of their own that the engines seldom learn: courts, accusations,
numbers, calls.
"""

from __future__ import annotations

from newscompare.articles.tokens import word_set
from newscompare.attribution import words
from newscompare.attribution.constructions.text import (
    BE,
    EVIDENCE,
    FINITE,
    Text,
    clause_before,
    finite,
    person_like,
)
from newscompare.attribution.linking import Span, merge
from newscompare.attribution.rules import verb_link

COURTS = word_set("court inquest tribunal jury inquiry enquiry hearing trial")
DENIED = word_set(
    """
    denied denies deny rejected rejects reject disputed disputes dispute refuted contested
    """
)
PUT = word_set("put puts")
CALLING = word_set("appealed appeals appealing called calls calling pleaded begged")
CLAUSE_VERBS = word_set(
    """
    fears says said claims claimed insists insisted warns warned argues argued believes
    believed maintains maintained contends contended alleges alleged reckons reckoned predicts
    predicted suggests admits admitted concedes conceded complains complained
    """
)


def court_heard(text: Text, k: int) -> None:
    """*..., a court heard on Friday*, *the inquest was told that*."""
    low = text.low
    sentence = text.part(k)
    noun = k - 1
    if low[k] == "told":
        if k < 2 or low[k - 1] not in BE:
            return
        noun = k - 2
    if noun <= sentence.first - 1 or low[noun] not in COURTS:
        return
    first = noun
    while first > sentence.first and (
        low[first - 1] in ("a", "an", "the") or text.tokens.words[first - 1][0].isupper()
    ):
        first -= 1
    if k in text.cued and text.cued[k].content and text.cued[k].source and low[k] == "told":
        return
    content = clause_before(text, sentence, first)
    begin = k + 1
    while begin < sentence.last and low[begin] in ("how", "that"):
        begin += 1
    if not content and begin > k + 1:
        content = [(begin, sentence.clause_end(begin))]
    if not content and begin < sentence.last and finite(text, begin, sentence.last):
        content = [(begin, sentence.clause_end(begin))]
    if content and content[0][0] < content[0][1]:
        text.put([(first, k + 1)], [], content, "order:court-heard")


def accused(text: Text, k: int) -> None:
    """*have been accused of cutting cables*."""
    low = text.low
    sentence = text.part(k)
    first = k
    while first > sentence.first and (
        low[first - 1] in BE
        or words.part(low[first - 1]) in ("have", "ly", "adv", "modal")
        or low[first - 1] in ("also", "widely", "repeatedly")
    ):
        first -= 1
    if not any(low[j] in BE for j in range(first, k)):
        return
    of = next((j for j in range(k + 1, min(k + 12, sentence.last)) if low[j] == "of"), None)
    if of is None:
        return
    agent: list[Span] = []
    for j in range(k + 1, of):
        if low[j] == "by":
            phrase = sentence.phrase_after(j + 1)
            agent = [(phrase[0], min(phrase[1], of))] if phrase else []
    stop = next(
        (
            j
            for j in range(of + 1, sentence.last)
            if low[j] in (",", ";", ":") and not text.quote[j]
        ),
        sentence.clause_end(of + 1),
    )
    if of + 1 < stop:
        text.put([(first, k + 1)], agent, [(of + 1, stop)], "order:accused")


def which_denied(text: Text, k: int) -> None:
    """*an assertion which the Ministry of Education has denied*."""
    low = text.low
    if k in text.cued:
        return
    sentence = text.part(k)
    which = next(
        (j for j in range(k - 1, max(sentence.first, k - 10), -1) if low[j] in ("which", "that")),
        None,
    )
    if which is None or which + 1 >= k:
        return
    first = k
    while low[first - 1] in (
        "has",
        "have",
        "had",
        "also",
        "later",
        "strongly",
        "repeatedly",
        "flatly",
    ):
        first -= 1
    if sentence.phrase_after(which + 1) is None or first <= which + 1:
        return
    before = which - 1 if low[which - 1] == "," else which
    matter = sentence.phrase_before(before)
    if matter is None or any(words.part(low[j]) in FINITE for j in range(which + 2, first)):
        return
    text.put([(first, k + 1)], [(which + 1, first)], [matter], "order:which-denied")


def put_at(text: Text, k: int) -> None:
    """*has put the number of bags at 70,000*, *a poll put the opposition ahead*."""
    low = text.low
    sentence = text.part(k)
    if k in text.cued:
        return
    first = k - 1 if k and low[k - 1] in ("has", "have", "had") else k
    source = subject(text, first)
    if source is None:
        return
    at = next(
        (
            j
            for j in range(k + 2, min(k + 14, sentence.last - 1))
            if low[j] == "at"
            and any(c.isdigit() or c in "$£€₹" for c in "".join(low[j + 1 : j + 4]))
        ),
        None,
    )
    evidence = any(low[j] in EVIDENCE for j in range(*source))
    if at is None and not evidence:
        return
    if low[k + 1 : k + 2] in (["it"], ["on"], ["off"], ["out"], ["up"], ["in"]):
        return
    end = sentence.clause_end(k + 1)
    if k + 1 < end:
        text.put([(first, k + 1)], [source], [(k + 1, end)], "order:put-at")


def subject(text: Text, verb: int) -> Span | None:
    """The subject before a verb, with *by X* and the like, from the start of the sentence."""
    sentence = text.part(verb)
    source = sentence.phrase_before(verb)
    if source is None:
        return None
    first = source[0]
    while first - 2 >= sentence.first and text.low[first - 1] in ("by", "of", "from", "in", "for"):
        more = sentence.phrase_before(first - 1)
        if more is None:
            break
        first = more[0]
    return first, source[1]


def calls_for(text: Text, k: int) -> None:
    """*appealed for tarpaulins*, *called for calm*."""
    low = text.low
    sentence = text.part(k)
    if k in text.cued or low[k + 1 : k + 2] != ["for"] or k + 2 >= sentence.last:
        return
    source = sentence.phrase_before(k)
    if source is None or not person_like(text, source):
        return
    end = sentence.clause_end(k + 2)
    if k + 2 < end and not text.cued_between(k, sentence.last):
        text.put([(k, k + 2)], [source], [(k + 2, end)], "order:appealed-for")


def clause(text: Text, k: int) -> None:
    """*The union fears 400 jobs will go*, where the engine found no cue in the sentence."""
    sentence = text.part(k)
    empty = k in text.cued and not text.cued[k].content
    if text.cued_between(sentence.first, k) or text.cued_between(k + 1, sentence.last):
        return
    if k in text.cued and not empty:
        return
    item = verb_link(sentence, k, [])
    if item is None or item.rule[0] not in (
        "rule:source-verb-clause",
        "rule:source-verb-that",
        "rule:source-verb-object",
    ):
        return
    source = item.source[0]
    content = merge(item.content, item.cue + item.source)
    if not content or not person_like(text, source):
        return
    answer = text.low[k] == "said" and content[-1][1] - content[0][0] <= 3
    if not answer and not finite(text, content[0][0], content[-1][1]):
        return
    text.put(item.cue, item.source, content, "order:clause")

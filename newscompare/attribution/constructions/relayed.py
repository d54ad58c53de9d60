"""Sources after a preposition or by somebody else: *according to*, *in the words of*, *quoted
by*, *with X saying*.
"""

from __future__ import annotations

from newscompare.articles.tokens import word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.clauses import Sentence, groups
from newscompare.attribution.constructions.text import (
    BE,
    RELATIVE,
    Text,
    clause_before,
    explains,
    named,
    person_like,
    quotation_before,
)
from newscompare.attribution.linking import Span

QUOTED = word_set("quoted cited reported")
OPINION = word_set(
    """
    words view views opinion judgment judgement eyes telling estimation assessment account
    version phrase
    """
)


def according_to(text: Text, k: int) -> None:
    """*According to Ana Ruiz, who heads the port, rivers are low.*"""
    low = text.low
    sentence = text.part(k)
    if k + 2 >= sentence.last or low[k + 1] != "to":
        return
    opens = k == sentence.first or (k - 1 == sentence.first and not low[k - 1][0].isalnum())
    if not opens:
        closing_source(text, k, k + 2)
        return
    source = named(text, k + 2, sentence.last)
    if source is None:
        return
    first = next(
        (j for j in range(source[1], sentence.last) if low[j] == "," and not text.quote[j]), None
    )
    if first is None:
        return
    end = first
    while end + 1 < sentence.last and (
        low[end + 1] in RELATIVE or explains(text, end + 1, sentence.last)
    ):
        following = next(
            (j for j in range(end + 2, sentence.last) if low[j] == "," and not text.quote[j]), None
        )
        if following is None or low[following + 1] in ("which", "who"):
            break
        end = following
    content = (end + 1, sentence.clause_end(end + 1))
    if content[0] < content[1]:
        text.put([(k, k + 2)], [(k + 2, end)], [content], "order:according-to")


def closing_source(text: Text, k: int, begin: int) -> None:
    """*..., according to X.* where no cue was found, or quotations of the next sentence were
    taken.
    """
    item = text.cued.get(k)
    if item is None:
        return
    here = text.sentence[k]
    kept = [
        (a, b)
        for a, b in item.content
        if text.sentence[a] <= here or not speaks_for_itself(text, int(text.sentence[a]))
    ]
    if kept and kept != item.content:
        item.content = kept


def speaks_for_itself(text: Text, number: int) -> bool:
    """Does a sentence name a source of its own, by *per* or *in the words of*?"""
    sentence = text.parts[number]
    for k in range(sentence.first, sentence.last):
        if text.quote[k]:
            continue
        if text.low[k] == "per" or (text.low[k] in OPINION and text.low[k + 1 : k + 2] == ["of"]):
            return True
    return False


def quoted_by(text: Text, k: int) -> None:
    """*Ruiz was quoted by the agency as saying the dam was safe.*"""
    low = text.low
    sentence = text.part(k)
    first = k
    while first > sentence.first and (
        low[first - 1] in BE or low[first - 1] in ("also", "has", "had", "have")
    ):
        first -= 1
    passive = any(low[j] in BE for j in range(first, k))
    saying = next(
        (
            j
            for j in range(k + 1, min(k + 16, sentence.last))
            if low[j] == "saying" and low[j - 1] == "as"
        ),
        None,
    )
    if saying is None:
        return
    if passive:
        who = sentence.phrase_before(first)
    else:
        who = (k + 1, saying - 1) if sentence.phrase_after(k + 1) == (k + 1, saying - 1) else None
    if who is None:
        return
    begin = saying + 1
    while begin < sentence.last and low[begin] in ("that", ",", ":"):
        begin += 1
    content: list[Span] = []
    stop = sentence.clause_end(begin)
    if begin < stop and low[begin] not in ("in", "on", "by"):
        content = [(begin, stop)]
    else:
        content = quotation_before(text, who[0])
    if content:
        whole = saying - 1 == k + 1
        cue = [(first, saying + 1)] if whole else [(first, k + 1), (saying - 1, saying + 1)]
        text.put(cue, [who], content, "order:quoted-by")


def in_words_of(text: Text, k: int) -> None:
    """*In the words of Y, “...”*, *in Y's view*, *“...,” in the words of Y*."""
    low = text.low
    sentence = text.part(k)
    if low[k + 1 : k + 2] == ["of"] and k >= 2 and low[k - 1] in ("the", "my", "our"):
        if low[k - 2] != "in" or k + 2 >= sentence.last:
            return
        source = named(text, k + 2, sentence.last)
        if source is not None and person_like(text, source):
            around(text, sentence, [(k - 2, k + 2)], source, "order:in-words-of")
        return
    first = next(
        (j for j in range(k - 1, max(sentence.first - 1, k - 9), -1) if low[j] == "in"), None
    )
    if first is None or (
        first > sentence.first + 1 and low[first - 1] not in (",", "and", "but", "”", '"')
    ):
        return
    if low[k + 1 : k + 2] != [","] and k + 1 < sentence.last - 1:
        return
    owner_end = k
    while owner_end > first and low[owner_end - 1] in ("s", "’", "'", "own"):
        owner_end -= 1
    possessive = low[first + 1] in ("his", "her", "their", "its", "my", "our") and owner_end == k
    if owner_end == k and not possessive:
        return
    span = (first + 1, owner_end if not possessive else first + 2)
    if span[0] < span[1]:
        around(
            text, sentence, [(first, first + 1), (k, k + 1)], span, "order:in-words-of", after=k + 1
        )


def around(
    text: Text,
    sentence: Sentence,
    cue: list[Span],
    source: Span,
    rule: str,
    after: int | None = None,
) -> None:
    """The rest of the sentence, after its comma or before the cue, is the content."""
    low = text.low
    end = source[1] if after is None else after
    begin = end + 1 if end < sentence.last and low[end] in (",", ":") else end
    stop = sentence.clause_end(begin)
    opens = cue[0][0] <= sentence.first + 1
    if opens and begin < stop and low[end] in (",", ":"):
        content = [(begin, stop)]
    elif (
        begin < stop
        and low[end] == ","
        and low[cue[0][0] - 1] == ","
        and not text.quote[cue[0][0] - 2]
    ):
        content = [(sentence.first, cue[0][0] - 1), (begin, stop)]
    else:
        content = quotation_before(text, cue[0][0]) or clause_before(text, sentence, cue[0][0])
    if not content:
        return
    text.put(cue, [source], content, rule)
    mine = text.cued.get(cue[0][0])
    for item in text.links:
        if (
            item is not mine
            and item.cue
            and text.sentence[item.cue[0][0]] != text.sentence[cue[0][0]]
        ):
            item.content = [
                (a, b) for a, b in item.content if not any(c < b and a < d for c, d in content)
            ]


def per(text: Text, k: int) -> None:
    """*“It is old,” per the report.*"""
    sentence = text.part(k)
    opens = k == sentence.first and text.tokens.words[k] == "Per"
    if not opens and not quotation_before(text, k):
        return
    source = named(text, k + 1, sentence.last)
    if source is not None and not text.low[source[0]].isdigit():
        around(text, sentence, [(k, k + 1)], source, "order:in-words-of")


def for_x(text: Text, k: int) -> None:
    """*For Y, it is “a shame”.*"""
    sentence = text.part(k)
    if k != sentence.first or k + 1 >= sentence.last or 2 not in text.quote[k : sentence.last]:
        return
    if not text.tokens.words[k + 1][0].isupper():
        return
    source = named(text, k + 1, sentence.last)
    if (
        source is None
        or text.low[source[1] : source[1] + 1] != [","]
        or not person_like(text, source)
    ):
        return
    if text.low[source[1] + 1 : source[1] + 2] and text.low[source[1] + 1] not in (
        "it",
        "this",
        "that",
        "the",
    ):
        return
    if not text.cued_between(sentence.first, sentence.last):
        around(text, sentence, [(k, k + 1)], source, "order:in-words-of")


def speaking(text: Text, begin: int, last: int) -> int | None:
    """The verb form in *-ing* of saying or judging that follows a short phrase without a break."""
    for k in range(begin, min(begin + 8, last)):
        if text.quote[k] or not text.tokens.words[k][0].isalnum():
            return None
        entry = lexicon.lookup(text.low[k])
        said = {"say", "argue", "evaluate"} & groups(text.low[k])
        if k > begin and entry.form == "ing" and said:
            return k
        if words.part(text.low[k]) in ("be", "have", "modal", "do", "rel", "sub"):
            return None
    return None


def with_saying(text: Text, k: int) -> None:
    """*with Ruiz arguing that the dam was old*, *with X accusing Y of*."""
    sentence = text.part(k)
    verb = speaking(text, k + 1, sentence.last - 1)
    if verb is None:
        return
    source = (k + 1, verb)
    named_so = person_like(text, source) or text.low[verb - 1] in ("opposition", "coalition")
    if not named_so or text.low[verb] in ("calling", "using", "making"):
        return
    old = text.cued.get(verb)
    if old is not None and old.source == [source]:
        return
    begin = verb + 1
    content = (
        old.content if old is not None and old.content else [(begin, sentence.clause_end(begin))]
    )
    text.put([(verb, verb + 1)], [source], content, "order:with-x-saying")

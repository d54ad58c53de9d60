"""Constructions in which the words stand in an order of their own, each under a name.

They put cue, source and content right where an engine found something, and add what it missed.

* ``order:says-x``: *Fares will rise, says the ministry*: the source follows the cue.
* ``order:according-to``: *According to Ana Ruiz, who heads the port, rivers are low*: what explains
  the source belongs to it.
* ``order:quoted-by``: *Ruiz was quoted by the agency as saying ...*: Ruiz speaks, the agency relays.
* ``order:in-words-of``: *In the words of Y*, *in Y's view*, *per Y*, *for Y, it is*.
* ``order:court-heard``: *..., a court heard*, *the inquest was told that*: nobody is named.
* ``order:came-the-reply``: *“No,” came the reply.*
* ``order:accused``: *was accused of*: nobody is named unless *by* follows.
* ``order:with-x-saying``: *with Ruiz arguing that*.
* ``order:which-denied``: *a claim which the ministry denies*.
* ``order:put-at``: *put the number at 70*.
* ``order:appealed-for``: *appealed for blankets*, *called for calm*.
* ``order:quotation-tag``: *“It hurts,” groaned Nils*: any verb beside a quotation.
* ``order:x-says``: *Dogs calm children, study suggests.*
* ``order:whole-source``: *The union, which has 400 members, says*: the noun belongs to it.
* ``order:own-paragraph``: a quotation goes to the speaker of its own paragraph.
* ``order:subject``: the subject of a verb that was left without a source.
* ``order:clause``: *fears jobs will go*, *warns that*: a subject, a verb of saying and its clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newscompare.attribution import lexicon, words
from newscompare.attribution.linking import Link, Span, merge
from newscompare.attribution.rules import Sentence, groups, verb_link
from newscompare.attribution.tokens import Tokens, word_set

BE = word_set("is are was were be been being")
FINITE = frozenset({"be", "have", "modal", "do", "ved", "vs", "v"})
RELATIVE = word_set("who which whose whom where that")
QUOTED = word_set("quoted cited reported")
OPINION = word_set("words view views opinion judgment judgement eyes telling estimation assessment account version phrase")
COURTS = word_set("court inquest tribunal jury inquiry enquiry hearing trial")
REPLIES = word_set("reply answer response retort")
DENIED = word_set("denied denies deny rejected rejects reject disputed disputes dispute refuted contested")
EVIDENCE = word_set("poll survey report study estimate estimates analysis figures data review index census count tally")
PUT = word_set("put puts")
CALLING = word_set("appealed appeals appealing called calls calling pleaded begged")
ANSWERED = frozenset({"say", "argue"})
CLAUSE_VERBS = word_set("""fears says said claims claimed insists insisted warns warned argues argued believes believed
    maintains maintained contends contended alleges alleged reckons reckoned predicts predicted suggests
    admits admitted concedes conceded complains complained""")
FOLK = word_set("""mum mom dad gran nan nurse chef vet guard pilot cop crew staff locals kids youth youths elder elders
    commuters passengers tourists pensioner pensioners mums dads fans pupils crews families villagers islanders hoteliers
    fishermen fisherman firefighters nurses pilots midwife rangers ranger neighbours neighbors supplier suppliers""")
"""People whom the lexicon does not list."""
PARTICLES = word_set("out on up back in")
ADDED = 0.5
ON = word_set("on in at during late early later after today yesterday last this")
SUBORDINATE = word_set("when as if after before because while although though since once whereas until on in at for with despite during")


class Text:
    """The sentences of a text and the attributions found so far."""

    def __init__(self, tokens: Tokens, parts: Sequence[Sentence], links: list[Link]) -> None:
        """``by_sentence`` holds the attributions by the number of the sentence of their cue."""
        self.tokens, self.parts, self.links = tokens, parts, links
        self.low, self.quote = tokens.low, tokens.state
        self.sentence: list[int] = tokens.sentence.tolist()
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

    def put(
        self,
        cue: list[Span],
        source: list[Span],
        content: list[Span],
        rule: str,
    ) -> None:
        """Set the attribution at this cue right, or add it."""
        old = {id(self.cued[k]): self.cued[k] for a, b in cue for k in range(a, b) if k in self.cued}
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


def applied(tokens: Tokens, parts: Sequence[Sentence], links: list[Link]) -> list[Link]:
    """The attributions, those in such constructions put right or added."""
    text = Text(tokens, parts, list(links))
    low, quote = tokens.low, tokens.state
    for k in tokens.closings:
        tag(text, k)
    for k, word in enumerate(low):
        rules = TRIGGERS.get(word)
        if rules is None or quote[k]:
            continue
        for rule in rules:
            rule(text, k)
    whole_source(text)
    own_paragraph(text)
    subjects(text)
    return text.links


def named(text: Text, begin: int, last: int) -> Span | None:
    """The source that begins here: a noun phrase with the apposition or clause that explains it.

    It ends where the sentence does, or at the comma before a main clause.
    """
    sentence = text.part(begin)
    phrase = sentence.phrase_after(begin)
    if phrase is None:
        return None
    end = phrase[1]
    while end < last and text.low[end] in ("in", "at", "of", "from", "with", "on") and end + 1 < last:
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
    end = next((j for j in range(begin, last) if text.low[j] in (",", ".", ";") and not text.quote[j]), last)
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
    if subject is not None:
        if text.tokens.words[subject[0]][0].isupper() and subject[0] == sentence.first:
            return
    if any(low[j] in RELATIVE for j in range(sentence.first, k)) and text.tokens.words[sentence.first][0].isupper():
        opening = sentence.phrase_after(sentence.first)
        if opening is not None and low[opening[1] : opening[1] + 1] == [","]:
            return
    content: list[Span] = [(sentence.first, k - 1)]
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


def clause_stop(text: Text, begin: int, last: int) -> int:
    """Where the relative clause that begins here ends: at the comma or the end of the sentence."""
    stop = next((j for j in range(begin, last) if text.low[j] in (",", ";") and not text.quote[j]), last)
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
    first = next((j for j in range(source[1], sentence.last) if low[j] == "," and not text.quote[j]), None)
    if first is None:
        return
    end = first
    while end + 1 < sentence.last and (
        low[end + 1] in RELATIVE or explains(text, end + 1, sentence.last)
    ):
        following = next(
            (j for j in range(end + 2, sentence.last) if low[j] == "," and not text.quote[j]),
            None,
        )
        if following is None or low[following + 1] in ("which", "who"):
            break
        end = following
    content = (end + 1, sentence.clause_end(end + 1))
    if content[0] < content[1]:
        text.put([(k, k + 2)], [(k + 2, end)], [content], "order:according-to")


def closing_source(text: Text, k: int, begin: int) -> None:
    """*..., according to X.* where no cue was found, or quotations of the next sentence were taken."""
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
    while first > sentence.first and (low[first - 1] in BE or low[first - 1] in ("also", "has", "had", "have")):
        first -= 1
    passive = any(low[j] in BE for j in range(first, k))
    saying = next(
        (j for j in range(k + 1, min(k + 16, sentence.last)) if low[j] == "saying" and low[j - 1] == "as"),
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


def in_words_of(text: Text, k: int) -> None:
    """*In the words of Y, “...”*, *in Y's view*, *“...,” in the words of Y*."""
    low = text.low
    sentence = text.part(k)
    if low[k + 1 : k + 2] == ["of"] and k >= 2 and low[k - 1] in ("the", "my", "our"):
        first = k - 2
        if low[first] != "in" or k + 2 >= sentence.last:
            return
        source = named(text, k + 2, sentence.last)
        if source is not None and person_like(text, source):
            around(text, sentence, [(first, k + 2)], source, "order:in-words-of")
        return
    first = next((j for j in range(k - 1, max(sentence.first - 1, k - 9), -1) if low[j] == "in"), None)
    if first is None or (first > sentence.first + 1 and low[first - 1] not in (",", "and", "but", "”", '"')):
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
        around(text, sentence, [(first, first + 1), (k, k + 1)], span, "order:in-words-of", after=k + 1)


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
    elif begin < stop and low[end] == "," and low[cue[0][0] - 1] == "," and not text.quote[cue[0][0] - 2]:
        content = [(sentence.first, cue[0][0] - 1), (begin, stop)]
    else:
        content = quotation_before(text, cue[0][0]) or clause_before(text, sentence, cue[0][0])
    if not content:
        return
    text.put(cue, [source], content, rule)
    mine = text.cued.get(cue[0][0])
    for item in text.links:
        if item is not mine and item.cue and text.sentence[item.cue[0][0]] != text.sentence[cue[0][0]]:
            item.content = [
                (a, b) for a, b in item.content if not any(c < b and a < d for c, d in content)
            ]


def clause_before(text: Text, sentence: Sentence, k: int) -> list[Span]:
    """The clause before a comma and this token, if there is a verb in it."""
    if k - 1 <= sentence.first or text.low[k - 1] != ",":
        return []
    if text.cued_between(sentence.first, k) or not finite(text, sentence.first, k - 1):
        return []
    return [(sentence.first, k - 1)]


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
    if source is None or text.low[source[1] : source[1] + 1] != [","] or not person_like(text, source):
        return
    if text.low[source[1] + 1 : source[1] + 2] and text.low[source[1] + 1] not in ("it", "this", "that", "the"):
        return
    if not text.cued_between(sentence.first, sentence.last):
        around(text, sentence, [(k, k + 1)], source, "order:in-words-of")


def x_says(text: Text, k: int) -> None:
    """*Dogs calm children, study suggests*, *the figures, she said, were right*."""
    sentence = text.part(k)
    if k == 0:
        return
    out = text.low[k + 1 : k + 2] == ["out"] and text.low[k] in ("pointed", "points")
    if text.low[k + 1 + out : k + 2 + out] == [","] and between_commas(text, sentence, k, k + 1 + out):
        return
    if k in text.cued and text.cued[k].content:
        return
    following = text.low[k + 1 + out : k + 2 + out]
    ended = not following or following[0] in (".", "!", "?")
    dated = bool(following) and (following[0] in ON or words.part(following[0]) == "day")
    if not ended and (not dated or "that" in text.low[k : sentence.last]):
        return
    if text.low[sentence.first] in SUBORDINATE:
        return
    source = sentence.phrase_before(k)
    if source is None and (text.low[k - 1] in EVIDENCE or text.low[k - 1] in lexicon.people()):
        source = (k - 1, k)
    if source is None or source[0] - 1 <= sentence.first or text.low[source[0] - 1] != ",":
        return
    if text.cued_between(source[0], sentence.last):
        return
    calm = any(words.part(text.low[j]) in ("vn", "adj") for j in range(sentence.first + 1, source[0] - 1))
    if calm or finite(text, sentence.first, source[0] - 1):
        content = [(sentence.first, source[0] - 1)]
        text.put([(k, k + 1 + out)], [source], content, "order:x-says")


def between_commas(text: Text, sentence: Sentence, k: int, end: int) -> bool:
    """*The figures, she said, were right*: what stands on both sides is the content."""
    low = text.low
    source = sentence.phrase_before(k)
    if source is None or source[0] - 2 < sentence.first or low[source[0] - 1] != ",":
        return False
    if text.quote[source[0] - 2] or end + 1 >= sentence.last or text.quote[end + 1] in (1, 2):
        return False
    comma = source[0] - 1
    first = next((j + 1 for j in range(comma - 1, sentence.first, -1) if low[j] in (":", ";")), sentence.first)
    goes_on = words.part(low[end + 1]) in FINITE
    if not (goes_on or finite(text, first, comma)) or any(text.quote[first:comma]):
        return False
    old = text.cued.get(k)
    if old is not None and any(a < comma and first <= a for a, _ in old.content):
        return False
    rest = (end + 1, sentence.clause_end(end + 1))
    ahead = text.cued_between(end, sentence.last)
    content = [(first, comma)] if ahead or words.part(low[end + 1]) == "ving" else [(first, comma), rest]
    text.put([(k, end)], [source], content, "order:x-says")
    return True


def tag(text: Text, closing: int) -> None:
    """*“It hurts,” groaned Nils, holding his knee*: any verb between a quotation and its speaker."""
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
        ended = low[cue + 1 : cue + 2] in ([], ["."], [","])
        if words.part(low[cue]) not in ("ved", "vs") or not ended:
            return
    if source is None or not tokens.words[source[0]][0].isupper() and not person_like(text, source):
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


def own_paragraph(text: Text) -> None:
    """Give a quotation without a cue to the last speaker of its paragraph, not to one of another."""
    paragraph = text.tokens.paragraph.tolist()
    speaking = sorted(
        (item for item in text.links if item.cue and any(any(text.quote[a:b]) for a, b in item.content)),
        key=lambda item: item.cue[0][0],
    )
    for item in speaking:
        for span in list(item.content):
            here = paragraph[span[0]]
            if paragraph[item.cue[0][0]] == here or text.quote[span[0]] != 2:
                continue
            nearer = [other for other in speaking if item is not other and other.cue[0][0] < span[0]
                      and paragraph[other.cue[0][0]] == here]  # fmt: skip
            if nearer:
                item.content.remove(span)
                nearer[-1].content = merge([*nearer[-1].content, span], nearer[-1].cue + nearer[-1].source)
                nearer[-1].rule.append("order:own-paragraph")


def subjects(text: Text) -> None:
    """Look for the subject of a verb of saying without a source: *The Ledger, citing two people, said*."""
    for item in text.links:
        if item.source or not item.cue:
            continue
        first, last = item.cue[0]
        entry = lexicon.lookup(text.low[last - 1])
        if not entry.groups & lexicon.VERB_BITS or not {"say", "argue"} & groups(text.low[last - 1]):
            continue
        if any(text.low[k] in BE for k in range(first, last)):
            continue
        sentence = text.part(first)
        if entry.form in ("s", "past"):
            source = sentence.phrase_before(first)
        elif entry.form == "ing" and first and text.low[first - 1] == ",":
            source = sentence.phrase_before(first - 1)
        else:
            continue
        if source is not None and person_like(text, source):
            content = merge(item.content, [source])
            item.source = [source]
            item.content = content
            item.rule.append("order:subject")


def whole_source(text: Text) -> None:
    """Put the noun before the clause that was taken for a source: *The union, which has 400 members, says*."""
    for item in text.links:
        if not item.source or not item.cue:
            continue
        first, last = item.source[0]
        if text.low[first] not in ("who", "which", "whose") or first == 0:
            continue
        sentence = text.part(first)
        comma = text.low[first - 1] == ","
        head = sentence.phrase_before(first - 1 if comma else first)
        if head is None:
            continue
        if last - first > 2 and comma:
            item.source = [(head[0], last), *item.source[1:]]
            item.rule.append("order:whole-source")
        elif last - first == 1:
            item.content = [span for span in item.content if not head[0] <= span[0] < span[1] <= first]


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


def came_reply(text: Text, k: int) -> None:
    """*“Next question,” came the reply.*"""
    low = text.low
    if k < 2 or low[k - 1] not in ("the", "his", "her", "their") or low[k - 2] != "came":
        return
    content = quotation_before(text, k - 2)
    if content:
        source = [(k - 1, k)] if low[k - 1] != "the" else []
        text.put([(k - 2, k + 1)], source, content, "order:came-the-reply")


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
        (j for j in range(of + 1, sentence.last) if low[j] in (",", ";", ":") and not text.quote[j]),
        sentence.clause_end(of + 1),
    )
    if of + 1 < stop:
        text.put([(first, k + 1)], agent, [(of + 1, stop)], "order:accused")


def with_saying(text: Text, k: int) -> None:
    """*with Ruiz arguing that the dam was old*, *with X accusing Y of*."""
    sentence = text.part(k)
    phrase = sentence.phrase_after(k + 1) if k + 1 < sentence.last else None
    if phrase is None or phrase[1] >= sentence.last - 1:
        return
    verb = phrase[1]
    if text.low[verb - 1].endswith("ing") and verb - 1 > phrase[0]:
        verb -= 1
    entry = lexicon.lookup(text.low[verb])
    if entry.form != "ing" or not {"say", "argue", "evaluate"} & groups(text.low[verb]):
        return
    source = (phrase[0], verb)
    if not person_like(text, source) or text.low[verb] in ("calling", "using", "making"):
        return
    old = text.cued.get(verb)
    if old is not None and old.source == [source]:
        return
    begin = verb + 1
    content = old.content if old is not None and old.content else [(begin, sentence.clause_end(begin))]
    text.put([(verb, verb + 1)], [source], content, "order:with-x-saying")


def which_denied(text: Text, k: int) -> None:
    """*an assertion which the Ministry of Education has denied*."""
    low = text.low
    if k in text.cued:
        return
    sentence = text.part(k)
    which = next((j for j in range(k - 1, max(sentence.first, k - 10), -1) if low[j] in ("which", "that")), None)
    if which is None or which + 1 >= k:
        return
    first = k
    while low[first - 1] in ("has", "have", "had", "also", "later", "strongly", "repeatedly", "flatly"):
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
            if low[j] == "at" and any(c.isdigit() or c in "$£€₹" for c in "".join(low[j + 1 : j + 4]))
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
    if text.cued_between(sentence.first, sentence.last):
        return
    item = verb_link(sentence, k, [])
    if item is None or item.rule[0] not in ("rule:source-verb-clause", "rule:source-verb-that", "rule:source-verb-object"):
        return
    source = item.source[0]
    content = merge(item.content, item.cue + item.source)
    if not content or not person_like(text, source):
        return
    answer = text.low[k] == "said" and content[-1][1] - content[0][0] <= 3
    if not answer and not finite(text, content[0][0], content[-1][1]):
        return
    text.put(item.cue, item.source, content, "order:clause")


Rule = Callable[[Text, int], None]
TURNED = word_set("""pointed accepted accepts say says said adds added insists insisted claims claimed warns warned argues argued reports reported
    suggests suggested predicts predicted reckons reckoned believes believed notes noted points explains explained
    recalls recalled admits admitted concedes conceded complains complained announced announces confirms confirmed
    writes wrote jokes joked quips quipped states stated declares declared maintains maintained concludes concluded
    estimates estimated fears feared hopes hoped agrees agreed laments lamented stresses stressed observes observed
    remarked remarks acknowledged acknowledges replied replies asserts asserted alleges alleged""")
"""Verbs that may stand before their subject: *Fares will rise, reckons the ministry*."""
RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (says_x, TURNED),
    (x_says, TURNED | word_set("shows finds found showed reveals revealed warn claim")),
    (according_to, frozenset({"according"})),
    (quoted_by, QUOTED),
    (in_words_of, OPINION),
    (per, frozenset({"per"})),
    (for_x, frozenset({"for"})),
    (court_heard, word_set("heard hears told")),
    (came_reply, REPLIES),
    (accused, frozenset({"accused"})),
    (with_saying, frozenset({"with"})),
    (which_denied, DENIED),
    (put_at, PUT),
    (calls_for, CALLING),
    (clause, CLAUSE_VERBS),
)
"""Each construction with the words that may be one."""
TRIGGERS: dict[str, list[Rule]] = {}
for _rule, _words in RULES:
    for _word in _words:
        TRIGGERS.setdefault(_word, []).append(_rule)

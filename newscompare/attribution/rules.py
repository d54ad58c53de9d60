"""The engine ``rules``: attributions by quotation marks, reporting words and the classic orders.

It needs no model and can be read from top to bottom. A sentence is searched for reporting verbs
(``lexicon.yaml``) outside quotation marks; each verb must find a source before it (*X said*),
after it
(*said X*) or in *according to X*; the content is what stands in quotation marks beside it, or the
clause
that the verb governs. Each row names the rules that made it.
"""

from __future__ import annotations

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.clauses import Sentence, cue_start, groups, quotations, sentences
from newscompare.attribution.linking import Link, Span, merge

SPEECH = {"say", "argue", "write"}
CLAUSAL = {"say", "argue", "believe", "evidence", "write"}
INTENT = {"promise", "ask"}
TAKES_OBJECT = {"evaluate", "ask", "argue"}
WEAK = word_set(
    """
    state attack poll contest interview reflect message mean expose prompt question comment
    remark post email study survey report deal credit second slight release sign name wonder
    point debate conclude support challenge view value rule make read look sound run feel run
    bill mean begin move push press study measure watch follow record register face raise list
    target hit pan knock sense care mind like love find note order lead cast frame position
    figure rate rank picture mark meet address market spin count number total play strike
    weigh stand sell sign air bring focus harp stream type share print cable text film
    document project pose plot look choose elect opt strive try attempt prepare schedule slate
    endeavor
    """
)


def according_to(s: Sentence) -> list[Link]:
    """*according to X*: the source follows, the content is the rest of the sentence."""
    out = []
    for k in range(s.first, s.last - 1):
        if s.word(k) == "according" and s.word(k + 1) == "to" and not s.quote[k]:
            source = s.phrase_after(k + 2)
            if source is None:
                continue
            before = k - 1 if s.word(k - 1) == "," else k
            if before > s.first + 1:
                content = (s.first, before)
            else:
                begin = source[1] + (s.word(source[1]) == ",")
                content = (begin, s.clause_end(begin))
            if content[1] > content[0]:
                out.append(Link([(k, k + 2)], [source], [content], ["rule:according-to"]))
    return out


def verb_link(s: Sentence, verb: int, quoted: list[Span]) -> Link | None:
    """The attribution around a reporting verb, or none."""
    word = s.word(verb)
    kinds = groups(word)
    form = lexicon.lookup(word).form
    lemma = words.lemma(word)
    start = cue_start(s, verb)
    cue = (start, verb + 1)
    next_word = s.word(verb + 1)
    # said X, after a quotation or a comma
    right_quote = next(
        (
            q
            for q in quoted
            if q[0] in (verb + 1, verb + 2) and (q[0] == verb + 1 or next_word in ",:")
        ),
        None,
    )
    left_quotes = [q for q in quoted if q[1] <= start]
    prior = s.word(start - 1)
    ends_quote = any(q[1] == start for q in left_quotes)
    if SPEECH & kinds and form in ("past", "s") and (ends_quote or prior == ","):
        source = s.phrase_after(verb + 1)
        if source is not None and (
            ends_quote or s.word(source[1]) in {".", ",", ""} or source[1] >= s.last
        ):
            if ends_quote:
                return Link(
                    [cue],
                    [source],
                    left_quotes[-1:] + [q for q in quoted if q[0] >= source[1]],
                    ["rule:quotation-verb-source"],
                )
            if start - 1 > s.first + 2 and not s.phrase_before(start):
                return Link([cue], [source], [(s.first, start - 1)], ["rule:clause-verb-source"])
    source = s.phrase_before(start)
    if source is None:
        return None
    passive = (
        start < verb
        and s.word(verb - 1) in {"is", "are", "was", "were", "been", "being", "be"}
        and form == "past"
    )
    if (
        passive
        and next_word not in {"told", "that"}
        and lemma not in {"expect", "concern", "worry"}
    ):
        return None
    before = source[0] - 1
    # ..., X said
    if SPEECH & kinds:
        if any(
            q[1] == source[0] or (q[1] == source[0] - 1 and s.word(before) == ",")
            for q in left_quotes
        ):
            return Link(
                [cue],
                [source],
                left_quotes[-1:] + [q for q in quoted if q[0] > verb],
                ["rule:quotation-source-verb"],
            )
        closing = next_word in {".", "", ","} or verb + 1 >= s.last
        if closing and s.word(before) == "," and before > s.first + 2 and right_quote is None:
            content = [(s.first, before)]
            if next_word == "," and s.last - verb > 5:
                content.append((verb + 2, s.clause_end(verb + 2)))
            return Link([cue], [source], content, ["rule:clause-source-verb"])
    if right_quote is not None:
        return Link(
            [cue],
            [source],
            [q for q in quoted if q[0] >= right_quote[0]],
            ["rule:source-verb-quotation"],
        )
    if next_word == ":" and s.last > verb + 3:
        return Link(
            [cue], [source], [(verb + 2, s.clause_end(verb + 2))], ["rule:source-verb-colon"]
        )
    begin = verb + 1
    if lemma in {
        "tell",
        "remind",
        "assure",
        "inform",
        "warn",
        "notify",
        "advise",
        "ask",
        "urge",
        "convince",
    }:
        listener = s.phrase_after(begin)
        if s.word(begin) in {"me", "him", "her", "us", "them", "you"}:
            listener = (begin, begin + 1)
        if listener is not None:
            begin = listener[1] + (s.word(listener[1]) == ",")
            inner = next((q for q in quoted if q[0] == begin), None)
            if inner:
                return Link(
                    [cue],
                    [source],
                    [q for q in quoted if q[0] >= begin],
                    ["rule:source-tell-listener-quotation"],
                )
    if (
        s.word(begin) in {"on", "in", "at", "during"} or words.CLOSED.get(s.word(begin)) == "day"
    ):  # said on Monday that
        that = next((k for k in range(begin, min(begin + 9, s.last)) if s.word(k) == "that"), None)
        if that:
            begin = that
        elif words.CLOSED.get(s.word(begin)) == "day":
            begin += 1
    if s.word(begin) == "that":
        if not kinds & (CLAUSAL | INTENT):
            return None
        return Link([cue], [source], [(begin, s.clause_end(begin))], ["rule:source-verb-that"])
    end = s.clause_end(begin)
    if end - begin < 1:
        return None
    if s.word(begin) == "to" and kinds & INTENT and lemma not in WEAK - {"plan"}:
        return Link([cue], [source], [(begin, end)], ["rule:source-verb-to"])
    if (
        lemma
        in {
            "say",
            "think",
            "believe",
            "argue",
            "claim",
            "insist",
            "hope",
            "know",
            "suggest",
            "note",
            "add",
            "fear",
            "acknowledge",
            "concede",
            "contend",
            "assert",
            "maintain",
        }
        and form != "ing"
    ):
        return Link([cue], [source], [(begin, end)], ["rule:source-verb-clause"])
    if lemma in WEAK or (form == "ing" and prior != ","):
        return None
    if kinds & (TAKES_OBJECT | SPEECH | {"evidence", "promise"}) and form in ("past", "s", "ing"):
        if s.word(begin) in {"for", "on", "against"}:
            cue = (start, begin + 1)
            begin += 1
        if begin < end:
            return Link([cue], [source], [(begin, end)], ["rule:source-verb-object"])
    return None


def colon(s: Sentence, quoted: list[Span]) -> list[Link]:
    """*X: "..."*: a colon as the cue."""
    out = []
    for q in quoted:
        if s.word(q[0] - 1) == ":" and q[0] - 1 - s.first <= 8:
            source = s.phrase_before(q[0] - 1)
            if source and source[0] == s.first:
                out.append(Link([(q[0] - 1, q[0])], [source], [q], ["rule:source-colon-quotation"]))
    return out


def extract_links(tokens: Tokens) -> list[Link]:
    """All attributions that the rules find, in the order of their cues."""
    out: list[Link] = []
    last: tuple[int, Link] | None = None
    paragraph = tokens.paragraph
    for s in sentences(tokens):
        quoted = quotations(s)
        found = according_to(s)
        taken = {k for item in found for a, b in item.cue + item.source for k in range(a, b)}
        objects: list[Span] = []
        for k in range(s.first, s.last):
            if (
                tokens.state[k]
                or k in taken
                or not groups(s.word(k))
                or (s.is_capital(k) and k > s.first)
            ):
                continue
            item = verb_link(s, k, quoted)
            if item is not None and not any(a <= k < b for a, b in objects):
                found.append(item)
                objects += item.content if item.rule[0] == "rule:source-verb-object" else []
                taken.update(j for a, b in item.cue + item.source for j in range(a, b))
        if not found:
            found = colon(s, quoted)
        whole = (
            bool(quoted)
            and quoted[0][0] == s.first
            and sum(b - a for a, b in quoted) >= s.last - s.first - 1
        )
        if not found and whole and last is not None:
            where, item = last
            if paragraph[s.first] - where <= 1:
                item.content.append((s.first, s.last))
                item.rule.append("rule:continued-quotation")
                last = (int(paragraph[s.first]), item)
                continue
        out.extend(found)
        speaking = [item for item in found if any(tokens.quote[a] for a, b in item.content)]
        if speaking:
            last = (int(paragraph[s.first]), speaking[-1])
        elif not whole and paragraph[s.first] != (last[0] if last else -1):
            last = None
    for item in out:
        item.content = merge(item.content, item.cue + item.source)
        item.confidence = CONFIDENCE.get(item.rule[0], 0.5)
    out = [item for item in out if item.content]
    return sorted(out, key=lambda item: item.cue[0])


CONFIDENCE: dict[str, float] = {
    "rule:according-to": 0.91,
    "rule:clause-source-verb": 0.92,
    "rule:clause-verb-source": 0.69,
    "rule:quotation-source-verb": 0.98,
    "rule:quotation-verb-source": 0.98,
    "rule:source-colon-quotation": 0.8,
    "rule:source-tell-listener-quotation": 0.8,
    "rule:source-verb-clause": 0.79,
    "rule:source-verb-colon": 0.4,
    "rule:source-verb-object": 0.59,
    "rule:source-verb-quotation": 0.68,
    "rule:source-verb-that": 0.78,
    "rule:source-verb-to": 0.48,
}
"""Share of each rule's attributions that the headline score counts as right, on every fourth
article of PolNeAR train; a guess for those seen there fewer than ten times.
"""

"""Whole sources and contents: subjects left out, clauses broken off, quotations given to the
wrong speaker.
"""

from __future__ import annotations

from newscompare.articles.tokens import word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.clauses import groups
from newscompare.attribution.constructions.missed import CLAUSE_VERBS
from newscompare.attribution.constructions.text import BE, Text, person_like
from newscompare.attribution.linking import merge

WHOLE = word_set(
    """
    say think thought believed warn claim argue reported reports confirmed announced added
    """
)


def own_paragraph(text: Text) -> None:
    """Give a quotation without a cue to the last speaker of its own paragraph."""
    paragraph = text.tokens.paragraph.tolist()
    speaking = sorted(
        (
            item
            for item in text.links
            if item.cue and any(any(text.quote[a:b]) for a, b in item.content)
        ),
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
                nearer[-1].content = merge(
                    [*nearer[-1].content, span], nearer[-1].cue + nearer[-1].source
                )
                nearer[-1].rule.append("order:own-paragraph")


def whole_clause(text: Text) -> None:
    """Let a clause go on past an apposition: *say the storm, named Odile, could grow*."""
    low = text.low
    for item in text.links:
        if len(item.content) != 1 or not item.cue or item.content[0][0] < item.cue[-1][1]:
            continue
        first, last = item.content[0]
        sentence = text.part(first)
        if last + 3 >= sentence.last or low[last] != "," or any(text.quote[first : last + 1]):
            continue
        if low[item.cue[-1][1] - 1] not in CLAUSE_VERBS | WHOLE and low[first] != "that":
            continue
        if any(
            words.part(low[j]) in ("be", "have", "modal", "do", "ved", "vs")
            for j in range(first, last)
        ):
            continue
        comma = next((j for j in range(last + 1, sentence.last - 1) if low[j] == ","), None)
        if comma is None or words.part(low[comma + 1]) not in (
            "be",
            "have",
            "modal",
            "do",
            "ved",
            "vs",
        ):
            continue
        if not text.cued_between(comma, sentence.last):
            item.content = [(first, sentence.clause_end(comma + 1))]
            item.rule.append("order:whole-clause")


def subjects(text: Text) -> None:
    """Look for the subject of a verb of saying without a source: *The Ledger, citing two people,
    said*.
    """
    for item in text.links:
        if item.source or not item.cue:
            continue
        first, last = item.cue[0]
        entry = lexicon.lookup(text.low[last - 1])
        if not entry.groups & lexicon.VERB_BITS or not {"say", "argue"} & groups(
            text.low[last - 1]
        ):
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
    """Put the noun before the clause that was taken for a source: *The union, which has 400
    members, says*.
    """
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
            item.content = [
                span for span in item.content if not head[0] <= span[0] < span[1] <= first
            ]

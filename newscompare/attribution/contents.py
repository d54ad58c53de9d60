"""Contents put right after the filter: whole quotations, no nicknames, relative pronouns or other
sentences in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution.linking import Link, Span, merge, union

RELATIVE = word_set("who which")


def unnamed(tokens: Tokens, links: Sequence[Link]) -> None:
    """Take nicknames and titles that stand by themselves out of contents; one right after the
    source joins it.
    """
    for item in links:
        for a, b in tokens.named:
            alone = [(c, d) for c, d in item.content if a <= c and d <= b]
            if not alone:
                continue
            item.content = [span for span in item.content if span not in alone]
            item.source = [(c, b if d == a else d) for c, d in item.source]
            item.rule.append("content:no-name")


def whole_quotations(tokens: Tokens, links: Sequence[Link]) -> None:
    """Extend content that holds part of a quotation to all of it, where no other row holds any."""
    quote = tokens.state
    cut = [
        item for item in links
        if any(quote[a] in (1, 3) or quote[b - 1] in (1, 2) for a, b in item.content)
    ]  # fmt: skip
    if not cut:
        return
    owner: dict[int, int] = {}
    for number, item in enumerate(links):
        for a, b in [*item.source, *item.cue, *item.content]:
            for k in range(a, b):
                owner.setdefault(k, number)
    for number, item in enumerate(links):
        if all(item is not one for one in cut):
            continue
        grown: list[Span] = []
        for a, b in item.content:
            first, last = a, b
            if quote[a] in (1, 3) or quote[b - 1] in (1, 2):
                while first > 0 and quote[first] in (1, 3) and quote[first - 1] in (1, 2):
                    first -= 1
                    if quote[first] == 2:
                        break
                while last < tokens.n and quote[last - 1] in (1, 2) and quote[last] in (1, 3):
                    last += 1
                    if quote[last - 1] == 3:
                        break
            others = [
                k for k in (*range(first, a), *range(b, last)) if owner.get(k, number) != number
            ]
            grown.append((a, b) if others else (first, last))
        if grown != item.content:
            item.content = merge(grown, [*item.source, *item.cue])
            item.rule.append("content:whole-quotation")


def relative(tokens: Tokens, links: Sequence[Link]) -> None:
    """*the ministry, which said*: the pronoun right before a cue is its source, no content."""
    for item in links:
        if not item.cue or not item.cue[0][0]:
            continue
        k = item.cue[0][0] - 1
        if tokens.low[k] in RELATIVE and any(a <= k < b for a, b in item.content):
            item.content = merge(item.content, [(k, k + 1)])
            item.source = [(k, k + 1)]
            item.rule.append("source:relative")


def own_sentences(tokens: Tokens, links: Sequence[Link]) -> None:
    """Take sentences without a quoted word off the ends of content that is quoted in others.

    The sentence of the cue stays, and so does what the layout makes.
    """
    quote, sentence = tokens.state, tokens.numbers
    for item in links:
        if not item.cue or any(rule.startswith("layout:") for rule in item.rule):
            continue
        home = sentence[item.cue[0][0]]
        kept: list[Span] = []
        for a, b in item.content:
            spoken = {sentence[k] for k in range(a, b) if quote[k]}
            spoken |= {home} if spoken else set(sentence[a:b])
            own = [k for k in range(a, b) if sentence[k] in spoken]
            kept.append((own[0], own[-1] + 1))
        if kept != item.content:
            item.content = union(kept)
            item.rule.append("content:own-sentences")

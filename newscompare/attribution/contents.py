"""Contents put right after the filter: no nicknames in them, quotations whole."""

from __future__ import annotations

from collections.abc import Sequence

from newscompare.articles.tokens import Tokens
from newscompare.attribution.linking import Link, Span, merge


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

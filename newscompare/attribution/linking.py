"""From labelled tokens to attributions, and back.

A source or content label says on which side its cue lies (``SL``: a source whose cue is to the
left; ``CR``: content whose cue is to the right), so that linking is a walk to the nearest cue on
that side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from newscompare.articles.tokens import Tokens

LABELS = ("O", "B-Q", "I-Q", "B-SL", "I-SL", "B-SR", "I-SR", "B-CL", "I-CL", "B-CR", "I-CR")
"""Outside, cue (Q), source (S) and content (C) with the side of their cue (L, R); B begins a span,
I continues it.
"""

Span = tuple[int, int]
SOURCE_PARAGRAPHS, CONTENT_PARAGRAPHS = 0, 2


@dataclass
class Link:
    """One attribution in tokens: spans are (first, last + 1); ``rule`` names the linking rules
    used.
    """

    cue: list[Span] = field(default_factory=list)
    source: list[Span] = field(default_factory=list)
    content: list[Span] = field(default_factory=list)
    rule: list[str] = field(default_factory=list)
    confidence: float = float("nan")


def token_set(tokens: Tokens, spans: Iterable[Sequence[int]]) -> list[int]:
    """Numbers of the tokens that overlap any of the character spans."""
    found: set[int] = set()
    for start, end in spans:
        found.update(
            range(
                int(np.searchsorted(tokens.end, start, side="right")),
                int(np.searchsorted(tokens.start, end, side="left")),
            )
        )
    return sorted(found)


def runs(numbers: Sequence[int]) -> list[Span]:
    """Maximal runs of consecutive numbers as (first, last + 1)."""
    out: list[Span] = []
    for k in numbers:
        if out and out[-1][1] == k:
            out[-1] = (out[-1][0], k + 1)
        else:
            out.append((k, k + 1))
    return out


def union(spans: Iterable[Span]) -> list[Span]:
    """Sorted, disjoint spans that cover the same tokens; empty spans are dropped."""
    out: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] < span[1]):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def merge(spans: Iterable[Span], without: Iterable[Span]) -> list[Span]:
    """Sorted, disjoint spans without the tokens of ``without``."""
    out = union(spans)
    for first, last in union(without):
        out = [
            part
            for a, b in out
            for part in ((a, min(b, first)), (max(a, last), b))
            if part[0] < part[1]
        ]
    return out


def encode(tokens: Tokens, attributions: Iterable[dict[str, list[list[int]]]]) -> list[str]:
    """The label of each token for gold attributions (``source``, ``cue``, ``content`` in
    characters).

    Where two spans compete for a token, a cue wins over a source and a source over content; a
    source of several cues takes the side of the nearest.
    """
    labels = ["O"] * tokens.n
    rank = [(0, 0)] * tokens.n

    def put(spans: list[Span], name: str, strength: tuple[int, int]) -> None:
        for first, last in spans:
            if any(rank[k] >= strength for k in range(first, last)):
                continue
            for k in range(first, last):
                labels[k], rank[k] = ("B-" if k == first else "I-") + name, strength

    for item in attributions:
        cue = token_set(tokens, item["cue"])
        if not cue:
            continue
        put(runs(cue), "Q", (3, 0))
        for role, letter, strength in (("source", "S", 2), ("content", "C", 1)):
            for first, last in runs(token_set(tokens, item[role])):
                side = "L" if cue[0] < first else "R"
                distance = min(abs(first - cue[-1]), abs(cue[0] - last))
                put([(first, last)], letter + side, (strength, 10_000 - distance))
    for k in range(tokens.n):  # a span cut by a stronger one begins anew
        if labels[k][0] == "I" and (k == 0 or labels[k - 1][2:] != labels[k][2:]):
            labels[k] = "B" + labels[k][1:]
    return labels


def segments(labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Labelled spans in order: (name without B/I, first token, last token + 1)."""
    out: list[tuple[str, int, int]] = []
    for k, label in enumerate(labels):
        if label == "O":
            continue
        name = label[2:]
        if label[0] == "I" and out and out[-1][0] == name and out[-1][2] == k:
            out[-1] = (name, out[-1][1], k + 1)
        else:
            out.append((name, k, k + 1))
    return out


def link(tokens: Tokens, labels: Sequence[str]) -> list[Link]:
    """Join labelled spans into attributions, one for each cue.

    Content goes to the nearest cue on its side within two paragraphs, but only a quotation goes on
    past the sentence of its cue: other content there has a cue of its own that was not found, and
    is left out. A source goes to the nearest cue on its side in its paragraph; a cue left without a
    source shares that of its neighbour in the sentence.
    """
    found = segments(labels)
    cues = [Link(cue=[(a, b)]) for name, a, b in found if name == "Q"]
    starts = [item.cue[0][0] for item in cues]
    paragraph, sentence = tokens.paragraph.tolist(), tokens.numbers
    quote = tokens.state
    for name, a, b in found:
        if name == "Q" or not cues:
            continue
        at = bisect_left(starts, a) - (name[1] == "L")
        reach = SOURCE_PARAGRAPHS if name[0] == "S" else CONTENT_PARAGRAPHS
        if not 0 <= at < len(cues) or abs(paragraph[starts[at]] - paragraph[a]) > reach:
            continue
        away = sentence[starts[at]] != sentence[a if name[1] == "L" else b - 1]
        if name[0] == "C" and away and not any(quote[a:b]):
            continue
        if name[0] == "S":
            cues[at].source.append((a, b))
            cues[at].rule.append("source:" + ("left" if name[1] == "R" else "right"))
        else:
            cues[at].content.append((a, b))
    share(cues, sentence)
    return cues


def share(cues: list[Link], sentence: Sequence[int]) -> None:
    """Give a cue without source the source of the neighbouring cue in its sentence."""
    own = [bool(item.source) for item in cues]
    for k, item in enumerate(cues):
        if item.source:
            continue
        here = item.cue[0][0]
        for other, rule in ((k - 1, "source:shared-left"), (k + 1, "source:shared-right")):
            if (
                not 0 <= other < len(cues)
                or not cues[other].source
                or (other > k and not own[other])
            ):
                continue
            neighbour = cues[other]
            if sentence[neighbour.cue[0][0]] != sentence[here]:
                continue
            item.source = list(neighbour.source)
            item.rule.append(rule)
            break

"""What of a text may go round: words in quotation marks, and phrases of at most eight words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newscompare.articles import Article
from newscompare.articles.lines import paragraph_spans
from newscompare.articles.marks import quotations
from newscompare.coding.comparisons import WORDS
from newscompare.exchange.bundle import ROLES, Row, Span, parse_spans, words_of

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

Runs = frozenset[tuple[str, ...]]


def quoted_spans(body: str) -> list[Span]:
    """The places of what stands in quotation marks, marks included; names and titles are none."""
    found, _ = quotations(body, paragraph_spans(body))
    return [(one.opening[0], one.closing[1]) for one in found]


def _parts(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What of spans lies inside others, in order."""
    cut = [(max(a, c), min(b, d)) for a, b in spans for c, d in others]
    return sorted((a, b) for a, b in cut if a < b)


def _outside(body: str, quoted: Sequence[Span]) -> list[str]:
    """The stretches of a body outside quotation marks."""
    edges = [0, *(edge for span in quoted for edge in span), len(body)]
    return [body[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [m.group().lower().replace("’", "'") for m in WORD.finditer(text)]
    return {tuple(words[i : i + WORDS + 1]) for i in range(len(words) - WORDS)}


def running_text(articles: Iterable[Article]) -> Runs:
    """Every run of nine words that stands outside quotation marks in one of the texts."""
    found: set[tuple[str, ...]] = set()
    for article in articles:
        for piece in _outside(article.body, quoted_spans(article.body)):
            found |= _runs(piece)
    return frozenset(found)


def without_running(row: Row, running: Runs) -> Row:
    """A row with each cell emptied that repeats running text: a note that copies a sentence."""
    return {name: "" if _runs(cell) & running else cell for name, cell in row.items()}


def public_words(body: str, row: Row, quoted: Sequence[Span]) -> dict[str, str]:
    """``source_text``, ``cue_text`` and ``content_text`` that may go round.

    Of the content, what stands in quotation marks. Source and cue, which often stand side by side,
    as they are where both have eight words or fewer between them outside the marks; else the cue
    alone, or neither.
    """
    spans = {role: parse_spans(row[f"{role}_spans"]) for role in ROLES}
    size = {role: _plain(body, spans[role], quoted) for role in ROLES}
    keeps = {
        "source": size["source"] + size["cue"] <= WORDS,
        "cue": size["cue"] <= WORDS,
        "content": False,
    }
    return {
        f"{role}_text": words_of(body, spans[role] if keeps[role] else _parts(spans[role], quoted))
        for role in ROLES
    }


def _plain(body: str, spans: Sequence[Span], quoted: Sequence[Span]) -> int:
    """The number of words of spans outside quotation marks."""
    marked = {k for a, b in _parts(spans, quoted) for k in range(a, b)}
    pieces = ("".join(" " if k in marked else body[k] for k in range(a, b)) for a, b in spans)
    return sum(len(WORD.findall(piece)) for piece in pieces)

"""One interface to all engines: texts in, tables of attributions out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from newscompare.articles.tokens import Tokens, recent
from newscompare.attribution import layout, not_attribution, rules, table
from newscompare.attribution.linking import Link, Span
from newscompare.attribution.readable import Readable, readable
from newscompare.attribution.table import Attribution
from newscompare.attribution.who.resolve import resolved

ENGINES = ("encoder", "learned", "rules")
"""The names of the engines; the first is the default."""
HANDED_ON = 500_000
"""Most characters of a text that the engine ``encoder`` reads; a longer one is handed to
``learned``, and its rows name that engine."""
SCOPES = ("speech", "polnear")
"""What counts: ``speech`` (the default) leaves out what ``not_attribution`` names; ``polnear``
keeps all
that PolNeAR counts, beliefs and intentions too, and is what engines are trained and scored on."""

BATCH = 32
TOKENS = 48_000
"""Most tokens decoded side by side."""
LONGEST = 40_000
"""Most characters read at once; a longer text is cut at a line end, a sentence end or a blank,
and read piece by piece.
"""
LONGEST_LINE = 4_000
"""Most characters of a piece of a longer text without line ends."""

Part = tuple[int, int, Tokens]
"""A piece of a text: number of the text, offset in it, tokens."""


def extract(text: str, engine: str = "encoder", scope: str = "speech") -> pd.DataFrame:
    """Find the attributions in one text.

    Returns a table with the columns ``table.COLUMNS`` in the order of the text; spans count
    characters of
    ``text``. A text without attributions gives an empty table. Raises ``ValueError`` for an
    unknown engine
    or scope.
    """
    return next(extract_many([text], engine, scope))


def extract_many(
    texts: Sequence[str], engine: str = "encoder", scope: str = "speech"
) -> Iterator[pd.DataFrame]:
    """``extract`` for many texts, in batches, which is several times quicker."""
    return map(table.frame, extract_rows(texts, engine, scope))


def extract_rows(
    texts: Sequence[str], engine: str = "encoder", scope: str = "speech"
) -> Iterator[list[Attribution]]:
    """``extract_many`` without the tables, which are slow to make for the few rows of a short
    text.
    """
    for name, value, known in (("engine", engine, ENGINES), ("scope", scope, SCOPES)):
        if value not in known:
            raise ValueError(f"unknown {name} {value!r}: choose one of {', '.join(known)}")
    for first in range(0, len(texts), BATCH):
        batch = [readable(text) for text in texts[first : first + BATCH]]
        rows: list[list[Attribution]] = [[] for _ in batch]
        own = [reader(one.text, engine) for one in batch]
        for name in sorted(set(own)):
            parts = (
                (k, offset, recent(piece))
                for k, one in enumerate(batch)
                if own[k] == name
                for offset, piece in pieces(one.text)
            )
            for some in groups(parts):
                found = find([tokens for _, _, tokens in some], name, scope)
                for (k, offset, tokens), links in zip(some, found, strict=True):
                    rows[k].extend(to_rows(tokens, links, name, offset, batch[k]))
        yield from rows


def reader(text: str, engine: str) -> str:
    """The engine that reads a text: the one asked for, but ``learned`` where the text is too long
    for ``encoder``.
    """
    return "learned" if engine == "encoder" and len(text) > HANDED_ON else engine


def groups(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Pieces with a word in them, in groups of at most ``TOKENS`` tokens (padding counted) or one
    piece, so that memory stays bounded.
    """
    some: list[Part] = []
    longest = 0
    for part in parts:
        tokens = part[2]
        if not any(word[0].isalnum() for word in tokens.words):
            continue
        if some and (max(longest, tokens.n) * (len(some) + 1) > TOKENS or len(some) == BATCH):
            yield some
            some, longest = [], 0
        some.append(part)
        longest = max(longest, tokens.n)
    if some:
        yield some


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces of at most ``LONGEST`` characters, or ``LONGEST_LINE`` where there is no
    line end, with their offsets.
    """
    start = 0
    while len(text) - start > LONGEST:
        end = text.rfind("\n", start + LONGEST // 2, start + LONGEST) + 1
        if end <= start:
            end = start + LONGEST_LINE
            for mark in (". ", " "):
                cut = text.rfind(mark, start + LONGEST_LINE // 2, end)
                if cut > start:
                    end = cut + 1
                    break
        yield start, text[start:end]
        start = end
    yield start, text[start:]


def find(batch: Sequence[Tokens], engine: str, scope: str) -> list[list[Link]]:
    """The attributions of each text, in tokens."""
    if engine == "rules":
        found = [rules.extract_links(tokens) for tokens in batch]
    elif engine == "encoder":
        from newscompare.attribution import encoder_engine

        found = encoder_engine.extract_links(batch)
    else:
        from newscompare.attribution import learned

        found = learned.extract_links(batch)
    found = [layout.laid_out(tokens, links) for tokens, links in zip(batch, found, strict=True)]
    if scope == "polnear":
        return found
    return [
        not_attribution.speech(tokens, links) for tokens, links in zip(batch, found, strict=True)
    ]


def to_rows(
    tokens: Tokens,
    links: Sequence[Link],
    engine: str,
    offset: int = 0,
    read: Readable | None = None,
) -> list[Attribution]:
    """Attributions in tokens as rows in characters, with sources resolved; ``offset`` is added to
    every span.
    """
    rows = []

    def places(spans: Sequence[Span]) -> str:
        found = characters(tokens, spans, offset)
        return table.format_spans([read.stored(*span) for span in found] if read else found)

    for link, who in zip(links, resolved(tokens, links), strict=True):
        form = form_of(tokens, link.content)
        rows.append(
            Attribution(
                source_spans=places(link.source),
                cue_spans=places(link.cue),
                content_spans=places(link.content),
                source=who.name,
                source_type=who.type,
                country=who.country,
                via=who.via,
                form=form,
                confidence=round(0.5 if math.isnan(link.confidence) else link.confidence, 3),
                engine=engine,
                rule=";".join(dict.fromkeys([*link.rule, *who.rule])),
            )
        )
    return rows


def characters(tokens: Tokens, spans: Sequence[Span], offset: int = 0) -> list[Span]:
    """Spans of tokens as sorted, disjoint spans of characters."""
    start, end = tokens.starts, tokens.ends
    return [(start[a] + offset, end[b - 1] + offset) for a, b in sorted(spans) if b > a]


def form_of(tokens: Tokens, content: Sequence[Span]) -> str:
    """``direct`` where every word of the content stands in quotation marks, ``mixed`` where some
    do, else ``indirect``.
    """
    within, without = tokens.heard_by
    if not any(within[b] > within[a] for a, b in content):
        return "indirect"
    return "mixed" if any(without[b] > without[a] for a, b in content) else "direct"

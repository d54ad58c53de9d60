"""One interface to both engines: texts in, tables of attributions out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import pandas as pd

from newscompare.attribution import rules, table
from newscompare.attribution.linking import Link, Span
from newscompare.attribution.resolve import Resolver
from newscompare.attribution.tokens import DOUBLE_MARKS, Tokens, tokenize

ENGINES = ("learned", "rules")
"""The names of the engines; the first is the default."""

BATCH = 32


def extract(text: str, engine: str = "learned") -> pd.DataFrame:
    """Find the attributions in one text.

    Returns a table with the columns ``table.COLUMNS`` in the order of the text; spans count characters of
    ``text``. A text without attributions gives an empty table. Raises ``ValueError`` for an unknown engine.
    """
    return next(extract_many([text], engine))


def extract_many(texts: Sequence[str], engine: str = "learned") -> Iterator[pd.DataFrame]:
    """``extract`` for many texts, in batches, which is several times quicker."""
    if engine not in ENGINES:
        raise ValueError(f"unknown engine {engine!r}: choose one of {', '.join(ENGINES)}")
    for first in range(0, len(texts), BATCH):
        batch = [tokenize(text) for text in texts[first : first + BATCH]]
        if engine == "rules":
            found = [rules.extract_links(tokens) for tokens in batch]
        else:
            from newscompare.attribution import learned

            found = learned.extract_links(batch)
        for tokens, links in zip(batch, found, strict=True):
            yield to_table(tokens, links, engine)


def to_table(tokens: Tokens, links: Sequence[Link], engine: str) -> pd.DataFrame:
    """Attributions in tokens as a table in characters, with sources resolved."""
    rows: list[dict[str, object]] = []
    for link, who in zip(links, Resolver(tokens).all(links), strict=True):
        form = form_of(tokens, link.content)
        rows.append(
            {
                "source_spans": table.format_spans(characters(tokens, link.source)),
                "cue_spans": table.format_spans(characters(tokens, link.cue)),
                "content_spans": table.format_spans(characters(tokens, link.content)),
                "source": who.name,
                "source_type": who.type,
                "country": who.country,
                "via": who.via,
                "form": form,
                "confidence": round(0.5 if math.isnan(link.confidence) else link.confidence, 3),
                "engine": engine,
                "rule": ";".join(dict.fromkeys([*link.rule, *who.rule])),
            }
        )
    return table.frame(rows)


def characters(tokens: Tokens, spans: Sequence[Span]) -> list[Span]:
    """Spans of tokens as sorted, disjoint spans of characters."""
    return [(int(tokens.start[a]), int(tokens.end[b - 1])) for a, b in sorted(spans) if b > a]


def form_of(tokens: Tokens, content: Sequence[Span]) -> str:
    """``direct`` where every word of the content stands in quotation marks, ``mixed`` where some do, else ``indirect``."""
    inside = outside = 0
    for a, b in content:
        for k in range(a, b):
            if tokens.words[k][0].isalnum():
                inside += tokens.quote[k] == 1
                outside += tokens.quote[k] != 1
            elif tokens.words[k] in DOUBLE_MARKS:
                continue
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"

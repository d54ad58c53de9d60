"""The units of an article, which coders read one by one: title, deck, subheads, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from newscompare.articles.datelines import KEPT, dateline_end
from newscompare.articles.lines import paragraph_spans
from newscompare.articles.reading import Article, digest
from newscompare.articles.sentences import WORD, sentence_spans

ZONES = ("title", "deck", "subhead", "body")
"""Where a unit stands: front-matter title and deck, subheads (listed, never coded), sentences."""


def count_words(text: str) -> int:
    """Number of words (see ``WORD``) in a text."""
    return len(WORD.findall(text))


def _units(article: Article) -> Iterator[dict[str, Any]]:
    for zone in ("title", "deck"):
        text = article.metadata.get(zone)
        if isinstance(text, str) and text.strip():
            yield {"zone": zone, "paragraph": 0, "start": 0, "end": len(text), "text": text}
    first, kept = True, article.metadata.get("dateline") == KEPT
    for number, (start, end) in enumerate(paragraph_spans(article.body), 1):
        text = article.body[start:end]
        heading = re.match(r"#{1,6}[ \t]+(?=\S)", text)
        if heading:
            yield {
                "zone": "subhead",
                "paragraph": number,
                "start": start + heading.end(),
                "end": end,
                "text": text[heading.end() :],
            }
            continue
        begins = dateline_end(text) if first and not kept else 0
        first = False
        for s, e in sentence_spans(text[begins:]):
            s, e = s + begins, e + begins
            yield {
                "zone": "body",
                "paragraph": number,
                "start": start + s,
                "end": start + e,
                "text": text[s:e],
            }


def whole_word(text: str, start: int, end: int, *, near: int) -> tuple[int, int]:
    """The span, or where it cuts into a word (*he* inside *the*), the same words standing whole,
    nearest to ``near``.
    """
    words = text[start:end]
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not places or start in places or not (words[:1].isalnum() and words[-1:].isalnum()):
        return start, end
    start = min(places, key=lambda place: abs(place - near))
    return start, start + len(words)


UNIT_COLUMNS = [
    "id",
    "article",
    "zone",
    "position",
    "paragraph",
    "start",
    "end",
    "words",
    "hash",
    "text",
]


def unit_rows(article: Article) -> list[dict[str, Any]]:
    """The rows of ``units``."""
    rows = list(_units(article))
    width = max(2, len(str(len(rows))))
    for position, row in enumerate(rows, 1):
        row.update(
            id=f"{article.id}-{position:0{width}d}",
            article=article.id,
            position=position,
            words=count_words(row["text"]),
            hash=digest(row["text"]),
        )
    return rows


def units(article: Article) -> pd.DataFrame:
    """The units of an article in order: title, deck, subheads, sentences; without the dateline
    (``datelines``).

    Columns: ``id`` (``article-NN``), ``article``, ``zone`` (one of ``ZONES``), ``position`` (1,
    2, ...),
    ``paragraph`` (line of text, 0 for title and deck), ``start``, ``end`` (characters into the
    body; for
    title and deck into that front-matter value), ``words``, ``hash`` (SHA-256 of the text) and
    ``text``.
    """
    return pd.DataFrame(unit_rows(article), columns=UNIT_COLUMNS)

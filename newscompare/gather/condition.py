"""The state of texts that were brought together: language, length, twins, lines, characters,
furniture.

Each note is one line that says where and what to do; whether it matters, the user decides.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

from newscompare.articles import Article, count_words
from newscompare.articles.language import why_foreign
from newscompare.figures.shares import percent
from newscompare.gather.furniture import is_name, sorted_out

FEWEST, MOST = 120, 5_000
"""Words of a usual text."""
SHINGLE = 8
"""Words of a row that two texts may share by chance hardly ever (Broder 1997)."""
TWINS, WIRE = 0.3, 0.6
"""Shares of the shorter text's rows from which two are near-duplicates, and likely wire copy."""
WRAPPED = 0.6
"""Share of lines that end inside a sentence from which lines look wrapped."""

INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|img|q|blockquote)\b[^>]*>"
)
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{2,7}|#x[0-9a-fA-F]{2,6});")


def text_notes(article: Article) -> Iterator[str]:
    """What is odd about one text."""
    where = str(article.path or article.id)
    body = article.body
    if foreign := why_foreign(body, article.metadata):
        yield (
            f"{where}: {foreign}; it is left out of every count "
            "(where it is English, add 'language: en' to its front matter)"
        )
        return
    yield from length_notes(where, body)
    yield from character_notes(article, where)
    yield from line_notes(article, where)


def length_notes(where: str, body: str) -> Iterator[str]:
    """Very short and very long texts."""
    words = count_words(body)
    if 0 < words < FEWEST:
        yield f"{where}: has {words} words; is it a teaser, or cut off? Shares of it rest on little"
    elif words > MOST:
        yield f"{where}: has {words} words; is it more than one article?"


def line_of(article: Article, at: int) -> int:
    """The line in the file of a character of the body."""
    before = 0
    if article.path is not None and article.path.is_file():
        text = article.path.read_text(encoding="utf-8-sig", errors="replace")
        before = text.count("\n") - article.body.count("\n")
    return before + article.body.count("\n", 0, at) + 1


def character_notes(article: Article, where: str) -> Iterator[str]:
    """Characters that nobody sees, accents apart from their letters, what is left of HTML."""
    body = article.body
    for pattern, what, cure in (
        (INVISIBLE, "holds an invisible character", "the machine reads past it; delete it"),
        (ENTITY, "holds HTML entities", "replace them by the characters that they stand for"),
        (MARKUP, "holds HTML tags", "delete them, or fetch the saved page with --saved"),
    ):
        found = list(pattern.finditer(body))
        if not found:
            continue
        first = found[0].group()
        name = unicodedata.name(first, "").lower() if len(first) == 1 else first[:20]
        meant = html.unescape(first)
        more = f", {len(found)} times" if len(found) > 1 else ""
        shown = f"{first} is {meant}" if pattern is ENTITY and meant != first else name
        yield f"{where}, line {line_of(article, found[0].start())}: {what} ({shown}){more}; {cure}"
    if not unicodedata.is_normalized("NFC", body):
        at = next((k for k, c in enumerate(body) if unicodedata.combining(c)), 0)
        yield (
            f"{where}, line {line_of(article, at)}: has accents apart from their letters (Unicode "
            "NFD); the machine reads them as one, other programs may not"
        )


def line_notes(article: Article, where: str) -> Iterator[str]:
    """Lines that look wrapped, and furniture of a site."""
    lines = [line.strip() for line in article.body.splitlines()]
    full = [(a, b) for a, b in pairwise(lines) if a and b]
    broken = [
        (a, b) for a, b in full if not re.search(r"[.!?…:][\"”’')\]]*$", a) and b[:1].islower()
    ]
    inside = [a for a, _ in full if not re.search(r"[.!?…:;][\"”’')\]]*$", a) and a[:1] not in "#-"]
    if len(full) >= 2 and broken and len(inside) >= WRAPPED * len(full):
        yield (
            f"{where}, line {line_of(article, article.body.find(broken[0][0]))}: lines look "
            "wrapped, and each line is read as a paragraph; put every paragraph on one line"
        )
        return
    paragraphs = [line for line in lines if line and not line.startswith("#")]
    left = [
        line
        for line in sorted_out(paragraphs)
        if line.reason and not (is_name(line.text) and len(paragraphs) < 3)
    ]
    if left:
        at = line_of(article, article.body.find(left[0].text))
        more = f"; {len(left) - 1} further such lines" if len(left) > 1 else ""
        yield (
            f"{where}, line {at}: looks like furniture of the site ({left[0].reason}): "
            f"“{left[0].text[:50]}”{more}; 'newscompare look' shows them"
        )


def rows(article: Article) -> set[tuple[str, ...]]:
    """All rows of ``SHINGLE`` words of a text."""
    words = re.findall(r"[^\W_]+", article.body.lower())
    return {tuple(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}


def twin_notes(articles: Sequence[Article]) -> Iterator[str]:
    """Pairs of near-duplicates with the share of the shorter one's rows of words that stands in the
    other.
    """
    found = [(article, rows(article)) for article in articles]
    for (a, own), (b, other) in combinations(found, 2):
        least = min(len(own), len(other))
        share = len(own & other) / least if least else 0.0
        if share >= TWINS:
            kind = "likely one agency's copy" if share >= WIRE else "they share passages"
            yield (
                f"{_name(a)} and {_name(b)}: near-duplicates, {percent(share)} of the shorter "
                f"one's rows of {SHINGLE} words stand in the other ({kind}); they are no two "
                f"independent tellings"
            )


def number_notes(folder: Path, number: int, most: int) -> Iterator[str]:
    """Too few texts to compare, or more than a report shows."""
    if number == 1:
        yield f"{folder}: holds 1 text; a report compares 2 to {most}"
    elif number > most:
        yield f"{folder}: holds {number} texts; a report compares 2 to {most}"


def _name(article: Article) -> str:
    return article.path.name if article.path is not None else article.id

"""Articles: from a file to front matter, body, paragraphs and sentences with offsets.

``body[start:end]`` is always the sentence. ``reading`` reads files, ``lines`` finds paragraphs,
``sentences`` (with ``stops``) divides them, ``marks`` finds quotations, ``unit_table`` makes the
table of units.
"""

from __future__ import annotations

from newscompare.articles.lines import paragraph_spans
from newscompare.articles.reading import Article, article_files, digest, parse_article, read_article
from newscompare.articles.sentences import WORD, sentence_spans
from newscompare.articles.stops import ABBREVIATIONS, SENTENCE_STARTERS
from newscompare.articles.unit_table import (
    UNIT_COLUMNS,
    ZONES,
    count_words,
    unit_rows,
    units,
    whole_word,
)

__all__ = [
    "ABBREVIATIONS",
    "SENTENCE_STARTERS",
    "UNIT_COLUMNS",
    "WORD",
    "ZONES",
    "Article",
    "article_files",
    "count_words",
    "digest",
    "paragraph_spans",
    "parse_article",
    "read_article",
    "sentence_spans",
    "unit_rows",
    "units",
    "whole_word",
]

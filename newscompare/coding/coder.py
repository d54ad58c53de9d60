"""Articles to Arrow tables: what the coding process does.

Columns and types are those of ``schema``; text is never missing (empty where there is none), a
number may be.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import pyarrow as pa

from newscompare.articles import Article
from newscompare.attribution.table import COLUMNS
from newscompare.case.codebook import Codebook
from newscompare.coding.folder import (
    ARTICLE_COLUMNS,
    QUOTE_COLUMNS,
    SENTENCE_COLUMNS,
    WARM_UP,
    Coding,
    code_with,
    coders,
)
from newscompare.coding.sealed import TABLES
from newscompare.coding.settings import Settings

_NUMBERS = ("paragraph", "start", "end", "words", "sentences", "attributions", "label")
_FRACTIONS = ("confidence", "vader", "ensemble")


def schema(table: str, frames: Iterable[str], *, seen_by: bool = False) -> pa.Schema:
    """Columns and types of one of ``TABLES``; ``frames`` are those of the codebook, 1, 0 or (in a
    subhead) missing. ``seen_by``: sentences say who saw their frames (``frames.vectors``).
    """
    names = {
        "articles": ARTICLE_COLUMNS,
        "sentences": [*SENTENCE_COLUMNS, *frames, "indicators", *(["seen_by"] * seen_by)],
        "attributions": ["article", *COLUMNS],
        "quotes": [*QUOTE_COLUMNS, "vader", "ensemble", "label", "driving_words"],
    }[table]
    whole = {*_NUMBERS, *frames}
    kinds = [
        pa.int64() if name in whole else pa.float64() if name in _FRACTIONS else pa.string()
        for name in names
    ]
    return pa.schema(list(zip(names, kinds, strict=True)))


def arrow(table: pd.DataFrame, like: pa.Schema) -> pa.Table:
    """A table with the columns and types of a schema."""
    columns = []
    for field in like:
        values = table[field.name].astype(object)
        known = values.where(values.notna() & (values != ""), None)
        columns.append(pa.array([_value(value, field.type) for value in known], field.type))
    return pa.Table.from_arrays(columns, schema=like)


def _value(value: Any, kind: pa.DataType) -> Any:
    if pa.types.is_string(kind):
        return "" if value is None else str(value)
    return None if value is None else int(value) if pa.types.is_integer(kind) else float(value)


class Coder:
    """Codes articles with one engine and one codebook; lives in the coding process."""

    def __init__(self, settings: Settings) -> None:
        codebook: Codebook = pickle.loads(settings.codebook)
        own = coders(codebook, settings.engine, why=settings.why)
        self.settings = settings
        self.code: Callable[[Sequence[Article]], Coding] = partial(
            code_with,
            engine=settings.engine,
            sentence_coders=own["sentence_coders"],
            quote_coders=own["quote_coders"],
        )
        helped = "seen_by" in self.code([WARM_UP]).sentences
        self.schemas = {name: schema(name, codebook.frames, seen_by=helped) for name in TABLES}

    def tables(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        """The tables of some articles."""
        coding = self.code(articles)
        return {name: arrow(getattr(coding, name), self.schemas[name]) for name in TABLES}

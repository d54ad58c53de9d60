"""A part of a corpus, some hundred articles: coded, and as the bytes of one Parquet file a table.

The bytes depend on the articles and the settings alone. Columns and types are those of ``schema``; text is never missing
(empty where there is none), a number may be.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import newscompare
from newscompare.articles import Article
from newscompare.attribution.engine import BATCH
from newscompare.attribution.table import COLUMNS
from newscompare.codebook import Codebook
from newscompare.coding import ARTICLE_COLUMNS, QUOTE_COLUMNS, SENTENCE_COLUMNS, code_articles, frames_coder, tone_coder
from newscompare.scale.corpora import Item
from newscompare.scale.process import CodingError, CodingProcess, Settings

TABLES = ("sentences", "attributions", "quotes", "set_aside", "articles")
"""In the order of writing: where the last stands, the part is whole."""
LONGEST_ARTICLE = 1_000_000
"""Most characters of an article that is coded."""
INPUT = b"newscompare.input"
"""Where a file of ``articles`` keeps the digest of the items that it was made from."""

_NUMBERS = ("paragraph", "start", "end", "words", "sentences", "attributions", "label", "line")
_FRACTIONS = ("confidence", "vader", "ensemble")


def schema(table: str, frames: Iterable[str]) -> pa.Schema:
    """Columns and types of one of ``TABLES``; ``frames`` are those of the codebook, 1, 0 or (in a subhead) missing."""
    names = {
        "articles": ARTICLE_COLUMNS,
        "sentences": [*SENTENCE_COLUMNS, *frames, "indicators"],
        "attributions": ["article", *COLUMNS],
        "quotes": [*QUOTE_COLUMNS, "vader", "ensemble", "label", "driving_words"],
        "set_aside": ["article", "file", "line", "reason", "cure"],
    }[table]
    whole = {*_NUMBERS, *frames}
    kinds = [pa.int64() if name in whole else pa.float64() if name in _FRACTIONS else pa.string() for name in names]
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


@cache
def program_digest() -> str:
    """Tells one state of the program from another: its own files, and the versions of the libraries that numbers pass through."""
    home = Path(newscompare.__file__).parent
    seen = hashlib.sha256(f"{np.__version__} {pd.__version__}".encode())
    for path in sorted(home.rglob("*")):
        if path.suffix in {".py", ".csv", ".yml", ".model"} and "_data" not in path.parts:
            seen.update(str(path.relative_to(home).as_posix()).encode() + path.read_bytes())
    return seen.hexdigest()


class Coder:
    """Codes articles with one engine and one codebook; lives in the coding process."""

    def __init__(self, settings: Settings) -> None:
        codebook: Codebook = pickle.loads(settings.codebook)
        self.settings, self.frames = settings, frames_coder(codebook)
        self.schemas = {name: schema(name, codebook.frames) for name in TABLES}
        self.tables([Article("warm-up", "“It works,” Ana Ruiz said.")])

    def is_same_program(self) -> bool:
        """Is this the program that the run began with?"""
        return self.settings.program == program_digest()

    def tables(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        """All tables of some articles but ``set_aside``."""
        coding = code_articles(articles, engine=self.settings.engine)
        found = {
            "articles": coding.articles,
            "sentences": self.frames(coding.sentences),
            "attributions": coding.attributions,
            "quotes": tone_coder(coding.quotes),
        }
        return {name: arrow(table, self.schemas[name]) for name, table in found.items()}


@dataclass
class Coded:
    """Coded items: tables in the order of the items, and those set aside (by their place among the items)."""

    tables: list[dict[str, pa.Table]]
    aside: dict[int, dict[str, Any]]


def set_aside(item: Item, reason: str, cure: str = "") -> dict[str, Any]:
    """A row of ``set_aside``."""
    id = item.article.id if item.article else item.id
    return {"article": id, "file": item.file, "line": item.line, "reason": reason, "cure": cure}


def code_items(items: Sequence[Item], settings: Settings) -> Coded:
    """Code the items that are articles; set aside those that are none and those that break or outlast the coder.

    Articles go to the coding process in batches; where a batch breaks, one by one. Raises ``NoStartError``.
    """
    coder = process_here(settings)
    out = Coded([], {})
    good: list[tuple[int, Item, Article]] = []
    for place, item in enumerate(items):
        if item.article is None:
            out.aside[place] = set_aside(item, item.problem, item.cure)
        elif len(item.article.body) > LONGEST_ARTICLE:
            reason = f"holds {len(item.article.body):,} characters, more than {LONGEST_ARTICLE:,}"
            out.aside[place] = set_aside(item, reason, "divide it into articles")
        else:
            good.append((place, item, item.article))
    for first in range(0, len(good), BATCH):
        batch = good[first : first + BATCH]
        try:
            out.tables.append(coder.code([article for _, _, article in batch]))
        except CodingError:
            for place, item, article in batch:
                try:
                    out.tables.append(coder.code([article]))
                except CodingError as error:
                    out.aside[place] = set_aside(item, str(error))
    return out


def part_files(coded: Coded, items: Sequence[Item], settings: Settings) -> dict[str, bytes]:
    """The files of a part, by table."""
    frames = pickle.loads(settings.codebook).frames
    files = {}
    for name in TABLES:
        like = schema(name, frames)
        if name == "set_aside":
            table = pa.Table.from_pylist([coded.aside[place] for place in sorted(coded.aside)], like)
        else:
            table = pa.concat_tables([like.empty_table(), *(tables[name] for tables in coded.tables)])
        if name == "articles":
            table = table.replace_schema_metadata({INPUT: input_digest(items)})
        buffer = io.BytesIO()
        pq.write_table(table.combine_chunks(), buffer, compression="zstd")
        files[name] = buffer.getvalue()
    return files


def code_part(items: Sequence[Item], settings: Settings) -> dict[str, bytes]:
    """``code_items`` and ``part_files`` in one: what a worker does."""
    return part_files(code_items(items, settings), items, settings)


def input_digest(items: Iterable[Item]) -> str:
    """Tells whether the items of a part are those that it was made from."""
    return hashlib.sha256(b"".join(item.digest() for item in items)).hexdigest()


# --- The coding processes of this process, one a thread -----------------------------------------------------------

_PROCESSES: dict[int, CodingProcess] = {}


def process_here(settings: Settings) -> CodingProcess:
    """The coding process of this thread; a new one where the settings are others."""
    thread = threading.get_ident()
    known = _PROCESSES.get(thread)
    if known is None or known.settings != settings:
        if known is not None:
            known.close()
        known = _PROCESSES[thread] = CodingProcess(settings)
    return known


def close_processes() -> None:
    """End the coding processes that were started here."""
    while _PROCESSES:
        _PROCESSES.popitem()[1].close()


def code_here(parts: Iterable[tuple[int, list[Item]]], settings: Settings) -> Iterator[tuple[int, list[Item], dict[str, bytes]]]:
    """Code parts one after the other in this thread's coding process: number, items and files of each."""
    try:
        for number, items in parts:
            yield number, items, code_part(items, settings)
    finally:
        close_processes()

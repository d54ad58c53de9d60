"""A part of a corpus, some hundred articles: coded, and as the bytes of one Parquet file a table.

The bytes depend on the articles and the settings alone.
"""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newscompare.articles import Article
from newscompare.articles.language import OUT, why_foreign
from newscompare.articles.reading import LONGEST
from newscompare.characters import sound
from newscompare.coding.corpora import Item
from newscompare.coding.process import CodingError, CodingProcess
from newscompare.coding.settings import Settings

TABLES = ("sentences", "attributions", "quotes", "set_aside", "articles")
"""In the order of writing."""
LONGEST_ARTICLE = LONGEST
"""Most characters of an article that is coded."""
BATCH = 32
"""Articles that go to the coding process together."""
ASIDE = pa.schema(
    [
        (name, pa.int64() if name == "line" else pa.string())
        for name in ("article", "file", "line", "reason", "cure")
    ]
)
"""Columns and types of ``set_aside``."""
INPUT = b"newscompare.input"
"""Where a file of ``articles`` keeps the digest of the items that it was made from."""


@dataclass
class Coded:
    """Coded items: tables in the order of the items, and those set aside (by their place among the
    items).
    """

    tables: list[dict[str, pa.Table]]
    aside: dict[int, dict[str, Any]]


def set_aside(item: Item, reason: str, cure: str = "") -> dict[str, Any]:
    """A row of ``set_aside``; the file by its name, so that the path as typed does not matter."""
    id = item.article.id if item.article else item.id
    return {
        "article": sound(id),
        "file": sound(Path(item.file).name),
        "line": item.line,
        "reason": sound(reason),
        "cure": sound(cure),
    }


def code_items(items: Sequence[Item], settings: Settings) -> Coded:
    """Code the items that are articles; set aside those that are none and those that break or
    outlast the coder.

    Articles go to the coding process in batches; where a batch breaks, one by one. Raises
    ``NoStartError``.
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
        elif reason := why_foreign(item.article.body, item.article.metadata):
            out.aside[place] = set_aside(item, reason, OUT)
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
    aside = pa.Table.from_pylist([coded.aside[place] for place in sorted(coded.aside)], ASIDE)
    found = coded.tables or [process_here(settings).code([])]
    files = {}
    for name in TABLES:
        table = (
            aside if name == "set_aside" else pa.concat_tables([tables[name] for tables in found])
        )
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


# --- The coding processes of this process, one a thread

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


def code_here(
    parts: Iterable[tuple[int, list[Item]]], settings: Settings
) -> Iterator[tuple[int, list[Item], dict[str, bytes]]]:
    """Code parts one after the other in this thread's coding process: number, items and files of
    each.
    """
    try:
        for number, items in parts:
            yield number, items, code_part(items, settings)
    finally:
        close_processes()

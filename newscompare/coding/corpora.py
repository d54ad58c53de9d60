"""Articles one by one from a folder of texts, JSON Lines or Parquet, in a stable order and in
bounded memory.

A record needs ``id`` (or ``article``) and ``text`` (or ``body``); ``outlet``, ``title``, ``deck``
and ``published`` are taken from the record or from its ``metadata`` (as ``newscompare export
--format jsonl`` writes them). What is no article comes as an item with its reason, so that nothing
is dropped in silence.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from newscompare.articles import Article, article_files, read_article
from newscompare.errors import InputError

RECORDS = (".jsonl", ".jsonl.gz", ".parquet")
METADATA = ("outlet", "title", "deck", "published")
LONGEST_LINE = 32_000_000
"""Most bytes of a line of JSON Lines; more is passed over without being held."""
ROWS = 256
"""Rows of Parquet read at once."""
PART_CHARACTERS = 8_000_000
"""A part ends early where its texts are that long together."""


@dataclass(frozen=True)
class Item:
    """One article of a corpus with its place, or (``article`` missing) the reason why it is
    none.
    """

    file: str
    line: int | None = None
    article: Article | None = None
    problem: str = ""
    cure: str = ""
    id: str = ""

    def error(self) -> InputError:
        """The reason as one line."""
        return InputError(self.file, self.problem, self.cure, line=self.line)

    def digest(self) -> bytes:
        """SHA-256 of all that the coding depends on, wherever the file lies."""
        about = (
            (self.id, self.problem)
            if self.article is None
            else (self.article.id, self.article.sha256, self.article.metadata)
        )
        return hashlib.sha256(json.dumps(about, sort_keys=True, default=str).encode()).digest()


def is_records(path: Path) -> bool:
    """Does the name say JSON Lines or Parquet?"""
    return path.name.lower().endswith(RECORDS)


def record_files(path: Path) -> list[Path]:
    """The files of records that a path names: itself, or those of a folder without texts, by name.
    Empty for a folder of texts.
    """
    if is_records(path) and path.is_file():
        return [path]
    if not path.is_dir():
        raise InputError(
            str(path),
            "is neither a folder nor a .jsonl, .jsonl.gz or .parquet file",
            "name one of these",
        )
    if article_files(path):
        return []
    return sorted(p for p in path.iterdir() if is_records(p) and not p.name.startswith((".", "_")))


def read_items(path: Path | str) -> Iterator[Item]:
    """The articles of a folder of ``.md`` and ``.txt`` files, of a JSON Lines or Parquet file, or
    of a folder of these, in order.

    Raises ``InputError`` for what cannot be read at all: no such file, no article, a damaged
    archive, a missing column.
    """
    path = Path(path)
    files = record_files(path)
    if files:
        yield from _once(
            item
            for file in files
            for item in (_parquet(file) if file.suffix.lower() == ".parquet" else _json_lines(file))
        )
        return
    texts = article_files(path)
    if not texts:
        raise InputError(
            str(path),
            "holds no .md or .txt file",
            "put one article in each file, or give JSON Lines or Parquet",
        )
    for text in texts:
        try:
            yield _checked(Item(str(text), article=read_article(text)))
        except InputError as error:
            yield Item(error.file, error.line, None, error.problem, error.cure, text.stem)


def count_items(path: Path | str) -> int | None:
    """How many items a corpus has, where that can be known without reading it."""
    path = Path(path)
    files = record_files(path)
    if not files:
        return len(article_files(path))
    if all(file.suffix.lower() == ".parquet" for file in files):
        return sum(_opened(file).metadata.num_rows for file in files)
    return None


def in_parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Items in parts of ``size``, fewer where texts are long. Where a part ends depends on nothing
    but the items before.
    """
    part: list[Item] = []
    characters = 0
    for item in items:
        part.append(item)
        characters += len(item.article.body) if item.article else 0
        if len(part) == size or characters >= PART_CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _json_lines(path: Path) -> Iterator[Item]:
    """The records of a JSON Lines file; blank lines are passed over."""
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            for number in count(1):
                raw = stream.readline(LONGEST_LINE + 1)
                if not raw:
                    return
                if len(raw) > LONGEST_LINE:
                    while raw and not raw.endswith(b"\n"):
                        raw = stream.readline(LONGEST_LINE)
                    yield Item(
                        str(path),
                        number,
                        None,
                        f"the line is longer than {LONGEST_LINE:,} bytes",
                        "divide the text",
                    )
                elif raw.strip():
                    yield _from_line(raw, str(path), number)
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            str(path),
            f"cannot be read to its end ({error})",
            "restore the file; what was coded is kept",
        ) from None


def _from_line(raw: bytes, file: str, line: int) -> Item:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Item(
            file, line, None, "the line is not valid UTF-8", "save it again with the encoding UTF-8"
        )
    except (ValueError, RecursionError):
        return Item(file, line, None, "the line is not valid JSON", "write one object a line")
    if not isinstance(record, dict):
        return Item(
            file,
            line,
            None,
            "the line is no JSON object",
            "write one object with 'id' and 'text' a line",
        )
    return _from_record(record, file, line)


def _opened(path: Path) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        reason = str(error).split("\n")[0]
        raise InputError(
            str(path), f"cannot be read as Parquet ({reason})", "restore the file"
        ) from None


def _parquet(path: Path) -> Iterator[Item]:
    """The records of a Parquet file, some rows at a time; ``line`` counts rows."""
    import pyarrow as pa

    file = _opened(path)
    names = file.schema_arrow.names
    for wanted in (("id", "article"), ("text", "body")):
        if not set(wanted) & set(names):
            raise InputError(
                str(path),
                f"has no column '{wanted[0]}'",
                f"rename the column that holds it (found: {', '.join(names)})",
            )
    known = [
        name for name in ("id", "article", "text", "body", "metadata", *METADATA) if name in names
    ]
    number = 0
    try:
        for batch in file.iter_batches(batch_size=ROWS, columns=known):
            for record in batch.to_pylist():
                number += 1
                yield _from_record(record, str(path), number)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        reason = str(error).split("\n")[0]
        raise InputError(
            str(path), f"cannot be read to its end ({reason})", "restore the file", line=number + 1
        ) from None


def _from_record(record: Mapping[str, Any], file: str, line: int) -> Item:
    """A record as an article, or what is wrong with it."""
    id = next((record[name] for name in ("id", "article") if record.get(name) is not None), None)
    text = next((record[name] for name in ("text", "body") if record.get(name) is not None), None)
    id = str(id) if isinstance(id, int) and not isinstance(id, bool) else id
    if not isinstance(id, str) or not id.strip():
        return Item(
            file, line, None, "the record has no 'id'", "give each article an id of its own"
        )
    if not isinstance(text, str):
        return Item(
            file, line, None, "the record has no 'text'", "give the text in a field 'text'", id
        )
    nested = record.get("metadata")
    about = {**(nested if isinstance(nested, dict) else {}), **record}
    metadata = {name: about[name] for name in METADATA if about.get(name) is not None}
    return _checked(Item(file, line, Article(id, text, metadata)))


def _checked(item: Item) -> Item:
    """An item, or what makes its text none."""
    article = item.article
    assert article is not None
    try:
        for text in (article.id, article.body, *map(str, article.metadata.values())):
            text.encode()
    except UnicodeEncodeError:
        id = article.id.encode(errors="replace").decode()
        return Item(
            item.file,
            item.line,
            None,
            "the text holds half a character (a lone surrogate)",
            "write it again as UTF-8",
            id,
        )
    if "\0" in article.body or "\0" in article.id:
        return Item(
            item.file,
            item.line,
            None,
            "the text holds NUL characters",
            "save it as plain text",
            article.id.replace("\0", ""),
        )
    return item


def _once(items: Iterable[Item]) -> Iterator[Item]:
    """Items; those whose id stood before are turned into problems. Ids are kept in a temporary
    database, not in memory.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as seen:
        seen.execute("PRAGMA journal_mode = OFF")
        seen.execute("CREATE TABLE seen (id TEXT PRIMARY KEY, place TEXT) WITHOUT ROWID")
        seen.execute("BEGIN")
        for item in items:
            if item.article is None:
                yield item
                continue
            place = f"{Path(item.file).name}, line {item.line}"
            try:
                is_new = seen.execute(
                    "INSERT OR IGNORE INTO seen VALUES (?, ?)", (item.article.id, place)
                ).rowcount
            except sqlite3.OperationalError as error:
                raise InputError(
                    "the temporary folder",
                    f"cannot hold the ids ({error})",
                    "make room, or set TMPDIR",
                ) from None
            if is_new:
                yield item
                continue
            first = seen.execute(
                "SELECT place FROM seen WHERE id = ?", (item.article.id,)
            ).fetchone()[0]
            problem = f"the id '{item.article.id}' stands before, in {first}"
            yield Item(
                item.file,
                item.line,
                None,
                problem,
                "give each article an id of its own",
                item.article.id,
            )

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

from newscompare.articles import Article, read_article
from newscompare.articles.reading import LONGEST, is_text_name
from newscompare.errors import InputError
from newscompare.files import is_regular
from newscompare.values import Fault, arrow_records, json_value

RECORDS = (".jsonl", ".jsonl.gz", ".parquet")
SHOWN = 10
"""Most names of files that a note lists."""
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


@dataclass(frozen=True)
class Contents:
    """What a corpus is read from: texts or files of records, by name; what else lies there and is
    passed over, in words.
    """

    path: Path
    texts: tuple[Path, ...] = ()
    records: tuple[Path, ...] = ()
    ignored: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()

    def notes(self) -> list[str]:
        """One line for what is passed over, one for names that some systems take for one."""
        lines = []
        if self.ignored:
            rest = len(self.ignored) - SHOWN
            more = f" and {rest:,} more" if rest > 0 else ""
            lines.append(f"{self.path}: not read: {', '.join(self.ignored[:SHOWN])}{more}")
        for pair in self.alike[:SHOWN]:
            lines.append(f"{self.path}: {pair} are one file on Windows and macOS: rename one")
        return lines


def contents(path: Path | str) -> Contents:
    """What a path names: a file of records, or what lies in a folder. Raises ``InputError`` where
    it is neither, and for a folder of texts and records.
    """
    path = Path(path)
    if is_records(path) and is_regular(path):
        return Contents(path, records=(path,))
    try:
        inside = sorted(path.iterdir())
    except (OSError, ValueError):
        raise InputError(
            str(path),
            "is neither a folder nor a .jsonl, .jsonl.gz or .parquet file",
            "name one of these",
        ) from None
    texts: list[Path] = []
    records: list[Path] = []
    ignored: list[str] = []
    for one in inside:
        hidden = one.name.startswith(".")
        if one.is_dir():
            ignored += [] if hidden else [f"{one.name}/"]
        elif is_text_name(one.name):
            texts.append(one)
        elif is_records(one) and not one.name.startswith((".", "_")):
            records.append(one)
        elif one.name == "codebook.yml":
            continue
        elif not hidden or is_records(one) or is_text_name(one.name.lstrip("._")):
            ignored.append(one.name)
    if texts and records:
        raise InputError(
            str(path),
            f"holds texts ({texts[0].name}) beside records ({records[0].name})",
            "move one kind to a folder of its own, or name one file",
        )
    seen: dict[str, Path] = {}
    alike = []
    for one in [*texts, *records]:
        other = seen.setdefault(one.name.lower(), one)
        alike += [] if other is one else [f"{other.name} and {one.name}"]
    return Contents(path, tuple(texts), tuple(records), tuple(ignored), tuple(alike))


def read_items(path: Path | str | Contents) -> Iterator[Item]:
    """The articles of a folder of ``.md`` and ``.txt`` files, of a JSON Lines or Parquet file, or
    of a folder of these, in order.

    Raises ``InputError`` for what cannot be read at all: no such file, no article, a damaged
    archive, a missing column.
    """
    found = path if isinstance(path, Contents) else contents(path)
    if found.records:
        yield from _once(item for file in found.records for item in _records(file))
        return
    if not found.texts:
        inside = f" (only {', '.join(found.ignored[:SHOWN])})" if found.ignored else ""
        raise InputError(
            str(found.path),
            f"holds no .md or .txt file{inside}",
            "put one article in each file, or give JSON Lines or Parquet",
        )
    stems: dict[str, Path] = {}
    for text in found.texts:
        first = stems.setdefault(text.stem, text)
        if first is not text:
            problem = f"has the same id as {first.name}"
            yield Item(str(text), None, None, problem, "rename one of the two files", text.stem)
            continue
        try:
            yield _checked(Item(str(text), article=read_article(text)))
        except InputError as error:
            yield Item(error.file, error.line, None, error.problem, error.cure, text.stem)


def _records(path: Path) -> Iterator[Item]:
    """The records of one file."""
    if not is_regular(path):
        yield Item(str(path), None, None, "is no file that ends (a pipe, a device)", "remove it")
    elif path.suffix.lower() == ".parquet":
        yield from _parquet(path)
    else:
        yield from _json_lines(path)


def count_items(path: Path | str | Contents) -> int | None:
    """How many items a corpus has, where that can be known without reading it."""
    found = path if isinstance(path, Contents) else contents(path)
    if not found.records:
        return len(found.texts)
    if all(file.suffix.lower() == ".parquet" for file in found.records):
        return sum(_opened(f).metadata.num_rows if is_regular(f) else 1 for f in found.records)
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
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Item(
            file, line, None, "the line is not valid UTF-8", "save it again with the encoding UTF-8"
        )
    record = json_value(text)
    if isinstance(record, Fault):
        return Item(file, line, None, f"the line {record.problem}", record.cure)
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
    except (pa.ArrowException, OSError) as error:
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
            for record, fault in arrow_records(batch):
                number += 1
                item = _from_record(record, str(path), number)
                if fault is not None and item.article is not None:
                    id = item.article.id
                    item = Item(str(path), number, None, fault.problem, fault.cure, id)
                yield item
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
    for name, value in metadata.items():
        if isinstance(value, list | dict | bytes):
            return Item(file, line, None, f"'{name}' is not words", "write it as text", id)
    return _checked(Item(file, line, Article(id, text, metadata)))


def _checked(item: Item) -> Item:
    """An item, or what makes its text none."""
    article = item.article
    assert article is not None
    if len(article.body) > LONGEST:
        problem = f"holds {len(article.body):,} characters, more than {LONGEST:,}"
        return Item(item.file, item.line, None, problem, "divide it into articles", article.id)
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

"""Run a coding from a corpus to a folder of Parquet files; after a kill, the same command goes on
where it stopped.

::

    OUT/
      run.json                      settings, and at the end the totals
      manifest/part-00000.json      of each part: size and SHA-256 of its files, and the digest of
                                    the articles that it was made from
      articles/part-00000.parquet   one folder a table, one file a part; all of a table at once:
                                    pandas.read_parquet("OUT/articles")
      sentences/  attributions/  quotes/
      set_aside/                    what could not be coded, with its reason

A file is written under another name and renamed; that of the manifest comes last. A part whose
files are not those of its manifest is coded again, and the run says so.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from newscompare.case.codebook import Codebook
from newscompare.coding.corpora import Contents, Item, contents, count_items, in_parts, read_items
from newscompare.coding.folder import TIME_LIMIT, balanced, refuse_inside
from newscompare.coding.parts import TABLES, code_here, input_digest
from newscompare.coding.process import NoStartError
from newscompare.coding.settings import Settings, program_digest
from newscompare.errors import InputError
from newscompare.files import alone, is_regular, read_text, write_bytes, write_text
from newscompare.progress import bar
from newscompare.values import json_value

PART_SIZE = 500
"""Articles in a part."""
MEMORY_LIMIT = 2_000
"""Megabytes that a coding process may take."""
MANIFEST = "manifest"
PART_NAME = re.compile(r"part-[0-9]{5,}\.(?:parquet|json)")
MIXED = "name another folder, or give the same settings to go on"


@dataclass(frozen=True)
class Totals:
    """What a finished run holds. ``mended``: parts that were damaged and are made again."""

    articles: int
    set_aside: int
    parts: int
    mended: int = 0


@dataclass(frozen=True)
class RunFolder:
    """The folder that a run writes."""

    path: Path

    def file(self, table: str, number: int) -> Path:
        """The file of one table and part."""
        return self.path / table / f"part-{number:05d}.parquet"

    def manifest(self, number: int) -> Path:
        """The file that says what the files of a part are."""
        return self.path / MANIFEST / f"part-{number:05d}.json"

    def begin(self, settings: dict[str, Any]) -> bool:
        """Note the settings of a new run, or check that they are those of the run begun here; sweep
        up what a kill left. Returns whether a run came to its end here before.
        """
        record = self.path / "run.json"
        complete = False
        if record.exists():
            value = json_value(read_text(record))
            known = value.get("settings") if isinstance(value, dict) else None
            if not isinstance(known, dict):
                raise InputError(
                    str(record), "is no record of a run", "name another folder with --out"
                )
            for name, wanted in settings.items():
                if known.get(name) != wanted:
                    where = f"holds a run with {name} {known.get(name)}, not {wanted}"
                    raise InputError(str(self.path), where, MIXED)
            complete = value.get("complete") is True
        elif any((self.path / table).exists() for table in (*TABLES, MANIFEST)):
            raise InputError(
                str(self.path), "holds tables but no run.json", "name another folder with --out"
            )
        else:
            self.record(settings, None)
        tables = (self.path / table for table in (*TABLES, MANIFEST))
        swept = [self.path.glob(".run.json.*"), *(table.glob(".part-*") for table in tables)]
        for left in (path for found in swept for path in found):
            left.unlink(missing_ok=True)
        return complete

    def record(self, settings: dict[str, Any], totals: Totals | None) -> None:
        """Write ``run.json``."""
        state: dict[str, Any] = {"complete": False}
        if totals is not None:
            names = ("articles", "set_aside", "parts")
            state = {"complete": True, **{name: getattr(totals, name) for name in names}}
        write_text(
            json.dumps({"settings": settings, **state}, indent=1) + "\n", self.path / "run.json"
        )

    def holds(self, number: int, items: list[Item]) -> bool:
        """Is the part whole, each file as it was written? Raises ``InputError`` where it was made
        from other articles.
        """
        noted = self._noted(number)
        if noted is None:
            return False
        if noted["input"] != input_digest(items):
            first = items[0]
            raise InputError(
                first.file,
                "is no longer what this run began with",
                "restore it, or name another folder with --out",
                line=first.line,
            )
        return all(_fingerprint(self.file(t, number)) == noted["files"][t] for t in TABLES)

    def _noted(self, number: int) -> dict[str, Any] | None:
        """What the manifest says of a part; nothing where there is none or it is damaged."""
        try:
            noted = json_value(read_text(self.manifest(number)))
        except InputError:
            return None
        if not isinstance(noted, dict) or not isinstance(noted.get("files"), dict):
            return None
        whole = set(noted["files"]) == set(TABLES) and noted.get("sum") == _sum(noted)
        return dict(noted) if whole else None

    def was_written(self, number: int) -> bool:
        """Does any file of a part stand here?"""
        paths = [self.manifest(number), *(self.file(table, number) for table in TABLES)]
        return any(path.exists() for path in paths)

    def write(self, number: int, files: dict[str, bytes], items: list[Item]) -> None:
        """Write the files of a part, the manifest last."""
        self.manifest(number).unlink(missing_ok=True)
        for table in TABLES:
            write_bytes(files[table], self.file(table, number))
        prints = {table: [len(files[table]), _sha256(files[table])] for table in TABLES}
        noted = {"part": number, "input": input_digest(items), "files": prints}
        write_text(json.dumps(noted | {"sum": _sum(noted)}, indent=1) + "\n", self.manifest(number))

    def totals(self, parts: int, mended: int = 0) -> Totals:
        """Count the rows of a finished run. Raises ``InputError`` where there are parts beyond its
        end, or files of anything else.
        """
        for table in (*TABLES, MANIFEST):
            ours = {
                (self.manifest(k) if table == MANIFEST else self.file(table, k)).name
                for k in range(parts)
            }
            for path in sorted((self.path / table).iterdir()):
                if path.name in ours:
                    continue
                problem = f"holds {table}/{path.name}, which this run did not write"
                cure = "move it away, then run the same command"
                if PART_NAME.fullmatch(path.name):
                    problem = f"holds more than the {parts} parts of this corpus"
                    cure = "restore the corpus, or name another folder with --out"
                raise InputError(str(self.path), problem, cure)
        rows = {
            table: sum(pq.read_metadata(self.file(table, k)).num_rows for k in range(parts))
            for table in ("articles", "set_aside")
        }
        return Totals(rows["articles"], rows["set_aside"], parts, mended)


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _fingerprint(path: Path) -> list[Any] | None:
    """Size and SHA-256 of a file; nothing where it cannot be read."""
    if not is_regular(path):
        return None
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return [len(data), _sha256(data)]


def _sum(noted: dict[str, Any]) -> str:
    """What tells whether a manifest is as it was written."""
    told = {name: noted.get(name) for name in ("part", "input", "files")}
    return _sha256(json.dumps(told, sort_keys=True).encode())[:16]


def codebook_digest(codebook: Codebook) -> str:
    """Tells one codebook from another, wherever it lies."""

    def plain(value: Any) -> Any:
        return value.pattern if isinstance(value, re.Pattern) else sorted(value)

    content = {**asdict(codebook), "path": ""}
    return hashlib.sha256(json.dumps(content, default=plain).encode()).hexdigest()[:16]


def code_corpus(
    source: Path | str | Contents,
    out: Path | str,
    *,
    codebook: Codebook,
    engine: str = "learned",
    part_size: int = PART_SIZE,
    time_limit: float = TIME_LIMIT,
    scheduler: str | None = None,
    workers: int | None = None,
    why: bool = False,
) -> Totals:
    """Code a corpus (see ``corpora.read_items``) into a folder of Parquet files (see above), or go
    on with it.

    In a process of its own, on the Dask cluster at ``scheduler`` (such as ``tcp://10.0.0.5:8786``),
    or on ``workers`` processes of this machine: the files are the same, byte for byte. ``why`` as
    in ``sentiment.score``. Raises ``InputError`` for what cannot be read or written, for other
    settings or articles than the run began with, and for a cluster that does not answer.
    """
    folder = RunFolder(Path(out))
    pickled = pickle.dumps(codebook, protocol=5)
    settings = Settings(engine, pickled, program_digest(), time_limit, MEMORY_LIMIT, why)
    noted = {
        "engine": engine,
        "codebook": codebook_digest(codebook),
        "program": settings.program[:16],
        "part size": part_size,
        "why": why,
    }
    found = source if isinstance(source, Contents) else contents(source)
    refuse_inside(out, found.path)
    parts = read = mended = 0
    complete = False

    def missing() -> Iterator[tuple[int, list[Item]]]:
        nonlocal parts, read, mended
        for number, items in enumerate(in_parts(read_items(found), part_size)):
            parts, read = number + 1, read + len(items)
            if folder.holds(number, items):
                coded_bar.update(len(items))
            else:
                mended += complete and folder.was_written(number)
                yield number, items

    total = count_items(found)
    with ExitStack() as stack:
        stack.enter_context(alone(folder.path))
        complete = folder.begin(noted)
        coded_bar = stack.enter_context(bar(unit="article", total=total))
        if scheduler or workers:
            from newscompare.coding.cluster import connect, spread

            coded = spread(missing(), settings, stack.enter_context(connect(scheduler, workers)))
        else:
            coded = code_here(missing(), settings)
        try:
            for number, items, files in coded:
                folder.write(number, files, items)
                coded_bar.update(len(items))
        except NoStartError as error:
            raise InputError(
                str(found.path),
                f"cannot be coded: {error}",
                "install the same newscompare everywhere",
            ) from None
        if not parts:
            raise InputError(
                str(found.path), "holds no article", "give one object with 'id' and 'text' a line"
            )
        totals = folder.totals(parts, mended)
        balanced(str(folder.path), read, totals.articles, totals.set_aside)
        folder.record(noted, totals)
    return totals

"""Run a coding from a corpus to a folder of Parquet files; after a kill, the same command goes on
where it stopped.

::

    OUT/
      run.json                      settings, and at the end the totals
      articles/part-00000.parquet   one folder a table, one file a part; all of a table at once:
                                    pandas.read_parquet("OUT/articles")
      sentences/  attributions/  quotes/
      set_aside/                    what could not be coded, with its reason

A file is written under another name and renamed. The file of ``articles`` comes last: where it
stands, the part is whole, and it holds the digest of the articles that it was made from.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from newscompare.case.codebook import Codebook
from newscompare.coding.corpora import Item, count_items, in_parts, read_items
from newscompare.coding.parts import INPUT, TABLES, code_here, input_digest
from newscompare.coding.process import NoStartError
from newscompare.coding.settings import Settings, program_digest
from newscompare.errors import InputError
from newscompare.files import write_bytes, write_text
from newscompare.progress import bar

PART_SIZE = 500
"""Articles in a part."""
TIME_LIMIT = 120.0
"""Seconds that an article may take; a common one takes some hundredths."""
MEMORY_LIMIT = 2_000
"""Megabytes that a coding process may take."""
MIXED = "name another folder, or give the same settings to go on"


@dataclass(frozen=True)
class Totals:
    """What a finished run holds."""

    articles: int
    set_aside: int
    parts: int


@dataclass(frozen=True)
class RunFolder:
    """The folder that a run writes."""

    path: Path

    def file(self, table: str, number: int) -> Path:
        """The file of one table and part."""
        return self.path / table / f"part-{number:05d}.parquet"

    def begin(self, settings: dict[str, Any]) -> None:
        """Note the settings of a new run, or check that they are those of the run begun here; sweep
        up what a kill left.
        """
        record = self.path / "run.json"
        if record.exists():
            try:
                known = json.loads(record.read_text(encoding="utf-8"))["settings"]
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise InputError(
                    str(record),
                    f"is no record of a run ({error})",
                    "name another folder with --out",
                ) from None
            for name, value in settings.items():
                if known.get(name) != value:
                    where = f"holds a run with {name} {known.get(name)}, not {value}"
                    raise InputError(str(self.path), where, MIXED)
        elif any((self.path / table).exists() for table in TABLES):
            raise InputError(
                str(self.path), "holds tables but no run.json", "name another folder with --out"
            )
        else:
            self.record(settings, None)
        for table in TABLES:
            for left in (self.path / table).glob(".part-*"):
                left.unlink(missing_ok=True)

    def record(self, settings: dict[str, Any], totals: Totals | None) -> None:
        """Write ``run.json``."""
        state = {"complete": False} if totals is None else {"complete": True, **totals.__dict__}
        write_text(
            json.dumps({"settings": settings, **state}, indent=1) + "\n", self.path / "run.json"
        )

    def holds(self, number: int, items: list[Item]) -> bool:
        """Is the part whole? Raises ``InputError`` where it was made from other articles."""
        path = self.file("articles", number)
        if not path.exists():
            return False
        try:
            made_from = pq.read_metadata(path).metadata[INPUT].decode()
        except (pa.ArrowInvalid, OSError, KeyError, TypeError):
            return False
        if made_from != input_digest(items):
            first = items[0]
            raise InputError(
                first.file,
                "is no longer what this run began with",
                "restore it, or name another folder with --out",
                line=first.line,
            )
        return True

    def write(self, number: int, files: dict[str, bytes]) -> None:
        """Write the files of a part, ``articles`` last."""
        for table in TABLES:
            write_bytes(files[table], self.file(table, number))

    def totals(self, parts: int) -> Totals:
        """Count the rows of a finished run. Raises ``InputError`` where there are parts beyond its
        end.
        """
        if self.file("articles", parts).exists():
            problem = f"holds more than the {parts} parts of this corpus"
            raise InputError(
                str(self.path), problem, "restore the corpus, or name another folder with --out"
            )
        rows = {
            table: sum(pq.read_metadata(self.file(table, k)).num_rows for k in range(parts))
            for table in ("articles", "set_aside")
        }
        return Totals(rows["articles"], rows["set_aside"], parts)


def codebook_digest(codebook: Codebook) -> str:
    """Tells one codebook from another, wherever it lies."""

    def plain(value: Any) -> Any:
        return value.pattern if isinstance(value, re.Pattern) else sorted(value)

    content = {**asdict(codebook), "path": ""}
    return hashlib.sha256(json.dumps(content, default=plain).encode()).hexdigest()[:16]


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Only one run writes to a folder. The system lifts the lock when a process ends, however it
    ends.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        lock = (out / ".lock").open("w")
    except OSError as error:
        raise InputError(
            str(out), f"cannot be written ({error.strerror})", "name a folder that you may write to"
        ) from None
    with lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except BlockingIOError:
            raise InputError(
                str(out),
                "is being written by another run",
                "wait for it, or name another folder with --out",
            ) from None
        yield


def code_corpus(
    source: Path | str,
    out: Path | str,
    *,
    codebook: Codebook,
    engine: str = "learned",
    part_size: int = PART_SIZE,
    time_limit: float = TIME_LIMIT,
    scheduler: str | None = None,
    workers: int | None = None,
) -> Totals:
    """Code a corpus (see ``corpora.read_items``) into a folder of Parquet files (see above), or go
    on with it.

    In a process of its own, on the Dask cluster at ``scheduler`` (such as ``tcp://10.0.0.5:8786``),
    or on ``workers`` processes of this machine: the files are the same, byte for byte. Raises
    ``InputError`` for what cannot be read or written, for other settings or articles than the run
    began with, and for a cluster that does not answer.
    """
    folder = RunFolder(Path(out))
    pickled = pickle.dumps(codebook, protocol=5)
    settings = Settings(engine, pickled, program_digest(), time_limit, MEMORY_LIMIT)
    noted = {
        "engine": engine,
        "codebook": codebook_digest(codebook),
        "program": settings.program[:16],
        "part size": part_size,
    }
    parts = 0

    def missing() -> Iterator[tuple[int, list[Item]]]:
        nonlocal parts
        for number, items in enumerate(in_parts(read_items(source), part_size)):
            parts = number + 1
            if folder.holds(number, items):
                coded_bar.update(len(items))
            else:
                yield number, items

    total = count_items(source)
    with ExitStack() as stack:
        stack.enter_context(_alone(folder.path))
        folder.begin(noted)
        coded_bar = stack.enter_context(bar(unit="article", total=total))
        if scheduler or workers:
            from newscompare.coding.cluster import connect, spread

            coded = spread(missing(), settings, stack.enter_context(connect(scheduler, workers)))
        else:
            coded = code_here(missing(), settings)
        try:
            for number, items, files in coded:
                folder.write(number, files)
                coded_bar.update(len(items))
        except NoStartError as error:
            raise InputError(
                str(source), f"cannot be coded: {error}", "install the same newscompare everywhere"
            ) from None
        if not parts:
            raise InputError(
                str(source), "holds no article", "give one object with 'id' and 'text' a line"
            )
        totals = folder.totals(parts)
        folder.record(noted, totals)
    return totals

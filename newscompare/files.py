"""Read what is a file and no more than fits; write so that nothing is lost: to a temporary file
beside the target, synced, then renamed.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas as pd
from filelock import FileLock, Timeout

from newscompare.errors import InputError

MOST_BYTES = 64_000_000
"""Most bytes of a file that is read whole."""

WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries to replace a file that another program holds (as Excel does)."""


def is_regular(path: Path) -> bool:
    """Is it a file that ends, and no folder, pipe or device? False too where it cannot be known."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False


def read_bytes(path: Path | str, *, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file. Raises ``InputError`` where there is none, where it is a folder, a pipe
    or a device, and where it is larger than ``most`` bytes.
    """
    path = Path(path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            what = "is a folder" if stat.S_ISDIR(found.st_mode) else "is no file (a pipe or device)"
            raise InputError(str(path), what, "name a file")
        if found.st_size > most:
            problem = f"is larger than {most / 1_000_000:g} MB"
            raise InputError(str(path), problem, "divide it into smaller files")
        with path.open("rb") as stream:
            return stream.read(most + 1)[:most]
    except InputError:
        raise
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
        raise InputError(str(path), reason, "check the name and the permissions") from None
    except ValueError:
        raise InputError(
            str(path), "cannot name a file", "use a name without NUL characters"
        ) from None


def read_text(path: Path | str, *, most: int = MOST_BYTES) -> str:
    """The text of a UTF-8 file (a byte-order mark is allowed), line ends as they are. Raises
    ``InputError``.
    """
    raw = read_bytes(path, most=most)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            str(path), "is not valid UTF-8", "save it again with the encoding UTF-8", line=line
        ) from None


def _unwritable(path: Path, error: Exception) -> InputError:
    reason = f"cannot be written ({getattr(error, 'strerror', None) or error})"
    return InputError(str(path), reason, "name a folder that you may write to")


def write_bytes(data: bytes, path: Path | str) -> None:
    """Write bytes to a file, whole or not at all. Raises ``InputError`` where that fails."""
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
    except (OSError, ValueError) as error:
        raise _unwritable(path, error) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        _replace(temporary, path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        held = error.errno in {errno.EACCES, errno.EPERM, errno.EBUSY}
        cure = "close the program that has it open" if held else "make room or name another place"
        raise InputError(str(path), f"cannot be written ({error.strerror})", cure) from None
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _replace(temporary: Path, path: Path) -> None:
    """Rename; where another program holds the target (Windows refuses then), a few times."""
    for wait in WAITS:
        try:
            temporary.replace(path)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    temporary.replace(path)


def write_text(text: str, path: Path | str) -> None:
    """Write a text as UTF-8 with ``\\n`` line ends, whole or not at all."""
    write_bytes(text.encode("utf-8", "surrogatepass"), path)


FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""A cell that a spreadsheet may take for a formula, with any apostrophes before."""
FIRST = frozenset("'=+-@\t\r\n＝＋－＠")
"""The signs that such a cell begins with."""
PLAIN = re.compile(r"-|[-+]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
"""A cell that looks like one and is a number, or the dash that stands for none."""


def neutralise(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab
    and line end.
    """
    return "'" + cell if FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The inverse of ``neutralise``, for every text."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _safe(value: object) -> object:
    if not isinstance(value, str):
        return value
    if "\r" in value:
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    if value[:1] not in FIRST:
        return value  # most cells: no need to look closer
    return value if PLAIN.fullmatch(value) else neutralise(value)


def write_csv(table: pd.DataFrame, path: Path | str) -> None:
    """Write a table as CSV (UTF-8, comma, ``\\n``, empty for missing), whole or not at all.

    Formulas are neutralised (see ``neutralise``), numbers stay; line ends in cells become ``\\n``.
    ``read_csv`` gives the same texts back.
    """
    safe = table.copy(deep=False)
    for place, kind in enumerate(table.dtypes):
        words = isinstance(kind, pd.StringDtype | pd.CategoricalDtype)
        if words or pd.api.types.is_object_dtype(kind):
            cells = [_safe(cell) for cell in table.iloc[:, place].astype(object)]
            safe.isetitem(place, pd.Series(cells, index=table.index, dtype=object))
    write_text(safe.to_csv(index=False, lineterminator="\n"), path)


def read_csv(path: Path | str) -> pd.DataFrame:
    """A table that ``write_csv`` wrote, every value a text. Raises ``InputError``."""
    text = read_text(path)
    try:
        table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    except (ValueError, csv.Error) as error:
        reason = " ".join(str(error).split())[:100]
        raise InputError(
            str(path), f"is not readable as CSV ({reason})", "write it again or restore it"
        ) from None
    for place, name in enumerate(table.columns):
        if table[name].str.startswith("'").any():
            table.isetitem(place, table[name].map(restore))
    return table


@contextmanager
def alone(folder: Path | str) -> Iterator[None]:
    """Only one run at a time writes to a folder; another is told so (``InputError``).

    The lock is a file ``.lock`` there, for as long as the run takes; the system lifts it when a
    process ends, however it ends.
    """
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=0, thread_local=False)
        lock.acquire()
    except Timeout:
        raise InputError(
            str(folder), "is being written by another run", "wait for it, or name another folder"
        ) from None
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from None
    try:
        yield
    finally:
        with suppress(OSError):
            (folder / ".lock").unlink(missing_ok=True)
        lock.release()

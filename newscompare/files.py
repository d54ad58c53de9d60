"""Write so that nothing is lost: to a temporary file beside the target, then rename."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pandas as pd

from newscompare.errors import InputError


def write_bytes(data: bytes, path: Path | str) -> None:
    """Write bytes to a file, whole or not at all. Raises ``InputError`` where that fails."""
    path = Path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be written ({error.strerror})",
            "name a folder that you may write to",
        ) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise InputError(
            str(path), f"cannot be written ({error.strerror})", "make room or name another place"
        ) from None


def write_text(text: str, path: Path | str) -> None:
    """Write a text as UTF-8 with ``\\n`` line ends, whole or not at all."""
    write_bytes(text.encode("utf-8", "surrogatepass"), path)


def write_csv(table: pd.DataFrame, path: Path | str) -> None:
    """Write a table as CSV (UTF-8, comma, ``\\n``, empty for missing), whole or not at all."""
    write_text(table.to_csv(index=False, lineterminator="\n"), path)

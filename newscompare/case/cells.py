"""CSV that people open in a spreadsheet and save again: written so that no cell is taken for a
formula, read whatever the spreadsheet made of it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from newscompare.errors import InputError
from newscompare.files import neutralise, read_bytes, restore, write_bytes
from newscompare.values import whole_characters

MAXIMUM = 1_000_000
"""The longest cell that is read, in characters."""


def write_cells(
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    path: Path | str,
    *,
    delimiter: str = ",",
) -> None:
    """Write a CSV for spreadsheets: UTF-8 with byte-order mark, CRLF, formulas neutralised, whole
    or not at all.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow([neutralise(name) for name in header])
    for row in rows:
        writer.writerow([neutralise("" if cell is None else str(cell)) for cell in row])
    write_bytes(b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "surrogatepass"), path)


def read_cells(path: Path | str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a CSV that a spreadsheet may have saved: the header, and the rows with their line in the
    file.

    Takes comma, semicolon or tab, UTF-8 with or without byte-order mark, UTF-16 with mark, any line
    end, ``sep=;`` as the first line; passes over empty rows. Raises ``InputError``.
    """
    path = Path(path)
    text = _decode(path)
    first, _, rest = text.partition("\n")
    given = re.fullmatch(r"sep=(.)\r?", first, re.IGNORECASE)
    skipped = 1 if given else 0
    text = rest if given else text
    delimiter = given.group(1) if given else _delimiter(text)
    csv.field_size_limit(MAXIMUM)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((line, [restore(cell) for cell in cells]))
            line = skipped + reader.line_num + 1
    except csv.Error as error:
        cure = "put a cell that holds a quotation mark in double quotes and double the mark inside"
        raise InputError(str(path), f"is not readable as CSV ({error})", cure, line=line) from None
    if not rows:
        raise InputError(str(path), "is empty", "write it again with 'newscompare sheet'")
    header = [cell.strip().lower() for cell in rows[0][1]]
    while header and not header[-1]:
        header.pop()
    for name in header:
        if header.count(name) > 1:
            raise InputError(
                str(path),
                f"has the column '{name}' twice",
                "remove one of the two",
                line=rows[0][0],
            )
    return header, rows[1:]


def _decode(path: Path) -> str:
    raw = read_bytes(path)
    if raw[:4] == b"PK\x03\x04" or raw[:4] == b"\xd0\xcf\x11\xe0":
        raise InputError(
            str(path), "is a workbook, not CSV", "save it from the spreadsheet as 'CSV UTF-8'"
        )
    encoding = "utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        return str(whole_characters(raw.decode(encoding, "surrogatepass")))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            str(path),
            "is not valid UTF-8",
            "save it from the spreadsheet as 'CSV UTF-8'",
            line=line,
        ) from None


def _delimiter(text: str) -> str:
    """The most frequent of comma, semicolon and tab in the first line, outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(",;\t", key=first.count)

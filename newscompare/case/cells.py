"""Tables that people open in a spreadsheet and save again: CSV written so that no cell is taken for
a formula; CSV and workbooks read whatever the spreadsheet made of them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from newscompare.errors import InputError
from newscompare.files import MOST_BYTES, neutralise, read_bytes, restore, write_bytes
from newscompare.values import whole_characters

MAXIMUM = 1_000_000
"""The longest cell that is read, in characters."""
PLACE = re.compile(rb'<c\b[^<>]{0,200}?\br="([A-Z]{1,3})([0-9]{1,7})"')
"""Where a cell of a worksheet stands."""
MOST_CELLS = 2_000_000
"""Most cells of a workbook, empty ones between others counted."""


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


@dataclass(frozen=True)
class Grid:
    """The cells of a CSV or of one worksheet, each row with its line in the file; empty rows are
    left out. ``name``: of the worksheet, empty for CSV.
    """

    name: str
    rows: tuple[tuple[int, list[str]], ...]


def read_cells(path: Path | str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Read a table that a spreadsheet may have saved: the header, and the rows with their line in
    the file. Of a workbook its first worksheet that holds anything.

    Takes comma, semicolon or tab; UTF-8 with or without byte-order mark, UTF-16 with mark, else
    what spreadsheets write where UTF-8 is not asked for (Windows-1252, Windows-1251, Mac Roman);
    any line end; ``sep=;`` as the first line; passes over empty rows. Raises ``InputError``.
    """
    path = Path(path)
    rows = next((list(grid.rows) for grid in read_grids(path) if grid.rows), [])
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


def read_grids(path: Path | str) -> list[Grid]:
    """All cells of a file: one grid of a CSV, one for each worksheet of a workbook (xlsx, xls,
    ods). Raises ``InputError``.
    """
    path = Path(path)
    raw = read_bytes(path)
    if raw[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}:
        return _worksheets(path)
    return [Grid("", tuple(_csv_rows(path, decoded(raw))))]


def _worksheets(path: Path) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook

    _refuse_far_cells(path)
    try:
        book = CalamineWorkbook.from_path(str(path))
        found = [
            (name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (CalamineError, OSError, ValueError):
        raise InputError(
            str(path),
            "is a workbook that cannot be opened",
            "open it in a spreadsheet and save it as xlsx or 'CSV UTF-8'",
        ) from None
    return [
        Grid(
            name,
            tuple(
                (line, cells)
                for line, row in enumerate(rows, start=1)
                for cells in [[_plain(value) for value in row]]
                if any(cell.strip() for cell in cells)
            ),
        )
        for name, rows in found
    ]


def _refuse_far_cells(path: Path) -> None:
    """Raise ``InputError`` where the worksheets of an xlsx would unfold to more than ``MOST_CELLS``
    cells: one cell far from the others is enough, and the reader makes all that lie between.
    """
    cells = 0
    try:
        with zipfile.ZipFile(path) as packed:
            for part in packed.infolist():
                if not part.filename.startswith("xl/worksheets/"):
                    continue
                if part.file_size > MOST_BYTES:
                    cells += MOST_CELLS + 1
                    continue
                places = PLACE.findall(packed.read(part))
                widest = max((_column(name) for name, _ in places), default=0)
                cells += widest * max((int(row) for _, row in places), default=0)
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, zlib.error, NotImplementedError):
        return  # no xlsx, or damaged: its reader says so
    if cells > MOST_CELLS:
        raise InputError(
            str(path),
            f"spans more than {MOST_CELLS:,} cells",
            "delete what stands far below or beside the sheet",
        )


def _column(name: bytes) -> int:
    """The number of a column from its letters: ``A`` is 1."""
    number = 0
    for letter in name:
        number = 26 * number + letter - 64
    return number


def _plain(value: object) -> str:
    """A cell of a worksheet as a CSV would hold it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.isoformat()
    return restore(str(whole_characters(str(value))))


def _csv_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
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
    return rows


def decoded(raw: bytes) -> str:
    """The text of a file in UTF-8, in UTF-16 with mark, else in the eight-bit encoding that its
    bytes look like: Windows-1251 where high bytes come in runs, Mac Roman where they are its
    quotation marks, Windows-1252.
    """
    for encoding in ("utf-16",) if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig",):
        try:
            return str(whole_characters(raw.decode(encoding, "surrogatepass")))
        except UnicodeDecodeError:
            continue
    if raw.count(b"\0") > len(raw) // 4:
        return raw.decode("utf-16-le" if raw[1:2] == b"\0" else "utf-16-be", "replace")
    runs = sum(map(len, re.findall(rb"[\xc0-\xff]{2,}", raw)))
    if 2 * runs > sum(map(len, re.findall(rb"[\x80-\xff]", raw))):
        return raw.decode("cp1251", "replace")
    mac = sum(map(raw.count, (b"\xd2", b"\xd3", b"\xd4", b"\xd5")))
    windows = sum(map(raw.count, (b"\x91", b"\x92", b"\x93", b"\x94")))
    return raw.decode("mac_roman" if mac > windows else "cp1252", "replace")


def _delimiter(text: str) -> str:
    """The most frequent of comma, semicolon and tab in the first line, outside quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(",;\t", key=first.count)

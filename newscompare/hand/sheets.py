"""Coding sheets: blind, one for each coder, to open in any spreadsheet.

A sheet holds one row for each unit and nothing that anyone has coded: ``unit``, ``zone``, ``text``,
one column for each frame (1 or 0), ``indicators`` (``S2;T1``), ``voice`` (``outlet``, ``source``,
``both``, ``-``), ``seen`` (x: read, so that a blank means 0), ``note``.

Writing: UTF-8 with a byte-order mark, and an apostrophe before a cell that a spreadsheet would take
for a formula; or a workbook with drop-downs (``workbook``). Reading: CSV or a workbook; what the
cells may hold: ``rows``; several coders in one file: ``handed_in``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from newscompare.articles import digest
from newscompare.case.cells import read_cells, write_cells
from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD, CaseFolder, is_id
from newscompare.errors import InputError
from newscompare.hand.rows import Row, RowReader
from newscompare.hand.workbook import write_workbook

BEFORE = ("unit", "zone", "text")
AFTER = ("indicators", "voice", "seen", "note")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}

# --- Writing a sheet


MASKED = re.compile(r"u-[0-9a-f]{10}")
"""The id of a unit in a sheet that hides the outlets."""


def is_coder(name: str) -> bool:
    """May this name a coder and a sheet on every system? Letters of any alphabet may."""
    name = unicodedata.normalize("NFC", name)
    return is_id(re.sub(r"[^\W\d_]", "a", name)) and is_id(name if name.isascii() else "a")


def masked_id(unit: str, text: str) -> str:
    """An id that does not tell the text (and so the outlet) that a unit is from; the same for every
    coder.
    """
    return "u-" + digest(f"{unit}\n{text}")[:10]


def write_sheet(
    case: CaseFolder,
    coder: str,
    out: Path | str | None = None,
    *,
    delimiter: str = "comma",
    masked: bool = False,
) -> tuple[Path, int]:
    """Write a blind sheet for one coder and return its path and the number of units to code.

    ``masked``: hide which text each unit is from, and put the texts in an order of the coder's own
    (units stay in order within their text, since the sentence before is the context). ``out``:
    default ``sheets/CODER.csv`` of the case. A sheet that stands there is replaced only if nothing
    is coded in it; else, and where the coder's name cannot name a file, ``InputError``.
    """
    if not is_coder(coder):
        raise InputError(
            "--coder",
            f"'{coder}' cannot name a sheet",
            "use letters, digits, hyphens and underscores",
        )
    path = Path(out) if out is not None else case.sheets / f"{coder}.csv"
    codebook = case.read_codebook()
    frames = list(codebook.frames)
    units = case.read_units()
    if path.exists():
        _refuse_coded(path)
    if masked:
        units = units.assign(_order=[digest(f"{coder}\n{article}") for article in units["article"]])
        units = units.sort_values(["_order", "position"], kind="stable")
        units["id"] = [
            masked_id(unit, text) for unit, text in zip(units["id"], units["text"], strict=True)
        ]
    rows = [
        [row["id"], row["zone"], row["text"], *[""] * (len(frames) + len(AFTER))]
        for row in units.to_dict("records")
    ]
    if path.suffix.lower() == ".xlsx":
        write_workbook([*BEFORE, *frames, *AFTER], rows, path, codebook)
    else:
        write_cells([*BEFORE, *frames, *AFTER], rows, path, delimiter=DELIMITERS[delimiter])
    return path, int((units["zone"] != SUBHEAD).sum())


def _refuse_coded(path: Path) -> None:
    cure = "name another with --out, or move it away; nothing was changed"
    if not path.is_file():
        raise InputError(str(path), "exists and is not a file", cure)
    try:
        header, rows = read_cells(path)
    except InputError:
        raise InputError(str(path), "exists and is not an empty sheet", cure) from None
    if not set(BEFORE) <= set(header):
        raise InputError(str(path), "exists and is not an empty sheet", cure)
    for line, cells in rows:
        if any(cell.strip() for cell in cells[len(header) :]) or any(
            cell.strip() for name, cell in zip(header, cells, strict=False) if name not in BEFORE
        ):
            raise InputError(str(path), "holds codes already", cure, line=line)


# --- Reading a sheet


@dataclass(frozen=True)
class Sheet:
    """One coder's sheet. ``marked``: the coder wrote yes-marks and no 0, and left rows without any
    mark, which are read as not coded. ``set_aside``: the faults of cells that were passed over,
    where the reader keeps them.
    """

    path: Path
    coder: str
    frames: tuple[str, ...]
    rows: tuple[Row, ...]
    marked: bool
    set_aside: tuple[InputError, ...] = ()


def read_sheet(path: Path | str, *, codebook: Codebook | None = None) -> Sheet:
    """Read one coder's sheet. Raises ``InputError`` at its first fault (see
    ``read_sheet_faults``).
    """
    sheet, faults = read_sheet_faults(path, codebook=codebook)
    if faults or sheet is None:
        raise faults[0]
    return sheet


def read_sheet_faults(
    path: Path | str, *, codebook: Codebook | None = None
) -> tuple[Sheet | None, list[InputError]]:
    """Read one coder's sheet and list every fault (file, line, column, cure); without a sheet where
    its header cannot be read. A cell with a fault is set aside, the rest is read.

    With a codebook the frames, and the indicators allowed, are its own; without one the frames are
    the columns between ``text`` and ``indicators``. A blank is not coded, unless the coder saw the
    unit: marked it in ``seen`` or wrote any code in its row; then it is 0, where the coder used
    the column at all.
    """
    path = Path(path)
    try:
        header, raw = read_cells(path)
        frames = frame_columns(path, header, codebook)
    except InputError as error:
        return None, [error]
    return sheet_from(path, path.stem, header, raw, frames, codebook)


def sheet_from(
    path: Path,
    coder: str,
    header: Sequence[str],
    raw: Sequence[tuple[int, Sequence[str]]],
    frames: tuple[str, ...],
    codebook: Codebook | None,
) -> tuple[Sheet, list[InputError]]:
    """The sheet of one coder from its cells, with every fault found on the way."""
    faults: list[InputError] = []
    reader = RowReader(path, header, frames, codebook, faults)
    rows: list[Row] = []
    lines: dict[str, Row] = {}
    for line, cells in raw:
        row = reader.read(line, cells)
        if row is None:
            continue
        if row.unit in lines:
            if replace(row, line=0) == replace(lines[row.unit], line=0):
                continue
            problem = f"the unit '{row.unit}' stands twice (first in line {lines[row.unit].line})"
            faults.append(
                InputError(
                    str(path), problem, "remove one of the two rows", line=line, column="unit"
                )
            )
            continue
        lines[row.unit] = row
        rows.append(row)
    own = [row for row in rows if row.zone != SUBHEAD]
    used = {f for f in frames if any(row.codes[f] is not None for row in own)}
    used |= set(frames) if any(row.marked for row in own) else set()
    values = [value for row in own for value in row.codes.values()]
    rows = [_seen(row, used) for row in rows]
    marked = 1 in values and 0 not in values and not all(r.coded for r in rows if r.zone != SUBHEAD)
    return Sheet(path, coder, frames, tuple(rows), marked), faults


def _seen(row: Row, used: set[str]) -> Row:
    """A row that the coder saw, with 0 in the cells left blank."""
    if row.zone == SUBHEAD or not row.seen:
        return row
    codes = {
        frame: 0 if value is None and frame in used and frame not in row.aside else value
        for frame, value in row.codes.items()
    }
    voice = row.voice if row.voice is not None else (None if any(codes.values()) else "-")
    return replace(row, codes=codes, voice=voice)


def frame_columns(path: Path, header: Sequence[str], codebook: Codebook | None) -> tuple[str, ...]:
    """The columns of a sheet that hold frames. Raises ``InputError`` where one is missing."""
    cure = (
        "write the sheet again with 'newscompare sheet' (--delimiter semicolon where the "
        "spreadsheet put all in one column)"
    )
    if "unit" not in header:
        raise InputError(str(path), "has no column 'unit'", cure, line=1)
    if codebook is not None:
        frames = tuple(codebook.frames)
    else:
        end = next((header.index(name) for name in AFTER if name in header), len(header))
        frames = tuple(name for name in header[:end] if name and name not in BEFORE)
    missing = [name for name in frames if name not in header]
    if missing:
        raise InputError(str(path), f"has no column '{missing[0]}'", cure, line=1)
    if not frames:
        raise InputError(str(path), "has no column with codes", cure, line=1)
    return frames


def unmasked(sheet: Sheet, units: pd.DataFrame) -> Sheet:
    """A sheet with the units' own ids where it hid them; unknown ids stay as they are."""
    if not any(MASKED.fullmatch(row.unit) for row in sheet.rows):
        return sheet
    names = {
        masked_id(unit, text): unit for unit, text in zip(units["id"], units["text"], strict=True)
    }
    return replace(
        sheet, rows=tuple(replace(row, unit=names.get(row.unit, row.unit)) for row in sheet.rows)
    )

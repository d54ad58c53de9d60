"""Coding sheets: blind, one for each coder, CSV that opens in any spreadsheet.

A sheet holds one row for each unit and nothing that anyone has coded: ``unit``, ``zone``, ``text``,
one column for each frame (1 or 0), ``indicators`` (``S2;T1``), ``voice`` (``outlet``, ``source``,
``both``, ``-``), ``note``.

Writing: UTF-8 with a byte-order mark, and an apostrophe before a cell that a spreadsheet would take
for a formula. Reading: comma, semicolon or tab; with or without the mark; yes/no in several
spellings; columns in any order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import yaml

from newscompare.articles import digest
from newscompare.case.cells import read_cells, write_cells
from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD, CaseFolder, is_id
from newscompare.characters import shown
from newscompare.errors import InputError

BEFORE = ("unit", "zone", "text")
AFTER = ("indicators", "voice", "note")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}

_SPELLINGS = yaml.safe_load((Path(__file__).parent / "yes_no.yml").read_text("utf-8"))
YES, NO = frozenset(_SPELLINGS["yes"]), frozenset(_SPELLINGS["no"])
VOICES = ("outlet", "source", "both", "-")
NO_VOICE = frozenset(["", "-", "–", "—", "none"])


# --- Writing a sheet


MASKED = re.compile(r"u-[0-9a-f]{10}")
"""The id of a unit in a sheet that hides the outlets."""


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
    if not is_id(coder):
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
class Row:
    """One coded unit. ``codes``: frame to 1, 0 or ``None`` (not coded)."""

    line: int
    unit: str
    zone: str
    text: str
    codes: Mapping[str, int | None]
    indicators: tuple[str, ...]
    voice: str | None
    note: str

    @property
    def coded(self) -> bool:
        """Does the row hold a code of any frame?"""
        return any(value is not None for value in self.codes.values())


@dataclass(frozen=True)
class Sheet:
    """One coder's sheet. ``marked``: the coder wrote only yes-marks, so that a blank was read as
    0.
    """

    path: Path
    coder: str
    frames: tuple[str, ...]
    rows: tuple[Row, ...]
    marked: bool


def read_sheet(path: Path | str, *, codebook: Codebook | None = None) -> Sheet:
    """Read one sheet. Raises ``InputError`` at its first fault (see ``read_sheet_faults``)."""
    sheet, faults = read_sheet_faults(path, codebook=codebook)
    if faults or sheet is None:
        raise faults[0]
    return sheet


def read_sheet_faults(
    path: Path | str, *, codebook: Codebook | None = None
) -> tuple[Sheet | None, list[InputError]]:
    """Read one sheet and list every fault (file, line, column, cure); without a sheet where its
    header cannot be read.

    With a codebook the frames, and the indicators allowed, are its own; without one the frames are
    the columns between ``text`` and ``indicators``. A blank counts as 0 where the sheet holds no 0
    at all, else as not coded.
    """
    path = Path(path)
    try:
        header, raw = read_cells(path)
        frames = _frames(path, header, codebook)
    except InputError as error:
        return None, [error]
    faults: list[InputError] = []
    reader = _RowReader(path, header, frames, codebook, faults)
    rows: list[Row] = []
    lines: dict[str, int] = {}
    for line, cells in raw:
        row = reader.read(line, cells)
        if row is None:
            continue
        if row.unit in lines:
            problem = f"the unit '{row.unit}' stands twice (first in line {lines[row.unit]})"
            faults.append(
                InputError(
                    str(path), problem, "remove one of the two rows", line=line, column="unit"
                )
            )
            continue
        lines[row.unit] = line
        rows.append(row)
    codes = [value for row in rows if row.zone != SUBHEAD for value in row.codes.values()]
    marked = 1 in codes and 0 not in codes
    if marked:
        rows = [row if row.zone == SUBHEAD else _with_zeros(row) for row in rows]
    return Sheet(path, path.stem, frames, tuple(rows), marked), faults


def _with_zeros(row: Row) -> Row:
    codes = {frame: value or 0 for frame, value in row.codes.items()}
    voice = row.voice if row.voice is not None else (None if any(codes.values()) else "-")
    return replace(row, codes=codes, voice=voice)


def _frames(path: Path, header: list[str], codebook: Codebook | None) -> tuple[str, ...]:
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


class _RowReader:
    """Reads rows of one sheet; complaints go to a list."""

    def __init__(
        self,
        path: Path,
        header: list[str],
        frames: Sequence[str],
        codebook: Codebook | None,
        faults: list[InputError],
    ) -> None:
        self.path, self.header, self.frames, self.codebook, self.faults = (
            path,
            header,
            frames,
            codebook,
            faults,
        )
        self.spelling = {name.lower(): name for name in codebook.indicators} if codebook else {}

    def fault(self, line: int, column: str, problem: str, cure: str) -> None:
        self.faults.append(InputError(str(self.path), problem, cure, line=line, column=column))

    def read(self, line: int, cells: list[str]) -> Row | None:
        if any(cell.strip() for cell in cells[len(self.header) :]):
            cure = "put a cell that holds the separator in double quotes, or remove the extra cell"
            self.faults.append(
                InputError(str(self.path), "has more cells than the header", cure, line=line)
            )
            return None
        cell = dict(zip(self.header, cells, strict=False))
        unit = cell.get("unit", "").strip()
        if not unit:
            self.fault(
                line,
                "unit",
                "the unit is missing",
                "restore the id from a fresh sheet, or remove the row",
            )
            return None
        codes = {frame: self.code(line, frame, cell.get(frame, "")) for frame in self.frames}
        return Row(
            line=line,
            unit=unit,
            zone=cell.get("zone", "").strip().lower(),
            text=cell.get("text", ""),
            codes=codes,
            indicators=self.indicators(line, cell.get("indicators", "")),
            voice=self.voice(line, cell.get("voice", ""), codes),
            note=cell.get("note", ""),
        )

    def code(self, line: int, frame: str, cell: str) -> int | None:
        value = cell.strip().lower()
        if not value:
            return None
        if value in YES:
            return 1
        if value in NO:
            return 0
        self.fault(line, frame, f"'{shown(cell)}' is no code", "write 1 or 0 (or yes, no, x)")
        return None

    def indicators(self, line: int, cell: str) -> tuple[str, ...]:
        found: list[str] = []
        for piece in re.split(r"[;,/\s]+", cell.strip()):
            if not piece or piece in {"-", "–"}:
                continue
            if self.codebook is None:
                name = piece.upper()
            elif piece.lower() in self.spelling:
                name = self.spelling[piece.lower()]
            else:
                known = ", ".join(self.codebook.indicators)
                self.fault(
                    line,
                    "indicators",
                    f"'{shown(piece)}' is no indicator of the codebook",
                    f"use some of: {known}",
                )
                continue
            if name not in found:
                found.append(name)
        return tuple(found)

    def voice(self, line: int, cell: str, codes: Mapping[str, int | None]) -> str | None:
        value = cell.strip().lower()
        if value in NO_VOICE:
            blank = value == "" and (any(codes.values()) or all(v is None for v in codes.values()))
            return None if blank else "-"
        if value in VOICES:
            return value
        self.fault(
            line, "voice", f"'{shown(cell)}' is no voice", f"write one of: {', '.join(VOICES)}"
        )
        return None

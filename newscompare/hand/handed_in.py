"""One file as people hand it in: whose codes it holds, whatever its shape.

A sheet of one coder; a workbook with a worksheet for each coder; a column that names the coder; or
one column a coder, for each frame (``symbolic ana``), on a worksheet named for the frame, or with
the signs in its cells. A title above the header, other names for columns and columns that nobody
asked for are passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newscompare.case.cells import Grid, read_grids
from newscompare.case.codebook import Codebook
from newscompare.errors import InputError
from newscompare.hand.rows import NO, SPELLINGS, YES, clean
from newscompare.hand.sheets import Sheet, sheet_from

SUFFIXES = frozenset([".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods"])
"""How the names of sheets end, in small letters."""

NAMES = {
    "unit": SPELLINGS["unit"],
    "coder": SPELLINGS["coder"],
    "text": ["text", "sentence", "sentences", "the sentence"],
    "indicators": ["indicators", "indicator", "signs", "sign", "codes"],
    "voice": ["voice", "voices", "whose claim", "whose claim is it"],
    "note": ["note", "notes", "comment", "comments", "doubt", "doubts", "remark", "remarks"],
    "seen": ["seen", "read", "done"],
    "zone": ["zone"],
}
"""The columns of a sheet and what people call them."""

TITLE_ROWS = 12
"""How far down the header may stand."""

MOST_NAMED = 3
"""How many faults of a sheet are named one by one."""

Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Table:
    """A grid below its header: the columns as a sheet names them, and as the file does."""

    name: str
    header: list[str]
    titles: list[str]
    rows: Rows


@dataclass(frozen=True)
class Part:
    """The cells of one coder in the columns of a sheet."""

    coder: str
    header: list[str]
    rows: Rows


def sheet_files(folder: Path | str) -> list[Path]:
    """The files of a folder that may be sheets, by name: CSV and workbooks, whatever the case of
    their suffix; files that a system or a spreadsheet leaves behind are none. No folder, no sheet.
    """
    if not Path(folder).is_dir():
        return []
    return sorted(
        path
        for path in Path(folder).iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not left_behind(path)
    )


def left_behind(path: Path) -> bool:
    """Does a system or a spreadsheet leave such a file behind (``~$ana.xlsx``, ``.DS_Store``)?"""
    return path.name.startswith((".", "~", "_~")) or path.name.lower() in {
        "thumbs.db",
        "desktop.ini",
    }


def told(faults: Sequence[InputError]) -> str:
    """What was set aside of a sheet, on one line: the first faults with line and column."""
    named = [
        f"line {f.line}, {f.column}: {f.problem}" if f.column else f"line {f.line}: {f.problem}"
        for f in faults[:MOST_NAMED]
    ]
    more = f" and {len(faults) - MOST_NAMED} more" if len(faults) > MOST_NAMED else ""
    return f"set aside: {'; '.join(named)}{more}"


def read_file(path: Path | str, codebook: Codebook) -> list[tuple[Sheet, list[InputError]]]:
    """Every coder's sheet in a file, each with its faults. Raises ``InputError`` for a file that
    holds none.
    """
    path = Path(path)
    frames = tuple(codebook.frames)
    found = [
        sheet_from(path, part.coder, part.header, part.rows, frames, codebook)
        for part in parts(path, read_grids(path), codebook)
    ]
    if not found:
        raise InputError(
            str(path),
            f"holds no sheet: no column 'unit' beside columns for {', '.join(frames)}",
            "write one with 'newscompare sheet', or give each coder a column",
            line=1,
        )
    return found


def parts(path: Path, grids: Sequence[Grid], codebook: Codebook) -> list[Part]:
    """The coders of a file, each with cells in the columns of a sheet."""
    frames = list(codebook.frames)
    tables = [table for grid in grids if (table := _table(grid, frames))]
    whole = [table for table in tables if set(frames) <= set(table.header)]
    if whole:
        several = len(whole) > 1
        return [
            part
            for table in whole
            for part in _by_coder(table.name if several else path.stem, table.header, table.rows)
        ]
    gathered: dict[str, dict[str, dict[str, str]]] = {}
    lines: dict[str, tuple[int, str]] = {}
    for table in tables:
        about = _frame_in(table.name, frames) or (
            _frame_in(path.stem, frames) if len(tables) == 1 else ""
        )
        for coder, column, kind in _columns(table, frames, about, codebook):
            own = gathered.setdefault(coder, {})
            for line, cells in table.rows:
                cell = dict(zip(table.header, cells, strict=False))
                unit = cell.get("unit", "").strip()
                value = cells[column].strip() if column < len(cells) else ""
                if unit:
                    lines.setdefault(unit, (line, cell.get("text", "")))
                    own.setdefault(unit, {}).update(_codes(value, kind, frames, codebook))
    columns = ["unit", "zone", "text", *frames, "indicators"]
    return [
        Part(
            coder,
            columns,
            [
                (lines[unit][0], [unit, "", lines[unit][1], *(c.get(n, "") for n in columns[3:])])
                for unit, c in units.items()
            ],
        )
        for coder, units in gathered.items()
    ]


def _table(grid: Grid, frames: Sequence[str]) -> Table | None:
    """The rows of a grid below its header, with the names of columns that a sheet has; ``None``
    where no row names the unit.
    """
    for number, (_, cells) in enumerate(grid.rows[:TITLE_ROWS]):
        header = [_column(cell, frames) for cell in cells]
        if "unit" in header:
            titles = [cell.strip() for cell in cells]
            return Table(grid.name, _unique(header), titles, list(grid.rows[number + 1 :]))
    return None


def _column(cell: str, frames: Sequence[str]) -> str:
    name = clean(cell).rstrip(":?*").strip()
    exact = next((known for known, words in NAMES.items() if name in words), "")
    return exact or (name if name in frames else _frame_alone(name, frames)) or name


def _unique(header: list[str]) -> list[str]:
    """Each name once: of two columns of one name the first keeps it."""
    return [name if name not in header[:n] else f"{name} {n + 1}" for n, name in enumerate(header)]


def _frame_alone(name: str, frames: Sequence[str]) -> str:
    """The frame that a column names in its own way: *Symbol*, *strategisch*."""
    if not name.isalpha() or len(name) < 5:
        return ""
    near = [frame for frame in frames if frame[:5] == name[:5] and abs(len(frame) - len(name)) < 5]
    return near[0] if len(near) == 1 else ""


def _frame_in(words: str, frames: Sequence[str]) -> str:
    """The one frame that some words name."""
    pieces = [p for p in re.split(r"[\W_]+", words.lower()) if p]
    found = {f for p in pieces for f in [p if p in frames else _frame_alone(p, frames)] if f}
    return found.pop() if len(found) == 1 else ""


def _by_coder(name: str, header: list[str], rows: Rows) -> Iterator[Part]:
    """The table as it stands, or one part for each name in its column of coders."""
    if "coder" not in header:
        yield Part(name, header, rows)
        return
    at, own = header.index("coder"), dict[str, Rows]()
    for line, cells in rows:
        coder = cells[at].strip() if at < len(cells) else ""
        own.setdefault(coder or name, []).append((line, cells))
    for coder, lines in own.items():
        yield Part(unicodedata.normalize("NFC", coder), header, lines)


def _columns(
    table: Table, frames: list[str], about: str, codebook: Codebook
) -> Iterator[tuple[str, int, str]]:
    """The columns that hold a coder's codes: coder, place, and the frame (or ``signs``)."""
    known = {*NAMES, *frames}
    for place, (column, name) in enumerate(zip(table.header, table.titles, strict=True)):
        if not column or column in known:
            continue
        frame = _frame_in(name, frames)
        pieces = [p for p in re.split(r"[\s:/|()_-]+", name) if p]
        coder = " ".join(p for p in pieces if not _same(p.lower(), frame))
        cells = [cells[place].strip() for _, cells in table.rows if place < len(cells)]
        given = [clean(cell).rstrip("?") for cell in cells if cell]
        if frame and coder:
            yield coder.replace(" ", "-"), place, frame
        elif not frame and given and about and _mostly(given, YES | NO):
            yield name.replace(" ", "-"), place, about
        elif not frame and given and _mostly(given, _signs(codebook)):
            yield name.replace(" ", "-"), place, "signs"


def _same(piece: str, frame: str) -> bool:
    return bool(frame) and (piece == frame or _frame_alone(piece, [frame]) == frame)


def _signs(codebook: Codebook) -> frozenset[str]:
    names = {name.lower() for name in (*codebook.indicators, *codebook.frames)}
    return frozenset(names | {"-", "–", "—", "0", "none", "neither", "both"})


def _mostly(given: list[str], allowed: frozenset[str]) -> bool:
    """Do at least four of five cells hold nothing but allowed words?"""
    fits = [all(p in allowed for p in re.split(r"[;,/+&\s]+", cell) if p) for cell in given]
    return sum(fits) >= 0.8 * len(fits)


def _codes(value: str, kind: str, frames: list[str], codebook: Codebook) -> dict[str, str]:
    """What one cell of a coder's column says, in the columns of a sheet."""
    if kind != "signs":
        return {kind: value}
    pieces = [p.lower() for p in re.split(r"[;,/+&\s]+", clean(value)) if p]
    if not pieces:
        return {}
    spelling = {name.lower(): name for name in codebook.indicators}
    signs = [spelling[p] for p in pieces if p in spelling]
    strange = [p for p in pieces if p not in _signs(codebook)]
    named = {codebook.frame_of(sign) for sign in signs} | {p for p in pieces if p in frames}
    named |= set(frames) if "both" in pieces else set()
    codes = {frame: "1" if frame in named else "0" for frame in frames} if not strange else {}
    return codes | {"indicators": ";".join([*signs, *strange]) or "-"}

"""Coding sheets: blind, one for each coder, CSV that opens in any spreadsheet; and how far coders
agree.

A sheet holds one row for each unit and nothing that anyone has coded: ``unit``, ``zone``, ``text``,
one column for each frame (1 or 0), ``indicators`` (``S2;T1``), ``voice`` (``outlet``, ``source``,
``both``, ``-``), ``note``.

Writing: UTF-8 with a byte-order mark, and an apostrophe before a cell that a spreadsheet would take
for a formula. Reading: comma, semicolon or tab; with or without the mark; yes/no in several
spellings; columns in any order.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import pandas as pd

from newscompare.articles import digest, whole_characters
from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD, CaseFolder, is_id
from newscompare.errors import InputError
from newscompare.files import write_bytes
from newscompare.measures.agreement import cohen_kappa, krippendorff_alpha
from newscompare.measures.intervals import bootstrap_rows

BEFORE = ("unit", "zone", "text")
AFTER = ("indicators", "voice", "note")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}

YES = frozenset(
    [
        "1",
        "1.0",
        "1,0",
        "yes",
        "y",
        "x",
        "true",
        "✓",
        "✔",
        "ja",
        "j",
        "oui",
        "o",
        "si",
        "sí",
        "s",
        "wahr",
        "vrai",
    ]
)
NO = frozenset(["0", "0.0", "0,0", "no", "n", "false", "-", "nein", "non", "falsch", "faux"])
VOICES = ("outlet", "source", "both", "-")
NO_VOICE = frozenset(["", "-", "–", "—", "none"])

RESAMPLES = 500

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""A cell that a spreadsheet may take for a formula, with any apostrophes before."""

MAXIMUM = 1_000_000
"""The longest cell that is read, in characters."""


def neutralise(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before ``= + - @``, tab
    and line end.
    """
    return "'" + cell if FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The inverse of ``neutralise``, for every text."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


# --- CSV that people open and save again
# --------------------------------------------------------------------------


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
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "check the name and the permissions"
        ) from None
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


# --- Writing a sheet
# ----------------------------------------------------------------------------------------------


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
# ----------------------------------------------------------------------------------------------


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
    """One coder's sheet. ``marked``: the coder wrote only yes-marks, so that a blank was read as 0."""

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


def shown(text: str, width: int = 60) -> str:
    """A text on one line for the terminal: white space joined, control characters gone, cut to
    ``width`` characters.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= width else line[: width - 3].rstrip() + "..."


# --- Agreement
# ----------------------------------------------------------------------------------------------------


AGREEMENT_COLUMNS = ["code", "coders", "units", "same", "percent", "kappa", "alpha", "low", "high"]


def codings(sheets: Sequence[Sheet]) -> pd.DataFrame:
    """What the coders coded: ``unit``, ``code`` (a frame, ``voice`` or an indicator), ``coder``, ``value`` (text). One row a code.

    Subheads are left out, and rows without any code. An indicator is 1 or 0 in each unit that the coder coded.
    """
    used = sorted({name for sheet in sheets for row in sheet.rows for name in row.indicators})
    rows: list[tuple[str, str, str, str]] = []
    for sheet in sheets:
        for row in sheet.rows:
            if row.zone == SUBHEAD or not row.coded:
                continue
            rows.extend(
                (row.unit, frame, sheet.coder, str(value))
                for frame, value in row.codes.items()
                if value is not None
            )
            if row.voice is not None:
                rows.append((row.unit, "voice", sheet.coder, row.voice))
            rows.extend(
                (row.unit, name, sheet.coder, str(int(name in row.indicators))) for name in used
            )
    return pd.DataFrame(rows, columns=["unit", "code", "coder", "value"])


def wide(table: pd.DataFrame, code: str, coders: Sequence[str]) -> pd.DataFrame:
    """One code, one row a unit that at least two coders coded, one column a coder; empty cells are ``None``."""
    part = table[table["code"] == code]
    result = (
        part.pivot(index="unit", columns="coder", values="value")
        .reindex(columns=list(coders))
        .astype(object)
    )
    result = result.where(result.notna(), None)
    order = {unit: number for number, unit in enumerate(dict.fromkeys(part["unit"]))}
    result = result[result.notna().sum(axis=1) >= 2]
    return result.loc[sorted(result.index, key=order.__getitem__)]


def sheet_agreement(sheets: Sequence[Sheet]) -> Iterator[dict[str, object]]:
    """Agreement on each code: a row for each pair of coders (``kappa``) and one for all (``alpha``).

    Columns: ``code``, ``coders``, ``units`` (coded by both, or by at least two), ``same`` (coded alike by all who coded them),
    ``percent`` (of units, 0 to 100), ``kappa`` (Cohen), ``alpha`` (Krippendorff, nominal), ``low``, ``high`` (95 % bootstrap
    interval of alpha over units). ``nan`` where all gave one and the same code.
    """
    coders = [sheet.coder for sheet in sheets]
    table = codings(sheets)
    for code in dict.fromkeys(table["code"]):
        cells = wide(table, code, coders)
        if len(coders) > 2:
            for first, second in combinations(coders, 2):
                yield _pair(code, cells, first, second)
        yield _all(code, cells, coders)


def _pair(code: str, cells: pd.DataFrame, first: str, second: str) -> dict[str, object]:
    both = cells[[first, second]].dropna()
    return _row(
        code, f"{first}, {second}", both, kappa=cohen_kappa(list(both[first]), list(both[second]))
    )


def _all(code: str, cells: pd.DataFrame, coders: Sequence[str]) -> dict[str, object]:
    def alpha(table: pd.DataFrame) -> float:
        return krippendorff_alpha([list(table[coder]) for coder in coders])

    low, high = bootstrap_rows(cells, alpha, resamples=RESAMPLES)
    row = _row(code, ", ".join(coders), cells) | {"alpha": alpha(cells), "low": low, "high": high}
    if len(coders) == 2:
        row["kappa"] = cohen_kappa(list(cells[coders[0]]), list(cells[coders[1]]))
    return row


def _row(
    code: str, coders: str, cells: pd.DataFrame, kappa: float = float("nan")
) -> dict[str, object]:
    same = sum(len(set(row) - {None}) == 1 for row in cells.itertuples(index=False))
    percent = 100 * same / len(cells) if len(cells) else float("nan")
    nan = float("nan")
    return dict(
        zip(
            AGREEMENT_COLUMNS,
            (code, coders, len(cells), same, percent, kappa, nan, nan, nan),
            strict=True,
        )
    )


def disagreements(sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Units coded differently: ``unit``, ``code``, one column a coder (empty: not coded), ``text``. Frames and voice only."""
    coders = [sheet.coder for sheet in sheets]
    table = codings(sheets)
    texts = {row.unit: row.text for sheet in reversed(sheets) for row in sheet.rows}
    frames = list(dict.fromkeys(frame for sheet in sheets for frame in sheet.frames))
    rows = []
    for code in [*frames, "voice"]:
        for unit, *values in wide(table, code, coders).itertuples():
            if len(set(values) - {None}) > 1:
                rows.append((unit, code, *["" if v is None else v for v in values], texts[unit]))
    return pd.DataFrame(rows, columns=["unit", "code", *coders, "text"])


def read_sheets(
    paths: Sequence[Path | str],
    *,
    codebook: Codebook | None = None,
    units: pd.DataFrame | None = None,
) -> list[Sheet]:
    """Two or more sheets of the same units, each under its own name. Raises ``InputError`` where they don't fit together.

    ``units`` of the case: needed to compare a sheet that hides the outlets with one that doesn't.
    """
    if len(paths) < 2:
        raise InputError(
            str(paths[0]) if paths else "agree", "is one sheet alone", "name at least two sheets"
        )
    sheets = [read_sheet(path, codebook=codebook) for path in paths]
    names: dict[str, Path] = {}
    for number, sheet in enumerate(sheets):
        if sheet.path.resolve() in {p.resolve() for p in names.values()}:
            raise InputError(str(sheet.path), "is named twice", "name each sheet once")
        name = (
            sheet.coder if sheet.coder not in names else f"{sheet.path.parent.name}/{sheet.coder}"
        )
        if name in names:
            raise InputError(
                str(sheet.path),
                f"has the same name as {names[name]}",
                "rename one of the two files",
            )
        names[name] = sheet.path
        sheets[number] = (
            replace(sheet, coder=name)
            if units is None
            else unmasked(replace(sheet, coder=name), units)
        )
    for sheet in sheets:
        if not any(row.coded and row.zone != SUBHEAD for row in sheet.rows):
            raise InputError(str(sheet.path), "holds no code yet", "write 1 or 0 under each frame")
    first = sheets[0]
    for sheet in sheets[1:]:
        shared = {row.unit for row in first.rows} & {row.unit for row in sheet.rows}
        if not shared:
            raise InputError(
                str(sheet.path),
                f"shares no unit with {first.path}",
                "compare sheets of the same case",
            )
        _same_texts(first, sheet)
    return sheets


def _same_texts(first: Sheet, second: Sheet) -> None:
    texts = {row.unit: " ".join(row.text.split()) for row in first.rows}
    for row in second.rows:
        mine, theirs = " ".join(row.text.split()), texts.get(row.unit, "")
        if mine and theirs and mine != theirs:
            problem = f"the unit '{row.unit}' has another text than in {first.path}"
            raise InputError(
                str(second.path),
                problem,
                "compare sheets that were written from the same texts",
                line=row.line,
                column="text",
            )

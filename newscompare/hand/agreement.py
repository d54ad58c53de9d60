"""How far coding sheets agree, and what ``newscompare agree`` prints of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pandas as pd

from newscompare.case.cells import write_cells
from newscompare.case.codebook import Codebook, read_codebook
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.characters import shown
from newscompare.errors import InputError
from newscompare.hand.collecting import passed_over, read_any
from newscompare.hand.handed_in import sheet_files
from newscompare.hand.rows import plain
from newscompare.hand.sheets import Sheet, read_sheet_faults, unmasked
from newscompare.measures.agreement import cohen_kappa, krippendorff_alpha
from newscompare.measures.intervals import bootstrap_rows
from newscompare.progress import bar


def print_agreement(
    paths: Sequence[Path | str],
    *,
    codebook: Path | str | None = None,
    out: Path | str | None = None,
) -> None:
    """Read the sheets and print how far they agree. Raises ``InputError``.

    ``codebook``: default the ``codebook.yml`` beside the folder of the first sheet, where there is
    one. ``out``: a CSV of the disagreements.
    """
    around = [p for folder in map(Path, paths) if folder.is_dir() for p in folder.iterdir()]
    for path in sorted(around):
        if (note := passed_over(path)) and not path.name.startswith("."):
            print(f"note: {path}: {note}", file=sys.stderr)
    paths = named(paths)
    if out is not None and Path(out).resolve() in {Path(path).resolve() for path in paths}:
        raise InputError(str(out), "is one of the sheets", "name another file with --out")
    beside = Path(paths[0]).resolve().parent.parent / "codebook.yml"
    book = Path(codebook) if codebook is not None else (beside if beside.is_file() else None)
    try:
        units = CaseFolder(beside.parent).read_units()
    except InputError:  # the sheets may be compared without their texts
        units = None
    sheets = read_sheets(
        paths,
        codebook=read_codebook(book) if book is not None else None,
        units=units,
        found=frozenset(around),
    )
    for sheet in sheets:
        for fault in sheet.set_aside:
            print(f"note: set aside: {fault}", file=sys.stderr)
        if sheet.marked:
            print(
                f"note: {sheet.path}: holds yes-marks and no 0; units without a mark are read as "
                "not coded, unless marked in the column 'seen'",
                file=sys.stderr,
            )
    for line in _missing(sheets):
        print(line, file=sys.stderr)
    codes = codings(sheets)["code"].unique()
    width = max([12, *(len(shown(str(code), 30)) for code in codes)])
    print(
        f"{'code':<{width}} {'coders':<24} {'units':>5} {'alike':>5} {'%':>5} {'kappa':>6} "
        f"{'alpha':>6}  95% interval of alpha"
    )
    pairs = len(sheets) * (len(sheets) - 1) // 2 if len(sheets) > 2 else 0
    for row in bar(sheet_agreement(sheets), total=len(codes) * (1 + pairs), unit="codes"):
        print(_line(row, width))
    table = disagreements(sheets)
    print(f"\n{len(table)} disagreements")
    coders = [sheet.coder for sheet in sheets]
    for record in table.to_dict("records"):
        given = ", ".join(f"{coder} {record[coder] or 'not coded'}" for coder in coders)
        print(f"{shown(record['unit'])}  {record['code']}: {given}  | {shown(record['text'])}")
    if out is not None:
        write_cells(list(table.columns), table.itertuples(index=False), out)


def named(paths: Sequence[Path | str]) -> list[Path]:
    """The sheets that are meant: a folder stands for its CSV files and workbooks, ``*`` for any
    name (where the shell leaves it as it is).
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sheet_files(path)
        elif "*" in path.name and not path.exists():
            found += sorted(path.parent.glob(path.name))
        else:
            found.append(path)
    if not found:
        raise InputError(str(paths[0]), "holds no sheet", "write one with 'newscompare sheet'")
    return found


def _missing(sheets: Sequence[Sheet]) -> list[str]:
    """A line for each sheet that lacks units coded in another."""
    coded = [
        {row.unit for row in sheet.rows if row.coded and row.zone != SUBHEAD} for sheet in sheets
    ]
    every = set().union(*coded)
    return [
        f"note: {sheet.path}: {len(every - mine)} units coded by others are not coded here"
        for sheet, mine in zip(sheets, coded, strict=True)
        if every - mine
    ]


def _line(row: dict[str, object], width: int) -> str:
    coders = shown(str(row["coders"]), 24)
    cells = (
        f"{shown(str(row['code']), 30):<{width}} {coders:<24} {row['units']:>5} {row['same']:>5} "
        f"{_number(row['percent'], 0):>5}"
    )
    cells += f" {_number(row['kappa']):>6} {_number(row['alpha']):>6}"
    if row["alpha"] == row["alpha"]:
        cells += f"  {_number(row['low'])} to {_number(row['high'])}"
    return cells.rstrip()


def _number(value: object, digits: int = 2) -> str:
    assert isinstance(value, float)
    return "-" if value != value else f"{value:.{digits}f}"


# --- The tables behind it


RESAMPLES = 500


AGREEMENT_COLUMNS = ["code", "coders", "units", "same", "percent", "kappa", "alpha", "low", "high"]


def codings(sheets: Sequence[Sheet]) -> pd.DataFrame:
    """What the coders coded: ``unit``, ``code`` (a frame, ``voice`` or an indicator), ``coder``,
    ``value`` (text). One row a code.

    Subheads are left out, and rows without any code. An indicator is 1 or 0 in each unit that the
    coder coded.
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
    """One code, one row a unit that at least two coders coded, one column a coder; empty cells are
    ``None``.
    """
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
    """Agreement on each code: a row for each pair of coders (``kappa``) and one for all
    (``alpha``).

    Columns: ``code``, ``coders``, ``units`` (coded by both, or by at least two), ``same`` (coded
    alike by all who coded them), ``percent`` (of units, 0 to 100), ``kappa`` (Cohen), ``alpha``
    (Krippendorff, nominal), ``low``, ``high`` (95% bootstrap interval of alpha over units).
    ``nan`` where all gave one and the same code.
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
    """Units coded differently: ``unit``, ``code``, one column a coder (empty: not coded), ``text``.
    Frames and voice only.
    """
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
    found: frozenset[Path] = frozenset(),
) -> list[Sheet]:
    """Two or more sheets of the same units, each under its own name. Raises ``InputError`` where
    they don't fit together.

    ``found``: files that nobody named, but that lay in a folder: where one is no sheet, or holds no
    code, the error stream says so and the others are compared.
    ``units`` of the case: needed to compare a sheet that hides the outlets with one that doesn't.
    """
    once: list[Path] = []
    for path in map(Path, paths):
        if path.resolve() in once:
            raise InputError(str(path), "is named twice", "name each sheet once")
        once.append(path.resolve())
    sheets = []
    for path in map(Path, paths):
        try:
            own = _with_codes(_of_file(path, codebook, units))
        except InputError as error:
            if path not in found:
                raise
            print(f"note: left out: {error}", file=sys.stderr)
        else:
            sheets += own
    if len(sheets) < 2:
        raise InputError(
            str(paths[0]) if paths else "agree", "is one sheet alone", "name at least two sheets"
        )
    names: dict[str, Path] = {}
    for number, sheet in enumerate(sheets):
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


def _with_codes(sheets: list[Sheet]) -> list[Sheet]:
    """The sheets of a file that hold a code; a coder among others without any is named."""
    coded = [s for s in sheets if any(row.coded and row.zone != SUBHEAD for row in s.rows)]
    if not coded:
        path = str(sheets[0].path)
        raise InputError(path, "holds no code yet", "write 1 or 0 under each frame")
    for sheet in sheets:
        if sheet not in coded:
            print(f"note: {sheet.path}: {sheet.coder} has no code yet", file=sys.stderr)
    return coded


def _of_file(path: Path, codebook: Codebook | None, units: pd.DataFrame | None) -> list[Sheet]:
    """The sheets of a file, of one coder or of several; cells with a fault are set aside."""
    known = codebook if path.is_file() else None
    pairs = [read_sheet_faults(path)] if known is None else read_any(path, known, units)
    sheets = []
    for sheet, faults in pairs:
        if sheet is None:
            raise faults[0]
        sheets.append(replace(sheet, set_aside=tuple(faults)))
    return sheets


def _same_texts(first: Sheet, second: Sheet) -> None:
    texts = {row.unit: plain(row.text) for row in first.rows}
    for row in second.rows:
        mine, theirs = plain(row.text), texts.get(row.unit, "")
        if mine and theirs and mine != theirs:
            problem = f"the unit '{row.unit}' has another text than in {first.path}"
            raise InputError(
                str(second.path),
                problem,
                "compare sheets that were written from the same texts",
                line=row.line,
                column="text",
            )

"""The output of ``newscompare agree``: a table of agreement, then the disagreements, one a line."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from newscompare.case.codebook import read_codebook
from newscompare.case.folder import CaseFolder
from newscompare.errors import InputError
from newscompare.hand.sheets import (
    SUBHEAD,
    Sheet,
    codings,
    disagreements,
    read_sheets,
    sheet_agreement,
    shown,
    write_cells,
)
from newscompare.progress import bar

HEADER = (
    f"{'code':<12} {'coders':<24} {'units':>5} {'alike':>5} {'%':>5} {'kappa':>6} {'alpha':>6}  "
    f"95 % interval of alpha"
)


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
    paths = named(paths)
    beside = Path(paths[0]).resolve().parent.parent / "codebook.yml"
    book = Path(codebook) if codebook is not None else (beside if beside.is_file() else None)
    try:
        units = CaseFolder(beside.parent).read_units()
    except InputError:  # the sheets may be compared without their texts
        units = None
    sheets = read_sheets(
        paths, codebook=read_codebook(book) if book is not None else None, units=units
    )
    for sheet in sheets:
        if sheet.marked:
            print(
                f"note: {sheet.path}: holds yes-marks and no 0, so every blank is read as 0",
                file=sys.stderr,
            )
    for line in _missing(sheets):
        print(line, file=sys.stderr)
    print(HEADER)
    total = codings(sheets)["code"].nunique()
    pairs = len(sheets) * (len(sheets) - 1) // 2 if len(sheets) > 2 else 0
    for row in bar(sheet_agreement(sheets), total=total * (1 + pairs), unit="codes"):
        print(_line(row))
    table = disagreements(sheets)
    print(f"\n{len(table)} disagreements")
    coders = [sheet.coder for sheet in sheets]
    for record in table.to_dict("records"):
        given = ", ".join(f"{coder} {record[coder] or 'not coded'}" for coder in coders)
        print(f"{shown(record['unit'])}  {record['code']}: {given}  | {shown(record['text'])}")
    if out is not None:
        write_cells(list(table.columns), table.itertuples(index=False), out)


def named(paths: Sequence[Path | str]) -> list[Path]:
    """The sheets that are meant: a folder stands for its CSV files, ``*`` for any name (where the
    shell leaves it as it is).
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            found += sorted(path.glob("*.csv"))
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


def _line(row: dict[str, object]) -> str:
    coders = shown(str(row["coders"]), 24)
    cells = (
        f"{row['code']!s:<12} {coders:<24} {row['units']:>5} {row['same']:>5} "
        f"{_number(row['percent'], 0):>5}"
    )
    cells += f" {_number(row['kappa']):>6} {_number(row['alpha']):>6}"
    if row["alpha"] == row["alpha"]:
        cells += f"  {_number(row['low'])} to {_number(row['high'])}"
    return cells.rstrip()


def _number(value: object, digits: int = 2) -> str:
    assert isinstance(value, float)
    return "-" if value != value else f"{value:.{digits}f}"

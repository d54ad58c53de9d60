"""What is wrong with the sheets of a case: every fault and note at once, for ``check`` to list.

Nothing here stops a report: who reads the sheets sets aside what cannot be read, and names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.characters import shown
from newscompare.errors import InputError
from newscompare.hand.claims_sheets import claims_folder, read_claims_sheet
from newscompare.hand.collecting import passed_over, read_any
from newscompare.hand.handed_in import sheet_files
from newscompare.hand.rows import plain
from newscompare.hand.said_sheets import FOLDER as SAID
from newscompare.hand.said_sheets import read_said_sheet
from newscompare.hand.sheets import MASKED, Sheet, read_sheet_faults, unmasked


@dataclass
class SheetsFound:
    """How many sheets of frames a case has, and the ``faults`` and ``notes`` of all sheets."""

    count: int = 0
    faults: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def check_sheets(
    case: CaseFolder, codebook: Codebook | None, table: pd.DataFrame, unread: set[str]
) -> SheetsFound:
    """Look at the sheets of frames, of claims and of attributions. ``table``: the units as
    ``CaseFolder.read_units`` gives them; ``unread``: texts with faults of their own, whose units
    are missing from it and passed over.
    """
    found = SheetsFound()
    for path in sorted(case.sheets.iterdir()) if case.sheets.is_dir() else []:
        if note := passed_over(path):
            found.notes += [] if path.name.startswith(".") else [f"{path}: {note}"]
            continue
        found.count += 1
        found.faults.extend(_check_sheet(path, codebook, table, unread, found.notes))
    if unread:
        return found
    articles, names = list(dict.fromkeys(table["article"].astype(str))), set(table["id"])
    for path in sheet_files(claims_folder(case)):
        try:
            found.faults += read_claims_sheet(path, articles, names).set_aside
        except InputError as error:
            found.faults.append(error)
    for path in sheet_files(case.path / SAID):
        try:
            found.faults += read_said_sheet(path, table).set_aside
        except InputError as error:
            found.faults.append(error)
    return found


def _check_sheet(
    path: Path, codebook: Codebook | None, table: pd.DataFrame, unread: set[str], notes: list[str]
) -> Iterator[InputError]:
    for sheet, faults in _read(path, codebook, table):
        yield from faults
        if sheet is not None:
            yield from _sheet_faults(unmasked(sheet, table), codebook, table, unread, notes)


def _read(
    path: Path, codebook: Codebook | None, table: pd.DataFrame
) -> Iterator[tuple[Sheet | None, list[InputError]]]:
    if codebook is None:
        yield read_sheet_faults(path)
        return
    try:
        yield from read_any(path, codebook, table)
    except InputError as error:
        yield None, [error]


def _sheet_faults(
    sheet: Sheet, codebook: Codebook | None, table: pd.DataFrame, unread: set[str], notes: list[str]
) -> Iterator[InputError]:
    yield from _unit_faults(sheet, table, unread)
    if codebook is not None:
        yield from _indicator_faults(sheet, codebook)
    coded = sum(row.coded for row in sheet.rows if row.zone != SUBHEAD)
    who = str(sheet.path) if sheet.coder == sheet.path.stem else f"{sheet.path} ({sheet.coder})"
    if sheet.marked:
        notes.append(
            f"{who}: holds yes-marks and no 0; units without a mark are read as not coded "
            f"({coded} are coded)"
        )
    else:
        total = int((table["zone"] != SUBHEAD).sum())
        if coded < total:
            notes.append(f"{who}: {coded} of {total} units are coded")


def _unit_faults(sheet: Sheet, table: pd.DataFrame, unread: set[str]) -> Iterator[InputError]:
    """Where a sheet and the units of the case don't match. ``unread``: texts with faults of their
    own, passed over.
    """
    texts = dict(zip(table["id"], table["text"], strict=True))
    cure = (
        "the text was changed after the sheet was written: write a new sheet and copy the codes "
        "that still hold"
    )
    for row in sheet.rows:
        if row.unit.rpartition("-")[0] in unread or (unread and MASKED.fullmatch(row.unit)):
            continue
        if row.unit not in texts:
            yield InputError(
                str(sheet.path),
                f"the unit '{shown(row.unit)}' is not in the texts",
                cure,
                line=row.line,
                column="unit",
            )
        elif plain(row.text) not in ("", plain(texts[row.unit])):
            problem = f"the unit '{row.unit}' reads otherwise than in its text"
            yield InputError(str(sheet.path), problem, cure, line=row.line, column="text")


def _indicator_faults(sheet: Sheet, codebook: Codebook) -> Iterator[InputError]:
    for row in sheet.rows:
        if row.zone == SUBHEAD:
            continue
        for name in row.indicators:
            frame = codebook.frame_of(name)
            if row.codes.get(frame) != 1:
                problem = f"{name} is given, but its frame '{frame}' is not coded 1"
                yield InputError(
                    str(sheet.path),
                    problem,
                    "code the frame or remove the indicator",
                    line=row.line,
                    column="indicators",
                )

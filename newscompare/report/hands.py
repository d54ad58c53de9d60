"""Sheets coded by hand beside the machine: agreement of each with it, and of the coders among each
other.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case
from newscompare.coding.machine_case import Texts
from newscompare.hand.agreement import AGREEMENT_COLUMNS, sheet_agreement
from newscompare.hand.collecting import case_sheets
from newscompare.hand.rows import Row
from newscompare.hand.sheets import Sheet
from newscompare.measures.framing import coded_by, frames_of

MACHINE = "the machine"


def coded_sheets(case: CaseFolder, texts: Texts) -> list[Sheet]:
    """The sheets of ``sheets/`` that hold a code, under the units' own ids and without indicators.
    A bad cell is set aside, and every file that is not used is named on the error stream.
    """
    return [
        replace(sheet, rows=tuple(replace(row, indicators=()) for row in sheet.rows))
        for sheet in case_sheets(case, texts.codebook, texts.units)
    ]


def machine_sheet(case: Case) -> Sheet:
    """The machine's frames and voice in the form of a coder's sheet."""
    coded = coded_by(case.frames)
    frames = tuple(frames_of(coded))
    rows = [
        Row(
            line=0,
            unit=str(row["sentence"]),
            zone="",
            text="",
            codes={frame: int(row[frame]) for frame in frames},
            indicators=(),
            voice="-" if row["voice"] == "none" else str(row["voice"]),
            note="",
        )
        for row in coded.to_dict("records")
    ]
    return Sheet(Path("coded"), MACHINE, frames, tuple(rows), False)


def with_machine(case: Case, sheets: list[Sheet]) -> pd.DataFrame:
    """Agreement of the machine with each coder, by code (columns of ``sheets.sheet_agreement``)."""
    machine = machine_sheet(case)
    rows = [row for sheet in sheets for row in sheet_agreement([sheet, machine])]
    return pd.DataFrame(rows, columns=AGREEMENT_COLUMNS)


def between_coders(sheets: list[Sheet]) -> pd.DataFrame:
    """Agreement of the coders among each other, by code (columns of ``sheets.sheet_agreement``);
    none of fewer than two.
    """
    return pd.DataFrame(
        sheet_agreement(sheets) if len(sheets) > 1 else [], columns=AGREEMENT_COLUMNS
    )

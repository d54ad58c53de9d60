"""A coding sheet as a workbook: drop-downs for the codes, wrapped sentences, the codebook beside.

Written by XlsxWriter (J. McNamara); read back like any other sheet (``newscompare.case.cells``).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from newscompare.case.codebook import Codebook
from newscompare.files import write_bytes
from newscompare.hand.rows import VOICES

WIDTHS = {"unit": 16, "zone": 8, "text": 80, "indicators": 14, "note": 30}
"""In characters; other columns are as wide as their names need."""


def write_workbook(
    header: Sequence[str], rows: Sequence[Sequence[str]], path: Path | str, codebook: Codebook
) -> None:
    """Write a sheet as xlsx: ``rows`` under ``header``; frames take 1 or 0, ``voice`` and ``seen``
    their words. A wrong code brings a warning, not a refusal.
    """
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        plain = book.add_format({"valign": "top", "align": "center"})
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("sheet")
        sheet.freeze_panes(1, 3)
        for column, name in enumerate(header):
            cells = wrapped if name in {"text", "note"} else plain
            sheet.set_column(column, column, WIDTHS.get(name, len(name) + 3), cells)
            sheet.write_string(0, column, name, bold)
            _allow(sheet, column, len(rows), name, codebook)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, column, str(cell))
        _codebook(book.add_worksheet("codebook"), codebook, wrapped, bold)
    write_bytes(buffer.getvalue(), path)


def _allow(
    sheet: xlsxwriter.worksheet.Worksheet, column: int, rows: int, name: str, codebook: Codebook
) -> None:
    choices: list[object] = [1, 0] if name in codebook.frames else []
    if name in {"voice", "seen"}:
        choices = list(VOICES) if name == "voice" else ["x"]
    if choices:
        sheet.data_validation(
            1,
            column,
            max(1, rows),
            column,
            {
                "validate": "list",
                "source": choices,
                "error_type": "warning",
                "error_title": name,
                "error_message": f"Use one of: {', '.join(map(str, choices))}",
            },
        )


def _codebook(
    sheet: xlsxwriter.worksheet.Worksheet,
    codebook: Codebook,
    wrapped: xlsxwriter.format.Format,
    bold: xlsxwriter.format.Format,
) -> None:
    for column, (name, width) in enumerate(
        {"frame": 14, "sign": 8, "name": 16, "it says": 60, "such as": 60}.items()
    ):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, name, bold)
    line = 1
    for frame, definition in codebook.frames.items():
        sheet.write_row(line, 0, [frame, "", "", definition])
        for sign in codebook.indicators.values():
            if sign.frame == frame:
                line += 1
                sheet.write_row(line, 1, [sign.id, sign.name, sign.definition, sign.example])
        line += 1

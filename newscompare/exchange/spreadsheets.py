"""CSV for spreadsheets: ``attributions.csv`` with the words of each span, ``codes.csv`` with what
the sheets hold, without the sentences (UTF-8 with mark, formulas neutralised).
"""

from __future__ import annotations

from pathlib import Path

from newscompare.case.cells import read_cells, write_cells
from newscompare.errors import InputError
from newscompare.exchange.bundle import ROLES, Bundle, Row, parse_spans, read_attributions, words_of


def write_tables(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``attributions.csv`` (with the words of each span) and ``codes.csv``, for
    spreadsheets.
    """
    written = []
    bodies = {article.id: article.body for article in bundle.articles}
    rows = [
        row
        | {
            f"{role}_text": words_of(bodies[row["article"]], parse_spans(row[f"{role}_spans"]))
            for role in ROLES
        }
        for row in bundle.attributions
    ]
    for name, table in (("attributions.csv", rows), ("codes.csv", bundle.codes)):
        if table:
            header = list(dict.fromkeys(column for row in table for column in row))
            write_cells(
                header, [[row.get(column, "") for column in header] for row in table], out / name
            )
            written.append(out / name)
    if not written:
        raise InputError(
            str(out),
            "would be empty: the case has neither attributions nor codes",
            "run 'newscompare code' or fill a sheet",
        )
    return written


def read_tables(folder: Path) -> Bundle:
    """Read the ``attributions.csv`` and ``codes.csv`` that ``write_tables`` wrote. Raises
    ``InputError``.
    """
    codes: list[Row] = []
    if (folder / "codes.csv").is_file():
        header, raw = read_cells(folder / "codes.csv")
        codes = [dict(zip(header, cells, strict=False)) for _, cells in raw]
    path = folder / "attributions.csv"
    return Bundle([], read_attributions(path) if path.is_file() or not codes else [], codes)

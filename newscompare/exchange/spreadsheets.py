"""CSV for spreadsheets: ``attributions.csv`` with the words of each span, ``codes.csv`` with what
the sheets hold, each row with its sentence; to hand round, without running text (UTF-8 with mark,
formulas neutralised).
"""

from __future__ import annotations

from pathlib import Path

from newscompare.case.cells import read_cells, write_cells
from newscompare.errors import InputError
from newscompare.exchange.bundle import ROLES, Bundle, Row, parse_spans, read_attributions, words_of
from newscompare.exchange.public import public_words, quoted_spans, running_text, without_running


def write_tables(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``attributions.csv`` (with the words of each span and their sentences) and
    ``codes.csv`` (with the sentence of each unit).
    """
    bodies = {article.id: article.body for article in bundle.articles}
    words = {str(unit["id"]): str(unit["text"]) for unit in bundle.units}
    attributions = [
        row
        | {
            f"{role}_text": words_of(bodies[row["article"]], parse_spans(row[f"{role}_spans"]))
            for role in ROLES
        }
        | {"sentence_text": sentences_of(bundle, row)}
        for row in bundle.attributions
    ]
    codes = [row | {"unit_text": words.get(row["unit"], "")} for row in bundle.codes]
    return _write(attributions, codes, out)


def write_public_tables(bundle: Bundle, out: Path) -> list[Path]:
    """Write the same tables without running text: words in quotation marks and phrases of at most
    eight words are all that they hold of the texts (``public``).
    """
    bodies = {article.id: article.body for article in bundle.articles}
    quoted = {id: quoted_spans(body) for id, body in bodies.items()}
    running = running_text(bundle.articles)
    attributions = [
        without_running(row, running)
        | public_words(bodies[row["article"]], row, quoted[row["article"]])
        for row in bundle.attributions
    ]
    return _write(attributions, [without_running(row, running) for row in bundle.codes], out)


def sentences_of(bundle: Bundle, row: Row) -> str:
    """The sentences of the body that a row's spans reach into, in order."""
    spans = [span for role in ROLES for span in parse_spans(row[f"{role}_spans"])]
    return " ".join(
        str(unit["text"])
        for unit in bundle.units
        if unit["article"] == row["article"]
        and unit["zone"] not in {"title", "deck"}
        and any(a < int(unit["end"]) and int(unit["start"]) < b for a, b in spans)
    )


def _write(attributions: list[Row], codes: list[Row], out: Path) -> list[Path]:
    written = []
    for name, table in (("attributions.csv", attributions), ("codes.csv", codes)):
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
        read = [dict(zip(header, cells, strict=False)) for _, cells in raw]
        codes = [{k: v for k, v in row.items() if not k.endswith("_text")} for row in read]
    path = folder / "attributions.csv"
    return Bundle([], read_attributions(path) if path.is_file() or not codes else [], codes)

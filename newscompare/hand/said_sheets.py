"""Sheets of attributions and tone: who says what in each sentence, and how what is quoted sounds.

One row for each sentence of a text: ``unit``, ``text``, then what people write: ``attributed`` (1
or 0: does the sentence attribute words to somebody?), ``source``, ``type``, ``country``, ``quoted``
(the words inside quotation marks, as they stand), ``tone`` (-1, 0 or 1, of what is quoted),
``note``. A sentence with two attributions stands twice: copy its row. A new sheet holds no code.

The sheets lie in ``said/`` of the case, one for each coder. A text counts as fully coded by a coder
when every sentence of it has 1 or 0 under ``attributed``; tone is fully coded when every quotation
of such a text has one. A row with a cell that cannot be read is set aside and named: its sentence
is not coded, and its text stays the machine's until the cell is mended.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder, is_id
from newscompare.case.tables import Case, codes
from newscompare.characters import shown
from newscompare.coding.machine_case import NOBODY
from newscompare.errors import InputError
from newscompare.hand.handed_in import sheet_files, told
from newscompare.hand.rows import NO, YES
from newscompare.hand.sheets import DELIMITERS

FOLDER = "said"
FIXED = ("unit", "text")
FILLED = ("attributed", "source", "type", "country", "quoted", "tone", "note")
TONES = {"-1": -1, "−1": -1, "0": 0, "1": 1, "+1": 1}
UNKNOWN, NONE = "unknown", "none"
ENGINE = "hand"


@dataclass(frozen=True)
class Said:
    """One row of a sheet. ``attributed``: ``None`` where the row is not coded."""

    unit: str
    text: str
    attributed: bool | None
    source: str
    type: str
    country: str
    quoted: str
    tone: int | None


@dataclass(frozen=True)
class SaidSheet:
    """One coder's sheet of attributions and tone. ``set_aside``: the faults of rows that were
    passed over; ``spoiled``: their sentences, none of which counts as coded.
    """

    path: Path
    coder: str
    rows: tuple[Said, ...]
    set_aside: tuple[InputError, ...] = ()
    spoiled: frozenset[str] = frozenset()

    def whole(self, units: pd.DataFrame) -> list[str]:
        """The texts that the coder went through to the end."""
        done = {row.unit for row in self.rows if row.attributed is not None} - self.spoiled
        body = units[units["zone"] == "body"]
        return [
            str(article)
            for article, own in body.groupby("article", sort=False, observed=True)
            if set(own["id"]) <= done
        ]

    def toned(self, articles: Sequence[str]) -> list[str]:
        """Of some texts those in which every quotation has a tone."""
        lacking = {r.unit.rpartition("-")[0] for r in self.rows if r.quoted and r.tone is None}
        return [article for article in articles if article not in lacking]


def write_said_sheet(
    case: CaseFolder, coder: str, out: Path | str | None = None, *, delimiter: str = "comma"
) -> tuple[Path, int]:
    """Write a sheet of attributions and tone for one coder; returns its path and its sentences. A
    sheet that holds a code already is never overwritten. Raises ``InputError``.
    """
    if not is_id(coder):
        cure = "use letters, digits, hyphens and underscores"
        raise InputError("--coder", f"'{coder}' cannot name a sheet", cure)
    path = Path(out) if out is not None else case.path / FOLDER / f"{coder}.csv"
    if path.exists():
        header, old = read_cells(path)
        for line, cells in old:
            cell = dict(zip(header, cells, strict=False))
            if any(cell.get(name, "").strip() for name in FILLED) or "unit" not in header:
                cure = "name another with --out, or move it away; nothing was changed"
                raise InputError(str(path), "holds codes already", cure, line=line)
    units = case.read_units()
    body = units[units["zone"] == "body"]
    blank = [""] * len(FILLED)
    rows = [[unit, text, *blank] for unit, text in zip(body["id"], body["text"], strict=True)]
    write_cells([*FIXED, *FILLED], rows, path, delimiter=DELIMITERS[delimiter])
    return path, len(rows)


def read_said_sheet(path: Path, units: pd.DataFrame) -> SaidSheet:
    """Read one sheet: a row with a cell that cannot be read is set aside with its fault (line,
    column, cure). Raises ``InputError`` where a column is missing.
    """
    header, raw = read_cells(path)
    for name in ("unit", "attributed", "source"):
        if name not in header:
            cure = "keep the first line as 'newscompare sheet --said' wrote it"
            raise InputError(str(path), f"has no column '{name}'", cure, line=1)
    texts = dict(zip(units["id"], units["text"], strict=True))
    rows: list[Said] = []
    faults: list[InputError] = []
    spoiled = set()
    for line, cells in raw:
        cell = dict(zip(header, (c.strip() for c in cells), strict=False))
        try:
            rows.append(_row(path, line, cell, texts))
        except InputError as error:
            faults.append(error)
            spoiled.add(cell.get("unit", ""))
    return SaidSheet(path, path.stem, tuple(rows), tuple(faults), frozenset(spoiled))


def _row(path: Path, line: int, cell: dict[str, str], texts: dict[str, str]) -> Said:
    def fault(column: str, problem: str, cure: str) -> InputError:
        return InputError(str(path), problem, cure, line=line, column=column)

    unit = cell.get("unit", "")
    if unit not in texts:
        cure = "restore it from a fresh sheet; has the text changed?"
        raise fault("unit", f"no sentence is called '{shown(unit)}'", cure)
    code = cell.get("attributed", "").lower()
    if code and code not in YES and code not in NO:
        raise fault("attributed", f"'{shown(code)}' is no code", "write 1 or 0")
    kind = (cell.get("type") or UNKNOWN).lower().replace(" ", "_")
    known = [*codes("attributions", "source_type"), UNKNOWN]
    if kind not in known:
        problem = f"'{shown(cell['type'])}' is no type of source"
        raise fault("type", problem, f"use one of {', '.join(known)}")
    quoted = cell.get("quoted", "").strip("“”\"'‘’ ")
    if quoted and quoted not in texts[unit]:
        cure = "copy the words from the sentence as they stand"
        raise fault("quoted", "these words do not stand in the sentence", cure)
    tone = cell.get("tone", "")
    if tone and tone not in TONES:
        raise fault("tone", f"'{shown(tone)}' is no tone", "write -1, 0 or 1")
    if code in NO and code and (cell.get("source") or quoted):
        cure = "write 1 under 'attributed', or empty the other cells"
        raise fault("attributed", "0 beside a source or quoted words", cure)
    return Said(
        unit=unit,
        text=texts[unit],
        attributed=None if not code else code in YES,
        source=cell.get("source", ""),
        type=kind,
        country=cell.get("country", ""),
        quoted=quoted,
        tone=TONES.get(tone),
    )


def read_said_sheets(case: CaseFolder, units: pd.DataFrame) -> list[SaidSheet]:
    """The sheets of ``said/`` that hold a code, by name. What was set aside or left out is said on
    the error stream, a line a sheet.
    """
    sheets = []
    for path in sheet_files(case.path / FOLDER):
        try:
            sheet = read_said_sheet(path, units)
        except InputError as error:
            print(f"note: left out: {error}", file=sys.stderr)
            continue
        if sheet.set_aside:
            print(f"note: {path}: {told(sheet.set_aside)}", file=sys.stderr)
        if any(row.attributed is not None for row in sheet.rows):
            sheets.append(sheet)
    return sheets


def with_said(
    case: Case, sheets: Sequence[SaidSheet], units: pd.DataFrame
) -> tuple[Case, dict[str, dict[str, str]]]:
    """The case with attributions and quotations coded by people where a text is fully coded, and
    who coded them: text to ``{"attributions": coder, "tone": coder}``. The first sheet that has a
    text counts. Where the tone is not fully coded, a text stays the machine's in both.
    """
    taken: dict[str, SaidSheet] = {}
    for sheet in sheets:
        for article in sheet.toned(sheet.whole(units)):
            taken.setdefault(article, sheet)
    said, quotes = case.attributions, case.quotes
    for article, sheet in taken.items():
        rows, quoted = _tables(article, sheet, units)
        said = _in_place(said, rows, article)
        quotes = _in_place(quotes, quoted, article)
    who = {a: {"attributions": s.coder, "tone": s.coder} for a, s in taken.items()}
    return replace(case, attributions=said, quotes=quotes), who


def _tables(
    article: str, sheet: SaidSheet, units: pd.DataFrame
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Rows of ``attributions`` and of ``quotes`` from one coder's rows on one text."""
    starts = dict(zip(units["id"], units["start"].astype(int), strict=True))
    rows: list[dict[str, object]] = []
    quotes: list[dict[str, object]] = []
    own = [r for r in sheet.rows if r.unit.rpartition("-")[0] == article and r.attributed]
    for number, row in enumerate(own, 1):
        words = row.quoted or row.text
        start = starts[row.unit] + row.text.find(words)
        form = "direct" if row.quoted else "indirect"
        id = f"{article}-h{number:02d}"
        rows.append(
            {
                "id": id,
                "article": article,
                "sentence": row.unit,
                "source": row.source,
                "source_type": row.type if row.source else NONE,
                "country": row.country or NONE,
                "via": "",
                "form": form,
                "cue": "",
                "content_start": start,
                "content_end": start + len(words),
                "content_spans": f"{start}-{start + len(words)}",
                "engine": ENGINE,
            }
        )
        if row.quoted:
            quotes.append(
                {
                    "id": f"{article}-q{len(quotes) + 1:02d}",
                    "article": article,
                    "attribution": id,
                    "sentence": row.unit,
                    "speaker": row.source or NOBODY,
                    "form": form,
                    "stance": row.tone,
                    "quoted": row.quoted,
                }
            )
    return rows, quotes


def _in_place(table: pd.DataFrame, rows: list[dict[str, object]], article: str) -> pd.DataFrame:
    """A table with the rows of one text replaced, columns and types kept."""
    new = pd.DataFrame(rows, columns=table.columns)
    for column in table.columns:
        kind = table[column].dtype
        if isinstance(kind, pd.CategoricalDtype):
            new[column] = pd.Categorical(new[column], dtype=kind)
        elif str(kind) == "Int64":
            new[column] = pd.array(
                [pd.NA if pd.isna(v) else int(v) for v in new[column]], dtype="Int64"
            )
        elif pd.api.types.is_float_dtype(kind):
            new[column] = new[column].astype(float)
        else:
            new[column] = new[column].fillna("").astype(kind)
    rest = table[table["article"].astype(str) != article]
    both = pd.concat([rest, new], ignore_index=True)
    order = list(table["article"].cat.categories) if hasattr(table["article"], "cat") else []
    if order:
        both["article"] = pd.Categorical(both["article"], categories=order, ordered=True)
        both = both.sort_values("article", kind="stable", ignore_index=True)
    return both

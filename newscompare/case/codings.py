"""Codings as people write them: one tab-separated file of frames or attributions, checked against
units and codebook.

A case folder that is its own source holds them under ``coding/``: ``frames.tsv`` and
``attributions.tsv`` (the reference), and, where there are further coders, ``frames_a.tsv``,
``attributions_a.tsv`` and so on. Nobody counts characters: source, cue and content are written as
they stand in the unit, and their places are found here. Where the words stand in the unit more than
once, ``#2`` at the end says which.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newscompare.case.codebook import Codebook
from newscompare.case.tables import codes
from newscompare.errors import InputError

FRAME_COLUMNS = ["unit_id", "symbolic", "strategic", "indicators", "voice"]
ATTRIBUTION_COLUMNS = [
    "unit_id",
    "source_text",
    "source",
    "source_type",
    "country",
    "via",
    "cue",
    "form",
    "content",
    "quoted",
    "stance",
]
CLAIM_COLUMNS = ["unit_id", "question", "answer", "words"]
REUSE_COLUMNS = ["unit_id", "wire_unit", "reuse"]

PLACED = ("source_text", "cue", "content")
"""The columns whose words are looked up in the unit."""

_MARK = re.compile(r"(.*)#([1-9])", re.DOTALL)


@dataclass(frozen=True)
class Sheet:
    """The rows of one file with the line that each stands in."""

    path: Path
    rows: list[dict[str, str]]
    lines: list[int]

    def fail(self, number: int, problem: str, cure: str, column: str | None = None) -> InputError:
        """The error that names the line of row ``number``."""
        return InputError(str(self.path), problem, cure, line=self.lines[number], column=column)

    def table(self) -> pd.DataFrame:
        """The rows as a DataFrame."""
        return pd.DataFrame(self.rows, dtype=str)


def read_sheet(path: Path | str, names: list[str]) -> Sheet:
    """Read a tab-separated file with exactly these columns; empty lines are passed over. Raises
    ``InputError``.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            str(path),
            f"cannot be read ({error.strerror})",
            "check the name, or code the units there",
        ) from None
    except UnicodeDecodeError:
        raise InputError(
            str(path), "is not valid UTF-8", "save it again with the encoding UTF-8"
        ) from None
    header, *body = text.replace("\r\n", "\n").split("\n")
    if header.split("\t") != names:
        raise InputError(
            str(path),
            "has another header",
            f"write as first line, with tabs between: {' '.join(names)}",
            line=1,
        )
    rows, lines = [], []
    for line, content in enumerate(body, 2):
        if not content.strip():
            continue
        cells = content.split("\t")
        if len(cells) != len(names):
            problem = f"has {len(cells)} cells where the header has {len(names)}"
            raise InputError(
                str(path),
                problem,
                "put one tab between two cells, and none inside a cell",
                line=line,
            )
        rows.append(dict(zip(names, (cell.strip() for cell in cells), strict=True)))
        lines.append(line)
    return Sheet(path, rows, lines)


def read_frames(path: Path | str, sentences: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Frames of every coded unit, one row each (columns ``FRAME_COLUMNS``).

    ``-`` or an empty cell stands for no indicator and no voice. Raises ``InputError`` for a unit
    that the texts don't have, a unit coded twice or not at all, an unknown code, and a frame that
    its indicators contradict.
    """
    sheet = read_sheet(path, FRAME_COLUMNS)
    expected = list(sentences.loc[sentences["zone"] != "subhead", "id"])
    seen: set[str] = set()
    for number, row in enumerate(sheet.rows):
        unit = row["unit_id"]
        if unit not in set(expected):
            raise sheet.fail(
                number,
                f"'{unit}' is no coded unit of the texts",
                "use the ids that newscompare gives the units",
                "unit_id",
            )
        if unit in seen:
            raise sheet.fail(
                number, f"'{unit}' is coded twice", "keep one of the two rows", "unit_id"
            )
        seen.add(unit)
        _check_frames(sheet, number, row, codebook)
    missing = [unit for unit in expected if unit not in seen]
    if missing:
        raise InputError(
            str(sheet.path),
            f"unit '{missing[0]}' is not coded",
            "add a row for it, with 0, 0, - and - where it has no frame",
        )
    return sheet.table()[FRAME_COLUMNS]


def _check_frames(sheet: Sheet, number: int, row: Mapping[str, str], codebook: Codebook) -> None:
    indicators = [code for code in row["indicators"].replace("-", "").split(";") if code]
    for code in indicators:
        if code not in codebook.indicators:
            cure = f"use codes of the codebook: {', '.join(codebook.indicators)}"
            raise sheet.fail(number, f"'{code}' is no indicator", cure, "indicators")
    for frame in ("symbolic", "strategic"):
        if row[frame] not in {"0", "1"}:
            raise sheet.fail(
                number,
                f"'{row[frame]}' is no code",
                "write 1 where the sentence carries the frame, else 0",
                frame,
            )
        named = any(codebook.frame_of(code) == frame for code in indicators)
        if named != (row[frame] == "1"):
            problem = (
                "an indicator of the frame is named, but the code is 0"
                if named
                else "the code is 1, but no indicator of it is named"
            )
            raise sheet.fail(number, problem, "make code and indicators agree", frame)
    voices = [v for v in codes("frames", "voice") if v != "none"]
    framed = bool(indicators)
    if framed and row["voice"] not in voices:
        raise sheet.fail(
            number, f"'{row['voice']}' is no voice", f"use one of: {', '.join(voices)}", "voice"
        )
    if not framed and row["voice"] not in {"-", ""}:
        raise sheet.fail(
            number,
            "a voice is named where no frame is",
            "write - or name the frame's indicator",
            "voice",
        )


def read_attributions(path: Path | str, sentences: pd.DataFrame) -> pd.DataFrame:
    """Attributions (columns ``ATTRIBUTION_COLUMNS``) with the place of source, cue and content in
    the unit.

    Adds ``source_text_start``, ``source_text_end`` and so on for each of ``PLACED``; an empty cell
    has an empty place. Raises ``InputError`` where words do not stand in the unit, or stand there
    more than once without ``#1``, ``#2`` ...
    """
    sheet = read_sheet(path, ATTRIBUTION_COLUMNS)
    texts = dict(zip(sentences["id"], sentences["text"], strict=True))
    for number, row in enumerate(sheet.rows):
        if row["unit_id"] not in texts:
            cure = "use the ids that newscompare gives the units"
            raise sheet.fail(number, f"'{row['unit_id']}' is no unit of the texts", cure, "unit_id")
        _check_labels(sheet, number, row)
        text = texts[row["unit_id"]]
        for column in PLACED:
            row[column], start, end = _placed(sheet, number, column, row[column], text)
            row[f"{column}_start"], row[f"{column}_end"] = start, end
        position = int(row["content_start"])
        for part in filter(None, row["quoted"].split(" | ")):
            found = text.find(part, position, int(row["content_end"]))
            if found < 0:
                raise sheet.fail(
                    number,
                    f"'{part}' does not stand in the content",
                    "copy the words inside the quotation marks",
                    "quoted",
                )
            position = found + len(part)
    return sheet.table()


def _check_labels(sheet: Sheet, number: int, row: Mapping[str, str]) -> None:
    for column in ("source_type", "form"):
        allowed = codes("attributions", column)
        if row[column] not in allowed:
            raise sheet.fail(
                number, f"'{row[column]}' is no code", f"use one of: {', '.join(allowed)}", column
            )
    if not row["content"]:
        raise sheet.fail(
            number, "the content is empty", "copy the attributed words from the unit", "content"
        )
    quoted = row["form"] != "indirect"
    if quoted != bool(row["quoted"]):
        cure = (
            "copy the quoted words, or code the form as indirect"
            if quoted
            else "empty the cell, or code the form as mixed or direct"
        )
        raise sheet.fail(
            number, "the form and the quoted words contradict each other", cure, "quoted"
        )
    if row["stance"] not in ({"-1", "0", "1"} if quoted else {""}):
        cure = (
            "write -1, 0 or 1"
            if quoted
            else "empty the cell: stance is coded for quoted words only"
        )
        raise sheet.fail(number, f"'{row['stance']}' is no stance for this form", cure, "stance")
    if quoted and not row["source"]:
        raise sheet.fail(
            number,
            "a quotation has no speaker",
            "name the source as the text lets you know it",
            "source",
        )


def _placed(sheet: Sheet, number: int, column: str, words: str, text: str) -> tuple[str, str, str]:
    """The words without their mark, and start and end in the unit (empty for no words)."""
    if not words:
        return "", "", ""
    marked = _MARK.fullmatch(words)
    words, nth = (marked[1], int(marked[2])) if marked else (words, 0)
    before = r"(?<!\w)" if words[0].isalnum() else ""
    after = r"(?!\w)" if words[-1].isalnum() else ""
    starts = [m.start() for m in re.finditer(before + re.escape(words) + after, text)]
    if not starts:
        raise sheet.fail(
            number,
            f"'{words}' does not stand in the unit",
            "copy the words exactly, quotation marks included",
            column,
        )
    if nth > len(starts) or (len(starts) > 1 and not nth):
        cure = f"write {words}#1 for the first, {words}#2 for the second"
        raise sheet.fail(
            number, f"'{words}' stands in the unit {_times(len(starts))}", cure, column
        )
    start = starts[max(nth, 1) - 1]
    return words, str(start), str(start + len(words))


def _times(n: int) -> str:
    return {1: "once", 2: "twice"}.get(n, f"{n} times")

"""One row of a coding sheet: what its cells may hold, and what is set aside.

A cell with a fault is set aside and named; the rest of its row, and of its sheet, is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from newscompare.case.codebook import Codebook
from newscompare.characters import shown
from newscompare.errors import InputError

SPELLINGS = yaml.safe_load((Path(__file__).parent / "yes_no.yml").read_text("utf-8"))
YES, NO = frozenset(SPELLINGS["yes"]), frozenset(SPELLINGS["no"])
VOICES = ("outlet", "source", "both", "-")
_VOICE = {word: voice for voice, words in SPELLINGS["voices"].items() for word in words}
_LOOKALIKE = str.maketrans("АВЕКМНОРСТХЅаеорсхѕ", "ABEKMHOPCTXSaeopcxs")
"""Cyrillic letters that look like Latin ones: a keyboard left in the other alphabet."""


@dataclass(frozen=True)
class Row:
    """One unit of a sheet. ``codes``: frame to 1, 0 or ``None`` (not coded). ``marked``: the coder
    wrote in the column ``seen``. ``aside``: columns whose cell was set aside. ``doubts``: columns
    whose code bears a question mark.
    """

    line: int
    unit: str
    zone: str
    text: str
    codes: Mapping[str, int | None]
    indicators: tuple[str, ...]
    voice: str | None
    note: str
    marked: bool = False
    aside: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    denied: bool = False

    @property
    def coded(self) -> bool:
        """Does the row hold a code of any frame?"""
        return any(value is not None for value in self.codes.values())

    @property
    def seen(self) -> bool:
        """Did the coder see the unit: mark it, or write any code in its row?"""
        return self.marked or self.coded or bool(self.indicators) or self.denied


def plain(text: str) -> str:
    """A sentence with single blanks, as two sheets of one text have it alike."""
    return " ".join(text.split())


def clean(cell: str) -> str:
    """A cell in small letters, without the spaces, brackets and stops that people add."""
    value = unicodedata.normalize("NFKC", cell).replace("\ufe0f", "").strip().lower()
    return value.strip("()[]. !\u200b") if value not in {"-", "."} else value


class RowReader:
    """Reads rows of one sheet; complaints go to a list."""

    def __init__(
        self,
        path: Path,
        header: Sequence[str],
        frames: Sequence[str],
        codebook: Codebook | None,
        faults: list[InputError],
    ) -> None:
        self.path, self.header, self.frames = path, header, frames
        self.codebook, self.faults = codebook, faults
        self.spelling = {name.lower(): name for name in codebook.indicators} if codebook else {}
        self._aside: list[str] = []
        self._doubts: list[str] = []

    def fault(self, line: int, column: str, problem: str, cure: str) -> None:
        """Set a cell aside and name it."""
        self._aside.append(column)
        self.faults.append(InputError(str(self.path), problem, cure, line=line, column=column))

    def read(self, line: int, cells: Sequence[str]) -> Row | None:
        """The row, or ``None`` where it names no unit; faults go to the list."""
        self._aside, self._doubts = [], []
        if any(cell.strip() for cell in cells[len(self.header) :]):
            cure = "put a cell that holds the separator in double quotes, or remove the extra cell"
            self.faults.append(
                InputError(str(self.path), "has more cells than the header", cure, line=line)
            )
            return None
        cell = dict(zip(self.header, cells, strict=False))
        unit = cell.get("unit", "").strip()
        if not unit:
            if any(cell.get(name, "").strip() for name in self.frames):
                self.fault(
                    line,
                    "unit",
                    "the unit is missing",
                    "restore the id from a fresh sheet, or remove the row",
                )
            return None
        codes = {frame: self.code(line, frame, cell.get(frame, "")) for frame in self.frames}
        indicators = self.indicators(line, cell.get("indicators", ""))
        voice = self.voice(line, cell.get("voice", ""), codes)
        seen = clean(cell.get("seen", ""))
        note = cell.get("note", "")
        return Row(
            line=line,
            unit=unit,
            zone=cell.get("zone", "").strip().lower(),
            text=cell.get("text", ""),
            codes=self.with_signs(codes, indicators),
            indicators=indicators,
            voice=voice,
            note=note,
            marked=seen != "" and seen not in NO,
            aside=tuple(self._aside),
            doubts=tuple(self._doubts),
            denied=any(clean(cell.get(n, "")) in {"-", "–", "—"} for n in ("indicators", "voice")),
        )

    def with_signs(
        self, codes: dict[str, int | None], indicators: Sequence[str]
    ) -> dict[str, int | None]:
        """Where a coder named a sign and left its frame blank, the frame is coded."""
        if self.codebook is None:
            return codes
        named = {self.codebook.frame_of(name) for name in indicators}
        return {
            frame: 1 if value is None and frame in named and frame not in self._aside else value
            for frame, value in codes.items()
        }

    def code(self, line: int, frame: str, cell: str) -> int | None:
        """1, 0, or ``None`` for a blank and for a cell set aside; ``1?`` is 1, in doubt."""
        value = clean(cell)
        if value.endswith("?") and value.rstrip("? "):
            self._doubts.append(frame)
            value = clean(value.rstrip("? "))
        if not value:
            return None
        if value in YES:
            return 1
        if value in NO:
            return 0
        self.fault(line, frame, f"'{shown(cell)}' is no code", "write 1 or 0 (or yes, no, x)")
        return None

    def indicators(self, line: int, cell: str) -> tuple[str, ...]:
        """The signs named in a cell: ``S1;T3``, ``S1+T3``, ``s1 and t3``."""
        found: list[str] = []
        for piece in re.split(r"[;,/+&|\s]+|\b(?:and|und|et|и)\b", cell.strip()):
            name = (piece or "").strip("?().:").translate(_LOOKALIKE)
            if not name or name in {"-", "–", "—"} or name.lower() in {"none", "no"}:
                continue
            if self.codebook is None:
                name = name.upper()
            elif name.lower() in self.spelling:
                name = self.spelling[name.lower()]
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
        """The voice; ``None`` where it was left open or set aside."""
        value = clean(cell).rstrip("? ")
        if _VOICE.get(value) == "-":
            blank = value == "" and (any(codes.values()) or all(v is None for v in codes.values()))
            return None if blank else "-"
        if value in _VOICE:
            return _VOICE[value]
        self.fault(
            line, "voice", f"'{shown(cell)}' is no voice", f"write one of: {', '.join(VOICES)}"
        )
        return None

"""What was cut from the pages of a case, with the reason: ``cut.csv``, which stays on this machine.

Columns: ``id`` (of the text), ``by`` (``machine`` or ``you``), ``reason``, ``place`` (paragraphs of
the article before it), ``text``. Nothing is lost: ``newscompare look`` shows it and takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from newscompare.case.cells import read_cells, write_cells
from newscompare.errors import InputError
from newscompare.gather.furniture import Line

NAME = "cut.csv"
HEADER = ["id", "by", "reason", "place", "text"]
MACHINE, YOU = "machine", "you"


@dataclass(frozen=True)
class Cut:
    """One paragraph that was cut from a text."""

    id: str
    by: str
    reason: str
    place: str
    text: str


def read_cuts(folder: Path) -> list[Cut]:
    """What was cut from the texts of a case so far; nothing where there is no file. Raises
    ``InputError``.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    header, rows = read_cells(path)
    if not set(HEADER) <= set(header):
        cure = f"let its first line be: {','.join(HEADER)}"
        raise InputError(str(path), "is not as 'newscompare fetch' wrote it", cure, line=1)
    found = [dict(zip(header, cells, strict=False)) for _, cells in rows]
    return [Cut(*(one.get(name, "") for name in HEADER)) for one in found]


def write_cuts(folder: Path, cuts: Iterable[Cut]) -> None:
    """Write all that was cut."""
    write_cells(HEADER, [list(astuple(one)) for one in cuts], folder / NAME)


def note_cuts(folder: Path, id: str, lines: Iterable[Line]) -> None:
    """Put what the machine cut from one page in place of what it cut from it before."""
    before = [one for one in read_cuts(folder) if one.id != id or one.by != MACHINE]
    new = [Cut(id, MACHINE, line.reason, str(line.place), line.text) for line in lines]
    if before or new:
        write_cuts(folder, [*before, *new])

"""The folder of a class: every file in it is read, or said to be left out and why.

A cell that cannot be read is set aside and named, never the sheet. Two sheets of one coder are put
together where they code different units; else the fuller one counts.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from newscompare.articles import digest
from newscompare.case.cells import decoded
from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.characters import shown
from newscompare.errors import InputError
from newscompare.files import read_bytes
from newscompare.hand.handed_in import MOST_NAMED, SUFFIXES, left_behind, read_file, told
from newscompare.hand.lines import holds_lines, read_lines
from newscompare.hand.rows import plain
from newscompare.hand.sheets import Sheet, unmasked

NOT_CODERS = frozenset(["reference", "class"])
COPY = re.compile(
    r"(?: ?\(\d+\)| - (?:Copy|Kopie|копия)(?: \(\d+\))?| copy(?: \d+)?)$", re.IGNORECASE
)
LEFT_OUT = "left out: "
UNMATCHED = "use a sheet written for this case, ids unchanged"


@dataclass
class Collected:
    """What a folder held. ``sheets``: one for each coder. ``account``: one row a file and coder,
    with what became of it: ``file``, ``coder`` (empty: none), ``note``. ``refused``: a line for
    each sheet left out.
    """

    sheets: list[Sheet] = field(default_factory=list)
    account: list[tuple[str, str, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def refuse(self, name: str, error: InputError) -> None:
        """Leave a sheet out, with the reason."""
        self.refused.append(f"{LEFT_OUT}{error}")
        self.account.append((name, "", f"{LEFT_OUT}{error}"))


def case_sheets(case: CaseFolder, codebook: Codebook, units: pd.DataFrame) -> list[Sheet]:
    """The sheets in ``sheets/`` of a case that hold a code, one for each coder, under the units'
    own ids. What was set aside or passed over is said on the error stream, a line a file.
    ``units``: as ``CaseFolder.read_units`` gives them.
    """
    if not case.sheets.is_dir():
        return []
    own = units[units["zone"] != SUBHEAD].set_index("id")
    found = collect(case.sheets, codebook, own, whole=False)
    for name, _, note in found.account:
        if note and not name.startswith("."):
            said = note if note.startswith(LEFT_OUT) else f"{case.sheets / name}: {note}"
            print(f"note: {said}", file=sys.stderr)
    return found.sheets


def passed_over(path: Path) -> str:
    """Why something in a folder of sheets is none; empty for a file that may be one."""
    if path.is_dir():
        return "passed over: a folder; put its sheets here"
    if left_behind(path):
        return "passed over: left by the system, not a sheet"
    if path.suffix.lower() in SUFFIXES:
        return ""
    kind = path.suffix or "no suffix"
    return f"passed over: {kind} is no sheet; save it as CSV or xlsx if it is one"


def collect(
    folder: Path, codebook: Codebook, units: pd.DataFrame, *, whole: bool = True
) -> Collected:
    """Read everything in a folder. ``units`` of the case without subheads: ``zone``, ``hash``,
    index ``id``. ``whole``: leave out a sheet without any unit that is coded for every frame.
    Raises ``InputError`` for a folder that is none.
    """
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder", "name the folder with the class's sheets")
    found, read = Collected(), list[tuple[Sheet, list[str]]]()
    for path in sorted(folder.iterdir()):
        if note := passed_over(path):
            found.account.append((path.name, "", note))
        else:
            try:
                read += _sheets(path, codebook, units, found, whole)
            except InputError as error:
                found.refuse(path.name, error)
    _one_each(read, found)
    return found


def read_any(
    path: Path, codebook: Codebook, units: pd.DataFrame | None = None
) -> Iterator[tuple[Sheet | None, list[InputError]]]:
    """Every coder's sheet in a file, each with its faults: a sheet of one coder or of several, or a
    text with lines of the coder page (no sheet where a line is damaged). ``units`` of the case with
    their text, by default those beside the codebook. Raises ``InputError`` for a file that holds
    none.
    """
    text = decoded(read_bytes(path)) if path.suffix.lower() == ".txt" else ""
    if not holds_lines(text):
        yield from read_file(path, codebook)
        return
    table = CaseFolder(Path(codebook.path).parent).read_units() if units is None else units
    for one in read_lines(path, text, table, codebook):
        yield (None, [one]) if isinstance(one, InputError) else (one, [])


def _sheets(
    path: Path, codebook: Codebook, units: pd.DataFrame, found: Collected, whole: bool
) -> list[tuple[Sheet, list[str]]]:
    """The usable sheets of one file, each with its notes."""
    usable = []
    for sheet, faults in read_any(path, codebook):
        if sheet is None:
            found.refuse(path.name, faults[0])
            continue
        try:
            own, strange = matched(_renamed(sheet), units)
            _checked(own, whole)
            usable.append((own, _notes(own, [*faults, *strange])))
        except InputError as error:
            found.refuse(path.name, faults[0] if faults and "code" in error.problem else error)
    return usable


def _renamed(sheet: Sheet) -> Sheet:
    """A sheet under the coder's plain name: no mark of a copy, letters composed."""
    name = unicodedata.normalize("NFC", COPY.sub("", sheet.coder)).strip()
    return replace(sheet, coder=re.sub(r"\s+", "-", name) or sheet.coder)


def _checked(sheet: Sheet, whole: bool) -> None:
    if sheet.coder.lower() in NOT_CODERS:
        raise InputError(str(sheet.path), f"'{sheet.coder}' cannot name a coder", "rename the file")
    some = any(row.coded for row in sheet.rows)
    if not some or (whole and not any(None not in row.codes.values() for row in sheet.rows)):
        what = "holds no unit with a code under each frame" if some else "holds no code yet"
        raise InputError(str(sheet.path), what, "write 1 or 0 under each frame")


# --- Units


def matched(sheet: Sheet, units: pd.DataFrame) -> tuple[Sheet, list[InputError]]:
    """A sheet under the case's own ids: hidden ids, ids that were typed (``ledger-3``, ``Ledger
    03``) and ids lost where the sentence is there. Rows of no unit of the case are set aside, with
    a fault for each; so are rows whose sentence has changed, where ``units`` has the ``text``.
    Raises ``InputError`` where no row is left.
    """
    texts = {digest(row.text): row.text for row in sheet.rows}
    known = units.reset_index().assign(text=units["hash"].map(texts).to_numpy())
    sheet = unmasked(sheet, known.dropna(subset="text"))
    names = {_spelled(unit): str(unit) for unit in units.index}
    by_text = dict(zip(units["hash"], units.index, strict=True))
    words = units["text"] if "text" in units else pd.Series(dtype=str)
    reads = dict(zip(words.index, map(plain, words), strict=True))
    rows, faults, had = [], list[InputError](), set[str]()
    for row in sheet.rows:
        if row.zone == SUBHEAD:
            continue
        unit = names.get(_spelled(row.unit)) or by_text.get(digest(row.text))
        changed = unit in reads and plain(row.text) not in ("", reads[unit])
        if unit is None or unit in had or changed:
            what = "is no unit of this case" if unit is None else f"is {unit} once more"
            what = "reads otherwise than in its text" if changed else what
            problem, column = f"'{shown(row.unit)}' {what}", "text" if changed else "unit"
            faults.append(
                InputError(str(sheet.path), problem, UNMATCHED, line=row.line, column=column)
            )
            continue
        had.add(unit)
        rows.append(replace(row, unit=unit))
    if not rows and faults:
        raise faults[0]
    return replace(sheet, rows=tuple(rows)), faults


def _spelled(unit: str) -> str:
    """An id however it is typed: small letters, one hyphen, no zeros before the number."""
    name = re.sub(r"[\s_.‐-―−-]+", "-", unicodedata.normalize("NFKC", str(unit)).strip().lower())
    return re.sub(r"-?0*(\d+)$", r"-\1", name)


# --- Notes


def _notes(sheet: Sheet, faults: Sequence[InputError]) -> list[str]:
    notes = []
    if faults:
        notes.append(told(faults))
    doubts = [f"{row.unit} {column}" for row in sheet.rows for column in row.doubts]
    if doubts:
        more = f" and {len(doubts) - MOST_NAMED} more" if len(doubts) > MOST_NAMED else ""
        notes.append(f"read as given, in doubt: {', '.join(doubts[:MOST_NAMED])}{more}")
    if sheet.marked:
        blank = sum(not row.coded for row in sheet.rows)
        notes.append(
            f"yes-marks and no 0: the {blank} units without a mark are read as not coded; "
            "mark them in the column 'seen', or write 0, where they were read"
        )
    return notes


def _codes(sheet: Sheet) -> dict[str, Mapping[str, int | None]]:
    return {row.unit: row.codes for row in sheet.rows if row.coded}


def _one_each(read: list[tuple[Sheet, list[str]]], found: Collected) -> None:
    """One sheet a coder: parts put together, copies counted once, else the fuller one."""
    kept: dict[str, Sheet] = {}
    for sheet, notes in read:
        key, name = sheet.coder.lower(), sheet.path.name
        first = kept.get(key)
        if first is None:
            kept[key] = sheet
        else:
            one, two = _codes(first), _codes(sheet)
            if one == two:
                notes = [f"the same codes as in {first.path.name}: counted once", *notes]
            elif not one.keys() & two.keys():
                coded = {row.unit for row in sheet.rows if row.coded}
                rows = [row for row in first.rows if row.unit not in coded]
                own = [row for row in sheet.rows if row.coded]
                kept[key] = replace(first, rows=(*rows, *own))
                notes = [f"put together with {first.path.name}", *notes]
            else:
                less, more = (first, sheet) if len(two) >= len(one) else (sheet, first)
                kept[key] = more
                error = InputError(
                    str(less.path),
                    f"is another sheet of {less.coder}: {more.path.name} holds more and is used",
                    "keep one of the two, or rename one",
                )
                found.refuse(less.path.name, error)
                if more is first:
                    continue
        found.account.append((name, kept[key].coder, "; ".join(notes)))
    found.sheets = list(kept.values())

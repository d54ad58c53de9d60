"""The sheets of a class: read from one folder, beside the reference of the case that they code.

A sheet that cannot be used is left out with one line that says why; the others are used. Sheets
that hide the outlets are taken too. What the codes amount to: ``measures.classroom``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from newscompare.articles import digest
from newscompare.case.codebook import Codebook, read_codebook
from newscompare.case.folder import SUBHEAD
from newscompare.case.tables import Case
from newscompare.characters import shown
from newscompare.errors import InputError
from newscompare.hand.sheets import Sheet, read_sheet_faults, unmasked
from newscompare.measures.classroom import (
    REFERENCE,
    agreement_by_coder,
    class_findings,
    class_shares,
    majority,
    split_sentences,
)
from newscompare.measures.diagnosis import diagnoses
from newscompare.measures.framing import frames_of
from newscompare.pages.book import Html

MADE_UP = "class"
"""The folder of a case with the three made-up sheets."""


@dataclass(frozen=True)
class Room:
    """What a class coded.

    ``frames``: reference and coders, columns as in the case's ``frames`` with ``article``.
    ``texts``: unit to its text, from the sheets. ``refused``: one line for each sheet left out.
    ``notes``: one line for each thing to know of a sheet used.
    """

    case: Case
    frames: pd.DataFrame
    texts: Mapping[str, str]
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_room(case: Case, folder: Path | str | None = None) -> Room:
    """Read every CSV of a folder (default: the made-up sheets of the case). Raises ``InputError``
    where none can be used.
    """
    folder = case.folder / MADE_UP if folder is None else Path(folder)
    paths = sorted(p for p in folder.glob("*.csv") if not p.name.startswith("."))
    if not paths:
        raise InputError(
            str(folder), "holds no sheet", "put the class's sheets there, one CSV for each coder"
        )
    codebook = read_codebook(case.folder / "codebook.yml")
    units = case.sentences[case.sentences["zone"] != SUBHEAD].set_index("id")
    sheets, refused = [], []
    for path in paths:
        try:
            sheets.append(_read(path, codebook, units))
        except InputError as error:
            refused.append(f"left out: {error}")
    if not sheets:
        raise InputError(
            str(folder),
            f"holds no sheet that can be used (the first: {refused[0]})",
            "mend that one and run again",
        )
    notes = [
        f"{s.path.name}: yes-marks and no 0, so every blank was read as 0"
        for s in sheets
        if s.marked
    ]
    reference = case.frames[case.frames["coder"] == REFERENCE]
    order = {unit: number for number, unit in enumerate(units.index)}
    tables = [_table(sheet, list(codebook.frames), units, order) for sheet in sheets]
    texts = {row.unit: " ".join(row.text.split()) for sheet in sheets for row in sheet.rows}
    return Room(
        case,
        pd.concat([reference, *tables], ignore_index=True),
        texts,
        tuple(refused),
        tuple(notes),
    )


def _read(path: Path, codebook: Codebook, units: pd.DataFrame) -> Sheet:
    sheet, faults = read_sheet_faults(path, codebook=codebook)
    if sheet is None or faults:
        first, more = (
            faults[0],
            f" (and {len(faults) - 1} more faults in this sheet)" if len(faults) > 1 else "",
        )
        raise InputError(
            first.file, first.problem + more, first.cure, line=first.line, column=first.column
        )
    if sheet.coder.lower() in {REFERENCE, MADE_UP}:
        raise InputError(str(path), f"'{sheet.coder}' cannot name a coder", "rename the file")
    texts = {digest(row.text): row.text for row in sheet.rows}
    known = units.reset_index().assign(text=units["hash"].map(texts).to_numpy())
    sheet = unmasked(sheet, known.dropna(subset="text"))
    rows = [row for row in sheet.rows if row.zone != SUBHEAD]
    strange = next((row for row in rows if row.unit not in units.index), None)
    if strange is not None:
        problem = f"'{shown(strange.unit)}' is no unit of this case"
        raise InputError(
            str(path),
            problem,
            "use a sheet written for this case, ids unchanged",
            line=strange.line,
            column="unit",
        )
    if not any(row.coded for row in rows):
        raise InputError(str(path), "holds no code yet", "write 1 or 0 under each frame")
    return replace(sheet, rows=tuple(rows))


def _table(
    sheet: Sheet, frames: Sequence[str], units: pd.DataFrame, order: Mapping[str, int]
) -> pd.DataFrame:
    rows = [
        {
            "sentence": row.unit,
            "coder": sheet.coder,
            **{frame: row.codes[frame] for frame in frames},
            "indicators": ";".join(row.indicators),
            "voice": {None: "", "-": "none"}.get(row.voice, row.voice),
        }
        for row in sorted(sheet.rows, key=lambda row: order[row.unit])
        if all(row.codes.get(frame) is not None for frame in frames)
    ]
    table = pd.DataFrame(rows, columns=["sentence", "coder", *frames, "indicators", "voice"])
    article = units["article"]
    return table.assign(
        article=pd.Categorical(
            table["sentence"].map(article), categories=article.cat.categories, ordered=True
        )
    )


# --- Tables to read


def sheets_read(room: Room) -> pd.DataFrame:
    """The sheets: ``Sheet``, ``Units`` coded, ``Note``; those left out last, with the reason."""
    counts = room.frames["coder"].value_counts()
    rows: list[tuple[str, int | None, str]] = [
        (name, int(counts[name]), _note(room.notes, name))
        for name in dict.fromkeys(room.frames["coder"])
        if name != REFERENCE
    ]
    rows += [("–", None, line) for line in room.refused]
    return pd.DataFrame(rows, columns=["Sheet", "Units", "Note"]).astype({"Units": "Int64"})


def _note(notes: Iterable[str], name: str) -> str:
    return "; ".join(note.partition(": ")[2] for note in notes if note.startswith(f"{name}.csv: "))


def beside_reference(room: Room) -> pd.DataFrame:
    """Each coder beside the reference, one row a frame: ``Coder``, ``Frame``, ``Kappa``,
    ``Recall``, ``Precision``.
    """
    table = agreement_by_coder(room.frames)
    parts = [
        pd.DataFrame(
            {
                "Coder": table["coder"],
                "Frame": frame,
                **{
                    measure.capitalize(): table[f"{measure}_{frame}"]
                    for measure in ("kappa", "recall", "precision")
                },
            }
        )
        for frame in frames_of(room.frames)
    ]
    return pd.concat(parts).sort_index(kind="stable").reset_index(drop=True)


def beside_others(room: Room) -> pd.DataFrame:
    """Each coder beside the class: ``Coder``, ``Units``, ``Kappa of voice`` (with the reference),
    ``Kappa with the others``, ``Alpha without``.
    """
    names = {"coder": "Coder", "units": "Units", "kappa_voice": "Kappa of voice"}
    names |= {"kappa_others": "Kappa with the others", "alpha_without": "Alpha without"}
    return agreement_by_coder(room.frames)[list(names)].rename(columns=names)


def diagnosis_table(room: Room) -> pd.DataFrame:
    """``measures.classroom.diagnoses``, one row a coder: ``Coder``, ``Kind`` (the weightiest), ``In
    words``.
    """
    found = diagnoses(room.frames)
    found = found.assign(
        says=found["says"].str[:1].str.upper()
        + found["says"].str[1:]
        + found["says"].str.endswith("?").map({True: "", False: "."})
    )
    grouped = found.groupby("coder", sort=False)
    return pd.DataFrame(
        {
            "Coder": list(grouped.groups),
            "Kind": grouped["kind"].first().to_list(),
            "In words": grouped["says"].agg(" ".join).to_list(),
        }
    )


def split_table(room: Room, most: int = 12) -> pd.DataFrame:
    """The sentences that split the room most, to read aloud: unit, text, frame, who said yes and
    no, what the reference has.
    """
    found = split_sentences(room.frames)
    found = found.assign(wrong=(found["reference"] == 1) != (found["yes"] > found["no"]))
    found = found.sort_values(["split", "wrong"], ascending=False, kind="stable").head(most)
    return pd.DataFrame(
        {
            "Unit": found["sentence"],
            "Sentence": found["sentence"].map(room.texts),
            "Frame": found["frame"],
            "Yes": [_names(n, who) for n, who in zip(found["yes"], found["who_yes"], strict=True)],
            "No": [_names(n, who) for n, who in zip(found["no"], found["who_no"], strict=True)],
            "Reference": found["reference"].map({1: "yes", 0: "no"}),
        }
    )


def _names(n: int, who: str) -> str:
    return who if n <= 4 else f"{n} coders"


def what_stays(room: Room) -> Html:
    """How many findings stay the same with the class in the reference's place, and how many codes
    change: one line.
    """
    found, changed = class_findings(room.frames), int(class_shares(room.frames)["changed"].sum())
    words = (
        f"Of {len(found)} findings {int(found['same'].sum())} stay the same with this class in "
        f"the reference's place; codes changed: {changed}."
    )
    words += f" Ties, counted as no: {int(majority(room.frames)['ties'].sum())}."
    return Html(f"<p>{words}</p>", words)

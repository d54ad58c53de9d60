"""The sheets of a class beside the reference of the case that they code, as tables to read.

What is read of a folder, and what is set aside: ``collecting``. What the codes amount to:
``measures.classroom``. Nobody is ranked: tables follow the order of the names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_uppercase

import pandas as pd

from newscompare.articles import digest
from newscompare.case.codebook import read_codebook
from newscompare.case.folder import SUBHEAD
from newscompare.case.tables import Case
from newscompare.errors import InputError
from newscompare.hand.collecting import collect
from newscompare.hand.rows import plain
from newscompare.hand.sheets import Sheet
from newscompare.measures.classroom import (
    REFERENCE,
    against_reference,
    agreement_by_coder,
    agreement_by_text,
    class_findings,
    class_shares,
    majority,
    pair_kappas,
    split_sentences,
)
from newscompare.measures.coverage import complete_texts
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
    ``account``: what became of each file: ``file``, ``coder``, ``note``. ``names``: a coder's
    letter to the name, where names are hidden.
    """

    case: Case
    frames: pd.DataFrame
    texts: Mapping[str, str]
    refused: tuple[str, ...] = ()
    account: tuple[tuple[str, str, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def read_room(case: Case, folder: Path | str | None = None, *, hide_names: bool = False) -> Room:
    """Read every sheet of a folder (default: the made-up sheets of the case): CSV, workbooks, text
    files with lines of the coder page; one coder a file or several.

    ``hide_names``: coders appear as A, B, C, in an order that has nothing to do with their names
    or their codes. Raises ``InputError`` where no sheet can be used.
    """
    folder = case.folder / MADE_UP if folder is None else Path(folder)
    codebook = read_codebook(case.folder / "codebook.yml")
    units = case.sentences[case.sentences["zone"] != SUBHEAD].set_index("id")
    found = collect(folder, codebook, units)
    if not found.sheets and not found.refused:
        raise InputError(str(folder), "holds no sheet", "put the class's sheets there, CSV or xlsx")
    if not found.sheets:
        raise InputError(
            str(folder),
            f"holds no sheet that can be used (the first: {found.refused[0]})",
            "mend that one and run again",
        )
    reference = case.frames[case.frames["coder"] == REFERENCE]
    order = {unit: number for number, unit in enumerate(units.index)}
    names = _letters([sheet.coder for sheet in found.sheets]) if hide_names else {}
    sheets = [replace(s, coder=names.get(s.coder, s.coder)) for s in found.sheets]
    sheets = sorted(sheets, key=lambda s: (len(s.coder), s.coder)) if hide_names else sheets
    tables = [_table(sheet, list(codebook.frames), units, order) for sheet in sheets]
    texts = {r.unit: plain(r.text) for sheet in sheets for r in sheet.rows if r.text}
    return Room(
        case,
        pd.concat([reference, *tables], ignore_index=True),
        texts,
        tuple(found.refused),
        tuple(found.account),
        {letter: name for name, letter in names.items()},
    )


def _letters(names: Sequence[str]) -> dict[str, str]:
    """A letter for each name, by a digest of the name."""
    letters = [*ascii_uppercase, *(a + b for a in ascii_uppercase for b in ascii_uppercase)]
    return dict(zip(sorted(names, key=digest), letters, strict=False))


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
    """Every file of the folder: ``File``, ``Coder``, ``Units`` coded, ``Note`` (what was set aside,
    or why it was left out). With hidden names the coders stay unnamed here.
    """
    counts = room.frames["coder"].value_counts()
    hidden = {name: letter for letter, name in room.names.items()}
    rows = [
        (
            file,
            "–" if hidden or not coder else coder,
            int(counts[hidden.get(coder, coder)]) if hidden.get(coder, coder) in counts else None,
            note,
        )
        for file, coder, note in room.account or [("–", n, "") for n in counts.index]
        if coder != REFERENCE
    ]
    return pd.DataFrame(rows, columns=["File", "Coder", "Units", "Note"]).astype({"Units": "Int64"})


def pair_table(room: Room, coder: str | None = None) -> pd.DataFrame:
    """``measures.classroom.pair_kappas`` with readable names, of one ``coder`` or of all:
    ``Coder``, ``And``, ``Units``, and a column a frame.
    """
    table = pair_kappas(room.frames)
    if coder is not None:
        table = table[(table["first"] == coder) | (table["second"] == coder)]
    return table.rename(columns={"first": "Coder", "second": "And", "units": "Units"})


def text_table(room: Room) -> pd.DataFrame:
    """``measures.classroom.agreement_by_text`` with the labels of the texts."""
    table = agreement_by_text(room.frames)
    labels = table["article"].astype(str).map(dict(room.case.labels))
    names = {"article": "Text", "coders": "Coders", "units": "Units"}
    return table.assign(article=labels).rename(columns=names)


def against_table(room: Room) -> pd.DataFrame:
    """Where the room agrees and the reference differs, to read aloud: ``Unit``, ``Sentence``,
    ``Frame``, ``Room`` and ``Reference`` (yes or no).
    """
    found = against_reference(room.frames)
    votes = zip(found["yes"], found["no"], strict=True)
    says = [f"{'yes' if y > n else 'no'} ({max(y, n)} of {y + n})" for y, n in votes]
    return pd.DataFrame(
        {
            "Unit": found["sentence"],
            "Sentence": found["sentence"].map(dict(room.texts)),
            "Frame": found["frame"],
            "Room": says,
            "Reference": found["reference"].map({1: "yes", 0: "no"}),
        }
    )


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
    change: one line. Without two complete texts there is no finding, and the line says so.
    """
    found, changed = class_findings(room.frames), int(class_shares(room.frames)["changed"].sum())
    if found.empty:
        whole = len(complete_texts(room.frames))
        words = (
            "No finding: a finding compares, and takes two complete texts. Complete here: "
            f"{whole}. Codes changed: {changed}."
        )
    else:
        words = (
            f"Of {len(found)} findings {int(found['same'].sum())} stay the same with this class in "
            f"the reference's place; codes changed: {changed}."
        )
    words += f" Ties, counted as no: {int(majority(room.frames)['ties'].sum())}."
    return Html(f"<p>{words}</p>", words)

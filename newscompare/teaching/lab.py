"""What the labs in ``notebooks/lab`` call: texts to read, a codebook to extend, and checks that
explain themselves.

All labs work on the practice event, whose texts may be copied. A check never raises: it says what
is right, what is not done yet (the value is still ``...``), or what to look at again, without
giving the answer away.
"""

from __future__ import annotations

from html import escape

import pandas as pd

from newscompare.case.folder import SUBHEAD
from newscompare.errors import InputError
from newscompare.hand.coder import Coder
from newscompare.hand.sheets import read_sheet
from newscompare.measures.framing import coded_by
from newscompare.pages.book import Html
from newscompare.teaching.practice import (
    FRAMES,
    KEPT,
    LEARN,
    accuracy,
    codebook_with,
    differences,
    practice,
    units,
)
from newscompare.teaching.stale import watched
from newscompare.teaching.tasks import CHECKS, ENOUGH

__all__ = [
    "KEPT",
    "LEARN",
    "Checked",
    "accuracy",
    "beside_reference",
    "check",
    "code_as",
    "codebook_with",
    "differences",
    "practice",
    "read",
]


def read(text: str) -> Html:
    """One text of the practice event to read, its units numbered. Raises ``InputError`` for an
    unknown text.
    """
    rows = units()[units()["article"] == text]
    if rows.empty:
        raise InputError(
            text, "is no text of the practice event", f"use one of: {', '.join(practice().labels)}"
        )
    lines = [
        f"<p><small>{escape(row['id'])}</small> {_strong(row['text'], row['zone'] != 'body')}</p>"
        for row in rows.to_dict("records")
    ]
    return Html(
        "".join(lines), "\n".join(f"{i} {t}" for i, t in zip(rows["id"], rows["text"], strict=True))
    )


def _strong(text: str, strong: bool) -> str:
    return f"<strong>{escape(text)}</strong>" if strong else escape(text)


watched()


# --- Code by hand


def code_as(coder: Coder, habit: str, units: int = 2 * ENOUGH) -> Html:
    """Fill the first units of a sheet from a made-up one (``careful``, ``hasty``, ``contrary``):
    for teachers and tests.
    """
    made_up = {
        row.unit: row
        for row in read_sheet(
            practice().folder / "class" / f"{habit}.csv", codebook=coder.codebook
        ).rows
    }
    codable = [coder.rows[place]["unit"] for place in coder.order()]
    for unit in [unit for unit in codable[:units] if unit not in coder.done]:
        coder.go(unit)
        coder.code(*made_up[unit].indicators, voice=made_up[unit].voice or "", at_once=True)
    return coder.show()


def beside_reference(coder: Coder) -> pd.DataFrame:
    """What was coded, beside the reference: ``unit``, ``text``, each frame, and each frame with
    ``_reference``.
    """
    sheet = read_sheet(coder.path, codebook=coder.codebook)
    rows = [
        {"unit": row.unit, "text": row.text, **row.codes}
        for row in sheet.rows
        if row.coded and row.zone != SUBHEAD
    ]
    mine = (
        pd.DataFrame(rows, columns=["unit", "text", *FRAMES])
        .dropna()
        .astype(dict.fromkeys(FRAMES, int))
    )
    reference = coded_by(practice().frames).rename(columns={"sentence": "unit"})[["unit", *FRAMES]]
    return mine.merge(reference, on="unit", suffixes=("", "_reference"))


# --- Checks


class Checked:
    """The answer of a check: ``ok`` and the words shown."""

    def __init__(self, ok: bool, words: str, *, open: bool = False) -> None:
        self.ok, self.words = ok, words
        self.mark = "✓ " if ok else "… " if open else "✗ "

    def _repr_html_(self) -> str:
        colour = "#009E73" if self.ok else "#5d6670" if self.mark == "… " else "#D55E00"
        style = f"border-left: 4px solid {colour}; padding: 0.3em 0.8em"
        return f'<p style="{style}">{self.mark}{escape(self.words)}</p>'

    def __repr__(self) -> str:
        return self.mark + self.words


def check(task: str, value: object, *given: object) -> Checked:
    """Is the task done? Says so, or what to look at again; ``given`` is what the answer was taken
    from.

    Raises ``InputError`` for an unknown task.
    """
    if task not in CHECKS:
        raise InputError("check", f"'{task}' is no task", f"use one of: {', '.join(CHECKS)}")
    old = watched().old()
    if old:
        return Checked(
            False,
            f"The cell that sets {' and '.join(old)} ended in an error, so the answer is an old "
            "one. Mend that cell, run it, then run this one.",
            open=True,
        )
    if value is ...:
        return Checked(
            False,
            "Not done yet: put your answer in place of the three dots, run that cell, then "
            "this one.",
            open=True,
        )
    try:
        fault, praise = CHECKS[task](value, *given)
    except (TypeError, ValueError, LookupError, AttributeError):
        return Checked(
            False,
            f"Your answer is {_kind(value)}, and the task asks for something else. Read it again.",
        )
    return Checked(not fault, fault or praise)


def _kind(value: object) -> str:
    """What an answer is, in plain words."""
    return next(
        (words for kinds, words in KINDS.items() if isinstance(value, kinds)),
        "nothing that can be counted",
    )


KINDS: dict[tuple[type, ...], str] = {
    (str,): "words in quotation marks",
    (bool,): "a yes or no",
    (int, float): "a number",
    (dict,): "a dictionary",
    (list, tuple, set): "a list",
    (pd.Series, pd.DataFrame): "a whole table or column",
    (type(None),): "empty (None)",
}

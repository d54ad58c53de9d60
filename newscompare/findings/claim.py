"""One number of a report with the rows that it counts.

A ``Claim`` knows its value as shown, what it says, the coded rows behind it (numerator) and the
rows that it was counted among (denominator). The book pastes the value with a link to those rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

import pandas as pd

from newscompare.figures.page import ROWS_PAGE
from newscompare.figures.sentences import FEW, NOBODY_TWICE
from newscompare.figures.shares import percent as percent

WORDS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True)
class Claim:
    """One number (or name) of the report.

    ``table`` names the table of the rows: ``articles``, ``sentences``, ``attributions`` or
    ``quotes``; ``rows`` are the ids counted, ``among`` the ids that they were counted among (empty
    where nothing was divided).
    """

    key: str
    shown: str
    says: str
    table: str
    rows: tuple[str, ...]
    among: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """``13 of 19 sentences`` or ``13 sentences``."""
        unit = {"sentences": "coded units", "articles": "texts", "quotes": "quotations"}.get(
            self.table, self.table
        )
        if len(self.among or self.rows) == 1:
            unit = {"parties": "party"}.get(unit, unit.removesuffix("s"))
        of = f" of {len(self.among)}" if self.among else ""
        return f"{len(self.rows)}{of} {unit}"

    def _repr_html_(self) -> str:
        title = escape(f"{self.says}: {self.basis}. Open the rows.", quote=True)
        return (
            f'<a class="count" href="{ROWS_PAGE}#claim={quote(self.key, safe="")}" '
            f'title="{title}">{escape(self.shown)}</a>'
        )

    def __repr__(self) -> str:
        return self.shown


def in_words(n: int) -> str:
    """A count up to twelve as a word (``none`` for 0), above that as a numeral."""
    return WORDS[n] if 0 <= n < len(WORDS) else str(n)


def ids(table: pd.DataFrame, column: str) -> tuple[str, ...]:
    """The values of a column as row ids."""
    return tuple(str(v) for v in table[column])


def share(
    key: str, says: str, table: str, rows: pd.DataFrame, among: pd.DataFrame, column: str
) -> Claim:
    """A claim that is a share: ``rows`` of ``among``; none of fewer than ``FEW``."""
    shown = percent(len(rows) / len(among)) if len(among) >= FEW else "–"
    return Claim(key, shown, says, table, ids(rows, column), ids(among, column))


def most_frequent(values: pd.Series) -> list[str]:
    """The values that stand most often, all that tie, in the order of first places; none of an
    empty column.
    """
    counts = values.astype(str).value_counts(sort=False)
    return [str(value) for value in counts.index[counts == counts.max()]]


def top_name(names: list[str], what: str) -> tuple[str, str]:
    """How those at the top are shown (the one, or how many tie; ``what`` is *speaker* or *source*)
    and what is to be added to what a claim says of them.
    """
    if len(names) > 1:
        shown = f"{in_words(len(names))} {what}s"
        return shown, f" ({shown} tie)"
    return (names[0] if names else "nobody"), ""


def leading(values: pd.Series) -> list[str]:
    """Who stands most often, all that tie, of those who stand twice or more."""
    top = most_frequent(values)
    return top if top and int((values.astype(str) == top[0]).sum()) > 1 else []


def leader(
    key: str, what: str, says: str, table: str, column: str, rows: pd.DataFrame
) -> tuple[Claim, str]:
    """A claim that names who stands most often in a column (``what``: *speaker* or *source*), and
    what is to be added to the words of other claims where several tie. Nobody leads who stands
    there once.
    """
    top = leading(rows[column])
    shown, tie = top_name(top, what)
    shown = shown if top or rows.empty else NOBODY_TWICE
    return named(key, shown, says + tie, table, rows[rows[column].isin(top)], "id"), tie


def leader_share(
    key: str, says: str, table: str, column: str, rows: pd.DataFrame, among: pd.DataFrame
) -> Claim:
    """Which share of ``among`` belongs to who stands most often in ``rows`` (to each, where several
    tie); none of fewer than ``FEW``, or where nobody stands there twice.
    """
    top = leading(rows[column])
    made = share(key, says, table, rows[rows[column].isin(top[:1])], among, "id")
    return made if top else replace(made, shown="–")


def count(
    key: str, says: str, table: str, rows: pd.DataFrame, column: str, *, words: bool = False
) -> Claim:
    """A claim that is a count of ``rows``, in words where ``words`` says so."""
    return Claim(
        key, in_words(len(rows)) if words else str(len(rows)), says, table, ids(rows, column)
    )


def named(key: str, shown: str, says: str, table: str, rows: pd.DataFrame, column: str) -> Claim:
    """A claim that is a name or any other text, with the rows behind it."""
    return Claim(key, shown, says, table, ids(rows, column))

"""The numbers of a chapter: one object, ``n``, whose attributes the prose shows.

In JupyterLab ``{eval}`n.texts``` asks the kernel; a click on the number opens its rows in place. In
the book the same words are answered from what the chapter's first cells displayed, so that a
chapter whose code did not change need not run again for its prose; there the number is a link to
its rows.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape

import pandas as pd

from newscompare.case.tables import Case
from newscompare.findings.claims import Claim
from newscompare.findings.finding import Mark
from newscompare.pages.rows import (
    LEFT,
    article_rows,
    attribution_rows,
    party_rows,
    quote_rows,
    sentence_rows,
)

TABLES: dict[str, Callable[[Case], pd.DataFrame]] = {
    "articles": article_rows,
    "sentences": sentence_rows,
    "attributions": attribution_rows,
    "quotes": quote_rows,
    "parties": party_rows,
}
"""The table of a claim to the function that shows its rows."""

MOST_ROWS = 60
"""A number in JupyterLab opens so many of its rows; the chapter on rows has all."""

MIME = "application/vnd.newscompare.numbers+json"
"""Where the displayed object keeps its numbers for the book: name to HTML."""


BUTTON = (
    "all: unset; cursor: pointer; font-weight: 600; text-decoration: underline dotted; "
    "text-underline-offset: 0.2em"
)
PANEL = "max-width: 90vw; max-height: 80vh; overflow: auto; padding: 1em; text-align: left"


class Value:
    """A number or word of the prose that no rows stand behind, as it is shown."""

    def __init__(self, value: object) -> None:
        self.shown = shown(value)

    def __repr__(self) -> str:
        return self.shown

    def _repr_html_(self) -> str:
        return f'<span class="value">{escape(self.shown)}</span>'


def shown(value: object) -> str:
    """A value as prose shows it: floats with two decimals, a missing one as ``–``."""
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:.2f}"
    return str(value)


_IDS = itertools.count()


@dataclasses.dataclass(frozen=True)
class Opening(Claim):
    """A claim that opens its rows where it stands, for JupyterLab; ``link`` is that of the book."""

    find: Callable[[str], pd.DataFrame] = dataclasses.field(
        default=lambda _: pd.DataFrame(), compare=False
    )

    @property
    def link(self) -> str:
        """The number as a link to the page of rows."""
        return super()._repr_html_()

    def __repr__(self) -> str:
        return self.shown

    def _repr_html_(self) -> str:
        place = f"rows-{self.key}-{next(_IDS)}"
        title = escape(f"{self.says}: {self.basis}. Open the rows.", quote=True)
        return (
            f'<button type="button" class="count" popovertarget="{place}" title="{title}" '
            f'style="{BUTTON}">{escape(self.shown)}</button>'
            f'<div popover id="{place}" style="{PANEL}"><p><strong>{escape(self.shown)}</strong> – '
            f"{escape(self.says)} ({escape(self.basis)}).</p>{self._table()}</div>"
        )

    def _table(self) -> str:
        table = self.find(self.table)
        chosen = table.loc[[row for row in self.rows if row in table.index]]
        more = len(chosen) - MOST_ROWS
        rest = f"<p>… and {more} more: see the chapter on rows.</p>" if more > 0 else ""
        html = chosen.head(MOST_ROWS).to_html(
            index=False, escape=False, border=0, na_rep="–", justify="left", classes="house"
        )
        return f"{LEFT}{html}{rest}"


class Numbers:
    """The numbers that a chapter may show, each by its short name: ``n.texts``, ``n.top_source``.

    A claim is called by its key without the leading ``n_``; of two with one name the first stays.
    Displayed, the object is the ledger of the chapter. Raises ``AttributeError`` with the nearest
    names for one that it does not have.
    """

    def __init__(self, found: Mapping[str, Claim | Value]) -> None:
        self._found = dict(found)

    def __getattr__(self, name: str) -> Claim | Value:
        found: dict[str, Claim | Value] = self.__dict__.get("_found", {})
        if name in found and not name.startswith("__"):
            return found[name]
        near = difflib.get_close_matches(name, found, n=2)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise AttributeError(f"no number of this chapter is called '{name}'{hint}")

    def __dir__(self) -> Iterable[str]:
        return sorted(self._found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __or__(self, other: Numbers) -> Numbers:
        """The numbers of both; of two with one name the first stays."""
        return Numbers({**other._found, **self._found})

    def __repr__(self) -> str:
        return "\n".join(f"{name}: {value!r}" for name, value in self._found.items())

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        links = {
            name: value.link if isinstance(value, Opening) else value._repr_html_()
            for name, value in self._found.items()
        }
        return {"text/plain": repr(self), "text/html": self._ledger(), MIME: links}

    def _ledger(self) -> str:
        rows = "".join(
            f"<tr><td><code>n.{escape(name)}</code></td><td>{escape(value.shown)}</td>"
            f"<td>{escape(value.says) if isinstance(value, Claim) else ''}</td>"
            f"<td>{escape(value.basis) if isinstance(value, Claim) else ''}</td></tr>"
            for name, value in self._found.items()
        )
        head = "".join(f"<th>{name}</th>" for name in ("name", "value", "what it says", "rows"))
        return (
            f"<details><summary>▸ The {len(self)} numbers of this chapter: open the list</summary>"
            f"{LEFT}<table "
            f'class="house"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
            f"</details>"
        )


def _finder(case: Case) -> Callable[[str], pd.DataFrame]:
    """The rows of each table of a case to read, by id; each table is made once."""

    @functools.cache
    def find(table: str) -> pd.DataFrame:
        rows = TABLES[table](case)
        return rows.set_index(rows.iloc[:, 0].astype(str), drop=False)

    return find


def numbers(claims: Iterable[Claim] = (), *, case: Case | None = None, **values: object) -> Numbers:
    """The numbers of a chapter from its claims, and from plain ``values`` by name; with its
    ``case`` a claim opens its rows in JupyterLab.
    """
    find = _finder(case) if case else None
    found: dict[str, Claim | Value] = {}
    for claim in claims:
        mark = isinstance(claim, Mark)  # leads to the ledger, not to rows
        if find and claim.table in TABLES and not mark:
            claim = Opening(**vars(claim), find=find)
        found.setdefault(claim.key.removeprefix("n_"), claim)
    for key, value in values.items():
        found.setdefault(key.removeprefix("n_"), Value(value))
    return Numbers(found)

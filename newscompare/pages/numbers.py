"""The numbers of a chapter: one object, ``n``, whose attributes the prose shows.

In JupyterLab ``{eval}`n.texts``` asks the kernel; a click on the number opens its rows in place. In
the book the same words are answered from what the chapter's first cells displayed, so that a chapter
whose code did not change need not run again for its prose; there the number is a link to its rows.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Iterator, Mapping
from html import escape

from newscompare.findings.claims import Claim

MIME = "application/vnd.newscompare.numbers+json"
"""Where the displayed object keeps its numbers for the book: name to HTML."""


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
        return {
            "text/plain": repr(self),
            "text/html": self._ledger(),
            MIME: {name: value._repr_html_() for name, value in self._found.items()},
        }

    def _ledger(self) -> str:
        rows = "".join(
            f"<tr><td><code>n.{escape(name)}</code></td><td>{value._repr_html_()}</td>"
            f"<td>{escape(value.says) if isinstance(value, Claim) else ''}</td>"
            f"<td>{escape(value.basis) if isinstance(value, Claim) else ''}</td></tr>"
            for name, value in self._found.items()
        )
        head = "".join(f"<th>{name}</th>" for name in ("name", "value", "what it says", "rows"))
        return (
            f"<details><summary>The {len(self)} numbers of this chapter</summary>"
            f'<table class="house"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
            f"</details>"
        )


def numbers(claims: Iterable[Claim] = (), **values: object) -> Numbers:
    """The numbers of a chapter from its claims, and from plain ``values`` by name."""
    found: dict[str, Claim | Value] = {}
    for claim in claims:
        found.setdefault(claim.key.removeprefix("n_"), claim)
    for key, value in values.items():
        found.setdefault(key.removeprefix("n_"), Value(value))
    return Numbers(found)

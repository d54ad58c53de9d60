"""A finding: a sentence, the counts and the condition that it stands on, and what it survives.

A case writes its findings in ``findings.yml``::

    - id: one_post
      sentence: "{post} of the {quotes} quotations are pieces of one message."
      counts:
        post: [quotes where origin is 'Trump post', quotes]   # a count, and what it is counted
        among quotes: quotes
      condition: 3 * post > quotes
      asserted_by: ""           # who said so before, where the finding tests an assertion
      spared: {without the post: it is what the finding counts}   # variants that make no sense

``load(case)`` computes all of them. The sentence's numbers come from the counts:
``{name}``, ``{name[place]}``, ``{name:%}`` for the share, ``{name:words}`` for a number in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import escape, unescape
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.errors import InputError
from newscompare.figures.shares import percent
from newscompare.files import read_text
from newscompare.findings.claim import Claim, in_words
from newscompare.findings.counts import Count, OutOfReach, Unknown, read_count
from newscompare.values import Fault, yaml_value

HOLDS, CARE, FAILS = "holds", "holds with care", "does not hold"
LEDGER_PAGE = "../notebooks/14_ledger.ipynb"
"""Where the ledger stands; every page of the book lies in a folder beside ``notebooks``."""

FILE = "findings.yml"


@dataclass(frozen=True)
class Spec:
    """A finding as it is written, before it is computed."""

    id: str
    sentence: str
    condition: str
    counts: Mapping[str, Count]
    among: Mapping[str, Count] = field(default_factory=dict)
    asserted_by: str = ""
    spared: Mapping[str, str] = field(default_factory=dict)

    @property
    def used(self) -> list[Count]:
        """Every count that the finding looks at."""
        return [*self.counts.values(), *self.among.values()]


class Number:
    """A count of a finding as its sentence shows it: a number, or numbers by place."""

    def __init__(self, value: int | pd.Series, among: int | pd.Series | None = None) -> None:
        self.value, self.among = value, among

    def __getitem__(self, place: str) -> Number:
        if not isinstance(self.value, pd.Series) or place not in self.value.index:
            raise OutOfReach(place)
        whole = self.among[place] if isinstance(self.among, pd.Series) else self.among
        return Number(int(self.value[place]), None if whole is None else int(whole))

    def __format__(self, how: str) -> str:
        if isinstance(self.value, pd.Series):
            raise Unknown("a count by a column needs a place: {name[place]}")
        if how == "%":
            return percent(self.value / self.among) if self.among else "–"
        if how == "words":
            return in_words(self.value)
        if how == "Words":
            return in_words(self.value).capitalize()
        return str(self.value)

    def __str__(self) -> str:
        def one(value: int, among: object) -> str:
            return f"{value}" if among is None else f"{value} of {among}"

        if not isinstance(self.value, pd.Series):
            return one(int(self.value), self.among)
        whole = self.among
        parts = [
            f"{place} {one(int(v), int(whole[place]) if isinstance(whole, pd.Series) else whole)}"
            for place, v in self.value.items()
        ]
        return ", ".join(parts)


MARKED = re.compile("\ue000(.*?)\ue001(.*?)\ue002")
"""A number in a sentence with the key of its claim."""


class Marked(Number):
    """A number that a sentence shows with the key of its claim, for ``MARKED``."""

    def __init__(self, value: int | pd.Series, among: int | pd.Series | None, key: str) -> None:
        super().__init__(value, among)
        self.key = key

    def __getitem__(self, place: str) -> Marked:
        one = super().__getitem__(place)
        return Marked(one.value, one.among, f"{self.key}_{place.replace(' ', '_')}")

    def __format__(self, how: str) -> str:
        return f"\ue000{self.key}\ue001{super().__format__(how)}\ue002"


@dataclass(frozen=True)
class Finding:
    """A finding computed: its sentence with numbers, its verdict, and how each variant answers.

    ``tried`` maps the names of the variants that could change it to whether it holds there,
    ``under`` to its counts there.
    """

    spec: Spec
    sentence: str
    numbers: Mapping[str, Number]
    verdict: str
    tried: Mapping[str, bool]
    under: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()

    @property
    def id(self) -> str:
        """Its short name."""
        return self.spec.id

    @property
    def broken_by(self) -> tuple[str, ...]:
        """The variants under which its condition answers otherwise than in the main count."""
        return tuple(n for n, h in self.tried.items() if h != (self.verdict != FAILS))

    @property
    def values(self) -> str:
        """Every count with its number and what it was counted among."""
        return listed(self.numbers)

    @property
    def mark(self) -> Mark:
        """The verdict to stand beside the sentence."""
        says = f"{self.sentence} {self.explained}"
        return Mark(f"finding_{self.id}", self.verdict, says, "sentences", ())

    @property
    def explained(self) -> str:
        """The verdict in a sentence: of how many ways to count, which break it."""
        n, broken = len(self.tried), self.broken_by
        if self.verdict == FAILS:
            return f"Does not hold ({self.values})."
        if not broken:
            ways = "the one other way" if n == 1 else f"all {n} other ways"
            return f"Holds under {ways} to count." if n else "Holds."
        verb = "breaks" if len(broken) == 1 else "break"
        few = f"{in_words(len(broken))} of {n} other ways" if n > 1 else "the one other way"
        return f"Holds with care: {few} to count {verb} it ({'; '.join(broken)})."

    @property
    def told(self) -> dict[str, Claim]:
        """The numbers of its sentence that some rows of a table stand behind, as it shows them, by
        key; of a whole table, such as *of 32 attributions*, there is nothing to look up.
        """
        whole = {f"{self.id}_{n}" for n, count in self.spec.counts.items() if not count.filters}
        shown = {key: one for key, one in MARKED.findall(self._marked) if key not in whole}
        return {
            c.key: replace(c, shown=shown[c.key]) for c in self.claims if c.key in shown and c.rows
        }

    @property
    def linked(self) -> str:
        """Its sentence as HTML, the numbers of ``told`` as links to their rows."""
        told = self.told

        def link(match: re.Match[str]) -> str:
            key, shown = map(unescape, match.groups())
            return replace(told[key], shown=shown)._repr_html_() if key in told else match[2]

        return MARKED.sub(link, escape(self._marked))

    @property
    def _marked(self) -> str:
        numbers = {
            name: Marked(one.value, one.among, f"{self.id}_{name}")
            for name, one in self.numbers.items()
        }
        return " ".join(self.spec.sentence.format(**numbers).split())

    def _repr_html_(self) -> str:
        return f"{escape(self.sentence)} {self.mark._repr_html_()}"

    def __repr__(self) -> str:
        return f"{self.sentence} [{self.verdict}]"


def listed(numbers: Mapping[str, Number]) -> str:
    """Numbers by name, as the ledger prints them."""
    return "; ".join(f"{name}: {number!s}" for name, number in numbers.items())


class Mark(Claim):
    """A verdict in prose: a small mark that leads to the finding's row in the ledger."""

    def _repr_html_(self) -> str:
        name = self.key.removeprefix("finding_")
        kind = self.shown.replace(" ", "-")
        title = escape(self.says, quote=True)
        return (
            f'<a class="finding finding-{kind}" href="{LEDGER_PAGE}#finding-{escape(name)}" '
            f'title="{title}">{escape(self.shown)}</a>'
        )


class Findings(Mapping[str, Finding]):
    """The findings of a case by id, in the order of their file."""

    def __init__(self, found: Mapping[str, Finding]) -> None:
        self._found = dict(found)

    def __getitem__(self, name: str) -> Finding:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def claims(self, *ids: str) -> list[Claim]:
        """What prose may show of the findings named (of all, where none is): ``finding_ID`` (the
        mark) and ``ID_COUNT`` (a number; ``ID_COUNT_PLACE`` of one by a column), each with the rows
        behind it. Raises ``KeyError`` for an id that there is not.
        """
        chosen = [self[name] for name in ids] if ids else list(self.values())
        return [c for f in chosen for c in (f.mark, *f.claims)]


# --- Reading
# --------------------------------------------------------------------------------


def read_findings(path: Path) -> list[Spec]:
    """The findings written in a file; none where there is no file. Raises ``InputError``."""
    if not path.is_file():
        return []
    entries = yaml_value(read_text(path)) or []
    if isinstance(entries, Fault):
        raise entries.error(str(path))
    if not isinstance(entries, list):
        raise InputError(str(path), "is no list of findings", "start each with '- id: ...'", line=1)
    specs = [_spec(path, entry) for entry in entries]
    names = [spec.id for spec in specs]
    if twice := next((n for n in names if names.count(n) > 1), None):
        raise InputError(str(path), f"'{twice}' stands twice", "give each finding its own id")
    return specs


def _spec(path: Path, entry: Any) -> Spec:
    if not isinstance(entry, dict) or not {"id", "sentence", "counts", "condition"} <= set(entry):
        cure = "write each with id, sentence, counts and condition"
        raise InputError(str(path), "a finding lacks a part", cure)
    return make_spec(
        str(entry["id"]),
        str(entry["sentence"]),
        entry["counts"],
        str(entry["condition"]),
        path=path,
        asserted_by=str(entry.get("asserted_by") or ""),
        spared=entry.get("spared") or {},
    )


def make_spec(
    id: str,
    sentence: str,
    counts: Mapping[str, Any],
    condition: str,
    *,
    path: Path | None = None,
    asserted_by: str = "",
    spared: Mapping[str, str] | None = None,
) -> Spec:
    """A finding from its parts; ``counts`` maps names to a count, or to a count and what it is
    counted among. Raises ``InputError`` where a count cannot be read.
    """
    found, among = {}, {}
    try:
        for name, written in counts.items():
            both = [written] if isinstance(written, str) else list(written)
            found[str(name)] = read_count(both[0])
            if len(both) > 1:
                among[str(name)] = read_count(both[1])
    except Unknown as error:
        cure = "see newscompare.findings.counts for how counts are written"
        raise InputError(str(path or id), f"finding '{id}': {error}", cure) from None
    return Spec(id, sentence, condition, found, among, asserted_by, dict(spared or {}))

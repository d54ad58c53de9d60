"""A small language for counts and conditions that reads as English and can be computed anywhere.

A *count* names a table, perhaps a filter, perhaps a column to count by::

    quotes where origin is 'Trump post'
    units where symbolic is 1 and voice is outlet or both, by article
    different source of attributions where source is not ''
    words of quotes, by article

A filter joins parts with ``and``; a part is a column, then ``is``, ``is not``, ``hold`` or
``holds`` (one of codes with semicolons between), ``hold not``, ``is at least`` or ``is at most``,
then values with ``or`` between. Values with spaces stand in single quotation marks.

A *condition* compares counts by their names, part by part, with ``;`` between::

    strategic >= symbolic in every article
    share(symbolic) is largest in kurdistan24
    post = 0 only in rferl, digest
    critical = 1; 3 * post > quotes

Counts may be added, subtracted and multiplied by a number. ``A among B`` is counted as A, out of
B; ``share(x)`` divides the one by the other, ``share(x, 5)`` where B is at least 5. A count by a
column is compared place by place; it needs one of the endings ``in every COLUMN``, ``in no
COLUMN``, ``only in A, B``, ``in N COLUMNs``, ``in A``, ``is largest in A`` (alone, no tie; ``in A,
B``: exactly these share the first place), ``is smallest in A``.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from newscompare.findings.views import Views

Bools = NDArray[np.bool_]


class Unknown(ValueError):  # noqa: N818 - what it says of a count, not of the program
    """A count or condition that cannot be read; the text says which and why."""


class OutOfReach(Exception):  # noqa: N818 - no fault: the question does not arise
    """A condition that asks about a text or value that is not there."""


@dataclass(frozen=True)
class Part:
    """One part of a filter: a column, what is asked of it, the values."""

    column: str
    asks: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """A count as written, taken apart."""

    text: str
    table: str
    of: str = ""
    filters: tuple[Part, ...] = ()
    by: str = ""

    @property
    def columns(self) -> set[str]:
        """The columns that it looks at."""
        used = {part.column for part in self.filters} | {self.by}
        if self.of.startswith("different "):
            used.add(self.of.removeprefix("different "))
        elif self.of:
            used.add(self.of)
        return used - {""}


_COUNT = re.compile(
    r"(?:(?P<of>words|different \w+) of )?(?P<table>\w+)(?: where (?P<filter>.+?))?(?:, by "
    r"(?P<by>\w+))?"
)
_PART = re.compile(
    r"(?P<column>\w+) (?P<asks>is not|is at least|is at most|is|holds? not|holds?) (?P<values>.+)"
)
_QUOTED = re.compile(r"'([^']*)'")


def read_count(text: str) -> Count:
    """Take a count apart. Raises ``Unknown``."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[1])
        return f"\x00{len(kept) - 1}\x00"

    plain = _QUOTED.sub(keep, " ".join(text.split()))
    found = _COUNT.fullmatch(plain)
    if not found:
        raise Unknown(f"'{text}' is no count: write 'TABLE where COLUMN is VALUE, by COLUMN'")
    parts = []
    for piece in filter(None, (found["filter"] or "").split(" and ")):
        part = _PART.fullmatch(piece)
        if not part:
            raise Unknown(f"'{piece}' in '{text}' is no filter: write 'COLUMN is VALUE'")
        values = tuple(
            kept[int(v.strip("\x00"))] if v.startswith("\x00") else v
            for v in part["values"].split(" or ")
        )
        asks = part["asks"].replace("holds", "hold")
        parts.append(Part(part["column"], asks, values))
    return Count(text, found["table"], found["of"] or "", tuple(parts), found["by"] or "")


class Reader:
    """Reads tables for counts, each column and each part of a filter once: a case has hundreds of
    counts, and every one is made again under dozens of variants that share most tables.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[pd.DataFrame, dict[Any, Any]]] = {}

    def _of(self, table: pd.DataFrame) -> dict[Any, Any]:
        """What is known of a table, which is kept, so that its number stays its own."""
        return self._kept.setdefault(id(table), (table, {}))[1]

    def texts(self, table: pd.DataFrame, column: str) -> list[str]:
        """The values of a column as texts."""
        known = self._of(table)
        if column not in known:
            known[column] = table[column].astype(str).tolist()
        found: list[str] = known[column]
        return found

    def kinds(self, table: pd.DataFrame, column: str) -> NDArray[np.int64]:
        """A number for each different value of a column, -1 where there is none."""
        known = self._of(table)
        if ("kinds", column) not in known:
            known["kinds", column] = pd.factorize(table[column])[0]
        found: NDArray[np.int64] = known["kinds", column]
        return found

    def fits(self, table: pd.DataFrame, part: Part) -> Bools:
        """Which rows a part of a filter keeps."""
        known = self._of(table)
        if part not in known:
            known[part] = self._fits(table, part)
        found: Bools = known[part]
        return found

    def _fits(self, table: pd.DataFrame, part: Part) -> Bools:
        if part.asks in {"is at least", "is at most"}:
            number, column = float(part.values[0]), table[part.column]
            above = column >= number if part.asks == "is at least" else column <= number
            return above.to_numpy(dtype=bool)
        wanted = set(part.values)
        values = self.texts(table, part.column)
        if part.asks.startswith("hold"):
            held = [not wanted.isdisjoint(value.split(";")) for value in values]
        else:
            held = [value in wanted for value in values]
        found = np.array(held, dtype=bool)
        return ~found if part.asks.endswith("not") else found

    def kept(self, count: Count, views: Views) -> Bools:
        """Which rows of its table a count counts. Raises ``Unknown`` for a table or column that is
        not there.
        """
        if count.table not in views:
            raise Unknown(f"'{count.text}' names the table '{count.table}', which there is not")
        table = views[count.table]
        missing = sorted(count.columns - set(table.columns))
        if missing:
            raise Unknown(f"'{count.text}' names the column '{missing[0]}', which there is not")
        found = np.ones(len(table), dtype=bool)
        for part in count.filters:
            found &= self.fits(table, part)
        return found


def rows(count: Count, views: Views, reader: Reader | None = None) -> pd.DataFrame:
    """The rows that a count counts. Raises ``Unknown`` for a table or column that is not there."""
    kept = (reader or Reader()).kept(count, views)
    return views[count.table][kept]


def evaluate(
    count: Count, views: Views, *, by_words: bool = False, reader: Reader | None = None
) -> int | pd.Series:
    """A count's number, or its numbers by a column (zero where a text has none).

    ``by_words`` weighs each row of a table with the column ``words`` by it. ``reader`` keeps what
    it read for the next count.
    """
    reader = reader or Reader()
    kept = reader.kept(count, views)
    table = views[count.table]
    weighed = count.of == "words" or (by_words and "words" in table and count.table != "texts")

    def size(among: Bools) -> int:
        if count.of.startswith("different "):
            kinds = reader.kinds(table, count.of.removeprefix("different "))[among]
            return len(np.unique(kinds[kinds >= 0]))
        if weighed:
            return int(table["words"].to_numpy()[among].sum())
        return int(among.sum())

    if not count.by:
        return size(kept)
    column = table[count.by]
    keys = reader.texts(table, count.by)
    if isinstance(column.dtype, pd.CategoricalDtype):
        places = [str(c) for c in column.cat.categories]
    else:
        places = list(dict.fromkeys(keys))
    own = np.array(keys, dtype=object)
    return pd.Series({place: size(kept & (own == place)) for place in places}, dtype=int)


# --- Conditions
# --------------------------------------------------------------------------------

_ENDING = re.compile(
    r"(?P<left>.+?) (?:(?P<most>is largest|is smallest) in (?P<top>.+)"
    r"|in every (?P<every>\w+)|in no (?P<no>\w+)|only in (?P<only>.+)"
    r"|in (?P<n>\d+) (?P<unit>\w+)|in (?P<one>'[^']*'|[\w-]+))"
)
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_COMPUTE: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _value(node: ast.AST, names: Mapping[str, Any], among: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return node.value
    if isinstance(node, ast.Name):
        if node.id not in names:
            raise Unknown(f"the condition names '{node.id}', which is no count of the finding")
        return names[node.id]
    if isinstance(node, ast.BinOp) and type(node.op) in _COMPUTE:
        sides = (_value(side, names, among) for side in (node.left, node.right))
        return _COMPUTE[type(node.op)](*sides)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "share":
        name, *rest = node.args
        if not isinstance(name, ast.Name) or name.id not in among:
            raise Unknown("share() needs the name of a count that says what it is counted among")
        whole = among[name.id]
        least = max([1, *(_value(one, names, among) for one in rest)])
        if isinstance(whole, pd.Series):
            return names[name.id] / whole.where(whole >= least)
        return names[name.id] / whole if whole >= least else float("nan")
    raise Unknown("a condition may hold names, numbers, + - * / and comparisons only")


def _compared(text: str, names: Mapping[str, Any], among: Mapping[str, Any]) -> Any:
    source = re.sub(r"(?<![<>=!])=(?!=)", "==", text)
    try:
        node = ast.parse(source.strip(), mode="eval").body
    except SyntaxError:
        raise Unknown(f"'{text}' is no comparison") from None
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        left, right = (_value(n, names, among) for n in (node.left, node.comparators[0]))
        return _COMPARE[type(node.ops[0])](left, right)
    return _value(node, names, among)


def _places(text: str, known: pd.Index) -> list[str]:
    found = [v.strip().strip("'") for v in re.split(r",(?![^']*'[^']*(?:'[^']*'[^']*)*$)", text)]
    if missing := [v for v in found if v not in known]:
        raise OutOfReach(missing[0])
    return found


def holds(condition: str, names: Mapping[str, Any], among: Mapping[str, Any]) -> bool:
    """Does a condition hold of counts by name?

    ``among`` gives what a count is counted among, where ``share`` asks for it. Raises ``Unknown``
    where the condition cannot be read, ``OutOfReach`` where it asks about a place that is not
    there.
    """
    return all(_clause(part.strip(), names, among) for part in condition.split(";") if part.strip())


def _clause(text: str, names: Mapping[str, Any], among: Mapping[str, Any]) -> bool:
    ending = _ENDING.fullmatch(text)
    if ending is None:
        value = _compared(text, names, among)
        if isinstance(value, pd.Series):
            raise Unknown(f"'{text}' compares place by place: say 'in every', 'only in' or 'in A'")
        return bool(value)
    value = _compared(ending["left"], names, among)
    if not isinstance(value, pd.Series):
        raise Unknown(f"'{text}' asks where, but nothing in it is counted by a column")
    if ending["most"]:
        places, known = _places(ending["top"], value.index), value.dropna()
        if len(known) < 2:
            raise OutOfReach(places[0])
        best = known.max() if ending["most"] == "is largest" else known.min()
        return set(known.index[(known - best).abs() < 1e-9]) == set(places)
    if ending["every"]:
        return bool(value.all())
    if ending["no"]:
        return not value.any()
    if ending["only"]:
        return set(value.index[value.astype(bool)]) == set(_places(ending["only"], value.index))
    if ending["n"]:
        return int(value.sum()) == int(ending["n"])
    (place,) = _places(ending["one"], value.index)
    return bool(value[place])

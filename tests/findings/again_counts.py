"""Counting for the independent recomputation: sizes of rows, alone or place by place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from again_tables import TEXTS, VARIANTS, Row, World, build

Count = tuple[int, int | None]  # the number, and what it was counted among
Counts = dict[str, Count | dict[str, Count]]


@dataclass(frozen=True)
class Finding:
    id: str
    compute: Callable[[World], tuple[Counts, bool]]
    looks: dict[str, tuple[str, ...]]  # the columns that its words name, by table
    asks: tuple[str, ...]  # the texts that its condition names


FINDINGS: dict[str, Finding] = {}


def finding(
    name: str, asks: str = "", **looks: str
) -> Callable[[Callable[[World], tuple[Counts, bool]]], Callable]:
    def keep(compute: Callable[[World], tuple[Counts, bool]]) -> Callable:
        columns = {table: tuple(words.split()) for table, words in looks.items()}
        FINDINGS[name] = Finding(name, compute, columns, tuple(asks.split()))
        return compute

    return keep


def size(rows: Iterable[Row]) -> int:
    return sum(row["weight"] for row in rows)


def where(rows: Iterable[Row], **asked: object) -> list[Row]:
    """Rows whose columns are the values asked for (one of them, where several are given)."""

    def fits(row: Row) -> bool:
        for column, value in asked.items():
            held = row[column]
            if column in ("indicators", "about"):
                if value not in held:
                    return False
            elif isinstance(value, tuple):
                if held not in value:
                    return False
            elif held != value:
                return False
        return True

    return [row for row in rows if fits(row)]


def one(rows: list[Row], among: list[Row] | None = None) -> Count:
    return size(rows), None if among is None else size(among)


def different(rows: list[Row], column: str, among: list[Row]) -> Count:
    return len({row[column] for row in rows}), size(among)


def each(
    rows: list[Row], column: str, places: list[str], among: list[Row] | None = None
) -> dict[str, Count]:
    """The count in every place, among the rows of the same place."""
    return {
        place: one(
            where(rows, **{column: place}),
            None if among is None else where(among, **{column: place}),
        )
        for place in places
    }


def numbers(count: dict[str, Count]) -> dict[str, int]:
    return {place: number for place, (number, _) in count.items()}


def shares(count: dict[str, Count]) -> dict[str, float]:
    """Shares, without those among nothing: they are no numbers."""
    return {place: number / among for place, (number, among) in count.items() if among}


def first(values: dict[str, float]) -> set[str]:
    """The places that share the largest value."""
    return {place for place, value in values.items() if value == max(values.values())}


def only(condition: Callable[[str], bool], world: World) -> set[str]:
    return {text for text in world.articles if condition(text)}


# The ledger's words for values, and which variants a finding is tried under.


def parse(values: str) -> Counts:
    """The column `values` of the ledger: `name: 3 of 5; other: rferl 1 of 2, digest 0 of 0`."""
    found: Counts = {}
    for part in values.split("; "):
        name, text = part.split(": ", 1)
        places: dict[str, Count] = {}
        for item in text.split(", "):
            match = re.fullmatch(r"(.*?)\s?(\d+)(?: of (\d+))?", item)
            assert match, f"{item!r} is no count"
            place, number, among = match.groups()
            places[place] = (int(number), None if among is None else int(among))
        alone = re.fullmatch(r"\d+(?: of \d+)?", text)
        found[name] = places[""] if alone else places
    return found


def broken_list(cell: str) -> list[str]:
    return [item for item in cell.split("; ") if item]


def spared_list(cell: str) -> list[str]:
    """The variants spared, without the reasons; `without a text` stands for all five."""
    names = [re.sub(r" \(.*\)$", "", item) for item in broken_list(cell)]
    every = [f"without {text}" for text in TEXTS]
    return [name for item in names for name in (every if item == "without a text" else [item])]


WORLDS: dict[str, World] = {}


def world(variant: str = "") -> World:
    if variant not in WORLDS:
        WORLDS[variant] = build(variant)
    return WORLDS[variant]


def _seen(name: str, of: World) -> dict[str, list[tuple]]:
    """Each table that the finding names, row by row, cut to the columns that it names."""
    seen = {}
    for table, columns in FINDINGS[name].looks.items():
        weighed = ("weight",) if table in ("units", "quotes") else ()
        rows = getattr(of, table)
        seen[table] = [tuple(str(row[c]) for c in (*columns, *weighed)) for row in rows]
    return seen


def could_change(name: str) -> list[str]:
    """Variants that change a column that the finding looks at, or leave out a row."""
    asks = {f"without {text}" for text in FINDINGS[name].asks}
    before = _seen(name, world())
    return [v for v in VARIANTS if v not in asks and _seen(name, world(v)) != before]

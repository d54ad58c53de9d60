"""The findings of a case computed: the condition on its own tables, then under every variant."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.case.tables import Case
from newscompare.errors import InputError
from newscompare.findings.claim import Claim, in_words
from newscompare.findings.counts import Count, OutOfReach, Reader, Unknown, evaluate, holds, rows
from newscompare.findings.finding import (
    CARE,
    FAILS,
    FILE,
    HOLDS,
    Finding,
    Findings,
    Number,
    Spec,
    listed,
    read_findings,
)
from newscompare.findings.variants import Variant, variants
from newscompare.findings.views import Views, views

ROW_TABLES = {
    "units": ("sentences", "sentence"),
    "quotes": ("quotes", "id"),
    "attributions": ("attributions", "id"),
    "places": ("sentences", "sentence"),
    "mentions": ("sentences", "sentence"),
    "texts": ("articles", "article"),
    "balance": ("articles", "article"),
    "cells": ("articles", "article"),
}
"""Where the rows behind a count stand on the rows page, and the column that names them there."""


def load(case: Case) -> Findings:
    """The findings of a case (``findings.yml`` in its folder), computed under every variant.

    Raises ``InputError`` where one cannot be read or computed.
    """
    path = case.folder / FILE
    specs = read_findings(path)
    if not specs:
        return Findings({})
    codebook = read_codebook(default_codebook(case.folder))
    frame_of = {name: indicator.frame for name, indicator in codebook.indicators.items()}
    return judged(case, specs, list(variants(case, frame_of)), path)


def judged(
    case: Case, specs: list[Spec], others: list[Variant], path: Path | None = None
) -> Findings:
    """The findings computed on the tables of a case and under the variants ``others``."""
    base, reader = views(case), Reader()
    return Findings({spec.id: _judge(spec, base, others, case, path, reader) for spec in specs})


def _answer(
    spec: Spec, tables: Views, reader: Reader, *, by_words: bool = False
) -> tuple[bool, dict[str, Number]]:
    def number(count: Count) -> int | pd.Series:
        return evaluate(count, tables, by_words=by_words, reader=reader)

    values = {name: number(count) for name, count in spec.counts.items()}
    among = {name: number(count) for name, count in spec.among.items()}
    numbers = {n: Number(v, among.get(n)) for n, v in values.items()}
    return holds(spec.condition, values, among), numbers


def _judge(
    spec: Spec, base: Views, others: list[Variant], case: Case, path: Path | None, reader: Reader
) -> Finding:
    try:
        answer, numbers = _answer(spec, base, reader)
        sentence = " ".join(spec.sentence.format(**numbers).split())
    except (Unknown, OutOfReach, KeyError, IndexError) as error:
        cure = "see newscompare.findings.counts for how conditions are written"
        raise InputError(str(path or FILE), f"finding '{spec.id}': {error}", cure) from None
    tried: dict[str, bool] = {}
    under: dict[str, str] = {}
    for variant in others:
        if variant.kind in spec.spared or variant.name in spec.spared:
            continue
        if not _touched(spec, base, variant, reader):
            continue
        try:
            found, counted = _answer(spec, variant.tables, reader, by_words=variant.by_words)
            tried[variant.name], under[variant.name] = found, listed(counted)
        except (OutOfReach, Unknown):
            continue
    verdict = FAILS if not answer else HOLDS if all(tried.values()) else CARE
    claims = _claims(spec, base, numbers, case)
    return Finding(spec, sentence, numbers, verdict, tried, under, claims)


def _touched(spec: Spec, base: Views, variant: Variant, reader: Reader) -> bool:
    """Does a variant change anything that the finding looks at?"""
    for count in spec.used:
        if variant.by_words:
            if "words" in base[count.table] and count.table != "texts" and not count.of:
                return True
            continue
        mine, other = base[count.table], variant.tables[count.table]
        if mine is other or not count.columns <= set(other.columns):
            continue
        if len(mine) != len(other):
            return True
        if any(reader.texts(mine, c) != reader.texts(other, c) for c in count.columns):
            return True
    return False


def _in_words(value: int | pd.Series) -> str:
    """A count as prose shows it, in words up to twelve; counts by place as they are."""
    return str(value) if isinstance(value, pd.Series) else in_words(int(value))


def _behind(count: Count, tables: Views, case: Case) -> tuple[str, tuple[str, ...]]:
    """The rows behind a count of what has none of its own, and their table: the attributions of
    sources, the units in which claims are coded.
    """
    found = rows(count, tables)
    if count.table == "sources":
        own = tables["attributions"]
        return "attributions", tuple(own.loc[own["source"].isin(found["source"]), "id"].astype(str))
    if count.table == "claims":
        coded = case.claim_codings[case.claim_codings["coder"].astype(str) == "reference"]
        units = coded.loc[coded["claim"].isin(found["claim"]), "sentence"].dropna().astype(str)
        return "sentences", tuple(dict.fromkeys(units[units != ""]))
    return "articles", ()


def _claims(
    spec: Spec, tables: Views, numbers: Mapping[str, Number], case: Case
) -> tuple[Claim, ...]:
    """Every number of a finding with the rows behind it."""
    made = []
    for name, count in spec.counts.items():
        if count.table not in ROW_TABLES:
            shown, behind = _in_words(numbers[name].value), _behind(count, tables, case)
            made.append(Claim(f"{spec.id}_{name}", shown, count.text, *behind))
            continue
        table, column = ROW_TABLES[count.table]
        found = rows(count, tables)
        within = spec.among.get(name)
        same = within is not None and within.table == count.table
        whole = rows(within, tables) if within is not None and same else found.iloc[:0]
        number = numbers[name]

        def ids(own: pd.DataFrame, column: str = column) -> tuple[str, ...]:
            return tuple(dict.fromkeys(own[column].astype(str)))

        if not isinstance(number.value, pd.Series):
            key, among = f"{spec.id}_{name}", ids(whole)
            shown = in_words(int(number.value))
            made.append(Claim(key, shown, count.text, table, ids(found), among))
            continue
        for place in number.value.index:
            here = ids(found[found[count.by].astype(str) == place])
            among = ids(whole[whole[count.by].astype(str) == place]) if len(whole) else ()
            says = f"{count.text}: {case.labels.get(place, place)}"
            key = f"{spec.id}_{name}_{str(place).replace(' ', '_')}"
            shown = in_words(int(number.value[place]))
            made.append(Claim(key, shown, says, table, here, among))
    return tuple(made)

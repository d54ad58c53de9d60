"""Patterns of a codebook that tell nothing of these texts: they match nothing, or nearly all."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from newscompare.case.codebook import Codebook
from newscompare.frames.patterns import codable, code_sentences

ALL = 0.5
"""Share of the units from which a pattern matches nearly everything."""
NAMED = 4
"""Patterns named in one note."""


def pattern_notes(units: pd.DataFrame, codebook: Codebook) -> Iterator[str]:
    """One line each: indicators and patterns of this event that match nothing, patterns that match
    every other unit.
    """
    found, total = code_sentences(units, codebook), len(codable(units))
    counts = found.drop_duplicates(["sentence", "pattern"])["pattern"].value_counts()
    if not codebook.patterns or not total:
        return
    if found.empty:
        yield f"{codebook.path}: none of its {len(codebook.patterns)} patterns matches a sentence"
        return
    silent = [one.id for one in codebook.patterns if one.scope == "event" and one.id not in counts]
    if silent:
        yield (
            f"{codebook.path}: of the patterns of this event {len(silent)} match nothing: "
            f"{', '.join(silent[:NAMED])}{' ...' if len(silent) > NAMED else ''}"
        )
    never = [name for name in codebook.indicators if name not in set(found["indicator"])]
    if never:
        yield f"{codebook.path}: indicators without a match in these texts: {', '.join(never)}"
    for name, number in counts.items():
        if number >= ALL * total and total >= 10:
            yield f"{codebook.path}: pattern {name} matches {number} of {total} units: narrow it"

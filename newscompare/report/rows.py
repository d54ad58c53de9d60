"""The rows of a report that stays with its maker: with the sentence, what decided marked.

A public report has none of this: its rows are those of the book, without running text.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from newscompare.pages import book
from newscompare.report.pages import Made


def marked(text: str, phrases: Iterable[str]) -> str:
    """A sentence as HTML with some of its phrases marked, each where it first stands."""
    spans: list[tuple[int, int]] = []
    for phrase in sorted({p for p in phrases if p}, key=lambda p: (-len(p), p)):
        start = text.find(phrase)
        end = start + len(phrase)
        if start >= 0 and not any(a < end and start < b for a, b in spans):
            spans.append((start, end))
    out, at = [], 0
    for start, end in sorted(spans):
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*out, escape(text[at:])])


def _with(
    made: Made, table: pd.DataFrame, units: list[str], phrases: list[list[str]]
) -> pd.DataFrame:
    """A table of rows with the column ``sentence`` after ``text``; as it is in a public report."""
    if not made.words:
        return table
    cells = [marked(made.words.get(u, ""), p) for u, p in zip(units, phrases, strict=True)]
    out = table.copy()
    out.insert(list(out.columns).index("text") + 1, "sentence", cells)
    return out


def sentence_rows(made: Made) -> pd.DataFrame:
    """Coded units (``book.sentence_rows``), each with its sentence and the phrases that fired."""
    table = book.sentence_rows(made.case)
    own = {
        str(unit): list(phrases)
        for unit, phrases in made.case.evidence.groupby("sentence")["phrase"]
    }
    units = table["unit"].astype(str).tolist()
    return _with(made, table, units, [own.get(unit, []) for unit in units])


def attribution_rows(made: Made) -> pd.DataFrame:
    """Attributions (``book.attribution_rows``) with confidence, the sentence and its cue marked."""
    case = made.case
    table = book.attribution_rows(case)
    if "confidence" in case.attributions:
        table["confidence"] = case.attributions["confidence"].tolist()
    cues = [str(cue).split(" … ") for cue in case.attributions["cue"]]
    return _with(made, table, table["unit"].astype(str).tolist(), cues)


def quote_rows(made: Made) -> pd.DataFrame:
    """Quotations (``book.quote_rows``) with the sentence, the quoted words marked."""
    table = book.quote_rows(made.case)
    quoted = [[str(words)] for words in made.case.quotes["quoted"]]
    return _with(made, table, table["unit"].astype(str).tolist(), quoted)


UNSURE = 0.7
"""Confidence below which an attribution is told apart, unless ``case.yml`` says another
(``confidence``).
"""


def threshold(made: Made) -> float:
    """The confidence below which attributions of this case are told apart."""
    value = made.case.settings.get("confidence", UNSURE)
    return float(value) if isinstance(value, int | float | str) else UNSURE


def unsure_table(made: Made) -> pd.DataFrame:
    """How many attributions of each text the machine is less sure of, to read: ``Text``,
    ``Attributions``, ``Below 0.7`` (or the case's own threshold). Attributions coded by people
    have no confidence and count as sure.
    """
    case, least = made.case, threshold(made)
    table = case.attributions
    low = table["confidence"] < least
    rows = [
        (
            label,
            int((table["article"] == name).sum()),
            int((low & (table["article"] == name)).sum()),
        )
        for name, label in case.labels.items()
    ]
    return pd.DataFrame(rows, columns=["Text", "Attributions", f"Below {least:g}"])

"""The table of attributions: its columns, and spans as text."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

COLUMNS = (
    "source_spans",
    "cue_spans",
    "content_spans",
    "source",
    "source_type",
    "country",
    "via",
    "form",
    "confidence",
    "engine",
    "rule",
)
"""``*_spans``: ``start-end;start-end``, characters of the text. ``source``: canonical name, empty if none.
``confidence``: 0 to 1. ``rule``: the rules behind the row, joined by ``;``."""

FORMS = ("direct", "mixed", "indirect")


def format_spans(spans: Iterable[tuple[int, int]]) -> str:
    """Spans as ``start-end;start-end``; empty for none."""
    return ";".join(f"{start}-{end}" for start, end in spans)


def parse_spans(text: str) -> list[tuple[int, int]]:
    """The inverse of ``format_spans``. Raises ``ValueError`` for anything else."""
    if not isinstance(text, str) or not text:
        return []
    out = []
    for piece in text.split(";"):
        start, _, end = piece.partition("-")
        out.append((int(start), int(end)))
    return out


def empty() -> pd.DataFrame:
    """A table without rows, with the right columns."""
    return frame([])


def frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Rows as a table with the columns in their order."""
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table["confidence"] = table["confidence"].astype(float)
    for name in COLUMNS:
        if name != "confidence":
            table[name] = table[name].astype(object)
    return table

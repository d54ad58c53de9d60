"""One attribution as a row, the table of attributions, and spans as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd


class Attribution(NamedTuple):
    """One attribution. ``*_spans``: ``start-end;start-end``, characters of the text."""

    source_spans: str
    cue_spans: str
    content_spans: str
    source: str
    """Canonical name, empty if none."""
    source_type: str
    country: str
    via: str
    form: str
    confidence: float
    """0 to 1."""
    engine: str
    rule: str
    """The rules behind the row, joined by ``;``."""


COLUMNS = Attribution._fields
"""The columns of a table of attributions."""

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


def frame(rows: Sequence[Attribution]) -> pd.DataFrame:
    """Rows as a table."""
    block = np.empty((len(rows), len(COLUMNS)), dtype=object)
    if rows:
        block[:] = rows
    table = pd.DataFrame(block, columns=list(COLUMNS), dtype=object, copy=False)
    table["confidence"] = np.array([row.confidence for row in rows], dtype=float)
    return table

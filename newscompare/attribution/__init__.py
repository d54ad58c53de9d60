"""Attributions found by machine: who is said to have said, written, believed or intended what.

``extract(text)`` gives one row for each attribution. Three engines share the interface: ``encoder``
(a small text encoder fine-tuned on PolNeAR, right most often; the default), ``learned`` (a
conditional random field trained on PolNeAR, ten times quicker) and ``rules`` (readable, no model).
"""

from __future__ import annotations

from newscompare.attribution.engine import ENGINES, extract, extract_many
from newscompare.attribution.table import COLUMNS, FORMS, format_spans, parse_spans

__all__ = ["COLUMNS", "ENGINES", "FORMS", "extract", "extract_many", "format_spans", "parse_spans"]

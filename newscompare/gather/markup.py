"""Marks that a page leaves to its reader: the quotation marks of ``<q>`` (HTML Standard, 4.5.7)."""

from __future__ import annotations

import re

Q = re.compile(r"<(?P<end>/?)q(?:\s[^<>]*)?>", re.IGNORECASE)


def quoted(source: str) -> str:
    """A page with its ``<q>`` elements as quotation marks, single ones where they are nested."""
    depth = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        if found["end"]:
            depth = max(0, depth - 1)
            return "’" if depth % 2 else "”"
        depth += 1
        return "“" if depth % 2 else "‘"

    return Q.sub(mark, source)

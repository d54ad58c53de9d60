"""Notes of one's own, ``notes.md`` of a case, which survive every rebuild and appear in place.

A line ``## framing`` (or texts, sources, tone, together, compared, method) says to which chapter
what follows belongs; what stands before the first, or below ``## findings``, opens the report.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from newscompare.errors import InputError
from newscompare.files import read_bytes

NAME = "notes.md"
PLACES = {
    "findings": "00_findings",
    "texts": "01_event",
    "framing": "02_framing",
    "sources": "03_sources",
    "tone": "04_tone",
    "together": "05_together",
    "compared": "08_compared",
    "method": "06_method",
}
"""Headings of the notes, and the chapters that they go to."""


def read_notes(folder: Path) -> dict[str, str]:
    """The notes by chapter; none where there is no file. Raises ``InputError`` (line, cure) for a
    heading that names no chapter.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(str(path), "is not valid UTF-8", "save it as UTF-8") from None
    found: dict[str, list[str]] = {}
    chapter = PLACES["findings"]
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.fullmatch(r"##\s+(\w+)\s*", line)
        if heading is None:
            found.setdefault(chapter, []).append(line)
            continue
        name = heading[1].lower()
        if name not in PLACES:
            cure = f"use one of {', '.join(PLACES)}, or ### for a heading of your own"
            raise InputError(str(path), f"no chapter is called '{heading[1]}'", cure, line=number)
        chapter = PLACES[name]
    notes = {name: "\n".join(lines).strip() for name, lines in found.items()}
    return {name: note for name, note in notes.items() if note}


def noted(cells: list[dict[str, Any]], note: str) -> list[dict[str, Any]]:
    """The cells of a chapter with a note below its title, told apart from what is computed."""
    if not note:
        return cells
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", note)), default=0))
    text = (
        f"{fence}{{admonition}} Note by the maker of this report\n:class: note\n\n{note}\n{fence}"
    )
    at = next((k for k, cell in enumerate(cells) if cell["cell_type"] == "markdown"), -1) + 1
    own = {"cell_type": "markdown", "id": "note", "metadata": {}, "source": text}
    return [*cells[:at], own, *cells[at:]]

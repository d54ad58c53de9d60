"""The coder page and the room page of a case: one HTML file each, offline, with all inside.

``coder.html`` holds the texts and the codebook and nothing that anybody has coded; ``room.html``
holds the reference too, where the case has one. Their scripts, words and style lie in ``web/``;
a case may bring its codebook and sentences in another language (``languages/CODE.yml``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newscompare.case.codebook import Codebook, default_codebook, read_codebook
from newscompare.case.extending import read_extended
from newscompare.case.folder import SUBHEAD, CaseFolder
from newscompare.case.tables import load_case
from newscompare.errors import InputError
from newscompare.files import write_text
from newscompare.hand.handed_in import NAMES
from newscompare.hand.rows import NO, SPELLINGS, YES
from newscompare.hand.sheets import masked_id

WEB = Path(__file__).resolve().parent / "web"
SCRIPTS = {
    "coder": ("cells.js", "exchange.js", "ui.js", "keeping.js", "coder.js"),
    "room": ("measures.js", "cells.js", "sheets.js", "exchange.js", "ui.js", "room.js"),
}
Passage = tuple[str, str]
"""The first and the last unit of a passage."""


def languages(folder: Path = WEB / "languages") -> dict[str, dict[str, Any]]:
    """The words of the pages: code of a language to its file. Raises ``InputError``."""
    found = {}
    for path in sorted(folder.glob("*.yml")):
        try:
            found[path.stem] = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            line = getattr(getattr(error, "problem_mark", None), "line", None)
            raise InputError(
                str(path),
                "is not valid YAML in UTF-8",
                "put words that hold a colon in quotation marks",
                line=None if line is None else line + 1,
            ) from None
    return found


def write_pages(
    case: CaseFolder,
    out: Path | str | None = None,
    *,
    passages: Sequence[Passage] = (),
    language: str = "en",
) -> list[Path]:
    """Write ``coder.html`` and ``room.html`` into ``out`` (default: the case folder).

    ``passages``: first and last unit of each passage that the coder page offers beside the whole
    texts. ``language``: in which the pages begin. Raises ``InputError``.
    """
    folder = Path(out) if out is not None else case.path
    written = []
    for name, html in pages(case, passages=passages, language=language).items():
        write_text(html, folder / f"{name}.html")
        written.append(folder / f"{name}.html")
    return written


def pages(
    case: CaseFolder, *, passages: Sequence[Passage] = (), language: str = "en"
) -> dict[str, str]:
    """The two pages, ``coder`` and ``room``, as HTML. Raises ``InputError``."""
    words = languages()
    if language not in words:
        raise InputError(
            "--language", f"there are no words in '{language}'", f"use one of: {', '.join(words)}"
        )
    data = page_data(case, passages) | {"words": words, "language": language}
    room = data | _reference(case) | _for_sheets(data["units"])
    return {
        name: _page(name, room if name == "room" else data, words[language][name]["about"])
        for name in SCRIPTS
    }


def page_data(case: CaseFolder, passages: Sequence[Passage] = ()) -> dict[str, Any]:
    """What a page knows of a case: ``frames``, ``signs``, ``rules``, ``units``, ``texts``,
    ``passages`` (first unit, number of units to code), ``translations``.

    A case without its texts has no units: the page then asks for a file.
    """
    path = default_codebook(case.path)
    codebook, settings = read_codebook(path), case.settings()
    table = _units(case)
    return {
        "id": str(settings.values.get("id") or case.path.resolve().name),
        "title": str(settings.values.get("title") or case.path.resolve().name),
        "frames": [
            {"id": name, "label": name.replace("_", " ").capitalize(), "definition": words}
            for name, words in codebook.frames.items()
        ],
        "signs": _signs(codebook),
        "rules": [str(rule) for rule in (read_extended(path).get("rules") or {}).values()],
        "units": table.to_dict("records"),
        "texts": {
            name: settings.labels.get(name, name) for name in dict.fromkeys(table["article"])
        },
        "passages": [_passage(table, *passage) for passage in passages],
        "translations": languages(case.path / "languages"),
    }


def _units(case: CaseFolder) -> pd.DataFrame:
    columns = ["id", "article", "zone", "text"]
    if not case.articles.is_dir():
        return pd.DataFrame(columns=columns)
    return case.read_units()[columns]


def _signs(codebook: Codebook) -> list[dict[str, str]]:
    return [
        {"id": one.id, "frame": one.frame, "name": one.name, "definition": one.definition}
        | {"example": one.example}
        for one in codebook.indicators.values()
    ]


def _passage(table: pd.DataFrame, first: str, last: str) -> tuple[str, int]:
    units = list(table.loc[table["zone"] != SUBHEAD, "id"])
    for unit in (first, last):
        if unit not in units:
            near = units[0] if units else "none: this case has no texts here"
            raise InputError(
                "--passage", f"'{unit}' is no unit to code", f"name one such as {near}"
            )
    start, end = units.index(first), units.index(last)
    if end < start:
        raise InputError("--passage", f"'{last}' stands before '{first}'", "exchange the two")
    return first, end - start + 1


def _reference(case: CaseFolder) -> dict[str, Any]:
    """The reference of a case that has its tables: each coded unit with its frames."""
    if not (case.path / "frames.csv").is_file():
        return {"reference": None, "reference_note": False}
    loaded = load_case(case.path)
    frames = loaded.frames[loaded.frames["coder"] == "reference"]
    names = list(read_codebook(default_codebook(case.path)).frames)
    codes = {
        str(row["sentence"]): [name for name in names if row[name]]
        for row in frames.to_dict("records")
    }
    return {"reference": codes, "reference_note": True}


def _for_sheets(units: Sequence[dict[str, str]]) -> dict[str, Any]:
    """What the room needs to read sheets: ``spellings`` of codes, voices and columns; ``masked``:
    a hidden id, without its prefix, to the unit.
    """
    words = {"yes": sorted(YES), "no": sorted(NO), "voices": SPELLINGS["voices"], "columns": NAMES}
    hidden = {masked_id(unit["id"], unit["text"])[2:]: unit["id"] for unit in units}
    return {"spellings": words, "masked": hidden}


def _page(name: str, data: dict[str, Any], about: str) -> str:
    script = "\n".join((WEB / part).read_text(encoding="utf-8") for part in SCRIPTS[name])
    parts = {
        "TITLE": escape(str(data["title"])),
        "ABOUT": escape(about),
        "STYLE": (WEB / "page.css").read_text(encoding="utf-8"),
        "DATA": json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "SCRIPT": script,
    }
    html = (WEB / "page.html").read_text(encoding="utf-8")
    before, *rest = re.split("|".join(rf"(?<=[>\n\"]){mark}(?=[<\n\"])" for mark in parts), html)
    return before + "".join(text + after for text, after in zip(parts.values(), rest, strict=True))

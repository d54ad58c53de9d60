"""What is exchanged, whatever the format: texts, attributions with their spans, codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from newscompare.articles import Article
from newscompare.case.cells import read_cells
from newscompare.errors import InputError
from newscompare.files import read_bytes
from newscompare.progress import bar
from newscompare.values import Fault, json_value, whole_characters

ROLES = ("source", "cue", "content")

SPANS = tuple(f"{role}_spans" for role in ROLES)

Span = tuple[int, int]

Row = dict[str, str]


@dataclass(frozen=True)
class Bundle:
    """What is exchanged: texts, attributions (all values text) and codes (``unit``, ``coder``,
    frames, ``indicators``, ``voice``, ``note``); going out, also the ``units`` of the texts
    (``id``, ``article``, ``zone``, ``start``, ``end``, ``text``).
    """

    articles: list[Article]
    attributions: list[Row]
    codes: list[Row] = field(default_factory=list)
    units: list[dict[str, Any]] = field(default_factory=list)


def parse_spans(text: str) -> list[Span]:
    """``start-end;start-end`` as pairs, in order; none for an empty text. Raises ``ValueError`` for
    anything else.
    """
    spans = []
    for piece in text.split(";") if text else []:
        match = re.fullmatch(r"\s*(\d{1,12})-(\d{1,12})\s*", piece)
        if not match or int(match.group(1)) >= int(match.group(2)):
            raise ValueError(f"'{piece}' is not start-end")
        spans.append((int(match.group(1)), int(match.group(2))))
    return sorted(spans)


def format_spans(spans: Iterable[Span]) -> str:
    """The inverse of ``parse_spans``."""
    return ";".join(f"{start}-{end}" for start, end in spans)


def words_of(body: str, spans: Sequence[Span]) -> str:
    """The words of spans, white space joined, ``...`` between two."""
    return " ... ".join(" ".join(body[start:end].split()) for start, end in spans)


def read_attributions(path: Path, articles: Sequence[Article] | None = None) -> list[Row]:
    """The rows of an ``attributions.csv``; with articles, each span is checked against its body.
    Raises ``InputError``.
    """
    header, raw = read_cells(path)
    for name in ("article", *SPANS):
        if name not in header:
            raise InputError(
                str(path),
                f"has no column '{name}'",
                "give the attributions.csv that 'newscompare code' wrote",
                line=1,
            )
    bodies = {article.id: article.body for article in articles} if articles is not None else None
    rows = []
    for line, cells in raw:
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=False))
        row = {name: value for name, value in row.items() if name and not name.endswith("_text")}
        if bodies is not None and row["article"] not in bodies:
            cure = "code the texts of the case again with 'newscompare code'"
            raise InputError(
                str(path),
                f"the text '{row['article']}' is not in the case",
                cure,
                line=line,
                column="article",
            )
        for name in SPANS:
            try:
                spans = parse_spans(row[name])
            except ValueError as error:
                raise InputError(
                    str(path), str(error), "write 'start-end;start-end'", line=line, column=name
                ) from None
            if bodies is not None and spans and spans[-1][1] > len(bodies[row["article"]]):
                cure = (
                    "the text was changed after it was coded: code it again with 'newscompare code'"
                )
                raise InputError(
                    str(path), f"'{row[name]}' ends after the text", cure, line=line, column=name
                )
        rows.append(row)
    return rows


def by_article(bundle: Bundle) -> Iterable[tuple[Article, list[Row]]]:
    """Each text with its attributions, a bar on the terminal."""
    for article in bar(bundle.articles, unit="texts"):
        yield article, [row for row in bundle.attributions if row["article"] == article.id]


def labels_of(row: Row) -> dict[str, str]:
    """What an attribution says besides its text and spans."""
    return {name: value for name, value in row.items() if name not in {"article", *SPANS}}


def files_of(folder: Path, suffix: str) -> list[Path]:
    """The files of a folder with a suffix, by name. Raises ``InputError`` where there is none."""
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder", f"name a folder that holds {suffix} files")
    paths = sorted(path for path in folder.iterdir() if path.suffix == suffix)
    if not paths:
        raise InputError(
            str(folder), f"holds no {suffix} file", "name another folder or another --format"
        )
    return paths


def read_text(path: Path) -> str:
    """A text file with its line ends as they are. Raises ``InputError``."""
    raw = read_bytes(path)
    try:
        return str(whole_characters(raw.decode("utf-8", "surrogatepass")))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            str(path), "is not valid UTF-8", "save it again with the encoding UTF-8", line=line
        ) from None


def read_json(path: Path, text: str, line: int | None = None) -> Any:
    """The value of a JSON text; ``line`` where it is one of several. Raises ``InputError``."""
    value = json_value(text)
    if isinstance(value, Fault):
        raise value.error(str(path), line=line)
    return whole_characters(value)

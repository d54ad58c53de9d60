"""An article from a file: front matter and body.

Offsets count characters of the *body*: the text after the front matter, exactly as stored
(or the whole file where there is no front matter).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from newscompare.errors import InputError


@dataclass(frozen=True)
class Article:
    """One article. ``body`` is the text that every offset counts in."""

    id: str
    body: str
    metadata: dict[str, Any] = field(default_factory=dict)
    path: Path | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the body in UTF-8, as 64 hexadecimal digits."""
        return digest(self.body)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


HALF = re.compile(r"[\ud800-\udfff]")
"""Half a character (a surrogate), as escapes in YAML and JSON may leave it."""


def whole_characters(value: Any, known: dict[int, Any] | None = None) -> Any:
    """A text, or a list or mapping of such, with the two halves of a character joined and a lone
    half as U+FFFD.

    ``known`` holds what was met before, since YAML's aliases let a list hold itself.
    """
    known = {} if known is None else known
    if isinstance(value, str):
        return (
            value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if HALF.search(value)
            else value
        )
    if not isinstance(value, list | dict):
        return value
    if id(value) not in known:
        out: Any = type(value)()
        known[id(value)] = out
        if isinstance(value, list):
            out.extend(whole_characters(item, known) for item in value)
        else:
            out.update(
                (whole_characters(key), whole_characters(item, known))
                for key, item in value.items()
            )
    return known[id(value)]


def parse_article(text: str, *, id: str, path: Path | None = None) -> Article:
    """Divide a text into front matter (optional YAML between two ``---`` lines) and body.

    The body is every character after the line that closes the front matter, blank lines included.
    Raises ``InputError`` where the front matter opens but does not parse as a mapping.
    """
    if not re.match(r"---[ \t]*\r?\n", text):
        return Article(id=id, body=text, path=path)
    close = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE).search(text, text.index("\n") + 1)
    if close is None:
        return Article(id=id, body=text, path=path)
    where = str(path or id)
    try:
        metadata = yaml.safe_load(text[text.index("\n") + 1 : close.start()])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(
            where,
            "the front matter is not valid YAML",
            "put values with a colon or a quotation mark in double quotes",
            line=mark.line + 2 if mark else 1,
        ) from None
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        raise InputError(
            where,
            "the front matter is not a list of 'name: value' lines",
            "write one 'name: value' a line",
            line=2,
        )
    return Article(
        id=id,
        body=text[close.end() :],
        metadata={str(k): v for k, v in whole_characters(metadata).items()},
        path=path,
    )


def read_article(path: Path | str) -> Article:
    """Read one UTF-8 file (a byte-order mark is allowed); its id is the file's stem.

    Raises ``InputError`` for a file that is missing, is not UTF-8 or holds NUL bytes.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "check the name and the permissions"
        ) from None
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise InputError(
            str(path),
            "holds NUL bytes, so it is not a text file",
            "save it as plain text in UTF-8",
            line=line,
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(
            str(path), "is not valid UTF-8", "save it again with the encoding UTF-8", line=line
        ) from None
    return parse_article(text, id=path.stem, path=path)


def article_files(folder: Path | str) -> list[Path]:
    """The ``*.md`` and ``*.txt`` files of a folder, by name, without a README."""
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(
            str(folder), "is not a folder", "name a folder that holds .md or .txt files"
        )
    files = sorted(
        p
        for p in folder.iterdir()
        if p.suffix.lower() in {".md", ".txt"} and p.stem.lower() != "readme"
    )
    stems: dict[str, Path] = {}
    for p in files:
        if p.stem in stems:
            raise InputError(
                str(p), f"has the same id as {stems[p.stem].name}", "rename one of the two files"
            )
        stems[p.stem] = p
    return files

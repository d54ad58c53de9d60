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

from newscompare.errors import InputError
from newscompare.files import read_bytes
from newscompare.values import Fault, plain, yaml_value


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


LONGEST = 1_000_000
"""Most characters of a text that is coded: more is no article."""
LONGEST_FRONT = 100_000
"""Most characters of front matter."""


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
    metadata = yaml_value(
        text[text.index("\n") + 1 : close.start()], first=2, longest=LONGEST_FRONT
    )
    if isinstance(metadata, Fault):
        raise metadata.error(where)
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        raise InputError(
            where,
            "the front matter is not a list of 'name: value' lines",
            "write one 'name: value' a line",
            line=2,
        )
    return Article(id=id, body=text[close.end() :], metadata=plain(metadata), path=path)


def read_article(path: Path | str) -> Article:
    """Read one UTF-8 file (a byte-order mark is allowed); its id is the file's stem.

    Raises ``InputError`` for a file that is missing, is not UTF-8, holds NUL bytes or is longer
    than ``LONGEST``.
    """
    path = Path(path)
    raw = read_bytes(path)
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
    article = parse_article(text, id=path.stem, path=path)
    if len(article.body) > LONGEST:
        problem = f"holds {len(article.body):,} characters, more than {LONGEST:,}"
        raise InputError(str(path), problem, "divide it into articles")
    return article


def is_text_name(name: str) -> bool:
    """Does a file of this name count as a text? A README does not, nor what begins with a dot (as
    what macOS keeps beside a file on other discs).
    """
    stem, dot, suffix = name.rpartition(".")
    plain = bool(dot) and suffix.lower() in {"md", "txt"} and not name.startswith(".")
    return plain and stem.lower() != "readme"


def article_files(folder: Path | str) -> list[Path]:
    """The texts of a folder (``*.md`` and ``*.txt``, see ``is_text_name``), by name. Raises
    ``InputError``, also where two have one id.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(
            str(folder), "is not a folder", "name a folder that holds .md or .txt files"
        )
    files = sorted(p for p in folder.iterdir() if is_text_name(p.name) and not p.is_dir())
    stems: dict[str, Path] = {}
    for p in files:
        if p.stem in stems:
            raise InputError(
                str(p), f"has the same id as {stems[p.stem].name}", "rename one of the two files"
            )
        stems[p.stem] = p
    return files

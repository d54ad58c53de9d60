"""A case folder of texts: where its parts lie, and what its ``case.yml`` says.

::

    my-event/
      case.yml        name of the event; optionally the order and the labels of the texts
      codebook.yml    frames, indicators, patterns
      articles/       one .md or .txt file for each text
      sheets/         coding sheets, one for each coder
      urls.csv        addresses for ``newscompare fetch``
      coded/          tables of the machine coding
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.articles import Article, article_files, read_article, units
from newscompare.case.codebook import Codebook, read_codebook
from newscompare.errors import InputError
from newscompare.progress import bar
from newscompare.values import Map, plain, yaml_map

ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?")
"""What may name a case or a text: at most 80 letters, digits, dots, hyphens, underscores; no dot at
an end.
"""

RESERVED = frozenset(
    [
        "con",
        "prn",
        "aux",
        "nul",
        "readme",
        *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)),
    ]
)
"""Names that Windows keeps for itself, and the one that is never read as a text."""

SUBHEAD = "subhead"


def is_id(name: str) -> bool:
    """May this name a case or a text on every system?"""
    return bool(ID.fullmatch(name)) and name.split(".")[0].lower() not in RESERVED


@dataclass(frozen=True)
class Settings:
    """What ``case.yml`` says: the values, and the line of each top-level name, of each listed text
    and of each colour.
    """

    path: Path
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    article_lines: dict[str, int] = field(default_factory=dict)
    colour_lines: dict[str, int] = field(default_factory=dict)

    @property
    def labels(self) -> dict[str, str]:
        """Id of a text to its label, in the order of the file; empty where none are listed."""
        return {str(k): str(v) for k, v in (self.values.get("articles") or {}).items()}


@dataclass(frozen=True)
class CaseFolder:
    """The parts of a case folder. Nothing is read before it is asked for."""

    path: Path

    @property
    def articles(self) -> Path:
        """The folder of texts."""
        return self.path / "articles"

    @property
    def sheets(self) -> Path:
        """The folder of coding sheets."""
        return self.path / "sheets"

    @property
    def codebook(self) -> Path:
        """The codebook file."""
        return self.path / "codebook.yml"

    def settings(self) -> Settings:
        """``case.yml``, read and checked. Raises ``InputError``."""
        return read_case_file(self.path / "case.yml")

    def read_codebook(self) -> Codebook:
        """The codebook, read and checked. Raises ``InputError``."""
        return read_codebook(self.codebook)

    def read_articles(self) -> list[Article]:
        """All texts: first those that ``case.yml`` lists, in its order, then the others by name.

        Raises ``InputError`` for the first that cannot be read, or where there is none.
        """
        listed = list(self.settings().labels)
        paths = {path.stem: path for path in article_files(self.articles)}
        if not paths:
            raise InputError(
                str(self.articles), "holds no .md or .txt file", "put one text in each file"
            )
        order = [name for name in listed if name in paths] + [
            name for name in paths if name not in listed
        ]
        return [read_article(paths[name]) for name in bar(order, unit="texts")]

    def read_units(self) -> pd.DataFrame:
        """The units of all texts, in the order of ``read_articles`` (columns: see
        ``newscompare.articles.units``).
        """
        return pd.concat(
            [units(article) for article in bar(self.read_articles(), unit="texts")],
            ignore_index=True,
        )


def case_folder(path: Path | str) -> CaseFolder:
    """A folder that holds ``case.yml``. Raises ``InputError`` for anything else."""
    path = Path(path)
    if not path.is_dir():
        raise InputError(
            str(path), "is not a folder", f"make it with 'newscompare new {path.name}'"
        )
    if not (path / "case.yml").is_file():
        raise InputError(
            str(path),
            "holds no case.yml, so it is not a case folder",
            "name one made with 'newscompare new'",
        )
    return CaseFolder(path)


def read_case_file(path: Path) -> Settings:
    """Read ``case.yml``; the list of texts may be left out. Raises ``InputError`` (file, line,
    cure) at the first fault.
    """
    cure = "start from the one that 'newscompare new' makes"
    values = yaml_map(path, "a list of 'name: value' lines", cure)
    lines = values.lines
    listed = {
        name: values[name].lines
        for name in ("articles", "colours")
        if isinstance(values.get(name), Map)
    }
    article_lines = listed.get("articles", {})
    if values.get("articles") is not None and not isinstance(values["articles"], dict):
        cure = "write one 'id: label' line for each text, indented"
        raise InputError(
            str(path), "'articles' is not a list of 'id: label' lines", cure, line=lines["articles"]
        )
    for name, label in (values.get("articles") or {}).items():
        if not isinstance(label, str | int | float) or not str(label).strip():
            problem, cure = f"the text '{name}' has no label", "write 'id: label' in one line"
            raise InputError(str(path), problem, cure, line=article_lines.get(str(name)))
    return Settings(path, dict(plain(values)), lines, article_lines, listed.get("colours", {}))

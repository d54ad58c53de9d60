"""What is wrong with a case folder: every fault at once, one line each, with file, line and
cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.articles import Article, parse_article, read_article, units
from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD, CaseFolder, Settings, is_id
from newscompare.case.setting_faults import is_date, setting_faults
from newscompare.case.tables import validate
from newscompare.characters import shown
from newscompare.errors import InputError
from newscompare.files import read_text
from newscompare.frames.condition import pattern_notes
from newscompare.gather.addresses import url_faults
from newscompare.gather.condition import number_notes, text_notes, twin_notes
from newscompare.hand.condition import check_sheets
from newscompare.progress import bar
from newscompare.values import Map, empty_map, yaml_value

DESCRIBING = ("outlet", "title", "published", "url")
"""Front matter that describes a text; any key may be left out, and is then not known."""
MOST_TEXTS = 40
"""Texts that a report shows."""

MISREAD = re.compile(r"\ufffd|â€.|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|ï»¿")
"""Signs of a text that was once read in the wrong encoding."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f]")


@dataclass
class Findings:
    """What a check found: ``faults`` to mend, faults of sheets that a report sets ``aside``, and
    ``notes`` that may be as they should be.
    """

    faults: list[InputError] = field(default_factory=list)
    aside: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    articles: int = 0
    units: int = 0
    sheets: int = 0


def check_case(case: CaseFolder) -> Findings:
    """Check ``case.yml``, the codebook, the tables (where there are any), the texts, the sheets and
    ``urls.csv``; nothing is written.
    """
    found = Findings()
    settings: Settings | None = None
    codebook: Codebook | None = None
    try:
        settings = case.settings()
        found.faults.extend(setting_faults(settings))
    except InputError as error:
        found.faults.append(error)
    try:
        codebook = case.read_codebook()
    except InputError as error:
        found.faults.append(error)
    if (case.path / "datapackage.json").is_file():
        found.faults.extend(_table_faults(case, found.faults))
        if not case.articles.is_dir():
            found.notes.append(f"{case.path}: holds tables without texts; the tables were checked")
            return found
    articles = _check_articles(case, found)
    if settings is not None and settings.labels:
        found.faults.extend(
            _listing_faults(case, settings, {path.stem: path for path in _texts(case.articles)})
        )
    parts = [units(article) for article in bar(articles, unit="texts")]
    table = pd.concat(parts, ignore_index=True) if parts else units(Article("none", ""))
    if codebook is not None and len(table):
        found.notes.extend(pattern_notes(table, codebook))
    found.articles, found.units = len(articles), int((table["zone"] != SUBHEAD).sum())
    unread = {path.stem for path in _texts(case.articles)} - {article.id for article in articles}
    sheets = check_sheets(case, codebook, table, unread)
    found.sheets, found.aside = sheets.count, sheets.faults
    found.notes.extend(sheets.notes)
    if (case.path / "urls.csv").is_file():
        found.faults.extend(url_faults(case.path / "urls.csv"))
    return found


def refuse_faults(case: CaseFolder) -> None:
    """Raise the first fault of a case as ``InputError``; nothing where it has none. What is wrong
    in sheets stops nothing: whoever reads them sets it aside and names it.
    """
    faults = check_case(case).faults
    if faults:
        one = faults[0]
        raise InputError(one.file, one.problem, one.cure, line=one.line, column=one.column)


def _table_faults(case: CaseFolder, before: list[InputError]) -> list[InputError]:
    """The first fault of the tables of a case, keys between them included."""
    try:
        validate(case.path)
    except InputError as error:
        return [] if str(error) in map(str, before) else [error]
    return []


# --- case.yml


def _listing_faults(
    case: CaseFolder, settings: Settings, texts: dict[str, Path]
) -> Iterator[InputError]:
    for name, line in settings.article_lines.items():
        if name not in texts:
            cure = f"put the text at articles/{name}.md or remove the line"
            yield InputError(
                str(settings.path),
                f"lists the text '{name}', which is not in {case.articles}",
                cure,
                line=line,
            )
    for name, path in texts.items():
        if name not in settings.labels:
            yield InputError(
                str(path),
                "is not listed in case.yml",
                f"add '{name}: label' below 'articles:' or move the file away",
            )


# --- Texts


def _texts(folder: Path) -> list[Path]:
    """Every file that would be read as a text, by name; doubles included."""
    if not folder.is_dir():
        return []
    return sorted(
        p
        for p in folder.iterdir()
        if p.suffix.lower() in {".md", ".txt"} and p.stem.lower() != "readme" and p.is_file()
    )


def _check_articles(case: CaseFolder, found: Findings) -> list[Article]:
    """The texts that can be read; faults and notes go to ``found``."""
    folder = case.articles
    texts = _texts(folder)
    if not texts:
        found.faults.append(
            InputError(str(folder), "holds no .md or .txt file", "put one text in each file")
        )
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if (
            path.is_file()
            and path not in texts
            and not path.name.startswith(".")
            and path.stem.lower() != "readme"
        ):
            cure = "save it as plain text (.md or .txt)"
            if path.suffix.lower() in {".html", ".htm"}:
                cure = (
                    f"read it with 'newscompare fetch {case.path} --saved {path}' and move it away"
                )
            found.faults.append(
                InputError(str(path), f"is not read: '{path.suffix}' is no text file", cure)
            )
    seen: dict[str, Path] = {}
    bodies: dict[str, str] = {}
    articles = []
    for path in bar(texts, unit="texts"):
        if path.stem.lower() in seen:
            found.faults.append(
                InputError(
                    str(path),
                    f"has the same id as {seen[path.stem.lower()].name}",
                    "rename one of the two files",
                )
            )
            continue
        seen[path.stem.lower()] = path
        if not is_id(path.stem):
            cure = "rename the file: letters, digits, hyphens and underscores"
            found.faults.append(InputError(str(path), f"'{path.stem}' cannot name a text", cure))
        try:
            article = read_article(path)
        except InputError as error:
            found.faults.append(error)
            continue
        articles.append(article)
        found.faults.extend(article_faults(article))
        if article.metadata.get("example") is True and len(texts) > 1:
            found.notes.append(
                f"{path}: is the worked example and counts as a text; delete it when your "
                "own are in"
            )
        double = bodies.setdefault(article.sha256, path.name)
        if double != path.name and article.body.strip():
            found.notes.append(
                f"{path}: has the same body as {double}; leave it only if two outlets ran one text"
            )
        found.notes.extend(text_notes(article))
    found.notes.extend(number_notes(folder, len(articles), MOST_TEXTS))
    unlike = {article.sha256: article for article in articles if article.body.strip()}
    found.notes.extend(twin_notes(list(unlike.values())))
    return articles


def article_faults(article: Article) -> Iterator[InputError]:
    """What is wrong with one text that could be read: front matter, body, characters."""
    path = article.path or Path(article.id)
    text = read_text(path) if path.is_file() else article.body
    yield from _front_matter_faults(path, text, article.metadata)
    table = units(article)
    if not article.body.strip():
        yield InputError(
            str(path),
            "has an empty body",
            "put the text below the front matter",
            line=text.count("\n") + 1,
        )
    elif not (table["zone"] == "body").any():
        yield InputError(
            str(path),
            "has subheads but no sentence",
            "only a subhead starts with '#'",
            line=text.count("\n") + 1,
        )
    for pattern, problem, cure in (
        (
            MISREAD,
            "holds characters of a wrongly read encoding",
            "save the source again as UTF-8, or correct them by hand",
        ),
        (CONTROL, "holds a control character", "delete it"),
    ):
        match = pattern.search(text)
        if match:
            where = f"{problem} ({match.group().encode('unicode_escape').decode('ascii')})"
            yield InputError(str(path), where, cure, line=text.count("\n", 0, match.start()) + 1)


def _front_matter_faults(path: Path, text: str, metadata: dict[str, Any]) -> Iterator[InputError]:
    if not re.match(r"---[ \t]*\r?\n", text):
        return
    if parse_article(text, id=path.stem).body == text:
        yield InputError(
            str(path),
            "has front matter that is not closed",
            "put a line of --- after the last field",
            line=1,
        )
        return
    front = _front_matter(text)
    for name, line, _ in front.twice:
        yield InputError(
            str(path), f"the front matter names '{name}' twice", "remove one of the two", line=line
        )
    place = front.lines
    for name in DESCRIBING:
        value = metadata.get(name)
        if name == "outlet" and name in metadata and (value is None or not str(value).strip()):
            yield InputError(
                str(path),
                "'outlet' is empty",
                'name the outlet, or write "Unnamed" and what it seems to be',
                line=place[name],
            )
        elif name == "published" and value is not None and not is_date(value):
            yield InputError(
                str(path),
                f"'{shown(str(value))}' is no date",
                "write it as 2026-03-04, or null",
                line=place[name],
            )
    for name in ("outlet", "title", "deck"):
        if metadata.get(name) is not None and not isinstance(metadata[name], str):
            yield InputError(
                str(path),
                f"'{name}' is not words",
                "put the value in double quotes",
                line=place.get(name, 1),
            )


def _front_matter(text: str) -> Map:
    """The names of the front matter with their lines in the file."""
    start = text.index("\n") + 1
    end = re.compile(r"^---[ \t]*\r?$", re.MULTILINE).search(text, start)
    found = yaml_value(text[start : end.start() if end else None], first=2)
    return found if isinstance(found, Map) else empty_map(1)

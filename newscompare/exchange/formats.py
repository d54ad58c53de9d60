"""A case out to where people already work, and back: brat, Web Annotation, CSV, JSON Lines.

Attributions are the rows of ``newscompare code`` (``attributions.csv``): ``article``,
``source_spans``, ``cue_spans``, ``content_spans`` (``start-end;start-end``, characters of the body)
and labels (``source``, ``source_type``, ``form`` ...). What comes back from an import has the same
rows. Each format is a module beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newscompare.articles import Article
from newscompare.case.folder import CaseFolder
from newscompare.errors import InputError
from newscompare.exchange.brat import read_brat, write_brat
from newscompare.exchange.bundle import SPANS, Bundle, Row, read_attributions
from newscompare.exchange.jsonl import read_jsonl, write_jsonl
from newscompare.exchange.spreadsheets import read_tables, write_public_tables, write_tables
from newscompare.exchange.webannotation import read_webannotation, write_webannotation
from newscompare.files import alone, write_csv, write_text
from newscompare.hand.collecting import case_sheets


@dataclass(frozen=True)
class Format:
    """How a format is written to a folder and read from one.

    ``codes``: it holds more than attributions, so a case without any can be written. ``texts``: it
    holds whole articles, which an import writes too. ``public``: writes it without running text.
    """

    write: Callable[[Bundle, Path], list[Path]]
    read: Callable[[Path], Bundle]
    codes: bool = False
    texts: bool = False
    public: Callable[[Bundle, Path], list[Path]] | None = None


FORMATS = {
    "brat": Format(write_brat, read_brat),
    "webannotation": Format(write_webannotation, read_webannotation),
    "csv": Format(write_tables, read_tables, codes=True, public=write_public_tables),
    "jsonl": Format(write_jsonl, read_jsonl, codes=True, texts=True),
}
"""The formats; their names are those of ``newscompare.exchange.FORMATS``, which help shows."""


def read_bundle(case: CaseFolder, coded: Path | str | None = None) -> Bundle:
    """The texts of a case, its attributions (``attributions.csv`` in ``coded``, default
    ``CASE/coded``) and its sheets.

    Raises ``InputError`` where a span or an article of the attributions does not exist.
    """
    articles = case.read_articles()
    path = (
        Path(coded) / "attributions.csv"
        if coded is not None
        else case.path / "coded" / "attributions.csv"
    )
    if coded is not None and not path.is_file():
        raise InputError(str(path), "is missing", "name the folder that 'newscompare code' wrote")
    rows = read_attributions(path, articles) if path.is_file() else []
    codes: list[Row] = []
    table = case.read_units()
    held = case.sheets.is_dir() and any(case.sheets.iterdir())
    for sheet in case_sheets(case, case.read_codebook(), table) if held else []:
        for row in sheet.rows:
            if not row.coded:
                continue
            values = {
                frame: "" if value is None else str(value) for frame, value in row.codes.items()
            }
            voice = row.voice or ""
            codes.append(
                {
                    "unit": row.unit,
                    "coder": sheet.coder,
                    **values,
                    "indicators": ";".join(row.indicators),
                    "voice": voice,
                    "note": row.note,
                }
            )
    units: list[dict[str, Any]] = [dict(one) for one in table.to_dict("records")]
    return Bundle(articles, rows, codes, units)


def export_case(
    case: CaseFolder,
    format: str,
    out: Path | str,
    *,
    coded: Path | str | None = None,
    public: bool = False,
) -> list[Path]:
    """Write a case in one of ``FORMATS`` to a folder and return the files; ``public``: without
    running text. Raises ``InputError``, also where the format cannot do without the texts; nothing
    is overwritten.
    """
    out = Path(out)
    write = FORMATS[format].public if public else FORMATS[format].write
    if write is None:
        able = ", ".join(name for name, one in FORMATS.items() if one.public)
        raise InputError(
            f"the format {format}",
            "holds whole texts and has no public form",
            f"use --public with --format {able}",
        )
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise InputError(
            str(out),
            "exists already and is not empty",
            "name another folder with --out; nothing was changed",
        )
    bundle = read_bundle(case, coded)
    if not FORMATS[format].codes and not bundle.attributions:
        raise InputError(
            str(case.path),
            "has no attributions to export",
            "run 'newscompare code' and name its folder with --coded",
        )
    with alone(out):
        return write(bundle, out)


def import_folder(folder: Path | str, format: str, out: Path | str) -> list[Path]:
    """Read a folder in one of ``FORMATS`` and write ``attributions.csv`` (and, from ``jsonl``,
    ``articles/`` and ``codes.csv``) to ``out``.

    Returns the files. Raises ``InputError``; nothing is overwritten.
    """
    folder, out = Path(folder), Path(out)
    if folder.resolve() in (out.resolve(), *out.resolve().parents):
        raise InputError(
            str(out), "is the folder that is read, or lies in it", "name another with --out"
        )
    bundle = FORMATS[format].read(folder)
    names = list(dict.fromkeys(name for row in bundle.attributions for name in row)) or [
        "article",
        *SPANS,
    ]
    files: dict[Path, pd.DataFrame | str] = {
        out / "attributions.csv": pd.DataFrame(bundle.attributions, columns=names).fillna("")
    }
    if bundle.codes:
        files[out / "codes.csv"] = pd.DataFrame(bundle.codes).fillna("")
    if FORMATS[format].texts:
        files |= {
            out / "articles" / f"{article.id}.md": article_text(article)
            for article in bundle.articles
        }
    for path in files:
        if path.exists():
            raise InputError(
                str(path), "exists already", "name another folder with --out; nothing was changed"
            )
    with alone(out):
        for path, content in files.items():
            if isinstance(content, str):
                write_text(content, path)
            else:
                write_csv(content, path)
    return list(files)


def article_text(article: Article) -> str:
    """An article as a file: front matter and body, so that reading it gives the same body."""
    if not article.metadata and not re.match(r"---[ \t]*\r?\n", article.body):
        return article.body
    front = yaml.safe_dump(article.metadata, allow_unicode=True, sort_keys=False, width=10**6)
    return f"---\n{front}---\n{article.body}"

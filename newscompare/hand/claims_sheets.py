"""Claims sheets: what each text says, filled in by people, one file for each coder.

One row for each claim: ``claim`` (a sentence), one column for each text (its id), ``note``. A cell
says what the text makes of the claim: ``present``, ``hedged``, ``contradicted`` or ``absent``
(first letters will do), optionally with the units that show it: ``present: post-03, post-07``. Two
answers of a text that contradicts itself stand with a bar between them. Blank: not coded. A cell
that cannot be read is set aside and named, and counts as blank.

The sheets lie in ``claims/`` of the case, one for each coder.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder, is_id
from newscompare.errors import InputError
from newscompare.hand.handed_in import sheet_files, told
from newscompare.hand.sheets import DELIMITERS
from newscompare.measures.agreement import agreement
from newscompare.measures.claims import STATES, claim_states

FOLDER = "claims"
BLANK_ROWS = 20
"""Rows without a claim in a new sheet, for people to write claims into."""

CODING_COLUMNS = ["claim", "article", "coder", "state", "sentence"]


@dataclass(frozen=True)
class ClaimsSheet:
    """A filled-in sheet: who coded it, ``claims`` (``id``, ``claim``) and ``codings``
    (``CODING_COLUMNS``). ``set_aside``: the faults of cells that were passed over.
    """

    path: Path
    coder: str
    claims: pd.DataFrame
    codings: pd.DataFrame
    set_aside: tuple[InputError, ...] = ()


def claims_folder(case: CaseFolder) -> Path:
    """Where the claims sheets of a case lie."""
    return case.path / FOLDER


def first_claims(case: CaseFolder) -> list[str]:
    """The claims that a new sheet begins with: those listed in ``case.yml`` under ``claims``, else
    the answers to its ``questions``.
    """
    values = case.settings().values
    listed = values.get("claims")
    if isinstance(listed, list):
        return [str(claim).strip() for claim in listed if str(claim).strip()]
    return [
        f"{question['label']} {answer['label']}"
        for question in values.get("questions") or []
        for answer in question["answers"]
    ]


def write_claims_sheet(
    case: CaseFolder, coder: str, out: Path | str | None = None, *, delimiter: str = "comma"
) -> tuple[Path, int]:
    """Write a claims sheet for one coder; returns its path and the number of claims in it.

    A sheet that holds an answer already is never overwritten. Raises ``InputError``.
    """
    if not is_id(coder):
        raise InputError(
            "--coder",
            f"'{coder}' cannot name a sheet",
            "use letters, digits, hyphens and underscores",
        )
    path = Path(out) if out is not None else claims_folder(case) / f"{coder}.csv"
    articles = [article.id for article in case.read_articles()]
    if path.exists():
        _refuse_filled(path, articles)
    claims = first_claims(case)
    rows = [[claim, *[""] * len(articles), ""] for claim in [*claims, *[""] * BLANK_ROWS]]
    write_cells(["claim", *articles, "note"], rows, path, delimiter=DELIMITERS[delimiter])
    return path, len(claims)


def _refuse_filled(path: Path, articles: Sequence[str]) -> None:
    cure = "name another with --out, or move it away; nothing was changed"
    try:
        header, rows = read_cells(path)
    except InputError:
        raise InputError(str(path), "exists and is not an empty claims sheet", cure) from None
    if "claim" not in header:
        raise InputError(str(path), "exists and is not an empty claims sheet", cure)
    for line, cells in rows:
        filled = dict(zip(header, cells, strict=False))
        if any(filled.get(name, "").strip() for name in [*articles, "note"]):
            raise InputError(str(path), "holds answers already", cure, line=line)


def read_claims_sheet(path: Path | str, articles: Sequence[str], units: set[str]) -> ClaimsSheet:
    """Read a filled-in sheet. ``units`` are the ids that may stand behind a colon.

    Rows without a claim, and claims without any answer, are left out; a cell that cannot be read is
    set aside with its fault (line, column, cure). Raises ``InputError`` where a column is missing.
    """
    path = Path(path)
    header, rows = read_cells(path)
    named = [name.strip() for name in header]
    missing = [name for name in ["claim", *articles] if name not in named]
    if missing:
        cure = "keep the first line as 'newscompare sheet --claims' wrote it"
        raise InputError(str(path), f"has no column '{missing[0]}'", cure, line=1)
    claims: list[tuple[str, str]] = []
    codings: list[tuple[str, ...]] = []
    faults: list[InputError] = []
    for line, cells in rows:
        row = dict(zip(named, [*cells, *[""] * len(named)], strict=False))
        wording = row["claim"].strip()
        found = []
        for article in articles:
            try:
                answers = _answers(path, line, article, row[article], units)
            except InputError as error:
                faults.append(error)
                continue
            found += [(article, state, unit) for state, unit in answers]
        if found and not wording:
            cure = "write the claim in the first column"
            faults.append(InputError(str(path), "an answer without a claim", cure, line=line))
        if not found or not wording:
            continue
        name = f"c{len(claims) + 1:02d}"
        claims.append((name, wording))
        codings += [(name, article, path.stem, state, unit) for article, state, unit in found]
    return ClaimsSheet(
        path,
        path.stem,
        pd.DataFrame(claims, columns=["id", "claim"]),
        pd.DataFrame(codings, columns=CODING_COLUMNS),
        tuple(faults),
    )


def _answers(
    path: Path, line: int, article: str, cell: str, units: set[str]
) -> list[tuple[str, str]]:
    """The states of a cell, each with each unit that shows it (or without)."""
    answers = []
    for part in filter(None, (p.strip() for p in cell.split("|"))):
        word, _, listed = part.partition(":")
        fits = [
            state for state in STATES if word.strip() and state.startswith(word.strip().lower())
        ]
        if len(fits) != 1:
            cure = f"write {', '.join(STATES[:-1])} or {STATES[-1]}"
            raise InputError(str(path), f"'{part}' is no answer", cure, line=line, column=article)
        shown = [u for u in (u.strip() for u in listed.replace(";", ",").split(",")) if u]
        for unit in shown:
            if unit not in units:
                cure = f"use an id that 'newscompare sheet' gives, such as {min(units, default='')}"
                raise InputError(
                    str(path), f"no unit is called '{unit}'", cure, line=line, column=article
                )
        answers += [(fits[0], unit) for unit in shown or [""]]
    return answers


def read_claims_sheets(
    case: CaseFolder, articles: Sequence[str], units: set[str]
) -> list[ClaimsSheet]:
    """The filled-in sheets of ``claims/``, by name. What was set aside or left out is said on the
    error stream, a line a sheet.
    """
    sheets = []
    for path in sheet_files(claims_folder(case)):
        try:
            sheet = read_claims_sheet(path, articles, units)
        except InputError as error:
            print(f"note: left out: {error}", file=sys.stderr)
            continue
        if sheet.set_aside:
            print(f"note: {path}: {told(sheet.set_aside)}", file=sys.stderr)
        if len(sheet.codings):
            sheets.append(sheet)
    return sheets


def claims_agreement(sheets: Sequence[ClaimsSheet]) -> pd.DataFrame:
    """Agreement of the first two coders on the claims that both worded alike, over claims and texts
    (columns of ``measures.agreement.agreement``); no rows for fewer coders.
    """
    if len(sheets) < 2:
        return pd.DataFrame()
    states = {}
    for name, sheet in zip("ab", sheets, strict=False):
        own = claim_states(sheet.codings.assign(coder="reference"))
        wording = sheet.claims.set_index("id")["claim"]
        keys = pd.MultiIndex.from_arrays([own["claim"].map(wording), own["article"].astype(str)])
        states[name] = pd.Series(own["state"].to_numpy(), index=keys)
    wide = pd.DataFrame({n: own[~own.index.duplicated()] for n, own in states.items()})
    both = wide.dropna().astype(str)
    return agreement(both) if len(both) else pd.DataFrame()

"""``names.csv`` of a case: who the sources are, proposed by the machine, decided by people.

One row for each source as the machine groups it: ``source``, ``mentions``, ``texts``,
``as_written`` (some of the words that stand in the texts), then what people may change: ``name``,
``type``, ``country``; at last ``confidence`` (mean of its attributions, 0 to 1) and ``proposed``,
by which a later run tells an edit from a proposal.

Two sources with one ``name`` are one; a ``name`` of ``-`` says that this is no source, and its
attributions are left out. Where two rows of one name say different types or countries, an edited
row goes first, then the one with more mentions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from newscompare.articles import Article
from newscompare.attribution.table import parse_spans
from newscompare.attribution.who.across import over, settled, within
from newscompare.case.cells import read_cells, write_cells
from newscompare.case.tables import Case, codes
from newscompare.characters import clean_line, shown
from newscompare.errors import InputError
from newscompare.figures.style import sentence_list

NAME = "names.csv"
HEADER = (
    *("source", "mentions", "texts", "as_written", "name", "type", "country", "confidence"),
    "proposed",
)
NO_SOURCE = "-"
EVIDENCE_WORDS = 8
SHOWN = 3
"""So many different wordings of a source are shown."""
NONE, UNKNOWN = "none", "unknown"


@dataclass(frozen=True)
class Named:
    """One row of ``names.csv``."""

    source: str
    mentions: int
    texts: int
    as_written: str
    name: str
    type: str
    country: str
    confidence: str
    proposed: str

    @property
    def decided(self) -> str:
        """What the row says, in the form of ``proposed``."""
        return " | ".join((self.name, self.type, self.country)).strip()

    @property
    def edited(self) -> bool:
        """Did somebody change the proposal?"""
        return self.decided != self.proposed


@dataclass(frozen=True)
class Used:
    """What ``names.csv`` changed: rows in all, those edited, names that hold several sources,
    sources left out; and which sources the machine brought to which name by itself.
    """

    rows: int = 0
    edited: int = 0
    merged: int = 0
    left_out: int = 0
    joined: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        """Which sources the machine brought to which name, in words."""
        return sentence_list([f"“{source}” as {name}" for source, name in self.joined])


def proposals(coded: pd.DataFrame, articles: Sequence[Article]) -> list[Named]:
    """A row for each source of the machine's attributions (as ``coded/attributions.csv`` holds
    them), the most mentioned first.
    """
    bodies = {article.id: article.body for article in articles}
    coded = settled(coded, within(coded, bodies))
    rows = []
    for source, own in coded[coded["source"] != ""].groupby("source", sort=False):
        written: dict[str, None] = {}
        for article, spans in zip(own["article"], own["source_spans"], strict=True):
            words = " ".join(bodies[article][a:b] for a, b in parse_spans(spans))
            written.setdefault(" ".join(clean_line(words).split()[:EVIDENCE_WORDS]))
        first = own["source_type"].mode().iloc[0]
        country = own["country"].mode().iloc[0]
        found = Named(
            source=str(source),
            mentions=len(own),
            texts=own["article"].nunique(),
            as_written=" / ".join([w for w in written if w][:SHOWN]),
            name=str(source),
            type=UNKNOWN if first == NONE else str(first),
            country="" if country == NONE else str(country),
            confidence=_mean(own),
            proposed="",
        )
        rows.append(replace(found, proposed=found.decided))
    return sorted(
        _whole_names(rows, over(coded, bodies)), key=lambda row: (-row.mentions, row.source)
    )


def _whole_names(rows: Sequence[Named], names: Mapping[str, str]) -> list[Named]:
    """The proposals, each source under the name that the texts together settle (``across.over``),
    with the type and country of who bears it.
    """
    bearers = {row.source: row for row in rows}
    found = []
    for row in rows:
        name = names.get(row.source, "")
        if name:
            other = bearers.get(name, row)
            row = replace(row, name=name, type=other.type, country=other.country)
            row = replace(row, proposed=row.decided)
        found.append(row)
    return found


def joined(rows: Sequence[Named]) -> list[Named]:
    """The proposals that bring two sources to one name: what a report does where nobody has
    decided.
    """
    return [row for row in rows if row.mentions and row.name not in (row.source, NO_SOURCE)]


def _mean(own: pd.DataFrame) -> str:
    if "confidence" not in own:
        return ""
    values = pd.to_numeric(own["confidence"], errors="coerce").dropna()
    return f"{values.mean():.2f}" if len(values) else ""


def updated(old: Sequence[Named], new: Sequence[Named]) -> list[Named]:
    """New proposals with every edit of the old table kept; an edited source that is gone stays,
    with no mentions.
    """
    before = {row.source: row for row in old}
    rows = []
    for row in new:
        mine = before.pop(row.source, None)
        if mine is not None and mine.edited:
            row = replace(row, name=mine.name, type=mine.type, country=mine.country)
        rows.append(row)
    return [*rows, *(replace(row, mentions=0, texts=0) for row in before.values() if row.edited)]


def read_names(folder: Path) -> list[Named]:
    """The rows of ``names.csv`` of a case; none where there is no such file. Raises ``InputError``
    (line, column, cure) for a type that there is not.
    """
    path = folder / NAME
    if not path.is_file():
        return []
    header, rows = read_cells(path)
    cure = "write it with 'newscompare names' and keep its first line"
    for name in ("source", "name", "type", "country", "proposed"):
        if name not in header:
            raise InputError(str(path), f"has no column '{name}'", cure, line=1)
    known = [*codes("attributions", "source_type"), UNKNOWN]
    found: dict[str, Named] = {}
    for line, cells in rows:
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        kind = (row.get("type") or UNKNOWN).lower().replace(" ", "_")
        if kind not in known:
            problem = f"'{shown(row['type'])}' is no type of source"
            raise InputError(
                str(path), problem, f"use one of {', '.join(known)}", line=line, column="type"
            )
        source = row.get("source", "")
        if not source:
            problem = "the source is missing"
            raise InputError(str(path), problem, "remove the row", line=line, column="source")
        found.setdefault(
            source,
            Named(
                source=source,
                mentions=_whole(row.get("mentions", "")),
                texts=_whole(row.get("texts", "")),
                as_written=row.get("as_written", ""),
                name=row.get("name", "") or source,
                type=UNKNOWN if kind == NONE else kind,
                country=row.get("country", ""),
                confidence=row.get("confidence", ""),
                proposed=row.get("proposed", ""),
            ),
        )
    return list(found.values())


def _whole(text: str) -> int:
    return int(text) if text.isdigit() else 0


def write_names(folder: Path, rows: Sequence[Named]) -> Path:
    """Write ``names.csv``."""
    path = folder / NAME
    write_cells(HEADER, [[getattr(row, name) for name in HEADER] for row in rows], path)
    return path


def decisions(rows: Sequence[Named]) -> Mapping[str, tuple[str, str, str]]:
    """For each source its name, type and country; an empty name where it is no source."""
    best: dict[str, Named] = {}
    for row in sorted(rows, key=lambda row: (not row.edited, -row.mentions)):
        best.setdefault(row.name, row)
    return {
        row.source: ("", NONE, "")
        if row.name == NO_SOURCE
        else (row.name, best[row.name].type, best[row.name].country)
        for row in rows
    }


def named(case: Case, decided: Sequence[Named], proposed: Sequence[Named]) -> tuple[Case, Used]:
    """The case as people decided (the rows of ``names.csv``), and the sources on which they did not
    under the one name that the machine is sure of (``joined``).
    """
    case, used = with_names(case, decided)
    known = {row.source for row in decided}
    sure = [row for row in joined(proposed) if row.source not in known]
    return with_names(case, sure)[0], replace(used, joined=tuple((r.source, r.name) for r in sure))


def with_names(case: Case, rows: Sequence[Named]) -> tuple[Case, Used]:
    """The case with the sources as people named them, and what that changed; quotations follow
    their attributions. Without rows the case as it is.
    """
    if not rows:
        return case, Used()
    who = decisions(rows)
    said = case.attributions
    known = said["source"].astype(str)
    out = known.map(lambda source: source in who and not who[source][0])
    said = said[~out].copy()
    keep = said["source"].astype(str)
    for column, k in (("source_type", 1), ("country", 2)):
        values = [
            (who[s][k] or NONE) if s in who else v
            for s, v in zip(keep, said[column].astype(str), strict=True)
        ]
        kind = said[column].dtype
        said[column] = pd.Categorical(values, dtype=kind) if column == "source_type" else values
    said["source"] = [who[s][0] if s in who else s for s in keep]
    names = dict(zip(said["id"], said["source"], strict=True))
    quotes = case.quotes[case.quotes["attribution"].isin(set(names))].copy()
    heard = quotes["attribution"].map(names)
    quotes["speaker"] = heard.where(heard != "", quotes["speaker"]).to_numpy()
    holders: dict[str, int] = {}
    for name, _, _ in who.values():
        holders[name] = holders.get(name, 0) + 1
    used = Used(
        rows=len(rows),
        edited=sum(row.edited for row in rows),
        merged=sum(1 for name, n in holders.items() if name and n > 1),
        left_out=holders.get("", 0),
    )
    return replace(case, attributions=said, quotes=quotes), used

"""brat standoff: ``ID.txt`` (the body) and ``ID.ann``, and an ``annotation.conf``, so that brat
opens the folder.

Entities Source, Cue, Content (discontinuous where need be), relations SourceOf and CueOf to the
content, attributes for form and type, a note with all other labels. Spans that touch, or that are
parted by a line end alone, become one: brat has no other way to write them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from newscompare.articles import Article
from newscompare.errors import InputError
from newscompare.exchange.bundle import (
    ROLES,
    SPANS,
    Bundle,
    Row,
    Span,
    by_article,
    files_of,
    format_spans,
    labels_of,
    parse_spans,
    read_text,
)
from newscompare.files import write_text
from newscompare.values import Fault, json_value

_FORMS = ("direct", "mixed", "indirect")

_CONF = """[entities]
Source
Cue
Content

[relations]
SourceOf\tArg1:Source, Arg2:Content|Cue
CueOf\tArg1:Cue, Arg2:Content
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
Form\tArg:Content|Cue|Source, Value:direct|mixed|indirect
"""


def write_brat(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``ID.txt`` and ``ID.ann`` for each text, and ``annotation.conf``."""
    written = [out / "annotation.conf"]
    write_text(_CONF, written[0])
    for article, rows in by_article(bundle):
        write_text(article.body, out / f"{article.id}.txt")
        write_text(brat_annotations(article.body, rows), out / f"{article.id}.ann")
        written += [out / f"{article.id}.txt", out / f"{article.id}.ann"]
    return written


def brat_annotations(body: str, rows: Sequence[Row]) -> str:
    """The lines of an ``.ann`` file for the attributions of one text."""
    lines: list[str] = []
    count = {"T": 0, "R": 0, "A": 0, "#": 0}

    def add(kind: str, rest: str) -> str:
        count[kind] += 1
        name = f"{kind}{count[kind]}"
        lines.append(f"{name}\t{rest}")
        return name

    for row in rows:
        names: dict[str, str] = {}
        for role in reversed(ROLES):
            pieces = [
                piece
                for span in parse_spans(row[f"{role}_spans"])
                for piece in _one_line(body, span)
            ]
            if pieces:
                place = ";".join(f"{start} {end}" for start, end in pieces)
                names[role] = add(
                    "T",
                    f"{role.capitalize()} "
                    f"{place}\t{' '.join(body[start:end] for start, end in pieces)}",
                )
        anchor = next((role for role in ("content", "cue", "source") if role in names), None)
        if anchor is None:
            continue
        if anchor != "source" and "source" in names:
            add("R", f"SourceOf Arg1:{names['source']} Arg2:{names[anchor]}")
        if anchor == "content" and "cue" in names:
            add("R", f"CueOf Arg1:{names['cue']} Arg2:{names['content']}")
        if row.get("form") in _FORMS:
            add("A", f"Form {names[anchor]} {row['form']}")
        add("#", f"AnnotatorNotes {names[anchor]}\t{json.dumps(labels_of(row), ensure_ascii=True)}")
    return "".join(f"{line}\n" for line in lines)


_LINE_END = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def _one_line(body: str, span: Span) -> list[Span]:
    """A span cut at line ends: brat has one line an annotation."""
    return [match.span() for match in _LINE_END.finditer(body, *span)]


def read_brat(folder: Path) -> Bundle:
    """Read every ``.ann`` of a folder with its ``.txt``. Raises ``InputError`` (file, line,
    cure).
    """
    paths = files_of(folder, ".ann")
    articles, rows = [], []
    for path in paths:
        body = read_text(path.with_suffix(".txt"))
        articles.append(Article(path.stem, body))
        rows += [{"article": path.stem, **row} for row in _BratReader(path, body).rows()]
    return Bundle(articles, rows)


class _BratReader:
    """Reads one ``.ann`` file."""

    def __init__(self, path: Path, body: str) -> None:
        self.path, self.body = path, body
        self.spans: dict[str, tuple[str, list[Span]]] = {}
        self.links: list[tuple[int, str, str, str]] = []
        self.labels: dict[str, dict[str, str]] = {}
        self.forms: dict[str, str] = {}
        for number, line in enumerate(read_text(path).split("\n"), 1):
            if line.strip():
                try:
                    self.line(number, line.rstrip("\r"))
                except InputError:
                    raise
                except (ValueError, IndexError):
                    raise self.fault(
                        number,
                        "the line is not brat standoff",
                        "compare it with brat's manual, or delete it",
                    ) from None

    def fault(self, line: int, problem: str, cure: str) -> InputError:
        return InputError(str(self.path), problem, cure, line=line)

    def line(self, number: int, line: str) -> None:
        name, rest = line.split("\t", 1)
        if name.startswith("T"):
            head, _, _ = rest.partition("\t")
            kind, places = head.split(" ", 1)
            pairs = [piece.split() for piece in places.split(";")]
            spans = [(int(start), int(end)) for start, end in pairs]
            if name in self.spans:
                raise self.fault(
                    number, f"{name} stands twice", "give one of the two another number"
                )
            if any(not 0 <= start < end <= len(self.body) for start, end in spans):
                raise self.fault(
                    number, f"{name} lies outside the text", "restore the .txt that belongs to it"
                )
            if kind.lower() in ROLES:
                self.spans[name] = (kind.lower(), _joined(self.body, spans))
        elif name.startswith("R"):
            kind, first, second = rest.split()[:3]
            if kind in {"SourceOf", "CueOf"}:
                self.links.append((number, kind, first.split(":", 1)[1], second.split(":", 1)[1]))
        elif name.startswith("A"):
            kind, target, *value = rest.split()
            if kind == "Form" and value:
                self.forms[target] = value[0]
        elif name.startswith("#"):
            head, _, text = rest.partition("\t")
            target = head.split()[1]
            labels = json_value(text)
            if isinstance(labels, Fault):
                labels = {"note": text}
            if isinstance(labels, dict):
                self.labels[target] = {
                    str(k): str(v) for k, v in labels.items() if k not in {"article", *SPANS}
                }

    def rows(self) -> list[Row]:
        """One row for each content; for each cue or source that belongs to none, one too."""
        parts: dict[str, dict[str, list[Span]]] = {}
        for number, _, first, second in self.links:
            if first not in self.spans or second not in self.spans:
                raise self.fault(
                    number, "a relation names an annotation that is not there", "delete the line"
                )
            role, spans = self.spans[first]
            parts.setdefault(second, {}).setdefault(role, []).extend(spans)
        linked = {first for _, _, first, _ in self.links}
        rows = []
        for name, (role, spans) in self.spans.items():
            if role != "content" and name in linked:
                continue
            found = parts.get(name, {}) | {role: spans}
            row = {
                f"{one}_spans": format_spans(sorted(set(found.get(one, [])))) for one in ROLES
            } | self.labels.get(name, {})
            if name in self.forms:
                row["form"] = self.forms[name]
            rows.append(row)
        return rows


def _joined(body: str, spans: Sequence[Span]) -> list[Span]:
    """Spans that touch, or that only a line end parts, as one."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not _LINE_END.search(body[out[-1][1] : start])):
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out

"""Export and import where people already work: brat standoff, W3C Web Annotation, CSV, JSON Lines.

Attributions are the rows of ``newscompare code`` (``attributions.csv``): ``article``,
``source_spans``, ``cue_spans``, ``content_spans`` (``start-end;start-end``, characters of the body)
and labels (``source``, ``source_type``, ``form`` ...).

=================
====================================================================================================
``brat``           ``ID.txt`` (the body) and ``ID.ann``: entities Source, Cue, Content
(discontinuous where need be), relations
                   SourceOf and CueOf to the content, attributes for form and type, a note with all
                   other labels; and ``annotation.conf``, so that brat opens the folder
``webannotation``  ``ID.txt`` and ``ID.jsonld``: an AnnotationPage of the W3C model; each part is an
                   annotation whose targets have a TextPositionSelector; source and cue link to
                   their content
``csv``            ``attributions.csv`` with the words of each span, ``codes.csv`` with what the
                   sheets hold, without the sentences; for spreadsheets (UTF-8 with mark, formulas
                   neutralised)
``jsonl``          ``articles.jsonl``: one line for each text with front matter, body, units,
attributions and codes =================
====================================================================================================

What comes back from an import has the same rows; only spans that touch, or that are parted by a
line end alone, become one in brat, which has no other way to write them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newscompare.articles import Article, units, whole_characters
from newscompare.case.folder import SUBHEAD, CaseFolder, is_id
from newscompare.errors import InputError
from newscompare.files import write_csv, write_text
from newscompare.hand.sheets import read_cells, read_sheet, unmasked, write_cells
from newscompare.progress import bar

FORMATS = ("brat", "webannotation", "csv", "jsonl")

ROLES = ("source", "cue", "content")
SPANS = tuple(f"{role}_spans" for role in ROLES)

Span = tuple[int, int]
Row = dict[str, str]


@dataclass(frozen=True)
class Bundle:
    """What is exchanged: texts, attributions (all values text) and codes (``unit``, ``coder``,
    frames, ``indicators``, ``voice``, ``note``).
    """

    articles: list[Article]
    attributions: list[Row]
    codes: list[Row] = field(default_factory=list)


# --- Spans
# --------------------------------------------------------------------------------------------------------


def parse_spans(text: str) -> list[Span]:
    """``start-end;start-end`` as pairs, in order; none for an empty text. Raises ``ValueError`` for anything else."""
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


# --- Reading a case -----------------------------------------------------------------------------------------------


def read_bundle(case: CaseFolder, coded: Path | str | None = None) -> Bundle:
    """The texts of a case, its attributions (``attributions.csv`` in ``coded``, default ``CASE/coded``) and its sheets.

    Raises ``InputError`` where a span or an article of the attributions does not exist, or a sheet has a fault.
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
    sheets = sorted(case.sheets.glob("*.csv")) if case.sheets.is_dir() else []
    codebook = case.read_codebook() if sheets else None
    table = case.read_units()
    for sheet_path in sheets:
        sheet = unmasked(read_sheet(sheet_path, codebook=codebook), table)
        for row in sheet.rows:
            if row.zone == SUBHEAD or not row.coded:
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
    return Bundle(articles, rows, codes)


def read_attributions(path: Path, articles: Sequence[Article] | None = None) -> list[Row]:
    """The rows of an ``attributions.csv``; with articles, each span is checked against its body. Raises ``InputError``."""
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


def export_case(
    case: CaseFolder, format: str, out: Path | str, *, coded: Path | str | None = None
) -> list[Path]:
    """Write a case in one of ``FORMATS`` to a folder and return the files. Raises ``InputError``; nothing is overwritten."""
    out = Path(out)
    if out.is_file() or (out.is_dir() and any(out.iterdir())):
        raise InputError(
            str(out),
            "exists already and is not empty",
            "name another folder with --out; nothing was changed",
        )
    bundle = read_bundle(case, coded)
    if format in {"brat", "webannotation"} and not bundle.attributions:
        raise InputError(
            str(case.path),
            "has no attributions to export",
            "run 'newscompare code' and name its folder with --coded",
        )
    write = {
        "brat": write_brat,
        "webannotation": write_webannotation,
        "csv": write_tables,
        "jsonl": write_jsonl,
    }[format]
    return write(bundle, out)


def import_folder(folder: Path | str, format: str, out: Path | str) -> list[Path]:
    """Read a folder in one of ``FORMATS`` and write ``attributions.csv`` (and, from ``jsonl``, ``articles/`` and ``codes.csv``) to ``out``.

    Returns the files. Raises ``InputError``; nothing is overwritten.
    """
    folder, out = Path(folder), Path(out)
    read = {
        "brat": read_brat,
        "webannotation": read_webannotation,
        "csv": read_tables,
        "jsonl": read_jsonl,
    }[format]
    bundle = read(folder)
    names = list(dict.fromkeys(name for row in bundle.attributions for name in row)) or [
        "article",
        *SPANS,
    ]
    files: dict[Path, pd.DataFrame | str] = {
        out / "attributions.csv": pd.DataFrame(bundle.attributions, columns=names).fillna("")
    }
    if bundle.codes:
        files[out / "codes.csv"] = pd.DataFrame(bundle.codes).fillna("")
    if format == "jsonl":
        files |= {
            out / "articles" / f"{article.id}.md": article_text(article)
            for article in bundle.articles
        }
    for path in files:
        if path.exists():
            raise InputError(
                str(path), "exists already", "name another folder with --out; nothing was changed"
            )
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
    return f"---\n{yaml.safe_dump(article.metadata, allow_unicode=True, sort_keys=False, width=10**6)}---\n{article.body}"


def _by_article(bundle: Bundle) -> Iterable[tuple[Article, list[Row]]]:
    for article in bar(bundle.articles, unit="texts"):
        yield article, [row for row in bundle.attributions if row["article"] == article.id]


def _labels(row: Row) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in {"article", *SPANS}}


# --- brat ---------------------------------------------------------------------------------------------------------

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
    for article, rows in _by_article(bundle):
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
                    f"{role.capitalize()} {place}\t{' '.join(body[start:end] for start, end in pieces)}",
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
        add("#", f"AnnotatorNotes {names[anchor]}\t{json.dumps(_labels(row), ensure_ascii=True)}")
    return "".join(f"{line}\n" for line in lines)


_LINE_END = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def _one_line(body: str, span: Span) -> list[Span]:
    """A span cut at line ends: brat has one line an annotation."""
    return [match.span() for match in _LINE_END.finditer(body, *span)]


def read_brat(folder: Path) -> Bundle:
    """Read every ``.ann`` of a folder with its ``.txt``. Raises ``InputError`` (file, line, cure)."""
    paths = _files(folder, ".ann")
    articles, rows = [], []
    for path in paths:
        body = _read_text(path.with_suffix(".txt"))
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
        for number, line in enumerate(_read_text(path).split("\n"), 1):
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
            try:
                labels = json.loads(text)
            except (ValueError, RecursionError):
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


# --- W3C Web Annotation -------------------------------------------------------------------------------------------

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_webannotation(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``ID.txt`` (what the positions count in) and ``ID.jsonld`` for each text."""
    written = []
    for article, rows in _by_article(bundle):
        page = web_annotations(article, rows)
        write_text(article.body, out / f"{article.id}.txt")
        write_text(
            json.dumps(page, indent=1, ensure_ascii=False) + "\n", out / f"{article.id}.jsonld"
        )
        written += [out / f"{article.id}.txt", out / f"{article.id}.jsonld"]
    return written


def web_annotations(article: Article, rows: Sequence[Row]) -> dict[str, Any]:
    """The attributions of one text as an AnnotationPage.

    Each part (content, cue, source) is an annotation; its first body is the tag that names the part. The last part of a row
    present in the order source, cue, content carries the labels as JSON, and the others link to it.
    """
    items: list[dict[str, Any]] = []
    base = f"urn:sha256:{article.sha256}"
    for number, row in enumerate(rows, 1):
        present = [role for role in reversed(ROLES) if row[f"{role}_spans"]]
        for role in present:
            body: list[dict[str, str]] = [
                {"type": "TextualBody", "purpose": "tagging", "value": role}
            ]
            if role == present[0]:
                labels = json.dumps(_labels(row), ensure_ascii=False)
                body.append(
                    {
                        "type": "TextualBody",
                        "purpose": "describing",
                        "format": "application/json",
                        "value": labels,
                    }
                )
            else:
                body.append(
                    {
                        "type": "SpecificResource",
                        "purpose": "linking",
                        "source": f"{base}#a{number}-{present[0]}",
                    }
                )
            targets = [
                {
                    "source": f"{article.id}.txt",
                    "selector": {"type": "TextPositionSelector", "start": start, "end": end},
                }
                for start, end in parse_spans(row[f"{role}_spans"])
            ]
            items.append(
                {
                    "id": f"{base}#a{number}-{role}",
                    "type": "Annotation",
                    "body": body,
                    "target": targets,
                }
            )
    return {"@context": _CONTEXT, "id": base, "type": "AnnotationPage", "items": items}


def read_webannotation(folder: Path) -> Bundle:
    """Read every ``.jsonld`` of a folder. Raises ``InputError``."""
    articles, rows = [], []
    for path in _files(folder, ".jsonld"):
        body = _read_text(path.with_suffix(".txt"))
        articles.append(Article(path.stem, body))
        page = _json(path, _read_text(path))
        try:
            found = _web_rows(page["items"])
            for row in found:
                if any(
                    end > len(body) for name in SPANS for _, end in parse_spans(row.get(name, ""))
                ):
                    raise InputError(
                        str(path),
                        "a position lies outside the text",
                        "restore the .txt that belongs to it",
                    )
        except InputError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError, IndexError):
            cure = "give an AnnotationPage as 'newscompare export' writes it"
            raise InputError(str(path), "is not an AnnotationPage of attributions", cure) from None
        rows += [{"article": path.stem, **row} for row in found]
    return Bundle(articles, rows)


def _web_rows(items: list[dict[str, Any]]) -> list[Row]:
    rows: dict[str, Row] = {}
    linked: list[tuple[str, str, str]] = []
    for item in items:
        bodies, targets = _listed(item["body"]), _listed(item["target"])
        role = next(
            (
                body["value"]
                for body in bodies
                if body.get("purpose") == "tagging" and body["value"] in ROLES
            ),
            None,
        )
        if role is None:
            continue
        spans = format_spans(
            sorted((int(t["selector"]["start"]), int(t["selector"]["end"])) for t in targets)
        )
        parse_spans(spans)
        link = next((body["source"] for body in bodies if body.get("purpose") == "linking"), None)
        if link is not None:
            linked.append((link, role, spans))
            continue
        labels: dict[str, Any] = next(
            (json.loads(body["value"]) for body in bodies if body.get("purpose") == "describing"),
            {},
        )
        labels = {str(k): str(v) for k, v in labels.items() if k not in {"article", *SPANS}}
        rows[item["id"]] = dict.fromkeys(SPANS, "") | {f"{role}_spans": spans} | labels
    for link, role, spans in linked:
        rows[link][f"{role}_spans"] = spans
    return list(rows.values())


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# --- CSV ----------------------------------------------------------------------------------------------------------


def write_tables(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``attributions.csv`` (with the words of each span) and ``codes.csv``, for spreadsheets."""
    written = []
    bodies = {article.id: article.body for article in bundle.articles}
    rows = [
        row
        | {
            f"{role}_text": words_of(bodies[row["article"]], parse_spans(row[f"{role}_spans"]))
            for role in ROLES
        }
        for row in bundle.attributions
    ]
    for name, table in (("attributions.csv", rows), ("codes.csv", bundle.codes)):
        if table:
            header = list(dict.fromkeys(column for row in table for column in row))
            write_cells(
                header, [[row.get(column, "") for column in header] for row in table], out / name
            )
            written.append(out / name)
    if not written:
        raise InputError(
            str(out),
            "would be empty: the case has neither attributions nor codes",
            "run 'newscompare code' or fill a sheet",
        )
    return written


def read_tables(folder: Path) -> Bundle:
    """Read the ``attributions.csv`` and ``codes.csv`` that ``write_tables`` wrote. Raises ``InputError``."""
    codes: list[Row] = []
    if (folder / "codes.csv").is_file():
        header, raw = read_cells(folder / "codes.csv")
        codes = [dict(zip(header, cells, strict=False)) for _, cells in raw]
    path = folder / "attributions.csv"
    return Bundle([], read_attributions(path) if path.is_file() or not codes else [], codes)


# --- JSON Lines ---------------------------------------------------------------------------------------------------


def write_jsonl(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``articles.jsonl``: ``id``, ``metadata``, ``body``, ``sha256`` (of the body), ``units``, ``attributions``, ``codes``."""
    lines = []
    for article, rows in _by_article(bundle):
        table = units(article)
        names = set(table["id"])
        record = {
            "id": article.id,
            "metadata": article.metadata,
            "body": article.body,
            "sha256": article.sha256,
            "units": table.drop(columns=["article", "hash", "text"]).to_dict("records"),
            "attributions": [{k: v for k, v in row.items() if k != "article"} for row in rows],
            "codes": [row for row in bundle.codes if row["unit"] in names],
        }
        lines.append(json.dumps(record, ensure_ascii=False, default=str))
    write_text("".join(f"{line}\n" for line in lines), out / "articles.jsonl")
    return [out / "articles.jsonl"]


def read_jsonl(folder: Path) -> Bundle:
    """Read ``articles.jsonl`` (or the file itself). Raises ``InputError`` (file, line, cure)."""
    path = folder if folder.is_file() else folder / "articles.jsonl"
    articles: list[Article] = []
    rows: list[Row] = []
    codes: list[Row] = []
    for number, line in enumerate(_read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        record = _json(path, line, number)
        cure = "give one object a line with 'id' and 'body'"
        if (
            not isinstance(record, dict)
            or not isinstance(record.get("id"), str)
            or not isinstance(record.get("body"), str)
        ):
            raise InputError(str(path), "the line is no article", cure, line=number)
        id, body = record["id"], record["body"]
        if not is_id(id) or id.lower() in {article.id.lower() for article in articles}:
            raise InputError(
                str(path),
                f"'{id}' cannot name another text",
                "use letters, digits, hyphens; each id once",
                line=number,
            )
        metadata = record.get("metadata") or {}
        article = Article(id, body, metadata if isinstance(metadata, dict) else {})
        if record.get("sha256") not in {None, article.sha256}:
            raise InputError(
                str(path),
                f"the body of '{id}' is not the one that was exported",
                "export it again",
                line=number,
            )
        articles.append(article)
        try:
            found = [
                {"article": id} | {str(k): str(v) for k, v in row.items() if k != "article"}
                for row in record.get("attributions") or []
            ]
            if any(
                end > len(body)
                for row in found
                for name in SPANS
                for _, end in parse_spans(row.setdefault(name, ""))
            ):
                raise ValueError("a span ends after the text")
            codes += [{str(k): str(v) for k, v in row.items()} for row in record.get("codes") or []]
        except (AttributeError, TypeError, ValueError) as error:
            raise InputError(
                str(path),
                f"the attributions of '{id}' cannot be read ({error})",
                "export it again",
                line=number,
            ) from None
        rows += found
    if not articles:
        raise InputError(
            str(path), "holds no article", "give one object a line with 'id' and 'body'"
        )
    return Bundle(articles, rows, codes)


# --- Files --------------------------------------------------------------------------------------------------------


def _files(folder: Path, suffix: str) -> list[Path]:
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder", f"name a folder that holds {suffix} files")
    paths = sorted(path for path in folder.iterdir() if path.suffix == suffix)
    if not paths:
        raise InputError(
            str(folder), f"holds no {suffix} file", "name another folder or another --format"
        )
    return paths


def _read_text(path: Path) -> str:
    """A text file with its line ends as they are."""
    try:
        return str(whole_characters(path.read_bytes().decode("utf-8", "surrogatepass")))
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "restore the file"
        ) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise InputError(
            str(path), "is not valid UTF-8", "save it again with the encoding UTF-8", line=line
        ) from None


def _json(path: Path, text: str, line: int | None = None) -> Any:
    try:
        return whole_characters(json.loads(text))
    except json.JSONDecodeError as error:
        raise InputError(
            str(path),
            f"is not valid JSON ({error.msg})",
            "export it again",
            line=line or error.lineno,
        ) from None
    except (ValueError, RecursionError):
        raise InputError(str(path), "is not valid JSON", "export it again", line=line) from None

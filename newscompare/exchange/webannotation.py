"""W3C Web Annotation: ``ID.txt`` and ``ID.jsonld``, an AnnotationPage of the model.

Each part of an attribution is an annotation whose targets have a TextPositionSelector; source and
cue link to their content.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newscompare.articles import Article
from newscompare.errors import InputError
from newscompare.exchange.bundle import (
    ROLES,
    SPANS,
    Bundle,
    Row,
    by_article,
    files_of,
    format_spans,
    labels_of,
    parse_spans,
    read_json,
    read_text,
)
from newscompare.files import write_text
from newscompare.values import Fault, json_value

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write_webannotation(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``ID.txt`` (what the positions count in) and ``ID.jsonld`` for each text."""
    written = []
    for article, rows in by_article(bundle):
        page = web_annotations(article, rows)
        write_text(article.body, out / f"{article.id}.txt")
        write_text(
            json.dumps(page, indent=1, ensure_ascii=False) + "\n", out / f"{article.id}.jsonld"
        )
        written += [out / f"{article.id}.txt", out / f"{article.id}.jsonld"]
    return written


def web_annotations(article: Article, rows: Sequence[Row]) -> dict[str, Any]:
    """The attributions of one text as an AnnotationPage.

    Each part (content, cue, source) is an annotation; its first body is the tag that names the
    part. The last part of a row present in the order source, cue, content carries the labels as
    JSON, and the others link to it.
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
                labels = json.dumps(labels_of(row), ensure_ascii=False)
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
    for path in files_of(folder, ".jsonld"):
        body = read_text(path.with_suffix(".txt"))
        articles.append(Article(path.stem, body))
        page = read_json(path, read_text(path))
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
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError):
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
        labels: Any = next(
            (json_value(str(b["value"])) for b in bodies if b.get("purpose") == "describing"), {}
        )
        if isinstance(labels, Fault):
            raise ValueError(labels.problem)
        labels = {str(k): str(v) for k, v in labels.items() if k not in {"article", *SPANS}}
        rows[item["id"]] = dict.fromkeys(SPANS, "") | {f"{role}_spans": spans} | labels
    for link, role, spans in linked:
        rows[link][f"{role}_spans"] = spans
    return list(rows.values())


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]

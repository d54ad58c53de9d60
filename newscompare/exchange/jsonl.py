"""JSON Lines: ``articles.jsonl``, one line for each text with front matter, body, units,
attributions and codes.
"""

from __future__ import annotations

import json
from pathlib import Path

from newscompare.articles import Article, units
from newscompare.case.folder import is_id
from newscompare.errors import InputError
from newscompare.exchange.bundle import (
    SPANS,
    Bundle,
    Row,
    by_article,
    parse_spans,
    read_json,
    read_text,
)
from newscompare.files import write_text


def write_jsonl(bundle: Bundle, out: Path) -> list[Path]:
    """Write ``articles.jsonl``: ``id``, ``metadata``, ``body``, ``sha256`` (of the body),
    ``units``, ``attributions``, ``codes``.
    """
    lines = []
    for article, rows in by_article(bundle):
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
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        record = read_json(path, line, number)
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

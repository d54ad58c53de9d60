"""The machine's attributions beside the reference of the five texts: which were found, and with
whom as the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.articles import Article, read_article, units, whole_word
from newscompare.articles.tokens import Tokens, tokenize
from newscompare.attribution import evaluate, extract_many, parse_spans
from newscompare.attribution.linking import token_set


def reference_rows(article: Article, reference: pd.DataFrame) -> list[dict[str, Any]]:
    """The reference attributions of one article with spans in characters of the body; those of
    title and deck left out.
    """
    table = units(article).set_index("id")
    out = []
    for row in reference.to_dict("records"):
        unit = table.loc[row["unit_id"]] if row["unit_id"] in table.index else None
        if unit is None or unit["zone"] != "body":
            continue
        item: dict[str, Any] = dict(row)
        for role, field in (("source", "source_text"), ("cue", "cue"), ("content", "content")):
            item[f"{role}_at"] = placed(row, field, unit["text"], int(unit["start"]))
        out.append(item)
    return out


def placed(row: Mapping[str, str], field: str, text: str, offset: int) -> list[list[int]]:
    """Spans of a field in the body. A span that cuts into a word (*he* inside *the*) is moved to
    the word itself.
    """
    if not row[f"{field}_start"]:
        return []
    spans = [
        [int(a), int(b)]
        for a, b in zip(
            row[f"{field}_start"].split(";"), row[f"{field}_end"].split(";"), strict=True
        )
    ]
    near = int((row["cue_start"] or "0").split(";")[0])
    return [[edge + offset for edge in whole_word(text, a, b, near=near)] for a, b in spans]


def by_sentence(article: Article, table: pd.DataFrame) -> list[dict[str, Any]]:
    """Machine attributions in the codebook's unit: one row for each sentence that holds attributed
    words.
    """
    sentences = units(article)
    places = [
        (int(a), int(b))
        for a, b, z in zip(sentences["start"], sentences["end"], sentences["zone"], strict=True)
        if z == "body"
    ]
    out = []
    for row in table.to_dict("records"):
        spans = {role: parse_spans(row[f"{role}_spans"]) for role in evaluate.ROLES}
        anchor = (spans["cue"] or spans["content"])[0][0]
        for a, b in places:
            content = [[max(s, a), min(e, b)] for s, e in spans["content"] if s < b and e > a]
            here = a <= anchor < b
            if content or here:
                item = {
                    role: [list(s) for s in spans[role]] if here else []
                    for role in ("source", "cue")
                }
                out.append({**row, "name": row["source"], **item, "content": content})
    return out


def case_rows(
    engine: str, shared: Path, counted: list[dict[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """Each reference attribution of the bodies of the five texts: was it paired, and with whom?

    ``counted`` gains one row an outlet with the numbers of rows that machine and reference have, in
    the codebook's unit.
    """
    path = shared / "accords" / "reference_attributions.tsv"
    reference = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=3)
    articles = [read_article(p) for p in sorted((shared / "corpus").glob("*.md"))]
    rows = []
    for article, table in zip(
        articles, extract_many([a.body for a in articles], engine), strict=True
    ):
        tokens = tokenize(article.body)
        mine = reference[reference["unit_id"].str.startswith(article.id + "-")]
        gold = reference_rows(article, mine)
        machine = by_sentence(article, table)
        g = [as_row(tokens, item, "_at") for item in gold]
        p = [as_row(tokens, item, "") for item in machine]
        paired = {j: i for i, j in evaluate.match(p, g, evaluate.pairing)}
        if counted is not None:
            right = sum(machine[i]["name"] == gold[j]["source"] for j, i in paired.items())
            numbers = {
                "machine": len(machine),
                "reference": len(gold),
                "paired": len(paired),
                "source_right": right,
            }
            counted.append({"engine": engine, "outlet": article.id, **numbers})
        for j, item in enumerate(gold):
            other = machine[paired[j]] if j in paired else {}
            row = {
                "engine": engine,
                "outlet": article.id,
                "unit": item["unit_id"],
                "paired": int(j in paired),
            }
            row["source_right"] = int(bool(other) and other["name"] == item["source"])
            for field in ("source", "source_type", "country", "form", "via"):
                row[f"reference_{field}"], row[f"machine_{field}"] = (
                    item[field],
                    other.get("name" if field == "source" else field, ""),
                )
            rows.append(row)
    return rows


def as_row(tokens: Tokens, item: Mapping[str, Any], suffix: str) -> evaluate.Row:
    """An attribution as sets of tokens (empty ones are kept, so that numbers stay aligned)."""
    sets = {role: frozenset(token_set(tokens, item[f"{role}{suffix}"])) for role in evaluate.ROLES}
    return evaluate.Row(
        words=frozenset(k for k in sets["source"] if tokens.words[k][0].isalnum()), **sets
    )

"""Small inputs drawn from public bug reports of other tools: who speaks, which words, and where
sentences end.

Each case holds the full input, the right value in words (``expected``, ``why``) and as rows or
sentences.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscompare.articles import parse_article, units
from newscompare.attribution import extract, parse_spans

LINES = (Path(__file__).parents[1] / "fixtures" / "handed.jsonl").read_text("utf-8").splitlines()
CASES = [json.loads(line) for line in LINES]


def names(case: dict) -> str:
    return f"{case['kind']}-{case['id']}"


@pytest.mark.parametrize("engine", ["encoder", "learned"])
@pytest.mark.parametrize("case", [c for c in CASES if "rows" in c], ids=names)
def test_who_says_what(case, engine):
    text, wanted = case["input"], case["rows"]
    found = [
        {
            "source": row["source"],
            "content": " | ".join(text[a:b] for a, b in parse_spans(row["content_spans"])),
            "form": row["form"],
            "via": row["via"],
            "type": row["source_type"],
        }
        for row in extract(text, engine).to_dict("records")
    ]
    assert [{k: f[k] for k in w} for f, w in zip(found, wanted, strict=False)] == wanted
    assert len(found) == len(wanted)
    assert all(f["type"] != "collective" for f in found)


@pytest.mark.parametrize("case", [c for c in CASES if "sentences" in c], ids=names)
def test_where_sentences_end(case):
    assert list(units(parse_article(case["input"], id="x"))["text"]) == case["sentences"]

"""Any text gives a well-formed table: spans inside the text, not empty, sorted, apart, and back and
forth as text.
"""

from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscompare.attribution import (
    COLUMNS,
    ENGINES,
    extract,
    extract_many,
    format_spans,
    parse_spans,
)
from newscompare.attribution.engine import LONGEST, pieces

WORDS = [
    "said",
    "told",
    "that",
    "“",
    "”",
    '"',
    ",",
    ".",
    "\n",
    "Ana",
    "Ruiz",
    "she",
    "according",
    "to",
    "who",
    "The",
    "U.S.",
    "officials",
    "believes",
    ":",
    "’s",
    "«",
    "مرحبا",
    "新闻",
    "<p>",
    "\x1f",
    "‘",
    "’",
    "»",
    "—",
    "(",
    "> ",
    "Q.",
    "HOST:",
    "says",
    "in",
    "words",
    "of",
    "per",
    "was",
    "quoted",
    "by",
    "as",
    "saying",
    "with",
    "accused",
    "heard",
    "court",
    "which",
    "denied",
    "put",
    "at",
    "70",
    "\u00ad",
    "\u0301",
]
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join),
)


def codes(name: str, node: object) -> set[str]:
    """The codes that the schema of the tables allows in columns of a name."""
    if isinstance(node, list):
        return set().union(*(codes(name, one) for one in node)) if node else set()
    if not isinstance(node, dict):
        return set()
    own = node.get("constraints", {}).get("enum", []) if node.get("name") == name else []
    return set(own) | codes(name, list(node.values()))


TYPES = codes(
    "source_type", json.loads(files("newscompare.case").joinpath("schema.json").read_text("utf-8"))
)


def test_the_schema_lists_the_types_of_sources() -> None:
    assert {"official", "advocacy", "none"} <= TYPES


def check(text: str, table) -> None:
    assert list(table.columns) == list(COLUMNS)
    for row in table.to_dict("records"):
        for role in ("source", "cue", "content"):
            spans = parse_spans(row[f"{role}_spans"])
            assert format_spans(spans) == row[f"{role}_spans"]
            assert all(0 <= a < b <= len(text) and text[a:b].strip() for a, b in spans)
            assert all(b <= c for (_, b), (c, _) in pairwise(spans))
        assert row["cue_spans"] or row["content_spans"]
        assert row["form"] in ("direct", "mixed", "indirect")
        assert row["source_type"] in TYPES
        assert 0 <= row["confidence"] <= 1
        assert row["rule"]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_any_text_gives_a_well_formed_table(engine, text):
    check(text, extract(text, engine=engine))


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7))))
def test_spans_round_trip(spans):
    assert parse_spans(format_spans(spans)) == spans


@given(st.text(max_size=50), st.integers(1, 5))
def test_pieces_join_to_the_text(text, times):
    whole = text * (times * LONGEST // max(1, len(text)) // 2 + 1)
    parts = list(pieces(whole))
    assert "".join(piece for _, piece in parts) == whole
    assert all(whole[offset : offset + len(piece)] == piece for offset, piece in parts)


BAD = {
    "empty": "",
    "white space": " \n\t ",
    "only quotation marks": '“”""«»“““',
    "unbalanced": '“He said "no”, she said. ”\n\n"Yes,” he added “again.',
    "other scripts": "Президент сказал: «Нет». 总统说：“不。” قال الرئيس: «لا».",
    "HTML": '<div class="x"><p>Ana Ruiz said <b>that</b> it is &ldquo;late&rdquo;.</p></div>',
    "NUL": "Ana said\0 that it is\0 late.",
    "CRLF": "Ana Ruiz said it was late.\r\n\r\n“Very late,” she added.\r\n",
    "surrogate": "Ana said \ud800 that.",
}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", sorted(BAD))
def test_odd_input(name, engine):
    check(BAD[name], extract(BAD[name], engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("unit", ["a", "“", "Ana Ruiz said that she “will not” go, he told me. "])
def test_a_long_line_ends_in_time(engine, unit):
    text = unit * ((60_000 if engine == "encoder" else 250_000) // len(unit))
    check(text, extract(text, engine=engine))


@pytest.mark.parametrize("engine", ENGINES)
def test_one_by_one_equals_many(engine):
    texts = [
        "“It will hold,” Ana Ruiz said.",
        "",
        "Experts say the bridge is old. They want a new one.",
    ]
    together = list(extract_many(texts, engine=engine))
    for text, table in zip(texts, together, strict=True):
        assert table.equals(extract(text, engine=engine))


def test_an_unknown_engine_is_refused():
    with pytest.raises(ValueError, match="unknown engine"):
        extract("x", engine="magic")

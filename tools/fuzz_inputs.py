"""What the fuzzer feeds: texts, codebooks, cases, sheets, records, pages, annotations.

Each is mostly sound and in one place odd, so that it gets past the first check.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

FERRY = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "ferry"
ARTICLE, CASE, BOOK = (
    (FERRY / name).read_text("utf-8") for name in ("post.md", "case.yml", "codebook.yml")
)


@dataclass(frozen=True)
class Case:
    """Files to lay into a folder, and what to run there (``{}`` is the folder)."""

    command: str
    files: dict[str, bytes]
    commands: list[list[str]]
    records: int | None = None
    """How many texts or records go in, where that is known."""


def rows(*some: tuple[Any, ...]) -> Any:
    """One of the values of several rows."""
    return st.sampled_from([value for row in some for value in row])


def seldom(draw: Any, often: int = 16) -> bool:
    """True once in so many times."""
    return bool(draw(st.integers(0, often - 1)) == often // 2 + 1)


def encoded(text: str) -> bytes:
    """UTF-8, halves of characters too."""
    return text.encode("utf-8", "surrogatepass")


# --- Texts

ODD = rows(
    ("“", "”", '"', "'", "''", "``", "«»", "‹", "’", "…", "—", "\u202e", "\u200b", "\ufeff"),
    ("\ud83d", "\x00", "\x07", "\x1b[31m", "\x85", "\u2028", "\r", "\t", "\xa0", "e\u0301\u0301"),
    ("😀", "ﬁ", "=1+1", "@x", "-2", "+3", "<script>", "{{x}}", "${x}", "$$", "`x`", "\\", "%s"),
    ("#", "##", "---", "http://a/" * 20, "0f" * 2000, "said and " * 200, "he said. " * 100),
    ("“" * 300, "A." * 500, "Mr. " * 50, "(" * 500, "a\n" * 200, "Kim Lee, " * 80, "1,000 " * 80),
    ("not " * 60, "-" * 400),
)
NAME = rows(("Ana Ruiz", "the mayor", "Officials", "US", "O’Neil", "Dr. Lund", "He", ""))
WORDS = rows(
    ("“It will hold,” said {}.", "{} denied that the tie is a symbol.", "It froze on Monday."),
    ("“A wonderful bridge. It came late,” {} told us.", "{} said:\n“No.”", "## {}"),
    ("According to {}, it cuts cost.",),
)
SENTENCE = st.builds(str.format, WORDS, NAME)
BODY = st.builds(
    str.join,
    rows((" ", "\n\n", "\n", "\r\n", "")),
    st.lists(SENTENCE | SENTENCE | SENTENCE | ODD | st.text(max_size=9), min_size=1, max_size=6),
)
VALUE = rows(
    ("x", '"a: b"', "a: b", "2026-03-04", "2025-02-30", "0000-00-00", "2026-03-04 25:00", "~"),
    ("null", "yes", "007", "1e999", ".inf", "12:30", "!!int x", "!!binary x", "&a b", "*a"),
    ("&a [*a]", "<<: x", "[x, y]", "{a: b}", "[" * 40, "- - - x", "|\n  x", ">\n  y", "'", '"'),
    ("%", "@", "`", "? x", "\x07", '"\\ud83d"', '"\\UFFFFFFFF"', "9" * 5000, "=cmd()"),
    ("x" * 3000, "\u202e", "#", ":", "-", "{"),
)
KEY = rows(("outlet", "title", "deck", "published", "url", "example", "authors", "x y", "1"))


@st.composite
def articles(draw: Any) -> bytes:
    """A file of a text."""
    head = ""
    if draw(st.integers(0, 9)) < 8:
        head = '---\noutlet: "X"\ntitle: "T"\npublished: 2026-03-04\nurl: null\n---\n'
    elif draw(st.booleans()):
        lines = [f"{draw(KEY)}: {draw(VALUE)}" for _ in range(draw(st.integers(1, 3)))]
        head = "---\n" + "\n".join(lines) + draw(rows(("\n---\n", "\n", "\n...\n---\n")))
    data = encoded(head + draw(BODY))
    return data + draw(rows((b"\xff", b"\0", b"\xfe"))) if seldom(draw) else data


def spoilt(text: str) -> Any:
    """A sound text, as it is or with one place spoilt."""
    part = ODD | VALUE | rows(("\n", "  ", "\n- ", ": ", "[", "]", "&a ", "*a", "..99 ", "near/5 "))

    def spoil(at: float, cut: int, new: str) -> bytes:
        place = int(at * len(text))
        return encoded(text[:place] + new + text[place + cut :])

    return st.just(text.encode()) | st.builds(spoil, st.floats(0, 1), st.integers(0, 30), part)


PIECE = rows(
    ("symbol", "=gains", "diversif*", "<tie>", "[new]", "...", "..6", "near", "near/10", "a|b"),
    ("..99999", "near/99999999999", "<x>", "*", "=", "$", "(", "é", "<tie> <tie>", "\\", "1999"),
)
PATTERN = st.lists(PIECE, min_size=1, max_size=5).map(" ".join)


@st.composite
def books(draw: Any) -> bytes:
    """A codebook."""
    kind = draw(st.integers(0, 15))
    if kind < 10:
        return BOOK.encode()
    if kind < 13:
        return bytes(draw(spoilt(BOOK)))
    if kind == 13:
        deep = range(1, draw(st.integers(1, 40)))
        lists = "".join(f'  l{n}: ["<l{n - 1}> <l{n - 1}>"]\n' for n in deep)
        return BOOK.replace("denials", f"  l0: [a, b]\n{lists}denials").encode()
    quoted = json.dumps(draw(st.lists(PATTERN, max_size=4)), ensure_ascii=False)
    more = f"{quoted[:-1]}, leverage, cost near cut".replace("[, ", "[")
    return BOOK.replace("[leverage, cost near cut", more).encode()


# --- Records

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | VALUE,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=5,
)
DEEP = "[" * 940 + "]" * 940
BROKEN = rows(("{", "[1]", "null", '"x"', f'{{"id":"b","text":"t","title":{DEEP}}}'))
ENDS = rows((',"n":NaN}', ',"n":1e999}', ',"id":"z"}', ',"n":"\\ud800"}', ',"title":["x"]}'))


@st.composite
def json_lines(draw: Any) -> tuple[bytes, int]:
    """JSON Lines, and how many there are."""
    out = []
    for number in range(draw(st.integers(1, 5))):
        record: dict[str, Any] = {"id": f"a{number}", "text": draw(BODY), "outlet": "X"}
        kind = draw(st.integers(0, 19))
        if kind == 7:
            record[draw(KEY | rows(("id", "text", "metadata")))] = draw(JSON)
        text = json.dumps(record)
        if kind in (8, 9):
            text = draw(BROKEN) if kind == 8 else text[:-1] + draw(ENDS)
        out.append(text.encode() + (b"\xff" if kind == 10 else b""))
    return b"\n".join(out) + b"\n", len(out)


@st.composite
def tables(draw: Any) -> tuple[bytes, int]:
    """A Parquet file, and how many rows it has."""
    size = draw(st.integers(2, 5))
    rest = [None] * (size - 1)
    odd = [
        pa.array([2**31 - 1, *rest], pa.int32()).cast(pa.date32()),
        pa.array([1, *rest], pa.timestamp("us", tz="No/Where")),
        pa.array([2**50, *rest], pa.timestamp("s")),
        *(pa.array([value, *rest]) for value in (b"\xff", ["x"], {"title": "x"}, 1.5, "x")),
        pa.array(["x", *rest]).dictionary_encode(),
        pa.nulls(size),
    ]
    ids = [f"a{number}" for number in range(size)]
    columns: dict[str, Any] = {
        "id": draw(rows((ids, ids, ids, ["a"] * size, list(range(size))))),
        "text": [draw(BODY).replace("\ud83d", "") for _ in ids],
        draw(rows(("published", "title", "outlet", "metadata"))): draw(st.sampled_from(odd)),
    }
    if seldom(draw):
        columns["text"] = draw(st.sampled_from(odd))
    buffer = io.BytesIO()
    pq.write_table(pa.table(columns), buffer)
    data = buffer.getvalue()
    return (data[: draw(st.integers(0, len(data)))] if seldom(draw) else data), size


# --- Sheets, pages, annotations

CELL = rows(("1", "0", "yes", "x", "", "no", "-", "S1", "S1;T1", "source", "both", "?")) | ODD
UNITS = [f"post-{number:02d}" for number in range(5)]
HEADER = ["unit", "zone", "text", "symbolic", "strategic", "indicators", "voice", "note"]


@st.composite
def sheets(draw: Any) -> bytes:
    """A coding sheet."""
    mark = draw(rows((",", ",", ";", "\t")))
    table = [HEADER]
    for unit in draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=5, unique=True)):
        code = rows(("1", "0", "yes", "x", ""))
        table.append([unit, "body", "T", draw(code), draw(code), "", "", draw(CELL)])
        if seldom(draw, 6):
            table[-1][draw(st.integers(0, 7))] = draw(CELL)

    def cell(text: str) -> str:
        doubled = text.replace('"', '""')
        return f'"{doubled}"' if any(sign in text for sign in (mark, '"', "\n")) else text

    text = "\n".join(mark.join(map(cell, row)) for row in table)
    data = encoded(text)
    return bytes(draw(rows((data, data, b"\xef\xbb\xbf" + data, text.encode("utf-16", "replace")))))


TAG = rows(
    ("<p>", "</p>", "<q>", "</q>", "<div>", "<article>", "</article>", "<script>", "<!--", "-->"),
    ("<![CDATA[", "<table>" * 50, "<div>" * 300, "<a href=", "&#x110000;", "&nbsp;", "<title>"),
    ("<meta charset=utf-7>", "<svg><style>", "<b a=" + "x" * 999, '<time datetime="0000-00-00">'),
)
PAGE = st.lists(TAG | BODY | ODD, min_size=1, max_size=12).map(
    lambda pieces: encoded("<html><body><article>" + "".join(pieces))
)
SMALL = st.integers(0, 3)
SPAN = rows(("0 5", "3 2", "0 99999999999", "-1 4", "a b", "0 3;5 9", "", "5 5"))
ANN = st.lists(
    st.builds("T{}\t{} {}\tx".format, SMALL, rows(("Source", "Cue", "Content")), SPAN)
    | st.builds("R{}\tSourceOf Arg1:T{} Arg2:T{}".format, SMALL, SMALL, SMALL)
    | rows(("A1\tForm T1 direct", '#1\tAnnotatorNotes T1\t{"a": NaN}', "#1\t\t", "E1\tx", "*"))
    | ODD,
    max_size=6,
).map(lambda some: encoded("\n".join(some)))
START = rows(("0", "5", "Infinity", "-1", "1e999", "null", '"3"', "[]", "9" * 400, "true", "2.5"))


def page_of(start: str, end: str, tag: str, value: str) -> bytes:
    """An AnnotationPage with these pieces of JSON in it."""
    body = f'[{{"purpose":"tagging","value":{tag}}},{{"purpose":"describing","value":{value}}}]'
    target = f'[{{"selector":{{"start":{start},"end":{end}}}}}]'
    return f'{{"items":[{{"id":"a","body":{body},"target":{target}}}]}}'.encode()


WEB = st.builds(
    page_of,
    START,
    START,
    rows(('"content"', '"source"', "3", "[]", "null")),
    rows(('"{}"', '"["', "3", '"[1]"', json.dumps(DEEP), "null")),
)

# --- Commands

URLS = rows(
    ("http://127.0.0.1/a", "http://[::1", "http://10.0.0.1/", "ftp://x/", "x", "", "http://a b/"),
    ("http://[64:ff9b::7f00:1]/", "http://169.254.169.254/latest", "http://[2002:7f00:1::]/"),
)
ENGINE = rows(("rules", "rules", "learned"))
SOUND = {"c/case.yml": CASE.encode(), "c/codebook.yml": BOOK.encode()}
BY_BOOK = ["--codebook", "{}/book.yml"]
OUT = ["--out", "{}/out", "--time-limit", "20"]


@st.composite
def case_folders(draw: Any) -> dict[str, bytes]:
    """A case folder with two texts, one of its parts odd."""
    part = draw(rows(("text", "text", "none", "text", "sheet", "case", "book")))
    text = ARTICLE.encode()
    files = {
        "c/case.yml": draw(spoilt(CASE)) if part == "case" else CASE.encode(),
        "c/codebook.yml": draw(books()) if part == "book" else BOOK.encode(),
        "c/articles/post.md": draw(articles()) if part == "text" else text,
        "c/articles/mail.md": text.replace(b"Harbour Post", b"Evening Mail"),
    }
    if part == "sheet":
        name = draw(rows(("sheets/ana.csv", "names.csv", "cut.csv", "claims/ana.csv", "urls.csv")))
        files[f"c/{name}"] = draw(sheets())
    return files


@st.composite
def code_texts(draw: Any) -> Case:
    """``code`` on a folder of texts."""
    files = {f"in/t{number}.md": draw(articles()) for number in range(draw(st.integers(1, 3)))}
    texts = len(files)
    if seldom(draw, 5):
        files[draw(rows(("in/x.docx", "in/sub/y.md", "in/._t0.md", "in/README.md")))] = b"x"
    files["book.yml"] = draw(books())
    form = draw(rows(("csv", "csv", "csv", "parquet")))
    words = ["code", "{}/in", "--engine", draw(ENGINE), "--format", form, *BY_BOOK]
    if seldom(draw, 4):
        words.append("--why")
    return Case(f"code texts ({form})", files, [[*words, *OUT]], texts)


@st.composite
def code_records(draw: Any) -> Case:
    """``code`` on records."""
    kind = draw(rows(("jsonl", "jsonl", "parquet")))
    data, count = draw(json_lines() if kind == "jsonl" else tables())
    files = {f"in.{kind}": data, "book.yml": BOOK.encode()}
    words = ["code", f"{{}}/in.{kind}", "--engine", draw(ENGINE), *BY_BOOK]
    if seldom(draw, 4):
        words.append("--why")
    size = str(draw(st.integers(1, 3)))
    return Case(f"code {kind}", files, [[*words, "--part-size", size, *OUT]], count)


@st.composite
def on_case(draw: Any) -> Case:
    """Commands on a case folder."""
    code = ["code", "{}/c", "--engine", draw(ENGINE)]
    form = draw(rows(("brat", "webannotation", "csv", "jsonl")))
    out = ["export", "{}/c", "--format", form, "--out", "{}/e"]
    back = ["import", "{}/e", "--format", form, "--out", "{}/i"]
    kinds = {
        "code case": [code],
        "export": [code, out],
        "export and import": [code, out, back],
        "report (prepared)": [code, ["prepare", "{}/c"]],
        "check": [["check", "{}/c"]],
        "look": [["look", "{}/c", "--list"], ["look", "{}/c", "post", "--cut", draw(CELL)]],
        "names": [code, ["names", "{}/c"], ["names", "{}/c"]],
        "coder": [["coder", "{}/c"]],
        "sheet": [["sheet", "{}/c", "--coder", "ben"]],
        "derive": [["derive", "{}/c", "--out", "{}/d"]],
    }
    kind = draw(st.sampled_from(list(kinds)))
    return Case(kind, draw(case_folders()), kinds[kind])


@st.composite
def others(draw: Any) -> Case:
    """Commands on sheets, annotations, pages, addresses."""
    kind = draw(rows(("agree", "brat", "web", "csv", "jsonl", "saved", "urls", "new")))
    if kind == "agree":
        files = {"s/ana.csv": draw(sheets()), "s/ben.csv": draw(sheets())}
        return Case("agree", files, [["agree", "{}/s/ana.csv", "{}/s/ben.csv"]])
    if kind == "saved":
        saved = [["fetch", "{}/c", "--saved", "{}/p.html"]]
        return Case("fetch --saved", SOUND | {"p.html": draw(PAGE)}, saved)
    if kind == "urls":
        text = "".join(f"t{n},{url}\n" for n, url in enumerate(draw(st.lists(URLS, max_size=3))))
        return Case(
            "fetch", SOUND | {"c/urls.csv": f"id,url\n{text}".encode()}, [["fetch", "{}/c"]]
        )
    if kind == "new":
        name = draw(rows(("n", "con", "a b", "x" * 300, "ä", ".", "n/../m")))
        return Case("new", {"book.yml": draw(books())}, [["new", f"{{}}/{name}", *BY_BOOK]])
    files = {"e/a.txt": draw(BODY).encode("utf-8", "replace")}
    if kind == "brat":
        files["e/a.ann"] = draw(ANN)
    elif kind == "web":
        files["e/a.jsonld"] = draw(WEB)
    elif kind == "csv":
        cells = ",".join(draw(st.lists(CELL, max_size=9)))
        names = "article,source_spans,cue_spans,content_spans,source\n"
        files = {"e/attributions.csv": encoded(names + cells)}
    else:
        files = {"e/articles.jsonl": draw(json_lines())[0].replace(b'"text"', b'"body"')}
    form = {"web": "webannotation"}.get(kind, kind)
    return Case("import", files, [["import", "{}/e", "--format", form, "--out", "{}/o"]])


def cases() -> Any:
    """Any case; most of them are to reach the coding."""
    return st.one_of(
        code_texts(), code_records(), on_case(), others(), code_texts(), code_records(), on_case()
    )

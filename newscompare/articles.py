"""An article from a file: front matter, body, paragraphs, and sentences with offsets.

Offsets count characters of the *body*: the text after the front matter, exactly as stored
(or the whole file where there is no front matter). ``body[start:end]`` is always the sentence.

Sentences come from Punkt (Kiss and Strunk 2006) as implemented in NLTK, with its parameters
given here in code, so that nothing is downloaded. Four additions fit it to news text: a split at
line ends first, curly quotation marks moved to the sentence that they close, a merge of "sentences"
that start in lower case (the tail of a quotation, ``"Really?" he asked``), and no boundary at an
ellipsis inside a quotation, where it marks an omission.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import yaml

from newscompare.errors import InputError

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

ZONES = ("title", "deck", "subhead", "body")
"""Where a unit stands: front-matter title and deck, subheads (listed, never coded), sentences."""

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
"""A word: letters or digits, with inner apostrophes, dots and hyphens."""

ABBREVIATIONS = frozenset(
    [
        "a.m",
        "adm",
        "apr",
        "art",
        "assn",
        "assoc",
        "asst",
        "atty",
        "aug",
        "ave",
        "bldg",
        "blvd",
        "brig",
        "bros",
        "capt",
        "cf",
        "ch",
        "cmdr",
        "co",
        "col",
        "comdr",
        "conn",
        "corp",
        "cpl",
        "d.c",
        "dec",
        "del",
        "dept",
        "det",
        "dist",
        "div",
        "dr",
        "e.g",
        "ed",
        "eds",
        "esq",
        "est",
        "et",
        "etc",
        "feb",
        "fig",
        "fla",
        "fri",
        "ft",
        "gen",
        "gov",
        "govs",
        "hon",
        "i.e",
        "inc",
        "jan",
        "jr",
        "jun",
        "lt",
        "ltd",
        "maj",
        "mass",
        "messrs",
        "mon",
        "mr",
        "mrs",
        "ms",
        "msgr",
        "mt",
        "no",
        "nos",
        "nov",
        "oct",
        "okla",
        "ont",
        "op",
        "ore",
        "pa",
        "p.m",
        "ph.d",
        "pp",
        "prof",
        "pvt",
        "rep",
        "reps",
        "res",
        "ret",
        "rev",
        "sen",
        "sens",
        "sept",
        "sgt",
        "sr",
        "st",
        "ste",
        "supt",
        "tenn",
        "thu",
        "treas",
        "tue",
        "u.k",
        "u.n",
        "u.s",
        "u.s.a",
        "v",
        "va",
        "vol",
        "vs",
        "wash",
        "wed",
        "wis",
    ]
)
SENTENCE_STARTERS = frozenset(
    [
        "the",
        "a",
        "an",
        "it",
        "he",
        "she",
        "they",
        "we",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "in",
        "on",
        "at",
        "for",
        "as",
        "after",
        "before",
        "when",
        "while",
        "if",
        "however",
        "although",
        "there",
        "his",
        "her",
        "their",
        "its",
        "our",
        "what",
        "who",
        "why",
        "how",
        "yet",
        "still",
        "so",
        "some",
        "many",
        "most",
        "other",
        "others",
        "another",
        "meanwhile",
        "moreover",
        "instead",
        "since",
        "during",
        "under",
        "with",
        "by",
        "from",
        "asked",
        "according",
        "officials",
        "analysts",
        "critics",
        "experts",
    ]
)


@cache
def _splitter() -> PunktSentenceTokenizer:
    # Imported here because it takes a second and most commands do without.
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class NewsLanguage(PunktLanguageVars):
        """Punkt's English conventions plus the typographic closing quotation marks of news text."""

        re_boundary_realignment = re.compile(r'["”’\'\)\]}]+?(?:\s+|(?=--)|$)', re.MULTILINE)

    parameters = PunktParameters()
    parameters.abbrev_types = set(ABBREVIATIONS) | {chr(c) for c in range(ord("a"), ord("z") + 1)}
    parameters.sent_starters = set(SENTENCE_STARTERS)
    return PunktSentenceTokenizer(parameters, lang_vars=NewsLanguage())


@dataclass(frozen=True)
class Article:
    """One article. ``body`` is the text that every offset counts in."""

    id: str
    body: str
    metadata: dict[str, Any] = field(default_factory=dict)
    path: Path | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the body in UTF-8, as 64 hexadecimal digits."""
        return digest(self.body)


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


HALF = re.compile(r"[\ud800-\udfff]")
"""Half a character (a surrogate), as escapes in YAML and JSON may leave it."""


def whole_characters(value: Any, known: dict[int, Any] | None = None) -> Any:
    """A text, or a list or mapping of such, with the two halves of a character joined and a lone half as U+FFFD.

    ``known`` holds what was met before, since YAML's aliases let a list hold itself.
    """
    known = {} if known is None else known
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if HALF.search(value) else value
    if not isinstance(value, list | dict):
        return value
    if id(value) not in known:
        out: Any = type(value)()
        known[id(value)] = out
        if isinstance(value, list):
            out.extend(whole_characters(item, known) for item in value)
        else:
            out.update((whole_characters(key), whole_characters(item, known)) for key, item in value.items())
    return known[id(value)]


def count_words(text: str) -> int:
    """Number of words (see ``WORD``) in a text."""
    return sum(1 for _ in WORD.finditer(text))


def parse_article(text: str, *, id: str, path: Path | None = None) -> Article:
    """Divide a text into front matter (optional YAML between two ``---`` lines) and body.

    The body is every character after the line that closes the front matter, blank lines included.
    Raises ``InputError`` where the front matter opens but does not parse as a mapping.
    """
    if not re.match(r"---[ \t]*\r?\n", text):
        return Article(id=id, body=text, path=path)
    close = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE).search(text, text.index("\n") + 1)
    if close is None:
        return Article(id=id, body=text, path=path)
    where = str(path or id)
    try:
        metadata = yaml.safe_load(text[text.index("\n") + 1 : close.start()])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise InputError(
            where,
            "the front matter is not valid YAML",
            "put values with a colon or a quotation mark in double quotes",
            line=mark.line + 2 if mark else 1,
        ) from None
    if metadata is None:
        metadata = {}
    if not isinstance(metadata, dict):
        raise InputError(where, "the front matter is not a list of 'name: value' lines", "write one 'name: value' a line", line=2)
    return Article(id=id, body=text[close.end() :], metadata={str(k): v for k, v in whole_characters(metadata).items()}, path=path)


def read_article(path: Path | str) -> Article:
    """Read one UTF-8 file (a byte-order mark is allowed); its id is the file's stem.

    Raises ``InputError`` for a file that is missing, is not UTF-8 or holds NUL bytes.
    """
    path = Path(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error.strerror})", "check the name and the permissions") from None
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise InputError(str(path), "holds NUL bytes, so it is not a text file", "save it as plain text in UTF-8", line=line)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise InputError(str(path), "is not valid UTF-8", "save it again with the encoding UTF-8", line=line) from None
    return parse_article(text, id=path.stem, path=path)


def article_files(folder: Path | str) -> list[Path]:
    """The ``*.md`` and ``*.txt`` files of a folder, by name, without a README."""
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(str(folder), "is not a folder", "name a folder that holds .md or .txt files")
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in {".md", ".txt"} and p.stem.lower() != "readme")
    stems: dict[str, Path] = {}
    for p in files:
        if p.stem in stems:
            raise InputError(str(p), f"has the same id as {stems[p.stem].name}", "rename one of the two files")
        stems[p.stem] = p
    return files


def paragraph_spans(body: str) -> list[tuple[int, int]]:
    """Start and end of each line that is not blank, trimmed of white space."""
    spans = []
    for match in re.finditer(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", body):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, match.start() + len(line.rstrip())))
    return spans


def _omits(sentence: str) -> bool:
    """Does the text break off with an ellipsis inside a quotation that is still open?"""
    if not sentence.endswith(("...", "…")):
        return False
    return sentence.count('"') % 2 == 1 or sentence.count("“") > sentence.count("”")


def sentence_spans(paragraph: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in one paragraph (a text without line ends)."""
    spans: list[tuple[int, int]] = []
    for start, end in _splitter().span_tokenize(paragraph):
        piece = paragraph[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            continue
        if spans and (piece.lstrip()[0].islower() or not WORD.search(piece) or _omits(paragraph[spans[-1][0] : spans[-1][1]])):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _units(article: Article) -> Iterator[dict[str, Any]]:
    for zone in ("title", "deck"):
        text = article.metadata.get(zone)
        if isinstance(text, str) and text.strip():
            yield {"zone": zone, "paragraph": 0, "start": 0, "end": len(text), "text": text}
    for number, (start, end) in enumerate(paragraph_spans(article.body), 1):
        text = article.body[start:end]
        heading = re.match(r"#{1,6}[ \t]+(?=\S)", text)
        if heading:
            yield {"zone": "subhead", "paragraph": number, "start": start + heading.end(), "end": end, "text": text[heading.end() :]}
            continue
        for s, e in sentence_spans(text):
            yield {"zone": "body", "paragraph": number, "start": start + s, "end": start + e, "text": text[s:e]}


def whole_word(text: str, start: int, end: int, *, near: int) -> tuple[int, int]:
    """The span, or where it cuts into a word (*he* inside *the*), the same words standing whole, nearest to ``near``."""
    words = text[start:end]
    places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not places or start in places or not (words[:1].isalnum() and words[-1:].isalnum()):
        return start, end
    start = min(places, key=lambda place: abs(place - near))
    return start, start + len(words)


UNIT_COLUMNS = ["id", "article", "zone", "position", "paragraph", "start", "end", "words", "hash", "text"]


def unit_rows(article: Article) -> list[dict[str, Any]]:
    """The rows of ``units``."""
    rows = list(_units(article))
    width = max(2, len(str(len(rows))))
    for position, row in enumerate(rows, 1):
        row.update(
            id=f"{article.id}-{position:0{width}d}",
            article=article.id,
            position=position,
            words=count_words(row["text"]),
            hash=digest(row["text"]),
        )
    return rows


def units(article: Article) -> pd.DataFrame:
    """The units of an article in order: title, deck, subheads, sentences.

    Columns: ``id`` (``article-NN``), ``article``, ``zone`` (one of ``ZONES``), ``position`` (1, 2, ...),
    ``paragraph`` (line of text, 0 for title and deck), ``start``, ``end`` (characters into the body; for
    title and deck into that front-matter value), ``words``, ``hash`` (SHA-256 of the text) and ``text``.
    """
    return pd.DataFrame(unit_rows(article), columns=UNIT_COLUMNS)

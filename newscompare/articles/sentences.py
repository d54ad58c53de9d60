"""Sentences of a paragraph.

Punkt (Kiss and Strunk 2006) as implemented in NLTK, with its parameters given in code so that
nothing is downloaded, proposes the ends. Quotation marks of every style are read as straight ones,
so that an abbreviation after ``“`` is known. What Punkt cannot see is mended by ``joins`` (speech
tags, the number of an item, the tail of a quotation, an omission inside one) and ``splits`` (*no.*
and *p.m.* at the end of a sentence).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from newscompare.articles.stops import (
    ABBREVIATIONS,
    DOTTED,
    ENUMERATOR,
    NUMBERED,
    SENTENCE_STARTERS,
    clock_ends,
    names_holder,
    number_word_ends,
    tagged,
)

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
"""A word: letters or digits, with inner apostrophes, dots and hyphens."""

PLAIN_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛‹›", "'")})
SINGLE_MARKS = re.compile(r"(?<![\w.,!?'])'(?=\w)|(?<=[.?!,])'(?!\w)")
"""Single marks that open or close a quotation, once all are straight."""
DOUBTFUL = re.compile(
    r"(?:\b(?:(?P<number>nos?|NOS?|Nos?)|(?P<clock>[ap]\.m|[AP]\.M)"
    r"|(?:[Pp]lan|[Vv]itamin|[Gg]roup) [A-Z])\.[\"'”’»)\]]*|(?P<dots>…)[\"'”’»«]+)"
    r"\s+(?=[\"'“‘„«»]?[^\W\d_])"
)
"""Stops that Punkt takes for those of abbreviations and that may end a sentence."""
TAG_AHEAD = re.compile(r"[?!][.…]?[\"'”’“»«›‹]+$")
GOES_ON = re.compile(r"[\"'”’“»«)\]]*\s*[,;]")


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """In the block these packages count as not installed, unless they are loaded already."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def load_nltk_alone() -> None:
    """Load nltk without SciPy and scikit-learn, which it takes along where they are there: half a
    second for parts of it that are not used here. For commands, whose process is their own.
    """
    with _without("scipy", "sklearn"):
        import nltk.tokenize.punkt  # noqa: F401


@cache
def _splitter() -> PunktSentenceTokenizer:
    # Imported here because it takes a second and most commands do without.
    from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

    class NewsLanguage(PunktLanguageVars):
        """Punkt's English conventions, with the closing marks that stand after a stop."""

        re_boundary_realignment = re.compile(r'["\'\)\]}]+?(?:\s+|(?=--)|$)', re.MULTILINE)

    parameters = PunktParameters()
    letters = {chr(c) for c in range(ord("a"), ord("z") + 1)}
    parameters.abbrev_types = set(ABBREVIATIONS) | letters
    parameters.sent_starters = set(SENTENCE_STARTERS)
    return PunktSentenceTokenizer(parameters, lang_vars=NewsLanguage())


def _omits(sentence: str) -> bool:
    """Does the text break off with an ellipsis inside a quotation that is still open?"""
    if not sentence.endswith(("...", "…")):
        return False
    return sentence.count('"') % 2 == 1 or sentence.count("“") > sentence.count("”")


def joins(before: str, after: str, ahead: str) -> bool:
    """Do two pieces make one sentence, though a stop stands between them?

    ``ahead`` is the text from the second piece on.
    """
    if after[0].islower() or not WORD.search(after) or _omits(before) or GOES_ON.match(after):
        return True
    if ENUMERATOR.fullmatch(before) or (TAG_AHEAD.search(before) and tagged(ahead)):
        return True
    if after[0].isdigit() and NUMBERED.search(before):
        return True
    dotted = DOTTED.search(before)
    return dotted is not None and names_holder(before[: dotted.start(1)], after)


def splits(piece: str) -> list[int]:
    """Where sentences begin in what Punkt takes for one: after *no.*, *9 p.m.*, *plan B.*"""
    out = []
    for found in DOUBTFUL.finditer(piece):
        after = piece[found.end() :].lstrip("\"'“‘„«»")
        if found["number"]:
            ends = number_word_ends(after) and after[0].isupper()
        elif found["clock"]:
            ends = clock_ends(after)
        else:
            ends = after[0].isupper() and not (found["dots"] and tagged(after))
        if ends:
            out.append(found.end())
    return out


def sentence_spans(paragraph: str) -> list[tuple[int, int]]:
    """Start and end of each sentence in one paragraph."""
    spans: list[tuple[int, int]] = []
    plain = SINGLE_MARKS.sub('"', paragraph.translate(PLAIN_MARKS))
    for first, last in _splitter().span_tokenize(plain):
        whole = paragraph[first:last]
        edges = [0, *splits(whole), len(whole)]
        for a, b in pairwise(edges):
            piece = whole[a:b]
            start = first + a + len(piece) - len(piece.lstrip())
            end = first + b - (len(piece) - len(piece.rstrip()))
            if start >= end:
                continue
            before = paragraph[spans[-1][0] : spans[-1][1]] if spans else ""
            if spans and joins(before, paragraph[start:end], paragraph[start : start + 200]):
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
    return spans

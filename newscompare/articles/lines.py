"""Paragraphs: the lines of a text, where lines that only wrap are put together again.

Mail, PDF files and archives break lines at some 70 characters. A single line end there is a blank,
not the end of a paragraph.
"""

from __future__ import annotations

import re
from itertools import pairwise

from newscompare.articles.stops import SENTENCE_STARTERS
from newscompare.articles.wordlist import word_set

LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
LINE_ENDS = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SINGLE = re.compile(r"(?<![\n\r])(?:\r\n|\r|\n)(?![ \t]*[\r\n])(?=[ \t]*\S)")
"""A line end with text on both sides: only texts that have one can be wrapped."""
FRESH = re.compile(
    r"(?:[-–—~•·*▪●>#|]\s*\S|\(?(?:\d{1,3}|[ivxIVX]{1,4}|[A-Za-z])[.)]\s|[A-Z][\w.’' -]{0,40}:\s)"
)
"""A line that begins something of its own: an item, a block quotation, a turn, a subhead."""
HEADING = re.compile(r"#{1,6}[ \t]+\S")
TAGGED = re.compile(r",[\"”’'»]$")
"""A quotation that its speaker follows."""
ENDS = tuple(".?!:;”\"»’')]|")
OPEN_WORDS = word_set(
    """
    a an the of and or to in for by with from at on that as but who which had has was were
    """
)

Span = tuple[int, int]


def line_spans(text: str) -> list[Span]:
    """Start and end of each line that is not blank, trimmed of white space."""
    spans = []
    for match in LINE.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, match.start() + len(line.rstrip())))
    return spans


def goes_on(line: str, following: str) -> bool:
    """Does a line break off in a sentence, so that the next one plainly goes on with it?"""
    if FRESH.match(following) or HEADING.match(line):
        return False
    if TAGGED.search(line):
        return True
    if line.endswith(ENDS):
        return False
    if line.endswith(",") or line.rsplit(None, 1)[-1] in OPEN_WORDS:
        return True
    return following[:1].islower() or cuts_name(line, following)


def cuts_name(line: str, following: str) -> bool:
    """Does a line of text end in the middle of a name: *said Kim* and *Doyle. She left.*?"""
    words = line.split()
    small = sum(word[:1].islower() for word in words)
    if len(words) < 4 or 2 * small < len(words) or not words[-1][:1].isupper():
        return False
    first = re.match(r"[^\W\d_]+", following)
    if first is None or not first[0][0].isupper() or first[0].lower() in SENTENCE_STARTERS:
        return False
    return words[-1].isalpha() and re.search(r"[.?!]", following) is not None


def is_wrapped(lines: list[str]) -> bool:
    """Are these lines, with no blank one between, a paragraph that was wrapped?

    One break in the middle of a sentence tells it. So does an even margin: three lines or more of
    40 characters or more, each too long to hold the first word of the next.
    """
    if len(lines) < 2 or any(line.endswith(":") for line in lines[:-1]):
        return False
    if all(line[:1].islower() for line in lines[1:]) and lines[0].endswith(ENDS):
        return False
    breaks = list(pairwise(lines))
    if any(goes_on(a, b) for a, b in breaks):
        return True
    width = max(map(len, lines))
    if len(lines) < 3 or width < 40 or any(FRESH.match(line) for line in lines):
        return False
    full = all(len(a) + 1 + len(b.split()[0]) > width for a, b in breaks)
    return full and any(not a.endswith(ENDS) for a, _ in breaks)


def paragraph_spans(text: str) -> list[Span]:
    """Start and end of each paragraph: a line that is not blank, or wrapped lines together."""
    spans = line_spans(text)
    if len(spans) < 2 or not SINGLE.search(text):
        return spans
    blocks: list[list[Span]] = []
    for span in spans:
        together = blocks and len(LINE_ENDS.findall(between(text, blocks[-1][-1], span))) == 1
        if together:
            blocks[-1].append(span)
        else:
            blocks.append([span])
    out: list[Span] = []
    for block in blocks:
        lines = [text[a:b] for a, b in block]
        out.extend(unwrapped(block, lines) if is_wrapped(lines) else block)
    return out


def between(text: str, left: Span, right: Span) -> str:
    """What stands between two lines, a carriage return with its line feed as one."""
    return text[left[1] : right[0]].replace("\r\n", "\n")


def unwrapped(block: list[Span], lines: list[str]) -> list[Span]:
    """The lines of a wrapped block, each put with the one before unless it begins anew."""
    out = [block[0]]
    for span, before, line in zip(block[1:], lines, lines[1:], strict=False):
        if FRESH.match(line) or HEADING.match(before):
            out.append(span)
        else:
            out[-1] = (out[-1][0], span[1])
    return out

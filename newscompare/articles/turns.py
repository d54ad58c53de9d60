"""Words that the layout marks as spoken: turns of a transcript, block quotations.

``MORENO: ...`` at the start of a line, or *Q* and *A*, speaks the whole turn, up to the next;
what is
set off with ``>`` is somebody's words too. Neither has quotation marks.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from newscompare.articles.lines import paragraph_spans
from newscompare.articles.wordlist import word_set

Span = tuple[int, int]

QUESTION_ANSWER = re.compile(
    r"\*{0,2}(?P<label>Q|A|Question|Answer|QUESTION|ANSWER)\*{0,2}[.:]\*{0,2}\s+(?=\S)"
)
_WORD = r"[^\W\d_a-z][\w.’'-]*"
LABEL = re.compile(
    rf"\*{{0,2}}(?P<label>{_WORD}(?: (?:of|de|del|la|van|von|bin|al|the|{_WORD})){{0,5}})"
    r"(?: ?\([^)\n]{1,30}\))?\*{0,2}\s?:\*{0,2}\s+(?=\S)"
)
NO_SPEAKERS = word_set(
    """
    note notes update updated correction clarification source sources photo photos image
    images picture video audio read watch listen related more tags tag date time where when
    what who why how cost price prices address phone telephone email location venue place
    tickets details contact editor editor's editor’s key facts score scores result results
    final monday tuesday wednesday thursday friday saturday sunday january february march
    april may june july august september october november december credit credits caption
    background context analysis opinion summary conclusion warning tip tips step chapter part
    section figure table day week year round half also first second third breaking exclusive
    live latest headline weather sport sports breakfast lunch dinner ingredients method serves
    website open opening hours reporting writing editing by subject re to from cc fact claim
    verdict total pros cons example answer
    """
)
"""First words of labels that name no speaker."""
PLACES = word_set("street road avenue lane square bridge park station hall centre center")
PERSONAL = re.compile(r"\b(?:I|we|you|my|our|your|us|me|We|You|My|Our|Your)\b|\?")
STOPS = tuple(".?!…”\"’')]—–-")
BLOCK = re.compile(r"^[ \t]*(?:>[ \t]?)+(?=\S)", re.MULTILINE)
MAYBE = re.compile(r"^[ \t*]*[^\W\d_a-z][^:\n]{0,60}:\*{0,2}\s+\S|^\W{0,2}[QA]\.\s", re.MULTILINE)


class Turn(NamedTuple):
    """One turn: the speaker's label and what is said, both (start, end)."""

    label: Span
    said: Span


def turns(text: str) -> list[Turn]:
    """The turns of a transcript, in order; none where the text is no transcript."""
    if text.count(":") + text.count("Q.") + text.count("A.") < 2 or len(MAYBE.findall(text)) < 2:
        return []
    paragraphs = paragraph_spans(text)
    found: list[tuple[int, str, Turn]] = []
    for number, (start, end) in enumerate(paragraphs):
        line = text[start:end]
        match = QUESTION_ANSWER.match(line) or LABEL.match(line)
        if match is None or not speaks(match["label"]):
            continue
        label = (start + match.start("label"), start + match.end("label"))
        found.append((number, match["label"], Turn(label, (start + match.end(), end))))
    kept = [item for item in found if believed(text, item, found)]
    return continued(text, kept, paragraphs) if len(kept) > 1 else []


def speaks(label: str) -> bool:
    """Can this label name a speaker?"""
    words = label.split()
    return words[0].lower() not in NO_SPEAKERS and words[-1].lower() not in PLACES


def believed(text: str, item: tuple[int, str, Turn], found: list[tuple[int, str, Turn]]) -> bool:
    """Is a labelled line a turn?

    The label comes back or stands in capitals; or another turn is next to it, both are whole
    sentences, and somebody says *I*, *we* or *you*, or asks.
    """
    number, label, turn = item
    times = Counter(name for _, name, _ in found)
    if times[label] > 1 or (label.isupper() and (len(label) > 1 or label in "QA")):
        return True
    if label in ("Question", "Answer"):
        return True
    beside = [other for n, _, other in found if n != number and abs(n - number) <= 2]
    pair = [text[slice(*one.said)] for one in (turn, *beside)]
    whole = all(said.rstrip("*").endswith(STOPS) for said in pair)
    return bool(beside) and whole and any(PERSONAL.search(said) for said in pair)


def continued(text: str, kept: list[tuple[int, str, Turn]], paragraphs: list[Span]) -> list[Turn]:
    """Each turn with the paragraphs up to the next one, where these are at most three."""
    out = []
    for (number, _, turn), following in zip(
        kept, [*(n for n, _, _ in kept[1:]), None], strict=True
    ):
        end = turn.said[1]
        if following is not None and following - number <= 4:
            more = paragraphs[number + 1 : following]
            if not any(text[a:b].startswith(("(", "[", "#")) for a, b in more):
                end = more[-1][1] if more else end
        out.append(Turn(turn.label, (turn.said[0], end)))
    return out


def blocks(text: str) -> list[Span]:
    """Block quotations that the words before them announce with a colon, without the signs.

    Lines that begin with ``>``, each by itself.
    """
    if ">" not in text:
        return []
    out: list[Span] = []
    announced, last = False, 0
    for match in BLOCK.finditer(text):
        before = text[last : match.start()].strip("> \t\r\n")
        if not out or before:
            announced = text[: match.start()].rstrip().endswith(":")
        end = text.find("\n", match.end())
        last = len(text) if end < 0 else end
        if announced:
            out.append((match.end(), last))
    return out

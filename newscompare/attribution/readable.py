"""A text as it is read: without invisible characters, accents joined to their letters.

Soft hyphens, zero-width blanks and marks of direction look like nothing and cut words in two;
a letter with a combining accent equals the composed letter (Unicode canonical equivalence,
Unicode Standard Annex 15). Both engines read the readable text; places are given in the stored one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Characters that nobody sees, as a set of a regular expression."""
SOME = re.compile(rf"[{INVISIBLE}\u0300-\u036f]")
ODD = re.compile(rf"[{INVISIBLE}]|\w[\u0300-\u036f]+|[\u0300-\u036f]")


@dataclass(frozen=True)
class Readable:
    """A readable text; ``starts[k]`` and ``ends[k]`` are the edges of its character k as stored."""

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def stored(self, start: int, end: int) -> tuple[int, int]:
        """A span of the readable text, in characters of the stored one."""
        if self.starts is None or self.ends is None or end <= start:
            return start, end
        return self.starts[start], self.ends[end - 1]


def readable(text: str) -> Readable:
    """The readable form of a text; the text itself where nothing is odd about it."""
    if text.isascii() or not SOME.search(text):
        return Readable(text)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in ODD.finditer(text):
        starts.extend(range(at, found.start()))
        ends.extend(range(at + 1, found.start() + 1))
        parts.append(text[at : found.start()])
        piece = unicodedata.normalize("NFC", found[0]) if found[0][0].isalnum() else ""
        parts.append(piece)
        starts.extend([found.start()] * len(piece))
        ends.extend([found.end()] * len(piece))
        at = found.end()
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    parts.append(text[at:])
    return Readable("".join(parts), starts, ends)

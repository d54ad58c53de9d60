"""Text from outside on its way in or to a terminal: nothing hidden, nothing that steers."""

from __future__ import annotations

import re

LONGEST = 500
"""Characters of a line from outside, such as a title."""

HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, marks that reverse or hide text, and halves of characters: none of them is
text.
"""


def clean_line(text: object, longest: int | None = LONGEST) -> str:
    """A value of one line: no control or hidden characters, white space joined, at most ``longest``
    characters.
    """
    return " ".join(HIDDEN.sub("", str(text or "")).split())[:longest]


def clean_text(text: str) -> str:
    """The text of an article: no control or hidden characters, one paragraph a line, a blank line
    between two.
    """
    lines = (" ".join(HIDDEN.sub("", line).split()) for line in text.splitlines())
    return "\n\n".join(line for line in lines if line)


def sound(text: str) -> str:
    """A text that every encoding of Unicode takes: bytes of file names that are no characters, and
    halves of characters, as ``\\udcff``.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def shown(text: str, width: int = 60) -> str:
    """A text on one line for the terminal: white space joined, control characters gone, cut to
    ``width`` characters.
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= width else line[: width - 3].rstrip() + "..."

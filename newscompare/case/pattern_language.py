"""The language in which a codebook says what to look for, and its regular expressions.

A pattern is a line of words, meant for teachers:

=================  ==========================================================================
``deepen``         that word in any inflection (deepens, deepening), capitals ignored
``=leading``       exactly that form
``diversif*``      any word that starts so
``trade|invest``   one of these words
``<tie>``          one entry of the word list ``tie`` (an entry may be a phrase or a pattern)
``[new] deal``     an optional word
``boost ... tie``  up to three words between; ``..6`` up to six
``A near B``       both, in either order, at most six words between; ``near/10`` at most ten
=================  ==========================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

NEAR = 6

GAP = 3
LONGEST_GAP = 99

LARGEST = 100_000
"""Most characters of the regular expression that a pattern becomes."""

START = r"(?:(?<= )|^)"


class PatternError(ValueError):
    """What is wrong in a pattern, and the cure."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.problem, self.cure = problem, cure


_WORD = re.compile(r"[$€£]|=?[^\W_]+(?:['’][^\W_]+)*\*?")


@dataclass(frozen=True)
class Part:
    """Part of a pattern: a regular expression, and words of which one stands wherever it matches
    (``None``: it may match without).
    """

    regex: str
    words: frozenset[str] | None = None


def _rarest(parts: Iterable[Part]) -> frozenset[str] | None:
    """Of parts that must all match, the words of the one that is likely rarest: short words are
    frequent.
    """
    sets = [part.words for part in parts if part.words is not None]
    return max(sets, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def bounded(parts: Sequence[Part], more: int = 0) -> None:
    """Raise ``PatternError`` where parts put together would be longer than ``LARGEST``: lists of
    lists swell without end.
    """
    if sum(len(part.regex) + more for part in parts) > LARGEST:
        raise PatternError(
            "the pattern grows too large", "name fewer word lists in it, or shorter ones"
        )


def either(parts: Sequence[Part]) -> Part:
    """One of several parts. Raises ``PatternError`` where they are too large together."""
    bounded(parts, 1)
    sets = [part.words for part in parts]
    words = (
        None if None in sets else frozenset().union(*(some for some in sets if some is not None))
    )
    return Part(f"(?:{'|'.join(part.regex for part in parts)})", words)


def _word(word: str) -> Part:
    plain = word.lower().replace("’", "'").strip("=*")
    safe = re.escape(plain)
    if word.endswith("*"):
        return Part(rf"{safe}[^/ ]*/[^ ]+ ", frozenset({f"{plain}*"}))
    if word.startswith("="):
        return Part(rf"{safe}/[^ ]+ ", frozenset({plain}))
    return Part(rf"(?:{safe}/[^ ]+|[^/ ]+/{safe}) ", frozenset({plain}))


def _phrase(phrase: str) -> Part:
    """A list entry or alternative: one word or several in a row (hyphens separate words)."""
    pieces = phrase.replace("-", " ").split()
    if not pieces or not all(_WORD.fullmatch(piece) for piece in pieces):
        raise PatternError(
            f"'{phrase}' is not a word or phrase",
            "use letters and digits, = before or * after a word",
        )
    parts = [_word(piece) for piece in pieces]
    return Part("".join(part.regex for part in parts), _rarest(parts))


def _any(choices: list[str], lists: Mapping[str, Part]) -> Part:
    options = []
    for choice in choices:
        if choice.startswith("<") and choice.endswith(">"):
            if choice[1:-1] not in lists:
                raise PatternError(
                    f"the word list '{choice}' is not defined",
                    f"add '{choice[1:-1]}' under 'lists' above or correct the name",
                )
            options.append(lists[choice[1:-1]])
        else:
            options.append(_phrase(choice))
    return options[0] if len(options) == 1 else either(options)


def _gap(digits: str) -> Part:
    if len(digits) > 9 or int(digits) > LONGEST_GAP:
        raise PatternError(
            f"a gap of {digits[:12]} words is wider than a sentence", f"write at most {LONGEST_GAP}"
        )
    words = int(digits)
    return Part(rf"(?:[^ ]+ ){{0,{words}}}?")


def sequence(text: str, lists: Mapping[str, Part]) -> Part:
    """Words in a row, with gaps and what is optional; no ``near``. Raises ``PatternError``."""
    parts: list[Part] = []
    for piece in text.split():
        if piece in {"...", "…"}:
            parts.append(_gap(str(GAP)))
        elif re.fullmatch(r"\.\.[0-9]+", piece):
            parts.append(_gap(piece[2:]))
        elif piece.startswith("[") and piece.endswith("]"):
            parts.append(Part(f"(?:{_any(piece[1:-1].split('|'), lists).regex})?"))
        else:
            parts.append(_any(piece.split("|"), lists))
    if not parts:
        raise PatternError("a pattern is empty", "write at least one word or delete the line")
    bounded(parts)
    return Part("".join(part.regex for part in parts), _rarest(parts))


def pattern_part(text: str, lists: Mapping[str, Part]) -> Part:
    """A pattern of the language above as a regular expression over the coded form of a sentence,
    with the words it needs.
    """
    sides = re.split(r"\s+near(?:/([0-9]+))?\s+", text.strip())
    if len(sides) == 1:
        whole = sequence(text, lists)
        return Part(START + whole.regex, whole.words)
    if len(sides) != 3:
        raise PatternError(
            "a pattern holds 'near' more than once", "write two patterns, or a phrase with ..."
        )
    a, b = sequence(sides[0], lists), sequence(sides[2], lists)
    bounded([a, b, a, b])
    gap = _gap(sides[1] or str(NEAR)).regex
    return Part(f"{START}(?:{a.regex}{gap}{b.regex}|{b.regex}{gap}{a.regex})", _rarest([a, b]))

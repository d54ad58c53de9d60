"""Nouns for people and bodies, and which of them heads a phrase."""

from __future__ import annotations

from functools import cache

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.reading import Reading

COMPLEMENT = frozenset(
    {"of", "for", "at", "in", "from", "with", "to", "on", "by", "who", "which", "that", "near"}
)


IRREGULAR = frozenset(
    {"children", "people", "women", "kids", "police", "media", "mps", "meps", "tds"}
)


@cache
def noun(word: str) -> bool:
    """Is this a word for a person or a body?"""
    return (
        word in lexicon.PERSONS
        or word in lexicon.BODIES
        or word in lexicon.STANDS_FOR
        or expert(word)
    )


@cache
def personal(word: str) -> bool:
    """Can this noun mean a person, not only a body?"""
    return word not in lexicon.BODIES or word in lexicon.PERSONS or word in lexicon.STANDS_FOR


@cache
def expert(word: str) -> bool:
    """Does a word end like one for a scientist?"""
    return len(word) > 6 and word.endswith(
        ("ologist", "grapher", "onomist", "ysicist", "mologist", "scientist")
    )


@cache
def plural_role(word: str) -> bool:
    """Is this a word for several people?"""
    return (
        word in lexicon.PLURALS
        or word in IRREGULAR
        or word.endswith(("men", "people"))
        or (word.endswith("s") and not word.endswith("ss") and noun(word[:-1]))
    )


def head_of(reading: Reading, first: int, last: int) -> int:
    """The head noun of a phrase: the last word for a person or a body before the first preposition;
    -1 for none.
    """
    low, head = reading.low, -1
    for k in range(first, last):
        if low[k] in COMPLEMENT and head >= 0 and k > first:
            break
        if (
            head >= 0
            and k - head == 2
            and low[k - 1] == "-"
            and low[k] in ("general", "elect", "designate")
        ):
            continue  # secretary-general
        if noun(low[k]) and not reading.possessive(k + 1):
            head = k
    return head

"""Words for the titles of figures: counts, leaders and ties, so that a title says what the data
say.

A title is computed: the functions here give its parts for every case that can arise (one leader,
several, all, none), and never a superlative that a tie would make false.
"""

from __future__ import annotations

from collections.abc import Iterable

from newscompare.figures.style import name_list

FEW = 5
"""Of fewer cases a share says little: none is drawn, ranked or compared."""
NOBODY_TWICE = "nobody twice"
"""In place of who is heard most, where each is heard once."""

_WORDS = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def in_words(n: int) -> str:
    """A count up to twelve as a word, above that as a numeral."""
    return _WORDS[n] if 0 <= n < len(_WORDS) else f"{n:,}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """``one text``, ``five texts``, ``no texts``."""
    return f"{in_words(n)} {noun if n == 1 else plural or noun + 's'}"


def out_of(n: int, total: int, noun: str = "text") -> str:
    """``four of the five texts``, ``all five texts``, ``both texts``, ``none of the five
    texts``.
    """
    if total == 1:
        return f"the only {noun}" if n else f"not the only {noun}"
    if n == total:
        return f"both {noun}s" if total == 2 else f"all {in_words(total)} {noun}s"
    return f"{in_words(n) if n else 'none'} of the {in_words(total)} {noun}s"


def leaders(values: Iterable[tuple[str, float]]) -> list[str]:
    """The names with the highest value (several where they tie); none where nothing is above
    zero.
    """
    known = [(name, value) for name, value in values if value == value]
    top = max((value for _, value in known), default=0)
    return [name for name, value in known if value == top] if top > 0 else []


def named(names: list[str], noun: str = "text") -> str:
    """The names in a title, or how many there are where more than three would make it long."""
    return name_list(names) if len(names) <= 3 else counted(len(names), noun)


def start(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def verb(names: list[str], one: str, many: str) -> str:
    """``one`` or ``many``, as the number of names asks."""
    return one if len(names) == 1 else many


def more_of(
    first: dict[str, float], second: dict[str, float], names: tuple[str, str], noun: str
) -> str:
    """Which of two outnumbers the other in how many texts, the exceptions and ties by name.

    ``first`` and ``second`` map the label of each text to a count.
    """
    one, two = names
    if not any(first.values()) and not any(second.values()):
        return f"No {noun} is {one} or {two}"
    up = [label for label in first if first[label] > second[label]]
    down = [label for label in first if first[label] < second[label]]
    even = [label for label in first if first[label] == second[label]]
    if len(down) > len(up):
        up, down, one, two = down, up, two, one
    if not up:
        return f"As many {noun}s are {one} as {two} in {out_of(len(even), len(first))}"
    said = f"{start(one)} {noun}s outnumber {two} ones in {out_of(len(up), len(first))}"
    if down:
        said += f"; in {named(down)} it is the other way round"
    if even:
        said += f"; in {named(even)} they are level"
    return said


def spread(values: Iterable[float]) -> str:
    """``in four of the five texts``: in how many of the texts a count is above zero."""
    counts = list(values)
    return "in " + out_of(sum(n > 0 for n in counts), len(counts))

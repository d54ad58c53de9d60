"""What figures and tables of frames count, in words: sentences, or units of which some are titles
and decks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newscompare.figures.sentences import counted
from newscompare.figures.style import sentence_list
from newscompare.measures.framing import NO_FRAME, frame_word

ZONES = {"title": "a title", "deck": "a deck", "body": "a sentence"}
"""What a unit may be, in the order of a text."""

NO_FRAME_WORD = "without a frame"
"""What has none of more than two frames; of two it is *neither*."""


@dataclass(frozen=True)
class Noun:
    """What is counted, in the singular and the plural; ``means``: a sentence on what that is."""

    one: str
    many: str
    means: str = ""

    def of(self, n: float) -> str:
        """The word for so many of them."""
        return self.one if n == 1 else self.many

    def counted(self, n: int) -> str:
        """``one unit``, ``five units``."""
        return counted(n, self.one, self.many)

    def explained(self, caption: str) -> str:
        """A caption, with what is counted after it."""
        return f"{caption} {self.means}" if self.means else caption


SENTENCES = Noun("sentence", "sentences")


def noun_of(zones: Iterable[object]) -> Noun:
    """Sentences where all units are of the body; else units, with a sentence on what these are."""
    found = set(map(str, zones)) & set(ZONES)
    if found <= {"body"}:
        return SENTENCES
    kinds = [says for zone, says in ZONES.items() if zone in found]
    listed = sentence_list(kinds).replace(" and ", " or ")
    return Noun("unit", "units", f"A unit is {listed}.")


def parts_of(zones: Iterable[object]) -> str:
    """What a text has been cut into: ``title, deck and six sentences``."""
    found = list(map(str, zones))
    heads = [zone for zone in ("title", "deck") if zone in found]
    return sentence_list([*heads, counted(len(found) - len(heads), "sentence")])


def combination_word(combination: str, frames: int) -> str:
    """A combination of frames as sentences use it; ``frames``: how many the codebook has."""
    if combination == NO_FRAME and frames > 2:
        return NO_FRAME_WORD
    return frame_word(combination)


def combination_name(combination: str, frames: int) -> str:
    """A combination of frames as tables and keys name it."""
    if combination == NO_FRAME and frames > 2:
        return "No frame"
    return frame_word(combination).capitalize()

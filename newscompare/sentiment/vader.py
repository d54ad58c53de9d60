"""VADER as most people use it: the label by the customary band, and the words that drive a compound
score.

VADER: Hutto and Gilbert (2014); the band of 0.05 on either side of zero is theirs.
"""

from __future__ import annotations

import pandas as pd

from newscompare.sentiment.lexicons import straightened, vader_valences

BAND = 0.05
"""Half the width of VADER's neutral band."""

TOPIC_WORDS = ("united", "natural", "certain", "join", "joining", "peace", "security")
"""Words that VADER reads as praise and that name a topic, a state or an act here."""


def vader_label(compound: pd.Series) -> pd.Series:
    """-1, 0 or 1 for a compound score (-1 to 1): inside the band neutral."""
    return (compound >= BAND).astype(int) - (compound <= -BAND).astype(int)


def vader_words(text: str) -> list[tuple[str, float]]:
    """The words of a quotation with a valence after VADER's rules, strongest first: word, valence
    (about -4 to 4).
    """
    plain = straightened(text)
    found = [(plain[s:e].strip(".,;:!?()…").lower(), v) for s, e, v in vader_valences(plain) if v]
    return sorted(found, key=lambda pair: -abs(pair[1]))


def driven_by(text: str, words: tuple[str, ...] = TOPIC_WORDS) -> bool:
    """Does one of ``words`` carry weight in the text's VADER score?"""
    return any(word in words for word, _ in vader_words(text))

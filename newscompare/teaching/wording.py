"""Which source of a text a reader means: every wording that the text itself supports counts."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from newscompare.articles import read_article
from newscompare.teaching.practice import practice

SMALL = frozenset(
    re.findall(
        "[a-z]+",
        "a an the of at in on from for and or who which that our own its his her their here one "
        "some text says said by",
    )
)
"""Words that name nobody."""


def content_words(name: str) -> list[str]:
    """The words of a name that say who it is, in small letters."""
    return [w for w in re.findall(r"[^\W_]+", str(name).lower()) if w not in SMALL]


@cache
def wordings(article: str) -> dict[str, frozenset[str]]:
    """Each source of a text of the practice event to the words by which the text calls it: its
    name, its mentions, and what a clause after the name says of it (*who teaches history*).
    """
    own = practice().attributions
    own = own[(own["article"] == article) & (own["source"] != "")]
    body = read_article(practice().folder / "articles" / f"{article}.md").body
    found: dict[str, set[str]] = {}
    for row in own.to_dict("records"):
        name = str(row["source"])
        known = found.setdefault(name, set(content_words(name)))
        if pd.notna(row["source_start"]):
            start, end = int(row["source_start"]), int(row["source_end"])
            known.update(content_words(body[start:end]))
        last = re.escape(name.split()[-1])
        for clause in re.findall(rf"{last},? ((?:who|which|of) [^,.;]+)", body):
            known.update(content_words(clause))
    return {name: frozenset(words) for name, words in found.items()}


def meant(given: str, article: str) -> list[str]:
    """The sources of a text that a wording may mean: all its words are words of the source."""
    words = content_words(given)
    return [
        name
        for name, known in wordings(article).items()
        if words and all(any(_alike(word, one) for one in known) for word in words)
    ]


def _alike(word: str, known: str) -> bool:
    """The same word, but for its ending."""
    least = min(len(word), len(known))
    return word == known or (least >= 4 and (word[:least] == known[:least]))

"""Named or not, by a name of one's own: *Norrland Mining* is named, *a spokeswoman for Norrland
Mining* is a person without a name.

``measures.sources.with_naming`` goes by type and capitals. A label that holds the name of a body
and ends in a common noun for a person (*Norrland Mining spokeswoman*) has a capital and no name.
"""

from __future__ import annotations

from functools import cache

import pandas as pd

from newscompare.attribution.who.lexicon import BODIES, HIDDEN
from newscompare.attribution.who.nouns import COMPLEMENT, noun, personal, plural_role
from newscompare.measures import sources

PERSON, GROUP, BODY, OPEN = "person", "group", "body", "open"
"""What an unnamed source is: one person, several, a body without a proper name, not settled."""
PLURAL_BODIES = frozenset({"police", "media", "authorities"})
"""Plural words for a body: with a country before them as good as its name, as *government* is."""
PEOPLE = frozenset({"citizen", "expert", "unnamed", "unnamed_official"})
"""Types that only people have."""


def _head(label: str) -> str:
    """The last word of a label before a preposition."""
    words = label.replace("’", "'").split()
    stop = next((k for k, w in enumerate(words) if k and w.lower() in COMPLEMENT), len(words))
    return words[stop - 1] if words else ""


def _of_people(head: str) -> bool:
    word = head.lower()
    return word not in PLURAL_BODIES and (
        word in HIDDEN or plural_role(word) or (noun(word) and personal(word))
    )


@cache
def nameless(label: str) -> bool:
    """Does a label with capitals speak of people without a name of their own? Of several sources in
    one label (*Ana Ruiz and local leaders*) none may have one.
    """
    if label == label.lower():
        return False
    heads = [_head(part) for part in label.replace(", ", " and ").split(" and ") if part]
    return bool(heads) and all(head[:1].islower() and _of_people(head) for head in heads)


def with_naming(attributions: pd.DataFrame) -> pd.DataFrame:
    """``measures.sources.with_naming``, where people without a name count as unnamed whatever body
    their label names.
    """
    table = sources.with_naming(attributions)
    hidden = table["source"].astype(str).map(nameless).astype(bool)
    table.loc[hidden & (table["naming"] == "named"), "naming"] = "unnamed"
    return table


def as_named(attributions: pd.DataFrame) -> pd.DataFrame:
    """The table for measures that ask ``measures.sources`` for the naming: labels of people without
    a name in lower case, which is never shown.
    """
    label = attributions["source"].astype(str)
    hidden = label.map(nameless).astype(bool)
    return attributions.assign(source=label.mask(hidden, label.str.lower()))


def what_unnamed(label: str, kind: str) -> str:
    """What an unnamed source is, by its label and type: ``PERSON``, ``GROUP``, ``BODY`` or
    ``OPEN``.
    """
    head = _head(label).lower()
    if not head:
        return OPEN
    if head in PLURAL_BODIES or (head in BODIES and kind not in PEOPLE):
        return BODY
    several = head.endswith("s") and not head.endswith("ss")
    if kind == "collective" or plural_role(head) or several or label.startswith("people "):
        return GROUP
    return PERSON if _of_people(head) or kind in PEOPLE else BODY

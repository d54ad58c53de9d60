"""Whom a pronoun or a description means: a small log-linear ranking of everybody named before.

A candidate's score is the sum of the weights of its features, which are words (``he: named in the
sentence before``); the weights stand in ``coreference.csv`` and were learned from the gold
coreference of GUM by ``train_coreference.py``. Probabilities are a softmax over the candidates and
nobody (Denis and Baldridge 2008); where the first is not clearly ahead of the second, the answer is
None and the words themselves are shown.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast, speaks
from newscompare.attribution.who.entities import BODY, NOMINAL, PERSON, ROLE, THING, Entity, Mention

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = (
    frozenset({"it", "its", "itself"}),
    frozenset({"they", "them", "their", "theirs", "themselves"}),
)
PRONOUNS = {
    **dict.fromkeys(HE, "he"),
    **dict.fromkeys(SHE, "she"),
    **dict.fromkeys(IT, "it"),
    **dict.fromkeys(THEY, "they"),
}
NOBODY = "nobody"
LEAST, MARGIN = 0.35, 0.05
"""The least share of the first candidate, and by how much it must lead."""
REACH = 12
"""Sentences after which somebody not named again is no candidate for a pronoun."""


class Anaphor(NamedTuple):
    """A pronoun or a description: words ``first`` to ``last``; ``kind``: he, she, it, they, person
    or body.
    """

    first: int
    last: int
    kind: str
    head: str = ""
    age: int = 0


class Chosen(NamedTuple):
    """The answer: an entity or None, its share, and the reason in words."""

    entity: Entity | None
    share: float
    why: str


@cache
def weights() -> dict[str, float]:
    """The weight of each feature."""
    text = files("newscompare.attribution.who").joinpath("coreference.csv").read_text("utf-8")
    return {row["feature"]: float(row["weight"]) for row in csv.DictReader(StringIO(text))}


def anaphor_of(word: str) -> str:
    """The kind of a pronoun; empty for other words."""
    return PRONOUNS.get(word, "")


def pronoun_gender(kind: str) -> str:
    """The gender that a pronoun tells."""
    return {"he": "m", "she": "f"}.get(kind, "")


def label(kind: str) -> str:
    """Pronouns for one person share their weights."""
    return "he or she" if kind in ("he", "she", "someone") else kind


class State:
    """Where each entity stands at a point of the text."""

    def __init__(self, cast: Cast) -> None:
        """Nothing is read yet."""
        self.cast, self.reading = cast, cast.reading
        self.last: dict[int, Mention] = {}
        self.first: dict[int, int] = {}
        self.count: dict[int, int] = {}
        self.entities: dict[int, Entity] = {}
        self.by_recency: dict[int, None] = {}
        self.told: dict[tuple[int, int], tuple[str, ...]] = {}
        self.at = 0

    def facts(self, mention: Mention) -> tuple[str, ...]:
        """What is told of a mention by its place in its sentence, found once."""
        key = (mention.first, mention.last)
        if key not in self.told:
            found = []
            if subject(self.cast, mention):
                first = " and named first" if opening(self.cast, mention) else ""
                found.append(f"the subject{first} where last named")
            if speaks(self.reading, mention):
                found.append("speaks where last named")
            if owns(self.cast, mention):
                found.append("an owner where last named")
            self.told[key] = tuple(found)
        return self.told[key]

    def see(self, mention: Mention) -> None:
        """Reads one mention."""
        r = self.reading
        key = id(mention.entity)
        self.entities[key] = mention.entity
        self.count[key] = self.count.get(key, 0) + 1
        self.first.setdefault(key, mention.first)
        old = self.last.get(key)
        quoted = r.quote[mention.first] == 1
        if (
            old is not None
            and quoted
            and r.quote[old.first] != 1
            and r.sentence[mention.first] - r.sentence[old.first] < 3
        ):
            return
        self.last[key] = mention
        self.by_recency.pop(key, None)
        self.by_recency[key] = None


def owns(cast: Cast, mention: Mention) -> bool:
    """Is a mention an owner (*Lund's*, *his*)?"""
    r = cast.reading
    return r.possessive(mention.last) or r.low[mention.last - 1] in ("his", "its", "their")


def subject(cast: Cast, mention: Mention) -> bool:
    """Does a mention stand before the first verb of its sentence, and is no owner?"""
    r = cast.reading
    k = mention.before
    if owns(cast, mention):
        return False
    while k > 0 and r.sentence[k - 1] == r.sentence[mention.first]:
        k -= 1
        if r.quote[k] == 0 and r.verb_at(k):
            return False
        if mention.before - k > 12:
            break
    return True


def opening(cast: Cast, mention: Mention) -> bool:
    """Is a mention the first of its sentence?"""
    if owns(cast, mention):
        return False
    found = cast.near(cast.reading.clause_start(mention.first), mention.first)
    return not any(m.entity.kind in (PERSON, BODY, ROLE) for m in found)


def fits(anaphor: Anaphor, entity: Entity) -> bool:
    """May the anaphor mean the entity at all: number, sex and kind do not clash?"""
    kind = anaphor.kind
    if kind in ("he", "she"):
        gender = pronoun_gender(kind)
        if (
            entity.kind not in (PERSON, ROLE)
            or entity.plural
            or (entity.gender and entity.gender != gender)
        ):
            return False
        return entity.kind == PERSON or person_role(entity)
    if kind == "it":
        return entity.kind in (BODY, THING) or (
            entity.kind == ROLE and not entity.plural and not person_role(entity)
        )
    if kind == "they":
        return entity.kind != THING
    if kind in ("person", "someone"):
        if entity.kind == ROLE:
            return kind == "person" and person_role(entity) and not entity.plural
        gender = (
            "f"
            if anaphor.head in lexicon.FEMININE
            else "m"
            if anaphor.head in lexicon.MASCULINE
            else ""
        )
        if entity.gender and gender and entity.gender != gender:
            return False
        if anaphor.age and entity.age and anaphor.age != entity.age:
            return False
        return entity.kind == PERSON
    return entity.kind == BODY or (entity.kind == ROLE and not person_role(entity))


def person_role(entity: Entity) -> bool:
    """Is a described entity a person?"""
    return any(
        h in lexicon.PERSONS or (h in lexicon.STANDS_FOR and h not in lexicon.BODIES)
        for h in entity.heads
    )


def features(state: State, anaphor: Anaphor, entity: Entity, rank: int) -> list[str]:
    """The features of one candidate, in words; ``rank``: how many fitting candidates were named
    since.
    """
    r = state.reading
    mention = state.last[id(entity)]
    kind = label(anaphor.kind)
    away = r.sentence[anaphor.first] - r.sentence[mention.first]
    how_far = (
        ("the same sentence", "the sentence before", "two sentences before")[away]
        if 0 <= away <= 2
        else ("three to five sentences before" if away <= 5 else "further up")
    )
    out = [f"{kind}: named in {how_far}" if away <= 2 else f"{kind}: named {how_far}"]
    out.append(
        f"{kind}: "
        + (
            "the last named that fits"
            if rank == 0
            else "the last but one"
            if rank == 1
            else "others were named since"
        )
    )
    out += [f"{kind}: {fact}" for fact in state.facts(mention)]
    if r.paragraph[mention.first] == r.paragraph[anaphor.first]:
        out.append(f"{kind}: in the same paragraph")
    elif r.paragraph[mention.first] + 1 < r.paragraph[anaphor.first]:
        out.append(f"{kind}: two or more paragraphs up")
    out.append(f"{kind}: is a {entity.kind}" + (" (several)" if entity.plural else ""))
    if anaphor.kind in ("he", "she"):
        out.append(f"{kind}: sex " + ("fits" if entity.gender else "not told"))
    if kind == "he or she" and anaphor.age and entity.age:
        out.append(f"{kind}: age fits")
    if mention.form == NOMINAL:
        out.append(f"{kind}: last by a description")
    if anaphor.kind in ("person", "body"):
        head = anaphor.head
        if head in entity.heads:
            out.append(f"{kind}: called so in the text")
        elif entity.heads and sorts(entity) & sort_of(head):
            out.append(f"{kind}: of the same sort")
        elif entity.heads:
            out.append(f"{kind}: called otherwise")
        else:
            out.append(f"{kind}: not called anything")
        if anaphor.age and entity.age == anaphor.age:
            out.append(f"{kind}: age fits")
        if head in lexicon.key(entity.name).split():
            out.append(f"{kind}: the word is in the name")
    return out


def sort_of(head: str) -> set[str]:
    """The types that a noun may tell."""
    return {t for t in (lexicon.PERSONS.get(head), lexicon.BODIES.get(head)) if t}


def sorts(entity: Entity) -> set[str]:
    """The types that the nouns of an entity may tell."""
    return {t for h in entity.heads for t in sort_of(h)}


def candidates(state: State, anaphor: Anaphor) -> list[tuple[Entity, list[str]]]:
    """Everybody whom an anaphor may mean, with features, the last named first."""
    r = state.reading
    found: list[tuple[Entity, list[str]]] = []
    for key in reversed(state.by_recency):
        entity = state.entities[key]
        mention = state.last[key]
        if mention.last > anaphor.first or not fits(anaphor, entity):
            continue
        if r.sentence[anaphor.first] - r.sentence[mention.first] > REACH and anaphor.kind not in (
            "person",
            "body",
        ):
            continue
        found.append((entity, features(state, anaphor, entity, len(found))))
        if len(found) == 12:
            break
    return found


def choose(state: State, anaphor: Anaphor, may: Callable[[Entity], bool] | None = None) -> Chosen:
    """Whom an anaphor means, or nobody; ``may`` rules candidates out."""
    table = weights()
    pool = [c for c in candidates(state, anaphor) if may is None or may(c[0])]
    if not pool:
        return Chosen(None, 1.0, "nobody fits")
    scores = [sum(table.get(f, 0.0) for f in names) for _, names in pool]
    nobody = table.get(f"{label(anaphor.kind)}: {NOBODY}", 0.0)
    if anaphor.kind in ("he", "she", "someone"):
        nobody = float("-inf")
    top = max([*scores, nobody])
    parts = [math.exp(s - top) for s in scores]
    total = sum(parts) + math.exp(nobody - top)
    best = max(range(len(pool)), key=lambda k: parts[k])
    share = parts[best] / total
    second = max((p for k, p in enumerate(parts) if k != best), default=0.0) / total
    if share < LEAST or share - second < MARGIN:
        return Chosen(None, share, "not clear who is meant")
    entity, names = pool[best]
    far = next(n for n in names if ": named " in n).split(": ", 1)[1]
    why = "the only one who fits, " + far if len(pool) == 1 else far
    return Chosen(entity, share, why)

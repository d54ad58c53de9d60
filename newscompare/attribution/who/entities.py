"""Who and what a text names or describes, and where it does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from newscompare.attribution.who import lexicon

PERSON, BODY, THING, PLACE, ROLE = "person", "body", "thing", "place", "role"
NAME, NOMINAL = "name", "nominal"


class Described(NamedTuple):
    """What a text calls somebody: words ``first`` to ``last``, head noun, and how it is said."""

    first: int
    last: int
    head: int
    how: str


@dataclass(eq=False, slots=True)
class Entity:
    """A person, a body, or somebody who is only described.

    ``kind``: person, body, thing, place or role; ``age``: as the text gives it; ``heads``: nouns
    that the text has for it, in lower case.
    """

    kind: str
    name: str
    number: int
    gender: str = ""
    plural: bool = False
    age: int = 0
    described: list[Described] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    known: lexicon.Entry | None = None


class Mention(NamedTuple):
    """A place where an entity stands: words ``first`` to ``last`` (exclusive), its titles from
    ``before``.
    """

    before: int
    first: int
    last: int
    entity: Entity
    form: str

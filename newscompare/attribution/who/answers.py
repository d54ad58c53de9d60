"""A resolved source, and what the parts that resolve one share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newscompare.articles.tokens import word_set
from newscompare.attribution.who.entities import PERSON, Entity

if TYPE_CHECKING:
    from newscompare.attribution.who.resolve import Resolver

RELATIVE = frozenset({"who", "which", "that", "whom"})
FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
SOME = word_set(
    """
    some others many most several one another both two three few all
    """
)
STOPS = frozenset({",", "(", "—", "–", ";", ":"})
PREPOSITIONS = word_set(
    """
    of for to from by at in with on about familiar close like including inside near outside within
    under against per
    """
)
GENERIC = {
    **dict.fromkeys(
        ("scientist", "researcher", "academic", "expert", "analyst", "economist"), "expert"
    ),
    **dict.fromkeys(("politician", "lawmaker", "legislator", "mp"), "politician"),
    **dict.fromkeys(("businessman", "businesswoman", "executive", "boss"), "business"),
    **dict.fromkeys(("campaigner", "activist"), "advocacy"),
    **dict.fromkeys(("journalist", "reporter"), "news_media"),
    "official": "official",
}
"""Nouns for anybody of a type."""
KIN = frozenset(["mum", "mom", "mother", "dad", "father", "grandmother", "grandfather", "parent"])
GOVERNMENT = frozenset({"government", "administration", "authorities", "govt"})
REFERRING_BACK = frozenset(
    ["the", "this", "that", "these", "those", "his", "her", "its", "their", "both"]
)


@dataclass
class Who:
    """A resolved source: ``rule`` holds the reasons for name, type and country, in order."""

    name: str = ""
    type: str = "none"
    country: str = "none"
    via: str = ""
    rule: list[str] = field(default_factory=list)
    entity: Entity | None = None
    plural: bool = False

    @property
    def person(self) -> bool:
        """Is it a named person?"""
        return self.entity is not None and self.entity.kind == PERSON


class Part:
    """One kind of source of one text; shares the cast, types and countries of the resolver."""

    def __init__(self, resolver: Resolver) -> None:
        """Keeps the resolver and its tables at hand."""
        self.resolver = resolver
        self.reading, self.low, self.cast = resolver.reading, resolver.low, resolver.cast
        self.homes, self.kinds, self.state = resolver.homes, resolver.kinds, resolver.state
        self.nominals = resolver.nominals

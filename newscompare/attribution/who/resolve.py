"""Who is it? Each source span looked up in the cast: name, type, country, and the reasons in words.

The name in the span beats the role, a role beats the last person. A country or capital is its
government; a document speaks for itself or its body; *who* goes to the noun before it; pronouns and
descriptions are ranked by ``coreference.py``. What nobody in the text answers to keeps its own
words.
"""

from __future__ import annotations

from collections.abc import Sequence

from newscompare.articles.tokens import Tokens
from newscompare.attribution.linking import Link
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.answers import SOME, Who
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.coreference import (
    Anaphor,
    Chosen,
    State,
    anaphor_of,
    choose,
    pronoun_gender,
)
from newscompare.attribution.who.describing import Describer
from newscompare.attribution.who.descriptions import Descriptions
from newscompare.attribution.who.documents import Documents
from newscompare.attribution.who.entities import NAME, PERSON, ROLE, Entity, Mention
from newscompare.attribution.who.homes import Homes
from newscompare.attribution.who.kinds import Kinds
from newscompare.attribution.who.nominals import Nominals
from newscompare.attribution.who.phrases import Phrases
from newscompare.attribution.who.pronouns import Pronouns
from newscompare.attribution.who.reading import VERBS_OF_BEING, Reading
from newscompare.attribution.who.relay import Relay
from newscompare.attribution.who.unnamed import Unnamed

HE_OR_SHE = frozenset({"he", "she", "him", "his", "her"})


def resolved(tokens: Tokens, links: Sequence[Link]) -> list[Who]:
    """The sources of all attributions of a text, in their order."""
    resolver = Resolver(tokens)
    try:
        return resolver.all(links)
    finally:
        vars(resolver).clear()  # its parts refer back to it: memory is free now, not some time


class Resolver:
    """Resolves the sources of one text in the order of the text."""

    def __init__(self, tokens: Tokens) -> None:
        """Reads the cast of the text."""
        self.reading = Reading(tokens)
        self.low = self.reading.low
        self.cast = Cast(self.reading)
        Describer(self.cast)
        self.nominals = Nominals(self.cast)
        self.homes = Homes(self.cast)
        self.kinds = Kinds(self.cast)
        self.state = State(self.cast)
        self.queue = self.events()
        self.at = 0
        self.history: list[tuple[int, Who]] = []
        self.read_pronouns: dict[int, Chosen] = {}
        self.media = 0
        self.unnamed, self.pronouns = Unnamed(self), Pronouns(self)
        self.documents, self.phrases = Documents(self), Phrases(self)
        self.descriptions = Descriptions(self)

    def events(self) -> list[tuple[int, Mention | None]]:
        """Mentions and the pronouns *he* and *she* in order, to be read as the text goes on."""
        found: list[tuple[int, Mention | None]] = [(m.first, m) for m in self.cast.mentions]
        r = self.reading
        found += [(k, None) for k in range(r.n) if r.low[k] in HE_OR_SHE and r.quote[k] != 1]
        return sorted(found, key=lambda e: e[0])

    def read_to(self, at: int) -> None:
        """Reads mentions and pronouns before word ``at``."""
        while self.at < len(self.queue) and self.queue[self.at][0] < at:
            k, mention = self.queue[self.at]
            self.at += 1
            if mention is None:
                self.pronoun_seen(k)
            else:
                self.state.see(mention)

    def pronoun_seen(self, k: int) -> Chosen:
        """Reads a pronoun: whom it means has been named again, and has a sex."""
        if k in self.read_pronouns:
            return self.read_pronouns[k]
        kind = anaphor_of(self.low[k])
        chosen = self.read_pronouns[k] = choose(self.state, Anaphor(k, k + 1, kind))
        if chosen.entity is not None:
            self.state.see(Mention(k, k, k + 1, chosen.entity, "pronoun"))
            if not chosen.entity.gender and chosen.share > 0.7:
                chosen.entity.gender = pronoun_gender(kind)
        return chosen

    def all(self, links: Sequence[Link]) -> list[Who]:
        """The sources of all attributions, in their order."""
        out: list[Who] = [Who()] * len(links)
        order = sorted(range(len(links)), key=lambda k: self.place(links[k]))
        inside = bytearray(self.reading.n + 1)
        for link in links:
            for a, b in link.content if link.cue else ():
                inside[a:b] = b"\x01" * (b - a)
        for k in order:
            link = links[k]
            at = self.place(link)
            self.read_to(at)
            who = self.source(link)
            if not inside[at] or self.reading.quote[at] == 1:
                self.history.append((at, who))
            self.media += who.type == "news_media"
            out[k] = who
        self.look_back(out)
        relay = Relay(self)
        for link, who in zip(links, out, strict=True):
            who.via = relay.of(link, who, links, out)
            if who.via:
                who.rule.append("via: the medium that was told, or that passes it on")
        return out

    def look_back(self, found: Sequence[Who]) -> None:
        """Types that the text tells only after a source was first heard."""
        self.kinds.known.clear()
        for who in found:
            entity = who.entity
            if entity is None or who.type != "none" or who.name != entity.name:
                continue
            kind, why = self.kinds.of(entity)
            if kind:
                who.type = kind
                who.rule = [f"type: {why}" if r.startswith("type: ") else r for r in who.rule]

    @staticmethod
    def place(link: Link) -> int:
        """Where an attribution stands: its source, else its cue or content."""
        spans = link.source or link.cue or link.content
        return spans[0][0] if spans else 0

    def source(self, link: Link) -> Who:
        """The source of one attribution."""
        if not link.source:
            return self.silent(link)
        first, last = link.source[0]
        r = self.reading
        if len(link.source) > 1:  # the part that names somebody
            named = [
                s
                for s in link.source
                if any(
                    m.form == NAME and m.entity.kind == PERSON and s[0] <= m.first < s[1]
                    for m in self.cast.near(*s)
                )
            ]
            first, last = named[0] if named else (first, last)
        if last - first > 1 and self.low[first] in ("by", "from", "to", "with", "per"):
            first += 1
        while first < last - 1 and not r.words[first][0].isalnum():
            first += 1
        while last > first + 1 and not r.words[last - 1][0].isalnum() and r.words[last - 1] != ".":
            last -= 1
        words = [k for k in range(first, last) if r.words[k][0].isalnum()]
        if len(words) <= 1 or (
            len(words) == 2
            and self.low[words[-1]] in ("himself", "herself", "itself", "also", "themselves")
        ):
            found = self.pronouns.pronoun(words[0] if words else first, link)
            if found is not None:
                return found
        if (
            self.low[first] in SOME
            and first + 1 < last
            and self.low[first + 1] == "of"
            and self.low[last - 1] in ("them", "those", "these")
        ):
            return self.pronouns.some(first, self.low[first])
        if (
            len(link.source) > 1
            and self.low[first] in ("a", "an", "the")
            and link.source[1][0] < link.source[-1][1]
        ):
            last = max(last, link.source[0][1])
        return self.phrases.phrase(first, last)

    def silent(self, link: Link) -> Who:
        """No words name a source: a quotation goes on from the speaker before, a passive has
        nobody.
        """
        r = self.reading
        cue = [self.low[k] for a, b in link.cue for k in range(a, b)]
        passive = bool(set(cue) & (VERBS_OF_BEING | {"it", "heard"}))
        content = [k for a, b in link.content for k in range(a, b)]
        quoted = bool(content) and any(r.quote[k] == 1 for k in content)
        if quoted and not passive and self.history:
            at = self.place(link)
            position, who = self.history[-1]
            if who.name and r.paragraph[min(at, r.n - 1)] - r.paragraph[position] <= 2:
                return self.again(who, "who: goes on from the speaker before")
        return Who(rule=["who: nobody is named"])

    @staticmethod
    def again(who: Who, why: str) -> Who:
        """The same source, named again."""
        return Who(
            who.name,
            who.type,
            who.country,
            rule=[why, *who.rule[1:]],
            entity=who.entity,
            plural=who.plural,
        )

    def of(self, entity: Entity, why: str) -> Who:
        """An entity of the cast as a source."""
        if entity.kind == ROLE:
            d = entity.described[0]
            who = self.unnamed.phrase(d.first, d.last, entity)
            who.rule[0] = f"who: {why}"
            return who
        if entity.kind == "place":
            return self.government(entity.name, why)
        kind, kind_why = self.kinds.of(entity)
        country, country_why = self.homes.of(entity)
        rule = [
            f"who: {why}",
            f"type: {kind_why or 'the text does not tell'}",
            f"country: {country_why or 'the text does not tell'}",
        ]
        return Who(entity.name, kind or "none", country or "none", rule=rule, entity=entity)

    def government(self, country: str, why: str) -> Who:
        """A country, or its capital, as a source: its government."""
        adjective = lexicon.adjectives().get(country, "")
        name = (
            f"{adjective or country} government" if country != "international" else "European Union"
        )
        return Who(
            name, "official", country, rule=[f"who: {why}", "type: a government", "country: named"]
        )

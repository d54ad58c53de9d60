"""Sources that are descriptions: somebody whom the text calls so, else somebody unnamed."""

from __future__ import annotations

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.answers import (
    GENERIC,
    KIN,
    PREPOSITIONS,
    REFERRING_BACK,
    Part,
    Who,
)
from newscompare.attribution.who.coreference import Anaphor, choose
from newscompare.attribution.who.entities import BODY, PERSON, ROLE, Described, Entity, Mention
from newscompare.attribution.who.homes import NATION, TEAM
from newscompare.attribution.who.nominals import COUNTS, called_so
from newscompare.attribution.who.nouns import plural_role

NAMING = frozenset(lexicon.PERSONS) | frozenset(lexicon.BODIES) | lexicon.STANDS_FOR
"""Nouns that may stand for a name."""

OFFICES_HELD = frozenset({"head_of_state", "official"})
"""Types by an office that a text may give its only person late: *Sir Alan ... the minister*."""


class Descriptions(Part):
    """Resolves descriptions."""

    def described(self, first: int, end: int, last: int) -> Who:
        """A description: somebody whom the text calls so, else somebody who stays unnamed."""
        r, low = self.reading, self.low
        stop = next((k for k in range(first + 1, end) if low[k] in PREPOSITIONS), end)
        head = self.head(first, stop)
        definite = (
            low[first] in REFERRING_BACK
            or (r.cap[first] and not r.first_of[first])
            or stop - first == 1
            or r.possessive_inside(first, stop)
        )
        word = low[head]
        age = next(
            (
                int(low[k])
                for k in range(first, stop)
                if low[k].isdigit() and k + 2 < r.n and low[k + 1] == "-" and low[k + 2] == "year"
            ),
            0,
        )
        counted = (
            definite
            and word in KIN
            and stop + 1 < r.n
            and low[stop : stop + 1] == ["of"]
            and (low[stop + 1] in COUNTS or low[stop + 1].isdigit())
        )
        if word in NATION and low[first] in ("the", "this", "that"):
            country = self.homes.in_words(first, end) or self.homes.last_country(first)
            if country:
                return self.resolver.government(country, f"the {word}, the country named last")
        if (age or word == "old" or counted) and low[first] in ("the", "that", "this"):
            return self.ranked(
                Anaphor(first, end, "someone", "old" if age else word, age), first, end, last
            )
        mention = self.nominals.spans.get(head)
        if definite and not plural_role(word) and word in NAMING:
            if mention is not None and mention.entity.kind in (PERSON, BODY):
                return self.resolver.of(mention.entity, self.called(word, mention.entity))
            fits = [
                e
                for e in self.cast.entities
                if e.kind in (PERSON, BODY)
                and called_so(e, word, self.cast)
                and self.nominals.modifiers_fit(first, head, e)
            ]
            if len(fits) == 1:
                return self.resolver.of(fits[0], self.called(word, fits[0]))
            if not r.possessive_inside(first, stop) and low[first] not in (
                "his",
                "her",
                "its",
                "their",
            ):
                earlier = next(
                    (
                        w
                        for p, w in reversed(self.resolver.history)
                        if w.entity is not None
                        and w.entity.kind == ROLE
                        and word in w.entity.heads
                        and self.nominals.modifiers_fit(first, head, w.entity)
                    ),
                    None,
                )
                kind = (
                    "person"
                    if (word in lexicon.PERSONS or word in lexicon.STANDS_FOR)
                    and word not in lexicon.BODIES
                    else "body"
                )
                sort = lexicon.BODIES.get(word)
                told = {
                    id(m.entity): m.entity
                    for m in self.cast.before(first)
                    if m.entity.kind == PERSON
                }
                so = [
                    e
                    for e in told.values()
                    if word in GENERIC and self.kinds.of(e)[0] == GENERIC[word]
                ]
                if low[first] == "the" and len(so) == 1 and earlier is None:
                    return self.resolver.of(so[0], f"the only {word} so far")
                same = {
                    id(m.entity): m.entity
                    for m in self.cast.before(first)
                    if m.entity.kind == BODY and self.kinds.of(m.entity)[0] == sort
                }
                if (
                    kind == "body"
                    and sort
                    and len(same) == 1
                    and self.nominals.modifiers_fit(first, head, next(iter(same.values())))
                ):
                    return self.resolver.of(next(iter(same.values())), f"the only {word} so far")
                if (
                    low[first] == "the"
                    and earlier is None
                    and stop - first <= 3
                    and word
                    not in (
                        "spokesman",
                        "spokeswoman",
                        "spokesperson",
                        "public",
                        "people",
                        "country",
                        "nation",
                    )
                ):
                    who = self.ranked(Anaphor(first, end, kind, word), first, end, last)
                    if who.entity is not None and who.entity.kind in (PERSON, BODY):
                        return who
                if earlier is not None and low[first] == "the":
                    return self.resolver.again(earlier, f"who: the {word} named before")
        if low[first] == "the" and lexicon.BODIES.get(word) and word not in lexicon.PERSONS:
            body = self.uncalled_body(first)
            if body is not None and mention is not None and mention.entity.kind == ROLE:
                body.described.append(Described(first, head + 1, head, "after"))
                self.kinds.known.pop(id(body), None)
                return self.resolver.of(body, f"the {word}: the only body near")
        bare = self.without_role(word, first) if low[first] == "the" else None
        if bare is not None and mention is not None and mention.entity.kind == ROLE:
            if lexicon.PERSONS.get(word) in OFFICES_HELD:
                bare.described.append(Described(first, head + 1, head, "after"))
                bare.heads.add(word)
                self.kinds.known.pop(id(bare), None)
            return self.resolver.of(bare, f"the {word}: the only one near without a role")
        who = self.resolver.unnamed.phrase(
            first, end, mention.entity if mention is not None else None, last
        )
        if who.plural and low[first] in ("the", "these", "those", "both"):
            for position, other in reversed(self.resolver.history):
                if (
                    position < first
                    and other.plural
                    and word.rstrip("s") in other.name.lower()
                    and other.name
                ):
                    return self.resolver.again(other, f"who: the {word} named before")
        return who

    def head(self, first: int, stop: int) -> int:
        """The head noun of a phrase that ends at ``stop``."""
        return self.resolver.unnamed.head(first, stop)

    def uncalled_body(self, at: int) -> Entity | None:
        """*Ryanair said so. The airline added*: the only body near with nothing else told of it."""
        r = self.reading
        found: dict[int, Entity] = {}
        for key in self.state.by_recency:
            m, e = self.state.last[key], self.state.entities[key]
            near = r.sentence[at] - r.sentence[m.first] <= 2 and m.last <= at
            if near and e.kind == BODY and not self.kinds.of(e)[0]:
                found[key] = e
        return next(iter(found.values())) if len(found) == 1 else None

    def without_role(self, word: str, at: int) -> Entity | None:
        """*Ana Beltran fled. The waitress said*: the only person near whom the text calls nothing
        else.
        """
        sort = lexicon.PERSONS.get(word)
        people = [e for e in self.cast.entities if e.kind == PERSON]
        alone = sort in OFFICES_HELD and len(people) == 1
        if sort not in ("citizen", "business", "expert", "advocacy") and not alone:
            return None
        r = self.reading
        gender = "f" if word in lexicon.FEMININE else "m" if word in lexicon.MASCULINE else ""
        found: dict[int, Entity] = {}
        for m in self.cast.before(at):
            if r.sentence[m.first] < r.sentence[at] - 2:
                break
            e = m.entity
            same_side = word in TEAM and bool(e.heads) and e.heads <= TEAM
            clash = gender and e.gender and gender != e.gender
            if e.kind == PERSON and (not e.heads or same_side) and not clash:
                found[id(e)] = e
        if any(m.entity.kind == ROLE and word in m.entity.heads for m in self.cast.before(at)):
            return None
        return next(iter(found.values())) if len(found) == 1 else None

    def called(self, word: str, entity: Entity) -> str:
        """The reason for a description in words."""
        others = [e for e in self.cast.entities if e.kind == entity.kind and word in e.heads]
        return f"the only {word} in the text" if len(others) <= 1 else f"the {word} named last"

    def ranked(self, anaphor: Anaphor, first: int, end: int, last: int) -> Who:
        """Whom the ranking chooses; else the words themselves."""
        stop = next((k for k in range(first + 1, end) if self.low[k] in PREPOSITIONS), end)
        head = self.head(first, stop)
        exact = anaphor.kind != "someone"
        chosen = choose(
            self.state, anaphor, lambda e: not exact or self.nominals.modifiers_fit(first, head, e)
        )
        if chosen.entity is not None:
            self.state.see(Mention(first, first, end, chosen.entity, "pronoun"))
            if anaphor.age and not chosen.entity.age:
                chosen.entity.age = anaphor.age
                self.kinds.known.pop(id(chosen.entity), None)
            return self.resolver.of(chosen.entity, chosen.why)
        who = self.resolver.unnamed.phrase(first, end, None, last)
        who.rule[0] = f"who: {chosen.why}"
        return who

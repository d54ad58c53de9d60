"""Who is described without a name: *the governor*, *two officials*, *the company*, as entities and
mentions.

A definite phrase whose noun the text has for one entity is a mention of that entity; a role that
the lead gives without a name belongs to the person without a role who speaks next; the rest are
entities of kind ``role``.
"""

from __future__ import annotations

from functools import cache

from newscompare.articles.tokens import word_set
from newscompare.attribution import words as closed
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast, speaks
from newscompare.attribution.who.describing import DETERMINERS
from newscompare.attribution.who.entities import (
    BODY,
    NAME,
    NOMINAL,
    PERSON,
    ROLE,
    Described,
    Entity,
    Mention,
)
from newscompare.attribution.who.nouns import noun, plural_role
from newscompare.attribution.who.reading import Reading

DEFINITE = frozenset(
    {"the", "this", "that", "his", "her", "its", "their", "these", "those", "both"}
)
ABBREVIATED = {
    "cs": ("cabinet", "secretary"),
    "pm": ("prime", "minister"),
    "mp": ("member", "parliament"),
    "ceo": ("chief", "executive"),
}
NEARBY = 3
"""Sentences within which a name follows the role that the lead gives."""
VAGUE = word_set(
    """
    former new same young old local national whole big small senior top embattled outgoing current
    then ex long late own retired elderly
    """
)
COUNTS = word_set(
    """
    two three four five six seven eight nine ten several some many both few dozens hundreds
    """
)


@cache
def may_head(word: str) -> bool:
    """Is this a noun for somebody?"""
    return noun(word) or word in lexicon.PLURALS or plural_role(word)


def called_so(entity: Entity, head: str, cast: Cast) -> bool:
    """Does the text call an entity by this noun?"""
    if head in entity.heads:
        return True
    if head in ABBREVIATED and entity.kind == PERSON:
        low = cast.reading.low
        return any(set(ABBREVIATED[head]) <= set(low[d.first : d.last]) for d in entity.described)
    if head == "minister" and "secretary" in entity.heads and "minister" in entity.titles:
        return True
    if head == "professor" and entity.titles & {"prof", "professor"}:
        return True
    if head in ("doctor",) and "dr" in entity.titles:
        return True
    return head == "counsel" and bool(
        entity.heads & {"lawyer", "barrister", "attorney", "solicitor"}
    )


def phrase_first(reading: Reading, head: int) -> int:
    """Where the noun phrase of a head begins."""
    low, k = reading.low, head
    while k > 0 and reading.sentence[k - 1] == reading.sentence[head] and head - k < 8:
        word = low[k - 1]
        if word in DETERMINERS or word in ("these", "those", "both", "some"):
            return k - 1
        if reading.possessive_before(k):
            return reading.owner_start(k)
        if reading.quote[k - 1] >= 2 or not (word[0].isalnum() or word == "-"):
            break
        if reading.verb_at(k - 1) and not noun(word):
            break
        if closed.CLOSED.get(word) not in (None, "num", "quant", "adv") or word in ("that",):
            break
        k -= 1
    return k


class Nominals:
    """Adds described entities and nominal mentions to a cast."""

    def __init__(self, cast: Cast) -> None:
        """Reads the whole text once."""
        self.cast, self.reading = cast, cast.reading
        r = self.reading
        taken: set[int] = set()
        for spot in cast.spots:
            if spot.kind != "role" and not (
                (spot.kind == "one" and r.low[spot.first] in lexicon.PERSONS)
                or (spot.kind == "one" and r.low[spot.first] in lexicon.BODIES)
            ):
                taken.update(range(spot.before, spot.last))
        for entity in cast.entities:
            for d in entity.described:
                if d.how in ("title", "after", "before", "is", "called"):
                    taken.update(range(d.first, d.head + 1))
        self.taken = taken
        self.named = [e for e in cast.entities if e.kind in (PERSON, BODY)]
        self.added: list[Mention] = []
        self.spans: dict[int, Mention] = {}
        for k in [k for k, word in enumerate(r.low) if may_head(word)]:
            if k not in taken and self.head_at(k):
                self.add(k)
        cast.mentions = sorted([*cast.mentions, *self.added], key=lambda m: m.first)
        cast.reset()
        self.follow()

    def head_at(self, k: int) -> bool:
        """Is word ``k``, a noun for somebody, the head of a phrase?"""
        r = self.reading
        word = r.low[k]
        if r.quote[k] == 1 or (
            r.cap[k]
            and k
            and r.cap[k - 1]
            and r.low[k - 1] not in lexicon.TITLES
            and not r.first_of[k]
        ):
            return False
        if word in (
            "state",
            "house",
            "press",
            "others",
            "some",
            "many",
            "most",
            "several",
            "few",
            "people",
            "public",
            "force",
            "power",
            "plant",
            "line",
            "lines",
            "second",
            "major",
            "general",
            "head",
            "study",
            "maker",
        ):
            return (
                word in ("people", "public", "study") and r.low[k - 1] in ("the", "a", "new")
                if k
                else False
            )
        if (
            k + 1 < r.n
            and (noun(r.low[k + 1]) or r.low[k + 1] == "-")
            and r.sentence[k + 1] == r.sentence[k]
        ):
            return False
        return not r.verb_at(k) or (k > 0 and r.low[k - 1] in ("the", "a", "an", "two", "three"))

    def add(self, k: int) -> None:
        """The phrase with the head ``k``: a mention of somebody known, or somebody new."""
        r = self.reading
        first = phrase_first(r, k)
        head = r.low[k]
        definite = (
            r.low[first] in DEFINITE
            or (first == k and r.cap[k] and not r.first_of[k])
            or r.possessive_inside(first, k)
        )
        plural = plural_role(head) or r.low[first] in COUNTS
        entity = self.known(head, first, k) if definite and not plural else None
        if entity is None and definite:
            for m in reversed(self.added):
                same = (
                    m.entity.kind == ROLE and head in m.entity.heads and m.entity.plural == plural
                )
                if same and self.modifiers_fit(first, k, m.entity):
                    entity = m.entity
                    break
        if entity is None:
            entity = Entity(ROLE, "", len(self.cast.entities), plural=plural)
            entity.heads.add(head)
            last = self.phrase_last(k)
            entity.described.append(Described(first, last, k, "noun"))
            entity.gender = (
                "f" if head in lexicon.FEMININE else "m" if head in lexicon.MASCULINE else ""
            )
            self.cast.entities.append(entity)
        mention = Mention(first, first, k + 1, entity, NOMINAL)
        self.added.append(mention)
        self.spans[k] = mention

    def phrase_last(self, k: int) -> int:
        """The end of a phrase with its complement (*of the metro corporation*)."""
        r = self.reading
        j = k + 1
        deed = j + 1 < r.n and r.low[j] in ("of", "for", "from") and r.low[j + 1].endswith("ing")
        if deed and r.low[k] not in lexicon.STANDS_FOR:
            return j  # accused the mayor of hiding it
        if j < r.n and r.low[j] in ("of", "for", "at", "from", "in", "with", "close", "familiar"):
            while (
                j < r.n
                and j < k + 12
                and r.sentence[j] == r.sentence[k]
                and r.words[j][0].isalnum() | (r.words[j] in "-'’&.")
                and not r.verb_at(j)
                and r.low[j] not in ("who", "which", "that", "and", "on", "said")
            ):
                j += 1
        return j

    def modifiers_fit(self, first: int, head: int, entity: Entity) -> bool:
        """Do the words before the head not speak against an entity (*the meteorological office* is
        no *Disaster Office*)?
        """
        r = self.reading
        told = (
            set(lexicon.key(entity.name).replace("’", " ").split()) | entity.heads | entity.titles
        )
        for d in entity.described:
            told.update(r.low[d.first : d.last])
        for k in range(first, head):
            word = r.low[k]
            if (
                word in closed.CLOSED
                or not word.isalpha()
                or word in VAGUE
                or word in told
                or r.possessive(k + 1)
            ):
                continue
            named = entity.kind != ROLE
            if named and (
                word in lexicon.demonyms()
                or word in lexicon.countries()
                or (r.cap[k] and lexicon.place(r.words[k]))
            ):
                continue
            if len(word) < 3:
                continue
            return False
        return True

    def known(self, head: str, first: int, k: int) -> Entity | None:
        """The named entity that the text calls so: the only one, else the one named last before."""
        fits = [
            e
            for e in self.named
            if called_so(e, head, self.cast) and self.modifiers_fit(first, k, e)
        ]
        if len(fits) == 1:
            return fits[0]
        if fits:
            for m in self.cast.before(k):
                if m.entity in fits:
                    return m.entity
            return fits[0]
        return None

    def follow(self) -> None:
        """*The leader of the opposition ... Ruth Calder told*: the role of the lead goes to the
        name that follows it.
        """
        r, cast = self.reading, self.cast
        for m in list(self.added):
            entity = m.entity
            if (
                entity.kind != ROLE
                or entity.plural
                or r.paragraph[m.first] > 2
                or not (entity.heads & lexicon.PERSONS.keys() or entity.heads & lexicon.STANDS_FOR)
            ):
                continue
            if not (r.low[m.first] in DEFINITE or r.possessive_inside(m.first, m.last)):
                continue
            for other in cast.near(m.last, r.n):
                if (
                    r.paragraph[other.first] == r.paragraph[m.first]
                    and other.entity.kind == PERSON
                    and other.form == NAME
                ):
                    break
                if r.sentence[other.first] > r.sentence[m.last - 1] + NEARBY:
                    break
                if other.entity.kind != PERSON or other.form != NAME:
                    continue
                person = other.entity
                bare = not any(
                    d.how in ("title", "after", "before", "is") for d in person.described
                )
                firm = next(x for x in cast.mentions if x.entity is person) is other
                clash = person.gender and entity.gender and person.gender != entity.gender
                if bare and firm and not clash and speaks(r, other) and not person.age:
                    self.merge(entity, person)
                break

    def merge(self, role: Entity, person: Entity) -> None:
        """Makes a described entity and a person one."""
        person.described += role.described
        person.heads |= role.heads
        self.cast.mentions = [
            m._replace(entity=person) if m.entity is role else m for m in self.cast.mentions
        ]
        self.added = [m._replace(entity=person) if m.entity is role else m for m in self.added]
        self.spans = {
            k: m._replace(entity=person) if m.entity is role else m for k, m in self.spans.items()
        }
        self.cast.entities = [e for e in self.cast.entities if e is not role]
        self.cast.reset()

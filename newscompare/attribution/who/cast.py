"""The cast of a text: everybody and every body that it names or describes, with the places where it
does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.names import compatible, parts, short_forms
from newscompare.attribution.who.reading import APOSTROPHES, Reading, english, verb_like
from newscompare.attribution.who.spotting import Spot, spots

PERSON, BODY, THING, PLACE, ROLE = "person", "body", "thing", "place", "role"
NAME, NOMINAL = "name", "nominal"
MALE_TITLES = frozenset(
    {"mr", "sir", "shri", "thiru", "alhaji", "lord", "king", "prince", "father", "brother"}
)
FEMALE_TITLES = frozenset(
    {
        "mrs",
        "ms",
        "miss",
        "smt",
        "kumari",
        "lady",
        "dame",
        "baroness",
        "queen",
        "princess",
        "sister",
        "alhaja",
    }
)
KIN = {
    "f": frozenset(
        [
            "daughter",
            "sister",
            "wife",
            "mother",
            "aunt",
            "niece",
            "granddaughter",
            "grandmother",
            "widow",
            "girlfriend",
        ]
    ),
    "m": frozenset(
        [
            "son",
            "brother",
            "husband",
            "father",
            "uncle",
            "nephew",
            "grandson",
            "grandfather",
            "widower",
            "boyfriend",
        ]
    ),
}
QUOTED_LENGTH = 3


class Described(NamedTuple):
    """What a text calls somebody: words ``first`` to ``last``, head noun, and how it is said."""

    first: int
    last: int
    head: int
    how: str


@dataclass(eq=False)
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


class Cast:
    """The entities of one text and their mentions in order."""

    def __init__(self, reading: Reading) -> None:
        """Reads names in two passes: full names first, then what is short for them."""
        self.reading = reading
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.by_form: dict[str, list[Entity]] = {}
        self.setting, self.dateline = "", 0
        self.spots = spots(reading)
        self.nicknames()
        for spot in sorted(self.spots, key=lambda s: s.last - s.first == 1 or s.kind == "one"):
            self.enter(spot)
        found = [m for spot in self.spots if (m := self.mention(spot)) is not None]
        self.mentions = sorted(found, key=lambda m: m.first)
        self.reset()
        self.genders()

    def reset(self) -> None:
        """Makes the index of mentions new."""
        self.starts = [m.first for m in self.mentions]

    # -- entering full names --

    def nicknames(self) -> None:
        """Joins *Deb 'Squeegee' Sparkes*: given name, nickname in marks, family name."""
        out: list[Spot] = []
        words, r = self.reading.words, self.reading
        for spot in self.spots:
            previous = out[-1] if out else None
            if len(out) > 1 and previous is not None and 0 < spot.first - previous.last <= 2:
                before = out[-2]
                opened = before.last < previous.first <= before.last + 2
                marks = words[before.last : previous.first] + words[previous.last : spot.first]
                quoted = len(marks) == 2 and not any(
                    w[0].isalnum() or w in ",.;:-–—" for w in marks
                )
                if (
                    opened
                    and quoted
                    and before.kind in (PERSON, "one")
                    and spot.kind in (PERSON, "one")
                    and previous.last - previous.first <= QUOTED_LENGTH
                    and r.sentence[before.first] == r.sentence[spot.last - 1]
                ):
                    out[-2:] = [Spot("nick", before.before, before.first, spot.last)]
                    continue
            out.append(spot)
        self.spots = out

    def name_of(self, spot: Spot) -> str:
        """The name at a spot, without a nickname in marks."""
        r = self.reading
        if spot.kind != "nick":
            return r.text(spot.first, spot.last)
        kept: list[str] = []
        inside = False
        for k in range(spot.first, spot.last):
            if (
                not r.words[k][0].isalnum()
                and r.words[k] not in "-.&"
                and not (
                    r.words[k] in APOSTROPHES and r.glued(k) and k + 1 < r.n and r.glued(k + 1)
                )
            ):
                inside = not inside
            elif not inside:
                kept.append(
                    ("" if r.glued(k) and kept and r.words[k - 1] not in "'’”\"“‘" else " ")
                    + r.words[k]
                )
        return "".join(kept).strip()

    def enter(self, spot: Spot) -> None:
        """Enters a full name, a titled name or a body as an entity."""
        r = self.reading
        kind = {"nick": PERSON, "unknown": self.judge(spot)}.get(spot.kind, spot.kind)
        if kind in (PLACE, ROLE) or (kind == "one" and not self.alone(spot)):
            return
        if spot.first in r.titled and kind != PERSON:
            return
        if (
            spot.first
            and spot.last < r.n
            and r.quote[spot.first - 1] == 2
            and r.quote[spot.last] == 3
        ):
            return
        if any(a < spot.first and spot.last < b for a, b in r.tokens.named):
            return  # a title of a work or a nickname in marks
        name = self.name_of(spot)
        if kind == "one":
            kind = self.judge(spot)
        if kind == PERSON:
            self.person(name, spot)
        else:
            self.body(name, kind)

    def judge(self, spot: Spot) -> str:
        """Person, body or thing, by what stands beside a name that does not tell."""
        r = self.reading
        before = r.low[spot.first - 1] if spot.first else ""
        if before in lexicon.BODIES or (
            (before == "called" or before == "named")
            and spot.first > 1
            and r.low[spot.first - 2] in lexicon.BODIES
        ):
            return BODY
        if before in lexicon.PERSONS or before in lexicon.TITLES:
            return PERSON
        k = spot.last
        if r.possessive(k):
            return BODY if spot.kind == "unknown" else THING
        if k + 1 < r.n and r.words[k] in (",", "("):
            if r.low[k + 1] in ("which", "whose"):
                return BODY
            if r.low[k + 1] in ("who", "aged") or (
                r.low[k + 1].isdigit() and len(r.low[k + 1]) == 2
            ):
                return PERSON
            j = k + 1
            while j < min(r.n, k + 9) and r.words[j] not in ",.;)" and not r.verb_at(j):
                if r.low[j] in lexicon.BODIES:
                    return BODY
                if r.low[j] in lexicon.PERSONS or r.low[j] in lexicon.STANDS_FOR:
                    return PERSON
                if r.low[j] in ("of", "for", "in", "at"):
                    break
                j += 1
        if spot.first > 1 and r.words[spot.first - 1] == ",":
            head = r.low[spot.first - 2]
            if head in lexicon.BODIES:
                return BODY
            if head in lexicon.PERSONS or head in lexicon.STANDS_FOR:
                return PERSON
        return BODY if spot.kind == "unknown" else PERSON

    def alone(self, spot: Spot) -> bool:
        """Is a name of one word entered by itself: with an age, a role before it or a word for what
        it is?
        """
        r = self.reading
        low = r.low[spot.first]
        if (
            low in lexicon.demonyms()
            or lexicon.countries().get(low)
            or low in lexicon.PERSONS
            or low in lexicon.BODIES
        ):
            return False
        if english(low) and r.first_of[spot.first]:
            return False
        before = r.low[spot.first - 1] if spot.first else ""
        if before in lexicon.BODIES and not lexicon.place(low):
            return True
        if before in lexicon.PERSONS and not r.first_of[spot.first]:
            return True
        k = spot.last
        if (
            k + 2 < r.n
            and r.words[k] in (",", "(")
            and r.low[k + 1].isdigit()
            and len(r.low[k + 1]) == 2
            and r.words[k + 2] in ",)."
        ):
            return not lexicon.place(low) or low in lexicon.given_names()
        if spot.first > 1 and r.words[spot.first - 1] == "," and not lexicon.place(low):
            head = r.low[spot.first - 2]
            return (
                (head in lexicon.BODIES or head in lexicon.PERSONS)
                and k < r.n
                and r.words[k] in ",."
            )
        if k + 2 < r.n and r.words[k] == "," and not lexicon.place(low):
            if r.low[k + 1] == "who" and before not in (
                "of",
                "for",
                "at",
                "from",
                "in",
                "to",
                "with",
            ):
                return True
            return r.low[k + 1] in ("a", "an", "the", "author") and any(
                r.low[j] in lexicon.PERSONS or r.low[j] in lexicon.BODIES
                for j in range(k + 1, min(r.n, k + 7))
            )
        return False

    def person(self, name: str, spot: Spot) -> Entity:
        """The person of a full name, entered where it is new."""
        low = lexicon.key(name)
        entry = lexicon.known()[0].get(name.lower())
        if " " not in low:
            held = [e for e in self.by_form.get(low, ()) if e.kind == PERSON]
            if held and spot.before == spot.first:
                return held[0]
            if not held:
                entry = entry or lexicon.known()[1].get(name.lower())
                if entry is not None:
                    name, low = entry.name, lexicon.key(entry.name)
        for entity in self.by_form.get(low, ()):
            if entity.kind == PERSON:
                return entity
        same = [
            e
            for e in self.entities
            if e.kind == PERSON
            and len(parts(low).words) > 1
            and len(parts(lexicon.key(e.name)).words) > 1
            and compatible(low, lexicon.key(e.name))
        ]
        if len(same) == 1:
            entity = same[0]
            if len(name) > len(entity.name) and entity.known is None:
                entity.name = name
        else:
            entity = Entity(PERSON, entry.name if entry else name, len(self.entities), known=entry)
            self.entities.append(entity)
        for form in [low, *short_forms(low)]:
            held = self.by_form.setdefault(form, [])
            if entity not in held:
                held.append(entity)
        entity.forms.add(low)
        return entity

    def body(self, name: str, kind: str) -> Entity:
        """The body (or thing) of a name, entered where it is new."""
        low = lexicon.key(name)
        entry = lexicon.bodies().get(name.lower())
        if entry is not None:
            kind = BODY
            low = lexicon.key(entry.name)
        for entity in self.by_form.get(low, ()):
            if entity.kind == kind:
                return entity
        entity = Entity(kind, entry.name if entry else name, len(self.entities), known=entry)
        self.entities.append(entity)
        split = low.replace(" & ", " ").split()
        forms = [low, lexicon.key(name)]
        if kind == BODY:
            forms += [
                " ".join(split[:k])
                for k in range(1, len(split))
                if split[k - 1] not in ("of", "the", "for", "and", "on")
            ]
            initials = "".join(w[0] for w in split if w not in ("of", "the", "for", "and", "on"))
            forms += [initials] if len(initials) > 2 else []
            entity.heads.update(w for w in split if w in lexicon.BODIES)
        elif split and split[0] in lexicon.THINGS_FIRST:
            forms.append(" ".join(split[1:]))
        for form in dict.fromkeys(forms):
            if (
                form
                and not (len(split) > 1 and form in lexicon.BODIES)
                and not (form != low and form in lexicon.countries())
            ):
                self.by_form.setdefault(form, []).append(entity)
        return entity

    # -- mentions --

    def mention(self, spot: Spot) -> Mention | None:
        """The mention at a spot: by its full name, or by what is short for it."""
        if spot.kind in (PLACE, ROLE):
            return None
        entity = self.lookup(self.name_of(spot), spot)
        if entity is None:
            return None
        return Mention(spot.before, spot.first, spot.last, entity, NAME)

    def lookup(self, name: str, spot: Spot) -> Entity | None:
        """Who answers to this name here? The title rules out the other sex; then the one named last
        before.
        """
        low = lexicon.key(name)
        title = self.title_gender(spot)
        pool = [e for e in self.by_form.get(low, ()) if not (title and e.kind != PERSON)]
        if not pool and "-" in low:
            pool = [e for e in self.by_form.get(low.replace("-", " "), ()) if e.kind == PERSON]
        if not pool and low.startswith(("al-", "al ", "el-")):
            pool = [e for e in self.by_form.get(low[3:], ()) if e.kind == PERSON]
        if not pool and "-" not in low:
            pool = [e for e in self.by_form.get("al-" + low, ()) if e.kind == PERSON]
        exact = [e for e in pool if lexicon.key(e.name) == low]
        if exact and len(low.split()) > 1:
            return exact[0]
        family = [
            e
            for e in pool
            if e.kind == PERSON
            and parts(lexicon.key(e.name)).family.split()[-1:] == low.split()[-1:]
        ]
        pool = family or pool
        if title:
            pool = [e for e in pool if self.gender(e) in ("", title)] or pool
            sure = [e for e in pool if self.gender(e) == title]
            pool = sure or pool
        if not pool:
            entry = lexicon.known()[1].get(name.lower())
            if entry is not None and spot.kind in ("one", PERSON):
                return self.person(entry.name, spot)
            if spot.kind == PERSON and spot.before < spot.first:
                return self.person(name, spot)
            return None
        if len(pool) == 1:
            return pool[0]
        named = [m.entity for m in self.seen(spot.first) if m.entity in pool]
        return named[-1] if named else pool[0]

    def near(self, first: int, last: int) -> list[Mention]:
        """Mentions that begin between two words."""
        return self.mentions[bisect_left(self.starts, first) : bisect_left(self.starts, last)]

    def before(self, at: int, *, places: bool = False) -> Iterator[Mention]:
        """Mentions before ``at``, the last first; with ``places`` also countries, as entities of
        kind ``place``.
        """
        found = self.mentions[: bisect_left(self.starts, at)]
        if places:
            extra = [
                Mention(s.first, s.first, s.last, Entity(PLACE, self.name_of(s), -1), NAME)
                for s in self.spots
                if s.kind == PLACE and self.dateline <= s.first and s.last <= at
            ]
            found = sorted([*found, *extra], key=lambda m: m.first)
        return reversed(found)

    def seen(self, at: int) -> list[Mention]:
        """Mentions before ``at`` of entities whose own full name has been read."""
        out = []
        for spot in self.spots:
            if spot.first >= at:
                break
            for entity in self.by_form.get(lexicon.key(self.name_of(spot)), ()):
                if lexicon.key(entity.name) == lexicon.key(self.name_of(spot)):
                    out.append(Mention(spot.before, spot.first, spot.last, entity, NAME))
        return out

    # -- gender --

    def title_gender(self, spot: Spot) -> str:
        """The gender that the title at a spot tells."""
        for k in range(spot.before, spot.first):
            if self.reading.low[k] in MALE_TITLES:
                return "m"
            if self.reading.low[k] in FEMALE_TITLES:
                return "f"
        return ""

    def gender(self, entity: Entity) -> str:
        """What is known of a person's gender so far."""
        if entity.gender:
            return entity.gender
        if entity.kind != PERSON:
            return ""
        for spot in self.spots:
            if spot.kind != PERSON or self.name_of(spot) != entity.name:
                continue
            told = self.title_gender(spot) or self.kinship(spot)
            if told:
                entity.gender = told
                return told
        words = parts(lexicon.key(entity.name)).words
        if len(words) > 1:
            return lexicon.gender_of_given(words[0])
        return lexicon.gender_of_given(words[0]) if words else ""

    def kinship(self, spot: Spot) -> str:
        """*his daughter, Nina Moss*: the gender that a word for kin just before a name tells."""
        k = spot.before - 1
        if k > 0 and self.reading.words[k] == ",":
            k -= 1
        word = self.reading.low[k] if k >= 0 else ""
        if word in lexicon.FEMININE:
            return "f"
        return "m" if word in lexicon.MASCULINE else ""

    def genders(self) -> None:
        """Settles the gender of each person from titles, words for kin and the given name, in this
        order.
        """
        for mention in self.mentions:
            entity = mention.entity
            if entity.kind != PERSON:
                continue
            spot = Spot(PERSON, mention.before, mention.first, mention.last)
            entity.titles.update(self.reading.low[mention.before : mention.first])
            entity.gender = entity.gender or self.title_gender(spot) or self.kinship(spot)
        for entity in self.entities:
            if entity.kind == PERSON and not entity.gender:
                words = parts(lexicon.key(entity.name)).words
                entity.gender = lexicon.gender_of_given(words[0]) if words else ""


def speaks(reading: Reading, mention: Mention) -> bool:
    """Does a verb of saying stand beside a mention?"""
    after = mention.last
    before = mention.before - 1
    return (after < reading.n and verb_like(reading.low[after])) or (
        before >= 0 and verb_like(reading.low[before])
    )

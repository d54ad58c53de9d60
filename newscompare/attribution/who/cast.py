"""The cast of a text: everybody and every body that it names or describes, with the places where it
does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newscompare.articles.tokens import word_set
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.entities import BODY, NAME, PERSON, PLACE, ROLE, Entity, Mention
from newscompare.attribution.who.judging import alone, judge
from newscompare.attribution.who.names import compatible, parts, short_forms
from newscompare.attribution.who.reading import APOSTROPHES, Reading, verb_like
from newscompare.attribution.who.spotting import Spot, spots

MALE_TITLES = frozenset(
    {"mr", "sir", "shri", "thiru", "alhaji", "lord", "king", "prince", "father", "brother"}
)
FEMALE_TITLES = word_set(
    """
    mrs ms miss smt kumari lady dame baroness queen princess sister alhaja
    """
)
QUOTED_LENGTH = 3


class Cast:
    """The entities of one text and their mentions in order."""

    def __init__(self, reading: Reading) -> None:
        """Reads names in two passes: full names first, then what is short for them."""
        self.reading = reading
        self.entities: list[Entity] = []
        self.mentions: list[Mention] = []
        self.by_form: dict[str, list[Entity]] = {}
        self.names: dict[Spot, str] = {}
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
        """The name at a spot, without a nickname in marks; found once."""
        name = self.names.get(spot)
        if name is None:
            name = self.names[spot] = self.read_name(spot)
        return name

    def read_name(self, spot: Spot) -> str:
        """The name at a spot, from the text."""
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
        kind = {"nick": PERSON, "unknown": judge(r, spot)}.get(spot.kind, spot.kind)
        if kind in (PLACE, ROLE) or (kind == "one" and not alone(r, spot)):
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
            kind = judge(r, spot)
        if kind == PERSON:
            self.person(name, spot)
        else:
            self.body(name, kind)

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
        mine = parts(low)
        same = [
            e
            for e in self.entities
            if e.kind == PERSON
            and len(mine.words) > 1
            and len((other := parts(lexicon.key(e.name))).words) > 1
            and compatible(mine, other)
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
        return next((e for e in self.seen(spot.first) if e in pool), pool[0])

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

    def seen(self, at: int) -> Iterator[Entity]:
        """Entities whose own full name has been read before ``at``, the last first."""
        for k in range(bisect_left(self.spots, at, key=lambda s: s.first) - 1, -1, -1):
            low = lexicon.key(self.name_of(self.spots[k]))
            for entity in reversed(self.by_form.get(low, ())):
                if lexicon.key(entity.name) == low:
                    yield entity

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

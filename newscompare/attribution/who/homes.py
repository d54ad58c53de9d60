"""The country of a source: the side that a reader learns from the text.

In turn: an open table; countries, demonyms, cities and regions in what the text calls it or in its
name; whoever it stands for or is kin to; the only country of its sentence; the country where the
text is set. The medium spoken to and the country of the outlet never decide.
"""

from __future__ import annotations

from collections import Counter

from newscompare.articles.tokens import word_set
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.entities import BODY, PERSON, PLACE, Described, Entity, Mention
from newscompare.attribution.who.owners import owner
from newscompare.attribution.who.reading import english
from newscompare.attribution.who.signs import addressed, money

BEFORE_PLACES = word_set(
    """
    in at near from outside of to for around across above below into inside over under between
    toward towards off on via through by
    """
)
ABROAD = frozenset({"to", "on", "about", "against"})
SHARE = 0.5
"""A text is set in the country that has this share of its places, those of the first two paragraphs
counted twice.
"""
TEAM = word_set(
    """
    captain coach player skipper batter batsman bowler wicketkeeper striker goalkeeper midfielder
    defender winger spinner debutant forward sprinter
    """
)
OFFICES = word_set(
    """
    minister president secretary envoy ambassador spokesman spokeswoman premier delegate negotiator
    diplomat
    """
)
CALENDAR = word_set(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday easter christmas
    """
)
"""Days and months, after which towns are named too."""
NATION = frozenset({"nation", "country", "kingdom", "republic"})


DEEPEST = 6
"""Owners of owners are asked this deep."""


class Homes:
    """Countries of the entities of one cast."""

    def __init__(self, cast: Cast) -> None:
        """Finds the places of the text and where it is set."""
        self.cast, self.reading = cast, cast.reading
        self.found: list[tuple[int, int, tuple[str, ...]]] = []
        self.dateline = cast.dateline = self.dateline_end()
        self.known: dict[int, tuple[str, str]] = {}
        self.kept: list[Entity] = []  # so that no number is used twice
        self.depth = 0
        self.collect()
        votes: Counter[str] = Counter()
        r = self.reading
        for a, _, names in self.found:
            if len(names) == 1:
                votes[names[0]] += 0.5 if a < self.dateline else 2 if r.paragraph[a] < 2 else 1  # type: ignore[assignment]
        for country in money(self.reading):
            votes[country] += 1
        for country in self.hints():
            votes[country] += 0.5  # type: ignore[assignment]
        for _, _, names in self.found:
            if len(names) > 1:
                best = max(names, key=lambda n: votes[n])
                votes[best if votes[best] else names[0]] += 0.5  # type: ignore[assignment]
        votes.pop("international", None)
        self.votes = votes
        total = sum(votes.values())
        top, other = [*votes.most_common(2), ("", 0), ("", 0)][:2]
        leads = top[1] > other[1] and top[1] >= SHARE * total
        self.setting = top[0] if leads and self.plainly(top[0]) else ""
        cast.setting = self.setting
        self.own = {id(m.entity): m for m in reversed(cast.mentions)}

    def plainly(self, country: str) -> bool:
        """Is there more for a country than one place whose name others bear too?"""
        places = [(a, b, names) for a, b, names in self.found if country in names]
        words = {self.reading.text(a, b) for a, b, _ in places}
        sure = any(len(names) == 1 for _, _, names in places) or country in words
        return sure or len(words) != 1

    def hints(self) -> set[str]:
        """Countries of public bodies of the open table that the text names, and of forms of
        address.
        """
        found = addressed(self.reading)
        for entity in self.cast.entities:
            if entity.known is not None and entity.kind == BODY and entity.known.type == "official":
                found.add(entity.known.country)
        return found - {"international", ""}

    def dateline_end(self) -> int:
        """The end of a dateline (*GENEVA –*), which tells where the reporter was, not whose side
        speaks.
        """
        r = self.reading
        for k in range(1, min(r.n, 14)):
            if (
                r.words[k] in ("—", "–", "-", "--")
                and r.words[0].isupper()
                and len(r.words[0]) > 2
                and not r.glued(k)
            ):
                return k
        return 0

    def collect(self) -> None:
        """Every place and demonym of the text: words, and the countries that it may lie in."""
        r = self.reading
        for spot in self.cast.spots:
            if spot.kind == PLACE or (
                spot.kind in ("one", "unknown") and self.placed(spot.first, spot.last)
            ):
                names = self.at(spot.first, spot.last)
                if names:
                    self.found.append((spot.first, spot.last, names))
            elif spot.kind in ("body", "role", "person", "thing"):
                for k in range(spot.before, spot.last):
                    if k >= spot.first and spot.kind == "person":
                        break
                    names = self.at(k, k + 2) or self.at(k, k + 1)
                    if (
                        names
                        and (not english(r.low[k]) or r.low[k] in lexicon.countries())
                        and r.low[k] not in lexicon.given_names()
                    ):
                        self.found.append((k, k + 1, names))

    def placed(self, first: int, last: int) -> bool:
        """Does a word that may be a place stand like one: after a preposition, or no ordinary word
        and no name of a person?
        """
        r = self.reading
        before = r.low[first - 1] if first else ""
        if r.verb_at(last) and before not in BEFORE_PLACES:
            return False
        listed = before in ("and", ",", "or") and self.found and self.found[-1][1] == first - 1
        if before in BEFORE_PLACES or listed:
            return not any(
                m.entity.kind == PERSON and m.first == first for m in self.cast.near(first, last)
            )
        if (
            english(r.low[first])
            or r.low[first] in lexicon.given_names()
            or lexicon.key(r.low[first]) in self.cast.by_form
        ):
            return False
        after = r.low[last] if last < r.n else ""
        if (
            before == "the"
            and last < r.n
            and not r.cap[last]
            and after.isalpha()
            and not r.verb_at(last)
        ):
            return True  # the Nagpur metro
        dateline = first == 0 or (first < 4 and r.words[first].isupper())
        return r.possessive(last) or dateline or after in lexicon.PERSONS or after in lexicon.BODIES

    def at(self, first: int, last: int) -> tuple[str, ...]:
        """The countries that these words may name."""
        r = self.reading
        if last > r.n:
            return ()
        name = r.text(first, last)
        low = name.lower()
        if low in CALENDAR or (low == "us" and last < r.n and r.words[last] == "$"):
            return ()
        if low in lexicon.demonyms():
            return (lexicon.demonyms()[low],)
        return lexicon.place(name) if first < r.n and r.cap[first] else ()

    def choose(self, names: tuple[str, ...]) -> str:
        """Of the countries of a place the one that the text speaks of; else the likeliest."""
        best = max(names, key=lambda n: (self.votes[n], -names.index(n)))
        return best

    def in_words(self, first: int, last: int) -> str:
        """The first country that a phrase names; what stands after *to* or *on* (ambassador to) or
        before *-born* is left out.
        """
        r = self.reading
        k = first
        while k < last:
            if r.low[k] in ABROAD and k > first:
                break
            if r.low[k] == "bloc":
                return "international"
            if r.cap[k] or r.low[k] in lexicon.demonyms():
                for size in (4, 3, 2, 1):
                    if k + size > last + (size == 1 and 0):
                        continue
                    names = self.at(k, k + size)
                    if not names:
                        continue
                    after = r.low[k + size + 1] if k + size + 1 < r.n else ""
                    if (
                        k + size < r.n
                        and r.words[k + size] == "-"
                        and after in ("born", "educated", "based", "trained", "owned", "made")
                        and after != "based"
                    ):
                        break
                    if (
                        size == 1
                        and r.low[k] not in lexicon.countries()
                        and r.low[k] not in lexicon.demonyms()
                    ):
                        before = r.low[k - 1] if k else ""
                        plain = r.low[k] in lexicon.given_names() or english(r.low[k])
                        inner = k + 1 < r.n and r.cap[k + 1]  # from Southern Cross University
                        near = before in BEFORE_PLACES - {"of", "for"} and not inner
                        if plain and not near and not r.possessive(k + 1):
                            break
                    return self.choose(names)
            k += 1
        return ""

    # -- one entity --

    def of(self, entity: Entity) -> tuple[str, str]:
        """Country and reason; empty where the text does not tell."""
        if id(entity) not in self.known:
            if self.depth == DEEPEST:
                return "", ""
            self.depth += 1
            self.known[id(entity)] = ("", "")  # against circles
            self.known[id(entity)] = self.find(entity)
            self.kept.append(entity)
            self.depth -= 1
        return self.known[id(entity)]

    def find(self, entity: Entity) -> tuple[str, str]:
        """The country of an entity, not looked up."""
        if entity.kind == PLACE:
            return lexicon.countries().get(entity.name.lower(), "") or lexicon.demonyms().get(
                entity.name.lower(), entity.name
            ), "named"
        if entity.known is not None and entity.known.country:
            return entity.known.country, "open table"
        for d in sorted(entity.described, key=lambda d: d.how == "clause"):
            found = self.described(d)
            if found[0]:
                return found
        m = self.own.get(id(entity))
        if m is not None:
            r = self.reading
            if r.possessive_before(m.before):
                start = r.owner_start(m.before)
                country = self.in_words(start, m.before)
                if country:
                    return country, f"{r.text(start, m.before - 2)} before the name"
        if entity.kind == BODY:
            for spot_m in self.cast.mentions:
                if spot_m.entity is entity:
                    country = self.in_words(spot_m.first, spot_m.last)
                    if country:
                        return country, "place in its name"
                    break
        return self.nearby(m, entity)

    def described(self, d: Described) -> tuple[str, str]:
        """The country that one description names or takes from the owner."""
        if d.how == "clause" and self.reading.low[d.first] in ("whose", "which", "who"):
            mine = (
                self.in_words(d.first, d.last)
                if self.reading.low[d.first + 1 : d.first + 2]
                in (
                    ["heads"],
                    ["leads"],
                    ["lives"],
                    ["represents"],
                    ["teaches"],
                    ["chairs"],
                    ["runs"],
                )
                else ""
            )
        else:
            mine = self.in_words(d.first, d.last)
        if mine:
            return mine, "named with the role"
        whom = owner(self.cast, d)
        if whom is not None:
            country = self.of(whom)[0]
            if country:
                return country, f"country of {whom.name}"
        for m in self.cast.near(d.first, d.last):
            if m.entity.kind == BODY and d.how == "of":
                country = self.of(m.entity)[0]
                if country:
                    return country, f"country of {m.entity.name}"
        return "", ""

    def last_country(self, at: int, sentences: int = 999) -> str:
        """The country named last before ``at``, by its name or a demonym."""
        r = self.reading
        if sentences < 999:
            for a, b, names in reversed(self.found):
                near = b <= at and r.sentence[a] >= r.sentence[at] - sentences
                if near and a >= self.dateline and names[0] != "international":
                    return names[0]
            return ""
        for a, b, names in reversed(self.found):
            low = r.text(a, b).lower()
            if (
                b <= at
                and names[0] != "international"
                and (
                    low in lexicon.demonyms()
                    or low == names[0].lower()
                    or low in lexicon.countries()
                )
            ):
                return names[0]
        return self.setting

    def team(self, entity: Entity, m: Mention) -> tuple[str, str]:
        """The side of a player or coach: the only country that its sentence names, else that of the
        one before.
        """
        r = self.reading
        here = set()
        for a, b, names in self.found:
            if r.sentence[a] == r.sentence[m.first] and (
                r.text(a, b).lower() == names[0].lower() or r.low[a] in lexicon.demonyms()
            ):
                here.add(names[0])
        if len(here) == 1:
            return here.pop(), "the only country of the sentence"
        for other in self.cast.before(m.first):
            if (
                other.entity is not entity
                and other.entity.kind == PERSON
                and other.entity.heads & TEAM
            ):
                return self.of(other.entity)[0], f"of the side of {other.entity.name}"
        return "", ""

    def nearby(self, m: Mention | None, entity: Entity) -> tuple[str, str]:
        """The country where the text is set; else the only one of the sentence that first names the
        entity.
        """
        if m is not None and entity.kind == PERSON and entity.heads & TEAM:
            found = self.team(entity, m)
            if found[0]:
                return found
        if m is not None and entity.kind == BODY and self.setting:
            total = sum(self.votes.values())
            r = self.reading
            near = {
                self.choose(n) for a, _, n in self.found if r.paragraph[a] == r.paragraph[m.first]
            } - {"international"}
            if (
                len(near) == 1
                and self.votes[self.setting] < 0.7 * total
                and r.paragraph[m.first] > 1
                and self.votes[next(iter(near))] > 1
            ):
                return near.pop(), "the only country of the paragraph"
        if self.setting:
            return self.setting, "where the text is set"
        if m is None:
            return "", ""
        sentence = self.reading.sentence[m.first]
        here = {self.choose(n) for a, _, n in self.found if self.reading.sentence[a] == sentence}
        here -= {"international"}
        if len(here) == 1 and self.plainly(next(iter(here))):
            return here.pop(), "the only country of the sentence"
        if not here and entity.kind == PERSON and entity.heads & OFFICES:
            return self.last_country(m.first, 2), "the country named just before"
        return "", ""

"""Sources that are phrases: the name in them, two names, a country; what holds no name goes to
``descriptions``.
"""

from __future__ import annotations

from newscompare.attribution import words as closed
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.answers import (
    GOVERNMENT,
    PREPOSITIONS,
    REFERRING_BACK,
    STOPS,
    Part,
    Who,
)
from newscompare.attribution.who.entities import BODY, NAME, PERSON, THING, Entity, Mention
from newscompare.attribution.who.kinds import DOCUMENTS
from newscompare.attribution.who.nouns import noun, plural_role
from newscompare.attribution.who.reading import english

WRITTEN = DOCUMENTS | {d + "s" for d in DOCUMENTS}
"""Nouns for documents, singular and plural."""


class Phrases(Part):
    """Resolves noun phrases."""

    def phrase(self, first: int, last: int) -> Who:
        """Resolves a noun phrase."""
        self.resolver.read_to(first)
        r, low = self.reading, self.low
        end = next(
            (
                k
                for k in range(first + 1, last)
                if (r.words[k] in STOPS and not self.inside_name(k))
                or (
                    low[k] in ("who", "which", "that", "whose")
                    and (not r.words[k].isupper() or k in r.loud)
                )
                or (low[k] in ("requesting", "speaking", "citing") and r.words[k - 1] == ",")
            ),
            last,
        )
        if last - first <= 4:  # nothing but a person's name
            for m in self.cast.near(first, first + 1):
                if m.form == NAME and m.last == last and m.entity.kind == PERSON:
                    return self.resolver.of(m.entity, "the name stands in the words")
        both = self.coordination(first, end) if "and" in low[first:end] else None
        if both is not None:
            return both
        papers = not WRITTEN.isdisjoint(low[first:end])
        document = self.resolver.documents.document(first, end, last) if papers else None
        if document is not None:
            return document
        named = self.named(first, end, last)
        if named is not None:
            return named
        place = self.country(first, end)
        if place is not None:
            return place
        return self.resolver.descriptions.described(first, end, last)

    def inside_name(self, k: int) -> bool:
        """Does word ``k`` stand inside a name?"""
        return any(m.first < k < m.last for m in self.cast.near(k - 8, k))

    def coordination(self, first: int, end: int) -> Who | None:
        """*X and Y* where X is a person: both."""
        for k in range(first + 1, end - 1):
            if self.low[k] == "and" and any(
                m.entity.kind == PERSON and m.last == k and m.form == NAME
                for m in self.cast.near(first, k)
            ):
                left, right = self.phrase(first, k), self.phrase(k + 1, end)
                country = left.country if left.country == right.country else "international"
                name = right.name if right.person else self.reading.text(k + 1, end)
                return Who(
                    f"{left.name} and {name}",
                    left.type,
                    country,
                    rule=["who: two named together", *left.rule[1:]],
                    plural=True,
                )
        return None

    def named(self, first: int, end: int, last: int) -> Who | None:
        """A name in the span that is its head, or that stands after a role and a comma."""
        r, low = self.reading, self.low
        inside = [m for m in self.cast.near(first - 6, last) if m.form == NAME and m.last > first]
        for m in inside:
            if (
                m.entity.kind == THING
                and m.first <= first + 1
                and m.last >= end - 1
                and r.cap[m.first]
                and low[m.last - 1] not in lexicon.THINGS_LAST
                and low[m.first] not in lexicon.THINGS_FIRST
            ):
                m.entity.kind = BODY  # what speaks is a body
            if m.entity.kind not in (PERSON, BODY) or (
                r.possessive(m.last) and m.last + 2 < last and m.last < end
            ):
                continue
            if m.first >= end:
                after_role = any(
                    d.how == "before" and d.first >= first - 1 and d.last <= m.first
                    for d in m.entity.described
                )
                others = any(x.entity.kind == PERSON for x in inside)
                if after_role and (m.entity.kind == PERSON or not others):
                    return self.resolver.of(m.entity, "named after the role")
                continue
            begin = next(
                (d.first for d in m.entity.described if d.how == "title" and d.last == m.first),
                m.before,
            )
            role_after = any(
                noun(low[k]) and not self.covered(k) for k in range(m.last, end)
            ) and not any(low[k] in PREPOSITIONS for k in range(m.last, min(m.last + 1, end)))
            if m.entity.kind == BODY and role_after:
                continue
            lead = first + (low[first] in REFERRING_BACK or low[first] in ("a", "an", "one"))
            spoken_for = m.entity.kind == BODY and any(
                (low[k] in lexicon.PERSONS or low[k] in lexicon.STANDS_FOR)
                and any(low[j] in PREPOSITIONS for j in range(k, m.first))
                for k in range(lead, m.first)
            )
            if spoken_for:  # an attorney for Scientology
                continue
            if (
                begin <= lead
                or m.before <= lead
                or all(self.titular(k) for k in range(lead, m.before))
            ):
                return self.resolver.of(m.entity, "the name stands in the words")
            if m.entity.kind == PERSON and not any(
                low[k] in PREPOSITIONS for k in range(first, m.first)
            ):
                return self.resolver.of(m.entity, "the name stands in the words")
            if (
                m.entity.kind == PERSON
                and m.last >= end - 1
                and not any(
                    low[k] in ("by", "from", "with", "against") for k in range(first, m.first)
                )
                and (r.cap[m.before - 1] or noun(low[m.before - 1]))
            ):
                return self.resolver.of(m.entity, "the name stands in the words")
            if m.entity.kind == BODY:
                break
        if end - first <= 3 and r.cap[first] and not inside:
            return self.one_word(first, end)
        return None

    def covered(self, k: int) -> bool:
        """Does word ``k`` belong to a name?"""
        return any(m.first <= k < m.last for m in self.cast.near(k - 8, k + 1) if m.form == NAME)

    def titular(self, k: int) -> bool:
        """Can word ``k`` stand in a title before a name?"""
        word = self.low[k]
        return (
            self.reading.cap[k]
            or noun(word)
            or word in lexicon.TITLES
            or word in lexicon.demonyms()
            or word in ("of", "the", "for", "and", "-", ".", "&", ",")
            or not word[0].isalnum()
            or word in ("’", "s")
        )

    def one_word(self, first: int, end: int) -> Who | None:
        """A name that the cast does not hold: *Hughes said* is one person, not a group."""
        r = self.reading
        if end - first > 1 and noun(self.low[first]) and r.cap[first + 1]:
            first += 1
        name = r.text(first, end)
        low = name.lower()
        if self.low[first] in REFERRING_BACK or self.low[first] in ("a", "an"):
            return None
        if not all(r.cap[k] or not r.words[k][0].isalpha() for k in range(first, end)):
            return None
        if low in lexicon.demonyms() or low in lexicon.countries():
            return None
        if end - first == 1 and group_word(low):
            return None
        if noun(low) or low in lexicon.TITLES or low in closed.CLOSED:
            return None
        entity = next((e for e in self.cast.by_form.get(lexicon.key(low), ())), None)
        if entity is None:
            entry = lexicon.known()[1].get(low)
            entity = Entity(
                PERSON, entry.name if entry else name, len(self.cast.entities), known=entry
            )
            self.cast.entities.append(entity)
            self.cast.by_form.setdefault(lexicon.key(low), []).append(entity)
            if not entry:
                if " " not in name and any(w in ("it", "its") for w in self.low[end : end + 4]):
                    entity.kind = BODY  # Ryanair said it would
                else:
                    entity.gender = lexicon.gender_of_given(low)
        self.state.see(Mention(first, first, end, entity, NAME))
        return self.resolver.of(entity, "the name stands in the words")

    def country(self, first: int, end: int) -> Who | None:
        """A country, a capital, *the Kazakh government*: a government."""
        r, low = self.reading, self.low
        kept = [
            k
            for k in range(first, end)
            if r.words[k][0].isalnum()
            and low[k] not in REFERRING_BACK
            and low[k] not in ("a", "an")
            and not (low[k] == "s" and r.words[k - 1] in ("’", "'"))
        ]
        if not kept:
            return None
        begin = kept[0]
        name = r.text(begin, kept[-1] + 1)
        plain = name.lower().rstrip(".").replace(".", "") if "." in name else name.lower()
        country = lexicon.countries().get(name.lower()) or lexicon.countries().get(plain)
        if country and r.cap[begin]:
            if country == "international":
                return Who(
                    name if len(name) > 3 else name.upper(),
                    "official",
                    country,
                    rule=[
                        "who: a body of several states",
                        "type: official",
                        "country: several states",
                    ],
                )
            return self.resolver.government(
                country, "a country or capital stands for its government"
            )
        if (
            GOVERNMENT & {low[k] for k in kept} and len(kept) <= 4 and low[kept[-1]] in GOVERNMENT
        ) or (kept and low[kept[0]] in GOVERNMENT):
            country = self.homes.in_words(first, end)
            word = low[kept[0]]
            national = (
                word in lexicon.demonyms()
                or r.text(kept[0], kept[0] + 1).lower() in lexicon.countries()
                or len(kept) > 2
                or word in GOVERNMENT
            )
            own = lexicon.adjectives().get(country, "").lower()
            if country == "UK" and word not in (own, "uk", "u", "britain", "london"):
                national = False
            if country and low[kept[-1]] != "authorities" and national:
                return self.resolver.government(country, "a government, by its country")
        return None


def group_word(low: str) -> bool:
    """Is a capitalised word at the start of a sentence a plural for people (*Residents*,
    *Motorists*), not a name in -s?
    """
    if low in lexicon.PLURALS or plural_role(low):
        return True
    single = low[:-1] if low.endswith("s") and not low.endswith("ss") else ""
    return (
        bool(single)
        and english(low)
        and single.endswith(("er", "or", "ist", "ian", "eer", "ant", "man", "ee"))
        and english(single)
    )

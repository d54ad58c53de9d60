"""Sources that are a pronoun or a number: *he*, *it*, *they*, *who*, *one of them*, *others*."""

from __future__ import annotations

from newscompare.attribution import words as closed
from newscompare.attribution.linking import Link
from newscompare.attribution.who.answers import FIRST_PERSON, RELATIVE, SOME, Part, Who
from newscompare.attribution.who.coreference import (
    Anaphor,
    anaphor_of,
    choose,
    person_role,
    pronoun_gender,
)
from newscompare.attribution.who.entities import BODY, NAME, PERSON, ROLE, THING


class Pronouns(Part):
    """Resolves pronouns."""

    def pronoun(self, at: int, link: Link) -> Who | None:
        """Resolves a pronoun that stands at ``at``; None where the word is none."""
        word = self.low[at]
        if (
            word == "who"
            and self.reading.cap[at]
            and self.reading.words[at].isupper()
            and not self.reading.loud
        ):
            return None  # WHO, the organisation
        if word in RELATIVE:
            return self.antecedent(at)
        kind = anaphor_of(word)
        if kind in ("he", "she"):
            chosen = self.resolver.pronoun_seen(at)
            speaker = self.last_speaker(at, kind)
            if speaker is not None and chosen.entity is not None and chosen.entity.kind == ROLE:
                return self.resolver.again(speaker, "who: the person who spoke just before")
            if chosen.entity is None:
                return self.last_resort(at, kind) or Who(word, rule=[f"who: {chosen.why}"])
            return self.resolver.of(chosen.entity, chosen.why)
        if kind == "they":
            return self.they(at, word)
        if kind == "it":
            return self.it(at, word)
        if word in FIRST_PERSON:
            return Who(word, rule=["who: the speaker or the outlet itself"])
        if word in SOME:
            return self.some(at, word)
        return None

    def last_resort(self, at: int, kind: str) -> Who | None:
        """*He* where the ranking is not sure: the last source, where it fits and stands near."""
        for position, who in reversed(self.resolver.history):
            if (
                who.entity is None
                or self.reading.sentence[at] - self.reading.sentence[position] > 3
            ):
                continue
            gender = who.entity.gender
            if who.entity.kind == PERSON or person_role(who.entity):
                if not who.entity.plural and gender in ("", pronoun_gender(kind)):
                    return self.resolver.again(who, "who: the last speaker")
                continue
        return None

    def last_speaker(self, at: int, kind: str) -> Who | None:
        """The person of this sex who spoke in the sentence before, by name."""
        if not self.resolver.history:
            return None
        position, who = self.resolver.history[-1]
        e = who.entity
        fits = e is not None and e.kind == PERSON and e.gender == pronoun_gender(kind)
        near = self.reading.sentence[at] - self.reading.sentence[position] <= 2
        return who if fits and near and self.reading.quote[at] != 1 else None

    def it(self, at: int, word: str) -> Who:
        """*It*: the last body that spoke nearby, else by the ranking."""
        for position, who in reversed(self.resolver.history):
            if self.near(position, at, 3) and who.name and not who.person and not who.plural:
                return self.resolver.again(who, "who: it, the body that spoke before")
        chosen = choose(self.state, Anaphor(at, at + 1, "it"))
        if chosen.entity is not None and chosen.entity.kind != THING:
            return self.resolver.of(chosen.entity, chosen.why)
        subject = self.subject_place(at)
        if subject:
            return self.resolver.government(subject, "it, the country named before")
        return Who(word, rule=[f"who: {chosen.why}"])

    def subject_place(self, at: int) -> str:
        """The country that opens the sentence of ``at`` or the one before."""
        r = self.reading
        start = r.clause_start(at)
        for begin in (start, r.clause_start(start - 1) if start else start):
            names = self.homes.at(begin, begin + 2) or self.homes.at(begin, begin + 1)
            if names and begin < at:
                return names[0]
        return ""

    def they(self, at: int, word: str) -> Who:
        """*They*: the last group that spoke nearby, else by the ranking, else the last body."""
        for position, who in reversed(self.resolver.history):
            if position < at and who.plural and who.name and self.near(position, at, 4):
                return self.resolver.again(who, "who: they, the group that spoke before")
        chosen = choose(self.state, Anaphor(at, at + 1, "they"))
        if chosen.entity is not None and chosen.entity.kind != PERSON:
            return self.resolver.of(chosen.entity, chosen.why)
        for position, who in reversed(self.resolver.history):
            if position < at and who.name and not who.person and self.near(position, at, 3):
                return self.resolver.again(who, "who: they, the body that spoke before")
        return Who(word, rule=[f"who: {chosen.why}"], plural=True)

    def some(self, at: int, word: str) -> Who:
        """*One*, *others*: of the group that was heard or named before."""
        for position, who in reversed(self.resolver.history):
            if who.plural and who.name and self.near(position, at, 2):
                name = (
                    f"other {who.name}"
                    if word in ("others", "another") and not who.name.startswith("other ")
                    else who.name
                )
                again = self.resolver.again(who, "who: of the same group")
                again.name = name
                return again
        if word in ("one", "both", "two", "three"):
            for m in self.cast.before(at):
                if m.entity.plural and self.near(m.first, at, 2):
                    return self.resolver.of(m.entity, "of the group named before")
        kind = "collective" if word != "one" else "none"
        return Who(
            word, kind, rule=["who: a number of people", "type: nobody is named"], plural=True
        )

    def near(self, earlier: int, later: int, sentences: int) -> bool:
        """Is ``earlier`` at most this many sentences before ``later``?"""
        return 0 <= self.reading.sentence[later] - self.reading.sentence[earlier] <= sentences

    def antecedent(self, at: int) -> Who:
        """*Who*: the nearest person or body before it in the sentence, past a place (*a nurse from
        Lindau who*).
        """
        r = self.reading
        start = r.clause_start(at)
        person = self.low[at] in ("who", "whom")
        for m in self.cast.before(at):
            if m.first < start:
                break
            if m.entity.kind == THING or (person and m.entity.kind == BODY and m.form == NAME):
                continue
            if r.possessive(m.last) or m.last < at - 14:
                continue
            if person and m.entity.kind == ROLE and not (person_role(m.entity) or m.entity.plural):
                continue
            d = next(
                (
                    d
                    for d in m.entity.described
                    if d.first <= at <= d.last + 2 and d.how in ("after", "title")
                ),
                None,
            )
            return self.resolver.of(
                m.entity, "the name or noun before who" if d is None else "described before who"
            )
        last = at
        while last > start and not r.words[last - 1][0].isalnum():
            last -= 1
        first = last
        while first > start and first > last - 8 and r.words[first - 1][0].isalnum():
            if closed.CLOSED.get(self.low[first - 1]) in (
                "prep",
                "conj",
                "rel",
                "sub",
                "be",
                "have",
            ):
                break
            first -= 1
        if first < last:
            who = self.resolver.phrases.phrase(first, last)
            who.rule[0] = "who: the noun before who"
            return who
        return Who(self.low[at], rule=["who: not clear who is meant"])

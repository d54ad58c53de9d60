"""Who is it? Each source span looked up in the cast: one canonical name, a type, a country, and the reasons in words.

The name in the span beats the role, a role beats the last person. A country or capital is its government; a
document speaks for itself or its body; *who* goes to the noun before it; pronouns and descriptions are ranked by
``coreference.py``. What nobody in the text answers to keeps its own words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newscompare.attribution import words as closed
from newscompare.attribution.linking import Link
from newscompare.attribution.tokens import Tokens
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import BODY, NAME, PERSON, ROLE, THING, Cast, Described, Entity, Mention
from newscompare.attribution.who.coreference import Anaphor, Chosen, State, anaphor_of, choose, person_role, pronoun_gender
from newscompare.attribution.who.describing import Describer, plural_role
from newscompare.attribution.who.homes import NATION, Homes
from newscompare.attribution.who.kinds import DOCUMENTS, Kinds
from newscompare.attribution.who.nominals import COUNTS, Nominals, called_so, noun
from newscompare.attribution.who.owners import owner
from newscompare.attribution.who.reading import VERBS_OF_BEING, Reading, english
from newscompare.attribution.who.unnamed import Unnamed

RELATIVE = frozenset({"who", "which", "that", "whom"})
FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
SOME = frozenset({"some", "others", "many", "most", "several", "one", "another", "both", "two", "three", "few", "all"})
STOPS = frozenset({",", "(", "—", "–", ";", ":"})
PREPOSITIONS = frozenset(
    "of for to from by at in with on about familiar close like including inside near outside within under against per".split()
)
GENERIC = {
    **dict.fromkeys(("scientist", "researcher", "academic", "expert", "analyst", "economist"), "expert"),
    **dict.fromkeys(("politician", "lawmaker", "legislator", "mp"), "politician"),
    **dict.fromkeys(("businessman", "businesswoman", "executive", "boss"), "business"),
    **dict.fromkeys(("campaigner", "activist"), "advocacy"),
    **dict.fromkeys(("journalist", "reporter"), "news_media"),
    "official": "official",
}
"""Nouns for anybody of a type."""
KIN = frozenset("mum mom mother dad father grandmother grandfather parent".split())
GOVERNMENT = frozenset({"government", "administration", "authorities", "govt"})
REFERRING_BACK = frozenset("the this that these those his her its their both".split())


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
        self.unnamed = Unnamed(self)
        self.state = State(self.cast)
        self.queue = self.events()
        self.at = 0
        self.history: list[tuple[int, Who]] = []
        self.pronouns: dict[int, Chosen] = {}
        self.media = 0

    def events(self) -> list[tuple[int, Mention | None]]:
        """Mentions and the pronouns *he* and *she* in order, to be read as the text goes on."""
        found: list[tuple[int, Mention | None]] = [(m.first, m) for m in self.cast.mentions]
        r = self.reading
        found += [(k, None) for k in range(r.n) if r.low[k] in ("he", "she", "him", "his", "her") and r.quote[k] != 1]
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
        if k in self.pronouns:
            return self.pronouns[k]
        kind = anaphor_of(self.low[k])
        chosen = self.pronouns[k] = choose(self.state, Anaphor(k, k + 1, kind))
        if chosen.entity is not None:
            self.state.see(Mention(k, k, k + 1, chosen.entity, "pronoun"))
            if not chosen.entity.gender and chosen.share > 0.7:
                chosen.entity.gender = pronoun_gender(kind)
        return chosen

    def all(self, links: Sequence[Link]) -> list[Who]:
        """The sources of all attributions, in their order."""
        from newscompare.attribution.who.relay import Relay

        out: list[Who] = [Who()] * len(links)
        order = sorted(range(len(links)), key=lambda k: self.place(links[k]))
        inside = [span for link in links if link.cue for span in link.content if span[1] > span[0]]
        for k in order:
            link = links[k]
            at = self.place(link)
            self.read_to(at)
            who = self.source(link)
            if not any(a <= at < b and self.reading.quote[at] != 1 for a, b in inside):
                self.history.append((at, who))
            self.media += who.type == "news_media"
            out[k] = who
        relay = Relay(self)
        for link, who in zip(links, out, strict=True):
            who.via = relay.of(link, who, links, out)
            if who.via:
                who.rule.append("via: the medium that was told, or that passes it on")
        return out

    @staticmethod
    def place(link: Link) -> int:
        """Where an attribution stands: its source, else its cue or content."""
        spans = link.source or link.cue or link.content
        return spans[0][0] if spans else 0

    # -- one source -----------------------------------------------------------------------------------

    def source(self, link: Link) -> Who:
        """The source of one attribution."""
        if not link.source:
            return self.silent(link)
        first, last = link.source[0]
        r = self.reading
        if len(link.source) > 1:  # the part that names somebody
            named = [s for s in link.source if any(m.form == NAME and m.entity.kind == PERSON and s[0] <= m.first < s[1] for m in self.cast.near(*s))]
            first, last = named[0] if named else (first, last)
        if last - first > 1 and self.low[first] in ("by", "from", "to", "with", "per"):
            first += 1
        while first < last - 1 and not r.words[first][0].isalnum():
            first += 1
        while last > first + 1 and not r.words[last - 1][0].isalnum() and r.words[last - 1] != ".":
            last -= 1
        words = [k for k in range(first, last) if r.words[k][0].isalnum()]
        if len(words) <= 1 or (len(words) == 2 and self.low[words[-1]] in ("himself", "herself", "itself", "also", "themselves")):
            found = self.pronoun(words[0] if words else first, link)
            if found is not None:
                return found
        if self.low[first] in SOME and first + 1 < last and self.low[first + 1] == "of" and self.low[last - 1] in ("them", "those", "these"):
            return self.some(first, self.low[first])
        if len(link.source) > 1 and self.low[first] in ("a", "an", "the") and link.source[1][0] < link.source[-1][1]:
            last = max(last, link.source[0][1])
        return self.phrase(first, last)

    def silent(self, link: Link) -> Who:
        """No words name a source: a quotation goes on from the speaker before, a passive has nobody."""
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
        return Who(who.name, who.type, who.country, rule=[why, *who.rule[1:]], entity=who.entity, plural=who.plural)

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
        rule = [f"who: {why}", f"type: {kind_why or 'the text does not tell'}", f"country: {country_why or 'the text does not tell'}"]
        return Who(entity.name, kind or "none", country or "none", rule=rule, entity=entity)

    def government(self, country: str, why: str) -> Who:
        """A country, or its capital, as a source: its government."""
        adjective = lexicon.adjectives().get(country, "")
        name = f"{adjective or country} government" if country != "international" else "European Union"
        return Who(name, "official", country, rule=[f"who: {why}", "type: a government", "country: named"])

    # -- pronouns -------------------------------------------------------------------------------------

    def pronoun(self, at: int, link: Link) -> Who | None:
        """Resolves a pronoun that stands at ``at``; None where the word is none."""
        word = self.low[at]
        if word == "who" and self.reading.cap[at] and self.reading.words[at].isupper() and not self.reading.loud:
            return None  # WHO, the organisation
        if word in RELATIVE:
            return self.antecedent(at)
        kind = anaphor_of(word)
        if kind in ("he", "she"):
            chosen = self.pronoun_seen(at)
            if chosen.entity is None:
                return self.last_resort(at, kind) or Who(word, rule=[f"who: {chosen.why}"])
            return self.of(chosen.entity, chosen.why)
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
        for position, who in reversed(self.history):
            if who.entity is None or self.reading.sentence[at] - self.reading.sentence[position] > 3:
                continue
            gender = who.entity.gender
            if who.entity.kind == PERSON or person_role(who.entity):
                if not who.entity.plural and gender in ("", pronoun_gender(kind)):
                    return self.again(who, "who: the last speaker")
                continue
        return None

    def it(self, at: int, word: str) -> Who:
        """*It*: the last body that spoke nearby, else by the ranking."""
        for position, who in reversed(self.history):
            if self.near(position, at, 3) and who.name and not who.person and not who.plural:
                return self.again(who, "who: it, the body that spoke before")
        chosen = choose(self.state, Anaphor(at, at + 1, "it"))
        if chosen.entity is not None and chosen.entity.kind != THING:
            return self.of(chosen.entity, chosen.why)
        subject = self.subject_place(at)
        if subject:
            return self.government(subject, "it, the country named before")
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
        for position, who in reversed(self.history):
            if position < at and who.plural and who.name and self.near(position, at, 4):
                return self.again(who, "who: they, the group that spoke before")
        chosen = choose(self.state, Anaphor(at, at + 1, "they"))
        if chosen.entity is not None and chosen.entity.kind != PERSON:
            return self.of(chosen.entity, chosen.why)
        for position, who in reversed(self.history):
            if position < at and who.name and not who.person and self.near(position, at, 3):
                return self.again(who, "who: they, the body that spoke before")
        return Who(word, rule=[f"who: {chosen.why}"], plural=True)

    def some(self, at: int, word: str) -> Who:
        """*One*, *others*: of the group that was heard or named before."""
        for position, who in reversed(self.history):
            if who.plural and who.name and self.near(position, at, 2):
                name = f"other {who.name}" if word in ("others", "another") and not who.name.startswith("other ") else who.name
                again = self.again(who, "who: of the same group")
                again.name = name
                return again
        if word in ("one", "both", "two", "three"):
            for m in self.cast.before(at):
                if m.entity.plural and self.near(m.first, at, 2):
                    return self.of(m.entity, "of the group named before")
        kind = "collective" if word != "one" else "none"
        return Who(word, kind, rule=["who: a number of people", "type: nobody is named"], plural=True)

    def near(self, earlier: int, later: int, sentences: int) -> bool:
        """Is ``earlier`` at most this many sentences before ``later``?"""
        return 0 <= self.reading.sentence[later] - self.reading.sentence[earlier] <= sentences

    def antecedent(self, at: int) -> Who:
        """*Who*: the nearest person or body before it in the sentence, past a place (*a nurse from Lindau who*)."""
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
            d = next((d for d in m.entity.described if d.first <= at <= d.last + 2 and d.how in ("after", "title")), None)
            return self.of(m.entity, "the name or noun before who" if d is None else "described before who")
        last = at
        while last > start and not r.words[last - 1][0].isalnum():
            last -= 1
        first = last
        while first > start and first > last - 8 and r.words[first - 1][0].isalnum():
            if closed.CLOSED.get(self.low[first - 1]) in ("prep", "conj", "rel", "sub", "be", "have"):
                break
            first -= 1
        if first < last:
            who = self.phrase(first, last)
            who.rule[0] = "who: the noun before who"
            return who
        return Who(self.low[at], rule=["who: not clear who is meant"])

    # -- phrases --------------------------------------------------------------------------------------

    def phrase(self, first: int, last: int) -> Who:
        """Resolves a noun phrase."""
        self.read_to(first)
        r, low = self.reading, self.low
        end = next(
            (k for k in range(first + 1, last) if (r.words[k] in STOPS and not self.inside_name(k)) or (low[k] in ("who", "which", "that", "whose") and (not r.words[k].isupper() or k in r.loud)) or (low[k] in ("requesting", "speaking", "citing") and r.words[k - 1] == ",")),
            last,
        )
        both = self.coordination(first, end)
        if both is not None:
            return both
        document = self.document(first, end, last)
        if document is not None:
            return document
        named = self.named(first, end, last)
        if named is not None:
            return named
        place = self.country(first, end)
        if place is not None:
            return place
        return self.described(first, end, last)

    def inside_name(self, k: int) -> bool:
        """Does word ``k`` stand inside a name?"""
        return any(m.first < k < m.last for m in self.cast.near(k - 8, k))

    def coordination(self, first: int, end: int) -> Who | None:
        """*X and Y* where X is a person: both."""
        for k in range(first + 1, end - 1):
            if self.low[k] == "and" and any(m.entity.kind == PERSON and m.last == k and m.form == NAME for m in self.cast.near(first, k)):
                left, right = self.phrase(first, k), self.phrase(k + 1, end)
                country = left.country if left.country == right.country else "international"
                name = right.name if right.person else self.reading.text(k + 1, end)
                return Who(f"{left.name} and {name}", left.type, country, rule=["who: two named together", *left.rule[1:]], plural=True)
        return None

    def document(self, first: int, end: int, last: int) -> Who | None:
        """*X's post*, *a letter from the regulator*, *a poll by Northline*: its author; *his message*: he."""
        r, low = self.reading, self.low
        stop = next((k for k in range(first + 1, end) if low[k] in PREPOSITIONS or r.verb_at(k) and k > first + 1 and low[k] in ("seen", "released", "published", "obtained")), end)
        head = stop - 1
        word = low[head] if head >= first else ""
        single = word[:-1] if word.endswith("s") and word not in DOCUMENTS else word
        if single not in DOCUMENTS:
            return None
        mark = next((k for k in range(first + 1, head) if r.possessive(k)), None)
        if mark is not None:
            who = self.phrase(first, mark)
            return self.again(who, "who: the author of the " + word)
        if anaphor_of(low[first]) in ("he", "she", "they", "it") and head > first:
            who = self.pronoun(first, Link())
            if who is not None and who.name not in ("he", "she", "they", "it", low[first]):
                return self.again(who, "who: the author of the " + word)
        at = next((k for k in range(stop, last) if low[k] in ("by", "from", "of") and k < last - 1), None)
        if at is not None and (r.cap[at + 1] or low[at + 1] in ("the", "a", "an")):
            tail = next((k for k in range(at + 2, last) if low[k] in ("who", "which", "that") or r.verb_at(k)), last)
            inside = [m for m in self.cast.near(at, last) if m.form == NAME and m.entity.kind in (PERSON, BODY)]
            if inside and (low[at] != "of" or inside[0].entity.kind == PERSON):
                who = self.of(inside[0].entity, f"the author of the {word}")
                return self.poll(who, word)
            if low[at] != "of" and any(noun(low[k]) for k in range(at, tail)):
                who = self.phrase(at + 1, tail)
                if who.name and who.type != "none":
                    return self.again(who, f"who: the author of the {word}")
        thing = next((m for m in self.cast.near(first, end) if m.form == NAME and m.last > head), None)
        if thing is None and low[first] in REFERRING_BACK and head == first + 1:
            things = {id(m.entity): m for m in self.cast.before(first) if m.entity.kind in (THING, BODY) and m.form == NAME and low[m.last - 1] in DOCUMENTS}
            same = [m for m in things.values() if low[m.last - 1] == word] or list(things.values())
            thing = same[0] if len(same) == 1 else None
        body = next((m for m in self.cast.near(first, head) if m.entity.kind == BODY and m.form == NAME), None)
        begin = first + (low[first] in REFERRING_BACK or low[first] in ("a", "an"))
        name = thing.entity.name if thing is not None else r.text(begin, stop)
        kind, why = self.kinds.of(body.entity) if body is not None else ("", "")
        if not kind and thing is None:
            kind = next((lexicon.BODIES[low[k]] for k in range(begin, head) if low[k] in lexicon.BODIES), "")
        if not kind:
            kind = "expert" if single in ("study", "survey", "poll", "research", "analysis", "paper") else self.author_type()
        country = self.homes.of(body.entity)[0] if body is not None else self.homes.setting
        return Who(name if r.cap[begin] or thing else name[:1].lower() + name[1:], kind or "none", country or "none", rule=["who: a document", f"type: {why or 'sort of document'}", "country: where the text is set"])

    def author_type(self) -> str:
        """The type of the body that spoke last: a document without an author is taken for its."""
        for _, who in reversed(self.history[-2:]):
            if who.type in ("official", "unnamed_official", "business", "advocacy"):
                return "official" if who.type == "unnamed_official" else who.type
        return ""

    @staticmethod
    def poll(who: Who, word: str) -> Who:
        """Whoever makes a poll or study and is not known otherwise is an expert."""
        if who.type == "none" and word in ("poll", "survey", "study", "research", "analysis"):
            who.type = "expert"
            who.rule[1] = f"type: author of a {word}"
        return who

    def named(self, first: int, end: int, last: int) -> Who | None:
        """A name in the span that is its head, or that stands after a role and a comma."""
        r, low = self.reading, self.low
        inside = [m for m in self.cast.near(first - 6, last) if m.form == NAME and m.last > first]
        for m in inside:
            if m.entity.kind == THING and m.first <= first + 1 and m.last >= end - 1 and r.cap[m.first] and low[m.last - 1] not in lexicon.THINGS_LAST and low[m.first] not in lexicon.THINGS_FIRST:
                m.entity.kind = BODY  # what speaks is a body
            if m.entity.kind not in (PERSON, BODY) or r.possessive(m.last) and m.last + 2 < last and m.last < end:
                continue
            if m.first >= end:
                if m.entity.kind == PERSON or not any(x.entity.kind == PERSON for x in inside):
                    if any(d.how == "before" and d.first >= first - 1 and d.last <= m.first for d in m.entity.described):
                        return self.of(m.entity, "named after the role")
                continue
            begin = next((d.first for d in m.entity.described if d.how == "title" and d.last == m.first), m.before)
            role_after = any(noun(low[k]) and not self.covered(k) for k in range(m.last, end)) and not any(low[k] in PREPOSITIONS for k in range(m.last, min(m.last + 1, end)))
            if m.entity.kind == BODY and role_after:
                continue
            lead = first + (low[first] in REFERRING_BACK or low[first] in ("a", "an", "one"))
            spoken_for = m.entity.kind == BODY and any(
                (low[k] in lexicon.PERSONS or low[k] in lexicon.STANDS_FOR) and any(low[j] in PREPOSITIONS for j in range(k, m.first))
                for k in range(lead, m.first)
            )
            if spoken_for:  # an attorney for Scientology
                continue
            if begin <= lead or m.before <= lead or all(self.titular(k) for k in range(lead, m.before)):
                return self.of(m.entity, "the name stands in the words")
            if m.entity.kind == PERSON and not any(low[k] in PREPOSITIONS for k in range(first, m.first)):
                return self.of(m.entity, "the name stands in the words")
            if m.entity.kind == PERSON and m.last >= end - 1 and not any(low[k] in ("by", "from", "with", "against") for k in range(first, m.first)) and (r.cap[m.before - 1] or noun(low[m.before - 1])):
                return self.of(m.entity, "the name stands in the words")
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
        return self.reading.cap[k] or noun(word) or word in lexicon.TITLES or word in lexicon.demonyms() or word in ("of", "the", "for", "and", "-", ".", "&", ",") or not word[0].isalnum() or word in ("’", "s")

    def one_word(self, first: int, end: int) -> Who | None:
        """A name that the cast does not hold: *Hughes said* is one person, not a group."""
        r = self.reading
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
            entity = Entity(PERSON, entry.name if entry else name, len(self.cast.entities), known=entry)
            self.cast.entities.append(entity)
            self.cast.by_form.setdefault(lexicon.key(low), []).append(entity)
            if not entry:
                if " " not in name and any(w in ("it", "its") for w in self.low[end : end + 4]):
                    entity.kind = BODY  # Ryanair said it would
                else:
                    entity.gender = lexicon.gender_of_given(low)
        self.state.see(Mention(first, first, end, entity, NAME))
        return self.of(entity, "the name stands in the words")

    def country(self, first: int, end: int) -> Who | None:
        """A country, a capital, *the Kazakh government*: a government."""
        r, low = self.reading, self.low
        kept = [k for k in range(first, end) if r.words[k][0].isalnum() and low[k] not in REFERRING_BACK and low[k] not in ("a", "an") and not (low[k] == "s" and r.words[k - 1] in ("’", "'"))]
        if not kept:
            return None
        begin = kept[0]
        name = r.text(begin, kept[-1] + 1)
        plain = name.lower().rstrip(".").replace(".", "") if "." in name else name.lower()
        country = lexicon.countries().get(name.lower()) or lexicon.countries().get(plain)
        if country and r.cap[begin]:
            if country == "international":
                return Who(name if len(name) > 3 else name.upper(), "official", country, rule=["who: a body of several states", "type: official", "country: several states"])
            return self.government(country, "a country or capital stands for its government")
        if GOVERNMENT & {low[k] for k in kept} and len(kept) <= 4 and low[kept[-1]] in GOVERNMENT or (kept and low[kept[0]] in GOVERNMENT):
            country = self.homes.in_words(first, end)
            word = low[kept[0]]
            national = word in lexicon.demonyms() or r.text(kept[0], kept[0] + 1).lower() in lexicon.countries() or len(kept) > 2 or word in GOVERNMENT
            own = lexicon.adjectives().get(country, "").lower()
            if country == "UK" and word not in (own, "uk", "u", "britain", "london"):
                national = False
            if country and low[kept[-1]] != "authorities" and national:
                return self.government(country, "a government, by its country")
        return None

    def described(self, first: int, end: int, last: int) -> Who:
        """A description: somebody whom the text calls so, else somebody who stays unnamed."""
        r, low = self.reading, self.low
        stop = next((k for k in range(first + 1, end) if low[k] in PREPOSITIONS), end)
        head = self.head(first, stop)
        definite = low[first] in REFERRING_BACK or (r.cap[first] and not r.first_of[first]) or stop - first == 1 or r.possessive_inside(first, stop)
        word = low[head]
        age = next((int(low[k]) for k in range(first, stop) if low[k].isdigit() and k + 2 < r.n and low[k + 1] == "-" and low[k + 2] == "year"), 0)
        counted = definite and word in KIN and stop + 1 < r.n and low[stop : stop + 1] == ["of"] and (low[stop + 1] in COUNTS or low[stop + 1].isdigit())
        if word in NATION and low[first] in ("the", "this", "that"):
            country = self.homes.in_words(first, stop) or self.homes.last_country(first)
            if country:
                return self.government(country, f"the {word}, the country named last")
        if (age or word == "old" or counted) and low[first] in ("the", "that", "this"):
            return self.ranked(Anaphor(first, end, "someone", "old" if age else word, age), first, end, last)
        mention = self.nominals.spans.get(head)
        if definite and not plural_role(word) and word in self.naming():
            if mention is not None and mention.entity.kind in (PERSON, BODY):
                return self.of(mention.entity, self.called(word, mention.entity))
            fits = [e for e in self.cast.entities if e.kind in (PERSON, BODY) and called_so(e, word, self.cast) and self.nominals.modifiers_fit(first, head, e)]
            if len(fits) == 1:
                return self.of(fits[0], self.called(word, fits[0]))
            if not r.possessive_inside(first, stop) and low[first] not in ("his", "her", "its", "their"):
                earlier = next((w for p, w in reversed(self.history) if w.entity is not None and w.entity.kind == ROLE and word in w.entity.heads and self.nominals.modifiers_fit(first, head, w.entity)), None)
                kind = "person" if (word in lexicon.PERSONS or word in lexicon.STANDS_FOR) and word not in lexicon.BODIES else "body"
                sort = lexicon.BODIES.get(word)
                told = {id(m.entity): m.entity for m in self.cast.before(first) if m.entity.kind == PERSON}
                so = [e for e in told.values() if word in GENERIC and self.kinds.of(e)[0] == GENERIC[word]]
                if low[first] == "the" and len(so) == 1 and earlier is None:
                    return self.of(so[0], f"the only {word} so far")
                same = {id(m.entity): m.entity for m in self.cast.before(first) if m.entity.kind == BODY and self.kinds.of(m.entity)[0] == sort}
                if kind == "body" and sort and len(same) == 1 and self.nominals.modifiers_fit(first, head, next(iter(same.values()))):
                    return self.of(next(iter(same.values())), f"the only {word} so far")
                if low[first] == "the" and earlier is None and stop - first <= 3 and word not in ("spokesman", "spokeswoman", "spokesperson", "public", "people", "country", "nation"):
                    who = self.ranked(Anaphor(first, end, kind, word), first, end, last)
                    if who.entity is not None and who.entity.kind in (PERSON, BODY):
                        return who
                if earlier is not None and low[first] == "the":
                    return self.again(earlier, f"who: the {word} named before")
        who = self.unnamed.phrase(first, end, mention.entity if mention is not None else None, last)
        if who.plural and low[first] in ("the", "these", "those", "both"):
            for position, other in reversed(self.history):
                if position < first and other.plural and word.rstrip("s") in other.name.lower() and other.name:
                    return self.again(other, f"who: the {word} named before")
        return who

    @staticmethod
    def naming() -> "frozenset[str] | dict[str, str]":
        """Nouns that may stand for a name."""
        return lexicon.PERSONS | lexicon.BODIES | dict.fromkeys(lexicon.STANDS_FOR, "")

    def head(self, first: int, stop: int) -> int:
        """The head noun of a phrase that ends at ``stop``."""
        return next((k for k in range(stop - 1, first - 1, -1) if self.reading.words[k][0].isalpha() and self.low[k] != "s"), first)

    def called(self, word: str, entity: Entity) -> str:
        """The reason for a description in words."""
        others = [e for e in self.cast.entities if e.kind == entity.kind and word in e.heads]
        return f"the only {word} in the text" if len(others) <= 1 else f"the {word} named last"

    def ranked(self, anaphor: Anaphor, first: int, end: int, last: int) -> Who:
        """Whom the ranking chooses; else the words themselves."""
        stop = next((k for k in range(first + 1, end) if self.low[k] in PREPOSITIONS), end)
        head = self.head(first, stop)
        exact = anaphor.kind != "someone"
        chosen = choose(self.state, anaphor, lambda e: not exact or self.nominals.modifiers_fit(first, head, e))
        if chosen.entity is not None:
            self.state.see(Mention(first, first, end, chosen.entity, "pronoun"))
            if anaphor.age and not chosen.entity.age:
                chosen.entity.age = anaphor.age
                self.kinds.known.pop(id(chosen.entity), None)
            return self.of(chosen.entity, chosen.why)
        who = self.unnamed.phrase(first, end, None, last)
        who.rule[0] = f"who: {chosen.why}"
        return who


def group_word(low: str) -> bool:
    """Is a capitalised word at the start of a sentence a plural for people (*Residents*, *Motorists*), not a name in -s?"""
    if low in lexicon.PLURALS or plural_role(low):
        return True
    single = low[:-1] if low.endswith("s") and not low.endswith("ss") else ""
    return bool(single) and english(low) and single.endswith(("er", "or", "ist", "ian", "eer", "ant", "man", "ee")) and english(single)


def described_as(entity: Entity) -> Described | None:
    """The first description of an entity."""
    return entity.described[0] if entity.described else None


__all__ = ["Resolver", "Who", "described_as", "owner"]

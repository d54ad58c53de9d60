"""Who is it? From the words that name a source to one canonical name, a type, a country and a relay.

Rules in a fixed order, each of which leaves its name: a relative pronoun goes to the noun phrase before it,
a personal pronoun to the latest fitting person, a surname to the full name in the article, a role (*the
president*) to the person who holds it, a country or capital to its government, a collective to its head noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newscompare.attribution import lexicon, words
from newscompare.attribution.linking import Link
from newscompare.attribution.people import (
    ADVOCACY,
    CENTERS,
    EXPERT,
    MEDIA,
    Body,
    Cast,
    Mention,
    Person,
    adjective_of,
    adjectives,
    bodies,
    joined,
    places,
    role_type,
)
from newscompare.attribution.tokens import Tokens, word_set

HE, SHE = frozenset({"he", "him", "his"}), frozenset({"she", "her", "hers"})
THEY = frozenset({"they", "them", "their"})
MESSAGES = frozenset(
    lexicon.lists()["nouns"]["say"]
    + lexicon.lists()["nouns"]["argue"]
    + ("posts", "tweets", "messages", "comments", "remarks", "statements", "words")
)
COLLECTIVES = word_set(
    "analysts experts critics observers economists scholars scientists researchers historians supporters opponents voters others some many most several few people"
)
OFFICIALS = word_set(
    "official officials diplomat diplomats aide aides authorities spokesman spokeswoman spokesperson adviser advisers advisor advisors lawmakers staffers"
)
HEADS = word_set("president premier chancellor king queen emir sultan pope leader minister")
DETERMINERS = word_set(
    "the a an some several many few most other another both all these those one two three four five six seven eight nine ten dozens of more"
)
SENIORITY = word_set("senior top leading current former many foreign-policy political independent outside western anonymous unnamed")

MEDIA_STARTS = frozenset(
    alias.split()[0].split("-")[0].split("/")[0].split(".")[0] for alias, body in bodies().items() if body.type == "news_media"
)
TOLD = word_set("speaking spoke spoken confirmed said interview statement according")


@dataclass
class Who:
    """A resolved source: ``rule`` holds the rules behind name, type and country, in order."""

    name: str = ""
    type: str = "none"
    country: str = "none"
    via: str = ""
    rule: list[str] = field(default_factory=list)
    person: Person | None = None
    plural: bool = False


def official_body(name: str, why: str, *, kind: str, country: str) -> Who:
    """A body or government as a source."""
    return Who(name, kind or "none", country or "none", rule=[why])


def of_person(person: Person, why: str) -> Who:
    """A person as a source."""
    rules = [why, *person.why] if person.why else [why, "type:unknown"]
    return Who(person.name, person.type or "none", person.country or "none", rule=rules, person=person)


class Resolver:
    """Resolves the sources of one text in the order of the text."""

    def __init__(self, tokens: Tokens) -> None:
        """Reads the cast of the article."""
        self.tokens = tokens
        self.low = [w.lower() for w in tokens.words]
        self.cast = Cast(tokens)
        self.history: list[tuple[int, Who]] = []
        self.media = 0

    def all(self, links: Sequence[Link]) -> list[Who]:
        """The sources of all attributions, in their order."""
        out = []
        for link in links:
            who = self.source(link)
            if link.cue or link.content:
                self.history.append(((link.cue or link.content)[0][0], who))
            self.media += who.type == "news_media"
            out.append(who)
        self.named_media = self.media_named()
        self.media_reports: dict[int, list[int]] = {}
        for k, (link, who) in enumerate(zip(links, out, strict=True)):
            if who.type == "news_media" and link.cue:
                self.media_reports.setdefault(int(self.tokens.sentence[link.cue[0][0]]), []).append(k)
        for link, who in zip(links, out, strict=True):
            who.via = self.relay(link, who, links, out)
            if who.via:
                who.rule.append("via:relay")
        return out

    # -- one source -----------------------------------------------------------------------------------

    def source(self, link: Link) -> Who:
        """The source of one attribution."""
        if not link.source:
            return Who(rule=["who:none"])
        first, last = link.source[0]
        if last - first == 1 or (last - first == 2 and self.low[first] in words.CLOSED):
            word = self.low[first]
            pronoun = self.pronoun(first, word)
            if pronoun is not None:
                return pronoun
        return self.phrase(first, last)

    def pronoun(self, at: int, word: str) -> Who | None:
        """Resolve a pronoun that stands at token ``at``; none where the word is no pronoun."""
        if word in ("who", "which", "that", "whom"):
            return self.antecedent(at)
        if word in HE or word in SHE:
            return self.person_before(at, female=word in SHE)
        if word in THEY:
            return self.plural_before(at)
        if word in ("i", "we", "my", "our", "me", "us"):
            return Who(word, "none", "none", rule=["who:first-person"])
        if word in ("it", "its"):
            for position, who in reversed(self.history):
                if who.name and who.person is None and not who.plural and self.near(position, at, 3):
                    return self.again(who, "who:it")
            return Who("it", "none", "none", rule=["who:unresolved-pronoun"])
        if word in ("some", "others", "many", "most", "several"):
            for position, who in reversed(self.history):
                if who.plural and who.name and self.near(position, at, 2):
                    return self.again(who, "who:same-group")
            return Who(word, "collective", "none", rule=["who:quantifier", "type:collective"], plural=True)
        return None

    def near(self, earlier: int, later: int, sentences: int) -> bool:
        """Is ``earlier`` at most this many sentences before ``later``?"""
        return 0 <= int(self.tokens.sentence[later] - self.tokens.sentence[earlier]) <= sentences

    @staticmethod
    def again(who: Who, why: str) -> Who:
        """The same source, named again."""
        return Who(who.name, who.type, who.country, rule=[why, *who.rule[1:]], person=who.person, plural=who.plural)

    def antecedent(self, at: int) -> Who:
        """A relative pronoun: the noun phrase that ends just before it."""
        last = at
        while last > 0 and self.tokens.words[last - 1] in (",", "—", "-", "”", '"'):
            last -= 1
        first = last
        while first > 0 and first > last - 8 and self.tokens.sentence[first - 1] == self.tokens.sentence[at]:
            if self.tokens.words[first - 1] in (",", "“", '"', ";", ":", "—") or words.CLOSED.get(self.low[first - 1]) in {
                "prep",
                "conj",
                "rel",
                "sub",
                "be",
                "have",
            }:
                break
            first -= 1
        if first < last:
            who = self.phrase(first, last)
            who.rule[0] = "who:relative>" + who.rule[0].removeprefix("who:")
            return who
        return Who("who", "none", "none", rule=["who:unresolved-pronoun"])

    def person_before(self, at: int, *, female: bool) -> Who:
        """He or she: a person named earlier in the sentence, else the last source, else the last person named."""
        tokens = self.tokens

        def fits(person: Person) -> bool:
            return person.female is None or person.female == female

        earlier = [m for m in self.cast.mentions if m.last <= at and fits(m.person) and not tokens.quote[m.first]]
        here = [m for m in earlier if tokens.sentence[m.first] == tokens.sentence[at] and not self.possessive(m)]
        if here:
            return self.mark(of_person(here[0].person, "who:pronoun-same-sentence"), female)
        for position, who in reversed(self.history):
            if position < at and who.person is not None and fits(who.person) and self.near(position, at, 2):
                between = [
                    m for m in earlier if m.first > position and tokens.sentence[m.first] != tokens.sentence[position] and self.subject(m)
                ]
                chosen = between[-1].person if between else who.person
                return self.mark(of_person(chosen, "who:pronoun-last-source"), female)
        subjects = [m for m in earlier if self.subject(m) and self.near(m.first, at, 4)]
        pool = subjects or [m for m in earlier if self.near(m.first, at, 6)] or earlier
        if pool:
            return self.mark(of_person(pool[-1].person, "who:pronoun-last-person"), female)
        return Who("she" if female else "he", "none", "none", rule=["who:unresolved-pronoun"])

    @staticmethod
    def mark(who: Who, female: bool) -> Who:
        """Remember the gender that a pronoun gave to a person."""
        if who.person is not None and who.person.female is None:
            who.person.female = female
        return who

    def possessive(self, mention: Mention) -> bool:
        """Is the mention followed by ``'s``?"""
        k = mention.last
        return (
            k + 1 < self.tokens.n
            and self.tokens.words[k] in ("’", "'")
            and self.low[k + 1] == "s"
            and self.tokens.start[k] == self.tokens.end[k - 1]
        )

    def subject(self, mention: Mention) -> bool:
        """Does the mention stand early in its sentence, before any verb? A rough test for the subject."""
        first = mention.first
        sentence = self.tokens.sentence
        k = first
        while k > 0 and sentence[k - 1] == sentence[first]:
            k -= 1
            if words.CLOSED.get(self.low[k]) in {"be", "have", "do", "modal"} or lexicon.lookup(self.low[k]).form == "past":
                return False
        return not self.possessive(mention)

    def plural_before(self, at: int) -> Who:
        """They: the last plural source nearby."""
        for position, who in reversed(self.history):
            if position < at and who.plural and who.name and self.near(position, at, 4):
                return self.again(who, "who:pronoun-plural")
        for position, who in reversed(self.history):
            if position < at and who.name and who.person is None and self.near(position, at, 3):
                return self.again(who, "who:pronoun-body")
        return Who("they", "none", "none", rule=["who:unresolved-pronoun"], plural=True)

    # -- noun phrases ---------------------------------------------------------------------------------

    def phrase(self, first: int, last: int) -> Who:
        """Resolve a noun phrase: its head stands before the first comma."""
        tokens, low = self.tokens, self.low
        while first < last - 1 and tokens.words[first] in ("“", '"', "”", ",", "(", "-", "—", "'"):
            first += 1
        head_end = next(
            (k for k in range(first + 1, last) if tokens.words[k] in (",", "(", "—", ";") or low[k] in ("who", "which", "that", "whose")),
            last,
        )
        preposition = next(
            (
                k
                for k in range(first + 1, head_end)
                if low[k]
                in ("of", "for", "to", "from", "by", "at", "in", "with", "on", "about", "familiar", "close", "like", "including", "inside")
            ),
            head_end,
        )
        head = low[first:preposition]
        coordinated = self.coordination(first, head_end, preposition)
        if coordinated is not None:
            return coordinated
        message = self.message(first, preposition, head_end)
        if message is not None:
            return message
        mention = next((m for m in self.cast.mentions if first <= m.first < preposition), None)
        if mention is None:  # Secretary of State Jane Doe
            last_named = next((m for m in self.cast.mentions if first <= m.first and m.last == head_end), None)
            if last_named is not None and all(self.titled(k) for k in range(first, last_named.first)):
                mention = last_named
        if mention is not None and not (self.possessive(mention) and mention.last + 2 < preposition):
            return of_person(mention.person, "who:name")
        body = self.body(first, head_end, preposition)
        if body is not None:
            return body
        role = self.role(first, preposition, head_end, last)
        if role is not None:
            return role
        government = self.government(first, preposition, head_end)
        if government is not None:
            return government
        text = joined(tokens, first, min(head_end, preposition if preposition > first + 1 else head_end))
        return self.described(first, preposition, head_end, head, text)

    def titled(self, k: int) -> bool:
        """Can token ``k`` stand in a title before a name?"""
        return (
            self.tokens.words[k][0].isupper()
            or self.low[k] in ("of", "the", ".", "-", "’", "'", "s", "for")
            or self.low[k] in lexicon.people()
        )

    def coordination(self, first: int, head_end: int, preposition: int) -> Who | None:
        """*X and Y* where X is a person: both."""
        for k in range(first + 1, min(head_end, preposition) - 1):
            if self.low[k] == "and" and any(first <= m.first and m.last == k for m in self.cast.mentions):
                left, right = self.phrase(first, k), self.phrase(k + 1, head_end)
                country = left.country if left.country == right.country else "international"
                name = right.name if right.person else joined(self.tokens, k + 1, head_end)
                return Who(f"{left.name} and {name}", left.type, country, rule=["who:coordination", *left.rule[1:]], plural=True)
        return None

    def message(self, first: int, preposition: int, head_end: int) -> Who | None:
        """*X's post*, *his message*, *a statement by X*: X speaks."""
        low, tokens = self.low, self.tokens
        if preposition > first and low[preposition - 1] in MESSAGES:
            owner = next((k for k in range(first + 1, preposition - 1) if tokens.words[k] in ("’", "'") and low[k + 1] == "s"), None)
            if owner is not None:
                who = self.phrase(first, owner)
                return self.again(who, "who:message-of>" + who.rule[0].removeprefix("who:"))
            if low[first] in HE | SHE | THEY:
                owned = self.pronoun(first, low[first])
                if owned is not None:
                    return self.again(owned, "who:message-of>" + owned.rule[0].removeprefix("who:"))
            if preposition < head_end - 1 and low[preposition] in ("by", "from", "of"):
                who = self.phrase(preposition + 1, head_end)
                if who.name:
                    return self.again(who, "who:message-by>" + who.rule[0].removeprefix("who:"))
        return None

    def body(self, first: int, head_end: int, preposition: int) -> Who | None:
        """A medium, public body or group of the open table, or a name that ends like one."""
        tokens = self.tokens
        for size in range(min(7, head_end - first), 0, -1):
            for k in range(first, min(head_end - size + 1, preposition)):
                entry: Body | None = bodies().get(joined(tokens, k, k + size).lower()) if tokens.words[k][0].isupper() else None
                if entry is None:
                    continue
                after = self.low[k + size : preposition]
                if any(lexicon.people().get(w) in ("role", "roles") for w in after):
                    if OFFICIALS & set(after):
                        rules = ["who:official-of-body", "type:unnamed-official", "country:open-table"]
                        return Who(
                            f"{entry.name} {after[-1]}", "unnamed_official", entry.country, rule=rules, plural=after[-1].endswith("s")
                        )
                    continue
                return official_body(entry.name, "who:open-table", kind=entry.type, country=entry.country)
        return None

    def country_in(self, first: int, last: int) -> str:
        """The first country named by these tokens, by name, capital or adjective; empty if none."""
        for size in (3, 2, 1):
            for k in range(first, last - size + 1):
                piece = joined(self.tokens, k, k + size).lower()
                piece4 = joined(self.tokens, k, min(last, k + 4)).lower()
                if piece4 in ("u.s.", "u.k.", "u.n.", "u.a.e."):
                    return adjectives().get(piece4) or places().get(piece4, "")
                if self.tokens.words[k][0].isupper() and (piece in adjectives() or piece in places()):
                    return adjectives().get(piece) or places()[piece]
        return ""

    def role(self, first: int, preposition: int, head_end: int, last: int) -> Who | None:
        """*the (Kazakh) president*, *the prime minister*: the person of that role, by country."""
        head = [w for w in self.low[first:preposition] if w not in (".", "-")]
        if not head or head[-1] not in lexicon.people() or lexicon.people()[head[-1]] not in ("role", "title") or head[0] in ("a", "an"):
            return None
        word = head[-1]
        if word in OFFICIALS and word not in ("spokesman", "spokeswoman"):
            return None
        country = self.country_in(first, head_end)
        tokens = self.tokens
        holders = [m for m in self.cast.mentions if word in m.person.roles or (word == "leader" and m.person.type == "head_of_state")]
        if country:
            holders = [m for m in holders if m.person.country == country]
            if not holders and word in HEADS:
                holders = [m for m in self.cast.mentions if m.person.type == "head_of_state" and m.person.country == country]
        before = [m for m in holders if m.first < first]
        if not before and not holders and word == "president":
            holders = [m for m in self.cast.mentions if m.person.type == "head_of_state"]
            before = [m for m in holders if m.first < first]
        if before or holders:
            recent = [m for m in before if not tokens.quote[m.first]] or before or holders
            person = self.most_named([m.person for m in recent]) if word == "president" and not country else recent[-1].person
            return of_person(person, "who:role")
        return None

    @staticmethod
    def most_named(people: Sequence[Person]) -> Person:
        """The person named most often; the first of them on a tie."""
        return max(people, key=lambda p: sum(q is p for q in people))

    def government(self, first: int, preposition: int, head_end: int) -> Who | None:
        """A country, a capital, or *the (Kazakh) government*."""
        low = [w for w in self.low[first:preposition] if w not in DETERMINERS and w not in ("’", "'", "s")]
        country = self.country_in(first, preposition) or (
            self.country_in(preposition, head_end) if low and low[-1] in ("government", "ministry") else ""
        )
        if not low or not country or country == "international":
            return None
        name = " ".join(w for w in low if w != ".")
        rest = set(low) - {"government", "administration", "ministry", "foreign", "authorities"}
        bare = name in places() or name.replace(" ", "") in ("us", "uk", "un") or name in ("u s", "u k")
        if bare or ("government" in low and len(rest) <= 3):
            return official_body(f"{adjective_of(country)} government".strip(), "who:government", kind="official", country=country)
        return None

    def described(self, first: int, preposition: int, head_end: int, head: list[str], text: str) -> Who:
        """A source without a name: officials, collectives, somebody."""
        rest = [w for w in head if w not in DETERMINERS and w not in (".", "’", "'", "s")]
        noun = rest[-1] if rest else ""
        country = self.country_in(first, head_end)
        plural = lexicon.people().get(noun) in ("roles", "bodies") or (noun.endswith("s") and not noun.endswith("ss"))
        definite = self.low[first] in ("the", "those", "these", "both")
        if noun in ("source", "sources", "person", "people", "insider") and (
            noun != "people" or "familiar" in self.low[first : head_end + 12]
        ):
            if noun == "sources" and self.media >= 3:
                return Who("news sources", "collective", "none", rule=["who:sources-after-media", "type:collective"], plural=True)
            name = "unnamed sources" if plural or noun == "people" else "unnamed source"
            return Who(name, "unnamed", country or "none", rule=["who:unnamed", "type:unnamed"], plural=plural)
        if noun in OFFICIALS:
            if definite and not country:
                for position, who in reversed(self.history):
                    if (position < first and who.name.endswith(noun.rstrip("s"))) or who.name.endswith(noun):
                        return self.again(who, "who:same-officials")
            if country:
                place = adjective_of(country) if country != "international" else joined(self.tokens, first, preposition).split()[0]
                name = f"{place} {noun}"
            else:
                name = " ".join(w for w in rest if w not in SENIORITY)
            return Who(
                name,
                "unnamed_official",
                country or "none",
                rule=["who:officials", "type:unnamed-official", *(["country:adjective"] if country else [])],
                plural=plural,
            )
        if noun in COLLECTIVES or (plural and lexicon.people().get(noun) == "roles" and not country):
            return Who(noun, "collective", country or "none", rule=["who:collective", "type:collective"], plural=True)
        kind = role_type([*head, *self.low[preposition:head_end]])
        words_near = set(head)
        if MEDIA & words_near or noun in ("newspaper", "paper", "magazine", "network", "station", "website", "media", "outlet"):
            kind = "news_media"
        elif ADVOCACY & words_near or {"rights", "advocacy", "watchdog"} & words_near:
            kind = "advocacy"
        elif {"study", "survey", "poll", "report", "research"} & words_near or EXPERT & words_near or CENTERS & words_near:
            kind = "expert"
        elif {
            "government",
            "administration",
            "ministry",
            "department",
            "agency",
            "court",
            "police",
            "military",
            "army",
            "committee",
            "commission",
            "campaign",
            "senate",
            "house",
            "congress",
            "party",
        } & words_near:
            kind = "official"
        elif plural and not kind:
            kind = "collective"
        capital = any(
            self.tokens.words[k][0].isupper() for k in range(first + (self.low[first] in DETERMINERS), max(first + 1, preposition))
        )
        for article in ("the ", "a ", "an "):
            if text.lower().startswith(article):
                text = text[len(article) :]
        name = text if capital else text.lower()
        return Who(
            name, kind or "none", country or "none", rule=["who:as-written", f"type:{'words' if kind else 'unknown'}"], plural=plural
        )

    # -- relays ---------------------------------------------------------------------------------------

    def media_named(self) -> dict[int, list[tuple[int, int, str]]]:
        """The media of the open table that the text names: sentence to (first token, last + 1, name)."""
        found: dict[int, list[tuple[int, int, str]]] = {}
        k = 0
        while k < self.tokens.n:
            if self.tokens.words[k][0].isupper() and not self.tokens.quote[k] and self.low[k] in MEDIA_STARTS:
                for size in (6, 5, 4, 3, 2, 1):
                    stop = min(self.tokens.n, k + size)
                    entry = bodies().get(joined(self.tokens, k, stop).lower())
                    if entry is not None and entry.type == "news_media":
                        found.setdefault(int(self.tokens.sentence[k]), []).append((k, stop, entry.name))
                        k = stop - 1
                        break
            k += 1
        return found

    def relay(self, link: Link, who: Who, links: Sequence[Link], sources: Sequence[Who]) -> str:
        """Through whom did it reach the outlet? A medium that is told, or that reports the attribution itself."""
        if not link.cue or who.type == "news_media" or not who.name:
            return ""
        low = self.low
        first, last = link.cue[0]
        sentence = int(self.tokens.sentence[first])
        for begin, stop, name in self.named_media.get(sentence, []):
            at = begin - 1 - (begin > 0 and low[begin - 1] == "the")
            before, earlier = (low[at] if at >= 0 else ""), (low[at - 1] if at >= 1 else "")
            told = before in ("told", "telling") or (before in ("to", "with") and earlier in TOLD)
            if told and first - 12 <= at < last + 12:
                return name
            reports = lexicon.lookup(low[stop] if stop < self.tokens.n else "")
            if before == "by" and earlier in ("reported", "published", "quoted", "cited"):
                return name
            if stop <= first and reports.groups & 1 and reports.form in ("s", "past"):
                return name
        for k in self.media_reports.get(sentence, []):
            other, reporter = links[k], sources[k]
            if other is link:
                continue
            cue = other.cue[0][0]
            inside = any(a <= first < b for a, b in other.content)
            words_of_cue = low[cue : other.cue[0][1]]
            if inside or "according" in words_of_cue or "as" in words_of_cue or (cue and low[cue - 1] == "as") or cue < first:
                return reporter.name
        return ""

"""Sources without a name: officials, residents, a spokeswoman, people familiar with the matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newscompare.articles.tokens import word_set
from newscompare.attribution import words as closed
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.answers import PREPOSITIONS, Who
from newscompare.attribution.who.entities import ROLE, Described, Entity
from newscompare.attribution.who.kinds import LAWYERS, SPOKES
from newscompare.attribution.who.nouns import expert, noun, plural_role
from newscompare.attribution.who.owners import owner
from newscompare.attribution.who.reading import english

if TYPE_CHECKING:
    from newscompare.attribution.who.resolve import Resolver

DETERMINERS = word_set(
    """
    the a an some several many few most another both all these those this that one two three four
    five six seven eight nine ten dozens hundreds of more his her its their at least
    """
)
SENIORITY = word_set(
    """
    senior top leading current former many foreign-policy political independent outside western
    anonymous unnamed
    """
)
OFFICIALS = word_set(
    """
    official officials diplomat diplomats aide aides adviser advisers advisor advisors staffer
    staffers insider insiders
    """
)
SEVERAL = 3
"""After so many attributions to media, *sources* are those of the news."""
HIDING = frozenset(["anonymity", "anonymous", "anonymously", "unnamed", "unidentified"])
COLLECTIVE = frozenset({"public", "people", "crowd", "community", "others", "some", "many"})


class Unnamed:
    """Names, types and countries of the sources of one text that have no name."""

    def __init__(self, resolver: Resolver) -> None:
        """Keeps the resolver, whose cast, types and countries it asks."""
        self.resolver = resolver
        self.reading, self.low = resolver.reading, resolver.low

    def phrase(self, first: int, end: int, entity: Entity | None, last: int | None = None) -> Who:
        """An unnamed source: ``first`` to ``end`` without the clause after it, ``last`` with it."""
        r, low = self.reading, self.low
        last = end if last is None else last
        stop = next((k for k in range(first + 1, end) if low[k] in PREPOSITIONS), end)
        head = self.head(first, stop)
        word = low[head]
        plural = (
            plural_role(word)
            or word in ("people", "police", "authorities")
            or (
                word.endswith("s")
                and not word.endswith("ss")
                and (not r.cap[head] or (r.first_of[head] and english(word)))
            )
        )
        if entity is None:
            entity = Entity(ROLE, "", -1, plural=plural)
            entity.heads.add(word)
            entity.described.append(Described(first, end, head, "noun"))
        d = Described(first, end, head, "noun")
        hidden = self.hidden(first, last)
        country, country_why = self.country(d, entity)
        kind, kind_why = self.kind(d, word, plural, hidden, country)
        name = self.name(first, stop, end, word, head, plural, country, kind)
        rule = ["who: in its own words", f"type: {kind_why}", f"country: {country_why}"]
        return Who(name, kind or "none", country or "none", rule=rule, entity=entity, plural=plural)

    def head(self, first: int, stop: int) -> int:
        """The head of a phrase that ends at ``stop``: the last noun for somebody, else the last
        word.
        """
        words, low = self.reading.words, self.low
        plain = [k for k in range(first, stop) if words[k][0].isalpha() and low[k] != "s"]
        if (plain and self.reading.verb_at(plain[-1])) or (
            plain and low[plain[-1]].endswith(("ed", "ing"))
        ):
            found = [
                k for k in plain if noun(low[k]) or plural_role(low[k]) or low[k] in lexicon.HIDDEN
            ]
            plain = found or plain
        return plain[-1] if plain else first

    def hidden(self, first: int, last: int) -> bool:
        """Does the text say that the source would not be named?"""
        r = self.reading
        stop = last
        while stop < r.n and stop < last + 14 and r.sentence[stop] == r.sentence[first]:
            stop += 1
        phrase = self.low[first:stop]
        found = set(phrase)
        if HIDING & found:
            return True
        text = " ".join(phrase)
        return any(
            x in text
            for x in (
                "not to be named",
                "not be named",
                "not authorised",
                "not authorized",
                "not to be identified",
                "without being named",
                "not permitted to speak",
                "not allowed to speak",
                "be identified",
            )
        )

    def kind(
        self, d: Described, word: str, plural: bool, hidden: bool, country: str
    ) -> tuple[str, str]:
        """Type and reason."""
        low = self.low
        phrase = low[d.first : d.last]
        found = set(phrase)
        if word in lexicon.HIDDEN and (
            word not in ("person", "people")
            or found & {"familiar", "close", "knowledge", "matter", "briefed", "involved"}
        ):
            if word == "sources" and self.resolver.media >= SEVERAL and "close" not in found:
                return "collective", "sources, after several media"
            return "unnamed", "a source without a name"
        if word in OFFICIALS:
            whose = owner(self.resolver.cast, d)
            kind = self.resolver.kinds.of(whose)[0] if whose is not None else ""
            party = (
                kind in ("politician", "business", "advocacy")
                and not hidden
                and word not in ("official", "officials", "diplomat", "diplomats")
            )
            if party:
                return kind, f"stands for {whose.name if whose else ''}"
            if found & {"company", "union", "club", "bank"} and not hidden:
                return next(
                    lexicon.BODIES[w] for w in phrase if w in lexicon.BODIES
                ), f"{word} of a body"
            return "unnamed_official", f"{word} without a name"
        if word in SPOKES or word in LAWYERS:
            whose = owner(self.resolver.cast, d)
            kind = (
                self.resolver.kinds.of(whose)[0]
                if whose is not None and whose.kind != "place"
                else ""
            )
            kind = kind or next((lexicon.BODIES[w] for w in phrase if w in lexicon.BODIES), "")
            if not kind and word in SPOKES:
                kind = self.last_body()
            if kind in ("head_of_state", "unnamed_official", ""):
                kind = "official" if word in SPOKES else "citizen" if word in LAWYERS else kind
            return (
                "unnamed_official" if hidden and kind == "official" else kind
            ), f"{word}: has the type of whom it speaks for"
        if plural and word in lexicon.PLURALS:
            kind = lexicon.PLURALS[word]
            if kind == "collective" and self.with_body(d):
                kind = (
                    "expert"
                    if word
                    in (
                        "analysts",
                        "economists",
                        "researchers",
                        "scientists",
                        "experts",
                        "doctors",
                        "strategists",
                    )
                    else kind
                )
            if kind == "official" and hidden and word not in ("police", "authorities"):
                kind = "unnamed_official"
            return kind, word
        if plural and "officers" in found and hidden:
            return "unnamed_official", "officers without a name"
        if "opposition" in found or ("party" in found and not plural):
            return "politician", "a party"
        single = word[:-1] if plural and word.endswith("s") else word
        kind = self.resolver.kinds.phrase(
            word if word in lexicon.PERSONS or word in lexicon.BODIES else single, d, phrase
        )
        if not kind and expert(single):
            kind = "expert"
        if not kind:
            k = next((k for k in range(d.first, d.last) if noun(low[k]) and k != d.head), -1)
            kind = (
                lexicon.PERSONS.get(low[k], "") or lexicon.BODIES.get(low[k], "") if k >= 0 else ""
            )
        if kind == "official" and hidden:
            return "unnamed_official", f"{word} without a name"
        if plural and kind in ("citizen", "expert", "") and not self.with_body(d):
            return "collective", "a group without names"
        if word == "old" or (not kind and any(w == "year" for w in phrase)):
            return "citizen", "only an age is told"
        if plural and kind == "" and word.isalpha():
            return "collective", "a group without names"
        if word in COLLECTIVE:
            return "collective", "a group without names"
        return kind, word if kind else "the text does not tell"

    def with_body(self, d: Described) -> bool:
        """Does a named body stand in the phrase (*analysts at Harrow & Pell*)?"""
        return any(
            m.entity.kind == "body" and m.form == "name"
            for m in self.resolver.cast.near(d.first, d.last)
        )

    def last_body(self) -> str:
        """The type of the body that spoke last: a spokeswoman without more speaks for it."""
        for _, who in reversed(self.resolver.history[-3:]):
            if (
                who.name
                and not who.person
                and who.type in ("official", "business", "advocacy", "politician")
            ):
                return str(who.type)
        return ""

    def country(self, d: Described, entity: Entity) -> tuple[str, str]:
        """Country and reason."""
        country = self.resolver.homes.in_words(d.first, d.last)
        if country:
            return country, "named in the words"
        country, why = self.resolver.homes.of(entity)
        generic = self.low[d.head] in lexicon.HIDDEN or self.low[d.head] in (
            "analysts",
            "experts",
            "critics",
            "observers",
            "economists",
        )
        if generic and why.startswith("where the text"):
            return "", "the text does not tell"
        return country, why or "the text does not tell"

    def name(
        self,
        first: int,
        stop: int,
        end: int,
        word: str,
        head: int,
        plural: bool,
        country: str,
        kind: str,
    ) -> str:
        """The words that name the source: without articles and numbers, with the body that it
        belongs to.
        """
        r, low = self.reading, self.low
        if kind == "collective" and word == "sources":
            return "news sources"
        if kind == "unnamed" and word in lexicon.HIDDEN:
            return "unnamed sources" if plural else "unnamed source"
        begin = first
        while (
            begin < head
            and r.words[begin + 1] != "-"
            and (low[begin] in DETERMINERS or not r.words[begin][0].isalnum())
        ):
            begin += 1
        if begin < head and low[begin] == "other":
            begin += 0
        if word in OFFICIALS and self.named_country(begin, head, country):
            adjective = lexicon.adjectives().get(country, "")
            return f"{adjective} {word}".strip()
        if word in OFFICIALS:
            while begin < head and low[begin] in SENIORITY:
                begin += 1
        if (
            kind == "collective"
            and word in lexicon.PLURALS
            and not self.with_body(Described(first, end, head, "noun"))
        ):
            return word
        mark = next((k for k in range(begin, head) if r.possessive(k)), None)
        if mark is not None:
            after = r.after_possessive(mark)
            if r.cap[after] or lexicon.countries().get(r.text(begin, mark).lower()):
                middle = r.text(begin, after) if r.cap[after] else r.text(begin, mark)
                return f"{middle} {r.text(after, stop)}".strip()
            if plural_role(low[mark - 1]) and not any(r.cap[k] for k in range(begin, stop)):
                return r.text(begin, stop)  # the bus operators' association
            whose = self.resolver.phrases.phrase(begin, mark)
            rest = r.text(after, stop)
            return f"{whose.name} {rest}".strip()
        if low[first] in ("its", "their", "whose", "his", "her") and word in SPOKES:
            whom = owner(self.resolver.cast, Described(first, end, head, "noun"))
            if whom is not None and whom.name:
                return f"{whom.name} {r.text(begin, stop)}"
        text = r.text(begin, stop)
        if stop < end and low[stop] in ("of", "for", "at", "in", "from"):
            tail = end
            inside = [m for m in self.resolver.cast.near(stop, end) if m.form == "name"]
            if word in SPOKES and inside:
                return f"{inside[0].entity.name} {word}"
            if tail - stop <= 8:
                text = r.text(begin, tail)
        elsewhere = r.words[begin] in r.mid_capitals
        plain = (
            (english(low[begin]) and not elsewhere)
            or noun(low[begin])
            or low[begin] in closed.CLOSED
        )
        if not any(r.cap[k] for k in range(begin, stop)) or (
            begin == first and r.first_of[first] and plain
        ):
            text = text[:1].lower() + text[1:] if not r.words[begin].isupper() or r.loud else text
        return text

    def named_country(self, begin: int, head: int, country: str) -> bool:
        """Is the country named just before the head (*US officials*)?"""
        return (
            bool(country)
            and country != "international"
            and self.resolver.homes.in_words(begin, head) == country
        )

"""The type of a source: who speaks in which capacity, by the words that the text has for it.

Whoever stands for a body or a client (spokespeople, lawyers, heads) has its type; else the noun
tells; an office beats a seat, a seat beats a trade, and what ordinary people are called (*mum of
four*) comes last.
"""

from __future__ import annotations

from newscompare.articles.tokens import word_set
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.entities import BODY, NAME, PERSON, ROLE, Described, Entity
from newscompare.attribution.who.nouns import expert, plural_role
from newscompare.attribution.who.owners import owner

RANK = (
    *("head_of_state", "official", "politician", "business", "advocacy", "news_media", "expert"),
    *("unnamed_official", "collective", "unnamed", "citizen"),
)
SPOKES = frozenset(
    ["spokesman", "spokeswoman", "spokesperson", "spokespeople", "spokesmen", "spokespersons"]
)
LAWYERS = frozenset(
    ["lawyer", "lawyers", "attorney", "attorneys", "counsel", "solicitor", "barrister"]
)
CLIENTS = word_set(
    """
    accused defendant defence defense victim victims family plaintiff crew couple suspect claimants
    """
)
UNIONS = word_set(
    """
    union federation association society league alliance council congress brotherhood
    """
)
TRADES = word_set(
    """
    hotels hotel manufacturers retailers retail bankers banks industries industry employers
    exporters importers operators producers builders brewers shippers commerce business businesses
    traders merchants insurers airlines hoteliers shipowners millers tourism housebuilders landlords
    """
)
FEDERAL = frozenset({"Australia", "Canada", "South Africa", "India", "Pakistan", "international"})
DOCUMENTS = word_set(
    """
    letter report memo study survey poll statement post tweet filing figures document paper review
    message audit analysis email e-mail release dossier brief note research data statistics bulletin
    circular notice communique ruling judgment verdict findings results
    """
)
PARTISANS = frozenset(["leader", "chief", "chair", "chairman", "chairwoman", "mp", "whip"])
PLAYING = frozenset({"team", "coach", "captain", "match", "striker", "goal"})
HIDING = frozenset(["anonymity", "anonymous", "unnamed"])
LEADING = word_set(
    """
    leads led heads headed chairs chaired runs ran manages directs founded owns represents teaches
    lectures
    """
)


def strongest(found: list[tuple[str, str]]) -> tuple[str, str]:
    """Of types with their reasons the one that ranks first."""
    return min(found, key=lambda f: RANK.index(f[0]) if f[0] in RANK else 99) if found else ("", "")


DEEPEST = 6
"""Owners of owners are asked this deep."""


class Kinds:
    """Types of the entities of one cast, each looked up once."""

    def __init__(self, cast: Cast) -> None:
        """Nothing is computed yet."""
        self.cast = cast
        self.known: dict[int, tuple[str, str]] = {}
        self.kept: list[Entity] = []  # so that no number is used twice
        self.depth = 0

    def of(self, entity: Entity) -> tuple[str, str]:
        """Type and reason; empty where the text does not tell."""
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
        """The type of an entity, not looked up."""
        if entity.known is not None and entity.known.type:
            return entity.known.type, "open table"
        if entity.kind == BODY:
            return self.body(entity)
        if entity.kind not in (PERSON, ROLE):
            return "", ""
        found = [f for d in entity.described if (f := self.described(entity, d))[0]]
        sure = [f for f in found if not f[1].startswith("former")]
        best = strongest(sure or found)
        if best[0] and best[0] != "citizen":
            return best
        if entity.titles & {"dr", "prof", "professor"} and not best[0]:
            return "expert", "title"
        if entity.name.lower().startswith(("lord ", "lady ", "baroness ")) and not best[0]:
            return "politician", "title"
        if not best[0] and self.of_a_country(entity):
            return "official", "named with a country, no other role"
        if not best[0] and entity.age:
            return "citizen", "age, no office"
        return best

    def of_a_country(self, entity: Entity) -> bool:
        """*Hungary's Zsofia Bartok* in a text without players: who speaks for a country."""
        r = self.cast.reading
        if entity.age or not r.vocabulary.isdisjoint(PLAYING):
            return False
        for m in self.cast.mentions:
            if m.entity is entity and m.form == NAME:
                if not r.possessive_before(m.before):
                    return False
                start = r.owner_start(m.before)
                return r.text(start, m.before - 2).lower() in lexicon.countries()
        return False

    # -- people --

    def described(self, entity: Entity, d: Described) -> tuple[str, str]:
        """The type that one description tells, with its head noun as the reason."""
        low = self.cast.reading.low
        phrase = low[d.first : d.last]
        if d.how in ("of", "clause", "place"):
            return self.by_clause(d, phrase)
        kind = self.phrase(low[d.head], d, phrase)
        former = "former " if {"former", "ex", "retired"} & set(phrase) else ""
        return kind, former + low[d.head]

    def phrase(self, head: str, d: Described, phrase: list[str]) -> str:
        """The type of a noun phrase with the head ``head``."""
        found = set(phrase)
        text = " ".join(phrase)
        if "opposition" in found or "shadow" in found or "party" in found:
            return "politician"
        if head in PARTISANS and self.of_a_party(d):
            return "politician"
        if {"vice", "deputy"} & found and {
            "president",
            "minister",
            "governor",
            "mayor",
            "premier",
        } & found:
            return "official"
        if "prime minister" in text or "prime-minister" in text:
            return "head_of_state"
        if (head in lexicon.PERSONS and lexicon.PERSONS[head] == "expert") or expert(head):
            return "expert"
        if head in lexicon.STANDS_FOR:
            return self.stands(head, d, found)
        if head in UNIONS and head != "union" and found & TRADES:
            return "business"
        kind = lexicon.PERSONS.get(head, "") or lexicon.BODIES.get(head, "")
        if head == "premier":
            return "official" if self.federal() else "head_of_state"
        if head == "chancellor" and {"exchequer", "university"} & found:
            return "official" if "exchequer" in found else "expert"
        if kind == "head_of_state" and {"office", "adviser", "aide"} & found:
            return "official"
        if head in ("captain", "major", "officer", "guard") and found & {
            "army",
            "navy",
            "police",
            "military",
            "force",
        }:
            return "official"
        if head == "officer" and found & {"executive", "financial", "operating", "ceo"}:
            return "business"
        return kind

    def of_a_party(self, d: Described) -> bool:
        """*Tory leader*, *Labour’s leader*: does a party stand before the head, with a capital?"""
        r = self.cast.reading
        return any(r.low[k] in lexicon.PARTIES and r.cap[k] for k in range(d.first, d.head))

    def federal(self) -> bool:
        """Is the text set in a country whose states have premiers?"""
        return bool(self.cast.setting and self.cast.setting in FEDERAL)

    def stands(self, head: str, d: Described, found: set[str]) -> str:
        """The type of whoever stands for a body or a client."""
        if head in LAWYERS and found & CLIENTS:
            return "citizen"
        if head in LAWYERS and owner(self.cast, d) is None:
            return (
                "citizen" if self.cast.reading.low[d.first] in ("his", "her", "their") else "expert"
            )
        if head == "president" and not owner(self.cast, d) and "of" not in found:
            return "head_of_state"
        if (
            found & {"executive", "ceo", "financial", "operating", "investment", "marketing"}
            and head not in SPOKES
        ):
            other = owner(self.cast, d)
            return (self.of(other)[0] if other else "") or "business"
        whom = owner(self.cast, d)
        if whom is not None and whom.kind != "place":
            kind = self.of(whom)[0]
            if kind in ("head_of_state", "unnamed_official"):
                kind = "official"
            if kind:
                return kind
        if whom is not None and whom.kind == "place":
            if head == "president":
                return "head_of_state"
            if head == "leader":
                return "head_of_state"
            return (
                "citizen"
                if head in ("captain", "coach", "player", "manager", "boss")
                else "official"
            )
        low = self.cast.reading.low
        for k in range(d.first, d.last):
            kind = lexicon.BODIES.get(low[k], "")
            if kind and k != d.head:
                return kind
            if head == "leader" and self.cast.reading.possessive(k + 1) and plural_role(low[k]):
                return "advocacy"  # the fishermen's leader
        if found & {"campaign", "rights", "union", "charity", "aid"}:
            return "advocacy"
        if head in SPOKES:
            return "official"
        if head == "secretary" or head == "president":
            return "official" if head == "secretary" else "head_of_state"
        if head == "leader":
            return "politician" if found & {"majority", "minority", "senate", "house"} else ""
        return lexicon.PERSONS.get(head, "")

    def by_clause(self, d: Described, phrase: list[str]) -> tuple[str, str]:
        """*of the campaign group Clear Becks*, *who teaches at the school*, *whose study ...*."""
        low = self.cast.reading.low
        if d.how == "place":
            return "", ""
        if phrase[0] in ("of", "at", "from", "for"):
            for m in self.cast.near(d.first, d.last):
                if m.entity.kind == BODY and m.form == "name":
                    return self.of(m.entity)[0], f"of {m.entity.name}"
            if phrase[0] != "from":
                for k in range(d.first, d.last):
                    if low[k] in lexicon.BODIES and low[k] not in (
                        "city",
                        "county",
                        "district",
                        "state",
                        "country",
                    ):
                        return lexicon.BODIES[low[k]], f"of the {low[k]}"
            return "", ""
        if phrase[0] == "whose" and set(phrase[1:5]) & {
            "book",
            "review",
            "study",
            "research",
            "report",
            "work",
            "paper",
        }:
            return "expert", f"whose {phrase[1]}"
        if phrase[0] == "whose" and set(phrase) & {"runs", "owns"}:
            return "business", "whose family runs a business"
        if (
            len(phrase) > 1
            and phrase[0] == "whose"
            and phrase[1] in ("government", "ministry", "country", "delegation")
        ):
            return "official", f"whose {phrase[1]}"
        if len(phrase) < 3:
            return "", ""
        verb = phrase[1]
        if verb in ("teaches", "taught", "lectures", "studies", "researches", "studied"):
            return "expert", f"who {verb}"
        if verb == "represents" and set(phrase) & {
            "district",
            "constituency",
            "riding",
            "seat",
            "ward",
            "county",
            "state",
        }:
            return "politician", "who represents the district"
        if verb in LEADING:
            for k in range(d.first + 2, d.last):
                if low[k] in lexicon.BODIES and not (
                    k + 1 < d.last and low[k + 1] in lexicon.BODIES
                ):
                    return lexicon.BODIES[low[k]], f"who {verb} a {low[k]}"
            for m in self.cast.near(d.first, d.last):
                if m.entity.kind == BODY:
                    return self.of(m.entity)[0], f"who {verb} {m.entity.name}"
        if verb in ("owns", "founded"):
            return "business", f"who {verb}"
        if verb in ("lives", "lost", "saw", "witnessed", "survived", "fled", "grew"):
            return "citizen", f"who {verb}"
        return "", ""

    # -- bodies --

    def body(self, entity: Entity) -> tuple[str, str]:
        """The type of a body: what the text calls it, then the words of its name."""
        low = self.cast.reading.low
        for d in entity.described:
            if d.head >= 0 and low[d.head] in lexicon.BODIES:
                kind = self.named_body(low[d.first : d.last], low[d.head])
                if kind:
                    return kind, f"the {low[d.head]}"
        split = lexicon.key(entity.name).replace("'", " ").replace("’", " ").split()
        stop = next(
            (k for k, w in enumerate(split) if k and w in ("of", "for", "on", "to", "against")),
            len(split),
        )
        if "party" in split[:stop]:
            return "politician", "party in its name"
        for word in reversed(split[:stop]):
            if word in lexicon.BODIES:
                kind = self.named_body(split, word)
                if kind:
                    return kind, f"{word} in its name"
        if split[-1] in lexicon.MEDIA_NAMES and len(split) > 1:
            return "news_media", f"{split[-1]} in its name"
        return "", ""

    @staticmethod
    def named_body(split: list[str], word: str) -> str:
        """The type of a body by a word for it, given the other words."""
        found = set(split)
        kind = lexicon.BODIES.get(word, "")
        if word in ("bank",) and found & {"central", "reserve", "world", "development", "federal"}:
            return "official"
        if word in UNIONS and found & TRADES and word != "union":
            return "business"
        if word in UNIONS and found & {
            "workers",
            "teachers",
            "nurses",
            "players",
            "growers",
            "farmers",
            "trade",
            "trades",
            "labour",
        }:
            return "advocacy"
        if word == "group" and found & {
            "media",
            "retail",
            "hotel",
            "mining",
            "energy",
            "banking",
            "shipping",
            "property",
            "car",
        }:
            return "business"
        if word == "network" and found & {"television", "tv", "broadcasting", "radio"}:
            return "news_media"
        if word == "agency" and found & {"news", "press"}:
            return "news_media"
        if word == "agency" and found & {
            "estate",
            "travel",
            "advertising",
            "ratings",
            "rating",
            "modelling",
        }:
            return "business"
        if word == "school" and found & {
            "primary",
            "secondary",
            "state",
            "high",
            "elementary",
            "district",
        }:
            return "official"
        if word == "council" and found & {"churches", "refugee", "women"}:
            return "advocacy"
        return kind

"""Open tables of people, bodies and countries, and names found in one article."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

from newscompare.attribution import lexicon, words
from newscompare.attribution.tokens import Tokens, word_set

TYPES = ("head_of_state", "official", "unnamed_official", "expert", "advocacy", "news_media", "collective", "unnamed", "none")
"""Source types, from the most to the least identified."""

STATE_TITLES = word_set("president premier chancellor king queen emir sultan pope crown")
PARTICLES = word_set("bin al el van von de der da di del ibn ben la le dos du")
NOT_PERSON = word_set("""accords accord summit sea asia east west north south war act bill court party department university institute institution center
    centre council committee commission administration house street avenue times post journal news press tribune herald street agency
    bureau office association foundation union league union congress senate parliament ministry republic states state city county
    district river bank fund group company corporation corp inc forum conference agreement treaty deal plan program project
    social network media service services board academy college school army navy force forces guard police coalition alliance day
    week month awards club review report magazine americans american republican democrat republicans democrats democratic gop
    christmas thanksgiving easter islam muslim christian jewish country countries nation nations stability growth strip gulf ocean
    initiative strategy security defense committee campaign convention election debate caucus primary airport hospital church""")
TITLE_WORDS = word_set("""mr mrs ms dr sen rep gov gen lt col sgt maj capt prof rev hon adm cmdr justice judge president senator governor mayor secretary
    minister prime vice king queen prince princess pope sir lady lord sheikh ayatollah representative congressman congresswoman chairman
    chairwoman speaker attorney general former then first deputy foreign defense finance interior crown chancellor premier emir sultan
    ambassador spokesman spokeswoman spokesperson director professor chief whip leader majority minority house senate democratic
    republican gop state secretary-general undersecretary assistant press adviser advisor analyst economist commissioner sheriff detective
    officer captain major colonel admiral lieutenant sergeant coach pastor bishop cardinal archbishop rabbi imam father sister
    ceo founder author reporter correspondent editor columnist host anchor candidate nominee frontrunner strategist pollster
    historian activist lawyer prosecutor inspector investigator superintendent principal dean lawmaker envoy diplomat the""")
FEMALE = word_set("""mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra ashley dorothy kimberly emily
    donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna brenda pamela emma
    nicole helen samantha katherine christine debra rachel catherine carolyn janet ruth maria heather diane virginia julie joyce victoria
    kelly christina joan evelyn lauren judith olivia frances martha cheryl megan andrea ann alice jean doris jacqueline hannah kathryn gloria
    teresa sara janice julia grace judy theresa rose beverly denise marilyn amber danielle brittany diana jane lori hillary ivanka melania
    kellyanne nikki loretta elena sonia ruth condoleezza kamala ursula giorgia claudia tulsi wendy katie katrina debbie carly huma""")


class Body(NamedTuple):
    """A row of ``organizations.csv``."""

    name: str
    type: str
    country: str


class Known(NamedTuple):
    """A row of ``people.csv``."""

    name: str
    type: str
    country: str


def _table(name: str) -> list[dict[str, str]]:
    text = files("newscompare.attribution").joinpath("open", name).read_text("utf-8")
    return list(csv.DictReader(StringIO(text)))


@cache
def bodies() -> dict[str, Body]:
    """Media, public bodies, advocacy groups and think tanks by name or alias in lower case."""
    found: dict[str, Body] = {}
    for row in _table("organizations.csv"):
        body = Body(row["name"], row["type"], row["country"])
        for alias in [row["name"].lower(), *filter(None, row["aliases"].split("|"))]:
            found.setdefault(alias, body)
    return found


@cache
def places() -> dict[str, str]:
    """Country by name, capital or other place in lower case."""
    found: dict[str, str] = {}
    for row in _table("countries.csv"):
        for alias in [row["country"].lower(), *filter(None, row["places"].split("|"))]:
            found.setdefault(alias, row["country"])
    return found


@cache
def adjectives() -> dict[str, str]:
    """Country by adjective or name of its people in lower case."""
    return {a: row["country"] for row in _table("countries.csv") for a in filter(None, row["adjectives"].split("|"))}


@cache
def adjective_of(country: str) -> str:
    """The adjective of a country as it stands in names of governments: ``Kazakh``, ``US``; empty where there is none."""
    if country == "US":
        return "US"
    for row in _table("countries.csv"):
        if row["country"] == country:
            first = row["adjectives"].split("|")[0]
            return first.upper() if "." in first or first in {"us", "uk"} else first.title()
    return ""


@cache
def known() -> tuple[dict[str, Known], dict[str, Known]]:
    """Office holders by full name and by surname, in lower case."""
    names: dict[str, Known] = {}
    surnames: dict[str, Known] = {}
    for row in _table("people.csv"):
        person = Known(row["name"], row["type"], row["country"])
        names[row["name"].lower()] = person
        if row["surname"]:
            surnames.setdefault(row["surname"].lower(), person)
    return names, surnames


@dataclass
class Person:
    """A person named in an article; ``why`` holds the evidence behind type and country."""

    name: str
    surname: str
    type: str = ""
    country: str = ""
    roles: set[str] = field(default_factory=set)
    female: bool | None = None
    why: list[str] = field(default_factory=list)


class Mention(NamedTuple):
    """A place where a person is named: tokens ``first`` to ``last`` (exclusive)."""

    first: int
    last: int
    person: Person


def joined(tokens: Tokens, first: int, last: int) -> str:
    """The text of tokens, white space as one blank."""
    return " ".join(tokens.text[int(tokens.start[first]) : int(tokens.end[last - 1])].split()) if last > first else ""


def capital_runs(tokens: Tokens) -> list[tuple[int, int]]:
    """Maximal runs of capitalised words, with the joiners of names (hyphens, apostrophes, initials, particles)."""
    w, out, k, n = tokens.words, [], 0, tokens.n
    start, end = tokens.start.tolist(), tokens.end.tolist()
    while k < n:
        follows = k + 1 < n and w[k + 1][0].isupper()
        if not w[k][0].isupper() or (w[k].lower() in words.CLOSED and not (follows and w[k] in ("US", "UK", "May", "Will", "Mark"))):
            k += 1
            continue
        j = k + 1
        while j < n:
            glued = start[j] == end[j - 1]
            if (
                w[j] in ("-", "’", "'", "/", "&")
                and glued
                and j + 1 < n
                and start[j + 1] == end[j]
                and (w[j + 1][0].isupper() or (w[j] == "-" and w[j + 1].isalpha()))
            ):
                j += 2
            elif (
                (
                    w[j] == "."
                    and glued
                    and (
                        len(w[j - 1]) == 1
                        or w[j - 1].lower() in {"mr", "mrs", "ms", "dr", "sen", "rep", "gov", "gen", "jr", "sr", "st", "lt", "col", "sgt"}
                    )
                )
                or (
                    w[j][0].isupper()
                    and w[j] != "I"
                    and tokens.paragraph[j] == tokens.paragraph[k]
                    and (
                        w[j].lower() not in words.CLOSED
                        or w[j] in ("US", "Will", "May")
                        or (len(w[j]) == 1 and j + 1 < n and w[j + 1] in ".’'")
                    )
                )
                or (w[j] in PARTICLES and j + 1 < n and w[j + 1][0].isupper() and not glued)
            ):
                j += 1
            else:
                break
        out.append((k, j))
        k = j
    return out


def split_title(tokens: Tokens, first: int, last: int) -> int:
    """First token of a run that is not a title, a role or an adjective of a country."""
    k = first
    while k < last:
        low = tokens.words[k].lower()
        if (
            low in TITLE_WORDS
            or low in adjectives()
            or low in {".", "-", "&"}
            or (low in {"u", "s", "us"} and k < last - 1)
            or (low in places() and k + 1 < last and tokens.words[k + 1].lower() in TITLE_WORDS)
        ):
            k += 1
        else:
            break
    return k


class Cast:
    """The people named in one article, with their mentions in order."""

    def __init__(self, tokens: Tokens) -> None:
        """Find every name and what the text says of the person."""
        self.tokens = tokens
        self.by_name: dict[str, Person] = {}
        self.by_surname: dict[str, Person] = {}
        self.mentions: list[Mention] = []
        found: list[tuple[int, int, int]] = []
        for first, last in capital_runs(tokens):
            begin = split_title(tokens, first, last)
            while last > begin and tokens.words[last - 1] in {".", "-"} and tokens.words[last - 2].lower() not in {"jr", "sr"}:
                last -= 1
            text = joined(tokens, begin, last).lower()
            if (
                begin >= last
                or text in places()
                or text in adjectives()
                or text in bodies()
                or any(tokens.words[k].lower() in NOT_PERSON for k in range(begin, last))
            ):
                continue
            if tokens.words[begin].lower() in places() and last - begin > 1 and text not in known()[0]:
                continue
            found.append((first, begin, last))
        for _first, begin, last in found:
            if last - begin >= 2 and joined(tokens, begin, last).lower() not in self.by_name:
                self.add(joined(tokens, begin, last), tokens.words[last - 1])
        for first, begin, last in found:
            person = self.person_at(first, begin, last)
            if person is not None:
                self.mentions.append(Mention(begin, last, person))
                self.describe(person, first, begin, last)

    def add(self, name: str, surname: str) -> Person:
        """Enter a person under a full name."""
        person = Person(name, surname)
        entry = known()[0].get(name.lower())
        if entry is not None:
            person.type, person.country = entry.type, entry.country
            person.name = entry.name
            person.why += ["type:open-table", "country:open-table"]
        if name.split()[0].lower() in FEMALE:
            person.female = True
        elif entry is not None:
            person.female = False
        self.by_name[name.lower()] = person
        self.by_surname.setdefault(name.lower().split()[-1].split("’")[-1], person)
        self.by_surname.setdefault(surname.lower(), person)
        return person

    def person_at(self, first: int, begin: int, last: int) -> Person | None:
        """Who is named by these tokens?"""
        text = joined(self.tokens, begin, last)
        low = text.lower()
        if low in self.by_name:
            return self.by_name[low]
        if last - begin == 1:
            if low in self.by_surname:
                return self.by_surname[low]
            entry = known()[1].get(low)
            if entry is not None:
                person = self.add(entry.name, text)
                self.by_surname[low] = person
                person.why.append("name:open-table")
                return person
            if begin > first and self.tokens.words[begin - 1].lower() != "the":
                return self.add(text, text)
            return None
        return self.by_surname.get(low)

    def describe(self, person: Person, first: int, begin: int, last: int) -> None:
        """Read a person's role and country off the words around a mention: title, ``of X``, apposition."""
        tokens = self.tokens
        start = first
        while start > 0 and first - start < 4 and not tokens.quote[start - 1] and tokens.sentence[start - 1] == tokens.sentence[first]:
            low = tokens.words[start - 1].lower()
            if (low in lexicon.people() and lexicon.people()[low] in ("role", "title")) or low in TITLE_WORDS or low in adjectives():
                start -= 1
            else:
                break
        before = [tokens.words[k].lower() for k in range(start, begin)]
        text = " ".join(w for w in before if w != ".")
        if text:
            self.role_of(person, before, "title")
            for word in before:
                if word in adjectives() or word in places():
                    self.country_of(person, adjectives().get(word) or places()[word], "title")
            if text.startswith(("u s", "us")):
                self.country_of(person, "US", "title")
        if any(w in {"mrs", "ms"} for w in before):
            person.female = True
        elif "mr" in before:
            person.female = False
        k = last
        if k + 1 < tokens.n and tokens.words[k] in (",", "of"):
            comma = tokens.words[k] == ","
            stop = k + 1
            while (
                stop < tokens.n
                and tokens.sentence[stop] == tokens.sentence[last - 1]
                and tokens.words[stop] not in (",", ".", "“", '"', ";", "—")
                and stop < k + 22
            ):
                stop += 1
            after = [tokens.words[j].lower() for j in range(k + 1, stop)]
            if (
                comma
                and after
                and words.CLOSED.get(after[0]) not in {"rel", "pron", "conj", "sub", "prep"}
                and lexicon.lookup(after[0]).form not in ("past", "s")
            ):
                self.role_of(person, after, "apposition")
                for j in range(k + 1, stop):
                    for size in (3, 2, 1):
                        piece = joined(tokens, j, min(stop, j + size)).lower()
                        if piece in bodies() and tokens.words[j][0].isupper():
                            self.country_of(person, bodies()[piece].country, "apposition-body")
                        elif (piece in places() or piece in adjectives()) and tokens.words[j][0].isupper():
                            self.country_of(person, places().get(piece) or adjectives()[piece], "apposition-place")
            elif not comma and after:
                place = after[0] if after[0] in places() else " ".join(after[:2])
                if place in places():
                    self.country_of(person, places()[place], "of-place")

    def role_of(self, person: Person, near: list[str], why: str) -> None:
        """Enter roles and, where none is known yet, the source type that follows from them."""
        person.roles.update(w for w in near if w in lexicon.people() or w in TITLE_WORDS)
        kind = role_type(near)
        if kind and not person.type:
            person.type = kind
            person.why.append(f"type:{why}")
        if not person.country and {"sen", "rep", "gov", "senator", "congressman", "congresswoman", "republican", "democratic", "gop"} & set(
            near
        ):
            self.country_of(person, "US", "title")

    def country_of(self, person: Person, country: str, why: str) -> None:
        """Enter the country of a person where none is known yet."""
        if not person.country and country:
            person.country = country
            person.why.append(f"country:{why}")


EXPERT = word_set("""analyst economist professor fellow scholar expert researcher historian scientist academic pollster strategist psychologist psychiatrist
    physician statistician lecturer sociologist criminologist climatologist forecaster""")
MEDIA = word_set(
    "reporter journalist correspondent columnist editor anchor host blogger broadcaster commentator pundit moderator newspaper magazine tabloid"
)
ADVOCACY = word_set("activist campaigner advocate organizer organiser protester protestor demonstrator advocacy")
OFFICIAL = word_set("""minister secretary senator sen representative rep congressman congresswoman governor gov mayor ambassador envoy diplomat spokesman spokeswoman
    spokesperson official commissioner general gen colonel major admiral sheriff judge justice attorney prosecutor lawmaker legislator adviser advisor
    aide speaker whip councilman councilwoman undersecretary superintendent inspector police commander lieutenant captain candidate nominee
    frontrunner prince negotiator democrat republican staffer ayatollah""")
CENTERS = word_set("center centre institute institution council university college foundation program programs programme school endowment")


def role_type(near: list[str]) -> str:
    """The source type that words for a role speak for; empty where they say nothing."""
    found = set(near)
    phrase = " ".join(near)
    if "prime minister" in phrase or (
        STATE_TITLES & found
        and not {
            "vice",
            "university",
            "college",
            "company",
            "association",
            "spokesman",
            "spokeswoman",
            "council",
            "institute",
            "foundation",
            "union",
            "group",
            "crown",
            "adviser",
            "advisor",
            "aide",
        }
        & found
    ):
        return "head_of_state"
    if MEDIA & found:
        return "news_media"
    if EXPERT & found or ({"director", "senior", "associate", "head", "president"} & found and CENTERS & found):
        return "expert"
    if ADVOCACY & found:
        return "advocacy"
    if OFFICIAL & found or "crown prince" in phrase:
        return "official"
    return ""

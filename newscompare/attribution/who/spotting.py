"""Names in a text: where each stands, which titles stand before it, and what kind of thing it
names.

A run of capitals is cut into titles and name; a body is known by a word for bodies in its name, by
the open tables or by what the text calls it; a storm, a ship, an accord or a place is none of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newscompare.articles.tokens import word_set
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.reading import (
    APOSTROPHES,
    PARTICLES,
    Reading,
    english,
    plural_word,
)
from newscompare.attribution.who.titles import (
    MARKS,
    after_titles,
    body_words,
    last_word,
    suffix,
    titled_before,
)

COMPASS = frozenset(["north", "south", "east", "west", "central"])
JOINERS = frozenset(
    {("of",), ("for",), ("on",), ("of", "the"), ("for", "the"), ("against",), ("and",), ("to",)}
)
WITH_OF = word_set(
    """
    house bank chamber guild club party times journal voice port board
    """
)
WITH_FOR = word_set(
    """
    centre center institute institution council ministry department office agency commission
    campaign society bureau foundation committee board school alliance movement network coalition
    association fund group union authority service chamber confederation trust forum citizens
    """
)
AREAS = word_set(
    """
    foreign defense defence finance interior justice home health education labour labor culture
    energy environment transport trade treasury agriculture housing tourism works cabinet union
    state permanent principal senior junior opposition house senate majority minority conservative
    liberal democratic republican forward first national lead police county district city head
    """
)
"""Words that stand before titles and in names of bodies alike."""


class Spot(NamedTuple):
    """A name in the text: words ``first`` to ``last`` (exclusive), titles from ``before``.

    ``kind``: person, body, place, thing, role (a title without a name) or one (a single word, not
    yet known).
    """

    kind: str
    before: int
    first: int
    last: int


def spots(reading: Reading) -> list[Spot]:
    """Every name of a text in order."""
    found: list[Spot] = []
    for first, last in join(reading, reading.runs()):
        tail = tail_person(reading, first, last)
        found += cut(reading, first, tail)
        if tail < last:
            found.append(Spot("person", tail, tail, last))
    return found


def join(reading: Reading, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs with the ``of ...`` that belongs to the name of a body."""
    out: list[tuple[int, int]] = []
    for first, last in runs:
        if out and out[-1][0] not in reading.titled:
            a, b = out[-1]
            between = tuple(reading.low[b:first])
            if between in JOINERS and reading.sentence[a] == reading.sentence[first] and b < first:
                head = reading.low[b - 1]
                opened = any(reading.low[k] in ("of", "for", "on") for k in range(a, b))
                of = (between[0] == "of" and takes_of(head)) or (
                    between[0] in ("for", "on", "against", "to") and head in WITH_FOR
                )
                of = of and not opened
                more = (
                    opened
                    and between[0] in ("and", "of")
                    and body_words(reading, a, b)
                    and not reading.verb_at(last)
                    and between != ("of", "the", "the")
                )
                both = (
                    between == ("and",)
                    and last_word(reading, first, last) in lexicon.BODIES
                    and a > 0
                    and reading.low[a - 1] == "the"
                    and b - a == 1
                    and last - first > 1
                )
                if of or more or both:
                    out[-1] = (a, last)
                    continue
        out.append((first, last))
    return out


def tail_person(reading: Reading, first: int, last: int) -> int:
    """Where a person's name begins after the name of a body in a title (*CEO of the Refugee Council
    Enver Solomon*).
    """
    low, k = reading.low, last - 2
    bodies = [j for j in range(first, last) if low[j] in lexicon.BODIES]
    if not bodies or bodies[-1] >= k or k <= first + 1 or (first and first in reading.titled):
        return last
    if not (reading.verb_at(last) or (last < reading.n and reading.words[last] in ",.")):
        return last
    if any(
        not low[j].isalpha()
        or english(low[j])
        or low[j] in lexicon.THINGS_LAST
        or low[j] in lexicon.TITLES
        for j in (k, k + 1)
    ):
        return last
    placed = lexicon.place(reading.text(k, k + 1)) and low[k] not in lexicon.given_names()
    before = low[k - 1]
    if placed or before in ("of", "for", "and", "the") or before in MARKS | lexicon.TITLES:
        return last
    near = range(max(0, first - 9), first)
    roles = any(
        low[j] in lexicon.PERSONS or low[j] in lexicon.STANDS_FOR or low[j] == "major"
        for j in near
        if reading.sentence[j] == reading.sentence[first]
    )
    return k if roles else last


def takes_of(head: str) -> bool:
    """Does a word for bodies go on with *of ...* in names (*Ministry of ...*, not *Shipping of Hong
    Kong*)?
    """
    return head in WITH_OF or lexicon.BODIES.get(head) in ("official", "expert", "advocacy")


def cut(reading: Reading, first: int, last: int) -> list[Spot]:
    """A run as spots."""
    low, words = reading.low, reading.words
    while last > first + 1 and words[last - 1] in MARKS and not suffix(reading, last):
        last -= 1
    if first < last and low[first] == "the":
        first += 1
    while first < last and not words[first][0].isalnum():
        first += 1
    if last - first > 1 and low[last - 1] in (
        "image",
        "photo",
        "photograph",
        "picture",
        "file",
        "video",
    ):
        last -= 1
    if first >= last:
        return []
    whole = reading.text(first, last).lower()
    entry = lexicon.bodies().get(whole)
    if entry is not None:
        return [Spot("body", first, first, last)]
    if whole in lexicon.countries() or whole in lexicon.demonyms():
        return [Spot("place", first, first, last)]
    while last - first > 2 and low[last - 1] in lexicon.POSTNOMINALS and words[last - 1].isupper():
        last -= 1
        if len(low[last]) < 2 or low[last] in ("ii", "iii", "iv"):
            last += 1
            break
    begin = after_titles(reading, first, last)
    if begin < last and low[begin] in ("of", "for", "on", "and", "to"):
        begin = first
    if (
        begin > first
        and low[last - 1] in lexicon.BODIES
        and last - begin <= 1
        and all(
            low[k] in AREAS or low[k] in MARKS or low[k] in lexicon.demonyms()
            for k in range(first, last - 1)
        )
        and last - first > 1
    ):
        return [Spot("body", first, first, last)]
    if begin >= last:
        kind = "body" if low[last - 1] in lexicon.BODIES and last - first > 1 else "role"
        if whole in lexicon.demonyms() or lexicon.countries().get(whole):
            kind = "place"
        return [Spot(kind, first, first, last)]
    if (
        low[last - 1] in lexicon.PERSONS
        and last - begin > 1
        and not lexicon.given_names().get(low[begin])
    ):
        return [Spot("role", first, first, last)]
    kind = kind_of(reading, first, begin, last)
    return [Spot(kind, first, *_span(reading, kind, first, begin, last))]


def _span(reading: Reading, kind: str, first: int, begin: int, last: int) -> tuple[int, int]:
    """The words of the name itself: titles belong to the name of a body, and to a name of nobility
    of one word.
    """
    if kind in ("body", "thing", "place"):
        return (first if body_words(reading, begin, last) or begin == first else begin), last
    if last - begin == 1 and begin > first and reading.low[begin - 1] in lexicon.NOBILITY:
        return begin - 1, last
    return begin, last


def kind_of(reading: Reading, first: int, begin: int, last: int) -> str:
    """What does a name name?"""
    low, words = reading.low, reading.words
    name = reading.text(begin, last)
    size = len(name.split())
    end, head = last_word(reading, begin, last), low[begin]
    if name.lower() in lexicon.known()[0]:
        return "person"
    if head in lexicon.THINGS_FIRST and size > 1:
        return "thing"
    titled = titled_before(reading, first, begin)
    given = lexicon.key(head) in lexicon.given_names() or (
        begin + 1 < last and words[begin + 1] == "-" and size > 1 and last - begin <= 5
    )
    particled = any(
        low[k] in PARTICLES and low[k] not in ("la", "los", "el")
        for k in range(begin + 1, last - 1)
    )
    if head in PARTICLES and not titled_before(reading, first, begin):
        return "one"
    the = begin == first > 0 and low[first - 1] == "the"
    if first == begin and first and low[first - 1] in lexicon.BODIES and size > 1 and not given:
        return "body"
    if name.lower() in lexicon.demonyms() or name.lower() in lexicon.countries():
        return "place"
    bodily = body_words(reading, begin, last)
    placed = bool(lexicon.place(words[begin])) or head in lexicon.demonyms()
    if (
        bodily
        and not (given and size == 2 and not the and not placed)
        and not (titled and size <= 2 and end not in lexicon.BODIES)
    ):
        if size == 1 and not titled:
            return "one"
        return "body"
    if size > 1 and end in lexicon.THINGS_LAST and not titled and not (given and not the):
        return "thing"
    if len(head) == 1 and begin + 1 < last and words[begin + 1] == "." and size > 1:
        return "person"
    if size == 1:
        if titled and not (lexicon.place(name) and low[begin - 1] in lexicon.demonyms()):
            return (
                "person"
                if begin - first > 0 and low[begin - 1] not in lexicon.demonyms()
                else "one"
            )
        return "one"
    if the and not titled:
        media = end in lexicon.MEDIA_NAMES
        return "body" if media else "thing"
    if lexicon.place(name) and not titled:
        return "place"
    if titled or given or particled or person_after(reading, last) or person_before(reading, first):
        return "person"
    if any(words[k] == "&" for k in range(begin, last)):
        return "body"
    if lexicon.place(name) or (size == 2 and end in COMPASS and not given):
        return "place"
    strange = (
        (english(head) and head not in ("will",))
        or plural_word(end)
        or end
        in (
            "western",
            "eastern",
            "northern",
            "southern",
            "national",
            "international",
            "general",
            "united",
        )
    )
    if strange or (placed and not any(low[k] in PARTICLES for k in range(begin, last))) or size > 5:
        return "unknown"
    return "person"


def person_after(reading: Reading, k: int) -> bool:
    """Does an age or *who* follow at ``k``?"""
    low, words = reading.low, reading.words
    if k + 1 >= reading.n:
        return False
    if words[k] in (",", "("):
        nxt = k + 1
        if low[nxt] in ("aged", "who"):
            return True
        number = low[nxt].isdigit() and len(low[nxt]) <= 2
        return number and k + 2 < reading.n and words[k + 2] in (",", ")", ".", ";", ":")
    return low[k] == "who"


def person_before(reading: Reading, k: int) -> bool:
    """Does a word for one person stand just before ``k``?"""
    return (
        k > 0 and reading.low[k - 1] in lexicon.PERSONS and reading.words[k - 1] not in APOSTROPHES
    )

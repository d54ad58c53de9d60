"""A name that does not tell what it names, judged by what stands beside it."""

from __future__ import annotations

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.entities import BODY, PERSON, THING
from newscompare.attribution.who.reading import Reading, english
from newscompare.attribution.who.spotting import Spot


def judge(reading: Reading, spot: Spot) -> str:
    """Person, body or thing, by what stands beside a name that does not tell."""
    r = reading
    before = r.low[spot.first - 1] if spot.first else ""
    if before in lexicon.BODIES or (
        (before == "called" or before == "named")
        and spot.first > 1
        and r.low[spot.first - 2] in lexicon.BODIES
    ):
        return BODY
    if before in lexicon.PERSONS or before in lexicon.TITLES:
        return PERSON
    k = spot.last
    if r.possessive(k):
        return BODY if spot.kind == "unknown" else THING
    if k + 1 < r.n and r.words[k] in (",", "("):
        if r.low[k + 1] in ("which", "whose"):
            return BODY
        if r.low[k + 1] in ("who", "aged") or (r.low[k + 1].isdigit() and len(r.low[k + 1]) == 2):
            return PERSON
        j = k + 1
        while j < min(r.n, k + 9) and r.words[j] not in ",.;)" and not r.verb_at(j):
            if r.low[j] in lexicon.BODIES and not r.possessive(j + 1):
                return BODY
            if r.low[j] in lexicon.PERSONS or r.low[j] in lexicon.STANDS_FOR:
                return PERSON
            if r.low[j] in ("of", "for", "in", "at"):
                break
            j += 1
    if spot.first > 1 and r.words[spot.first - 1] == ",":
        head = r.low[spot.first - 2]
        if head in lexicon.BODIES:
            return BODY
        if head in lexicon.PERSONS or head in lexicon.STANDS_FOR:
            return PERSON
    if spot.kind == "unknown" and like_a_person(r, spot):
        return PERSON
    return BODY if spot.kind == "unknown" else PERSON


PRONOUNS = frozenset({"he", "she", "his", "her", "him"})


def like_a_person(reading: Reading, spot: Spot) -> bool:
    """*Nils Aune heard it before he saw it*: two words, opening a sentence, and in what follows of
    it *he* or *she* and no other name.
    """
    r = reading
    if spot.last - spot.first != 2 or not r.first_of[spot.first]:
        return False
    for k in range(spot.last, min(r.n, spot.last + 12)):
        if r.sentence[k] != r.sentence[spot.first] or r.cap[k]:
            return False
        if r.low[k] in PRONOUNS:
            return True
    return False


def alone(reading: Reading, spot: Spot) -> bool:
    """Is a name of one word entered by itself: with an age, a role before it or a word for what
    it is?
    """
    r = reading
    low = r.low[spot.first]
    if (
        low in lexicon.demonyms()
        or lexicon.countries().get(low)
        or low in lexicon.PERSONS
        or low in lexicon.BODIES
    ):
        return False
    if english(low) and r.first_of[spot.first]:
        return False
    before = r.low[spot.first - 1] if spot.first else ""
    if before in lexicon.BODIES and not lexicon.place(low):
        return True
    if before in lexicon.PERSONS and not r.first_of[spot.first]:
        return True
    k = spot.last
    if (
        k + 2 < r.n
        and r.words[k] in (",", "(")
        and r.low[k + 1].isdigit()
        and len(r.low[k + 1]) == 2
        and r.words[k + 2] in ",)."
    ):
        return not lexicon.place(low) or low in lexicon.given_names()
    if spot.first > 1 and r.words[spot.first - 1] == "," and not lexicon.place(low):
        head = r.low[spot.first - 2]
        return (
            (head in lexicon.BODIES or head in lexicon.PERSONS) and k < r.n and r.words[k] in ",."
        )
    if k + 2 < r.n and r.words[k] == "," and not lexicon.place(low):
        if r.low[k + 1] == "who" and before not in ("of", "for", "at", "from", "in", "to", "with"):
            return True
        return r.low[k + 1] in ("a", "an", "the", "author") and any(
            r.low[j] in lexicon.PERSONS or r.low[j] in lexicon.BODIES
            for j in range(k + 1, min(r.n, k + 7))
        )
    return False

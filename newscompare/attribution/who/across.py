"""One name for one source, within a text and over the texts of an event.

What a text alone leaves open is settled here, by rules that are sure or silent: a surname belongs
to the one person who bears it, a body called by its noun (*the council*) is the one that is called
more fully (*Ashby town council*), and a pronoun that nobody answers to is no name at all. Two who
fit are none: the source keeps its own words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from newscompare.articles.tokens import tokenize, word_set
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.describing import DETERMINERS, Describer
from newscompare.attribution.who.entities import BODY, NAME, PERSON
from newscompare.attribution.who.nominals import VAGUE, Nominals
from newscompare.attribution.who.reading import Reading

PRONOUNS = word_set(
    """
    i me we us you he him she her it they them this that these those who whom which himself herself
    itself themselves someone somebody anyone anybody everyone everybody one others another some
    many several both few all most none a an the
    """
)
"""Words that stand for a source without naming it."""

UNNAMED = "unnamed"
"""The type of a source that no word of the text names."""

SEVERAL = word_set(
    """
    government administration country nation state republic kingdom side team public crowd
    community people office service
    """
)
"""Nouns of which an event has several, named or not: they never settle who is meant."""

PERSONAL = frozenset(
    {"none", "unknown", "official", "politician", "head_of_state", "citizen", "expert"}
)
"""Types that a name of one word has where it is a person's; of other types a firm or a group may
be."""

Sources = Mapping[tuple[str, str], tuple[str, str]]
"""Text and source to its name and type."""


@dataclass(frozen=True)
class Named:
    """Who is named in a text: people by whole name and gender (``""`` where it is not known),
    bodies by what they are called, in lower case without articles.
    """

    people: tuple[tuple[str, str], ...]
    lone: tuple[tuple[str, str, str], ...]
    bodies: frozenset[str]


@lru_cache(256)
def named_in(text: str) -> Named:
    """The people and bodies of a text; ``lone`` holds names of one word: name, kind, gender."""
    reading = Reading(tokenize(text))
    cast = Cast(reading)
    Describer(cast)
    nominals = Nominals(cast)
    people = [(e.name, e.gender) for e in cast.entities if e.kind == PERSON and " " in e.name]
    lone = [(e.name, e.kind, e.gender) for e in cast.entities if e.name and " " not in e.name]
    bodies = {_plain(e.name.split()) for e in cast.entities if e.kind == BODY}
    low = reading.low
    for head, mention in nominals.spans.items():
        if low[head] not in lexicon.BODIES or mention.form == NAME:
            continue
        words = reading.words[mention.first : head + 1]
        if head + 2 < reading.n and low[head + 1] in ("of", "for"):
            words = [*words, *_after(reading, head + 1)]
        bodies.add(_plain(words))
    return Named(tuple(dict.fromkeys(people)), tuple(lone), frozenset(bodies - {""}))


def _after(reading: Reading, at: int) -> list[str]:
    """What a body is of: *of transport*, *of the Interior*."""
    last = at + 2 if reading.low[at + 1] != "the" else at + 3
    return reading.words[at:last] if reading.words[last - 1][0].isalpha() else []


def _plain(words: Iterable[str]) -> str:
    """Words of a phrase in lower case, without articles and what says nothing (*new*, *local*)."""
    kept = [w.lower() for w in words]
    while kept and (kept[0] in DETERMINERS or kept[0] in VAGUE or not kept[0][0].isalpha()):
        kept.pop(0)
    return " ".join(kept).replace(" ’ ", "’ ").replace(" ' ", "' ")


def head_of(phrase: str) -> str:
    """The noun of a body's phrase: *ministry* of *ministry of transport*."""
    return phrase.lower().partition(" of ")[0].partition(" for ")[0].rpartition(" ")[2]


def bearer(surname: str, people: Iterable[tuple[str, str]], gender: str = "") -> str:
    """The one person of all who bears a surname; empty where there is none, or several."""
    found: dict[tuple[str, str], str] = {}
    for name, sex in people:
        fits = name.endswith(f" {surname}") and not (gender and sex and gender != sex)
        if fits and name.split()[0].lower().strip(".") not in lexicon.TITLES:
            found.setdefault((name.split()[0], name.split()[-1]), name)
    return next(iter(found.values())) if len(found) == 1 else ""


def fuller(phrase: str, bodies: Iterable[str]) -> str:
    """The one body of all that is called by this phrase and more; empty where there is none, or
    several.
    """
    noun, words = head_of(phrase), set(phrase.lower().split())
    if noun not in lexicon.BODIES or noun in SEVERAL or phrase != phrase.lower():
        return ""
    found = [b for b in set(bodies) if head_of(b) == noun and words < set(b.split())]
    top = [b for b in found if not any(set(b.split()) < set(c.split()) for c in found)]
    inside = all(set(b.split()) <= set(top[0].split()) for b in found) if len(top) == 1 else False
    return top[0] if inside else ""


def _surname(source: str) -> bool:
    return source[:1].isupper() and not source.isupper() and len(source) > 1


def within(table: pd.DataFrame, bodies: Mapping[str, str]) -> Sources:
    """What each text settles by itself, for the sources that it changes: text and source to name
    and type; the name is empty where the source is a pronoun that nobody answers to.

    ``table`` has ``article``, ``source``, ``source_type``; ``bodies`` the texts by article.
    """
    kinds = _kinds(table)
    out: dict[tuple[str, str], tuple[str, str]] = {}
    for (article, source), kind in kinds.items():
        if source.lower() in PRONOUNS and (source == source.lower() or source == "I"):
            out[article, source] = ("", kind if kind == "collective" else UNNAMED)
            continue
        here = named_in(bodies[article])
        name = _whole(source, kind, here.people, here.lone) or _spelt(
            fuller(source, here.bodies), bodies[article]
        )
        if name:
            out[article, source] = (name, kinds.get((article, name), kind))
    return out


def settled(table: pd.DataFrame, changes: Sources, column: str = "source") -> pd.DataFrame:
    """A table of the machine's with the names (and types, where it has them) of ``within``."""
    keys = list(zip(table["article"].astype(str), table[column].astype(str), strict=True))
    named = {column: [changes[key][0] if key in changes else key[1] for key in keys]}
    if "source_type" in table:
        kinds = table["source_type"].astype(str)
        named["source_type"] = [
            changes[key][1] if key in changes else kind
            for key, kind in zip(keys, kinds, strict=True)
        ]
    return table.assign(**named)


def over(table: pd.DataFrame, bodies: Mapping[str, str]) -> dict[str, str]:
    """What the texts of an event settle together: source to name, for the sources that it changes.

    Bodies are joined over texts only where they are public ones (*council*, *ministry*): *the
    company* of another text may be another.
    """
    every = {article: named_in(text) for article, text in bodies.items()}
    called = {b for one in every.values() for b in one.bodies}
    heard = [str(s) for s in table["source"].unique() if " " in str(s)]
    people = [p for one in every.values() for p in one.people]
    people += [(s, "") for s in heard if s.lower() not in called]
    lone = [x for one in every.values() for x in one.lone]
    text = "\n".join(bodies.values())
    out: dict[str, str] = {}
    for (_, source), kind in _kinds(table).items():
        if source in out or source.lower() in PRONOUNS:
            continue
        name = _whole(source, kind, people, lone)
        if not name and lexicon.BODIES.get(head_of(source)) == "official":
            name = _spelt(fuller(source, called), text)
        if name:
            out[source] = name
    return out


def _kinds(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    """The most frequent type of each source of each text."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for article, source, kind in zip(
        table["article"], table["source"], table["source_type"], strict=True
    ):
        if source:
            counts.setdefault((str(article), str(source)), Counter())[str(kind)] += 1
    return {key: own.most_common(1)[0][0] for key, own in counts.items()}


def _whole(
    source: str, kind: str, people: Iterable[tuple[str, str]], lone: Iterable[tuple[str, str, str]]
) -> str:
    """The whole name of a surname that stands alone; empty where it is none, or not clear."""
    if not _surname(source) or " " in source:
        return ""
    own = [(what, sex) for name, what, sex in lone if name == source]
    if any(what != PERSON for what, _ in own) or not (own or kind in PERSONAL):
        return ""  # a place or a body of this name
    sexes = {sex for _, sex in own if sex}
    return bearer(source, people, sexes.pop() if len(sexes) == 1 else "")


def _spelt(phrase: str, text: str) -> str:
    """A body's phrase with the capitals that the text gives it, where it first stands."""
    at = text.lower().find(phrase) if phrase else -1
    return text[at : at + len(phrase)] if at >= 0 else phrase

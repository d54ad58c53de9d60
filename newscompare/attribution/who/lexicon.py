"""The open tables of the cast as Python values: roles, countries, places, bodies, known people,
given names.
"""

from __future__ import annotations

import csv
import lzma
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

import yaml


class Entry(NamedTuple):
    """A body or a person of the open tables."""

    name: str
    type: str
    country: str


def _read(name: str) -> str:
    return files("newscompare.attribution").joinpath("open", name).read_text("utf-8")


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(_read(name))))


@cache
def _roles() -> dict[str, dict[str, str]]:
    raw: dict[str, dict[str, str]] = yaml.safe_load(_read("roles.yaml"))
    return raw


def _by_type(group: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind, words in _roles()[group].items():
        for word in words.split():
            found.setdefault(word, kind)
    return found


def _words(group: str) -> frozenset[str]:
    return frozenset(str(_roles()[group]).split())


PERSONS: dict[str, str] = _by_type("persons")
"""Type by a noun for one person."""
BODIES: dict[str, str] = _by_type("bodies")
"""Type by a noun for a body."""
PLURALS: dict[str, str] = _by_type("plural")
"""Type by a noun for several people who are not named."""
STANDS_FOR = _words("stands_for")
"""Roles whose bearer has the type of the body that the text names with them."""
HIDDEN = _words("hidden")
FEMININE, MASCULINE = _words("feminine"), _words("masculine")
TITLES = _words("titles")
"""Words that stand before a name."""
PARTIES = _words("parties")
"""Parties by their short names, which stand before *leader*."""
NOBILITY = _words("nobility")
"""Titles that belong to a name of one word."""
POSTNOMINALS = _words("postnominals")


@lru_cache(65_536)
def key(name: str) -> str:
    """A name as it is looked up: lower case, no accents, one kind of apostrophe."""
    if name.isascii():
        return name.lower()
    flat = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in flat if not unicodedata.combining(c)).lower()


@cache
def countries() -> dict[str, str]:
    """Country by its name, its capital or a house that stands for its government, in lower case."""
    found: dict[str, str] = {}
    for row in _table("countries.csv"):
        for alias in [row["country"].lower(), *filter(None, row["places"].split("|"))]:
            found.setdefault(alias, row["country"])
            found.setdefault(key(alias), row["country"])
    return found


@cache
def demonyms() -> dict[str, str]:
    """Country by adjective or name of its people, in lower case."""
    return {
        a: row["country"]
        for row in _table("countries.csv")
        for a in filter(None, row["adjectives"].split("|"))
    }


@cache
def adjectives() -> dict[str, str]:
    """The adjective of each country as it stands in names of governments: ``Kazakh``, ``US``."""
    found: dict[str, str] = {}
    for row in _table("countries.csv"):
        first = row["adjectives"].split("|")[0]
        found[row["country"]] = "-".join(p.title() for p in first.split("-"))
    found["US"] = "US"
    found["international"] = ""
    return found


@cache
def by_iso() -> dict[str, str]:
    """Country by its code of ISO 3166."""
    return {row["iso"]: row["country"] for row in _table("countries.csv") if row["iso"]}


@cache
def places() -> dict[str, str]:
    """Codes of countries by city or region in lower case without accents, the largest first."""
    data = files("newscompare.attribution").joinpath("open", "places.tsv.xz").read_bytes()
    pairs = (line.split("\t") for line in lzma.decompress(data).decode().splitlines())
    return dict(pairs)


@lru_cache(65_536)
def place(name: str) -> tuple[str, ...]:
    """The countries that a place may lie in, the likeliest first; empty for no place."""
    low = name.lower()
    country = countries().get(low)
    codes = places().get(key(name), "")
    cities = tuple(filter(None, (by_iso().get(c, "") for c in codes.split())))
    if country:
        return (country, *(c for c in cities if c != country and low == country.lower()))
    return cities


@cache
def bodies() -> dict[str, Entry]:
    """Media, public bodies, advocacy groups and think tanks by name or alias in lower case."""
    found: dict[str, Entry] = {}
    for row in _table("organizations.csv"):
        entry = Entry(row["name"], row["type"], row["country"])
        for alias in [row["name"].lower(), *filter(None, row["aliases"].split("|"))]:
            found.setdefault(alias, entry)
    return found


@cache
def known() -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Office holders by full name and by surname, in lower case."""
    full: dict[str, Entry] = {}
    surnames: dict[str, Entry] = {}
    for row in _table("people.csv"):
        entry = Entry(row["name"], row["type"], row["country"])
        full[row["name"].lower()] = entry
        if row["surname"]:
            surnames.setdefault(row["surname"].lower(), entry)
    return full, surnames


@cache
def given_names() -> dict[str, str]:
    """``f``, ``m`` or ``-`` (both) by given name in lower case."""
    return dict(line.split("\t") for line in _read("given_names.tsv").splitlines())


def gender_of_given(name: str) -> str:
    """``f`` or ``m`` where a given name tells; empty else. *Anne-Marie* goes by *Anne*."""
    low = key(name)
    found = given_names().get(low) or given_names().get(low.split("-")[0], "")
    if low.startswith("jean-"):
        return "m"
    return found if found in ("f", "m") else ""


MEDIA_NAMES = _words("media_names")
"""Last words of names of media that follow *the*."""
THINGS_FIRST, THINGS_LAST = _words("things_first"), _words("things_last")
"""First and last words of names of storms, ships, places, accords: they never speak."""

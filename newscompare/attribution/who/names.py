"""Parts of a person's name, and which shorter names it answers to."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from nameparser import HumanName

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.reading import PARTICLES


class Parts(NamedTuple):
    """The parts of a full name in lower case without accents."""

    given: tuple[str, ...]
    family: str
    """With its particles: *de la cruz*."""
    words: tuple[str, ...]


@lru_cache(4096)
def parts(name: str) -> Parts:
    """The parts of a name that stands without titles.

    Two words are given name and family name; longer ones are taken apart by ``nameparser``, which
    knows particles and suffixes.
    """
    low = lexicon.key(name).replace(".", "")
    split = low.split()
    if len(split) > 2 and split[-1] in lexicon.POSTNOMINALS:
        split = split[:-1]
    if len(split) <= 1:
        return Parts((), low, tuple(split))
    if len(split) == 2:
        return Parts((split[0],), split[1], tuple(split))
    human = HumanName(" ".join(p.title() if p not in PARTICLES else p for p in split))
    family = str(human.last).lower() or split[-1]
    given = tuple(w for w in split if w not in family.split()) or (split[0],)
    return Parts(given, family, tuple(split))


def short_forms(name: str) -> list[str]:
    """What may stand for a name alone, the likeliest first.

    The family name with and without particles, the first word (a family name that stands first, or
    a given name) and the words between (the first of two family names).
    """
    found = parts(name)
    forms = [found.family]
    bare = [w for w in found.family.split() if w not in PARTICLES]
    forms += [" ".join(bare), bare[-1] if bare else ""]
    forms += [found.words[-1], found.words[0]] if found.words else []
    forms += [w for w in found.words[1:-1] if w not in PARTICLES and len(w) > 2]
    return [f for f in dict.fromkeys(forms) if f]


def compatible(a: Parts, b: Parts) -> bool:
    """May two names of several words be one person's (*Ana Ruiz*, *Ana María Ruiz*; *J. Ruiz*,
    *Juan Ruiz*)?
    """
    if a.words == b.words:
        return True
    if len(a.words) > len(b.words):
        a, b = b, a
    if (
        a.words[-1] not in b.words[1:]
        and a.family != b.family
        and a.family.split()[-1:] != b.family.split()[-1:]
    ):
        return False
    if not a.given or not b.given:
        return False
    x, y = a.given[0], b.given[0]
    return x == y or (min(len(x), len(y)) == 1 and x[0] == y[0])

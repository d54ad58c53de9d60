"""Whose spokesman, director, coach or daughter somebody is: the owner that a description names."""

from __future__ import annotations

from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.entities import BODY, PERSON, ROLE, Described, Entity

LINKS = frozenset({"of", "for", "at", "from", "with", "to", "in", "representing", "by"})
OWNERS = frozenset({"its", "their", "whose", "his", "her"})


def owner(cast: Cast, d: Described) -> Entity | None:
    """The body, person or place that a description names as the owner of its head; None for none.

    In turn: a name before the head (*Selat's finance director*), a name after a preposition (*a
    spokesman for Tri-River*), a word for a body in either place (*the company's spokeswoman*: the
    body called so, else the last of its type), and *its*, *whose*, *her*: whoever was named last
    before.
    """
    r = cast.reading
    head = d.head if d.head >= 0 else d.first
    for m in cast.near(d.first, d.last):
        if m.form != "name" or m.entity.kind not in (BODY, PERSON):
            continue
        if (m.first < head and m.entity.kind == BODY) or (r.possessive(m.last) and m.first < head):
            return m.entity
        if m.first > head and any(r.low[k] in LINKS for k in range(head + 1, m.first)):
            return m.entity
    for k in range(d.first, d.last):
        noun = r.low[k]
        after = k > head and any(r.low[j] in LINKS for j in range(head + 1, k))
        if (
            noun in lexicon.BODIES
            and (r.possessive(k + 1) or after)
            and noun not in ("city", "state", "country")
        ):
            found = called(cast, noun, d.first)
            if found is not None:
                return found
            if after or r.possessive(k + 1):
                made = Entity(ROLE, noun, -1)
                made.described.append(Described(k, k + 1, k, "noun"))
                return made
        if noun in ("victim", "accused", "defendant") and r.possessive(k + 1):
            return called(cast, noun, d.first)
    place = place_owner(cast, d, head)
    if place is not None:
        return place
    if d.last > d.first and r.low[d.first] in OWNERS and d.first > 0:
        return before(cast, d.first, r.low[d.first])
    return None


def place_owner(cast: Cast, d: Described, head: int) -> Entity | None:
    """*Sri Lanka's coach*, *the president of Ghana*: a country as the owner."""
    r = cast.reading
    for k in range(d.first, d.last):
        if not r.cap[k]:
            continue
        for size in (3, 2, 1):
            name = r.text(k, min(d.last, k + size)).lower()
            country = lexicon.countries().get(name)
            beside = k < head and (k + size == head or name in lexicon.demonyms())
            if country and (
                beside
                or (k < head and r.possessive(k + size))
                or (k > head and r.low[k - 1] in ("of", "the"))
            ):
                return Entity("place", country, -1)
    return None


def called(cast: Cast, noun: str, at: int) -> Entity | None:
    """The body (or person) last named before ``at`` that the text calls ``noun``, or whose type
    fits it.
    """
    kind = lexicon.BODIES.get(noun)
    fits: Entity | None = None
    for m in cast.before(at):
        if noun in m.entity.heads:
            return m.entity
        if (
            fits is None
            and m.entity.kind == BODY
            and kind
            and any(lexicon.BODIES.get(h) == kind for h in m.entity.heads)
        ):
            fits = m.entity
    return fits


def before(cast: Cast, at: int, word: str) -> Entity | None:
    """Whom *its*, *whose* or *her* at word ``at`` most simply means: the last that fits and was
    named first in its sentence.
    """
    r = cast.reading
    wanted = (
        (PERSON, ROLE)
        if word in ("his", "her")
        else (BODY, ROLE, "place")
        if word == "its"
        else (PERSON, BODY, ROLE)
    )
    seen: list[Entity] = []
    sentence = -1
    for m in cast.before(at, places=True):
        if r.sentence[m.first] < r.sentence[at] - 2:
            break
        if m.entity.heads & {"country", "nation", "republic", "kingdom"}:
            continue
        if (
            m.entity.kind not in wanted
            or (word == "her" and m.entity.gender == "m")
            or (word == "his" and m.entity.gender == "f")
        ):
            continue
        if seen and r.sentence[m.first] != sentence:
            break
        sentence = r.sentence[m.first]
        seen.append(m.entity)
        if word == "whose":
            break
    return seen[-1] if seen else None

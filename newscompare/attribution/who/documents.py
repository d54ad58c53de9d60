"""Sources that are documents: *X's post*, *a letter from the regulator*, *the report*."""

from __future__ import annotations

from newscompare.attribution.linking import Link
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.answers import PREPOSITIONS, REFERRING_BACK, Part, Who
from newscompare.attribution.who.coreference import anaphor_of
from newscompare.attribution.who.entities import BODY, NAME, PERSON, THING
from newscompare.attribution.who.kinds import DOCUMENTS
from newscompare.attribution.who.nouns import noun


class Documents(Part):
    """Resolves documents."""

    def document(self, first: int, end: int, last: int) -> Who | None:
        """*X's post*, *a letter from the regulator*, *a poll by Northline*: its author; *his
        message*: he.
        """
        r, low = self.reading, self.low
        stop = next(
            (
                k
                for k in range(first + 1, end)
                if low[k] in PREPOSITIONS
                or (
                    r.verb_at(k)
                    and k > first + 1
                    and low[k] in ("seen", "released", "published", "obtained")
                )
            ),
            end,
        )
        head = stop - 1
        word = low[head] if head >= first else ""
        single = word[:-1] if word.endswith("s") and word not in DOCUMENTS else word
        if single not in DOCUMENTS:
            return None
        mark = next((k for k in range(first + 1, head) if r.possessive(k)), None)
        if mark is not None:
            author = self.resolver.phrases.phrase(first, mark)
            return self.resolver.again(author, "who: the author of the " + word)
        if anaphor_of(low[first]) in ("he", "she", "they", "it") and head > first:
            who = self.resolver.pronouns.pronoun(first, Link())
            if who is not None and who.name not in ("he", "she", "they", "it", low[first]):
                return self.resolver.again(who, "who: the author of the " + word)
        at = next(
            (k for k in range(stop, last) if low[k] in ("by", "from", "of") and k < last - 1), None
        )
        if at is not None and (r.cap[at + 1] or low[at + 1] in ("the", "a", "an")):
            tail = next(
                (
                    k
                    for k in range(at + 2, last)
                    if low[k] in ("who", "which", "that") or r.verb_at(k)
                ),
                last,
            )
            inside = [
                m
                for m in self.cast.near(at, last)
                if m.form == NAME and m.entity.kind in (PERSON, BODY)
            ]
            if inside and (low[at] != "of" or inside[0].entity.kind == PERSON):
                who = self.resolver.of(inside[0].entity, f"the author of the {word}")
                return self.poll(who, word)
            if low[at] != "of" and any(noun(low[k]) for k in range(at, tail)):
                who = self.resolver.phrases.phrase(at + 1, tail)
                if who.name and who.type != "none":
                    return self.resolver.again(who, f"who: the author of the {word}")
        thing = next(
            (m for m in self.cast.near(first, end) if m.form == NAME and m.last > head), None
        )
        if thing is None and low[first] in REFERRING_BACK and head == first + 1:
            things = {
                id(m.entity): m
                for m in self.cast.before(first)
                if m.entity.kind in (THING, BODY)
                and m.form == NAME
                and low[m.last - 1] in DOCUMENTS
            }
            same = [m for m in things.values() if low[m.last - 1] == word] or list(things.values())
            thing = same[0] if len(same) == 1 else None
        body = next(
            (m for m in self.cast.near(first, head) if m.entity.kind == BODY and m.form == NAME),
            None,
        )
        begin = first + (low[first] in REFERRING_BACK or low[first] in ("a", "an"))
        name = thing.entity.name if thing is not None else r.text(begin, stop)
        kind, why = self.kinds.of(body.entity) if body is not None else ("", "")
        if not kind and thing is None:
            kind = next(
                (lexicon.BODIES[low[k]] for k in range(begin, head) if low[k] in lexicon.BODIES), ""
            )
        if not kind:
            kind = (
                "expert"
                if single in ("study", "survey", "poll", "research", "analysis", "paper")
                else self.author_type()
            )
        country = self.homes.of(body.entity)[0] if body is not None else self.homes.setting
        return Who(
            name if r.cap[begin] or thing else name[:1].lower() + name[1:],
            kind or "none",
            country or "none",
            rule=[
                "who: a document",
                f"type: {why or 'sort of document'}",
                "country: where the text is set",
            ],
        )

    def author_type(self) -> str:
        """The type of the body that spoke last: a document without an author is taken for its."""
        for _, who in reversed(self.resolver.history[-2:]):
            if who.type in ("official", "unnamed_official", "business", "advocacy"):
                return "official" if who.type == "unnamed_official" else who.type
        return ""

    @staticmethod
    def poll(who: Who, word: str) -> Who:
        """Whoever makes a poll or study and is not known otherwise is an expert."""
        if who.type == "none" and word in ("poll", "survey", "study", "research", "analysis"):
            who.type = "expert"
            who.rule[1] = f"type: author of a {word}"
        return who

"""Through whom words reached the outlet: a medium that was told, or that passes them on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from newscompare.articles.tokens import word_set
from newscompare.attribution import lexicon as cues
from newscompare.attribution.linking import Link
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.answers import Who
from newscompare.attribution.who.entities import BODY, NAME, Mention

if TYPE_CHECKING:
    from newscompare.attribution.who.resolve import Resolver

TOLD = word_set(
    """
    speaking spoke spoken confirmed said interview statement according speak speaks interviewed
    """
)
TELLING = frozenset(["told", "tell", "tells", "telling"])
PASSING = frozenset(["reported", "published", "quoted", "cited", "carried"])
REACH = 14


class Relay:
    """The relays of one text."""

    def __init__(self, resolver: Resolver) -> None:
        """Finds the media that the text names outside quotations."""
        self.resolver, self.reading = resolver, resolver.reading
        self.media: dict[int, list[Mention]] = {}
        for m in resolver.cast.mentions:
            if m.form != NAME or m.entity.kind != BODY or self.reading.quote[m.first] == 1:
                continue
            if resolver.kinds.of(m.entity)[0] == "news_media" or self.medium_before(m):
                self.media.setdefault(self.reading.sentence[m.first], []).append(m)
        self.told: dict[str, str] = {}
        self.reported: dict[int, list[int]] | None = None

    def medium_before(self, m: Mention) -> bool:
        """Does a word for a medium stand before the name (*radio's Breakfast With Bazza*)?"""
        r = self.reading
        k = m.first - 1
        if k > 1 and r.low[k] == "s":
            k -= 2
        return k >= 0 and (lexicon.BODIES.get(r.low[k]) == "news_media" or r.low[k] == "agency")

    def of(self, link: Link, who: Who, links: Sequence[Link], found: Sequence[Who]) -> str:
        """The medium through which one attribution came; empty for none."""
        if not link.cue or who.type == "news_media" or not who.name:
            return ""
        r, low = self.reading, self.reading.low
        first, last = link.cue[0][0], link.cue[-1][1]
        sentence = r.sentence[first]
        for m in self.media.get(sentence, []):
            if m.entity is who.entity:
                continue
            before = self.word_before(m)
            told = low[before] in TELLING or (
                low[before] in ("to", "with", "by") and before and low[before - 1] in TOLD | PASSING
            )
            told = told or (
                low[before] in ("with", "to")
                and before > 1
                and low[before - 1] in ("interview", "statement", "comments", "remarks")
            )
            if told and first - REACH <= before < last + REACH:
                self.told[who.name] = m.entity.name
                return m.entity.name
            if low[before] == "by" and before and low[before - 1] in PASSING:
                return m.entity.name
            verb = cues.lookup(low[m.last] if m.last < r.n else "")
            if m.last <= first and verb.groups & 1 and verb.form in ("s", "past"):
                return m.entity.name
        medium = self.told_whom(first, last)
        if medium:
            return medium
        cue = [low[k] for a, b in link.cue for k in range(a, b)]
        if "quoted" in cue or "cited" in cue:
            at = next((k for k in range(first, min(r.n, last + 4)) if low[k] == "by"), None)
            if at is not None and r.sentence[at] == sentence:
                self.told[who.name] = self.passing(at)
                return self.told[who.name]
            return self.told.get(who.name, "")
        for k in self.reports(links, found).get(sentence, ()):
            other = links[k]
            if other is link:
                continue
            cue_at = other.cue[0][0]
            inside = any(a <= first < b for a, b in other.content)
            words = low[cue_at : other.cue[0][1]]
            if (
                inside
                or "according" in words
                or "as" in words
                or (cue_at and low[cue_at - 1] == "as")
                or cue_at < first
            ):
                return found[k].name
        return ""

    def reports(self, links: Sequence[Link], found: Sequence[Who]) -> dict[int, list[int]]:
        """The attributions to media by sentence, found once."""
        if self.reported is None:
            self.reported = {}
            for k, (link, who) in enumerate(zip(links, found, strict=True)):
                if who.type == "news_media" and link.cue:
                    at = self.reading.sentence[link.cue[0][0]]
                    self.reported.setdefault(at, []).append(k)
        return self.reported

    def told_whom(self, first: int, last: int) -> str:
        """*told the agency*: the medium named last before; *told KVOA*: a name in capitals."""
        r, low = self.reading, self.reading.low
        at = next((k for k in range(first, min(last + 1, r.n - 2)) if low[k] in TELLING), None)
        if at is None or r.quote[at] == 1:
            return ""
        if (low[at + 1] == "the" and lexicon.BODIES.get(low[at + 2]) == "news_media") or low[
            at + 2
        ] == "agency":
            before = [m for ms in self.media.values() for m in ms if m.first < at]
            return max(before, key=lambda m: m.first).entity.name if before else ""
        word = r.words[at + 1]
        known = lexicon.bodies().get(low[at + 1])
        if (
            word.isupper()
            and len(word) > 2
            and at + 1 not in r.loud
            and low[at + 1] not in ("mps", "uk", "usa")
        ):
            return word if known is None or known.type == "news_media" else ""
        return ""

    def word_before(self, m: Mention) -> int:
        """The word before a name, its article and what it is called (*told the agency Sevinform*,
        *told radio's ...*).
        """
        r, low = self.reading, self.reading.low
        k = m.before - 1
        while k > 0 and (
            low[k]
            in (
                "the",
                "a",
                "an",
                "newspaper",
                "agency",
                "news",
                "radio",
                "station",
                "broadcaster",
                "channel",
                "website",
                "daily",
                "magazine",
                "network",
                "state",
                "local",
                "national",
                "s",
                "and",
                "tv",
                "television",
                "public",
                "weekly",
                "paper",
            )
            or r.words[k] in "’'"
            or low[k] in lexicon.demonyms()
        ):
            k -= 1
        return max(k, 0)

    def passing(self, at: int) -> str:
        """*was quoted by the state agency*: the medium named after ``by``."""
        r, low = self.reading, self.reading.low
        for m in self.resolver.cast.near(at, at + 6):
            if m.form == NAME and m.entity.kind == BODY:
                return m.entity.name
        k = at + 1 + (low[at + 1] in ("the", "a", "an"))
        end = k
        while (
            end < r.n
            and end < k + 5
            and low[end] not in ("as", "saying", "on", "in")
            and r.words[end][0].isalnum()
        ):
            end += 1
        return r.text(k, end)

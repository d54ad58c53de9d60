"""Lines of a page that are no sentences of its article, told by what they say and where they stand.

Captions, credits, bylines, *read more*, *reporting by*, newsletter boxes, cookie notices, what a
paywall says. The patterns are data: ``furniture.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from newscompare.articles.datelines import is_dateline

REASONS = {
    "dateline": "byline or date line",
    "byline": "byline or date line",
    "credit": "caption or credit",
    "opens": "links to other texts",
    "promo": "links to other texts",
    "agency": "who reported and edited",
    "origin": "where it was published before",
    "newsletter": "newsletter, sharing or house notice",
    "cookies": "cookie notice",
    "paywall": "what the paywall says",
    "embed": "signature of an embedded post",
    "twice": "stands twice",
}
"""What a kind of line is called for people."""
ENDS = re.compile(r"[.!?…][\"”’'»)\]]*$|[:;,][\"”’]$")
NAME = re.compile(
    r"(?:[A-Z][\w'’.-]*|and|&|de|van|von|der|bin|al|el|la|le|du|,)"
    r"(?: (?:[A-Z][\w'’.-]*|and|&|de|van|von|der|bin|al|el|la|le|du|,))*"
)
SIGNED = re.compile(r"^\W?(?:(?:words|story|text|report|written|reporting) )?by:? ", re.IGNORECASE)
"""How a line that names who wrote begins."""
SIGNED_END = re.compile(r" in | on | \d|[;|·•–—(]|\. ")
PERSON = re.compile(
    r"[A-Z][\w'’-]+(?: (?:[A-Z][\w'’-]+|[A-Z]\.|de|van|von|der|bin|al|el|la|le|du)){1,3}"
)
DESK = re.compile(
    r"\b(?:staff|desk|news|newsroom|team|editors?|reporters?|writers?|correspondents?|agenc(?:y|ies)|"
    r"presse?|contributors?|council|office|service|media|times|post|today|bureau)\b",
    re.IGNORECASE,
)
"""Words of a signature that is no person's."""
LONGEST_NAME = 6
"""Words of a line that may be a byline without *by*."""
SHORT_LINE = 40
"""Words up to which a line may be furniture: a longer one is a paragraph, whatever it says."""


@dataclass(frozen=True)
class Line:
    """One paragraph of a page: its text, why it is no part of the article (empty: it is), and how
    many paragraphs of the article stand before it.
    """

    text: str
    reason: str = ""
    place: int = 0


@cache
def patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns of ``furniture.yml`` by kind."""
    raw = yaml.safe_load((Path(__file__).parent / "furniture.yml").read_text("utf-8"))
    return {
        kind: tuple(re.compile(one, 0 if kind == "credit" else re.IGNORECASE) for one in some)
        for kind, some in raw.items()
    }


def kind_of(text: str) -> str:
    """The kind of furniture that a line is by its words; empty where it is none."""
    if len(text.split()) > SHORT_LINE:
        return ""
    if is_dateline(text):
        return "dateline"
    straight = text.replace("’", "'")
    return next(
        (kind for kind, some in patterns().items() if any(p.search(straight) for p in some)), ""
    )


def is_sentence(text: str) -> bool:
    """Does a line end as a sentence does?"""
    return bool(ENDS.search(text))


def is_name(text: str) -> bool:
    """Is a line a name or two and nothing else?"""
    return len(text.split()) <= LONGEST_NAME and bool(NAME.fullmatch(text))


def sorted_out(paragraphs: Sequence[str]) -> list[Line]:
    """Each paragraph with the reason why it is no part of the article, in their order.

    A line of names before the first sentence is a byline; after a line that opens a list of links,
    all is furniture up to the next whole sentence.
    """
    out: list[Line] = []
    begun = links = False
    seen: set[str] = set()
    for text in paragraphs:
        kind = kind_of(text)
        whole = is_sentence(text)
        if not kind and links and not whole:
            kind = "promo"
        elif not kind and not begun and not whole and is_name(text):
            kind = "byline"
        elif not kind and text in seen and len(text.split()) > 5:
            kind = "twice"
        if kind == "opens":
            links = True
        elif whole and not kind:
            links = False
        begun = begun or (whole and not kind)
        seen.add(text)
        place = sum(not line.reason for line in out)
        out.append(Line(text, REASONS[kind] if kind else "", place))
    return out


def signed(lines: Iterable[Line]) -> str:
    """Who wrote, by the bylines among lines that were cut: plain names of people, parted by commas;
    empty where there are none.
    """
    names: dict[str, None] = {}
    for line in lines:
        begins = SIGNED.match(line.text)
        if not begins or line.reason not in (REASONS["byline"], REASONS["agency"]):
            continue
        said = SIGNED_END.split(line.text[begins.end() :])[0]
        several = re.search(r" and | & ", said)
        for part in re.split(r",| and | & ", said) if several else [said.partition(",")[0]]:
            name = part.strip(" .)]")
            if not PERSON.fullmatch(name) or DESK.search(name):
                break
            names[name] = None
    return ", ".join(names)


def asks_for_money(text: str) -> bool:
    """Does a text say anywhere that one has to subscribe or sign in to read on?"""
    return any(p.search(text.replace("’", "'")) for p in patterns()["paywall"])

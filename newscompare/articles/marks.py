"""Quotation marks of every style: which of them open and close words that somebody says.

Texts mix ``"…"``, ``“…”``, ``„…“``, ``»…«``, ``«…»``, ``”…”`` and single marks, curly or straight.
``quotations`` pairs the outermost marks of each paragraph. None is paired that is an apostrophe
(*don’t*, *the ministers’ plan*, *’90s*) or an inch (*6" pipe*), or that stands about a nickname or
the title of a work, which nobody says. A quotation that is still open at the end of its paragraph
ends there, since the next paragraph opens it again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from newscompare.articles.wordlist import word_set

DOUBLE = re.compile(r"[\"“”„‟«»＂]|''(?!')|‘‘|’’(?!’)|``")
SINGLE = re.compile(r"['‘’‚‛‹›`]")
BESIDE = 12
"""Most marks beside a mark that are looked through."""
ANY = "\"“”„‟«»＂'‘’‚‛‹›`"
ENGLISH = frozenset(['"', "“", "”", "„", "‟", "＂", "''", "‘‘", "’’", "``"])
CURLY_OPEN = frozenset(["“", "„", "‘‘", "``", "‟"])
STRAIGHT = frozenset(['"', "＂", "''"])
BEFORE_OPENING = frozenset(" \t\n\r\xa0\u2009\u202f([{—–―-/\u2028:")
PARTNER = {"‘": "’'", "'": "'’", "’": "’", "‚": "‘’'", "‛": "’'", "‹": "›", "›": "‹", "`": "'’"}
ELIDED = word_set(
    """
    em tis twas twere twill til till cause bout round cos coz n un ere neath gainst nuff tween
    s twould twasn tisn kay appen fraid
    """
)
"""Words that are written with an apostrophe before them."""
CLIPPED = word_set("o an th ol lil wi po mo fo jus an' didn couldn")
"""Words that are written with an apostrophe after them, like those in *-in'* and plurals."""

NAMED = re.compile(
    r"(?:\b(?:titled|entitled|nicknamed|dubbed|christened|named|alias|a\.k\.a\.|aka|author of"
    r"|known(?: to \w+| \w+ly)? (?:only |simply |locally )?as|go(?:es|ing)? by(?: the "
    r"(?:nick)?name)?(?: of)?"
    r"|by the (?:nick)?name(?: of)?|under the title|under the name|so-called"
    r"|(?:re)?named (?:it|him|her|them))"
    r"|\b(?:book|novel|memoir|film|movie|documentary|song|single|album|play|musical|opera|poem"
    r"|ballad|series|sitcom|podcast|show|programme|program|bestseller|best-seller|hit|painting"
    r"|sculpture|exhibition|magazine|thriller|biography|essay|anthem|overture|symphony|ballet"
    r"|video game|game|comic|cartoon|column|blog|drama|comedy|trilogy|sequel|title|ship|boat"
    r"|ferry|yacht|trawler|vessel|tanker|barge|schooner|horse|dog|cat|pub|band),?(?: the)?)\s*$",
    re.IGNORECASE,
)
"""Words before the marks of a name or a title."""
SMALL = word_set("a an the of in on at to for and or but with from by as is it be not no")
NAME_BEFORE = re.compile(r"(?:^|[^\w.!?])(?:[^\W\d_a-z][\w’'.-]*)\s+$")
NAME_AFTER = re.compile(r"\s+[^\W\d_a-z][\w’'-]+")


AHEAD = 60
"""Most marks of a paragraph that are looked at for the partner of one."""


class Mark(NamedTuple):
    """A sign that may be a quotation mark: its place, its characters, and what they can do."""

    at: int
    sign: str
    opens: bool
    """Something stands right after it and nothing right before."""
    closes: bool
    """Something stands right before it and no word right after."""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.at + len(self.sign)


class Quotation(NamedTuple):
    """A quotation: its opening mark and its closing mark, each as (start, end).

    ``opening`` is empty (start = end) where only a closing mark stands, ``closing`` where the
    paragraph ends first.
    """

    opening: tuple[int, int]
    closing: tuple[int, int]


def mark(text: str, start: int, end: int) -> Mark:
    """What the sign at these places can do there. Marks beside it are looked through."""
    a, b = start - 1, end
    while a >= 0 and text[a] in ANY and start - a <= BESIDE:
        a -= 1
    while b < len(text) and text[b] in ANY and b - end < BESIDE:
        b += 1
    before, after = text[a] if a >= 0 else " ", text[b] if b < len(text) else " "
    opens = before in BEFORE_OPENING and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    return Mark(start, text[start:end], opens, closes)


def inch(text: str, one: Mark, later: Mark | None, *, inside: bool) -> bool:
    """Is a straight mark after a digit a sign of inches, not of a quotation?"""
    if one.at == 0 or not text[one.at - 1].isdigit() or one.sign not in (*STRAIGHT, "”"):
        return False
    if one.sign == "”":
        return not inside
    return not inside or (later is not None and later.closes and not later.opens)


def family(opening: str, other: str) -> bool:
    """Can these two signs belong to one style?"""
    return (opening in ENGLISH) == (other in ENGLISH)


def doubles(text: str, marks: Sequence[Mark]) -> list[Quotation]:
    """The outermost quotations in double marks of one paragraph."""
    out: list[Quotation] = []
    opened: Mark | None = None
    for k, one in enumerate(marks):
        later = marks[k + 1] if k + 1 < len(marks) else None
        if inch(text, one, later, inside=opened is not None):
            continue
        only_opens, only_closes = one.opens and not one.closes, one.closes and not one.opens
        if opened is None:
            if one.sign in ("»", "”", "’’", "›"):
                begins = only_opens
            elif one.sign in CURLY_OPEN or one.sign == "«":
                begins = not only_closes
            else:
                begins = not only_closes or one.at == 0
            if begins:
                opened = one
            else:
                out.append(Quotation((one.at, one.at), (one.at, one.end)))
            continue
        if not family(opened.sign, one.sign):
            continue
        ahead = marks[k + 1 : k + 1 + AHEAD]
        if ends(opened, one, ahead, only_opens=only_opens):
            out.append(Quotation((opened.at, opened.end), (one.at, one.end)))
            opened = None
        elif only_opens and not closes_later(opened, ahead):
            out.append(Quotation((opened.at, opened.end), (one.at, one.at)))
            opened = one
    if opened is not None:
        out.append(Quotation((opened.at, opened.end), (len(text), len(text))))
    return out


def ends(opened: Mark, one: Mark, later: Sequence[Mark], *, only_opens: bool) -> bool:
    """Does a mark close the quotation that another of its style opened?"""
    sign = one.sign
    if opened.sign in ("»", "«"):
        return sign != opened.sign or (one.closes and not one.opens)
    if only_opens:
        return False
    if sign in ("”", "’’"):
        return True
    if sign in CURLY_OPEN:
        return one.closes
    if opened.sign in CURLY_OPEN - {"„"}:  # a straight mark inside “…”
        following = later[0] if later else None
        if following is None or (following.opens and not following.closes):
            return True
        return all(m.sign != "”" for m in later)
    return True


def closes_later(opened: Mark, later: Sequence[Mark]) -> bool:
    """Are inner marks closed and then the outer one too, before the next that only opens?"""
    if opened.sign in STRAIGHT:
        return False
    depth = 1
    for one in later:
        if not family(opened.sign, one.sign):
            continue
        if one.opens and not one.closes:
            depth += 1
        elif one.closes:
            depth -= 1
            if depth < 0:
                return True
    return False


def elided(text: str, one: Mark) -> bool:
    """Is it the apostrophe before *’90s* or *’em*?"""
    found = re.match(r"\d\ds?\b(?![.,:]\d)|[^\W\d_]+", text[one.end : one.end + 12])
    return found is not None and (found[0][0].isdigit() or found[0].lower() in ELIDED)


def doubtful(text: str, one: Mark) -> bool:
    """May a mark that could close be the apostrophe of *ministers’* or *goin’*?"""
    found = re.search(r"[^\W\d_]+$", text[max(0, one.at - 24) : one.at])
    if found is None or not re.match(r"\s+[\w(]", text[one.end : one.end + 3]):
        return False
    word = found[0].lower()
    return word[-1] in "sxz" or word in CLIPPED or (word.endswith("in") and len(word) > 3)


def singles(text: str, taken: Sequence[Quotation], following: str) -> list[Quotation]:
    """The quotations in single marks of one paragraph that stand in no other.

    ``taken`` are its quotations in double marks, ``following`` the paragraph after it.
    """
    marks = [mark(text, m.start(), m.end()) for m in SINGLE.finditer(text)]
    marks = [one for one in marks if one.opens or one.closes]
    covered = [(q.opening[0], q.closing[1]) for q in taken]
    out: list[Quotation] = []
    edge = 0
    for k, one in enumerate(marks):
        if one.at < edge or not one.opens or one.sign not in PARTNER:
            continue
        if one.sign in "’›" and text.count(one.sign, one.end) == 0:
            continue
        if any(a <= one.at < b for a, b in covered):
            continue
        last = closing(text, marks[k + 1 : k + 1 + AHEAD], one, covered)
        if last is None:
            if one.at == 0 and carried(one, following):
                out.append(Quotation((one.at, one.end), (len(text), len(text))))
                edge = len(text)
            continue
        out.append(Quotation((one.at, one.end), (last.at, last.end)))
        edge = last.end
    return out


def closing(
    text: str, later: Sequence[Mark], one: Mark, covered: Sequence[tuple[int, int]]
) -> Mark | None:
    """The mark that closes a single one: the first that surely does before the next opens.

    Where none surely does, the last that may, as in *‘one of the best plans’ and*.
    """
    sure = one.sign == "’" or elided(text, one)
    perhaps: Mark | None = None
    for other in later:
        if any(a <= other.at < b and a > one.at for a, b in covered):
            continue
        if any(a < other.at < b for a, b in covered):
            return None
        if other.opens and other.sign in "‘'‚‹" and not other.closes:
            if other.sign != one.sign or elided(text, other):
                continue
            break
        if other.sign not in PARTNER[one.sign] or not other.closes:
            continue
        if sure and text[other.at - 1] not in ",.?!…":
            continue
        if doubtful(text, other):
            perhaps = other
        else:
            perhaps = other
            break
    if perhaps is None or any(a < perhaps.at < b or a < one.at < b for a, b in covered):
        return None
    crossing = any(one.at < a < perhaps.at < b for a, b in covered)
    return None if crossing else perhaps


def carried(one: Mark, following: str) -> bool:
    """Does the next paragraph open the quotation again?"""
    return following[:1] == one.sign and following[1:2].isalnum()


def names(text: str, one: Quotation) -> bool:
    """Do the marks stand about a nickname or the title of a work?"""
    inner = text[one.opening[1] : one.closing[0]].strip()
    if one.opening[0] == one.opening[1] or not 0 < len(inner) <= 70:
        return False
    parts = inner.rstrip(",.;").split()
    if not parts or not all(
        p[0].isupper() or p[0].isdigit() or p.lower() in SMALL or not p[0].isalnum() for p in parts
    ):
        return False
    before = text[max(0, one.opening[0] - 60) : one.opening[0]]
    first = parts[1:2] if parts[0] == "the" else parts
    if not first or not (first[0][0].isupper() or first[0][0].isdigit()):
        return False
    if parts[0] != "the" and NAMED.search(before):
        return True
    plain = len(parts) <= 3 and inner[-1:].isalnum()
    return bool(plain and NAME_BEFORE.search(before) and NAME_AFTER.match(text[one.closing[1] :]))


def quotations(
    text: str, paragraphs: Sequence[tuple[int, int]]
) -> tuple[list[Quotation], list[Quotation]]:
    """The outermost quotations of a text, in order, and apart from them names and titles."""
    out: list[Quotation] = []
    named: list[Quotation] = []
    lines = [text[a:b] for a, b in paragraphs]
    for (start, _), line, following in zip(paragraphs, lines, [*lines[1:], ""], strict=True):
        found = doubles(line, [mark(line, m.start(), m.end()) for m in DOUBLE.finditer(line)])
        if SINGLE.search(line):
            single = singles(line, found, following)
            if single:
                found = outermost([*found, *single])
        for one in found:
            (named if names(line, one) else out).append(moved(one, start))
    return out, named


def outermost(found: list[Quotation]) -> list[Quotation]:
    """Those that stand inside no other."""
    found = sorted(found, key=lambda q: (q.opening[0], -q.closing[1]))
    out: list[Quotation] = []
    for one in found:
        if not out or one.opening[0] >= out[-1].closing[1]:
            out.append(one)
    return out


def moved(one: Quotation, by: int) -> Quotation:
    """A quotation with its places counted from elsewhere."""
    (a, b), (c, d) = one
    return Quotation((a + by, b + by), (c + by, d + by))

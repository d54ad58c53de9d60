"""How well sources are told: names, types, countries and relays against texts with gold sources.

A document holds ``text``, ``attributions`` (``source``, ``cue``, ``content`` as character spans;
``name``, ``type``, ``country``, ``form``, ``via``) and ``names`` (by canonical name: ``person``,
``surname``, ``also``:
other names that count, ``type_ok``: other types that count). Rows are paired one to one where cues
overlap or contents share half of their words; labels are judged on pairs, countries where the text
tells one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from newscompare.articles.tokens import word_set
from newscompare.attribution.who import lexicon

Row = Mapping[str, Any]
Span = tuple[int, int]
SMALL = word_set(
    """
    the a an some several two three four of for in at by from to with on and s
    """
)
SAME_SHARE = 0.5
OF = {"name": "pairs", "type": "pairs", "form": "pairs", "country": "countries", "via": "relays"}
"""What each label is counted among."""


def bare(text: str) -> list[str]:
    """The words of a name in lower case without accents and possessives."""
    flat = unicodedata.normalize("NFKD", text)
    flat = "".join(c for c in flat if not unicodedata.combining(c)).lower()
    return re.findall(r"[^\W_]+", re.sub(r"['’]s\b|(?<=s)['’]", "", flat))


def untitled(text: str) -> list[str]:
    """The words of a person's name without titles, unless there is nothing else."""
    split = bare(text)
    return [w for w in split if w not in lexicon.TITLES] or split


def country(name: str) -> str:
    """A country as it is compared: by the label of the open table, in lower case."""
    low = (name or "").lower()
    return "" if low == "none" else lexicon.countries().get(low, low).lower()


def right_name(gold: str, found: str, names: Mapping[str, Row]) -> bool:
    """Is the name right: the family name and no other person's words, or for a body half of its
    words?
    """
    if not gold or not found:
        return not gold and not found
    entry = names[gold]
    if entry["person"]:
        mine, family = set(untitled(found)), set(bare(entry["surname"]))
        if family == mine and any(
            n != gold and e["person"] and set(bare(e["surname"])) == family
            for n, e in names.items()
        ):
            return False
        wanted = [set(untitled(n)) for n in (gold, *entry["also"])]
        return family <= mine and any(mine <= w or w <= mine for w in wanted)

    def content(name: str) -> set[str]:
        return {
            w[:-1] if len(w) > 3 and w.endswith("s") else w for w in bare(name) if w not in SMALL
        }

    mine = content(found)
    return any(
        len(mine & w) >= SAME_SHARE * len(mine | w)
        for n in (gold, *entry["also"])
        if (w := content(n))
    )


def words_under(text: str, spans: Iterable[Span]) -> set[int]:
    """Where the words under spans begin."""
    return {a + m.start() for a, b in spans for m in re.finditer(r"\w+", text[a:b])}


def pairs(text: str, gold: Sequence[Row], found: Sequence[Row]) -> list[tuple[int, int]]:
    """Pairs of gold and found rows, those that share most first."""
    offers = []
    sides = [
        [{r: words_under(text, x[r]) for r in ("cue", "content")} for x in rows]
        for rows in (gold, found)
    ]
    for i, g in enumerate(sides[0]):
        for j, p in enumerate(sides[1]):
            cue = len(g["cue"] & p["cue"])
            both, either = len(g["content"] & p["content"]), len(g["content"] | p["content"])
            share = both / either if either else 0.0
            if cue or share >= SAME_SHARE:
                offers.append((cue + share, -i, -j))
    out: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(offers, reverse=True):
        if -i not in used[0] and -j not in used[1]:
            out.append((-i, -j))
            used[0].add(-i)
            used[1].add(-j)
    return out


def count(document: Row, found: Sequence[Row]) -> Counter[str]:
    """Counts of one document: rows, pairs, and how many labels of the pairs are right."""
    gold, names = document["attributions"], document["names"]
    out: Counter[str] = Counter(gold=len(gold), found=len(found))
    called: dict[str, set[str]] = defaultdict(set)
    for i, j in pairs(document["text"], gold, found):
        g, p = gold[i], found[j]
        entry = names.get(g["name"], {"person": False})
        out["pairs"] += 1
        out["name"] += right_name(g["name"], p["name"], names)
        out["type"] += p["type"] in {g["type"], *entry.get("type_ok", [])}
        out["form"] += p["form"] == g["form"]
        if g["country"]:
            out["countries"] += 1
            out["country"] += country(g["country"]) == country(p["country"])
        if g["via"] or p["via"]:
            a, b = set(bare(g["via"])), set(bare(p["via"]))
            out["relays"] += 1
            out["via"] += bool(a and b) and (a <= b or b <= a)
        if entry["person"]:
            called[g["name"]].add(p["name"].lower())
    out["people"] += len(called)
    out["names of people"] += sum(len(v) for v in called.values())
    return out


def rates(total: Mapping[str, int]) -> dict[str, float]:
    """Percent: precision, recall, name, type, country, form, via; and names a person."""
    out = {k: round(100 * total[k] / max(1, total[n]), 1) for k, n in OF.items()}
    out["precision"] = round(100 * total["pairs"] / max(1, total["found"]), 1)
    out["recall"] = round(100 * total["pairs"] / max(1, total["gold"]), 1)
    out["names a person"] = round(total["names of people"] / max(1, total["people"]), 2)
    return out

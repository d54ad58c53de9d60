"""Parties and sides that the machine can tell: of one that only a country sets apart it knows
nothing where it knows no such country, and then a report must not say that it is not heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from newscompare.attribution.who import lexicon
from newscompare.case.tables import Case


def countries(case: Case) -> set[str]:
    """Every country that the machine knows, and those that people gave sources of this case."""
    return set(lexicon.countries().values()) | set(case.attributions["country"].astype(str))


def _told(description: Mapping[str, Any], known: set[str]) -> bool:
    """Can a source fit this description, as far as countries are known?"""
    wanted = description.get("country")
    return wanted is None or bool(set(map(str, wanted)) & known)


def knowable(case: Case) -> tuple[Case, tuple[str, ...]]:
    """The case without the parties and sides that no source could be told to belong to, and the
    labels of what was left out.
    """
    known = countries(case)
    parties, sides = case.settings.get("parties") or [], case.settings.get("sides") or []
    kept = [p for p in parties if any(_told(one, known) for one in p["heard"])]
    told = [side for side in sides if _told(side, known)]
    left = [str(p["label"]) for p in parties if p not in kept]
    left += [str(s["label"]) for s in sides if s not in told and str(s["label"]) not in left]
    if not left:
        return case, ()
    return replace(case, settings=case.settings | {"parties": kept, "sides": told}), tuple(left)

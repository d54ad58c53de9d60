"""How a finding of a report fares counted otherwise, in words for somebody who does not know the
ways to count.
"""

from __future__ import annotations

from collections.abc import Mapping

from newscompare.figures.style import sentence_list
from newscompare.findings.claim import in_words
from newscompare.findings.finding import Finding

WAYS = {
    "own voice": "if only frames in the outlets' own voice count",
    "own voice, shared sentences too": "if frames that only a source voices do not count",
    "by words": "if words are counted instead of units",
    "without titles": "without titles and decks",
    "without the post": "without the post that the texts quote",
}
"""Ways to count (``variants.WORDS``) as a report names them; those without a text or an indicator
name it.
"""
MOST = 3
"""So many ways that break a finding are named; of more the number is."""


def way(name: str, labels: Mapping[str, str]) -> str:
    """One other way to count, in words."""
    left_out = name.removeprefix("without ")
    if name in WAYS or left_out == name:
        return WAYS.get(name, name)
    return f"without {labels.get(left_out) or f'the indicator {left_out}'}"


UNTRIED = "Not tried: with something left out there would be no more of it."
"""Of a finding that no other way to count could break: a check that cannot fail is none."""


def how_sure(finding: Finding, labels: Mapping[str, str]) -> str:
    """In how many other ways to count a finding holds, and in which it does not."""
    n, broken = len(finding.tried), finding.broken_by
    if not n:
        return UNTRIED if finding.spec.spared else "–"
    if not broken:
        return (
            "Holds in " + ("the one other way" if n == 1 else f"all {n} other ways") + " to count."
        )
    if len(broken) > MOST:
        return f"With care: fails in {in_words(len(broken))} of {n} other ways to count."
    fails = sentence_list([way(name, labels) for name in broken])
    return f"With care: fails {fails} ({len(broken)} of {n} other ways to count)."

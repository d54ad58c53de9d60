"""How a finding of a report fares counted otherwise, in words for somebody who does not know the
ways to count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


UNTRIED = "Not tried: leaving something out could not add to it."
"""Of a finding that no other way to count could break: a check that cannot fail is none."""


def ways_tried(names: Iterable[str], labels: Mapping[str, str]) -> str:
    """Which other ways to count there were: those without a text or an indicator by their number,
    the others by what they do.
    """
    every = list(names)
    if len(every) == 1:
        return way(every[0], labels)
    others = [name for name in every if name in WAYS or not name.startswith("without ")]
    texts = [name for name in every if name.removeprefix("without ") in labels]
    found = [
        (len(texts), "with one text left out"),
        (len(every) - len(texts) - len(others), "with one indicator left out"),
        *((1, way(name, labels)) for name in others),
    ]
    kinds = [(n, said) for n, said in found if n]
    if len(kinds) == 1:
        return f"each {kinds[0][1]}"
    return sentence_list([f"{in_words(n)} {said}" for n, said in kinds])


def how_sure(finding: Finding, labels: Mapping[str, str]) -> str:
    """In how many other ways to count a finding holds, which these were, and in which it does
    not.
    """
    n, broken = len(finding.tried), finding.broken_by
    if not n:
        return UNTRIED if finding.spec.spared else "–"
    ways = "the one other way" if n == 1 else f"all {n} other ways"
    if not broken:
        return f"Holds in {ways} to count ({ways_tried(finding.tried, labels)})."
    if n > 1:
        ways = f"{len(broken)} of {n} other ways"
    fails = "; ".join(way(name, labels) for name in broken)
    named = f" ({fails})" if len(broken) <= MOST else ""
    return f"With care: fails in {ways} to count{named}."

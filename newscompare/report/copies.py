"""What near-duplicates make a report count twice: units that two texts share word for word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from newscompare.case.tables import Case
from newscompare.figures.sentences import counted, in_words, start
from newscompare.figures.style import sentence_list, source_type_name
from newscompare.figures.units import noun_of
from newscompare.measures.framing import NO_FRAME, coded_by, frame_word, frames_of
from newscompare.pages.reuse import near_pairs

ALIKE = 0.8
"""A unit is a copy where so much of its words, and of the other's, stands in one shared run."""


def copies(case: Case) -> dict[str, str]:
    """Each unit of a near-duplicate that repeats a unit of a text before it, with that text."""
    units = case.sentences.set_index("id")
    known = units["hash"]
    found: dict[str, str] = {}
    for first, second in near_pairs(case):
        theirs = set(known[units["article"].astype(str) == first])
        own = known[units["article"].astype(str) == second]
        found |= dict.fromkeys((str(unit) for unit in own.index[own.isin(theirs)]), first)
        for run in case.shared_runs.to_dict("records"):
            sides = {str(run[f"article_{side}"]): run[f"sentence_{side}"] for side in "ab"}
            if set(sides) != {first, second}:
                continue
            most = max(int(units.loc[sentence, "words"]) for sentence in sides.values())
            if int(run["matched"]) >= ALIKE * most:
                found[str(sides[second])] = first
    return found


def _opening(case: Case, units: Iterable[str], found: dict[str, str], what: str) -> str:
    """How many of what are counted twice, and in which two texts."""
    places = list(units)
    article = case.sentences.set_index("id")["article"].astype(str)
    pairs = {(found[unit], article[unit]) for unit in places}
    if len(pairs) > 1:
        verb = "repeats another" if len(places) == 1 else "repeat others"
        return f"{start(what)} {verb} that near-duplicates have in common"
    ((first, second),) = pairs
    verb = "is" if len(places) == 1 else "are"
    return (
        f"{start(what)} {verb} counted twice, in {case.labels[first]} and again in "
        f"{case.labels[second]}"
    )


def frames_twice(case: Case) -> str:
    """Which units with a frame are counted twice, in a sentence; empty where none is."""
    found, coded = copies(case), coded_by(case.frames)
    own = coded[coded["sentence"].isin(list(found)) & (coded["combination"] != NO_FRAME)]
    if own.empty:
        return ""
    kinds = []
    for frame in frames_of(coded):
        rows = own[own[frame] == 1]
        if len(rows):
            codes = sorted({c for cell in rows["indicators"] for c in str(cell).split(";") if c})
            many = "" if len(own) == 1 else f"{in_words(len(rows))} "
            named = f" ({', '.join(codes)})" if codes else ""
            kinds.append(f"{many}{frame_word(frame)}{named}")
    what = f"{noun_of(case.sentences['zone']).counted(len(own))} with a frame"
    return f"{_opening(case, own['sentence'], found, what)}: {sentence_list(kinds)}."


def units_twice(case: Case) -> str:
    """How many of the units that shares divide by repeat another; empty where none does."""
    coded = coded_by(case.frames)["sentence"]
    n = int(coded.isin(list(copies(case))).sum())
    verb = "repeats" if n == 1 else "repeat"
    many = noun_of(case.sentences["zone"]).many
    return f"{in_words(n)} of the {len(coded)} {many} {verb} another" if n else ""


def types_twice(case: Case) -> str:
    """How many attributions to which kind of source there are once near-duplicates count as one
    text, with those in units with a frame; empty where no attribution is counted twice.
    """
    found, coded = copies(case), coded_by(case.frames)
    said, noun = case.attributions, noun_of(case.sentences["zone"])
    twice = said["sentence"].isin(list(found))
    if not twice.any():
        return ""
    kinds = said["source_type"].astype(str)
    parts = []
    for kind in dict.fromkeys(kinds[twice]):
        within = []
        for frame in frames_of(coded):
            framed = said["sentence"].isin(coded.loc[coded[frame] == 1, "sentence"])
            if (framed & twice & (kinds == kind)).any():
                n = int((framed & ~twice & (kinds == kind)).sum())
                within.append(f"{in_words(n)} in {frame_word(frame)} {noun.many}")
        shown = f", {sentence_list(within)}" if within else ""
        once = int((~twice & (kinds == kind)).sum())
        parts.append(f"“{source_type_name(kind).lower()}” {once}{shown}")
    opening = _opening(
        case, said.loc[twice, "sentence"], found, counted(int(twice.sum()), "attribution")
    )
    return f"{opening}; counted once: {'; '.join(parts)}."


@dataclass(frozen=True)
class Twice:
    """What is counted twice, a sentence each; empty where nothing is."""

    frames: str = ""
    types: str = ""


def twice(case: Case) -> Twice:
    """What near-duplicates make a case count twice."""
    return Twice(frames_twice(case), types_twice(case))

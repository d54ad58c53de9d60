"""The longest stretches of sentences that all carry one frame, and what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from newscompare.figures.sentences import counted, in_words, start
from newscompare.figures.style import name_list
from newscompare.figures.units import SENTENCES, Noun
from newscompare.measures.framing import frame_word

Run = tuple[str, str, int, int]
"""A run: text, frame, first place, number of sentences."""


def longest_runs(texts: Mapping[str, list[dict[Any, Any]]], frames: Sequence[str]) -> list[Run]:
    """The longest runs of sentences that all carry one frame (several where they tie), as text,
    frame, place of the first sentence, number of sentences.
    """
    found: list[Run] = []
    for article, units in texts.items():
        for frame in frames:
            begun = None
            for place in range(len(units) + 1):
                carries = place < len(units) and units[place][frame] == 1
                if carries and begun is None:
                    begun = place
                elif not carries and begun is not None:
                    found.append((article, frame, begun, place - begun))
                    begun = None
    most = max((run[3] for run in found), default=0)
    return [run for run in found if run[3] == most]


SHORTEST = 3
"""Fewer sentences in a row are no stretch to be named."""


def runs_title(
    runs: Sequence[Run], labels: Mapping[str, str], finder: str, noun: Noun = SENTENCES
) -> str:
    """What a title says of the longest runs; ``finder``: who found the frames, if a machine did;
    ``noun``: what is counted.
    """
    if not runs:
        return f"{start(finder)} found no frame" if finder else f"No {noun.one} carries a frame"
    if runs[0][3] < SHORTEST:
        n = runs[0][3]
        many = "two" if n == 1 else f"more than {in_words(n)}"
        return (
            f"Nowhere did {finder} find the same frame in {many} {noun.many} in a row"
            if finder
            else f"No frame holds for {many} {noun.many} in a row"
        )
    if len(runs) == 1:
        article, frame, _, n = runs[0]
        return (
            f"The longest unbroken stretch of one frame is {frame_word(frame)}: {in_words(n)} "
            f"{noun.many} in {labels[article]}"
        )
    if len(runs) > 3:
        return (
            f"The longest unbroken stretches of one frame have {in_words(runs[0][3])} {noun.many}, "
            f"in {counted(len({run[0] for run in runs}), 'text')}"
        )
    where = [f"{frame_word(frame)} in {labels[article]}" for article, frame, _, _ in runs]
    return (
        f"The longest unbroken stretches of one frame have {in_words(runs[0][3])} {noun.many}: "
        f"{name_list(where)}"
    )


def _said(run: Run, units: Sequence[Mapping[Any, Any]]) -> str:
    """A remark on a run: how long it is, and how much of it is a source's claim."""
    _, frame, begun, n = run
    quoted = sum(units[place]["voice"] in ("source", "both") for place in range(begun, begun + n))
    many = "none" if not quoted else "all" if quoted == n else f"{in_words(quoted)} of them"
    return f"{in_words(n)} {frame_word(frame)} in a row, {many} by a source"


def remarks_on(runs: Sequence[Run], texts: Mapping[str, Any]) -> dict[str, tuple[Run, str]]:
    """The remark on each text that has one of at most three longest runs."""
    if not runs or runs[0][3] < SHORTEST:
        return {}
    return {run[0]: (run, _said(run, texts[run[0]])) for run in runs[:3]}

"""The three analyses side by side: frames by kind of source, and a profile of each text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from newscompare.measures.framing import NO_FRAME, frame_name, frames_of
from newscompare.measures.sources import concentration, of_side, with_naming

_AFTER = {
    "named": "Named sources",
    "top_source": "Top source's share",
    "quoted": "Attributions quoted",
    "favourable": "Favourable quotations",
}


OTHER_MEASURES = frozenset(["own_voice", *_AFTER])
"""The measures of a profile that are no frame (beside ``side_ID``)."""


def profile_names(
    sides: Sequence[Mapping[str, Any]], frames: Sequence[str] = ("symbolic", "strategic")
) -> dict[str, str]:
    """The measures of a profile in order, with the names that figures show; ``sides`` as in
    ``case.yml``.
    """
    before = {frame: f"{frame_name(frame)} sentences" for frame in frames} | {
        "own_voice": "Frames in own voice"
    }
    return before | {f"side_{side['id']}": f"Heard: {side['label']}" for side in sides} | _AFTER


def frames_by_source_type(attributions: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Frames of the sentences in which each type of source is heard.

    Columns: ``source_type``, ``frame``, ``with_frame`` (attributions in sentences with the frame),
    ``attributions``, ``share``. An attribution counts by its sentence: the frame may stand outside
    the attributed words.
    """
    table = attributions.merge(
        coded[["sentence", *frames_of(coded)]], on="sentence", how="left", validate="many_to_one"
    )
    rows = []
    for kind, own in table.groupby("source_type", observed=True):
        rows += [
            (str(kind), frame, int(own[frame].sum()), len(own), own[frame].mean())
            for frame in frames_of(coded)
        ]
    return pd.DataFrame(
        rows, columns=["source_type", "frame", "with_frame", "attributions", "share"]
    )


def voice_of_frames(coded: pd.DataFrame) -> pd.DataFrame:
    """Framed sentences by frame and voice, all texts: ``frame``, ``voice``, ``sentences``,
    ``share`` (of the frame's sentences).
    """
    rows = []
    for frame in frames_of(coded):
        framed = coded[coded[frame] == 1]
        for voice in ("outlet", "both", "source"):
            n = int((framed["voice"] == voice).sum())
            rows.append((frame, voice, n, n / len(framed) if len(framed) else np.nan))
    return pd.DataFrame(rows, columns=["frame", "voice", "sentences", "share"])


def profiles(
    coded: pd.DataFrame,
    attributions: pd.DataFrame,
    quotes: pd.DataFrame,
    sides: Sequence[Mapping[str, Any]],
) -> pd.DataFrame:
    """What each text would have you believe, in a handful of shares.

    ``sides`` lists whose voices are compared: ``id``, ``label``, ``country`` and perhaps
    ``source_type`` (lists), as in ``case.yml``. Columns: ``article``, ``measure`` (keys of
    ``profile_names``), ``count``, ``of``, ``share`` (``nan`` where ``of`` is 0).
    """
    sources = with_naming(attributions)
    top = concentration(attributions).set_index("article")
    rows = []
    for article in coded["article"].cat.categories:
        own = coded[coded["article"] == article]
        heard = sources[sources["article"] == article]
        quoted = quotes[quotes["article"] == article]
        framed = own[own["combination"] != NO_FRAME]
        counts = {
            **{frame: (int(own[frame].sum()), len(own)) for frame in frames_of(coded)},
            "own_voice": (int((framed["voice"] == "outlet").sum()), len(framed)),
            **{f"side_{s['id']}": (int(of_side(heard, s).sum()), len(heard)) for s in sides},
            "named": (int((heard["naming"] == "named").sum()), len(heard)),
            "top_source": (int(top.loc[article, "attributions"]), int(top.loc[article, "held"])),
            "quoted": (int((heard["form"] != "indirect").sum()), len(heard)),
            "favourable": (int((quoted["stance"] == 1).sum()), len(quoted)),
        }
        rows += [(article, m, n, of, n / of if of else np.nan) for m, (n, of) in counts.items()]
    table = pd.DataFrame(rows, columns=["article", "measure", "count", "of", "share"])
    table["article"] = pd.Categorical(
        table["article"], categories=coded["article"].cat.categories, ordered=True
    )
    return table


def units_about(about: pd.DataFrame, code: str, coder: str = "reference") -> set[str]:
    """The units that speak of ``code`` (a key of ``about`` in ``case.yml``), in the main code or in
    the second one.
    """
    own = about[about["coder"].astype(str) == coder]
    speaks = (own["main"].astype(str) == code) | (own["second"].astype(str) == code)
    return set(own.loc[speaks, "sentence"])


def _of(n: int, of: int) -> str:
    return f"{n} of {of}"


def voices_both_ways(coded: pd.DataFrame, about: Collection[str], name: str) -> pd.DataFrame:
    """Whose voice the frames are in, among all units and among those in ``about`` alone.

    Columns: ``Counted`` (all units, or ``name``), ``Frame``, ``Outlet's own``, ``A source's``,
    ``Both`` (counts), ``All``.
    """
    rows = []
    for counted, units in (
        ("All units", coded),
        (name, coded[coded["sentence"].isin(list(about))]),
    ):
        for frame in frames_of(coded):
            voices = units.loc[units[frame] == 1, "voice"].astype(str)
            each = [int((voices == voice).sum()) for voice in ("outlet", "source", "both")]
            rows.append((counted, frame_name(frame), *each, len(voices)))
    names = ["Counted", "Frame", "Outlet’s own", "A source’s", "Both", "All"]
    return pd.DataFrame(rows, columns=names)


def frames_both_ways(
    coded: pd.DataFrame, about: Collection[str], labels: Mapping[str, str], name: str
) -> pd.DataFrame:
    """Frames of each text, among all its units and among those in ``about`` alone.

    Columns: ``Text`` and, for each frame, ``Symbolic, all units`` and ``Symbolic, NAME`` (``5 of
    19``).
    """
    inside = coded["sentence"].isin(list(about))
    rows = []
    for article, label in labels.items():
        cells: dict[str, str] = {"Text": label}
        for said, units in (("all units", coded), (name, coded[inside])):
            own = units[units["article"].astype(str) == article]
            for frame in frames_of(coded):
                cells[f"{frame_name(frame)}, {said}"] = _of(int(own[frame].sum()), len(own))
        rows.append(cells)
    return pd.DataFrame(rows)


def types_both_ways(
    attributions: pd.DataFrame, coded: pd.DataFrame, about: Collection[str], frame: str, name: str
) -> pd.DataFrame:
    """Attributions in sentences with ``frame`` by type of source, among all and among those in
    units in ``about`` alone.

    Columns: ``source_type``, ``All attributions``, ``NAME`` (``20 of 35``), most heard first.
    """
    inside = attributions[attributions["sentence"].isin(list(about))]
    both = []
    for table in (attributions, inside):
        counts = frames_by_source_type(table, coded)
        own = counts[counts["frame"] == frame].set_index("source_type")
        both.append(own[["with_frame", "attributions"]])
    every, within = both
    order = every.sort_values("attributions", ascending=False, kind="stable").index
    within = within.reindex(order).fillna(0).astype(int)
    return pd.DataFrame(
        {
            "source_type": order,
            "All attributions": [_of(*map(int, every.loc[kind])) for kind in order],
            name: [_of(*map(int, within.loc[kind])) for kind in order],
        }
    )

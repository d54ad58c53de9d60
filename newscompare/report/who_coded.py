"""Whose codes a report counts, text by text: people's where they coded a text fully, the machine's
elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from newscompare.case.folder import SUBHEAD
from newscompare.case.tables import Case
from newscompare.hand.sheets import Sheet
from newscompare.measures.framing import coded_by, frames_of

MACHINE = "the machine"
WHAT = ("frames", "attributions", "tone")

By = Mapping[str, Mapping[str, str]]
"""Text to what was coded to the coder; what is missing was coded by the machine."""


def with_frames(case: Case, sheets: Sequence[Sheet]) -> tuple[Case, dict[str, str]]:
    """The case with the frames of people where a sheet codes every unit of a text, and who coded
    which text. The first such sheet counts; indicators are taken out there, the machine's voice
    stays where the coder gave none.
    """
    table = case.frames.copy()
    frames = list(frames_of(coded_by(table)))
    article = table["sentence"].astype(str).str.rpartition("-")[0]
    by: dict[str, str] = {}
    for sheet in sheets:
        rows = {row.unit: row for row in sheet.rows if row.zone != SUBHEAD}
        for name in [str(a) for a in case.labels if str(a) not in by]:
            own = table.index[article == name]
            units = [str(unit) for unit in table.loc[own, "sentence"]]
            found = [rows.get(unit) for unit in units]
            if any(r is None or any(r.codes.get(f) is None for f in frames) for r in found):
                continue
            by[name] = sheet.coder
            for place, row in zip(own, found, strict=True):
                assert row is not None
                for frame in frames:
                    table.loc[place, frame] = row.codes[frame]
                table.loc[place, "indicators"] = ""
                framed = any(row.codes[f] for f in frames)
                if not framed:
                    table.loc[place, "voice"] = "none"
                elif row.voice not in (None, "-"):
                    table.loc[place, "voice"] = row.voice
                elif table.loc[place, "voice"] == "none":
                    table.loc[place, "voice"] = "outlet"
    if not by:
        return case, {}
    units_of = table.set_index("sentence")
    evidence = case.evidence
    mine = evidence["sentence"].astype(str).str.rpartition("-")[0].isin(by)
    keep = ~mine | evidence["sentence"].map(
        lambda unit: bool((units_of.loc[unit, frames] == 1).any())
    ).astype(bool)
    return replace(case, frames=table, evidence=evidence[keep]), by


def joined(frames: Mapping[str, str], said: By) -> dict[str, dict[str, str]]:
    """Who coded what of each text that people coded something of."""
    names = [*frames, *(name for name in said if name not in frames)]
    return {
        name: {**({"frames": frames[name]} if name in frames else {}), **said.get(name, {})}
        for name in names
    }


def coders_table(case: Case, by: By) -> pd.DataFrame:
    """Whose codes count, to read: ``Text``, ``Frames``, ``Attributions``, ``Tone``."""
    rows = [
        (label, *(by.get(name, {}).get(what, MACHINE) for what in WHAT))
        for name, label in case.labels.items()
    ]
    return pd.DataFrame(rows, columns=["Text", *(what.capitalize() for what in WHAT)])

"""What the numbers say of each coder of a class: a handful of rules, each on one number.

The thresholds are the constants below. ``GOOD`` and ``FAIR`` are the customary ones for agreement
(Krippendorff 2019), the others conventions of this module:

==============  ==================================================================================
``passage``     the whole of a passage of fewer than ``LEAST_UNITS`` units: nothing else is said
``too few``     fewer than ``LEAST_UNITS`` units coded: nothing else is said
``copy``        every code (frames, indicators, voice) as in another sheet, over at least
                ``LEAST_UNITS`` units
``unfinished``  less than ``FINISHED`` of the units coded, in the texts begun
``reverses``    kappa with the reference of at most ``-CHANCE`` on one frame only: 1 and 0
                exchanged
``swaps``       whether there is a frame is seen as in the reference (kappa above ``FAIR``), but of
                the units with one frame at least ``SWAPPED`` got only another
``chance``      kappa with the reference below ``CHANCE`` on every frame
``misses``      recall below ``FOUND`` and kappa below ``GOOD`` on a frame
``adds``        precision below ``FOUND`` and kappa below ``GOOD`` on a frame
``agrees``      none of reverses, swaps, chance, misses, adds
``voice``       besides: kappa of the voice below ``FAIR``, over the units where both saw a frame
``room``        besides: kappa with the majority of the others higher by ``APART`` than with the
                reference
==============  ==================================================================================
"""

from __future__ import annotations

from itertools import combinations, permutations

import pandas as pd

from newscompare.measures.classroom import REFERENCE, agreement_by_coder, coders, mean_known
from newscompare.measures.coverage import coverage
from newscompare.measures.framing import NO_FRAME, coded_by, frames_of

LEAST_UNITS = 20
FINISHED = 0.9
GOOD, FAIR, CHANCE = 0.8, 0.667, 0.2
FOUND = 0.8
SWAPPED = 0.2
APART = 0.1


def copies(frames: pd.DataFrame) -> dict[str, str]:
    """Coders whose every code is another's, over at least ``LEAST_UNITS`` units with some frame
    among them: coder to the other.
    """
    names = frames_of(frames)
    codes = frames.assign(
        code=frames[[*names, "indicators", "voice"]].astype(str).agg("|".join, axis=1)
    )
    tables = {name: codes[codes["coder"] == name].set_index("sentence") for name in coders(frames)}
    found: dict[str, str] = {}
    for first, second in combinations(tables, 2):
        one, two = tables[first], tables[second]
        shared = one.index.intersection(two.index)
        framed = (one.loc[shared, names] == 1).any(axis=1)
        if (
            len(shared) >= LEAST_UNITS
            and framed.any()
            and (one.loc[shared, "code"] == two.loc[shared, "code"]).all()
        ):
            found.setdefault(first, second)
            found.setdefault(second, first)
    return found


def diagnoses(frames: pd.DataFrame) -> pd.DataFrame:
    """What the numbers say of each coder, by the rules above, the weightiest first: ``coder``,
    ``kind``, ``says``.
    """
    table, same = agreement_by_coder(frames), copies(frames)
    plan = coverage(frames).set_index("coder")["of"]
    rows = []
    for row in table.to_dict("records"):
        name = str(row["coder"])
        found = _diagnosis(
            row | {"of": int(plan[name])},
            coded_by(frames, name),
            coded_by(frames, REFERENCE),
            same.get(name),
        )
        rows += [(name, kind, says) for kind, says in found]
    return pd.DataFrame(rows, columns=["coder", "kind", "says"])


def _diagnosis(
    row: dict, own: pd.DataFrame, reference: pd.DataFrame, twin: str | None
) -> list[tuple[str, str]]:
    units = int(row["units"])
    if units < LEAST_UNITS and row["coded"] >= FINISHED:
        says = (
            f"all {units} units of the passage are coded: enough for the room's votes, too few to "
            "say anything of one coder"
        )
        return [("passage", says)]
    if units < LEAST_UNITS:
        return [("too few", f"{units} units coded: too few to say anything")]
    notes: list[tuple[str, str]] = []
    if twin is not None:
        notes.append(
            (
                "copy",
                f"every code as in {twin}'s sheet, over {units} units: the same file twice, "
                "or coded together?",
            )
        )
    if row["coded"] < FINISHED:
        notes.append(
            ("unfinished", f"{units} of {row['of']} units coded; what follows speaks of these")
        )
    notes += _frame_faults(row, own, reference) or [_agreeing(row, frames_of(own))]
    if row["kappa_voice"] < FAIR:
        notes.append(("voice", _voice_fault(row, own, reference)))
    mean = mean_known([row[f"kappa_{frame}"] for frame in frames_of(own)])
    if row["kappa_others"] - mean >= APART:
        says = (
            f"nearer to the others (kappa {row['kappa_others']:.2f}) than to the reference "
            f"({mean:.2f}): look at the reference first"
        )
        notes.append(("room", says))
    return notes


def _kappas(row: dict, frames: list[str]) -> dict[str, float]:
    return {
        frame: row[f"kappa_{frame}"]
        for frame in frames
        if row[f"kappa_{frame}"] == row[f"kappa_{frame}"]
    }


def _agreeing(row: dict, frames: list[str]) -> tuple[str, str]:
    known = _kappas(row, frames)
    if not known:
        return "agrees", "neither the coder nor the reference has a frame in these units"
    least = min(known.values())
    how = "agrees with the reference" if least >= GOOD else "mostly agrees with the reference"
    return "agrees", f"{how} ({_each(row, frames)})"


def _frame_faults(row: dict, own: pd.DataFrame, reference: pd.DataFrame) -> list[tuple[str, str]]:
    frames = frames_of(own)
    turned = [frame for frame in frames if row[f"kappa_{frame}"] <= -CHANCE]
    if len(turned) == 1:
        frame = turned[0]
        return [
            (
                "reverses",
                f"{frame} reads 1 where the reference has 0 and 0 where it has 1 (kappa "
                f"{row[f'kappa_{frame}']:.2f})",
            )
        ]
    if row["kappa_any"] > FAIR and row["swapped"] >= SWAPPED:
        return [
            (
                "swaps",
                "sees a frame where the reference does, but takes one for the other: "
                f"{_swaps(row, own, reference)}",
            )
        ]
    if all(row[f"kappa_{frame}"] < CHANCE for frame in frames):
        return [
            (
                "chance",
                f"hardly nearer to the reference than chance ({_each(row, frames)}): the "
                "codebook was not used, or the rows slipped",
            )
        ]
    found = []
    for kind, measure, says in (
        ("misses", "recall", "misses sentences that the reference codes"),
        ("adds", "precision", "codes sentences that the reference leaves"),
    ):
        low = [f for f in frames if row[f"{measure}_{f}"] < FOUND and row[f"kappa_{f}"] < GOOD]
        if low:
            found.append(
                (
                    kind,
                    f"{says}: {measure} "
                    + " and ".join(f"{row[f'{measure}_{f}']:.0%} for {f}" for f in low),
                )
            )
    return found


def _each(row: dict, frames: list[str]) -> str:
    return "kappa " + ", ".join(
        f"{kappa:.2f} {frame}" for frame, kappa in _kappas(row, frames).items()
    )


def _swaps(row: dict, own: pd.DataFrame, reference: pd.DataFrame) -> str:
    """Which frame became which, by the reference's voice: ``strategic becomes symbolic in 12 of 20
    sentences voiced by source``.
    """
    pairs = own.merge(reference, on="sentence", suffixes=("", "_true"))
    parts = []
    for frame, other in permutations(frames_of(own), 2):
        for voice in ("source", "outlet", "both"):
            among = pairs[
                (pairs["combination_true"] == frame)
                & (pairs["voice_true"] == voice)
                & (pairs["combination"] != NO_FRAME)
            ]
            swapped = int((among["combination"] == other).sum())
            if swapped >= 2 and swapped / len(among) >= SWAPPED:
                parts.append(
                    f"{frame} becomes {other} in {swapped} of {len(among)} sentences voiced "
                    f"by {voice}"
                )
    return "; ".join(parts) or f"in {row['swapped']:.0%} of the sentences with one frame"


def _voice_fault(row: dict, own: pd.DataFrame, reference: pd.DataFrame) -> str:
    pairs = own.merge(reference, on="sentence", suffixes=("", "_true"))
    pairs = pairs[(pairs["combination"] != NO_FRAME) & (pairs["combination_true"] != NO_FRAME)]
    wrong = pairs[
        (pairs["voice"].astype(str) != pairs["voice_true"].astype(str))
        & (pairs["voice"].astype(str) != "")
    ]
    counts = wrong.astype({"voice": str, "voice_true": str}).groupby(["voice_true", "voice"]).size()
    (true, given), n = counts.idxmax(), int(counts.max())
    return (
        f"differs on whose claim it is (kappa {row['kappa_voice']:.2f}): {true} in the "
        f"reference, {given} here, in {n} sentence{'s' * (n != 1)}"
    )

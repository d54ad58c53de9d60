"""What a class's codes look like beside a reference and beside each other: agreement, diagnosis,
majority.

All functions take ``frames``: the columns of the case's ``frames`` table (``sentence``, ``coder``,
a 0/1 column for each frame, ``indicators``, ``voice``) with ``article``, one row a coder and coded
unit, the coder ``reference`` among them.

The diagnosis is a handful of rules, each on one number; the thresholds are the constants below.
``GOOD`` and ``FAIR`` are the customary ones for agreement (Krippendorff 2019), the others
conventions of this module:

==============
=================================================================================================
``too few``     fewer than ``LEAST_UNITS`` units coded: nothing else is said ``copy``        every
code (frames, indicators, voice) as in another sheet, over at least ``LEAST_UNITS`` units
``unfinished``  less than ``FINISHED`` of the units coded ======= ``reverses``    kappa with the
reference of at most ``-CHANCE`` on one frame only: 1 and 0 exchanged ``swaps``       whether there
is a frame is seen as in the reference (kappa above ``FAIR``), but of the units with one frame
                at least ``SWAPPED`` got only another
``chance``      kappa with the reference below ``CHANCE`` on every frame ``misses``      recall
below ``FOUND`` and kappa below ``GOOD`` on a frame ``adds``        precision below ``FOUND`` and
kappa below ``GOOD`` on a frame ``agrees``      none of reverses, swaps, chance, misses, adds
``voice``       besides: kappa of the voice below ``FAIR``, over the units where both saw a frame
``room``        besides: kappa with the majority of the others higher by ``APART`` than with the
reference ==============
=================================================================================================
"""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pandas as pd

from newscompare.measures.accuracy import scores
from newscompare.measures.agreement import RESAMPLES, cohen_kappa, krippendorff_alpha
from newscompare.measures.framing import (
    NO_FRAME,
    coded_by,
    combinations_of,
    frame_shares,
    frames_of,
)
from newscompare.measures.intervals import bootstrap_rows
from newscompare.measures.sensitivity import Variant, framing_findings, survival

REFERENCE = "reference"
CLASS = "class"

LEAST_UNITS = 20
FINISHED = 0.9
GOOD, FAIR, CHANCE = 0.8, 0.667, 0.2
FOUND = 0.8
SWAPPED = 0.2
APART = 0.1


def coders(frames: pd.DataFrame) -> list[str]:
    """The coders of the class, in the order of the table."""
    return [name for name in dict.fromkeys(frames["coder"].astype(str)) if name != REFERENCE]


def _wide(frames: pd.DataFrame, code: str, names: list[str]) -> pd.DataFrame:
    """One row a unit, one column a coder, codes as text, ``None`` where not coded; units in the
    order of the table.
    """
    order = list(dict.fromkeys(frames["sentence"]))
    values = frames[code].astype(str).mask(frames[code].astype(str) == "")
    table = (
        frames.assign(value=values)
        .pivot(index="sentence", columns="coder", values="value")
        .reindex(index=order, columns=names)
    )
    return table.astype(object).where(table.notna(), None)


# --- Agreement
# ----------------------------------------------------------------------------------------------------


def agreement_by_code(frames: pd.DataFrame) -> pd.DataFrame:
    """How far the class agrees on each code: ``code``, ``coders``, ``units`` (coded by two or more), ``alike`` (share of these
    coded alike by all), ``kappa`` (mean of Cohen's kappa over the pairs of coders), ``alpha`` (Krippendorff, nominal), ``low``, ``high`` (95 %
    bootstrap over units). ``nan`` with one coder.
    """
    names = coders(frames)
    rows = []
    for code in (*frames_of(frames), "voice"):
        wide = _wide(frames, code, names)
        wide = wide[wide.notna().sum(axis=1) >= 2]
        alike = wide.nunique(axis=1) == 1
        low, high = (
            bootstrap_rows(wide, _alpha, resamples=RESAMPLES) if len(wide) else (np.nan, np.nan)
        )
        kappas = [_kappa(wide[first], wide[second]) for first, second in combinations(names, 2)]
        known = [k for k in kappas if k == k]
        kappa = float(np.mean(known)) if known else np.nan
        rows.append(
            (
                code,
                len(names),
                len(wide),
                float(alike.mean()) if len(wide) else np.nan,
                kappa,
                _alpha(wide),
                low,
                high,
            )
        )
    return pd.DataFrame(
        rows, columns=["code", "coders", "units", "alike", "kappa", "alpha", "low", "high"]
    )


def _alpha(wide: pd.DataFrame) -> float:
    return (
        krippendorff_alpha([list(wide[name]) for name in wide.columns])
        if len(wide)
        else float("nan")
    )


def _kappa(first: pd.Series, second: pd.Series) -> float:
    both = first.notna() & second.notna()
    return cohen_kappa(list(first[both]), list(second[both])) if both.any() else float("nan")


def agreement_by_coder(frames: pd.DataFrame) -> pd.DataFrame:
    """Each coder beside the reference and the others.

    Columns: ``coder``, ``units``, ``coded`` (share of the reference's units), for each frame ``kappa_FRAME``, ``precision_FRAME``, ``recall_FRAME``
    (with the reference), ``kappa_any`` (is there a frame at all), ``kappa_voice`` (units where both saw a frame), ``swapped`` (share of
    the units with one frame in the reference and some frame here that got only another), ``kappa_others`` (with the
    majority of the others, mean of the frames), ``alpha_without`` (alpha of the rest of the class, mean of the frames).
    """
    names, codes = coders(frames), frames_of(frames)
    reference = coded_by(frames, REFERENCE).set_index("sentence")
    rows = []
    for name in names:
        own = coded_by(frames, name).set_index("sentence")
        own = own[own.index.isin(reference.index)]
        true = reference.loc[own.index]
        row: dict[str, object] = {
            "coder": name,
            "units": len(own),
            "coded": len(own) / len(reference),
        }
        for frame in codes:
            found = scores(own[frame], true[frame])
            row |= {
                f"{measure}_{frame}": found[measure] for measure in ("kappa", "precision", "recall")
            }
        row["kappa_any"] = _kappa(own["combination"] != NO_FRAME, true["combination"] != NO_FRAME)
        framed = (own["combination"] != NO_FRAME) & (true["combination"] != NO_FRAME)
        row["kappa_voice"] = _kappa(
            *(
                t.loc[framed, "voice"].astype(str).mask(lambda v: v == "").astype(object)
                for t in (own, true)
            )
        )
        single = framed & true["combination"].isin(codes)
        other = own["combination"].isin(codes) & (
            own["combination"].astype(str) != true["combination"].astype(str)
        )
        row["swapped"] = float((single & other).sum() / single.sum()) if single.any() else np.nan
        row |= _beside_others(frames[frames["coder"] != name], own, [n for n in names if n != name])
        rows.append(row)
    return pd.DataFrame(rows)


def _beside_others(rest: pd.DataFrame, own: pd.DataFrame, names: list[str]) -> dict[str, float]:
    codes = frames_of(rest)
    result = {"kappa_others": np.nan, "alpha_without": np.nan}
    if names:
        vote = majority(rest).set_index("sentence")
        shared = own.index.intersection(vote.index)
        result["kappa_others"] = _mean(
            [cohen_kappa(list(own.loc[shared, f]), list(vote.loc[shared, f])) for f in codes]
        )
    if len(names) > 1:
        result["alpha_without"] = _mean([_alpha(_wide(rest, frame, names)) for frame in codes])
    return result


def _mean(values: list[float]) -> float:
    known = [v for v in values if v == v]
    return float(np.mean(known)) if known else float("nan")


def confusions(frames: pd.DataFrame) -> pd.DataFrame:
    """Each coder against the reference: ``coder``, ``reference`` and ``coded`` (``combinations_of`` the frames), ``sentences``."""
    reference = coded_by(frames, REFERENCE).set_index("sentence")["combination"]
    ways = combinations_of(frames_of(frames))
    parts = []
    for name in coders(frames):
        own = coded_by(frames, name).set_index("sentence")["combination"]
        own = own[own.index.isin(reference.index)]
        crossed = pd.crosstab(reference.loc[own.index].astype(str), own.astype(str))
        crossed = crossed.reindex(index=ways, columns=ways, fill_value=0)
        parts.append(
            crossed.rename_axis(index="reference", columns="coded")
            .stack()
            .rename("sentences")
            .reset_index()
            .assign(coder=name)
        )
    return pd.concat(parts, ignore_index=True)[["coder", "reference", "coded", "sentences"]]


def split_sentences(frames: pd.DataFrame) -> pd.DataFrame:
    """The units that split the room, most even first.

    Columns: ``sentence``, ``frame``, ``yes`` and ``no`` (number of coders), ``who_yes``, ``who_no`` (names), ``reference`` (0 or 1), ``split``
    (share of the smaller side, 0 to 0.5). Units that all coded alike are left out.
    """
    names = coders(frames)
    reference = coded_by(frames, REFERENCE).set_index("sentence")
    rows = []
    for frame in frames_of(frames):
        for sentence, votes in _wide(frames, frame, names).iterrows():
            yes, no = ([name for name in names if votes[name] == value] for value in ("1", "0"))
            if yes and no:
                split = min(len(yes), len(no)) / (len(yes) + len(no))
                true = int(reference.loc[sentence, frame])
                rows.append(
                    (sentence, frame, len(yes), len(no), ", ".join(yes), ", ".join(no), true, split)
                )
    columns = ["sentence", "frame", "yes", "no", "who_yes", "who_no", "reference", "split"]
    return pd.DataFrame(rows, columns=columns).sort_values(
        "split", ascending=False, kind="stable", ignore_index=True
    )


# --- Diagnosis ----------------------------------------------------------------------------------------------------


def copies(frames: pd.DataFrame) -> dict[str, str]:
    """Coders whose every code is another's, over at least ``LEAST_UNITS`` units with some frame among them: coder to the other."""
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
    """What the numbers say of each coder, by the rules above, the weightiest first: ``coder``, ``kind``, ``says``."""
    table, same = agreement_by_coder(frames), copies(frames)
    rows = []
    for row in table.to_dict("records"):
        name = str(row["coder"])
        found = _diagnosis(row, coded_by(frames, name), coded_by(frames, REFERENCE), same.get(name))
        rows += [(name, kind, says) for kind, says in found]
    return pd.DataFrame(rows, columns=["coder", "kind", "says"])


def _diagnosis(
    row: dict, own: pd.DataFrame, reference: pd.DataFrame, twin: str | None
) -> list[tuple[str, str]]:
    units = int(row["units"])
    if units < LEAST_UNITS:
        return [("too few", f"{units} units coded: too few to say anything")]
    notes: list[tuple[str, str]] = []
    if twin is not None:
        notes.append(
            (
                "copy",
                f"every code as in {twin}'s sheet, over {units} units: the same file twice, or coded together?",
            )
        )
    if row["coded"] < FINISHED:
        notes.append(
            ("unfinished", f"{units} of {len(reference)} units coded; what follows speaks of these")
        )
    notes += _frame_faults(row, own, reference) or [_agreeing(row, frames_of(own))]
    if row["kappa_voice"] < FAIR:
        notes.append(("voice", _voice_fault(row, own, reference)))
    mean = _mean([row[f"kappa_{frame}"] for frame in frames_of(own)])
    if row["kappa_others"] - mean >= APART:
        says = f"nearer to the others (kappa {row['kappa_others']:.2f}) than to the reference ({mean:.2f}): look at the reference first"
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
                f"{frame} reads 1 where the reference has 0 and 0 where it has 1 (kappa {row[f'kappa_{frame}']:.2f})",
            )
        ]
    if row["kappa_any"] > FAIR and row["swapped"] >= SWAPPED:
        return [
            (
                "swaps",
                f"sees a frame where the reference does, but takes one for the other: {_swaps(row, own, reference)}",
            )
        ]
    if all(row[f"kappa_{frame}"] < CHANCE for frame in frames):
        return [
            (
                "chance",
                f"hardly nearer to the reference than chance ({_each(row, frames)}): the codebook was not used, or the rows slipped",
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
    """Which frame became which, by the reference's voice: ``strategic becomes symbolic in 12 of 20 sentences voiced by source``."""
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
                    f"{frame} becomes {other} in {swapped} of {len(among)} sentences voiced by {voice}"
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
    return f"differs on whose claim it is (kappa {row['kappa_voice']:.2f}): {true} in the reference, {given} here, in {n} sentence{'s' * (n != 1)}"


# --- If the class is right ----------------------------------------------------------------------------------------


def majority(frames: pd.DataFrame) -> pd.DataFrame:
    """The class as one coder: a frame counts where more than half of those who coded the unit said yes (a tie is a no).

    Columns: ``sentence``, ``article``, ``coder`` (``class``), a 0/1 column for each frame, ``votes`` (coders), ``ties`` (frames with a tie).
    """
    own = frames[frames["coder"] != REFERENCE]
    names = frames_of(own)
    grouped = own.groupby("sentence", sort=False)
    table = grouped["article"].first().to_frame().assign(votes=grouped.size())
    ties = pd.Series(0, index=table.index)
    for frame in names:
        yes = grouped[frame].sum()
        table[frame] = (2 * yes > table["votes"]).astype(int)
        ties += (2 * yes == table["votes"]).astype(int)
    table["article"] = table["article"].astype(own["article"].dtype)
    return table.assign(ties=ties, coder=CLASS).reset_index()[
        ["sentence", "article", "coder", *names, "votes", "ties"]
    ]


def _vote(frames: pd.DataFrame) -> pd.DataFrame:
    return majority(frames).drop(columns=["votes", "ties"])


def class_shares(frames: pd.DataFrame) -> pd.DataFrame:
    """Share of each frame in each text by the reference and by the class's majority, over the units that the class coded.

    Columns: ``article``, ``frame``, ``units``, ``reference``, ``class`` (shares), ``points`` (difference in percentage points),
    ``changed`` (units that the two code differently).
    """
    vote = coded_by(_vote(frames), CLASS)
    reference = coded_by(frames, REFERENCE)
    reference = reference[reference["sentence"].isin(vote["sentence"])].reset_index(drop=True)
    keys = ["article", "frame"]
    table = frame_shares(reference)[[*keys, "coded", "share"]].merge(
        frame_shares(vote)[[*keys, "share"]], on=keys, suffixes=("", "_class")
    )
    pairs = reference.merge(vote, on="sentence", suffixes=("", "_class"))
    changed = {
        (article, frame): int((own[frame] != own[f"{frame}_class"]).sum())
        for article, own in pairs.groupby("article", observed=False)
        for frame in frames_of(vote)
    }
    table = table.rename(columns={"coded": "units", "share": REFERENCE, "share_class": CLASS})
    points = 100 * (table[CLASS] - table[REFERENCE])
    return table.assign(
        points=points,
        changed=[changed[key] for key in zip(table["article"], table["frame"], strict=True)],
    )


def class_findings(frames: pd.DataFrame) -> pd.DataFrame:
    """The findings on framing by the reference and by the class's majority: ``finding``, ``reference``, ``class``, ``same``."""
    vote = _vote(frames)
    reference = coded_by(frames, REFERENCE)
    reference = reference[reference["sentence"].isin(vote["sentence"])].drop(columns="voice")
    found = survival(framing_findings(), reference, [Variant("coder", CLASS, vote)])
    return found.rename(columns={"base": REFERENCE, "value": CLASS, "survives": "same"})[
        ["finding", REFERENCE, CLASS, "same"]
    ]

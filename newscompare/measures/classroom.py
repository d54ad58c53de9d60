"""What a class's codes look like beside a reference and beside each other: agreement and
majority.

All functions take ``frames``: the columns of the case's ``frames`` table (``sentence``, ``coder``,
a 0/1 column for each frame, ``indicators``, ``voice``) with ``article``, one row a coder and coded
unit, the coder ``reference`` among them.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from newscompare.measures.accuracy import scores
from newscompare.measures.agreement import RESAMPLES, cohen_kappa, krippendorff_alpha
from newscompare.measures.coverage import REFERENCE, complete_texts, coverage
from newscompare.measures.framing import (
    NO_FRAME,
    coded_by,
    combinations_of,
    frame_shares,
    frames_of,
)
from newscompare.measures.intervals import bootstrap_rows
from newscompare.measures.sensitivity import Variant, framing_findings, survival

CLASS = "class"
CLEAR = 0.75
"""The share of those who coded a unit from which a majority is called clear."""


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


def agreement_by_code(frames: pd.DataFrame) -> pd.DataFrame:
    """How far the class agrees on each code: ``code``, ``coders``, ``units`` (coded by two or
    more), ``alike`` (share of these coded alike by all), ``kappa`` (mean of Cohen's kappa over the
    pairs of coders), ``alpha`` (Krippendorff, nominal), ``low``, ``high`` (95% bootstrap over
    units). ``nan`` with one coder.
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

    Columns: ``coder``, ``units``, ``coded`` (share of the units of the texts begun, see
    ``measures.coverage``), for each frame
    ``kappa_FRAME``, ``precision_FRAME``, ``recall_FRAME`` (with the reference), ``kappa_any`` (is
    there a frame at all), ``kappa_voice`` (units where both saw a frame), ``swapped`` (share of the
    units with one frame in the reference and some frame here that got only another),
    ``kappa_others`` (with the majority of the others, mean of the frames), ``alpha_without`` (alpha
    of the rest of the class, mean of the frames).
    """
    names, codes = coders(frames), frames_of(frames)
    reference = coded_by(frames, REFERENCE).set_index("sentence")
    share = coverage(frames).set_index("coder")["coded"]
    rows = []
    for name in names:
        own = coded_by(frames, name).set_index("sentence")
        own = own[own.index.isin(reference.index)]
        true = reference.loc[own.index]
        row: dict[str, object] = {"coder": name, "units": len(own), "coded": float(share[name])}
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
        result["kappa_others"] = mean_known(
            [cohen_kappa(list(own.loc[shared, f]), list(vote.loc[shared, f])) for f in codes]
        )
    if len(names) > 1:
        result["alpha_without"] = mean_known([_alpha(_wide(rest, frame, names)) for frame in codes])
    return result


def mean_known(values: list[float]) -> float:
    """The mean of the values that are numbers; ``nan`` where none is."""
    known = [v for v in values if v == v]
    return float(np.mean(known)) if known else float("nan")


def confusions(frames: pd.DataFrame) -> pd.DataFrame:
    """Each coder against the reference: ``coder``, ``reference`` and ``coded`` (``combinations_of``
    the frames), ``sentences``.
    """
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

    Columns: ``sentence``, ``frame``, ``yes`` and ``no`` (number of coders), ``who_yes``, ``who_no``
    (names), ``reference`` (0 or 1), ``split`` (share of the smaller side, 0 to 0.5). Units that all
    coded alike are left out.
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


def pair_kappas(frames: pd.DataFrame) -> pd.DataFrame:
    """Cohen's kappa of each pair of coders: ``first``, ``second``, ``units`` (coded by both), and a
    column a frame; pairs without a common unit are left out. In the order of the names, which
    ranks nobody.
    """
    names, codes = sorted(coders(frames)), frames_of(frames)
    wide = {frame: _wide(frames, frame, names) for frame in codes}
    rows = []
    for first, second in combinations(names, 2):
        both = wide[codes[0]][[first, second]].notna().all(axis=1)
        if both.any():
            kappas = [_kappa(wide[frame][first], wide[frame][second]) for frame in codes]
            rows.append((first, second, int(both.sum()), *kappas))
    return pd.DataFrame(rows, columns=["first", "second", "units", *codes])


def agreement_by_text(frames: pd.DataFrame) -> pd.DataFrame:
    """Krippendorff's alpha in each text: ``article``, ``coders``, ``units`` (coded by two or more),
    and a column a frame; texts that fewer than two coded are left out.
    """
    codes, rows = frames_of(frames), []
    own = frames[frames["coder"] != REFERENCE]
    for article, part in own.groupby("article", observed=True, sort=False):
        names = coders(part)
        tables = {frame: _wide(part, frame, names) for frame in codes}
        shared = tables[codes[0]].notna().sum(axis=1) >= 2
        if shared.any():
            alphas = [_alpha(table[shared]) for table in tables.values()]
            rows.append((article, len(names), int(shared.sum()), *alphas))
    table = pd.DataFrame(rows, columns=["article", "coders", "units", *codes])
    return table.assign(article=pd.Categorical(table["article"], own["article"].cat.categories))


def split_counts(frames: pd.DataFrame) -> pd.DataFrame:
    """How many units split the room: ``frame``, ``split``, ``units`` (coded by two or more)."""
    found = split_sentences(frames)["frame"].value_counts()
    rows = []
    for frame in frames_of(frames):
        wide = _wide(frames, frame, coders(frames))
        units = int((wide.notna().sum(axis=1) >= 2).sum())
        rows.append((frame, int(found.get(frame, 0)), units))
    return pd.DataFrame(rows, columns=["frame", "split", "units"])


def against_reference(frames: pd.DataFrame, clear: float = CLEAR) -> pd.DataFrame:
    """Where the room agrees and the reference differs: units that a clear majority (of two coders
    or more) codes otherwise than the reference.

    Columns: ``sentence``, ``frame``, ``yes``, ``no`` (coders), ``reference`` (0 or 1).
    """
    names = coders(frames)
    reference = coded_by(frames, REFERENCE).set_index("sentence")
    rows = []
    for frame in frames_of(frames):
        for sentence, votes in _wide(frames, frame, names).iterrows():
            yes, no = ((votes == value).sum() for value in ("1", "0"))
            if sentence not in reference.index or yes + no < 2:
                continue
            true = int(reference.loc[sentence, frame])
            if (no if true else yes) >= clear * (yes + no):
                rows.append((sentence, frame, int(yes), int(no), true))
    return pd.DataFrame(rows, columns=["sentence", "frame", "yes", "no", "reference"])


# --- If the class is right


def majority(frames: pd.DataFrame) -> pd.DataFrame:
    """The class as one coder: a frame counts where more than half of those who coded the unit said
    yes (a tie is a no).

    Columns: ``sentence``, ``article``, ``coder`` (``class``), a 0/1 column for each frame,
    ``votes`` (coders), ``ties`` (frames with a tie).
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
    """Share of each frame in each text by the reference and by the class's majority, over the units
    that the class coded.

    Columns: ``article``, ``frame``, ``units``, ``reference``, ``class`` (shares), ``points``
    (difference in percentage points), ``changed`` (units that the two code differently).
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
    """The findings on framing by the reference and by the class's majority, over the texts that the
    class coded whole: ``finding``, ``reference``, ``class``, ``same``. None from fewer than two
    such texts: a finding compares.
    """
    whole = complete_texts(frames)
    if len(whole) < 2:
        return pd.DataFrame(columns=["finding", REFERENCE, CLASS, "same"]).astype({"same": bool})
    vote = _vote(frames[frames["article"].astype(str).isin(whole)])
    reference = coded_by(frames, REFERENCE)
    reference = reference[reference["sentence"].isin(vote["sentence"])].drop(columns="voice")
    found = survival(framing_findings(), reference, [Variant("coder", CLASS, vote)])
    return found.rename(columns={"base": REFERENCE, "value": CLASS, "survives": "same"})[
        ["finding", REFERENCE, CLASS, "same"]
    ]

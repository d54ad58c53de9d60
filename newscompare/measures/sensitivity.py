"""Which findings survive when the codebook, the unit, the weighting or the coder changes?

A *finding* is a function of a codes table (``sentence``, ``article``, a 0/1 column for each frame,
``indicators`` and perhaps ``voice``) that returns a value to be compared, such as the most symbolic
text. A *variant* is the same table made in another way. A finding survives a variant where its
value stays the same (Leamer 1985: report the fragility).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

Finding = Callable[[pd.DataFrame], Hashable]


@dataclass(frozen=True)
class Variant:
    """One way to make the codes: its group (``indicator``, ``pattern``, ``unit``, ``weighting``,
    ``coder``) and name.

    ``against`` are the codes that it is to be compared with, where these are not the base of all (a
    pattern left out is compared with the machine's codes, not with the reference).
    """

    group: str
    name: str
    codes: pd.DataFrame
    against: pd.DataFrame | None = None


def recoded(
    codes: pd.DataFrame, frame_of: Mapping[str, str], *, without: Iterable[str] = ()
) -> pd.DataFrame:
    """The frames anew from ``indicators``, some of these left out."""
    left_out = set(without)
    kept = (
        codes["indicators"]
        .fillna("")
        .map(lambda text: [c for c in str(text).split(";") if c in frame_of and c not in left_out])
    )
    frames = list(dict.fromkeys(frame_of.values()))
    columns = {
        frame: kept.map(lambda found, frame=frame: int(any(frame_of[c] == frame for c in found)))
        for frame in frames
    }
    return codes.assign(**columns, indicators=kept.map(";".join))


def without_indicators(codes: pd.DataFrame, frame_of: Mapping[str, str]) -> list[Variant]:
    """One variant for each indicator left out."""
    return [
        Variant("indicator", f"without {i}", recoded(codes, frame_of, without=[i]))
        for i in frame_of
    ]


def without_patterns(
    rows: pd.DataFrame, units: pd.DataFrame, frame_of: Mapping[str, str]
) -> list[Variant]:
    """One variant of the machine's codes for each pattern that fired: ``rows`` from
    ``frames.code_sentences``.

    ``units`` has one row a coded unit (``sentence``, ``article``).
    """
    variants, whole = [], machine_coded(rows, units, frame_of)
    for pattern in sorted(set(rows["pattern"])):
        left = (
            rows[rows["pattern"] != pattern]
            .groupby("sentence")["indicator"]
            .agg(lambda found: ";".join(sorted(set(found))))
        )
        codes = units.assign(indicators=units["sentence"].map(left).fillna(""))
        variants.append(Variant("pattern", f"without {pattern}", recoded(codes, frame_of), whole))
    return variants


def by_paragraph(codes: pd.DataFrame, paragraphs: pd.Series, frames: Sequence[str]) -> Variant:
    """The paragraph as the unit: it has a frame where one of its sentences has. ``paragraphs``:
    sentence id to number.
    """
    grouped = codes.assign(paragraph=codes["sentence"].map(paragraphs)).groupby(
        ["article", "paragraph"], sort=False, observed=True
    )
    table = grouped[list(frames)].max().reset_index()
    table["sentence"] = table["article"].astype(str) + "-p" + table["paragraph"].astype(str)
    table["indicators"] = list(
        grouped["indicators"].agg(
            lambda texts: ";".join(
                sorted({c for t in texts.fillna("") for c in str(t).split(";") if c})
            )
        )
    )
    return Variant("unit", "paragraph", table)


def weighted(codes: pd.DataFrame, heavy: Iterable[str], times: int, name: str) -> Variant:
    """The named sentences (headline and lead, say) counted several times."""
    chosen = set(heavy)
    repeats = codes["sentence"].map(lambda s: times if s in chosen else 1)
    return Variant("weighting", name, codes.loc[codes.index.repeat(repeats)].reset_index(drop=True))


def survival(
    findings: Mapping[str, Finding], base: pd.DataFrame, variants: Sequence[Variant]
) -> pd.DataFrame:
    """Each finding under each variant: ``finding``, ``group``, ``variant``, ``base``, ``value``,
    ``survives``.

    ``base`` is the value reported, or that of the codes which the variant is compared with. A
    finding that a variant cannot answer (it returns ``None``, as for voice where none was coded) is
    left out.
    """
    rows = []
    for finding, value_of in findings.items():
        reported = value_of(base)
        for variant in variants:
            expected, value = (
                reported if variant.against is None else value_of(variant.against),
                value_of(variant.codes),
            )
            if value is not None and expected is not None:
                rows.append(
                    (finding, variant.group, variant.name, expected, value, value == expected)
                )
    return pd.DataFrame(rows, columns=["finding", "group", "variant", "base", "value", "survives"])


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """From ``survival``: ``finding``, ``group``, ``variants``, ``survived``, ``broken_by`` (names,
    ``;`` between).
    """
    grouped = table.groupby(["finding", "group"], sort=False)
    result = (
        grouped["survives"]
        .agg(["size", "sum"])
        .reset_index()
        .rename(columns={"size": "variants", "sum": "survived"})
    )
    broken = (
        table[~table["survives"].astype(bool)]
        .groupby(["finding", "group"], sort=False)["variant"]
        .agg("; ".join)
    )
    keys = pd.MultiIndex.from_frame(result[["finding", "group"]])
    return result.assign(broken_by=[broken.get(key, "") for key in keys])


def shares(codes: pd.DataFrame, frame: str) -> pd.Series:
    """Share of units with a frame in each text."""
    return codes.groupby("article", sort=True, observed=True)[frame].mean()


def largest(frame: str) -> Finding:
    """Which text has the largest share of a frame?"""
    return lambda codes: str(shares(codes, frame).idxmax())


def leading(frame: str, other: str) -> Finding:
    """In which texts do units with ``frame`` outnumber those with ``other``?"""

    def value(codes: pd.DataFrame) -> Hashable:
        difference = shares(codes, frame) - shares(codes, other)
        return ", ".join(str(a) for a in difference[difference > 0].index) or "none"

    return value


def more_often(frame: str, other: str) -> Finding:
    """Is ``frame`` more frequent than ``other`` over all texts?"""
    return lambda codes: bool(codes[frame].sum() > codes[other].sum())


def main_voice(frame: str) -> Finding:
    """Whose claim is a frame most often? ``None`` where no voice was coded."""

    def value(codes: pd.DataFrame) -> Hashable:
        if "voice" not in codes.columns:
            return None
        voices = codes.loc[codes[frame] == 1, "voice"].value_counts()
        return str(voices.index[0]) if len(voices) else None

    return value


def framing_findings() -> dict[str, Finding]:
    """The report's findings on framing, as questions to a codes table."""
    return {
        "strategic is more frequent than symbolic": more_often("strategic", "symbolic"),
        "texts in which strategic leads": leading("strategic", "symbolic"),
        "most symbolic text": largest("symbolic"),
        "most strategic text": largest("strategic"),
        "main voice of symbolic": main_voice("symbolic"),
        "main voice of strategic": main_voice("strategic"),
    }


def machine_coded(
    rows: pd.DataFrame, units: pd.DataFrame, frame_of: Mapping[str, str]
) -> pd.DataFrame:
    """The machine's codes as a codes table: ``rows`` as from ``frames.code_sentences``, ``units``
    (``sentence``, ``article``).
    """
    found = rows.groupby("sentence")["indicator"].agg(lambda codes: ";".join(sorted(set(codes))))
    return recoded(units.assign(indicators=units["sentence"].map(found).fillna("")), frame_of)


def framing_variants(
    frames: pd.DataFrame, rows: pd.DataFrame, sentences: pd.DataFrame, frame_of: Mapping[str, str]
) -> list[Variant]:
    """All variants of a case: ``frames`` (all coders, with ``article``), the machine's ``rows``,
    the ``sentences`` table.

    Indicators are dropped from the reference; patterns from the machine's codes; headline and lead
    (title, deck and the first paragraph) count three times.
    """
    reference = frames[frames["coder"] == "reference"].reset_index(drop=True)
    names = list(dict.fromkeys(frame_of.values()))
    coded = sentences[sentences["zone"] != "subhead"]
    first = (
        coded[coded["zone"] == "body"]
        .groupby("article", observed=True)["paragraph"]
        .transform("min")
    )
    lead = set(coded.loc[first.index[coded.loc[first.index, "paragraph"] == first], "id"])
    lead |= set(coded.loc[coded["zone"].isin(["title", "deck"]), "id"])
    paragraphs = coded.set_index("id")["paragraph"]
    units = reference[["sentence", "article"]]
    coders = [
        Variant("coder", f"coder {c}", frames[frames["coder"] == c].reset_index(drop=True))
        for c in sorted(set(frames["coder"]) - {"reference"})
    ]
    return [
        *without_indicators(reference, frame_of),
        by_paragraph(reference, paragraphs, names),
        weighted(reference, lead, 3, "headline and lead three times"),
        *coders,
        Variant("coder", "machine", machine_coded(rows, units, frame_of)),
        *without_patterns(rows, units, frame_of),
    ]

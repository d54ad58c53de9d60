"""What a report says of frames: its tables, the names of its measures, what it counts them in."""

from __future__ import annotations

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.sentences import FEW, in_words
from newscompare.figures.units import Noun, noun_of
from newscompare.findings import claims
from newscompare.findings.naming import as_named
from newscompare.frames.vectors import trained
from newscompare.measures import together
from newscompare.measures.framing import coded_by, frame_balance, frame_name, frames_of
from newscompare.pages import book
from newscompare.report import copies
from newscompare.report.copies import Twice
from newscompare.report.pages import Made, engines

MEASURES = {
    "own_voice": "Framed {units} in the outlet's own voice",
    "named": "Attributions to named sources",
    "top_source": "Attributions to the most heard source",
    "quoted": "Attributions with quoted words",
    "favourable": "Favourable quotations",
}
"""What each measure of a profile is a share of, in its name."""

VOICES = {"outlet": "the outlet's own", "both": "outlet and source", "source": "a source's"}


def noun(made: Made) -> Noun:
    """What the frames are counted in: sentences, or units with titles and decks among them."""
    return noun_of(made.case.sentences["zone"])


def voice_rule(made: Made) -> str:
    """By what rule the machine says whose claim a frame is (``coding.machine_frames.frames``)."""
    own = noun(made)
    said = [
        f"The phrases in which patterns found the frames of a {own.one} decide whose claim they "
        "are (a phrase within a longer one of the same frame does not count): a source's where "
        "the middle of each stands in words that the text attributes to somebody, the outlet's "
        "where the middle of none does, else both's."
    ]
    if "encoder" in engines(made) and trained(list(made.codebook.frames)):
        said.append(f"Where no pattern found a frame, the middle of the {own.one} counts.")
    if own.means:
        said.append("Titles and decks speak for the outlet: no attributions are looked for there.")
    return " ".join(said)


def twice(made: Made) -> Twice:
    """What near-duplicates make the report count twice (``copies``)."""
    return copies.twice(made.case)


def framing_words(made: Made) -> dict[str, str]:
    """What prose says of the counts of frames: ``few`` (fewer are too few), ``units`` (what they
    count), ``unit_means`` (a sentence on it, empty where sentences are counted), ``unit`` (one of
    them), ``twice_frames``, ``voice_rule``.
    """
    own = noun(made)
    framed = twice(made).frames or f"No {own.one} with a frame stands in more than one of them."
    if units := copies.units_twice(made.case):
        framed += f" In all, {units}; a share of all {own.many} divides by every one."
    return {
        "few": in_words(FEW),
        "unit": own.one,
        "units": own.many,
        "unit_means": own.means,
        "twice_frames": framed,
        "voice_rule": voice_rule(made),
    }


def profiles(made: Made) -> pd.DataFrame:
    """``measures.together.profiles`` of the report's texts; where nobody is heard twice no source
    is the most heard, and the measure has no case.
    """
    case = made.case
    sides = case.settings.get("sides") or []
    table = together.profiles(
        coded_by(case.frames), as_named(case.attributions), case.quotes, sides
    )
    nobody = (table["measure"] == "top_source") & (table["count"] < 2)
    return table.mask(nobody, table.assign(count=0, of=0, share=float("nan")))


def frame_table(case: Case) -> pd.DataFrame:
    """The frames in brief: ``Frame``, ``Units``, ``Share`` of all, the texts with most and least of
    it by share (of those with enough units to rank, see ``framing_claims``); numbers are claims.
    """
    found = {claim.key: claim for claim in claims.framing_claims(case)}
    coded, units = coded_by(case.frames), noun_of(case.sentences["zone"]).many.capitalize()
    rows = []
    for frame in frames_of(coded):
        own = coded[coded[frame] == 1]
        row = [frame_name(frame), found[f"n_{frame}"], found[f"{frame}_share_of_all"]]
        for which in ("most", "least"):
            most, there = found[f"{which}_{frame}"].shown, found[f"{which}_{frame}_share"]
            row += [most, there] if len(own) else ["–", "–"]
        rows.append(row)
    return pd.DataFrame(
        rows,
        columns=["Frame", units, "Share", "Most in", "Share there", "Least in", "Share there"],
        dtype=object,
    )


def balance(made: Made) -> pd.DataFrame:
    """``measures.framing.frame_balance`` of each text, to read; no number of a text with fewer than
    ``FEW`` units.
    """
    coded = coded_by(made.case.frames)
    sizes = coded["article"].astype(str).value_counts()
    table = frame_balance(coded)
    few = table["article"].astype(str).map(sizes).fillna(0) < FEW
    shown = table.assign(**{c: table[c].mask(few) for c in table.columns if c != "article"})
    return book.labelled(shown, made.case.labels)


def voices_table(made: Made) -> pd.DataFrame:
    """Units with each frame by whose claim it is, to read; no share of fewer than ``FEW``, and no
    row of a frame that was not found.
    """
    table = together.voice_of_frames(coded_by(made.case.frames))
    framed = table.groupby("frame")["sentences"].transform("sum")
    shown = pd.DataFrame(
        {
            "Frame": [frame_name(frame) for frame in table["frame"]],
            "Whose claim": [VOICES[voice] for voice in table["voice"]],
            noun(made).many.capitalize(): table["sentences"],
            "Share": [
                claims.percent(v) if n >= FEW else "–"
                for v, n in zip(table["share"], framed, strict=True)
            ],
        }
    )
    return shown[framed > 0].reset_index(drop=True)


def measure_names(made: Made) -> dict[str, str]:
    """The measures of a profile in order (``together.profile_names``), each with what it is a share
    of.
    """
    own = noun(made).many
    frames = frames_of(coded_by(made.case.frames))
    names = together.profile_names(made.case.settings.get("sides") or [], frames)
    said = {frame: f"{frame_name(frame)}: share of {own}" for frame in frames}
    said |= {measure: name.format(units=own) for measure, name in MEASURES.items()}
    return {measure: said.get(measure, name) for measure, name in names.items()}

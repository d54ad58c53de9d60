"""How often the machine was right, in a sentence beside each table that it filled."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from newscompare.case.tables import evaluation
from newscompare.figures.style import sentence_list
from newscompare.findings.claims import percent
from newscompare.measures.framing import frame_name
from newscompare.report import worth
from newscompare.report.worth_sources import GUM, INVENTED

NOWHERE = "How often the machine is right about this, nobody has measured."
WHO = {
    "worth_names": (
        "Name of a source",
        INVENTED,
        "gave {share} of {cases} attributions that it found the right source",
    ),
    "worth_types": (
        "Type of a source",
        INVENTED,
        "gave {share} of {cases} attributions that it found the right kind of source",
    ),
    "worth_countries": (
        "Country of a source",
        INVENTED,
        "gave {share} of {cases} attributions whose source has a country the right one",
    ),
    "worth_forms": (
        "Direct, mixed or indirect",
        INVENTED,
        "told direct, mixed and indirect apart in {share} of {cases} attributions",
    ),
    "worth_merged": (
        "Mentions brought to one name",
        GUM,
        "brought {share} of {cases} mentions of people and bodies to the right name",
    ),
}
"""What of ``who.csv`` each sentence says: its row, on what it was measured, in words."""
PLACES = {
    INVENTED: "invented news texts with which its rules were made (no test of it)",
    GUM: "news annotated by people (the corpus GUM) with which its rules were made (no test of it)",
}


def sentences(engines: Sequence[str], frames: Sequence[str], *, starter: bool) -> dict[str, str]:
    """A sentence for each kind of table: ``worth_attributions``, ``worth_names``, ``worth_types``,
    ``worth_countries``, ``worth_forms``, ``worth_merged``, ``worth_tone``, ``worth_frames``,
    ``worth_voices``. Each names on what it was measured; where nothing was, it says so.

    ``engines``: those that found the attributions; ``frames``: those of the codebook; ``starter``:
    is it the starter codebook?
    """
    return {
        "worth_attributions": _attributions(engines),
        **{key: _who(engines, *row) for key, row in WHO.items()},
        "worth_tone": _tone(worth.tone_method(engines)),
        **_framing(engines, frames, starter=starter),
    }


def _attributions(engines: Sequence[str]) -> str:
    table = evaluation("attribution_polnear").set_index("system").loc[list(engines)]
    said = [
        f"{percent(row['precision'] / 100)} of the attributions that the machine (engine “{name}”) "
        "found were right, source included, and it found "
        f"{percent(row['recall'] / 100)} of all there are"
        for name, row in table.iterrows()
    ]
    return f"On news that people had annotated (the development set of PolNeAR), {'; '.join(said)}."


def _who(engines: Sequence[str], what: str, on: str, words: str) -> str:
    table = evaluation("who")
    own = table[(table["what"] == what) & table["engine"].isin(list(engines))]
    if own.empty:
        return NOWHERE
    least = own.loc[own["value"].idxmin()]
    said = words.format(share=percent(float(least["value"]) + 1e-9), cases=least["cases"])
    return f"On {PLACES[on]} the machine {said}; expect less on other texts."


def _tone(method: str) -> str:
    table = evaluation("tone_confusion")
    own = table[table["method"] == method]
    right = own[own["truth"] == own["label"]]
    of = own.groupby("truth")["count"].sum()
    said = own.groupby("label")["count"].sum()
    hits = right.set_index("truth")["count"]
    names = ((-1, "critical"), (0, "neutral"), (1, "favourable"))
    found = [f"{percent(float(hits[k] / of[k]))} of the {of[k]} {name}" for k, name in names]
    held = [
        f"{percent(float(hits[k] / said[k]))} of the {said[k]} that it called {name}"
        for k, name in names
    ]
    whole = percent(float(right["count"].sum() / of.sum()))
    return (
        f"The machine was tried on {of.sum():.0f} quotations from the news by ten-fold "
        "cross-validation: a model that had not learned from a quotation labelled it; the model "
        f"in use has learned from them all. The label was right for {whole}: the machine "
        f"recognised {sentence_list(found)} ones, and was right about {sentence_list(held)}. "
        "Where critical, "
        "neutral and favourable quotations are mixed otherwise, as they may be here, these rates "
        "need not hold; and its features were chosen with those quotations in view."
    )


def _framing(engines: Sequence[str], frames: Sequence[str], *, starter: bool) -> dict[str, str]:
    if set(frames) != set(worth.FRAMES):
        patterns = "the starter's patterns" if starter else "the patterns of this codebook"
        said = f"How well {patterns} find the frames, nobody has measured."
        return {"worth_frames": said, "worth_voices": f"{said} The same holds of the voice."}
    table = pd.DataFrame(worth.frame_rows(vectors="encoder" in engines), columns=worth.COLUMNS)
    table = table.set_index(["What", "Measured on", "Measure"])["Value"]
    on = worth.HELPED if "encoder" in engines else worth.ALONE
    said = "; ".join(
        f"{frame_name(frame).lower()}, "
        f"{percent(float(table[f'Frame, {frame}', on, 'Precision']))} of the units found were "
        f"right, and {percent(float(table[f'Frame, {frame}', on, 'Recall']))} of those there are "
        "were found"
        for frame in worth.FRAMES
    )
    voices = percent(float(table["Voice of a frame", worth.EITHER, "Share alike"]))
    return {
        "worth_frames": f"On {on}: for {said}.",
        "worth_voices": "On an invented event, of the units that the machine and the reference "
        f"both call framed, the voice was the right one in {voices}.",
    }

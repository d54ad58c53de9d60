"""What the machine's numbers are worth: how often it was right on labelled texts, for the method
chapter of a report.

``python -m newscompare.report.worth`` measures frames and voice on the practice event again
(``data/evaluation/practice.csv``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from newscompare.case.folder import case_folder
from newscompare.case.tables import data_folder, evaluation, load_case
from newscompare.coding.folder import code_articles
from newscompare.coding.machine_case import attributions
from newscompare.coding.machine_frames import frames, read_texts
from newscompare.files import write_csv
from newscompare.frames.patterns import fold, without
from newscompare.frames.vectors import together
from newscompare.measures.accuracy import frame_scores, paired
from newscompare.measures.framing import coded_by
from newscompare.report.worth_sources import source_rows

COLUMNS = ["What", "Measured on", "Measure", "Value", "From", "To"]
TONE_METHODS = {"encoder": "encoder"}
"""What reads the tone beside an engine; the linear model beside the others."""
FOLDED = (
    "each labelled by a model that had not learned from it (ten-fold cross-validation); the model "
    "in use has learned from them all"
)
"""How the tone was measured."""
FRAMES = ("symbolic", "strategic")
"""The frames for which there are labelled sentences."""

ALONE = "an invented event, with the general patterns alone"
HELPED = "an invented event, with the general patterns and the encoder"
EITHER = "the invented event, units framed by both"
"""What was measured on the practice event: frames with and without help, and the voice."""

EVENT_PATTERN = re.compile(r"\.e\d")
"""What marks the name of a pattern that belongs to one event."""


def tone_method(engines: Sequence[str]) -> str:
    """The row of ``tone_methods`` that belongs to a case coded with some engines."""
    return next((TONE_METHODS[e] for e in engines if e in TONE_METHODS), "linear model")


def accuracy(engines: Sequence[str], own_frames: Sequence[str]) -> pd.DataFrame:
    """How often each machine is right, one row a measure (0 to 1) with its 95% interval where
    there is one.

    ``engines``: those that found the attributions. Frames have rows only where the codebook's are
    ``FRAMES``.
    """
    rows: list[tuple[object, ...]] = []
    table = evaluation("attribution_polnear").set_index("system")
    for engine in engines:
        row = table.loc[engine]
        place = (
            f"news articles annotated by people (the development set of PolNeAR), engine {engine}"
        )
        rows.append(
            (
                "Attribution, source included",
                place,
                "F1",
                row["f1"] / 100,
                row["f1_low"] / 100,
                row["f1_high"] / 100,
            )
        )
        rows += [
            ("Attribution, source included", place, name, row[name.lower()] / 100, None, None)
            for name in ("Precision", "Recall")
        ]
    rows += source_rows(engines)
    if set(own_frames) == set(FRAMES):
        rows += frame_rows(vectors="encoder" in engines)
    tone = evaluation("tone_methods").set_index("method").loc[tone_method(engines)]
    spread = (tone["macro_f1"], tone["macro_f1_low"], tone["macro_f1_high"])
    rows.append(
        (
            "Tone of a quotation",
            f"{tone['quotations']:.0f} quotations from the news, {FOLDED}",
            "Macro-F1",
            *spread,
        )
    )
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"Value": float, "From": float, "To": float})


def frame_rows(*, vectors: bool) -> list[tuple[object, ...]]:
    """Frames on sentences kept back; frames and voice on the practice event; by patterns alone, or
    with what vectors add.
    """
    scores = evaluation("frames_scores")
    version = 4 if vectors else 3
    kept = scores[(scores["kind"] == "kept") & (scores["version"] == version)].set_index("frame")
    rows: list[tuple[object, ...]] = [
        (
            f"Frame, {frame}",
            "invented sentences on the event that the patterns were written for",
            "F1",
            kept.loc[frame, "f1"],
            None,
            None,
        )
        for frame in FRAMES
    ]
    measured = evaluation("practice")
    measured = measured[measured["on"].isin([HELPED if vectors else ALONE, EITHER])]
    return rows + [(*row, None, None) for row in measured.itertuples(index=False, name=None)]


def measure_practice() -> pd.DataFrame:
    """How often frames and their voice are right on the practice event: ``what``, ``on``,
    ``measure``, ``value``.
    """
    case = case_folder(data_folder() / "practice")
    texts = read_texts(case)
    reference = coded_by(load_case(case.path).frames)
    event = [name for name in texts.found["pattern"].unique() if EVENT_PATTERN.search(name)]
    alone = fold(without(texts.found, patterns=event), texts.units, texts.codebook)
    words = texts.units.set_index("id")["text"].loc[alone["sentence"]].tolist()
    rows: list[tuple[object, ...]] = []
    for place, found in ((ALONE, alone), (HELPED, together(alone, words))):
        score = frame_scores(paired(found, reference), list(FRAMES)).set_index("frame")
        rows += [
            (f"Frame, {f}", place, name, round(float(score.loc[f, name.lower()]), 4))
            for f in FRAMES
            for name in ("F1", "Precision", "Recall")
        ]
    coded = frames(texts, attributions(code_articles(texts.articles).attributions, texts))
    both = coded.merge(reference, on="sentence", suffixes=("", "_reference"))
    both = both[(both["voice"] != "none") & (both["voice_reference"] != "none")]
    alike = round(
        float((both["voice"].astype(str) == both["voice_reference"].astype(str)).mean()), 4
    )
    rows.append(("Voice of a frame", EITHER, "Share alike", alike))
    return pd.DataFrame(rows, columns=["what", "on", "measure", "value"])


if __name__ == "__main__":
    write_csv(measure_practice(), data_folder() / "evaluation" / "practice.csv")

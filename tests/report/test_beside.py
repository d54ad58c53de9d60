"""Beside a table that the machine filled stands how often it was right, and on what."""

from __future__ import annotations

import re

import nbformat
import pytest

from newscompare.case.tables import evaluation
from newscompare.findings.claims import percent
from newscompare.report import worth
from newscompare.report.beside import NOWHERE, sentences
from newscompare.report.build import CHAPTERS

FILLED = {
    "report.frame_table": "frames",
    "figures.plot_source_matrix": "merged",
    "report.once_table": "types",
    "figures.plot_source_types": "types",
    '"country", case.labels': "countries",
    "figures.plot_stances(stances": "tone",
    "figures.plot_naming": "forms",
    "plot_frames_by_source_type": "types",
    "report.voices_table": "voices",
    "report.attribution_rows(made), name": "attributions",
    "words.openers_table": "attributions",
}
"""What a cell shows, and the sentence that follows in the same section."""


@pytest.mark.parametrize("engine", ["encoder", "learned"])
def test_the_numbers_are_the_measured_ones(engine: str) -> None:
    said = sentences([engine], list(worth.FRAMES), starter=False)
    row = evaluation("attribution_polnear").set_index("system").loc[engine]
    assert "PolNeAR" in said["worth_attributions"]
    for name in ("precision", "recall"):
        assert percent(row[name] / 100) in said["worth_attributions"]
    who = evaluation("who")
    kinds = who[(who["engine"] == engine) & (who["what"] == "Type of a source")]["value"].item()
    cases = who[(who["engine"] == engine) & (who["what"] == "Type of a source")]["cases"].item()
    assert f"{percent(kinds)} of {cases} attributions" in said["worth_types"]
    assert "no test" in said["worth_types"]
    merged = who[(who["engine"] == engine) & who["on"].str.contains("GUM")]["value"]
    assert (said["worth_merged"] == NOWHERE) == merged.empty
    assert all(percent(value + 1e-9) in said["worth_merged"] for value in merged)
    method = {"encoder": "encoder", "learned": "linear model"}[engine]
    tone = evaluation("tone_confusion").set_index("method").loc[method]
    right = tone.loc[tone["truth"] == tone["label"], "count"].sum() / tone["count"].sum()
    assert f"right for {percent(right)}" in said["worth_tone"]


def test_frames_that_nobody_measured_have_no_number() -> None:
    own = sentences(["encoder"], ["conflict"], starter=True)
    assert "nobody has measured" in own["worth_frames"]
    assert not re.search(r"\d", own["worth_frames"] + own["worth_voices"])
    measured = sentences(["encoder"], list(worth.FRAMES), starter=False)["worth_frames"]
    assert len(re.findall(r"\d+%", measured)) == 4


@pytest.mark.parametrize("shows", FILLED)
def test_the_sentence_stands_beside_its_table(shows: str) -> None:
    found = 0
    for path in CHAPTERS.glob("*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        for k, cell in enumerate(cells):
            if cell.cell_type == "code" and shows in cell.source and path.stem != "07_rows":
                section = []
                for later in cells[k + 1 :]:
                    section.append(later.source.split("\n#")[0])
                    if later.cell_type == "markdown" and re.search(r"^#", later.source, re.M):
                        break
                assert f"n.worth_{FILLED[shows]}`" in "\n".join(section), path.stem
                found += 1
    assert found


def test_every_rate_of_a_label_has_its_cases_and_none_is_carried_over() -> None:
    table = evaluation("tone_confusion")
    own = table[table["method"] == worth.tone_method(["encoder"])].set_index(["label", "truth"])
    said = sentences(["encoder"], ["conflict"], starter=True)["worth_tone"]
    for label, name in ((-1, "critical"), (0, "neutral"), (1, "favourable")):
        right, called = own.loc[(label, label), "count"], own.loc[label, "count"].sum()
        assert f"{percent(right / called)} of the {called} that it called {name}" in said
    assert "ten-fold cross-validation" in said
    assert "has learned from them all" in said
    assert "these rates need not hold" in said
    assert "labels here" not in said


@pytest.mark.parametrize("engine", ["encoder", "learned"])
def test_every_row_of_who_speaks_says_of_how_many_cases(engine: str) -> None:
    table = worth.accuracy([engine], ["conflict"])
    own = table[table["Measure"] == "Share right"]
    assert len(own)
    assert own["Measured on"].str.contains(r"\(\d+ cases\)$").all()
    assert "development set" in table.loc[0, "Measured on"]

"""Frames counted twice, over all units and over those about the event; what quotations judge."""

from __future__ import annotations

import pandas as pd

from newscompare.measures.together import (
    frames_both_ways,
    types_both_ways,
    units_about,
    voices_both_ways,
)
from newscompare.measures.tone import judged

CODED = pd.DataFrame(
    {
        "sentence": ["s1", "s2", "s3"],
        "article": ["a", "a", "b"],
        "coder": ["reference"] * 3,
        "symbolic": [1, 0, 1],
        "strategic": [0, 1, 1],
        "indicators": ["S1", "T1", "S1;T1"],
        "voice": ["outlet", "source", "source"],
    }
)
ABOUT = pd.DataFrame(
    {
        "sentence": ["s1", "s2", "s3"],
        "coder": ["reference"] * 3,
        "main": ["accession", "summit", "summit"],
        "second": ["", "", "accession"],
    }
)


def test_units_about_count_by_either_code() -> None:
    assert units_about(ABOUT, "accession") == {"s1", "s3"}


def test_voices_are_counted_twice() -> None:
    table = voices_both_ways(CODED, {"s1", "s3"}, "Inside").set_index(["Counted", "Frame"])
    assert list(table.loc[("All units", "Strategic")]) == [0, 2, 0, 2]
    assert list(table.loc[("Inside", "Strategic")]) == [0, 1, 0, 1]


def test_types_are_counted_twice() -> None:
    heard = pd.DataFrame({"sentence": ["s1", "s2"], "source_type": ["expert", "expert"]})
    table = types_both_ways(heard, CODED, {"s1"}, "symbolic", "Inside")
    assert table.iloc[0].tolist() == ["expert", "1 of 2", "1 of 1"]


def test_the_type_heard_most_stands_first() -> None:
    kinds = ["expert", "official", "official", "media"]
    heard = pd.DataFrame({"sentence": ["s1", "s2", "s3", "s3"], "source_type": kinds})
    table = types_both_ways(heard, CODED, {"s2", "s3"}, "symbolic", "Inside")
    assert table["source_type"].tolist() == ["official", "expert", "media"]
    assert table["All attributions"].tolist() == ["1 of 2", "1 of 1", "1 of 1"]
    assert table["Inside"].tolist() == ["1 of 2", "0 of 0", "1 of 1"]


def test_frames_of_each_text_are_counted_twice() -> None:
    labels = {"b": "Text B", "a": "Text A"}
    table = frames_both_ways(CODED, {"s2", "s3"}, labels, "Inside").set_index("Text")
    assert table.columns.tolist() == [
        *("Symbolic, all units", "Strategic, all units", "Symbolic, Inside", "Strategic, Inside")
    ]
    assert table.loc["Text B"].tolist() == ["1 of 1", "1 of 1", "1 of 1", "1 of 1"]
    assert table.loc["Text A"].tolist() == ["1 of 2", "1 of 2", "0 of 1", "1 of 1"]


def test_silence_on_the_event_is_no_stance() -> None:
    quotes = pd.DataFrame({"id": ["q1", "q2", "q3"]})
    targets = pd.DataFrame(
        {
            "quote": ["q1", "q2", "q3"],
            "coder": ["reference"] * 3,
            "target": ["accession", "person", "person"],
            "stance_event": [-1, None, None],
        }
    )
    table = judged(quotes, targets).set_index("What the words judge")
    assert table.loc["A person"].tolist() == [2, 0, 0, 0, 2]
    assert table.loc["The accession"].tolist() == [1, 0, 0, 1, 0]

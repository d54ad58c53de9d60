"""Titles, captions and alt texts fit any codebook and any number of texts: names and not ids, no
ranking of a handful, nothing said of the drawn part as of the whole.
"""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.figures import framing as draw
from newscompare.figures.figure import Figure
from newscompare.figures.indicators import plot_indicators
from newscompare.figures.reuse import plot_text_pairs
from newscompare.figures.sources import plot_absence, plot_naming, plot_source_matrix
from newscompare.figures.together import plot_frames_by_source_type
from newscompare.measures import framing, sources, together

FRAMES = ["conflict", "human_interest", "economic"]


def coded(rows: list[tuple[str, int, int, int]]) -> pd.DataFrame:
    """Text, then the three frames of each sentence, all voiced by the outlet."""
    table = pd.DataFrame(rows, columns=["article", *FRAMES])
    table["sentence"] = [f"{a}-{n:02d}" for n, a in enumerate(table["article"])]
    table["article"] = pd.Categorical(table["article"], ordered=True)
    table["voice"] = ["source" if any(row[1:]) else "none" for row in rows]
    return framing.coded_by(table.assign(coder="machine", indicators="H1"))


def said(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["article", "source", "source_type"])
    table["article"] = pd.Categorical(table["article"], ordered=True)
    return sources.with_naming(
        table.assign(country="none", via="", form="direct", sentence=table["article"].astype(str))
    )


ROWS = [("a", 0, 1, 0), ("a", 0, 1, 0), ("a", 0, 1, 0), ("a", 0, 0, 0), ("b", 0, 0, 1)]
LABELS = {"a": "Ada", "b": "Bea"}


def figures() -> list[Figure]:
    table = coded(ROWS)
    places = pd.DataFrame(
        {"id": table["sentence"], "zone": "body", "position": [0, 1, 2, 3, 0], "words": 9}
    )
    positions = framing.barcode(table, places)
    heard = said([("a", "Ann", "expert"), ("b", "Bo", "expert")]).assign(sentence=["a-00", "b-04"])
    return [
        draw.plot_frame_combinations(framing.frame_combinations(table), LABELS),
        draw.plot_frame_shares(framing.frame_shares(table), LABELS),
        draw.plot_barcode(positions, LABELS),
        draw.plot_thirds(framing.frames_by_third(positions), LABELS),
        draw.plot_voices(framing.voice_counts(table), LABELS),
        plot_frames_by_source_type(together.frames_by_source_type(heard, table)),
    ]


def test_frames_bear_the_names_that_readers_know() -> None:
    for figure in figures():
        words = " ".join([figure.title, figure.alt, figure.caption, figure.data.to_csv()])
        assert "human_interest" not in words, figure.title
        assert "uman interest" in words, figure.title


def test_titles_of_three_frames() -> None:
    _, shares, bars, thirds, voices, types = (one.title for one in figures())
    assert shares == "No text has five sentences or more"
    assert bars.endswith("is human interest: three sentences in Ada")
    assert "economic" not in thirds  # one sentence
    assert voices == (
        "A source alone voices 3 of 3 human interest sentences and the one economic sentence"
    )
    assert types.endswith("one stands in human interest and one stands in economic sentences")


def test_a_handful_of_sentences_ranks_no_frame_and_no_indicator() -> None:
    def titles(framed: int) -> tuple[str, str]:
        rows = [("a", 0, int(n < framed), 0) for n in range(9)] + [("b", 0, 0, 0)]
        table = coded(rows)
        counts = framing.indicator_counts(
            table.assign(indicators=["E1"] * framed + [""] * (10 - framed))
        )
        return (
            draw.plot_frame_combinations(framing.frame_combinations(table), LABELS).title,
            plot_indicators(counts, LABELS, {"E1": "costs"}, {"E1": "human_interest"}).title,
        )

    assert titles(4) == (
        "Frames were found in 4 of 10 sentences: too few to say which is most frequent",
        "No indicator was named in more than four sentences",
    )
    assert titles(5) == (
        "Human interest is most frequent: 5 of 10 sentences",
        "E1 (costs) carries most: five sentences, in one of the two texts",
    )


def test_of_no_framed_sentence_nothing_is_ranked() -> None:
    table = coded([("a", 0, 0, 0), ("b", 0, 0, 1)])
    places = pd.DataFrame({"id": table["sentence"], "zone": "body", "position": 0, "words": 9})
    thirds = framing.frames_by_third(framing.barcode(table, places))
    assert draw.plot_thirds(thirds, LABELS).title.startswith("Too few sentences")
    heard = said([("a", "Ann", "expert")]).assign(sentence="a-00")
    types = plot_frames_by_source_type(together.frames_by_source_type(heard, table))
    assert types.title.endswith("none stands in a sentence with a frame")
    tied = said([("a", "Ann", "expert"), ("b", "Bo", "business")]).assign(sentence="a-00")
    types = plot_frames_by_source_type(together.frames_by_source_type(tied, table))
    assert types.title == (
        "No kind of source is heard most often: business and named expert have one attribution each"
    )


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (
            [("a", "Ann", "expert"), ("b", "Bo", "expert")],
            "Two of two attributions go to a named source, none to an unnamed one",
        ),
        (
            [("a", "Ann", "expert"), ("b", "", "none")],
            "One of two attributions goes to a named source, none to an unnamed one, one to nobody",
        ),
    ],
)
def test_nobody_is_named_only_where_there_is_nobody(
    rows: list[tuple[str, str, str]], title: str
) -> None:
    counts = sources.attribution_counts(said(rows), "naming")
    assert plot_naming(counts, LABELS).title == title


MANY = {f"t{n:02d}": f"The {n} Herald" for n in range(20)}


def test_a_title_speaks_of_all_sources_where_some_are_drawn() -> None:
    rows = [(text, f"Source {n}", "expert") for n, text in enumerate([*MANY, *MANY])]
    every = sources.source_counts(said([*rows, *[(text, "Ann", "expert") for text in MANY]]))
    drawn = sources.heard_often(every)
    assert len(drawn) == 1 < len(every)
    figure = plot_source_matrix(drawn, MANY, every)
    assert figure.title == "40 of 41 sources are heard in one text only; Ann in all 20 texts"
    assert "heard at least twice" in figure.caption
    assert "a bar and its number show the attributions to a source in all texts" in figure.caption


def test_captions_fit_one_bar_for_all_texts() -> None:
    rows = said([(text, "Ann", "expert") for text in MANY])
    parties = [{"id": "p", "label": "Port", "heard": [{"source": ["Ann"]}], "mention": "port"}]
    mentions = pd.DataFrame({"party": [], "article": [], "sentence": []}).astype(str)
    caption = plot_absence(sources.absence(rows, mentions, parties), MANY).caption
    assert "circle" not in caption
    table = coded([(text, 0, 1, 0) for text in MANY])
    counts = framing.indicator_counts(table)
    figure = plot_indicators(counts, MANY, {"H1": "a face"}, {"H1": "human_interest"})
    assert "so many texts have no columns" in figure.caption
    few = plot_indicators(
        counts[counts["article"].isin(["t00", "t01"])],
        {"t00": "A", "t01": "B"},
        {"H1": "a face"},
        {"H1": "human_interest"},
    )
    assert "so many texts have no columns" not in few.caption


@pytest.mark.parametrize(
    ("tied", "named"), [(1, "(A in B)"), (2, "(A in B; B in A)"), (4, "(four pairs)")]
)
def test_all_pairs_that_share_most_are_named(tied: int, named: str) -> None:
    pairs = [("a", "b"), ("b", "a"), ("c", "a"), ("a", "c")]
    rows = [(a, b, 100, 60 if n < tied else 7, 50, 100) for n, (a, b) in enumerate(pairs)]
    columns = ["article", "other", "shingles", "shared", "covered", "words"]
    title = plot_text_pairs(
        pd.DataFrame(rows, columns=columns), {"a": "A", "b": "B", "c": "C"}
    ).title
    assert title.startswith("Some texts are near copies: 60.0%")
    assert title.endswith(named)


def test_shares_of_many_pairs_do_not_run_into_each_other() -> None:
    pairs = pd.DataFrame(
        [(a, b, 100, 34, 50, 100) for a in MANY for b in MANY if a != b],
        columns=["article", "other", "shingles", "shared", "covered", "words"],
    )
    axis = plot_text_pairs(pairs, MANY).drawn().axes[0]
    shown = {text.get_text() for text in axis.texts}
    assert "34%" in shown
    assert not any(text.endswith(".0%") for text in shown)

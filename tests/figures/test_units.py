"""Where titles and decks count beside sentences, no figure calls them sentences; a frame that no
text has is no result; every frame that one has is told.
"""

from __future__ import annotations

import re
from html import unescape

import pandas as pd
import pytest

from newscompare.figures import framing as draw
from newscompare.figures.figure import Figure
from newscompare.figures.indicators import plot_indicators
from newscompare.figures.texts import plot_lengths
from newscompare.figures.together import plot_frames_by_source_type, plot_profiles
from newscompare.figures.units import SENTENCES, noun_of, parts_of
from newscompare.measures import framing, sources, together

FRAMES = ["conflict", "human_interest", "economic", "morality", "responsibility"]
LABELS = {"a": "Ada", "b": "Bea"}
ROWS = [
    ("a", "title", "conflict", "source"),
    ("a", "deck", "conflict", "both"),
    ("a", "body", "", "none"),
    ("b", "title", "", "none"),
    ("b", "body", "human_interest", "outlet"),
    ("b", "body", "responsibility", "source"),
    ("b", "body", "economic", "source"),
]


def units(rows: list[tuple[str, str, str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The coded units and their places, from text, zone, frame and voice of each."""
    table = pd.DataFrame(
        {
            "sentence": [f"{row[0]}-{n:02d}" for n, row in enumerate(rows)],
            "article": pd.Categorical([row[0] for row in rows], ordered=True),
            "coder": "machine",
            "indicators": ["X1" if row[2] else "" for row in rows],
            "voice": [row[3] for row in rows],
        }
        | {frame: [int(row[2] == frame) for row in rows] for frame in FRAMES}
    )
    places = pd.DataFrame(
        {
            "id": table["sentence"],
            "zone": [row[1] for row in rows],
            "position": range(len(rows)),
            "words": 9,
        }
    )
    coded = framing.coded_by(table)
    return coded, framing.barcode(coded, places)


def figures(rows: list[tuple[str, str, str, str]]) -> dict[str, Figure]:
    coded, positions = units(rows)
    noun = noun_of(positions["zone"])
    heard = pd.DataFrame(
        {
            "article": pd.Categorical(["a"], categories=["a", "b"], ordered=True),
            "source": "Ann",
            "source_type": "expert",
            "country": "none",
            "via": "",
            "form": "direct",
            "sentence": "a-00",
        }
    )
    quotes = pd.DataFrame({"article": ["a"], "stance": [1]})
    names = {f: f"Units with {f}" for f in FRAMES} | together.profile_names([], [])
    return {
        "combinations": draw.plot_frame_combinations(
            framing.frame_combinations(coded), LABELS, noun
        ),
        "shares": draw.plot_frame_shares(framing.frame_shares(coded), LABELS, noun),
        "barcode": draw.plot_barcode(positions, LABELS, finder="the patterns"),
        "indicators": plot_indicators(
            framing.indicator_counts(coded), LABELS, {"X1": "x"}, {"X1": "conflict"}, noun
        ),
        "voices": draw.plot_voices(framing.voice_counts(coded), LABELS, noun),
        "types": plot_frames_by_source_type(together.frames_by_source_type(heard, coded), noun),
        "profiles": plot_profiles(
            together.profiles(coded, sources.with_naming(heard), quotes, []),
            LABELS,
            names,
            noun=noun,
        ),
    }


@pytest.fixture(scope="module")
def drawn() -> dict[str, Figure]:
    return figures(ROWS)


MEANS = "A unit is a title, a deck or a sentence."


def test_titles_and_decks_are_never_called_sentences(drawn: dict[str, Figure]) -> None:
    for name, figure in drawn.items():
        assert MEANS in figure.caption, name
        words = [figure.title, figure.caption.replace(MEANS, ""), *map(str, figure.data)]
        if name != "barcode":
            words += [figure.alt, figure.inline()]
        assert not [w for w in words if "sentence" in w.lower()], name
    assert drawn["combinations"].title == (
        "Frames were found in 5 of 7 units: too few to say which is most frequent"
    )
    assert "Units" in drawn["barcode"].data
    assert list(drawn["barcode"].data["Units"]) == [3, 4]


def test_where_all_units_are_sentences_they_are_called_so() -> None:
    body = [(text, "body", frame, voice) for text, _, frame, voice in ROWS]
    for name, figure in figures(body).items():
        assert "unit" not in figure.caption.lower(), name
        assert "unit" not in figure.title.lower(), name
    assert noun_of(["body"]) == SENTENCES


@pytest.mark.parametrize(
    ("zones", "means"),
    [
        (["title", "body"], "A unit is a title or a sentence."),
        (["body", "deck"], "A unit is a deck or a sentence."),
        (["body", "deck", "title", "subhead"], MEANS),
    ],
)
def test_only_what_there_is_is_named(zones: list[str], means: str) -> None:
    assert noun_of(zones).means == means


def test_a_text_is_so_many_sentences_beside_its_title_and_deck(drawn: dict[str, Figure]) -> None:
    assert parts_of(["title", "deck", *["body"] * 6]) == "title, deck and six sentences"
    assert parts_of(["body"]) == "one sentence"
    shown = unescape(drawn["barcode"].html())
    assert "title, deck and one sentence: 2 conflict" in shown
    assert "title and three sentences: 1 human interest" in shown
    assert "Bea: title and three sentences;" in drawn["barcode"].alt


def test_a_cell_says_what_it_is_a_cell_of(drawn: dict[str, Figure]) -> None:
    said = re.findall(r'aria-label="([^"]+ of \d[^"]*)"', unescape(drawn["barcode"].html()))
    assert said[0] == "Title (unit 1 of 3): conflict, a source's claim. "[:-1]
    assert said[1].startswith("Deck (unit 2 of 3): conflict, claimed by outlet and source")
    assert said[2] == "Sentence (unit 3 of 3): the patterns found no frame."


def test_the_voices_of_the_barcode_are_those_of_the_figure_of_voices(
    drawn: dict[str, Figure],
) -> None:
    bars, voices = drawn["barcode"].data, drawn["voices"].data
    assert bars["A source's claim"].sum() == voices["A source's"].sum() == 3
    assert bars["Outlet and source"].sum() == voices["Both"].sum() == 1


def test_every_frame_that_was_found_is_told_and_no_other(drawn: dict[str, Figure]) -> None:
    assert drawn["voices"].title == (
        "A source alone voices 1 of 2 conflict units, no human interest unit, the one economic "
        "unit and the one responsibility unit"
    )
    assert "Found in no text: morality." in drawn["voices"].caption
    assert "Morality" not in drawn["voices"].inline()
    assert set(drawn["voices"].data["Frame"]) == {
        "Conflict",
        "Human interest",
        "Economic",
        "Responsibility",
    }


def test_of_many_frames_the_rare_ones_are_added_up() -> None:
    counts = pd.DataFrame(
        [
            ("a", f"f{n}", voice, (9 - n) * (voice == "source"))
            for n in range(7)
            for voice in framing.VOICES
        ],
        columns=["article", "frame", "voice", "sentences"],
    )
    title = draw.plot_voices(counts, {"a": "Ada"}).title
    assert title.endswith("5 of 5 f4 sentences and 7 of 7 sentences with other frames")


def test_what_has_none_of_five_frames_is_not_called_neither(drawn: dict[str, Figure]) -> None:
    for name in ("combinations", "barcode"):
        shown = drawn[name].html() + drawn[name].alt + drawn[name].data.to_csv()
        assert "either" not in shown.replace("neither the", ""), name
        assert "No frame" in drawn[name].data
    assert drawn["combinations"].alt.count("1 without a frame") == 2


@pytest.mark.parametrize(
    ("run", "said"), [(1, "two units in a row"), (2, "more than two units in a row")]
)
def test_short_runs_are_not_denied(run: int, said: str) -> None:
    rows = [("a", "title", "conflict", "source"), ("a", "body", "conflict", "source")][:run]
    rows += [("a", "body", "", "none"), ("b", "body", "", "none"), ("b", "title", "", "none")]
    _, positions = units(rows)
    title = draw.plot_barcode(positions, LABELS, finder="the patterns").title
    assert title == f"Nowhere did the patterns find the same frame in {said}"


def test_a_share_stands_with_its_count_and_no_case_is_no_count(drawn: dict[str, Figure]) -> None:
    data = drawn["profiles"].data.set_index("Text")
    assert data.loc["Ada", "Units with conflict"] == "2 of 3"
    assert data.loc["Bea", "Attributions to named sources"] == "–"
    long = figures([("a", "body", "conflict" if n < 2 else "", "outlet") for n in range(8)] + ROWS)
    assert long["profiles"].data.set_index("Text").loc["Ada", "Units with conflict"] == (
        "36% (4 of 11)"
    )


def test_words_are_those_of_the_body_and_units_are_explained() -> None:
    texts = pd.DataFrame({"id": ["a", "b"], "words": [90, 40], "sentences": [9, 4]})
    figure = plot_lengths(texts, LABELS)
    assert "words in the body, without title and deck" in figure.caption
    assert "Ada: 90 words in the body, 9 coded units." in figure.alt
    assert list(figure.data) == ["Text", "Words of the body", "Coded units"]

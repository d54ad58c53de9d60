"""Titles of figures follow the data: another order, a tie, nothing at all make another sentence."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.figures import framing as draw
from newscompare.figures import sentences as words
from newscompare.figures import sources as draw_sources
from newscompare.figures import style
from newscompare.figures import together as draw_together
from newscompare.figures import tone as draw_tone
from newscompare.figures.texts import plot_lengths
from newscompare.measures import framing, sources, together, tone

LABELS = {"a": "Ada", "b": "Bea", "c": "Cy"}


def coded(rows: list[tuple[str, int, int, str]]) -> pd.DataFrame:
    """Text, symbolic, strategic, voice of each sentence."""
    table = pd.DataFrame(rows, columns=["article", "symbolic", "strategic", "voice"])
    table["sentence"] = [f"{a}-{n:02d}" for n, a in enumerate(table["article"])]
    table["article"] = pd.Categorical(table["article"], categories=list(LABELS), ordered=True)
    return framing.coded_by(table.assign(coder="reference", indicators="S1"))


def flipped(table: pd.DataFrame) -> pd.DataFrame:
    raw = table.drop(columns="combination")
    return framing.coded_by(
        raw.rename(columns={"symbolic": "strategic", "strategic": "symbolic"})[list(raw)]
    )


def combinations(table: pd.DataFrame) -> str:
    return draw.plot_frame_combinations(framing.frame_combinations(table), LABELS).title


MOSTLY = [("a", 0, 1, "outlet")] * 3 + [("b", 0, 1, "outlet")] * 2 + [("c", 1, 0, "source")] * 2


def test_who_outnumbers_whom_turns_with_the_data() -> None:
    said = combinations(coded(MOSTLY))
    assert said == (
        "Strategic sentences outnumber symbolic ones in two of the three texts; in Cy it is the "
        "other way round"
    )
    assert combinations(flipped(coded(MOSTLY))) == (
        "Symbolic sentences outnumber strategic ones in two of the three texts; in Cy it is the "
        "other way round"
    )


def test_ties_and_nothing_are_said_as_such() -> None:
    tied = [(a, s, t, "outlet") for a in "abc" for s, t in ((1, 0), (0, 1))]
    assert (
        combinations(coded(tied))
        == "As many sentences are symbolic as strategic in all three texts"
    )
    nothing = [(a, 0, 0, "none") for a in "abc"]
    assert combinations(coded(nothing)) == "No sentence is symbolic or strategic"
    one = [*tied[:4], ("c", 0, 1, "outlet")]
    assert combinations(coded(one)).endswith(
        "in one of the three texts; in Ada and Bea they are level"
    )


def voices(table: pd.DataFrame) -> str:
    return draw.plot_voices(framing.voice_counts(table), LABELS).title


def test_whose_claim_a_frame_is_turns_with_the_data() -> None:
    table = coded([("a", 1, 0, "source")] * 10 + [("b", 0, 1, "outlet")] * 10)
    assert voices(table) == (
        "Symbolic sentences are more often a source's claim (100%) than strategic ones (0%)"
    )
    assert voices(flipped(table)).startswith("Strategic sentences are more often")
    even = coded([("a", 1, 0, "source")] * 10 + [("b", 0, 1, "source")] * 10)
    assert "as often" in voices(even)


def test_of_few_sentences_no_share_is_said() -> None:
    few = coded([("a", 1, 0, "source"), ("b", 0, 1, "outlet")])
    assert "%" not in voices(few)
    assert voices(few) == (
        "A source alone voices the one symbolic sentence and no strategic sentence"
    )


def placed(table: pd.DataFrame) -> pd.DataFrame:
    place = pd.DataFrame(
        {"id": table["sentence"], "zone": "body", "position": range(len(table)), "words": 9}
    )
    return framing.barcode(table, place)


def barcode(table: pd.DataFrame) -> str:
    return draw.plot_barcode(placed(table), LABELS).title


def test_thirds_that_tie_are_named_together() -> None:
    def title(*strategic: int) -> str:
        table = coded([("a", 0, one, "outlet" if one else "none") for one in strategic])
        return draw.plot_thirds(framing.frames_by_third(placed(table)), LABELS).title

    assert title(1, 1, 1, 1, 0, 0) == (
        "Strategic sentences are most frequent in the first and middle thirds (2 of 4 each)"
    )
    assert title(1, 1, 0, 1, 0, 0) == (
        "Strategic sentences are most frequent in the first third (2 of 3)"
    )


def test_the_longest_stretch_turns_with_the_data() -> None:
    assert barcode(coded(MOSTLY)).endswith("is strategic: three sentences in Ada")
    assert barcode(flipped(coded(MOSTLY))).endswith("is symbolic: three sentences in Ada")
    tied = barcode(coded([*MOSTLY, MOSTLY[3], MOSTLY[-1]]))
    assert tied.endswith(
        "have three sentences: strategic in Ada, strategic in Bea and symbolic in Cy"
    )
    short = barcode(coded(MOSTLY[1:]))
    assert short == "No frame holds for more than two sentences in a row"
    assert barcode(coded([("a", 0, 0, "none")])) == "No sentence carries a frame"


def attributions(rows: list[tuple[str, str, str]]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["article", "source", "source_type"])
    table["article"] = pd.Categorical(table["article"], categories=list(LABELS), ordered=True)
    table = table.assign(country="X", via="", form="direct", sentence="a-00")
    return sources.with_naming(table)


def test_who_is_heard_turns_with_the_data() -> None:
    def title(rows: list[tuple[str, str, str]]) -> str:
        counts = sources.source_counts(attributions(rows))
        return draw_sources.plot_source_matrix(counts, LABELS).title

    alone = [("a", "Ann", "expert"), ("b", "Ben", "expert")]
    assert title(alone) == "No source is heard in more than one text (two sources in all)"
    both = [*alone, ("b", "Ann", "expert")]
    assert title(both) == (
        "One of 2 sources is heard in one text only; Ann in two of the three texts"
    )
    assert title([("a", "Ann", "expert"), ("b", "Ann", "expert")]).startswith("Each of one source")


def test_kinds_of_source_that_tie_are_both_named() -> None:
    def title(rows: list[tuple[str, str, str]]) -> str:
        counts = sources.attribution_counts(attributions(rows), "source_type")
        return draw_sources.plot_source_types(counts, LABELS).title

    rows = [("a", "Ann", "expert"), ("b", "Aid", "advocacy")]
    assert title(rows).count("1 of two attributions each") == 1
    assert title([*rows, ("c", "Ann", "expert")]) == (
        "Most often heard are named experts: 2 of three attributions"
    )


def test_who_is_heard_once_leads_nobody() -> None:
    once = [("a", name, "expert") for name in ("Ann", "Ben", "Cy", "Di", "Ed")]
    figure = draw_sources.plot_concentration(sources.concentration(attributions(once)), LABELS)
    assert figure.title == (
        "No source is heard twice in a text with enough attributions for a share"
    )
    assert figure.data["Most heard source"].tolist()[0] == "nobody twice"
    twice = [*once, ("a", "Ann", "expert")]
    figure = draw_sources.plot_concentration(sources.concentration(attributions(twice)), LABELS)
    assert figure.title == (
        "Only Ada has five attributions or more: the most heard source has 33% there"
    )
    assert figure.data["Most heard source"].tolist()[0] == "Ann"


def test_a_leader_among_texts_with_enough_attributions() -> None:
    def title(*texts: str) -> str:
        rows = [(a, name, "expert") for a in texts for name in ("Ann", "Ann", "Bo", "Cy", "Di")]
        found = sources.concentration(attributions([*rows, ("c", "Ed", "expert")]))
        return draw_sources.plot_concentration(found, LABELS).title

    assert title("a", "b") == (
        "Only Ada and Bea have five attributions or more: the most heard source has 40% in each"
    )


def test_stripes_are_explained_where_there_are_any() -> None:
    def captions(kind: str) -> list[str]:
        table = attributions([("a", "Ann", kind)])
        matrix = draw_sources.plot_source_matrix(sources.source_counts(table), LABELS)
        counts = sources.attribution_counts(table, "source_type")
        return [matrix.caption, draw_sources.plot_source_types(counts, LABELS).caption]

    assert ["tripes" in caption for caption in captions("expert")] == [False, False]
    assert ["tripes" in caption for caption in captions("collective")] == [True, True]


def test_no_share_is_drawn_of_a_handful() -> None:
    found = sources.concentration(attributions([("a", "Ann", "expert")]))
    figure = draw_sources.plot_concentration(found, LABELS)
    assert figure.title == "No text has enough attributions for a share"
    assert "100%" not in set(figure.data["Share"])
    assert "%" not in figure.alt
    bars = [b.get_width() for b in figure.drawn().axes[0].patches]
    assert bars == [0.0, 0.0, 0.0]


def test_profiles_show_counts_where_cases_are_few() -> None:
    table = coded(MOSTLY)
    quotes = pd.DataFrame({"article": ["a"], "stance": [1]})
    found = together.profiles(table, attributions([("a", "Ann", "expert")]), quotes, [])
    figure = draw_together.plot_profiles(found, LABELS, together.profile_names([]))
    assert list(figure.data["Favourable quotations"]) == ["1 of 1", "–", "–"]
    drawn = [t.get_text() for axis in figure.drawn().axes for t in axis.texts]
    assert "100%" not in drawn


def test_frames_by_source_type_are_counts(case) -> None:
    found = together.frames_by_source_type(case.attributions, framing.coded_by(case.frames))
    drawn = draw_together.plot_frames_by_source_type(found).drawn()
    assert not [t for axis in drawn.axes for t in axis.texts if "%" in t.get_text()]


def test_stances_are_said_in_order_of_their_number() -> None:
    def title(stances: list[int]) -> str:
        quotes = pd.DataFrame({"article": ["a"] * len(stances), "stance": stances})
        return draw_tone.plot_stances(tone.stance_counts(quotes), LABELS).title

    assert title([1, 1, 0]).startswith("Of three quotations, two are favourable")
    assert title([-1, -1, 0]).startswith("Of three quotations, two are critical")
    assert title([-1, -1, 0]).endswith("and none is favourable")
    assert title([]) == "No text quotes anybody"


def test_a_title_says_whose_label_it_is() -> None:
    quotes = pd.DataFrame({"article": ["a"] * 3, "stance": [1, 1, 0]})
    counts = tone.stance_counts(quotes)
    title = draw_tone.plot_stances(counts, LABELS, coded="by machine").title
    assert (
        title
        == "Of three quotations, the machine calls two favourable, one neutral and none critical"
    )


def test_who_has_no_name_is_not_the_most_quoted() -> None:
    assert quoted(["(nobody named)"] * 4 + ["Ann"] * 3 + ["Bo"]) == (
        "Ann accounts for three of eight quotations"
    )


def test_two_quotations_make_nobody_the_most_quoted() -> None:
    assert (
        quoted(["Ann", "Ann", "Bo"]) == "Nobody is quoted more than twice (three quotations in all)"
    )
    assert quoted(["Ann", "Bo"]) == "Each of two speakers is quoted once"


def quoted(speakers: list[str]) -> str:
    counts = tone.stance_counts(pd.DataFrame({"speaker": speakers, "stance": 0}), by="speaker")
    names = {name: name for name in speakers}
    return draw_tone.plot_stances(counts, names, by="speaker").title


def test_a_title_says_who_found_no_frame() -> None:
    table = coded([("a", 0, 0, "none"), ("b", 0, 0, "none")])
    place = pd.DataFrame({"id": table["sentence"], "zone": "body", "position": [0, 0], "words": 9})
    figure = draw.plot_barcode(framing.barcode(table, place), LABELS, finder="the patterns")
    assert figure.title == "The patterns found no frame"
    assert "1 of 1: the patterns found no frame." in figure.html()


def test_what_stands_on_a_handful_is_not_said_to_lie_apart() -> None:
    def title(framed: int) -> str:
        rows = [("a", int(n < framed), 0, "outlet") for n in range(12)]
        table = coded([*rows, *[("b", 0, 0, "none")] * 12])
        none = attributions([("a", "Ann", "expert")])
        quotes = pd.DataFrame({"article": ["a"], "stance": [1]})
        found = together.profiles(table, none, quotes, [])
        return draw_together.plot_profiles(found, LABELS, together.profile_names([])).title

    assert title(4) == "Too few cases to say in which share the texts lie furthest apart"
    assert title(6) == "The texts lie furthest apart in “Symbolic sentences”: from 0% to 50%"


def test_the_shade_of_a_cross_table_is_its_count() -> None:
    table = pd.DataFrame([[2, 0, 0], [0, 0, 0], [0, 6, 23]], index=[-1, 0, 1], columns=[-1, 0, 1])
    figure = draw_tone.plot_confusion(table, "In the reference", "By VADER")
    assert figure.title.startswith("The two labels agree in 25 of 31 quotations")
    shades = {
        round(patch.get_alpha(), 4): None
        for patch in figure.drawn().axes[0].patches
        if patch.get_alpha() is not None
    }
    assert sorted(shades)[-1] == pytest.approx(style.shade(1))
    assert sorted(shades)[1] == pytest.approx(style.shade(2 / 23), abs=1e-4)


def test_lengths_that_tie_are_not_ranked() -> None:
    texts = pd.DataFrame({"id": list("abc"), "words": [90, 90, 90], "sentences": 3})
    assert plot_lengths(texts, LABELS).title == "Each text has 90 words"
    longer = texts.assign(words=[90, 45, 90])
    assert plot_lengths(longer, LABELS).title == (
        "The longest texts, Ada and Cy, have 2.0 times the words of the shortest, Bea"
    )


def test_a_checked_sentence_may_be_the_title(case) -> None:
    figure = plot_lengths(case.articles, case.labels).titled("Five texts, five lengths")
    assert "Five texts, five lengths" in figure.html()
    assert ">Read it so.<" in figure.with_caption("Read it so.").html()


@pytest.mark.parametrize(
    ("n", "total", "said"),
    [
        (0, 5, "none of the five texts"),
        (1, 1, "the only text"),
        (2, 2, "both texts"),
        (3, 5, "three of the five texts"),
        (40, 40, "all 40 texts"),
    ],
)
def test_how_many_of_how_many(n: int, total: int, said: str) -> None:
    assert words.out_of(n, total) == said


def test_leaders_tie_or_are_none() -> None:
    assert words.leaders([("a", 2), ("b", 3), ("c", 3)]) == ["b", "c"]
    assert words.leaders([("a", 0), ("b", float("nan"))]) == []

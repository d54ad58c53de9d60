"""Figures of the comparison: title, alt text and data come from what is drawn; few and many."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.figures import reuse as draw_reuse
from newscompare.figures import said as draw_said
from newscompare.figures import words as draw_words
from newscompare.measures import claims, verbs
from newscompare.pages import reuse, said, words


@pytest.fixture(scope="module")
def figures(case):
    places = reuse.places(case)
    post = places[places["origin"] == "Trump post"]
    return {
        "versions": draw_reuse.plot_versions(
            post, case.utterance_words, case.labels, whole="the post"
        ),
        "pairs": draw_reuse.plot_text_pairs(case.text_pairs, case.labels),
        "claims": draw_said.plot_claim_counts(
            claims.claim_counts(said.states_of(case)), case.labels
        ),
        "terms": draw_words.plot_marking_terms(words.marking(case), case.labels),
        "verbs": draw_words.plot_verb_kinds(verbs.verb_kinds(case.attributions), case.labels),
        "borrowed": draw_words.plot_without_borrowed(
            reuse.without_borrowed(case, "Trump post"), case.labels
        ),
    }


def test_each_draws_both_layouts_small_enough_for_a_page(figures) -> None:
    for name, figure in figures.items():
        html = figure.html()
        assert html.count("<svg") >= 2, name
        assert len(html) < 60_000, name
        assert figure.title
        assert figure.caption
        assert len(figure.data) > 0


def test_titles_say_what_the_data_say(figures, case) -> None:
    assert "Three of the five texts quote the post" in figures["versions"].title
    assert "Kurdistan24" in figures["borrowed"].title
    counts = figures["claims"].data.set_index("Text")
    says = counts["Says"] + counts["Hedges"]
    assert f"{says.idxmax()} says {says.max()}" in figures["claims"].title


def test_alt_texts_hold_the_numbers(figures) -> None:
    for row in figures["claims"].data.to_dict("records"):
        assert f"{row['Text']}: says {row['Says']}" in figures["claims"].alt
    for row in figures["terms"].data.to_dict("records"):
        assert f"{row['Word']} ({row['Here']} to {row['Elsewhere']})" in figures["terms"].alt


def test_texts_without_anything_in_common_and_forty_texts() -> None:
    names = {f"t{n}": f"Text {n}" for n in range(40)}
    rows = [(a, b, 500, 0, 480, 0) for a in names for b in names if a != b]
    columns = ["article", "other", "words", "covered", "shingles", "shared"]
    figure = draw_reuse.plot_text_pairs(pd.DataFrame(rows, columns=columns), names)
    assert figure.html()
    assert "copies" in figure.title


def test_no_word_marks_a_text() -> None:
    columns = ["article", "term", "count", "others", "log_odds", "low", "high"]
    figure = draw_words.plot_marking_terms(pd.DataFrame(columns=columns), {"a": "A", "b": "B"})
    assert figure.title == "No word marks any text beyond doubt"
    assert figure.html()

"""Tone by machine on invented quotations: what is found, that the parts add up, that typography
does not matter.
"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare.errors import InputError
from newscompare.sentiment import CONTRIBUTION_COLUMNS, SCORE_COLUMNS, contributions, score
from newscompare.sentiment.evaluate import banded, macro_f1, resample, spearman
from newscompare.sentiment.features import features
from newscompare.sentiment.lexicons import (
    kinds,
    normalise,
    own_score,
    polarities,
    tokens,
    vader_compound,
)


def labels(*texts: str) -> list[int]:
    return [int(x) for x in score(pd.DataFrame({"quoted": texts}))["label"]]


def test_plain_cases() -> None:
    assert labels("She is a great leader and I thank her for her courage.") == [1]
    assert labels("He lied to us again, and it is a disgrace.") == [-1]


def test_columns_index_and_empty_quotations() -> None:
    quotes = pd.DataFrame(
        {"quoted": ["A fine deal.", "...", None], "speaker": "x"}, index=[7, 3, 9]
    )
    table = score(quotes)
    assert list(table.columns) == SCORE_COLUMNS
    assert list(table.index) == [7, 3, 9]
    assert list(table["label"].isna()) == [False, True, True]
    assert np.allclose(table[["critical", "neutral", "favourable"]].iloc[0].sum(), 1, atol=1e-3)


def test_no_quotations() -> None:
    assert list(score(pd.DataFrame({"quoted": []})).columns) == SCORE_COLUMNS


def test_a_missing_column_is_named() -> None:
    with pytest.raises(InputError, match="quoted"):
        score(pd.DataFrame({"words": ["A."]}))


def test_a_curly_apostrophe_does_not_hide_a_negation() -> None:
    assert vader_compound("It isn’t good") == vader_compound("It isn't good") < 0
    assert own_score("It isn’t good") == own_score("It isn't good") < 0


def test_names_are_masked() -> None:
    assert "United" not in normalise("the United States")
    assert len(normalise("the “United States”")) == len("the “United States”")
    assert not {n for n in features("the United States")[1] if n.startswith("kind:")}


def test_the_target_matters_only_where_it_is_named() -> None:
    text = "Unlike the coward Smith, Jones is a hero."
    table = score(pd.DataFrame({"quoted": [text] * 3, "target": ["Jones", "", None]}))
    assert table["neutral"].iloc[1] == table["neutral"].iloc[2] != table["neutral"].iloc[0]
    assert table["score"].nunique() == 1


def test_a_report_is_told_from_a_judgement() -> None:
    assert labels("He went to the office on Monday and spoke by phone.", "He is a disgrace.") == [
        0,
        -1,
    ]


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(InputError, match="anger"):
        contributions("A fine deal.", question="anger")


def test_polarities_come_with_the_package() -> None:
    assert polarities()["good"] > 0 > polarities()["terrible"]


def test_every_listed_word_stands_in_one_kind() -> None:
    assert all(kinds().values())
    assert kinds()[("stand", "with")] == "support"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                ["great", "not", "isn’t", "a liar", "“fine”", "!", "you", "Smith", "but"]
            ),
            st.text(max_size=5),
        ),
        max_size=15,
    )
)
def test_contributions_add_up_to_the_score_and_point_into_the_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for target in (None, "Smith"):
        parts = contributions(text, target)
        assert list(parts.columns) == CONTRIBUTION_COLUMNS
        at = parts[parts["start"].notna()]
        assert all(
            text[s:e] == word for word, s, e in zip(at["word"], at["start"], at["end"], strict=True)
        )
        row = score(pd.DataFrame({"quoted": [text], "target": [target]})).iloc[0]
        if pd.notna(row["label"]):
            assert parts["contribution"].sum() == pytest.approx(row["score"], abs=1e-3)
            judging = contributions(text, target, "judging")["contribution"].sum()
            assert 1 / (1 + np.exp(judging)) == pytest.approx(row["neutral"], abs=1e-3)
            odds = (
                np.log(row["favourable"] / row["critical"])
                if min(row["favourable"], row["critical"]) > 0.01
                else row["score"]
            )
            assert odds == pytest.approx(row["score"], abs=0.02)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(["great", "isn't", "a", "'fake'", '"fine"', "deal", "never"]),
        min_size=1,
        max_size=12,
    )
)
def test_curly_or_straight_gives_the_same_score(pieces: list[str]) -> None:
    text = " ".join(pieces)
    curly = text.replace("'", "’").replace('"', "”")
    assert (
        score(pd.DataFrame({"quoted": [text]}))["score"].iloc[0]
        == score(pd.DataFrame({"quoted": [curly]}))["score"].iloc[0]
    )


def test_tokens_keep_their_places() -> None:
    text = "Really? He isn't 7."
    assert [t.text for t in tokens(text)] == ["Really", "?", "He", "isn't", "7"]
    assert all(text[t.start : t.end] == t.text for t in tokens(text))


def test_macro_f1_by_hand() -> None:
    truth, found = np.array([1, 1, -1, 0]), np.array([1, -1, -1, -1])
    # favourable: P 1, R 1/2; critical: P 1/3, R 1; neutral: never found
    assert macro_f1(truth, found) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)


def test_rank_correlation_by_hand() -> None:
    assert spearman(np.array([-1, 0, 1]), np.array([0.1, 0.2, 0.9])) == pytest.approx(1)
    assert spearman(np.array([-1, 0, 1]), np.array([0.5, 0.5, 0.5])) == 0


def test_a_band_and_a_resample() -> None:
    assert list(banded(np.array([-0.2, 0.0, 0.2]), -0.1, 0.1)) == [-1, 0, 1]
    documents = np.array(["a", "a", "b"])
    for rows in resample(documents, draws=20):
        drawn = list(documents[rows])
        assert drawn.count("a") % 2 == 0
        assert drawn.count("a") // 2 + drawn.count("b") == 2

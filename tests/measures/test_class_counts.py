"""A class's votes worked by hand: splits, ties, and majorities that differ from the reference."""

from __future__ import annotations

import pandas as pd

from newscompare.measures import classroom

CODERS = "wxyz"


def room(units: dict[str, str]) -> pd.DataFrame:
    """Codes for one frame: the reference's, then a letter for each coder (``-``: not coded)."""
    rows = [
        (unit, coder, int(code))
        for unit, codes in units.items()
        for coder, code in zip(["reference", *CODERS], codes, strict=True)
        if code != "-"
    ]
    table = pd.DataFrame(rows, columns=["sentence", "coder", "symbolic"])
    article = pd.Categorical(table["sentence"].str[0], categories=["a", "b"], ordered=True)
    return table.assign(article=article, indicators="", voice="")


def test_the_most_even_split_stands_first() -> None:
    units = {"a-1": "11000", "a-2": "11111", "a-3": "0110-", "a-4": "01100", "a-5": "01---"}
    table = classroom.split_sentences(room(units))
    assert table["sentence"].tolist() == ["a-4", "a-3", "a-1"]
    assert table["split"].tolist() == [0.5, 1 / 3, 0.25]
    assert table["yes"].tolist() == [2, 2, 1]
    assert table["no"].tolist() == [2, 1, 3]
    assert table["who_yes"].tolist() == ["w, x", "w, x", "w"]
    assert table["who_no"].tolist() == ["y, z", "y", "x, y, z"]
    assert table["reference"].tolist() == [0, 0, 1]


def test_three_of_four_are_a_clear_majority_and_two_of_three_none() -> None:
    units = {
        "a-1": "11000",  # three of four against the reference
        "a-2": "0110-",  # two of three
        "a-3": "011--",  # both of two
        "a-4": "01---",  # one alone is no room
        "a-5": "1111-",  # as the reference
        "a-6": "0111-",  # three of three
    }
    table = classroom.against_reference(room(units)).set_index("sentence")
    assert table.index.tolist() == ["a-1", "a-3", "a-6"]
    assert table[["yes", "no", "reference"]].to_numpy().tolist() == [
        [1, 3, 1],
        [2, 0, 0],
        [3, 0, 0],
    ]


def test_two_of_four_are_a_tie_and_a_no() -> None:
    units = {"a-1": "11100", "a-2": "1111-", "a-3": "01000", "a-4": "0110-", "a-5": "10000"}
    table = classroom.majority(room(units)).set_index("sentence")
    assert table["ties"].to_dict() == {"a-1": 1, "a-2": 0, "a-3": 0, "a-4": 0, "a-5": 0}
    assert table["symbolic"].to_dict() == {"a-1": 0, "a-2": 1, "a-3": 0, "a-4": 1, "a-5": 0}
    assert table["votes"].to_dict() == {"a-1": 4, "a-2": 3, "a-3": 4, "a-4": 3, "a-5": 4}


def test_only_units_that_two_coded_tell_agreement() -> None:
    units = {"a-1": "11111", "a-2": "0000-", "a-3": "010--", "a-4": "01---"}
    frames = room(units)
    by_code = classroom.agreement_by_code(frames).set_index("code").loc["symbolic"]
    assert by_code[["coders", "units"]].tolist() == [4, 3]
    assert by_code["alike"] == 2 / 3
    by_text = classroom.agreement_by_text(frames).set_index("article")
    assert by_text.index.tolist() == ["a"]
    assert by_text.loc["a", ["coders", "units"]].tolist() == [4, 3]
    pairs = classroom.pair_kappas(frames).set_index(["first", "second"])["units"].to_dict()
    assert pairs == {
        **{("w", "x"): 3, ("w", "y"): 2, ("w", "z"): 1},
        **{("x", "y"): 2, ("x", "z"): 1, ("y", "z"): 1},
    }


def test_changes_count_in_both_directions_over_the_units_of_the_class() -> None:
    units = {"a-1": "1000-", "a-2": "0111-", "a-3": "1111-", "a-4": "1----"}
    table = classroom.class_shares(room(units)).set_index("article")
    assert table.loc["a", ["units", "changed"]].tolist() == [3, 2]
    assert table.loc["a", ["reference", "class"]].tolist() == [2 / 3, 2 / 3]
    assert table.loc["a", "points"] == 0
    assert table.loc["b", ["units", "changed"]].tolist() == [0, 0]  # nobody began it

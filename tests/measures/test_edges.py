"""Edges of measures, each worked out by hand: nobody heard, one of a kind, exactly half, exactly at
a limit.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from newscompare.measures import borrowed, classroom, headline, sensitivity, sources
from newscompare.measures.sources import LONGEST_MATRIX

TEXTS = ["a", "b"]


def in_texts(values: list[str]) -> pd.Categorical:
    return pd.Categorical(values, categories=TEXTS, ordered=True)


def test_a_long_list_of_sources_keeps_those_heard_twice() -> None:
    many = pd.DataFrame({"all": [1] * LONGEST_MATRIX + [2]})
    assert sources.heard_often(many)["all"].tolist() == [2]
    assert len(sources.heard_often(many.iloc[1:])) == LONGEST_MATRIX
    assert len(sources.heard_often(pd.DataFrame({"all": [1] * (LONGEST_MATRIX + 1)}))) == (
        LONGEST_MATRIX + 1
    )


def test_a_text_that_hears_nobody_has_its_row() -> None:
    heard = pd.DataFrame({"article": in_texts(["a", "a", "b"]), "source": ["Ruiz", "Ruiz", ""]})
    table = sources.concentration(heard).set_index("article")
    none = ["top_source", "attributions", "held", "sources"]
    assert table.loc["a", none].tolist() == ["Ruiz", 2, 2, 1]
    assert table.loc["b", none].tolist() == ["", 0, 0, 0]
    assert np.isnan(table.loc["b", "share"])
    assert np.isnan(table.loc["b", "effective"])


def votes(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["sentence", "coder", "symbolic", "strategic"])
    table["article"] = in_texts(["a"] * len(table))
    return table.assign(indicators="", voice="none", combination="none")


def test_half_of_a_class_is_a_tie_and_a_no() -> None:
    room = votes(("a-1", "x", 1, 0), ("a-1", "y", 0, 0), ("a-2", "x", 1, 1), ("a-2", "y", 1, 0))
    table = classroom.majority(room).set_index("sentence")
    assert table["ties"].tolist() == [1, 1]
    assert table["symbolic"].tolist() == [0, 1]
    assert table["strategic"].tolist() == [0, 0]


def test_a_unit_of_one_coder_splits_nobody() -> None:
    reference = [("a-1", "reference", 1, 0), ("a-2", "reference", 1, 1)]
    three = [("a-1", "x", 1, 0), ("a-1", "y", 0, 0), ("a-1", "z", 0, 0)]
    room = votes(*three, ("a-2", "x", 1, 1), *reference)
    table = classroom.split_counts(room).set_index("frame")
    assert table["units"].tolist() == [1, 1]


def test_the_relay_that_is_credited_most_stands_first() -> None:
    heard = pd.DataFrame(
        {
            "article": in_texts(["a", "a", "a", "b"]),
            "sentence": ["a-1", "a-2", "a-2", "b-1"],
            "source": ["x", "y", "z", "Wire"],
            "source_type": ["official", "official", "official", "news_media"],
            "via": ["Axios", "Wire", "Wire", ""],
        }
    )
    table = borrowed.relays(heard)
    assert table["relay"].tolist() == ["Wire", "Axios", "Wire"]
    assert table["attributions"].tolist() == [2, 1, 1]
    assert table["sentences"].tolist() == [1, 1, 1]


def test_frames_of_the_body_leave_title_and_deck_out() -> None:
    coded = votes(("t", "r", 1, 0), ("d", "r", 0, 1), ("b1", "r", 0, 1), ("b2", "r", 0, 0))
    zones = pd.DataFrame({"id": ["t", "d", "b1", "b2"], "zone": ["title", "deck", "body", "body"]})
    table = headline.headline_frames(coded, zones)
    own = table[table["article"] == "a"].set_index("frame")
    assert own.loc["strategic", ["title", "deck", "body", "coded"]].tolist() == [0, 1, 1, 2]
    assert own["share"].to_dict() == {"symbolic": 0.0, "strategic": 0.5}
    assert own["gap"].to_dict() == {"symbolic": True, "strategic": False}


def test_a_frame_without_the_pattern_that_found_it_is_gone() -> None:
    rows = pd.DataFrame(
        {
            "sentence": ["a-1", "a-1", "a-2"],
            "indicator": ["S1", "E1", "S1"],
            "pattern": ["p1", "p2", "p1"],
        }
    )
    units = pd.DataFrame({"sentence": ["a-1", "a-2"], "article": in_texts(["a", "a"])})
    frame_of = {"S1": "symbolic", "E1": "strategic"}
    without = {v.name: v.codes for v in sensitivity.without_patterns(rows, units, frame_of)}
    assert without["without p1"]["symbolic"].tolist() == [0, 0]
    assert without["without p1"]["strategic"].tolist() == [1, 0]
    assert without["without p2"]["symbolic"].tolist() == [1, 1]


def test_a_name_has_a_capital_of_any_alphabet() -> None:
    names = ["İbrahim Kalın", "Ömer", "the government", "Қасым-Жомарт", "çavuş"]
    heard = pd.DataFrame({"source": names, "source_type": "official", "via": ""})
    naming = sources.with_naming(heard)["naming"].tolist()
    assert naming == ["named", "named", "unnamed", "named", "unnamed"]


def test_relays_credited_alike_stand_in_alphabetical_order() -> None:
    heard = pd.DataFrame(
        {
            "article": in_texts(["b", "a", "a", "a"]),
            "sentence": ["b-1", "a-1", "a-2", "a-3"],
            "source": "x",
            "source_type": "official",
            "via": ["Wire", "Wire", "Agency", "Post"],
        }
    )
    table = borrowed.relays(heard)
    assert table["article"].tolist() == ["a", "a", "a", "b"]
    assert table["relay"].tolist() == ["Agency", "Post", "Wire", "Wire"]


def bare_title(symbolic: int) -> pd.DataFrame:
    """Frames of a text with a title without any and one sentence."""
    coded = votes(("t", "r", 0, 0), ("b1", "r", symbolic, 0))
    zones = pd.DataFrame({"id": ["t", "b1"], "zone": ["title", "body"]})
    table = headline.headline_frames(coded, zones)
    return table[table["article"] == "a"].set_index("frame")


def test_a_text_without_any_frame_has_no_gap() -> None:
    own = bare_title(symbolic=0)
    assert own["gap"].to_dict() == {"symbolic": False, "strategic": False}
    assert own["title"].tolist() == [0, 0]
    assert own["deck"].isna().all()


def test_a_frame_in_every_unit_of_the_body_and_not_in_the_title_is_a_gap() -> None:
    own = bare_title(symbolic=1)
    assert own["gap"].to_dict() == {"symbolic": True, "strategic": False}


def test_who_belongs_to_a_side_fits_by_country_and_by_type() -> None:
    heard = pd.DataFrame(
        {"country": ["A", "A", "B"], "source_type": ["official", "expert", "official"]}
    )
    side = {"country": ["A"], "source_type": ["official"]}
    assert sources.of_side(heard, side).tolist() == [True, False, False]
    assert sources.of_side(heard, {"country": ["A"]}).tolist() == [True, True, False]


def test_units_that_stay_and_units_dropped_add_up() -> None:
    coded = votes(*((f"a-{n}", "r", 1, 0) for n in range(4)))
    table = borrowed.frames_without(coded, {"two": frozenset(["a-0", "a-1", "x"])})
    own = table[table["article"] == "a"].set_index("variant")
    assert own["left"].to_dict() == {"all units": 4, "two": 2}
    assert own["dropped"].to_dict() == {"all units": 0, "two": 2}
    assert own["symbolic"].to_dict() == {"all units": 4, "two": 2}


def test_a_text_without_a_body_has_no_gap() -> None:
    coded = votes(("t", "r", 1, 0))
    zones = pd.DataFrame({"id": ["t"], "zone": ["title"]})
    table = headline.headline_frames(coded, zones)
    own = table[table["article"] == "a"]
    assert own["coded"].tolist() == [0, 0]
    assert own["share"].isna().all()
    assert own["gap"].tolist() == [False, False]


def test_what_is_handed_on_has_a_medium_behind_it() -> None:
    heard = pd.DataFrame(
        {
            "sentence": ["a-1", "a-2", "a-3"],
            "source_type": ["official", "official", "news_media"],
            "via": ["", "Wire", ""],
        }
    )
    assert borrowed.relayed_sentences(heard) == {"a-2", "a-3"}

"""How much of what a class set out to code is coded, worked by hand."""

from __future__ import annotations

import pandas as pd

from newscompare.measures.coverage import complete_texts, coverage, designed

WHOLE = ["a-1", "a-2", "a-3", "a-4", "b-1", "b-2"]


def room(**coders: list[str]) -> pd.DataFrame:
    rows = [
        (unit, coder) for coder, units in {"reference": WHOLE, **coders}.items() for unit in units
    ]
    table = pd.DataFrame(rows, columns=["sentence", "coder"])
    return table.assign(article=table["sentence"].str[0])


def test_without_a_passage_the_whole_text_is_the_aim() -> None:
    frames = room(zoe=WHOLE[:4], ana=WHOLE[:2], ben=["b-2"])
    assert designed(frames) == {"a": frozenset(WHOLE[:4]), "b": frozenset(WHOLE[4:])}
    table = coverage(frames).set_index("coder")
    assert table["units"].to_dict() == {"zoe": 4, "ana": 2, "ben": 1}
    assert table["of"].to_dict() == {"zoe": 4, "ana": 4, "ben": 2}
    assert table["coded"].to_dict() == {"zoe": 1, "ana": 0.5, "ben": 0.5}
    assert table["whole"].all()
    assert complete_texts(frames) == ["a"]


def test_a_passage_that_two_code_is_the_aim_of_all() -> None:
    frames = room(zoe=WHOLE[:4], ana=WHOLE[:2], cora=WHOLE[:2], ben=["a-2", "a-4", *WHOLE[4:]])
    table = coverage(frames).set_index("coder")
    assert table["units"].to_dict() == {"zoe": 4, "ana": 2, "cora": 2, "ben": 4}
    assert table["of"].to_dict() == {"zoe": 2, "ana": 2, "cora": 2, "ben": 2 + 2}
    assert table["coded"].to_dict() == {"zoe": 1, "ana": 1, "cora": 1, "ben": 3 / 4}
    assert table["texts"].to_dict() == {"zoe": 1, "ana": 1, "cora": 1, "ben": 2}
    assert not table["whole"].any()
    assert complete_texts(frames) == ["a", "b"]


def test_a_unit_that_the_reference_lacks_is_no_part_of_the_whole() -> None:
    frames = room(zoe=[*WHOLE[:3], "a-9"], ana=WHOLE[:1])
    assert designed(frames) == {"a": frozenset(WHOLE[:4])}
    table = coverage(frames).set_index("coder")
    assert table["units"].to_dict() == {"zoe": 4, "ana": 1}
    assert table["coded"].to_dict() == {"zoe": 3 / 4, "ana": 1 / 4}
    assert complete_texts(frames) == []

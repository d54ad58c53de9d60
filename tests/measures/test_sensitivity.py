"""Accuracy and sensitivity on a small case that can be checked by hand."""

import pandas as pd
import pytest

from newscompare.measures import accuracy, sensitivity

FRAME_OF = {"S1": "symbolic", "S2": "symbolic", "T1": "strategic"}


def codes(*rows: tuple[str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["sentence", "article", "indicators"])
    return sensitivity.recoded(table, FRAME_OF)


BASE = codes(
    ("a-1", "a", "S1"),
    ("a-2", "a", "S1;T1"),
    ("a-3", "a", ""),
    ("b-1", "b", "T1"),
    ("b-2", "b", "S2"),
)


def test_frames_from_indicators() -> None:
    assert list(BASE["symbolic"]) == [1, 1, 0, 0, 1]
    assert list(BASE["strategic"]) == [0, 1, 0, 1, 0]
    assert list(sensitivity.recoded(BASE, FRAME_OF, without=["S1"])["symbolic"]) == [0, 0, 0, 0, 1]
    assert list(sensitivity.recoded(BASE, FRAME_OF, without=["S1"])["indicators"]) == [
        "",
        "T1",
        "",
        "T1",
        "S2",
    ]


def test_findings() -> None:
    assert sensitivity.largest("symbolic")(BASE) == "a"  # 2 of 3 against 1 of 2
    assert sensitivity.leading("symbolic", "strategic")(BASE) == "a"
    assert sensitivity.more_often("symbolic", "strategic")(BASE) is True
    assert sensitivity.more_often("strategic", "symbolic")(BASE) is False
    assert sensitivity.main_voice("symbolic")(BASE) is None
    assert (
        sensitivity.main_voice("symbolic")(
            BASE.assign(voice=["source", "outlet", "-", "source", "source"])
        )
        == "source"
    )


def test_a_finding_that_hangs_on_one_indicator() -> None:
    table = sensitivity.survival(
        {"most symbolic": sensitivity.largest("symbolic")},
        BASE,
        sensitivity.without_indicators(BASE, FRAME_OF),
    )
    assert dict(zip(table["variant"], table["survives"], strict=True)) == {
        "without S1": False,
        "without S2": True,
        "without T1": True,
    }
    summary = sensitivity.summary(table).iloc[0]
    assert (summary["variants"], summary["survived"], summary["broken_by"]) == (3, 2, "without S1")


def test_paragraph_and_weight() -> None:
    paragraphs = pd.Series({"a-1": 1, "a-2": 1, "a-3": 2, "b-1": 1, "b-2": 2})
    by_paragraph = sensitivity.by_paragraph(BASE, paragraphs, ["symbolic", "strategic"]).codes
    assert list(by_paragraph["symbolic"]) == [1, 0, 0, 1]
    assert list(by_paragraph["indicators"]) == ["S1;T1", "", "T1", "S2"]
    turned = sensitivity.by_paragraph(BASE[::-1], paragraphs, ["symbolic", "strategic"]).codes
    assert list(turned["sentence"]) == ["b-p2", "b-p1", "a-p2", "a-p1"]  # as the units stand
    heavy = sensitivity.weighted(BASE, ["b-2"], 3, "lead").codes
    assert len(heavy) == 7
    assert sensitivity.largest("symbolic")(heavy) == "b"  # 3 of 4


def test_a_pattern_is_compared_with_the_machine() -> None:
    rows = pd.DataFrame(
        [("a-1", "S1", "S1.01"), ("b-1", "S1", "S1.02")],
        columns=["sentence", "indicator", "pattern"],
    )
    variants = sensitivity.without_patterns(rows, BASE[["sentence", "article"]], FRAME_OF)
    table = sensitivity.survival({"most symbolic": sensitivity.largest("symbolic")}, BASE, variants)
    assert list(table["base"]) == ["b", "b"]
    assert list(table["value"]) == ["b", "a"]


def test_scores_by_hand() -> None:
    found = accuracy.scores(pd.Series([1, 1, 1, 0]), pd.Series([1, 1, 0, 1]))
    assert (found["hits"], found["false"], found["missed"]) == (2, 1, 1)
    assert found["precision"] == found["recall"] == found["f1"] == pytest.approx(2 / 3)


def test_f1_counts_hits_twice() -> None:
    found = accuracy.scores(pd.Series([1, 1, 1, 1, 1, 0]), pd.Series([1, 1, 1, 0, 0, 1]))
    assert (found["hits"], found["false"], found["missed"]) == (3, 2, 1)
    assert found["precision"] == 3 / 5
    assert found["recall"] == 3 / 4
    assert found["f1"] == 6 / 9
    nothing = accuracy.scores(pd.Series([0, 0]), pd.Series([0, 0]))
    assert pd.isna([nothing[name] for name in ("precision", "recall", "f1")]).all()


def test_nothing_found_has_no_precision() -> None:
    found = accuracy.scores(pd.Series([0, 0]), pd.Series([1, 0]))
    assert pd.isna(found["precision"])
    assert found["f1"] == 0


def test_errors_name_the_phrase() -> None:
    machine, reference = (
        BASE,
        BASE.assign(symbolic=[0, 1, 1, 0, 1], indicators=["", "S1;T1", "S2", "T1", "S2"]),
    )
    evidence = pd.DataFrame(
        [("a-1", "symbolic", "a gesture")], columns=["sentence", "frame", "evidence"]
    )
    pairs = accuracy.paired(machine.drop(columns="article"), reference.drop(columns="article"))
    table = accuracy.errors(pairs, evidence, ["symbolic", "strategic"])
    assert table.values.tolist() == [
        ["a-1", "symbolic", "extra", "S1", "a gesture"],
        ["a-3", "symbolic", "missed", "S2", ""],
    ]
    scores = accuracy.indicator_scores(pairs, FRAME_OF).set_index("part")
    assert scores.loc["S2", "missed"] == 1
    assert scores.loc["T1", "f1"] == 1


def test_the_variants_of_a_case() -> None:
    frames = pd.concat(
        [BASE.assign(coder="reference"), BASE.assign(coder="a", symbolic=[0, 0, 0, 1, 1])]
    ).assign(voice="source")
    rows = pd.DataFrame(
        [("a-1", "S1", "S1.01"), ("b-1", "S1", "S1.02")],
        columns=["sentence", "indicator", "pattern"],
    )
    sentences = pd.DataFrame(
        [
            ("a-1", "a", "title", 0),
            ("a-9", "a", "subhead", 1),
            ("a-2", "a", "body", 1),
            ("a-3", "a", "body", 2),
            ("b-1", "b", "body", 3),
            ("b-2", "b", "body", 4),
        ],
        columns=["id", "article", "zone", "paragraph"],
    )
    found = sensitivity.framing_variants(frames, rows, sentences, FRAME_OF)
    by_name = {variant.name: variant.codes for variant in found}
    assert list(by_name) == [
        *("without S1", "without S2", "without T1", "paragraph"),
        *("headline and lead three times", "coder a", "machine", "without S1.01", "without S1.02"),
    ]
    assert by_name["without S1"]["symbolic"].tolist() == [0, 0, 0, 0, 1]
    assert by_name["paragraph"]["sentence"].tolist() == ["a-p0", "a-p1", "a-p2", "b-p3", "b-p4"]
    heavy = by_name["headline and lead three times"]["sentence"].value_counts()
    assert heavy.to_dict() == {"a-1": 3, "a-2": 3, "a-3": 1, "b-1": 3, "b-2": 1}
    assert by_name["coder a"]["symbolic"].tolist() == [0, 0, 0, 1, 1]
    assert by_name["machine"]["symbolic"].tolist() == [1, 0, 0, 1, 0]
    assert by_name["without S1.01"]["symbolic"].tolist() == [0, 0, 0, 1, 0]

"""What the numbers say of a coder, at the limits of the rules, worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.measures.classroom import agreement_by_coder
from newscompare.measures.diagnosis import LEAST_UNITS, copies, diagnoses

CODES = {"s": (1, 0), "t": (0, 1), "b": (1, 1), "-": (0, 0)}
VOICES = {"S": "source", "O": "outlet", "B": "both", "-": ""}
KNOWN = "s" * 10 + "t" * 10 + "-" * 10
SAID = "S" * 10 + "O" * 10 + "-" * 10


def room(known: tuple[str, str] = (KNOWN, SAID), **coders: tuple[str, str]) -> pd.DataFrame:
    """A letter a unit for its frames, and one for its voice; coders code from the first unit on."""
    rows = [
        (f"a-{number:02d}", coder, *CODES[code], VOICES[voice])
        for coder, (codes, voices) in {"reference": known, **coders}.items()
        for number, (code, voice) in enumerate(zip(codes, voices, strict=True))
    ]
    table = pd.DataFrame(rows, columns=["sentence", "coder", "symbolic", "strategic", "voice"])
    article = pd.Categorical(["a"] * len(table), categories=["a"], ordered=True)
    return table.assign(article=article, indicators="")


def says(frames: pd.DataFrame, coder: str) -> dict[str, str]:
    table = diagnoses(frames)
    return table[table["coder"] == coder].set_index("kind")["says"].to_dict()


def test_a_copy_is_alike_in_every_code_of_twenty_units() -> None:
    other = ("s" * 9 + "-" + KNOWN[10:], SAID)
    alike = (KNOWN[:LEAST_UNITS], SAID[:LEAST_UNITS])
    assert copies(room(ana=(KNOWN, SAID), ben=other, cora=alike)) == {"ana": "cora", "cora": "ana"}
    fewer = (KNOWN[: LEAST_UNITS - 1], SAID[: LEAST_UNITS - 1])
    assert copies(room(ana=(KNOWN, SAID), cora=fewer)) == {}
    voiced = (KNOWN, "O" + SAID[1:])
    assert copies(room(ana=(KNOWN, SAID), cora=voiced)) == {}
    assert copies(room(ana=("-" * 30, "-" * 30), cora=("-" * 30, "-" * 30))) == {}


def test_few_units_are_a_passage_or_too_few() -> None:
    nine = (KNOWN[:9], SAID[:9])
    frames = room(ana=nine, ben=nine, cora=(KNOWN[:3], SAID[:3]))
    assert list(says(frames, "ana")) == ["passage"]
    assert says(frames, "ana")["passage"].startswith("all 9 units of the passage")
    assert says(frames, "cora") == {"too few": "3 units coded: too few to say anything"}


def test_two_swaps_of_ten_are_told_by_voice() -> None:
    swapped = ("tt" + "s" * 8 + "ss" + "t" * 8 + "-" * 10, SAID)
    frames = room(ana=swapped)
    row = agreement_by_coder(frames).iloc[0]
    assert row["swapped"] == pytest.approx(4 / 20)
    assert row["kappa_any"] == 1
    assert says(frames, "ana")["swaps"].endswith(
        "symbolic becomes strategic in 2 of 10 sentences voiced by source; "
        "strategic becomes symbolic in 2 of 10 sentences voiced by outlet"
    )
    three = ("tt" + "s" * 8 + "s" + "t" * 9 + "-" * 10, SAID)
    assert "swaps" not in says(room(ana=three), "ana")


def test_who_codes_by_chance_is_told_so() -> None:
    # symbolic in five of ten, in five of ten, in five of ten: kappa 0; strategic the same
    chance = (("s" * 5 + "t" * 5) * 3, SAID)
    assert "chance" in says(room(ana=chance), "ana")
    assert "chance" not in says(room(ana=(KNOWN, SAID)), "ana")


def test_one_frame_turned_round_is_told() -> None:
    turned = ("-" * 10 + "b" * 10 + "s" * 10, SAID)
    found = says(room(ana=turned), "ana")
    assert found["reverses"].startswith("symbolic reads 1 where the reference has 0")
    assert "(kappa -0.80)" in found["reverses"]  # alike: none; by chance: 2/3 x 1/3 x 2 = 4/9


@pytest.mark.parametrize(
    ("true", "given", "words"),
    [("SOB", "OOB", "in 1 sentence"), ("SSOB", "OOOB", "in 2 sentences")],
)
def test_the_commonest_change_of_voice_is_counted(true: str, given: str, words: str) -> None:
    n = len(true)
    codes = "s" * n + "-" * (30 - n)
    frames = room((codes, true + "-" * (30 - n)), ana=(codes, given + "-" * (30 - n)))
    found = says(frames, "ana")["voice"]
    assert found.endswith(f"source in the reference, outlet here, {words}")


@pytest.mark.parametrize(("units", "unfinished"), [(30, False), (27, False), (26, True)])
def test_nine_tenths_of_the_units_are_finished(units: int, unfinished: bool) -> None:
    found = says(room(ana=(KNOWN[:units], SAID[:units])), "ana")
    assert list(found) == [*(["unfinished"] if unfinished else []), "agrees"]
    if unfinished:
        assert found["unfinished"].startswith("26 of 30 units coded")


def test_a_voice_left_blank_is_no_voice() -> None:
    frames = room(ana=(KNOWN, "-" * 5 + SAID[5:]))
    assert agreement_by_coder(frames)["kappa_voice"].tolist() == [1]


def test_misses_and_additions_are_told_by_frame() -> None:
    # symbolic: 5 of 10 found; strategic: 10 of 10 found, 5 more in units without a frame
    codes = ("s" * 5 + "-" * 5 + "t" * 10 + "t" * 5 + "-" * 5, SAID)
    found = says(room(ana=codes), "ana")
    assert found["misses"] == "misses sentences that the reference codes: recall 50% for symbolic"
    added = "codes sentences that the reference leaves: precision 67% for strategic"
    assert found["adds"] == added


def test_each_kappa_is_told_with_its_frame() -> None:
    found = says(room(ana=(KNOWN, SAID)), "ana")
    assert found["agrees"] == "agrees with the reference (kappa 1.00 symbolic, 1.00 strategic)"


def test_alpha_without_a_coder_is_that_of_the_rest() -> None:
    other = ("t" * 10 + "s" * 10 + "-" * 10, SAID)
    frames = room(ana=(KNOWN, SAID), zoe=(KNOWN, SAID), ben=other)
    table = agreement_by_coder(frames).set_index("coder")
    assert table.loc["ben", "alpha_without"] == 1
    assert table.loc["ana", "alpha_without"] == table.loc["zoe", "alpha_without"] < 0
    assert table.loc["ana", "kappa_others"] < 1

"""A class's sheets: what is read, what is refused, what the numbers say of each coder, what changes
if the class is right.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from newscompare.case.tables import Case
from newscompare.figures import classroom as figures
from newscompare.hand import classroom
from newscompare.hand.students import made_up_class, write_students
from newscompare.measures import classroom as measures
from newscompare.measures import coverage, diagnosis
from newscompare.measures.agreement import cohen_kappa, krippendorff_alpha

FOLDER = Path(__file__).resolve().parents[2] / "data" / "practice"


def kinds(frames: pd.DataFrame, coder: str) -> list[str]:
    found = diagnosis.diagnoses(frames)
    return list(found.loc[found["coder"] == coder, "kind"])


def with_coder(practice: Case, name: str, change) -> pd.DataFrame:
    """The reference and one coder: the reference's rows, changed."""
    reference = practice.frames[practice.frames["coder"] == "reference"]
    own = reference.assign(coder=name, voice=reference["voice"].astype(str)).reset_index(drop=True)
    return pd.concat([reference, change(own)], ignore_index=True)


# --- The three made-up sheets


def test_the_sheets_are_those_that_the_command_writes(tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("*.csv", "*_a.tsv", "*_b.tsv"))
    write_students(folder)
    for name in ("careful", "hasty", "contrary"):
        assert (folder / "class" / f"{name}.csv").read_bytes() == (
            FOLDER / "class" / f"{name}.csv"
        ).read_bytes()


def test_the_three_coders_get_the_right_diagnosis(room: classroom.Room) -> None:
    assert kinds(room.frames, "careful") == ["agrees"]
    assert kinds(room.frames, "hasty")[0] == "misses"
    assert "voice" in kinds(room.frames, "hasty")
    assert kinds(room.frames, "contrary") == ["swaps"]
    words = classroom.diagnosis_table(room).set_index("Coder")["In words"]
    assert "strategic becomes symbolic" in words["contrary"]
    assert "voiced by source" in words["contrary"]
    assert "recall" in words["hasty"]


@pytest.mark.parametrize("habit", ["careful", "hasty", "contrary"])
def test_the_diagnosis_hangs_on_the_habit_and_not_on_the_lottery(
    practice: Case, habit: str
) -> None:
    frames = made_up_class(practice, [habit] * 6)
    first = diagnosis.diagnoses(frames).drop_duplicates("coder")["kind"]
    expected = {"careful": {"agrees"}, "hasty": {"misses"}, "contrary": {"swaps"}}[habit]
    assert set(first) == expected


# --- Other coders


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_coder_is_chance(practice: Case, seed: int) -> None:
    chance = random.Random(seed)

    def draw(own: pd.DataFrame) -> pd.DataFrame:
        for frame in ("symbolic", "strategic"):
            own[frame] = [int(chance.random() < 0.3) for _ in own.index]
        return own

    assert kinds(with_coder(practice, "ana", draw), "ana")[0] == "chance"


def test_a_coder_who_stops_halfway_is_unfinished_and_judged_by_what_is_there(
    practice: Case,
) -> None:
    """Halfway in a text; three whole texts of six are a design."""
    frames = with_coder(practice, "ana", lambda own: own.head(75))
    assert kinds(frames, "ana") == ["unfinished", "agrees"]
    says = diagnosis.diagnoses(frames)["says"].iloc[0]
    assert says.startswith("75 of 90 units coded")
    three = with_coder(practice, "ana", lambda own: own.head(90))
    assert three["article"].astype(str)[three["coder"] == "ana"].nunique() == 3
    assert kinds(three, "ana") == ["agrees"]


def test_columns_exchanged_or_turned_are_told_apart(practice: Case) -> None:
    swapped = with_coder(
        practice,
        "ana",
        lambda own: own.rename(columns={"symbolic": "strategic", "strategic": "symbolic"}),
    )
    assert kinds(swapped, "ana")[0] == "swaps"
    turned = with_coder(practice, "ana", lambda own: own.assign(symbolic=1 - own["symbolic"]))
    assert kinds(turned, "ana")[0] == "reverses"


def test_a_coder_who_sees_frames_everywhere_adds(practice: Case) -> None:
    eager = with_coder(
        practice,
        "ana",
        lambda own: own.assign(symbolic=[int(s or i % 2) for i, s in enumerate(own["symbolic"])]),
    )
    assert "adds" in kinds(eager, "ana")
    assert "misses" not in kinds(eager, "ana")


def test_a_copy_is_flagged_on_both_sheets_and_a_coincidence_is_not(practice: Case) -> None:
    frames = made_up_class(practice, ["careful", "hasty", "careful"])
    assert diagnosis.copies(frames) == {}
    twin = frames[frames["coder"] == "hasty 2"].assign(coder="ben")
    both = pd.concat([frames, twin], ignore_index=True)
    assert diagnosis.copies(both) == {"hasty 2": "ben", "ben": "hasty 2"}
    assert kinds(both, "ben")[0] == "copy"
    nothing = [
        with_coder(
            practice,
            n,
            lambda own: own.assign(symbolic=0, strategic=0, indicators="", voice="none"),
        )
        for n in ("a", "b")
    ]
    blank = pd.concat([nothing[0], nothing[1][nothing[1]["coder"] == "b"]], ignore_index=True)
    assert diagnosis.copies(blank) == {}, "two who saw no frame at all need not have copied"


def test_too_few_units_are_not_judged(practice: Case) -> None:
    assert kinds(
        with_coder(practice, "ana", lambda own: own.head(diagnosis.LEAST_UNITS - 1)), "ana"
    ) == ["too few"]


def test_units_without_any_frame_are_said_to_be_so(practice: Case) -> None:
    def bare(own: pd.DataFrame) -> pd.DataFrame:
        return own[(own["symbolic"] == 0) & (own["strategic"] == 0)]

    found = diagnosis.diagnoses(with_coder(practice, "ana", bare))
    assert found["kind"].tolist() == ["unfinished", "agrees"]
    assert "nan" not in " ".join(found["says"])


def test_where_the_room_agrees_against_the_reference_the_reference_is_doubted(
    practice: Case,
) -> None:
    def other(own: pd.DataFrame) -> pd.DataFrame:
        flipped = own.index % 5 == 0
        return own.assign(
            symbolic=own["symbolic"].where(~flipped, 1 - own["symbolic"]), indicators=own["coder"]
        )

    frames = with_coder(practice, "ana", other)
    for name in ("ben", "eva"):
        frames = pd.concat(
            [frames, frames[frames["coder"] == "ana"].assign(coder=name, indicators=name)],
            ignore_index=True,
        )
    assert "room" in kinds(frames, "ana")
    assert "copy" not in kinds(frames, "ana")


# --- Sizes of a class


def everything(room: classroom.Room) -> None:
    for table in (
        classroom.sheets_read,
        classroom.beside_reference,
        classroom.beside_others,
        classroom.diagnosis_table,
    ):
        assert len(table(room)) >= 1
    classroom.split_table(room)
    assert len(measures.class_shares(room.frames)) == 2 * len(room.case.labels)
    complete = len(coverage.complete_texts(room.frames))
    assert (len(measures.class_findings(room.frames)) >= 4) == (complete >= 2)
    for figure in (
        figures.plot_coders(measures.agreement_by_coder(room.frames)),
        figures.plot_confusions(measures.confusions(room.frames)),
        figures.plot_class_shares(measures.class_shares(room.frames), room.case.labels),
    ):
        assert len(figure.alt) > 40


def test_one_sheet_alone_is_enough(practice: Case) -> None:
    room = classroom.Room(practice, made_up_class(practice, ["careful"]), {})
    everything(room)
    assert measures.agreement_by_code(room.frames)["alpha"].isna().all()
    assert measures.split_sentences(room.frames).empty


def test_a_class_of_forty(practice: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures, "RESAMPLES", 5)
    frames = made_up_class(practice, ["careful", "hasty", "contrary", "careful"] * 10)
    few = frames[
        frames["sentence"].isin(practice.sentences.loc[practice.sentences["position"] <= 6, "id"])
    ]
    room = classroom.Room(practice, few, {})
    everything(room)
    assert len(measures.agreement_by_coder(few)) == 40
    table = measures.confusions(few)
    together = figures.plot_confusions(table).data
    off = table[table["reference"] != table["coded"]]
    assert set(together["Coder"]) == {"The room, 40 coders"}
    assert together["Sentences"].sum() == off["sentences"].sum()
    assert "coders" in " ".join(classroom.split_table(room)["Yes"])


def test_nobody_is_ranked(practice: Case) -> None:
    """Figures follow the names, tables the order of the sheets, whatever the codes."""
    habits = ["hasty", "careful", "contrary", "hasty", "careful"]
    frames = made_up_class(practice, habits)
    names = dict(zip(measures.coders(frames), ["Zoe", "ana", "Mia", "Ben", "Ola"], strict=True))
    frames = frames.assign(coder=frames["coder"].astype(str).replace(names))
    room = classroom.Room(practice, frames, {})
    order = ["ana", "Ben", "Mia", "Ola", "Zoe"]
    assert list(figures.plot_coders(measures.agreement_by_coder(frames)).data["Coder"]) == order
    shown = figures.plot_confusions(measures.confusions(frames)).data["Coder"]
    assert list(dict.fromkeys(shown)) == [n for n in order if n in set(shown)]
    for table in (classroom.beside_reference, classroom.beside_others, classroom.diagnosis_table):
        seen = list(dict.fromkeys(table(room)["Coder"]))
        assert seen == measures.coders(frames), "as the sheets came"
    letters = pd.DataFrame({"coder": ["AA", "B", "Z", "A"]}).assign(
        precision_symbolic=0.5, kappa_symbolic=[0.1, 0.9, 0.2, 0.3]
    )
    assert list(figures.plot_coders(letters).data["Coder"]) == ["A", "B", "Z", "AA"]


def test_agreement_is_that_of_the_measures(room: classroom.Room) -> None:
    wide = room.frames.pivot(index="sentence", columns="coder", values="symbolic")[
        measures.coders(room.frames)
    ]
    row = measures.agreement_by_code(room.frames).set_index("code").loc["symbolic"]
    assert row["alpha"] == pytest.approx(krippendorff_alpha([list(wide[c]) for c in wide]))
    pairs = [("careful", "contrary"), ("careful", "hasty"), ("contrary", "hasty")]
    assert row["kappa"] == pytest.approx(
        sum(cohen_kappa(list(wide[a]), list(wide[b])) for a, b in pairs) / 3
    )
    assert row["alike"] == pytest.approx((wide.nunique(axis=1) == 1).mean())


# --- If the class is right


def test_majority_counts_more_than_half_and_a_tie_is_a_no(practice: Case) -> None:
    one, two = (
        with_coder(practice, n, lambda own, n=n: own.assign(symbolic=int(n == "a"), strategic=1))
        for n in ("a", "b")
    )
    vote = measures.majority(pd.concat([one, two[two["coder"] == "b"]], ignore_index=True))
    assert (vote["symbolic"] == 0).all()
    assert (vote["strategic"] == 1).all()
    assert (vote["ties"] == 1).all()


def test_the_reference_as_class_changes_nothing_and_another_class_does(
    practice: Case, room: classroom.Room
) -> None:
    same = with_coder(practice, "ana", lambda own: own)
    assert measures.class_shares(same)["changed"].sum() == 0
    assert measures.class_findings(same)["same"].all()
    swapped = with_coder(
        practice,
        "ana",
        lambda own: own.rename(columns={"symbolic": "strategic", "strategic": "symbolic"}),
    )
    found = measures.class_findings(swapped).set_index("finding")
    assert found.loc["most symbolic text", "class"] == found.loc["most strategic text", "reference"]
    assert not found["same"].all()
    table = measures.class_shares(room.frames)
    assert table["points"].tolist() == pytest.approx(
        (100 * (table["class"] - table["reference"])).tolist()
    )
    assert table["changed"].sum() > 0


def test_a_class_that_coded_some_texts_is_compared_on_these(practice: Case) -> None:
    gull = with_coder(practice, "ana", lambda own: own[own["article"] == "gull"])
    table = measures.class_shares(gull)
    assert table.loc[table["units"] > 0, "article"].unique().tolist() == ["gull"]
    assert "not coded" not in figures.plot_class_shares(table, practice.labels).alt
    assert measures.class_findings(gull).empty, "a finding compares two complete texts"

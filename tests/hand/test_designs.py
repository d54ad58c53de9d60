"""What a class sets out to do: two texts each, a passage, everything; what may be said of it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case
from newscompare.hand import classroom
from newscompare.hand.students import made_up_class, write_sheet_of
from newscompare.measures import classroom as measures
from newscompare.measures import coverage, diagnosis
from newscompare.measures.agreement import cohen_kappa, krippendorff_alpha

FOLDER = Path(__file__).resolve().parents[2] / "data" / "practice"
TEXTS = ["northwater", "gull", "veldan_one", "tern", "ledger", "roundup"]
PASSAGE = [f"gull-{n}" for n in range(20, 29)]


@pytest.fixture(scope="module")
def everyone(practice: Case) -> pd.DataFrame:
    return made_up_class(practice, ["careful", "hasty", "contrary", "careful"] * 6 + ["hasty"])


def only(frames: pd.DataFrame, keep) -> pd.DataFrame:
    """The class with some of its rows, the reference with all."""
    own = frames["coder"] == "reference"
    numbers = frames["coder"].astype(str).str.extract(r"(\d+)$")[0].fillna("0").astype(int)
    return frames[own | keep(frames, numbers)].reset_index(drop=True)


def two_texts_each(frames: pd.DataFrame, numbers: pd.Series) -> pd.Series:
    texts = frames["article"].astype(str)
    first, second = (((numbers + n) % 6).map(dict(enumerate(TEXTS))) for n in (0, 1))
    return (texts == first) | (texts == second)


def test_two_texts_each_is_a_design(everyone: pd.DataFrame) -> None:
    frames = only(everyone, two_texts_each)
    table = coverage.coverage(frames)
    assert len(table) == 25
    assert (table["coded"] == 1).all()
    assert (table["texts"] == 2).all()
    assert table["whole"].all()
    kinds = set(diagnosis.diagnoses(frames)["kind"])
    assert not kinds & {"unfinished", "too few", "passage"}
    assert coverage.complete_texts(frames) == TEXTS
    assert len(measures.class_findings(frames)) >= 4


def test_one_passage_is_a_design_and_gives_no_finding(
    practice: Case, everyone: pd.DataFrame
) -> None:
    frames = only(everyone, lambda f, _: f["sentence"].isin(PASSAGE))
    found = diagnosis.diagnoses(frames)
    assert set(found["kind"]) == {"passage"}
    assert found["says"].str.startswith("all 9 units of the passage").all()
    assert measures.class_findings(frames).empty
    words = repr(classroom.what_stays(classroom.Room(practice, frames, {})))
    assert words.startswith("No finding")
    assert "Complete here: 0" in words


def test_a_coder_who_stops_within_the_passage_is_few_and_one_text_is_no_finding(
    everyone: pd.DataFrame,
) -> None:
    few = only(
        everyone,
        lambda f, n: f["sentence"].isin(PASSAGE) & ((n != 1) | f["sentence"].isin(PASSAGE[:3])),
    )
    found = diagnosis.diagnoses(few).set_index("coder")["kind"]
    assert found["careful 1"] == "too few"
    assert found["hasty 2"] == "passage"
    gull = only(everyone, lambda f, _: f["article"].astype(str) == "gull")
    assert measures.class_findings(gull).empty
    both = only(everyone, lambda f, _: f["article"].astype(str).isin(["gull", "tern"]))
    assert len(measures.class_findings(both)) >= 4


def test_a_student_who_codes_two_texts_does_not_count_as_no_elsewhere(
    practice: Case, tmp_path: Path
) -> None:
    """Blanks once read as no took alpha from .53 to .15 and from .92 to .44."""
    units = CaseFolder(FOLDER).read_units()
    frames = made_up_class(practice, ["careful", "careful"]).rename(columns={"sentence": "unit_id"})
    for number, name in enumerate(["careful 1", "careful 2"]):
        own = frames[frames["coder"] == name]
        if number:
            own = own[own["article"].astype(str).isin(["gull", "tern"]) & (own["indicators"] != "")]
            own = own.replace({"0": ""})
        write_sheet_of(own, units, tmp_path / f"{name}.csv")
    room = classroom.read_room(practice, tmp_path)
    coded = room.frames[room.frames["coder"] == "careful-2"]
    assert set(coded["article"].astype(str)) == {"gull", "tern"}
    alpha = measures.agreement_by_code(room.frames).set_index("code")["alpha"]
    assert alpha["symbolic"] > 0.5
    assert alpha["strategic"] > 0.5


# --- What the handout of the lab asks for


def test_pairs_texts_splits_and_the_room_against_the_reference(everyone: pd.DataFrame) -> None:
    frames = only(everyone, two_texts_each)
    wide = frames.pivot(index="sentence", columns="coder", values="symbolic")
    pairs = measures.pair_kappas(frames)
    assert list(pairs["first"]) == sorted(pairs["first"]), "by name, which ranks nobody"
    one = pairs.iloc[0]
    both = wide[[one["first"], one["second"]]].dropna()
    assert one["units"] == len(both)
    kappa = cohen_kappa(list(both[one["first"]]), list(both[one["second"]]))
    assert one["symbolic"] == pytest.approx(kappa, nan_ok=True)
    by_text = measures.agreement_by_text(frames).set_index("article")
    gull = frames[(frames["article"].astype(str) == "gull") & (frames["coder"] != "reference")]
    table = gull.pivot(index="sentence", columns="coder", values="strategic")
    alpha = krippendorff_alpha(table.astype(object).where(table.notna(), None).T.to_numpy())
    assert by_text.loc["gull", "strategic"] == pytest.approx(alpha)
    assert by_text.loc["gull", "coders"] == table.shape[1]
    counts = measures.split_counts(frames).set_index("frame")
    own = wide.drop(columns="reference")
    assert counts.loc["symbolic", "split"] == (own.nunique(axis=1) > 1).sum()
    against = measures.against_reference(frames)
    for row in against.to_dict("records"):
        votes = own.loc[row["sentence"]].dropna()
        if row["frame"] == "symbolic":
            assert (votes != row["reference"]).mean() >= measures.CLEAR
    assert len(against) < len(measures.split_sentences(frames))


def test_names_can_be_hidden(practice: Case) -> None:
    shown = classroom.read_room(practice)
    hidden = classroom.read_room(practice, hide_names=True)
    assert measures.coders(hidden.frames) == ["A", "B", "C"]
    assert set(hidden.names.values()) == set(measures.coders(shown.frames))
    assert set(classroom.sheets_read(hidden)["Coder"]) == {"–"}
    for table in (classroom.beside_reference, classroom.beside_others, classroom.diagnosis_table):
        assert set(table(hidden)["Coder"]) == {"A", "B", "C"}
        assert list(table(shown)["Coder"]) == sorted(table(shown)["Coder"])

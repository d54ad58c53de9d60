"""Answers of exercises, questions and handouts that were wrong once: the right values."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest

from newscompare.case.codebook import Codebook, read_codebook
from newscompare.case.tables import Case, evaluation, load_case
from newscompare.frames.patterns import code_sentences
from newscompare.measures.framing import coded_by
from newscompare.measures.sources import with_naming
from newscompare.pages import book
from newscompare.teaching import handouts
from newscompare.teaching.wording import meant

ROOT = Path(__file__).resolve().parents[2]
TEACH = ROOT / "book" / "teach"


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return read_codebook(ROOT / "data" / "accords" / "codebook.yml")


@pytest.fixture(scope="module")
def practice() -> Case:
    return load_case("practice")


def words(name: str) -> str:
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text("utf-8"))["cells"]
    return "\n\n".join("".join(cell["source"]) for cell in cells)


def fires(text: str, codebook: Codebook) -> set[str]:
    row = {"id": "x-01", "article": "x", "zone": "body", "position": 1, "text": text}
    return set(code_sentences(pd.DataFrame([row]), codebook)["indicator"])


def test_two_workers_take_an_hour_and_a_quarter_for_the_archive() -> None:
    runs = evaluation("scale")
    two = runs[(runs["workers"] == 2) & (runs["articles"] == runs["articles"].max())]
    hours = 50 * 365 * 30 / two["articles_per_second"].iloc[0] / 3600
    assert round(hours, 1) == 1.3
    assert 'runs["workers"] == 2' in words("11_scale")
    assert "About an hour and a quarter" in words("11_scale")


def test_label_and_calculation_tie_in_the_own_voice_of_kurdistan24(case: Case) -> None:
    coded = coded_by(case.frames)
    article = coded["article"].astype(str) == "kurdistan24"
    own = coded[article & (coded["symbolic"] == 1) & (coded["voice"] == "outlet")]
    counts = own["indicators"].str.split(";").explode().value_counts()
    assert len(own) == 4
    assert dict(counts[counts == counts.max()]) == {"S1": 2, "T5": 2}
    assert "a tie" in words("22_exercises_framing")


def test_one_example_of_a_denial_flips_the_frame(codebook: Codebook) -> None:
    assert fires("The accession is a gesture.", codebook) == {"S1"}
    assert fires("The accession is not a gesture.", codebook) == {"T5"}
    questions = json.loads((ROOT / "data/quizzes/framing.json").read_text("utf-8"))
    asked = next(q for q in questions if "not a gesture" in q["question"])
    assert [a["answer"] for a in asked["answers"] if a["correct"]] == ["Strategic"]
    assert "not a gesture" in (TEACH / "handout_50.md").read_text("utf-8")
    assert "turning point" not in json.dumps(questions)


def test_the_sentences_to_fool_the_dictionary_are_those_asked_for(codebook: Codebook) -> None:
    text = words("09_frames_machine")
    assert "two denials, an irony and a plain description of a ceremony" in text
    plain = re.search(r'"plain": "(.+?)"', text)[1]
    assert fires(plain, codebook) == set()
    assert fires("Nobody would call the ceremony historic.", codebook) == {"S4"}
    assert fires("The accord is no mere photo opportunity.", codebook) == {"S1"}
    assert "Both denials get the wrong sign" in text


def test_every_missed_quotation_has_its_kind(practice: Case) -> None:
    quotes = book.scored_quotes(practice)
    critical = quotes[(quotes["stance"] == -1) & (quotes["vader_label"] != -1)]
    assert critical["quoted"].str.contains("practical conclusions").sum() == 2
    assert "A threat: to *draw practical conclusions*" in words("13_honesty")
    assert "count it once" in words("13_honesty")
    assert "Their authors" not in words("13_honesty")


def test_the_handout_begins_with_clear_cases(practice: Case) -> None:
    own = read_codebook(practice.folder / "codebook.yml")
    table = handouts.examples_table(own)
    assert len(table) == 2
    assert (table.iloc[:, 1:] == handouts.DONE).sum(axis=1).tolist() == [1, 1]
    handed = handouts.passage(practice, "gull-20", "gull-28")["text"].tolist()
    assert not set(table["Sentence"]) & set(handed)


def test_each_paper_has_its_tally(practice: Case) -> None:
    gull = handouts.passage(practice, "gull-20", "gull-28")
    empty, full = (handouts.tally_table({"Gull": gull}, filled=f) for f in (False, True))
    assert empty.iloc[0].tolist() == ["Gull", 9, "", "", ""]
    assert full["Symbol"].iloc[0] == str(gull["symbolic"].sum())
    assert full["Strategy"].iloc[0] == str(gull["strategic"].sum())


def test_a_text_to_read_has_every_sentence_with_its_number(practice: Case) -> None:
    html = handouts.text_to_read(practice, "gull")._repr_html_()
    assert html.count('class="number"') == 35
    assert '<span class="number" id="gull-20">20</span> And across' in html
    assert "<strong>" in html


def test_the_lab_asks_for_what_the_class_notebook_shows() -> None:
    asked = (TEACH / "handout_90.md").read_text("utf-8")
    shown = words("12_class")
    for words_asked, call in (
        ("(alpha)", "agreement_by_code"),
        ("Kappa of me and my neighbour", "classroom.pair_table(room)"),
        ("The text on which the room agrees least", "classroom.text_table(room)"),
        ("number of sentences that split the room", "measures.split_counts"),
        ("the room agrees and the reference differs", "classroom.against_table(room)"),
    ):
        assert words_asked in asked
        assert call in shown
    assert "corners" not in shown
    assert "sort_values" not in shown.split("Who pulls it down?")[1].split("###")[0]


def test_the_glossary_is_in_order_and_has_the_scores() -> None:
    text = (ROOT / "book" / "glossary.md").read_text("utf-8").partition("```{glossary}\n")[2]
    terms = [t for t in text.splitlines() if t and not t.startswith((" ", "`"))]
    assert {"Precision", "Recall", "F1", "Practice event"} <= set(terms)
    order = [t.lower() for t in terms if t != "Interval"]
    assert order == sorted(order)


def test_the_president_is_old_enough_for_thirty_years_of_policy(practice: Case) -> None:
    gull = (practice.folder / "articles" / "gull.md").read_text("utf-8")
    assert int(re.search(r"Marunde, (\d+),", gull)[1]) >= 55


# --- Sentences that were wrong once, on pages and in notebooks


def page(name: str) -> str:
    return (TEACH / f"{name}.md").read_text("utf-8")


WRONG_ONCE = {
    "12_class": ["corners"],
    "06_method": ["upper bound"],
    "13_honesty": ["upper bound", "Their authors meant", "minds *not*", "thanks cruel"],
    "11_scale": ["nearly as fast"],
    "22_exercises_framing": ["rests on few", "two intervals leave out zero"],
    "lesson_50": ["Two papers", "says why for each", "What is one bar", "do not settle it yet"],
    "handout_50": ["Two papers"],
    "key_50": ["says why"],
    "slides_50": ["do not settle it yet", "Two papers"],
    "lab_90": ["One computer for two students", "two texts in"],
    "handout_90": ["One computer for two students"],
}


@pytest.mark.parametrize("name", WRONG_ONCE)
def test_what_was_wrong_does_not_come_back(name: str) -> None:
    text = words(name) if name[0].isdigit() else page(name)
    assert [phrase for phrase in WRONG_ONCE[name] if phrase in text] == []


def test_named_unnamed_and_nobody_make_up_all_attributions(case: Case) -> None:
    """Three shares of one whole once read as if the last were a share of the second."""
    held = with_naming(case.attributions)
    counts = held["naming"].value_counts()
    assert counts.sum() == len(held)
    assert set(counts.index) == {"named", "unnamed", "no holder"}
    prose = words("03_sources")
    assert "{eval}`n.named` of {eval}`n.attributions`" in prose
    assert "{eval}`n.no_holder` more there is nobody" in prose


def test_the_headlines_of_the_lesson_are_those_of_the_texts_handed_out(practice: Case) -> None:
    read = re.search(r"Read two headlines aloud: (.+?)\. Ask", page("lesson_50"))[1]
    titles = [
        re.search(
            r'^title: "(.+)"$', (practice.folder / f"articles/{n}.md").read_text("utf-8"), re.M
        )[1]
        for n in ("gull", "northwater")
    ]
    quoted = re.findall(r"\*(.+?)\*", read)
    said = [q.replace("'", "’") for q in quoted]
    assert len(said) == 2
    assert all(q in t.replace("'", "’") for q, t in zip(said, titles, strict=True))


def test_a_text_of_the_lab_can_be_coded_in_its_minutes(practice: Case) -> None:
    minutes = int(re.search(r"\| (\d+) minutes \| Code one text", page("lab_90"))[1])
    body = practice.sentences[practice.sentences["zone"] != "subhead"]
    longest = body["article"].value_counts().max()
    assert 40 <= 60 * minutes / longest < 60, "less than a minute a sentence, and not a race"


def test_no_example_beside_a_gap_is_an_answer_that_is_wrong() -> None:
    cells = json.loads((ROOT / "notebooks/lab/student/1_count_sources.ipynb").read_text("utf-8"))[
        "cells"
    ]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    shown = re.findall(r"= \.\.\.  # such as (.+)", code)
    known = {p["id"] for p in load_case("practice").settings["parties"]}
    assert len(shown) == 2
    for example in shown:
        names = re.findall(r'"(.+?)"', example)
        assert not set(names) & known
        assert all(meant(name, "tern") == [] for name in names)

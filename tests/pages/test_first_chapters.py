"""What the first chapters show beside the counts: computed again from the tables."""

from __future__ import annotations

import re
from itertools import product

import pandas as pd
import pytest

from newscompare.findings import load
from newscompare.measures.framing import coded_by
from newscompare.pages import book, ledger, report
from newscompare.pages.numbers import MIME


def test_pieces_are_those_of_the_tables(case) -> None:
    origin = case.utterances[case.utterances["origin"] == case.settings["post"]]
    cut = set(origin["quote"]) - {""}
    table = report.pieces(case).set_index("article")
    for text in case.labels:
        own = case.quotes[case.quotes["article"].astype(str) == text]
        assert table.loc[text, "quotes"] == len(own)
        assert table.loc[text, "pieces"] == own["id"].isin(cut).sum()
    assert table["pieces"].sum() == len(cut & set(case.quotes["id"]))
    assert 0 < table["pieces"].sum() < table["quotes"].sum()


def test_units_about_the_event_have_it_first_or_second(case) -> None:
    about = case.about[case.about["coder"].astype(str) == "reference"]
    held = about[(about["main"] == "accession") | (about["second"] == "accession")]
    found = report.about_event(case)
    assert set(found["sentence"]) == set(held["sentence"])
    assert len(found) == int(report.about_values(case)["about"]) < len(coded_by(case.frames))


def test_both_ways_counts_each_frame_twice(case) -> None:
    table = report.shares_both_ways(case).set_index("Text")
    coded = coded_by(case.frames)
    own = coded[coded["article"].astype(str) == "kurdistan24"]
    assert table.loc["Kurdistan24", "Symbolic, all"].startswith(
        f"{own['symbolic'].sum()} of {len(own)} "
    )
    assert len(table.columns) == 4


def test_the_interval_is_that_of_every_redrawing(case) -> None:
    """The digest's balance by convolution, without the package: how likely is no lead?"""
    coded = coded_by(case.frames)
    own = coded[coded["article"].astype(str) == "digest"]
    steps = (own["strategic"] - own["symbolic"]).value_counts(normalize=True)
    sums = {0: 1.0}
    for _ in range(len(own)):
        made: dict[int, float] = {}
        for (total, chance), (step, weight) in product(sums.items(), steps.items()):
            made[total + step] = made.get(total + step, 0.0) + chance * weight
        sums = made
    none = sum(chance for total, chance in sums.items() if total <= 0)
    values = report.balance_values(case)
    assert values["chance_digest"] == f"{none:.1%}"
    assert values["low_digest"] == "0"


def test_findings_on_frames_are_findings_and_answer_both_ways(case) -> None:
    found = load(case)
    table = report.findings_both_ways(found, report.ON_FRAMES)
    assert len(table) == len(report.ON_FRAMES)
    answers = table[list(report.ABOUT.values())]
    assert set(answers.to_numpy().ravel()) == {"holds", "does not hold"}
    values = report.verdict_values(found)
    assert sum(int(values[name]) for name in ("held", "with_care", "failed")) == len(found)


def test_a_mark_in_prose_leads_to_the_ledger_and_a_number_to_its_rows(case) -> None:
    found = load(case).claims("one_post")
    links = book.numbers(found, case=case)._repr_mimebundle_()[MIME]
    assert '14_ledger.ipynb#finding-one_post"' in links["finding_one_post"]
    assert '#claim=one_post_post"' in links["one_post_post"]


def test_what_was_left_aside_is_not_coded(case) -> None:
    table = report.left_aside(case)
    settings = case.settings
    assert len(table) == len(settings["uncoded"]) + len(settings["left_out"])
    quoted = set(zip(case.quotes["sentence"], case.quotes["quoted"], strict=True))
    assert not quoted & {(one["sentence"], one["words"]) for one in settings["uncoded"]}


def test_conditions_are_said_in_words(case) -> None:
    said = ledger.condition_in_words("3 * post > quotes; share(a) is largest in b")
    assert said == "3 times post is more than quotes, and the share of a is the largest in b"
    for finding in load(case).values():
        assert not re.search(r"[<>=*+;()]", ledger.condition_in_words(finding.spec.condition))


@pytest.mark.parametrize("table", [report.column_words(), report.variant_words()])
def test_the_words_of_the_ledger_are_there(table: pd.DataFrame) -> None:
    assert len(table) > 8
    assert (table.iloc[:, -1] != "").all()

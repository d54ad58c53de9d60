"""A label of tone on which two machines disagree is marked as unsure; one of people never."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.report.build import prepare
from newscompare.report.pages import Made
from newscompare.report.rows import quote_rows
from newscompare.report.second import unsure_quotes

TEXTS = Path(__file__).parents[1] / "fixtures" / "own_event" / "texts.jsonl"
TONE = next(one for one in map(json.loads, TEXTS.open(encoding="utf-8")) if "labels" in one)
DIVIDED = "“I stood there and cried,” said Kim Roe."
"""The word model finds blame or praise here where the encoder finds none."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("tone") / "case"
    new_case(folder)
    (folder / "articles/example.md").unlink()
    (folder / "articles/a.md").write_text(TONE["input"] + "\n", encoding="utf-8")
    (folder / "articles/b.md").write_text(DIVIDED + "\n", encoding="utf-8")
    return prepare(CaseFolder(folder), say=False)


def test_the_labels_are_right_and_one_on_which_machines_disagree_is_unsure(made: Made) -> None:
    shown = quote_rows(made)["stance"].tolist()
    names = {-1: "critical", 0: "neutral", 1: "favourable"}
    assert shown[:-1] == [names[label] for label in TONE["labels"]]
    assert shown[-1].endswith("(unsure)")
    assert len(made.unsure) == 1


def test_labels_of_people_and_of_words_alone_are_never_unsure(made: Made) -> None:
    assert unsure_quotes(made.case, {"b": {"tone": "ana"}}) == frozenset()
    said = made.case.attributions.assign(engine="rules")
    assert unsure_quotes(replace(made.case, attributions=said), {}) == frozenset()

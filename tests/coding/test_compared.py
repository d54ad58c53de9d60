"""Tables that only the texts can give: the committed ones are those that the texts give, and they
hold no more of a text than they may.
"""

from __future__ import annotations

import pandas as pd
import pytest

from newscompare.articles import count_words, read_article, units
from newscompare.case.tables import COMPARED, Case, columns, load_case
from newscompare.coding.compared import PHRASE_WORDS, as_utterances, compared


def again(folder, case: Case) -> dict[str, pd.DataFrame]:
    parts = [units(read_article(folder / f"{name}.md")) for name in case.labels]
    return compared(pd.concat(parts, ignore_index=True), case.utterances)


def same(found: dict[str, pd.DataFrame], case: Case) -> None:
    for name in COMPARED:
        ours = pd.read_csv(case.folder / f"{name}.csv", dtype=str, keep_default_na=False)
        theirs = found[name][columns(name)].astype(str)
        pd.testing.assert_frame_equal(ours, theirs, check_dtype=False, obj=name)


def test_tables_of_the_practice_event_come_from_its_texts() -> None:
    case = load_case("practice")
    same(again(case.folder / "articles", case), case)


def test_tables_of_the_accords_come_from_the_texts(case, shared) -> None:
    same(again(shared / "corpus", case), case)


def test_no_phrase_is_longer_than_it_may_be(case) -> None:
    for table in (case, load_case("practice")):
        assert table.shared_runs["phrase"].map(count_words).max() <= PHRASE_WORDS + 1
        for words in table.shared_runs["phrase"]:
            assert len(words.split()) <= PHRASE_WORDS


def test_words_are_given_only_where_a_text_puts_them_in_quotation_marks(case) -> None:
    spelled = set(case.utterance_words["utterance"])
    marks = case.utterances.assign(marks=case.utterances["marks"].astype(str))
    quoted = set(marks.loc[marks["marks"] == "quoted", "utterance"])
    assert spelled <= quoted
    fullest = case.utterance_words.groupby(["utterance", "part"])["word"].agg(list)
    printed = " ".join(case.quotes["quoted"])
    for words in fullest.map(lambda w: list(dict.fromkeys(w))):
        assert all(word in printed for word in words)


def test_quotations_in_common_serve_where_nobody_coded_utterances() -> None:
    case = load_case("practice")
    parts = [units(read_article(case.folder / "articles" / f"{name}.md")) for name in case.labels]
    table = pd.concat(parts, ignore_index=True)
    found = compared(table, grouped=True)
    assert list(found["utterances"].columns) == columns("utterances")
    texts = table.set_index("id")["text"]
    for row in found["utterances"].to_dict("records"):
        assert row["printed"] in texts[row["sentence"]]
    assert len(found["utterance_words"]) > 0
    assert as_utterances(table, found["common_quotations"].head(0)).empty


@pytest.mark.parametrize("name", COMPARED)
def test_each_table_is_described(name: str) -> None:
    assert columns(name)

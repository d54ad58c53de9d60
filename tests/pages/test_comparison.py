"""Pages on what only comparison shows: versions word by word, a matrix that filters and opens,
numbers that are those of the tables.
"""

from __future__ import annotations

import re
from dataclasses import replace

from newscompare.case.tables import load_case
from newscompare.measures import claims
from newscompare.pages import comparison, reuse, said, words


def test_versions_show_each_word_of_the_fullest_version(case) -> None:
    html = reuse.word_by_word(case, ["u06"]).html
    assert 'class="c" title="kept, other capitals">countries</span>' in html
    assert "club of STRENGTH" in html
    assert html.count("<dt>") == 2
    assert "fullest version" in html


def test_versions_that_are_alike_have_no_fullest_one(case) -> None:
    words, places = case.utterance_words, case.utterance_versions
    same = replace(
        case, utterance_words=words.assign(state="kept"), utterance_versions=places.assign(added=0)
    )
    assert "fullest version" not in reuse.word_by_word(same, ["u06"]).html


def test_shares_and_counts_say_of_what(case) -> None:
    assert "Longest unchanged row in one sentence" in reuse.run_table(case)
    assert "Words of the first in passages in common" in reuse.pair_table(case)
    assert "Content words of title and deck" in words.headline_table(case)


def test_only_alike_says_so(case) -> None:
    html = reuse.word_by_word(case).html
    alike = case.utterances[case.utterances["certainty"].astype(str) == "alike"]
    spelled = set(case.utterance_words["utterance"])
    shown = [u for u in alike["utterance"].unique() if u in spelled]
    assert html.count("nothing proves that it is one utterance") == len(shown) > 0


def test_the_matrix_has_a_row_a_claim_and_filters_without_script(case) -> None:
    html = said.claim_matrix(case).html
    states = said.states_of(case)
    groups = claims.claim_groups(states)
    assert html.count("<tr data-in=") == len(groups) == 42
    assert "<script" not in html
    for name in ("all", "core", "alone", "disputed"):
        rows = re.findall(rf'<tr data-in="[^"]*\b{name}\b[^"]*"', html)
        assert len(rows) == groups[name].sum()
        assert f'id="said-{name}"' in html
    said_cells = states["state"].isin(["present", "hedged", "contradicted", "both"]).sum()
    assert html.count("<details>") == said_cells
    for unit in {u for units in states["units"] for u in units}:
        assert f">{unit}<" in html
        assert (f"#row={unit}" in html) == (unit in set(case.frames["sentence"]))


def test_tables_of_claims(case) -> None:
    groups = claims.claim_groups(said.states_of(case)).set_index("claim")
    assert len(said.alone_table(case)) == groups["alone"].sum()
    assert len(said.claim_table(case)) == len(groups)
    assert set(said.left_out_table(case)["Text"]) <= set(case.labels.values())


def test_numbers_of_the_chapters(case) -> None:
    found, values = comparison.one_post(case, "Trump post")
    shown = {claim.key: claim for claim in found}
    quoted = case.utterances[
        (case.utterances["origin"] == "Trump post") & (case.utterances["quote"] != "")
    ]
    assert set(shown["n_pieces"].rows) == set(quoted["quote"])
    assert shown["n_pieces"].shown == str(quoted["quote"].nunique()) == "14"
    assert values["quotes"] == len(case.quotes)
    _, values = comparison.said_unsaid(case)
    assert values["n_claims"] == len(case.claims)
    found, values = comparison.marked(case)
    assert values["words"] == case.terms["count"].sum()


def test_a_headline_that_is_not_there_is_no_headline(case) -> None:
    table = words.headline_table(case).set_index("Text")
    assert table.loc[case.labels["digest"], "Symbolic"].startswith("no headline")


def test_a_frame_of_a_short_body_has_no_share() -> None:
    assert words._of_body({"body": 1, "coded": 4}) == "1 of 4 in the body"
    assert words._of_body({"body": 1, "coded": 5}) == "20% of the body"
    assert words._of_body({"body": 0, "coded": 5}) == "not in the body"


def test_the_practice_event_has_the_same_pages() -> None:
    practice = load_case("practice")
    assert len(reuse.run_table(practice)) > 0
    assert "northwater" in said.claim_matrix(practice).html
    assert len(words.marking(practice)) > 0
    assert reuse.near_duplicates(practice) == []

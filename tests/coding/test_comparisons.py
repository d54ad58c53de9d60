"""Codings that compare texts: read as coders write them, refused with line and cure."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from newscompare.case.tables import load_case
from newscompare.coding import comparisons
from newscompare.coding.places import chosen_evidence, marked, mentions
from newscompare.errors import InputError


@pytest.fixture
def sentences() -> pd.DataFrame:
    text = 'Ana said "peace is near" and critics agreed.'
    unit = {"id": "t-01", "article": "t", "zone": "body", "start": 10, "end": 10 + len(text)}
    return pd.DataFrame([unit | {"text": text}])


def test_about_and_targets_are_taken_apart(tmp_path, sentences) -> None:
    (tmp_path / "about.tsv").write_text("unit_id\tabout\nt-01\taccession;summit\n")
    made = comparisons.about({"reference": tmp_path / "about.tsv"}, sentences)
    assert made.to_dict("records") == [
        {"sentence": "t-01", "coder": "reference", "main": "accession", "second": "summit"}
    ]
    (tmp_path / "t.tsv").write_text(
        "id\ttarget\tstance\tstance_accession\nt-q01\tperson:Ana\t1\tnone\n"
    )
    quotes = pd.DataFrame({"id": ["t-q01"]})
    row = comparisons.targets({"a": tmp_path / "t.tsv"}, quotes).iloc[0]
    assert (row["target"], row["named"], row["stance"], row["stance_event"]) == (
        "person",
        "Ana",
        "1",
        "",
    )


def test_faults_are_named(tmp_path, sentences) -> None:
    path = tmp_path / "about.tsv"
    path.write_text("unit_id\tabout\nt-01\taccession\nt-09\taccession\n")
    with pytest.raises(InputError, match=r"line 3.*'t-09' is no unit.*Cure"):
        comparisons.about({"reference": path}, sentences)
    path = tmp_path / "claims.tsv"
    path.write_text("claim_id\tclaim\tt\nc1\tA claim\tmaybe:t-01\n")
    with pytest.raises(InputError, match=r"line 2.*'maybe:t-01' is no state"):
        comparisons.claims({"reference": path}, ["t"], sentences)
    path.write_text("claim_id\tclaim\tt\nc1\tA claim\tpresent\n")
    with pytest.raises(InputError, match="is no state"):
        comparisons.claims({"reference": path}, ["t"], sentences)
    with pytest.raises(InputError, match="is missing"):
        comparisons.about({"reference": tmp_path / "none.tsv"}, sentences)


def test_a_text_that_contradicts_itself_holds_two_states(tmp_path, sentences) -> None:
    path = tmp_path / "claims.tsv"
    path.write_text("claim_id\tclaim\tt\nc1\tA claim\tpresent:t-01|contradicted:t-01\n")
    wording, codings = comparisons.claims({"reference": path}, ["t"], sentences)
    assert wording.to_dict("records") == [{"id": "c1", "claim": "A claim"}]
    assert list(codings["state"]) == ["present", "contradicted"]


def test_a_party_may_be_looked_for_outside_quotation_marks(sentences) -> None:
    assert [sentences["text"][0][a:b] for a, b in marked(sentences["text"][0])] == [
        '"peace is near"'
    ]
    party = {"id": "p", "mention": "peace"}
    assert len(mentions(sentences, {"parties": [party]})) == 1
    assert len(mentions(sentences, {"parties": [party | {"unquoted": True}]})) == 0
    party = {"id": "p", "mention": "critics", "unquoted": True}
    assert len(mentions(sentences, {"parties": [party]})) == 1


def test_chosen_evidence_replaces_what_misleads(sentences) -> None:
    columns = ["sentence", "indicator", "phrase", "start", "end", "pattern"]
    found = pd.DataFrame([["t-01", "S4", "near", 29, 33, "S4.1"]], columns=columns)
    choice = {"sentence": "t-01", "indicator": "S4", "phrase": "peace is near"}
    made = chosen_evidence(found, sentences, {"evidence": [choice]}).iloc[0]
    assert (made["phrase"], made["start"], made["end"]) == ("peace is near", 20, 33)
    for wrong in ({"phrase": "war"}, {"indicator": "T1"}):
        with pytest.raises(InputError, match="does not fit"):
            chosen_evidence(found, sentences, {"evidence": [choice | wrong]})


# --- The case
# -----------------------------------------------------------------------------------


def test_words_in_quotation_marks_are_coded_or_declared(case, shared) -> None:
    """Every stretch in double quotation marks is in a quotation or declared with a reason."""
    declared = {(u["sentence"], u["words"]) for u in case.settings["uncoded"]}
    quoted = case.quotes.groupby("sentence")["quoted"].agg(" | ".join).to_dict()
    left = set()
    for article in case.labels:
        body = (shared / "corpus" / f"{article}.md").read_text("utf-8").split("---\n", 2)[2]
        own = case.sentences[(case.sentences["article"] == article)]
        for unit in own[own["zone"] == "body"].itertuples():
            for match in re.finditer(r"[“\"]([^“”\"]+)[”\"]", body[unit.start : unit.end]):
                if match[1] not in quoted.get(unit.id, ""):
                    left.add((unit.id, match[1]))
    assert left == declared


def test_fourteen_quotations_are_pieces_of_one_post(case) -> None:
    places = case.utterances
    post = places[(places["origin"] == case.settings["post"]) & (places["marks"] == "quoted")]
    assert post["quote"].nunique() == 14
    assert (places.loc[places["marks"] == "quoted", "quote"] != "").all()
    assert (places.loc[places["marks"] == "unquoted", "quote"] == "").all()
    alike = places[places["certainty"] == "alike"]["utterance"].unique()
    assert sorted(alike) == case.settings["alike"]


def test_what_leaves_the_texts_is_short_or_quoted(case) -> None:
    assert case.claims_evidence["phrase"].str.split().str.len().max() <= comparisons.WORDS
    unquoted = case.utterances[case.utterances["marks"] != "quoted"]
    assert unquoted["printed"].str.split().str.len().max() <= comparisons.WORDS


def test_offsets_of_evidence_and_utterances_give_the_words(case, shared) -> None:
    texts = {
        a: (shared / "corpus" / f"{a}.md").read_text("utf-8").split("---\n", 2)[2]
        for a in case.labels
    }
    zone = case.sentences.set_index("id")["zone"]
    for row in case.claims_evidence.itertuples():
        if zone[row.sentence] in {"body", "subhead"}:
            assert texts[row.article][row.start : row.end] == row.phrase, row
    for row in case.utterances.itertuples():
        if row.printed:
            assert texts[row.article][row.start : row.end] == row.printed, row


def test_corrected_facts(case) -> None:
    facts = set(zip(case.facts["answer"], case.facts["sentence"], strict=True))
    assert {
        ("will_join", "explainer-04"),
        ("will_join", "kurdistan24-01"),
        ("will_join", "rferl-10"),
        ("joined", "gazelle-10"),
        ("saudi_arabia", "rferl-07"),
        ("morocco_later", "explainer-14"),
        ("sudan_later", "explainer-14"),
        ("saudi_unwilling", "gazelle-17"),
    } <= facts
    assert not {("morocco", "explainer-14"), ("sudan", "explainer-14")} & facts
    via = case.attributions.set_index("id")["via"]
    assert set(via[[f"kurdistan24-a{n}" for n in (17, 18, 19, 20)]]) == {"Associated Press"}
    analysts = case.mentions[case.mentions["party"] == "analysts"]
    assert "kurdistan24-30" not in set(analysts["sentence"])


def test_countries_that_no_text_states_are_marked(case) -> None:
    known = case.articles[case.articles["country"] != ""]
    assert known["country_status"].str.startswith("outside knowledge").all()


def test_the_practice_event_has_claims_and_reuse_from_its_gold() -> None:
    practice = load_case("practice")
    said = practice.claim_codings[practice.claim_codings["state"] == "present"]
    assert len(said) == len(practice.claims_evidence)
    cells = practice.claim_codings.drop_duplicates(["claim", "article"])
    assert len(cells) == len(practice.claims) * len(practice.articles)
    assert set(practice.utterances["origin"]) == {"northwater"}
    assert practice.about.empty
    assert practice.targets.empty

"""Claims, verbs, headlines, borrowed sentences and utterances across texts: counts worked by hand,
and those of the five texts counted again from the tables without the measures.
"""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest

from newscompare.measures import borrowed, claims, framing, headline, utterances, verbs


def codings(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["claim", "article", "state", "sentence"])
    return table.assign(coder="reference")


SMALL = codings(
    ("c1", "a", "present", "a-01"),
    ("c1", "b", "hedged", "b-01"),
    ("c1", "c", "present", "c-01"),
    ("c2", "a", "present", "a-02"),
    ("c2", "a", "contradicted", "a-03"),
    ("c2", "b", "contradicted", "b-02"),
    ("c2", "c", "absent", ""),
    ("c3", "a", "absent", ""),
    ("c3", "b", "present", "b-03"),
    ("c3", "c", "present", "c-02"),
)


def test_states_of_claims() -> None:
    states = claims.claim_states(SMALL).set_index(["claim", "article"])
    assert states.loc[("c2", "a"), "state"] == "both"
    assert states.loc[("c2", "a"), "units"] == ("a-02", "a-03")
    assert states.loc[("c1", "b"), "said"] == "hedged"
    assert states.loc[("c2", "c"), "units"] == ()


def test_groups_of_claims() -> None:
    groups = claims.claim_groups(claims.claim_states(SMALL)).set_index("claim")
    assert groups["all"].to_dict() == {"c1": True, "c2": False, "c3": False}
    assert not groups["all_outright"].any()
    assert groups["alone"].to_dict() == {"c1": False, "c2": True, "c3": False}
    assert groups["disputed"].to_dict() == {"c1": False, "c2": True, "c3": False}
    assert groups["core"].to_dict() == {"c1": True, "c2": False, "c3": True}


@pytest.mark.parametrize(
    ("states", "core"),
    [
        *(("ppppp", True), ("pphpa", True), ("ppacp", False)),
        *(("ppp", True), ("pha", True), ("paa", False), ("pp", True), ("pa", False)),
    ],
)
def test_the_core_is_what_all_texts_but_one_say(states: str, core: bool) -> None:
    names = {"p": "present", "h": "hedged", "c": "contradicted", "a": "absent"}
    rows = [("c1", text, names[state], "") for text, state in zip("abcde", states, strict=False)]
    groups = claims.claim_groups(claims.claim_states(codings(*rows)))
    assert groups["core"].tolist() == [core]
    assert groups["all"].tolist() == [set(states) <= {"p", "h"}]


def test_what_is_left_out_and_said_alone() -> None:
    states = claims.claim_states(SMALL)
    assert claims.left_out(states).to_dict("records") == [{"article": "a", "claim": "c3"}]
    assert claims.said_alone(states)["article"].tolist() == ["a"]
    counts = claims.claim_counts(states).set_index("article")
    assert counts.loc["a", ["present", "hedged", "contradicted", "absent"]].tolist() == [2, 0, 1, 1]
    assert (counts["claims"] == 3).all()
    assert counts["denied"].to_dict() == {"a": 0, "b": 1, "c": 0}
    assert counts["alone"].to_dict() == {"a": 1, "b": 0, "c": 0}
    assert counts["core_missing"].to_dict() == {"a": 1, "b": 0, "c": 0}


def test_claims_of_the_five_texts_counted_again(case) -> None:
    said, against = defaultdict(set), defaultdict(set)
    outright = defaultdict(set)
    own = case.claim_codings[case.claim_codings["coder"].astype(str) == "reference"]
    for row in own.astype(str).to_dict("records"):
        if row["state"] in ("present", "hedged"):
            said[row["claim"]].add(row["article"])
        if row["state"] == "present":
            outright[row["claim"]].add(row["article"])
        if row["state"] == "contradicted":
            against[row["claim"]].add(row["article"])
    groups = claims.claim_groups(claims.claim_states(case.claim_codings)).set_index("claim")
    every = set(case.labels)
    assert {c for c in groups.index if groups.loc[c, "all"]} == {
        c for c, texts in said.items() if texts == every
    }
    assert {c for c in groups.index if groups.loc[c, "all_outright"]} == {
        c for c, texts in outright.items() if texts == every
    }
    assert {c for c in groups.index if groups.loc[c, "alone"]} == {
        c for c, texts in said.items() if len(texts) == 1
    }
    assert {c for c in groups.index if groups.loc[c, "disputed"]} == set(against)


@pytest.mark.parametrize(
    ("cue", "verb", "kind"),
    [
        ("said", "say", "plain"),
        ("is being hailed by", "hail", "colour"),
        ("was quoted as saying", "say", "plain"),
        ("gushed", "gush", "colour"),
        ("have framed", "frame", "view"),
        ("points out", "point", "weight"),
        ("has accused", "accuse", "weight"),
        ("denounced", "denounce", "colour"),
        ("according to", verbs.NO_VERB, "none"),
        ("", verbs.NO_VERB, "none"),
    ],
)
def test_verbs_of_cues(cue: str, verb: str, kind: str) -> None:
    assert verbs.cue_verb(cue) == verb
    assert verbs.verb_kind(verb) == kind


def test_each_verb_is_of_one_kind_only() -> None:
    import yaml

    lists = yaml.safe_load((verbs.Path(verbs.__file__).parent / "verbs.yml").read_text("utf-8"))
    every = [verb for words in lists.values() for verb in words.split()]
    assert len(every) == len(set(every))
    assert set(lists) == set(verbs.KINDS) - {"none"}


def test_who_opens_and_who_closes(case) -> None:
    table = verbs.opens_and_closes(case.attributions, case.sentences).set_index("article")
    order = list(case.sentences["id"])
    for article, row in table.iterrows():
        own = case.attributions[case.attributions["article"] == article]
        places = [order.index(sentence) for sentence in own["sentence"]]
        assert row["first_unit"] == order[min(places)]
        assert row["last_unit"] == order[max(places)]
        assert 0 <= row["first_place"] <= row["last_place"] <= 1


def test_every_attribution_has_a_verb_or_none(case) -> None:
    counts = verbs.verb_counts(case.attributions)
    assert counts["attributions"].sum() == len(case.attributions)
    kinds = verbs.verb_kinds(case.attributions)
    assert kinds["attributions"].sum() == len(case.attributions)


def test_headline_words_in_the_body_in_the_same_form() -> None:
    rows = [
        ("a", "headline", "expand", 1, 0),
        ("a", "headline", "joins", 1, 0),
        ("a", "headline", "the", 1, 0),
        ("a", "body", "expanding", 2, 0),
        ("a", "body", "joins", 2, 0),
        ("b", "body", "quiet", 1, 0),
    ]
    terms = pd.DataFrame(rows, columns=["article", "zone", "term", "count", "quoted"])
    found = headline.headline_terms(terms).set_index("term")
    assert list(found.index) == ["expand", "joins"]
    assert found.loc["expand", "only"]
    assert not found.loc["joins", "only"]
    kept = headline.headline_kept(terms).set_index("article")
    assert kept.loc["a", ["terms", "kept"]].tolist() == [2, 1]
    assert kept.loc["b", "terms"] == 0


def test_headline_frames_beside_the_body(case) -> None:
    coded = framing.coded_by(case.frames)
    table = headline.headline_frames(coded, case.sentences).set_index(["article", "frame"])
    zone = case.sentences.set_index("id")["zone"].astype(str)
    for (article, frame), row in table.iterrows():
        own = coded[coded["article"] == article]
        body = own[own["sentence"].map(zone) == "body"]
        assert row["body"] == body[frame].sum()
        assert row["coded"] == len(body)


def test_frames_without_borrowed_sentences_counted_again(case) -> None:
    coded = framing.coded_by(case.frames)
    post = borrowed.utterance_sentences(case.utterances, origin="Trump post")
    table = borrowed.frames_without(coded, {"no post": post})
    for row in table.to_dict("records"):
        own = coded[coded["article"] == row["article"]]
        if row["variant"] == "no post":
            own = own[~own["sentence"].isin(post)]
        assert row["left"] == len(own)
        assert row["symbolic"] == own["symbolic"].sum()
        assert row["strategic"] == own["strategic"].sum()
    kurdistan24 = table[table["article"] == "kurdistan24"].set_index("variant")
    assert kurdistan24.loc["all units", ["symbolic", "strategic"]].tolist() == [17, 15]
    assert kurdistan24.loc["no post", ["symbolic", "strategic"]].tolist() == [11, 14]
    assert not kurdistan24.loc["no post", "same"]


def test_relays_count_what_is_handed_on(case) -> None:
    table = borrowed.relays(case.attributions)
    passed = case.attributions[
        (case.attributions["via"] != "")
        | (case.attributions["source_type"].astype(str) == "news_media")
    ]
    assert table["attributions"].sum() == len(passed)


def test_speakers_of_utterances(case) -> None:
    spoken = utterances.with_speakers(case.utterances, case.attributions)
    at = spoken.set_index(["utterance", "sentence"])["speaker"]
    assert at[("u03", "kurdistan24-04")] == "White House"
    assert at[("u03", "kurdistan24-12")] == "Donald Trump"
    assert at[("u16", "digest-07")] == utterances.OWN_VOICE
    travels = utterances.travels(spoken).set_index("utterance")
    assert travels.loc["u04", ["texts", "places", "quoted_in"]].tolist() == [2, 2, 2]


def test_a_place_goes_to_the_attribution_that_shares_most_characters() -> None:
    heard = pd.DataFrame(
        [("ends before", "", 0, 10), ("some", "Wire", 10, 16), ("most", "", 16, 30)],
        columns=["source", "via", "content_start", "content_end"],
    ).assign(sentence=["a-1", "a-2", "a-2"])
    heard.loc[3] = ["no content", "", None, None, "a-2"]
    places = pd.DataFrame(
        [("a-1", 10, 20), ("a-1", 9, 20), ("a-2", 12, 20), ("a-2", 14, 20), ("a-2", 0, 11)],
        columns=["sentence", "start", "end"],
    )
    spoken = utterances.with_speakers(places, heard)
    nobody = utterances.OWN_VOICE
    assert spoken["speaker"].tolist() == [nobody, "ends before", "some", "most", "some"]
    assert spoken["via"].tolist() == ["", "", "Wire", "", "Wire"]


def test_versions_add_up_to_the_fullest(case) -> None:
    versions = case.utterance_versions
    states = versions[["kept", "capitals", "outside", "cut"]].sum(axis=1)
    assert (states == versions["base_words"]).all()
    fullest = versions[versions["base"] == 1]
    assert (fullest["cut"] == 0).all()
    assert (fullest["added"] == 0).all()
    spelled = case.utterance_words.groupby(["utterance", "sentence", "start"])["state"]
    for key, own in spelled:
        row = versions.set_index(["utterance", "sentence", "start"]).loc[key]
        assert {s: n for s, n in own.value_counts().items() if n} == {
            s: int(row[s]) for s in ("kept", "capitals", "outside", "cut") if row[s]
        }


def test_what_a_close_reading_found_in_the_post(case) -> None:
    at = case.utterance_versions.set_index(["utterance", "sentence"])
    assert at.loc[("u06", "gazelle-05"), "capitals"] == 2
    assert at.loc[("u06", "kurdistan24-13"), "base"] == 1
    assert at.loc[("u02", "kurdistan24-10"), ["outside", "capitals"]].tolist() == [3, 3]
    assert at.loc[("u01", "kurdistan24-10"), "outside"] == 1
    assert at.loc[("u08", "explainer-29"), "kept"].max() == 4

"""The numbers of the report, counted a second time without the package, straight from the CSV
files.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from newscompare.findings import claims
from newscompare.findings.claim import most_frequent, percent, top_name
from newscompare.findings.finding import Mark
from newscompare.findings.framing import _framing_extremes
from newscompare.findings.tone import tone_claims
from newscompare.measures.framing import coded_by

DATA = Path(__file__).resolve().parents[2] / "data" / "accords"
TEXTS = ("rferl", "explainer", "gazelle", "digest", "kurdistan24")


def rows(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f}%"


def text_of(row: dict[str, str]) -> str:
    return row["sentence"].rpartition("-")[0]


def recounted() -> dict[str, str]:
    """What the headline numbers must be, by key."""
    coded = [r for r in rows("frames") if r["coder"] == "reference"]
    attributions, quotes, articles = rows("attributions"), rows("quotes"), rows("articles")
    expected = {
        "n_coded": str(len(coded)),
        "n_words": f"{sum(int(a['words']) for a in articles):,}",
    }
    for name in TEXTS:
        own = [r for r in coded if text_of(r) == name]
        for frame in ("symbolic", "strategic"):
            expected[f"{frame}_{name}"] = share(sum(r[frame] == "1" for r in own), len(own))
        expected[f"coded_{name}"] = str(len(own))
        mine = [a for a in attributions if text_of(a) == name]
        top = Counter(a["source"] for a in mine if a["source"]).most_common(1)[0][1]
        expected[f"attributions_{name}"] = str(len(mine))
        expected[f"top_share_{name}"] = share(top, sum(bool(a["source"]) for a in mine))
    both = Counter((r["symbolic"], r["strategic"]) for r in coded)
    expected |= {"n_both": str(both["1", "1"]), "n_neither": str(both["0", "0"])}
    expected |= {"n_symbolic_only": str(both["1", "0"]), "n_strategic_only": str(both["0", "1"])}
    for frame in ("symbolic", "strategic"):
        framed = [r for r in coded if r[frame] == "1"]
        expected[f"n_{frame}"] = str(len(framed))
        for voice in ("outlet", "source", "both"):
            expected[f"{frame}_by_{voice}"] = share(
                sum(r["voice"] == voice for r in framed), len(framed)
            )
    total = len(attributions)
    expected["n_attributions"] = str(total)
    government = {"head_of_state", "official", "unnamed_official"}
    us = [a["source_type"] in government for a in attributions if a["country"] == "US"]
    expected["side_us_share"] = share(sum(us), total)
    expected["side_us_other_share"] = share(len(us) - sum(us), total)
    expected["side_kazakh_share"] = share(
        sum(a["country"] == "Kazakhstan" for a in attributions), total
    )
    held = Counter(a["source"] for a in attributions if a["source"])
    expected["n_sources"] = str(len(held))
    expected["top_source"], most = held.most_common(1)[0]
    expected["top_source_share"] = share(most, total)
    places = {
        source: {text_of(a) for a in attributions if a["source"] == source} for source in held
    }
    expected["n_heard_once"] = str(sum(len(p) == 1 for p in places.values()))
    unnamed = {"unnamed_official", "collective", "unnamed"}
    expected["unnamed_share"] = share(sum(a["source_type"] in unnamed for a in attributions), total)
    expected["n_no_holder"] = str(sum(a["source_type"] == "none" for a in attributions))
    expected["n_quotes"] = str(len(quotes))
    stances = Counter(q["stance"] for q in quotes)
    expected["n_favourable"] = str(stances["1"])
    expected["favourable_share"] = share(stances["1"], len(quotes))
    expected["top_speaker_share"] = share(
        Counter(q["speaker"] for q in quotes).most_common(1)[0][1], len(quotes)
    )
    return expected


@pytest.fixture(scope="module")
def ledger(case) -> dict[str, claims.Claim]:
    return {c.key: c for chapter in claims.report_claims(case).values() for c in chapter}


def test_headline_numbers_are_those_of_the_tables(ledger) -> None:
    expected = recounted()
    assert {key: ledger[key].shown for key in expected} == expected


def test_every_claim_leads_to_rows_that_exist(case, ledger) -> None:
    known = {
        "sentences": set(case.sentences["id"]),
        "attributions": set(case.attributions["id"]),
        "quotes": set(case.quotes["id"]),
        "articles": set(case.articles["id"]),
        "parties": {p["id"] for p in case.settings["parties"]},
    }
    for claim in ledger.values():
        assert set(claim.rows) <= known[claim.table], claim.key
        assert set(claim.among) <= known[claim.table], claim.key
        assert len(set(claim.rows)) == len(claim.rows), claim.key
        if claim.among and not claim.key.startswith(("kappa", "alpha", "agreement")):
            assert set(claim.rows) <= set(claim.among), claim.key
            assert claim.shown in (
                share(len(claim.rows), len(claim.among)),
                claims.in_words(len(claim.rows)),
            ), claim.key


def test_keys_are_unique(case) -> None:
    keys = [c.key for chapter in claims.CHAPTERS.values() for c in chapter(case)]
    assert len(keys) == len(set(keys))


def test_what_the_prose_says_in_words_is_so(case, ledger) -> None:
    """Statements of the chapters that name no number."""
    assert ledger["symbolic_texts_by_name"].shown == "Kurdistan24"
    assert ledger["most_strategic"].shown == "Unnamed digest"
    assert ledger["texts_without_quotes"].shown == "Unnamed digest"
    assert ledger["symbolic_digest"].shown == "50%"  # "half of it is symbolic as well"
    named = case.facts[case.facts["question"] == "signatories"]
    for article in named[
        "article"
    ].unique():  # "all of these name the United Arab Emirates and Bahrain"
        assert {"uae", "bahrain"} <= set(named.loc[named["article"] == article, "answer"])
    at = {a: set(named.loc[named["article"] == a, "answer"]) for a in named["article"].unique()}
    assert {a for a in at if "morocco" in at[a]} == {"rferl", "digest", "kurdistan24"}
    assert {a for a in at if "sudan" in at[a]} == {"kurdistan24"}
    assert {a for a in at if {"morocco_later", "sudan_later"} <= at[a]} == {"explainer"}
    coded = [r for r in rows("frames") if r["coder"] == "reference" and text_of(r) == "gazelle"]
    empty = sum(r["symbolic"] == r["strategic"] == "0" for r in coded)
    assert empty > len(coded) / 2  # "more than half of its sentences carry no frame"
    share_of = {
        v: float(ledger[f"{f}_by_{v}"].shown.rstrip("%"))
        for f in ("symbolic",)
        for v in ("outlet", "source")
    }
    assert share_of["source"] > share_of["outlet"]  # "symbolism is more often somebody else's word"
    assert float(ledger["strategic_by_outlet"].shown.rstrip("%")) > float(
        ledger["strategic_by_source"].shown.rstrip("%")
    )
    kinds = Counter((text_of(a), a["source_type"]) for a in rows("attributions"))
    for article, kind in (
        ("rferl", "expert"),
        ("explainer", "head_of_state"),
        ("digest", "news_media"),
        ("kurdistan24", "head_of_state"),
    ):
        assert kinds[article, kind] == max(n for (a, _), n in kinds.items() if a == article)


def test_the_claims_data_cannot_break_out_of_its_script() -> None:
    text = claims.as_json([claims.Claim("k", "</script><b>", "says", "quotes", ())])
    assert "<" not in text
    assert json.loads(text)["k"]["shown"] == "</script><b>"


def test_each_answer_leads_to_the_sentences_that_give_it(case) -> None:
    made = {claim.key: claim for claim in claims.event_claims(case)}
    asked = [(q["id"], a["id"]) for q in case.settings["questions"] for a in q["answers"]]
    facts = case.facts.astype(str).to_dict("records")
    for question, answer in asked:
        units = {
            row["sentence"]
            for row in facts
            if row["question"] == question and row["answer"] == answer
        }
        assert set(made[f"fact_{question}_{answer}"].rows) == units
    assert any(made[f"fact_{q}_{a}"].rows for q, a in asked)


def test_sources_rest_on_all_attributions_to_somebody(case, ledger) -> None:
    held = {a["id"] for a in rows("attributions") if a["source"]}
    once, several = (set(ledger[f"n_heard_{k}"].rows) for k in ("once", "in_several"))
    assert set(ledger["n_sources"].rows) == held == once | several
    assert not once & several


def test_what_nobody_looked_for_is_not_said_to_be_heard_or_unheard(case) -> None:
    silent = replace(case, settings=case.settings | {"parties": []})
    found = {c.key: c.shown for c in claims.source_claims(silent)}
    assert found["n_parties"] == "none"
    assert "n_unheard" not in found


def test_a_number_of_a_finding_leads_to_rows(case, ledger) -> None:
    """Also sources and claims, which have no table of rows of their own."""
    told = [c for c in claims.finding_claims(case) if not isinstance(c, Mark)]
    assert [c.key for c in told if not c.rows and c.shown not in ("none", "0")] == []
    shared = set(ledger["few_shared_voices_shared"].rows)
    of = {a["source"] for a in rows("attributions") if a["id"] in shared}
    assert len(of) == 2


def test_the_ledger_counts_one_unit_in_the_singular() -> None:
    def basis(rows: int, among: int = 0) -> str:
        one, all = (tuple(map(str, range(n))) for n in (rows, among))
        return claims.Claim("k", "x", "X", "sentences", one, all).basis

    assert [basis(1, 1), basis(0, 1), basis(1, 2), basis(1), basis(2)] == [
        "1 of 1 coded unit",
        "0 of 1 coded unit",
        "1 of 2 coded units",
        "1 coded unit",
        "2 coded units",
    ]


def test_words_and_units_of_a_text_lead_to_its_own_rows(case) -> None:
    made = {claim.key: claim for claim in claims.event_claims(case)}
    for name in TEXTS:
        assert made[f"words_{name}"].rows == (name,)
        assert {unit.rpartition("-")[0] for unit in made[f"coded_{name}"].rows} == {name}


def test_agreement_beyond_chance_has_its_interval_and_plain_agreement_none(case) -> None:
    keys = {claim.key for claim in claims.method_claims(case)}
    assert {"alpha_symbolic_interval", "alpha_strategic_interval"} <= keys
    assert not [key for key in keys if key.startswith("agreement_") and key.endswith("_interval")]


def test_codes_of_a_machine_have_no_machine_to_be_compared_with(case, monkeypatch) -> None:
    vader = claims.CHAPTERS["Tone by VADER"]
    monkeypatch.setattr(claims, "CHAPTERS", {"Texts": lambda _: [], "Tone by VADER": vader})
    coded = case.frames[case.frames["coder"] == "reference"].assign(coder="machine")
    assert list(claims.report_claims(replace(case, frames=coded))) == ["Texts"]
    assert list(claims.report_claims(case)) == ["Texts", "Tone by VADER"]


def test_no_text_is_named_as_the_most_or_least_of_several(case) -> None:
    coded = coded_by(case.frames)
    none = {c.key: c for c in _framing_extremes(case, coded.assign(symbolic=0))}
    assert none["most_symbolic"].shown == "none"
    assert none["least_symbolic"].shown == "five texts"
    assert none["most_symbolic_share"].basis == f"0 of {len(coded)} coded units"
    all_of_it = {c.key: c for c in _framing_extremes(case, coded.assign(symbolic=1))}
    assert all_of_it["most_symbolic"].shown == "five texts"
    assert all_of_it["most_symbolic_share"].shown == "100%"
    one = coded.assign(symbolic=(coded["article"] == "digest").astype(int))
    assert {c.key: c.shown for c in _framing_extremes(case, one)}["least_symbolic"] == "four texts"


def test_no_speaker_or_source_is_named_as_the_most_heard_of_several(case) -> None:
    assert most_frequent(pd.Series(["Ana", "Bo", "Ana", "Bo", "Cy"])) == ["Ana", "Bo"]
    assert most_frequent(pd.Series([], dtype=str)) == []
    assert top_name(["Ana"], "speaker") == ("Ana", "")
    speakers = ["Ana", "Bo"] * 16 + ["Cy"]
    two = replace(case, quotes=case.quotes.assign(speaker=speakers))
    found = {c.key: c for c in tone_claims(two)}
    assert found["top_speaker"].shown == "two speakers"
    assert "two speakers tie" in found["top_speaker_share"].says
    each = found["top_speaker_share"]
    assert (each.shown, each.basis) == (percent(16 / 33), "16 of 33 quotations")


def test_nobody_leads_who_is_heard_once_and_no_share_is_that_of_a_handful(case) -> None:
    said = case.attributions.groupby("article", observed=True).head(2)
    once = said.assign(source=[f"Source {k}" for k in range(len(said))])
    ledger = {c.key: c for c in claims.source_claims(replace(case, attributions=once))}
    assert ledger["top_source"].shown == "nobody twice"
    assert ledger["top_source_share"].shown == "–"
    for text in case.labels:
        assert ledger[f"top_{text}"].shown == "nobody twice"
        assert ledger[f"n_top_{text}_attributions"].shown == "–"
        assert ledger[f"top_share_{text}"].shown == "–"
    twice = said.assign(source=said["article"].astype(str))
    ledger = {c.key: c for c in claims.source_claims(replace(case, attributions=twice))}
    assert ledger["top_rferl"].shown == "rferl"
    assert ledger["n_top_rferl_attributions"].shown == "2"
    assert ledger["top_share_rferl"].shown == "–"
    assert ledger["top_source_share"].shown == "20%"
    alone = replace(case, quotes=case.quotes.assign(speaker=[f"S{k}" for k in case.quotes.index]))
    spoken = {c.key: c.shown for c in tone_claims(alone)}
    assert (spoken["top_speaker"], spoken["top_speaker_share"]) == ("nobody twice", "–")

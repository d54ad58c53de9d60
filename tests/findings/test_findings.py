"""Findings: counts and conditions read as written, variants do what they say, verdicts follow."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from newscompare import findings
from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.case.tables import load_case
from newscompare.errors import InputError
from newscompare.findings import counts, ledger
from newscompare.findings.claims import framing_claims
from newscompare.findings.finding import CARE, FAILS, HOLDS, make_spec, read_findings
from newscompare.findings.judging import judged
from newscompare.findings.variants import WORDS, variants
from newscompare.findings.views import COLUMNS, views

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "data" / "accords"


@pytest.fixture(scope="module")
def found(case) -> findings.Findings:
    return findings.load(case)


@pytest.fixture
def tables() -> dict[str, pd.DataFrame]:
    places = pd.Categorical(["x", "x", "y", "z"], categories=["x", "y", "z"])
    rows = {"article": places, "kind": ["a", "b b", "a", "c"], "codes": ["S1;T2", "S1", "", "T2"]}
    return {"units": pd.DataFrame(rows | {"words": [3, 4, 5, 6]})}


def value(text: str, tables: dict[str, pd.DataFrame], **how: bool) -> object:
    result = counts.evaluate(counts.read_count(text), tables, **how)
    return result.to_dict() if isinstance(result, pd.Series) else result


def test_counts_read_as_written(tables) -> None:
    assert value("units", tables) == 4
    assert value("units where kind is a or 'b b'", tables) == 3
    assert value("units where kind is not a and article is x", tables) == 1
    assert value("units where codes hold S1", tables) == 2
    assert value("units where codes hold not S1", tables) == 2
    assert value("units where words is at least 5, by article", tables) == {"x": 0, "y": 1, "z": 1}
    assert value("different article of units where kind is a", tables) == 2
    assert value("words of units where article is x", tables) == 7
    assert value("units where kind is a", tables, by_words=True) == 8


@pytest.mark.parametrize("text", ["units with kind", "units where kind", "rows where x is 1", "?"])
def test_a_count_that_cannot_be_read_is_named(text, tables) -> None:
    with pytest.raises(counts.Unknown):
        counts.evaluate(counts.read_count(text), tables)


def test_conditions_compare_place_by_place() -> None:
    names = {"s": pd.Series({"x": 3, "y": 1}), "t": pd.Series({"x": 1, "y": 1}), "n": 5}
    among = {"s": pd.Series({"x": 10, "y": 2})}

    def holds(text: str) -> bool:
        return counts.holds(text, names, among)

    assert holds("s >= t in every article")
    assert not holds("s > t in every article")
    assert holds("s > t only in x; n = 5")
    assert not holds("s > t only in y")
    assert holds("s is largest in x")
    assert holds("share(s) is largest in y")
    assert holds("share(s) is smallest in x")
    assert not holds("t is largest in x")  # a tie is no lead
    assert holds("s = t in 1 article")
    assert holds("2 * t < s in x")
    with pytest.raises(counts.OutOfReach):
        holds("s > t only in w")
    for broken in ("s > t", "u > 1", "n >", "__import__('os')", "n.real = 5", "n in every article"):
        with pytest.raises(counts.Unknown):
            holds(broken)


def test_every_variant_is_explained_in_words(case) -> None:
    codebook = read_codebook(default_codebook(case.folder))
    others = list(variants(case, {n: i.frame for n, i in codebook.indicators.items()}))
    assert {v.kind for v in others} == set(WORDS)
    names = [v.name for v in others]
    assert len(names) == len(set(names))
    by_name = {v.name: v.tables["units"] for v in others}
    k24 = {n: t[t["article"].astype(str) == "kurdistan24"] for n, t in by_name.items()}
    held = k24["about, main or second code"]
    assert (len(held), held["symbolic"].sum(), held["strategic"].sum()) == (21, 13, 9)
    main = k24["about, main code"]
    assert (len(main), main["symbolic"].sum(), main["strategic"].sum()) == (20, 12, 9)
    less = k24["without the post"]
    assert (less["symbolic"].sum(), less["strategic"].sum()) == (11, 14)
    narrowed = k24["S3 of the event alone"].set_index("sentence")["symbolic"]
    assert (narrowed[["kurdistan24-25", "kurdistan24-26", "kurdistan24-27"]] == 0).all()


def test_every_column_in_words_is_there(case) -> None:
    made = views(case)
    for name, (_, described) in COLUMNS.items():
        for columns in described:
            assert set(columns.split(", ")) <= set(made[name].columns), (name, columns)


def test_verdicts_follow_from_the_variants(found) -> None:
    for finding in found.values():
        if finding.verdict == HOLDS:
            assert all(finding.tried.values()), finding.id
        elif finding.verdict == CARE:
            assert finding.broken_by, finding.id
        else:
            assert finding.spec.asserted_by, f"{finding.id} does not hold, and nobody said so"


def test_enough_findings_and_some_that_do_not_hold(found) -> None:
    assert len(found) >= 15
    fails = [f for f in found.values() if f.verdict == FAILS]
    assert len(fails) >= 3
    assert any("book" in f.spec.asserted_by for f in fails)
    assert any("book" not in f.spec.asserted_by for f in fails)


def test_what_the_story_says(found) -> None:
    assert found["one_post"].numbers["post"].value == 14
    pieces = found["five_cuts"].numbers["post"].value.to_dict()
    assert pieces == {"rferl": 0, "explainer": 3, "gazelle": 3, "digest": 0, "kurdistan24": 8}
    tone = found["quotations_on_accession"].numbers
    numbers = [tone[n].value for n in ("favour", "neutral", "critical", "silent")]
    assert numbers == [13, 3, 1, 16]
    assert found["own_voice_strategy"].broken_by == ("without T5",)
    assert "without the post" in found["symbol_quotes_post"].broken_by


def test_the_written_ledger_is_that_of_the_tables(found) -> None:
    for name, table in (
        ("findings", ledger.findings_table(found)),
        ("findings_variants", ledger.variants_table(found)),
    ):
        written = pd.read_csv(CASE / f"{name}.csv", dtype=str, keep_default_na=False)
        assert written.equals(table.astype(str)), f"run newscompare derive: {name}.csv"
    assert (CASE / "findings.md").read_text(encoding="utf-8") == ledger.guide()


def test_prose_may_show_marks_and_numbers_with_their_rows(case, found) -> None:
    claims = {c.key: c for c in found.claims()}
    assert len(claims) == len(found.claims())
    assert claims["finding_one_post"].shown == CARE
    assert "14_ledger.ipynb#finding-one_post" in claims["finding_one_post"]._repr_html_()
    post = claims["one_post_post"]
    assert (post.shown, len(post.rows), len(post.among)) == ("14", 14, 33)
    assert set(post.rows) <= set(case.quotes["id"])
    assert claims["five_cuts_post_kurdistan24"].shown == "eight"
    assert "holds" in found["one_post"]._repr_html_()
    for claim in claims.values():
        assert re.fullmatch(r"\S+", claim.key), claim.key


def test_bad_findings_are_named(tmp_path, case) -> None:
    path = tmp_path / "findings.yml"
    path.write_text("- {id: a, sentence: b, counts: {n: units whose}, condition: n > 1}\n")
    with pytest.raises(InputError, match="is no count"):
        read_findings(path)
    path.write_text("- {id: a, sentence: b}\n")
    with pytest.raises(InputError, match="lacks a part"):
        read_findings(path)
    path.write_text("- {id: a, sentence: b, counts: {n: units}, condition: n > 1}\n" * 2)
    with pytest.raises(InputError, match="stands twice"):
        read_findings(path)
    spec = make_spec("a", "{m} units", {"n": "units"}, "n > 1")
    with pytest.raises(InputError, match="finding 'a'"):
        judged(case, [spec], [])


def test_a_case_without_findings_has_none() -> None:
    assert len(findings.load(load_case("practice"))) == 0


def test_findings_of_any_event(case) -> None:
    practice = load_case("practice")
    for one in (case, practice):
        codebook = read_codebook(default_codebook(one.folder))
        found = findings.general(one, {n: i.frame for n, i in codebook.indicators.items()})
        assert "balance" in found
        assert all(f.verdict != FAILS for f in found.values())
    assert found["most_strategic"].sentence.startswith("The Ammer Ledger")


def small(case, **change):
    """The case with tables changed."""
    from dataclasses import replace

    return replace(case, **change)


def test_general_findings_have_words_for_ties_none_and_too_few(case) -> None:
    codebook = read_codebook(default_codebook(case.folder))
    frame_of = {n: i.frame for n, i in codebook.indicators.items()}
    nothing = case.frames.assign(symbolic=0, strategic=0, indicators="", voice="none")
    empty = small(
        case,
        frames=nothing,
        quotes=case.quotes.iloc[:0],
        attributions=case.attributions.iloc[:0],
        settings={k: v for k, v in case.settings.items() if k != "parties"},
    )
    said = {f.sentence for f in findings.general(empty, frame_of).values()}
    assert said == {
        "No unit carries the frame symbolic.",
        "No unit carries the frame strategic.",
        "No attribution was found.",
        "No text prints a quotation.",
    }
    few = small(case, attributions=case.attributions.iloc[:3], quotes=case.quotes.iloc[:2])
    found = findings.general(few, frame_of)
    assert found["few_sources"].sentence.startswith("Only three attributions were found")
    assert "stance" not in found
    six = case.attributions.iloc[:6]
    once, twice = [f"S{n}" for n in range(6)], list("aabbcd")
    for names, wanted in (
        (once, "Nobody is heard twice: six sources have one attribution each."),
        (twice, "Nobody is heard most: two sources have two attributions each."),
    ):
        found = findings.general(small(case, attributions=six.assign(source=names)), frame_of)
        assert found["most_heard"].sentence == wanted
    level = case.frames.copy()
    level["strategic"] = level["symbolic"]
    found = findings.general(small(case, frames=level), frame_of)
    assert found["balance"].sentence == "The two are level in every text."
    units = case.frames[case.frames["coder"] == "reference"]
    number = units.groupby(units["sentence"].str.rpartition("-")[0]).cumcount()
    tie = units[number < 6].assign(symbolic=[int(n < 3) for n in number[number < 6]])
    found = findings.general(small(case, frames=tie), frame_of)
    assert "share the first place for symbolic units (50% each)" in (
        found["most_symbolic"].sentence
    )


def test_a_text_of_a_handful_of_units_is_not_ranked(case) -> None:
    codebook = read_codebook(default_codebook(case.folder))
    frame_of = {n: i.frame for n, i in codebook.indicators.items()}
    units = case.frames[case.frames["coder"] == "reference"]
    text = units["sentence"].str.rpartition("-")[0]
    number = units.groupby(text).cumcount()
    all_four, three = (text == "rferl") & (number < 4), (text == "gazelle") & (number < 3)
    kept = number < (text == "rferl").map({True: 4, False: 8})
    made = small(case, frames=units.assign(symbolic=(all_four | three) * 1)[kept])
    gazelle = case.labels["gazelle"]
    said = findings.general(made, frame_of)["most_symbolic"].sentence
    assert said == f"{gazelle} has the largest share of symbolic units (38%)."
    shown = {claim.key: claim.shown for claim in framing_claims(made)}
    assert shown["most_symbolic"] == gazelle
    few = small(case, frames=units.assign(symbolic=all_four * 1)[kept])
    shown = {claim.key: claim.shown for claim in framing_claims(few)}
    assert (shown["most_symbolic"], shown["most_symbolic_share"]) == ("too few", "–")


def test_what_a_machine_coded_case_may_say(tmp_path) -> None:
    """Of a case coded by machine nothing is said that the machine cannot see."""
    import shutil

    from newscompare.case.folder import case_folder
    from newscompare.coding.folder import code_folder, frames_coder, tone_coder
    from newscompare.coding.machine_case import machine_case
    from newscompare.coding.machine_frames import read_texts

    folder = tmp_path / "event"
    practice = ROOT / "data" / "practice"
    shutil.copytree(practice / "articles", folder / "articles")
    for name in ("case.yml", "codebook.yml"):
        shutil.copy(practice / name, folder / name)
    case = case_folder(folder)
    texts = read_texts(case)
    code_folder(
        case.articles,
        folder / "coded",
        engine="rules",
        sentence_coders=[frames_coder(texts.codebook)],
        quote_coders=[tone_coder],
    )
    frame_of = {n: i.frame for n, i in texts.codebook.indicators.items()}
    found = findings.general(machine_case(case, texts), frame_of)
    assert {"most_symbolic", "balance", "most_heard"} <= set(found)
    for finding in found.values():
        assert not {"coder a", "about, main code", "without the post"} & set(finding.tried)
        if finding.id == "stance":
            assert "by the machine's label" in finding.sentence
        if finding.id.startswith("unheard_"):
            assert "as far as the machine found" in finding.sentence

"""What a report says of frames: no check that cannot fail, what near-duplicates count twice, names
of files and of measures.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from newscompare import report
from newscompare.articles.reading import Article
from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.case.tables import Case, load_case
from newscompare.coding.machine_case import labels_of
from newscompare.findings import general
from newscompare.findings.general import ALONE, NO_MORE, NOTHING
from newscompare.findings.variants import ADD, variants
from newscompare.findings.views import views
from newscompare.report import copies
from newscompare.report.pages import Made, unstated
from newscompare.report.sure import UNTRIED, how_sure, ways_tried


@pytest.fixture(scope="module")
def practice() -> Case:
    return load_case("practice")


def frame_of(case: Case) -> dict[str, str]:
    codebook = read_codebook(default_codebook(case.folder))
    return {name: one.frame for name, one in codebook.indicators.items()}


def few(case: Case, framed: int) -> Case:
    """The case as a machine coded it, with so many symbolic units and no other."""
    units = case.frames[case.frames["coder"] == "reference"]
    symbolic = [int(n < framed) for n in range(len(units))]
    return replace(
        case,
        frames=units.assign(
            coder="machine",
            symbolic=symbolic,
            strategic=0,
            indicators=["S1" if one else "" for one in symbolic],
            voice=["outlet" if one else "none" for one in symbolic],
        ),
        about=case.about.iloc[:0],
    )


def test_a_check_that_cannot_fail_is_none(practice: Case) -> None:
    said = general(few(practice, 3), frame_of(practice))
    assert said["few_symbolic"].sentence == (
        "The machine found the frame symbolic in only three of 180 units: too few to compare the "
        "texts by."
    )
    assert said["no_strategic"].sentence == "The machine found the frame strategic in no unit."
    for name in ("few_symbolic", "no_strategic"):
        assert not said[name].tried
        assert how_sure(said[name], practice.labels) == UNTRIED


def test_a_check_that_can_fail_is_still_made(practice: Case) -> None:
    said = general(practice, frame_of(practice))
    assert any(name.startswith("without ") for name in said["most_heard"].tried)
    assert "by words" in said["most_symbolic"].tried
    assert "coder a" in said["balance"].tried or "by words" in said["balance"].tried


def test_the_ways_to_count_that_were_tried_are_named(practice: Case) -> None:
    labels = practice.labels
    one, *_, last = [f"without {text}" for text in labels]
    assert ways_tried([one], labels) == f"without {labels[next(iter(labels))]}"
    assert ways_tried([one, last], labels) == "each with one text left out"
    assert ways_tried([one, last, "without S1", "by words", "without titles"], labels) == (
        "two with one text left out, one with one indicator left out, one if words are counted "
        "instead of units and one without titles and decks"
    )
    said = general(practice, frame_of(practice))["most_heard"]
    broken = replace(said, tried=dict.fromkeys(said.tried, True) | {one: False, last: False})
    first, *_, other = labels.values()
    assert how_sure(broken, labels) == (
        f"With care: fails in 2 of {len(said.tried)} other ways to count (without {first}; "
        f"without {other})."
    )


def test_comparing_texts_is_not_tried_without_another_text(practice: Case) -> None:
    """Each text has its own numbers: without another one they stay what they are."""
    left_out = {f"without {article}" for article in practice.labels}
    said = general(practice, frame_of(practice))
    for name in ("most_symbolic", "most_strategic", "balance"):
        assert said[name].spec.spared == ALONE
        assert not left_out & set(said[name].tried)


@pytest.mark.parametrize("name", ["practice", "accords"])
def test_what_only_leaves_out_makes_no_count_larger(name: str) -> None:
    """The reason for which findings of too few are not tried, on every variant of two cases."""
    case = load_case(name)
    base = views(case)
    frames = base["units"].attrs["frames"]
    seen = set()
    for variant in variants(case, frame_of(case)):
        seen.add(variant.kind)
        if variant.kind in ADD:
            continue
        assert variant.kind in NO_MORE
        assert variant.kind in NOTHING
        own = variant.tables
        assert len(own["units"]) <= len(base["units"]), variant.name
        assert len(own["quotes"]) <= len(base["quotes"]), variant.name
        assert len(own["attributions"]) <= len(base["attributions"]), variant.name
        for frame in frames:
            assert own["units"][frame].sum() <= base["units"][frame].sum(), variant.name
        texts = own["sources"].set_index("source")["texts"]
        before = base["sources"].set_index("source")["texts"]
        assert (texts <= before.reindex(texts.index)).all(), variant.name
    assert {"by words", "without a text", "without an indicator"} <= seen


def article(id: str, **front: object) -> Article:
    """A text of one sentence."""
    return Article(id=id, body="One.", metadata=front)


def test_the_name_of_a_file_is_marked_as_one() -> None:
    labels = labels_of([article("brief"), article("echo", outlet="Echo"), article("x")], {"x": "X"})
    assert labels == {"brief": "“brief”", "echo": "Echo", "x": "X"}


def test_a_text_without_an_outlet_is_told(practice: Case) -> None:
    assert unstated(practice) == []
    labels = dict(practice.labels) | {"gull": "“gull”"}
    case = replace(practice, settings=practice.settings | {"articles": labels})
    assert unstated(case) == ["“gull”"]


# --- Near-duplicates


def twins(case: Case) -> Case:
    """The practice event with a copy of the body of its first text in its second."""
    first, second = list(case.labels)[:2]
    units = case.sentences
    ours = units[(units["article"] == first) & (units["zone"] == "body")].head(6)
    theirs = units[(units["article"] == second) & (units["zone"] == "body")].head(6)
    codes = case.frames[case.frames["coder"] == "reference"].set_index("sentence")
    for a, b in zip(ours["id"], theirs["id"], strict=True):
        columns = ["symbolic", "strategic", "indicators", "voice"]
        codes.loc[b, columns] = codes.loc[a, columns]
    runs = pd.DataFrame(
        {
            "passage": 1,
            "article_a": first,
            "sentence_a": list(ours["id"]),
            "article_b": second,
            "sentence_b": list(theirs["id"]),
            "matched": [
                max(a, b) - (1 if n else max(a, b) // 2)
                for n, (a, b) in enumerate(zip(ours["words"], theirs["words"], strict=True))
            ],
        }
    )
    pairs = pd.DataFrame({"article": [first], "other": [second], "covered": [90], "words": [100]})
    return replace(
        case,
        frames=codes.reset_index().assign(coder="reference"),
        shared_runs=runs,
        text_pairs=pairs,
    )


def test_what_two_texts_share_is_counted_once_in_words(practice: Case) -> None:
    case = twins(practice)
    first, second = (case.labels[a] for a in list(case.labels)[:2])
    found = copies.copies(case)
    assert len(found) == 5, "the first of six has half of its words in common: no copy"
    codes = case.frames.set_index("sentence").loc[list(found)]
    framed = codes[(codes["symbolic"] == 1) | (codes["strategic"] == 1)]
    said = copies.frames_twice(case)
    assert f"counted twice, in {first} and again in {second}" in said
    assert said.startswith(f"{copies.in_words(len(framed)).capitalize()} unit")
    heard = case.attributions["sentence"].isin(list(found)).sum()
    types = copies.types_twice(case)
    assert types.startswith(copies.in_words(heard).capitalize())
    kinds = case.attributions.assign(copy=case.attributions["sentence"].isin(list(found)))
    for kind, own in kinds.groupby(kinds["source_type"].astype(str)):
        if own["copy"].any():
            name = copies.source_type_name(kind).lower()
            assert f"“{name}” {int((~own['copy']).sum())}" in types


def test_where_nothing_is_shared_nothing_is_counted_twice(practice: Case) -> None:
    assert copies.twice(practice) == copies.Twice()
    made = Made(practice, read_codebook(default_codebook(practice.folder)), [])
    assert report.framing_words(made)["twice_frames"] == (
        "No unit with a frame stands in more than one of them."
    )


def test_each_measure_says_what_it_is_a_share_of(practice: Case) -> None:
    made = Made(practice, read_codebook(default_codebook(practice.folder)), [])
    names = report.measure_names(made)
    assert names["symbolic"] == "Symbolic: share of units"
    assert names["named"] == "Attributions to named sources"
    assert not [name for name in names.values() if "sentence" in name.lower()]
    body = practice.sentences[practice.sentences["zone"] == "body"]
    sentences = replace(made, case=replace(practice, sentences=body))
    assert report.measure_names(sentences)["symbolic"] == "Symbolic: share of sentences"


def test_the_table_of_voices_counts_units_of_frames_that_were_found(practice: Case) -> None:
    made = Made(few(practice, 3), read_codebook(default_codebook(practice.folder)), [])
    table = report.voices_table(made)
    assert list(table) == ["Frame", "Whose claim", "Units", "Share"]
    assert set(table["Frame"]) == {"Symbolic"}
    assert list(table["Units"]) == [3, 0, 0]

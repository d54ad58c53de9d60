"""Words that texts share: hand-worked alignments, and the planted reuse of the practice event."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare.articles import read_article, units
from newscompare.case.tables import read_settings
from newscompare.measures import alignment, reuse, versions

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "data" / "practice"


def made(**texts: str) -> pd.DataFrame:
    """Units of texts given as sentences divided by bars, each a paragraph of the body."""
    rows = []
    for article, text in texts.items():
        start = 0
        for number, sentence in enumerate(text.split("|"), 1):
            rows.append((f"{article}-{number:02d}", article, "body", number, start, sentence))
            start += len(sentence) + 2
    return pd.DataFrame(rows, columns=["id", "article", "zone", "paragraph", "start", "text"])


def table(**texts: str) -> pd.DataFrame:
    return alignment.word_table(made(**texts))


@pytest.fixture(scope="module")
def practice() -> pd.DataFrame:
    names = read_settings(PRACTICE)["articles"]
    parts = [units(read_article(PRACTICE / "articles" / f"{name}.md")) for name in names]
    return pd.concat(parts, ignore_index=True)


def test_every_planted_reuse_is_found_and_no_false_pair(practice) -> None:
    gold = pd.read_csv(PRACTICE / "coding" / "reuse.tsv", sep="\t")
    runs = reuse.shared_runs(alignment.word_table(practice))
    of_wire = runs[runs["article_a"] == "northwater"]
    found = set(zip(of_wire["sentence_b"], of_wire["sentence_a"], strict=True))
    assert found == set(zip(gold["unit_id"], gold["wire_unit"], strict=True))


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes” and left.", ["yes"]),
        ('He said "yes" and left.', ["yes"]),
        ('She said "so it is.”', ["so it is."]),
        ("‘It isn’t one another’s,’ she said.", ["It isn’t one another’s,"]),
        (
            "‘They call it “a boring strait”, and it is,’ he said.",
            ["They call it “a boring strait”, and it is,"],
        ),
        ("“It goes on in the next paragraph", ["It goes on in the next paragraph"]),
        ('A 5" pipe that is never closed', []),
        ("The ships’ crews didn’t speak.", []),
    ],
)
def test_what_stands_in_quotation_marks(text: str, quoted: list[str]) -> None:
    assert [text[s:e] for s, e in alignment.quotation_spans(text)] == quoted


COPY = "the minister opened the new bridge over the river on a cold morning in May"


def test_a_copied_passage_is_found_where_it_stands() -> None:
    words = table(
        one=f"Nobody came.|Today {COPY}.", two=f"Rain fell.|We heard that {COPY}, and went."
    )
    row = reuse.shared_runs(words).iloc[0]
    assert (row["sentence_a"], row["sentence_b"]) == ("one-02", "two-02")
    assert row["matched"] == row["identical"] == len(COPY.split())
    assert row["marks"] == "none"
    texts = made(
        one=f"Nobody came.|Today {COPY}.", two=f"Rain fell.|We heard that {COPY}, and went."
    )
    unit = texts.set_index("id").loc["two-02"]
    start = row["start_b"] - unit["start"]
    assert unit["text"][start : row["end_b"] - unit["start"]] == COPY


def test_changed_words_are_bridged_and_counted() -> None:
    other = COPY.replace("new", "old").replace("cold", "warm")
    row = reuse.shared_runs(table(one=COPY, two=other)).iloc[0]
    assert row["matched"] == len(COPY.split()) - 2
    assert row["words_a"] == len(COPY.split())


def test_nine_words_make_no_passage_outside_quotation_marks() -> None:
    nine = " ".join(COPY.split()[:9])
    assert reuse.shared_runs(table(one=f"A {nine} x", two=f"B {nine} y")).empty


def test_a_quotation_of_four_words_is_found_and_three_only_when_whole() -> None:
    def found(one: str, two: str) -> int:
        return len(reuse.shared_runs(table(one=one, two=two)))

    assert found("He saw “the theatre at Dunmarrow”.", "A note “of the theatre at Dunmarrow”.") == 1
    assert (
        found("He would “draw practical conclusions”.", "They “draw practical conclusions”.") == 1
    )
    assert found("He will “draw practical conclusions soon”.", "“We draw practical lines”.") == 0
    assert found("He saw the theatre at Dunmarrow.", "A note of “the theatre at Dunmarrow”.") == 0


def test_a_name_in_two_long_quotations_is_no_quotation_in_common() -> None:
    one = "“Our wish to join the Abraham Accords is old and was never a secret to anyone here.”"
    two = "“They want to join the Abraham Accords because it costs so little and gives so much.”"
    assert reuse.shared_runs(table(one=one, two=two)).empty


def test_no_passage_crosses_from_title_to_body() -> None:
    text = made(one=f"{COPY}|x", two=COPY)
    half = COPY.split()
    title = pd.DataFrame(
        [
            ("three-01", "three", "title", 0, 0, " ".join(half[:8])),
            ("three-02", "three", "body", 1, 0, " ".join(half[8:])),
        ],
        columns=text.columns,
    )
    runs = reuse.shared_runs(alignment.word_table(pd.concat([text, title], ignore_index=True)))
    assert set(runs["article_b"]) == {"two"}


def test_containment_has_two_directions() -> None:
    words = table(one="a b c d e f g", two="x a b c d e")
    share = reuse.containment(words, 5).set_index(["article", "other"])
    assert share.loc[("one", "two"), "shared"] == 1
    assert share.loc[("one", "two"), "share"] == pytest.approx(1 / 3)
    assert share.loc[("two", "one"), "share"] == pytest.approx(1 / 2)
    assert reuse.containment(table(one="a b", two="a b"), 5)["share"].isna().all()


def test_near_duplicates_by_the_shorter_text() -> None:
    rest = "Then " + " ".join(f"word{n}" for n in range(60))
    words = table(one=COPY, two=f"{COPY}|{rest}", three=rest.replace("word", "other"))
    overlap = reuse.text_overlap(words, reuse.shared_runs(words))
    near = overlap.set_index(["article_a", "article_b"])["near"]
    assert near[("one", "two")]
    assert not near[("one", "three")]


def test_share_of_a_unit_that_others_have_comes_from_offsets() -> None:
    texts = made(one=f"Today {COPY}.|Nobody came.", two=COPY)
    texts["end"] = texts["start"] + texts["text"].str.len()
    runs = reuse.shared_runs(alignment.word_table(texts))
    shares = reuse.borrowed_shares(texts, runs).set_index("sentence")["share"]
    assert shares["one-01"] == pytest.approx(len(COPY) / len(f"Today {COPY}."))
    assert shares["one-02"] == 0
    assert shares["two-01"] == 1


def test_quotations_in_common_say_what_each_kept() -> None:
    words = table(
        one="He said: “More Nations are lining up to embrace Peace.”",
        two="They wrote of “more nations are lining up” on Friday.",
        three="“Nothing of the kind was ever said by me,” she said.",
    )
    found = versions.quotations_in_common(words).set_index("article")
    assert list(found.index) == ["one", "two"]
    assert found.loc["one", "base"] == 1
    assert found.loc["two", ["words", "kept", "capitals", "cut", "added"]].tolist() == [
        5,
        5,
        2,
        3,
        0,
    ]


def test_states_of_the_words_of_a_version() -> None:
    unit = table(one="He had held “a great call between two Leaders,” he wrote, just now.")
    base = ["I", "just", "held", "a", "great", "call", "between", "two", "leaders", "of", "states"]
    start = int(unit.loc[unit["word"] == "a", "start"].iloc[0])
    end = int(unit.loc[unit["word"] == "Leaders", "end"].iloc[0])
    states = [state for state, _ in versions.version_states(base, unit, (start, end), [])]
    outside, kept = ["outside", "outside"], ["kept"] * 5
    assert states == ["cut", *outside, *kept, "capitals", "cut", "cut"]


letters = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(letters, letters)
def test_kept_words_are_the_same_words_in_order(base: list[str], other: list[str]) -> None:
    places = versions.kept_words(base, other)
    found = [p for p in places if p is not None]
    assert found == sorted(set(found))
    assert all(other[p] == base[k] for k, p in enumerate(places) if p is not None)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([f"w{n}" for n in range(40)]), min_size=12, max_size=40))
def test_a_text_shares_all_of_itself(words: list[str]) -> None:
    text = " ".join(words)
    runs = reuse.shared_runs(table(one=text, two=text))
    assert runs["matched"].max() == len(words)


def test_empty_and_tiny_texts_share_nothing() -> None:
    runs = reuse.shared_runs(table(one="Yes.", two="…"))
    assert list(runs.columns) == reuse.RUN_COLUMNS
    assert runs.empty


def test_characters_in_several_passages_count_once() -> None:
    unit = {"id": "a-01", "article": "a", "zone": "body", "start": 0, "end": 40}
    spans = [(0, 10), (2, 5), (8, 12), (12, 12), (30, 40)]
    runs = pd.DataFrame(spans, columns=["start_a", "end_a"]).assign(sentence_a="a-01")
    runs = runs.assign(sentence_b="b-01", start_b=0, end_b=1)
    table = reuse.borrowed_shares(pd.DataFrame([unit]), runs)
    assert table["shared"].tolist() == [12 + 10]
    assert table["share"].tolist() == [22 / 40]


def test_a_passage_is_found_wherever_it_begins() -> None:
    copy = np.arange(12)
    other = alignment.Text(copy, np.zeros(12), np.full(12, -1))
    for before in (0, 1, *range(76, 100), 170):
        codes = np.concatenate([np.arange(1000, 1000 + before), copy, np.arange(2000, 2100)])
        text = alignment.Text(codes, np.zeros(len(codes)), np.full(len(codes), -1))
        assert alignment.passages(text, other) == [[(before + k, k) for k in range(12)]]
        assert alignment.passages(other, text) == [[(k, before + k) for k in range(12)]]


def test_two_words_beside_those_in_common_are_chance_and_three_are_not() -> None:
    one = "“The theatre at Dunmarrow will open in spring.”"
    two = "“The theatre at Dunmarrow may open in autumn.”"
    three = "“The theatre at Dunmarrow may open in spring.”"
    runs = reuse.shared_runs(table(one=one, two=two, three=three))
    matched = runs.set_index(["article_a", "article_b"])["matched"].to_dict()
    assert matched == {("one", "two"): 4, ("one", "three"): 4 + 3, ("two", "three"): 7}

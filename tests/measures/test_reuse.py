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
        ('A 5" pipe and a 6" nail', []),
        ('He said "a 5"x7 board" twice', ['a 5"x7 board']),
        ("‘One’ and ‘two’, no more", ["One", "two"]),
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


def test_words_put_in_are_bridged_in_either_text() -> None:
    first, last = COPY.split()[:7], COPY.split()[7:]
    longer = " ".join([*first, "yes", "indeed", *last])
    for texts in ({"one": COPY, "two": longer}, {"one": longer, "two": COPY}):
        runs = reuse.shared_runs(table(**texts))
        assert runs["matched"].tolist() == [7 + 8]
        assert runs["identical"].tolist() == [8]
        assert sorted([runs["words_a"].item(), runs["words_b"].item()]) == [15, 17]


def test_two_passages_far_apart_are_two_however_long() -> None:
    short, long = np.arange(12), np.arange(100, 350)
    other = np.concatenate([short, np.arange(3000, 3010), long])
    codes = np.concatenate([short, np.arange(1000, 1300), long])
    a, b = (alignment.Text(c, np.zeros(len(c)), np.full(len(c), -1)) for c in (codes, other))
    found = alignment.passages(a, b)
    assert found == [[(k, k) for k in range(12)], [(312 + k, 22 + k) for k in range(250)]]


def test_the_longest_row_without_a_change_is_told() -> None:
    words = COPY.split()
    words[3] = words[5] = "so"
    row = reuse.shared_runs(table(one=COPY, two=" ".join(words))).iloc[0]
    assert (row["matched"], row["identical"]) == (13, 15 - 6)


def test_shingles_have_five_words_unless_told() -> None:
    share = reuse.containment(table(one="a b c d e f", two="x a b c d e"))
    assert share["n"].tolist() == [5, 5]
    assert share[["shared", "shingles"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_words_added_are_those_that_the_fullest_version_lacks() -> None:
    same = "the new road will open soon"
    one = f"“{same} and nobody in town was asked about”"
    words = table(one=one, two=f"“{same} unless rain keeps falling all week”")
    found = versions.quotations_in_common(words).set_index("article")
    columns = ["words", "base", "kept", "cut", "added"]
    assert found.loc["one", ["sentence", "start", "end"]].tolist() == ["one-01", 1, len(one) - 1]
    assert found.loc["one", columns].tolist() == [13, 1, 13, 0, 0]
    assert found.loc["two", columns].tolist() == [12, 0, 6, 7, 6]


def test_a_word_kept_in_marks_is_kept_even_where_it_stands_outside_too() -> None:
    unit = table(one="Great leaders met: “great leaders,” he wrote.")
    start = int(unit.loc[unit["quotation"] >= 0, "start"].min())
    base = ["great", "leaders"]
    states = versions.version_states(base, unit, (start, start + len("great leaders")), [])
    assert states == [("kept", 3), ("kept", 4)]


def test_a_short_word_counts_as_outside_beside_the_first_word_that_does() -> None:
    unit = table(one="He held a “summit” at noon.")
    start = int(unit.loc[unit["word"] == "summit", "start"].iloc[0])
    place = (start, start + len("summit"))
    states = versions.version_states(["held", "a", "big", "summit"], unit, place, [])
    assert states == [("outside", 1), ("outside", 2), ("cut", None), ("kept", 3)]
    # the last word of the fullest version is no neighbour of the first
    states = versions.version_states(["at", "big", "summit", "noon"], unit, place, [])
    assert states == [("cut", None), ("cut", None), ("kept", 3), ("outside", 5)]


def test_a_short_word_beside_words_kept_in_marks_is_left_out() -> None:
    unit = table(one="He had “a great call” to make.")
    start = int(unit.loc[unit["quotation"] >= 0, "start"].min())
    place = (start, start + len("a great call"))
    base = ["a", "great", "call", "to", "states"]
    states = versions.version_states(base, unit, place, [])
    assert states == [("kept", 2), ("kept", 3), ("kept", 4), ("cut", None), ("cut", None)]


def test_overlap_counts_the_passages_of_its_own_two_texts() -> None:
    text = " ".join(["word"] * 20)  # each word takes five characters
    words = table(b=text, a=text, c=text)
    spans = {("b", "a"): (0, 10), ("b", "c"): (10, 16), ("a", "c"): (4, 7)}
    runs = pd.DataFrame(
        [
            (one, f"{one}-01", 5 * s, 5 * e - 1, two, f"{two}-01", 0, 5 * (e - s) - 1)
            for (one, two), (s, e) in spans.items()
        ],
        columns=[
            *("article_a", "sentence_a", "start_a", "end_a"),
            *("article_b", "sentence_b", "start_b", "end_b"),
        ],
    )
    overlap = reuse.text_overlap(words, runs).set_index(["article_a", "article_b"])
    assert overlap.index.tolist() == list(spans)
    assert overlap["covered_a"].tolist() == [10, 6, 3]
    assert overlap["covered_b"].tolist() == [10, 6, 3]
    assert overlap["share_a"].tolist() == [0.5, 0.3, 0.15]
    assert overlap["near"].tolist() == [True, False, False]


@pytest.mark.parametrize(("between", "matched"), [(4, [24]), (5, [12, 12])])
def test_more_than_four_words_between_divide_a_passage(between: int, matched: list[int]) -> None:
    first, last = (" ".join(f"{sign}{n}" for n in range(12)) for sign in "ab")
    middle = " ".join(f"new{n}" for n in range(between))
    two = {"one": f"{first} {last}", "two": f"{first} {middle} {last}"}
    for texts in (two, {"one": two["two"], "two": two["one"]}):
        assert reuse.shared_runs(table(**texts))["matched"].tolist() == matched


def test_words_of_a_passage_are_counted_from_its_first_to_its_last() -> None:
    changed = COPY.replace("new", "old")
    one, two = f"Only on Friday {COPY} it said", f"Today {changed}"
    row = reuse.shared_runs(table(one=one, two=two)).iloc[0]
    assert row[["words_a", "words_b", "matched"]].tolist() == [15, 15, 14]
    assert one[row["start_a"] : row["end_a"]] == COPY
    assert two[row["start_b"] : row["end_b"]] == changed

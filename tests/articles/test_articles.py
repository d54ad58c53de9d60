"""Front matter, sentences and offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare.articles import (
    article_files,
    count_words,
    parse_article,
    read_article,
    sentence_spans,
    units,
    whole_word,
)
from newscompare.errors import InputError


def sentences(text: str) -> list[str]:
    return [text[s:e] for s, e in sentence_spans(text)]


def test_front_matter_and_body_are_divided_at_the_second_rule() -> None:
    article = parse_article('---\ntitle: "A: B"\n---\n\nOne. Two.\n', id="x")
    assert article.metadata == {"title": "A: B"}
    assert article.body == "\nOne. Two.\n"


def test_a_file_without_front_matter_is_all_body() -> None:
    text = "No rule here.\n---\nnor: here\n---\n"
    assert parse_article(text, id="x").body == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He met U.S. officials. They spoke.", ["He met U.S. officials.", "They spoke."]),
        (
            "Mr. Ito of St. Paul Inc. left. Nobody saw.",
            ["Mr. Ito of St. Paul Inc. left.", "Nobody saw."],
        ),
        ("“We came.” They left.", ["“We came.”", "They left."]),
        ('"Really?" he asked. She nodded.', ['"Really?" he asked.', "She nodded."]),
        (
            "“It is late... In May we start,” she said. He left.",
            ["“It is late... In May we start,” she said.", "He left."],
        ),
        (
            "J. K. Okoro spoke at 5 p.m. on Monday. It rained.",
            ["J. K. Okoro spoke at 5 p.m. on Monday.", "It rained."],
        ),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_units_name_zones_and_count_in_the_body() -> None:
    article = parse_article(
        "---\ntitle: Head\ndeck: Below it\n---\n\n## Part\n\nOne went. Two came.\n", id="a"
    )
    table = units(article)
    assert list(table["zone"]) == ["title", "deck", "subhead", "body", "body"]
    assert list(table["id"]) == ["a-01", "a-02", "a-03", "a-04", "a-05"]
    body = table[table["zone"].isin(["subhead", "body"])]
    assert [article.body[s:e] for s, e in zip(body["start"], body["end"], strict=True)] == [
        "Part",
        "One went.",
        "Two came.",
    ]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=400))
@settings(max_examples=150, deadline=None)
def test_units_are_ordered_disjoint_slices_that_keep_every_word(body: str) -> None:
    article = parse_article("---\n---\n" + body, id="a")
    table = units(article)
    end = 0
    for row in table.itertuples():
        assert end <= row.start < row.end <= len(article.body)
        assert article.body[row.start : row.end] == row.text
        end = row.end
    assert table["words"].sum() == count_words(article.body)


def test_a_span_inside_a_word_moves_to_the_word_nearest_to_the_cue() -> None:
    text = "On the list, he said, he has the lot."
    assert text[4:6] == "he"
    assert whole_word(text, 4, 6, near=16) == (13, 15)
    assert whole_word(text, 4, 6, near=30) == (22, 24)
    assert whole_word(text, 22, 24, near=0) == (22, 24)
    assert whole_word(text, 0, 2, near=9) == (0, 2)


@pytest.mark.parametrize(
    ("raw", "line", "word"),
    [
        (b"---\ntitle: a: b\n---\nText.", 2, "YAML"),
        (b"---\n- one\n---\nText.", 2, "front matter"),
        (b"Fine.\nNot\x00fine.", 2, "NUL"),
        (b"Fine.\nFine.\n\xff\xfe", 3, "UTF-8"),
    ],
)
def test_bad_files_get_one_line_with_file_line_and_cure(
    tmp_path, raw: bytes, line: int, word: str
) -> None:
    path = tmp_path / "bad.md"
    path.write_bytes(raw)
    with pytest.raises(InputError) as caught:
        read_article(path)
    message = str(caught.value)
    assert "\n" not in message
    assert f"bad.md, line {line}" in message
    assert word in message
    assert "Cure:" in message


def test_two_files_with_one_id_are_refused(tmp_path) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "a.txt").write_text("y")
    with pytest.raises(InputError, match="same id"):
        article_files(tmp_path)


def test_units_of_the_case_are_those_that_were_coded(shared) -> None:
    rows = [
        line.split("\t")
        for line in (shared / "accords" / "units.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    ours = []
    for name in ("rferl", "explainer", "gazelle", "digest", "kurdistan24"):
        ours += (
            units(read_article(shared / "corpus" / f"{name}.md"))[["id", "zone", "text"]]
            .to_numpy()
            .tolist()
        )
    assert sorted(ours) == sorted(rows)


def test_the_halves_of_a_character_that_escapes_leave_are_joined() -> None:
    article = parse_article(
        '---\ntitle: "\\ud83d\\ude00 \\ud83d"\ntags: [a, "\\ud83d\\ude00"]\n---\nBody.', id="x"
    )
    assert article.metadata["title"] == "😀 \ufffd"
    assert article.metadata["tags"][1] == "😀"
    assert units(article).loc[0, "text"] == "😀 \ufffd"

"""What is no attribution here, though PolNeAR counts it."""

from __future__ import annotations

import pytest

from newscompare.attribution import extract, parse_spans


def words(text: str, spans: str) -> str:
    return " … ".join(text[a:b] for a, b in parse_spans(spans))


def rows(text: str) -> list[tuple[str, str, str, str]]:
    """Source, cue and content in words, and the form, of each attribution."""
    table = extract(text)
    assert not table.duplicated("cue_spans").where(table["cue_spans"] != "", False).any()
    return [
        (
            words(text, r.source_spans),
            words(text, r.cue_spans),
            words(text, r.content_spans),
            r.form,
        )
        for r in table.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The plans are expected to go to the Treasury.", []),
        (
            "The minister declined to comment. The company did not respond to a request for "
            "comment.",
            [],
        ),
        ("The court granted relief to the crew.", []),
        ("The aerial view of the coast showed nothing.", []),
        ("Lund is likely to win. The vote is set to take place on Friday.", []),
        ("Lund refused to say who paid. Ruiz would not comment.", []),
        ("The bank could not be reached for comment.", []),
        (
            "The officials spoke on condition of anonymity because they were not authorised to "
            "speak.",
            [],
        ),
        ("Lund pleaded not guilty. He was charged with theft.", []),
        ("The shares are forecast to fall.", []),
        ("The room has a view of the sea. Lund voted for the plan.", []),
    ],
)
def test_no_attribution(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lund said the dam was expected to hold.",
        "The bank, which declined to comment, said prices would rise.",
        "A court heard that the dam was old.",
        "Lund refused to go, saying “I was here first”.",
        "In the ministry’s view, the dam is old.",
        "Ruiz was not impressed: “It leaks.”",
        "Asked why, she said it was late.",
        "Doyle, who asked not to be named, said wages were owed.",
    ],
)
def test_what_is_said_beside_it_stays(text: str) -> None:
    assert len(extract(text)) == 1


def test_all_that_polnear_counts_is_still_to_be_had() -> None:
    text = "The plan is expected to pass. Lund declined to say when."
    assert len(extract(text)) == 0
    assert len(extract(text, scope="polnear")) == 2


def test_an_unknown_scope_is_named() -> None:
    with pytest.raises(ValueError, match="unknown scope 'all'"):
        extract("x", scope="all")

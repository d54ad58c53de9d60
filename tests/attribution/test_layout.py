"""Speakers after a dash, announced blocks and lists, transcripts."""

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
        (
            '"We lost everything."\n— Ana Ruiz, farmer',
            [("Ana Ruiz, farmer", "", '"We lost everything."', "direct")],
        ),
        (
            "“It was a good year for us.” – Tom Hale, baker, Cork",
            [("Tom Hale, baker, Cork", "", "“It was a good year for us.”", "direct")],
        ),
        (
            "“Never again.” (Kim Doyle, nurse)",
            [("Kim Doyle, nurse", "", "“Never again.”", "direct")],
        ),
        (
            '"I pay too much." -- Erik Lund\n"I pay nothing." -- Greta Lund',
            [
                ("Erik Lund", "", '"I pay too much."', "direct"),
                ("Greta Lund", "", '"I pay nothing."', "direct"),
            ],
        ),
        (
            "“The road is bad.” - A reader from Leeds",
            [("A reader from Leeds", "", "“The road is bad.”", "direct")],
        ),
        ("“We will go on” — Mayor Ana Ruiz", [("Mayor Ana Ruiz", "", "“We will go on”", "direct")]),
        (
            "‘The buses never come.’ – Rosa Lund, 71, Hull",
            [("Rosa Lund, 71, Hull", "", "‘The buses never come.’", "direct")],
        ),
        ("The book “The Long Dam” (Ana Ruiz, 2011) sold well.", []),
        ("“It is late” — a phrase she likes — was on the wall.", []),
        (
            "“The sea took the wall.” ~ Ana Ruiz, mayor of Lindau\n\nThe town met on Friday.",
            [("Ana Ruiz, mayor of Lindau", "", "“The sea took the wall.”", "direct")],
        ),
    ],
)
def test_speakers_after_a_dash(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ruiz wrote in a letter:\n\n> The dam is old.\n> It leaks.\n\nNobody replied.",
            [("Ruiz", "wrote in a letter", "The dam is old. … It leaks.", "direct")],
        ),
        (
            "Lund made two demands:\n\n* “Pay us.”\n* “Hear us.”",
            [("Lund", "made two demands", "“Pay us.” … “Hear us.”", "direct")],
        ),
        (
            "The minister listed three conditions:\n\n1. “No strikes.”\n2. “No delays.”\n3. “No "
            "excuses.”",
            [
                (
                    "The minister",
                    "listed three conditions",
                    "“No strikes.” … “No delays.” … “No excuses.”",
                    "direct",
                )
            ],
        ),
        (
            "Haddad wrote to the board:\n\n“We cannot go on. The yard is broke.”\n\nThe board met "
            "on Friday.",
            [("Haddad", "wrote to the board", "“We cannot go on. The yard is broke.”", "direct")],
        ),
        (
            "In her statement, Ana Ruiz said:\n\n> It was an error.",
            [("Ana Ruiz", "said", "It was an error.", "direct")],
        ),
        ("He bought three things:\n\n- milk\n- bread", []),
        (
            "Doyle posted:\n\n> We are closed.\n>\n> We will be back.",
            [("Doyle", "posted", "We are closed. … We will be back.", "direct")],
        ),
    ],
)
def test_blocks_and_lists(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "HOST: Why did you leave?\nMORENO: I was tired.\nHOST: And now?\nMORENO: I sleep.",
            [
                ("HOST", ":", "Why did you leave?", "direct"),
                ("MORENO", ":", "I was tired.", "direct"),
                ("HOST", ":", "And now?", "direct"),
                ("MORENO", ":", "I sleep.", "direct"),
            ],
        ),
        (
            "Q: Did you know?\n\nA: No. I did not.\n\nQ: Who did?\n\nA: Ask the board.",
            [
                ("Q", ":", "Did you know?", "direct"),
                ("A", ":", "No. I did not.", "direct"),
                ("Q", ":", "Who did?", "direct"),
                ("A", ":", "Ask the board.", "direct"),
            ],
        ),
        ("Note: The shop is closed.\nDate: Monday.", []),
        (
            "Interviewer: When did you start?\nLund: In 1990. My father had the yard.\nHe sold it "
            "to me.\nInterviewer: Do you miss it?\nLund: No.",
            [
                ("Interviewer", ":", "When did you start?", "direct"),
                ("Lund", ":", "In 1990. My father had the yard.\nHe sold it to me.", "direct"),
                ("Interviewer", ":", "Do you miss it?", "direct"),
                ("Lund", ":", "No.", "direct"),
            ],
        ),
        (
            "Q. Is it over?\nA. Yes.",
            [("Q", ".", "Is it over?", "direct"), ("A", ".", "Yes.", "direct")],
        ),
    ],
)
def test_transcripts(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected

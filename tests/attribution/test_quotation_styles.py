"""Quotations in every style, and marks that are none: source, cue, content and form."""

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
            "'The bridge was never safe,' engineer Lars Holm told the inquiry. 'We said so in "
            "2019.'",
            [
                (
                    "engineer Lars Holm",
                    "told",
                    "'The bridge was never safe,' … 'We said so in 2019.'",
                    "direct",
                )
            ],
        ),
        (
            "‘It’s the ministers’ plan, not ours,’ said Ms Hale. ‘They’re welcome to it.’",
            [
                (
                    "Ms Hale",
                    "said",
                    "‘It’s the ministers’ plan, not ours,’ … ‘They’re welcome to it.’",
                    "direct",
                )
            ],
        ),
        (
            "'I've lived here since the '60s,' Rosa Lund, 71, said, 'and I've never seen 'em so "
            "angry.'",
            [
                (
                    "Rosa Lund, 71,",
                    "said",
                    "'I've lived here since the '60s,' … 'and I've never seen 'em so angry.'",
                    "direct",
                )
            ],
        ),
        (
            "The farmers' union said the drivers' pay was 'an insult' to the workers' families.",
            [
                (
                    "The farmers' union",
                    "said",
                    "the drivers' pay was 'an insult' to the workers' families",
                    "mixed",
                )
            ],
        ),
        (
            "Tom O'Brien said the company's offer was 'too little, too late'.",
            [("Tom O'Brien", "said", "the company's offer was 'too little, too late'", "mixed")],
        ),
        (
            "‘We won’t go,’ the villagers’ leader, Ana Ruiz, said.",
            [("the villagers’ leader, Ana Ruiz,", "said", "‘We won’t go,’", "direct")],
        ),
        (
            "‘She told me “run” and I ran,’ said Lund.",
            [("Lund", "said", "‘She told me “run” and I ran,’", "direct")],
        ),
        (
            "'Why did they do it?' asked Kim Doyle. 'Who knows!'",
            [("Kim Doyle", "asked", "'Why did they do it?' … 'Who knows!'", "direct")],
        ),
        (
            "‘It was cold.\n\n‘We waited for hours,’ said Erik Lund.",
            [("Erik Lund", "said", "‘It was cold.\n\n‘We waited for hours,’", "direct")],
        ),
        ("The '90s were kind to rock 'n' roll, and Lund's band did well.", []),
        (
            "‘I am done,’ Lund said.  ‘Goodbye.’ James’ car left.",
            [("Lund", "said", "‘I am done,’ … ‘Goodbye.’", "direct")],
        ),
    ],
)
def test_single_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "»We will not go«, said Anna Weber. »It is late.«",
            [("Anna Weber", "said", "»We will not go« … »It is late.«", "direct")],
        ),
        (
            "«It is late», said Anna Weber. «We will go.»",
            [("Anna Weber", "said", "«It is late» … «We will go.»", "direct")],
        ),
        (
            "„It is late”, said Jan Nowak. „We will go.”",
            [("Jan Nowak", "said", "„It is late” … „We will go.”", "direct")],
        ),
        ("‚It is late‘, said Anna Weber.", [("Anna Weber", "said", "‚It is late‘", "direct")]),
        ("“It is late„ she said.", [("she", "said", "“It is late„", "direct")]),
        (
            "”It is late”, said Kim Doyle, a nurse. ”We wait.”",
            [("Kim Doyle, a nurse", "said", "”It is late” … ”We wait.”", "direct")],
        ),
        (
            "»It is late», said Erik Lund. »We wait.»",
            [("Erik Lund", "said", "»It is late» … »We wait.»", "direct")],
        ),
        (
            "``It is late,'' said Erik Lund. ``We wait.''",
            [("Erik Lund", "said", "``It is late,'' … ``We wait.''", "direct")],
        ),
        (
            "« It is late », said Luc Moreau. « We wait. »",
            [("Luc Moreau", "said", "« It is late » … « We wait. »", "direct")],
        ),
        (
            '“It is late" said Erik Lund. "We wait,” he added.',
            [
                ("Erik Lund", "said", '“It is late"', "direct"),
                ("he", "added", '"We wait,”', "direct"),
            ],
        ),
    ],
)
def test_other_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The 12" gun fired. "It was loud," said Kim Doyle.',
            [("Kim Doyle", "said", '"It was loud,"', "direct")],
        ),
        ('A 5\'10" man left. "He ran," Brandt said.', [("Brandt", "said", '"He ran,"', "direct")]),
        (
            '"The 6" pipe burst," Brandt said. "We fixed it."',
            [("Brandt", "said", '"The 6" pipe burst," … "We fixed it."', "direct")],
        ),
        (
            "The 13” screen broke. “It was old,” said Lund.",
            [("Lund", "said", "“It was old,”", "direct")],
        ),
        (
            'The 27" and 32" screens fell. "Nobody was hurt," Lund said.',
            [("Lund", "said", '"Nobody was hurt,"', "direct")],
        ),
        (
            '"I was born in 1999," Lund said. "My son in 2020."',
            [("Lund", "said", '"I was born in 1999," … "My son in 2020."', "direct")],
        ),
    ],
)
def test_inches_are_no_marks(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Erik “the Boat” Lund said the yard was closed.",
            [("Erik “the Boat” Lund", "said", "the yard was closed", "indirect")],
        ),
        (
            "Doyle, known as “Mother Dam,” said it was safe. “It holds,” she added.",
            [
                ("Doyle, known as “Mother Dam,”", "said", "it was safe", "indirect"),
                ("she", "added", "“It holds,”", "direct"),
            ],
        ),
        (
            "Tom “Tiny” Hale, 43, said he would not go.",
            [("Tom “Tiny” Hale, 43,", "said", "he would not go", "indirect")],
        ),
        (
            "Ana Ruiz, whose film ‘Low Water’ won a prize, said she was glad.",
            [("Ana Ruiz, whose film ‘Low Water’ won a prize,", "said", "she was glad", "indirect")],
        ),
        (
            "The song “Long Way Home” was hers, Ruiz said.",
            [("Ruiz", "said", "The song “Long Way Home” was hers", "indirect")],
        ),
    ],
)
def test_nicknames_and_titles_are_not_said(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The dam\u200b is safe,” said La\u00adura Bra\u00adndt. \ufeffBrandt added that "
            "checks would go on.",
            [
                ("La\u00adura Bra\u00adndt", "said", "“The dam\u200b is safe,”", "direct"),
                ("Brandt", "added", "that checks would go on", "indirect"),
            ],
        ),
        (
            "“It holds,” said Jose\u0301 Mun\u0303oz. Mun\u0303oz added it was old.",
            [
                ("Jose\u0301 Mun\u0303oz", "said", "“It holds,”", "direct"),
                ("Mun\u0303oz", "added", "it was old", "indirect"),
            ],
        ),
        (
            "\u202a“It holds,”\u202c said \u2066Zoe Lund\u2069, a pilot.",
            [("Zoe Lund\u2069, a pilot", "said", "“It holds,”", "direct")],
        ),
    ],
)
def test_what_nobody_sees_changes_nothing(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'The ferry is old, said Kim\nDoyle, who had sailed on\nit for years. "It cost us '
            'a\nlot," she said.',
            [
                (
                    "Kim\nDoyle, who had sailed on\nit for years",
                    "said",
                    "The ferry is old",
                    "indirect",
                ),
                ("she", "said", '"It cost us a\nlot,"', "direct"),
            ],
        ),
        (
            "“We are not going to pay for it,” said\nErik Lund, the owner of the yard. He "
            "said\nthat the crew would leave on Friday.\n\nThe union said it would go to court.",
            [
                (
                    "Erik Lund, the owner of the yard",
                    "said",
                    "“We are not going to pay for it,”",
                    "direct",
                ),
                ("He", "said", "that the crew would leave on Friday", "indirect"),
                ("The union", "said", "it would go to court", "indirect"),
            ],
        ),
    ],
)
def test_wrapped_lines(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected

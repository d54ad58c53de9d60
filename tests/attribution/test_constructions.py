"""Constructions of their own order, each on invented sentences."""

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
            "Prices are too high, reckons the bank.",
            [("the bank", "reckons", "Prices are too high", "indirect")],
        ),
        ("Rivers are low, warns agency.", [("agency", "warns", "Rivers are low", "indirect")]),
        (
            "The plan will fail, predicts Dr Lund, a historian at Leeds.",
            [("Dr Lund, a historian at Leeds", "predicts", "The plan will fail", "indirect")],
        ),
        (
            "Schools must open, insists minister Ana Ruiz.",
            [("minister Ana Ruiz", "insists", "Schools must open", "indirect")],
        ),
        ("Trains are late, say commuters.", [("commuters", "say", "Trains are late", "indirect")]),
        (
            "It was a mistake, admits Lund, and it will be put right.",
            [("Lund", "admits", "It was a mistake … and it will be put right", "indirect")],
        ),
        (
            "Dogs calm children, study suggests.",
            [("study", "suggests", "Dogs calm children", "indirect")],
        ),
        (
            "Brandt, the mayor, said goodbye to the crew.",
            [("Brandt, the mayor,", "said", "goodbye to the crew", "indirect")],
        ),
        (
            "The union, which has 400 members, says the offer is too low.",
            [("The union, which has 400 members,", "says", "the offer is too low", "indirect")],
        ),
    ],
)
def test_says_x(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asked whether he would resign, Lund said no.", [("Lund", "said", "no", "indirect")]),
        ("Asked about the dam, Ana Ruiz smiled.", []),
        (
            "When asked why she left, Doyle said: “I was tired.”",
            [("Doyle", "said:", "“I was tired.”", "direct")],
        ),
        (
            "Pressed on the cost, the minister said it was too early to tell.",
            [("the minister", "said", "it was too early to tell", "indirect")],
        ),
        (
            "Lund was asked if he knew. He said he did not.",
            [("He", "said", "he did not", "indirect")],
        ),
        (
            "Ruiz asked whether the dam was safe.",
            [("Ruiz", "asked", "whether the dam was safe", "indirect")],
        ),
        (
            "Asked by reporters when the road would open, Lund replied that he did not know.",
            [("Lund", "replied", "that he did not know", "indirect")],
        ),
    ],
)
def test_questions_asked_are_none(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“It is late,” said Lund. In the words of Ana Ruiz, “it is over.”",
            [
                ("Lund", "said", "“It is late,”", "direct"),
                ("Ana Ruiz", "In the words of", "“it is over.”", "direct"),
            ],
        ),
        (
            "“It leaks,” Lund said. For Ana Ruiz, it is “a shame”.",
            [
                ("Lund", "said", "“It leaks,”", "direct"),
                ("Ana Ruiz", "For", "it is “a shame”", "mixed"),
            ],
        ),
        (
            "“It holds,” said Lund. “It is old,” per the ministry.",
            [
                ("Lund", "said", "“It holds,”", "direct"),
                ("the ministry", "per", "“It is old,”", "direct"),
            ],
        ),
        (
            "In Ruiz’s words, the dam is “a sieve”. Lund said it was not.",
            [
                ("Ruiz", "In … words", "the dam is “a sieve”", "mixed"),
                ("Lund", "said", "it was not", "indirect"),
            ],
        ),
        (
            "“We lost,” Lund said. “They won,” in the words of the coach.",
            [
                ("Lund", "said", "“We lost,”", "direct"),
                ("the coach", "in the words of", "“They won,”", "direct"),
            ],
        ),
        (
            "“We lost,” Lund said. As for Moss, she called it “a draw”.",
            [("Lund", "said", "“We lost,”", "direct"), ("she", "called", "it “a draw”", "mixed")],
        ),
        (
            "In the view of the bank, prices will rise. Lund disagreed.",
            [("the bank", "In the view of", "prices will rise", "indirect")],
        ),
    ],
)
def test_the_second_speaker(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "According to Ana Ruiz, whose firm built the dam, the wall is sound.",
            [
                (
                    "Ana Ruiz, whose firm built the dam",
                    "According to",
                    "the wall is sound",
                    "indirect",
                )
            ],
        ),
        (
            "According to Tom Hale, 43, a baker from Cork, bread is dear.",
            [("Tom Hale, 43, a baker from Cork", "According to", "bread is dear", "indirect")],
        ),
        (
            "According to the ministry, which owns the dam, the wall is sound.",
            [("the ministry, which owns the dam", "According to", "the wall is sound", "indirect")],
        ),
        (
            "According to Ana Ruiz, head of the port, rivers are low.",
            [("Ana Ruiz, head of the port", "According to", "rivers are low", "indirect")],
        ),
        (
            "According to Ana Ruiz, the dam, which is old, leaks.",
            [("Ana Ruiz", "According to", "the dam, which is old, leaks", "indirect")],
        ),
        (
            "According to Lund, the mayor of Lindau and a former engineer, the road will open on "
            "Friday.",
            [
                (
                    "Lund, the mayor of Lindau and a former engineer",
                    "According to",
                    "the road will open on Friday",
                    "indirect",
                )
            ],
        ),
        (
            "Wages are owed, according to Kim Doyle, a lawyer who represents the crew.",
            [
                (
                    "Kim Doyle, a lawyer who represents the crew",
                    "according to",
                    "Wages are owed",
                    "indirect",
                )
            ],
        ),
        (
            "According to police, who closed the road, nobody was hurt.",
            [("police, who closed the road", "According to", "nobody was hurt", "indirect")],
        ),
    ],
)
def test_according_to(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lund was quoted by Reuters as saying that the boat was sold.",
            [("Lund", "was quoted … as saying", "the boat was sold", "indirect")],
        ),
        (
            "The minister was cited by local media as saying talks had failed.",
            [("The minister", "was cited … as saying", "talks had failed", "indirect")],
        ),
        (
            "State television quoted the minister as saying the dam was safe.",
            [("the minister", "quoted … as saying", "the dam was safe", "indirect")],
        ),
        (
            "He was quoted by the daily as saying: “It is over.”",
            [("He", "was quoted … as saying", "“It is over.”", "direct")],
        ),
    ],
)
def test_quoted_by(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"It hurts," groaned Nils, holding his knee.',
            [("Nils", "groaned", '"It hurts,"', "direct")],
        ),
        (
            '"At last!" cheered Greta, waving a flag.',
            [("Greta", "cheered", '"At last!"', "direct")],
        ),
        ("“We made it,” beamed Ana Ruiz.", [("Ana Ruiz", "beamed", "“We made it,”", "direct")]),
        (
            "“Not again,” tutted Hale, shaking his head.",
            [("Hale", "tutted", "“Not again,”", "direct")],
        ),
        ("“Hands off,” hissed Moss.", [("Moss", "hissed", "“Hands off,”", "direct")]),
        (
            "“I knew it,” crowed Lund, smiling at the cameras.",
            [("Lund", "crowed", "“I knew it,”", "direct")],
        ),
    ],
)
def test_rare_verbs_beside_a_quotation(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Lund said no. Ana Ruiz said she would go.",
            [("Lund", "said", "no", "indirect"), ("Ana Ruiz", "said", "she would go", "indirect")],
        ),
        (
            "The answer, said Lund, was no. “We will not pay,” he said.",
            [
                ("Lund", "said", "The answer … was no", "indirect"),
                ("he", "said", "“We will not pay,”", "direct"),
            ],
        ),
    ],
)
def test_said_no(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The talks failed, with Lund accusing Ruiz of lying.",
            [("Lund", "accusing", "Ruiz of lying", "indirect")],
        ),
        (
            "The deal split the town, with Ana Ruiz saying it was a gift and Lund calling it a "
            "theft.",
            [("Ana Ruiz", "saying", "it was a gift and Lund calling it a theft", "indirect")],
        ),
    ],
)
def test_with_x_saying(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The union, which said it would strike, met on Friday.",
            [("which", "said", "it would strike", "indirect")],
        ),
        (
            "The dam is safe, according to the ministry, which said checks would go on.",
            [
                ("the ministry", "according to", "The dam is safe", "indirect"),
                ("which", "said", "checks would go on", "indirect"),
            ],
        ),
    ],
)
def test_which_said(text: str, expected: list[tuple[str, ...]]) -> None:
    assert rows(text) == expected

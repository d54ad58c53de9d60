"""Where sentences end: abbreviations, speech tags, clock times, marks, numbered lines, wrapped
lines.

In the expected values ``|`` stands between two sentences.
"""

from __future__ import annotations

import pytest

from newscompare.articles import paragraph_spans, parse_article, units


def sentences(text: str) -> str:
    return " | ".join(units(parse_article(text, id="x"))["text"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Sen. Okoro left early,” she said. “St. Paul is next.”",
            "“Sen. Okoro left early,” she said. | “St. Paul is next.”",
        ),
        (
            "‘Mrs. Hale knows,’ he said. ‘Prof. Lund does not.’",
            "‘Mrs. Hale knows,’ he said. | ‘Prof. Lund does not.’",
        ),
        ("“Jan. 4 was cold,” said Lund.", "“Jan. 4 was cold,” said Lund."),
        (
            "„Dr. Weber kommt,“ said Lund. „Mr. Ito not.“",
            "„Dr. Weber kommt,“ said Lund. | „Mr. Ito not.“",
        ),
        ("‘Gov. Diaz is here,’ she said.", "‘Gov. Diaz is here,’ she said."),
        ("(“Ms. Cole agreed.”) Nobody spoke.", "(“Ms. Cole agreed.”) | Nobody spoke."),
        (
            "“It is No. 4,” he said. “No. It is No. 5.”",
            "“It is No. 4,” he said. | “No. | It is No. 5.”",
        ),
        ("“No. Never,” she said.", "“No. | Never,” she said."),
    ],
)
def test_abbreviations_after_curly_marks(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“Who pays?” Governor Diaz wondered. Nobody knew.",
            "“Who pays?” Governor Diaz wondered. | Nobody knew.",
        ),
        (
            "‘Never!’ Ms. Lund cried. ‘Not me!’ Tom Ruiz said.",
            "‘Never!’ Ms. Lund cried. | ‘Not me!’ Tom Ruiz said.",
        ),
        (
            "“Is it over?” Erik Lund, the owner, asked. The crew left.",
            "“Is it over?” Erik Lund, the owner, asked. | The crew left.",
        ),
        ('"Why now?" Al-Saud replied. He left.', '"Why now?" Al-Saud replied. | He left.'),
        (
            "“Help!” The boat sank. “Help!” Nobody came.",
            "“Help!” | The boat sank. | “Help!” | Nobody came.",
        ),
        (
            "“Is it safe?” Brandt was not sure. She left.",
            "“Is it safe?” | Brandt was not sure. | She left.",
        ),
        ("“Really?” I asked. He nodded.", "“Really?” I asked. | He nodded."),
        (
            "“Where to?” Mayor Ana de la Cruz then asked the driver.",
            "“Where to?” Mayor Ana de la Cruz then asked the driver.",
        ),
        (
            "“Why?” Lund wanted to know. “Why not?” Moss shot back.",
            "“Why?” Lund wanted to know. | “Why not?” Moss shot back.",
        ),
        ('"Who is it?" D.J. Keller asked.', '"Who is it?" D.J. Keller asked.'),
        (
            "»Is it safe?« Brandt asked. »Yes!« Ruiz shouted.",
            "»Is it safe?« Brandt asked. | »Yes!« Ruiz shouted.",
        ),
    ],
)
def test_speech_tags_after_a_question(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The answer was no. Lund shrugged.", "The answer was no. | Lund shrugged."),
        (
            "He lives at no. 10. Lund lives at No. 12 Main Street.",
            "He lives at no. 10. | Lund lives at No. 12 Main Street.",
        ),
        (
            "Two of five said no. “We lost,” Lund said.",
            "Two of five said no. | “We lost,” Lund said.",
        ),
        ("She said no. 7 ships left.", "She said no. 7 ships left."),
        ("Nos. 3 and 4 closed. No. 5 stayed.", "Nos. 3 and 4 closed. | No. 5 stayed."),
        (
            "The vote was a clear no. Brandt resigned. Opus no. 5 followed.",
            "The vote was a clear no. | Brandt resigned. | Opus no. 5 followed.",
        ),
    ],
)
def test_no_is_an_abbreviation_only_before_a_number(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It opens at 8 a.m. Monday. It closes at 5 p.m. GMT. Nobody knew.",
            "It opens at 8 a.m. Monday. | It closes at 5 p.m. GMT. | Nobody knew.",
        ),
        (
            "The blast came at 11.30 p.m. Firefighters arrived at once.",
            "The blast came at 11.30 p.m. | Firefighters arrived at once.",
        ),
        (
            "It is 9 p.m. Eastern time in Ohio. The talk ended at 3 p.m. Lund left.",
            "It is 9 p.m. Eastern time in Ohio. | The talk ended at 3 p.m. | Lund left.",
        ),
        (
            "The shop shuts at 6 P.M. Owners are glad.",
            "The shop shuts at 6 P.M. | Owners are glad.",
        ),
        (
            "It starts at 10 a.m. Tokyo time on Friday. Crowds came.",
            "It starts at 10 a.m. Tokyo time on Friday. | Crowds came.",
        ),
        ("They met at 4pm. Lund spoke.", "They met at 4pm. | Lund spoke."),
    ],
)
def test_clock_times(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We lost.”. The crew left.", "“We lost.”. | The crew left."),
        ("«Nous sommes là.» Il partit.", "«Nous sommes là.» | Il partit."),
        (
            "«It is old. It leaks.» That is what she said.",
            "«It is old. | It leaks.» | That is what she said.",
        ),
        ("„It is over.“ Lund left. „Good.“", "„It is over.“ | Lund left. | „Good.“"),
        ("‘We sold it.’, said Lund. The crew left.", "‘We sold it.’, said Lund. | The crew left."),
        ("”We sold it.” Lund left.", "”We sold it.” | Lund left."),
        ("“Stop!”, cried Lund. “Why?”, asked Moss.", "“Stop!”, cried Lund. | “Why?”, asked Moss."),
        (
            "(He left.) Nobody saw. [Laughter.] She sat.",
            "(He left.) | Nobody saw. | [Laughter.] | She sat.",
        ),
        ("“It is ‘old.’” That is what he said.", "“It is ‘old.’” | That is what he said."),
        ("“Was it him?” “No.”", "“Was it him?” | “No.”"),
        ("»Wait …« She left.", "»Wait …« | She left."),
    ],
)
def test_closing_marks(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a) Pay.\nb) Wait.", "a) Pay. | b) Wait."),
        ("I. Plan\nII. Build a dam.", "I. Plan | II. Build a dam."),
        (
            "The plan: 1. Plant trees. 2. Build a dam.",
            "The plan: 1. Plant trees. | 2. Build a dam.",
        ),
        ("(1) Never be late. (2) Always pay.", "(1) Never be late. | (2) Always pay."),
        ("- 1. Go.\n* 2. Stay.", "- 1. Go. | * 2. Stay."),
        ("12. Lund (Norway) 4:02.", "12. Lund (Norway) 4:02."),
        ("1) Plant. Then wait.\n2) Build.", "1) Plant. | Then wait. | 2) Build."),
        ("A. Pay the crew.\nB. Sell the boat.", "A. Pay the crew. | B. Sell the boat."),
        ("1.1. Scope.\n1.2. Terms.", "1.1. Scope. | 1.2. Terms."),
        ("#1. Win.\n§ 2. Lose.", "#1. Win. | § 2. Lose."),
    ],
)
def test_numbers_of_items_are_no_sentences(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A spokesman for the U.N. Maria Lopez resigned. She left.",
            "A spokesman for the U.N. Maria Lopez resigned. | She left.",
        ),
        (
            "The head of the C.I.A. Ana Ruiz was there. Nobody spoke.",
            "The head of the C.I.A. Ana Ruiz was there. | Nobody spoke.",
        ),
        ("He joined the N.B.A. Lund did not.", "He joined the N.B.A. | Lund did not."),
        (
            "Agents of the D.E.A. Director Jonas Keller praised came. All left.",
            "Agents of the D.E.A. Director Jonas Keller praised came. | All left.",
        ),
        (
            "Then F.B.I. Director Jonas Keller spoke. He left the U.S. The crew stayed.",
            "Then F.B.I. Director Jonas Keller spoke. | He left the U.S. | The crew stayed.",
        ),
        ("She works for the E.U. Officials agreed.", "She works for the E.U. | Officials agreed."),
        (
            "Ex-chief of the K.G.B. Gen. Ivan Petrov died.",
            "Ex-chief of the K.G.B. Gen. Ivan Petrov died.",
        ),
        (
            "The lawyer of J. P. Morgan left. George W. Lund stayed.",
            "The lawyer of J. P. Morgan left. | George W. Lund stayed.",
        ),
    ],
)
def test_dotted_abbreviations_before_names(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary J. Blige sang. T.S. Eliot wrote.", "Mary J. Blige sang. | T.S. Eliot wrote."),
        ("It was plan B. Nobody cared.", "It was plan B. | Nobody cared."),
    ],
)
def test_initials_and_letters(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The dam is safe, said the minister who had\nvisited it on Monday. She\nadded that "
            "checks would go on.\n\nNobody came.",
            "The dam is safe, said the minister who had\nvisited it on Monday. | She\nadded that "
            "checks would go on. | Nobody came.",
        ),
        ("Roses are red\nViolets are blue", "Roses are red | Violets are blue"),
        (
            "Title Of It\nBy Ana Ruiz\nThe dam broke. It was old.",
            "Title Of It | By Ana Ruiz | The dam broke. | It was old.",
        ),
    ],
)
def test_wrapped_lines_are_one_paragraph(text: str, expected: str) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One line\ngoes on here.", 1),
        ("Head\n\nOne line\ngoes on here.", 2),
        ("## Head\nand a line", 2),
        ("- an item\n- another item", 2),
        ("Lund’s rules:\nnever late\nalways paid", 3),
        ("MORENO: We go.\nHOST: Why?", 2),
        ("He said it was\nfine,\nand left.", 1),
        ("One.\nTwo.\nThree.", 3),
        ("The yard is shut, said Kim\nDoyle. She left with Tom\nHale.", 1),
        ("“It cost us everything,”\nGreta Lund added.", 1),
        ("Ferry sold for a pound\nThe ferry was sold on Friday.", 2),
        ("Kim Doyle, Cork\nTom Hale, Leeds", 2),
        ("One line\r\ngoes on here.\r\n\r\nNext.", 2),
    ],
)
def test_paragraphs(text: str, paragraphs: int) -> None:
    assert len(paragraph_spans(text)) == paragraphs

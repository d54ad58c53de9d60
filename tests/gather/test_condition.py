"""What ``newscompare check`` says of texts: language, length, twins, lines, characters."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from newscompare.articles import Article, parse_article
from newscompare.case.codebook import STARTER, read_codebook
from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.checking import check_case
from newscompare.frames.condition import pattern_notes
from newscompare.gather.condition import text_notes, twin_notes

FILLED = " ".join(f"The ferry of island {n} was sold on Friday after a vote." for n in range(20))
FRENCH = (
    "Le maire a annoncé lundi la fermeture du port. Nous n’avons plus d’argent pour les quais, a "
    "déclaré Anne Dubois, maire de Portville, devant la presse réunie."
)


def notes(body: str, front: str = "") -> list[str]:
    return list(text_notes(parse_article(f"{front}{body}", id="post")))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (FRENCH, "is written in French"),
        ("Too short.", "has 2 words"),
        (FILLED * 30, "has 7171 words"),
        (f"{FILLED} &ldquo;It holds,&rdquo; she said.", "HTML entities (&ldquo; is “), 2 times"),
        (f"{FILLED} It was <b>old</b>.", "HTML tags (<b>)"),
        (f"{FILLED} Bra\u00adndt said no.", "invisible character (soft hyphen)"),
        (f"{FILLED} Zoe\u0308 said no.", "accents apart from their letters"),
        (f"{FILLED}\n\nREAD MORE: A storm\n", "line 3: looks like furniture"),
        ("“It is safe,” said Laura\nBrandt, who had\nseen it. She\nadded that.", "look wrapped"),
    ],
)
def test_what_is_odd_is_said(body: str, words: str) -> None:
    assert any(words in note for note in notes(body)), notes(body)


def test_a_usual_text_gets_no_note() -> None:
    assert (
        notes(f"{FILLED}\n\nA storm is near, AT&T said; 3 < 4 & 5 > 2.\n\n## Part\n\nIt rained.")
        == []
    )
    assert notes("Too short, in French: oui.", "---\nlanguage: en\n---\n") != []


def test_twins_are_named_with_their_share() -> None:
    texts = [Article("a", FILLED), Article("b", f"{FILLED} More came."), Article("c", FRENCH)]
    (note,) = twin_notes(texts)
    assert note.startswith("a and b: near-duplicates, 100%")
    assert "agency" in note


def test_front_matter_may_leave_out_any_key(tmp_path: Path) -> None:
    new_case(tmp_path / "one")
    case = CaseFolder(tmp_path / "one")
    for name, front in (("a", ""), ("b", "---\noutlet: Post\n---\n"), ("c", "---\n---\n")):
        (case.articles / f"{name}.md").write_text(f"{front}{FILLED}", encoding="utf-8")
    assert check_case(case).faults == []


def test_one_text_alone_is_said(tmp_path: Path) -> None:
    new_case(tmp_path / "one")
    case = CaseFolder(tmp_path / "one")
    assert any("holds 1 text" in note for note in check_case(case).notes)


def test_patterns_that_tell_nothing_are_named() -> None:
    book = read_codebook(STARTER)
    units = pd.DataFrame({"id": range(12), "text": ["They were in tears."] * 12})
    found = list(pattern_notes(units, book))
    assert any("matches 12 of 12 units" in note for note in found)
    assert any(note.endswith("R2, R3") for note in found)
    silent = list(pattern_notes(units.assign(text="It rained."), book))
    assert len(silent) == 1
    assert "none of its" in silent[0]


@pytest.mark.parametrize(
    ("match", "total", "told"), [(9, 20, 0), (10, 20, 1), (9, 9, 0), (5, 10, 1)]
)
def test_a_pattern_is_to_be_narrowed_from_half_of_ten_units_on(
    match: int, total: int, told: int
) -> None:
    texts = ["They were in tears."] * match + ["It rained."] * (total - match)
    units = pd.DataFrame({"id": range(total), "text": texts})
    found = [n for n in pattern_notes(units, read_codebook(STARTER)) if n.endswith("narrow it")]
    assert len(found) == told
    assert not told or f"matches {match} of {total} units" in found[0]

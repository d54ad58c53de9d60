"""The codebook file: what a teacher can write, and what each mistake is answered with."""

import re
from pathlib import Path

import pytest

from newscompare.case.codebook import STARTER, default_codebook, read_codebook
from newscompare.case.pattern_language import pattern_part
from newscompare.errors import InputError
from newscompare.frames.patterns import encode

ROOT = Path(__file__).resolve().parents[2]
SMALL = """\
event:
  title: A ferry strike
frames:
  cost: The strike is told as a loss.
  rights: The strike is told as a claim.
lists:
  money: [pound, euro, lost income]
indicators:
  C1:
    frame: cost
    name: money
    definition: Money is lost.
    example: The town lost a week of trade.
    patterns:
      general:
        - lose ... <money>
  R1:
    frame: rights
    name: claim
    definition: A right is claimed.
    example: Crews claim a right to rest.
    patterns:
      general:
        - {find: right to, denied: drop}
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "codebook.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_any_event_may_have_its_own_frames(tmp_path: Path) -> None:
    book = read_codebook(write(tmp_path, SMALL))
    assert list(book.frames) == ["cost", "rights"]
    assert book.frame_of("R1") == "rights"
    assert [p.id for p in book.patterns] == ["C1.01", "R1.01"]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("deepen", "They deepened ties.", True),
        ("=deepen", "They deepened ties.", False),
        ("diversif*", "Diversification matters.", True),
        ("boost ... tie", "They boost old and warm ties.", True),
        ("boost ... tie", "They boost very old and warm ties.", False),
        ("boost ..4 tie", "They boost very old and warm ties.", True),
        ("[new] deal", "A deal.", True),
        ("trade near/2 gain", "The gain lies in trade.", True),
        ("trade near/1 gain", "The gain lies in trade.", False),
        ("trade near/2 gain", "Trade is the gain.", True),
        ("usa", "The U.S. and the US", True),
        ("usa", "Join us here", False),
        ("not", "It isn’t so", True),
        ("ring", "The string", False),
    ],
)
def test_the_pattern_language(pattern: str, text: str, expected: bool) -> None:
    assert bool(re.search(pattern_part(pattern, {}).regex, encode(text).text)) is expected


BROKEN = [
    ("event:\n  title: A ferry strike\n", "", "'event' is missing"),
    ("frame: cost", "frame: cots", "unknown frame 'cots'"),
    ("lose ... <money>", "lose ... <mony>", "'<mony>' is not defined"),
    ("lose ... <money>", "lose ( money", "is not a word or phrase"),
    ("denied: drop", "denied: R9", "unknown 'R9'"),
    ("denied: drop", "denid: drop", "unknown part 'denid'"),
    ("find: right to, ", "", "has no 'find'"),
    ("    name: money\n", "", "C1 has no 'name'"),
    (
        "      general:\n        - lose",
        "      everywhere:\n        - lose",
        "'everywhere' is no scope",
    ),
    ("  R1:\n", "  C1:\n", "stands twice"),
    ("  money: [pound, euro, lost income]", "  money: []", "is empty"),
    ("lose ... <money>", "a near b near c", "more than once"),
    ("lose ... <money>", "a ..9999999999 b", "wider than a sentence"),
    ("frames:\n", "frames: [a]\nmore:\n", "is not a list of 'name: value' lines"),
    ("  title: A ferry strike", " title: A: ferry strike", "is not valid YAML"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), BROKEN)
def test_a_broken_codebook_gets_one_line_with_file_and_cure(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    assert old in SMALL
    path = write(tmp_path, SMALL.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        read_codebook(path)
    message = str(caught.value)
    assert complaint in message
    assert str(path) in message
    assert "line " in message
    assert "Cure: " in message
    assert "\n" not in message


def test_the_complaint_names_the_line(tmp_path: Path) -> None:
    text = SMALL.replace("<money>", "<mony>", 1)
    line = next(n for n, row in enumerate(text.split("\n"), 1) if "<mony>" in row)
    with pytest.raises(InputError) as caught:
        read_codebook(write(tmp_path, text))
    assert caught.value.line == line


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.yml"):
        read_codebook(tmp_path / "none.yml")


def test_words_that_yaml_reads_as_yes_and_no_stay_words(tmp_path: Path) -> None:
    book = read_codebook(write(tmp_path, "denials: [no, not]\n" + SMALL))
    assert book.denials is not None
    assert book.denials.search(encode("There is no deal").text)


def test_which_codebook_is_used(tmp_path: Path) -> None:
    mine = write(tmp_path, SMALL)
    assert default_codebook(tmp_path) == mine
    assert default_codebook(tmp_path, given="other.yml") == Path("other.yml")
    assert default_codebook(tmp_path / "elsewhere") == STARTER
    assert default_codebook() == ROOT / "data" / "accords" / "codebook.yml"


def test_the_codebook_of_the_case() -> None:
    book = read_codebook(ROOT / "data" / "accords" / "codebook.yml")
    assert list(book.frames) == ["symbolic", "strategic"]
    assert list(book.indicators) == ["S1", "S2", "S3", "S4", "T1", "T2", "T3", "T4", "T5"]
    assert {p.scope for p in book.patterns} == {"general", "event"}
    assert set(book.fields["stance"]) == {"-1", "0", "1"}
    assert set(book.fields["forms"]) == {"direct", "mixed", "indirect"}
    assert all(indicator.patterns for indicator in book.indicators.values())
    names = ("kazakh", "astana", "tokayev", "c5", "abraham")
    stray = [
        p.id
        for p in book.patterns
        if p.scope == "general" and any(name in p.find.lower() for name in names)
    ]
    assert not stray, "a general pattern names this event"

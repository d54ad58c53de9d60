"""What a language model coded is never called coded by hand; only what people do is."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HAND = re.compile(r"\bby[ \n]hand\b|\bhand[- ]cod(?:ed|ing)\b", re.IGNORECASE)

PEOPLE = [
    r"[Ss]heets?[ \n]coded by hand",  # sheets are what people fill in
    r"(?:to|Code|then) (?:units |them )?(?:code )?by hand",
    r"[Cc]od(?:e|ing|es) (?:a [a-z ]+|some [^.]{0,40})?by hand",
    r"an event of your own, coded by hand and by machine",
    r"(?:Only texts|sample) coded by hand",
    r"(?:Nobody|nobody|No person) (?:has|knows)[^.]{0,40}by hand",
    r"\b(?:edited|[Ww]ritten|worked(?: out)?|checked|moved|added|filtered|correct(?:ed)? them"
    r"|[Cc]opy them|fetch [a-z-]+`, or|[Cc]ounted) by hand",
    r"never by hand",
]
"""By hand in its proper sense: people's codes, people's edits, examples that people worked out."""


def texts() -> list[str]:
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    kinds = (".py", ".md", ".yml", ".yaml", ".json", ".ipynb", ".csv", ".tsv", ".toml")
    own = "tests/repository/test_wording.py"
    return sorted(
        n
        for n in names.stdout.split("\0")
        if n.endswith(kinds) and n != own and (ROOT / n).is_file()
    )


def misused(text: str) -> list[str]:
    """The places where something is called done by hand, without those that people did."""
    proper = [m.span() for p in PEOPLE for m in re.finditer(p, text)]
    return [
        text[max(0, m.start() - 50) : m.end() + 20]
        for m in HAND.finditer(text)
        if not any(a <= m.start() and m.end() <= b for a, b in proper)
    ]


def test_the_rule_catches_what_it_should() -> None:
    assert misused("The stance by hand leads.")
    assert misused("coded by hand: critical")
    assert misused("a hand-coded passage")
    assert not misused("Sheets coded by hand in sheets/ are compared with the machine.")
    assert not misused("Every measure against an example worked by hand.")


@pytest.mark.parametrize("name", texts())
def test_no_model_codes_by_hand(name: str) -> None:
    found = misused((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    assert not found

"""No running text of the articles, and none of the training texts, stands in any tracked file."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from newscompare.coding.comparisons import WORDS as PHRASE_WORDS

ROOT = Path(__file__).resolve().parents[2]
RUN = PHRASE_WORDS + 1
TRAINING_RUN = 10
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
BINARY = {".png", ".svg", ".ico", ".gz", ".xz", ".npz", ".model"}


def words(text: str) -> list[str]:
    return [m.group().lower().replace("’", "'") for m in WORD.finditer(text)]


def runs(tokens: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(tokens[i : i + size]) for i in range(len(tokens) - size + 1))


def outside_quotations(body: str) -> list[str]:
    """The stretches of each paragraph that stand outside quotation marks."""
    pieces = []
    for paragraph in body.split("\n"):
        depth, start = False, 0
        for i, char in enumerate(paragraph):
            if not depth and char in '“"':
                pieces.append(paragraph[start:i])
                depth = True
            elif depth and char in '”"':
                depth, start = False, i + 1
        if not depth:
            pieces.append(paragraph[start:])
    return pieces


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [
        ROOT / n
        for n in names.stdout.split("\0")
        if n and Path(n).suffix not in BINARY and (ROOT / n).is_file()
    ]


CLAIMS = "claims.csv"
"""The coders' wording of the claims may come as near to the texts as the checker of runs allows."""


def found(
    theirs: set[tuple[str, ...]], size: int, paths: Iterable[Path] | None = None
) -> list[str]:
    places = []
    for path in tracked() if paths is None else paths:
        try:
            tokens = words(path.read_text(encoding="utf-8"))
        except UnicodeDecodeError:
            continue
        places += [
            f"{path.relative_to(ROOT)}: {' '.join(r[:4])} ..."
            for r in runs(tokens, size)
            if r in theirs
        ]
    return places


def test_a_run_of_words_would_be_found() -> None:
    line = "a sentence of ten words that nobody else has written"
    assert next(iter(runs(words(line), RUN))) == tuple(line.split()[:RUN])
    assert outside_quotations('He said "these words are quoted" and left.') == [
        "He said ",
        " and left.",
    ]


def test_no_running_text_of_the_articles(shared) -> None:
    theirs: set[tuple[str, ...]] = set()
    for path in (shared / "corpus").glob("*.md"):
        for piece in outside_quotations(path.read_text(encoding="utf-8").split("---\n", 2)[2]):
            theirs.update(runs(words(piece), RUN))
    assert len(theirs) > 1000
    claims = [path for path in tracked() if path.name == CLAIMS]
    assert found(theirs, RUN, [path for path in tracked() if path not in claims]) == []
    longer: set[tuple[str, ...]] = set()
    for path in (shared / "corpus").glob("*.md"):
        for piece in outside_quotations(path.read_text(encoding="utf-8").split("---\n", 2)[2]):
            longer.update(runs(words(piece), TRAINING_RUN))
    assert found(longer, TRAINING_RUN, claims) == []


def test_no_running_text_of_the_training_data(shared) -> None:
    theirs: set[tuple[str, ...]] = set()
    for path in (shared / "polnear").glob("*.jsonl"):
        for line in path.open(encoding="utf-8"):
            theirs.update(runs(words(json.loads(line)["text"]), TRAINING_RUN))
    for path in (shared / "quotes").glob("*.tsv"):
        for line in path.open(encoding="utf-8"):
            theirs.update(runs(words(line.split("\t")[0]), TRAINING_RUN))
    if not theirs:
        pytest.skip(
            "the training texts are not in the repository; they are looked for in ../shared"
        )
    # Invented texts that others wrote, set phrases of the trade included ("on condition of ...").
    ours = [path for path in tracked() if path.name != "who_dev.jsonl"]
    assert found(theirs, TRAINING_RUN, ours) == []

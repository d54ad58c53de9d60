"""Every sentence of the book that compares, ranks, denies or explains is bound: to a finding, to a
check in its notebook, or, on pages and report chapters without checks, to a stated reason.

``stated.tsv`` lists the last: page, reason, sentence. What it lists asserts nothing about the
case: rules, definitions, advice, how a command behaves, labels of computed values, and sentences
that the report shows only where their tag holds.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from newscompare.findings import lint

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PAGES = [
    *sorted((ROOT / "book").rglob("*.md")),
    *sorted((ROOT / "newscompare" / "report" / "chapters").glob("*.ipynb")),
]
with (ROOT / "tests" / "book" / "stated.tsv").open(encoding="utf-8", newline="") as file:
    STATED = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_sentence_of_a_notebook_has_its_check(path: Path) -> None:
    found = [str(offence) for offence in lint.lint_page(path, name=path.name)]
    assert found == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_every_sentence_of_a_page_has_its_reason(path: Path) -> None:
    reasons = {row["sentence"] for row in STATED if row["page"] == name(path)}
    found = {offence.sentence for offence in lint.lint_page(path, name=path.name)}
    assert sorted(found - reasons) == []
    assert sorted(reasons - found) == [], "listed, and no longer on the page"


def test_reasons_say_something_and_pages_exist() -> None:
    assert {row["page"] for row in STATED} <= {name(path) for path in PAGES}
    assert [row for row in STATED if len(row["why"].split()) < 3] == []


def test_a_sentence_without_a_check_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Title\n\nNobody quotes more than the digest.\n", encoding="utf-8")
    assert [one.sentence for one in lint.lint_page(page)] == ["Nobody quotes more than the digest."]

"""Checks name the sentence that the data stop supporting; a lint finds sentences without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscompare.findings import checks, lint


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (checks.holds, (2 > 1,), (1 > 2,)),
        (checks.in_order, ({"a": 3, "b": 2}, ["a", "b"]), ({"a": 2, "b": 2}, ["a", "b"])),
        (checks.largest, ({"a": 3, "b": 2}, "a"), ({"a": 3, "b": 3}, "a")),
        (checks.smallest, ({"a": 3, "b": 2}, "b"), ({"a": 3, "b": 2}, "a")),
        (checks.none, ([],), ([1],)),
        (checks.some, ([1, 2], 2), ([1], 2)),
        (checks.only, (["a"], ["a"]), (["a", "b"], ["a"])),
        (checks.caused, (True, False), (True, True)),
        (checks.caused, (True, False), (False, False)),
    ],
)
def test_a_check_fails_with_the_name_of_its_sentence(check, good, bad) -> None:
    check("The digest has no quotation", *good)
    with pytest.raises(checks.Unsupported, match="The digest has no quotation"):
        check("The digest has no quotation", *bad)


def test_what_needs_no_check_needs_a_reason() -> None:
    checks.stated("A sentence may carry both frames", "a rule of the codebook")
    with pytest.raises(ValueError, match="three words"):
        checks.stated("A sentence may carry both frames", "rule")


def page(tmp_path: Path, *cells: tuple[str, str]) -> Path:
    path = tmp_path / "page.ipynb"
    made = [{"cell_type": kind, "source": text.splitlines(keepends=True)} for kind, text in cells]
    path.write_text(json.dumps({"cells": made}), encoding="utf-8")
    return path


def kinds(path: Path) -> list[tuple[str, str]]:
    return [(o.kind, o.sentence) for o in lint.lint_page(path)]


def test_the_lint_finds_what_no_check_covers(tmp_path) -> None:
    prose = (
        "# All of it\n\nThe digest has **no** quotation. It has {eval}`n.words` words.\n"
        "[Only one](x.md) {term}`text <Text>` says so, because it must.\n\n"
        "Which of them is longest? Find the longest one.\n\n```python\nnever = 1\n```\n"
    )
    found = kinds(page(tmp_path, ("markdown", prose)))
    assert found == [
        ("absence", "The digest has no quotation."),
        ("cause", "Only one text says so, because it must."),
    ]


def test_a_check_with_the_first_words_covers_a_sentence(tmp_path) -> None:
    prose = "Of {eval}`n.quotes` quotations {eval}`n.f` favour it, more than criticise it."
    covered = "from newscompare.findings import holds\nholds('Of … quotations … favour', 2 > 1)"
    assert kinds(page(tmp_path, ("code", covered), ("markdown", prose))) == []
    too_short = "holds('Of …', 2 > 1)"
    assert len(kinds(page(tmp_path, ("code", too_short), ("markdown", prose)))) == 2


def test_a_finding_covers_its_sentence(tmp_path) -> None:
    prose = (
        "The digest has no quotation {eval}`n.finding_digest_quotes_nobody`. None at all, really."
    )
    assert kinds(page(tmp_path, ("markdown", prose))) == [("absence", "None at all, really.")]


def test_a_check_without_its_sentence_is_named(tmp_path) -> None:
    path = page(tmp_path, ("code", "%matplotlib inline\nnone('The digest has no table', [])"))
    assert kinds(path) == [("a check without a sentence", "The digest has no table")]


def test_pages_in_markdown_are_read_too(tmp_path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "---\nfile_format: mystnb\n---\n\n# Title\n\nNobody reads all of this.\n\n"
        "| Never in a table | fine |\n| --- | --- |\n\n"
        "```{code-cell}\n:tags: [remove-cell]\nholds('Nobody reads all of this', True)\n```\n",
        encoding="utf-8",
    )
    assert kinds(path) == [("absence", "Never in a table")]
    assert lint.main([str(path)]) == 1
    assert lint.main([str(path), "--report"]) == 0

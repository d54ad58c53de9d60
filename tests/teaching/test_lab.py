"""The labs: two versions from one source, checks that can fail and explain themselves, and one lab
in JupyterLab in a browser.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from lab_server import lab_server

from newscompare.errors import InputError
from newscompare.hand.coder import Coder
from newscompare.teaching import lab, lab_notebooks

pytestmark = pytest.mark.xdist_group("lab")

ROOT = Path(__file__).resolve().parents[2]
LAB = ROOT / "notebooks" / "lab"
SOURCES = sorted((LAB / "source").glob("*.ipynb"))
NAMES = [path.name for path in SOURCES]


def code_cells(path: Path) -> list[str]:
    return [
        "".join(c["source"])
        for c in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if c["cell_type"] == "code"
    ]


def said_by_checks(path: Path) -> list[str]:
    """Run a notebook in this process and return what its checks say; any error fails."""
    shell, said = InteractiveShell(), []
    for cell in code_cells(path):
        with capture_output():
            result = shell.run_cell(cell)
        result.raise_error()
        if "lab.check(" in cell:
            said.append(repr(result.result))
    return said


# --- Two versions from one source


@pytest.mark.parametrize(
    "path", sorted(LAB.glob("*/*.ipynb")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_no_cell_is_long(path: Path) -> None:
    """Six lines, as in the chapters; in a source two answers stand in one cell."""
    longest = 12 if path.parent.name == "source" else 6
    assert [cell for cell in code_cells(path) if len(cell.splitlines()) > longest] == []


def test_there_are_three_labs() -> None:
    assert len(SOURCES) >= 3


@pytest.mark.parametrize("source", SOURCES, ids=lambda p: p.stem)
def test_the_versions_are_those_that_the_source_makes(source: Path) -> None:
    for which, text in lab_notebooks.versions(source).items():
        assert (LAB / which / source.name).read_text(encoding="utf-8") == text, "run: make labs"


@pytest.mark.parametrize("name", NAMES)
def test_the_student_version_has_gaps_and_no_solution(name: str) -> None:
    source = (LAB / "source" / name).read_text(encoding="utf-8")
    student = "\n".join(code_cells(LAB / "student" / name))
    solutions = [
        m["instructor"]
        for cell in code_cells(LAB / "source" / name)
        for m in lab_notebooks.BLOCK.finditer(cell)
    ]
    assert len(solutions) >= 2
    kept = {
        m["student"]
        for cell in code_cells(LAB / "source" / name)
        for m in lab_notebooks.BLOCK.finditer(cell)
    }
    for line in {line.strip() for text in solutions for line in text.splitlines()} - {
        line.strip() for text in kept for line in text.splitlines()
    }:
        assert line not in student, line
    assert "###" not in student
    assert "instructor" not in (LAB / "student" / name).read_text(encoding="utf-8")
    assert (
        student.count("lab.check(")
        == "".join(code_cells(LAB / "source" / name)).count("lab.check(")
        >= 2
    )
    assert "BEGIN SOLUTION" in source


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("which", ["student", "instructor", "source"])
def test_a_lab_is_stored_bare_and_free_of_logic(name: str, which: str) -> None:
    notebook = json.loads((LAB / which / name).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert not cell["outputs"]
            assert cell["execution_count"] is None
            assert not re.search(
                r"^\s*(def|class|for|while|if|try|with)\b", "".join(cell["source"]), re.MULTILINE
            )
        else:
            assert not re.search(r"\d", re.sub(r"`[^`]*`|\bF1\b", "", "".join(cell["source"]))), (
                "no number is typed into prose"
            )


def test_an_open_block_is_named(tmp_path: Path) -> None:
    notebook = {
        "cells": [
            {
                "cell_type": "code",
                "metadata": {},
                "source": "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n",
            }
        ]
    }
    (tmp_path / "x.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with pytest.raises(InputError, match="close each block"):
        lab_notebooks.versions(tmp_path / "x.ipynb")


@pytest.mark.parametrize("name", NAMES)
def test_the_student_version_runs_and_says_what_is_open(
    name: str, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = said_by_checks(LAB / "student" / name)
    assert said
    assert not [words for words in said if words.startswith("✓")]
    assert [words for words in said if words.startswith("…") and "Not done yet" in words]


@pytest.mark.parametrize("name", NAMES)
def test_the_instructor_version_passes_its_checks(name: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = said_by_checks(LAB / "instructor" / name)
    assert said
    assert [words for words in said if not words.startswith("✓")] == []


# --- Checks that can fail


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    made = Coder("ana", folder=tmp_path_factory.mktemp("sheets"))
    lab.code_as(made, "hasty")
    return made


@pytest.mark.parametrize("task", list(lab.CHECKS))
def test_what_is_not_done_is_said_to_be_open(task: str) -> None:
    answer = lab.check(task, ..., None)
    assert not answer.ok
    assert "Not done yet" in answer.words


@pytest.mark.parametrize(
    ("task", "value", "words"),
    [
        ("heard", {"Lorrow"}, "'Lorrow' is not heard"),
        ("heard", {"Marunde"}, "'Marunde' is not heard"),
        ("heard", {"our own foreign ministry", "Brenn"}, "'Brenn' is not heard"),
        ("heard", {"Open Water"}, "One that is missing speaks in tern-"),
        ("heard", "Open Water, Peil", "2 of 7"),
        ("named share", None, "empty"),
        ("heard", 3, "Your answer is a number"),
        ("per text", {"gull": 3}, "One count for each text"),
        (
            "per text",
            dict.fromkeys(["northwater", "gull", "veldan_one", "tern", "ledger", "roundup"], 1),
            "Count rows",
        ),
        ("per text", "many", "words in quotation marks"),
        ("named share", 43, "is not it"),
        ("named share", "half", "words in quotation marks"),
        ("unheard", [], "0 of"),
        ("unheard", ["veldan_government"], "heard somewhere"),
        ("unheard", "Atlantis", "none of the parties"),
        ("unheard", ["islanders"], "no text even names"),
        ("unheard", ["lorrow"], "named here and there"),
    ],
)
def test_a_wrong_answer_is_explained(task: str, value: object, words: str) -> None:
    answer = lab.check(task, value)
    assert not answer.ok
    assert words in answer.words
    assert repr(answer).startswith("✗")


def test_likely_slips_have_a_hint_of_their_own() -> None:
    attributions = lab.practice().attributions
    gull = attributions[attributions["article"] == "gull"]
    right = float(
        (~gull["source_type"].isin(["unnamed_official", "collective", "citizen", "none"])).mean()
    )
    assert lab.check("named share", right).ok
    assert "percentage" in lab.check("named share", 100 * right).words
    assert "share of the unnamed" in lab.check("named share", 1 - right).words


def test_the_checks_of_coding_by_hand(coder: Coder, tmp_path: Path) -> None:
    empty = Coder("ben", folder=tmp_path)
    assert "0 of 20 units coded" in lab.check("coded", empty).words
    assert lab.check("coded", coder).ok
    pairs = lab.beside_reference(coder)
    assert len(pairs) == 2 * lab.ENOUGH
    alike = (pairs["symbolic"] == pairs["symbolic_reference"]).mean()
    assert lab.check("alike", alike, pairs).ok
    both = ((pairs["symbolic"] == 1) & (pairs["symbolic_reference"] == 1)).mean()
    assert "both say no" in lab.check("alike", both, pairs).words
    assert "share alike" in lab.check("kappa", alike, pairs).words
    assert not lab.check("kappa", -1, pairs).ok
    same = pairs.loc[
        (pairs["symbolic"] == pairs["symbolic_reference"])
        & (pairs["strategic"] == pairs["strategic_reference"]),
        "unit",
    ]
    assert "agree" in lab.check("argue", same.iloc[0], pairs).words
    assert "no unit that you coded" in lab.check("argue", "tern-99", pairs).words
    none = lab.beside_reference(empty)
    assert all(
        "No sentence is coded yet" in lab.check(task, 0.5, none).words
        for task in ("alike", "kappa", "argue")
    )
    assert "cohen_kappa" in lab.check("kappa", -1, pairs).words
    same = pairs.assign(symbolic=pairs["symbolic_reference"])
    assert "every sentence" in lab.check("kappa", 1, same).words


def test_the_checks_of_a_codebook(tmp_path: Path) -> None:
    none = lab.codebook_with({}, tmp_path / "none.yml")
    assert "Recall has not risen" in lab.check("extended", none).words
    loose = lab.codebook_with({"S1": ["the"], "T3": ["of"]}, tmp_path / "loose.yml")
    assert "wrong" in lab.check("extended", loose).words
    assert "0 to 1" in lab.check("foresight", 60, none).words
    assert not lab.check("foresight", "high", none).ok
    with pytest.raises(InputError, match="Cure:"):
        lab.codebook_with({"S1": ["<nobody>"]}, tmp_path / "broken.yml")
    with pytest.raises(InputError, match="'S9' is no indicator"):
        lab.codebook_with({"S9": ["firework"]}, tmp_path / "strange.yml")
    one, listed = (
        lab.accuracy(lab.codebook_with({"S1": lines}, tmp_path / "one.yml"))
        for lines in ("firework", ["firework"])
    )
    assert one.equals(listed)


def test_the_texts_kept_back_are_kept_apart() -> None:
    assert not set(lab.LEARN) & set(lab.KEPT)
    assert "tern" not in lab.KEPT, "the first lab reads it"
    assert "roundup" not in lab.KEPT, "it repeats the wire"
    assert {*lab.LEARN, *lab.KEPT} == set(lab.practice().labels)


def test_bad_names_are_answered_in_one_line() -> None:
    for call in (lambda: lab.check("nothing", 1), lambda: lab.read("mail")):
        with pytest.raises(InputError, match="Cure: use one of") as caught:
            call()
        assert caught.value._render_traceback_() == [str(caught.value)]


# --- In JupyterLab, as a student


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """JupyterLab over a copy of the students' notebooks; the address of one, with the token."""
    shutil.copytree(LAB / "student", tmp_path / "work")
    with lab_server(tmp_path / "work", tmp_path) as address:
        yield f"{address}/lab/tree/{{}}?token=lab&reset"


def test_a_student_works_through_a_gap_in_jupyterlab(server: str, browser, tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    here = server.partition("/lab/")[0]
    asked: list[str] = []
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.on(
        "request",
        lambda r: asked.append(r.url) if not r.url.startswith((here, "data:", "blob:")) else None,
    )
    page.goto(server.format("1_count_sources.ipynb"))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    playwright.expect(page.locator("#jp-main-statusbar")).to_contain_text("(ipykernel) | Idle")

    def cell(text: str) -> playwright.Locator:
        return (
            page.locator(".jp-CodeCell")
            .filter(has=page.locator(".cm-content", has_text=text))
            .first
        )

    def run(text: str, new: str = "") -> playwright.Locator:
        where = cell(text)
        where.locator(".cm-content").click()
        if new:
            page.keyboard.press("Control+A")
            page.keyboard.insert_text(new)
        page.keyboard.press("Shift+Enter")
        return cell(new or text).locator(".jp-OutputArea-output")

    run("from newscompare")
    check = 'lab.check("per text"'
    run("per_text =")
    playwright.expect(run(check)).to_contain_text("Not done yet")
    run("per_text =", 'per_text = {"gull": 3}')
    playwright.expect(run(check)).to_contain_text("One count for each text")
    run("per_text =", 'per_text = attributions["article"].value_counts()')
    playwright.expect(run(check)).to_contain_text("✓")
    page.screenshot(path=str(tmp_path / "lab.png"))
    page.close()
    assert asked == []

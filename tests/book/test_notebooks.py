"""Notebooks: stored bare, short of logic, no number typed into prose, and each runs alone."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CHAPTERS = sorted((ROOT / "newscompare" / "report" / "chapters").glob("*.ipynb"))
"""The chapters of the report of any case; ``test_report`` runs them."""
PAGES = sorted((ROOT / "book").rglob("*.md"))
LONGEST_CELL = 6

ALLOWED = re.compile(
    r"""
    \{[\w:-]+\}`[^`]*` | `[^`]*` | \[[^\]]*\]\([^)]*\)    # roles, code, links
    | \b(?:19|20)\d\d\b | \b\d{1,2}\ November            # years, the day of the event
    | \b[STF]\d\b | C5\+1 | W3C | Kurdistan24 | France\ 24 | SHA-256 | UTF-8   # indicators and names
    | \*\*Minutes\*\*\ .* | \b\d{1,3}\ minutes\b | \d+_class\.ipynb   # times of a plan, a notebook's name
    | 95\ % | CC\ BY\ 4\.0 | Python\ 3\.\d+ | Version\ \d+\.\d+\.\d+ | \#\#\ \d+\.\d+\.\d+
    """,
    re.VERBOSE,
)


def cells(path: Path, kind: str) -> list[dict]:
    return [
        c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == kind
    ]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def typed_numbers(text: str) -> list[str]:
    text = (
        re.sub(r"^(```|:::).*?^\1", "", text, flags=re.MULTILINE | re.DOTALL)
        if text.startswith("```")
        else text
    )
    text = re.sub(r"^\s*\d+\. ", "", ALLOWED.sub("", text), flags=re.MULTILINE)
    text = re.sub(r"^:::+.*$|^::+\{.*$|^:[\w-]+:.*$", "", text, flags=re.MULTILINE)
    return re.findall(r"\d[\d.,]*\s*%?", text)


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 8
    listed = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    assert [p.stem for p in NOTEBOOKS if f"notebooks/{p.stem}" not in listed] == []


@pytest.mark.parametrize("path", NOTEBOOKS + CHAPTERS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_stored_bare_and_free_of_logic(path: Path) -> None:
    for cell in cells(path, "code"):
        assert not cell["outputs"]
        assert cell["execution_count"] is None
        code = source(cell)
        setup = "remove-cell" in cell["metadata"].get("tags", [])
        lines = [line for line in code.splitlines() if line.strip()]
        assert len(lines) <= (2 * LONGEST_CELL if setup else LONGEST_CELL), code
        assert not re.search(r"^\s*(def|class|for|while|if|try|with)\b", code, re.MULTILINE), code
        assert not re.search(r"""["'](/|\.\./|[A-Z]:\\)""", code), f"a path in a notebook: {code}"


@pytest.mark.parametrize("path", NOTEBOOKS + CHAPTERS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_figure_has_a_caption_and_a_name(path: Path) -> None:
    for cell in cells(path, "code"):
        if re.search(r"^(\w+\.)?plot_\w+\(", source(cell), re.MULTILINE):
            figure = cell["metadata"].get("mystnb", {}).get("figure", {})
            assert figure.get("caption", "").endswith("."), source(cell)
            assert figure.get("name", "").startswith("fig-"), source(cell)


@pytest.mark.parametrize(
    "path",
    NOTEBOOKS + CHAPTERS + [p for p in PAGES if p.stem not in {"references", "data"}],
    ids=lambda p: f"{p.parent.name}-{p.stem}",
)
def test_no_number_is_typed_into_prose(path: Path) -> None:
    prose = (
        [source(c) for c in cells(path, "markdown")]
        if path.suffix == ".ipynb"
        else [path.read_text(encoding="utf-8")]
    )
    if path.suffix == ".md":
        prose = [
            re.sub(r"\A---\n.*?^---$|^```.*?^```", "", prose[0], flags=re.MULTILINE | re.DOTALL)
        ]
    assert [n for text in prose for n in typed_numbers(text)] == []


def test_a_typed_number_would_be_found() -> None:
    assert typed_numbers("Of 128 units {glue:}`n_both` are both.") == ["128 "]
    assert typed_numbers("In 2020, on 6 November, S1 and `x[3]`.") == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_runs_alone(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / path.name)
    notebook = nbformat.read(tmp_path / path.name, as_version=4)
    NotebookClient(
        notebook,
        timeout=180,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert outputs
    assert not [
        o
        for o in outputs
        if o.output_type == "error" or (o.output_type == "stream" and o.name == "stderr")
    ]

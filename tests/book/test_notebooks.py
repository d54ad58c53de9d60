"""Notebooks: stored bare, short of logic, no number typed into prose, and each runs alone."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest
import yaml
from jupyter_cache import get_cache
from pybtex.database import parse_file

from newscompare.pages.numbers import MIME

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
    # indicators and names
    | \b[STF]\d\b | C5\+1 | W3C | Kurdistan24 | France\ 24 | SHA-256 | UTF-8
    # times of a plan, a notebook's name
    | \*\*(?:Minutes|Минуты)\*\*\ .* | \b\d{1,3}\ (?:minutes?|минут\w?)\b | \d+_class\.ipynb
    # a tag with its address; points of a rubric and variants of a task; a level of English
    | <[^>]*> | (?<=[ *])\(\d\) | \bB1\b
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_checks_and_what_prepares_them_stand_folded(path: Path) -> None:
    """In JupyterLab, where a reader of the prose would stumble over them."""
    for cell in cells(path, "code"):
        setup = "remove-cell" in cell["metadata"].get("tags", [])
        shown = re.match(r"from |import ", source(cell)) or source(cell).splitlines()[-1] == "n"
        if setup and not shown and len(source(cell).splitlines()) > 4:
            assert cell["metadata"].get("jupyter", {}).get("source_hidden"), source(cell)


@pytest.mark.parametrize("path", NOTEBOOKS + CHAPTERS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_figure_has_a_name(path: Path) -> None:
    for cell in cells(path, "code"):
        if re.search(r"^(\w+\.)?plot_\w+\(", source(cell), re.MULTILINE):
            figure = cell["metadata"].get("mystnb", {}).get("figure", {})
            assert figure.get("name", "").startswith("fig-"), source(cell)
            assert "caption" not in figure, "the caption belongs to the figure object"


MYST = re.compile(r"\{[\w:-]+\}`|^:{3,}|^`{3,}\{|^\{[.#]|^\([\w-]+\)=$", re.MULTILINE)
"""Roles, directives, attributes, targets: what JupyterLab, an editor or a code host shows raw."""


@pytest.mark.parametrize(
    "path",
    [*NOTEBOOKS, *CHAPTERS, *sorted((ROOT / "notebooks" / "lab").rglob("*.ipynb"))],
    ids=lambda p: f"{p.parent.name}-{p.stem}",
)
def test_prose_reads_without_the_book(path: Path) -> None:
    """Plain Markdown but for ``{eval}``, which JupyterLab answers."""
    raw = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert [c["id"] for c in raw if not isinstance(c["source"], list)] == []
    prose = "\n\n".join(source(c) for c in cells(path, "markdown"))
    assert MYST.findall(prose.replace("{eval}`n.", "`")) == []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if not re.match(r"https?:", target):
            file, _, anchor = target.partition("#")
            book = ROOT / "notebooks" if path in CHAPTERS else path.parent
            assert (book / file).is_file() or (path.parent / file).is_file(), target
            assert not anchor or anchor in anchors(book / file), target


@cache
def anchors(path: Path) -> set[str]:
    """What the fragment of a link to the glossary or the bibliography may name."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".bib":
        return set(re.findall(r"^@\w+\{(\w+),", text, re.MULTILINE))
    block = re.search(r"^```\{glossary\}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    terms = [t for t in (block[1] if block else "").splitlines() if t and not t[0].isspace()]
    return {re.sub(r"[^a-z0-9]+", "-", t.lower()).strip("-") for t in terms}


def test_a_work_is_called_by_its_authors_and_year() -> None:
    bibliography = parse_file(ROOT / "book" / "references.bib").entries
    cited = 0
    for path in NOTEBOOKS + CHAPTERS:
        prose = "\n".join(source(c) for c in cells(path, "markdown"))
        for text, key in re.findall(r"\[([^\]]+)\]\(\.\./book/references\.bib#(\w+)\)", prose):
            entry = bibliography[key]
            names = [
                " ".join([*person.prelast_names, *person.last_names])
                for person in entry.persons["author"]
            ]
            name = f"{names[0]} et al." if len(names) > 2 else " and ".join(names)
            assert text in {f"{name}, {entry.fields['year']}", f"{name} ({entry.fields['year']})"}
            cited += 1
    assert cited > 25


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
    assert typed_numbers("Of 128 units {eval}`n.both` are both.") == ["128 "]
    assert typed_numbers("In 2020, on 6 November, S1 and `x[3]`.") == []


def test_the_book_runs_each_notebook_in_an_empty_folder() -> None:
    """So what the build's cache holds was run alone."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    assert settings["execute"]["run_in_temp"] is True
    assert settings["execute"]["execute_notebooks"] == "cache"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_ran_without_an_error_or_a_warning(built_book: Path, path: Path) -> None:
    """The run that the book was built from: a cell that was changed since is not found there."""
    kept = get_cache(built_book.parent / ".jupyter_cache")
    written = nbformat.read(path, as_version=4)
    notebook = kept.get_cache_bundle(kept.match_cache_notebook(written).pk).nb
    ran = iter([cell for cell in notebook.cells if cell.cell_type == "code"])
    known: set[str] = set()
    for cell in written.cells:
        if cell.cell_type == "markdown":
            asked = set(re.findall(r"\{eval\}`n\.([^`]+)`", cell.source))
            assert asked <= known, "prose shows a number before the cell that displays it"
        elif cell.cell_type == "code":
            for output in next(ran).get("outputs", []):
                known |= set(output.get("data", {}).get(MIME, {}))
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    assert outputs
    assert not [
        o
        for o in outputs
        if o.output_type == "error" or (o.output_type == "stream" and o.name == "stderr")
    ]

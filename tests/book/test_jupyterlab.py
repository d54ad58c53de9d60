"""The notebooks as someone meets them who re-runs them: opened in JupyterLab, all cells run."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from lab_server import lab_server

from newscompare.findings.claims import framing_claims

pytestmark = pytest.mark.xdist_group("jupyterlab")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LABS = [
    p for p in sorted((ROOT / "notebooks" / "lab").glob("*/*.ipynb")) if p.parent.name != "source"
]
RAW = re.compile(
    r"\{[\w:.-]+\}`|\{eval\}|\{\.[\w-]+|^:{3,}|\bn\.[a-z]\w+|Error:|\bNone\b|<\w+ object",
    re.MULTILINE,
)
"""Markup of MyST, the name of a number in its place, what Python says of a fault."""


def recipe() -> list[str]:
    """The options that ``make lab`` gives to JupyterLab."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    line = re.search(r"^\t\$\(BIN\)/jupyter lab (.+)$", text, re.MULTILINE)
    assert line, "make lab starts JupyterLab"
    return shlex.split(line[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """What ``make lab`` starts, over a copy of what a clone has in sight of the notebooks."""
    root, own = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("server")
    for part in ("notebooks", "book", "data"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("articles"))
    with lab_server(root, own, recipe()) as address:
        yield address


@pytest.fixture
def page(browser, server: str) -> Iterator[playwright.Page]:
    context = browser.new_context(viewport={"width": 1200, "height": 1000})
    page = context.new_page()
    yield page
    if page.url.startswith(server):  # the kernels end by themselves, nobody waits for them
        page.evaluate(
            """async () => {
                const headers = {Authorization: 'token lab'};
                const open = await (await fetch('/api/sessions', {headers})).json();
                for (const one of open)
                    fetch(`/api/sessions/${one.id}`, {method: 'DELETE', headers, keepalive: true});
            }"""
        )
    context.close()


def run_all(page: playwright.Page, address: str) -> None:
    """Open a notebook, run all its cells, wait until the last has run."""
    page.goto(f"{address}?token=lab&reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    playwright.expect(page.locator("#jp-main-statusbar")).to_contain_text("(ipykernel) | Idle")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    page.wait_for_function(
        """() => {
            const cells = [...document.querySelectorAll('.jp-CodeCell')];
            const ran = cell => /\\d/.test(cell.querySelector('.jp-InputPrompt').textContent);
            const empty = cell => !cell.querySelector('.cm-content').textContent.trim();
            return document.querySelector('[data-mime-type="application/vnd.jupyter.error"]')
                || cells.every(cell => cell.querySelector('.jp-Placeholder') || ran(cell)
                    || empty(cell));
        }"""
    )
    playwright.expect(page.locator("#jp-main-statusbar")).to_contain_text("(ipykernel) | Idle")
    page.wait_for_timeout(500)


def prose(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


@pytest.mark.parametrize("path", NOTEBOOKS + LABS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_a_notebook_reads_well_in_jupyterlab(server: str, page, path: Path) -> None:
    asked: list[str] = []
    page.on(
        "request",
        lambda r: asked.append(r.url) if not r.url.startswith((server, "data:", "blob:")) else None,
    )
    name = path.relative_to(ROOT).as_posix()
    run_all(page, f"{server}/lab/tree/{name}")
    wanted = len(re.findall(r"\{eval\}`", prose(path)))
    values = page.locator(".jp-MarkdownCell .myst-RenderedExpression")
    playwright.expect(values).to_have_count(wanted)
    page.wait_for_function("!document.querySelector('.jp-MarkdownCell a[href^=\"../\"]')")
    notebook = BeautifulSoup(page.locator(".jp-Notebook").inner_html(), "html.parser")

    for fault in ("vnd.jupyter.error", "vnd.jupyter.stderr"):
        found = notebook.select(f'[data-mime-type="application/{fault}"]')
        assert [o.get_text() for o in found] == []
    shown = [v.get_text(strip=True) for v in notebook.select(".myst-RenderedExpression")]
    assert [v for v in shown if v in ("", "–", "nan") or v.startswith("n.")] == []
    for cell in notebook.select(".jp-MarkdownCell .jp-MarkdownOutput, .jp-MarkdownCell article"):
        for code in cell.select("pre, [popover]"):
            code.extract()
        assert RAW.findall(cell.get_text("\n")) == [], cell.get_text(" ")[:300]
    for figure in notebook.select(".jp-OutputArea-output img"):
        assert len(figure.get("alt", "")) > 40
        assert figure.find_parent("figure").find("figcaption").get_text(strip=True)
    solutions = [h for h in notebook.select("h4") if h.get_text(strip=True).startswith("Solution")]
    assert len(solutions) == prose(path).count("#### Solution")

    dead = []
    for href in sorted({a["href"] for a in notebook.select("a[href]")}):
        if (href.startswith(server) and page.request.get(href).status != 200) or not re.match(
            r"https?://|#|mailto:", href
        ):
            dead.append(href)
    assert dead == []
    assert asked == []


def test_a_number_opens_its_rows_in_jupyterlab(server: str, page, case) -> None:
    run_all(page, f"{server}/lab/tree/notebooks/02_framing.ipynb")
    claim = {c.key: c for c in framing_claims(case)}["n_both"]
    number = page.locator(f"button.count[title^='{claim.says}: {claim.basis}']").first
    rows = page.locator("[popover]:popover-open")
    playwright.expect(rows).to_have_count(0)
    number.click()
    playwright.expect(rows).to_have_count(1)
    assert rows.locator("tbody tr td:first-child").all_inner_texts() == list(claim.rows)


def test_a_cell_of_a_barcode_opens_the_notebook_of_rows_in_jupyterlab(server: str, page) -> None:
    run_all(page, f"{server}/lab/tree/notebooks/02_framing.ipynb")
    page.locator("ol.nc-cells a").first.evaluate("link => link.click()")
    playwright.expect(page.locator(".lm-TabBar-tabLabel", has_text="07_rows")).to_be_visible()


def test_a_solution_is_closed_until_it_is_opened_in_jupyterlab(server: str, page) -> None:
    run_all(page, f"{server}/lab/tree/notebooks/22_exercises_framing.ipynb")
    words = page.locator("p", has_text="The unnamed digest. Two yes-or-no codes")
    playwright.expect(words).to_be_hidden()
    solution = page.locator(".jp-MarkdownCell", has=page.locator("h4", has_text="Solution")).first
    solution.get_by_role("button").get_by_text("hidden").click()
    playwright.expect(words).to_be_visible()


def test_the_ledger_narrows_the_rows_in_jupyterlab(server: str, page, case) -> None:
    run_all(page, f"{server}/lab/tree/notebooks/07_rows.ipynb")
    page.locator("a.count[href$='#claim=n_undated']").first.evaluate("link => link.click()")
    banner = page.locator("#claim-banner")
    playwright.expect(banner).to_contain_text("without a stated date")
    shown = page.locator("#rows-articles tbody tr td:first-child")
    playwright.expect(shown).to_have_text(
        list(case.articles.loc[case.articles["date"].isna(), "id"])
    )


def test_the_link_of_each_page_opens_its_notebook(server: str, built_book: Path, page) -> None:
    pages = [p for p in NOTEBOOKS if (built_book / "notebooks" / f"{p.stem}.html").is_file()]
    assert len(pages) == len(NOTEBOOKS)
    for path in pages:
        html = (built_book / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8")
        links = BeautifulSoup(html, "html.parser").select("a.opening-lab")
        assert len(links) == 1
        there = urlsplit(links[0]["href"])
        assert there.path.startswith("/lab/tree/")
        file = there.path.removeprefix("/lab/tree/")
        found = page.request.get(f"{server}/api/contents/{file}?token=lab&content=0")
        assert found.status == 200, file
        assert found.json()["type"] == "notebook"
    page.goto(f"{server}{there.path}?token=lab&reset")
    playwright.expect(page.locator(".jp-Notebook h1").first).to_be_visible()

"""What a page weighs on the way to its reader, that nothing moves while it loads, and what of it
needs no script and no host.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import module_at, toc_pages
from playwright.sync_api import expect

from newscompare.pages.rows import scored_quotes
from newscompare.teaching import quizzes

pytestmark = pytest.mark.xdist_group("browser")

ROOT = Path(__file__).resolve().parents[2]
PAGES = toc_pages()
SEARCHABLE = {"notebooks/03_sources", "notebooks/04_tone", "notebooks/07_rows"}
"""Pages with searchable tables, whose library may come on top."""

MOST = 250_000
"""Bytes of a page with all that it asks for, compressed as a host sends it."""

STILL = """() => new Promise(done => {
    let moved = 0;
    new PerformanceObserver(list => list.getEntries().forEach(
        entry => { if (!entry.hadRecentInput) { moved += entry.value; } }
    )).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(moved), 150);
})"""


@pytest.fixture(scope="module")
def address(built_book: Path) -> Iterator[str]:
    served = module_at(ROOT / "tools" / "serve.py").server(built_book)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_address[1]}"
    served.shutdown()
    served.server_close()


def weight(response: Any) -> int:
    sizes = response.request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])


@pytest.mark.parametrize("name", [*PAGES, "genindex", "404"])
def test_a_page_is_light_and_stands_still(address: str, browser, name: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    responses: list[Any] = []
    page.on("response", lambda response: responses.append(response))
    page.goto(f"{address}/{name}.html", wait_until="networkidle")
    assert page.evaluate(STILL) < 0.05
    loaded = {r.url: weight(r) for r in responses}
    assert all(r.ok for r in responses if not r.url.endswith("404.html")), loaded
    library = sum(n for url, n in loaded.items() if "datatables" in url)
    assert not library or name in SEARCHABLE
    assert sum(loaded.values()) - library <= MOST, loaded
    assert page.evaluate(
        "[...document.querySelectorAll('article img')].every(i => i.width && i.loading === 'lazy')"
    )
    context.close()


def test_scores_of_pages_are_medians_in_the_order_of_the_book() -> None:
    tool = module_at(ROOT / "tools" / "lighthouse.py")
    audits = {
        "lcp": {"score": 0.4, "displayValue": "4 s"},
        "tbt": {"score": 0.8},
        "cls": {"score": 1},
    }
    refs = [{"id": name, "weight": 10} for name in ("tbt", "lcp", "cls")]
    report = {"categories": {"performance": {"auditRefs": refs}}, "audits": audits}
    assert tool.lost(report) == ["lcp 4 s", "tbt"]
    runs = [{"performance": 99, "shift": 0.1}, {"performance": 90, "shift": 0.0}]
    assert tool.medians([*runs, {"performance": 97, "shift": 0.0}]) == {
        "performance": 97,
        "shift": 0,
    }
    empty = dict.fromkeys(tool.COLUMNS, "")
    rows = {name: {**empty, "page": name} for name in ("coder", PAGES[2], PAGES[0])}
    names = [line.partition(",")[0] for line in tool.kept(rows, PAGES).splitlines()]
    assert names == ["page", PAGES[0], PAGES[2], "coder"]
    with pytest.raises(SystemExit, match="make book"):
        tool.main(["--html", "nowhere"])


def test_what_is_not_there_gets_the_page_for_it(address: str, page) -> None:
    answer = page.goto(f"{address}/nowhere/at-all.html")
    assert answer.status == 404
    assert page.locator("h1").inner_text() == "This page is not here"


def test_the_search_runs_from_disk_without_errors(built_book: Path, page) -> None:
    logged: list[str] = []
    page.on("console", lambda m: logged.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: logged.append(str(e)))
    page.goto((built_book / "notebooks/00_findings.html").as_uri())
    field = page.locator(".site-side input[name=q]")
    field.fill("attribution")
    field.press("Enter")
    page.wait_for_selector("#search-results li .search-about")
    links = page.locator("#search-results li > a").evaluate_all("all => all.map(a => a.href)")
    assert any("glossary" in link or "sources" in link for link in links)
    page.locator("#search-results li > a").first.click()
    page.wait_for_selector("article h1")
    assert logged == []


@pytest.fixture
def plain(browser) -> Iterator[Any]:
    """A page without JavaScript."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_quizzes_are_read_without_scripts(built_book: Path, plain) -> None:
    plain.goto((built_book / "notebooks/22_exercises_framing.html").as_uri())
    text = plain.locator("article").inner_text()
    for question in quizzes.questions("framing"):
        assert question["question"] in text
        assert all(answer["answer"] in text for answer in question["answers"])
    plain.locator("noscript summary").first.click()
    assert (
        quizzes.questions("framing")[0]["answers"][0]["feedback"]
        in plain.locator("article").inner_text()
    )


def test_tables_are_read_without_scripts(built_book: Path, plain, case) -> None:
    plain.goto((built_book / "notebooks/07_rows.html").as_uri())
    rows = plain.locator("#rows-attributions tbody tr td:first-child").all_inner_texts()
    assert rows == list(case.attributions["id"])


def test_numbers_of_a_searchable_table_show_and_sort(built_book: Path, page, case) -> None:
    scores = [f"{value:.2f}" for value in scored_quotes(case)["vader"]]
    page.goto((built_book / "notebooks/04_tone.html").as_uri())
    assert page.locator("#rows-tone tbody tr td:nth-child(6)").all_inner_texts() == scores
    page.locator("#rows-tone").scroll_into_view_if_needed()
    page.wait_for_selector("#rows-tone.dataTable")
    page.locator("#rows-tone thead th").nth(5).click()
    cells = page.locator("#rows-tone tbody tr td:nth-child(6)")
    least = sorted(scores, key=float)
    expect(cells).to_have_text(least[: cells.count()])


def test_the_contents_open_without_scripts(built_book: Path, plain) -> None:
    plain.goto((built_book / "notebooks/02_framing.html").as_uri())
    plain.get_by_role("button", name="Contents of the book").click()
    assert plain.locator("#site-side").is_visible()
    plain.keyboard.press("Escape")
    plain.get_by_role("button", name="Search").click()
    assert plain.locator("#site-search input").is_visible()

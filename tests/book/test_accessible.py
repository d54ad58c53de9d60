"""axe-core finds nothing on any page, at two widths, light and dark; the keyboard reaches what it
must.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from conftest import toc_pages

pytestmark = pytest.mark.xdist_group("browser")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

PAGES = [*toc_pages(), "search", "genindex", "404"]
WIDE, PHONE = {"width": 1300, "height": 900}, {"width": 390, "height": 844}

RUN = """async options => {
    const all = {resultTypes: ["violations"], preload: false, ...options};
    const found = await axe.run(document, all);
    return found.violations.flatMap(rule => rule.nodes.map(node =>
        [rule.id, rule.impact, node.target.join(" "), node.html.slice(0, 120)].join(": ")));
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, which comes with a package of the index: no Node is needed."""
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-playwright-python, which brings axe-core, is not installed")
    return (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Any, **options: object) -> list[str]:
    page.evaluate("() => new Promise(go => requestAnimationFrame(() => setTimeout(go, 30)))")
    return page.evaluate(RUN, options)


def set_theme(page: Any, theme: str) -> None:
    page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(built_book: Path, page, axe: str, name: str) -> None:
    """All rules at both widths and in both modes; what a mode shares with the other width, such as
    the colours of the contents, is looked at below.
    """
    page.goto((built_book / f"{name}.html").as_uri(), wait_until="load")
    page.evaluate(axe)
    found = {}
    for width, theme in ((WIDE, "light"), (PHONE, "dark")):
        page.set_viewport_size(width)
        set_theme(page, theme)
        found[f"{width['width']} {theme}"] = violations(page)
    assert not any(found.values()), found


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_on_the_first_page(
    built_book: Path, page, axe: str, width: dict[str, int], theme: str
) -> None:
    page.set_viewport_size(width)
    page.goto((built_book / "index.html").as_uri())
    page.wait_for_selector("article h1")
    page.evaluate(axe)
    set_theme(page, theme)
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(built_book: Path, page, axe: str, theme: str) -> None:
    """Contents, search, rows beside the text, the menu of a figure, and a solution."""
    page.set_viewport_size(PHONE)
    page.goto((built_book / "notebooks/22_exercises_framing.html").as_uri())
    page.evaluate(axe)
    set_theme(page, theme)
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
    assert violations(page) == []
    for name in ("site-side", "site-search", "site-toc"):
        page.evaluate(f"document.getElementById('{name}').showPopover()")
        assert violations(page) == [], name
        page.evaluate(f"document.getElementById('{name}').hidePopover()")
    page.goto((built_book / "notebooks/02_framing.html").as_uri())
    page.evaluate(axe)
    set_theme(page, theme)
    page.locator("a.count[aria-haspopup=dialog]").first.click()
    assert violations(page, runOnly=["wcag2a", "wcag2aa", "best-practice"]) == []


def test_the_first_tab_skips_to_the_content(built_book: Path, page) -> None:
    page.goto((built_book / "notebooks/02_framing.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_the_contents_open_and_close_by_keyboard_on_a_phone(built_book: Path, page) -> None:
    page.set_viewport_size(PHONE)
    page.goto((built_book / "notebooks/02_framing.html").as_uri())
    button = page.get_by_role("button", name="Contents of the book")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#site-side").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('#site-side')")
    page.keyboard.press("Escape")
    page.locator("#site-side").wait_for(state="hidden")
    assert button.evaluate("e => e === document.activeElement")


def bring_tables_in(page) -> None:
    """Each searchable table scrolled to, so that it is made searchable."""
    for table in page.locator("main table[data-search]").all():
        table.scroll_into_view_if_needed()
        page.wait_for_selector(f"#{table.get_attribute('id')}.dataTable")


def test_every_scroll_region_is_reached_and_named(built_book: Path, page) -> None:
    """Also where the code and the data behind a figure are open, on a phone."""
    page.set_viewport_size(PHONE)
    searchable = ("notebooks/03_sources", "notebooks/04_tone", "notebooks/07_rows")
    plain = ("notebooks/01_event", "notebooks/16_said_unsaid", "book/data", "book/own_event")
    for name in (*plain, *searchable):
        page.goto((built_book / f"{name}.html").as_uri())
        page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true; })")
        bring_tables_in(page)
        page.wait_for_timeout(100)
        loose = page.evaluate("""[...document.querySelectorAll('main *')].filter(e =>
            e.scrollWidth > e.clientWidth + 1 && e.clientWidth &&
            /auto|scroll/.test(getComputedStyle(e).overflowX) &&
            !(e.tabIndex >= 0 && e.getAttribute('role') === 'region' && e.ariaLabel))
            .map(e => e.outerHTML.slice(0, 90))""")
        assert loose == [], name
        assert page.locator("main [role=region][tabindex='0']").count()


@pytest.mark.parametrize("name", ["01_event", "03_sources", "07_rows", "16_said_unsaid"])
def test_a_table_that_scrolls_says_so_at_its_edge(built_book: Path, page, name: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto((built_book / f"notebooks/{name}.html").as_uri())
    bring_tables_in(page)
    plain = page.evaluate("""[...document.querySelectorAll('main *')].filter(e =>
        e.scrollWidth > e.clientWidth + 1 && e.clientWidth && e.querySelector('table') &&
        /auto|scroll/.test(getComputedStyle(e).overflowX) &&
        !getComputedStyle(e).backgroundImage.includes('gradient'))
        .map(e => e.outerHTML.slice(0, 90))""")
    assert plain == []


def test_the_colours_switch_and_stay(built_book: Path, page) -> None:
    page.goto((built_book / "notebooks/02_framing.html").as_uri())
    switch = page.locator("[data-switch]")
    modes = []
    for _ in range(3):
        switch.click()
        modes.append(page.evaluate("document.documentElement.dataset.mode"))
        assert switch.get_attribute("aria-label").startswith("Colours: ")
    assert sorted(modes) == ["auto", "dark", "light"]
    while page.evaluate("document.documentElement.dataset.mode") != "dark":
        switch.click()
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(map(int, ground.removeprefix("rgb(").removesuffix(")").split(", "))) < 150


def test_focus_moves_with_the_filter(built_book: Path, page) -> None:
    page.goto((built_book / "notebooks/07_rows.html").as_uri() + "#claim=n_critical")
    page.wait_for_selector("body[data-claim=n_critical]")
    assert page.evaluate("document.activeElement.id") == "claim-banner"
    page.get_by_role("button", name="Show all rows").click()
    page.wait_for_function("document.activeElement.id.startsWith('rows-')")

"""The book in a browser, as a reader sees it: no request to another host, no console error, numbers
that open.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import toc_pages
from pypdf import PdfReader

from newscompare.findings import claims
from newscompare.teaching import quizzes

pytestmark = pytest.mark.xdist_group("browser")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

ROOT = Path(__file__).resolve().parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = toc_pages()


@pytest.fixture(scope="module")
def ledger(case) -> dict[str, claims.Claim]:
    """Each claim of the report by its key."""
    return {c.key: c for chapter in claims.report_claims(case).values() for c in chapter}


def address(html: Path, name: str, fragment: str = "") -> str:
    return (html / f"{name}.html").as_uri() + (f"#{fragment}" if fragment else "")


def shown_rows(page: playwright.Page, table: str) -> list[str]:
    return [t.strip() for t in page.locator(f"#{table} tbody tr td:first-child").all_inner_texts()]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_no_other_host_and_logs_no_error(built_book: Path, page, name: str) -> None:
    asked: list[str] = []
    logged: list[str] = []
    page.on(
        "request",
        lambda r: (
            asked.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None
        ),
    )
    page.on("console", lambda m: logged.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: logged.append(str(e)))
    page.goto(address(built_book, name), wait_until="load")
    page.wait_for_timeout(600)
    assert asked == []
    assert logged == []
    assert page.locator("article h1").count() == 1


def test_a_number_opens_its_rows(built_book: Path, page, case, ledger) -> None:
    page.goto(address(built_book, "notebooks/03_sources"))
    page.locator("a.count[href$='claim=side_us_share']").first.click()
    beside = page.locator("#rows-popover")
    assert ledger["side_us_share"].basis in beside.inner_text()
    assert beside.locator("tbody tr").count() >= min(8, len(ledger["side_us_share"].rows))
    beside.locator("a").last.click()
    page.wait_for_selector("body[data-claim=side_us_share]")
    banner = page.locator("#claim-banner").inner_text()
    assert ledger["side_us_share"].basis in banner
    page.select_option("#rows-attributions_wrapper select", "200")
    assert shown_rows(page, "rows-attributions") == list(ledger["side_us_share"].rows)
    page.get_by_role("button", name="Show all rows").click()
    page.wait_for_function(
        f"document.querySelectorAll('#rows-attributions tbody tr').length === "
        f"{len(case.attributions)}"
    )
    assert page.locator("#claim-banner").count() == 0


def test_rows_beside_the_text_by_keyboard_alone(built_book: Path, page) -> None:
    page.goto(address(built_book, TOC["root"]))
    number = page.locator("a.count[aria-haspopup=dialog]").first
    number.focus()
    page.keyboard.press("Enter")
    beside = page.locator("#rows-popover")
    assert beside.is_visible()
    assert number.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.id") == "rows-popover"
    page.keyboard.press("Escape")
    assert not beside.is_visible()
    assert number.evaluate("e => e === document.activeElement")
    assert number.get_attribute("aria-expanded") == "false"


def test_a_number_leads_to_its_rows_without_scripts(built_book: Path, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(address(built_book, TOC["root"]))
    plain.locator("a.count").first.click()
    assert "07_rows.html#claim=" in plain.url
    context.close()


def test_a_cell_of_a_barcode_opens_its_row(built_book: Path, page, case) -> None:
    page.goto(address(built_book, "notebooks/02_framing"))
    cells = page.locator("ol.nc-cells").first.locator("a")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    assert cells.nth(1).evaluate("e => e === document.activeElement")
    page.keyboard.press("Enter")
    beside = page.locator("#rows-popover")
    assert beside.inner_text().startswith("Sentence (unit 2 of ")
    beside.locator("a").click()
    sentence = page.url.partition("#row=")[2]
    page.wait_for_selector(f"body[data-claim={sentence}]")
    assert shown_rows(page, "rows-sentences") == [sentence]


@pytest.mark.parametrize("name", ["notebooks/02_framing", "notebooks/05_together"])
def test_figures_are_read_on_a_phone(built_book: Path, browser, name: str) -> None:
    """Every text of a figure is 10 px or more, and nothing is wider than the page."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    phone = context.new_page()
    phone.goto(address(built_book, name))
    sizes = phone.evaluate("""[...document.querySelectorAll('figure.nc svg text')]
        .filter(t => t.getBoundingClientRect().width)
        .map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a || 99)""")
    turned = [size for size in sizes if size < 10]
    assert sizes
    assert not turned, sorted(turned)[:3]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


@pytest.mark.parametrize(
    "key", ["symbolic_rferl", "n_critical", "n_unnamed_outlets", "n_unheard", "kappa_symbolic"]
)
def test_every_kind_of_claim_opens(built_book: Path, page, ledger, key: str) -> None:
    claim = ledger[key]
    page.goto(address(built_book, "notebooks/07_rows", f"claim={key}"))
    page.wait_for_selector(f"body[data-claim={key}]")
    assert shown_rows(page, f"rows-{claim.table}") == list(claim.rows)


def test_tables_can_be_searched(built_book: Path, page, case) -> None:
    page.goto(address(built_book, "notebooks/07_rows"))
    page.locator("#rows-quotes").scroll_into_view_if_needed()
    page.wait_for_selector("#rows-quotes_wrapper input")
    page.locator("#rows-quotes_wrapper input").last.fill("Human Rights Watch")
    page.wait_for_timeout(400)
    expected = list(case.quotes.loc[case.quotes["speaker"] == "Human Rights Watch", "id"])
    assert shown_rows(page, "rows-quotes") == expected


def test_a_question_answers_every_choice_also_by_keyboard(built_book: Path, page) -> None:
    page.goto(address(built_book, "notebooks/22_exercises_framing"))
    for question, asked in zip(
        page.locator(".Quiz").all(), quizzes.questions("framing"), strict=True
    ):
        for number, answer in enumerate(asked["answers"]):
            if number:
                question.locator("label").nth(number).click()
            else:
                question.locator("input").nth(number).focus()
                page.keyboard.press("Space")
            assert question.locator(".Feedback").inner_text() == answer["feedback"]
            shown = question.locator("label").nth(number).evaluate("label => [...label.classList]")
            assert ("correctButton" if answer["correct"] else "incorrectButton") in shown


def test_a_solution_is_closed_until_it_is_opened(built_book: Path, page) -> None:
    page.goto(address(built_book, "notebooks/22_exercises_framing"))
    solution = page.locator("details.solution").first
    words = solution.get_by_text("The unnamed digest. Two yes-or-no codes")
    assert not words.is_visible()
    solution.locator("summary").first.click()
    words.wait_for(state="visible")
    assert solution.locator("table").is_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(
    "name", [p for p in PAGES if p.startswith("book/teach/") and ("handout" in p or "key" in p)]
)
def test_a_handout_prints_to_two_clean_pages(
    built_book: Path, page, name: str, paper: str, tmp_path: Path
) -> None:
    page.goto(address(built_book, name))
    title = page.locator("article h1").inner_text().rstrip("#")
    page.pdf(path=tmp_path / "handout.pdf", format=paper)
    printed = [p.extract_text() for p in PdfReader(tmp_path / "handout.pdf").pages]
    assert len(printed) == 2
    assert printed[0].strip().startswith(title)
    assert all(len(text.split()) > 40 for text in printed)
    assert not any(
        word in " ".join(printed)
        for word in ("Contents", "Search", "In the classroom", "Previous", "Download")
    )


def test_rows_print_whole_and_without_their_search(
    built_book: Path, page, case, tmp_path: Path
) -> None:
    page.goto(address(built_book, "notebooks/07_rows"))
    page.locator("#rows-quotes").scroll_into_view_if_needed()
    page.wait_for_selector("#rows-quotes_wrapper input")
    shown = shown_rows(page, "rows-quotes")
    page.pdf(path=tmp_path / "rows.pdf", format="A4")
    text = " ".join(p.extract_text() for p in PdfReader(tmp_path / "rows.pdf").pages)
    assert "entries per page" not in text
    assert "Search:" not in text
    squeezed = "".join(text.split())
    assert len(shown) < len(case.quotes)
    assert [row for row in case.quotes["id"] if row not in squeezed] == []
    assert shown_rows(page, "rows-quotes") == shown


def test_a_dark_page_prints_on_light_ground(built_book: Path, page) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address(built_book, "book/teach/handout_50"))
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"

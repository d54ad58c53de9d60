"""The coder page of any case: with texts, without, in other languages; slips get one line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from watching import frames_only, hand_in, line_of, start, watched

from newscompare.case.folder import CaseFolder, case_folder
from newscompare.cli import main
from newscompare.errors import InputError
from newscompare.hand import web_pages
from newscompare.hand.sheets import write_sheet

pytestmark = pytest.mark.xdist_group("coder_page")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

FOLDER = Path(__file__).resolve().parents[2] / "data" / "practice"


@pytest.fixture
def page(browser) -> Iterator[playwright.Page]:
    """A page that fails the test where it asks for anything or logs an error."""
    with watched(browser) as one:
        yield one


# --- Any case


def test_a_case_of_ones_own(folder: CaseFolder, page, tmp_path: Path) -> None:
    assert main(["coder", str(folder.path), "--passage", "example-02:example-03"]) == 0
    page.goto((folder.path / "coder.html").as_uri())
    assert page.locator("input[name=passage]").count() == 2
    page.click("#start")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    line = line_of(page)
    hand_in(page, folder.path, line)
    assert page.locator("#count").inner_text() == "1 sheet in"
    write_sheet(folder, "ana", tmp_path / "ana.csv", masked=True)
    coded = (tmp_path / "ana.csv").read_text(encoding="utf-8-sig").replace('"",""', '"1","0"', 1)
    (tmp_path / "ana.csv").write_text(coded, encoding="utf-8")
    page.set_input_files("#files", [tmp_path / "ana.csv"])
    playwright.expect(page.locator("#count")).to_have_text(re.compile(r"^2 "))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_describes_itself_for_searches(folder: CaseFolder, page, language: str) -> None:
    web_pages.write_pages(folder, language=language)
    about = {}
    for name in ("coder", "room"):
        page.goto((folder.path / f"{name}.html").as_uri())
        about[name] = page.locator("meta[name=description]").get_attribute("content")
        assert about[name] == web_pages.languages()[language][name]["about"]
    assert about["coder"] != about["room"]


def test_a_case_without_its_texts_says_what_to_do(page, tmp_path: Path) -> None:
    web_pages.write_pages(case_folder(FOLDER.parent / "accords"), tmp_path)
    (tmp_path / "My text.txt").write_text("One gift.\nTwo gains.\n", encoding="utf-8")
    page.goto((tmp_path / "coder.html").as_uri())
    assert "Open a file of your own" in page.locator("#no-texts").inner_text()
    assert page.locator("#start").count() == 0
    page.set_input_files("#own", tmp_path / "My text.txt")
    page.click("#start")
    frames_only(page, [(1, 0), (0, 1)])
    line = line_of(page)
    hand_in(page, tmp_path, line)
    assert "does not hold" in page.locator("#report").inner_text()
    page.set_input_files("#own", tmp_path / "My text.txt")
    playwright.expect(page.locator("#count")).to_have_text(re.compile(r"^1 "))
    assert "Two gains." in page.locator("#view").inner_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--passage", "mail-01:mail-02"], "no unit to code"),
        (["--passage", "gull-28:gull-20"], "exchange the two"),
        (["--language", "xx"], "use one of"),
    ],
)
def test_a_slip_gets_one_line(arguments: list[str], words: str, tmp_path: Path, capsys) -> None:
    assert main(["coder", str(FOLDER), "--out", str(tmp_path), *arguments]) == 2
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
    assert not list(tmp_path.iterdir())


# --- For everybody

AXE = """async () => (await axe.run(document, {resultTypes: ["violations"], preload: false}))
    .violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 90)}`))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(browser, tmp_path: Path, scheme: str) -> None:
    found = find_spec("axe_playwright_python")
    if found is None or found.origin is None:
        pytest.skip("axe-playwright-python, which brings axe-core, is not installed")
    axe = (Path(found.origin).parent / "axe.min.js").read_text(encoding="utf-8")
    web_pages.write_pages(CaseFolder(FOLDER), tmp_path)
    wrong = {}
    with watched(browser, color_scheme=scheme, bypass_csp=True) as page:

        def look(screen: str) -> None:
            page.evaluate(axe)
            wrong[screen] = page.evaluate(AXE)

        page.goto((tmp_path / "coder.html").as_uri())
        look("start")
        start(page, tmp_path, ask="full")
        page.locator("button.sign").first.click()
        look("code")
        page.keyboard.press("7")
        page.keyboard.press("Enter")
        page.click("#finish")
        look("end")
        hand_in(page, tmp_path, line_of(page))
        for tab in ("votes", "agreement", "split", "reference", "papers"):
            page.click(f"#tab-{tab}")
            look(tab)
    assert not any(wrong.values()), wrong


# --- Languages


def keys(words: object, path: str = "") -> set[str]:
    if not isinstance(words, dict):
        return {path}
    forms = path.startswith(".plural.") and path.count(".") == 2
    return {path} if forms else {k for n, w in words.items() for k in keys(w, f"{path}.{n}")}


def test_every_language_has_every_word_and_its_places() -> None:
    words = web_pages.languages()
    assert "ru" in words
    assert "not reviewed" in words["ru"]["note"]
    english = words["en"]
    assert len(keys(english)) > 80
    for name, own in words.items():
        assert keys(own) == keys(english), name
        flat, given = json.dumps(own), json.dumps(english)
        for place in ("{n}", "{total}", "{name}", "{yes}", "{file}", "{frame}"):
            assert (place in flat) == (place in given)


def test_words_in_the_scripts_are_in_the_file() -> None:
    english = web_pages.languages()["en"]
    for path in web_pages.WEB.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        used = re.findall(r"\bt\(\"((?:coder|room)\.\w+|theme)\"", text)
        for name in used:
            found = english
            for part in name.split("."):
                assert part in found, name
                found = found[part]


def test_a_passage_that_is_no_unit_raises() -> None:
    with pytest.raises(InputError, match="no unit to code"):
        web_pages.pages(CaseFolder(FOLDER), passages=[("gull-20", "gull-99")])

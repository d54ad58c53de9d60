"""The pages under odd hands: two tabs, one machine for two, names that are none, lines that a chat
or a mail has changed, cases of one frame, one sentence, sixty sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from watching import breath, frames_only, hand_in, line_of, start, start_again, until, watched

from newscompare.case.codebook import read_codebook
from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.cli import main
from newscompare.errors import InputError
from newscompare.hand import web_pages
from newscompare.hand.lines import read_lines

pytestmark = pytest.mark.xdist_group("coder_page")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

FOLDER = Path(__file__).resolve().parents[2] / "data" / "practice"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    web_pages.write_pages(CaseFolder(FOLDER), folder, passages=[("gull-20", "gull-28")])
    return folder


@pytest.fixture
def page(browser) -> Iterator[playwright.Page]:
    """A page that fails the test where it asks for anything or logs an error."""
    with watched(browser) as one:
        yield one


def done(page) -> int:
    return page.evaluate("doneCount()")


# --- Two tabs, two people


def test_two_tabs_of_one_coder_lose_nothing(page, made: Path) -> None:
    start(page, made, name="ana")
    frames_only(page, [(1, 0)])
    other = page.context.new_page()
    start_again(other, made, "doneCount() === 1", name="Ana")
    frames_only(other, [(0, 1)])
    playwright.expect(page.locator("#place")).to_contain_text("Sentence 2")
    until(page, "doneCount() === 2")
    page.locator(".dots button").nth(4).click()
    frames_only(page, [(1, 1)])
    until(other, "doneCount() === 3")
    other.reload()
    until(other, "doneCount() === 3")


BLIND = """
Object.keys = (of => one => of(one).filter(key => one !== localStorage))(Object.keys);
Storage.prototype.getItem = () => null;
"""
"""As Chromium shows the storage to a page that came back on a busy machine: without what was
written by others."""


def test_a_page_that_sees_an_older_storage_takes_no_code_away(page, made: Path) -> None:
    start(page, made, name="ana")
    frames_only(page, [(1, 0), (0, 1)])
    blind = page.context.new_page()
    blind.add_init_script(BLIND)
    start(blind, made, name="ana")
    assert done(blind) == 0
    breath(page)
    page.close()  # while it is open, it tells the other what it knows
    frames_only(blind, [(1, 1)])
    breath(blind)
    blind.close()
    later = page.context.new_page()
    later_counts = "doneCount() === 2 && state.codes['gull-20'].frames.length === 2"
    start_again(later, made, later_counts, name="ana")


def test_a_page_that_writes_late_takes_no_newer_code_away(page, made: Path) -> None:
    """It read a record before others wrote more, and may only remove what it read."""
    start(page, made, name="ana")
    frames_only(page, [(1, 0)])
    late = page.context.new_page()
    start_again(late, made, "doneCount() === 1", name="ana")
    old = page.evaluate("JSON.stringify(visits(place()))")
    frames_only(page, [(0, 1), (1, 1)])
    breath(page)
    page.close()
    late.evaluate(f"visits = () => {old}")
    late.evaluate("Object.assign(state, {at: 5}); open(5); chooseFrame(BOOK.frames[0]); save()")
    breath(late)
    late.close()
    again = late.context.new_page()
    start_again(again, made, "doneCount() === 4", name="ana")


def test_a_note_and_a_draft_outlast_another_tab(page, made: Path) -> None:
    start(page, made, name="ana")
    frames_only(page, [(1, 0)])
    page.keyboard.press("2")
    page.click("#note")
    page.keyboard.type("a wor")
    other = page.context.new_page()
    start_again(other, made, "doneCount() === 1", name="ana")
    other.locator(".dots button").nth(5).click()
    frames_only(other, [(0, 1)])
    until(page, "doneCount() === 2")
    page.keyboard.type("d")
    assert page.locator("#note").input_value() == "a word"
    breath(page)
    page.reload()
    assert page.locator("#place").inner_text().startswith("Sentence 2 of 9")
    assert page.locator("#note").input_value() == "a word"
    assert page.locator("button.frame[aria-pressed=true]").count() == 1


@pytest.mark.parametrize(
    "damaged", ["{bad", "null", '{"codes":{"gull-20":{}}}', '{"codes":{},"at":99,"draft":{}}']
)
def test_a_damaged_record_does_no_harm_and_is_forgotten(page, made: Path, damaged: str) -> None:
    start(page, made, name="ana")
    place = page.evaluate("place()")
    page.evaluate("([at, text]) => remember(`${at}:x-1`, text)", [place, damaged])
    breath(page)
    start(page, made, name="ana")
    frames_only(page, [(1, 0)])
    assert done(page) == 1
    page.evaluate("forget()")
    assert page.evaluate("keysOf(place('gull-20 9', 'ana')).length") == 0


def test_a_typed_name_stays_while_a_file_is_chosen(page, made: Path, tmp_path: Path) -> None:
    page.goto((made / "coder.html").as_uri() + "?ask=frames")
    page.fill("#name", "ana")
    for words in ("One says this.\nTwo says that.", "Three says so.\nFour does not."):
        (tmp_path / "own.txt").write_text(words, encoding="utf-8")
        page.set_input_files("#own", tmp_path / "own.txt")
        page.click("#start")
        playwright.expect(page.locator("#sentence")).to_contain_text(words[:5])
        assert done(page) == 0, "another file of the same name is another passage"
        frames_only(page, [(1, 0)])
        assert page.locator("#place").inner_text().endswith("ana")
        page.click("#finish")
        page.locator("button", has_text="another passage").click()


def test_records_do_not_gather(page, made: Path) -> None:
    for n in range(4):
        start_again(page, made, f"doneCount() === {n}", name="ana")
        frames_only(page, [(1, 0)])
    until(page, "Object.keys(localStorage).filter(k => k.includes(':ana:')).length === 1")


def test_what_is_undone_or_forgotten_in_one_tab_is_so_in_the_other(page, made: Path) -> None:
    start(page, made, name="ana")
    frames_only(page, [(1, 0), (0, 1)])
    other = page.context.new_page()
    start_again(other, made, "doneCount() === 2", name="ana")
    other.keyboard.press("Backspace")
    until(page, "doneCount() === 1")
    page.keyboard.press("1")
    assert done(page) == done(other) == 1
    other.click("#finish")
    other.locator("button", has_text="Forget my codes").click()
    other.locator("button", has_text="Press once more").click()
    until(page, "state.screen === 'start'")
    assert "newscompare:practice" not in page.evaluate("JSON.stringify(Object.keys(localStorage))")


def test_a_tab_that_was_not_told_looks_when_it_is_shown_again(page, made: Path) -> None:
    start(page, made, name="eve")
    frames_only(page, [(1, 0), (0, 1)])
    page.evaluate("Object.assign(state, {codes: {}, times: {}})")
    assert done(page) == 0
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert done(page) == 2


def test_the_next_student_at_a_machine_takes_nobodys_codes(page, made: Path) -> None:
    start(page, made, name="ana")
    frames_only(page, [(1, 0), (0, 1)])
    start_again(page, made, "doneCount() === 0", name="ben")
    frames_only(page, [(1, 1)])
    assert done(page) == 1
    start_again(page, made, "doneCount() === 2", name="ana")
    page.click("#finish")
    page.locator("button", has_text="Forget my codes").click()
    page.locator("button", has_text="Press once more").click()
    start_again(page, made, "doneCount() === 0", name="ana")
    start_again(page, made, "doneCount() === 1", name="ben")


def test_two_rooms_hold_the_same_sheets(page, made: Path) -> None:
    start(page, made, name="ana")
    frames_only(page, [(1, 0)] * 9)
    line = line_of(page)
    hand_in(page, made, "")
    other = page.context.new_page()
    other.goto((made / "room.html").as_uri())
    page.fill("#lines", line)
    page.click("#add")
    playwright.expect(other.locator("#count")).to_have_text("1 sheet in")
    page.reload()
    assert page.locator("#count").inner_text() == "1 sheet in"


# --- Names


def test_a_name_that_a_sheet_cannot_bear_is_refused(page, made: Path) -> None:
    page.goto((made / "coder.html").as_uri() + "?from=gull-20&n=9&ask=frames")
    for name in ("=1+1", "😀", 'a"b', "a b", "", "-a", "a/b", "<b>", "reference", "Class"):
        page.fill("#name", name)
        page.click("#start")
        assert "letters, digits and hyphens" in page.locator("[role=alert]").inner_text()
        assert page.locator("#sentence").count() == 0, name


def test_other_names_go_from_line_to_room_and_notebook(page, made: Path) -> None:
    names, lines = ["Зоя", "李-2", "Zoë", "O_2", "x" * 40], []
    for name in names:
        start(page, made, name=name)
        frames_only(page, [(1, 0)] * 9)
        lines.append(line_of(page))
    case = CaseFolder(FOLDER)
    read = list(read_lines(Path("x"), "\n".join(lines), case.read_units(), case.read_codebook()))
    assert [one.coder for one in read if not isinstance(one, InputError)] == names
    hand_in(page, made, "\n".join(lines))
    assert page.evaluate("[...state.sheets.values()].map(s => s.name)") == names


# --- Lines


def test_what_a_chat_or_a_mail_does_to_lines(page, made: Path) -> None:
    lines = []
    for name in ("ana", "ben", "cem", "dara"):
        start(page, made, name=name)
        frames_only(page, [(1, 0), (0, 1), (0, 0)] * 3)
        lines.append(line_of(page))
    quoted = "> Hello,\n> " + lines[0].replace(" ", "\n>> ", 5) + "\n> Ana"
    strange = (
        lines[1].replace("NC1", "\u200eNC1").replace("gull", "gu\u200bll").replace(" ", "\u00a0")
    )
    twice = f"{lines[2]} {lines[2]}"
    head, check = lines[3].rsplit(" ", 1)
    edited = f"{head} {check[:-1]}{'0' if check[-1] != '0' else '1'}"
    text = "\r\n".join([quoted, strange, twice, edited, "and some talk"])
    hand_in(page, made, text)
    said = page.locator("#report").inner_text()
    assert page.locator("#count").inner_text() == "3 sheets in"
    assert "Handed in again, the newer sheet counts: 1 sheet" in said
    assert said.count("Damaged") == 1
    assert head[:40] in said
    assert check[:-1] in page.locator("#lines").input_value(), "what is damaged stays to be mended"
    case = CaseFolder(FOLDER)
    read = list(read_lines(Path("x"), text, case.read_units(), case.read_codebook()))
    assert [one.coder for one in read if not isinstance(one, InputError)] == [
        "ana",
        "ben",
        *["cem"] * 2,
    ]
    assert len(read) == 5


# --- Odd cases


def odd_case(folder: Path, sentences: int, frames: dict[str, str]) -> CaseFolder:
    new_case(folder)
    case = CaseFolder(folder)
    for path in case.articles.iterdir():
        path.unlink()
    text = " ".join(f"The gesture number {n} was made." for n in range(1, sentences + 1))
    (case.articles / "one.md").write_text(f"---\noutlet: One\n---\n{text}\n", encoding="utf-8")
    signs = "".join(
        f"  X{n}: {{frame: {f}, name: sign, definition: A sign., example: A sign., "
        "patterns: {general: [gesture]}}\n"
        for n, f in enumerate(frames, start=1)
    )
    words = "".join(f"  {name}: {text}\n" for name, text in frames.items())
    case.codebook.write_text(
        f"event: {{title: Odd}}\nframes:\n{words}indicators:\n{signs}", encoding="utf-8"
    )
    return case


@pytest.mark.parametrize(
    ("sentences", "frames"),
    [
        (1, {"conflict": "A fight."}),
        (60, {"conflict": "A fight."}),
        (2, {f"frame_{c}": "A frame." for c in "abcdefgh"}),
    ],
)
def test_few_and_many(browser, tmp_path: Path, sentences: int, frames: dict[str, str]) -> None:
    case = odd_case(tmp_path / "odd", sentences, frames)
    assert main(["coder", str(case.path)]) == 0
    last = list(frames)[-1]
    with watched(browser, viewport={"width": 390, "height": 780}) as page:
        page.goto((case.path / "coder.html").as_uri())
        page.locator("input[name=mode]").nth(1).check()
        page.fill("#name", "ana")
        page.click("#start")
        page.evaluate(
            """n => { for (let i = 0; i < n; i++) {
                document.querySelectorAll("button.frame")[BOOK.frames.length - 1].click();
                document.querySelector("button.voice").click();
                if (i < n - 1) document.querySelector("#save").click();
            } }""",
            sentences,
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.click("#save")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        line = line_of(page)
        hand_in(page, case.path, line + "\n" + line)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        votes = [v.get_attribute("data-vote") for v in page.locator("[data-vote]").all()]
        assert sum(v.endswith(f"{last} 1 1") for v in votes) == sentences
        for tab in ("agreement", "split", "papers"):
            page.click(f"#tab-{tab}")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
    (sheet,) = read_lines(Path("x"), line, case.read_units(), read_codebook(case.codebook))
    assert not isinstance(sheet, InputError)
    assert [row.codes[last] for row in sheet.rows] == [1] * sentences
    assert {row.voice for row in sheet.rows} == {"outlet"}


def test_sentences_of_ones_own_survive_a_reload(page, made: Path, tmp_path: Path) -> None:
    rows = "unit;text\na 1;One gift.\na 2;“Two gains”, he said.\na 2;The same id again.\n"
    (tmp_path / "own.csv").write_text(rows, encoding="cp1252")
    page.goto((made / "coder.html").as_uri())
    page.set_input_files("#own", tmp_path / "own.csv")
    page.locator("label.pick", has_text="2 sentences").first.wait_for()
    page.fill("#name", "ana")
    page.click("#start")
    frames_only(page, [(1, 0)])
    page.reload()
    assert page.locator("#place").inner_text() == "Sentence 2 of 2 · ana"
    assert page.locator("#sentence").inner_text() == "“Two gains”, he said."
    frames_only(page, [(0, 1)])
    assert line_of(page).startswith("NC1 practice a-1 2 ")

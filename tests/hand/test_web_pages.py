"""The coder page and the room page in a browser: a class codes, hands in lines, and the room's
numbers are those of the package.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from watching import frames_only, hand_in, line_of, start, watched

from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case
from newscompare.hand import classroom, web_pages
from newscompare.hand.sheets import read_sheet
from newscompare.hand.students import made_up_class
from newscompare.measures import classroom as measures
from newscompare.measures.agreement import krippendorff_alpha
from newscompare.measures.intervals import bootstrap_rows

pytestmark = pytest.mark.xdist_group("coder_page")

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

FOLDER = Path(__file__).resolve().parents[2] / "data" / "practice"
PASSAGE = ("gull-20", "gull-28")
UNITS = [f"gull-{n}" for n in range(20, 29)]
STUDENTS = 25


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    web_pages.write_pages(CaseFolder(FOLDER), folder, passages=[PASSAGE])
    return folder


@pytest.fixture
def page(browser) -> Iterator[playwright.Page]:
    """A page that fails the test where it asks for anything or logs an error."""
    with watched(browser) as one:
        yield one


# --- Measures


def random_table(chance: random.Random) -> list[list[str | None]]:
    """One list a coder; few or many coders, units, codes and gaps."""
    coders, units = chance.randint(2, 12), chance.randint(1, 40)
    values, gaps = ["0", "1", "2"][: chance.randint(1, 3)], chance.random()
    return [
        [None if chance.random() < gaps * 0.7 else chance.choice(values) for _ in range(units)]
        for _ in range(coders)
    ]


def test_alpha_is_the_packages_alpha(page, made: Path) -> None:
    chance = random.Random(20)
    tables = [random_table(chance) for _ in range(200)]
    units = [[[v for v in unit if v is not None] for unit in zip(*t, strict=True)] for t in tables]
    page.goto((made / "room.html").as_uri())
    found = page.evaluate("tables => tables.map(t => Measures.alpha(t))", units)
    expected = [
        krippendorff_alpha(list(zip(*kept, strict=True)))
        if (kept := [u for u in zip(*t, strict=True) if sum(v is not None for v in u) > 1])
        else math.nan
        for t in tables
    ]
    for mine, theirs in zip(found, expected, strict=True):
        theirs_number = math.nan if theirs is None else theirs
        mine_number = math.nan if mine is None else mine
        assert mine_number == pytest.approx(theirs_number, abs=1e-9, nan_ok=True)
    assert sum(not math.isnan(e) for e in expected) > 100


def test_the_interval_is_near_the_packages(page, made: Path, practice: Case) -> None:
    frames = made_up_class(practice, ["careful", "hasty", "contrary"])
    wide = frames.pivot(index="sentence", columns="coder", values="symbolic").astype(object)
    wide = wide[[c for c in wide if c != "reference"]]
    low, high = bootstrap_rows(
        wide, lambda t: krippendorff_alpha([list(t[c]) for c in t]), resamples=300
    )
    page.goto((made / "room.html").as_uri())
    found = page.evaluate("t => Measures.interval(t)", wide.astype(int).to_numpy().tolist())
    assert found == pytest.approx([low, high], abs=0.04)


# --- A class of 25


@pytest.fixture(scope="module")
def room(practice: Case) -> pd.DataFrame:
    """Codes of 25 made-up students on the passage."""
    habits = (["careful", "hasty", "contrary", "careful", "hasty"] * 5)[:STUDENTS]
    frames = made_up_class(practice, habits)
    return frames[frames["sentence"].isin(UNITS)]


@pytest.fixture(scope="module")
def handed_in(browser, made: Path, room: pd.DataFrame, tmp_path_factory) -> tuple[list[str], Path]:
    """What 25 students hand in who code the passage by keyboard: lines, and a folder of sheets."""
    folder, lines = tmp_path_factory.mktemp("sheets"), []
    with watched(browser) as page:
        for number, name in enumerate(measures.coders(room), start=1):
            own = room[room["coder"] == name].set_index("sentence").loc[UNITS]
            start(page, made, name=f"student-{number:02d}", more=f"&seat={number}")
            frames_only(page, list(zip(own["symbolic"], own["strategic"], strict=True)))
            lines.append(line_of(page))
            with page.expect_download() as download:
                page.click("#download")
            download.value.save_as(folder / download.value.suggested_filename)
    return lines, folder


def test_the_lines_of_a_class_become_the_room(
    page, made: Path, room: pd.DataFrame, handed_in, practice: Case
) -> None:
    lines, folder = handed_in
    assert max(map(len, lines)) < 80
    page.set_viewport_size({"width": 1280, "height": 720})
    hand_in(page, made, "Ana: " + "\n\n> ".join(lines))
    assert page.locator("#count").inner_text() == "25 sheets in"
    # votes
    votes = [v.get_attribute("data-vote") for v in page.locator("[data-vote]").all()]
    own = room[room["coder"] != "reference"]
    for unit in UNITS:
        for frame in ("symbolic", "strategic"):
            yes = int(own.loc[own["sentence"] == unit, frame].sum())
            assert f"{unit} {frame} {yes} 25" in votes
    # alpha: the room page, the measures and the sheets read by the class notebook
    page.click("#tab-agreement")
    assert page.locator(".hand-in").count() == 0, "what is asked for has the projector to itself"
    for card in page.locator("[data-alpha]").all():
        box = card.bounding_box()
        assert box["y"] + box["height"] < 720
    from_sheets = classroom.read_room(practice, folder)
    assert len(measures.coders(from_sheets.frames)) == STUDENTS
    expected = measures.agreement_by_code(from_sheets.frames).set_index("code")
    for card in page.locator("[data-alpha]").all():
        frame, alpha, low, high = card.get_attribute("data-alpha").split()
        assert round(float(alpha), 3) == round(expected.loc[frame, "alpha"], 3)
        assert float(low) <= float(alpha) <= float(high)
    # what splits the room
    page.click("#tab-split")
    split = measures.split_sentences(from_sheets.frames)
    first = page.locator("[data-split]").get_attribute("data-split").split()
    assert int(first[-1]) == len(split)
    assert min(int(first[2]), int(first[3])) / 25 == pytest.approx(split["split"].iloc[0])
    # tallies
    page.click("#tab-papers")
    vote = measures.majority(from_sheets.frames)
    for cell in page.locator("[data-tally]").all():
        _, frame, n, of = cell.get_attribute("data-tally").split()
        assert (int(n), int(of)) == (vote[frame].sum(), 9)
    neither = page.locator("[data-neither]").get_attribute("data-neither").split()
    assert int(neither[1]) == ((vote["symbolic"] == 0) & (vote["strategic"] == 0)).sum()
    assert "takes two complete texts" in page.locator("#view").inner_text()
    # the reference shows only when asked for
    page.click("#tab-reference")
    assert page.locator("[data-against]").count() == 0
    page.locator("#view button").click()
    assert page.locator("[data-against]").count() == 1
    assert "student-" not in page.locator("#view").inner_text()


def test_the_room_saved_as_one_sheet_is_the_same_room(
    page, made: Path, handed_in, practice: Case, tmp_path: Path
) -> None:
    lines, folder = handed_in
    hand_in(page, made, "\n".join(lines))
    with page.expect_download() as download:
        page.click("#save")
    download.value.save_as(tmp_path / "room.csv")
    one = classroom.read_room(practice, tmp_path).frames
    many = classroom.read_room(practice, folder).frames
    columns = ["sentence", "coder", "symbolic", "strategic"]
    assert one[columns].sort_values(columns[:2]).to_numpy().tolist() == (
        many[columns].sort_values(columns[:2]).to_numpy().tolist()
    )


def test_sheets_dropped_on_the_room_count_like_lines(page, made: Path, handed_in) -> None:
    _, folder = handed_in
    page.goto((made / "room.html").as_uri())
    page.set_input_files("#files", sorted(folder.glob("*.csv")))
    playwright.expect(page.locator("#count")).to_have_text(re.compile(r"^25 "))
    page.wait_for_timeout(300)
    page.reload()
    assert page.locator("#count").inner_text() == "25 sheets in", "a reload keeps the room"


def test_a_damaged_line_is_named_and_the_others_count(page, made: Path, handed_in) -> None:
    lines, _ = handed_in
    head, codes, check = lines[0].rsplit(" ", 2)
    changed = f"{head} {'0' if codes[0] != '0' else '1'}{codes[1:]} {check}"
    wrapped = lines[1].replace(" ", "\n", 3)
    page.goto((made / "room.html").as_uri())
    other = page.evaluate(
        "Exchange.encode({caseId: 'elsewhere', first: 'gull-20', book: BOOK, name: 'zoe', "
        "units: passageFrom(ALL, 'gull-20', 2), mode: 'f', codes: {}})"
    )
    hand_in(page, made, f"{changed}\n{wrapped}\n{lines[3].upper()}\n{other}")
    said = page.locator("#report").inner_text()
    assert page.locator("#count").inner_text() == "2 sheets in"
    assert "Damaged" in said
    assert "Added: 2 sheets" in said
    assert "Another event (elsewhere), left out: zoe" in said
    page.fill("#lines", lines[1])
    page.click("#add")
    assert "the newer sheet counts" in page.locator("#report").inner_text()
    assert page.locator("#count").inner_text() == "2 sheets in"


# --- One coder


def test_the_sheet_and_the_line_hold_what_was_coded(
    page, made: Path, tmp_path: Path, practice: Case
) -> None:
    start(page, made, ask="full", name="Иван-7")
    page.locator("button.sign", has_text="S1").click()
    page.keyboard.press("Enter")
    assert "claim" in page.locator("#problem").inner_text(), "a frame needs its voice"
    page.locator("button.voice").nth(1).click()
    page.fill("#note", "=or label?")
    page.click("#save")
    assert "S1" in page.locator("#echo").inner_text()
    for keys in ("0", "1 2 a 9", "2 a s 7"):
        for key in [*keys.split(), "Enter"]:
            page.keyboard.press(key)
    page.click("#finish")
    line = line_of(page)
    with page.expect_download() as download:
        page.click("#download")
    download.value.save_as(tmp_path / "Иван-7.csv")
    rows = {r.unit: r for r in read_sheet(tmp_path / "Иван-7.csv").rows}
    first, second, third, fourth = (rows[u] for u in UNITS[:4])
    assert (first.codes["symbolic"], first.indicators, first.voice) == (1, ("S1",), "source")
    assert first.note == "=or label?"
    assert (second.codes, second.indicators, second.voice) == (
        {"symbolic": 0, "strategic": 0},
        (),
        "-",
    )
    assert (third.codes["symbolic"], third.codes["strategic"], third.indicators) == (1, 1, ("T1",))
    assert (fourth.indicators, fourth.voice) == (("T1", "T2"), "outlet")
    assert not rows[UNITS[4]].coded, "an open sentence is not coded, not a no"
    hand_in(page, made, line)
    assert page.locator("#count").inner_text() == "1 sheet in"
    assert page.evaluate("state.sheets.get('иван-7').codes['gull-23']") == {
        "frames": ["strategic"],
        "signs": ["T1", "T2"],
        "voice": "outlet",
    }


def test_enter_alone_codes_nothing_and_undo_takes_back(page, made: Path) -> None:
    start(page, made)
    page.keyboard.press("Enter")
    assert "Choose first" in page.locator("#problem").inner_text()
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator("#place").inner_text().startswith("Sentence 2 of 9")
    page.keyboard.press("Backspace")
    assert page.locator("#place").inner_text().startswith("Sentence 1 of 9")
    assert page.evaluate("doneCount()") == 0
    assert page.locator("button.frame[aria-pressed=true]").count() == 1


def test_a_reload_goes_on_and_a_new_visit_asks(browser, made: Path) -> None:
    with watched(browser) as page:
        start(page, made, name="amber-otter-10")
        frames_only(page, [(1, 0), (0, 1)])
        page.keyboard.press("1")
        page.reload()
        assert page.locator("#place").inner_text() == "Sentence 3 of 9 · amber-otter-10"
        assert page.locator("button.frame[aria-pressed=true]").count() == 1
        page.locator("#undo").click()
        assert page.evaluate("doneCount()") == 1
        later = page.context.new_page()
        later.goto((made / "coder.html").as_uri())
        later.locator("#go-on").click()
        assert later.locator("#place").inner_text().endswith("amber-otter-10")


def test_the_coder_page_holds_no_codes_and_neither_page_asks_a_host(made: Path) -> None:
    coder, room = ((made / f"{n}.html").read_text(encoding="utf-8") for n in ("coder", "room"))
    assert '"reference":' not in coder
    assert '"reference":{"northwater-01"' in room
    for html in (coder, room):
        assert "default-src 'none'" in html
        assert "http://" not in html
        assert "https://" not in html


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_out_of_the_page(browser, made: Path, width: int, scheme: str) -> None:
    with watched(
        browser, viewport={"width": width, "height": 720}, color_scheme=scheme, has_touch=True
    ) as page:
        start(page, made, ask="full")
        for _ in range(2):
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            small = page.evaluate(
                "[...document.querySelectorAll('main button')]"
                ".filter(b => b.getBoundingClientRect().height < 40).map(b => b.textContent)"
            )
            assert small == [], "a finger needs room"
            page.locator("button.sign").first.tap()
        hand_in(page, made, "")
        assert page.evaluate("document.documentElement.scrollWidth") <= width

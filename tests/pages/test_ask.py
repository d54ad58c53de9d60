"""The page that answers any count: its data agree with the tables, it is small, and a browser with
keyboard alone gets an answer whose address keeps the question.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from newscompare.case.tables import load_case
from newscompare.measures.framing import coded_by
from newscompare.pages import ask

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "book" / "_static" / "ask.js"


@pytest.fixture(scope="module")
def data(case) -> dict:
    return ask.question_data(case)


def crossed(data: dict, table: str, first: str, second: str) -> Counter:
    place = {q["id"]: k for k, q in enumerate(data["questions"])}
    names = {q["id"]: [v[0] for v in q["values"]] for q in data["questions"]}
    return Counter(
        (names[first][i], names[second][j])
        for *_, values in data["tables"][table]
        for i in values[place[first]]
        for j in values[place[second]]
    )


def test_sentences_by_outlet_and_frame_are_those_of_the_tables(case, data) -> None:
    coded = coded_by(case.frames)
    found = crossed(data, "sentences", "text", "frame")
    for article, own in coded.groupby("article", observed=True):
        for frame in ("symbolic", "strategic"):
            assert found[(article, frame)] == own[frame].sum()
        assert found[(article, "neither")] == ((own["symbolic"] + own["strategic"]) == 0).sum()


def test_attributions_by_outlet_and_kind_are_those_of_the_tables(case, data) -> None:
    pairs = zip(
        case.attributions["article"], case.attributions["source_type"].astype(str), strict=True
    )
    assert crossed(data, "attributions", "text", "type") == Counter((str(a), t) for a, t in pairs)


def test_quotations_by_tone_toward_the_event(case, data) -> None:
    own = case.targets[case.targets["coder"].astype(str) == "reference"]["stance_event"]
    expected = Counter("none" if value != value else str(int(value)) for value in own.astype(float))
    found = Counter()
    for (_, value), n in crossed(data, "quotes", "text", "event").items():
        found[value] += n
    assert found == expected


def test_what_is_asked_of_a_table_has_an_answer_there(data) -> None:
    for k, question in enumerate(data["questions"]):
        for table, rows in data["tables"].items():
            assert (table in question["in"]) == any(values[k] for *_, values in rows)
    asked = {q["id"] for q in data["questions"]}
    assert {"text", "zone", "object", "frame", "voice", "type", "person", "tone"} <= asked


@pytest.mark.parametrize("name", ["accords", "practice"])
def test_the_page_is_small_and_asks_no_host(name: str) -> None:
    html = ask.page(load_case(name)).html
    assert len(html.encode()) + SCRIPT.stat().st_size < ask.LARGEST
    assert not re.findall(r"https?://", html.replace("http://www.w3.org/2000/svg", ""))
    assert not re.findall(r"https?://", SCRIPT.read_text(encoding="utf-8"))


def test_without_script_one_table_can_be_read(case) -> None:
    html = ask.page(case).html
    table = html[html.index("<table>") : html.index("</table>")]
    assert "Kurdistan24" in table
    assert "<td>17</td><td>15</td>" in table


def test_no_value_closes_the_script(case) -> None:
    html = ask.page(case).html
    block = html.split('id="ask-data">')[1].split("</script>")[0]
    assert json.loads(block)["tables"]
    assert "<" not in block


@pytest.fixture
def page(browser, case, tmp_path):
    script = SCRIPT.read_text(encoding="utf-8")
    html = ask.page(case).html.replace(
        f'<script src="{ask.SCRIPT}"></script>', f"<script>{script}</script>"
    )
    (tmp_path / "ask.html").write_text(f"<!doctype html><meta charset=utf-8>{html}", "utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    opened.faults = []
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.goto((tmp_path / "ask.html").as_uri())
    yield opened
    assert opened.faults == []
    context.close()


def number(page, row: str, column: int) -> str:
    cell = page.locator(f"#ask table:first-of-type tbody tr:has(th:text-is('{row}')) td").nth(
        column
    )
    return cell.inner_text()


def test_the_first_question_and_a_second_one(page) -> None:
    assert number(page, "Kurdistan24", 0) == "17"
    assert number(page, "Kurdistan24", 1) == "15"
    page.select_option("#ask-count", "quotes")
    page.select_option("#ask-columns", "event")
    assert "33 of 33 quotations" in page.get_by_role("status").inner_text()


def test_the_address_keeps_the_question(page) -> None:
    page.select_option("#ask-count", "attributions")
    page.select_option("#ask-rows", "type")
    page.select_option("#ask-columns", "text")
    page.locator("summary", has_text="Only some rows").click()
    page.select_option("#ask-only-frame", "symbolic")
    page.locator("#ask td button").first.click()
    link = page.input_value("#ask-address")
    said = page.get_by_role("status").inner_text()
    rows = page.locator("#ask-list tbody tr").count()
    assert rows > 0
    page.goto("about:blank")
    page.goto(link)
    assert page.get_by_role("status").inner_text() == said
    assert page.locator("#ask-list tbody tr").count() == rows
    assert page.input_value("#ask-rows") == "type"


def test_by_keyboard_alone(page) -> None:
    page.focus("#ask-count")
    page.keyboard.press("ArrowDown")
    assert page.input_value("#ask-count") == "attributions"
    assert page.evaluate("document.activeElement.id") == "ask-count"
    button = page.locator("#ask td button").first
    button.focus()
    shown = int(button.inner_text())
    page.keyboard.press("Enter")
    assert page.locator("#ask-list tbody tr").count() == shown
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.startswith(str(shown))
    assert "list the rows" in name


def test_a_link_with_nonsense_gives_the_first_question(page) -> None:
    page.goto(page.url.split("#")[0] + "#count=nothing&rows=%00&columns=text&only-frame=none")
    page.reload()
    assert page.input_value("#ask-count") == "sentences"
    assert number(page, "RFE/RL", 0) != ""


def test_nothing_runs_over_the_edge_of_a_phone(page) -> None:
    for table in ("sentences", "attributions", "quotes"):
        page.select_option("#ask-count", table)
        page.select_option("#ask-columns", "person")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

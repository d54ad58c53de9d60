"""The built report of a hostile case: it stands alone, and no text of others reaches a page as
HTML.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from made_cases import HOSTILE, Text, hostile_case
from pypdf import PdfReader

from newscompare import cli
from newscompare.case.tables import evaluation
from newscompare.printing import chromium
from newscompare.report import build
from newscompare.report.paper import printed
from newscompare.report.place import MADE, refuse_foreign

pytestmark = pytest.mark.xdist_group("built report")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the hostile case, built once for all workers."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "hostile"
    try:
        folder.mkdir()
    except FileExistsError:  # another worker builds it
        while not (folder / "done").exists():
            time.sleep(0.5)
    else:
        try:
            case = hostile_case(folder / "case")
            assert cli.main(["code", str(case.path), "--engine", "rules"]) == 0
            assert cli.main(["report", str(case.path)]) == 0
        finally:
            (folder / "done").touch()
    return folder / "case" / "report"


def test_the_report_stands_alone(built: Path) -> None:
    chapters = {path.stem for path in build.CHAPTERS.glob("*.ipynb")}
    assert {path.stem for path in (built / "notebooks").glob("*.html")} == chapters
    assert "notebooks/00_findings.html" in (built / "index.html").read_text(encoding="utf-8")
    assert not list(built.rglob("*.pickle"))
    assert not [path for path in built.parent.iterdir() if path.name.startswith(".report")]
    for path in (built / "notebooks").glob("*.html"):
        page = Text(path.read_text(encoding="utf-8"))
        for tag, name, value in page.attributes:
            if name in {"src", "href"} and tag != "a":
                assert not re.match(r"(https?:)?//", value), f"{path.name}: {value}"
            if tag == "img" and name == "src" and not value.startswith("data:"):
                assert (path.parent / value).is_file()
        assert "Traceback" not in page.text
        assert "Warning" not in page.text, path.name


def test_every_figure_has_its_alt_text_and_every_number_its_rows(built: Path) -> None:
    rows = (built / "notebooks" / "07_rows.html").read_text(encoding="utf-8")
    data = re.search(r'<script type="application/json" id="claims-data">(.*?)</script>', rows, re.S)
    assert data is not None
    keys = set(json.loads(data[1]))
    assert {"n_coded", "most_heard_n"} <= keys, "numbers of chapters and of findings"
    figures = links = 0
    for path in (built / "notebooks").glob("*.html"):
        page = path.read_text(encoding="utf-8")
        figures += len(re.findall(r'<figure class="[^"]*\bnc\b[^"]*"', page))
        assert 'alt=""' not in page
        found = re.findall(r'class="count" href="[^"]*07_rows\.html#claim=([^"]+)"', page)
        assert {unquote(key) for key in found} <= keys
        links += len(found)
    assert figures >= 14
    assert links > 60


def test_no_text_reaches_a_page_as_html(built: Path) -> None:
    for path in (built / "notebooks").glob("*.html"):
        html = path.read_text(encoding="utf-8")
        page = Text(html)
        handlers = [
            (tag, name)
            for tag, name, value in page.attributes
            if name.startswith("on") and ("SCRIPTED" in value or value == "x")
        ]
        assert not handlers, f"{path.name}: {handlers}"
        assert "document.title='SCRIPTED'</script>" not in html, path.name
        assert not [
            value
            for _, name, value in page.attributes
            if name == "href" and value.startswith("javascript:")
        ], path.name
        assert "49" not in page.text.split("{{ 7*7 }}")[0][-5:]
    assert (
        HOSTILE[1] in Text((built / "notebooks" / "01_event.html").read_text(encoding="utf-8")).text
    )
    assert (
        "{raw}`html <b>` {{ 7*7 }}"
        in Text((built / "notebooks" / "00_findings.html").read_text(encoding="utf-8")).text
    )


def test_the_method_shows_agreement_with_the_sheets(built: Path) -> None:
    text = Text((built / "notebooks" / "06_method.html").read_text(encoding="utf-8")).text
    assert "Machine against each sheet coded by hand" in text
    assert "Coders among each other" in text
    assert "ana, the machine" in text
    assert (
        f"{evaluation('attribution_polnear').set_index('system').loc['rules', 'f1'] / 100:.2f}"
        in text
    )


def test_nothing_hostile_runs_in_a_browser(built: Path, browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url) if request.url.startswith("http") else None,
    )
    # Sphinx's search asks for the pages' words, which browsers refuse from a disk; the results
    # show without them
    page.on(
        "pageerror",
        lambda error: asked.append(str(error)) if "Failed to fetch" not in str(error) else None,
    )
    page.goto((built / "index.html").as_uri())
    page.wait_for_url("**/00_findings.html")
    for path in [*sorted((built / "notebooks").glob("*.html")), built / "search.html"]:
        page.goto(path.as_uri() + ("?q=script+texts" if path.name == "search.html" else ""))
        page.wait_for_timeout(700)
        assert "SCRIPTED" not in page.title().replace("document.title=”SCRIPTED”", "").replace(
            "document.title=’SCRIPTED’", ""
        ), path.name
    page.goto((built / "notebooks" / "00_findings.html").as_uri())
    page.locator("a.count[href$='claim=n_framed']").first.click()
    page.locator("#rows-popover a").last.click()
    page.wait_for_selector("body[data-claim=n_framed]")
    page.goto(
        (built / "notebooks" / "07_rows.html").as_uri()
        + f"#claim={quote(f'heard_{HOSTILE[3]}', safe='')}"
    )
    page.wait_for_selector("#claim-banner")
    assert HOSTILE[1] in page.locator("#claim-banner").inner_text()
    page.close()
    assert asked == [], asked


def test_one_file_on_paper(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "report"
    shutil.copytree(built, out)
    if chromium():
        pdf = printed(out)
        assert pdf == tmp_path / "report.pdf"
        assert pdf.stat().st_size < 8_000_000
        words = "".join(" ".join(p.extract_text() for p in PdfReader(pdf).pages).split())
        for path in (out / "notebooks").glob("*.html"):
            heading = re.search(r"<h1>(.*?)<", path.read_text(encoding="utf-8"))
            assert heading is not None
            title = "".join(unescape(heading[1]).split())
            assert (title in words) == (path.stem != "07_rows"), title
    monkeypatch.setattr("newscompare.printing.chromium", lambda: None)
    page = printed(out)
    assert page == out / "print.html"
    assert "print.html" in (out / MADE).read_text(encoding="utf-8")
    html = page.read_text(encoding="utf-8")
    links = [value for tag, name, value in Text(html).attributes if (tag, name) == ("a", "href")]
    ids = set(re.findall(r'\bid="([^"]+)"', html))
    assert len([link for link in links if link.startswith("#")]) > 20
    assert [link for link in links if link.startswith("#") and unescape(link[1:]) not in ids] == []
    assert [link for link in links if not link.startswith(("#", "http"))] == []
    refuse_foreign(out)

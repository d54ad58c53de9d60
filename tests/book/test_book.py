"""The built book: pages, figures with alt text, pasted numbers, links; a book can build green and
be empty.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import toc_pages

from newscompare.case.tables import load_case
from newscompare.findings import claims
from newscompare.pages import book, comparison

ROOT = Path(__file__).resolve().parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = toc_pages()
FEWEST_FIGURES = {
    "notebooks/00_findings": 1,
    "notebooks/02_framing": 6,
    "notebooks/03_sources": 5,
    "notebooks/05_together": 2,
}


@cache
def page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def article(html: Path, name: str) -> BeautifulSoup:
    body = page(html / f"{name}.html").find("article")
    assert body is not None, name
    return body


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_there_and_not_empty(built_book: Path, name: str) -> None:
    body = article(built_book, name)
    assert body.find("h1")
    assert len(body.get_text(" ", strip=True).split()) > 30


@pytest.mark.parametrize("name", PAGES)
def test_no_cell_shows_its_markup(built_book: Path, name: str) -> None:
    cells = article(built_book, name).select("td, th, caption")
    assert not [c.get_text() for c in cells if re.search(r"</?\w+[ >]|&#?\w+;", c.get_text())]


@pytest.mark.parametrize("name", PAGES)
def test_columns_are_named_in_words(built_book: Path, name: str) -> None:
    """No name of a variable heads a column of the book's own tables."""
    heads = article(built_book, name).select("table.house thead th")
    assert [head.get_text() for head in heads if "_" in head.get_text()] == []


def test_the_first_page_opens_from_the_index(built_book: Path) -> None:
    assert TOC["root"] + ".html" in (built_book / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_image_has_words_for_those_who_do_not_see_it(built_book: Path, name: str) -> None:
    images = [
        i for i in article(built_book, name).find_all("img") if not i["src"].startswith("data:")
    ]
    figures = article(built_book, name).select("figure.nc")
    assert len(images) + len(figures) >= FEWEST_FIGURES.get(name, 0)
    for figure in figures:
        assert figure.find("figcaption").get_text(strip=True)
        drawings = figure.select("[role=img]")
        assert drawings or figure.select("ol.nc-cells a[aria-label]")
        assert all(len(drawing["aria-label"]) > 40 for drawing in drawings), name
    for image in images:
        assert (built_book / name).parent.joinpath(image["src"]).resolve().stat().st_size > 5000
        alt = image.get("alt", "")
        assert len(alt) > 40, f"{name}: {image['src']} has the alt text '{alt}'"
        assert not re.search(r"[0-9a-f]{16}|\.png", alt)
        assert image.find_parent("figure").find("figcaption").get_text(strip=True)


@pytest.mark.parametrize("name", [p for p in PAGES if p.startswith("notebooks/")])
def test_every_pasted_number_arrived(built_book: Path, name: str) -> None:
    cells = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    keys = re.findall(
        r"\{eval\}`n\.([\w-]+)`",
        "".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown"),
    )
    body = article(built_book, name)
    assert "{eval}" not in body.get_text(" ")
    linked = [
        a["href"].rpartition("=")[2].removeprefix("n_")
        for a in body.select("a.count")
        if not a.find_parent("table")
    ]
    plain = len(body.select("span.value, a.finding"))
    assert [k for k in linked if k not in keys] == []
    assert len(linked) + plain >= len(keys)
    assert all(
        a.get_text(strip=True) not in ("", "–", "nan", "nan%") for a in body.select("a.count")
    )


def test_the_pages_show_the_values_of_the_ledger(built_book: Path, case) -> None:
    values = {c.key: c.shown for c in comparison.every_claim(case)}
    values |= {c.key: c.shown for chapter in claims.report_claims(case).values() for c in chapter}
    shown = {}
    for name in PAGES:
        for link in article(built_book, name).select("a.count"):
            key = unquote(link["href"].rpartition("=")[2])
            assert link.get_text() == values[key], f"{name}: {key}"
            shown[key] = name
    assert len(shown) > 90


def test_the_findings_stand_on_the_first_page(built_book: Path, case) -> None:
    findings = article(built_book, TOC["root"])
    items = findings.select("section#what-we-found ol > li")
    assert len(items) >= 3
    assert all(i.select("a.finding") and i.select("a.count") for i in items)
    doors = {a["href"] for a in findings.select(".doors a[href]")}
    assert {d.rpartition("/")[2] for d in doors} == {"01_event.html", "rerun.html", "teach.html"}


@cache
def rows_shown() -> frozenset[str]:
    """The ids in the tables of the rows page."""
    case = load_case("accords")
    coded = book.sentence_rows(case)["unit"]
    return frozenset([*coded, *book.attribution_rows(case)["row"], *book.quote_rows(case)["row"]])


def anchored(target: Path, fragment: str) -> bool:
    if not fragment or fragment.startswith("claim=") or target.suffix != ".html":
        return True
    if fragment.startswith("row="):
        return target.stem == "07_rows" and unquote(fragment[4:]) in rows_shown()
    return page(target).find(id=fragment) is not None


def test_every_internal_link_leads_somewhere(built_book: Path) -> None:
    broken = []
    for name in [*PAGES, "genindex", "search"]:
        here = built_book / f"{name}.html"
        for link in page(here).select("a[href]"):
            parts = urlsplit(link["href"])
            if (
                parts.scheme
                or link["href"].startswith("//")
                or (not parts.path and not parts.fragment)
            ):
                continue
            target = (here.parent / unquote(parts.path)).resolve() if parts.path else here
            if not target.is_file() or not anchored(target, unquote(parts.fragment)):
                broken.append(f"{name}: {link['href']}")
    assert broken == []


def test_no_page_names_another_host_to_load_from(built_book: Path) -> None:
    for name in PAGES:
        for tag, attribute in (
            ("script", "src"),
            ("link", "href"),
            ("img", "src"),
            ("iframe", "src"),
        ):
            for element in page(built_book / f"{name}.html").find_all(tag, attrs={attribute: True}):
                canonical = tag == "link" and "canonical" in element.get("rel", [])
                assert canonical or not re.match(r"(https?:)?//", element[attribute]), (
                    f"{name}: {element[attribute]}"
                )


def test_every_work_cited_is_in_the_bibliography(built_book: Path) -> None:
    listed = {d.get("id") for d in article(built_book, "book/references").select("[id]")}
    cited = set()
    for name in PAGES:
        cited |= {
            a["href"].rpartition("#")[2]
            for a in article(built_book, name).select(
                "a.reference.internal[href*='references.html#id']"
            )
        }
    assert len(cited) >= 8
    assert cited <= listed


def test_where_agreement_is_shown_its_worth_is_said(built_book: Path) -> None:
    text = article(built_book, "notebooks/06_method").get_text(" ", strip=True)
    for phrase in ("one language model", "overstates reliability", "ceiling"):
        assert phrase in text


def test_a_downloaded_notebook_says_what_it_needs(built_book: Path) -> None:
    names = [p for p in PAGES if p.startswith("notebooks/")]
    for name in names:
        links = article(built_book, name).select("a.opening-download[href]")
        assert len(links) == 1, name
        file = (built_book / name).parent.joinpath(unquote(links[0]["href"])).resolve()
        stored = json.loads((ROOT / f"{name}.ipynb").read_text(encoding="utf-8"))
        first, *others = json.loads(file.read_text(encoding="utf-8"))["cells"]
        assert "pip install -r requirements.txt" in "".join(first["source"])
        assert others == stored["cells"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_who_coded(built_book: Path, name: str) -> None:
    foot = page(built_book / f"{name}.html").select_one(".extra_footer")
    assert foot is not None
    said = foot.get_text(" ", strip=True)
    for words in ("Claude", "Anthropic", "version not recorded", "November 2026", "No person"):
        assert words in said


def test_every_mark_leads_to_its_finding(built_book: Path) -> None:
    marks = [a for name in PAGES for a in article(built_book, name).select("a.finding")]
    assert len(marks) > 40
    ledger = page(built_book / "notebooks" / "14_ledger.html")
    ids = {section["id"] for section in ledger.select("section.ledger")}
    assert {a["href"].partition("#")[2] for a in marks} <= ids

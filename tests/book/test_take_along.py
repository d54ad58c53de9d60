"""What readers take along: figures, tables, the report on paper; and what pages say to others."""

from __future__ import annotations

import csv
import io
import re
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
import yaml
from bs4 import BeautifulSoup
from conftest import module_at, toc_pages
from PIL import Image
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
PAGES = toc_pages()
WORDS = yaml.safe_load((ROOT / "book" / "descriptions.yml").read_text(encoding="utf-8"))
browser_group = pytest.mark.xdist_group("browser")

sys.path.insert(0, str(ROOT / "book" / "_ext"))

import about  # noqa: E402
import sheet  # noqa: E402
import tables  # noqa: E402


def tool(name: str) -> ModuleType:
    return module_at(ROOT / "tools" / f"{name}.py")


def taken(page, menu, what: str) -> Path:
    with page.expect_download() as download:
        menu.locator(f"[data-take={what}]").click()
    return Path(download.value.path())


@browser_group
@pytest.mark.parametrize("barcode", [False, True])
def test_a_figure_is_taken_along_in_the_light_colours(built_book: Path, page, barcode) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto((built_book / "notebooks/02_framing.html").as_uri())
    holder = "ol.nc-cells" if barcode else ".nc-wide"
    figure = page.locator("figure.nc", has=page.locator(holder)).first
    figure.locator(".nc-take > summary").click()
    root = ET.fromstring(taken(page, figure, "svg").read_text(encoding="utf-8"))
    title = figure.locator(".nc-title").inner_text()
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == title
    assert len(root.find(f"{space}desc").text or "") > 40 or barcode
    text = ET.tostring(root, encoding="unicode")
    assert "var(" not in text
    assert "#0072B2" in text
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    figure.locator(".nc-take > summary").click()
    with Image.open(taken(page, figure, "png")) as picture:
        assert min(picture.size) > 300
        colours = picture.convert("RGB").getcolors(1_000_000)
        assert max(colours)[1] == (255, 255, 255)
        assert len(colours) > 5


@browser_group
def test_tables_are_taken_along_as_csv(built_book: Path, page, case) -> None:
    page.goto((built_book / "notebooks/02_framing.html").as_uri())
    figure = page.locator("figure.nc").first
    figure.locator(".nc-take > summary").click()
    rows = list(csv.reader(io.StringIO(taken(page, figure, "csv").read_text("utf-8-sig"))))
    shown = figure.locator(".nc-data tr").evaluate_all(
        "all => all.map(row => [...row.cells].map(c => c.textContent.replace(/\\s+/g, ' ').trim()))"
    )
    assert rows == shown
    page.goto((built_book / "notebooks/07_rows.html").as_uri())
    page.locator("#rows-quotes").scroll_into_view_if_needed()
    page.wait_for_selector("#rows-quotes_wrapper input")
    button = page.locator("xpath=//div[.//*[@id='rows-quotes']]/following-sibling::button").first
    with page.expect_download() as download:
        button.click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == list(case.quotes["id"])


@browser_group
def test_the_report_prints_as_one_tagged_pdf(built_book: Path, browser) -> None:
    pdf = tool("pdf")
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    toc["parts"] = [part for part in toc["parts"] if part["caption"] == "The report"]
    toc["parts"][0]["chapters"] = toc["parts"][0]["chapters"][:2]
    reader = PdfReader(io.BytesIO(pdf.lean(pdf.printed(built_book, toc, browser))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    contents = "\n".join(
        "".join(line.split()) for line in reader.pages[1].extract_text().splitlines()
    )
    for _, name in pdf.chapters(toc):
        page = (built_book / f"{name}.html").read_text(encoding="utf-8")
        title = BeautifulSoup(page, "html.parser").h1.get_text().removesuffix("#")
        squeezed = pdf.squeezed(title)
        number = int(re.search(re.escape(squeezed) + r"(\d+)", contents)[1])
        text = "".join(reader.pages[number - 1].extract_text().split())
        assert text.startswith(squeezed)
        assert text.endswith(str(number))
    assert not (built_book / "print-whole.html").exists()


# --- What pages say of themselves


def test_every_page_is_described_in_words_of_its_own() -> None:
    assert set(WORDS) == set(PAGES)
    assert all(40 < len(words) <= 160 and words.endswith(".") for words in WORDS.values())
    assert not [words for words in WORDS.values() if re.search(r"\d", words)]
    assert len(set(WORDS.values())) == len(WORDS)


def test_a_page_gives_its_description_to_search_and_cards(built_book: Path) -> None:
    for name in PAGES:
        head = BeautifulSoup((built_book / f"{name}.html").read_text("utf-8"), "html.parser").head
        for found in (
            head.find_all("meta", attrs={"name": "description"}),
            head.find_all("meta", attrs={"property": "og:description"}),
        ):
            assert [tag["content"] for tag in found] == [WORDS[name]], name
        assert head.find("meta", attrs={"property": "og:image"})["content"].endswith("card.png")


def test_card_and_mark_come_from_the_codes(case) -> None:
    card = tool("card")
    static = ROOT / "book" / "_static"
    assert card.mark(case) == (static / "favicon.svg").read_text(encoding="utf-8")
    assert card.band(case) == (static / "band.svg").read_text(encoding="utf-8")
    with Image.open(io.BytesIO(card.card(case))) as made, Image.open(static / "card.png") as kept:
        assert made.size == kept.size == (1200, 630)
        # drawn by any version of the drawing library: the cells are where the codes put them
        one, other = (np.asarray(picture.convert("L"), dtype=int) for picture in (made, kept))
        assert (abs(one - other) > 40).mean() < 0.02


def test_the_foot_names_the_version_by_commit_and_data(tmp_path: Path) -> None:
    assert about.version_line(tmp_path) == ""
    name, day = about.commit(ROOT)
    if not name:
        pytest.skip("no clone: the commit is not known here")
    line = about.version_line(ROOT)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day)
    assert name in line
    assert day in line
    assert re.search(r"data [0-9a-f]{10}\.$", line)
    (tmp_path / "data" / "x").mkdir(parents=True)
    (tmp_path / "data" / "x" / "a.csv").write_text("1\n", encoding="utf-8")
    before = about.data_version(tmp_path)
    (tmp_path / "data" / "x" / "a.csv").write_text("2\n", encoding="utf-8")
    assert about.data_version(tmp_path) != before


def test_one_setting_gives_a_map_of_the_site(tmp_path: Path) -> None:
    html = tmp_path / "html"
    html.mkdir()
    (html / "a.html").write_text("<p><span data-version>old</span></p>", encoding="utf-8")
    app = SimpleNamespace(
        outdir=html,
        srcdir=tmp_path,
        builder=SimpleNamespace(format="html"),
        config=SimpleNamespace(html_baseurl=""),
        env=SimpleNamespace(found_docs={"a", "b/c"}),
    )
    about.finish(app, None)
    assert not (html / "sitemap.xml").exists()
    assert (html / "a.html").read_text("utf-8") == "<p><span data-version></span></p>"
    app.config.html_baseurl = "https://example.org/book"
    about.finish(app, None)
    places = ET.parse(html / "sitemap.xml").iterfind(".//{*}loc")
    assert [place.text for place in places] == [
        "https://example.org/book/a.html",
        "https://example.org/book/b/c.html",
    ]


# --- The sheet and the tables


def test_a_rule_stays_where_it_can_match() -> None:
    css = """
    .used, .unused { color: red; }
    .used:not(.unused) > a { color: blue }
    @media print { .unused { margin: 0 } .used { margin: 0 } }
    @font-face { font-family: X; src: url(x.woff2) }
    .sm\\:x { a: b }
    """
    words = sheet.vocabulary(['<p class="used">'], ["make('sm:x')"])
    words.add("sm:x")
    assert sheet.kept(css, words) == (
        ".used{color:red}.used:not(.unused) > a{color:blue}@media print{.used{margin:0}}"
        ".sm\\:x{a:b}"
    )


def test_a_property_stays_where_something_reads_it() -> None:
    css = ":root{--a:1;--b:var(--a);--c:2}p{margin:var(--c)}"
    assert sheet.without_unread(css, []) == ":root{--c:2}p{margin:var(--c)}"
    assert "--b:var(--a)" in sheet.without_unread(css, ["getPropertyValue('--b')"])


def test_addresses_in_a_sheet_lead_from_the_static_folder() -> None:
    assert sheet.moved("a{b:url(../x.png)}", "styles") == "a{b:url(x.png)}"
    assert sheet.moved("a{b:url(data:x)}", "styles") == "a{b:url(data:x)}"


def test_the_library_becomes_a_script() -> None:
    script = tables.as_script("var a=1;export{a as ITable,a as default};\n/* licence */\n")
    assert script.startswith("(function(){var a=1;;window.newscompareTables={ITable:a,default:a};")
    assert script.endswith("/* licence */\n")
    with pytest.raises(ValueError, match="exports nothing"):
        tables.as_script("var a=1;")

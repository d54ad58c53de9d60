"""Saved pages that reports on events of one's own got wrong: dates, furniture, walls, encodings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newscompare.articles.language import language_of
from newscompare.articles.reading import read_article
from newscompare.case.folder import CaseFolder
from newscompare.case.scaffold import new_case
from newscompare.gather.cuts import read_cuts
from newscompare.gather.fetching import read_saved
from newscompare.gather.furniture import REASONS, Line, kind_of, signed, sorted_out
from newscompare.gather.page_text import Extract, extract
from newscompare.gather.web import Page

PAGES = Path(__file__).parents[1] / "fixtures" / "own_event" / "pages"
BODY = [
    "The council will close the outdoor pool in March, the mayor said on Monday, after a year of "
    "losses and a broken boiler.",
    '"We have no money left for the boiler," said Ann Dell, the mayor of Ashby. She told reporters '
    "that the closure was a sad necessity for the town.",
    "Swimmers gathered at the gate. Tom Reed, who has swum there since 1970, said nobody had asked "
    "them about it.",
    "The boiler failed in October and a new one costs 90,000, according to the audit office.",
]
BULK = "".join(f"<p>{part}</p>" for part in BODY)


def read(name: str) -> Extract:
    return of((PAGES / name).read_bytes())


def of(data: bytes | str) -> Extract:
    return extract(
        Page("", 200, "text/html", "", data if isinstance(data, bytes) else data.encode())
    )


@pytest.mark.parametrize(
    "name",
    [
        "p1_copyright_year.html",
        "p3_readmore.html",
        "p6_deck_byline.html",
        "p7_comments.html",
        "p8_br.html",
        "p9_caption.html",
        "page 11 saved.html",
    ],
)
def test_the_article_and_nothing_else(name: str) -> None:
    found = read(name)
    assert found.text.split("\n\n") == BODY
    assert found.published == ""


def test_kicker_and_standfirst_are_the_deck() -> None:
    assert read("p6_deck_byline.html").deck == "Swimmers angry as town runs out of money"
    dek = "<div class='article-dek'>No money is left</div>"
    page = f"<article><p class='kicker'>Ashby</p><h1>P</h1>{dek}{BULK}"
    assert of(page).deck == "Ashby: No money is left"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("p4_cookie.html", "no text"),
        ("p5_paywall.html", "paywalled"),
        ("p12_paywalled_ld.html", "paywalled"),
        ("p3_readmore.html", "new"),
    ],
)
def test_walls_and_teasers_are_no_texts(tmp_path: Path, name: str, status: str) -> None:
    new_case(tmp_path / "one")
    case = CaseFolder(tmp_path / "one")
    (row,) = read_saved(case, [PAGES / name])
    assert row.status == status
    assert (case.articles / f"{row.id}.md").is_file() == (status == "new")


def test_an_encoding_is_read_as_browsers_do() -> None:
    assert "mayor of Ashbé" in read("p10_latin1.html").text
    assert read("p10_latin1.html").title == "Café shuts"


@pytest.mark.parametrize(
    ("label", "bytes_of"),
    [("iso-8859-1", "cp1252"), ("ISO-8859-9", "cp1254"), ("latin1", "cp1252")],
)
def test_labels_mean_what_the_standard_says(label: str, bytes_of: str) -> None:
    said = "<p>“It’s old,” said Ann Dell — the mayor — of the boiler that broke in March.</p>"
    page = f"<html><head><meta charset='{label}'></head><body><article>{said}{BULK}".encode(
        bytes_of
    )
    assert "“It’s old,” said Ann Dell — the mayor" in of(page).text


def test_another_language_is_named(tmp_path: Path) -> None:
    new_case(tmp_path / "one")
    case = CaseFolder(tmp_path / "one")
    (row,) = read_saved(case, [PAGES / "p2_lang_pt.html"])
    assert "Portuguese" in row.reason
    assert language_of(read_article(case.articles / "p2_lang_pt.md").body) == "pt"


def test_what_was_cut_is_kept_in_a_file(tmp_path: Path) -> None:
    new_case(tmp_path / "one")
    case = CaseFolder(tmp_path / "one")
    read_saved(case, [PAGES / "p3_readmore.html", PAGES / "p9_caption.html"])
    cuts = read_cuts(case.path)
    assert [one.id for one in cuts] == ["p3_readmore"] * 5 + ["p9_caption"] * 4
    assert "(Reporting by Sam Orr; Editing by Kim Hall)" in [one.text for one in cuts]
    assert {one.by for one in cuts} == {"machine"}
    read_saved(case, [PAGES / "p3_readmore.html"])
    assert len(read_cuts(case.path)) == 9


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def page_with(head: str = "", before: str = "", after: str = "") -> Extract:
    article = f"<article><h1>Pool</h1>{before}{BULK}{after}</article>"
    return of(f"<html><head><title>Pool</title>{head}</head><body>{article}</body></html>")


@pytest.mark.parametrize(
    ("head", "before", "day"),
    [
        (
            ld(
                {
                    "@graph": [
                        {"@type": "WebPage", "datePublished": "2019-01-01"},
                        {"@type": ["NewsArticle"], "datePublished": "2026-03-04T08:00:00Z"},
                    ]
                }
            ),
            "",
            "2026-03-04",
        ),
        (
            '<meta property="article:published_time" content="2026-03-04T23:10:00+01:00">',
            "",
            "2026-03-04",
        ),
        ('<meta name="DC.date.issued" content="2026-03-04">', "", "2026-03-04"),
        ("", '<time class="published" datetime="2026-03-04T08:00">4 March</time>', "2026-03-04"),
        (
            "",
            '<div class="related"><time class="published" datetime="2019-03-04">x</time></div>',
            "",
        ),
        ('<meta property="article:modified_time" content="2026-03-04">', "", ""),
        ('<meta property="article:published_time" content="2026-13-45">', "", ""),
        (ld({"@type": "VideoObject", "datePublished": "2019-01-01"}), "", ""),
    ],
)
def test_only_a_stated_date_is_a_date(head: str, before: str, day: str) -> None:
    assert page_with(head, before).published == day


def test_an_embedded_post_gives_no_date() -> None:
    signed = "&mdash; Ana (@ana) <a href='https://twitter.com/a/1'>May 7, 2019</a>"
    post = f"<blockquote class='twitter-tweet'><p>Goodbye old boat.</p>{signed}</blockquote>"
    found = page_with(after=post)
    assert found.published == ""
    assert "@ana" not in found.text


def test_lists_outside_an_article_are_read() -> None:
    one = "<li>The union said that it would go to court and that its members would stay.</li>"
    two = "<li>Kim Doyle, a lawyer, said that wages of four months were owed.</li>"
    items = f"<ul>{one}{two}</ul><p>The buyer did not answer questions about it.</p>"
    page = f"<html><head><title>Pool</title></head><body><h1>Pool</h1>{BULK}{items}</body></html>"
    text = of(page).text.split("\n\n")
    assert [
        part for part in text if part.startswith(("The union", "Kim Doyle", "The buyer"))
    ] == text[4:]
    assert len(text) == 7


def test_a_page_whose_text_stands_in_data_only() -> None:
    data = {"@type": "NewsArticle", "headline": "Pool", "articleBody": "\n".join(BODY)}
    page = f"<html><head><title>Pool</title>{ld(data)}</head><body><div id='root'></div></body>"
    assert of(page).text.split("\n\n") == BODY


@pytest.mark.parametrize(
    "sentence",
    [
        "By Monday the water had gone.",
        "He signed up for the army when he was seventeen.",
        "The editor said that she would follow the case.",
        "“We use it every day,” she said.",
        "Related companies paid nothing, the audit office said.",
        "The Getty museum lent the picture.",
        "She reads more than he does.",
        "You may also apply by post, the council said.",
    ],
)
def test_sentences_are_no_furniture(sentence: str) -> None:
    assert kind_of(sentence) == ""


def test_each_kind_of_furniture_has_its_reason() -> None:
    lines = [
        "By Ana Ruiz",
        "Ana Ruiz",
        "Boats leave.",
        "Read more",
        "A storm over the port",
        "It rained.",
    ]
    assert [line.reason for line in sorted_out(lines)] == [
        REASONS["byline"],
        REASONS["byline"],
        "",
        REASONS["opens"],
        REASONS["promo"],
        "",
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Oct 9, 2026 (Reuters)", "dateline"),
        ("9 October 2026", "dateline"),
        ("Halvard, 9 October 2026", "dateline"),
        ("This article was first published in the members’ magazine.", "origin"),
        ("Originally published in The Oster Review", "origin"),
        ("This story was updated at noon.", "agency"),
        ("Nils Aune in hospital (Reuters)", "credit"),
        ("On 9 October the mine closed.", ""),
        ("The report was first published in 2019, he said.", ""),
    ],
)
def test_days_and_earlier_places_are_told_from_captions(line: str, kind: str) -> None:
    assert kind_of(line) == kind


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Lena Brook", "Lena Brook"),
        ("Words by Tove Lie", "Tove Lie"),
        ("Reporting by Max Hill; Editing by Ann Lee", "Max Hill"),
        ("By Lena Brook and Max van Hill | 3 March 2026", "Lena Brook, Max van Hill"),
        ("By Lena Brook, New York", "Lena Brook"),
        ("By Staff Reporter", ""),
        ("By Reuters", ""),
        ("Editing by Ann Lee", ""),
    ],
)
def test_a_byline_that_was_cut_names_who_wrote(line: str, names: str) -> None:
    (cut,) = sorted_out([line])
    assert cut.reason
    assert signed([cut]) == names
    assert signed([Line(line, REASONS["credit"])]) == ""


def test_authors_come_from_the_byline_where_the_page_states_none() -> None:
    lead = "<html><body><article><h1>Pool to close</h1><p>Words by Tove Lie</p>"
    assert of(f"{lead}{BULK}</article></body></html>").authors == "Tove Lie"

"""Figures: each carries its title, caption, alt text and data; it is read on phones, in both
themes,
and copes with few and many texts.
"""

from __future__ import annotations

import io
import re
from functools import cache
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from newscompare.case.tables import load_case
from newscompare.figures import framing as draw
from newscompare.figures import sources as draw_sources
from newscompare.figures import together as draw_together
from newscompare.figures import tone as draw_tone
from newscompare.figures.barcode import LONGEST_PHRASE
from newscompare.figures.facts import fact_matrix
from newscompare.figures.figure import CAPTION, DATA, END, START
from newscompare.figures.page import NAMES, PHONE, ROWS_PAGE, sheet
from newscompare.figures.style import DARK, GROUND, INK, SOFT, shade
from newscompare.figures.texts import plot_lengths
from newscompare.measures import agreement, framing, sources, together, tone
from newscompare.pages import book

PHONE_SCREEN = 342
"""CSS px that a figure has on a screen of 390."""

LEAST = 10.0


@cache
def made() -> dict:
    case = load_case("accords")
    coded, labels = framing.coded_by(case.frames), case.labels
    named = sources.with_naming(case.attributions)
    positions = framing.barcode(coded, case.sentences)
    indicators = framing.indicator_counts(coded)
    return {
        "combinations": draw.plot_frame_combinations(framing.frame_combinations(coded), labels),
        "shares": draw.plot_frame_shares(framing.frame_shares(coded), labels),
        "barcode": draw.plot_barcode(positions, labels, case.evidence),
        "thirds": draw.plot_thirds(framing.frames_by_third(positions), labels),
        "indicators": draw.plot_indicators(
            indicators, labels, {c: c for c in indicators["indicator"].unique()}
        ),
        "voices": draw.plot_voices(framing.voice_counts(coded), labels),
        "matrix": draw_sources.plot_source_matrix(sources.source_counts(named), labels),
        "types": draw_sources.plot_source_types(
            sources.attribution_counts(named, "source_type"), labels
        ),
        "naming": draw_sources.plot_naming(sources.attribution_counts(named, "naming"), labels),
        "concentration": draw_sources.plot_concentration(sources.concentration(named), labels),
        "absence": draw_sources.plot_absence(
            sources.absence(named, case.mentions, case.settings["parties"]), labels
        ),
        "stances": draw_tone.plot_stances(tone.stance_counts(case.quotes), labels),
        "profiles": draw_together.plot_profiles(
            together.profiles(coded, named, case.quotes, case.settings["sides"]),
            labels,
            together.profile_names(case.settings["sides"]),
        ),
        "type frames": draw_together.plot_frames_by_source_type(
            together.frames_by_source_type(named, coded)
        ),
        "agreement": draw_together.plot_agreement(
            agreement.frame_agreement(case.frames[case.frames["article"] == "rferl"])
        ),
        "lengths": plot_lengths(case.articles, labels),
    }


@pytest.fixture(scope="module")
def figures() -> dict:
    return made()


@cache
def html(name: str) -> str:
    return made()[name].html()


NAMES_OF_FIGURES = (
    *("combinations", "shares", "barcode", "thirds", "indicators", "voices", "matrix", "types"),
    *("naming", "concentration", "absence", "stances", "profiles", "type frames"),
    *("agreement", "lengths"),
)


def test_each_figure_is_drawn_and_carries_its_alt_text(figures) -> None:
    assert set(NAMES_OF_FIGURES) == set(figures)
    for name in ("combinations", "barcode", "matrix"):
        figure = figures[name]
        with Image.open(io.BytesIO(figure.png())) as picture:
            assert picture.info["Description"] == figure.alt, name
            assert picture.info["Title"] == figure.title, name
            pixels = np.asarray(picture.convert("L"))
        assert pixels.shape[1] > 800, name
        assert (pixels < 200).mean() > 0.005, f"{name} is nearly empty"


def test_alt_texts_name_texts_and_numbers(figures, case) -> None:
    for name, figure in figures.items():
        if name not in {"agreement", "type frames"}:
            assert all(label in figure.alt for label in case.labels.values()), name
        assert any(char.isdigit() for char in figure.alt), name
    assert (
        "RFE/RL: 1 symbolic, 4 both, 9 strategic, 5 neither, of 19." in figures["combinations"].alt
    )
    assert "Unnamed digest: no quotation." in figures["stances"].alt


@pytest.mark.parametrize("name", NAMES_OF_FIGURES)
def test_title_caption_and_data_come_with_the_figure(name: str) -> None:
    figure, shown = made()[name], html(name)
    assert figure.caption.endswith(".")
    assert not figure.title.endswith(".")
    assert len(figure.data) > 1
    assert not [column for column in figure.data.columns if "_" in str(column)]
    assert not re.search(r"\b[a-z]+_[a-z]+\b", figure.title + figure.caption + figure.alt)
    parts = [shown.index(mark) for mark in (START, CAPTION, DATA, END)]
    assert parts == sorted(parts)
    for cell in figure.data.iloc[:, 0]:
        assert str(cell) in unescape(shown[shown.index(DATA) :])


@pytest.mark.parametrize("name", [n for n in NAMES_OF_FIGURES if n != "barcode"])
@pytest.mark.parametrize(("narrow", "screen"), [(True, PHONE_SCREEN), (False, PHONE)])
def test_every_text_is_large_enough_on_its_screen(name: str, narrow: bool, screen: int) -> None:
    svg = made()[name].inline(narrow=narrow)
    width = float(re.search(r'viewBox="0 0 (\S+)', svg).group(1))
    sizes = [float(n) for n in re.findall(r'font-size[:=]"?([\d.]+)', svg)]
    assert sizes
    assert min(sizes) * screen / width >= LEAST


@pytest.mark.parametrize("name", NAMES_OF_FIGURES)
def test_a_figure_follows_the_theme_of_its_page(name: str) -> None:
    """No colour is fixed, and each is defined for both themes."""
    drawn = html(name).partition("</style>")[2]
    assert not re.findall(r"(?:fill|stroke|stop-color)[:=]\"?#[0-9a-f]{3}", drawn)
    used = set(re.findall(r"var\((--nc-\w+)", drawn))
    assert used
    assert used <= set(NAMES.values())


def luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, two: str) -> float:
    """The contrast ratio of WCAG 2."""
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_their_ground(theme: str) -> None:
    of = {colour: colour if theme == "light" else DARK[colour] for colour in NAMES}
    for words in (INK, SOFT):
        assert contrast(of[words], of[GROUND]) >= 4.5
    for colour in ("#0072B2", "#009E73", "#D55E00"):
        assert contrast(of[colour], of[GROUND]) >= 3
    assert set(DARK) == set(NAMES)
    blue, ground = ([int(of[c][k : k + 2], 16) for k in (1, 3, 5)] for c in ("#0072B2", GROUND))
    darkest = [round(shade(1) * b + (1 - shade(1)) * g) for b, g in zip(blue, ground, strict=True)]
    assert contrast(of[INK], "#" + "".join(f"{part:02x}" for part in darkest)) >= 4.5


def test_the_style_sheet_of_figures_reaches_figures_alone() -> None:
    rules = re.sub(r"@\w+[^{]*\{((?:[^{}]*\{[^{}]*\})*)\}", r"\1", sheet())
    selectors = [s.strip() for s in re.findall(r"([^{}]+)\{", rules)]
    loose = [s for s in selectors if "nc" not in s and s != ":root" and "data-" not in s]
    assert not loose


def test_figures_of_one_page_share_no_id() -> None:
    ids = [
        found for name in NAMES_OF_FIGURES for found in re.findall(r'\bid="([^"]+)"', html(name))
    ]
    assert ids
    assert len(ids) == len(set(ids))


def test_the_same_figure_is_the_same_file(figures) -> None:
    assert figures["combinations"].png() == figures["combinations"].png()
    assert figures["combinations"].html() == figures["combinations"].html()


def test_a_figure_stands_as_an_svg_file(figures) -> None:
    svg = figures["types"].svg()
    assert svg.startswith("<svg xmlns=")
    assert "var(" not in svg
    assert f"<title>{figures['types'].title}</title>" in svg


def test_a_page_of_figures_stays_light() -> None:
    heaviest = {name: len(html(name)) for name in NAMES_OF_FIGURES}
    assert max(heaviest.values()) < 60_000, heaviest


# --- The barcode


def cells() -> list[tuple[str, str]]:
    return re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">', html("barcode"))


def test_every_cell_of_the_barcode_leads_to_a_row_that_exists(case) -> None:
    rows = list(book.sentence_rows(case)["unit"])
    leads = [address.partition("#row=") for address, _ in cells()]
    assert {page for page, _, _ in leads} == {ROWS_PAGE}
    assert sorted(unquote(row) for _, _, row in leads) == sorted(rows)


def test_a_cell_says_its_frames_voice_indicators_and_phrases(case) -> None:
    said = {unquote(a.partition("#row=")[2]): unescape(words) for a, words in cells()}
    for one in case.evidence.to_dict("records"):
        phrase = " ".join(one["phrase"].split()[:LONGEST_PHRASE])
        assert f"{one['indicator']} “{phrase}" in said[one["sentence"]]
    shown = [phrase for words in said.values() for phrase in re.findall(r"“([^”]*)”", words)]
    assert max(len(phrase.split()) for phrase in shown) <= LONGEST_PHRASE
    coded = framing.coded_by(case.frames)
    none = set(coded.loc[coded["combination"] == "neither", "sentence"])
    assert {sentence for sentence, words in said.items() if "no frame" in words} == none


def test_the_barcode_holds_no_running_text_of_an_article(case) -> None:
    """Beyond the evidence phrases a cell says nothing of its sentence."""
    for _, words in cells():
        left = re.sub(r"“[^”]*”", "", unescape(words))
        assert len(left.split()) < 40


# --- Few and many texts


def invented(texts: int) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    names = [f"t{i}" for i in range(texts)]
    generator = np.random.default_rng(1)
    article = pd.Categorical(np.repeat(names, 12), categories=names, ordered=True)
    table = pd.DataFrame(
        {
            "sentence": [f"{a}-{i:02d}" for a in names for i in range(12)],
            "article": article,
            "coder": "reference",
            "symbolic": generator.integers(0, 2, 12 * texts),
            "strategic": generator.integers(0, 2, 12 * texts),
            "indicators": "S1",
            "voice": "outlet",
        }
    )
    sentences = pd.DataFrame(
        {
            "id": table["sentence"],
            "zone": "body",
            "position": list(range(1, 13)) * texts,
            "words": 10,
        }
    )
    coded = framing.coded_by(table)
    labels = {n: f"A text with a rather long label {n}" for n in names}
    return coded, framing.barcode(coded, sentences), labels


@pytest.mark.parametrize("texts", [2, 11, 40])
def test_figures_cope_with_few_and_many_texts(texts: int) -> None:
    coded, positions, labels = invented(texts)
    for figure in (
        draw.plot_barcode(positions, labels),
        draw.plot_thirds(framing.frames_by_third(positions), labels),
        draw.plot_frame_combinations(framing.frame_combinations(coded), labels),
        draw.plot_indicators(framing.indicator_counts(coded), labels, {"S1": "label"}),
        draw.plot_voices(framing.voice_counts(coded), labels),
    ):
        with Image.open(io.BytesIO(figure.png())) as picture:
            assert max(picture.size) < 9000
        assert len(figure.html()) < 250_000


def test_names_of_columns_do_not_overlap_where_there_are_eleven_texts() -> None:
    coded, _, labels = invented(11)
    figure = draw.plot_indicators(framing.indicator_counts(coded), labels, {"S1": "label"}).drawn()
    figure.canvas.draw()
    boxes = [t.get_window_extent() for t in figure.axes[0].get_xticklabels()]
    assert all(a.x1 <= b.x0 for a, b in pairwise(boxes))


# --- The matrix of facts


def test_the_matrix_of_facts_ticks_what_is_stated(case) -> None:
    shown = fact_matrix(case.facts, case.settings["questions"], case.labels)
    assert shown.html.count("✓") == len(case.facts)
    answers = sum(len(question["answers"]) for question in case.settings["questions"])
    assert shown.html.count('<th scope="row">') == answers == len(shown.table)
    leads = {unquote(row) for row in re.findall(r"#row=([^\"]+)", shown.html)}
    assert leads == set(case.facts["sentence"])
    phrase = {case.facts["sentence"].iloc[0]: "one two three four five six seven eight nine"}
    words = fact_matrix(case.facts, case.settings["questions"], case.labels, phrase).html
    assert "“one two three four five six seven eight”" in words

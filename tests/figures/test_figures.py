"""Figures: their alt text holds the numbers drawn, they travel with it, and they cope with few and
many texts.
"""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from newscompare.figures import framing as draw
from newscompare.figures import sources as draw_sources
from newscompare.figures import together as draw_together
from newscompare.figures import tone as draw_tone
from newscompare.figures.texts import plot_lengths
from newscompare.measures import agreement, framing, sources, together, tone


@pytest.fixture(scope="module")
def figures(case):
    coded, labels = framing.coded_by(case.frames), case.labels
    named = sources.with_naming(case.attributions)
    positions = framing.barcode(coded, case.sentences)
    indicators = framing.indicator_counts(coded)
    return {
        "combinations": draw.plot_frame_combinations(framing.frame_combinations(coded), labels),
        "shares": draw.plot_frame_shares(framing.frame_shares(coded), labels),
        "barcode": draw.plot_barcode(positions, labels),
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
        "agreement": draw_together.plot_agreement(agreement.frame_agreement(case.frames)),
        "lengths": plot_lengths(case.articles, labels),
    }


def test_each_figure_is_drawn_and_carries_its_alt_text(figures) -> None:
    for name, figure in figures.items():
        with Image.open(io.BytesIO(figure.png())) as picture:
            assert picture.info["Description"] == figure.alt, name
            pixels = np.asarray(picture.convert("L"))
        assert pixels.shape[1] > 800, name
        assert (pixels < 200).mean() > 0.005, f"{name} is nearly empty"


def test_each_figure_brings_its_own_light_ground(figures) -> None:
    """So that dark ink stays readable on a dark page."""
    for name, figure in figures.items():
        with Image.open(io.BytesIO(figure.png())) as picture:
            pixels = np.asarray(picture.convert("RGBA"))
        assert (pixels[..., 3] == 255).all(), name
        assert (pixels[0, 0, :3] == 255).all(), name


def test_alt_texts_name_texts_and_numbers(figures, case) -> None:
    for name, figure in figures.items():
        if name not in {"agreement", "type frames"}:
            assert all(label in figure.alt for label in case.labels.values()), name
        assert any(char.isdigit() for char in figure.alt), name
    assert (
        "RFE/RL: 1 symbolic, 4 both, 9 strategic, 5 neither, of 19." in figures["combinations"].alt
    )
    assert "Unnamed digest: no quotation." in figures["stances"].alt


def test_the_same_figure_is_the_same_file(figures) -> None:
    assert figures["combinations"].png() == figures["combinations"].png()


@pytest.mark.parametrize("texts", [2, 40])
def test_figures_cope_with_two_and_forty_texts(texts: int) -> None:
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
    positions = framing.barcode(coded, sentences)
    for figure in (
        draw.plot_barcode(positions, labels),
        draw.plot_thirds(framing.frames_by_third(positions), labels),
        draw.plot_frame_combinations(framing.frame_combinations(coded), labels),
    ):
        with Image.open(io.BytesIO(figure.png())) as picture:
            assert max(picture.size) < 9000

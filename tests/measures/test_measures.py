"""Every measure against an example worked by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from nltk.metrics.agreement import AnnotationTask

from newscompare.measures import agreement, framing, intervals, sources, texts, together, tone

ARTICLES = ["x", "y"]


def in_order(values: list[str]) -> pd.Categorical:
    return pd.Categorical(values, categories=ARTICLES, ordered=True)


@pytest.fixture
def frames() -> pd.DataFrame:
    """Text x: symbolic, both, strategic, neither. Text y: strategic, strategic. Coder b differs
    once.
    """
    reference = pd.DataFrame(
        {
            "sentence": ["x-1", "x-2", "x-3", "x-4", "y-1", "y-2"],
            "article": in_order(["x", "x", "x", "x", "y", "y"]),
            "symbolic": [1, 1, 0, 0, 0, 0],
            "strategic": [0, 1, 1, 0, 1, 1],
            "indicators": ["S1", "S1;T2", "T2", "", "T1", "T2"],
            "voice": ["outlet", "both", "source", "none", "source", "outlet"],
        }
    )
    other = reference.assign(coder="b")
    other.loc[5, "strategic"] = 0
    return pd.concat(
        [reference.assign(coder="a"), other, reference.assign(coder="reference")], ignore_index=True
    )


@pytest.fixture
def attributions() -> pd.DataFrame:
    """Text x: Ana three times, an unnamed official once, one passive. Text y: Ana once, Bo once,
    relayed.
    """
    rows = [
        ("x-a1", "x-1", "x", "Ana", "head_of_state", "A", "", "direct"),
        ("x-a2", "x-2", "x", "Ana", "head_of_state", "A", "", "indirect"),
        ("x-a3", "x-2", "x", "Ana", "head_of_state", "A", "", "mixed"),
        ("x-a4", "x-3", "x", "officials", "unnamed_official", "A", "", "indirect"),
        ("x-a5", "x-4", "x", "", "none", "none", "", "indirect"),
        ("y-a1", "y-1", "y", "Ana", "head_of_state", "A", "Gazette", "indirect"),
        ("y-a2", "y-2", "y", "Bo", "expert", "B", "", "indirect"),
    ]
    table = pd.DataFrame(
        rows,
        columns=["id", "sentence", "article", "source", "source_type", "country", "via", "form"],
    )
    return table.assign(article=in_order(list(table["article"])))


def test_coded_by_combines_two_codes(frames) -> None:
    coded = framing.coded_by(frames)
    assert list(coded["combination"]) == [
        "symbolic",
        "both",
        "strategic",
        "neither",
        "strategic",
        "strategic",
    ]


def test_frame_combinations(frames) -> None:
    table = framing.frame_combinations(framing.coded_by(frames)).set_index(
        ["article", "combination"]
    )
    assert table.loc[("x", "both"), "sentences"] == 1
    assert table.loc[("x", "both"), "share"] == 0.25
    assert table.loc[("y", "strategic"), "share"] == 1
    assert table.loc[("y", "symbolic"), "sentences"] == 0


def test_frame_shares_count_a_sentence_with_both_twice(frames) -> None:
    table = framing.frame_shares(framing.coded_by(frames)).set_index(["article", "frame"])
    assert table.loc[("x", "symbolic"), "share"] == 0.5
    assert table.loc[("x", "strategic"), "share"] == 0.5
    assert table.loc[("y", "strategic"), ["share", "low", "high"]].tolist() == [1, 1, 1]
    low, high = table.loc[("x", "symbolic"), ["low", "high"]]
    assert 0 <= low < 0.5 < high <= 1


def test_frame_balance(frames) -> None:
    table = framing.frame_balance(framing.coded_by(frames)).set_index("article")
    assert table.loc["x", "balance"] == 0
    assert table.loc["y", ["balance", "low", "high"]].tolist() == [1, 1, 1]
    assert table.loc["x", "low"] < 0 < table.loc["x", "high"]


def test_barcode_and_thirds_go_by_words(frames) -> None:
    sentences = pd.DataFrame(
        {
            "id": ["x-1", "x-2", "x-3", "x-4", "y-1", "y-2", "y-3"],
            "zone": ["title", "body", "body", "body", "body", "body", "subhead"],
            "position": [1, 2, 3, 4, 1, 3, 2],
            "words": [2, 4, 4, 2, 1, 9, 3],
        }
    )
    positions = framing.barcode(framing.coded_by(frames), sentences)
    assert list(positions["order"]) == [0, 1, 2, 3, 0, 1]
    assert positions["place"].tolist() == pytest.approx(
        [1 / 12, 4 / 12, 8 / 12, 11 / 12, 0.05, 0.55]
    )
    assert list(positions["third"]) == [
        "first third",
        "middle third",
        "last third",
        "last third",
        "first third",
        "middle third",
    ]
    thirds = framing.frames_by_third(positions).set_index(["article", "third", "frame"])
    assert thirds.loc[("x", "last third", "strategic"), "sentences"] == 1
    assert thirds.loc[("x", "last third", "strategic"), "share"] == 0.5
    assert math.isnan(thirds.loc[("y", "last third", "strategic"), "share"])


def test_indicator_counts(frames) -> None:
    table = framing.indicator_counts(framing.coded_by(frames)).set_index(["article", "indicator"])
    assert table.loc[("x", "S1"), "sentences"] == 2
    assert table.loc[("x", "T2"), "share"] == 0.5
    assert table.loc[("y", "S1"), "sentences"] == 0


def test_voice_counts(frames) -> None:
    table = framing.voice_counts(framing.coded_by(frames)).set_index(["article", "frame", "voice"])
    assert table.loc[("x", "strategic", "source"), "sentences"] == 1
    assert table.loc[("x", "strategic", "source"), "share"] == 0.5
    assert math.isnan(table.loc[("y", "symbolic", "outlet"), "share"])


def test_naming_and_relay(attributions) -> None:
    table = sources.with_naming(attributions)
    assert list(table["naming"]) == [
        "named",
        "named",
        "named",
        "unnamed",
        "no holder",
        "named",
        "named",
    ]
    assert list(table["relay"]) == ["direct"] * 5 + ["relayed", "direct"]


def test_attribution_counts(attributions) -> None:
    table = sources.attribution_counts(sources.with_naming(attributions), "naming").set_index(
        ["article", "naming"]
    )
    assert table.loc[("x", "named"), "share"] == 0.6
    assert table.loc[("y", "unnamed"), "attributions"] == 0


def test_source_counts_and_heard_once(attributions) -> None:
    counts = sources.source_counts(attributions).set_index("source")
    assert counts.loc["Ana", ["x", "y", "all", "texts"]].tolist() == [3, 1, 4, 2]
    assert "" not in counts.index
    once = sources.heard_once(attributions)
    assert list(zip(once["source"], once["article"], strict=True)) == [
        ("Bo", "y"),
        ("officials", "x"),
    ]


def test_concentration(attributions) -> None:
    table = sources.concentration(attributions).set_index("article")
    assert table.loc["x", ["top_source", "attributions", "held"]].tolist() == ["Ana", 3, 4]
    assert table.loc["x", "effective"] == pytest.approx(1 / (0.75**2 + 0.25**2))
    assert table.loc["y", "top_source"] == "Ana and Bo"
    assert table.loc["y", "effective"] == pytest.approx(2)


def test_absence_tells_heard_from_named_from_absent(attributions) -> None:
    mentions = pd.DataFrame(
        {"party": ["b", "c"], "sentence": ["x-1", "x-2"], "article": in_order(["x", "x"])}
    )
    parties = [
        {"id": "a", "label": "A", "heard": [{"country": ["A"], "source_type": ["head_of_state"]}]},
        {"id": "b", "label": "B", "heard": [{"country": ["B"]}]},
        {"id": "c", "label": "C", "heard": [{"country": ["C"]}, {"source": ["nobody"]}]},
    ]
    table = sources.absence(attributions, mentions, parties).set_index(["party", "article"])
    assert table["presence"].to_dict() == {
        ("a", "x"): "heard",
        ("a", "y"): "heard",
        ("b", "x"): "named only",
        ("b", "y"): "heard",
        ("c", "x"): "named only",
        ("c", "y"): "absent",
    }
    assert table.loc[("a", "x"), "attributions"] == 3


def test_tone_counts_and_disagreements() -> None:
    quotes = pd.DataFrame(
        {
            "id": ["q1", "q2", "q3"],
            "article": in_order(["x", "x", "x"]),
            "stance": [1, -1, 0],
            "vader_label": [1, 1, 1],
        }
    )
    counts = tone.stance_counts(quotes).set_index(["article", "stance"])["quotations"]
    assert counts[("x", 1)] == 1
    assert counts[("y", 0)] == 0
    table = tone.compare_stance(quotes)
    assert table.to_numpy().tolist() == [[0, 0, 1], [0, 0, 1], [0, 0, 1]]
    assert list(tone.disagreements(quotes)["id"]) == ["q2", "q3"]


def test_kappa_is_that_of_nltk() -> None:
    chance = np.random.default_rng(1)
    for kinds in (2, 3, 5):
        a, b = (list(chance.integers(0, kinds, 60)) for _ in range(2))
        data = [
            (coder, i, str(x)) for coder, codes in (("a", a), ("b", b)) for i, x in enumerate(codes)
        ]
        assert agreement.cohen_kappa(a, b) == pytest.approx(AnnotationTask(data=data).kappa())


def test_kappa_by_hand() -> None:
    # 10 units: both yes 4, both no 3, only a 2, only b 1: po = .7, pe = .6*.5 + .4*.5 = .5, kappa =
    # .4
    a = [1] * 4 + [0] * 3 + [1] * 2 + [0]
    b = [1] * 4 + [0] * 3 + [0] * 2 + [1]
    assert agreement.cohen_kappa(a, b) == pytest.approx(0.4)


def test_alpha_by_hand() -> None:
    # the same codings: coincidences of unlike values 2*3 = 6 of 20; values 11 yes, 9 no: De =
    # 2*11*9/(20*19)
    a = [1] * 4 + [0] * 3 + [1] * 2 + [0]
    b = [1] * 4 + [0] * 3 + [0] * 2 + [1]
    assert agreement.krippendorff_alpha([a, b]) == pytest.approx(
        1 - (6 / 20) / (2 * 11 * 9 / (20 * 19))
    )


def test_agreement_is_undefined_without_variation() -> None:
    assert math.isnan(agreement.cohen_kappa([1, 1], [1, 1]))
    assert math.isnan(agreement.krippendorff_alpha([[1, 1], [1, 1]]))
    with pytest.raises(ValueError, match="same length"):
        agreement.cohen_kappa([1], [1, 0])


def test_frame_agreement_counts_the_unit_coded_differently(frames) -> None:
    table = agreement.frame_agreement(frames, ["strategic"]).set_index("measure")
    assert table.loc["agreement", ["value", "units", "same"]].tolist() == [
        pytest.approx(5 / 6),
        6,
        5,
    ]
    assert table.loc["kappa", "low"] <= table.loc["kappa", "value"] <= table.loc["kappa", "high"]


def test_attribution_agreement_pairs_by_sentence_and_source() -> None:
    rows = [
        ("a", "s1", "Ana", "expert", "direct", 1),
        ("a", "s2", "Bo", "expert", "indirect", pd.NA),
        ("b", "s1", "Ana", "expert", "mixed", 1),
    ]
    codings = pd.DataFrame(
        rows, columns=["coder", "sentence", "source", "source_type", "form", "stance"]
    )
    table = agreement.attribution_agreement(codings).set_index("question")
    assert table.loc["same sentence and source", ["a", "b", "paired", "share"]].tolist() == [
        2,
        1,
        1,
        0.5,
    ]
    assert table.loc["same form among the paired", "share"] == 0
    assert table.loc["same stance among the paired", "share"] == 1


def test_bootstrap_interval_of_a_known_case() -> None:
    low, high = intervals.bootstrap_share([1] * 50 + [0] * 50)
    assert low == pytest.approx(0.4, abs=0.02)  # normal approximation: .5 +- 1.96 * .05
    assert high == pytest.approx(0.6, abs=0.02)
    assert intervals.bootstrap_share([1, 0, 1]) == intervals.bootstrap_share([1, 0, 1])
    assert all(math.isnan(v) for v in intervals.bootstrap_share([]))


def test_exact_bootstrap_is_the_distribution_of_the_draws() -> None:
    sums, chances = intervals.resampled([1, 0, -1])
    assert sums.tolist() == [-3, -2, -1, 0, 1, 2, 3]
    assert (chances * 27).round(9).tolist() == [1, 3, 6, 7, 6, 3, 1]
    assert intervals.chance_at_most([1, 0, -1], 0) == pytest.approx(17 / 27)
    values = [1] * 9 + [0] * 8 + [-1] * 3
    draws = np.random.default_rng(1).choice(values, (200_000, len(values))).sum(axis=1)
    sums, chances = intervals.resampled(values)
    for s, c in zip(sums, chances, strict=True):
        assert (draws == s).mean() == pytest.approx(c, abs=0.005)
    low, high = intervals.exact_mean(values)
    assert (draws / len(values) < low - 1e-9).mean() < 0.025 < (draws / len(values) <= low).mean()
    assert (draws / len(values) < high - 1e-9).mean() < 0.975


def test_exact_bootstrap_refuses_what_is_not_whole() -> None:
    with pytest.raises(ValueError, match="whole"):
        intervals.exact_mean([0.5, 1])


def test_balance_of_the_digest_reaches_zero(case) -> None:
    table = framing.frame_balance(framing.coded_by(case.frames)).set_index("article")
    assert table.loc["digest", ["low", "high"]].tolist() == pytest.approx([0, 0.55])
    assert table.loc["digest", "chance"] == pytest.approx(0.029, abs=0.0005)
    assert list(table.index[(table["low"] > 0) | (table["high"] < 0)]) == ["rferl"]


def test_frames_by_source_type(frames, attributions) -> None:
    table = together.frames_by_source_type(attributions, framing.coded_by(frames)).set_index(
        ["source_type", "frame"]
    )
    assert table.loc[("head_of_state", "symbolic"), ["with_frame", "attributions"]].tolist() == [
        3,
        4,
    ]
    assert table.loc[("none", "strategic"), "share"] == 0


def test_profiles(frames, attributions) -> None:
    quotes = pd.DataFrame({"article": in_order(["x", "x"]), "stance": [1, -1]})
    sides = [
        {"id": "a", "label": "A side", "country": ["A"]},
        {"id": "c", "label": "C side", "country": ["C", "D"]},
    ]
    table = together.profiles(framing.coded_by(frames), attributions, quotes, sides).set_index(
        ["article", "measure"]
    )
    assert table.loc[("x", "side_a"), "share"] == 0.8
    assert table.loc[("y", "side_c"), "count"] == 0
    assert set(together.profile_names(sides)) == {m for _, m in table.index}
    assert table.loc[("x", "own_voice"), ["count", "of"]].tolist() == [1, 3]
    assert table.loc[("x", "quoted"), "share"] == 0.4
    assert table.loc[("x", "favourable"), "share"] == 0.5
    assert math.isnan(table.loc[("y", "favourable"), "share"])


def test_frames_in_own_voice_are_those_of_the_outlet_alone(frames, attributions) -> None:
    quotes = pd.DataFrame({"article": in_order(["x"]), "stance": [0]})
    for voice, count in (("outlet", 3), ("source", 0), ("both", 0)):
        coded = framing.coded_by(frames.assign(voice=voice))
        table = together.profiles(coded, attributions, quotes, []).set_index(["article", "measure"])
        assert table.loc[("x", "own_voice"), ["count", "of"]].tolist() == [count, 3]


def test_voice_of_frames(frames) -> None:
    table = together.voice_of_frames(framing.coded_by(frames)).set_index(["frame", "voice"])
    assert table.loc[("strategic", "source"), ["sentences", "share"]].tolist() == [2, 0.5]


def test_answers_list_the_sentences(case) -> None:
    table = texts.answers(case.facts, case.settings["questions"], case.labels).set_index("Answer")
    assert table.loc[
        "Sudan", ["RFE/RL", "Unnamed explainer", "The Gazelle", "Kurdistan24"]
    ].tolist() == ["", "", "", "unit 6"]
    later = table.loc["Sudan, as one that joined later"]
    assert later[["Unnamed explainer", "Kurdistan24"]].tolist() == ["unit 14", ""]


def test_agreement_of_the_codings_that_compare(case) -> None:
    table = agreement.comparison_agreement(case.about, case.targets, case.claim_codings)
    kappa = table[table["measure"] == "kappa"].set_index("code")
    assert kappa["value"].round(2).to_dict() == {
        "about, main code": 0.98,
        "target": 0.96,
        "stance toward the target": 1.0,
        "stance toward the event": 1.0,
        "state of a claim in a text": 0.88,
        "claim made at all, hedged or not": 0.93,
    }
    assert kappa.loc["state of a claim in a text", "units"] == 210

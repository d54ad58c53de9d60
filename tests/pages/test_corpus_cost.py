"""What the page on corpora computes from the measured runs."""

from __future__ import annotations

import pandas as pd

from newscompare.figures.scale import plot_growth
from newscompare.pages import corpus_cost

RUNS = pd.DataFrame(
    [
        (100, 50, 1, 10.0, 10.0, 500),
        (100, 50, 2, 8.0, 12.5, 500),
        (1000, 50, 1, 100.0, 10.0, 510),
        (1000, 50, 2, 50.0, 20.0, 520),
    ],
    columns=["articles", "words", "workers", "seconds", "articles_per_second", "worker_peak_mb"],
).assign(minutes=lambda t: t["seconds"] / 60)


def test_growth_and_ratio_by_hand() -> None:
    assert corpus_cost.ratio(RUNS) == 2.0
    assert corpus_cost.ratio(RUNS, 100) == 1.25
    steps = corpus_cost.growth(RUNS)
    assert steps["Times the articles"].tolist() == [10, 10]
    assert steps["the time"].tolist() == [10, 6.25]
    assert steps["the memory"].tolist() == [1.02, 1.04]


def test_the_figure_says_in_words_what_it_shows() -> None:
    alt = plot_growth(RUNS, limit=1024).alt
    assert "1,000 articles 0.8 minutes and 520 MB" in alt
    assert "2 workers" in alt


def test_every_measured_worker_stayed_below_the_memory_goal_and_every_kill_was_made_good() -> None:
    values = corpus_cost.numbers()
    assert values["memory_verdict"] == "below"
    assert values["kills"] == values["kills_running"] == 10
    assert values["kills_verdict"].startswith("the same")

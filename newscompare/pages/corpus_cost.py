"""What coding a corpus costs: the measured runs (``data/evaluation/scale.csv``), and what follows
for more articles.
"""

from __future__ import annotations

import pandas as pd

from newscompare.case.tables import evaluation

MILLION = 1_000_000
MEMORY_GOAL = 1024
"""Megabytes that a worker should stay below."""
RATIO_GOAL = 1.7
"""Throughput of two workers against one that was meant to be reached."""


def runs() -> pd.DataFrame:
    """One row a run on generated articles, with ``minutes``; columns as
    ``benchmarks/bench_scale.py`` writes them.
    """
    table = evaluation("scale")
    return table.assign(minutes=table["seconds"] / 60)


def short_runs(table: pd.DataFrame) -> pd.DataFrame:
    """The runs with the shortest articles, those that go furthest."""
    return table[table["words"] == table["words"].min()].reset_index(drop=True)


def growth(table: pd.DataFrame) -> pd.DataFrame:
    """From each run to the next larger one with as many workers: how many times the articles, time
    and memory.
    """
    own = short_runs(table).sort_values(["workers", "articles"])
    before = own.groupby("workers")[["articles", "seconds", "worker_peak_mb"]].shift()
    times = own[["articles", "seconds", "worker_peak_mb"]] / before
    steps = pd.DataFrame(
        {"Workers": own["workers"], "Articles from": before["articles"], "to": own["articles"]}
    )
    steps = steps.assign(
        **{
            "Times the articles": times["articles"],
            "the time": times["seconds"],
            "the memory": times["worker_peak_mb"],
        }
    )
    return steps.dropna().astype({"Articles from": int}).reset_index(drop=True)


def ratio(table: pd.DataFrame, articles: int | None = None) -> float:
    """Articles a second of two workers against one: on so many short articles, or on the most that
    both were given.
    """
    rates = (
        short_runs(table)
        .pivot(index="articles", columns="workers", values="articles_per_second")
        .dropna()
    )
    return float((rates[2] / rates[1]).loc[articles if articles is not None else rates.index.max()])


def per_article(table: pd.DataFrame, workers: int) -> float:
    """Milliseconds of processor time an article, in the largest run of so many workers."""
    row = table[table["workers"] == workers].sort_values("articles").iloc[-1]
    return float(row["processor_seconds"]) / float(row["articles"]) * 1000


def numbers() -> dict[str, object]:
    """The values that the page names. For a million articles: as many times the largest run, in
    time, disc and core-hours.
    """
    table = runs()
    short = short_runs(table)
    most = short.sort_values(["articles", "workers"]).iloc[-1]
    own = short[short["workers"] == most["workers"]].sort_values("articles")
    both = short.groupby("articles")["workers"].nunique()
    long = (
        table[(table["words"] == table["words"].max())]
        .sort_values(["workers", "articles"])
        .iloc[-1]
    )
    kills = evaluation("scale_kills")

    def hours(row: pd.Series) -> float:
        return MILLION / float(row["articles"]) * float(row["seconds"]) / 3600

    def gigabytes(row: pd.Series) -> float:
        return MILLION / float(row["articles"]) * float(row["output_mb"]) / 1024

    found = ratio(table)
    return {
        "words_short": int(most["words"]),
        "words_long": int(long["words"]),
        "most": f"{int(most['articles']):,}",
        "most_workers": int(most["workers"]),
        "most_minutes": f"{most['minutes']:.0f}",
        "most_rate": f"{most['articles_per_second']:.0f}",
        "most_load": f"{most['load_before']:.1f}",
        "cores": int(most["cores"]),
        "ratio": f"{found:.2f}",
        "ratio_articles": f"{int(both[both == 2].index.max()):,}",
        "ratio_goal": RATIO_GOAL,
        "ratio_verdict": "reached" if found >= RATIO_GOAL else "missed",
        "memory_first": f"{int(own['worker_peak_mb'].iloc[0]):,}",
        "memory_last": f"{int(own['worker_peak_mb'].iloc[-1]):,}",
        "memory_most": f"{int(table['worker_peak_mb'].max()):,}",
        "memory_goal": f"{MEMORY_GOAL:,}",
        "memory_verdict": "below" if table["worker_peak_mb"].max() < MEMORY_GOAL else "above",
        "memory_client": f"{int(table['client_peak_mb'].max()):,}",
        "spent_one": f"{per_article(short, 1):.0f}",
        "spent_two": f"{per_article(short, 2):.0f}",
        "fewest": f"{int(short['articles'].min()):,}",
        "million_hours_short": f"{hours(most):.0f}",
        "million_hours_long": f"{hours(long):.0f}",
        "million_core_hours_long": f"{hours(long) * float(long['workers']):.0f}",
        "million_gb_short": f"{gigabytes(most):.1f}",
        "million_gb_long": f"{gigabytes(long):.1f}",
        "kills": len(kills),
        "kills_running": int(kills["was_running"].sum()),
        "kills_articles": f"{int(kills['articles'].iloc[0]):,}",
        "kills_verdict": "the same files, byte for byte"
        if kills["identical_after"].all()
        else "files that differ",
    }


def run_table() -> pd.DataFrame:
    """The runs to read."""
    names = {
        "articles": "Articles",
        "words": "Words each",
        "workers": "Workers",
        "minutes": "Minutes",
    }
    names |= {
        "articles_per_second": "A second",
        "worker_peak_mb": "Worker, MB",
        "client_peak_mb": "Client, MB",
    }
    names |= {"output_mb": "Output, MB", "load_before": "Load before"}
    return runs()[list(names)].rename(columns=names)

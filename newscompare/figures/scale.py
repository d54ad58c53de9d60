"""Figure of what coding a corpus costs: time and memory against the number of articles."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import counted
from newscompare.figures.style import BLUE, FAINT, GROUND, ORANGE, SOFT, bare, legend, new_figure

_LOOKS = {1: (ORANGE, "o"), 2: (BLUE, "s")}


def plot_growth(runs: pd.DataFrame, *, limit: int) -> Figure:
    """Minutes and peak memory of a worker (columns ``articles``, ``workers``, ``minutes``,
    ``worker_peak_mb``); ``limit`` in MB.
    """
    runs = runs.sort_values(["workers", "articles"])

    def draw(narrow: bool) -> Any:
        figure, (time, memory) = new_figure(
            *((2, 1) if narrow else (1, 2)), height=5.2 if narrow else 3.2, narrow=narrow
        )
        for workers, own in runs.groupby("workers"):
            colour, mark = _LOOKS.get(int(workers), (SOFT, "D"))
            for axis, column in ((time, "minutes"), (memory, "worker_peak_mb")):
                axis.plot(
                    own["articles"],
                    own[column],
                    color=colour,
                    marker=mark,
                    markersize=7,
                    markeredgecolor=GROUND,
                )
        low = math.floor(math.log10(runs["minutes"].min()))
        high = math.ceil(math.log10(runs["minutes"].max()))
        time.set_yscale("log")
        time.set_ylim(10**low * 0.9, 10**high * 1.1)
        ticks = [10.0**k for k in range(low, high + 1)]
        time.set_yticks(ticks, [f"{tick:,g}" for tick in ticks])
        time.set_title("Minutes")
        memory.set_title("Most memory of a worker, MB")
        memory.axhline(limit, color=SOFT, linewidth=1, linestyle="--")
        first = runs["articles"].min()
        memory.text(first, limit, "limit", color=SOFT, va="bottom")
        memory.set_ylim(0, limit * 1.15)
        sizes = sorted(set(runs["articles"]))
        for axis in (time, memory):
            axis.set_xscale("log")
            axis.set_xticks(sizes, [f"{n:,}" for n in sizes], rotation=30 if narrow else 0)
            axis.minorticks_off()
            axis.set_xlabel("Articles")
            axis.grid(axis="y", color=FAINT, linewidth=0.6)
            bare(axis)
        handles = []
        for workers in sorted(set(runs["workers"])):
            colour, mark = _LOOKS.get(int(workers), (SOFT, "D"))
            said = counted(int(workers), "worker").capitalize()
            handles.append(Line2D([], [], color=colour, marker=mark, markersize=7, label=said))
        legend(figure, handles, narrow=narrow)
        return figure

    described = []
    for workers, own in runs.groupby("workers"):
        cells = [
            f"{r.articles:,} articles {r.minutes:.1f} minutes and {r.worker_peak_mb:,} MB"
            for r in own.itertuples()
        ]
        described.append(f"{workers} worker{'s' if workers > 1 else ''}: {'; '.join(cells)}.")
    data = pd.DataFrame(
        {
            "Articles": [f"{n:,}" for n in runs["articles"]],
            "Workers": runs["workers"].to_numpy(),
            "Minutes": [f"{m:.1f}" for m in runs["minutes"]],
            "Most memory of a worker, MB": [f"{m:,}" for m in runs["worker_peak_mb"]],
        }
    )
    return Figure(
        draw,
        title=_title(runs, limit),
        caption="Left (or above), the minutes that a run takes, on a scale in steps of ten; right "
        "(or below), the most memory that a worker took, with the limit that was set.",
        alt="Time and memory against the number of articles. " + " ".join(described),
        data=data,
    )


def _title(runs: pd.DataFrame, limit: int) -> str:
    most = int(runs["articles"].max())
    own = runs[runs["articles"] == most]
    fast = own.loc[own["minutes"].idxmin()]
    peak = int(runs["worker_peak_mb"].max())
    under = "stays under" if peak < limit else "does not stay under"
    count = counted(int(fast["workers"]), "worker")
    return (
        f"{most:,} articles take {float(fast['minutes']):,.0f} minutes with {count}, "
        f"and memory {under} {limit:,} MB"
    )

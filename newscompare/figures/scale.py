"""Figure of what coding a corpus costs: time and memory against the number of articles."""

from __future__ import annotations

import math

import pandas as pd

from newscompare.figures.style import BLUE, FAINT, ORANGE, SOFT, Figure, bare, in_style, new_figure

_LOOKS = {1: (ORANGE, "o"), 2: (BLUE, "s")}


def plot_growth(runs: pd.DataFrame, *, limit: int) -> Figure:
    """Minutes and peak memory of a worker (columns ``articles``, ``workers``, ``minutes``,
    ``worker_peak_mb``); ``limit`` in MB.
    """
    figure, (time, memory) = new_figure(1, 2, height=3.6)
    described = []
    with in_style():
        for workers, own in runs.sort_values("articles").groupby("workers"):
            colour, mark = _LOOKS.get(int(workers), (SOFT, "D"))
            label = f"{workers} worker{'s' if workers > 1 else ''}"
            for axis, column in ((time, "minutes"), (memory, "worker_peak_mb")):
                axis.plot(
                    own["articles"],
                    own[column],
                    color=colour,
                    marker=mark,
                    markersize=7,
                    markeredgecolor="#ffffff",
                    label=label,
                )
            cells = [
                f"{r.articles:,} articles {r.minutes:.1f} minutes and {r.worker_peak_mb:,} MB"
                for r in own.itertuples()
            ]
            described.append(f"{label}: {'; '.join(cells)}.")
        low, high = (
            math.floor(math.log10(runs["minutes"].min())),
            math.ceil(math.log10(runs["minutes"].max())),
        )
        time.set_yscale("log")
        time.set_ylim(10**low * 0.9, 10**high * 1.1)
        time.set_yticks(
            [10.0**k for k in range(low, high + 1)], [f"{10.0**k:,g}" for k in range(low, high + 1)]
        )
        time.set_title("Minutes")
        memory.set_title("Most memory of a worker, MB")
        memory.axhline(limit, color=SOFT, linewidth=1, linestyle="--")
        memory.set_ylim(0, limit * 1.1)
        for axis in (time, memory):
            axis.set_xscale("log")
            axis.set_xticks(
                sorted(set(runs["articles"])), [f"{n:,}" for n in sorted(set(runs["articles"]))]
            )
            axis.minorticks_off()
            axis.set_xlabel("Articles")
            axis.grid(axis="y", color=FAINT, linewidth=0.6)
            bare(axis)
        time.legend(frameon=False)
    figure.alt = "Time and memory against the number of articles. " + " ".join(described)
    return figure

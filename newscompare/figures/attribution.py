"""Figures of machine-found attributions: systems side by side, machine and reference by outlet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import leaders, out_of, verb
from newscompare.figures.style import (
    BLUE,
    FAINT,
    GREEN,
    GROUND,
    INK,
    ORANGE,
    SOFT,
    bare,
    distinct,
    legend,
    name_list,
    name_rows,
    new_figure,
    remark,
    shorten,
    wrap_lines,
)

SYSTEMS = {name: f"newscompare ({name})" for name in ("encoder", "learned", "rules")}
"""Names of the package's own engines."""

MARKS = {"precision": (SOFT, "<"), "recall": (ORANGE, ">"), "f1": (BLUE, "o")}


def plot_systems(systems: pd.DataFrame) -> Figure:
    """Precision, recall and F1 of each system (rows with ``precision``, ``recall``, ``f1``;
    ``f1_low``, ``f1_high`` where known). Systems of one name are told apart by ``how_run``.
    """
    table = systems.dropna(subset=["f1"]).sort_values("f1", ascending=False, kind="stable")
    table = table.reset_index(drop=True)
    runs = table["how_run"] if "how_run" in table else [""] * len(table)
    notes = [str(run).partition(";")[0] if run == run else "" for run in runs]
    names = distinct([SYSTEMS.get(str(s), str(s)) for s in table["system"]], notes)
    rows = table.to_dict("records")

    def draw(narrow: bool) -> Any:
        step = 0.62 if narrow else 0.44
        figure, (axis,) = new_figure(height=step * len(table) + 1.2, narrow=narrow)
        for y, row in enumerate(rows):
            at = y + (0.2 if narrow else 0.0)
            axis.plot([row["precision"], row["recall"]], [at] * 2, color=FAINT, linewidth=2)
            if row["f1_low"] == row["f1_low"]:
                ends = [row["f1_low"], row["f1_high"]]
                axis.plot(ends, [at] * 2, color=BLUE, linewidth=6, alpha=0.35)
            for name, (colour, mark) in MARKS.items():
                axis.plot(
                    row[name],
                    at,
                    mark,
                    color=colour,
                    markersize=8,
                    markeredgecolor=GROUND,
                    zorder=3,
                )
            if narrow:
                axis.text(0, y - 0.24, shorten(names[y], 54), va="center")
            elif y == 0:
                right = max(row["precision"], row["recall"], row["f1"])
                remark(axis, right + 1, at, f"best: F1 {row['f1']:.1f}")
        axis.set_ylim(len(table) - 0.4, -0.55)
        axis.set_yticks(
            [] if narrow else range(len(table)),
            [] if narrow else [wrap_lines(n, 40) for n in names],
        )
        axis.set_xlim(0, 100)
        axis.set_xlabel("Per cent", loc="left")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
        shown = {"precision": "Precision", "recall": "Recall", "f1": "F1 (with its interval)"}
        handles = [
            Line2D([], [], linestyle="", marker=m, color=c, markersize=8, label=shown[n])
            for n, (c, m) in MARKS.items()
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described = [
        f"{name}: {row['f1']:.1f} (precision {row['precision']:.0f}, recall {row['recall']:.0f})."
        for name, row in zip(names, rows, strict=True)
    ]
    data = pd.DataFrame(
        {
            "System": names,
            "Precision": [f"{r['precision']:.0f}" for r in rows],
            "Recall": [f"{r['recall']:.0f}" for r in rows],
            "F1": [f"{r['f1']:.1f}" for r in rows],
            "95% interval": [
                f"{r['f1_low']:.1f} to {r['f1_high']:.1f}" if r["f1_low"] == r["f1_low"] else "–"
                for r in rows
            ],
        }
    )
    top = leaders((name, float(row["f1"])) for name, row in zip(names, rows, strict=True))
    title = "No system was measured"
    if top:
        has = verb(top, "has", "have")
        best = f"{rows[0]['f1']:.1f}%"
        title = f"Of {len(rows)} systems, {name_list(top)} {has} the highest F1, {best}"
    return Figure(
        draw,
        title=title,
        caption="Attributions in PolNeAR dev, best first: each line is a system, its marks are "
        "precision, recall and F1. Other tools ran on the same articles with the same scorer.",
        alt="Attributions found in PolNeAR dev, F1 in percent by system, best first. "
        + " ".join(described),
        data=data,
    )


def plot_corrected(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Machine counts, their correction with its interval, and the reference (rows: ``outlet``,
    ``machine``, ``corrected``, ``low``, ``high``, ``reference``).
    """
    rows = table.set_index("outlet").loc[list(labels)]
    inside = (rows["low"] <= rows["reference"]) & (rows["reference"] <= rows["high"])
    names = distinct(list(labels.values()), [str(key) for key in labels])
    outside = [name for name, fits in zip(names, inside, strict=True) if not fits]

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=0.5 * len(rows) + 1.2, narrow=narrow)
        for y, (_, row) in enumerate(rows.iterrows()):
            axis.plot([row["low"], row["high"]], [y, y], color=BLUE, linewidth=6, alpha=0.35)
            axis.plot(row["corrected"], y, "o", color=BLUE, markersize=8, markeredgecolor=GROUND)
            axis.plot(row["machine"], y, "x", color=ORANGE, markersize=8, markeredgewidth=2)
            axis.plot(
                row["reference"],
                y,
                "D",
                color=GREEN,
                markersize=8,
                markeredgecolor=INK,
                fillstyle="none",
                markeredgewidth=1.6,
            )
            if names[y] in outside:
                right = float(max(row["high"], row["reference"], row["machine"]))
                remark(axis, right, y, "outside", narrow)
        name_rows(axis, names, narrow=narrow)
        top = float(rows[["high", "reference", "machine"]].max(axis=None))
        axis.set_xlim(0, top * (1.35 if outside and narrow else 1.15))
        axis.set_xlabel("Attributions", loc="left")
        axis.grid(axis="x", color=FAINT, linewidth=0.6)
        bare(axis)
        point: dict[str, Any] = {"linestyle": "", "markersize": 8}
        handles = [
            Line2D([], [], marker="x", color=ORANGE, markeredgewidth=2, label="Machine", **point),
            Line2D([], [], marker="o", color=BLUE, markersize=8, label="Corrected, with interval"),
            Line2D([], [], marker="D", color=INK, fillstyle="none", label="Reference", **point),
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described, shown = [], []
    for name, (_, row) in zip(names, rows.iterrows(), strict=True):
        span = f"{row['low']:.1f} to {row['high']:.1f}"
        described.append(
            f"{name}: machine {row['machine']:.0f}, corrected {row['corrected']:.1f} ({span}), "
            f"reference {row['reference']:.0f}."
        )
        cells = (f"{row['machine']:.0f}", f"{row['corrected']:.1f}", span)
        shown.append((name, *cells, f"{row['reference']:.0f}"))
    columns = ["Text", "Machine", "Corrected", "95% interval", "Reference"]
    return Figure(
        draw,
        title=f"The reference count lies inside the corrected interval in "
        f"{out_of(int(inside.sum()), len(rows))}",
        caption="The cross is the machine's count, the dot that count corrected for precision and "
        "recall, the bar its interval, the diamond the reference coding.",
        alt="Attributions in each text, counted by machine, corrected for precision and recall, "
        "and in the reference coding. " + " ".join(described),
        data=pd.DataFrame(shown, columns=columns),
    )

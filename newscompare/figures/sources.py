"""Figures of sources: who is heard where, what kind, named or not, and who is absent."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.style import (
    BLUE,
    DENSE,
    EMPTY,
    FAINT,
    GREEN,
    INK,
    ORANGE,
    PINK,
    SKY,
    SOFT,
    SOURCE_TYPE_LABELS,
    VERMILION,
    YELLOW,
    Figure,
    bare,
    in_style,
    legend,
    name_columns,
    name_rows,
    new_figure,
    percent,
    row,
    sentence_list,
    shorten,
    wrap,
)

TYPE_STYLE = {
    "head_of_state": (VERMILION, ""),
    "official": (ORANGE, ""),
    "unnamed_official": (ORANGE, "////"),
    "expert": (BLUE, ""),
    "advocacy": (PINK, ""),
    "news_media": (GREEN, ""),
    "collective": (SKY, "////"),
    "unnamed": (YELLOW, "////"),
    "unknown": (SOFT, ""),
    "none": ("#c3c9cf", "...."),
}
"""Source type to colour and pattern; hatched types have no name."""

ALT_SOURCES = 30
"""Most sources of a text that the matrix's alt text names."""

NAMING_STYLE = {"named": (BLUE, ""), "unnamed": (SKY, "////"), "no holder": ("#c3c9cf", "....")}


def plot_source_matrix(counts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Sources by text from ``measures.sources.source_counts``: length and number are attributions."""
    dense = len(labels) > DENSE
    figure, (axis,) = new_figure(
        height=0.3 * len(counts) + (1.3 if not dense else 3.2), width=8.6 if not dense else 10.0
    )
    top = float(counts[list(labels)].to_numpy().max()) or 1.0
    with in_style():
        for y, row in enumerate(counts.to_dict("records")):
            colour, hatch = TYPE_STYLE[str(row["source_type"])]
            axis.axhline(y, color=FAINT, linewidth=0.7, zorder=0)
            for x, article in enumerate(labels):
                n = int(row[article])
                if n:
                    width = 0.84 if dense else 0.78 * n / top
                    axis.add_patch(
                        Rectangle(
                            (x - 0.42, y - 0.33),
                            width,
                            0.66,
                            facecolor=colour,
                            hatch=hatch,
                            edgecolor="#ffffff",
                            linewidth=0.5,
                        )
                    )
                    box = (
                        {"facecolor": "#ffffff", "edgecolor": "none", "pad": 0.3, "alpha": 0.92}
                        if dense
                        else None
                    )
                    place = (x, "center") if dense else (x - 0.38 + width, "left")
                    axis.text(
                        place[0],
                        y,
                        str(n),
                        ha=place[1],
                        va="center",
                        fontsize=7 if dense else 9,
                        bbox=box,
                    )
        axis.set_xlim(-0.5, len(labels) - 0.4)
        axis.set_ylim(len(counts) - 0.4, -0.6)
        axis.set_yticks(range(len(counts)), [shorten(source, 48) for source in counts["source"]])
        name_columns(axis, list(labels.values()))
        bare(axis)
        used = [t for t in TYPE_STYLE if t in set(counts["source_type"].astype(str))]
        handles = [
            Patch(
                facecolor=TYPE_STYLE[t][0],
                hatch=TYPE_STYLE[t][1],
                edgecolor="#ffffff",
                label=SOURCE_TYPE_LABELS[t],
            )
            for t in used
        ]
        legend(figure, handles)
    described = []
    for article, label in labels.items():
        own = (
            counts[counts[article] > 0]
            .sort_values(article, ascending=False, kind="stable")
            .head(ALT_SOURCES)
        )
        parts = [f"{s} {int(n)}" for s, n in zip(own["source"], own[article], strict=True)]
        rest = int((counts[article] > 0).sum()) - len(parts)
        described.append(
            f"{label}: {', '.join(parts + ([f'{rest} more sources'] if rest else [])) or 'none'}."
        )
    figure.alt = "Attributions of each source in each text. " + " ".join(described)
    return figure


def _stacked(
    counts: pd.DataFrame,
    column: str,
    labels: Mapping[str, str],
    styles: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
) -> Figure:
    figure, (axis,) = new_figure(height=row(len(labels), 0.6) * len(labels) + 1.5)
    described = []
    with in_style():
        for y, (article, label) in enumerate(labels.items()):
            own = counts[counts["article"] == article].set_index(column)
            left, parts = 0, []
            for value, (colour, hatch) in styles.items():
                n = int(own["attributions"].get(value, 0))
                if not n:
                    continue
                axis.barh(
                    y,
                    n,
                    left=left,
                    height=0.7,
                    color=colour,
                    hatch=hatch,
                    edgecolor="#ffffff",
                    linewidth=0.8,
                )
                box = {"facecolor": "#ffffff", "edgecolor": "none", "pad": 1.2, "alpha": 0.92}
                axis.text(left + n / 2, y, str(n), ha="center", va="center", fontsize=9, bbox=box)
                left += n
                parts.append(f"{names[value].lower()} {n}")
            described.append(f"{label}: {sentence_list(parts) or 'none'}.")
        name_rows(axis, list(labels.values()))
        axis.set_ylim(len(labels) - 0.5, -0.5)
        axis.set_xlabel("Attributions")
        bare(axis)
        used = [v for v in styles if counts.loc[counts[column] == v, "attributions"].sum()]
        handles = [
            Patch(facecolor=styles[v][0], hatch=styles[v][1], edgecolor="#ffffff", label=names[v])
            for v in used
        ]
        legend(figure, handles)
    figure.alt = f"Attributions of each text by {column.replace('_', ' ')}. " + " ".join(described)
    return figure


def plot_source_types(counts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Attributions by source type from ``measures.sources.attribution_counts(..., "source_type")``."""
    return _stacked(counts, "source_type", labels, TYPE_STYLE, SOURCE_TYPE_LABELS)


def plot_naming(counts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Named against unnamed sources from ``measures.sources.attribution_counts(..., "naming")``."""
    return _stacked(
        counts, "naming", labels, NAMING_STYLE, {k: k.capitalize() for k in NAMING_STYLE}
    )


def plot_absence(absence: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Who is heard, only named, or absent, from ``measures.sources.absence``; the number is
    attributions.
    """
    parties = absence.drop_duplicates("party").set_index("party")["label"]
    dense = len(labels) > DENSE
    figure, (axis,) = new_figure(
        height=0.4 * len(parties) + (1.3 if not dense else 3.2), width=8.6 if not dense else 10.0
    )
    table = absence.set_index(["party", "article"])
    described = []
    with in_style():
        for y, (party, name) in enumerate(parties.items()):
            for x, article in enumerate(labels):
                found = table.loc[(party, article)]
                if found["presence"] == "heard":
                    axis.plot(x, y, "o", markersize=17 if not dense else 11, color=BLUE)
                    n = str(int(found["attributions"]))
                    axis.text(
                        x,
                        y,
                        n,
                        ha="center",
                        va="center",
                        color="#ffffff",
                        fontsize=9 if not dense else 7,
                        fontweight="bold",
                    )
                elif found["presence"] == "named only":
                    axis.plot(
                        x,
                        y,
                        "o",
                        markersize=13 if not dense else 8,
                        markerfacecolor=EMPTY,
                        markeredgecolor=SOFT,
                    )
                else:
                    axis.plot(x, y, "_", markersize=9, color=SOFT)
            voices = [
                f"{labels[a]} {int(table.loc[(party, a), 'attributions'])}"
                for a in labels
                if table.loc[(party, a), "attributions"]
            ]
            named = [labels[a] for a in labels if table.loc[(party, a), "presence"] == "named only"]
            said = f"heard in {sentence_list(voices)}" if voices else "heard nowhere"
            described.append(
                f"{name}: {said}" + (f", only named in {sentence_list(named)}." if named else ".")
            )
        axis.set_yticks(range(len(parties)), [wrap(party, 40) for party in parties])
        axis.set_ylim(len(parties) - 0.5, -0.6)
        axis.set_xlim(-0.5, len(labels) - 0.5)
        name_columns(axis, list(labels.values()))
        axis.grid(axis="y", color=FAINT, linewidth=0.7)
        axis.set_axisbelow(True)
        bare(axis)
        handles = [
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                markersize=11,
                color=BLUE,
                label="Heard (attributions)",
            ),
            Line2D(
                [],
                [],
                linestyle="",
                marker="o",
                markersize=10,
                markerfacecolor=EMPTY,
                markeredgecolor=SOFT,
                label="Only named",
            ),
            Line2D([], [], linestyle="", marker="_", markersize=9, color=SOFT, label="Absent"),
        ]
        legend(figure, handles)
    figure.alt = "Parties heard, only named, or absent in each text. " + " ".join(described)
    return figure


def plot_concentration(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Share of the most heard source from ``measures.sources.concentration``."""
    figure, (axis,) = new_figure(height=row(len(labels), 0.55) * len(labels) + 0.9)
    described = []
    with in_style():
        for y, (article, label) in enumerate(labels.items()):
            found = table[table["article"] == article].iloc[0]
            share = 0.0 if found["share"] != found["share"] else float(found["share"])
            axis.barh(y, 1, height=0.6, color=EMPTY)
            axis.barh(y, share, height=0.6, color=BLUE)
            said = f"{shorten(found['top_source'])}, {found['attributions']} of {found['held']}"
            axis.text(share + 0.01, y, said, va="center", fontsize=9, clip_on=True).set_in_layout(
                False
            )
            described.append(
                f"{label}: {found['top_source']} {percent(share)}, {found['attributions']} of "
                f"{found['held']}."
            )
        name_rows(axis, list(labels.values()))
        axis.set_ylim(len(labels) - 0.5, -0.5)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.set_xlabel("Share of the attributions that have a holder")
        axis.tick_params(colors=INK)
        bare(axis)
    figure.alt = "Share of the most heard source in each text. " + " ".join(described)
    return figure

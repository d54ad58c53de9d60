"""Figures of words: those that mark each text, the verbs that hand over to sources, and frames with
and without borrowed sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import leaders, out_of, start
from newscompare.figures.shares import percent
from newscompare.figures.style import (
    BLUE,
    FAINT,
    GROUND,
    PALE,
    SKY,
    SOFT,
    VERMILION,
    YELLOW,
    bare,
    legend,
    looks,
    name_list,
    name_rows,
    new_figure,
    number_box,
    shorten,
)


def plot_marking_terms(top: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """The words that mark each text, with intervals, from ``distinctive.top_terms``."""
    groups = [(a, top[top["article"] == a]) for a in labels if (top["article"] == a).any()]
    right = float(top["high"].max()) if len(top) else 1.0
    left = min(0.0, float(top["low"].min())) if len(top) else 0.0

    def draw(narrow: bool) -> Any:
        lines = len(top) + len(groups)
        figure, (axis,) = new_figure(height=0.215 * lines + 0.9, narrow=narrow)
        axis.axvline(0, color=SOFT, linewidth=1)
        y, ticks, names = 0, [], []
        for article, own in groups:
            name = shorten(labels[article], 40)
            axis.text(left, y, name, va="center", fontweight="bold", bbox=number_box(0.6))
            y += 1
            for row in own.to_dict("records"):
                clear = row["low"] > 0
                axis.plot([row["low"], row["high"]], [y, y], color=BLUE if clear else PALE, lw=2)
                axis.plot(
                    row["log_odds"],
                    y,
                    "o",
                    color=BLUE,
                    markerfacecolor=BLUE if clear else GROUND,
                    markersize=5,
                )
                ticks.append(y)
                times = f"{row['count']} : {row['others']}"
                names.append(f"{row['term']}  {times}")
                y += 1
        axis.set_yticks(ticks, names)
        axis.set_ylim(y - 0.4, -0.7)
        axis.set_xlim(left, right)
        axis.set_xlabel("Log-odds, 95%" if narrow else "Log-odds against the others, 95% interval")
        bare(axis, bottom=True)
        return figure

    clear = top[top["low"] > 0].groupby("article").size() if len(top) else pd.Series(dtype=int)
    most = leaders([(labels[a], float(clear.get(a, 0))) for a in labels])
    without = [labels[a] for a in labels if not clear.get(a, 0)]
    title = (
        f"{name_list(most)} {'stands' if len(most) == 1 else 'stand'} out most by single words"
        if most
        else "No word marks any text beyond doubt"
    )
    if most and without:
        title += f"; no word marks {name_list(without)} beyond doubt"
    data = pd.DataFrame(
        {
            "Text": top["article"].map(labels),
            "Word": top["term"],
            "Here": top["count"].astype(int),
            "Elsewhere": top["others"].astype(int),
            "Log-odds": top["log_odds"].astype(float),
            "From": top["low"].astype(float),
            "To": top["high"].astype(float),
        }
    )
    said = " ".join(
        f"{labels[a]}: "
        + ", ".join(f"{r.term} ({r.count} to {r.others})" for r in _rows(own))
        + "."
        for a, own in groups
    )
    return Figure(
        draw,
        title=title,
        caption="Words that a text uses more often, for its length, than the others together, "
        "with the counts here and elsewhere. Filled: the whole interval lies above zero. The more "
        "words one compares, the more of them pass by chance.",
        alt=f"Words that each text uses more often, for its length, than the others together, with "
        f"the counts here and elsewhere. {said}",
        data=data,
    )


def _rows(own: pd.DataFrame) -> list[Any]:
    return list(
        own.rename(columns={"count": "count_"})
        .assign(**{"count": own["count"]})[["term", "count", "others"]]
        .itertuples(index=False, name="Row")
    )


_KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": ("plain: said, wrote", {"facecolor": SKY, "edgecolor": "none"}),
    "weight": (
        "weight: announced, argued",
        {"facecolor": BLUE, "hatch": "////", "edgecolor": GROUND},
    ),
    "colour": (
        "colour: gushed, hailed",
        {"facecolor": VERMILION, "hatch": "\\\\\\\\", "edgecolor": GROUND},
    ),
    "view": ("view: expects, is seen as", {"facecolor": YELLOW, "edgecolor": "none"}),
    "none": ("no verb", {"facecolor": PALE, "edgecolor": "none"}),
}
KIND_NAMES = {kind: name for kind, (name, _) in _KINDS.items()}
"""Kinds of reporting verbs as figures and tables say them, each with examples."""


def plot_verb_kinds(kinds: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Attributions of each text by kind of reporting verb, from ``verbs.verb_kinds``."""
    wide = kinds.pivot(index="article", columns="kind", values="attributions").fillna(0).astype(int)
    wide.index = wide.index.astype(str)
    wide = wide.reindex(index=[a for a in labels if a in wide.index], columns=list(_KINDS))
    wide = wide.fillna(0).astype(int)
    names = [labels[a] for a in wide.index]

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(
            height=0.48 * len(names) + (1.8 if narrow else 1.1), narrow=narrow
        )
        for y, (_, row) in enumerate(wide.iterrows()):
            left = 0
            for kind, (_, look) in _KINDS.items():
                n = int(row[kind])
                axis.barh(y, n, left=left, height=0.66, **look)
                if n:
                    axis.text(left + n / 2, y, str(n), ha="center", va="center", bbox=number_box())
                left += n
        name_rows(axis, names, narrow=narrow)
        axis.set_xticks([])
        bare(axis)
        legend(figure, [Patch(**look, label=name) for name, look in _KINDS.values()], narrow=narrow)
        return figure

    coloured = [name for name, n in zip(names, wide["colour"], strict=True) if n]
    title = (
        f"{start(out_of(len(coloured), len(labels)))} colour{'s' if len(coloured) == 1 else ''} "
        f"what a source says: {name_list(coloured)}"
        if coloured
        else "No text introduces a source with a verb of the list of colour"
    )
    data = wide.rename(columns=KIND_NAMES)
    data.insert(0, "Text", names)
    said = " ".join(
        f"{name}: " + ", ".join(f"{n} {kind}" for kind, n in row.items() if n) + "."
        for name, (_, row) in zip(names, wide.iterrows(), strict=True)
    )
    return Figure(
        draw,
        title=title,
        caption="Attributions by the verb that introduces the source, as lists of verbs sort them. "
        "Verbs of weight say what somebody does with the words (warns, promises, insists), verbs "
        "of colour how they sound, verbs of view what somebody thinks; a verb on none of the lists "
        "counts as plain. The key gives examples from the lists.",
        alt=f"Reporting verbs by kind. {said}",
        data=data.reset_index(drop=True),
    )


def plot_without_borrowed(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """The two frames of each text with all units and without borrowed ones, from
    ``borrowed.frames_without``.
    """
    fixed = {"variant", "article", "left", "dropped", "leads", "same"}
    frames = [column for column in table.columns if column not in fixed]
    look = looks(frames)
    variants = list(dict.fromkeys(table["variant"]))
    shares = table.copy()
    for frame in frames:
        shares[frame] = table[frame] / table["left"].where(table["left"] > 0)

    def draw(narrow: bool) -> Any:
        lines = (len(variants) + 1) * len(labels)
        figure, (axis,) = new_figure(height=0.235 * lines + 1.0, narrow=narrow)
        y, ticks, names = 0, [], []
        for article, label in labels.items():
            axis.text(0, y, shorten(label, 40), va="center", fontweight="bold")
            y += 1
            for variant in variants:
                row = shares[(shares["variant"] == variant) & (shares["article"] == article)]
                values = [float(row[frame].iloc[0]) for frame in frames]
                axis.plot([min(values), max(values)], [y, y], color=FAINT, linewidth=3)
                for frame, value in zip(frames, values, strict=True):
                    axis.plot(value, y, look[frame].marker, color=look[frame].colour, markersize=6)
                ticks.append(y)
                names.append(shorten(variant, 22 if narrow else 40))
                y += 1
        axis.set_yticks(ticks, names)
        axis.set_ylim(y - 0.4, -0.7)
        axis.set_xlim(0, 1)
        axis.xaxis.set_major_formatter(lambda share, _: percent(share))
        axis.set_xlabel("Share of the units that stay")
        bare(axis, bottom=True)
        handles = [
            Line2D([], [], color=look[f].colour, marker=look[f].marker, linestyle="", label=f)
            for f in frames
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    turned = [labels[a] for a in labels if not table.loc[table["article"] == a, "same"].all()]
    data = table.assign(article=table["article"].astype(str).map(labels))
    data = data[["article", "variant", "left", "dropped", *frames]].rename(
        columns={"article": "Text", "variant": "Units", "left": "Stay", "dropped": "Left out"}
    )
    said = " ".join(
        f"{r['Text']}, {r['Units']}: "
        + ", ".join(f"{r[f]} {f}" for f in frames)
        + f" of {r['Stay']}."
        for r in data.to_dict("records")
    )
    return Figure(
        draw,
        title=f"Without borrowed sentences the order of the frames changes in {name_list(turned)}"
        if turned
        else "Without borrowed sentences the order of the frames stays in every text",
        caption="Shares of the units that stay when one kind of borrowed sentence is left out.",
        alt=f"Frames with and without borrowed sentences. {said}",
        data=data.reset_index(drop=True),
    )

"""Figures of shared words: what texts kept of one utterance, how much pairs have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.patches import Patch, PathPatch, Rectangle
from matplotlib.path import Path

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import counted, in_words, out_of, start
from newscompare.figures.style import (
    BLUE,
    EMPTY,
    FAINT,
    GROUND,
    INK,
    ORANGE,
    bare,
    legend,
    name_list,
    new_figure,
    percent,
    shorten,
)

FATE_NAMES = {
    "kept": "kept in quotation marks",
    "capitals": "kept, other capitals",
    "outside": "outside the marks",
    "cut": "left out",
}
"""What became of a word (``measures.versions.STATES``), as figures and tables say it."""

_FATES: dict[str, dict[str, Any]] = {
    "kept": {"facecolor": BLUE, "edgecolor": "none"},
    "capitals": {"facecolor": ORANGE, "hatch": "////", "edgecolor": GROUND},
    "outside": {"facecolor": GROUND, "edgecolor": BLUE, "linewidth": 1.4},
    "cut": {"facecolor": EMPTY, "edgecolor": "none"},
}


def plot_versions(
    places: pd.DataFrame, words: pd.DataFrame, labels: Mapping[str, str], *, whole: str
) -> Figure:
    """What each place kept of the fullest version of an utterance, word by word.

    ``places`` are rows of ``utterances.with_versions`` and ``words`` the rows of
    ``utterance_words`` for them; utterances that no text puts in quotation marks are not drawn.
    ``whole`` names what the pieces belong to (``one post``).
    """
    states = {
        key: own.sort_values("number")["state"].tolist()
        for key, own in words.groupby(["utterance", "sentence", "start"])
    }
    parts = [
        (piece, own.to_dict("records"))
        for (_, _, piece), own in places.groupby(["utterance", "part", "piece"], sort=False)
        if (own["utterance"].iloc[0], own["sentence"].iloc[0], own["start"].iloc[0]) in states
    ]
    texts = places["article"].nunique()

    def draw(narrow: bool) -> Any:
        lines = sum(len(rows) for _, rows in parts) + len(parts)
        figure, (axis,) = new_figure(
            height=(0.25 if narrow else 0.235) * lines + 1.1, narrow=narrow
        )
        y, ticks, names, most = 0.0, [], [], 1
        cells: dict[str, list[Path]] = {state: [] for state in _FATES}
        for piece, rows in parts:
            axis.text(0, y + 0.08, piece, va="center", fontweight="bold", color=INK)
            y += 1
            for row in rows:
                own = states[(row["utterance"], row["sentence"], row["start"])]
                most = max(most, len(own))
                for x, state in enumerate(own):
                    corners = (x + 0.08, y - 0.36, x + 0.92, y + 0.38)
                    cells[state].append(_box(*corners))
                ticks.append(y)
                names.append(shorten(labels[str(row["article"])], 18 if narrow else 30))
                y += 1
        for state, paths in cells.items():
            if paths:
                axis.add_patch(PathPatch(Path.make_compound_path(*paths), **_FATES[state]))
        axis.set_yticks(ticks, names)
        axis.set_xlim(0, most)
        axis.set_ylim(y - 0.3, -0.6)
        axis.set_xticks([])
        bare(axis)
        handles = [Patch(**_FATES[s], label=FATE_NAMES[s]) for s in _FATES]
        legend(figure, handles, narrow=narrow)
        return figure

    shown = pd.concat([pd.DataFrame(rows) for _, rows in parts], ignore_index=True)
    columns = ["piece", "article", "sentence", "base_words", "kept", "capitals", "outside", "cut"]
    data = shown[columns].assign(article=shown["article"].astype(str).map(labels))
    data.columns = ["Piece", "Text", "Unit", "Words of the fullest version", *_short_names()]
    quoting = shown[shown["kept"] + shown["capitals"] > 0].groupby("article", observed=True).size()
    most = quoting[quoting == quoting.max()].index
    said = ". ".join(
        f"{piece}: "
        + "; ".join(
            f"{labels[str(r['article'])]} keeps {r['kept'] + r['capitals']} of {r['base_words']} "
            f"words in quotation marks, {r['outside']} outside"
            for r in rows
        )
        for piece, rows in parts
    )
    return Figure(
        draw,
        title=f"{start(out_of(len(quoting), len(labels)))} quote{'s' if len(quoting) == 1 else ''} "
        f"{whole}; {name_list([labels[str(a)] for a in most])} in most places "
        f"({in_words(int(quoting.max()))})",
        caption="A row is a place in a text, a cell a word of its fullest version. "
        "Filled: the text keeps the word inside quotation marks. Hatched: with other capitals. "
        "Outlined: the word stands in the sentence, outside the marks. Grey: it is left out.",
        alt=f"Words of {whole} in {counted(texts, 'text')}. {said}.",
        data=data,
    )


def _box(left: float, top: float, right: float, bottom: float) -> Path:
    corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    return Path(corners, closed=True)


def _short_names() -> list[str]:
    return ["In marks", "Other capitals", "Outside marks", "Left out"]


MOST_TEXTS = 12
"""Most texts in the matrix of pairs."""
WIDE = 6
"""Texts of which a share has room for a decimal."""


def plot_text_pairs(pairs: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Which share of each text's rows of five words stands in each other one, from ``text_pairs``.

    Of more than ``MOST_TEXTS`` texts those that share most are drawn; the table holds all.
    """
    table = pairs.assign(share=pairs["shared"] / pairs["shingles"].where(pairs["shingles"] > 0))
    wide = table.pivot(index="article", columns="other", values="share")
    most = table.groupby("article")["share"].max().nlargest(MOST_TEXTS).index
    drawn = [a for a in labels if a in most]
    names = [labels[a] for a in drawn]
    wide = wide.reindex(index=drawn, columns=drawn)
    top = float(np.nanmax(wide.to_numpy(dtype=float), initial=0.0)) or 1.0

    def draw(narrow: bool) -> Any:
        n = len(names)
        upright = n > 5 or sum(map(len, names)) > 70
        figure, (axis,) = new_figure(height=0.5 * n + (1.5 if narrow else 1.0), narrow=narrow)
        for y in range(n):
            for x in range(n):
                share = wide.iat[y, x]
                if x == y or share != share:
                    axis.text(x, y, "·", ha="center", va="center", color=FAINT)
                    continue
                width = 0.9 * float(share) / top
                axis.add_patch(Rectangle((x - 0.45, y + 0.14), width, 0.22, color=BLUE))
                shown = percent(share, int(n <= WIDE))
                shown = "0" if narrow and n > WIDE and not share else shown
                axis.text(x - 0.45, y - 0.12, shown, va="center")
        axis.set_yticks(range(n), [shorten(name, 12 if narrow else 30) for name in names])
        short = [shorten(name, 11 if narrow else 22) for name in names]
        axis.set_xticks(range(n), short, rotation=90 if narrow or upright else 0)
        axis.xaxis.tick_top()
        axis.set_xlim(-0.55, n - 0.45)
        axis.set_ylim(n - 0.5, -0.5)
        bare(axis)
        return figure

    data = pd.DataFrame(
        {
            "Text": table["article"].astype(str).map(labels),
            "In": table["other"].astype(str).map(labels),
            "Rows of five words": table["shingles"].astype(int),
            "Shared": table["shared"].astype(int),
            "Share": [percent(s, 1) for s in table["share"]],
            "Words in shared passages": table["covered"].astype(int),
        }
    )
    said = "; ".join(
        f"{r['Text']} in {r['In']}: {r['Share']}" for r in data.to_dict("records") if r["Shared"]
    )
    return Figure(
        draw,
        title=_pairs_title(table, labels),
        caption="A number is the share of the rows of five words (shingles) of the text on the "
        "left that also stand in the text above. Title, deck and body are read on without a break, "
        "so five words may run from one part into the next. Where texts differ in length, the "
        "two directions may differ too.",
        alt=f"Share of one text's rows of five words that stands in another. {said}.",
        data=data,
    )


COPIES = 0.5
"""From this share on of its rows of five words a text is called a near copy of another."""
MOST_PAIRS = 3
"""Most pairs that a title names where they tie; of more it gives the number."""


def _pairs_title(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """How much the pairs share that share most: all that tie are named, or how many they are."""
    top = table["share"].max() if table["share"].notna().any() else 0.0
    if not top > 0:
        return "No two texts are copies: no row of five words stands in two of them"
    best = table[(table["share"] - top).abs() < 1e-9]
    pairs = [
        f"{labels[str(one['article'])]} in {labels[str(one['other'])]}"
        for one in best.to_dict("records")
    ]
    named = "; ".join(pairs) if len(pairs) <= MOST_PAIRS else f"{in_words(len(pairs))} pairs"
    if top < COPIES:
        return (
            f"No two texts are copies: at most {percent(top, 1)} of the five-word rows of one "
            f"stand in another ({named})"
        )
    return (
        f"Some texts are near copies: {percent(top, 1)} of the five-word rows of one stand in "
        f"another ({named})"
    )

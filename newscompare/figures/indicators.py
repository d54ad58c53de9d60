"""Figure of the indicators: which ones carry a frame, text by text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from newscompare.figures.figure import Figure
from newscompare.figures.matrix import draw_matrix, of_sums
from newscompare.figures.sentences import FEW, leaders, spread, verb
from newscompare.figures.style import looks, name_list
from newscompare.figures.units import SENTENCES, Noun
from newscompare.measures.framing import frame_name


def plot_indicators(
    indicators: pd.DataFrame,
    labels: Mapping[str, str],
    names: Mapping[str, str],
    frame_of: Mapping[str, str] | None = None,
    noun: Noun = SENTENCES,
) -> Figure:
    """Indicators by text from ``measures.framing.indicator_counts``: a bar is the share of the
    text's coded sentences, the number the sentences; ``noun``: what is counted.

    ``names`` and ``frame_of``: name and frame of each indicator (without the latter S is symbolic,
    all others strategic).
    """
    frame_of = frame_of or {c: "symbolic" if c.startswith("S") else "strategic" for c in names}
    drawn = looks(list(dict.fromkeys(frame_of.values())))
    used = [code for code in names if code in set(indicators["indicator"])]
    table = indicators.assign(article=indicators["article"].astype(str))
    counts = table.pivot(index="indicator", columns="article", values="sentences")
    counts = counts.reindex(index=used, columns=list(labels)).fillna(0).astype(int)
    sizes = table.drop_duplicates("article").set_index("article")["coded"].reindex(list(labels))
    top_share = float(indicators["share"].max() or 1.0) if len(indicators) else 1.0
    whole = pd.DataFrame(
        [[sizes[a] * top_share for a in labels]] * len(used), index=used, columns=list(labels)
    )
    shown = [f"{code} {names[code]}" if names[code] != code else code for code in used]
    sums = counts.sum(axis=1)
    top = leaders((code, float(n)) for code, n in sums.items())
    ready = counts.set_axis(shown, axis=0).rename(columns=dict(labels))

    def draw(narrow: bool) -> Any:
        styles = [drawn[frame_of[code]].patch | {"hatch": None} for code in used]
        frames = [f for f in dict.fromkeys(frame_of.values()) if f in {frame_of[c] for c in used}]
        handles = [Patch(facecolor=drawn[f].colour, label=frame_name(f)) for f in frames]
        ranked = [c for c in top[:2] if sums[c] >= FEW]
        marked = {used.index(c): f"most: {int(sums[c])}" for c in ranked}
        return draw_matrix(ready, styles, handles, narrow, whole=whole, marked=marked)

    described = [
        f"{name}: " + ", ".join(f"{labels[a]} {counts.loc[code, a]}" for a in labels) + "."
        for code, name in zip(used, shown, strict=True)
    ]
    if not top:
        title = f"No indicator was named in any {noun.one}"
    elif sums[top[0]] < FEW:
        title = f"No indicator was named in more than {noun.counted(int(sums[top[0]]))}"
    else:
        each = " each" if len(top) > 1 else ""
        title = (
            f"{name_list([f'{c} ({names[c]})' if names[c] != c else c for c in top])} "
            f"{verb(top, 'carries', 'carry')} most: {noun.counted(int(sums[top[0]]))}{each}"
        )
        if len(top) == 1:
            title += ", " + spread(counts.loc[top[0]])
    return Figure(
        draw,
        title=title,
        caption=noun.explained(
            f"The number counts the {noun.many} of a text in which an indicator was named, the "
            f"bar their share of the text's coded {noun.many}. A {noun.one} may have several "
            "indicators." + of_sums(len(labels), f"the {noun.many}")
        ),
        alt=f"{noun.many.capitalize()} of each text in which an indicator was named. "
        + " ".join(described),
        data=ready.assign(All=sums.to_numpy()).reset_index(names="Indicator"),
    )

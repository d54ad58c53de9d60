"""Figures of claims: how many each text says, hedges, contradicts, leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import leaders
from newscompare.figures.style import (
    BLUE,
    EMPTY,
    FAINT,
    GROUND,
    SKY,
    VERMILION,
    bare,
    legend,
    name_list,
    name_rows,
    new_figure,
    number_box,
)

_LOOKS: dict[str, dict[str, Any]] = {
    "present": {"facecolor": BLUE, "edgecolor": "none"},
    "hedged": {"facecolor": SKY, "hatch": "////", "edgecolor": GROUND},
    "denied": {"facecolor": VERMILION, "hatch": "\\\\\\\\", "edgecolor": GROUND},
    "absent": {"facecolor": EMPTY, "edgecolor": FAINT},
}
_NAMES = {
    "present": "says",
    "hedged": "hedges",
    "denied": "only contradicts",
    "absent": "leaves out",
}


def plot_claim_counts(counts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Claims of each text: said, hedged, only contradicted, left out (``claims.claim_counts``)."""
    table = counts.set_index(counts["article"].astype(str)).reindex(list(labels))
    names, total = [labels[a] for a in table.index], int(table["claims"].max())

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=0.48 * len(names) + 1.0, narrow=narrow)
        for y, row in enumerate(table.to_dict("records")):
            left = 0
            for state, look in _LOOKS.items():
                n = int(row[state])
                axis.barh(y, n, left=left, height=0.66, **look)
                if n:
                    axis.text(left + n / 2, y, str(n), ha="center", va="center", bbox=number_box())
                left += n
        name_rows(axis, names, narrow=narrow)
        axis.set_xlim(0, total)
        axis.set_xticks([])
        bare(axis)
        legend(figure, [Patch(**_LOOKS[s], label=_NAMES[s]) for s in _LOOKS], narrow=narrow)
        return figure

    said = {n: int(p + h) for n, p, h in zip(names, table["present"], table["hedged"], strict=True)}
    most = leaders(said.items())
    fewest = [n for n in names if said[n] == min(said.values())]
    data = table[[*_LOOKS, "alone", "core_missing"]].astype(int)
    data.insert(0, "Text", names)
    states = ["Says", "Hedges", "Only contradicts", "Leaves out"]
    data.columns = ["Text", *states, "Said by no other text", "Missing from the common core"]
    described = " ".join(
        f"{r['Text']}: says {r['Says']}, hedges {r['Hedges']}, only contradicts "
        f"{r['Only contradicts']}, leaves out {r['Leaves out']}."
        for r in data.to_dict("records")
    )
    return Figure(
        draw,
        title=f"Of {total} claims {name_list(most)} {'says' if len(most) == 1 else 'say'} "
        f"{said[most[0]] if most else 0}, {name_list(fewest)} {min(said.values())}",
        caption="Each bar holds the claims coded for a text. One said here and contradicted "
        "there counts as said.",
        alt=f"What each text does with {total} claims. {described}",
        data=data.reset_index(drop=True),
    )

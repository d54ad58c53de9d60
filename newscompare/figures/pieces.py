"""The figure of one utterance in pieces: how many quotations of each text come from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import counted, in_words, leaders, named, start
from newscompare.figures.style import BLUE, GROUND, SOFT, bare, legend, name_rows, new_figure, row


def _title(counts: pd.DataFrame, whole: str) -> str:
    pieces, quotes = int(counts["pieces"].sum()), int(counts["quotes"].sum())
    most = leaders(zip(counts["label"], counts["pieces"], strict=True))
    verb = "comes" if pieces == 1 else "come"
    said = f"{start(in_words(pieces))} of {counted(quotes, 'quotation')} {verb} from {whole}"
    if not most:
        return said
    has = "has" if len(most) == 1 else "have"
    each = " each" if len(most) > 1 else ""
    return f"{said}; {named(most)} {has} {in_words(int(counts['pieces'].max()))} of them{each}"


def plot_pieces(counts: pd.DataFrame, labels: Mapping[str, str], *, whole: str) -> Figure:
    """A square for each quotation of each text, filled where it was cut from one utterance.

    ``counts`` has ``article``, ``pieces`` (quotations from that utterance) and ``quotes`` (all
    quotations of the text); ``whole`` names the utterance (``one post``).
    """
    table = counts.assign(label=counts["article"].astype(str).map(labels))
    rows = table.to_dict("records")
    widest = max([1, *(int(one["quotes"]) for one in rows)])

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=row(len(rows), 0.42) * len(rows) + 0.6, narrow=narrow)
        for y, one in enumerate(rows):
            pieces, quotes = int(one["pieces"]), int(one["quotes"])
            for x in range(quotes):
                filled = x < pieces
                axis.add_patch(
                    Rectangle(
                        (x + 0.08, y - 0.32),
                        0.84,
                        0.64,
                        facecolor=BLUE if filled else GROUND,
                        edgecolor=BLUE if filled else SOFT,
                        linewidth=1.0,
                    )
                )
            shown = f"{pieces} of {quotes}" if quotes else "no quotations"
            axis.text(quotes + 0.3, y, shown, va="center")
        name_rows(axis, [str(one["label"]) for one in rows], narrow=narrow)
        axis.set_xlim(0, widest * (1.4 if narrow else 1.18))
        axis.set_ylim(len(rows) - 0.5, -0.5)
        axis.set_xticks([])
        bare(axis)
        handles = [
            Patch(facecolor=BLUE, edgecolor=BLUE, label=f"from {whole}"),
            Patch(facecolor=GROUND, edgecolor=SOFT, label="any other quotation"),
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described = [f"{one['label']}: {one['pieces']} of {one['quotes']}." for one in rows]
    data = pd.DataFrame(
        {
            "Text": table["label"].to_list(),
            f"Quotations from {whole}": table["pieces"].astype(int).to_list(),
            "All quotations": table["quotes"].astype(int).to_list(),
        }
    )
    return Figure(
        draw,
        title=_title(table, whole),
        caption=f"One square is one quotation; it is filled where its words come from {whole}. "
        "Beside each row: how many are filled, of how many.",
        alt=f"Quotations of each text, and how many come from {whole}. " + " ".join(described),
        data=data,
    )

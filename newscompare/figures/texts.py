"""Figures of the texts: how long they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import leaders, named, verb
from newscompare.figures.style import SOFT, bare, name_rows, new_figure, row


def _title(words: Mapping[str, int]) -> str:
    least = min(words.values())
    longest = leaders(words.items())
    shortest = [label for label, n in words.items() if n == least]
    if len(words) < 2 or not longest or len(shortest) == len(words):
        return f"Each text has {least:,} words"
    ratio = f"{words[longest[0]] / least:.1f} times" if least else "any number of times"
    return (
        f"The longest {verb(longest, 'text', 'texts')}, {named(longest)}, "
        f"{verb(longest, 'has', 'have')} {ratio} the words of the shortest, {named(shortest)}"
    )


def plot_lengths(articles: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Words of the body of each text (bars) and its coded units (in brackets), from the
    ``articles`` table.
    """
    texts = articles.to_dict("records")
    words = {labels[text["id"]]: int(text["words"]) for text in texts}
    most = max([1, *words.values()])

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=row(len(texts), 0.42) * len(texts) + 0.7, narrow=narrow)
        for y, text in enumerate(texts):
            axis.barh(y, text["words"], height=0.6, color=SOFT)
            shown = f" {text['words']:,} ({text['sentences']})"
            if text["words"] == most and not narrow and len(set(words.values())) > 1:
                shown += "  ← longest"
            axis.text(text["words"], y, shown, va="center")
        name_rows(axis, list(words), narrow=narrow)
        axis.set_xlim(0, most * (1.4 if narrow else 1.3))
        axis.set_xlabel("Words of the body (in brackets: coded units)")
        axis.set_xticks([])
        bare(axis)
        return figure

    described = [
        f"{labels[t['id']]}: {t['words']} words in the body, {t['sentences']} coded units."
        for t in texts
    ]
    data = pd.DataFrame(
        {
            "Text": [labels[t["id"]] for t in texts],
            "Words of the body": [int(t["words"]) for t in texts],
            "Coded units": [int(t["sentences"]) for t in texts],
        }
    )
    return Figure(
        draw,
        title=_title(words),
        caption="The length of a bar is the number of words in the body, without title and deck, "
        "written at its end; in brackets stands the number of coded units: title, deck and "
        "sentences.",
        alt="Length of each text. " + " ".join(described),
        data=data,
    )

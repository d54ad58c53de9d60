"""Figures of presence: who is heard, only named or absent, and how much one source holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from newscompare.figures.figure import Figure
from newscompare.figures.matrix import MOST_COLUMNS, cells_by_symbol, draw_matrix
from newscompare.figures.sentences import (
    FEW,
    NOBODY_TWICE,
    counted,
    in_words,
    leaders,
    named,
    start,
    verb,
)
from newscompare.figures.style import (
    BLUE,
    EMPTY,
    GROUND,
    SOFT,
    bare,
    name_rows,
    new_figure,
    percent,
    row,
    sentence_list,
    shorten,
)


def plot_absence(absence: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Who is heard, only named, or absent, from ``measures.sources.absence``; the number is
    attributions.
    """
    parties = absence.drop_duplicates("party").set_index("party")["label"]
    table = absence.assign(article=absence["article"].astype(str))
    table = table.set_index(["party", "article"])
    heard = pd.DataFrame(
        {a: [int(table.loc[(p, a), "attributions"]) for p in parties.index] for a in labels},
        index=list(parties),
    ).rename(columns=dict(labels))
    state = pd.DataFrame(
        {a: [str(table.loc[(p, a), "presence"]) for p in parties.index] for a in labels},
        index=list(parties),
    ).rename(columns=dict(labels))
    shown = heard.astype(object).where(state == "heard", state)

    silent = [y for y, name in enumerate(heard.index) if not heard.loc[name].any()]

    def mark(axis: Axes, x: float, y: float, cell: Any) -> None:
        if isinstance(cell, str):
            look = (SOFT, EMPTY, 9, "o") if cell == "named only" else (SOFT, SOFT, 7, "_")
            edge, fill, size, shape = look
            axis.plot(x, y, shape, markersize=size, markerfacecolor=fill, markeredgecolor=edge)
        else:
            axis.plot(x, y, "o", markersize=17, color=BLUE, markeredgecolor=GROUND)
            axis.text(x, y, str(cell), ha="center", va="center", color=GROUND, fontweight="bold")

    def draw(narrow: bool) -> Any:
        if len(labels) > MOST_COLUMNS[narrow]:
            style = {"facecolor": BLUE, "edgecolor": GROUND}
            return draw_matrix(heard, [style] * len(heard), [], narrow)
        dot: dict[str, Any] = {"linestyle": "", "markersize": 9}
        handles = [
            Line2D([], [], marker="o", color=BLUE, label="Heard (attributions)", **dot),
            Line2D(
                [],
                [],
                marker="o",
                markerfacecolor=EMPTY,
                markeredgecolor=SOFT,
                label="Only named",
                **dot,
            ),
            Line2D([], [], marker="_", color=SOFT, label="Absent", **dot),
        ]
        return cells_by_symbol(shown, narrow, mark, handles, bold=silent)

    described = []
    for name in heard.index:
        voices = [f"{label} {n}" for label, n in heard.loc[name].items() if n]
        named = [str(label) for label, kind in state.loc[name].items() if kind == "named only"]
        said = f"heard in {sentence_list(voices)}" if voices else "heard nowhere"
        described.append(
            f"{name}: {said}" + (f", only named in {sentence_list(named)}." if named else ".")
        )
    return Figure(
        draw,
        title=_absence_title(heard, state),
        caption="A filled circle: the party is heard, with the number of attributions; a hollow "
        "one: it is named but not heard; a dash: neither. Bold: heard in no text."
        if len(labels) <= MOST_COLUMNS[0]
        else "A bar and its number are the attributions to a party in all texts.",
        alt="Parties heard, only named, or absent in each text. " + " ".join(described),
        data=shown.reset_index(names="Party"),
    )


def _absence_title(heard: pd.DataFrame, state: pd.DataFrame) -> str:
    silent = [str(name) for name in heard.index if not heard.loc[name].any()]
    if heard.empty:
        return "No party was looked for"
    if not silent:
        return f"Each of {counted(len(heard), 'party', 'parties')} is heard in at least one text"
    named = [name for name in silent if (state.loc[name] == "named only").any()]
    said = (
        f"{start(in_words(len(silent)))} of {counted(len(heard), 'party', 'parties')} "
        f"{verb(silent, 'is', 'are')} heard in no text"
    )
    if len(named) == len(silent):
        return said + ", though named"
    if named:
        return said + f"; {in_words(len(named))} of them {verb(named, 'is', 'are')} named"
    return said + ", nor named"


def plot_concentration(table: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Share of the most heard source from ``measures.sources.concentration``; of fewer than ``FEW``
    attributions the count alone.
    """
    found = table.assign(article=table["article"].astype(str)).set_index("article")
    found = found.loc[list(labels)]
    enough = found["held"] >= FEW
    shares = found["share"].where(enough)
    once = found["attributions"] == 1
    found["top_source"] = found["top_source"].astype(object).mask(once, NOBODY_TWICE)
    shares = shares.mask(once)
    top = leaders((labels[str(a)], float(s)) for a, s in shares.items())
    of = {str(a): _of_held(one) for a, one in found.iterrows()}

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(
            height=row(len(labels), 0.6 if narrow else 0.5) * len(labels) + 0.8, narrow=narrow
        )
        for y, article in enumerate(labels):
            one = found.loc[article]
            share = 0.0 if pd.isna(shares[article]) else float(shares[article])
            axis.barh(y, share, height=0.6, color=BLUE)
            if one["held"]:
                source = shorten(str(one["top_source"]), 22 if narrow else 44)
                said = f"{source}{chr(10) if narrow else ', '}{of[article]}"
            else:
                said = "nobody is heard"
            if labels[article] in top and len(top) == 1 and not narrow:
                said += "  ← most concentrated"
            axis.text(share + 0.01, y, said, va="center")
        name_rows(axis, list(labels.values()), narrow=narrow)
        axis.set_xlim(0, 1.3 if narrow else 1.15)
        axis.set_xticks([0, 0.5, 1])
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.set_xlabel("Share of the attributions with a source", loc="left")
        bare(axis)
        return figure

    described = [
        f"{labels[str(a)]}: {one['top_source'] or 'nobody'}"
        + ("" if pd.isna(shares[a]) else f" {percent(shares[a])}")
        + f", {of[str(a)]}."
        for a, one in found.iterrows()
    ]
    data = pd.DataFrame(
        {
            "Text": [labels[str(a)] for a in found.index],
            "Most heard source": found["top_source"].to_numpy(),
            "Its attributions": found["attributions"].astype(object).mask(once, "–").to_numpy(),
            "Attributions with a source": found["held"].to_numpy(),
            "Share": [percent(s) for s in shares],
        }
    )
    return Figure(
        draw,
        title=_concentration_title(found, shares, labels, top),
        caption="The bar is the share of a text's attributions that go to its most heard source; "
        "attributions that name or describe no source do not count. Of fewer than "
        f"{in_words(FEW)} attributions, or where nobody has two, no share is drawn.",
        alt="Share of the most heard source in each text. " + " ".join(described),
        data=data,
    )


def _of_held(one: pd.Series) -> str:
    """How many of a text's attributions its most heard source has; where nobody is heard twice, how
    many there are.
    """
    if one["attributions"] > 1:
        return f"{one['attributions']} of {one['held']}"
    return counted(int(one["held"]), "attribution")


def _concentration_title(
    found: pd.DataFrame, shares: pd.Series, labels: Mapping[str, str], top: list[str]
) -> str:
    many = list(found.index[found["held"] >= FEW])
    if not many:
        return "No text has enough attributions for a share"
    if not top:
        return "No source is heard twice in a text with enough attributions for a share"
    low, high = float(shares.min()), float(shares.max())
    if len(top) == 1 and len(many) > 1:
        article = next(a for a, label in labels.items() if label == top[0])
        one = found.loc[article]
        source = str(one["top_source"])
        holds = "accounts" if " and " not in source else "each account"
        said = (
            f"In {top[0]}, {source} {holds} for {one['attributions']} of {one['held']} attributions"
        )
        if shares[many].isna().any():
            return said
        least = named([labels[str(a)] for a, s in shares.items() if s == low])
        return f"{said}; in {least} nobody has more than {percent(low)}"
    if len(many) < len(found) and len(top) == len(many):
        has = "has" if len(many) == 1 else "have"
        there = "there" if len(many) == 1 else "in each"
        return (
            f"Only {named([labels[str(a)] for a in many])} {has} {in_words(FEW)} attributions or "
            f"more: the most heard source has {percent(high)} {there}"
        )
    said = f"The most heard source has {percent(high)} of the attributions in {named(top)}"
    if len(many) == len(found):
        return said
    return f"{said}, of the texts with {in_words(FEW)} attributions or more"

"""Figures of sources: who is heard where, what kind, named or not; and who is not, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
from matplotlib.patches import Patch

from newscompare.figures.figure import Figure
from newscompare.figures.matrix import draw_matrix, of_sums
from newscompare.figures.presence import plot_absence, plot_concentration
from newscompare.figures.sentences import counted, in_words, leaders, out_of, start
from newscompare.figures.style import (
    BLUE,
    GREEN,
    GROUND,
    ORANGE,
    PALE,
    PINK,
    SKY,
    SOFT,
    VERMILION,
    YELLOW,
    bare,
    legend,
    name_list,
    name_rows,
    new_figure,
    number_box,
    remark,
    row,
    sentence_list,
    source_type_name,
)

TYPE_STYLE = {
    "head_of_state": (VERMILION, ""),
    "official": (ORANGE, ""),
    "unnamed_official": (ORANGE, "////"),
    "politician": (VERMILION, "...."),
    "business": (BLUE, "...."),
    "citizen": (GREEN, "...."),
    "expert": (BLUE, ""),
    "advocacy": (PINK, ""),
    "news_media": (GREEN, ""),
    "collective": (SKY, "////"),
    "unnamed": (YELLOW, "////"),
    "unknown": (SOFT, ""),
    "none": (PALE, "...."),
}
"""Source type to colour and pattern; types with strokes have no name."""

ALT_SOURCES = 30
"""Most sources of a text that the matrix's alt text names."""

NAMING_STYLE = {"named": (BLUE, ""), "unnamed": (SKY, "////"), "no holder": (PALE, "....")}

__all__ = [
    "plot_absence",
    "plot_concentration",
    "plot_naming",
    "plot_source_matrix",
    "plot_source_types",
]


def _style(kind: str) -> dict[str, Any]:
    colour, hatch = TYPE_STYLE.get(kind, (SOFT, "xxxx"))
    return {"facecolor": colour, "hatch": hatch or None, "edgecolor": GROUND, "linewidth": 0.5}


def plot_source_matrix(
    counts: pd.DataFrame, labels: Mapping[str, str], every: pd.DataFrame | None = None
) -> Figure:
    """Sources by text from ``measures.sources.source_counts``: length and number are
    attributions. Where ``counts`` are of those heard often, ``every`` has all of which the title
    speaks.
    """
    left = every is not None and len(every) > len(counts)
    table = counts.set_index("source")[list(labels)].astype(int).rename(columns=dict(labels))
    kinds = [str(kind) for kind in counts["source_type"]]
    used = [*TYPE_STYLE, *sorted(set(kinds) - set(TYPE_STYLE))]
    handles = [Patch(**_style(t), label=source_type_name(t)) for t in used if t in set(kinds)]
    reach = (table > 0).sum(axis=1)
    widest = leaders((str(name), float(n)) for name, n in reach.items())
    marked = {
        list(table.index).index(name): f"in {int(reach[name])} texts"
        for name in (widest[:2] if len(widest) <= 2 and reach.max() > 1 else [])
    }

    def draw(narrow: bool) -> Any:
        styles = [_style(kind) for kind in kinds]
        return draw_matrix(table, styles, handles, narrow, marked=marked)

    described = []
    for label in labels.values():
        own = table[table[label] > 0].sort_values(label, ascending=False, kind="stable")
        parts = [f"{name} {n}" for name, n in own[label].head(ALT_SOURCES).items()]
        rest = len(own) - len(parts)
        more = [f"{rest} more sources"] if rest else []
        described.append(f"{label}: {', '.join(parts + more) or 'none'}.")
    data = table.assign(All=table.sum(axis=1)).reset_index(names="Source")
    data.insert(1, "Kind", [source_type_name(kind) for kind in kinds])
    return Figure(
        draw,
        title=_reach_title(reach if every is None else every["texts"], table.shape[1], widest),
        caption="A bar and its number count the attributions to a source in a text; colour and "
        "pattern show the kind of source."
        + _stripes(kinds)
        + (" Drawn are those heard at least twice." if left else "")
        + of_sums(len(labels), "the attributions to a source"),
        alt="Attributions of each source in each text. " + " ".join(described),
        data=data,
    )


def _stripes(kinds: Iterable[str]) -> str:
    """What stripes mean, where a kind that is drawn has them."""
    striped = {kind for kind, (_, hatch) in TYPE_STYLE.items() if hatch == "////"}
    said = " Stripes mark kinds that only sources without a name belong to; other kinds may hold "
    return f"{said}some of these too." if striped & set(kinds) else ""


def _reach_title(reach: pd.Series, texts: int, widest: list[str]) -> str:
    """In how many texts the sources are heard, and which in most."""
    if reach.empty:
        return "Nobody is heard in any text"
    once = int((reach == 1).sum())
    heard = "is" if once == 1 else "are"
    if once == len(reach):
        return f"No source is heard in more than one text ({counted(len(reach), 'source')} in all)"
    said = f"{start(in_words(once))} of {len(reach)} sources {heard} heard in one text only"
    if once == 0:
        said = f"Each of {counted(len(reach), 'source')} is heard in more than one text"
    if len(widest) <= 2:
        said += f"; {name_list(widest)} in {out_of(int(reach.max()), texts)}"
    return said


def _stacked(
    counts: pd.DataFrame,
    column: str,
    labels: Mapping[str, str],
    styles: Mapping[str, tuple[str, str]],
    names: Mapping[str, str],
    title: str,
    caption: str,
    point: str = "",
) -> Figure:
    """Stacked bars; ``point``: the value at whose highest count a remark points."""
    table = counts.assign(article=counts["article"].astype(str))
    table[column] = table[column].astype(str)
    wide = table.pivot(index="article", columns=column, values="attributions")
    used = [value for value in styles if value in wide and wide[value].sum()]
    wide = wide.reindex(index=list(labels), columns=used).fillna(0).astype(int)
    most = max(1, int(wide.sum(axis=1).max() or 0))
    high = leaders((str(a), float(n)) for a, n in wide[point].items()) if point in wide else []
    high = high if len(high) == 1 else []

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(
            height=row(len(labels), 0.5) * len(labels) + 1.5, narrow=narrow
        )
        for y, article in enumerate(labels):
            left = 0
            for value in used:
                n = int(wide.loc[article, value])
                if n:
                    colour, hatch = styles[value]
                    axis.barh(
                        y,
                        n,
                        left=left,
                        height=0.7,
                        color=colour,
                        hatch=hatch or None,
                        edgecolor=GROUND,
                        linewidth=0.8,
                    )
                    if n / most > (0.05 if narrow else 0.02):
                        box = number_box(0.8)
                        axis.text(left + n / 2, y, str(n), ha="center", va="center", bbox=box)
                left += n
            if article in high and not narrow:
                remark(axis, left, y, f"{wide.loc[article, point]} {names[point].lower()}")
            if not left:
                axis.text(0.1, y, "none", va="center", color=SOFT, fontstyle="italic")
        name_rows(axis, list(labels.values()), narrow=narrow)
        axis.set_xlim(0, most * (1.3 if high and not narrow else 1.01))
        axis.set_xticks([])
        bare(axis)
        handles = [
            Patch(
                facecolor=styles[v][0], hatch=styles[v][1] or None, edgecolor=GROUND, label=names[v]
            )
            for v in used
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described = []
    for article, label in labels.items():
        parts = [f"{names[v].lower()} {wide.loc[article, v]}" for v in used if wide.loc[article, v]]
        described.append(f"{label}: {sentence_list(parts) or 'none'}.")
    data = wide.rename(index=dict(labels), columns=dict(names))
    return Figure(
        draw,
        title=title,
        caption=caption,
        alt=f"Attributions of each text by {column.replace('_', ' ')}. " + " ".join(described),
        data=data.assign(All=data.sum(axis=1)).reset_index(names="Text"),
    )


def plot_source_types(counts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Attributions by source type from ``measures.sources.attribution_counts(...,
    "source_type")``.
    """
    kinds = list(dict.fromkeys(counts["source_type"].astype(str)))
    styles = TYPE_STYLE | {kind: (SOFT, "xxxx") for kind in kinds if kind not in TYPE_STYLE}
    names = {kind: source_type_name(kind) for kind in styles}
    sums = counts.groupby(counts["source_type"].astype(str))["attributions"].sum()
    top = leaders((str(kind), float(n)) for kind, n in sums.items())
    used = [str(kind) for kind, n in sums.items() if n]
    total = int(sums.sum())
    if not top:
        title = "No text attributes anything to anybody"
    elif len(top) == 1:
        title = (
            f"Most often heard are {_plural(top[0])}: {int(sums[top[0]])} of "
            f"{counted(total, 'attribution')}"
        )
    else:
        each = f"{int(sums[top[0]])} of {counted(total, 'attribution')} each"
        title = f"Most often heard are {name_list([_plural(kind) for kind in top])}: {each}"
    return _stacked(
        counts,
        "source_type",
        labels,
        styles,
        names,
        title,
        "Each bar is one text, its length the number of attributions." + _stripes(used),
        top[0] if len(top) == 1 else "",
    )


_PLURALS = {
    "head_of_state": "heads of state or government",
    "official": "officials and governments",
    "unnamed_official": "unnamed officials",
    "expert": "named experts",
    "advocacy": "advocacy groups",
    "news_media": "news media",
    "collective": "groups without a name",
    "unnamed": "sources without name or kind",
    "unknown": "sources of unknown kind",
    "none": "claims that nobody is said to hold",
}


def _plural(kind: str) -> str:
    return _PLURALS.get(kind, f"sources of the kind “{source_type_name(kind).lower()}”")


def plot_naming(counts: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Named against unnamed sources from ``measures.sources.attribution_counts(..., "naming")``."""
    sums = counts.groupby(counts["naming"].astype(str))["attributions"].sum()
    named, unnamed, nobody = (int(sums.get(kind, 0)) for kind in NAMING_STYLE)
    total = named + unnamed + nobody
    title = (
        f"{start(in_words(named))} of {counted(total, 'attribution')} "
        f"{'goes' if named == 1 else 'go'} to a named source, "
        f"{in_words(unnamed) if unnamed else 'none'} to an unnamed one"
        + (f", {in_words(nobody)} to nobody" if nobody else "")
        if total
        else "No text attributes anything to anybody"
    )
    return _stacked(
        counts,
        "naming",
        labels,
        NAMING_STYLE,
        {"named": "Named", "unnamed": "Unnamed", "no holder": "Nobody named or described"},
        title,
        "Each bar is one text, its length the number of attributions. Named: by a name of one’s "
        "own, there or elsewhere. Unnamed: by a common noun, with or without the name of the body "
        "spoken for, as are officials, analysts, a firm’s spokesman, “the council” or “a source”: "
        "somebody without a name is not always anonymous."
        + " Nobody: words such as “is seen as”, which say not by whom."
        * bool(nobody),
        "unnamed",
    )

"""Figures that bring the three analyses together, and the agreement of coders."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.sentences import FEW, counted, in_words, leaders, start
from newscompare.figures.style import (
    BLUE,
    DENSE,
    EMPTY,
    FAINT,
    GROUND,
    INK,
    ORANGE,
    SOFT,
    bare,
    legend,
    looks,
    name_list,
    name_rows,
    new_figure,
    number_box,
    percent,
    remark,
    sentence_list,
    shorten,
    source_type_name,
    wrap,
)
from newscompare.figures.units import SENTENCES, Noun
from newscompare.measures.framing import frame_name, frame_word
from newscompare.measures.together import OTHER_MEASURES

OF = {"named": "Attributions to named sources"}
"""Measures whose name here says of what they are shares."""


def plot_profiles(
    profiles: pd.DataFrame,
    labels: Mapping[str, str],
    names: Mapping[str, str],
    unranked: Collection[str] = (),
    noun: Noun = SENTENCES,
) -> Figure:
    """The same shares of each text in the same order, from ``measures.together.profiles``: a panel
    a measure, a bar a text. What fewer than ``FEW`` cases stand behind is a count; by measures in
    ``unranked`` the title does not tell texts apart. ``noun``: what the frames are counted in.
    """
    table = profiles.assign(article=profiles["article"].astype(str))
    table = table.set_index(["article", "measure"])
    names = dict(names) | {measure: OF[measure] for measure in names if measure in OF}
    ranked = {measure: name for measure, name in names.items() if measure not in unranked}
    title, apart = _profiles_title(table, labels, ranked)
    drawn = looks([n for n in names if n not in OTHER_MEASURES and not n.startswith("side_")])

    def draw(narrow: bool) -> Any:
        columns = min(len(names), 1 if narrow else 3)
        down = -(-len(names) // columns)
        step = 0.24 if len(labels) <= DENSE else 0.2
        figure, axes = new_figure(
            down, columns, height=down * (step * len(labels) + 0.42) + 0.1, narrow=narrow
        )
        for axis in axes[len(names) :]:
            axis.set_visible(False)
        for place, (axis, (measure, name)) in enumerate(zip(axes, names.items(), strict=False)):
            look = drawn[measure].patch if measure in drawn else {"facecolor": SOFT}
            for y, article in enumerate(labels):
                _profile_bar(axis, y, table.loc[(article, measure)], look)
            axis.set_xlim(0, 1.02)
            said = " ◂" if measure in apart else ""
            axis.set_title(wrap(name, 40 if narrow else 24) + said)
            axis.set_yticks(range(len(labels)), [shorten(v, 18) for v in labels.values()])
            axis.set_ylim(len(labels) - 0.5, -0.5)
            if place % columns:
                axis.tick_params(labelleft=False)
            axis.set_xticks([])
            bare(axis)
        return figure

    described, rows = [], []
    for article, label in labels.items():
        cells = {name: _in_full(table.loc[(article, m)]) for m, name in names.items()}
        described.append(f"{label}: {', '.join(f'{k} {v}' for k, v in cells.items())}.")
        rows.append({"Text": label} | cells)
    return Figure(
        draw,
        title=title,
        caption=noun.explained(
            "Each panel is one measure, each bar a text, its length a share of all cases. Where a "
            f"text has fewer than {in_words(FEW)} cases, a count stands in place of the share"
            + (", or – where there is nothing to count." if (table["of"] == 0).any() else ".")
            + (" ◂ marks where the texts lie furthest apart." if apart else "")
        ),
        alt="Profile of each text. " + " ".join(described),
        data=pd.DataFrame(rows),
    )


def _said(cell: pd.Series) -> str:
    """A share in per cent, a count where it stands on few cases, ``–`` where on none."""
    of = int(cell["of"])
    if of == 0:
        return "–"
    return percent(float(cell["share"])) if of >= FEW else f"{int(cell['count'])} of {of}"


def _in_full(cell: pd.Series) -> str:
    """The same with the count beside each share: ``12% (1 of 8)``."""
    said = _said(cell)
    return f"{said} ({int(cell['count'])} of {int(cell['of'])})" if said.endswith("%") else said


def _profile_bar(axis: Axes, y: int, cell: pd.Series, look: Mapping[str, Any]) -> None:
    axis.add_patch(Rectangle((0, y - 0.36), 1, 0.72, facecolor=EMPTY))
    said = _said(cell)
    if not said.endswith("%"):
        axis.text(0.03, y, said, va="center", color=SOFT, fontstyle="italic")
        return
    value = float(cell["share"])
    axis.add_patch(Rectangle((0, y - 0.36), value, 0.72, **look))
    inside = value > 0.75
    x, side = (value - 0.03, "right") if inside else (value + 0.03, "left")
    box = number_box(0.3) if inside else None
    axis.text(x, y, said, va="center", ha=side, color=INK, bbox=box)


def _profiles_title(
    table: pd.DataFrame, labels: Mapping[str, str], names: Mapping[str, str]
) -> tuple[str, list[str]]:
    """The measure in which the texts lie furthest apart, of those with enough cases; and which.

    A measure is compared where at least two texts have ``FEW`` cases, and all of them together as
    many that count and as many that do not.
    """
    spans: dict[str, tuple[float, float]] = {}
    for measure in names:
        own = [table.loc[(article, measure)] for article in labels]
        enough = [cell for cell in own if int(cell["of"]) >= FEW]
        shares = [float(cell["share"]) for cell in enough]
        counted_in = sum(int(cell["count"]) for cell in enough)
        left_out = sum(int(cell["of"]) for cell in enough) - counted_in
        if len(shares) > 1 and min(counted_in, left_out) >= FEW:
            spans[measure] = min(shares), max(shares)
    if not spans:
        return "Too few cases to say in which share the texts lie furthest apart", []
    top = leaders((m, round(high - low, 9)) for m, (low, high) in spans.items())
    if not top:
        return "The texts do not differ in any of these shares", []
    low, high = spans[top[0]]
    shown = name_list([f"“{names[m]}”" for m in top])
    said = f"The texts lie furthest apart in {shown}: from {percent(low)} to {percent(high)}"
    return said, top


def plot_frames_by_source_type(table: pd.DataFrame, noun: Noun = SENTENCES) -> Figure:
    """Attributions in sentences with each frame, by source type, from
    ``measures.together.frames_by_source_type``: counts, drawn within all attributions of the type;
    ``noun``: what carries the frames.
    """
    types = list(dict.fromkeys(table["source_type"]))
    frames = list(dict.fromkeys(table["frame"]))
    drawn = looks(frames)
    cells = table.set_index(["source_type", "frame"])
    sizes = {kind: int(cells.loc[(kind, frames[0]), "attributions"]) for kind in types}
    types.sort(key=lambda kind: -sizes[kind])
    most = max([1, *sizes.values()])
    leading = leaders((kind, float(n)) for kind, n in sizes.items())
    named = {kind: f"{source_type_name(kind)} ({sizes[kind]})" for kind in types}

    def draw(narrow: bool) -> Any:
        step = 0.62 if narrow else 0.5
        figure, (axis,) = new_figure(height=step * len(types) + 0.9, narrow=narrow)
        lane = (0.5 if narrow else 0.76) / len(frames)
        for y, kind in enumerate(types):
            low = y - (0.08 if narrow else 0.38)
            size = (sizes[kind], lane * len(frames))
            axis.add_patch(Rectangle((0, low), *size, facecolor=EMPTY, edgecolor=FAINT))
            for number, frame in enumerate(frames):
                n = int(cells.loc[(kind, frame), "with_frame"])
                at = low + number * lane
                axis.add_patch(Rectangle((0, at), n, lane, **drawn[frame].patch))
                axis.text(n + most * 0.008, at + lane / 2, str(n), va="center")
            if y == 0 and len(leading) == 1:
                remark(axis, sizes[kind], low + size[1] / 2, "heard most", narrow)
            if narrow:
                axis.text(0, y - 0.26, named[kind], va="center")
        axis.set_yticks([] if narrow else range(len(types)), [] if narrow else list(named.values()))
        axis.set_ylim(len(types) - 0.45, -0.5)
        axis.set_xlim(0, most * (1.4 if narrow else 1.2))
        axis.set_xticks([])
        bare(axis)
        handles = [Patch(label=frame_name(f), **drawn[f].patch) for f in frames]
        handles.append(Patch(label="All attributions", facecolor=EMPTY, edgecolor=FAINT))
        legend(figure, handles, "upper", narrow=narrow)
        return figure

    described, rows = [], []
    for kind in types:
        each = {f: int(cells.loc[(kind, f), "with_frame"]) for f in frames}
        said = ", ".join(f"{frame_word(f)} {n}" for f, n in each.items())
        heard = f"{sizes[kind]} attribution{'s' * (sizes[kind] != 1)}"
        described.append(f"{source_type_name(kind)}, {heard}: {said}.")
        counts = {frame_name(f): n for f, n in each.items()}
        rows.append({"Kind of source": source_type_name(kind)} | counts | {"All": sizes[kind]})
    return Figure(
        draw,
        title=_types_title(cells, types, frames, sizes, noun),
        caption=noun.explained(
            "The pale box holds all attributions to a kind of source (in brackets); a bar counts "
            f"those that stand in a {noun.one} with the frame. The frame may lie beside the "
            "attributed words."
        ),
        alt=f"Frames of the {noun.many} in which each type of source is heard. "
        + " ".join(described),
        data=pd.DataFrame(rows),
    )


def _types_title(
    cells: pd.DataFrame, types: list[str], frames: list[str], sizes: Mapping[str, int], noun: Noun
) -> str:
    if not types:
        return "No text attributes anything to anybody"
    kind, leading = types[0], leaders((kind, float(n)) for kind, n in sizes.items())
    if len(leading) > 1:
        names = name_list([source_type_name(one).lower() for one in leading])
        each = counted(sizes[kind], "attribution")
        return f"No kind of source is heard most often: {names} have {each} each"
    counts = {frame_word(f): int(cells.loc[(kind, f), "with_frame"]) for f in frames}
    parts = [
        f"{in_words(n)} {'stands' if n == 1 else 'stand'} in {f}" for f, n in counts.items() if n
    ]
    name = source_type_name(kind).lower()
    none = f"none stands in a {noun.one} with a frame"
    said = f"{sentence_list(parts)} {noun.many}" if parts else none
    return f"Of {counted(sizes[kind], 'attribution')} to the kind heard most often ({name}), {said}"


def plot_agreement(table: pd.DataFrame) -> Figure:
    """Agreement with intervals from ``measures.agreement.frame_agreement``."""
    rows = table[table["measure"] != "agreement"]
    codes = list(dict.fromkeys(rows["code"]))
    found = rows.set_index(["code", "measure"])
    looks_of = {
        "kappa": (ORANGE, "D", -0.16, "Cohen's kappa"),
        "alpha": (BLUE, "o", 0.16, "Krippendorff's alpha"),
    }

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(height=0.6 * len(codes) + 1.2, narrow=narrow)
        for y, code in enumerate(codes):
            for measure, (colour, mark, shift, _) in looks_of.items():
                row = found.loc[(code, measure)]
                at = y + shift
                axis.plot([row["low"], row["high"]], [at] * 2, color=colour, linewidth=3, alpha=0.5)
                axis.plot(
                    row["value"], at, mark, color=colour, markersize=8, markeredgecolor=GROUND
                )
                said = f" {row['value']:.2f}"
                axis.text(min(row["high"] + 0.01, 1.01), at, said, va="center")
        axis.axvline(CUSTOMARY, color=SOFT, linewidth=1, linestyle=":")
        where = "right" if narrow else "left"
        said = "customary floor ↓ " if narrow else " ← customary floor"
        axis.text(CUSTOMARY, -0.5, said, color=SOFT, va="bottom", ha=where)
        name_rows(axis, [frame_name(c) for c in codes], narrow=narrow)
        axis.set_gid(None)
        axis.set_ylim(len(codes) - 0.5, -0.75)
        axis.set_xlim(0, 1.12)
        axis.set_xticks([0, 0.5, 1] if narrow else [0, 0.2, 0.4, 0.6, 0.8, 1])
        axis.set_xlabel("Agreement of the two codings", loc="left")
        bare(axis)
        handles = [
            Line2D([], [], linestyle="", marker=mark, color=colour, markersize=8, label=name)
            for colour, mark, _, name in looks_of.values()
        ]
        legend(figure, handles, narrow=narrow)
        return figure

    described, shown = [], []
    for code in codes:
        for measure, (*_, name) in looks_of.items():
            row = found.loc[(code, measure)]
            span = f"{row['low']:.2f} to {row['high']:.2f}"
            described.append(f"{code}, {measure}: {row['value']:.2f} ({span}).")
            shown.append((frame_name(code), name, f"{row['value']:.2f}", span))
    return Figure(
        draw,
        title=_agreement_title(found, codes),
        caption="A mark is the agreement beyond chance of two passes of one language model, the "
        "bar its 95% bootstrap interval over units. Passes of one model overstate reliability.",
        alt="Agreement of two passes of one language model. " + " ".join(described),
        data=pd.DataFrame(shown, columns=["Code", "Measure", "Value", "95% interval"]),
    )


CUSTOMARY = 0.8
"""The floor that content analysis customarily asks for (Krippendorff 2019)."""


def _agreement_title(found: pd.DataFrame, codes: list[str]) -> str:
    kappas = {code: float(found.loc[(code, "kappa"), "value"]) for code in codes}
    above = [code for code, value in kappas.items() if value >= CUSTOMARY]
    below = [code for code in codes if code not in above]
    said = name_list([f"{code} ({kappas[code]:.2f})" for code in (above or below)])
    if above and below:
        rest = name_list([f"{code} ({kappas[code]:.2f})" for code in below])
        return f"Kappa reaches the customary {CUSTOMARY} for {said}, not for {rest}"
    return start(f"kappa {'reaches' if above else 'misses'} the customary {CUSTOMARY} for {said}")

"""Figures of framing: combinations, shares with intervals, thirds; and all others by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.barcode import plot_barcode
from newscompare.figures.figure import Figure
from newscompare.figures.indicators import plot_indicators
from newscompare.figures.sentences import FEW, in_words, leaders, more_of, start, verb
from newscompare.figures.shares import hundredths
from newscompare.figures.style import (
    FAINT,
    GROUND,
    NO_FRAME_STYLE,
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
    row,
    wrap,
)
from newscompare.figures.units import SENTENCES, Noun, combination_name, combination_word
from newscompare.figures.voices import plot_voices
from newscompare.measures.framing import JOINED, NO_FRAME, THIRDS, frame_name, frame_word

__all__ = [
    "plot_barcode",
    "plot_frame_combinations",
    "plot_frame_shares",
    "plot_indicators",
    "plot_thirds",
    "plot_voices",
]


def _patch(combination: str, frames: Sequence[str]) -> dict[str, Any]:
    """The look of one combination of frames that is drawn in one lane."""
    if combination == NO_FRAME:
        return NO_FRAME_STYLE
    if combination in frames:
        return looks(frames)[combination].patch
    return {"facecolor": SOFT, "edgecolor": GROUND, "linewidth": 0.0}


def _bar(
    axis: Axes, x: float, y: float, width: float, combination: str, frames: Sequence[str]
) -> None:
    """One stretch of a bar on an axis that runs downward; ``both`` is two lanes: the first frame
    above, the second below.
    """
    if width <= 0:
        return
    if combination == JOINED[0]:
        for lane, frame in enumerate(frames):
            axis.add_patch(Rectangle((x, y + 0.36 * lane), width, 0.36, **_patch(frame, frames)))
    else:
        axis.add_patch(Rectangle((x, y), width, 0.72, **_patch(combination, frames)))


def _combination_handle(combination: str, frames: Sequence[str]) -> Patch:
    if combination == JOINED[0]:
        return Patch(label="Both (two lanes)", facecolor=GROUND, edgecolor=SOFT)
    name = combination_name(combination, len(frames))
    return Patch(label=name, **_patch(combination, frames))


def _combinations_title(
    counts: pd.DataFrame, frames: Sequence[str], names: Sequence[str], noun: Noun
) -> str:
    """``counts``: rows are labels of texts, columns combinations."""
    if len(frames) == 2:
        first, second = (counts[frame] + counts[JOINED[0]] for frame in frames)
        both = (frame_word(frames[0]), frame_word(frames[1]))
        return more_of(first.to_dict(), second.to_dict(), both, noun.one)
    total = int(counts.to_numpy().sum())
    if len(frames) == 1:
        n = int(counts[frames[0]].sum())
        carry = "carries" if n == 1 else "carry"
        return f"{n} of {total} {noun.many} {carry} the frame {frame_word(frames[0])}"
    top = leaders((name, float(counts[name].sum())) for name in names if name != NO_FRAME)
    if not top:
        return f"No {noun.one} carries a frame"
    shown = name_list([frame_word(name) for name in top])
    n = int(counts[top[0]].sum())
    if n < FEW:
        return f"Frames were found in {int(counts.drop(columns=NO_FRAME).to_numpy().sum())} of " + (
            f"{total} {noun.many}: too few to say which is most frequent"
        )
    return f"{start(shown)} {verb(top, 'is', 'are')} most frequent: {n} of {total} {noun.many}" + (
        " each" if len(top) > 1 else ""
    )


def plot_frame_combinations(
    combinations: pd.DataFrame, labels: Mapping[str, str], noun: Noun = SENTENCES
) -> Figure:
    """Stacked bars from ``measures.framing.frame_combinations``: symbolic only, both, strategic
    only, neither; ``noun``: what is counted.
    """
    names = [str(name) for name in combinations["combination"].cat.categories]
    frames = [name for name in names if name not in {*JOINED, NO_FRAME}]
    table = combinations.assign(article=combinations["article"].astype(str))
    counts = table.pivot(index="article", columns="combination", values="sentences")
    counts = counts.loc[list(labels), names].astype(int).rename(index=dict(labels))
    shares = counts.div(counts.sum(axis=1).where(counts.sum(axis=1) > 0), axis=0).fillna(0.0)
    pair = len(frames) == 2
    lead = {
        label: [int(n[frame] + n[JOINED[0]]) for frame in frames] if pair else []
        for label, n in counts.iterrows()
    }
    fewer = _exceptions(lead) if pair else {}

    def draw(narrow: bool) -> Any:
        figure, (axis,) = new_figure(
            height=row(len(labels), 0.55) * len(labels) + 1.2, narrow=narrow
        )
        for y, label in enumerate(counts.index):
            x = 0.0
            for name in names:
                share = float(shares.loc[label, name])
                _bar(axis, x, y - 0.36, share, name, frames)
                if share >= (0.1 if narrow else 0.045):
                    n = str(counts.loc[label, name])
                    axis.text(x + share / 2, y, n, ha="center", va="center", bbox=number_box())
                x += share
            if label in fewer:
                remark(axis, 1.0, y, fewer[label], narrow)
        name_rows(axis, list(counts.index), narrow=narrow)
        axis.set_xlim(0, (1.5 if narrow else 1.28) if fewer else 1)
        axis.set_xticks([0, 0.5, 1] if narrow else [0, 0.25, 0.5, 0.75, 1])
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.set_xlabel(f"Share of coded {noun.many}", loc="left")
        bare(axis)
        legend(figure, [_combination_handle(n, frames) for n in names], "upper", narrow=narrow)
        return figure

    described = []
    for label, n in counts.iterrows():
        parts = ", ".join(f"{n[name]} {combination_word(name, len(frames))}" for name in names)
        described.append(f"{label}: {parts}, of {n.sum()}.")
    data = counts.rename(columns=lambda name: combination_name(str(name), len(frames)))
    data[f"Coded {noun.many}"] = data.sum(axis=1)
    data = data.reset_index(names="Text")
    return Figure(
        draw,
        title=_combinations_title(counts, frames, names, noun),
        caption=noun.explained(
            f"Each bar is one text, its whole length all its coded {noun.many}; numbers are "
            f"{noun.many}."
            + (f" The two lanes in the middle are {noun.many} that carry both frames." * pair)
        ),
        alt=f"Stacked bars, one for each text, of coded {noun.many} by frame. "
        + " ".join(described),
        data=data,
    )


def _exceptions(lead: Mapping[str, list[int]]) -> dict[str, str]:
    """A remark on each text that goes against most others, or else on the one that goes
    furthest.
    """
    gaps = {label: two - one for label, (one, two) in lead.items()}
    up = sum(gap > 0 for gap in gaps.values()) >= sum(gap < 0 for gap in gaps.values())
    against = [label for label, gap in gaps.items() if (gap < 0 if up else gap > 0)]
    if not against:
        against = leaders((label, abs(gap)) for label, gap in gaps.items())
    return {label: f"{lead[label][0]} to {lead[label][1]}" for label in against}


def plot_frame_shares(
    shares: pd.DataFrame, labels: Mapping[str, str], noun: Noun = SENTENCES
) -> Figure:
    """Dots with bootstrap intervals from ``measures.framing.frame_shares``: the frames of each
    text, of fewer than ``FEW`` units counts alone; ``noun``: what is counted.
    """
    frames = list(dict.fromkeys(shares["frame"]))
    drawn = looks(frames)
    table = shares.assign(article=shares["article"].astype(str)).set_index(["article", "frame"])
    sizes = {a: int(table.loc[(a, frames[0]), "coded"]) for a in labels} if frames else {}
    few = [a for a, n in sizes.items() if n < FEW]
    widths = {
        (str(a), str(f)): hundredths(r["high"] - r["low"])
        for (a, f), r in table.iterrows()
        if str(a) in labels and str(a) not in few and r["high"] == r["high"]
    }
    widest = max(widths, key=lambda key: widths[key], default=None)

    def draw(narrow: bool) -> Any:
        height = row(len(labels), 0.55) * max(1.0, len(frames) / 2) * len(labels) + 1.1
        figure, (axis,) = new_figure(height=height, narrow=narrow)
        for y, article in enumerate(labels):
            if article in few:
                n = noun.counted(sizes[article])
                axis.text(0, y, f"{n}: too few", va="center", color=SOFT, fontstyle="italic")
                continue
            for number, frame in enumerate(frames):
                found, look = table.loc[(article, frame)], drawn[frame]
                at = y + 0.6 * (number + 0.5) / len(frames) - 0.3
                ends = [found["low"], found["high"]]
                axis.plot(ends, [at] * 2, color=look.colour, linewidth=3, alpha=0.55)
                axis.plot(
                    found["share"],
                    at,
                    look.marker,
                    color=look.colour,
                    markersize=8,
                    markeredgecolor=GROUND,
                )
                if (article, frame) == widest:
                    remark(axis, found["high"], at, f"widest: {widths[widest]} points", narrow)
        name_rows(axis, list(labels.values()), narrow=narrow)
        axis.set_xlim(-0.02, 1.25 if narrow else 1.15)
        axis.set_xticks([0, 0.5, 1] if narrow else [0, 0.25, 0.5, 0.75, 1])
        axis.xaxis.set_major_formatter(lambda v, _: percent(v))
        axis.grid(axis="x", color=FAINT, linewidth=0.8)
        axis.set_xlabel(f"Share of coded {noun.many}", loc="left")
        bare(axis)
        handles = [
            Line2D(
                [],
                [],
                marker=drawn[frame].marker,
                color=drawn[frame].colour,
                markersize=8,
                label=frame_name(frame),
            )
            for frame in frames
        ]
        legend(figure, handles, "upper", narrow=narrow)
        return figure

    described, rows = [], []
    for article, label in labels.items():
        parts = []
        for frame in frames:
            found = table.loc[(article, frame)]
            low, high, share = (percent(found[k]) for k in ("low", "high", "share"))
            told = bool(found["high"] > found["low"]) and article not in few
            share = f"{int(found['sentences'])} of {sizes[article]}" if article in few else share
            parts.append(f"{frame_word(frame)} {share} ({f'{low} to {high}' if told else '–'})")
            n = int(found["sentences"]) if "sentences" in found else None
            rows.append((label, frame_name(frame), n, share, f"{low} to {high}" if told else "–"))
        described.append(f"{label}: {', '.join(parts)}.")
    return Figure(
        draw,
        title=_widths_title(list(widths.values()), noun, few=len(few)),
        caption=noun.explained(
            f"A mark is the share of a text's {noun.many} that carry the frame, the bar its 95% "
            f"bootstrap interval over those {noun.many}: how far the share might move in another "
            f"text of this length, written in the same manner. Where no {noun.one} carries it, or "
            f"every one, the {noun.many} cannot show this, and no bar stands."
            + f" A text with fewer than {in_words(FEW)} {noun.many} has no mark."
            * bool(few)
        ),
        alt=f"Share of {noun.many} with each frame, with intervals. " + " ".join(described),
        data=pd.DataFrame(
            rows, columns=["Text", "Frame", noun.many.capitalize(), "Share", "95% interval"]
        ),
    )


def _widths_title(widths: list[int], noun: Noun, *, few: int = 0) -> str:
    enough = f"{in_words(FEW)} {noun.many} or more" * bool(few)
    if not widths:
        return f"No text has {enough}" if few else f"No text has coded {noun.many}"
    low, high = min(widths), max(widths)
    if high == 0:
        return f"No text has both {noun.many} with a frame and {noun.many} without it"
    if low == 0:
        return (
            f"Where some {noun.many} carry a frame and some do not, the share is uncertain by up "
            f"to {high} percentage points{f', in texts with {enough}' * bool(few)}"
        )
    span = f"{low} percentage points" if low == high else f"{low} to {high} percentage points"
    where = f", in texts with {enough}" * bool(few)
    return f"Each share is uncertain: its interval spans {span}{where}"


def plot_thirds(thirds: pd.DataFrame, labels: Mapping[str, str]) -> Figure:
    """Where the frames sit, from ``measures.framing.frames_by_third``: sentences with each frame in
    each third of the body of each text (``barcode`` of sentences alone), a panel a text. Counts,
    since a third may hold a handful of sentences.
    """
    frames = list(dict.fromkeys(thirds["frame"]))
    drawn = looks(frames)
    table = thirds.assign(
        article=thirds["article"].astype(str), third=thirds["third"].astype(str)
    ).set_index(["article", "frame", "third"])["sentences"]
    sums = table.groupby(level=["frame", "third"], sort=False).sum()
    panels: list[tuple[str | None, str]] = [*labels.items(), (None, "All texts")]
    wide = 0.8 / len(frames)

    def draw(narrow: bool) -> Any:
        columns = min(len(panels), 2 if narrow else 3)
        down = -(-len(panels) // columns)
        figure, axes = new_figure(down, columns, height=1.55 * down + 0.5, narrow=narrow)
        for axis in axes[len(panels) :]:
            axis.set_visible(False)
        for axis, (article, label) in zip(axes, panels, strict=False):
            own = sums if article is None else table[article]
            most = max(1, int(own.max() if article is None else table.max()))
            for number, frame in enumerate(frames):
                for x, third in enumerate(THIRDS):
                    n = int(own.loc[(frame, third)])
                    left = x - 0.4 + number * wide
                    axis.add_patch(Rectangle((left, 0), wide * 0.92, n, **drawn[frame].patch))
                    ranked = article is None and float(own[frame].sum()) >= FEW_IN_THIRDS
                    top = ranked and n == int(own[frame].max())
                    weight = "bold" if top else "normal"
                    said = f"▾\n{n}" if top else str(n)
                    at = left + wide * 0.46, n + most * 0.03
                    axis.text(*at, said, ha="center", fontweight=weight, linespacing=0.9)
            axis.set_title(wrap(label, 20 if narrow else 16))
            axis.set_xticks(range(3), ["first", "middle", "last"])
            axis.set_xlim(-0.45, 2.45)
            axis.set_ylim(0, most * 1.35)
            axis.set_yticks([])
            bare(axis, bottom=True)
        handles = [Patch(label=frame_name(f), **drawn[f].patch) for f in frames]
        legend(figure, handles, narrow=narrow)
        return figure

    described, rows = [], []
    for article, label in labels.items():
        for frame in frames:
            own = [int(table.loc[(article, frame, third)]) for third in THIRDS]
            described.append(f"{label}, {frame_word(frame)}: {', '.join(map(str, own))}.")
            rows.append((label, frame_name(frame), *own))
    return Figure(
        draw,
        title=_thirds_title(sums, frames),
        caption="Each panel is a text without title and deck, cut into thirds of equal length in "
        "words; a bar counts the sentences with the frame whose middle lies there. The last "
        "panel adds all texts up, on a scale of its own; ▾ marks the third with most of a frame "
        f"that {in_words(FEW_IN_THIRDS)} sentences or more carry.",
        alt="Sentences with each frame in the first, middle and last third of each text. "
        + " ".join(described),
        data=pd.DataFrame(rows, columns=["Text", "Frame", *map(frame_name, THIRDS)]),
    )


FEW_IN_THIRDS = 3
"""Of fewer sentences a title does not say where they stand."""


def _thirds_title(sums: pd.Series, frames: Sequence[str]) -> str:
    """Where most sentences with each frame stand, over all texts."""
    parts = []
    often = [frame for frame in frames if float(sums.loc[frame].sum()) >= FEW_IN_THIRDS]
    if not often:
        return "Too few sentences carry a frame to say in which third most of them stand"
    for frame in often[:3]:
        own = {third: float(sums.loc[(frame, third)]) for third in THIRDS}
        total, top, name = int(sum(own.values())), leaders(own.items()), frame_word(frame)
        if len(top) == 3:
            parts.append(f"{name} sentences are spread evenly over the thirds")
        else:
            each = f"{int(own[top[0]])} of {total}" + (" each" if len(top) > 1 else "")
            where = name_list([third.removesuffix(" third") for third in top])
            thirds = "third" if len(top) == 1 else "thirds"
            parts.append(f"{name} sentences are most frequent in the {where} {thirds} ({each})")
    return start("; ".join(parts))

"""The barcode of each text: one cell a sentence, in reading order, and each cell opens.

On a page a cell is a link to its row, with its frames, voice, indicators and evidence phrases as
its name; hover, focus and tap show them. The cells flow, so that one markup serves every width. As
an image (PNG, SVG, very many cells) the same barcode is drawn with matplotlib.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle

from newscompare.figures.figure import Figure
from newscompare.figures.page import ROWS_PAGE, VARIABLES
from newscompare.figures.runs import Run, longest_runs, remarks_on, runs_title
from newscompare.figures.style import (
    EMPTY,
    FAINT,
    GROUND,
    INK,
    NO_FRAME_STYLE,
    bare,
    legend,
    looks,
    new_figure,
    sentence_list,
    shorten,
)
from newscompare.figures.units import (
    SENTENCES,
    ZONES,
    combination_name,
    combination_word,
    noun_of,
    parts_of,
)
from newscompare.measures.framing import frame_name, frame_word, frames_of

MOST_CELLS = 1000
"""With more cells the page shows an image: so many links would weigh more than they help."""

LONGEST_PHRASE = 8
"""Most words of an evidence phrase."""

VOICED = {
    "outlet": "the outlet's own claim",
    "source": "a source's claim",
    "both": "claimed by outlet and source",
}

HEADS = ("title", "deck")


class Barcode(Figure):
    """A barcode whose cells open on a page."""

    cells: str = ""

    def body(self) -> str:
        """The cells as links, else the image."""
        return self.cells or super().body()


def plot_barcode(
    positions: pd.DataFrame,
    labels: Mapping[str, str],
    evidence: pd.DataFrame | None = None,
    names: Mapping[str, str] | None = None,
    *,
    rows: str = ROWS_PAGE,
    finder: str = "",
) -> Figure:
    """The barcode of each text from ``measures.framing.barcode``: one cell a sentence, one lane a
    frame.

    The first frame has the upper lane; a dot marks a frame voiced by a source, a ring one voiced by
    outlet and source; title and deck are set off on the left. ``evidence`` is the table of that
    name (``sentence``, ``indicator``, ``phrase``), ``names`` maps indicators to their names,
    ``rows`` is the page to whose rows the cells lead. ``finder`` says who looked for frames (*the
    patterns*), where that somebody found none does not say that there is none.
    """
    frames = frames_of(positions)
    texts = {
        article: positions[positions["article"] == article].to_dict("records") for article in labels
    }
    runs, noun, many = longest_runs(texts, frames), noun_of(positions["zone"]), len(frames)
    none = f"{finder} found no frame" if finder else "no frame"
    described, table = [], []
    for article, label in labels.items():
        own = positions[positions["article"] == article]
        n = own["combination"].value_counts()
        each = {str(c): int(n.get(c, 0)) for c in positions["combination"].cat.categories}
        source, both = (int((own["voice"] == voice).sum()) for voice in ("source", "both"))
        said = ", ".join(f"{count} {combination_word(name, many)}" for name, count in each.items())
        described.append(
            f"{label}: {parts_of(own['zone'])}; {said}; {source} a source's claim, {both} of "
            "outlet and source."
        )
        table.append(
            {"Text": label, noun.many.capitalize(): len(own)}
            | {combination_name(c, many): k for c, k in each.items()}
            | {"A source's claim": source, "Outlet and source": both}
        )
    lanes = ""
    if len(frames) == 2:
        lanes = " Upper lane: {}; lower lane: {}.".format(*map(frame_word, frames))
    figure = Barcode(
        lambda narrow: _drawn(texts, labels, frames, runs, narrow),
        title=runs_title(runs, labels, finder, noun),
        caption=noun.explained(
            f"One cell a {noun.one}, in reading order"
            + ("" if noun == SENTENCES else "; title and deck stand first, set off by a gap")
            + f".{lanes} A dot marks a source's claim, a ring one of outlet and source together. "
            "On a page each cell opens: point at it, or tab to it and use the arrow keys."
        ),
        alt=f"Barcode of each text, one cell a {noun.one} in reading order. " + " ".join(described),
        data=pd.DataFrame(table),
    )
    if len(positions) <= MOST_CELLS:
        figure.cells = _cells(
            texts, labels, frames, runs, _phrases(evidence, names or {}), rows, none
        )
    return figure


# --- On a page


def _phrases(evidence: pd.DataFrame | None, names: Mapping[str, str]) -> dict[str, str]:
    """Indicators and phrases of each sentence, in words."""
    if evidence is None or evidence.empty:
        return {}
    found: dict[str, list[str]] = {}
    for one in evidence.to_dict("records"):
        words = str(one["phrase"]).split()
        phrase = " ".join(words[:LONGEST_PHRASE]) + ("…" if len(words) > LONGEST_PHRASE else "")
        code = str(one["indicator"])
        name = f"{code} {names[code]}" if code in names and names[code] != code else code
        found.setdefault(str(one["sentence"]), []).append(f"{name} “{phrase}”".strip())
    return {sentence: "; ".join(parts) for sentence, parts in found.items()}


def _cells(
    texts: Mapping[str, list[dict[Any, Any]]],
    labels: Mapping[str, str],
    frames: Sequence[str],
    runs: Sequence[Run],
    phrases: Mapping[str, str],
    rows: str,
    none: str,
) -> str:
    """The barcodes as lists of links; ``none`` says that a text or a sentence has no frame."""
    prefix = "b" + hashlib.sha256(repr((texts, dict(labels))).encode()).hexdigest()[:6]
    remarks = remarks_on(runs, texts)
    parts, shapes = [], {}
    for article, label in labels.items():
        units = texts[article]
        heads = any(unit["zone"] in HEADS for unit in units)
        many = {frame_word(f): sum(u[f] == 1 for u in units) for f in frames}
        shown = [f"{n} {f}" for f, n in many.items() if n or len(frames) < 3]
        counts = ", ".join(shown) or none
        said = f"{parts_of(unit['zone'] for unit in units)}: {counts}"
        begun = -1
        if article in remarks:
            run, remark_ = remarks[article]
            said, begun = f"{said} ← {remark_}", run[2]
        items = []
        for place, unit in enumerate(units):
            shape = "".join(str(int(unit[f])) for f in frames) + str(unit["voice"])[:1]
            shapes[shape] = unit
            gap = place and units[place - 1]["zone"] in HEADS and unit["zone"] not in HEADS
            inside = begun >= 0 and begun <= place < begun + runs[0][3]
            says = escape(_name(unit, place, len(units), frames, phrases, none, heads), quote=True)
            items.append(
                ('<li class="nc-gap" aria-hidden="true"></li>' if gap else "")
                + f"<li{' class=nc-run' if inside else ''}>"
                f'<a href="{escape(rows, quote=True)}#row={quote(str(unit["sentence"]), safe="")}" '
                f'aria-label="{says}">'
                f'<svg viewBox="0 0 24 40" aria-hidden="true"><use href="#{prefix}{shape}"/></svg>'
                "</a></li>"
            )
        parts.append(
            f'<div class="nc-row"><b>{escape(label)} <span>{escape(said)}</span></b>'
            f'<ol class="nc-cells" aria-label="{escape(label, quote=True)}, cell by cell">'
            f"{''.join(items)}</ol></div>"
        )
    return _shapes(shapes, frames, prefix) + "".join(parts) + _key(frames, prefix)


def _name(
    unit: Mapping[Any, Any],
    place: int,
    many: int,
    frames: Sequence[str],
    phrases: Mapping[str, str],
    none: str,
    heads: bool,
) -> str:
    """What a cell says of its unit; ``heads``: are there titles or decks among the units?"""
    own = [frame_word(frame) for frame in frames if unit[frame] == 1]
    kind = ZONES.get(str(unit["zone"]), ZONES["body"]).partition(" ")[2].capitalize()
    begins = (
        f"{kind} (unit {place + 1} of {many}): " if heads else f"{kind} {place + 1} of {many}: "
    )
    if not own:
        return f"{begins}{none}."
    voice = VOICED.get(str(unit["voice"]), "")
    said = f"{begins}{sentence_list(own)}{', ' + voice if voice else ''}."
    phrase = phrases.get(str(unit["sentence"]), "")
    return f"{said} {phrase}" if phrase else said


def _shapes(shapes: Mapping[str, Mapping[Any, Any]], frames: Sequence[str], prefix: str) -> str:
    """The shapes of the cells, each drawn once."""
    drawn, high = looks(frames), 38 / max(1, len(frames))
    symbols = []
    for number, frame in enumerate(frames):
        colour = VARIABLES[drawn[frame].colour]
        lines = {"////": "M-1 7L7-1M3 9L9 3M-3 3L3-3", "\\\\\\\\": "M-1-1L7 7M3-3L9 3M-3 3L3 9"}
        mark = lines.get(drawn[frame].hatch, "M1 1h2v2h-2z" if drawn[frame].hatch else "")
        path = f'<path d="{mark}" stroke="{VARIABLES[GROUND]}" stroke-width="1.3"/>' if mark else ""
        symbols.append(
            f'<pattern id="{prefix}l{number}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" style="fill:{colour}"/>{_in_style(path)}</pattern>'
        )
    none = f"fill:{VARIABLES[EMPTY]};stroke:{VARIABLES[FAINT]}"
    for shape, unit in shapes.items():
        cell = "".join(
            f'<rect x="1" y="{1 + number * high:g}" width="22" height="{high:g}" style="'
            + (f"fill:url(#{prefix}l{number})" if unit[frame] == 1 else none)
            + '"/>'
            for number, frame in enumerate(frames)
        )
        symbols.append(f'<g id="{prefix}{shape}">{cell}{_dot(str(unit["voice"]))}</g>')
    return (
        '<svg width="0" height="0" style="position:absolute;width:0;height:0" aria-hidden="true">'
        f"<defs>{''.join(symbols)}</defs></svg>"
    )


def _in_style(path: str) -> str:
    return path.replace('stroke="', 'style="stroke:', 1).replace('" stroke-width', '" stroke-width')


def _dot(voice: str) -> str:
    if voice not in ("source", "both"):
        return ""
    ink, ground = VARIABLES[INK], VARIABLES[GROUND]
    fill, edge = (ink, ground) if voice == "source" else (ground, ink)
    return f'<circle cx="12" cy="20" r="5" style="fill:{fill};stroke:{edge};stroke-width:2"/>'


def _key(frames: Sequence[str], prefix: str) -> str:
    """What the colours and marks mean."""
    box = '<svg viewBox="0 0 24 40" aria-hidden="true">{}</svg>{}'
    lane = f'style="fill:{VARIABLES[EMPTY]};stroke:{VARIABLES[FAINT]}"'
    places = (" (upper)", " (lower)") if len(frames) == 2 else ("",) * len(frames)
    items = [
        box.format(
            f'<rect x="1" y="8" width="22" height="24" style="fill:url(#{prefix}l{number})"/>',
            escape(frame_name(frame) + place),
        )
        for number, (frame, place) in enumerate(zip(frames, places, strict=True))
    ]
    items.append(box.format(f'<rect x="1" y="8" width="22" height="24" {lane}/>', "No frame found"))
    items.append(box.format(_dot("source"), "A source's claim"))
    items.append(box.format(_dot("both"), "Outlet and source"))
    return f'<ul class="nc-key">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


# --- As an image


def _drawn(
    texts: Mapping[str, list[dict[Any, Any]]],
    labels: Mapping[str, str],
    frames: Sequence[str],
    runs: Sequence[Run],
    narrow: bool,
) -> Any:
    """The barcodes with matplotlib: long ones go on in the next line."""
    many = len(labels) > 12
    per = (60 if many else 24) if narrow else (90 if many else 36)
    drawn, lane, remarks = looks(frames), 0.8 / max(1, len(frames)), remarks_on(runs, texts)
    tops, y = {}, 0.0
    for article, units in texts.items():
        tops[article] = y
        y += -(-(len(units) + 1) // per) + 0.75
    figure, (axis,) = new_figure(height=0.34 * y + 0.8, narrow=narrow)
    for article, label in labels.items():
        units, top = texts[article], tops[article]
        said = f"  ← {remarks[article][1]}" if article in remarks else ""
        if narrow and said:
            said = ""
        axis.text(0, top - 0.12, shorten(label, 40), va="bottom", fontweight="bold")
        if said:
            axis.text(len(label) * 0.62 + 0.5, top - 0.12, said, va="bottom", fontstyle="italic")
        shift = 0
        for place, unit in enumerate(units):
            if place and units[place - 1]["zone"] in HEADS and unit["zone"] not in HEADS:
                shift = 1
            column, line = (place + shift) % per, (place + shift) // per
            for number, frame in enumerate(frames):
                style = drawn[frame].patch if unit[frame] == 1 else NO_FRAME_STYLE
                corner = (column, top + line + number * lane)
                axis.add_patch(Rectangle(corner, 0.9, lane, **style))
            if unit["voice"] in ("source", "both"):
                source = unit["voice"] == "source"
                axis.plot(
                    column + 0.45,
                    top + line + 0.4,
                    "o",
                    markersize=3.0 if many else 5.0,
                    markerfacecolor=INK if source else GROUND,
                    markeredgecolor=GROUND if source else INK,
                )
    axis.set_xlim(-0.2, per + 0.2)
    axis.set_ylim(y - 0.3, -0.9)
    axis.set_xticks([])
    axis.set_yticks([])
    bare(axis)
    legend(figure, _handles(frames), narrow=narrow)
    return figure


def _handles(frames: Sequence[str]) -> list[Any]:
    drawn = looks(frames)
    places = (" (upper)", " (lower)") if len(frames) == 2 else ("",) * len(frames)
    dot: dict[str, Any] = {"linestyle": "", "marker": "o", "color": INK, "markersize": 6}
    return [
        *(
            Patch(label=frame_name(frame) + place, **drawn[frame].patch)
            for frame, place in zip(frames, places, strict=True)
        ),
        Patch(label="No frame found", **NO_FRAME_STYLE),
        Line2D([], [], label="A source's claim", **dot),
        Line2D([], [], label="Outlet and source", **dot, markerfacecolor=GROUND),
    ]


__all__ = ["MOST_CELLS", "Barcode", "longest_runs", "plot_barcode"]

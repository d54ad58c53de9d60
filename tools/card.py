"""Pictures of the book, all from a real figure, the barcodes of its texts: the card, the band on
the first page, and the mark.

    python tools/card.py

writes ``card.png`` (1200 x 630, for OpenGraph), ``band.svg`` and ``favicon.svg`` into
``book/_static``.
"""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from newscompare.case.tables import Case, load_case
from newscompare.figures.style import BLUE, EMPTY, GROUND, INK, ORANGE, SOFT
from newscompare.measures import framing

STATIC = Path(__file__).resolve().parents[1] / "book" / "_static"
CELLS = 5
"""Sentences that the small mark of the book shows: more are not told apart at 16 px."""

TITLE, LINE = "One event, five tellings", "Each row is one text, each cell one sentence"
KEY = "upper half: told as a symbol · lower half: told as strategy"


def rows(case: Case) -> list[tuple[str, list[tuple[bool, bool]]]]:
    """The label of each text with its sentences as (symbolic, strategic), in reading order."""
    positions = framing.barcode(framing.coded_by(case.frames), case.sentences)
    found = []
    for article, label in case.labels.items():
        own = positions[positions["article"] == article]
        pairs = zip(own["symbolic"] == 1, own["strategic"] == 1, strict=True)
        found.append((label, [(bool(a), bool(b)) for a, b in pairs]))
    return found


def card(case: Case) -> bytes:
    """The card as PNG, with few colours."""
    with mpl.rc_context({"font.family": "DejaVu Serif", "hatch.color": GROUND}):
        figure = Figure(figsize=(12, 6.3), facecolor=GROUND)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, 1200)
        axes.set_ylim(630, 0)
        axes.text(60, 110, TITLE, fontsize=44, fontweight="bold", color=INK)
        axes.text(60, 160, LINE, fontsize=20, color=SOFT)
        shown = rows(case)
        wide = 1080 / max(len(cells) for _, cells in shown)
        for place, (_, cells) in enumerate(shown):
            top = 205 + 72 * place
            for column, (symbolic, strategic) in enumerate(cells):
                for lane, (on, colour) in enumerate(((symbolic, ORANGE), (strategic, BLUE))):
                    corner = (60 + column * wide, top + 27 * lane)
                    fill = colour if on else EMPTY
                    axes.add_patch(Rectangle(corner, wide - 4, 25, color=fill, linewidth=0))
        axes.text(60, 600, KEY, fontsize=17, color=SOFT)
        buffer = io.BytesIO()
        FigureCanvasAgg(figure)
        figure.savefig(buffer, format="png", dpi=100, metadata={"Software": None})
    with Image.open(buffer) as picture:
        few = picture.convert("RGB").quantize(48, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, format="PNG", optimize=True)
    return out.getvalue()


def band(case: Case) -> str:
    """The barcodes as a band for the first page, in colours that both themes bear."""
    shown = rows(case)
    wide, high = 20, 20
    paths = dict.fromkeys((ORANGE, BLUE, SOFT), "")
    for place, (_, cells) in enumerate(shown):
        for column, pair in enumerate(cells):
            for lane, (on, colour) in enumerate(zip(pair, (ORANGE, BLUE), strict=True)):
                x, y = column * wide, place * (high + 6) + lane * (high // 2)
                paths[colour if on else SOFT] += f"M{x} {y}h{wide - 2}v{high // 2 - 1}h-{wide - 2}z"
    across = wide * max(len(cells) for _, cells in shown) - 2
    drawn = "".join(
        f'<path fill="{colour}" fill-opacity="{0.18 if colour == SOFT else 1}" d="{path}"/>'
        for colour, path in paths.items()
    )
    box = f"0 0 {across} {len(shown) * (high + 6) - 7}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{drawn}</svg>\n'


def mark(case: Case) -> str:
    """The mark as SVG: the first sentences of the text with most of both frames."""
    best = max(
        (cells[n : n + CELLS] for _, cells in rows(case) for n in range(len(cells) - CELLS + 1)),
        key=lambda part: (min(sum(a for a, _ in part), sum(b for _, b in part)), len(set(part))),
    )
    parts = [f'<rect width="32" height="32" rx="5" fill="{GROUND}"/>']
    for column, pair in enumerate(best):
        for lane, (on, colour) in enumerate(zip(pair, (ORANGE, BLUE), strict=True)):
            fill = colour if on else "#dfe3e7"
            x, y = 2.5 + 5.5 * column, 4.5 + 12 * lane
            parts.append(f'<rect x="{x:g}" y="{y:g}" width="5" height="11" fill="{fill}"/>')
    body = "".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">{body}</svg>\n'


if __name__ == "__main__":
    accords = load_case("accords")
    (STATIC / "card.png").write_bytes(card(accords))
    (STATIC / "band.svg").write_text(band(accords), encoding="utf-8")
    (STATIC / "favicon.svg").write_text(mark(accords), encoding="utf-8")

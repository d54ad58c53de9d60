"""The map of the house: ``python tools/house.py`` draws ``tools/house.svg`` from the imports.

Floors are the layers of the contract in ``pyproject.toml``, boxes the rooms with the first line of
each, arrows what the rooms import. Left out are arrows to the two lowest floors, which any room
uses, and those where a longer way through other rooms leads to the same room: who may import what
is said by the floors, not by the arrows.
"""

from __future__ import annotations

import ast
import tomllib
from html import escape
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "tools" / "house.svg"
PACKAGE = "newscompare"

WIDTH, MARGIN, GAP, HEIGHT, FLOOR = 1080, 16, 14, 58, 96

STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.room { font-weight: 600; font-size: 14px }
rect { fill: #f6f8fa; stroke: #57606a }
line { stroke: #57606a; stroke-width: 1.2; marker-end: url(#head) }
path { fill: #57606a }
.paper { fill: #ffffff; stroke: none }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  rect { fill: #21262d; stroke: #8b949e }
  line { stroke: #8b949e }
  path { fill: #8b949e }
  .paper { fill: #0d1117 }
}
"""


def floors() -> list[list[str]]:
    """The rooms by floor, from the top, as the contract has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contract = next(
        c for c in settings["tool"]["importlinter"]["contracts"] if c["type"] == "layers"
    )
    return [[room.strip() for room in layer.split("|")] for layer in contract["layers"]]


def says(room: str) -> str:
    """The idea of a room: the first sentence of its docstring."""
    folder = ROOT / PACKAGE / room
    path = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(doc.split("\n\n")[0].split()).split(". ")[0].rstrip(".").replace("``", "")


def imports(rooms: list[str]) -> dict[str, set[str]]:
    """Which rooms each room imports from."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    found: dict[str, set[str]] = {room: set() for room in rooms}
    for module in graph.modules:
        room = module.split(".")[1] if "." in module else ""
        for other in graph.find_modules_directly_imported_by(module):
            target = other.split(".")[1] if "." in other else ""
            if room in found and target in found and room != target:
                found[room].add(target)
    return found


def shortened(edges: dict[str, set[str]]) -> dict[str, set[str]]:
    """Without the arrows that a longer way replaces."""
    below: dict[str, set[str]] = {}

    def reach(room: str) -> set[str]:
        if room not in below:
            below[room] = set().union(edges[room], *(reach(other) for other in edges[room]))
        return below[room]

    return {
        room: {
            target
            for target in targets
            if not any(target in reach(other) for other in targets - {target})
        }
        for room, targets in edges.items()
    }


def lines(text: str, width: float) -> list[str]:
    """A text in at most two lines that fit into a box, at about six pixels a letter."""
    out = [""]
    for word in text.split():
        if out[-1] and len(out[-1]) + 1 + len(word) > width / 6.2:
            out.append("")
        out[-1] = f"{out[-1]} {word}".strip()
    return out if len(out) <= 2 else [out[0], out[1].rstrip(",;:") + " …"]


def picture() -> str:
    """The map as SVG."""
    levels = floors()
    boxes: dict[str, tuple[float, float, float]] = {}
    for number, rooms in enumerate(levels):
        wide = min(330.0, (WIDTH - 2 * MARGIN - GAP * (len(rooms) - 1)) / len(rooms))
        left = (WIDTH - wide * len(rooms) - GAP * (len(rooms) - 1)) / 2
        for place, room in enumerate(rooms):
            boxes[room] = (left + place * (wide + GAP), MARGIN + number * FLOOR, wide)
    height = MARGIN * 2 + (len(levels) - 1) * FLOOR + HEIGHT
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "<title>The rooms of newscompare, floor by floor, and what they import</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/></marker></defs>',
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
    ]
    ground = {room for rooms in levels[-2:] for room in rooms}
    for room, targets in shortened(imports(list(boxes))).items():
        x, y, wide = boxes[room]
        for target in sorted(targets - ground):
            to_x, to_y, to_wide = boxes[target]
            start, end = x + wide / 2, to_x + to_wide / 2
            end += max(-to_wide / 3, min(to_wide / 3, (start - end) / 6))
            out.append(f'<line x1="{start:.0f}" y1="{y + HEIGHT}" x2="{end:.0f}" y2="{to_y - 1}"/>')
    for room, (x, y, wide) in boxes.items():
        out.append(f'<rect x="{x:.0f}" y="{y}" width="{wide:.0f}" height="{HEIGHT}" rx="5"/>')
        out.append(f'<text class="room" x="{x + 9:.0f}" y="{y + 19}">{room}</text>')
        for number, line in enumerate(lines(says(room), wide - 18)):
            out.append(f'<text x="{x + 9:.0f}" y="{y + 35 + 15 * number}">{escape(line)}</text>')
    return "\n".join([*out, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    print(PICTURE.relative_to(ROOT))

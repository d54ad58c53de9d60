"""A drawing of matplotlib as a lean SVG that can stand inside a page.

Matplotlib writes for files: ids that clash where several drawings share a page, a style sheet that
would reach the whole page, clipping that nothing here needs, and fixed colours. This takes them
out, and can put a CSS variable in place of each colour.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from matplotlib.backends.backend_svg import FigureCanvasSVG

from newscompare.figures.style import INK

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
ET.register_namespace("", SVG)
_HREF = f"{{{XLINK}}}href"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_BOX = re.compile(
    r"^M (\S+) (\S+)\s+L (\S+) \2\s+L \3 (\S+)\s+L \1 \4\s+(?:L \1 \2\s+)?[zZ]\s*$", re.DOTALL
)
_SIZE = re.compile(r"font-size:([\d.]+)px")
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def svg_of(figure: Any) -> str:
    """What matplotlib writes for a figure, the same at any time."""
    buffer = io.StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from")
        FigureCanvasSVG(figure)
        figure.savefig(
            buffer, format="svg", facecolor="none", metadata={"Date": None, "Creator": None}
        )
    return buffer.getvalue()


def lean(source: str, prefix: str, colours: Mapping[str, str] | None = None) -> str:
    """The SVG without what a page does not need; ``prefix`` begins each id, ``colours`` maps
    ``#rrggbb`` to what stands in its place.
    """
    source = re.sub(r' clip-path="[^"]*"', "", source)
    root = ET.fromstring(source)
    used = set(re.findall(r'(?:url\(#|href="#)([^)"]+)', source))
    _prune(root)
    names = {old: f"{prefix}{n}" for n, old in enumerate(sorted(used))}
    swap = {old.lower(): new for old, new in (colours or {}).items()}
    for pattern in root.iter(f"{{{SVG}}}pattern"):
        _small(pattern)
    for element in root.iter():
        _tidy(element, names, swap)
    _flatten(root)
    if colours:
        _inherit(root, swap.get(INK, INK))
    width, height = (float(v) for v in root.attrib["viewBox"].split()[2:])
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.set("viewBox", f"0 0 {width:g} {height:g}")
    root.set("width", f"{width:g}")
    root.set("height", f"{height:g}")
    root.set("stroke-linejoin", "round")
    text = ET.tostring(root, encoding="unicode")
    text = text.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    text = re.sub(r' xmlns:\w+="[^"]+"', "", text).replace("ns1:href", "href")
    return re.sub(r">\s+<", "><", text)


def _inherit(root: ET.Element, ink: str) -> None:
    """Say once, in the root, what most texts share; their ink is the page's style sheet's."""
    texts = list(root.iter(f"{{{SVG}}}text"))
    found = Counter(m.group(1) for text in texts if (m := _SIZE.search(text.get("style", ""))))
    if not found:
        return
    size = found.most_common(1)[0][0]
    root.set("font-size", size)
    for text in texts:
        parts = text.get("style", "").split(";")
        shared = {f"font-size:{size}px", "text-anchor:start", f"fill:{ink}", ""}
        text.set("style", ";".join(part for part in parts if part not in shared))
        if not text.get("style"):
            del text.attrib["style"]


def standalone(svg: str, title: str, description: str) -> str:
    """A lean SVG as a file of its own, with title and description for those who do not see it."""
    from html import escape

    head, rest = svg.split(">", 1)
    head = head.replace("<svg", f'<svg xmlns="{SVG}" role="img"', 1)
    return f"{head}><title>{escape(title)}</title><desc>{escape(description)}</desc>{rest}"


def _prune(element: ET.Element) -> None:
    """Drop metadata, style sheets, comments and what draws nothing."""
    for child in list(element):
        name = str(child.tag).rsplit("}", 1)[-1]
        style = child.get("style", "").replace(" ", "")
        bare = name == "path" and "fill:none" in style and "stroke:" not in style
        if name in {"metadata", "style", "clipPath"} or (bare and element.tag != f"{{{SVG}}}defs"):
            element.remove(child)
        else:
            _prune(child)


_TILES = {
    "dots": "M1 1h2v2h-2zM5 5h2v2h-2z",
    "/": "M-1 9L9-1M-2 2L2-2M6 10L10 6",
    "\\": "M-1-1L9 9M6-2L10 2M-2 6L2 10",
    "-": "M0 4H8",
    "|": "M4 0V8",
}
_SEGMENT = re.compile(r"M (\S+) (\S+)\s+L (\S+) (\S+)")


def _small(pattern: ET.Element) -> None:
    """A hatch as a tile of 8 x 8 that repeats, where matplotlib draws one of 72 x 72 line by
    line.
    """
    ground, path = pattern[0], pattern[1]
    kinds = set()
    for x0, y0, x1, y1 in _SEGMENT.findall(path.get("d", "")):
        wide, high = float(x1) - float(x0), float(y1) - float(y0)
        kinds.add("-" if not high else "|" if not wide else "/" if wide * high < 0 else "\\")
    if "C" in path.get("d", "") or not kinds:
        kinds = {"dots"}
    for element in (pattern, ground):
        element.set("width", "8")
        element.set("height", "8")
    path.set("d", "".join(_TILES[kind] for kind in sorted(kinds)))
    style = path.get("style", "")
    if kinds != {"dots"}:
        path.set("style", re.sub(r"fill: [^;]+", "fill: none", style))


def _tidy(element: ET.Element, names: Mapping[str, str], swap: Mapping[str, str]) -> None:
    """Short numbers, own ids, house colours, the reader's own font."""
    own = element.attrib
    if "id" in own:
        if own["id"] in names:
            own["id"] = names[own["id"]]
        else:
            del own["id"]
    if href := own.pop(_HREF, ""):
        own["href"] = "#" + names[href.removeprefix("#")]
    for key in ("d", "x", "y", "width", "height", "transform"):
        if key in own:
            own[key] = _NUMBER.sub(lambda m: f"{float(m.group()):.1f}".removesuffix(".0"), own[key])
    if "d" in own:
        box = _BOX.match(own["d"])
        if box:
            x0, y0, x1, y1 = box.groups()
            own["d"] = f"M{x0} {y0}H{x1}V{y1}H{x0}z"
        else:
            own["d"] = re.sub(r"\s*([A-Za-z])\s*", r"\1", own["d"])
    if "transform" in own:
        own["transform"] = re.sub(r"rotate\(-?0 [^)]*\)", "", own["transform"]).strip()
        if not own["transform"]:
            del own["transform"]
    for key in ("style", "fill", "stroke"):
        if key in own:
            value = _COLOUR.sub(lambda m: swap.get(m.group().lower(), m.group()), own[key])
            value = re.sub(r"url\(#([^)]+)\)", lambda m: f"url(#{names[m.group(1)]})", value)
            own[key] = re.sub(r",?\s*'DejaVu Sans',?[^;]*|font-family:[^;]*;?", "", value).strip()
    if element.text and element.tag == f"{{{SVG}}}text":  # else a page drops spaces at the ends
        bare = element.text.strip(" ")
        before, after = element.text.split(bare, 1) if bare else ("", "")
        element.text = "\u00a0" * len(before) + bare + "\u00a0" * len(after)
    if "style" in own:
        kept = [
            part.strip().replace(": ", ":")
            for part in own["style"].split(";")
            if part.strip() and part.strip() != "stroke-linejoin: miter"
        ]
        own["style"] = ";".join(kept)
        if not kept:
            del own["style"]


def _flatten(element: ET.Element) -> None:
    """Groups that say nothing give way to what they hold."""
    group = f"{{{SVG}}}g"
    for child in list(element):
        _flatten(child)
    children: list[ET.Element] = []
    for child in element:
        if child.tag == group and not child.attrib:
            children.extend(child)
        elif child.tag not in {group, f"{{{SVG}}}defs"} or len(child):  # what is empty goes
            children.append(child)
    element[:] = children

"""What the book needs of Sphinx beyond Jupyter Book: alt texts and captions from the figures, no
script that asks another host.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def set_words(app: Sphinx, doctree: nodes.document) -> None:
    """Give each PNG of a cell the alt text and the caption that the figure carries; warn where an
    image has no alt text.
    """
    for image in list(doctree.findall(nodes.image)):
        uri = image["uri"]
        path = Path(uri) if Path(uri).is_absolute() else Path(app.srcdir) / uri.lstrip("/")
        if path.suffix == ".png" and path.is_file():
            with Image.open(path) as picture:
                described, caption = picture.info.get("Description"), picture.info.get("Caption")
            if described:
                image["alt"] = described
            if caption:
                set_caption(image, caption)
        if not image.get("alt"):
            LOGGER.warning(
                "image %s has no alt text", uri, location=image, type="house", subtype="alt"
            )


def set_caption(image: nodes.image, text: str) -> None:
    """Put a caption below an image, in the figure that holds it or in a new one."""
    figure = image.parent
    while figure is not None and not isinstance(figure, nodes.figure):
        figure = figure.parent
    if figure is None:
        figure = nodes.figure("", image.deepcopy(), align="default")
        image.parent.replace(image, figure)
    if not any(isinstance(child, nodes.caption) for child in figure):
        figure += nodes.caption(text, text)


def drop_scripts(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave out Thebe: nothing here runs live, and its loader names another host."""
    scripts = context.get("script_files")
    if scripts is not None:
        context["script_files"] = [
            s
            for s in scripts
            if "thebe"
            not in str(getattr(s, "filename", "") or "") + str(getattr(s, "attributes", "")).lower()
        ]


def drop_thebe_nodes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave out what Thebe writes into each page."""
    for raw in list(doctree.findall(nodes.raw)):
        text = raw.astext()
        if "text/x-thebe-config" in text or text.lstrip().startswith("<script>kernelName"):
            raw.parent.remove(raw)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect the parts."""
    app.connect("doctree-read", set_words, priority=900)
    app.connect("doctree-resolved", drop_thebe_nodes, priority=900)
    app.connect("html-page-context", drop_scripts, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""After the book is built: the pages to code on, the handouts as documents, the slides, the pack to
print, the questions for learning platforms.
"""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def write(app: Sphinx, failed: Exception | None) -> None:
    """Write them beside the pages, where the book has the pages for teachers."""
    if failed is not None or app.builder.format != "html":
        return
    if "book/teach/coder" not in app.env.found_docs:
        return  # a report of an event of one's own has no classroom
    from newscompare.teaching.downloads import write_downloads

    written = write_downloads(app.outdir)
    if written[-1].suffix != ".pdf":
        LOGGER.info("no Chromium: the pack for a class is a page to print, not a PDF")


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect the part."""
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

"""Ten pages as readers see them, kept for those who look: wide and on a phone, light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("browser")

SHOWN = (
    *("notebooks/00_findings", "notebooks/01_event", "notebooks/02_framing"),
    *("notebooks/03_sources", "notebooks/16_said_unsaid", "notebooks/18_ask"),
    *("notebooks/22_exercises_framing", "notebooks/07_rows", "book/own_event"),
    "book/teach/handout_50",
)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_pages_are_seen(built_book: Path, browser, width: int, theme: str) -> None:
    folder = built_book.parent / "screenshots"
    folder.mkdir(exist_ok=True)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    for name in SHOWN:
        page.goto((built_book / f"{name}.html").as_uri(), wait_until="load")
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        file = folder / f"{name.replace('/', '-')}-{width}-{theme}.png"
        page.screenshot(path=file)
        assert file.stat().st_size > 10_000
    context.close()

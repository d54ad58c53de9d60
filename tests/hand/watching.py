"""Pages in a browser that may ask nobody and log no error, and how a coder goes through one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page


class watched:  # noqa: N801
    """A fresh context whose page may ask nobody and log no error."""

    def __init__(self, browser: Browser, **options) -> None:
        self.context = browser.new_context(accept_downloads=True, **options)

    def __enter__(self) -> Page:
        self.page, self.said = self.context.new_page(), []
        self.page.on(
            "request",
            lambda r: (
                self.said.append(r.url)
                if not r.url.startswith(("file:", "data:", "blob:"))
                else None
            ),
        )
        self.page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.said.append(str(e)))
        return self.page

    def __exit__(self, *failed) -> None:
        self.context.close()
        if failed[0] is None:
            assert self.said == []


def start(page, made: Path, *, ask: str = "frames", name: str = "", more: str = "") -> None:
    page.goto((made / "coder.html").as_uri() + f"?from=gull-20&n=9&ask={ask}{more}")
    if name:
        page.fill("#name", name)
    page.click("#start")


def frames_only(page, codes: list[tuple[int, int]]) -> None:
    """Code by keyboard: 1 and 2 for the frames, 0 for neither, Enter."""
    for symbolic, strategic in codes:
        keys = [k for k, v in (("1", symbolic), ("2", strategic)) if v] or ["0"]
        for key in [*keys, "Enter"]:
            page.keyboard.press(key)


def until(page, holds: str, *, seconds: float = 60) -> None:
    """Wait for an expression to hold; asked from outside, for the pages forbid ``eval``, on which
    Playwright's ``wait_for_function`` rests as soon as it has to ask a second time.
    """
    last = time.monotonic() + seconds
    while not page.evaluate(holds):
        assert time.monotonic() < last, f"{holds} did not come true"
        page.wait_for_timeout(50)


def breath(page) -> None:
    """As long as anybody takes between a key and leaving the page: Chromium hands on what a page
    stored a moment later, and a page that is gone by then has stored nothing.
    """
    page.wait_for_timeout(500)


def start_again(page, made: Path, holds: str, **how) -> None:
    """Start where codes are kept, so that an expression holds. A busy Chromium may show a
    page what was stored before, until it is opened once more.
    """
    breath(page)
    for _ in range(5):
        start(page, made, **how)
        try:
            return until(page, holds, seconds=5)
        except AssertionError:
            continue
    raise AssertionError(f"{holds} did not come true")


def line_of(page) -> str:
    return page.locator("#line").input_value()


def hand_in(page, made: Path, text: str) -> None:
    page.goto((made / "room.html").as_uri())
    page.fill("#lines", text)
    page.click("#add")

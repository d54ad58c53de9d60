"""What several tests need: the case, the texts where they are at hand, the built book."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from lab_server import QUIET, find_chromium

from newscompare.case.folder import CaseFolder, case_folder
from newscompare.case.scaffold import new_case
from newscompare.case.tables import Case, load_case
from newscompare.hand.classroom import Room, read_room

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def module_at(path: Path) -> ModuleType:
    """A script or an extension of Sphinx, which no package holds, as a module."""
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def toc_pages() -> list[str]:
    """Every page of the book, in order."""

    def walk(entries: list[dict]) -> list[str]:
        return [name for e in entries for name in [e["file"], *walk(e.get("sections", []))]]

    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *walk([chapter for part in toc["parts"] for chapter in part["chapters"]])]


SMALL_CODEBOOK = """\
event: {title: Ferry}
frames: {symbolic: Meaning., strategic: Interest.}
indicators:
  S1: {frame: symbolic, name: label, definition: A gesture., example: A gesture.,
      patterns: {general: [gesture]}}
  T1: {frame: strategic, name: rivalry, definition: A rival., example: A rival.,
      patterns: {general: [rival]}}
"""


@pytest.fixture
def heard() -> Iterator[None]:
    """Ctrl-C as in a terminal, also where the suite runs in the background, deaf to it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    """A new case folder whose codebook has two indicators."""
    (tmp_path / "small.yml").write_text(SMALL_CODEBOOK, encoding="utf-8")
    new_case(tmp_path / "my-event", codebook=tmp_path / "small.yml")
    return case_folder(tmp_path / "my-event")


@pytest.fixture(scope="session")
def case() -> Case:
    return load_case("accords")


@pytest.fixture(scope="session")
def practice() -> Case:
    return load_case("practice")


@pytest.fixture(scope="session")
def room(practice: Case) -> Room:
    """The practice event as a class coded it."""
    return read_room(practice)


@pytest.fixture
def two_texts(tmp_path: Path) -> Callable[[str, str], CaseFolder]:
    """Makes a case of two texts, ``a`` and ``b``."""

    def make(one: str, two: str) -> CaseFolder:
        new_case(tmp_path / "one")
        (tmp_path / "one/articles/example.md").unlink()
        (tmp_path / "one/articles/a.md").write_text(one, encoding="utf-8")
        (tmp_path / "one/articles/b.md").write_text(two, encoding="utf-8")
        return CaseFolder(tmp_path / "one")

    return make


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "corpus").is_dir():
        pytest.skip(
            "the five texts are other people's and not in the repository; they are looked for in "
            "../shared/corpus"
        )
    return SHARED


@pytest.fixture(scope="session")
def built_book() -> Path:
    """The built book, made by the command that the README gives."""
    make = shutil.which("make")
    if make is None:
        pytest.skip("GNU make is not installed, so the README's command cannot be run")
    environment = {
        k: v for k, v in os.environ.items() if k not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}
    }
    done = subprocess.run(
        [make, "book"], cwd=ROOT, capture_output=True, text=True, env=environment, timeout=600
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return ROOT / "_build" / "html"


BUSY = 180_000
"""Milliseconds that a page may take to show what a test waits for."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one for all tests of a worker. It waits as long as a busy machine may need."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    api.expect.set_options(timeout=BUSY)
    with api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=find_chromium(), args=QUIET)
        fresh = opened.new_context

        def patient(**options: Any) -> Any:
            context = fresh(**options)
            context.set_default_timeout(BUSY)
            return context

        opened.new_context = patient
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of its own, on a wide screen."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield context.new_page()
    context.close()

"""What several tests need: the case, the texts where they are at hand, the built book."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from newscompare.case.folder import CaseFolder, case_folder
from newscompare.case.scaffold import new_case
from newscompare.case.tables import Case, load_case

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


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
def folder(tmp_path: Path) -> CaseFolder:
    """A new case folder whose codebook has two indicators."""
    (tmp_path / "small.yml").write_text(SMALL_CODEBOOK, encoding="utf-8")
    new_case(tmp_path / "my-event", codebook=tmp_path / "small.yml")
    return case_folder(tmp_path / "my-event")


@pytest.fixture(scope="session")
def case() -> Case:
    return load_case("accords")


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

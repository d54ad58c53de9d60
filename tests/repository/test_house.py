"""The house: small files, each with one idea; a map that is current; tests by the same rooms."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from conftest import module_at

from newscompare.coding.settings import DEPENDS

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "newscompare").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST = 400


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def house() -> ModuleType:
    return module_at(ROOT / "tools" / "house.py")


def test_no_file_is_long() -> None:
    found = {
        named(path)
        for path in [*MODULES, *TESTS, *(ROOT / "tools").glob("*.py")]
        if len(path.read_text("utf-8").splitlines()) > LONGEST
    }
    assert found == set(), f"more than {LONGEST} lines"


def test_no_file_only_forwards() -> None:
    """A door, such as ``__init__``, may; a module of its own has something of its own."""
    for path in MODULES:
        if path.name not in {"__init__.py", "__main__.py"}:
            tree = ast.parse(path.read_text("utf-8"))
            own = [
                n for n in tree.body if not isinstance(n, ast.Import | ast.ImportFrom | ast.Expr)
            ]
            assert own, named(path)


def test_each_module_says_its_idea_first() -> None:
    for path in [*MODULES, *TESTS]:
        doc = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert doc, named(path)
        assert len(doc.split("\n\n")[0]) < 260, f"{named(path)}: one idea in its first lines"


def test_the_contract_has_no_exceptions() -> None:
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    assert "ignore_imports" not in settings
    assert "exhaustive_ignores" not in settings


def test_the_picture_is_current(house: ModuleType) -> None:
    assert house.PICTURE.read_text("utf-8") == house.picture(), "run: make map"


def test_the_readme_has_each_room(house: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    rooms = [room for floor in house.floors() for room in floor]
    table = re.findall(r"^\| (.*?) \|", readme.split("| room |")[1], re.MULTILINE)
    assert [room for row in table for room in re.findall(r"`(\w+)`", row)] == [*rooms]


def test_the_readme_says_which_rooms_lie_beside_one_another(house: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    said = readme.split("Beside one another: ")[1].split("the files of the last line")[0]
    floors = [re.findall(r"`(\w+)`", part) for part in said.split(";")]
    shared = [floor for floor in house.floors() if len(floor) > 1]
    assert [floor for floor in floors if floor] == [[*floor] for floor in shared[:-1]]
    last = {"files", "progress", "characters", "limits", "apart", "printing"}
    assert {*shared[-1]} == last


def test_tests_mirror_the_rooms(house: ModuleType) -> None:
    rooms = {room for floor in house.floors() for room in floor}
    folders = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert folders - {"__pycache__"} <= rooms | {"book", "fixtures", "repository"}
    files = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert files <= rooms


def test_no_two_test_modules_share_a_name() -> None:
    """pytest imports them by name alone: the second of a pair is not collected at all."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py")]
    assert sorted(names) == sorted(set(names))


def test_rows_depend_on_every_room_that_makes_them() -> None:
    """A room that the coder imports and that ``DEPENDS`` lacks could change rows unseen."""
    code = "import sys, newscompare.coding.coder; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    rooms = {name.split(".")[1] for name in loaded if name.startswith("newscompare.")}
    ground = {"apart", "characters", "errors", "files", "limits", "progress"}
    assert rooms - ground <= {name.removesuffix(".py") for name in DEPENDS}

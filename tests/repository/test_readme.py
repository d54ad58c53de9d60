"""The README's commands are those that CI runs, and what it points at is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def commands(text: str) -> set[str]:
    return set(re.findall(r"^(make \w+)", text, re.MULTILINE))


def test_ci_runs_what_the_readme_gives() -> None:
    assert {"make book", "make test"} <= commands(README)
    assert {"make book", "make test"} <= commands(CI)
    rules = set(
        re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {c.split()[1] for c in commands(README)} <= rules


def test_the_plain_pip_lines_are_those_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in (
        "install -r requirements.txt",
        "install --no-deps --no-build-isolation -e .",
        "jupyter-book build . -W -n --keep-going",
    ):
        assert line in README
        assert line in makefile.replace("install -q", "install")


def test_every_version_is_pinned() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert line.startswith("-r ") or re.fullmatch(r"[\w.\[\]-]+==[\w.+!]+", line), (
                f"{name}: {line}"
            )


def test_files_that_the_readme_names_exist() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target

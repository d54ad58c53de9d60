"""Run the chapters of a report and render its pages, each in a process apart.

What the processes say goes into a log, which stays only where one fails.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from newscompare.apart import own_group
from newscompare.errors import InputError
from newscompare.files import write_text
from newscompare.progress import bar

BOOK = (
    "import sys; sys.modules['rfc3987_syntax'] = None; "
    "from jupyter_book.cli.main import main; main()"
)
"""Jupyter Book in this Python, without its script on the path, and without the grammar of
internationalised addresses, which takes a second to make and checks nothing here.
"""
WRITING = "writing output..."
"""How Sphinx begins the line of each page that it writes."""


def execute(notebooks: Path, out: Path) -> None:
    """Run the chapters; their outputs stay in them. Raises ``InputError`` where one fails."""
    command = [sys.executable, "-m", "newscompare.report.executing", str(notebooks)]
    _follow(command, out, ".ipynb", total=len(list(notebooks.glob("*.ipynb"))), unit="chapters")


def render(source: Path, built: Path, out: Path) -> None:
    """Make the pages of a book whose chapters have run. Raises ``InputError`` where it fails."""
    command = [sys.executable, "-c", BOOK, "build", str(source), "--path-output", str(built)]
    pages = len(list((source / "notebooks").glob("*.ipynb"))) + 1
    _follow([*command, "-W", "-n", "--keep-going"], out, WRITING, total=pages, unit="pages")


def _follow(command: Sequence[str], out: Path, sign: str, *, total: int, unit: str) -> None:
    """Run a command with a bar that moves with each line that holds a sign."""
    log: list[str] = []
    with (
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            **own_group(),
        ) as process,
        bar(total=total, unit=unit) as shown,
    ):
        assert process.stdout is not None
        try:
            for line in process.stdout:
                log.append(line)
                shown.update(sign in line)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        path = out.parent / f"{out.name}-log.txt"
        write_text("".join(log), path)
        if any("No module named 'jupyter_book" in line for line in log):
            raise InputError(
                "jupyter-book",
                "is not installed",
                "pip install -r requirements.txt in the folder of the clone",
            )
        raise InputError(
            str(path),
            "says why the report could not be built",
            "send it to the authors; nothing was changed",
        )

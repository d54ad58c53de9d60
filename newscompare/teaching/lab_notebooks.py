"""Student and instructor notebooks from one source: ``python -m newscompare.teaching.lab_notebooks
notebooks/lab``.

A code cell of ``source/`` may hold blocks. The instructor's version keeps the first part, the
student's the second::

    ### BEGIN SOLUTION
    share = (rows["naming"] == "named").mean()
    ### ELSE
    share = ...
    ### END SOLUTION

A Markdown cell tagged ``instructor`` stands in the instructor's version alone.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newscompare.errors import InputError
from newscompare.files import write_text

VERSIONS = ("student", "instructor")
BLOCK = re.compile(
    r"^### BEGIN SOLUTION\n(?P<instructor>.*?)"
    r"^### ELSE\n(?P<student>.*?)^### END SOLUTION(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def version(notebook: dict[str, Any], which: str) -> dict[str, Any]:
    """One version of a source notebook. Raises ``ValueError`` for a block that is not closed."""
    cells = []
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        tags = cell["metadata"].get("tags", [])
        if "instructor" in tags and which != "instructor":
            continue
        text = BLOCK.sub(lambda found: found[which], text)
        if re.search(r"^### (BEGIN|ELSE|END)", text, re.MULTILINE):
            raise ValueError(f"a block is not closed: {text}")
        cells.append({**cell, "source": text.rstrip("\n").splitlines(keepends=True)})
    return {**notebook, "cells": cells}


def versions(source: Path) -> dict[str, str]:
    """The text of both versions of one source notebook. Raises ``InputError`` where it is
    broken.
    """
    try:
        notebook = json.loads(source.read_text(encoding="utf-8"))
        return {
            which: json.dumps(version(notebook, which), indent=1, ensure_ascii=False) + "\n"
            for which in VERSIONS
        }
    except (OSError, ValueError, KeyError) as error:
        raise InputError(
            str(source),
            f"cannot be made into lab notebooks ({error})",
            "close each block: BEGIN, ELSE, END",
        ) from None


def main(argv: Sequence[str] | None = None) -> None:
    """Write ``student/`` and ``instructor/`` beside ``source/``."""
    parser = argparse.ArgumentParser(
        prog="newscompare.teaching.lab_notebooks",
        description="Make student and instructor notebooks from one source.",
    )
    parser.add_argument("folder", help="folder that holds source/")
    folder = Path(parser.parse_args(argv).folder)
    for source in sorted((folder / "source").glob("*.ipynb")):
        for which, text in versions(source).items():
            write_text(text, folder / which / source.name)


if __name__ == "__main__":
    main()

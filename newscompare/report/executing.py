"""Run the chapters of a report, all in one Python: ``python -m newscompare.report.executing
FOLDER``.

A kernel for each notebook would start nine times and import the same packages nine times, which
takes longer than the cells. Each chapter runs in a namespace of its own, in its folder; what its
cells show becomes their outputs in the file. The name of a chapter on standard output says that it
has run; a failing cell ends the run with its traceback and 1.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import matplotlib as mpl
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output


def output_of(shell: InteractiveShell, source: str) -> list[dict[str, Any]]:
    """The outputs of a cell, as a notebook holds them. Raises what the cell raises."""
    values: list[Any] = []
    shell.display_trap.hook = values.append
    with capture_output() as captured:
        result = shell.run_cell(source)
    result.raise_error()
    outputs: list[dict[str, Any]] = [
        {"output_type": "stream", "name": name, "text": text}
        for name, text in (("stdout", captured.stdout), ("stderr", captured.stderr))
        if text
    ]
    bundles = [(shown.data, shown.metadata) for shown in captured.outputs]
    bundles += [shell.display_formatter.format(value) for value in values if value is not None]
    return outputs + [
        {"output_type": "display_data", "data": data, "metadata": metadata or {}}
        for data, metadata in bundles
    ]


def run_notebook(path: Path, shell: InteractiveShell) -> None:
    """Run the cells of a notebook and keep their outputs in it."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    shell.reset(new_session=True)
    for number, cell in enumerate(notebook["cells"], 1):
        if cell["cell_type"] == "code":
            cell["outputs"] = output_of(shell, "".join(cell["source"]))
            cell["execution_count"] = number
    path.write_text(json.dumps(notebook), encoding="utf-8")


def main(folder: str) -> None:
    """Run every notebook of a folder, by name."""
    mpl.use("agg")
    os.chdir(folder)
    shell = InteractiveShell.instance(colors="nocolor")
    for path in sorted(Path().glob("*.ipynb")):
        run_notebook(path, shell)
        print(path.name, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])

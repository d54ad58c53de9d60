"""Answers that a failed cell left behind: after an error a name still holds its old value, and a
check must not grade that.
"""

from __future__ import annotations

import ast
import re
from typing import Any


class Watch:
    """Follows the cells of a notebook: which names a failed cell should have set anew."""

    def __init__(self) -> None:
        self.stale: set[str] = set()
        self.cell = ""

    def began(self, info: Any) -> None:
        """A cell begins; ``info.raw_cell`` is its source."""
        self.cell = str(info.raw_cell or "")

    def ended(self, result: Any) -> None:
        """A cell ended; ``result.success`` says how, ``result.info.raw_cell`` what it was."""
        names = assigned(str(result.info.raw_cell or ""))
        self.stale = self.stale - names if result.success else self.stale | names

    def old(self) -> list[str]:
        """The names in the running cell whose value is older than a failed cell."""
        return sorted(self.stale & set(re.findall(r"[^\W\d]\w*", self.cell)))


def assigned(source: str) -> set[str]:
    """The names that a cell sets, also where it is no valid Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return set(re.findall(r"^\s*([^\W\d]\w*)\s*(?:[-+|]?=)(?!=)", source, re.MULTILINE))
    return {
        node.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def watched() -> Watch:
    """The watch of this notebook; outside a notebook one that sees nothing."""
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        return Watch()
    found = getattr(shell, "_newscompare_watch", None)
    if found is None:
        found = Watch()
        shell._newscompare_watch = found
        shell.events.register("pre_run_cell", found.began)
        shell.events.register("post_run_cell", found.ended)
    return found

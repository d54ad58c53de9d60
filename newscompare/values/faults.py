"""What is wrong with a value: the problem, its cure, its line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newscompare.errors import InputError

DEEPEST = 20
"""How deep lists and mappings may be nested, one in another."""


@dataclass(frozen=True)
class Fault:
    """What a reader gives in place of a value. ``line`` counts from 1; ``None`` where it is not
    known.
    """

    problem: str
    cure: str
    line: int | None = None

    def error(self, file: str, *, line: int | None = None) -> InputError:
        """The fault as one line about a file; ``line`` where the text was a line of it."""
        return InputError(file, self.problem, self.cure, line=line or self.line)


def too_deep(value: Any) -> bool:
    """Are lists and mappings nested deeper than ``DEEPEST``?"""
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            inner
            for one in level
            if isinstance(one, list | dict)
            for inner in (one.values() if isinstance(one, dict) else one)
            if isinstance(inner, list | dict)
        ]
        if not level:
            return False
    return True

"""One clear line for bad input: where, what, and the cure."""

from __future__ import annotations


class InputError(ValueError):
    """Something in a user's file is wrong.

    ``str(error)`` is one line: ``file, line N, column 'x': what is wrong. Cure: what to do.``
    """

    def __init__(
        self,
        file: str,
        problem: str,
        cure: str,
        *,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        self.file, self.problem, self.cure, self.line, self.column = (
            file,
            problem,
            cure,
            line,
            column,
        )
        super().__init__(str(self))

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.column is not None:
            place += f", column '{self.column}'"
        line = " ".join(f"{place}: {self.problem}. Cure: {self.cure}.".split())
        return line.encode("utf-8", "backslashreplace").decode("utf-8")

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback."""
        return [str(self)]

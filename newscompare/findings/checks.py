"""Checks for sentences that assert an order, a superlative, an absence, a whole or a cause.

Each takes the sentence as it stands in the prose (its first words are enough; ``…`` stands for a
computed value) and what must hold of the data. They stand in hidden cells of the notebook: where
the data stop supporting a sentence, the notebook fails and names it. ``newscompare.findings.lint``
finds sentences without a check.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Sized
from itertools import pairwise

import pandas as pd

CHECKS = ("holds", "in_order", "largest", "smallest", "none", "some", "only", "caused", "stated")
"""The names that the lint looks for."""


class Unsupported(AssertionError):  # noqa: N818 - said of a sentence, not of the program
    """A sentence that the data do not support; the text names the sentence and what was found."""

    def __init__(self, sentence: str, found: str) -> None:
        super().__init__(f"the data do not support the sentence “{sentence}”: {found}")

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows in place of a traceback."""
        return [str(self)]


def _series(values: Mapping[str, float] | pd.Series) -> pd.Series:
    return pd.Series(values).dropna()


def holds(sentence: str, condition: object) -> None:
    """Raise ``Unsupported`` unless ``condition`` is true (of a Series: everywhere)."""
    true = bool(pd.Series(condition).all()) if isinstance(condition, pd.Series) else bool(condition)
    if not true:
        raise Unsupported(sentence, "its condition is false")


def in_order(sentence: str, values: Mapping[str, float] | pd.Series, order: Sequence[str]) -> None:
    """Raise ``Unsupported`` unless ``values`` fall strictly along ``order``."""
    given = _series(values)
    numbers = [float(given[name]) for name in order]
    if not all(a > b for a, b in pairwise(numbers)):
        shown = ", ".join(f"{n} {v:g}" for n, v in zip(order, numbers, strict=True))
        raise Unsupported(sentence, f"the order is not {' > '.join(order)} ({shown})")


def largest(sentence: str, values: Mapping[str, float] | pd.Series, name: str) -> None:
    """Raise ``Unsupported`` unless ``name`` alone has the largest of ``values``."""
    given = _series(values)
    top = list(given.index[given == given.max()])
    if top != [name]:
        raise Unsupported(sentence, f"the largest is {' and '.join(map(str, top))}, not {name}")


def smallest(sentence: str, values: Mapping[str, float] | pd.Series, name: str) -> None:
    """Raise ``Unsupported`` unless ``name`` alone has the smallest of ``values``."""
    given = _series(values)
    low = list(given.index[given == given.min()])
    if low != [name]:
        raise Unsupported(sentence, f"the smallest is {' and '.join(map(str, low))}, not {name}")


def none(sentence: str, rows: Sized) -> None:
    """Raise ``Unsupported`` where there is any row."""
    if len(rows):
        raise Unsupported(sentence, f"there are {len(rows)}")


def some(sentence: str, rows: Sized, n: int | None = None) -> None:
    """Raise ``Unsupported`` unless there are rows (exactly ``n``, where it is given)."""
    if (n is None and not len(rows)) or (n is not None and len(rows) != n):
        raise Unsupported(sentence, f"there are {len(rows)}")


def only(sentence: str, found: Iterable[object], expected: Iterable[object]) -> None:
    """Raise ``Unsupported`` unless ``found`` holds exactly what ``expected`` holds."""
    mine, theirs = set(map(str, found)), set(map(str, expected))
    if mine != theirs:
        raise Unsupported(sentence, f"they are {', '.join(sorted(mine)) or 'none'}")


def caused(sentence: str, effect: object, without: object) -> None:
    """Raise ``Unsupported`` unless ``effect`` is true, and false once its cause is taken away
    (``without``).
    """
    if not bool(effect):
        raise Unsupported(sentence, "the effect is not there")
    if bool(without):
        raise Unsupported(sentence, "the effect stays when its cause is taken away")


def stated(sentence: str, why: str) -> None:
    """Say why a sentence needs no check: it repeats a rule of the codebook, a definition, advice.

    Raises ``ValueError`` for a reason of less than three words.
    """
    if len(why.split()) < 3:
        raise ValueError(f"say in three words or more why “{sentence}” needs no check")

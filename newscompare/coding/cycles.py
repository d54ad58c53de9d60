"""Coding makes many rows and few cycles of references: Python looks for cycles rarely meanwhile.

At its usual pace the collector reads every row and word list again and again.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (20_000, 50, 100)
"""New objects, young rounds and middle rounds before the collector looks (``gc.set_threshold``)."""


def look_rarely() -> None:
    """Look for cycles rarely from now on, and never among what is loaded already."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


@contextmanager
def rarely_looked_for() -> Iterator[None]:
    """Look for cycles rarely in this block; afterwards as before."""
    before = gc.get_threshold()
    look_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()

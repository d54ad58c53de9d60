"""Long texts in overlapping windows, and the scores of windows as scores of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from newscompare.encoder.pieces import Pieces

LONGEST = 254
"""Most subwords of a window, without the mark that begins it."""
Floats = NDArray[np.float32]
Stretch = tuple[int, int]
"""First subword of a window, last + 1."""


def stretches(
    pieces: Pieces, overlap: int, longest: int = LONGEST, start: int = 0
) -> Iterator[Stretch]:
    """Windows over a text that begin and end between tokens, each sharing ``overlap`` subwords with
    the next.

    With ``start``, the first window ends there, so that a text can be cut in other places.
    """
    if not pieces.n:
        return
    bounds = np.append(pieces.first, pieces.n)
    bounds[0] = 0

    def at_or_before(k: int) -> int:
        return int(bounds[np.searchsorted(bounds, k, side="right") - 1])

    def after(k: int) -> int:
        return int(bounds[np.searchsorted(bounds, k, side="right")])

    begin, end = 0, at_or_before(start or longest) or min(longest, pieces.n)
    while True:
        yield begin, end
        if end >= pieces.n:
            return
        covered, begin = end, max(after(begin), at_or_before(end - overlap))
        while (end := at_or_before(min(begin + longest, pieces.n))) <= covered:
            begin = after(begin)


def trust(first: np.ndarray, window: Stretch, whole: int) -> Floats:
    """How much the scores of the tokens of a window count: less toward an edge that is not the
    text's.
    """
    begin, end = window
    left = first - begin + 1 if begin else np.full(len(first), 10_000)
    right = end - first if end < whole else np.full(len(first), 10_000)
    return np.minimum(np.minimum(left, right), 64).astype(np.float32)


def joined(pieces: Pieces, parts: Sequence[tuple[Stretch, Floats]]) -> Floats:
    """Scores (tokens, labels) of a text from those of its windows, weighted by ``trust``."""
    width = parts[0][1].shape[1]
    total = np.zeros((len(pieces.first), width), dtype=np.float32)
    weight = np.zeros((len(pieces.first), 1), dtype=np.float32)
    for window, scores in parts:
        a, b = np.searchsorted(pieces.first, window)
        own = trust(pieces.first[a:b], window, pieces.n)[:, None]
        total[a:b] += own * scores
        weight[a:b] += own
    return total / weight

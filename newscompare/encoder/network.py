"""The stored encoder at work: label scores for the tokens of a text, vectors for tokens and
sentences.

One window is read at a time; sentences of one length are read in one go, without filling, as are
the versions of a sentence. So memory stays bounded and nothing depends on what is read beside it;
the number of threads changes the time only.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from newscompare.articles.tokens import Tokens, tokenize
from newscompare.encoder import store
from newscompare.encoder.pieces import Cutter, Pieces
from newscompare.encoder.windows import LONGEST, joined, stretches

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
OVERLAP = 72
"""Subwords that neighbouring windows share; chosen on the training articles held out."""
TOGETHER = 1024
"""Subwords that are read in one go, at most, unless one sentence has more."""


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
        self.layers = [o.name for o in self.session.get_outputs() if o.name.startswith("layer")]
        """Outputs whose states serve sentences."""
        self.width = len(self.layers) * self.tables["words"].shape[1]
        """Columns of these states side by side."""

    def run(self, ids: Ids, kinds: Ids, outputs: Sequence[str]) -> list[Floats]:
        """What the graph puts out for texts of as many subwords, or one text in some versions:
        ``ids`` (texts, subwords), ``kinds`` as they or (subwords); one array (texts, subwords,
        width) an output.
        """
        ids = np.pad(ids, ((0, 0), (1, 0)), constant_values=self.cutter.first)
        kinds = np.pad(kinds, ((0, 0),) * (kinds.ndim - 1) + ((1, 0),))
        words = self.tables["words"][ids] + self.tables["kinds"][kinds]
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
        states = np.zeros((*ids.shape, self.width), np.float32)
        for begin, end in stretches(pieces, overlap=0):
            found = self.run(ids[:, begin:end], pieces.kinds[begin:end], self.layers)
            states[:, begin:end] = np.concatenate(found, axis=2)
        return states

    def states_of_all(self, texts: Sequence[Pieces]) -> Iterator[tuple[int, Floats]]:
        """The number of each text and its states (subwords, layers times width), those of one
        length after one another; none for a text without words.
        """
        lengths: dict[int, list[int]] = {}
        for number, pieces in enumerate(texts):
            lengths.setdefault(pieces.n, []).append(number)
        for n, numbers in sorted(lengths.items()):
            rows = max(1, TOGETHER // n) if 0 < n <= LONGEST else 1
            for first in range(0, len(numbers), rows):
                some = numbers[first : first + rows]
                if rows == 1:
                    yield some[0], self.states_of(texts[some[0]])[0]
                    continue
                ids = np.stack([texts[k].ids for k in some])
                kinds = np.stack([texts[k].kinds for k in some])
                found = np.concatenate(self.run(ids, kinds, self.layers), axis=2)
                yield from zip(some, found, strict=True)

    def states(self, tokens: Tokens) -> tuple[Floats, Pieces]:
        """The states of a text and its subwords."""
        pieces = self.cutter.pieces(tokens)
        return self.states_of(pieces)[0], pieces

    def sentence_vectors(self, sentences: Sequence[str]) -> Floats:
        """A vector (layers times width) for each sentence: the mean of its states; zeros for one
        without words.
        """
        out = np.zeros((len(sentences), self.width), dtype=np.float32)
        texts = [self.cutter.pieces(tokenize(sentence)) for sentence in sentences]
        for number, states in self.states_of_all(texts):
            if len(states):
                out[number] = states.mean(axis=0)
        return out


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

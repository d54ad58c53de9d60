"""The stored encoder: one file that holds its weights in eight bits, its graph, its words and its
settings.

Matrices are kept as small integers with one scale a column (a row for embeddings) and become
ordinary numbers when they are loaded: they are small on disk, and every processor counts alike.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

NAME = "minilm.npz"
SETTINGS = "settings.json"
"""Settings of tasks, chosen after training; small, so that they can change without the weights."""
Floats = NDArray[np.float32]
LARGEST = 127


@dataclass(frozen=True)
class Stored:
    """What the file holds.

    ``tables``: embeddings of subwords, kinds and places by name; ``constants``: of the graph, by
    name; ``graph``: an ONNX model without its constants; ``words``: the tokenizer as JSON;
    ``settings``: numbers by name.
    """

    tables: Mapping[str, Floats]
    constants: Mapping[str, Floats]
    graph: bytes
    words: str
    settings: Mapping[str, Any]


def squeezed(values: Floats, axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Values as small integers, and a scale along ``axis``."""
    scale = np.maximum(np.abs(values).max(axis=axis, keepdims=True), 1e-8) / LARGEST
    return np.rint(values / scale).astype(np.int8), scale.astype(np.float32)


def dump(stored: Stored) -> bytes:
    """The bytes of the file; the same contents give the same bytes."""
    arrays: dict[str, NDArray[Any]] = {}
    for group, parts, axis in (("table", stored.tables, 1), ("constant", stored.constants, 0)):
        for name, value in parts.items():
            if value.ndim == 2 and value.size > 50_000:
                arrays[f"{group}:{name}"], arrays[f"scale:{name}"] = squeezed(value, axis)
            else:
                arrays[f"{group}:{name}"] = value.astype(np.float32)
    arrays["graph"] = np.frombuffer(stored.graph, dtype=np.uint8)
    arrays["words"] = np.frombuffer(stored.words.encode(), dtype=np.uint8)
    settings = json.dumps(stored.settings, sort_keys=True).encode()
    arrays["settings"] = np.frombuffer(settings, dtype=np.uint8)
    out = io.BytesIO()
    np.savez_compressed(out, allow_pickle=False, **arrays)
    return out.getvalue()


def parse(data: bytes) -> Stored:
    """The inverse of ``dump``."""
    groups: dict[str, dict[str, Floats]] = {"table": {}, "constant": {}}
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        for key in found.files:
            group, _, name = key.partition(":")
            if group in groups:
                value = found[key].astype(np.float32)
                if f"scale:{name}" in found.files:
                    value *= found[f"scale:{name}"]
                groups[group][name] = value
        whole = {key: found[key].tobytes() for key in ("graph", "words", "settings")}
    settings = json.loads(whole["settings"])
    return Stored(
        groups["table"], groups["constant"], whole["graph"], whole["words"].decode(), settings
    )


@cache
def load() -> Stored:
    """The encoder that comes with the package, with the settings beside it."""
    folder = Path(__file__).parent
    found = parse((folder / NAME).read_bytes())
    beside = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    return replace(found, settings={**found.settings, **beside})

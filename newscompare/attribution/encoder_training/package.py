"""Trained weights as the file that the package stores: subwords of other scripts left out, eight
bits, the graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newscompare.attribution.encoder_training import graph
from newscompare.attribution.linking import LABELS
from newscompare.encoder import store

Floats = NDArray[np.float32]
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def wanted(word: str) -> bool:
    """Is this a subword of Latin script or a mark? Those of other scripts and unused ones go."""
    if word in SPECIAL:
        return True
    plain = word.removeprefix("##")
    return not word.startswith("[unused") and all(
        ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200 for c in plain
    )


def pruned(words: str) -> tuple[str, list[int]]:
    """The tokenizer without the subwords that go, as JSON, and the old numbers of the others."""
    whole: dict[str, Any] = json.loads(words)
    old = sorted(whole["model"]["vocab"].items(), key=lambda item: item[1])
    kept = [(word, number) for word, number in old if wanted(word)]
    new = {word: k for k, (word, _) in enumerate(kept)}
    whole["model"]["vocab"] = new
    whole["padding"] = whole["truncation"] = whole["post_processor"] = None
    whole["added_tokens"] = [
        token | {"id": new[token["content"]]} for token in whole["added_tokens"]
    ]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")), [n for _, n in kept]


def packed(
    weights: Mapping[str, Floats], words: str, settings: Mapping[str, Any], keep: Mapping[str, int]
) -> store.Stored:
    """What is stored, from the weights of a ``Tagger`` (names as there)."""
    own = {name.removeprefix("encoder."): value for name, value in weights.items()}
    own |= {"encoder." + k: v for k, v in own.items() if k.startswith("layer.")}
    depth = 1 + max(int(k.split(".")[2]) for k in own if k.startswith("encoder.layer."))
    made, constants = graph.build(own, depth, keep, len(LABELS))
    words, kept = pruned(words)
    tables = {
        "words": own["embeddings.word_embeddings.weight"][kept],
        "kinds": own["embeddings.token_type_embeddings.weight"],
        "places": own["embeddings.position_embeddings.weight"],
    }
    settings = {**settings, "transitions": own["transitions"].astype(float).round(4).tolist()}
    return store.Stored(tables, constants, made.SerializeToString(), words, settings)

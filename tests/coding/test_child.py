"""The process that codes loads what coding needs and nothing for the rest of nltk."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from newscompare.coding.child import _load_nltk
_load_nltk()
assert not [name for name in sys.modules if name.split(".")[0] in ("scipy", "sklearn")]
from newscompare.articles import sentences
assert len(sentences.sentence_spans("It rained. Nobody came.")) == 2
import scipy.stats, sklearn.base
"""


def test_nltk_comes_alone_and_what_it_left_out_can_still_be_loaded() -> None:
    subprocess.run([sys.executable, "-c", LOADED], check=True)

"""A command loads what coding needs of nltk and nothing for the rest of it."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from newscompare.articles import sentences
sentences.load_nltk_alone()
assert not [name for name in sys.modules if name.split(".")[0] in ("scipy", "sklearn")]
assert len(sentences.sentence_spans("It rained. Nobody came.")) == 2
import scipy.stats, sklearn.base
"""


def test_nltk_comes_alone_and_what_it_left_out_can_still_be_loaded() -> None:
    subprocess.run([sys.executable, "-c", LOADED], check=True)

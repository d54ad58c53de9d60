"""What the rows of a coding depend on: engine, codebook, limits, and the state of the program."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import newscompare


@dataclass(frozen=True)
class Settings:
    """What the rows depend on, and the limits of one article."""

    engine: str
    codebook: bytes
    """The ``Codebook``, pickled."""
    program: str
    """``program_digest`` where the run began; a worker with another one refuses."""
    time_limit: float
    """Seconds that an article may take."""
    memory_limit: int
    """Megabytes that the coding process may take."""
    why: bool = False
    """Does the encoder name the words that drove a tone?"""


DEPENDS = ("articles", "attribution", "case", "coding", "encoder", "frames", "sentiment", "values")
LIBRARIES = ("numpy", "pandas", "nltk", "py3langid", "simplemma", "onnxruntime", "tokenizers")
"""The rooms of the package that rows depend on."""


@cache
def program_digest() -> str:
    """Tells one state of the program from another: its own files, and the versions of the libraries
    that numbers pass through.
    """
    home = Path(newscompare.__file__).parent
    seen = hashlib.sha256(" ".join(version(name) for name in LIBRARIES).encode())
    for path in sorted(
        path for name in DEPENDS for path in [home / name, *(home / name).rglob("*")]
    ):
        if path.is_file() and path.suffix != ".pyc":
            seen.update(path.relative_to(home).as_posix().encode() + path.read_bytes())
    return seen.hexdigest()

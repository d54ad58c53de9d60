"""The other end of a coding process: ``python -m newscompare.coding.child`` codes what comes on
standard input until it ends (see ``process``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from newscompare.apart import NoStartError, limit_memory, serve
from newscompare.coding.settings import Settings, program_digest


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """In the block these packages count as not installed, unless they are loaded already."""
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


def _load_nltk() -> None:
    """nltk loads SciPy and scikit-learn where they are there, half a second for parts of it that
    no coding uses.
    """
    with _without("scipy", "sklearn"):
        import nltk.tokenize.punkt  # noqa: F401


def coder_of(settings: Settings) -> Callable[[Any], Any]:
    """What codes articles by these settings. Raises ``NoStartError`` where this is another
    newscompare than theirs.
    """
    limit_memory(settings.memory_limit)
    _load_nltk()
    from newscompare.coding.coder import Coder
    from newscompare.coding.cycles import look_rarely

    coder = Coder(settings)
    look_rarely()
    if settings.program != program_digest():
        raise NoStartError("another version of newscompare than where the run began")

    def code(articles: Any) -> Any:
        try:
            return coder.tables(articles)
        except MemoryError:
            raise MemoryError(f"needs more than {settings.memory_limit:,} MB of memory") from None

    return code


if __name__ == "__main__":
    serve(coder_of)

"""The other end of a coding process: ``python -m newscompare.coding.child`` codes what comes on
standard input until it ends (see ``process``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newscompare.apart import NoStartError, limit_memory, serve
from newscompare.coding.settings import Settings, program_digest


def coder_of(settings: Settings) -> Callable[[Any], Any]:
    """What codes articles by these settings. Raises ``NoStartError`` where this is another
    newscompare than theirs.
    """
    limit_memory(settings.memory_limit)
    from newscompare.articles.sentences import load_nltk_alone
    from newscompare.coding.coder import Coder
    from newscompare.coding.cycles import look_rarely

    load_nltk_alone()
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

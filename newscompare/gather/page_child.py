"""The other end of the process that reads pages: ``python -m newscompare.gather.page_child``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from newscompare.apart import limit_memory, serve


def reader_of(megabytes: int) -> Callable[[Any], Any]:
    """What reads a page: the extract, or (status, reason) where there is none."""
    limit_memory(megabytes)
    from newscompare.gather.page_text import extract
    from newscompare.gather.web import FetchError

    def read(page: Any) -> Any:
        try:
            return extract(page)
        except FetchError as error:
            return error.status, error.reason

    return read


if __name__ == "__main__":
    serve(reader_of)

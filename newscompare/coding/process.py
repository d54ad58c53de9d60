"""A process beside this one that codes articles: what crashes, hangs or swells there can be ended
and set aside (see ``apart``).
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from newscompare.apart import Apart, ApartError, NoStartError
from newscompare.articles import Article
from newscompare.coding.settings import Settings

__all__ = ["CodingError", "CodingProcess", "NoStartError"]


class CodingError(Exception):
    """The articles could not be coded; the message is the reason."""


class CodingProcess:
    """The process, started when it is first needed and again after it broke."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._apart = Apart("newscompare.coding.child", settings, settings.time_limit)

    def code(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        """The tables of some articles. Raises ``CodingError`` where the coder fails, or dies twice,
        or takes too long.
        """
        try:
            return dict(self._apart.ask(list(articles)))
        except ApartError as error:
            raise CodingError(str(error)) from None

    def close(self) -> None:
        """End the process."""
        self._apart.close()

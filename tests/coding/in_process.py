"""A coder in this process in place of the process beside it: what a run writes is the same, and
sooner there.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pytest

from newscompare.articles import Article
from newscompare.coding import parts
from newscompare.coding.coder import Coder
from newscompare.coding.settings import Settings


class CoderHere:
    """What ``process_here`` gives, without a process."""

    def __init__(self, settings: Settings) -> None:
        self.coder = Coder(settings)

    def code(self, articles: Sequence[Article]) -> dict[str, pa.Table]:
        return self.coder.tables(articles)


def code_in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs code here."""
    known: list[CoderHere] = []

    def here(settings: Settings) -> CoderHere:
        if not known or known[0].coder.settings != settings:
            known[:] = [CoderHere(settings)]
        return known[0]

    monkeypatch.setattr(parts, "process_here", here)

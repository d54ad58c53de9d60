"""The collector looks rarely while articles are coded, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from newscompare.coding.cycles import THRESHOLDS, rarely_looked_for


def test_the_collector_is_as_before_after_a_run_and_after_a_fault() -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    with rarely_looked_for():
        assert gc.get_threshold() == THRESHOLDS
        assert gc.get_freeze_count() > before[1]
    assert (gc.get_threshold(), gc.get_freeze_count()) == before
    with pytest.raises(ValueError, match="no"), rarely_looked_for():
        raise ValueError("no")
    assert (gc.get_threshold(), gc.get_freeze_count()) == before

"""A thousand of the fuzzer's cases, and what all of them came to."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = 10


@pytest.mark.parametrize("number", range(BLOCKS))
def test_a_block_of_the_fuzzer(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each case ends in 0 or 2, in a line, in time, and says of every record what became of it."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import fuzz

    done = fuzz.block(number)
    for row in done.values():
        assert not row["told"], row["told"][0]
        assert row["slowest_seconds"] <= fuzz.SECONDS
        assert row["read"] == row["coded"] + row["set_aside"]
    assert sum(row["cases"] for row in done.values()) == fuzz.BLOCK


def test_the_fuzzer_notices_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import fuzz

    def broken(argv: list[str]) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(fuzz, "command", broken)
    done = fuzz.block(0, size=3)
    assert sum(row["faults"] for row in done.values()) == 3


def test_what_the_whole_run_came_to() -> None:
    table = pd.read_csv(ROOT / "data" / "evaluation" / "fuzz.csv").set_index("command")
    whole = table.loc["all"]
    assert whole["cases"] == table.drop("all")["cases"].sum()
    assert whole["faults"] == 0
    assert whole["read"] == whole["coded"] + whole["set_aside"]
    assert 2 * whole["reached_coding"] >= whole["cases"]
    assert whole["slowest_seconds"] <= 20
    assert whole["most_megabytes"] <= 1000

"""Shares as text, rounded as on paper: a half goes up (12.5% is 13%), wherever one is shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def _hundred(share: float, places: int = 0) -> Decimal:
    exact = Decimal(str(round(float(share), 12))) * 100
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def hundredths(share: float) -> int:
    """A share, or a difference of two, in whole percentage points."""
    return int(_hundred(share))


def percent(share: float, places: int = 0) -> str:
    """A share (0 to 1) as a percentage, ``–`` where it is not defined."""
    return f"{_hundred(share, places)}%" if share == share else "–"

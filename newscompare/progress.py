"""A bar on the terminal for whatever takes longer than two seconds.

Nothing where the output is no terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from tqdm import tqdm


def bar(items: Iterable[Any] | None = None, *, unit: str, total: int | None = None) -> Any:
    """The items again, with a bar on standard error once two seconds have passed; without items a
    bar to ``update``.
    """
    return tqdm(
        items, total=total, unit=f" {unit}", delay=2, disable=None, file=sys.stderr, leave=False
    )

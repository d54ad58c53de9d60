"""Characters made whole: the two halves that escapes in YAML and JSON may leave."""

from __future__ import annotations

import re
from typing import Any

HALF = re.compile(r"[\ud800-\udfff]")
"""Half a character (a surrogate), as escapes in YAML and JSON may leave it."""


def whole_characters(value: Any) -> Any:
    """A text, or a list or mapping of such, with the two halves of a character joined and a lone
    half as U+FFFD.
    """
    if isinstance(value, str):
        return (
            value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if HALF.search(value)
            else value
        )
    if isinstance(value, list):
        return [whole_characters(item) for item in value]
    if isinstance(value, dict):
        return {whole_characters(key): whole_characters(item) for key, item in value.items()}
    return value

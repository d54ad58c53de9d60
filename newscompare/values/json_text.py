"""JSON (RFC 8259) as it is written there: no ``NaN``, no ``Infinity``, no name twice in an object,
nothing nested without end.
"""

from __future__ import annotations

import json
import math
from typing import Any

from newscompare.values.faults import DEEPEST, Fault, too_deep

CURE = "write it again with a program that writes JSON"


class _RefusedError(ValueError):
    """Valid for Python's reader, not for this one."""


def _constant(word: str) -> Any:
    raise _RefusedError(f"{word} is no number")


def _float(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _RefusedError(f"{digits[:20]} is too large a number")
    return number


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(f"the name '{twice[:40]}' stands twice in one object")
    return made


_DECODER = json.JSONDecoder(parse_constant=_constant, parse_float=_float, object_pairs_hook=_object)
_LENIENT = json.JSONDecoder(
    parse_constant=_constant, parse_float=_float, object_pairs_hook=dict, strict=False
)


def json_value(text: str, *, lenient: bool = False) -> Any:
    """The value of a JSON text, or a ``Fault`` (with its line). ``lenient``: as pages of the web
    have it, with line ends inside texts and names that stand twice.
    """
    try:
        value = (_LENIENT if lenient else _DECODER).decode(text)
    except json.JSONDecodeError as error:
        return Fault(f"is not valid JSON ({error.msg})", CURE, error.lineno)
    except _RefusedError as error:
        return Fault(f"is not valid JSON ({error})", CURE)
    except RecursionError:
        value = None
    except (ValueError, MemoryError):
        return Fault("is not valid JSON (a number is too long)", CURE)
    else:
        if not too_deep(value):
            return value
    return Fault(
        f"is not valid JSON here (lists or objects nested more than {DEEPEST} deep)",
        "write it flat",
    )

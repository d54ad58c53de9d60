"""A YAML file that holds one mapping: its values, or one line that names file, line and cure."""

from __future__ import annotations

from pathlib import Path

from newscompare.errors import InputError
from newscompare.files import read_text
from newscompare.values.faults import Fault
from newscompare.values.yaml_text import Map, yaml_value

LARGEST = 4_000_000
"""Most bytes of a file of settings."""


def yaml_map(path: Path, kind: str, cure: str, *, words: bool = False, once: bool = True) -> Map:
    """The mapping that a YAML file holds (see ``yaml_value``). Raises ``InputError`` (file, line,
    cure); ``kind`` and ``cure`` speak where it holds something else.
    """
    value = yaml_value(read_text(path, most=LARGEST), words=words, once=once)
    if isinstance(value, Fault):
        raise value.error(str(path))
    if not isinstance(value, Map):
        raise InputError(str(path), f"is not {kind}", cure, line=1)
    return value

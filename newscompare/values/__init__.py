"""Values from outside: YAML, JSON and Parquet, read to a value or a named fault.

The readers are strict (no aliases, no tags, no dates that do not exist, no numbers without end) and
total: whatever is given, they return a value or a ``Fault``; they raise nothing.
"""

from __future__ import annotations

from newscompare.values.arrow_values import arrow_records
from newscompare.values.faults import DEEPEST, Fault
from newscompare.values.from_file import yaml_map
from newscompare.values.json_text import json_value
from newscompare.values.whole import HALF, whole_characters
from newscompare.values.yaml_text import List, Map, empty_map, plain, yaml_value

__all__ = [
    "DEEPEST",
    "HALF",
    "Fault",
    "List",
    "Map",
    "arrow_records",
    "empty_map",
    "json_value",
    "plain",
    "whole_characters",
    "yaml_map",
    "yaml_value",
]

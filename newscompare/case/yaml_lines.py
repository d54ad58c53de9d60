"""YAML whose mappings and lists know the line of each entry, so that a fault can name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from newscompare.errors import InputError


class Map(dict[str, Any]):
    """A mapping with the line that it starts in, and that of each name."""

    line = 1
    lines: dict[str, int]


class List(list[Any]):
    """A list with the line that it starts in, and that of each entry."""

    line = 1
    lines: list[int]


class Loader(yaml.SafeLoader):
    """SafeLoader whose mappings and lists know the line of each entry."""


def _construct_map(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Map:
    result = Map()
    result.line = node.start_mark.line + 1
    result.lines = {}
    for key_node, value_node in node.value:
        key, line = str(loader.construct_object(key_node)), key_node.start_mark.line + 1
        if key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"the name '{key}' stands twice in one place", key_node.start_mark
            )
        result[key] = loader.construct_object(value_node, deep=True)
        result.lines[key] = line
    return result


def _construct_list(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> List:
    result = List(loader.construct_object(child, deep=True) for child in node.value)
    result.line = node.start_mark.line + 1
    result.lines = [child.start_mark.line + 1 for child in node.value]
    return result


def _construct_word(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    """Keep "no" and "on" as words."""
    return str(node.value)


Loader.add_constructor("tag:yaml.org,2002:map", _construct_map)
Loader.add_constructor("tag:yaml.org,2002:seq", _construct_list)
Loader.add_constructor("tag:yaml.org,2002:bool", _construct_word)


def read_map(path: Path, kind: str, cure: str) -> Map:
    """A file that holds one mapping. Raises ``InputError`` (file, line, cure); ``kind`` and
    ``cure`` speak where it holds something else.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            str(path), f"cannot be read ({error.strerror})", "check the name and the permissions"
        ) from None
    except UnicodeDecodeError:
        raise InputError(
            str(path), "is not valid UTF-8", "save it again with the encoding UTF-8"
        ) from None
    try:
        raw = yaml.load(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "cannot be read as YAML"
        line = mark.line + 1 if mark else None
        mend = "check the indentation; put a value that holds a colon or # in quotation marks"
        raise InputError(str(path), f"is not valid YAML ({problem})", mend, line=line) from None
    if not isinstance(raw, Map):
        raise InputError(str(path), f"is not {kind}", cure, line=1)
    return raw


def empty_map(line: int) -> Map:
    """A mapping without entries, as if it stood in a line."""
    result = Map()
    result.line, result.lines = line, {}
    return result

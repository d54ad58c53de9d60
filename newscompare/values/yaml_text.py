"""YAML as people write it in a settings file: names, words, numbers, dates, lists; each entry knows
its line.

Built from PyYAML's events one by one, without its recursion: what a text would swell to (aliases),
what runs code or guesses types (tags), and what is nested without end is refused before anything
is made of it. ``yes``, ``no``, ``on`` and ``off`` are words; only ``true`` and ``false`` are not.
"""

from __future__ import annotations

import math
import re
from typing import Any

import yaml

from newscompare.values.faults import DEEPEST, Fault
from newscompare.values.whole import whole_characters

LONGEST = 500_000
"""Most characters of a text that is read as YAML."""
MOST = 100_000
"""Most values in one text."""

QUOTE = "check the indentation; put a value that holds a colon, # or a quotation mark in quotes"

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FRACTION = re.compile(r"[-+]?(?:[0-9]{1,40}\.[0-9]{0,40}|\.[0-9]{1,40})(?:[eE][-+]?[0-9]{1,4})?")
_STRING = "tag:yaml.org,2002:str"
_TIME = "tag:yaml.org,2002:timestamp"


class Map(dict[str, Any]):
    """A mapping with the line that it starts in, that of each name, and the names that stand twice
    (``twice``: name, line, line of the first; the last value counts).
    """

    line = 1
    lines: dict[str, int]
    twice: list[tuple[str, int, int]]


class List(list[Any]):
    """A list with the line that it starts in, and that of each entry."""

    line = 1
    lines: list[int]


def empty_map(line: int) -> Map:
    """A mapping without entries, as if it stood in a line."""
    result = Map()
    result.line, result.lines, result.twice = line, {}, []
    return result


def plain(value: Any) -> Any:
    """A value of ``yaml_value`` as plain dicts and lists, without lines."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


class _RefusedError(Exception):
    def __init__(self, problem: str, cure: str, line: int) -> None:
        super().__init__(problem)
        self.fault = Fault(problem, cure, line)


def yaml_value(
    text: str, *, words: bool = False, first: int = 1, longest: int = LONGEST, once: bool = False
) -> Any:
    """The value of a YAML text (``Map``, ``List``, words, numbers, ``datetime.date``, ``None``), or
    a ``Fault`` with its line.

    ``words``: every value that is not empty is a word. ``first``: the line that the text begins in.
    ``longest``: most characters. ``once``: a name that stands twice in one place is a fault.
    """
    if len(text) > longest:
        return Fault(f"holds more than {longest:,} characters", "make it shorter", first)
    try:
        loader = yaml.SafeLoader(text)
    except yaml.reader.ReaderError as error:
        line = first + text.count("\n", 0, error.position)
        problem = f"is not valid YAML (a character U+{ord(text[error.position]):04X})"
        return Fault(problem, "delete the character", line)
    except Exception:  # see below
        return Fault("is not valid YAML", QUOTE, first)
    try:
        return _Builder(loader, words, first, once).value()
    except _RefusedError as error:
        return error.fault
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or "it cannot be read"
        line = mark.line + first if mark else first
        return Fault(f"is not valid YAML ({said})", QUOTE, line)
    except Exception as error:  # PyYAML lets ValueError and others of Python's own through
        line = loader.get_mark().line + first
        return Fault(f"is not valid YAML ({' '.join(str(error).split())[:80]})", QUOTE, line)
    finally:
        loader.dispose()


def _line(event: yaml.Event, first: int) -> int:
    return first + (event.start_mark.line if event.start_mark else 0)


class _Builder:
    """Makes the value of one document from the events of PyYAML's parser."""

    def __init__(self, loader: yaml.SafeLoader, words: bool, first: int, once: bool) -> None:
        self.loader, self.words, self.first, self.once = loader, words, first, once
        self.open: list[Map | List] = []
        self.names: list[tuple[str, int] | None] = []
        self.root: Any = None

    def value(self) -> Any:
        """The value. Raises ``_RefusedError`` and whatever PyYAML does."""
        documents = count = 0
        while True:
            event = self.loader.get_event()
            if isinstance(event, yaml.StreamEndEvent):
                return self.root
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise self.refused(event, "holds two documents", "remove the line '---' or '...'")
            if isinstance(event, yaml.NodeEvent):
                count += 1
                self.node(event)
                if count > MOST:
                    raise self.refused(event, f"holds more than {MOST:,} values", "make it shorter")
            elif isinstance(event, yaml.CollectionEndEvent):
                self.open.pop()
                self.names.pop()

    def refused(self, event: yaml.Event, problem: str, cure: str) -> _RefusedError:
        return _RefusedError(problem, cure, _line(event, self.first))

    def node(self, event: yaml.NodeEvent) -> None:
        line = _line(event, self.first)
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            problem = f"uses an alias ({sign}{event.anchor[:40]}), which is not read"
            cure = "write the value out; put text that begins with & or * in quotes"
            raise self.refused(event, problem, cure)
        tag = getattr(event, "tag", None)
        if tag is not None and tag not in {"!", _STRING}:
            name = tag.replace("tag:yaml.org,2002:", "!!")[:40]
            raise self.refused(
                event, f"holds a tag ({name}), which is not read", "put text with ! in quotes"
            )
        if self.open and isinstance(self.open[-1], Map) and self.names[-1] is None:
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refused(event, "has a list for a name", "write 'name: value' lines")
            self.name(whole_characters(event.value), line)
            return
        if isinstance(event, yaml.ScalarEvent):
            self.put(self.scalar(event), line)
            return
        if len(self.open) >= DEEPEST:
            problem = f"holds lists or mappings nested more than {DEEPEST} deep"
            raise self.refused(event, problem, "write it flat")
        made: Map | List
        if isinstance(event, yaml.MappingStartEvent):
            made = empty_map(line)
        else:
            made = List()
            made.line, made.lines = line, []
        self.put(made, line)
        self.open.append(made)
        self.names.append(None)

    def name(self, name: str, line: int) -> None:
        parent = self.open[-1]
        assert isinstance(parent, Map)
        if name in parent.lines:
            if self.once:
                cure = f"remove one of the two; the first stands in line {parent.lines[name]}"
                problem = f"the name '{name[:60]}' stands twice in one place"
                raise _RefusedError(problem, cure, line)
            parent.twice.append((name, line, parent.lines[name]))
        parent.lines.setdefault(name, line)
        self.names[-1] = (name, line)

    def put(self, value: Any, line: int) -> None:
        if not self.open:
            self.root = value
            return
        parent, named = self.open[-1], self.names[-1]
        if isinstance(parent, List):
            parent.append(value)
            parent.lines.append(line)
        elif named is not None:
            parent[named[0]] = value
            self.names[-1] = None

    def scalar(self, event: yaml.ScalarEvent) -> Any:
        value = str(whole_characters(event.value))
        if event.style is not None or event.tag is not None:
            return value
        if value in _NULL:
            return None
        if self.words:
            return value
        if value in _BOOL:
            return _BOOL[value]
        if _WHOLE.fullmatch(value):
            return int(value)
        if _FRACTION.fullmatch(value):
            number = float(value)
            return number if math.isfinite(number) else value
        if yaml.SafeLoader.timestamp_regexp.match(value):
            try:
                return self.loader.construct_yaml_timestamp(yaml.ScalarNode(_TIME, value))
            except (ValueError, OverflowError):
                problem = f"'{value[:40]}' is no date that there is"
                cure = "write it as 2026-03-04, or null where it is not known"
                raise self.refused(event, problem, cure) from None
        return value

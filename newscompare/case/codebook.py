"""A codebook: frames, indicators and the patterns that find them, read from one YAML file and
checked.

A pattern is a line of words (see ``pattern_language``), or a small table: ``find`` (one pattern or
a list), ``with`` (must stand anywhere in the sentence), ``unless`` (must not), ``denied`` (the
indicator that counts instead where a word of ``denials`` stands up to three words before, or
``drop``).

``extends: accords`` (a case, or the path of a codebook) takes over whatever the file does not say
itself, part by part, except parts named ``event``: what belongs to one event never serves another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from newscompare.case.extending import STARTER as STARTER
from newscompare.case.extending import default_codebook as default_codebook
from newscompare.case.extending import read_extended
from newscompare.case.pattern_language import Part, PatternError, either, pattern_part, sequence
from newscompare.errors import InputError
from newscompare.values import List, Map, empty_map

SCOPES = ("general", "event")
"""Where a pattern may be used: in any diplomatic event, or in this event alone."""

LARGEST_BOOK = 2_000_000
"""Most characters of the regular expressions that the patterns of a codebook become together."""

RESERVED = frozenset((Path(__file__).parent / "reserved_names.txt").read_text("utf-8").split())
"""Words that no frame may have for a name: the tables and figures use them for something else."""


@dataclass(frozen=True)
class Find:
    """One of the phrases that a rule looks for: a regular expression over the coded form of a
    sentence (see ``frames.encode``).

    Wherever it matches stands a word of ``words`` (``calculat*``: a word that starts so); ``None``
    where it may do without.
    """

    source: str
    words: frozenset[str] | None

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when it is first asked for: most texts hold few of the words."""
        return re.compile(self.source)


@dataclass(frozen=True)
class Pattern:
    """One rule: what it looks for, and regular expressions that must or must not match elsewhere in
    the sentence.
    """

    id: str
    indicator: str
    scope: str
    find: str
    finds: tuple[Find, ...]
    needed: re.Pattern[str] | None = None
    barred: re.Pattern[str] | None = None
    denied: str | None = None


@dataclass(frozen=True)
class Indicator:
    """A sign of a frame: what it means, one invented example, the patterns that find it."""

    id: str
    frame: str
    name: str
    definition: str
    example: str
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True)
class Codebook:
    """A checked codebook. ``frames`` and ``indicators`` keep the order of the file."""

    path: str
    event: Mapping[str, Any]
    frames: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    exclusions: Find | None = None
    denials: re.Pattern[str] | None = None
    background: re.Pattern[str] | None = None
    background_unless: re.Pattern[str] | None = None
    background_silences: frozenset[str] = frozenset()
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """Every pattern, in the order of the file."""
        return tuple(
            pattern for indicator in self.indicators.values() for pattern in indicator.patterns
        )

    @cached_property
    def by_word(self) -> Mapping[str | None, frozenset[tuple[int, int]]]:
        """From a word to the ``finds`` that need it or one like it, as places in ``patterns`` and
        ``finds``; ``None``: those without.
        """
        places: dict[str | None, set[tuple[int, int]]] = {None: set()}
        for place, pattern in enumerate(self.patterns):
            for number, find in enumerate(pattern.finds):
                for word in find.words or {None}:
                    places.setdefault(word, set()).add((place, number))
        return {word: frozenset(found) for word, found in places.items()}

    @cached_property
    def stems(self) -> tuple[int, ...]:
        """The lengths of the beginnings that patterns look for (``calculat*``: 8)."""
        words = {*self.by_word, *((self.exclusions and self.exclusions.words) or ())}
        lengths = {len(word) - 1 for word in words if word and word.endswith("*")}
        return tuple(sorted(lengths))

    def frame_of(self, indicator: str) -> str:
        """The frame that an indicator belongs to."""
        return self.indicators[indicator].frame


# --- From the file to a codebook


class _Reader:
    """Reads the parts of one file; every complaint names the file and the line."""

    def __init__(self, path: Path, raw: Map) -> None:
        self.path, self.raw = str(path), raw
        self.lists: dict[str, Part] = {}
        self.size = 0

    def fail(self, problem: str, cure: str, line: int | None) -> InputError:
        return InputError(self.path, problem, cure, line=line)

    def section(self, name: str, *, required: bool = False, inside: Map | None = None) -> Map:
        parent = self.raw if inside is None else inside
        value = parent.get(name)
        if value is None:
            if required:
                raise self.fail(
                    f"the part '{name}' is missing",
                    f"add '{name}:' as in the template",
                    parent.line,
                )
            return empty_map(parent.lines.get(name, parent.line))
        if not isinstance(value, Map):
            raise self.fail(
                f"'{name}' is not a list of 'name: value' lines",
                "indent 'name: value' lines below it",
                parent.lines[name],
            )
        return value

    def text(self, parent: Map, name: str, owner: str) -> str:
        value = parent.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(
                f"{owner} has no '{name}'",
                f"add '{name}: ...' in words",
                parent.lines.get(name, parent.line),
            )
        return " ".join(value.split())

    def phrases(self, parent: Map, name: str) -> list[tuple[str, int]]:
        """A value that is one phrase or a list of them, with lines."""
        value = parent.get(name)
        if value is None:
            return []
        if isinstance(value, str):
            return [(value, parent.lines[name])]
        if isinstance(value, List) and all(isinstance(v, str | int) for v in value):
            return [(str(v), line) for v, line in zip(value, value.lines, strict=True)]
        cure = "write words, or a list of words"
        raise self.fail(
            f"'{name}' is neither a phrase nor a list of phrases", cure, parent.lines[name]
        )

    def union(self, phrases: list[tuple[str, int]]) -> re.Pattern[str] | None:
        """Any of the phrases, compiled."""
        found = self.any_of(phrases)
        return None if found is None else found.regex

    def any_of(self, phrases: list[tuple[str, int]]) -> Find | None:
        """Any of the phrases, with the words that they need."""
        if not phrases:
            return None
        try:
            part = either([self.part(text, line) for text, line in phrases])
        except PatternError as error:
            raise self.fail(error.problem, error.cure, phrases[0][1]) from None
        return Find(part.regex, part.words)

    def part(self, text: str, line: int) -> Part:
        try:
            part = pattern_part(text, self.lists)
        except PatternError as error:
            raise self.fail(error.problem, error.cure, line) from None
        self.size += len(part.regex)
        if self.size > LARGEST_BOOK:
            raise self.fail(
                "the patterns grow too large together", "name fewer word lists in them", line
            )
        return part

    def read_lists(self) -> None:
        section = self.section("lists")
        for name in section:
            phrases = sorted(self.phrases(section, name), key=lambda p: -len(p[0].split()))
            if not phrases:
                raise self.fail(
                    f"word list '{name}' is empty",
                    "give it words or delete it",
                    section.lines[name],
                )
            try:
                self.lists[name] = either([sequence(text, self.lists) for text, _ in phrases])
            except PatternError as error:
                problem = f"word list '{name}': {error.problem}"
                raise self.fail(problem, error.cure, section.lines[name]) from None

    def read_pattern(self, raw: Any, line: int, indicator: str, scope: str, number: int) -> Pattern:
        if isinstance(raw, str):
            table = empty_map(line)
            table["find"] = raw
            table.lines["find"] = line
        elif isinstance(raw, Map):
            table = raw
        else:
            raise self.fail(
                f"a pattern of {indicator} is not words",
                "write words, or a table with 'find:'",
                line,
            )
        unknown = sorted(set(table) - {"find", "with", "unless", "denied"})
        if unknown:
            cure = "use find, with, unless, denied; put a pattern with a colon in quotation marks"
            raise self.fail(
                f"a pattern of {indicator} has an unknown part '{unknown[0]}'",
                cure,
                table.lines[unknown[0]],
            )
        find = self.phrases(table, "find")
        if not find:
            raise self.fail(f"a pattern of {indicator} has no 'find'", "add 'find: words'", line)
        denied = table.get("denied")
        return Pattern(
            id=f"{indicator}.{'e' if scope == 'event' else ''}{number:02d}",
            indicator=indicator,
            scope=scope,
            find=" / ".join(text for text, _ in find),
            finds=tuple(
                Find(part.regex, part.words) for part in (self.part(*phrase) for phrase in find)
            ),
            needed=self.union(self.phrases(table, "with")),
            barred=self.union(self.phrases(table, "unless")),
            denied=None if denied is None else str(denied),
        )

    def read_patterns(self, parent: Map, indicator: str) -> Iterator[Pattern]:
        patterns = self.section("patterns", inside=parent)
        for scope in patterns:
            if scope not in SCOPES:
                raise self.fail(
                    f"{indicator}: '{scope}' is no scope",
                    "sort patterns under 'general:' or 'event:'",
                    patterns.lines[scope],
                )
            rows = patterns[scope]
            if rows is None:
                continue
            if not isinstance(rows, List):
                raise self.fail(
                    f"{indicator}: '{scope}' is not a list",
                    "start each pattern with '- '",
                    patterns.lines[scope],
                )
            for number, (row, line) in enumerate(zip(rows, rows.lines, strict=True), 1):
                yield self.read_pattern(row, line, indicator, scope, number)

    def read_indicators(self, frames: Mapping[str, str]) -> dict[str, Indicator]:
        section = self.section("indicators", required=True)
        result = {}
        for id in section:
            line = section.lines[id]
            if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", id):
                raise self.fail(
                    f"'{id}' cannot name an indicator", "use a letter and digits, such as S1", line
                )
            parent = self.section(id, inside=section, required=True)
            frame = self.text(parent, "frame", id)
            if frame not in frames:
                raise self.fail(
                    f"{id} names the unknown frame '{frame}'",
                    f"use one of: {', '.join(frames)}",
                    parent.lines["frame"],
                )
            result[id] = Indicator(
                id=id,
                frame=frame,
                name=self.text(parent, "name", id),
                definition=self.text(parent, "definition", id),
                example=self.text(parent, "example", id),
                patterns=tuple(self.read_patterns(parent, id)),
            )
        for indicator in result.values():
            for pattern in indicator.patterns:
                if pattern.denied not in {None, "drop", *result}:
                    cure = f"use 'drop' or one of: {', '.join(result)}"
                    raise self.fail(
                        f"pattern {pattern.id} is 'denied' as the unknown '{pattern.denied}'",
                        cure,
                        section.lines[indicator.id],
                    )
        return result


def read_codebook(path: Path | str) -> Codebook:
    """Read and check one codebook. Raises ``InputError`` (file, line, cure) at the first fault."""
    path = Path(path)
    reader = _Reader(path, read_extended(path))
    reader.read_lists()
    frame_section = reader.section("frames", required=True)
    if not frame_section:
        raise reader.fail(
            "'frames' is empty", "name at least one frame with a definition", frame_section.line
        )
    frames: dict[str, str] = {}
    for name in frame_section:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            raise reader.fail(
                f"'{name}' cannot name a frame",
                "use lower-case letters, digits and _",
                frame_section.lines[name],
            )
        if name in RESERVED or name.startswith("side_"):
            raise reader.fail(
                f"'{name}' cannot name a frame",
                "choose another word; this one has its use in tables",
                frame_section.lines[name],
            )
        frames[name] = reader.text(frame_section, name, "frames")
    indicators = reader.read_indicators(frames)
    background = reader.section("background")
    silences = frozenset(text for text, _ in reader.phrases(background, "silences"))
    for name in sorted(silences - set(indicators)):
        raise reader.fail(
            f"background silences the unknown indicator '{name}'",
            "name an indicator",
            background.lines["silences"],
        )
    exclusions = reader.section("exclusions")
    excluded = [phrase for scope in exclusions for phrase in reader.phrases(exclusions, scope)]
    fields = {}
    for name in ("source_types", "voice", "forms", "stance"):
        section = reader.section(name)
        fields[name] = {key: reader.text(section, key, name) for key in section}
    return Codebook(
        path=str(path),
        event=dict(reader.section("event", required=True)),
        frames=frames,
        indicators=indicators,
        exclusions=reader.any_of(excluded),
        denials=reader.union(reader.phrases(reader.raw, "denials")),
        background=reader.union(reader.phrases(background, "find")),
        background_unless=reader.union(reader.phrases(background, "unless")),
        background_silences=silences,
        fields=fields,
    )

"""A codebook: frames, indicators and the patterns that find them, read from one YAML file and
checked.

The file is meant for teachers: a pattern is a line of words. ``docs`` of the pattern language:

=================  ==========================================================================
``deepen``         that word in any inflection (deepens, deepening), capitals ignored
``=leading``       exactly that form
``diversif*``      any word that starts so
``trade|invest``   one of these words
``<tie>``          one entry of the word list ``tie`` (an entry may be a phrase or a pattern)
``[new] deal``     an optional word
``boost ... tie``  up to three words between; ``..6`` up to six
``A near B``       both, in either order, at most six words between; ``near/10`` at most ten
=================  ==========================================================================

A pattern may also be a small table: ``find`` (one pattern or a list), ``with`` (must stand anywhere
in the sentence), ``unless`` (must not), ``denied`` (the indicator that counts instead where a word
of ``denials`` stands up to three words before, or ``drop``).

``extends: accords`` (a case, or the path of a codebook) takes over whatever the file does not say
itself, part by part, except parts named ``event``: what belongs to one event never serves another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from newscompare.errors import InputError

SCOPES = ("general", "event")
"""Where a pattern may be used: in any diplomatic event, or in this event alone."""

RESERVED = frozenset(
    [
        "unit",
        "zone",
        "text",
        "indicators",
        "voice",
        "note",
        "id",
        "article",
        "sentence",
        "coder",
        "combination",
        "order",
        "place",
        "third",
        "paragraph",
        "position",
        "start",
        "end",
        "words",
        "both",
        "several",
        "neither",
        "none",
        "only",
        "outlet",
        "source",
        "own_voice",
        "named",
        "unnamed",
        "top_source",
        "quoted",
        "favourable",
        "n",
        "most",
        "least",
        "top",
        "heard",
        "clear",
        "framed",
        "coded",
    ]
)
"""Words that no frame may have for a name: the tables and figures use them for something else."""

NEAR = 6
GAP = 3
START = r"(?:(?<= )|^)"


@dataclass(frozen=True)
class Find:
    """One of the phrases that a rule looks for: a regular expression over the coded form of a
    sentence (see ``frames.encode``).

    Wherever it matches stands a word of ``words`` (``calculat*``: a word that starts so); ``None``
    where it may do without.
    """

    regex: re.Pattern[str]
    words: frozenset[str] | None


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
    exclusions: re.Pattern[str] | None = None
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

    def frame_of(self, indicator: str) -> str:
        """The frame that an indicator belongs to."""
        return self.indicators[indicator].frame


# --- YAML with line numbers
# ---------------------------------------------------------------------------------------


class _Map(dict[str, Any]):
    line = 1
    lines: dict[str, int]


class _List(list[Any]):
    line = 1
    lines: list[int]


class _Loader(yaml.SafeLoader):
    """SafeLoader whose mappings and lists know the line of each entry."""


def _construct_map(loader: yaml.SafeLoader, node: yaml.MappingNode) -> _Map:
    result = _Map()
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


def _construct_list(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> _List:
    result = _List(loader.construct_object(child, deep=True) for child in node.value)
    result.line = node.start_mark.line + 1
    result.lines = [child.start_mark.line + 1 for child in node.value]
    return result


def _construct_word(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    """Keep "no" and "on" as words."""
    return str(node.value)


_Loader.add_constructor("tag:yaml.org,2002:map", _construct_map)
_Loader.add_constructor("tag:yaml.org,2002:seq", _construct_list)
_Loader.add_constructor("tag:yaml.org,2002:bool", _construct_word)


def _load(path: Path) -> _Map:
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
        raw = yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "cannot be read as YAML"
        line = mark.line + 1 if mark else None
        cure = "check the indentation; put a value that holds a colon or # in quotation marks"
        raise InputError(str(path), f"is not valid YAML ({problem})", cure, line=line) from None
    if not isinstance(raw, _Map):
        raise InputError(
            str(path),
            "is not a codebook",
            "start from the template: event, frames, indicators",
            line=1,
        )
    return raw


def _load_whole(path: Path, seen: tuple[Path, ...] = ()) -> _Map:
    """The file with what it takes over from the codebook that it extends."""
    raw = _load(path)
    base = raw.pop("extends", None)
    if base is None:
        return raw
    line = raw.lines["extends"]
    if not isinstance(base, str) or not base.strip():
        raise InputError(
            str(path),
            "'extends' names no codebook",
            "write the name of a case, such as accords",
            line=line,
        )
    other = path.parent / base if base.endswith((".yml", ".yaml")) else _case_codebook(base)
    if other is None or not other.is_file():
        cure = "write the name of a case under data/, or the path of a codebook from this file"
        raise InputError(
            str(path), f"the codebook '{base}' that it extends was not found", cure, line=line
        )
    if other.resolve() in (*seen, path.resolve()):
        raise InputError(
            str(path),
            f"'{base}' extends this codebook in turn",
            "remove one of the two 'extends' lines",
            line=line,
        )
    return _inherit(raw, _load_whole(other, (*seen, path.resolve())), line)


def _inherit(own: _Map, base: _Map, line: int) -> _Map:
    """``base`` in its order with the entries of ``own`` in place of its own; a part named ``event``
    is not taken over.
    """
    result = _empty(own.line)
    result.lines = dict.fromkeys(base, line) | own.lines
    for name, value in base.items():
        if name in own:
            mine = own[name]
            result[name] = (
                _inherit(mine, value, own.lines[name])
                if isinstance(mine, _Map) and isinstance(value, _Map)
                else mine
            )
        elif name != "event":
            result[name] = _without_event(value)
    result.update((name, value) for name, value in own.items() if name not in result)
    return result


def _without_event(value: Any) -> Any:
    return _inherit(_empty(value.line), value, value.line) if isinstance(value, _Map) else value


# --- The pattern language
# -----------------------------------------------------------------------------------------


class _PatternError(ValueError):
    """What is wrong in a pattern, and the cure."""

    def __init__(self, problem: str, cure: str) -> None:
        super().__init__(problem)
        self.problem, self.cure = problem, cure


_WORD = re.compile(r"[$€£]|=?[^\W_]+(?:['’][^\W_]+)*\*?")


@dataclass(frozen=True)
class Part:
    """Part of a pattern: a regular expression, and words of which one stands wherever it matches
    (``None``: it may match without).
    """

    regex: str
    words: frozenset[str] | None = None


def _rarest(parts: Iterable[Part]) -> frozenset[str] | None:
    """Of parts that must all match, the words of the one that is likely rarest: short words are
    frequent.
    """
    sets = [part.words for part in parts if part.words is not None]
    return max(sets, key=lambda words: (min(map(len, words)), -len(words)), default=None)


def _either(parts: Sequence[Part]) -> Part:
    """One of several parts."""
    sets = [part.words for part in parts]
    words = (
        None if None in sets else frozenset().union(*(some for some in sets if some is not None))
    )
    return Part(f"(?:{'|'.join(part.regex for part in parts)})", words)


def _word(word: str) -> Part:
    plain = word.lower().replace("’", "'").strip("=*")
    safe = re.escape(plain)
    if word.endswith("*"):
        return Part(rf"{safe}[^/ ]*/[^ ]+ ", frozenset({f"{plain}*"}))
    if word.startswith("="):
        return Part(rf"{safe}/[^ ]+ ", frozenset({plain}))
    return Part(rf"(?:{safe}/[^ ]+|[^/ ]+/{safe}) ", frozenset({plain}))


def _phrase(phrase: str) -> Part:
    """A list entry or alternative: one word or several in a row (hyphens separate words)."""
    pieces = phrase.replace("-", " ").split()
    if not pieces or not all(_WORD.fullmatch(piece) for piece in pieces):
        raise _PatternError(
            f"'{phrase}' is not a word or phrase",
            "use letters and digits, = before or * after a word",
        )
    parts = [_word(piece) for piece in pieces]
    return Part("".join(part.regex for part in parts), _rarest(parts))


def _any(choices: list[str], lists: Mapping[str, Part]) -> Part:
    options = []
    for choice in choices:
        if choice.startswith("<") and choice.endswith(">"):
            if choice[1:-1] not in lists:
                raise _PatternError(
                    f"the word list '{choice}' is not defined",
                    f"add '{choice[1:-1]}' under 'lists' above or correct the name",
                )
            options.append(lists[choice[1:-1]])
        else:
            options.append(_phrase(choice))
    return options[0] if len(options) == 1 else _either(options)


def _gap(words: int) -> Part:
    return Part(rf"(?:[^ ]+ ){{0,{words}}}?")


def _sequence(text: str, lists: Mapping[str, Part]) -> Part:
    parts: list[Part] = []
    for piece in text.split():
        if piece in {"...", "…"}:
            parts.append(_gap(GAP))
        elif re.fullmatch(r"\.\.\d+", piece):
            parts.append(_gap(int(piece[2:])))
        elif piece.startswith("[") and piece.endswith("]"):
            parts.append(Part(f"(?:{_any(piece[1:-1].split('|'), lists).regex})?"))
        else:
            parts.append(_any(piece.split("|"), lists))
    if not parts:
        raise _PatternError("a pattern is empty", "write at least one word or delete the line")
    return Part("".join(part.regex for part in parts), _rarest(parts))


def pattern_part(text: str, lists: Mapping[str, Part]) -> Part:
    """A pattern of the language above as a regular expression over the coded form of a sentence,
    with the words it needs.
    """
    sides = re.split(r"\s+near(?:/(\d+))?\s+", text.strip())
    if len(sides) == 1:
        whole = _sequence(text, lists)
        return Part(START + whole.regex, whole.words)
    if len(sides) != 3:
        raise _PatternError(
            "a pattern holds 'near' more than once", "write two patterns, or a phrase with ..."
        )
    a, b = _sequence(sides[0], lists), _sequence(sides[2], lists)
    gap = _gap(int(sides[1] or NEAR)).regex
    return Part(f"{START}(?:{a.regex}{gap}{b.regex}|{b.regex}{gap}{a.regex})", _rarest([a, b]))


def compile_pattern(text: str) -> re.Pattern[str]:
    """A pattern without word lists, compiled."""
    return re.compile(pattern_part(text, {}).regex)


# --- From the file to a codebook
# ----------------------------------------------------------------------------------


class _Reader:
    """Reads the parts of one file; every complaint names the file and the line."""

    def __init__(self, path: Path, raw: _Map) -> None:
        self.path, self.raw = str(path), raw
        self.lists: dict[str, Part] = {}

    def fail(self, problem: str, cure: str, line: int | None) -> InputError:
        return InputError(self.path, problem, cure, line=line)

    def section(self, name: str, *, required: bool = False, inside: _Map | None = None) -> _Map:
        parent = self.raw if inside is None else inside
        value = parent.get(name)
        if value is None:
            if required:
                raise self.fail(
                    f"the part '{name}' is missing",
                    f"add '{name}:' as in the template",
                    parent.line,
                )
            return _empty(parent.lines.get(name, parent.line))
        if not isinstance(value, _Map):
            raise self.fail(
                f"'{name}' is not a list of 'name: value' lines",
                "indent 'name: value' lines below it",
                parent.lines[name],
            )
        return value

    def text(self, parent: _Map, name: str, owner: str) -> str:
        value = parent.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(
                f"{owner} has no '{name}'",
                f"add '{name}: ...' in words",
                parent.lines.get(name, parent.line),
            )
        return " ".join(value.split())

    def phrases(self, parent: _Map, name: str) -> list[tuple[str, int]]:
        """A value that is one phrase or a list of them, with lines."""
        value = parent.get(name)
        if value is None:
            return []
        if isinstance(value, str):
            return [(value, parent.lines[name])]
        if isinstance(value, _List) and all(isinstance(v, str | int) for v in value):
            return [(str(v), line) for v, line in zip(value, value.lines, strict=True)]
        cure = "write words, or a list of words"
        raise self.fail(
            f"'{name}' is neither a phrase nor a list of phrases", cure, parent.lines[name]
        )

    def union(self, phrases: list[tuple[str, int]]) -> re.Pattern[str] | None:
        """Any of the phrases, compiled."""
        return (
            re.compile(_either([self.part(text, line) for text, line in phrases]).regex)
            if phrases
            else None
        )

    def part(self, text: str, line: int) -> Part:
        try:
            return pattern_part(text, self.lists)
        except _PatternError as error:
            raise self.fail(error.problem, error.cure, line) from None

    def read_lists(self) -> None:
        section = self.section("lists")
        for name in section:
            try:
                pieces = [
                    _sequence(text, self.lists)
                    for text, _ in sorted(
                        self.phrases(section, name), key=lambda p: -len(p[0].split())
                    )
                ]
            except _PatternError as error:
                raise self.fail(
                    f"word list '{name}': {error.problem}", error.cure, section.lines[name]
                ) from None
            if not pieces:
                raise self.fail(
                    f"word list '{name}' is empty",
                    "give it words or delete it",
                    section.lines[name],
                )
            self.lists[name] = _either(pieces)

    def read_pattern(self, raw: Any, line: int, indicator: str, scope: str, number: int) -> Pattern:
        if isinstance(raw, str):
            table = _empty(line)
            table["find"] = raw
            table.lines["find"] = line
        elif isinstance(raw, _Map):
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
                Find(re.compile(part.regex), part.words)
                for part in (self.part(*phrase) for phrase in find)
            ),
            needed=self.union(self.phrases(table, "with")),
            barred=self.union(self.phrases(table, "unless")),
            denied=None if denied is None else str(denied),
        )

    def read_patterns(self, parent: _Map, indicator: str) -> Iterator[Pattern]:
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
            if not isinstance(rows, _List):
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


def _empty(line: int) -> _Map:
    result = _Map()
    result.line, result.lines = line, {}
    return result


def read_codebook(path: Path | str) -> Codebook:
    """Read and check one codebook. Raises ``InputError`` (file, line, cure) at the first fault."""
    path = Path(path)
    reader = _Reader(path, _load_whole(path))
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
        exclusions=reader.union(excluded),
        denials=reader.union(reader.phrases(reader.raw, "denials")),
        background=reader.union(reader.phrases(background, "find")),
        background_unless=reader.union(reader.phrases(background, "unless")),
        background_silences=silences,
        fields=fields,
    )


def _case_codebook(case: str) -> Path | None:
    """The codebook of a case of the project, or of the copy inside the installed package."""
    package = Path(__file__).resolve().parents[1]
    paths = (data / case / "codebook.yml" for data in (package.parent / "data", package / "_data"))
    return next((path for path in paths if path.is_file()), None)


def default_codebook(folder: Path | str | None = None, *, given: Path | str | None = None) -> Path:
    """Which codebook to use: the one given, else ``FOLDER/codebook.yml``, else that of the Accords
    case.

    The last is looked for in the project's ``data/accords`` and then inside the installed package.
    """
    if given is not None:
        return Path(given)
    if folder is not None and (Path(folder) / "codebook.yml").is_file():
        return Path(folder) / "codebook.yml"
    path = _case_codebook("accords")
    if path is None:
        raise InputError(
            "codebook.yml",
            "was not found",
            "put one beside the articles or name it with --codebook",
        )
    return path

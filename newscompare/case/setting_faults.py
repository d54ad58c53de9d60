"""What is wrong with the settings of a case (``case.yml``): names, date, colours, parties,
questions, sides.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any

from newscompare.case.folder import Settings
from newscompare.characters import shown
from newscompare.errors import InputError

DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ].*)?")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

SECTIONS = {
    "parties": "{id: ..., label: ..., heard: [{source: [...]}], mention: ...}",
    "questions": "{id: ..., label: ..., where: ..., answers: [...]}",
    "sides": "{id: ..., label: ..., country: [...]}",
}
"""The lists of ``case.yml`` and how an entry of each is written."""

HEARD = ("source", "source_type", "country", "via", "form")
"""What a party may be recognised by among attributions."""


def setting_faults(settings: Settings) -> Iterator[InputError]:
    """Every fault in a ``case.yml`` that could be read, with line and cure."""
    path, values = str(settings.path), settings.values
    sure = values.get("confidence", 0)
    if isinstance(sure, bool) or not isinstance(sure, int | float) or not 0 <= sure <= 1:
        line = settings.lines.get("confidence")
        cure = "write a number from 0 to 1, such as 0.7"
        yield InputError(path, "'confidence' is no confidence", cure, line=line)
    for name in ("id", "title", "event"):
        if not _is_name(values.get(name)):
            yield InputError(
                path,
                f"'{name}' is missing or empty",
                f"add '{name}: ...'",
                line=settings.lines.get(name),
            )
    date = values.get("event_date")
    if date is not None and not is_date(date):
        cure = "write it as 2026-03-04, or null where it is not known"
        yield InputError(
            path, f"'{shown(str(date))}' is no date", cure, line=settings.lines.get("event_date")
        )
    yield from _colour_faults(settings)
    for section in SECTIONS:
        yield from _section_faults(settings, section)


def is_date(value: object) -> bool:
    """Is it a date, or text that starts as one (2026-03-04)?"""
    if isinstance(value, datetime.date):
        return True
    if not isinstance(value, str) or not DATE.fullmatch(value.strip()):
        return False
    try:
        datetime.date.fromisoformat(value.strip()[:10])
    except ValueError:
        return False
    return True


def _is_name(value: object) -> bool:
    return isinstance(value, str | int) and bool(str(value).strip())


def _colour_faults(settings: Settings) -> Iterator[InputError]:
    path, colours = str(settings.path), settings.values.get("colours")
    if colours is None:
        return
    cure = "write the id of a text and its colour in quotation marks: post: '#0072b2'"
    if not isinstance(colours, dict):
        yield InputError(
            path,
            "'colours' is not a list of 'id: colour' lines",
            cure,
            line=settings.lines.get("colours"),
        )
        return
    for text, colour in colours.items():
        line = settings.colour_lines.get(str(text), settings.lines.get("colours"))
        if settings.labels and str(text) not in settings.labels:
            problem = f"gives a colour to '{shown(str(text))}', which 'articles' does not list"
            yield InputError(
                path, problem, "use an id listed below 'articles:'", line=line, column="colours"
            )
        if colour is None:
            problem = (
                f"the colour of '{shown(str(text))}' is missing: without quotation marks # starts "
                f"a comment"
            )
            yield InputError(path, problem, cure, line=line, column="colours")
        elif not isinstance(colour, str) or not COLOUR.fullmatch(colour):
            yield InputError(
                path, f"'{shown(str(colour))}' is no colour", cure, line=line, column="colours"
            )


def _section_faults(settings: Settings, section: str) -> Iterator[InputError]:
    path, line, value = (
        str(settings.path),
        settings.lines.get(section),
        settings.values.get(section),
    )
    cure = f"write each as {SECTIONS[section]}"
    if value is None:
        return
    if not isinstance(value, list) or not all(
        isinstance(e, dict) and _is_name(e.get("id")) and _is_name(e.get("label")) for e in value
    ):
        yield InputError(
            path,
            f"an entry of '{section}' has no id or no label",
            "start each with '- id: ...' and 'label: ...'",
            line=line,
        )
        return
    ids = [str(entry["id"]) for entry in value]
    for entry in value:
        if ids.count(str(entry["id"])) > 1:
            yield InputError(
                path,
                f"'{section}' has '{shown(str(entry['id']))}' twice",
                "give each entry its own id",
                line=line,
            )
            return
        for problem in _entry_problems(entry, section):
            own = (
                "put a backslash before a bracket or sign that stands for itself"
                if "regular expression" in problem
                else cure
            )
            yield InputError(path, problem, own, line=line)


def _entry_problems(entry: Mapping[str, Any], section: str) -> Iterator[str]:
    whose = f"of '{shown(str(entry['id']))}'"
    if section == "sides" and not _is_list_of_names(entry.get("country")):
        yield f"'country' {whose} is no list of countries"
    if (
        section == "sides"
        and "source_type" in entry
        and not _is_list_of_names(entry["source_type"])
    ):
        yield f"'source_type' {whose} is no list of types"
    if section == "parties":
        heard = entry.get("heard")
        if not isinstance(heard, list) or not all(isinstance(one, dict) and one for one in heard):
            yield f"'heard' {whose} is no list of descriptions"
        elif unknown := [name for one in heard for name in one if name not in HEARD]:
            yield f"'{shown(str(unknown[0]))}' {whose} is not one of {', '.join(HEARD)}"
        elif not all(_is_list_of_names(allowed) for one in heard for allowed in one.values()):
            yield f"'heard' {whose} gives no list of values"
        yield from _pattern_problems("mention", entry.get("mention"), whose)
    if section == "questions":
        yield from _pattern_problems("where", entry.get("where"), whose)
        answers = entry.get("answers")
        if (
            not isinstance(answers, list)
            or not answers
            or not all(isinstance(answer, dict) for answer in answers)
        ):
            yield f"'answers' {whose} is no list"
            return
        for answer in answers:
            if not _is_name(answer.get("id")) or not _is_name(answer.get("label")):
                yield f"an answer {whose} has no id or no label"
            yield from _pattern_problems("pattern", answer.get("pattern"), whose)
        if len({str(answer.get("id")) for answer in answers}) < len(answers):
            yield f"two answers {whose} have one id"


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_name(one) for one in value)


def _pattern_problems(name: str, pattern: object, whose: str) -> Iterator[str]:
    if not isinstance(pattern, str) or not pattern:
        yield f"'{name}' {whose} is no pattern"
        return
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        yield (
            f"the pattern '{shown(pattern)}' {whose} is no regular expression ({shown(str(error))})"
        )

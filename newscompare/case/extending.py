"""A codebook file with what it takes over from the codebook that it ``extends``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newscompare.errors import InputError
from newscompare.values import Map, empty_map, yaml_map


def read_extended(path: Path, seen: tuple[Path, ...] = ()) -> Map:
    """The file with what it takes over from the codebook that it extends."""
    cure = "start from the template: event, frames, indicators"
    raw = yaml_map(path, "a codebook", cure, words=True)
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
    other = path.parent / base if base.endswith((".yml", ".yaml")) else case_codebook(base)
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
    return _inherit(raw, read_extended(other, (*seen, path.resolve())), line)


def _inherit(own: Map, base: Map, line: int) -> Map:
    """``base`` in its order with the entries of ``own`` in place of its own; a part named ``event``
    is not taken over.
    """
    result = empty_map(own.line)
    result.lines = dict.fromkeys(base, line) | own.lines
    for name, value in base.items():
        if name in own:
            mine = own[name]
            result[name] = (
                _inherit(mine, value, own.lines[name])
                if isinstance(mine, Map) and isinstance(value, Map)
                else mine
            )
        elif name != "event":
            result[name] = _without_event(value)
    result.update((name, value) for name, value in own.items() if name not in result)
    return result


def _without_event(value: Any) -> Any:
    return _inherit(empty_map(value.line), value, value.line) if isinstance(value, Map) else value


def case_codebook(case: str) -> Path | None:
    """The codebook of a case of the project, or of the copy inside the installed package."""
    package = Path(__file__).resolve().parents[1]
    paths = (data / case / "codebook.yml" for data in (package.parent / "data", package / "_data"))
    return next((path for path in paths if path.is_file()), None)


STARTER = Path(__file__).resolve().parent / "template" / "codebook.yml"
"""The codebook of a new case: generic frames, whose patterns nobody has measured."""


def default_codebook(folder: Path | str | None = None, *, given: Path | str | None = None) -> Path:
    """Which codebook to use: the one given, else ``FOLDER/codebook.yml``, else the starter (frames
    of any event); without a folder that of the Accords case.

    The last is looked for in the project's ``data/accords`` and then inside the installed package.
    """
    if given is not None:
        return Path(given)
    if folder is not None:
        own = Path(folder) / "codebook.yml"
        return own if own.is_file() else STARTER
    path = case_codebook("accords")
    if path is None:
        raise InputError(
            "codebook.yml",
            "was not found",
            "put one beside the articles or name it with --codebook",
        )
    return path

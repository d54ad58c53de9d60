"""The addresses of a case to fetch, ``urls.csv``: read, with every fault."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from pathlib import Path

from newscompare.case.cells import read_cells
from newscompare.case.folder import is_id
from newscompare.characters import shown
from newscompare.errors import InputError


@dataclass(frozen=True)
class Address:
    """One line of ``urls.csv``. ``fields``: further columns, which go to the front matter."""

    line: int
    id: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)


def read_addresses(path: Path) -> tuple[list[Address], list[InputError]]:
    """The addresses of a ``urls.csv`` (columns ``id``, ``url``, further ones as front matter) and
    every fault in it.
    """
    try:
        header, rows = read_cells(path)
    except (InputError, csv.Error) as error:
        return [], [
            error
            if isinstance(error, InputError)
            else InputError(str(path), "is not readable as CSV", "save it as CSV UTF-8")
        ]
    faults: list[InputError] = []
    for name in ("id", "url"):
        if name not in header:
            faults.append(
                InputError(
                    str(path),
                    f"has no column '{name}'",
                    "let the first line be: id,url,outlet",
                    line=1,
                )
            )
    if faults:
        return [], faults
    seen: dict[str, int] = {}
    addresses = []
    for line, cells in rows:
        cell = {name: value.strip() for name, value in zip(header, cells, strict=False)}
        id, url = cell.pop("id", ""), cell.pop("url", "")
        if not is_id(id):
            cure = "use letters, digits, hyphens and underscores"
            faults.append(
                InputError(
                    str(path), f"'{shown(id)}' cannot name a text", cure, line=line, column="id"
                )
            )
        elif id.lower() in seen:
            faults.append(
                InputError(
                    str(path),
                    f"the id '{id}' stands twice",
                    f"change it; see line {seen[id.lower()]}",
                    line=line,
                    column="id",
                )
            )
        elif not url:
            faults.append(
                InputError(
                    str(path),
                    "the address is missing",
                    "add it or remove the line",
                    line=line,
                    column="url",
                )
            )
        else:
            addresses.append(Address(line, id, url, {k: v for k, v in cell.items() if k and v}))
        seen.setdefault(id.lower(), line)
    return addresses, faults


def url_faults(path: Path) -> list[InputError]:
    """What is wrong with a ``urls.csv``."""
    return read_addresses(path)[1]

"""What the tables of a coded folder were when the machine wrote them: a later edit shows."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from newscompare.files import read_text, write_text
from newscompare.values import json_value

SEAL = "machine.json"
"""What the tables were when the machine wrote them: SHA-256 by table."""
TABLES = ("articles", "sentences", "attributions", "quotes")


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of each of the four tables that is there."""
    paths = {name: folder / f"{name}.csv" for name in TABLES}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in paths.items()
        if path.is_file()
    }


def seal(folder: Path) -> None:
    """Note what the tables are, so that a later edit of them is seen."""
    write_text(json.dumps(digests(folder), indent=1) + "\n", folder / SEAL)


def edited_tables(folder: Path) -> list[str]:
    """The tables that somebody changed after the machine wrote them; none where nothing tells."""
    path = folder / SEAL
    if not path.is_file():
        return []
    wrote = json_value(read_text(path))
    now = digests(folder)
    return [name for name in TABLES if isinstance(wrote, dict) and wrote.get(name) != now.get(name)]

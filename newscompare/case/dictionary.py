"""The data dictionary: the schema of the tables as Markdown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from newscompare.case.tables import OPTIONAL, OUTPUTS, TABLES, schema
from newscompare.files import write_text

MARK = "<!-- dictionary: written by `newscompare derive`; what stands below is overwritten -->"


def _codes(field: dict[str, Any]) -> str:
    limits = field.get("constraints", {})
    parts = []
    if "enum" in limits:
        parts.append(", ".join(f"`{c}`" for c in limits["enum"]))
    if "unit" in field:
        parts.append(field["unit"])
    if not limits.get("required"):
        parts.append("may be empty")
    return "; ".join(parts)


def dictionary() -> str:
    """One section for each table: what a row is, then every column with type, meaning, unit and
    codes.
    """
    parts = []
    for name in (*TABLES, *OPTIONAL, *OUTPUTS):
        resource = schema()[name]
        parts += [
            f"### `{name}.csv`",
            "",
            resource["description"] + (" A case may lack it." if name not in TABLES else ""),
            "",
            "| column | type | meaning | codes, unit |",
            "| --- | --- | --- | --- |",
        ]
        for field in resource["schema"]["fields"]:
            meaning = field["description"].replace("|", "\\|")
            parts.append(f"| `{field['name']}` | {field['type']} | {meaning} | {_codes(field)} |")
        keys = resource["schema"]["primaryKey"]
        parts += ["", f"Key: {', '.join(f'`{k}`' for k in keys)}.", ""]
    return "\n".join(parts).rstrip() + "\n"


def refresh(path: Path) -> None:
    """Write the dictionary below its mark in ``data/README.md``; a file without the mark is left
    alone.
    """
    if not path.is_file():
        return
    head, mark, _ = path.read_text(encoding="utf-8").partition(MARK)
    if mark:
        write_text(head + MARK + "\n\n" + dictionary(), path)

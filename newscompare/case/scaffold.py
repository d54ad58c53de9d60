"""A new case folder: ``case.yml``, ``codebook.yml``, a worked example, a folder of sheets, a README
of one page.

The codebook is that of the Accords case with what belongs to that event taken out, so that there is
one set of general patterns and not two.
"""

from __future__ import annotations

import re
from pathlib import Path

from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.case.folder import is_id
from newscompare.errors import InputError
from newscompare.files import write_text

TEMPLATE = Path(__file__).resolve().parent / "template"

URLS_HEADER = "id,url,outlet\n"

PARTY_COMMENT = (
    "  # The parties of your event: put their names here (people, capitals, countries, the pact)."
)
BACKGROUND = (
    "background:",
    "  # find: [the first ferry be ..3 build]",
    "  # unless: [move|decision|step]",
    "  # silences: [T1, T2, T3]",
    "",
)
EVENT_EXAMPLE = '# one pattern a line, such as  - "harbour treaty"'


def new_case(folder: Path | str, *, codebook: Path | str | None = None) -> list[Path]:
    """Make a case folder and return the files written, in order.

    ``codebook``: a codebook to copy as it stands; without it the general patterns. Raises
    ``InputError`` where the folder holds anything already, or its name cannot name a case.
    """
    folder = Path(folder)
    name = folder.resolve().name
    if not is_id(name):
        raise InputError(
            str(folder),
            f"'{name}' cannot name a case",
            "use letters, digits, hyphens and underscores",
        )
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise InputError(
            str(folder),
            "exists already and is not empty",
            "choose another name; nothing was changed",
        )
    if codebook is not None:
        read_codebook(codebook)
        book = Path(codebook).read_text(encoding="utf-8-sig")
    else:
        book = general_codebook(name)
    texts = {
        "case.yml": _template("case.yml", name),
        "codebook.yml": book,
        "articles/example.md": _template("example.md", name),
        "sheets/.gitkeep": "",
        "urls.csv": URLS_HEADER,
        ".gitignore": _template("gitignore", name),
        "README.md": _template("README.md", name),
    }
    written = []
    for part, text in texts.items():
        write_text(text, folder / part)
        written.append(folder / part)
    return written


def worked_example(name: str) -> bytes:
    """The worked example of a new case, as ``new_case`` writes it."""
    return _template("example.md", name).encode("utf-8")


def _template(part: str, name: str) -> str:
    return (TEMPLATE / part).read_text(encoding="utf-8").replace("CASE-ID", name)


def general_codebook(name: str) -> str:
    """The text of a codebook with the general patterns alone, for an event that the user will
    describe.
    """
    lines = default_codebook().read_text(encoding="utf-8").splitlines()
    parts = _blocks(lines)
    out: list[str] = []
    for title, block in parts:
        if title == "event":
            out.extend(_template("event.yml", name).splitlines())
            out.append("")
        elif title == "background":
            out.extend([*BACKGROUND, *_trailing_comments(block)])
        elif title != "frames":
            out.extend(_without_event(block))
    text = "\n".join(out) + "\n"
    return text.replace("the accession or the person", "the event or the person").replace(
        "critical of the accession", "critical of the event"
    )


def _blocks(lines: list[str]) -> list[tuple[str, list[str]]]:
    """The file cut before each top-level name; what stands before the first has the name ''."""
    blocks: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        match = re.match(r"([a-z_]+):", line)
        if match:
            blocks.append((match.group(1), []))
        blocks[-1][1].append(line)
    return blocks


def _trailing_comments(block: list[str]) -> list[str]:
    """The comments at the end of a block: they speak of the next one."""
    last = max(
        number for number, line in enumerate(block) if line.strip() and not line.startswith("#")
    )
    return [line for line in block[last + 1 :] if line.strip()]


def _without_event(block: list[str]) -> list[str]:
    """A block with the content of each ``event:`` list taken out and the names of the parties
    replaced.
    """
    out: list[str] = []
    depth: int | None = None
    for line in block:
        indent = len(line) - len(line.lstrip())
        if depth is not None:
            if not line.strip() or indent > depth:
                if not line.strip():
                    out.append(line)
                continue
            depth = None
        if re.fullmatch(r" +event:.*", line):
            out.append(f"{' ' * indent}event: []  {EVENT_EXAMPLE}")
            depth = indent
        elif re.match(r"  # The parties and the pact", line):
            out.append(PARTY_COMMENT)
        elif re.match(r"  party: ", line):
            out.append("  party: [northey, sandholm]")
        else:
            out.append(line)
    return out

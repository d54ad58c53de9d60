"""A new case folder: ``case.yml``, ``codebook.yml``, a worked example, a folder of sheets, a README
of one page.

Its codebook is the starter: generic frames (Semetko and Valkenburg 2000), with patterns
that nobody has measured.
"""

from __future__ import annotations

from pathlib import Path

from newscompare.case.codebook import read_codebook
from newscompare.case.folder import is_id
from newscompare.errors import InputError
from newscompare.files import write_text

TEMPLATE = Path(__file__).resolve().parent / "template"

URLS_HEADER = "id,url,outlet\n"


def new_case(folder: Path | str, *, codebook: Path | str | None = None) -> list[Path]:
    """Make a case folder and return the files written, in order.

    ``codebook``: a codebook to copy as it stands; without it the starter. Raises
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
        book = _template("codebook.yml", name)
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

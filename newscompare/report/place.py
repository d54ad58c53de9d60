"""The folder of a report: what stands there and was not made by one is never touched."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newscompare.errors import InputError
from newscompare.files import read_text, write_text
from newscompare.values import json_value

MADE = "made-by-newscompare.json"
"""The list of the files of a report, in its folder: what is on it may be replaced by the next
report.
"""


def refuse_foreign(out: Path) -> None:
    """Raise ``InputError`` where the folder holds anything that no report wrote."""
    cure = "name another folder with --out, or move it away; nothing was changed"
    if out.is_file():
        raise InputError(str(out), "is a file", cure)
    if not out.is_dir() or not any(out.iterdir()):
        return
    try:
        made = json_value(read_text(out / MADE))
        ours = set(map(str, made["files"]))
    except (InputError, KeyError, TypeError):
        raise InputError(
            str(out), "exists already and was not made by 'newscompare report'", cure
        ) from None
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.relative_to(out).as_posix() not in ours:
            raise InputError(
                str(path), "was not made by 'newscompare report', which would remove it", cure
            )


def put(built: Path, out: Path, work: Path) -> None:
    """Move the pages into place in one step; an earlier report goes only once the new one is
    there.
    """
    for name in (".buildinfo", "objects.inv"):
        (built / name).unlink(missing_ok=True)
    (out.parent / f"{out.name}-log.txt").unlink(missing_ok=True)
    files = sorted(
        path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()
    )
    write_text(json.dumps({"files": [MADE, *files]}, indent=1), built / MADE)
    refuse_foreign(out)
    try:
        if out.exists():
            out.replace(work / "before")
        built.replace(out)
    except OSError as error:
        if (work / "before").exists() and not out.exists():
            (work / "before").replace(out)
        raise InputError(
            str(out),
            f"cannot be replaced ({error.strerror})",
            "close the programs that show it, then try again",
        ) from None


@contextmanager
def listed(out: Path, name: str) -> Iterator[None]:
    """A file that is added to a report is on its list from before it is there; not where it goes
    again.
    """
    made = json.loads(read_text(out / MADE))
    made["files"] = [*(one for one in made["files"] if one != name), name]
    write_text(json.dumps(made, indent=1), out / MADE)
    yield
    if not (out / name).exists():
        made["files"].remove(name)
        write_text(json.dumps(made, indent=1), out / MADE)


def zipped(out: Path) -> Path:
    """One file of a report to hand round, ``OUT.zip`` beside its folder; an earlier one is
    replaced.
    """
    path = out.with_name(f"{out.name}.zip")
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as work:
        made = shutil.make_archive(str(Path(work) / out.name), "zip", out.parent, out.name)
        Path(made).replace(path)
    return path

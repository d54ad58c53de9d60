"""Files are written whole or not at all, by one run at a time, and open safely in spreadsheets."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare import files
from newscompare.errors import InputError
from newscompare.files import alone, read_bytes, read_csv, write_csv, write_text

HELD = PermissionError(errno.EACCES, "Permission denied")


def test_a_file_that_another_program_holds_is_tried_again(tmp_path, monkeypatch) -> None:
    """As Excel holds a table on Windows: the rename fails until it lets go."""
    real, tries = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) < 3:
            raise HELD
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "WAITS", (0, 0, 0))
    write_text("x", tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == "x"
    assert len(tries) == 3


def test_a_file_that_stays_held_is_named_and_nothing_is_left(tmp_path, monkeypatch) -> None:
    def replace(self: Path, target: Path) -> Path:
        raise HELD

    (tmp_path / "a.csv").write_text("old")
    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(files, "WAITS", (0, 0, 0))
    with pytest.raises(InputError, match=r"a\.csv: cannot be written.*close the program"):
        write_text("x", tmp_path / "a.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert (tmp_path / "a.csv").read_text() == "old"


def test_a_file_is_on_the_disc_before_it_gets_its_name(tmp_path, monkeypatch) -> None:
    done = []
    real_sync, real_replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("synced"), real_sync(handle)))
    monkeypatch.setattr(
        Path, "replace", lambda self, to: (done.append("named"), real_replace(self, to))
    )
    write_text("x", tmp_path / "a")
    assert done == ["synced", "named"]


@pytest.mark.parametrize("module", ["fcntl", "none"])
def test_the_second_run_is_told_with_and_without_the_locks_of_unix(module, tmp_path) -> None:
    code = (
        f"import sys; sys.modules['{module}'] = None\n"
        "from newscompare.files import alone\nfrom newscompare.errors import InputError\n"
        f"with alone({str(tmp_path)!r}):\n"
        "    try:\n"
        f"        with alone({str(tmp_path)!r}): print('raced')\n"
        "    except InputError as error: print(error)\n"
        f"with alone({str(tmp_path)!r}): print('free again')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert "is being written by another run" in first
    assert second == "free again"
    assert list(tmp_path.iterdir()) == []


def test_a_lock_ends_with_its_process(tmp_path) -> None:
    code = f"import os, newscompare.files as f\nf.alone({str(tmp_path)!r}).__enter__()\nos._exit(9)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9
    with alone(tmp_path):
        pass


def test_a_file_larger_than_it_may_be_is_not_read(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="larger than 1e-05 MB"):
        read_bytes(tmp_path / "a", most=10)
    with pytest.raises(InputError, match="is a folder"):
        read_bytes(tmp_path)


PAYLOADS = [
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "'=1",
    "''-x",
]


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_spreadsheet_takes_a_cell_for_a_formula(text: str, tmp_path: Path) -> None:
    write_csv(pd.DataFrame({"quoted": [text, "plain"], "label": [-1, 1]}), tmp_path / "a.csv")
    raw = pd.read_csv(tmp_path / "a.csv", dtype=str)
    assert raw["quoted"][0].startswith("'")
    assert raw["label"].tolist() == ["-1", "1"]
    assert read_csv(tmp_path / "a.csv")["quoted"].tolist() == [text.replace("\r", "\n"), "plain"]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(
    text=st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)
    | st.text("=+-@'\t1.e", max_size=6)
)
def test_a_table_comes_back_as_it_was(text: str, tmp_path_factory) -> None:
    path = tmp_path_factory.mktemp("table") / "a.csv"
    write_csv(pd.DataFrame({"a": [text], "b": ["x"]}, dtype=object), path)
    assert read_csv(path)["a"].tolist() == [text]


def test_a_workbook_with_one_cell_far_away_is_refused(tmp_path: Path) -> None:
    import xlsxwriter

    from newscompare.case.cells import read_cells

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "unit")
        sheet.write_string(1_000_000, 16_000, "x")
    with pytest.raises(InputError, match="spans more than 2,000,000 cells"):
        read_cells(tmp_path / "a.xlsx")


def test_every_table_of_a_coding_is_safe(tmp_path: Path) -> None:
    from newscompare.coding.folder import code_folder

    (tmp_path / "in").mkdir()
    text = '---\noutlet: "=cmd()"\ntitle: "@x"\n---\n“=1+1 is two,” said Ana Ruiz.\n'
    (tmp_path / "in" / "a.md").write_text(text, encoding="utf-8")
    code_folder(tmp_path / "in", tmp_path / "out", engine="rules")
    for path in (tmp_path / "out").glob("*.csv"):
        for cells in pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records"):
            for cell in cells.values():
                assert not cell.startswith(("=", "+", "@")), (path.name, cell)
    assert read_csv(tmp_path / "out" / "articles.csv")["outlet"].item() == "=cmd()"

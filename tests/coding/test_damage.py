"""Damage to each file of a finished run, one at a time: mended to the same bytes, or told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from in_process import code_in_process
from scale_corpus import BOOK, files_of, record, write_corpus

from newscompare.cli import main
from newscompare.coding.parts import TABLES
from newscompare.coding.run import code_corpus
from newscompare.errors import InputError

PART = 40
FILES = [f"{table}/part-00001.parquet" for table in TABLES] + ["manifest/part-00001.json"]


def run(source: Path, out: Path, part_size: int = PART):
    return code_corpus(source, out, codebook=BOOK, engine="rules", part_size=part_size)


@pytest.fixture(scope="module")
def runs(tmp_path_factory) -> tuple[Path, Path, Path]:
    """A corpus, what a run of it wrote, and what a run of another one did."""
    folder = tmp_path_factory.mktemp("runs")
    with pytest.MonkeyPatch.context() as patch:
        code_in_process(patch)
        corpus = write_corpus(folder / "corpus.jsonl")
        run(corpus, folder / "whole")
        other = folder / "other.jsonl"
        lines = [json.dumps(record(n + 500)) for n in range(90)]
        other.write_text("\n".join(lines), encoding="utf-8")
        run(other, folder / "other")
    return corpus, folder / "whole", folder / "other"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    code_in_process(monkeypatch)


DAMAGE: dict[str, Callable[[Path, Path], object]] = {
    "deleted": lambda path, other: path.unlink(),
    "emptied": lambda path, other: path.write_bytes(b""),
    "truncated": lambda path, other: path.write_bytes(path.read_bytes()[:-20]),
    "a byte turned": lambda path, other: path.write_bytes(
        path.read_bytes()[:40] + bytes([path.read_bytes()[40] ^ 1]) + path.read_bytes()[41:]
    ),
    "of another part": lambda path, other: shutil.copy(path.with_stem("part-00000"), path),
    "of another run": lambda path, other: shutil.copy(other, path),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("name", FILES)
def test_a_damaged_part_is_made_again_or_told(name, damage, runs, tmp_path) -> None:
    corpus, whole, other = runs
    out = Path(shutil.copytree(whole, tmp_path / "out"))
    damage(out / name, other / name)
    if name.startswith("manifest") and damage in (
        DAMAGE["of another run"],
        DAMAGE["of another part"],
    ):
        with pytest.raises(InputError, match="no longer what this run began with"):
            run(corpus, out)
        return
    changed = files_of(out) != files_of(whole)
    assert changed or (name, damage) == (FILES[3], DAMAGE["of another run"])  # no rows in either
    assert run(corpus, out).mended == changed
    assert files_of(out) == files_of(whole)


@pytest.mark.parametrize("kind", ["deleted", "emptied", "truncated"])
def test_a_damaged_record_of_a_run_is_told(kind: str, runs, tmp_path) -> None:
    corpus, whole, other = runs
    out = Path(shutil.copytree(whole, tmp_path / "out"))
    DAMAGE[kind](out / "run.json", other / "run.json")
    with pytest.raises(InputError, match=r"run\.json"):
        run(corpus, out)


@pytest.mark.parametrize("name", ["quotes/part-00007.parquet", "quotes/more.parquet"])
def test_a_file_too_many_is_told(name: str, runs, tmp_path) -> None:
    corpus, whole, other = runs
    out = Path(shutil.copytree(whole, tmp_path / "out"))
    shutil.copy(other / "quotes" / "part-00001.parquet", out / name)
    with pytest.raises(InputError, match=r"more than the 3 parts|quotes/more\.parquet"):
        run(corpus, out)


def test_the_command_says_what_it_mended(runs, tmp_path, capsys) -> None:
    corpus, whole, _ = runs
    out = Path(shutil.copytree(whole, tmp_path / "out"))
    (out / FILES[2]).unlink()
    command = ["code", str(corpus), "--out", str(out), "--engine", "rules"]
    assert main([*command, "--part-size", str(PART)]) == 2
    told = capsys.readouterr()
    assert "1 damaged parts were made again" in told.err
    assert "92 read = 90 coded + 2 set aside" in told.out


def test_the_path_as_typed_does_not_matter(runs, tmp_path, monkeypatch) -> None:
    corpus, whole, _ = runs
    monkeypatch.chdir(corpus.parent)
    for typed in ("corpus.jsonl", "./corpus.jsonl", f"../{corpus.parent.name}/corpus.jsonl"):
        run(Path(typed), tmp_path / "out")
        assert files_of(tmp_path / "out") == files_of(whole)
        shutil.rmtree(tmp_path / "out" / "set_aside")

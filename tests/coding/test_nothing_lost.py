"""What goes in comes out, coded or named: mixtures, folders in folders, odd names, bad values,
bombs.
"""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from in_process import code_in_process

from newscompare.cli import main
from newscompare.coding.corpora import contents, read_items
from newscompare.errors import InputError
from newscompare.files import read_csv

GOOD = "“It will hold,” Ana Ruiz said.\n"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    code_in_process(monkeypatch)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.md").write_text(GOOD, encoding="utf-8")
    return tmp_path / "in"


def code(source: Path, *more: str) -> int:
    out = source.parent / "out"
    return main(["code", str(source), "--out", str(out), "--engine", "rules", *more])


def test_a_mixture_of_texts_and_records_is_refused(tmp_path: Path, capsys) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "LICENSE.txt").write_text("MIT licence.\n", encoding="utf-8")
    (tmp_path / "in" / "1.jsonl").write_text('{"id":"a","text":"hi"}\n', encoding="utf-8")
    assert code(tmp_path / "in") == 2
    error = capsys.readouterr().err
    assert "texts (LICENSE.txt) beside records (1.jsonl)" in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("kind", ["texts", "records"])
def test_what_is_not_read_is_named(kind: str, texts: Path, capsys) -> None:
    if kind == "records":
        (texts / "good.md").unlink()
        (texts / "1.jsonl").write_text('{"id":"good","text":"hi"}\n', encoding="utf-8")
        (texts / "_x.jsonl").write_text("{}", encoding="utf-8")
    (texts / "sub").mkdir()
    (texts / "._good.md").write_bytes(b"\0\5\x16\7")
    (texts / "notes.docx").write_bytes(b"x")
    (texts / "README.md").write_text("x", encoding="utf-8")
    assert code(texts) == 0
    told = capsys.readouterr()
    names = {*told.err.partition("not read: ")[2].strip().split(", ")}
    assert names >= {"sub/", "._good.md", "notes.docx", "README.md"}
    assert ("_x.jsonl" in names) == (kind == "records")
    assert "1 read = 1 coded + 0 set aside" in told.out


def test_only_folders_in_a_folder_are_named(tmp_path: Path) -> None:
    (tmp_path / "in" / "sub").mkdir(parents=True)
    with pytest.raises(InputError, match=r"holds no .md or .txt file \(only sub/\)"):
        list(read_items(tmp_path / "in"))


def test_names_that_some_systems_take_for_one_are_told(texts: Path, capsys) -> None:
    (texts / "GOOD.md").write_text(GOOD, encoding="utf-8")
    if len(contents(texts).texts) < 2:
        pytest.skip("this system takes GOOD.md and good.md for one file")
    assert code(texts) == 0
    assert "GOOD.md and good.md are one file on Windows and macOS" in capsys.readouterr().err


BAD_FRONT = {
    "no such day": "published: 2025-02-30",
    "no such year": "published: 0000-00-00",
    "tag": "title: !!int x",
    "brackets": "title: " + "[" * 3000,
    "laugh": "a: &a [lol,lol]\nb: &b [*a,*a]\ntitle: *b",
    "itself": "title: &a [*a]",
    "deep list": "title:\n  " + "- " * 30 + "x",
    "bell": "title: \x07",
}


@pytest.mark.parametrize("front", BAD_FRONT.values(), ids=BAD_FRONT)
@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_one_bad_value_ends_one_text(front: str, format: str, texts: Path, capsys) -> None:
    (texts / "bad.md").write_text(f"---\noutlet: X\n{front}\n---\nHi.\n", encoding="utf-8")
    assert code(texts, "--format", format) == 2
    told = capsys.readouterr()
    assert "2 read = 1 coded + 1 set aside" in told.out
    out = texts.parent / "out"
    if format == "csv":
        assert "bad.md, line " in told.err
        assert told.err.count("\n") == 1
        assert read_csv(out / "articles.csv")["article"].tolist() == ["good"]
    else:
        aside = pd.read_parquet(out / "set_aside")
        assert aside["article"].tolist() == ["bad"]
        assert aside["line"].notna().all()
        assert aside["file"].tolist() == ["bad.md"]


def test_a_text_twice_a_pipe_and_a_dangling_link_end_one_text(texts: Path, capsys) -> None:
    (texts / "good.txt").write_text(GOOD, encoding="utf-8")
    (texts / "gone.md").symlink_to(texts / "nowhere.md")
    if hasattr(os, "mkfifo"):
        os.mkfifo(texts / "pipe.md")
    assert code(texts) == 2
    told = capsys.readouterr()
    assert "has the same id as good.md" in told.err
    assert "gone.md: cannot be read" in told.err
    if hasattr(os, "mkfifo"):
        assert "pipe.md: is no file" in told.err
    assert told.err.count("\n") == (3 if hasattr(os, "mkfifo") else 2)


def test_bad_records_end_themselves_alone(tmp_path: Path, capsys) -> None:
    deep = "[" * 940 + "]" * 940
    lines = [
        '{"id":"a","text":"Hi."}',
        f'{{"id":"b","text":"Hi.","title":{deep}}}',
        '{"id":"c","text":"Hi.","title":["x"]}',
        '{"id":"d","text":"Hi.","n":Infinity}',
        '{"id":"e","text":"Hi.","metadata":{"published":NaN}}',
        '{"id":"f","id":"g","text":"Hi."}',
        '{"id":"h","text":"Hi."}',
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert code(tmp_path / "in.jsonl") == 2
    assert "7 read = 2 coded + 5 set aside" in capsys.readouterr().out
    assert pd.read_parquet(tmp_path / "out" / "set_aside")["line"].tolist() == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "values",
    [
        pa.array([2**31 - 1, 20_000, None], pa.int32()).cast(pa.date32()),
        pa.array([1, None, None], pa.timestamp("us", tz="No/Where")),
        pa.array([b"\xff", None, None], pa.binary()),
    ],
    ids=["date32", "time zone", "bytes"],
)
def test_a_parquet_value_that_is_none_ends_one_record(values: pa.Array, tmp_path, capsys) -> None:
    table = pa.table({"id": ["a", "b", "c"], "text": ["Hi."] * 3, "published": values})
    pq.write_table(table, tmp_path / "in.parquet")
    assert code(tmp_path / "in.parquet") == 2
    assert "3 read = 2 coded + 1 set aside" in capsys.readouterr().out
    aside = pd.read_parquet(tmp_path / "out" / "set_aside")
    assert aside["article"].tolist() == ["a"]
    assert "'published'" in aside["reason"].item()


def test_an_unquoted_date_in_a_codebook_is_a_word(texts: Path, tmp_path: Path) -> None:
    book = tmp_path / "codebook.yml"
    book.write_text(
        "extends: accords\nevent:\n  title: T\n  day: 2025-11-06\n  bad: 2025-02-30\n",
        encoding="utf-8",
    )
    assert code(texts, "--format", "parquet", "--codebook", str(book)) == 0


BOMBS = {
    "aliases": "event: &a [x, x]\nlists: *a\n",
    "lists of lists": "lists:\n  l0: [one, two]\n"
    + "".join(f'  l{n}: ["<l{n - 1}> <l{n - 1}>"]\n' for n in range(1, 40)),
    "a number": "denials: ['a ..99999999999999999999 b']\n",
    "a long number": f"denials: ['a ..{'9' * 5000} b']\n",
    "near": f"denials: ['a near/{'9' * 5000} b']\n",
    "a long line": f"denials: ['{'word ' * 60_000}']\n",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_in_a_codebook_is_named(bomb: str, texts: Path, tmp_path: Path, capsys) -> None:
    book = tmp_path / "codebook.yml"
    book.write_text(f"extends: accords\nevent: {{title: T}}\n{bomb}", encoding="utf-8")
    if bomb.startswith("event"):
        book.write_text(bomb, encoding="utf-8")
    assert code(texts, "--codebook", str(book)) == 2
    error = capsys.readouterr().err
    assert "codebook.yml, line " in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("out", [".", "deeper", "../in"])
def test_tables_do_not_go_among_the_texts(out: str, texts: Path, capsys) -> None:
    for format in ("csv", "parquet"):
        command = ["code", str(texts), "--out", str(texts / out), "--format", format]
        assert main(command) == 2
        assert "is the folder of the texts, or lies in it" in capsys.readouterr().err
    assert [path.name for path in texts.iterdir()] == ["good.md"]


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_a_name_that_is_no_text_is_told(format: str, texts: Path, capfd) -> None:
    odd = os.fsencode(texts) + b"/\xff.md"
    try:
        with open(odd, "wb") as stream:
            stream.write(b"Hi.\n")
    except OSError:
        pytest.skip("this system has no such names")
    assert code(texts, "--format", format) == 2
    told = capfd.readouterr()
    assert "2 read = 1 coded + 1 set aside" in told.out
    if format == "csv":
        assert r"\udcff.md" in told.err


def test_a_console_that_knows_few_characters_gets_all(texts: Path, monkeypatch) -> None:
    (texts / "Ünï-☃-猫.md").write_bytes(b"\xff")
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="cp1252") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", streams[0])
    monkeypatch.setattr(sys, "stderr", streams[1])
    assert code(texts) == 2
    streams[1].flush()
    assert b"\\u2603" in streams[1].buffer.getvalue()


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b", "a/" * 3000])
@pytest.mark.parametrize(
    "command",
    [
        ["code", "{}", "--out", "o"],
        ["code", "texts", "--out", "{}"],
        ["code", "texts", "--out", "o", "--codebook", "{}"],
        ["new", "{}"],
        ["new", "n", "--codebook", "{}"],
        ["check", "{}"],
        ["agree", "{}"],
        ["report", "{}"],
        ["sheet", "{}", "--coder", "ana"],
        ["export", "{}", "--format", "brat", "--out", "o"],
        ["import", "{}", "--format", "jsonl", "--out", "o"],
        ["import", "texts", "--format", "brat", "--out", "{}"],
        ["fetch", "{}"],
        ["derive", "{}", "--out", "o"],
    ],
    ids=lambda command: " ".join(command),
)
def test_an_argument_of_any_length_ends_in_a_line(
    name: str, command: list[str], texts: Path, monkeypatch, capsys
) -> None:
    monkeypatch.chdir(texts.parent)
    (texts.parent / "texts").symlink_to(texts)
    assert main([name if word == "{}" else word for word in command]) == 2
    error = capsys.readouterr().err
    assert error.startswith("newscompare: ")
    assert error.count("\n") == 1


def test_a_pipe_for_a_file_is_refused(tmp_path: Path, texts: Path, capsys) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    assert code(texts, "--codebook", str(pipe)) == 2
    assert code(pipe) == 2
    assert main(["import", str(pipe), "--format", "jsonl", "--out", str(tmp_path / "o")]) == 2
    assert main(["agree", str(pipe)]) == 2
    assert capsys.readouterr().err.count("\n") == 4


def test_the_record_of_a_run_says_what_was_counted(tmp_path: Path, capsys) -> None:
    lines = [json.dumps({"id": f"a{n}", "text": "Hi."}) for n in range(5)]
    (tmp_path / "in.jsonl").write_text("\n".join([*lines, "{", ""]), encoding="utf-8")
    assert code(tmp_path / "in.jsonl", "--part-size", "2") == 2
    assert "6 read = 5 coded + 1 set aside" in capsys.readouterr().out

"""A new case folder is complete, checks clean, and is never made on top of something."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pandas as pd
import pytest

from newscompare.case.codebook import STARTER, read_codebook
from newscompare.case.folder import case_folder, is_id
from newscompare.case.scaffold import new_case
from newscompare.cli import main, parser
from newscompare.errors import InputError
from newscompare.frames.patterns import code_sentences


def test_a_new_case_has_nothing_to_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "my-event")]) == 0
    assert main(["check", str(tmp_path / "my-event")]) == 0
    assert "nothing to mend" in capsys.readouterr().out


def test_a_new_case_has_all_its_parts(tmp_path: Path) -> None:
    new_case(tmp_path / "my-event")
    parts = {
        p.relative_to(tmp_path / "my-event").as_posix()
        for p in (tmp_path / "my-event").rglob("*")
        if p.is_file()
    }
    assert parts == {
        "case.yml",
        "codebook.yml",
        "articles/example.md",
        "sheets/.gitkeep",
        "urls.csv",
        ".gitignore",
        "README.md",
    }


def test_each_indicator_of_the_starter_finds_its_example() -> None:
    book = read_codebook(STARTER)
    examples = pd.DataFrame(
        [(name, one.example) for name, one in book.indicators.items()], columns=["id", "text"]
    )
    found = code_sentences(examples, book)
    assert set(examples["id"]) == set(
        found.loc[found["sentence"] == found["indicator"], "sentence"]
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor lifted the ban with court approval.",
        "The judge said: “I have concluded that the stay should end.”",
        "The aims of both sides will not have changed.",
        "He was met on the doorstep.",
        "Photo: Getty Images.",
        "The fuel cut stays.",
        "The finance minister met the economy minister on Monday.",
        "Nobody is to blame for the storm.",
        "The Salvation Army opened a hall.",
        "Her costume was made of paper.",
        "They marched in step past the war memorial.",
    ],
)
def test_the_starter_finds_no_frame_in_other_senses(sentence: str) -> None:
    table = pd.DataFrame({"id": ["a"], "text": [sentence]})
    assert not len(code_sentences(table, read_codebook(STARTER)))


def test_the_codebook_holds_general_patterns_and_none_of_another_event(tmp_path: Path) -> None:
    new_case(tmp_path / "my-event")
    book = read_codebook(tmp_path / "my-event" / "codebook.yml")
    assert book.patterns
    assert {p.scope for p in book.patterns} == {"general"}
    assert book.event["title"] == "my-event"
    text = (tmp_path / "my-event" / "codebook.yml").read_text(encoding="utf-8")
    assert not [name for name in ("azakhstan", "Astana", "Tokayev") if name in text]


def test_the_worked_example_shows_a_frame(tmp_path: Path) -> None:
    new_case(tmp_path / "my-event")
    case = case_folder(tmp_path / "my-event")
    codes = code_sentences(case.read_units(), case.read_codebook())
    assert {"economic"} <= set(codes["frame"])


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "my-event"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert main(["new", str(folder)]) == 2
    assert [p.name for p in folder.iterdir()] == ["notes.txt"]
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["a b", "con", "NUL", "é", "-x", "com1.txt"])
def test_a_name_that_some_system_cannot_keep_is_refused(tmp_path: Path, name: str) -> None:
    assert not is_id(name)
    with pytest.raises(InputError):
        new_case(tmp_path / name)


def test_a_given_codebook_is_copied(tmp_path: Path) -> None:
    new_case(tmp_path / "one")
    new_case(tmp_path / "two", codebook=tmp_path / "one" / "codebook.yml")
    assert (tmp_path / "two/codebook.yml").read_bytes() == (
        tmp_path / "one/codebook.yml"
    ).read_bytes()


def test_git_leaves_texts_and_sheets_out(tmp_path: Path) -> None:
    folder = tmp_path / "my-event"
    new_case(folder)
    (folder / "articles" / "post.md").write_text("text", encoding="utf-8")
    (folder / "sheets" / "ana.csv").write_text("x", encoding="utf-8")
    try:
        subprocess.run(["git", "init", "-q", str(folder)], check=True, capture_output=True)
    except OSError:
        pytest.skip("git is not installed")
    listed = subprocess.run(
        ["git", "-C", str(folder), "ls-files", "-o", "--exclude-standard"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split()
    assert "case.yml" in listed
    assert "articles/example.md" in listed
    assert not {"articles/post.md", "sheets/ana.csv"} & set(listed)


@pytest.mark.parametrize("command", ["new", "check", "sheet", "agree", "fetch", "export", "import"])
def test_help_teaches(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args([command, "--help"])
    text = capsys.readouterr().out
    assert f"newscompare {command}" in text.split("example:")[1]
    assert "next:" in text

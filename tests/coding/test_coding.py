"""The command ``code`` on a folder of invented articles."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from newscompare.articles.language import language_of
from newscompare.attribution import ENGINES, parse_spans
from newscompare.case.codebook import default_codebook
from newscompare.cli import main
from newscompare.coding.folder import code_folder

ONE = """---
outlet: "The Test"
title: "A bridge: will it hold?"
---

“The bridge will hold,” Mayor Ana Ruiz said. “We built it well. It is new.”

Experts say that it is old.
"""
TWO = 'Ana Ruiz said:\r\n"Nobody asked me."\r\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.md").write_text(ONE, encoding="utf-8")
    (tmp_path / "in" / "two.txt").write_bytes(TWO.encode())
    return tmp_path / "in"


@pytest.mark.parametrize("engine", ENGINES)
def test_four_tables(folder, tmp_path, engine):
    assert main(["code", str(folder), "--out", str(tmp_path / "out"), "--engine", engine]) == 0
    tables = {
        name: pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False)
        for name in ("articles", "sentences", "attributions", "quotes")
    }
    assert list(tables["articles"]["article"]) == ["one", "two"]
    assert tables["attributions"].columns[0] == "article"
    assert {"article", "sentence", "zone", "start", "end"} <= set(tables["sentences"].columns)
    body = ONE.split("---\n", 2)[2]
    rows = tables["attributions"][tables["attributions"]["article"] == "one"]
    assert any(body[a:b] == "said" for spans in rows["cue_spans"] for a, b in parse_spans(spans))
    quotes = tables["quotes"][tables["quotes"]["article"] == "one"]
    assert list(quotes["quoted"]) == ["The bridge will hold,", "We built it well.", "It is new."]
    assert set(quotes["speaker"]) == {"Ana Ruiz"}
    for row in quotes.to_dict("records"):
        assert body[row["start"] : row["end"]] == row["quoted"]
        sentence = tables["sentences"].set_index("sentence").loc[row["sentence"]]
        assert sentence["start"] <= row["start"] < row["end"] <= sentence["end"]


def test_the_same_twice(folder, tmp_path):
    for name in ("a", "b"):
        main(["code", str(folder), "--out", str(tmp_path / name), "--engine", "rules"])
    for table in ("articles", "sentences", "attributions", "quotes"):
        assert (tmp_path / "a" / f"{table}.csv").read_bytes() == (
            tmp_path / "b" / f"{table}.csv"
        ).read_bytes()


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"a\0b", "NUL"), (b"\xff\xfe", "not valid UTF-8"), (b"---\na: [\n---\nx", "not valid YAML")],
)
def test_one_bad_file_does_not_lose_the_others(folder, tmp_path, capsys, raw, said):
    (folder / "bad.txt").write_bytes(raw)
    assert main(["code", str(folder), "--out", str(tmp_path / "out"), "--engine", "rules"]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1
    assert "bad.txt" in lines[0]
    assert said in lines[0]
    assert list(pd.read_csv(tmp_path / "out" / "articles.csv")["article"]) == ["one", "two"]


def test_an_empty_file_is_an_article_without_rows(folder, tmp_path):
    (folder / "none.txt").write_bytes(b"")
    assert main(["code", str(folder), "--out", str(tmp_path / "out"), "--engine", "rules"]) == 0
    assert "none" in set(pd.read_csv(tmp_path / "out" / "articles.csv")["article"])
    assert "none" not in set(pd.read_csv(tmp_path / "out" / "attributions.csv")["article"])


def test_only_empty_files_give_tables_with_headers(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "none.txt").write_bytes(b"")
    code_folder(tmp_path / "in", tmp_path / "out", engine="rules")
    for name in ("sentences", "attributions", "quotes"):
        assert "article" in pd.read_csv(tmp_path / "out" / f"{name}.csv").columns


@pytest.mark.parametrize("make", [False, True])
def test_no_folder_or_nothing_in_it(tmp_path, capsys, make):
    if make:
        (tmp_path / "in").mkdir()
    assert main(["code", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    assert "Cure:" in capsys.readouterr().err


def test_coders_add_columns(folder, tmp_path):
    code_folder(
        folder,
        tmp_path / "out",
        engine="rules",
        sentence_coders=[lambda t: t.assign(symbolic=t["text"].str.contains("new"))],
    )
    table = pd.read_csv(tmp_path / "out" / "sentences.csv")
    assert table["symbolic"].sum() == 1
    assert "text" not in table.columns


def test_the_command_writes_frames_and_tone(tmp_path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    text = (
        "---\ntitle: A purely symbolic gesture\n---\n\n## Part\n\nThe pact is a symbolic "
        "gesture.\n\n“This is a wonderful day,” said Ana Ruiz.\n"
    )
    (folder / "one.md").write_text(text, encoding="utf-8")
    book = str(default_codebook())
    assert main(["code", str(folder), "--codebook", book, "--out", str(tmp_path / "out")]) == 0
    sentences = pd.read_csv(
        tmp_path / "out" / "sentences.csv", dtype=str, keep_default_na=False
    ).set_index("zone")
    assert sentences.loc["title", "symbolic"] == "1"
    assert sentences.loc["subhead", ["symbolic", "strategic", "indicators"]].tolist() == [
        "",
        "",
        "",
    ]
    assert sentences["symbolic"].tolist()[2] == "1"
    assert "S1" in sentences["indicators"].tolist()[2]
    quotes = pd.read_csv(tmp_path / "out" / "quotes.csv")
    assert quotes["vader"].iloc[0] > 0.05
    assert quotes["label"].iloc[0] == 1
    assert "wonderful" in quotes["driving_words"].iloc[0]


def test_a_broken_codebook_is_named(tmp_path, capsys) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.md").write_text("One.", encoding="utf-8")
    (folder / "codebook.yml").write_text("frames: [", encoding="utf-8")
    assert main(["code", str(folder), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert "codebook.yml, line" in error
    assert error.count("\n") == 1


def test_the_command_reproduces_the_machine_tables_of_the_case(shared, tmp_path) -> None:
    kept = Path(__file__).resolve().parents[2] / "data" / "accords" / "machine"
    command = [
        "code",
        str(shared / "corpus"),
        "--out",
        str(tmp_path),
        "--engine",
        "encoder",
        "--why",
    ]
    assert main([*command, "--codebook", str(default_codebook())]) == 0
    for name in ("articles", "sentences", "attributions", "quotes"):
        assert (tmp_path / f"{name}.csv").read_bytes() == (kept / f"{name}.csv").read_bytes(), name


def test_a_case_folder_is_coded_into_itself(tmp_path) -> None:
    case = tmp_path / "my-event"
    assert main(["new", str(case)]) == 0
    assert main(["code", str(case), "--engine", "rules"]) == 0
    assert {p.name for p in (case / "coded").iterdir()} == {
        "machine.json",
        "articles.csv",
        "sentences.csv",
        "attributions.csv",
        "quotes.csv",
    }
    assert list(pd.read_csv(case / "coded" / "articles.csv")["article"]) == ["example"]


def test_a_plain_folder_needs_a_place_for_its_tables(tmp_path, capsys) -> None:
    (tmp_path / "one.txt").write_text("One.", encoding="utf-8")
    assert main(["code", str(tmp_path)]) == 2
    assert "--out" in capsys.readouterr().err


FRENCH = (
    "Le maire a annoncé lundi la fermeture du port. « Nous n’avons plus d’argent pour les quais », "
    "a déclaré Anne Dubois, maire de Portville. Selon le syndicat, « personne n’a été consulté »."
)


def test_a_text_in_another_language_is_left_out_of_every_count(folder, tmp_path, capsys) -> None:
    (folder / "trois.md").write_text(FRENCH, encoding="utf-8")
    assert main(["code", str(folder), "--out", str(tmp_path / "out")]) == 2
    assert "is written in French" in capsys.readouterr().err
    for name in ("articles", "sentences", "attributions", "quotes"):
        table = pd.read_csv(tmp_path / "out" / f"{name}.csv")
        assert set(table["article"]) == {"one", "two"}
    (folder / "trois.md").write_text(f"---\nlanguage: en\n---\n{FRENCH}", encoding="utf-8")
    assert main(["code", str(folder), "--out", str(tmp_path / "out")]) == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "fr"),
        ("“It holds,” said Tom Ruiz.", "en"),
        ("Storm Odile hits Port Vila. Roofs gone, roads shut, power out. " * 3, "en"),
        ("Der Bürgermeister kündigte am Montag an, das Schwimmbad zu schließen. " * 3, "de"),
        ("Nursultan Nazarbayev, Kassym-Jomart Tokayev and Yerzhan Maulenov met in the city.", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language

"""Articles from a folder, JSON Lines and Parquet: the same rows, and what is none is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pandas as pd
import pytest
from scale_corpus import BOOK, PART, files_of, record, rows, run, write_corpus

from newscompare.case.codebook import Codebook, read_codebook
from newscompare.case.tables import data_folder
from newscompare.cli import main
from newscompare.coding.corpora import in_parts, read_items
from newscompare.coding.folder import code_folder, coders
from newscompare.errors import InputError

ACCORDS = read_codebook(data_folder() / "accords" / "codebook.yml")


@pytest.fixture
def same_articles(tmp_path) -> list[Path]:
    """Twelve articles as a folder, JSON Lines, packed JSON Lines, one Parquet file, and a folder of
    two.
    """
    records = [record(n) for n in range(12)]
    (tmp_path / "folder").mkdir()
    for one in records:
        front = f'---\noutlet: "{one["outlet"]}"\ntitle: "{one["title"]}"\n---\n'
        (tmp_path / "folder" / f"{one['id']}.md").write_text(front + one["text"], encoding="utf-8")
    lines = "".join(json.dumps(one) + "\n" for one in records)
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    table = pd.DataFrame(records).rename(columns={"id": "article"})
    table.to_parquet(tmp_path / "a.parquet")
    (tmp_path / "shards").mkdir()
    table[:7].to_parquet(tmp_path / "shards" / "1.parquet")
    table[7:].to_parquet(tmp_path / "shards" / "2.parquet")
    return [tmp_path / name for name in ("folder", "a.jsonl", "a.jsonl.gz", "a.parquet", "shards")]


@pytest.mark.parametrize(
    ("engine", "book", "why"),
    [("rules", BOOK, False), ("encoder", ACCORDS, False), ("encoder", ACCORDS, True)],
    ids=["rules", "encoder", "encoder, why"],
)
def test_every_format_gives_the_same_rows_and_those_of_the_csv(
    same_articles, tmp_path, engine: str, book: Codebook, why: bool
) -> None:
    code_folder(same_articles[0], tmp_path / "csv", engine=engine, **coders(book, engine, why=why))
    articles = [[item.article.id for item in read_items(path)] for path in same_articles]
    assert articles == [[f"a{n:03d}" for n in range(12)]] * 5
    for path in same_articles[:2]:
        run(path, tmp_path / "out" / path.name, engine=engine, codebook=book, why=why)
    first, second = (
        {k: v for k, v in files_of(tmp_path / "out" / p.name).items() if k != "run.json"}
        for p in same_articles[:2]
    )
    assert first == second
    for path in same_articles[2:]:
        assert [i.digest() for i in read_items(path)] == [
            i.digest() for i in read_items(same_articles[0])
        ]
    for table in ("articles", "sentences", "attributions", "quotes"):
        found = rows(tmp_path / "out" / "folder", table)
        expected = pd.read_csv(
            tmp_path / "csv" / f"{table}.csv", keep_default_na=False, na_values=None
        )
        texts = {
            name: str for name in found.columns if not pd.api.types.is_numeric_dtype(found[name])
        }
        numbers = {name: float for name in found.columns if name not in texts}
        expected = expected.replace("", None).astype(numbers).astype(object).fillna("")
        pd.testing.assert_frame_equal(found.astype(numbers).astype(object).fillna(""), expected)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not valid JSON"),
        (b"[1]", "no JSON object"),
        (b'{"text": "x"}', "no 'id'"),
        (b'{"id": "x"}', "no 'text'"),
        (b'{"id": "x", "text": 3}', "no 'text'"),
        (b'{"id": "x", "text": "\\ud800"}', "half a character"),
        (b'{"id": "x", "text": "a\\u0000b"}', "NUL"),
        (b'{"id": "x", "text": "\xff"}', "not valid UTF-8"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"id": "good", "text": "Again."}', "stands before, in in.jsonl, line 1"),
    ],
    ids=[
        "broken",
        "list",
        "no id",
        "no text",
        "number",
        "surrogate",
        "NUL",
        "not UTF-8",
        "deep",
        "twice",
    ],
)
def test_a_record_that_is_no_article_is_named(tmp_path, line, said) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(
        b'{"id": "good", "text": "One."}\n\n' + line + b'\n{"id": "last", "text": "Two."}'
    )
    good, bad, last = read_items(path)
    assert (good.article.id, bad.article, last.article.id) == ("good", None, "last")
    assert (bad.line, last.line) == (3, 4)
    assert said in str(bad.error())


def test_a_line_without_end_is_not_held_in_memory(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("newscompare.coding.corpora.LONGEST_LINE", 100)
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "text": "' + "x" * 1000 + '"}\n{"id": "b", "text": "B."}\n', encoding="utf-8"
    )
    long, short = read_items(tmp_path / "in.jsonl")
    assert "longer than 100 bytes" in long.problem
    assert short.article.id == "b"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "a.jsonl.gz",
            gzip.compress(b'{"id": "a", "text": "A."}\n' * 9)[:-9],
            "cannot be read to its end",
        ),
        ("a.parquet", b"PAR1 nothing", "cannot be read as Parquet"),
        ("a.doc", b"x", "neither a folder nor"),
        ("a.jsonl", b"", "holds no article"),
    ],
    ids=["packed", "parquet", "other", "empty"],
)
def test_what_cannot_be_read_at_all_is_one_line(tmp_path, capsys, name, content, said) -> None:
    (tmp_path / name).write_bytes(content)
    assert (
        main(["code", str(tmp_path / name), "--out", str(tmp_path / "out"), "--engine", "rules"])
        == 2
    )
    error = capsys.readouterr().err
    assert said in error
    assert "Cure:" in error
    assert error.count("\n") == 1


def test_a_missing_column_is_named(tmp_path) -> None:
    pd.DataFrame({"id": ["a"], "words": ["A."]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(InputError, match="no column 'text'"):
        list(read_items(tmp_path / "a.parquet"))


def test_records_can_be_had_as_csv(same_articles, tmp_path) -> None:
    command = [
        "code",
        str(same_articles[1]),
        "--out",
        str(tmp_path / "out"),
        "--engine",
        "rules",
        "--format",
        "csv",
    ]
    assert main(command) == 0
    assert len(pd.read_csv(tmp_path / "out" / "articles.csv")) == 12
    assert main([*command, "--workers", "2"]) == 2


def test_long_texts_end_a_part(monkeypatch, tmp_path) -> None:
    corpus = write_corpus(tmp_path / "corpus.jsonl")
    monkeypatch.setattr("newscompare.coding.corpora.PART_CHARACTERS", 1000)
    parts = list(in_parts(read_items(corpus), PART))
    assert [item for part in parts for item in part] == list(read_items(corpus))
    assert {len(part) for part in parts} > {PART}
    assert all(sum(len(i.article.body) for i in part[:-1] if i.article) < 1000 for part in parts)

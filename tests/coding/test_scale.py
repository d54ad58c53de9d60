"""``newscompare code`` on corpora: the same rows from any format, any number of workers, any number
of kills.
"""

from __future__ import annotations

import errno
import gc
import gzip
import json
import logging
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
import pandas as pd
import pytest
from distributed import Client, LocalCluster

from newscompare import files
from newscompare.articles import Article
from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.cli import main
from newscompare.coding import cluster
from newscompare.coding.corpora import Item, in_parts, read_items
from newscompare.coding.folder import code_folder, frames_coder, tone_coder
from newscompare.coding.parts import TABLES
from newscompare.coding.process import Settings
from newscompare.coding.run import code_corpus
from newscompare.errors import InputError

pytestmark = pytest.mark.xdist_group("scale")

BOOK = read_codebook(default_codebook())
PART = 8
NAMES = ["Ana Ruiz", "Bo Lund", "Carla Diaz", "Dov Kaya"]
LINES = [
    "“The bridge will hold for {n} years,” said {who}, the mayor.",
    "{who} denied that the pact is a purely symbolic gesture.",
    "According to officials, {n} ships waited in the port.",
    "Nothing of this was new, and the river froze on Monday.",
    "“It is a wonderful deal. It came too late,” {who} told reporters.",
]


def record(number: int) -> dict[str, str]:
    chance = random.Random(number)
    lines = [
        chance.choice(LINES).format(who=chance.choice(NAMES), n=chance.randint(2, 90))
        for _ in range(chance.randint(1, 9))
    ]
    return {
        "id": f"a{number:03d}",
        "text": "\n\n".join(lines),
        "outlet": "The Test",
        "title": f"A treaty, part {number}",
    }


def files_of(out: Path) -> dict[str, bytes]:
    """All that a run has written, by path."""
    return {
        str(p.relative_to(out)): p.read_bytes()
        for p in sorted(out.rglob("*"))
        if p.is_file() and p.name != ".lock"
    }


def rows(out: Path, table: str) -> pd.DataFrame:
    return pd.read_parquet(out / table)


def run(source: Path, out: Path, **more) -> None:
    code_corpus(source, out, codebook=BOOK, engine="rules", part_size=PART, **more)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Ninety articles, a line that is none and an id that stands twice."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    lines = [json.dumps(record(n)) for n in range(90)]
    lines[20:20] = ["{not json", json.dumps({"id": "a003", "text": "Again."})]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def coded(corpus, tmp_path_factory) -> Path:
    """What a run in one process writes that nobody disturbs."""
    out = tmp_path_factory.mktemp("whole")
    run(corpus, out)
    return out


@pytest.fixture
def whole(coded) -> dict[str, bytes]:
    return files_of(coded)


# --- Reading
# ------------------------------------------------------------------------------------------------------


@pytest.fixture
def same_articles(tmp_path) -> list[Path]:
    """Twelve articles as a folder, JSON Lines, packed JSON Lines, one Parquet file, and a folder of two."""
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


def test_every_format_gives_the_same_rows_and_those_of_the_csv(same_articles, tmp_path) -> None:
    code_folder(
        same_articles[0],
        tmp_path / "csv",
        engine="rules",
        sentence_coders=[frames_coder(BOOK)],
        quote_coders=[tone_coder],
    )
    articles = [[item.article.id for item in read_items(path)] for path in same_articles]
    assert articles == [[f"a{n:03d}" for n in range(12)]] * 5
    for path in same_articles[:2]:
        run(path, tmp_path / "out" / path.name)
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


def test_long_texts_end_a_part(monkeypatch, corpus) -> None:
    monkeypatch.setattr("newscompare.coding.corpora.PART_CHARACTERS", 1000)
    parts = list(in_parts(read_items(corpus), PART))
    assert [item for part in parts for item in part] == list(read_items(corpus))
    assert {len(part) for part in parts} > {PART}
    assert all(sum(len(i.article.body) for i in part[:-1] if i.article) < 1000 for part in parts)


# --- Set aside ----------------------------------------------------------------------------------------------------

POISON = """
import os, signal, time
import newscompare.coding.folder as coding
real = coding.code_articles
def code_articles(articles, **more):
    text = " ".join(article.body for article in articles)
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        time.sleep(600)
    if "RAISE" in text:
        raise ZeroDivisionError("by zero")
    if "SWELL" in text:
        raise MemoryError
    if "WORKER" in text:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(600)
    return real(articles, **more)
if "newscompare.coding.process" in " ".join(__import__("sys").orig_argv):
    coding.code_articles = code_articles
"""


@pytest.fixture
def poison(tmp_path, monkeypatch) -> Path:
    """In coding processes, articles with certain words break the coder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    return tmp_path


def poisoned(path: Path, *words: str) -> Path:
    lines = (
        [record(n) for n in range(3)]
        + [{"id": word.lower(), "text": f"It may {word}."} for word in words]
        + [record(3)]
    )
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_a_poisonous_article_is_set_aside_with_its_reason(poison, capsys) -> None:
    source = poisoned(poison / "in.jsonl", "CRASH", "HANG", "RAISE", "SWELL")
    out = poison / "out"
    assert (
        main(["code", str(source), "--out", str(out), "--engine", "rules", "--time-limit", "4"])
        == 2
    )
    assert "4 set aside" in capsys.readouterr().err
    assert rows(out, "articles")["article"].tolist() == ["a000", "a001", "a002", "a003"]
    aside = rows(out, "set_aside").set_index("article")
    assert aside["line"].tolist() == [4, 5, 6, 7]
    assert "broke the process that coded it, twice" in aside.loc["crash", "reason"]
    assert "longer than 4 seconds" in aside.loc["hang", "reason"]
    assert "ZeroDivisionError: by zero" in aside.loc["raise", "reason"]
    assert "MB of memory" in aside.loc["swell", "reason"]


def test_an_overlong_article_is_set_aside(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("newscompare.coding.parts.LONGEST_ARTICLE", 50)
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "text": "' + "x " * 99 + '"}\n{"id": "b", "text": "B."}\n', encoding="utf-8"
    )
    run(tmp_path / "in.jsonl", tmp_path / "out")
    assert "more than 50" in rows(tmp_path / "out", "set_aside")["reason"].item()
    assert rows(tmp_path / "out", "articles")["article"].tolist() == ["b"]


# --- Resume -------------------------------------------------------------------------------------------------------


def test_each_article_is_written_once(coded) -> None:
    assert rows(coded, "articles")["article"].tolist() == [f"a{n:03d}" for n in range(90)]
    assert rows(coded, "set_aside")["line"].tolist() == [21, 22]
    for table in ("sentences", "attributions", "quotes"):
        assert rows(coded, table)["article"].is_monotonic_increasing
        assert not rows(coded, table).duplicated().any()


def test_a_run_killed_at_any_moment_goes_on_to_the_same_files(corpus, whole, tmp_path) -> None:
    command = [
        sys.executable,
        "-m",
        "newscompare.cli",
        "code",
        str(corpus),
        "--out",
        str(tmp_path),
        "--engine",
        "rules",
    ]
    chance = random.Random(7)
    kills = 0
    for wanted in (0, 3, 7):
        process = subprocess.Popen([*command, "--part-size", str(PART)])
        while process.poll() is None and len(list(tmp_path.glob("articles/*.parquet"))) < wanted:
            time.sleep(0.005)
        time.sleep(chance.random() * (0.2 if wanted else 2.0))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
    assert kills == 3
    assert set(files_of(tmp_path)) < set(whole) | {
        name for name in files_of(tmp_path) if "/.part-" in name
    }
    run(corpus, tmp_path)
    assert files_of(tmp_path) == whole


def test_a_torn_or_missing_file_is_written_again(corpus, coded, whole, tmp_path) -> None:
    shutil.copytree(coded, tmp_path, dirs_exist_ok=True)
    for table, number in (("articles", 2), ("articles", 5)):
        path = tmp_path / table / f"part-{number:05d}.parquet"
        path.write_bytes(path.read_bytes()[:100])
    (tmp_path / "quotes" / "part-00011.parquet").unlink()
    (tmp_path / "articles" / "part-00011.parquet").unlink()
    (tmp_path / "quotes" / ".part-00001.parquet.x").write_bytes(b"left by a kill")
    run(corpus, tmp_path)
    assert files_of(tmp_path) == whole


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--engine", "learned"], "a run with engine rules"),
        (["--part-size", "9"], "part size 8"),
        (["--codebook", "own"], "codebook"),
    ],
)
def test_other_settings_are_refused(corpus, tmp_path, capsys, whole, more, said) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_bytes(whole["run.json"])
    own = tmp_path / "codebook.yml"
    own.write_text(
        default_codebook()
        .read_text(encoding="utf-8")
        .replace("denials:", "denials: [never ever]\nother:"),
        encoding="utf-8",
    )
    more = [str(own) if word == "own" else word for word in more]
    command = [
        "code",
        str(corpus),
        "--out",
        str(tmp_path / "out"),
        "--engine",
        "rules",
        "--part-size",
        str(PART),
        *more,
    ]
    assert main(command) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_other_articles_are_refused(corpus, coded, whole, tmp_path) -> None:
    out = shutil.copytree(coded, tmp_path / "out")
    lines = corpus.read_text(encoding="utf-8").splitlines()
    changed = tmp_path / "corpus.jsonl"
    changed.write_text(
        "\n".join([*lines[:40], json.dumps(record(99)), *lines[41:]]), encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"line 41.*no longer what this run began with"):
        run(changed, out)
    changed.write_text("\n".join(lines[: 5 * PART]), encoding="utf-8")
    with pytest.raises(InputError, match="more than the 5 parts"):
        run(changed, out)
    assert files_of(out) == whole


def test_a_full_disc_is_named_and_loses_nothing(corpus, whole, tmp_path, monkeypatch) -> None:
    real = files.tempfile.mkstemp

    def full(*args, **more):
        if len(list(tmp_path.glob("articles/*.parquet"))) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*args, **more)

    monkeypatch.setattr(files.tempfile, "mkstemp", full)
    with pytest.raises(InputError, match="No space left"):
        run(corpus, tmp_path)
    assert len(rows(tmp_path, "articles")) == 22
    monkeypatch.undo()
    run(corpus, tmp_path)
    assert files_of(tmp_path) == whole


def test_a_place_that_cannot_be_written_is_named(corpus, tmp_path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        run(corpus, tmp_path / "file" / "out")


def test_two_runs_do_not_write_to_one_folder(corpus, tmp_path) -> None:
    fcntl = pytest.importorskip("fcntl", reason="the system has no file locks of this kind")
    with (tmp_path / ".lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(InputError, match="being written by another run"):
            run(corpus, tmp_path)


def test_another_program_on_the_way_is_refused(corpus, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("newscompare.coding.run.program_digest", lambda: "another")
    with pytest.raises(InputError, match="another version of newscompare"):
        run(corpus, tmp_path)


# --- A cluster ----------------------------------------------------------------------------------------------------


@contextmanager
def local_cluster(workers: int) -> Iterator[LocalCluster]:
    quiet = {
        "silence_logs": logging.CRITICAL,
        "dashboard_address": "127.0.0.1:0",
        "scheduler_kwargs": {"dashboard": False},
    }
    with LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", **quiet) as found:
        yield found


def test_a_cluster_whose_workers_are_killed_writes_the_same_files(corpus, whole, tmp_path) -> None:
    killed_at = []

    def kill_both() -> None:
        with Client(two_workers.scheduler_address) as client:
            for wanted in (1, 5):
                while len(list(tmp_path.glob("articles/*.parquet"))) < wanted:
                    time.sleep(0.01)
                pid = next(iter(client.run(os.getpid).values()))
                killed_at.append(len(list(tmp_path.glob("articles/*.parquet"))))
                os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill_both, daemon=True)
    with local_cluster(2) as two_workers:
        killer.start()
        run(corpus, tmp_path, scheduler=two_workers.scheduler_address)
        killer.join(30)
    assert len(killed_at) == 2
    assert max(killed_at) < 12
    assert files_of(tmp_path) == whole


def test_an_article_that_takes_down_workers_is_set_aside(poison) -> None:
    source = poisoned(poison / "in.jsonl", "WORKER")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        local_cluster(1) as one_worker,
    ):
        run(source, poison / "out", scheduler=one_worker.scheduler_address)
    assert rows(poison / "out", "articles")["article"].tolist() == ["a000", "a001", "a002", "a003"]
    assert "took down 1 worker" in rows(poison / "out", "set_aside")["reason"].item()


def test_the_command_starts_its_own_workers(corpus, whole, tmp_path, capsys) -> None:
    command = [
        "code",
        str(corpus),
        "--out",
        str(tmp_path),
        "--engine",
        "rules",
        "--part-size",
        str(PART),
        "--workers",
        "2",
    ]
    assert main(command) == 2
    assert "2 set aside" in capsys.readouterr().err
    assert files_of(tmp_path) == whole


def test_parts_that_are_done_are_let_go(monkeypatch) -> None:
    """Else the reading process grows with the corpus: Dask logs what passes through it."""
    monkeypatch.setattr(cluster, "code_packed", lambda part, settings: {})
    chance, seen = random.Random(1), []
    parts = (
        (number, [Item("x.jsonl", number, Article("a", chance.randbytes(200_000).hex()))])
        for number in range(120)
    )
    settings = Settings("rules", b"", "", 60, 4_000)
    tracemalloc.start()
    try:
        with cluster.connect(None, 1) as client:
            for number, _, _ in cluster.spread(parts, settings, client):
                if number in (40, 110):
                    gc.collect()
                    seen.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
    assert seen[1] - seen[0] < 70 * 200_000 / 4


def test_a_scheduler_that_does_not_answer_is_named(corpus, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "ANSWER", 0.5)
    with pytest.raises(InputError, match="does not answer"):
        run(corpus, tmp_path, scheduler="tcp://127.0.0.1:9")


def test_every_table_is_there_even_without_rows(tmp_path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": ""}\n', encoding="utf-8")
    run(tmp_path / "in.jsonl", tmp_path / "out")
    assert {table: len(rows(tmp_path / "out", table)) for table in TABLES} == {
        "sentences": 0,
        "attributions": 0,
        "quotes": 0,
        "set_aside": 0,
        "articles": 1,
    }
    assert {"article", "symbolic", "strategic", "indicators"} <= set(
        rows(tmp_path / "out", "sentences").columns
    )

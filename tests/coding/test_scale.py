"""``newscompare code`` on corpora: the same rows from any format, any number of workers, any number
of kills.
"""

from __future__ import annotations

import errno
import gc
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from pathlib import Path

import dask
import pytest
from distributed import Client
from scale_corpus import BOOK, PART, files_of, local_cluster, record, rows, run, write_corpus

import newscompare
from newscompare import files
from newscompare.articles import Article
from newscompare.case.codebook import default_codebook
from newscompare.cli import main
from newscompare.coding import cluster
from newscompare.coding.corpora import Item
from newscompare.coding.parts import TABLES
from newscompare.coding.settings import Settings
from newscompare.errors import InputError

pytestmark = [pytest.mark.xdist_group("scale"), pytest.mark.timeout(1800)]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Ninety articles, a line that is none and an id that stands twice."""
    return write_corpus(tmp_path_factory.mktemp("corpus") / "corpus.jsonl")


@pytest.fixture(scope="module")
def coded(corpus, tmp_path_factory) -> Path:
    """What a run in one process writes that nobody disturbs."""
    out = tmp_path_factory.mktemp("whole")
    run(corpus, out)
    return out


@pytest.fixture
def whole(coded) -> dict[str, bytes]:
    return files_of(coded)


# --- Set aside

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
if "newscompare.coding.child" in " ".join(__import__("sys").orig_argv):
    coding.code_articles = code_articles
"""


@pytest.fixture
def poison(tmp_path, monkeypatch) -> Path:
    """In coding processes, articles with certain words break the coder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON, encoding="utf-8")
    home = str(Path(newscompare.__file__).resolve().parents[1])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path / "site"), home]))
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
        main(["code", str(source), "--out", str(out), "--engine", "rules", "--time-limit", "10"])
        == 2
    )
    assert "4 set aside" in capsys.readouterr().err
    assert rows(out, "articles")["article"].tolist() == ["a000", "a001", "a002", "a003"]
    aside = rows(out, "set_aside").set_index("article")
    assert aside["line"].tolist() == [4, 5, 6, 7]
    assert "broke the process that coded it, twice" in aside.loc["crash", "reason"]
    assert "longer than 10 seconds" in aside.loc["hang", "reason"]
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


# --- Resume


def test_each_article_is_written_once(coded) -> None:
    assert rows(coded, "articles")["article"].tolist() == [f"a{n:03d}" for n in range(90)]
    assert rows(coded, "set_aside")["line"].tolist() == [21, 22]
    for table in ("sentences", "attributions", "quotes"):
        assert rows(coded, table)["article"].is_monotonic_increasing
        assert not rows(coded, table).duplicated().any()


KILLED = """
import os, signal, sys
left, real = int(sys.argv.pop(1)), os.replace
def replace(*given, **more):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **more)
os.replace = replace
from newscompare.cli import main
main(sys.argv[1:])
"""


def test_a_run_killed_at_any_file_goes_on_to_the_same_files(corpus, whole, tmp_path) -> None:
    command = ["code", str(corpus), "--out", str(tmp_path), "--engine", "rules"]
    chance = random.Random(7)
    for nth in (1, chance.randint(2, 12), chance.randint(2, 12)):
        killed = [sys.executable, "-c", KILLED, str(nth), *command, "--part-size", str(PART)]
        assert subprocess.run(killed).returncode == -signal.SIGKILL
    whole_files = {name for name in files_of(tmp_path) if not Path(name).name.startswith(".")}
    assert len(whole_files) < len(files_of(tmp_path)), "a file is written under another name first"
    assert whole_files < set(whole)
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


# --- A cluster


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine a worker that died may take minutes to come back."""
    monkeypatch.setattr(cluster, "PATIENCE", 900)


def test_a_cluster_whose_workers_are_killed_writes_the_same_files(
    corpus, whole, tmp_path, patience
) -> None:
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


def test_an_article_that_takes_down_workers_is_set_aside(poison, patience) -> None:
    source = poisoned(poison / "in.jsonl", "WORKER")
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        local_cluster(1) as one_worker,
    ):
        run(source, poison / "out", scheduler=one_worker.scheduler_address)
    assert rows(poison / "out", "articles")["article"].tolist() == ["a000", "a001", "a002", "a003"]
    assert "took down 1 worker" in rows(poison / "out", "set_aside")["reason"].item()


def test_where_no_worker_comes_back_the_command_says_so(corpus, monkeypatch) -> None:
    """A part that is coded article by article does not wait for ever."""
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    items = [Item(str(corpus), 1, Article(id="one", body="It works."))]
    settings = Settings("rules", b"", "", 10, 1000)
    with (
        local_cluster(0) as nobody,
        Client(nobody.scheduler_address) as client,
        pytest.raises(InputError, match="has had no worker"),
    ):
        cluster._one_by_one(client, items, settings)


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


def held(enough: float) -> int:
    """Bytes in use, once parts under way have come to rest: fewer than ``enough``, or no fewer."""
    for _ in range(50):
        gc.collect()
        if tracemalloc.get_traced_memory()[0] < enough:
            break
        time.sleep(0.1)
    return tracemalloc.get_traced_memory()[0]


def test_parts_that_are_done_are_let_go(monkeypatch) -> None:
    """Else the reading process grows with the corpus: Dask logs what passes through it."""
    monkeypatch.setattr(cluster, "code_packed", lambda part, settings: {})
    chance, seen = random.Random(1), []
    parts = (
        (number, [Item("x.jsonl", number, Article("a", chance.randbytes(200_000).hex()))])
        for number in range(120)
    )
    settings, most = Settings("rules", b"", "", 60, 4_000), 70 * 200_000 / 4
    tracemalloc.start()
    try:
        with cluster.connect(None, 1) as client:
            for number, _, _ in cluster.spread(parts, settings, client):
                if number in (40, 110):
                    seen.append(held(seen[0] + most if seen else 0))
    finally:
        tracemalloc.stop()
    assert seen[1] - seen[0] < most


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
    assert {"article", "indicators", *BOOK.frames} <= set(
        rows(tmp_path / "out", "sentences").columns
    )

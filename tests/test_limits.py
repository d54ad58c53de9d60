"""Limits of time hold, in this process and apart; Ctrl-C ends in a line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from newscompare.apart import Apart, ApartError, NoStartError
from newscompare.articles import Article
from newscompare.cli import main
from newscompare.coding import folder as coding
from newscompare.limits import LateError, within

HOME = Path(__file__).resolve().parents[1]


def forever() -> None:
    while True:
        threading.Event().wait(0.001)


def test_work_without_end_is_stopped() -> None:
    def stubborn() -> None:
        try:
            forever()
        except Exception:  # no such handler holds it up
            forever()

    with pytest.raises(LateError, match=r"longer than 0\.05 seconds"), within(0.05):
        stubborn()


def test_the_outer_limit_holds_inside_the_inner_one() -> None:
    with pytest.raises(LateError, match=r"0\.05"), within(0.05), within(1000):
        forever()


@pytest.mark.usefixtures("heard")
def test_ctrl_c_is_still_heard_and_the_handler_comes_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), within(1000):
        signal.raise_signal(signal.SIGINT)
    with within(1000):
        pass
    assert signal.getsignal(signal.SIGINT) is before


def test_a_pattern_that_never_ends_is_stopped() -> None:
    import re

    with pytest.raises(LateError), within(0.05):
        re.fullmatch("(a+)+b", "a" * 60)


def test_a_text_that_takes_too_long_is_named_in_the_csv_mode(tmp_path, monkeypatch, capsys) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "stuck", "z"):
        (tmp_path / "in" / f"{name}.md").write_text(f"It is {name}.", encoding="utf-8")
    real = coding.code_articles

    def code(articles: list[Article], **more: object) -> coding.Coding:
        if any(article.id == "stuck" for article in articles):
            forever()
        return real(articles, **more)

    monkeypatch.setattr(coding, "code_articles", code)
    command = ["code", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--engine", "rules"]
    assert main([*command, "--time-limit", "3"]) == 2
    told = capsys.readouterr()
    assert "stuck.md: took longer than 3 seconds" in told.err
    assert "3 read = 2 coded + 1 set aside" in told.out


CHILD = """
import os, sys, threading
from newscompare.apart import NoStartError, serve
def make(first):
    if first == "refuse":
        raise NoStartError("not this one")
    def work(question):
        if question == "crash":
            os._exit(3)
        if question == "hang":
            threading.Event().wait()
        return question * 2
    return work
serve(make)
"""


@pytest.fixture
def child(tmp_path, monkeypatch) -> str:
    (tmp_path / "made_child.py").write_text(CHILD, encoding="utf-8")
    given = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), given]))
    return "made_child"


def test_work_apart_that_breaks_is_named_and_the_next_goes_on(child) -> None:
    hasty = Apart(child, "go", 0.3, did="made")
    with pytest.raises(ApartError, match=r"longer than 0\.3 seconds"):
        hasty.ask("hang")
    hasty.close()
    apart = Apart(child, "go", 300, did="made")
    assert apart.ask(3) == 6
    with pytest.raises(ApartError, match="broke the process that made it, twice"):
        apart.ask("crash")
    with pytest.raises(ApartError, match="TypeError"):
        apart.ask({})
    assert apart.ask("a") == "aa"
    apart.close()
    with pytest.raises(NoStartError, match="not this one"):
        Apart(child, "refuse", 9).ask(1)


@pytest.mark.skipif(os.name != "posix", reason="groups of processes are those of Unix")
@pytest.mark.parametrize("more", [[], ["--workers", "2"]], ids=["one process", "two workers"])
@pytest.mark.timeout(1800)
@pytest.mark.usefixtures("heard")
def test_ctrl_c_ends_in_a_line(more: list[str], tmp_path: Path) -> None:
    """As a terminal sends it: to every process of the command."""
    lines = [json.dumps({"id": f"a{n}", "text": "“It holds,” Ana said. " * 40}) for n in range(900)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "newscompare.cli", "code", str(tmp_path / "in.jsonl")]
    process = subprocess.Popen(
        [*command, "--out", str(out), "--engine", "rules", "--part-size", "2", *more],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(HOME)},
    )
    while not list(out.glob("articles/*.parquet")):
        assert process.poll() is None
        threading.Event().wait(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in told
    assert told.strip().count("\n") == 0
    assert told.strip().startswith("newscompare: stopped")
    assert not (out / ".lock").exists()


def test_a_report_stops_in_time(tmp_path: Path, monkeypatch, capsys) -> None:
    """As where a pattern of ``case.yml`` never ends."""
    from newscompare.case.folder import CaseFolder
    from newscompare.errors import InputError
    from newscompare.report import build

    ferry = HOME / "tests" / "fixtures" / "ferry"
    for part in ("case.yml", "codebook.yml"):
        (tmp_path / part).write_text((ferry / part).read_text("utf-8"), encoding="utf-8")
    (tmp_path / "articles").mkdir()
    for name in ("post", "mail"):
        text = (ferry / "post.md").read_text("utf-8").replace("Harbour Post", name)
        (tmp_path / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(build, "machine_case", lambda *_: forever())
    with pytest.raises(InputError, match=r"its comparison took longer than 6 seconds"):
        build.prepare(CaseFolder(tmp_path), say=False, time_limit=2)

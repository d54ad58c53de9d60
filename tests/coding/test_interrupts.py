"""Ctrl-C where ``newscompare code`` works with a cluster: heard once, never in the middle of a
``Future``, where Python would print a traceback or forget it.
"""

from __future__ import annotations

import signal
from types import SimpleNamespace
from typing import Any

import pytest

from newscompare.articles import Article
from newscompare.coding import cluster
from newscompare.coding.corpora import Item
from newscompare.coding.settings import Settings

pytestmark = [pytest.mark.timeout(300), pytest.mark.usefixtures("heard")]

ITEM = Item("a.jsonl", 1, Article("a", "“It holds,” Ana said."))
SETTINGS = Settings("rules", b"", "", 60, 4_000)


class Broken:
    """A future, and the cluster it comes from: Ctrl-C falls where ``at`` says."""

    def __init__(self, at: str) -> None:
        self.at, self.submitted, self.cancelled = at, 0, False
        self.ended: list[bool] = []

    def nthreads(self) -> dict[str, int]:
        return {"worker": 1}

    def submit(self, *_: object, **__: object) -> Any:
        if self.at == "made":
            signal.raise_signal(signal.SIGINT)
        self.submitted += 1
        return Future(self)

    def cancel(self, *_: object, **__: object) -> None:
        self.cancelled = True


class Future:
    def __init__(self, client: Broken) -> None:
        self.client = client

    def result(self) -> dict[str, bytes]:
        if self.client.at == "waited":
            signal.raise_signal(signal.SIGINT)
        return {}

    def __del__(self) -> None:
        if self.client.at == "ended":
            self.client.at = ""
            signal.raise_signal(signal.SIGINT)
            self.client.ended.append(True)


@pytest.mark.parametrize("at", ["made", "waited", "ended"])
def test_ctrl_c_is_heard_wherever_it_falls(at: str, monkeypatch, capsys) -> None:
    client = Broken(at)
    monkeypatch.setattr(cluster, "wait", lambda futures, **_: SimpleNamespace(done={futures[0]}))
    before = signal.getsignal(signal.SIGINT)
    parts = [(number, [ITEM]) for number in range(4)]
    with pytest.raises(KeyboardInterrupt):
        list(cluster.spread(parts, SETTINGS, client))  # type: ignore[arg-type]
    assert client.submitted == (1 if at == "made" else 2)
    assert client.cancelled
    assert client.ended == ([True] if at == "ended" else [])
    assert signal.getsignal(signal.SIGINT) is before
    assert "Traceback" not in capsys.readouterr().err


def test_ctrl_c_is_heard_after_one_article_alone(monkeypatch) -> None:
    client = Broken("ended")
    monkeypatch.setattr(cluster, "wait", lambda futures, **_: SimpleNamespace(done={futures[0]}))
    with pytest.raises(KeyboardInterrupt):
        cluster._alone(client, ITEM, SETTINGS)  # type: ignore[arg-type]
    assert client.ended == [True]

"""A corpus of made-up articles, coded in small parts, and what a run of it wrote."""

from __future__ import annotations

import json
import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
import pandas as pd
from distributed import LocalCluster

from newscompare.case.codebook import STARTER, read_codebook
from newscompare.coding import cluster
from newscompare.coding.run import code_corpus

BOOK = read_codebook(STARTER)
"""What the command takes for a corpus beside which no codebook lies."""


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
    code_corpus(source, out, **{"codebook": BOOK, "engine": "rules", "part_size": PART, **more})


def write_corpus(path: Path) -> Path:
    """Ninety articles, a line that is none and an id that stands twice."""
    lines = [json.dumps(record(n)) for n in range(90)]
    lines[20:20] = ["{not json", json.dumps({"id": "a003", "text": "Again."})]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def local_cluster(workers: int) -> Iterator[LocalCluster]:
    quiet = {
        "silence_logs": logging.CRITICAL,
        "dashboard_address": "127.0.0.1:0",
        "scheduler_kwargs": {"dashboard": False},
    }
    with (
        dask.config.set(cluster.PATIENT),
        LocalCluster(n_workers=workers, threads_per_worker=1, host="127.0.0.1", **quiet) as found,
    ):
        yield found

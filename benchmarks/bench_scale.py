"""How the cost of ``newscompare code`` grows with articles and workers: ``python
benchmarks/bench_scale.py``.

Codes generated articles (see ``bench_attribution.py``) from JSON Lines with ``--workers`` and
writes one row a run to ``data/evaluation/scale.csv``; a run that stands there already is not
repeated (``--again`` does). ``--kills 10`` kills a run with signal 9 at ten random moments, resumes
it and compares its files with those of a run left alone (``scale_kills.csv``).

Time is by the clock, start-up included, so nothing else should run on the machine (``load_before``
tells). Memory is the largest resident set seen, five looks a second: of a worker with its coding
process, and of the client (with the scheduler).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import psutil
from bench_attribution import article

OUT = Path("data/evaluation")
KEY = ["articles", "words", "workers"]
PLAN = [
    (n, words, workers)
    for words, sizes in ((100, (1_000, 10_000, 100_000)), (750, (1_000,)))
    for n in sizes
    for workers in (1, 2)
]


def corpus(folder: Path, articles: int, words: int) -> Path:
    """A JSON Lines file of generated articles, made once."""
    path = folder / f"corpus-{articles}-{words}.jsonl"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        chance = random.Random(articles)
        with path.with_suffix(".part").open("w", encoding="utf-8") as stream:
            for number in range(articles):
                record = {
                    "id": f"a{number:07d}",
                    "outlet": "Generated",
                    "title": "A bridge",
                    "text": article(chance, words),
                }
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        path.with_suffix(".part").rename(path)
    return path


def command(source: Path, out: Path, workers: int) -> list[str]:
    """The command that is measured."""
    return [
        sys.executable,
        "-m",
        "newscompare.cli",
        "code",
        str(source),
        "--out",
        str(out),
        "--workers",
        str(workers),
    ]


@dataclass
class Watch:
    """The largest resident sets seen, in bytes (a worker's coding process counts as its own), and
    seconds of processor time by process.
    """

    client: int = 0
    worker: int = 0
    busy: dict[int, float] = field(default_factory=dict)

    def look(self, process: psutil.Process) -> None:
        """Look once."""
        with contextlib.suppress(psutil.NoSuchProcess):
            self.client = max(self.client, self.size(process))
            for child in process.children():
                self.worker = max(
                    self.worker, sum(self.size(p) for p in (child, *child.children(recursive=True)))
                )

    def size(self, process: psutil.Process) -> int:
        """Resident bytes of one process; its time is noted."""
        spent = process.cpu_times()
        self.busy[process.pid] = spent.user + spent.system
        return int(process.memory_info().rss)


def measure(folder: Path, articles: int, words: int, workers: int) -> dict[str, object]:
    """Run once; one row."""
    source, out = corpus(folder, articles, words), folder / f"out-{articles}-{words}-{workers}"
    shutil.rmtree(out, ignore_errors=True)
    load = os.getloadavg()[0]
    begin = time.perf_counter()
    process = subprocess.Popen(command(source, out, workers), stdout=subprocess.DEVNULL)
    watched, watch = psutil.Process(process.pid), Watch()
    while process.poll() is None:
        watch.look(watched)
        time.sleep(0.2)
    seconds = time.perf_counter() - begin
    if process.returncode:
        raise SystemExit(f"the run ended with {process.returncode}")
    size = sum(path.stat().st_size for path in out.rglob("*.parquet")) / 2**20
    attributions = int(
        pd.read_parquet(out / "articles", columns=["attributions"])["attributions"].sum()
    )
    return {
        "articles": articles,
        "words": words,
        "workers": workers,
        "attributions": attributions,
        "seconds": round(seconds, 1),
        "articles_per_second": round(articles / seconds, 2),
        "processor_seconds": round(sum(watch.busy.values()), 1),
        "worker_peak_mb": round(watch.worker / 2**20),
        "client_peak_mb": round(watch.client / 2**20),
        "output_mb": round(size, 1),
        "cores": os.cpu_count(),
        "load_before": round(load, 2),
    }


def digests(out: Path) -> dict[str, str]:
    """SHA-256 of each file of a run."""
    files = (p for p in out.rglob("*") if p.is_file() and p.name != ".lock")
    return {
        str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(files)
    }


def kill_trial(
    folder: Path, kills: int, articles: int, part: int = 15, seed: int = 11
) -> pd.DataFrame:
    """Kill a run again and again, some parts and up to a second after it began, resume it, compare;
    one row a kill.
    """
    source, alone, killed = corpus(folder, articles, 170), folder / "alone", folder / "killed"
    for out in (alone, killed):
        shutil.rmtree(out, ignore_errors=True)
    more = ["--part-size", str(part)]
    subprocess.run([*command(source, alone, 2), *more], check=True, stdout=subprocess.DEVNULL)
    chance, rows = random.Random(seed), []

    def whole() -> int:
        return len(list(killed.glob("articles/part-*.parquet")))

    for number in range(1, kills + 1):
        begin, wanted = (
            time.perf_counter(),
            whole() + chance.randint(0, 2 * articles // part // kills - 2),
        )
        process = subprocess.Popen([*command(source, killed, 2), *more], stdout=subprocess.DEVNULL)
        while process.poll() is None and whole() < wanted:
            time.sleep(0.01)
        time.sleep(chance.random())
        process.send_signal(signal.SIGKILL)
        running = process.wait() == -signal.SIGKILL
        rows.append(
            {
                "kill": number,
                "after_seconds": round(time.perf_counter() - begin, 2),
                "was_running": running,
                "parts_whole": whole(),
            }
        )
        print(rows[-1], flush=True)
    subprocess.run([*command(source, killed, 2), *more], check=True, stdout=subprocess.DEVNULL)
    same = digests(alone) == digests(killed)
    print("after the last resume:", "identical files" if same else "THE FILES DIFFER")
    return pd.DataFrame(rows).assign(
        articles=articles,
        parts=len(list(alone.glob("articles/part-*.parquet"))),
        identical_after=same,
    )


def main() -> None:
    """Run what is missing and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument(
        "--most", type=int, default=100_000, help="leave out runs with more articles"
    )
    parser.add_argument("--again", action="store_true", help="repeat runs that stand in the table")
    parser.add_argument(
        "--only", nargs=3, type=int, metavar=("ARTICLES", "WORDS", "WORKERS"), help="this run alone"
    )
    parser.add_argument("--kills", type=int, help="kill a run so many times in place of measuring")
    parser.add_argument(
        "--work", type=Path, default=Path("_build/scale"), help="where corpora and outputs go"
    )
    args = parser.parse_args()
    if args.kills:
        kill_trial(args.work, args.kills, 600).to_csv(
            OUT / "scale_kills.csv", index=False, lineterminator="\n"
        )
        return
    path = OUT / "scale.csv"
    table = pd.read_csv(path) if path.exists() else pd.DataFrame(columns=KEY)
    for run in [tuple(args.only)] if args.only else [run for run in PLAN if run[0] <= args.most]:
        known = (table[KEY] == list(run)).all(axis=1)
        if known.any() and not args.again:
            continue
        row = pd.DataFrame([measure(args.work, *run)])
        kept = [table[~known]] if len(table) else []
        table = pd.concat([*kept, row], ignore_index=True).sort_values(
            [KEY[1], KEY[0], KEY[2]], ignore_index=True
        )
        table.to_csv(path, index=False, lineterminator="\n")
        print(row.to_string(index=False), flush=True)
    print(table.to_string(index=False))
    rates = table.set_index(KEY)["articles_per_second"].unstack()
    if {1, 2} <= set(rates.columns):
        print("\ntwo workers against one:", (rates[2] / rates[1]).round(2).dropna().to_dict())


if __name__ == "__main__":
    main()

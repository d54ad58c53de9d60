"""Articles a second and peak memory of each engine, one process: ``python
benchmarks/bench_attribution.py [ARTICLES]``.

The corpus is made from templates (invented names and matters), 750 words an article, so that it can
be made anywhere. Each engine runs in fresh processes with one thread: one finds the attributions of
the texts in memory, another runs the command ``code`` on a folder of them (reading, frames, tone
and writing included), a third does so with ``--why``. Start-up counts. Speed is given by processor
time of that process, which other work on the machine touches little, and for attributions by the
clock too; memory is the largest of the peak resident sets, the corpus included.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIRST = [
    "Ana",
    "Bo",
    "Carla",
    "Dov",
    "Emre",
    "Fay",
    "Goran",
    "Hana",
    "Ilya",
    "June",
    "Kofi",
    "Lena",
    "Milo",
    "Nora",
    "Omar",
    "Pia",
    "Quinn",
    "Rosa",
    "Sven",
    "Tara",
]
LAST = [
    "Abara",
    "Brandt",
    "Cole",
    "Diaz",
    "Evans",
    "Fofana",
    "Grau",
    "Hale",
    "Ivanov",
    "Jensen",
    "Kaya",
    "Lund",
    "Moreau",
    "Novak",
    "Okoro",
    "Price",
    "Ruiz",
    "Sato",
    "Turner",
    "Weiss",
]
ROLES = [
    "mayor",
    "minister",
    "economist",
    "spokeswoman",
    "senator",
    "union leader",
    "engineer",
    "historian",
]
THINGS = [
    "the bridge",
    "the budget",
    "the port",
    "the new law",
    "the election",
    "the water plan",
    "the strike",
    "the border",
    "the school",
    "the treaty",
]
CLAIMS = [
    "will hold for years",
    "costs too much",
    "came too late",
    "was never the point",
    "needs more time",
    "has changed little",
    "could split the council",
    "deserves a vote",
]
SENTENCES = [
    "“{thing} {claim},” said {first} {last}, a {role} in the north of the country.",
    "{last} added that {thing} {claim}, and that nobody had asked for more.",
    "According to the {role}, {thing} {claim}.",
    "“We looked at {thing} for a long time. It {claim},” {first} {last} told reporters on {day}.",
    "The work on {thing} began in {year} and went on through the winter, when the river froze and "
    "the trains stood still.",
    "Critics argue that {thing} {claim}; supporters hope for a second chance.",
    "The council met on {day} to look at {thing}, a matter of {number} pages and {number} annexes.",
    "He denied that {thing} {claim}.",
    "Asked about {thing}, {last} said: “It {claim}.”",
    "Officials believe {thing} {claim}, but the ministry has not decided.",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


def article(chance: random.Random, words: int = 750) -> str:
    """One generated article."""
    paragraphs, count = [], 0
    while count < words:
        lines = []
        for _ in range(chance.randint(1, 4)):
            line = chance.choice(SENTENCES).format(
                first=chance.choice(FIRST), last=chance.choice(LAST),
                role=chance.choice(ROLES), thing=chance.choice(THINGS),
                claim=chance.choice(CLAIMS), day=chance.choice(DAYS),
                year=chance.randint(1950, 2020), number=chance.randint(2, 90),
            )  # fmt: skip
            lines.append(line[0].upper() + line[1:])
        paragraphs.append(" ".join(lines))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def run(engine: str, number: int) -> dict[str, object]:
    """Code the corpus once in this process; loading the model counts."""
    chance = random.Random(1)
    texts = [article(chance) for _ in range(number)]
    begin, clock = time.process_time(), time.perf_counter()
    from newscompare.attribution import extract_many

    found = sum(len(table) for table in extract_many(texts, engine))
    seconds, waited = time.process_time() - begin, time.perf_counter() - clock
    words = sum(len(text.split()) for text in texts) / number
    return {
        "engine": engine,
        "articles": number,
        "words_per_article": round(words),
        "attributions": found,
        "articles_per_second": round(number / seconds, 1),
        "articles_per_second_by_clock": round(number / waited, 1),
    }


def code(engine: str, number: int, *more: str) -> float:
    """Articles a second of the command ``code``, by the processor time of this process."""
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "texts"
        folder.mkdir()
        for n in range(number):
            text = f"---\noutlet: The Test\n---\n\n{article(chance)}\n"
            (folder / f"a{n:05}.md").write_text(text, encoding="utf-8")
        begin = time.process_time()
        from newscompare.cli import main as command

        with contextlib.redirect_stdout(None):
            command(
                ["code", str(folder), "--out", str(Path(name) / "out"), "--engine", engine, *more]
            )
    return round(number / (time.process_time() - begin), 1)


def peak() -> int:
    """The peak resident set of this process in megabytes."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Run each engine in a process of its own and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("articles", nargs="?", type=int, default=2000)
    parser.add_argument("--engine", help="run one engine in this process and print what it did")
    parser.add_argument("--code", action="store_true", help="with --engine: the command")
    parser.add_argument("--why", action="store_true", help="with --code: tones with their words")
    parser.add_argument("--out", type=Path, default=Path("data/evaluation/attribution_speed.csv"))
    args = parser.parse_args()
    if args.engine:
        work = (
            {"coded_with_why_per_second": code(args.engine, args.articles, "--why")}
            if args.why
            else {"coded_per_second": code(args.engine, args.articles)}
            if args.code
            else run(args.engine, args.articles)
        )
        print(json.dumps(work | {"peak_memory_mb": peak()}))
        return
    rows: list[dict[str, object]] = []
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    for engine in ("rules", "learned", "encoder"):
        number = args.articles // 10 if engine == "encoder" else args.articles
        found, coded, why = (
            json.loads(
                subprocess.run(
                    [sys.executable, __file__, str(number), "--engine", engine, *more],
                    capture_output=True,
                    text=True,
                    check=True,
                    env=environment,
                ).stdout
            )
            for more in ([], ["--code"], ["--code", "--why"])
        )
        most = max(one["peak_memory_mb"] for one in (found, coded, why))
        rows.append(found | coded | why | {"peak_memory_mb": most})
        print(rows[-1])
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


if __name__ == "__main__":
    main()

"""Articles a second and peak memory of each engine, one process: ``python
benchmarks/bench_attribution.py [ARTICLES]``.

The corpus is made from templates (invented names and matters), 750 words an article, so that it can
be made anywhere. Each engine runs in a fresh process with one thread. Speed is given by processor
time of that process, which other work on the machine touches little, and by the clock; memory is
the peak resident set of that process, the corpus included.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import subprocess
import sys
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(text.split()) for text in texts) / number
    return {
        "engine": engine,
        "articles": number,
        "words_per_article": round(words),
        "attributions": found,
        "articles_per_second": round(number / seconds, 1),
        "articles_per_second_by_clock": round(number / waited, 1),
        "peak_memory_mb": round(peak),
    }


def main() -> None:
    """Run each engine in a process of its own and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("articles", nargs="?", type=int, default=2000)
    parser.add_argument("--engine", help="run one engine in this process and print its row")
    parser.add_argument("--out", type=Path, default=Path("data/evaluation/attribution_speed.csv"))
    args = parser.parse_args()
    if args.engine:
        csv.writer(sys.stdout, lineterminator="\n").writerow(
            run(args.engine, args.articles).values()
        )
        return
    rows = [
        "engine,articles,words_per_article,attributions,articles_per_second,articles_per_second_by_clock,peak_memory_mb\n"
    ]
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    for engine in ("rules", "learned", "encoder"):
        number = args.articles // 10 if engine == "encoder" else args.articles
        done = subprocess.run(
            [sys.executable, __file__, str(number), "--engine", engine],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
        )
        rows.append(done.stdout)
        print(done.stdout, end="")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()

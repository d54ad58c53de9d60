"""Do the tests notice? Small changes to the code, one at a time, and the tests that should fail.

``python tools/mutate.py --minutes 5`` goes on with a seeded sample of the mutants of Cosmic Ray
(Bingham 2017) in the modules below, until the time is up; run it until nothing is left. Each mutant
lives in a process of its own, which loads the changed module in place of the file; first the tests
that name the module, then those of the modules that import it. A mutant is caught where a test
fails or does not end. ``data/evaluation/mutants.csv`` has a row for each, ``mutation.csv`` sums.
Mutants that no test can tell from the code, because they do the same, stand with their reason in
``tools/equivalent.tsv``. Needs ``pip install --no-deps cosmic-ray==8.7.0``.
"""

from __future__ import annotations

import argparse
import ast
import csv
import importlib.abc
import importlib.util
import os
import random
import re
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "data" / "evaluation"
MUTANTS, SUMS = OUT / "mutants.csv", OUT / "mutation.csv"
EQUIVALENT = ROOT / "tools" / "equivalent.tsv"

ROOMS = {
    "measures": ["measures/*.py"],
    "linking": ["attribution/linking.py"],
    "sheets": ["hand/sheets.py", "hand/claims_sheets.py"],
    "claims": ["findings/claims.py"],
    "frames": ["frames/*.py"],
}
SAMPLE, SEED = 400, 18
SECONDS = 60
"""Seconds of work that the tests of one mutant may take."""
AGAIN = [f"tests/findings/test_recomputed{what}.py" for what in ("", "_words", "_said", "_reuse")]
"""What the book says, computed a second time from the tables: every measure stands behind it."""
SLOW = re.compile(
    r"tests/(book|report|repository|teaching|encoder)/"
    r"|test_(web_pages|jupyterlab|scale|gate|train|properties|damage|nothing_lost|limits|files)[.]py"
)
"""Tests that take minutes, or that look at nothing here: not run."""
COLUMNS = ["room", "module", "line", "operator", "occurrence", "outcome", "test", "seconds"]


class Mutant(NamedTuple):
    """One change: where, which operator, which of its places."""

    room: str
    module: str
    line: int
    operator: str
    occurrence: int


def operators() -> dict[str, Any]:
    """The operators of Cosmic Ray that need no arguments."""
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    names = [name for name in provider if name not in {"VariableReplacer", "VariableInserter"}]
    return {name: provider[name]() for name in names}


def is_evaluated(node: Any) -> bool:
    """Does Python look at it? Annotations are text, because each module says so."""
    while node is not None:
        above = node.parent
        if above is not None and above.type in {"annassign", "param", "funcdef", "tfpdef"}:
            place = above.children.index(node)
            sign = above.children[place - 1] if place else None
            if sign is not None and getattr(sign, "value", "") in {":", "->"}:
                return above.type == "funcdef" and sign.value == ":"
        node = above
    return True


def places(source: str, operator: Any) -> Iterator[tuple[Any, Any, int]]:
    """The tree of a module afresh, a node that an operator can change, and which change."""
    import parso
    from cosmic_ray.ast import ast_nodes

    count = sum(len(list(operator.mutation_positions(n))) for n in ast_nodes(parso.parse(source)))
    for wanted in range(count):
        tree = parso.parse(source)
        seen = 0
        for node in ast_nodes(tree):
            here = len(list(operator.mutation_positions(node)))
            if seen + here > wanted:
                yield tree, node, wanted - seen
                break
            seen += here


def mutated(source: str, operator: Any, occurrence: int) -> str:
    """The source with one change."""
    from cosmic_ray.ast import Visitor

    class Change(Visitor):
        count = 0

        def visit(self, node: Any) -> Any:
            for number, _ in enumerate(list(operator.mutation_positions(node))):
                if self.count == occurrence:
                    self.count += 1
                    return operator.mutate(node, number)
                self.count += 1
            return node

    import parso

    return str(Change().walk(parso.parse(source)).get_code())


def all_mutants() -> list[Mutant]:
    """Every mutant of the rooms, in a fixed order."""
    import parso
    from cosmic_ray.ast import ast_nodes

    found = []
    for room, patterns in ROOMS.items():
        for path in sorted(p for one in patterns for p in (ROOT / "newscompare").glob(one)):
            if path.name == "__init__.py":
                continue
            nodes = list(ast_nodes(parso.parse(path.read_text("utf-8"))))
            for name, operator in sorted(operators().items()):
                occurrence = 0
                for node in nodes:
                    for start, _ in operator.mutation_positions(node):
                        if is_evaluated(node):
                            module = path.relative_to(ROOT).as_posix()
                            found.append(Mutant(room, module, start[0], name, occurrence))
                        occurrence += 1
    return found


def sample() -> list[Mutant]:
    """The seeded sample."""
    return random.Random(SEED).sample(all_mutants(), SAMPLE)


def imports() -> dict[str, set[str]]:
    """Each Python file of package and tests, and the modules of the package that it names."""
    found: dict[str, set[str]] = {}
    for path in [*ROOT.glob("newscompare/**/*.py"), *ROOT.glob("tests/**/*.py")]:
        text = path.read_text("utf-8")
        names = set(re.findall(r"\bnewscompare(?:\.\w+)+", text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {f"{node.module}.{one.name}" for one in node.names}
        found[path.relative_to(ROOT).as_posix()] = names
    return found


def tests_of(module: str, known: dict[str, set[str]]) -> list[list[str]]:
    """The test files to run for a module: those that name it, then those that name what does."""
    name = module.removesuffix(".py").replace("/", ".")

    def naming(wanted: set[str]) -> list[str]:
        return sorted(
            file
            for file, names in known.items()
            if Path(file).name.startswith("test_") and not SLOW.search(file) and names & wanted
        )

    users = {
        file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for file, names in known.items()
        if file.startswith("newscompare") and name in names
    }
    first = naming({name})
    second = [file for file in naming(users) if file not in first]
    rest = [file for file in AGAIN if "measures" in module and file not in [*first, *second]]
    return [first, rest, second]


class Loader(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads one module from another source than its file."""

    def __init__(self, name: str, path: Path, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        """Where the module comes from."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def create_module(self, spec: Any) -> None:
        """As usual."""
        return None

    def exec_module(self, module: Any) -> None:
        """Run the changed source."""
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def run(module: str, source: str, files: list[str], out: int) -> int:
    """In a forked process: the exit code of pytest; the name of the test that failed goes to
    ``out``.
    """
    import pytest

    name = module.removesuffix(".py").replace("/", ".")
    sys.meta_path.insert(0, Loader(name, ROOT / module, source))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)

    class Told:
        def pytest_runtest_logreport(self, report: Any) -> None:
            if report.failed:
                os.write(out, report.nodeid.encode()[:200] + b"\n")

        def pytest_collectreport(self, report: Any) -> None:
            if report.failed:
                os.write(out, b"collecting " + report.nodeid.encode()[:200] + b"\n")

    more = ["-x", "-q", "-p", "no:xdist", "-p", "no:randomly", "--no-header"]
    return int(pytest.main([*more, *files], plugins=[Told()]))


_LONG: list[list[str]] = []


def outcome(module: str, source: str, rings: list[list[str]]) -> tuple[str, str]:
    """``caught``, ``slow`` (caught too: the tests do not end) or ``survived``, and the test."""
    for files in rings:
        if not files:
            continue
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(reading)
            os._exit(run(module, source, files, writing) & 0xFF)
        os.close(writing)
        end = time.monotonic() + 4 * SECONDS
        while (done := os.waitpid(pid, os.WNOHANG))[0] == 0:
            if time.monotonic() > end:
                os.kill(pid, signal.SIGKILL)
            time.sleep(0.02)
        with os.fdopen(reading) as stream:
            told = stream.readline().strip()
        if os.WIFSIGNALED(done[1]):
            if source == (ROOT / module).read_text("utf-8"):
                return "slow", ""
            if files in _LONG or outcome(module, (ROOT / module).read_text("utf-8"), [files])[
                0
            ] == ("slow"):
                _LONG.append(files)  # the tests take that long by themselves
                continue
            return "slow", ""
        if os.WEXITSTATUS(done[1]) not in (0, 5):
            return "caught", told
    return "survived", ""


def read(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """The rows of a table; none where there is none."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def write_sums(rows: list[dict[str, str]]) -> None:
    """Count outcomes by room: ``mutation.csv``."""
    count = Counter((row["room"], row["outcome"]) for row in rows)
    with SUMS.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        names = ["room", "sample", "run", "caught", "equivalent", "survived", "share_caught"]
        table.writerow(names)
        wanted = Counter(mutant.room for mutant in sample())
        for room in [*ROOMS, "all"]:
            of = [room] if room != "all" else list(ROOMS)
            caught = sum(count[one, kind] for one in of for kind in ("caught", "slow"))
            same = sum(count[one, "equivalent"] for one in of)
            left = sum(count[one, "survived"] for one in of)
            share = f"{caught / (caught + left):.3f}" if caught + left else ""
            total = caught + same + left
            table.writerow([room, sum(wanted[o] for o in of), total, caught, same, left, share])


def main() -> None:
    """Go on with the sample until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--again", action="store_true", help="run the survivors again")
    parser.add_argument("--sums", action="store_true", help="only write the sums again")
    given = parser.parse_args()
    end = time.monotonic() + 60 * given.minutes
    same = {tuple(row[c] for c in COLUMNS[1:5]): row["reason"] for row in read(EQUIVALENT, "\t")}
    rows = read(MUTANTS)
    if given.again:
        rows = [row for row in rows if row["outcome"] != "survived"]
    for row in rows:
        if row["outcome"] == "survived" and tuple(row[c] for c in COLUMNS[1:5]) in same:
            row["outcome"] = "equivalent"
    done = {tuple(row[c] for c in COLUMNS[:5]) for row in rows}
    known, table = imports(), operators()
    import hypothesis
    import matplotlib
    import nltk
    import pandas
    import pytest
    import simplemma

    del hypothesis, nltk, pandas, pytest, simplemma
    matplotlib.use("Agg")
    os.environ["TQDM_DISABLE"] = "1"
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for mutant in [] if given.sums else sample():
        key = tuple(map(str, mutant))
        if key in done:
            continue
        if time.monotonic() > end:
            break
        source = (ROOT / mutant.module).read_text("utf-8")
        begin = time.monotonic()
        if key[1:] in same:
            kind, test = "equivalent", ""
        else:
            changed = mutated(source, table[mutant.operator], mutant.occurrence)
            kind, test = outcome(mutant.module, changed, tests_of(mutant.module, known))
        seconds = f"{time.monotonic() - begin:.1f}"
        values = [*key, kind, test, seconds]
        rows.append(dict(zip(COLUMNS, values, strict=True)))
        print(len(rows), *values, flush=True)
        with MUTANTS.open("w", encoding="utf-8", newline="") as stream:
            out = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
            out.writeheader()
            out.writerows(sorted(rows, key=lambda row: [row[c] for c in COLUMNS[:5]]))
    write_sums(rows)


if __name__ == "__main__":
    main()

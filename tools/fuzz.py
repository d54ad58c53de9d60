"""Every command on inputs that nobody would write, or only somebody who means harm.

``python tools/fuzz.py --cases 10000 --minutes 5`` goes on until the cases are done or the time is
up; run it until none is left. Cases come in blocks of a hundred, each drawn by Hypothesis (MacIver
2019) from a seed of its own, so that every case can be had again: ``--block 7 --show`` prints those
of a block. A case fails where the command raises, ends with another code than 0 or 2, says more or
less than it should of what it read, takes more than 20 seconds, or the whole more than 1 GB.
``data/evaluation/fuzz.csv`` has the sums by command. ``--builds 50`` builds whole reports
(``fuzz_builds.csv``).
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import io
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import fuzz_inputs  # noqa: E402

from newscompare.case.folder import CaseFolder  # noqa: E402
from newscompare.cli import main as command  # noqa: E402
from newscompare.coding import parts  # noqa: E402
from newscompare.coding.coder import Coder  # noqa: E402
from newscompare.errors import InputError  # noqa: E402
from newscompare.hand import agreement as hand  # noqa: E402
from newscompare.limits import LateError, within  # noqa: E402
from newscompare.measures import agreement as measured  # noqa: E402
from newscompare.report.build import prepare  # noqa: E402

BLOCK = 100
SECONDS, MEGABYTES = 20, 1_000
STATE, SUMS = ROOT / "_build" / "fuzz.csv", ROOT / "data" / "evaluation" / "fuzz.csv"
BUILDS = ROOT / "data" / "evaluation" / "fuzz_builds.csv"
NUMBERS = ("cases", "ended_0", "ended_2", "reached_coding", "read", "coded", "set_aside", "faults")
COLUMNS = ("command", *NUMBERS, "slowest_seconds", "most_megabytes")
COUNT = re.compile(r"([\d,]+) read = ([\d,]+) coded \+ ([\d,]+) set aside")


class CoderHere:
    """Codes in this process what a run gives to one beside it."""

    known: dict[Any, Any] = {}  # noqa: RUF012

    def __init__(self, made: Any) -> None:
        self.code = made.tables

    @classmethod
    def of(cls, given: Any) -> CoderHere:
        """The coder of these settings, the last few kept."""
        if given not in cls.known:
            if len(cls.known) > 8:
                cls.known.clear()
            cls.known[given] = cls(Coder(given))
        return cls.known[given]


class Outcome:
    """What a case did."""

    def __init__(self) -> None:
        self.code = 0
        self.read = self.coded = self.aside = 0
        self.fault = ""
        self.seconds = 0.0


def report_prepared(folder: str) -> int:
    """``report`` up to the pages."""
    try:
        prepare(CaseFolder(Path(folder)), say=False, time_limit=SECONDS)
    except InputError as error:
        print(f"newscompare: {error}", file=sys.stderr)
        return 2
    return 0


def run(case: fuzz_inputs.Case, folder: Path) -> Outcome:
    """One case in a folder of its own."""
    result = Outcome()
    for name, data in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    out, err = io.StringIO(), io.StringIO()
    begin = time.process_time()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), within(SECONDS):
            for words in case.commands:
                filled = [word.replace("{}", str(folder)) for word in words]
                code = report_prepared(filled[1]) if words[0] == "prepare" else command(filled)
                result.code = max(result.code, code)
    except LateError:
        result.fault = "late"
    except SystemExit as error:
        result.code = int(error.code or 0)
    except Exception:
        result.fault = traceback.format_exc()
    result.seconds = time.process_time() - begin
    for read, coded, aside in COUNT.findall(out.getvalue()):
        numbers = [int(text.replace(",", "")) for text in (read, coded, aside)]
        result.read, result.coded, result.aside = numbers
        if numbers[0] != numbers[1] + numbers[2] or case.records not in (None, numbers[0]):
            result.fault = f"{case.records} in, {numbers} said"
    if result.code not in (0, 2):
        result.fault = result.fault or f"ended with {result.code}"
    if "Traceback" in err.getvalue():
        result.fault = err.getvalue()
    if result.code == 2 and not (err.getvalue() or out.getvalue()).strip():
        result.fault = "said nothing"
    return result


def drawn(size: int) -> settings:
    """So many cases, each drawn once: none is kept, none made smaller."""
    return settings(
        max_examples=size,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def block(number: int, size: int = BLOCK, show: bool = False) -> dict[str, dict[str, Any]]:
    """The cases of a block, summed by command; ``faults`` holds texts beside the numbers."""
    sums: dict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(NUMBERS, 0) | {"told": []})
    known = (parts.process_here, parts.close_processes)
    parts.process_here, parts.close_processes = CoderHere.of, lambda: None
    resamples = (hand.RESAMPLES, measured.RESAMPLES)
    hand.RESAMPLES = measured.RESAMPLES = 20  # an interval needs more, a fault does not
    home = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))

    @seed(number)
    @drawn(size)
    @given(case=fuzz_inputs.cases())
    def each(case: fuzz_inputs.Case) -> None:
        folder = home / "f"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        done = run(case, folder)
        if show:
            print(case.command, case.commands, done.code, done.fault[-300:])
        row = sums[case.command]
        row["cases"] += 1
        row[f"ended_{done.code}" if done.code in (0, 2) else "faults"] += 1
        row["reached_coding"] += done.coded > 0
        row["read"] += done.read
        row["coded"] += done.coded
        row["set_aside"] += done.aside
        row["slowest_seconds"] = max(row.get("slowest_seconds", 0.0), done.seconds)
        if done.fault:
            row["faults"] += done.code in (0, 2)
            row["told"].append((case, done.fault))

    try:
        each()
    finally:
        parts.process_here, parts.close_processes = known
        hand.RESAMPLES, measured.RESAMPLES = resamples
        shutil.rmtree(home, ignore_errors=True)
    usage = [resource.getrusage(who).ru_maxrss for who in (0, resource.RUSAGE_CHILDREN)]
    for row in sums.values():
        row["most_megabytes"] = max(usage) // (1024 if sys.platform != "darwin" else 2**20)
    return dict(sums)


def full_builds(wanted: int, minutes: float) -> None:
    """Whole reports of cases whose preparation went well, built by the command as users run it.
    ``data/evaluation/fuzz_builds.csv`` has the sums.
    """
    end = time.monotonic() + 60 * minutes
    done = {"builds": 0, "ended_0": 0, "ended_2": 0, "faults": 0, "slowest_seconds": 0.0}
    found: list[fuzz_inputs.Case] = []

    @drawn(BLOCK)
    @given(case=fuzz_inputs.cases())
    def each(case: fuzz_inputs.Case) -> None:
        if case.command == "report (prepared)":
            found.append(case)

    number = 1000
    while done["builds"] < wanted and time.monotonic() < end:
        if not found:
            number += 1
            seed(number)(each)()
            continue
        case = found.pop()
        with tempfile.TemporaryDirectory() as name:
            if run(case, Path(name)).code:
                continue
            begin = resource.getrusage(resource.RUSAGE_CHILDREN)
            ended = subprocess.run(
                [sys.executable, "-m", "newscompare.cli", "report", f"{name}/c"],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime + after.ru_stime - begin.ru_utime - begin.ru_stime
            page = any(Path(name, "c", "report").rglob("00_findings.html"))
        bad = "Traceback" in ended.stderr or ended.returncode not in (0, 2)
        if bad or (ended.returncode == 0 and not page):
            done["faults"] += 1
            print(case, ended.stderr[-2000:], sep="\n", flush=True)
        done["builds"] += 1
        done[f"ended_{ended.returncode}"] = done.get(f"ended_{ended.returncode}", 0) + 1
        done["slowest_seconds"] = max(done["slowest_seconds"], round(seconds, 1))
        write([done], BUILDS, tuple(done))
    print(done)


def summed(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Rows of blocks as one row a command, and one for all."""
    names = sorted({row["command"] for row in rows})
    out = []
    for name in [*names, "all"]:
        own = [row for row in rows if name in (row["command"], "all")]
        line: dict[str, Any] = {"command": name}
        line |= {n: sum(int(row[n]) for row in own) for n in NUMBERS}
        for most in COLUMNS[-2:]:
            line[most] = round(max((float(row[most]) for row in own), default=0.0), 1)
        out.append(line)
    return out


def write(rows: list[dict[str, Any]], path: Path, names: tuple[str, ...]) -> None:
    """A table as CSV."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, names, lineterminator="\n", extrasaction="ignore")
        table.writeheader()
        table.writerows(rows)


def main() -> None:
    """Go on with the blocks until they are done or the time is up."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--block", type=int, help="only this one")
    parser.add_argument("--builds", type=int, help="so many whole reports in place of cases")
    parser.add_argument("--show", action="store_true", help="print the cases")
    given = parser.parse_args()
    if given.builds:
        full_builds(given.builds, given.minutes)
        return
    if given.block is not None:
        for row in block(given.block, show=given.show).values():
            for case, fault in row["told"]:
                print(case, fault, sep="\n")
        return
    rows: list[dict[str, Any]] = []
    if STATE.is_file():
        with STATE.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
    done = {int(row["block"]) for row in rows}
    end = time.monotonic() + 60 * given.minutes
    for number in range(given.cases // BLOCK):
        if number in done:
            continue
        if time.monotonic() > end:
            break
        for name, row in block(number).items():
            for case, fault in row["told"]:
                print(number, case, fault, sep="\n", flush=True)
            rows.append({"block": number, "command": name, **row})
        write(rows, STATE, ("block", *COLUMNS))
    write(summed(rows), SUMS, COLUMNS)
    print(f"{sum(int(row['cases']) for row in rows)} cases")


if __name__ == "__main__":
    main()

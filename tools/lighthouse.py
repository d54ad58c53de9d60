"""Lighthouse on the built book, as a phone sees it: scores of each page, the median of some runs.

    npm install --prefix FOLDER lighthouse
    python tools/lighthouse.py --lighthouse FOLDER/node_modules/.bin/lighthouse [PAGE ...]

Pages are names such as ``notebooks/02_framing``; without any, all pages of the contents with search
and index. The book is served compressed, as by ``make serve``. Lighthouse slows processor and
network by its own model, so the machine must be quiet: ``load`` tells how busy it was. The rows of
the pages measured replace those in the file; the others stay.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from pathlib import Path

import yaml

from newscompare.printing import chromium

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "data" / "evaluation" / "lighthouse.csv"
SCORES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first_paint_ms": "first-contentful-paint",
    "largest_paint_ms": "largest-contentful-paint",
    "blocked_ms": "total-blocking-time",
    "shift": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}
COLUMNS = ("page", "runs", *(s.replace("-", "_") for s in SCORES), *METRICS, "load")
ENOUGH = 95
"""The score that each page should reach in each category."""


def toc_pages(toc: dict) -> list[str]:
    """Each page of the contents, in order, with search and index."""

    def walk(entries: list[dict]) -> list[str]:
        return [name for one in entries for name in (one["file"], *walk(one.get("sections", [])))]

    parts = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    return [toc["root"], *walk(parts), "search", "genindex"]


def command(program: str, address: str) -> list[str]:
    """One run of Lighthouse, whose report comes on standard output."""
    return [
        program,
        address,
        "--quiet",
        "--output=json",
        "--form-factor=mobile",
        f"--only-categories={','.join(SCORES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]


def measured(report: dict) -> dict[str, float]:
    """Scores from 0 to 100 and measures of one report."""
    found = {
        name.replace("-", "_"): round(100 * (report["categories"][name]["score"] or 0))
        for name in SCORES
    }
    audits = report["audits"]
    return found | {
        name: round(audits[key].get("numericValue") or 0, 3 if name == "shift" else 0)
        for name, key in METRICS.items()
    }


def lost(report: dict) -> list[str]:
    """The audits that cost a score, heaviest first, with what they show."""
    found = []
    for category in report["categories"].values():
        for one in category["auditRefs"]:
            audit = report["audits"][one["id"]]
            if one["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                cost = one["weight"] * (1 - audit["score"])
                found.append((cost, f"{one['id']} {audit.get('displayValue', '')}".strip()))
    return [words for _, words in sorted(found, reverse=True)]


def medians(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each measure over runs of one page."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def kept(rows: dict[str, dict[str, str]], order: list[str]) -> str:
    """The table as CSV, in the order of the contents; pages outside them last."""
    place = {name: n for n, name in enumerate(order)}
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for name in sorted(rows, key=lambda page: (place.get(page, len(place)), page)):
        writer.writerow(rows[name])
    return out.getvalue()


def served(html: Path) -> str:
    """The address at which the book is served while this runs."""
    spec = importlib.util.spec_from_file_location("serve", ROOT / "tools" / "serve.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    server = module.server(html)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def main(arguments: list[str]) -> int:
    """Measure pages and keep their rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="*", metavar="PAGE")
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--lighthouse", default="lighthouse")
    asked = parser.parse_args(arguments)
    if not (asked.html / "index.html").is_file():
        raise SystemExit(f"{asked.html}: holds no built book; run make book")
    program = shutil.which(asked.lighthouse)
    if program is None:
        raise SystemExit("Lighthouse is not here: npm install --prefix FOLDER lighthouse")
    browser = chromium()
    environment = {**os.environ, **({"CHROME_PATH": browser} if browser else {})}
    order = toc_pages(yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8")))
    pages = [name.removesuffix(".html") for name in asked.pages or order]
    missing = [name for name in pages if not (asked.html / f"{name}.html").is_file()]
    if missing:
        raise SystemExit(f"{asked.html / missing[0]}.html: is no page of the built book")
    rows: dict[str, dict[str, str]] = {}
    if asked.file.is_file():
        with asked.file.open(encoding="utf-8", newline="") as table:
            rows = {row["page"]: row for row in csv.DictReader(table)}
    base, below = served(asked.html), 0
    for name in pages:
        load, runs, causes = os.getloadavg()[0], [], set()
        for _ in range(asked.runs):
            said = subprocess.run(
                command(program, f"{base}/{name}.html"), env=environment, capture_output=True
            )
            if said.returncode:
                raise SystemExit(f"{name}: {said.stderr.decode().strip().splitlines()[-1]}")
            report = json.loads(said.stdout)
            runs.append(measured(report))
            causes.update(lost(report))
        found = medians(runs)
        line = {"page": name, "runs": asked.runs, **found, "load": round(load, 1)}
        rows[name] = {
            key: f"{value:.12g}" if key != "page" else name for key, value in line.items()
        }
        part = asked.file.with_suffix(".part")
        part.write_text(kept(rows, order), encoding="utf-8")
        part.replace(asked.file)
        scores = [found[one.replace("-", "_")] for one in SCORES]
        short = min(scores) < ENOUGH
        below += short
        print(
            *(f"{score:3.0f}" for score in scores),
            name,
            *(causes if min(scores) < 100 else ()),
            sep="  ",
        )
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

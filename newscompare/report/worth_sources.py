"""How often the machine is right about who a source is, measured on development data.

``python -m newscompare.report.worth_sources`` measures again (``data/evaluation/who.csv``): names,
types and countries on invented texts of twelve desks, which the rules were tuned on; merged names
on the gold coreference of news in GUM (Zeldes 2017), where it lies beside the project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.attribution import extract_many, parse_spans
from newscompare.attribution.who import scores
from newscompare.case.tables import data_folder, evaluation
from newscompare.files import write_csv

ENGINES = ("encoder", "learned")
MEASURED = {
    "name": "Name of a source",
    "type": "Type of a source",
    "country": "Country of a source",
    "form": "Direct, mixed or indirect",
}
INVENTED = "invented texts of twelve desks; the rules were tuned on them"
GUM = "news of GUM annotated by people; the rules were tuned on it"


def source_rows(engines: Sequence[str]) -> list[tuple[object, ...]]:
    """Rows of ``worth.accuracy`` on who a source is (0 to 1), each with its number of cases."""
    table = evaluation("who")
    own = table[table["engine"].isin(list(engines))]
    return [
        (row.what, f"{row.on} ({row.cases} cases)", row.measure, row.value, None, None)
        for row in own.itertuples(index=False)
    ]


def counts_on(documents: Sequence[Mapping[str, Any]], engine: str) -> Counter[str]:
    """What an engine finds of the sources of texts with gold sources (``who.scores.count``)."""
    total: Counter[str] = Counter()
    tables = extract_many([d["text"] for d in documents], engine)
    for document, table in zip(documents, tables, strict=True):
        rows = [
            {
                **{role: parse_spans(r[f"{role}_spans"]) for role in ("source", "cue", "content")},
                "name": r["source"],
                "type": r["source_type"],
                **{k: r[k] for k in ("country", "form", "via")},
            }
            for r in table.to_dict("records")
        ]
        total.update(scores.count(document, rows))
    return total


def rates_on(documents: Sequence[Mapping[str, Any]], engine: str) -> dict[str, float]:
    """How well an engine tells the sources of texts with gold sources (``who.scores.rates``)."""
    return scores.rates(counts_on(documents, engine))


def on_invented(path: Path, engine: str) -> list[tuple[str, str, str, str, float, int]]:
    """Rows of ``who.csv`` from texts with gold sources (JSON Lines)."""
    lines = path.read_text("utf-8").splitlines()
    total = counts_on([json.loads(line) for line in lines], engine)
    found = scores.rates(total)
    return [
        (engine, what, INVENTED, "Share right", round(found[name] / 100, 3), total[scores.OF[name]])
        for name, what in MEASURED.items()
    ]


def on_gum(folder: Path) -> list[tuple[str, str, str, str, float, int]]:
    """Rows of ``who.csv`` from the gold coreference of GUM, by its own scorer."""
    documents = [
        json.loads(line) for line in (folder / "dev.jsonl").read_text("utf-8").splitlines()
    ]
    with tempfile.TemporaryDirectory() as work:
        tables = []
        for document, table in zip(
            documents, extract_many([d["text"] for d in documents]), strict=True
        ):
            tables.append(table.assign(article=document["id"]))
        pd.concat(tables).to_csv(Path(work) / "attributions.csv", index=False)
        command = [sys.executable, str(folder / "score.py"), str(folder / "dev.jsonl"), work]
        out = subprocess.run([*command, "--json"], capture_output=True, text=True, check=True)
    named = json.loads(out.stdout)["named"]["all"]
    right, cases = round(float(named["accuracy"]), 3), int(named["n"])
    return [("encoder", "Mentions brought to one name", GUM, "Share right", right, cases)]


def main() -> None:
    """Measure and write ``data/evaluation/who.csv``."""
    root = data_folder().parent
    shared = root.parent / "shared"
    rows = [row for e in ENGINES for row in on_invented(shared / "cases" / "who" / "dev.jsonl", e)]
    rows += on_gum(shared / "gum")
    table = pd.DataFrame(rows, columns=["engine", "what", "on", "measure", "value", "cases"])
    write_csv(table, data_folder() / "evaluation" / "who.csv")


if __name__ == "__main__":
    main()

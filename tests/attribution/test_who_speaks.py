"""Who speaks, measured: on invented texts of twelve desks, and on the gold coreference of GUM.

The floors stand in ``baselines/who.json``. The invented texts and GUM, with its own scorer, lie
beside this project.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from newscompare.attribution import extract_many
from newscompare.report.worth_sources import rates_on

ROOT = Path(__file__).resolve().parents[2]
FLOORS = json.loads((ROOT / "baselines" / "who.json").read_text("utf-8"))
INVENTED = ROOT.parent / "shared" / "cases" / "who" / "dev.jsonl"
GUM = ROOT.parent / "shared" / "gum"


def missed(found: dict[str, float], bounds: dict[str, dict[str, float]]) -> dict[str, float]:
    at_most = float("inf")
    return {
        name: found[name]
        for name, bound in bounds.items()
        if not bound.get("at_least", 0) <= found[name] <= bound.get("at_most", at_most)
    }


@pytest.fixture(scope="module")
def invented() -> bytes:
    if not INVENTED.is_file():
        pytest.skip("the invented texts do not lie beside this project (../shared/cases/who)")
    return INVENTED.read_bytes()


def test_the_invented_texts_are_those_measured(invented: bytes):
    assert hashlib.sha256(invented).hexdigest() == FLOORS["invented"]["sha256"]


@pytest.mark.parametrize("engine", ["encoder", "learned"])
def test_sources_of_invented_texts(invented: bytes, engine: str):
    documents = [json.loads(line) for line in invented.decode("utf-8").splitlines()]
    assert not missed(rates_on(documents, engine), FLOORS["invented"]["bounds"][engine])


@pytest.mark.parametrize("engine", ["encoder", "learned"])
def test_names_against_gold_coreference(tmp_path, engine: str):
    if not (GUM / "score.py").is_file():
        pytest.skip("GUM does not lie beside this project (../shared/gum)")
    lines = (GUM / "dev.jsonl").read_text("utf-8").splitlines()
    documents = [json.loads(line) for line in lines]
    tables = extract_many([d["text"] for d in documents], engine)
    parts = []
    for document, table in zip(documents, tables, strict=True):
        table.insert(0, "article", document["id"])
        parts.append(table.to_csv(index=False, lineterminator="\n", header=not parts))
    (tmp_path / "attributions.csv").write_text("".join(parts), encoding="utf-8")
    command = [
        sys.executable,
        str(GUM / "score.py"),
        str(GUM / "dev.jsonl"),
        str(tmp_path),
        "--json",
    ]
    result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found = {
        "names": result["named"]["all"]["accuracy"],
        "exact names": result["named"]["all"]["exact"],
        "pronouns": result["named"]["pronoun"]["accuracy"],
        "B-cubed F": result["bcubed"]["f"],
    }
    assert not missed(found, FLOORS["gum"]["bounds"][engine])

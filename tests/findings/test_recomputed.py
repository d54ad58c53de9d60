"""Every finding of the ledger computed again, from the tables and the ledger's words alone.

Nothing of the package is imported here or in the modules beside this one that it uses; their
names begin with `again_`. Each finding is written out from `counts` and `condition` in
findings.csv as findings.md explains them.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import again_findings_frames  # noqa: F401
import again_findings_voices  # noqa: F401
import pytest
from again_counts import FINDINGS, broken_list, could_change, parse, spared_list, world
from again_tables import VARIANTS, read

LEDGER = {row["id"]: row for row in read("findings")}
TRIED: dict[str, dict[str, dict[str, str]]] = {}
for line in read("findings_variants"):
    TRIED.setdefault(line["finding"], {})[line["variant"]] = line

# findings.md: a variant that takes away what a column is made from is not tried.
WITHOUT_OFFSETS = {"post_feeds_trump": {"coder a", "coder b"}}


def _computed(name: str, variant: str = ""):
    return FINDINGS[name].compute(world(variant))


def _tried_by_words(name: str) -> list[str]:
    spared = spared_list(LEDGER[name]["spared"])
    left_out = WITHOUT_OFFSETS.get(name, set())
    return [v for v in could_change(name) if v not in spared and v not in left_out]


def test_every_finding_is_recomputed():
    assert set(FINDINGS) == set(LEDGER)
    assert set(TRIED) <= set(LEDGER)


@pytest.mark.parametrize("name", LEDGER)
def test_values(name: str):
    values, _ = _computed(name)
    printed = parse(LEDGER[name]["values"])
    assert values == printed, f"{name}: computed {values}, the ledger says {printed}"


@pytest.mark.parametrize("name", LEDGER)
def test_variants(name: str):
    for variant, line in TRIED.get(name, {}).items():
        values, holds = _computed(name, variant)
        printed = parse(line["values"])
        assert values == printed, f"{name}, {variant}: computed {values}, printed {printed}"
        assert holds == (line["holds"] == "1"), (
            f"{name}, {variant}: computed {holds}, the ledger says {line['holds']} of {values}"
        )


@pytest.mark.parametrize("name", LEDGER)
def test_tried(name: str):
    could = could_change(name)
    tried = _tried_by_words(name)
    printed = list(TRIED.get(name, {}))
    assert sorted(tried) == sorted(printed), (
        f"{name}: by the words also {sorted(set(tried) - set(printed))}, "
        f"only in the ledger {sorted(set(printed) - set(tried))}"
    )
    assert int(LEDGER[name]["variants"]) == len(tried), f"{name}: {len(tried)} variants"
    spared = set(spared_list(LEDGER[name]["spared"]))
    assert spared <= set(could), f"{name}: spared without need {sorted(spared - set(could))}"


@pytest.mark.parametrize("name", LEDGER)
def test_verdict(name: str):
    holds = _computed(name)[1]
    broken = [v for v in _tried_by_words(name) if _computed(name, v)[1] != holds]
    verdict = "does not hold" if not holds else "holds with care" if broken else "holds"
    printed = LEDGER[name]["verdict"]
    assert verdict == printed, f"{name}: computed {verdict!r}, the ledger says {printed!r}"
    told = broken_list(LEDGER[name]["broken_by"])
    assert sorted(broken) == sorted(told), f"{name}: broken by {broken}, the ledger says {told}"


def test_variants_have_names_of_the_guide():
    assert {variant for lines in TRIED.values() for variant in lines} <= set(VARIANTS)


# Numbers of a sentence that are no count: a date, and what an assertion claims and the data deny.
NO_COUNT = {
    "common_core": {5},
    "shared_words": {6},
    "ties_not_allowed": {2020},
    "two_criticise": {2},
    "two_clear_texts": {2},
}
IN_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@pytest.mark.parametrize("name", LEDGER)
def test_numbers_in_the_sentence(name: str):
    values, _ = _computed(name)
    counts = []
    for value in values.values():
        counts += value.values() if isinstance(value, dict) else [value]
    known = {number for count in counts for number in count if number is not None}
    percent = {round(100 * number / among) for number, among in counts if among}
    sentence = LEDGER[name]["sentence"]
    for number in re.findall(r"(\d+)%", sentence):
        assert int(number) in percent, f"{name}: {number}% is none of {sorted(percent)}"
    rest = re.sub(r"\d+%|Kurdistan24", "", sentence)
    told = {int(number) for number in re.findall(r"\d+", rest)}
    told |= {
        IN_WORDS.index(word) + 2 for word in re.findall(r"\w+", rest.lower()) if word in IN_WORDS
    }
    told -= {len(world().texts)} & ({5} if "all five" in rest.lower() else set())
    odd = told - known - NO_COUNT.get(name, set())
    assert not odd, f"{name}: {sorted(odd)} in the sentence, computed {sorted(known)}"


def test_nothing_of_the_package_is_imported():
    here = Path(__file__).parent
    files = [*here.glob("again_*.py"), *here.glob("test_recomputed*.py")]
    for file in files:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            own = [name for name in names if name.split(".")[0] == "newscompare"]
            assert not own, f"{file.name} imports {own}"

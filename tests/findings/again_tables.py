"""The tables of data/accords/findings.md, built again from its words alone.

Nothing of the package is used. A `World` holds every table under one variant. The environment's
ACCORDS_TABLES may name a changed copy of the tables, on which the tests then have to fail.
"""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(
    os.environ.get("ACCORDS_TABLES") or Path(__file__).resolve().parents[2] / "data" / "accords"
)
EVENT = "accession"  # the code of `about` that stands for the event (event_object in case.yml)
POST = "Trump post"  # the origin that "without the post" leaves out (post in case.yml)
STATES_SAID = {"present", "hedged"}
UNNAMED = {"unnamed_official", "collective", "unnamed"}
INDICATORS = ("S1", "S2", "S3", "S4", "T1", "T2", "T3", "T4", "T5")
SYMBOLIC, STRATEGIC = INDICATORS[:4], INDICATORS[4:]
WORD = re.compile(r"[^\W_]+(?:[-.'’]+[^\W_]+)*")

Row = dict


def read(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TEXTS = [row["id"] for row in read("articles")]
VARIANTS = [
    "coder a",
    "coder b",
    "about, main code",
    "about, main or second code",
    "own voice",
    "own voice, shared sentences too",
    "without the post",
    *(f"without {code}" for code in INDICATORS),
    *(f"without {text}" for text in TEXTS),
    "by words",
    "without titles",
    "S3 of the event alone",
]


def text_of(sentence: str) -> str:
    return sentence.rsplit("-", 1)[0]


def codes(cell: str) -> list[str]:
    return [code for code in cell.split(";") if code]


def yes(condition: bool) -> str:
    return "yes" if condition else "no"


@dataclass
class World:
    """Every table of the guide under one variant (none: the main count)."""

    variant: str = ""
    texts: list[Row] = field(default_factory=list)
    units: list[Row] = field(default_factory=list)
    quotes: list[Row] = field(default_factory=list)
    attributions: list[Row] = field(default_factory=list)
    cells: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    sources: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    balance: list[Row] = field(default_factory=list)

    @property
    def articles(self) -> list[str]:
        return [row["article"] for row in self.texts]


def build(variant: str = "") -> World:
    coder = variant.removeprefix("coder ") if variant.startswith("coder ") else "reference"
    world = World(variant)
    world.texts = [{"article": row["id"], "weight": 1} for row in read("articles")]
    world.units = _units(coder)
    _change_frames(world)
    world.quotes = _quotes(coder)
    world.attributions = _attributions(coder)
    world.cells = _cells(coder)
    world.mentions = [
        {"party": row["party"], "article": text_of(row["sentence"]), "weight": 1}
        for row in read("mentions")
    ]
    _leave_out(world)
    if variant == "by words":
        for row in world.units + world.quotes:
            row["weight"] = row["words"]
    _follow(world)
    return world


def _post_places() -> list[dict[str, str]]:
    return [row for row in read("utterances") if row["origin"] == POST]


def _units(coder: str) -> list[Row]:
    sentences = {row["id"]: row for row in read("sentences")}
    about = {row["sentence"]: row for row in read("about") if row["coder"] == coder}
    with_post = {row["sentence"] for row in _post_places() if row["marks"] == "quoted"}
    units = []
    for row in read("frames"):
        if row["coder"] != coder:
            continue
        place, subject = sentences[row["sentence"]], about[row["sentence"]]
        units.append(
            {
                "sentence": row["sentence"],
                "article": text_of(row["sentence"]),
                "zone": place["zone"],
                "position": int(place["position"]),
                "words": int(place["words"]),
                "weight": 1,
                "symbolic": int(row["symbolic"]),
                "strategic": int(row["strategic"]),
                "indicators": codes(row["indicators"]),
                "voice": row["voice"],
                "main": subject["main"],
                "about": [code for code in (subject["main"], subject["second"]) if code],
                "post": yes(row["sentence"] in with_post),
            }
        )
    for unit in units:
        ends = max(other["position"] for other in units if other["article"] == unit["article"])
        unit["last"] = yes(unit["position"] == ends)
    return units


def _keep_indicators(unit: Row, keep: list[str]) -> None:
    """A frame stays where another of its indicators does."""
    if keep == unit["indicators"]:
        return
    unit["indicators"] = keep
    unit["symbolic"] = int(unit["symbolic"] and any(code in SYMBOLIC for code in keep))
    unit["strategic"] = int(unit["strategic"] and any(code in STRATEGIC for code in keep))


def _change_frames(world: World) -> None:
    variant = world.variant
    own = {"own voice": {"outlet"}, "own voice, shared sentences too": {"outlet", "both"}}
    for unit in world.units:
        kept = unit["indicators"]
        if variant in own and unit["voice"] not in own[variant]:
            unit.update(symbolic=0, strategic=0, indicators=[])
        elif variant.removeprefix("without ") in INDICATORS:
            gone = variant.removeprefix("without ")
            _keep_indicators(unit, [code for code in kept if code != gone])
        elif variant == "S3 of the event alone" and EVENT not in unit["about"]:
            _keep_indicators(unit, [code for code in kept if code != "S3"])


def _quotes(coder: str) -> list[Row]:
    attributions = {row["id"]: row for row in read("attributions")}
    targets = {row["quote"]: row for row in read("targets") if row["coder"] == coder}
    origins = {row["quote"]: row["origin"] for row in read("utterances") if row["quote"]}
    return [
        {
            "id": row["id"],
            "sentence": row["sentence"],
            "article": text_of(row["sentence"]),
            "speaker": row["speaker"],
            "source_type": attributions[row["attribution"]]["source_type"],
            "stance_event": targets[row["id"]]["stance_event"] or "none",
            "origin": origins.get(row["id"], "none"),
            "words": len(WORD.findall(row["quoted"].replace(" | ", " "))),
            "weight": 1,
        }
        for row in read("quotes")
    ]


def _attributions(coder: str) -> list[Row]:
    alone = coder != "reference"
    rows = read("attribution_codings" if alone else "attributions")
    places = _post_places()
    result = []
    for row in rows:
        if alone and row["coder"] != coder:
            continue
        start, end = row.get("content_start"), row.get("content_end")
        overlaps = bool(start and end) and any(
            place["sentence"] == row["sentence"]
            and int(place["start"]) < int(end)
            and int(start) < int(place["end"])
            for place in places
        )
        kind = row["source_type"]
        result.append(
            {
                "sentence": row["sentence"],
                "article": text_of(row["sentence"]),
                "source": row["source"],
                "source_type": kind,
                "country": row["country"],
                "form": row["form"],
                "via": row.get("via", ""),
                "naming": "no holder"
                if kind == "none"
                else (
                    "unnamed"
                    if kind in UNNAMED or row["source"] == row["source"].lower()
                    else "named"
                ),
                "post": yes(overlaps),
                "weight": 1,
            }
        )
    return result


def _cells(coder: str) -> list[Row]:
    states: dict[tuple[str, str], set[str]] = {}
    for row in read("claim_codings"):
        if row["coder"] == coder:
            states.setdefault((row["claim"], row["article"]), set()).add(row["state"])
    return [
        {
            "claim": claim["id"],
            "article": text,
            "said": yes(bool(states.get((claim["id"], text), set()) & STATES_SAID)),
            "outright": yes("present" in states.get((claim["id"], text), set())),
            "contradicted": yes("contradicted" in states.get((claim["id"], text), set())),
            "weight": 1,
        }
        for claim in read("claims")
        for text in TEXTS
    ]


def _leave_out(world: World) -> None:
    variant = world.variant
    keep_units = {
        "about, main code": lambda unit: unit["main"] == EVENT,
        "about, main or second code": lambda unit: EVENT in unit["about"],
        "without titles": lambda unit: unit["zone"] == "body",
        "without the post": lambda unit: unit["post"] == "no",
    }
    if variant in keep_units:
        world.units = [unit for unit in world.units if keep_units[variant](unit)]
        left = {unit["sentence"] for unit in world.units}
        world.attributions = [row for row in world.attributions if row["sentence"] in left]
        if variant == "without the post":
            world.quotes = [row for row in world.quotes if row["origin"] != POST]
        else:
            world.quotes = [row for row in world.quotes if row["sentence"] in left]
    gone = variant.removeprefix("without ")
    if gone in TEXTS:
        for name in ("texts", "units", "quotes", "attributions", "cells", "mentions"):
            rows = getattr(world, name)
            setattr(world, name, [row for row in rows if row["article"] != gone])


def _follow(world: World) -> None:
    """What follows from the changed rows: frames of attributions, claims, sources, balance."""
    frames = {unit["sentence"]: unit for unit in world.units}
    for row in world.attributions:
        unit = frames.get(row["sentence"], {"symbolic": 0, "strategic": 0})
        row["symbolic"], row["strategic"] = unit["symbolic"], unit["strategic"]
        row["both"] = row["symbolic"] * row["strategic"]
    for claim in read("claims"):
        cells = [row for row in world.cells if row["claim"] == claim["id"]]
        world.claims.append(
            {
                "claim": claim["id"],
                "said_in": sum(row["said"] == "yes" for row in cells),
                "outright_in": sum(row["outright"] == "yes" for row in cells),
                "contradicted_in": sum(row["contradicted"] == "yes" for row in cells),
                "weight": 1,
            }
        )
    for source in sorted({row["source"] for row in world.attributions} - {""}):
        rows = [row for row in world.attributions if row["source"] == source]
        texts = len({row["article"] for row in rows})
        world.sources.append({"source": source, "texts": texts, "weight": 1})
    for text in world.articles:
        values = [
            unit["strategic"] - unit["symbolic"] for unit in world.units if unit["article"] == text
        ]
        world.balance.append({"article": text, "clear": yes(is_clear(values)), "weight": 1})


def is_clear(values: list[int]) -> bool:
    """Whether the exact percentile bootstrap of the mean leaves out zero, in whole numbers."""
    drawn = len(values)
    if not drawn:
        return False
    down, level, up = (values.count(value) for value in (-1, 0, 1))
    ways = {0: 1}  # sum of the draws so far: number of ways to it
    for _ in range(drawn):
        after: dict[int, int] = {}
        for total, number in ways.items():
            for step, weight in ((-1, down), (0, level), (1, up)):
                if weight:
                    after[total + step] = after.get(total + step, 0) + number * weight
        ways = after

    def smallest_up_to(thousandths: int) -> int:
        so_far = 0
        for total in sorted(ways):
            so_far += ways[total]
            if so_far * 1000 >= thousandths * drawn**drawn:
                return total
        raise AssertionError("the whole distribution lies up to its largest value")

    return smallest_up_to(25) > 0 or smallest_up_to(975) < 0

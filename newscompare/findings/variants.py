"""Other ways to count the same: what a finding must survive to hold without reserve (Leamer 1985).

A variant changes the tables of ``views`` in one respect. ``WORDS`` says of each kind, in words,
what it does, for somebody who computes it without this package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from newscompare.case.tables import Case
from newscompare.findings.views import Views, linked, views
from newscompare.measures.sensitivity import recoded

WORDS = {
    "coder": "a or b alone: frames, about, targets and claims of that coder in place of the "
    "reference's, and attributions from attribution_codings.csv (there is no via and no offset); "
    "the "
    "quotations stay those of the reference",
    "about, main code": "units whose main code is the event's; attributions and quotations in them",
    "about, main or second code": "units where about holds the event's code; attributions and "
    "quotations in them",
    "own voice": "units of which the voice is not outlet keep no frame and no indicator (they "
    "still "
    "count as units)",
    "own voice, shared sentences too": "the same, but voice both keeps its frames",
    "without the post": "units and attributions of units with post yes left out; quotations whose "
    "origin is the post left out",
    "without an indicator": "the indicator taken out of every unit; a frame stays where another "
    "of its "
    "indicators does",
    "without a text": "every row of one text left out, and the text itself",
    "by words": "units and quotations weigh as many as they have words",
    "without titles": "units of the zone body alone; attributions and quotations in them",
    "S3 of the event alone": "the indicator S3 taken out of units where about does not hold the "
    "event's "
    "code",
}

ADD = frozenset(["coder", "by words"])
"""Kinds of variants that may make a count larger; every other kind only leaves something out."""


@dataclass(frozen=True)
class Variant:
    """One other way to count: its kind (a key of ``WORDS``), its name, its tables."""

    kind: str
    name: str
    tables: Views
    by_words: bool = False


def _among(tables: Mapping[str, pd.DataFrame], units: pd.DataFrame) -> Views:
    """The tables with fewer units; attributions and quotations elsewhere go with them."""
    units = units.reset_index(drop=True)
    units.attrs = tables["units"].attrs
    kept = set(units["sentence"])
    made = dict(tables) | {"units": units}
    for name in ("attributions", "quotes"):
        table = tables[name]
        made[name] = table[table["sentence"].isin(kept)].reset_index(drop=True)
    return linked(made)


def _with_units(tables: Views, units: pd.DataFrame) -> Views:
    units.attrs = tables["units"].attrs
    return linked(dict(tables) | {"units": units})


def _unframed(tables: Views, gone: pd.Series) -> Views:
    units = tables["units"].copy()
    frames = tables["units"].attrs["frames"]
    units.loc[gone, frames] = 0
    units.loc[gone, "indicators"] = ""
    units.loc[gone, "voice"] = "none"
    return _with_units(tables, units)


def _without_text(tables: Views, article: str) -> Views:
    made: Views = {}
    for name, table in tables.items():
        if "article" in table and isinstance(table["article"].dtype, pd.CategoricalDtype):
            kept = table[table["article"] != article].reset_index(drop=True)
            kept["article"] = kept["article"].cat.remove_categories(
                [c for c in [article] if c in kept["article"].cat.categories]
            )
            made[name] = kept
        else:
            made[name] = table
    made["units"].attrs = tables["units"].attrs
    return linked(made)


def variants(case: Case, frame_of: Mapping[str, str]) -> Iterator[Variant]:
    """Every variant that a case allows; ``frame_of`` maps indicators to their frames."""
    base = views(case)
    units = base["units"]
    attrs = units.attrs
    for coder in ("a", "b"):
        if coder in set(case.frames["coder"].astype(str)):
            yield Variant("coder", f"coder {coder}", views(case, coder))
    event = case.settings.get("event_object")
    if event and len(case.about):
        held = units["about"].str.split(";").map(lambda codes: event in codes)
        main = units["main"] == event
        yield Variant("about, main code", "about, main code", _among(base, units[main]))
        name = "about, main or second code"
        yield Variant(name, name, _among(base, units[held]))
    own = units["voice"]
    if set(own) - {"none", "outlet"}:
        yield Variant("own voice", "own voice", _unframed(base, own.isin(["source", "both"])))
        name = "own voice, shared sentences too"
        yield Variant(name, name, _unframed(base, own == "source"))
    if (units["post"] == "yes").any():
        less = _among(base, units[units["post"] == "no"])
        origin = str(case.settings["post"])
        quotes = base["quotes"]
        kept = quotes[quotes["origin"] != origin]
        yield Variant(
            "without the post", "without the post", less | {"quotes": kept.reset_index(drop=True)}
        )
    for indicator in frame_of:
        table = recoded(units, frame_of, without=[indicator])
        yield Variant("without an indicator", f"without {indicator}", _with_units(base, table))
    for article in case.labels:
        if len(case.labels) > 2:
            yield Variant("without a text", f"without {article}", _without_text(base, article))
    yield Variant("by words", "by words", base, by_words=True)
    body = units["zone"] == "body"
    if not body.all():
        yield Variant("without titles", "without titles", _among(base, units[body]))
    if event and len(case.about) and "S3" in frame_of:
        beside = ~held
        table = units.copy()
        named = table["indicators"].str.split(";").map(lambda codes: "S3" in codes)
        for at in table.index[beside & named]:
            codes = [c for c in table.loc[at, "indicators"].split(";") if c != "S3"]
            table.loc[at, "indicators"] = ";".join(codes)
        narrowed = recoded(table, frame_of)
        narrowed.attrs = attrs
        yield Variant("S3 of the event alone", "S3 of the event alone", _with_units(base, narrowed))

"""The tables that findings count in: those of a case, joined so that each row says all it needs.

``COLUMNS`` describes every column in words, for somebody who computes a finding without this
package. ``views(case)`` makes them from the reference coding, or from one coder alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from newscompare.articles import count_words
from newscompare.case.tables import Case
from newscompare.findings.naming import with_naming
from newscompare.measures.framing import coded_by, frame_balance, frames_of

Views = dict[str, pd.DataFrame]

NOT_SPOKEN = "none"
"""Where a quotation does not speak of the event, or no quotation carries words from elsewhere."""

COLUMNS: dict[str, tuple[str, dict[str, str]]] = {
    "units": (
        "the rows of frames.csv with coder `reference`: titles, decks and sentences, no subheads",
        {
            "sentence": "the unit",
            "article": "the text: the unit's id without its last hyphen and number",
            "zone": "from sentences.csv: title, deck or body",
            "words": "from sentences.csv",
            "symbolic, strategic": "the frames, 1 or 0; of another codebook its own frames",
            "indicators": "codes, semicolons between; `indicators hold S4` means that S4 is one",
            "voice": "outlet, source, both, or none where no frame is coded",
            "main": "from about.csv (coder `reference`): what the unit speaks of first",
            "about": "the same with the second code: `about holds accession` means first or second",
            "post": "yes where utterances.csv has a place in the unit with the origin `Trump post` "
            "and the marks `quoted`, else no",
            "last": "yes for the unit with the highest position of its text, else no",
        },
    ),
    "quotes": (
        "the rows of quotes.csv",
        {
            "id": "the quotation",
            "sentence, article, speaker, form": "as there; article from the id of the sentence",
            "words": "words in the column quoted, ` | ` left out; a word is a run of letters and "
            "digits, with apostrophes, full stops and hyphens inside it",
            "source_type, country": "from attributions.csv, by the column attribution",
            "target, named": "from targets.csv (coder `reference`)",
            "stance_event": "from targets.csv: -1, 0, 1, or none where the cell is empty",
            "origin": "from utterances.csv: the origin of the places with this quote, or none",
        },
    ),
    "attributions": (
        "the rows of attributions.csv",
        {
            "id": "the attribution",
            "sentence, article, source, source_type, country, via, form": "as there",
            "naming": "no holder where source_type is none; unnamed where it is unnamed_official, "
            "collective or unnamed, where source has no capital letter, or where it names a body "
            "and means people without a name (Norrland Mining spokeswoman); else named",
            "symbolic, strategic, both": "the frames of its sentence in `units` (0 where that is "
            "no "
            "unit), and 1 where it has both",
            "post": "yes where a place of utterances.csv with the origin `Trump post` lies in the "
            "same sentence and overlaps the characters from content_start to content_end, else no",
        },
    ),
    "cells": (
        "one row for each claim of claims.csv and each text, from claim_codings.csv (coder "
        "`reference`)",
        {
            "claim, article": "which claim in which text",
            "states": "the states coded, with semicolons between; `states hold present`",
            "said": "yes where one of the states is present or hedged, else no",
            "outright": "yes where one of them is present, else no",
            "contradicted": "yes where one of them is contradicted, else no",
        },
    ),
    "claims": (
        "one row for each claim of claims.csv, counted over the rows of `cells`",
        {
            "claim": "the claim's id",
            "said_in": "number of texts with said yes",
            "outright_in": "number of texts with outright yes",
            "contradicted_in": "number of texts with contradicted yes",
            "only_in": "the text that says it where said_in is 1, else empty",
        },
    ),
    "sources": (
        "one row for each source of `attributions` that is not empty",
        {
            "source": "the source",
            "attributions": "how many it has",
            "texts": "in how many texts it has any",
        },
    ),
    "mentions": (
        "the rows of mentions.csv",
        {"party": "the party of case.yml", "sentence, article": "where it is named"},
    ),
    "places": (
        "the rows of utterances.csv",
        {
            "utterance, origin, certainty, marks, quote": "as there",
            "sentence, article": "where the words stand",
        },
    ),
    "texts": ("the rows of articles.csv", {"article": "the id", "words": "of the body"}),
    "balance": (
        "one row a text: strategic minus symbolic, each as share of the text's units, with the "
        "exact "
        "percentile bootstrap (the distribution of the mean of as many draws with replacement as "
        "there are units, each worth strategic minus symbolic: -1, 0 or 1)",
        {
            "article": "the text",
            "clear": "yes where the smallest value up to which 2.5 % of that distribution lie is "
            "above 0, or the smallest up to which 97.5 % lie is below 0, else no",
        },
    ),
}


def views(case: Case, coder: str | None = None) -> Views:
    """The tables of ``COLUMNS``: from the reference (or the machine), or from ``coder`` (``a`` or
    ``b``), where its codings exist; what one coder did not code stays as in the reference.
    """
    order = [str(a) for a in case.labels]
    units = _units(case, coder)
    cells = _cells(case, coder or "reference")
    tables = {
        "units": units,
        "quotes": _quotes(case, coder or "reference"),
        "attributions": _attributions(case, coder),
        "cells": cells,
        "claims": claims_of(cells),
        "mentions": case.mentions,
        "places": case.utterances,
        "texts": case.articles.rename(columns={"id": "article"}),
    }
    for name, table in tables.items():
        if "article" in table:
            tables[name] = table.assign(
                article=pd.Categorical(table["article"].astype(str), categories=order)
            ).reset_index(drop=True)
    return linked(tables)


def linked(tables: Mapping[str, pd.DataFrame]) -> Views:
    """The tables with all that depends on ``units`` computed again."""
    units = tables["units"]
    frames = [f for f in units.attrs.get("frames", []) if f in units]
    made = dict(tables)
    heard = tables["attributions"].drop(columns=[*frames, "both"], errors="ignore")
    framed = units.set_index("sentence")[frames]
    codes = framed.reindex(heard["sentence"]).fillna(0).astype(int).reset_index(drop=True)
    made["attributions"] = pd.concat([heard.reset_index(drop=True), codes], axis=1).assign(
        both=(codes.sum(axis=1) == len(frames)).astype(int)
    )
    made["claims"] = claims_of(tables["cells"])
    held = made["attributions"][made["attributions"]["source"] != ""].groupby("source")["article"]
    made["sources"] = (
        pd.DataFrame({"attributions": held.size(), "texts": held.nunique()}, dtype=int)
        .rename_axis("source")
        .reset_index()
    )
    if len(frames) == 2:
        table = frame_balance(units[["sentence", "article", *frames]])
        clear = (table["low"] > 0) | (table["high"] < 0)
        made["balance"] = pd.DataFrame({"article": table["article"], "clear": _yes(clear)})
    else:
        made["balance"] = pd.DataFrame({"article": pd.Categorical([]), "clear": []})
    return made


def _yes(holds: pd.Series) -> pd.Series:
    return holds.astype(bool).map({True: "yes", False: "no"}).astype(object)


def _texts(keys: pd.Series, values: pd.Series, missing: str = "") -> pd.Series:
    """The text that belongs to each key, ``missing`` where there is none."""
    known = values.astype(str).to_dict()
    return pd.Series([known.get(key, missing) for key in keys], index=keys.index, dtype=object)


def _post(case: Case) -> pd.DataFrame:
    """The places that carry words of the message that ``case.yml`` names as ``post``."""
    return case.utterances[case.utterances["origin"] == case.settings.get("post")]


def _units(case: Case, coder: str | None) -> pd.DataFrame:
    coded = coded_by(case.frames, coder if coder in set(case.frames["coder"].astype(str)) else None)
    frames = frames_of(coded.drop(columns="combination"))
    table = coded.merge(
        case.sentences[["id", "zone", "words", "position"]], left_on="sentence", right_on="id"
    )
    about = case.about[case.about["coder"].astype(str) == (coder or "reference")]
    speaks = about.set_index("sentence")
    main = _texts(table["sentence"], speaks["main"])
    second = _texts(table["sentence"], speaks["second"])
    post = _post(case)
    quoted = set(post.loc[post["marks"].astype(str) == "quoted", "sentence"])
    last = table.groupby("article", observed=True)["position"].transform("max")
    columns = ["sentence", "article", "zone", "words", *frames, "indicators", "voice"]
    made = table[columns].assign(
        voice=table["voice"].astype(str),
        zone=table["zone"].astype(str),
        main=main,
        about=(main + ";" + second).str.strip(";"),
        post=_yes(table["sentence"].isin(quoted)),
        last=_yes(table["position"] == last),
    )
    made.attrs["frames"] = frames
    return made


def _quotes(case: Case, coder: str) -> pd.DataFrame:
    quotes = case.quotes
    targets = case.targets[case.targets["coder"].astype(str) == coder].set_index("quote")
    said = case.attributions.set_index("id")
    event = quotes["id"].map(targets["stance_event"])
    origin = case.utterances[case.utterances["quote"] != ""].drop_duplicates("quote")
    return pd.DataFrame(
        {
            "id": quotes["id"],
            "sentence": quotes["sentence"],
            "article": quotes["article"],
            "speaker": quotes["speaker"],
            "form": quotes["form"].astype(str),
            "stance": quotes["stance"].astype(int),
            "words": [count_words(q.replace(" | ", " ")) for q in quotes["quoted"]],
            "source_type": quotes["attribution"].map(said["source_type"].astype(str)),
            "country": quotes["attribution"].map(said["country"]),
            "target": _texts(quotes["id"], targets["target"]),
            "named": _texts(quotes["id"], targets["named"]),
            "stance_event": [NOT_SPOKEN if pd.isna(v) else str(int(v)) for v in event],
            "origin": _texts(quotes["id"], origin.set_index("quote")["origin"], NOT_SPOKEN),
        }
    )


def _attributions(case: Case, coder: str | None) -> pd.DataFrame:
    codings = case.attribution_codings
    if coder is not None and coder in set(codings["coder"].astype(str)):
        own = codings[codings["coder"].astype(str) == coder].reset_index(drop=True)
        table = own.assign(id=[f"{coder}{n}" for n in own["row"]], via="")
    else:
        table = case.attributions
    named = with_naming(table)
    keep = ["id", "sentence", "article", "source", "source_type", "country", "via", "form"]
    made = named[keep].assign(
        source_type=named["source_type"].astype(str),
        form=named["form"].astype(str),
        naming=named["naming"].astype(str),
    )
    if "content_start" in table:
        made["post"] = _yes(pd.Series(_overlapping(table, _post(case)), index=made.index))
    return made


def _overlapping(table: pd.DataFrame, post: pd.DataFrame) -> list[bool]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for place in post.to_dict("records"):
        spans.setdefault(str(place["sentence"]), []).append((place["start"], place["end"]))
    return [
        not pd.isna(start) and any(a < end and start < b for a, b in spans.get(sentence, []))
        for sentence, start, end in zip(
            table["sentence"], table["content_start"], table["content_end"], strict=True
        )
    ]


def _cells(case: Case, coder: str) -> pd.DataFrame:
    own = case.claim_codings[case.claim_codings["coder"].astype(str) == coder]
    plain = own.astype({"article": str, "state": str})
    cells = (
        plain.groupby(["claim", "article"], sort=False)["state"]
        .agg(lambda states: ";".join(dict.fromkeys(states)))
        .rename("states")
        .reset_index()
    )
    states = cells["states"].astype(str)
    return cells.assign(
        said=_yes(states.str.contains("present|hedged")),
        outright=_yes(states.str.contains("present")),
        contradicted=_yes(states.str.contains("contradicted")),
    )


def claims_of(cells: pd.DataFrame) -> pd.DataFrame:
    """One row a claim: in how many texts it is said, said outright and contradicted."""
    if cells.empty:
        return pd.DataFrame(
            columns=["claim", "said_in", "outright_in", "contradicted_in", "only_in"]
        )
    counts = {
        f"{name}_in": (cells[name] == "yes").groupby(cells["claim"], sort=False).sum()
        for name in ("said", "outright", "contradicted")
    }
    table = pd.DataFrame(counts).reset_index()
    first = cells[cells["said"] == "yes"].drop_duplicates("claim").set_index("claim")["article"]
    only = table["claim"].map(first.astype(str)).where(table["said_in"] == 1, "")
    return table.assign(only_in=only.fillna(""))

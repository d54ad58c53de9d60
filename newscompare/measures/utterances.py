"""One utterance in several texts: who is given it, what each kept, how far it travelled.

Which places belong to one utterance is coded (``utterances``); what a place kept is computed
(``utterance_versions``). Where wording is merely alike (``certainty``), nothing shows that it is
one utterance, or who had it from whom.
"""

from __future__ import annotations

import pandas as pd

OWN_VOICE = "nobody"


def with_speakers(utterances: pd.DataFrame, attributions: pd.DataFrame) -> pd.DataFrame:
    """The table with ``speaker`` (whose words the text says they are; ``OWN_VOICE`` where nothing
    attributes them) and ``via`` (through whom).

    The attribution of a place is the one whose content shares most characters with it.
    """
    by_unit = dict(list(attributions.groupby("sentence")))
    speakers, relays = [], []
    for place in utterances.to_dict("records"):
        best, shared = None, 0
        for row in by_unit.get(place["sentence"], attributions.head(0)).to_dict("records"):
            if pd.isna(row["content_start"]):
                continue
            end = min(int(row["content_end"]), int(place["end"]))
            n = end - max(int(row["content_start"]), int(place["start"]))
            if n > shared:
                best, shared = row, n
        speakers.append((best["source"] or "nobody named") if best else OWN_VOICE)
        relays.append(best["via"] if best else "")
    return utterances.assign(speaker=speakers, via=relays)


def with_versions(utterances: pd.DataFrame, versions: pd.DataFrame) -> pd.DataFrame:
    """The coded places with what was computed of each: ``part``, ``base``, ``base_words``,
    ``kept``, ``capitals``, ``outside``, ``cut``, ``added``.
    """
    key = ["utterance", "sentence", "start"]
    computed = versions.drop(columns=[c for c in ("end", "article") if c in versions])
    return utterances.merge(computed, on=key, how="left", validate="one_to_one")


def travels(utterances: pd.DataFrame) -> pd.DataFrame:
    """How far each utterance travelled, from ``with_speakers``.

    Columns: ``utterance``, ``origin``, ``piece``, ``certainty``, ``places``, ``texts``,
    ``quoted_in`` (texts that put it in quotation marks), ``speakers`` (different ones named),
    ``named`` (their names).
    """
    rows = []
    for name, own in utterances.groupby("utterance", sort=False):
        quoted = own[own["marks"].astype(str) != "unquoted"]
        named = [s for s in dict.fromkeys(own["speaker"]) if s != OWN_VOICE]
        first = own.iloc[0]
        rows.append(
            (
                name,
                first["origin"],
                first["piece"],
                str(first["certainty"]),
                len(own),
                own["article"].nunique(),
                quoted["article"].nunique(),
                len(named),
                tuple(named),
            )
        )
    columns = ["utterance", "origin", "piece", "certainty", "places", "texts", "quoted_in"]
    return pd.DataFrame(rows, columns=[*columns, "speakers", "named"])


def fates(places: pd.DataFrame) -> pd.DataFrame:
    """Words of the fullest versions by what each text did with them, from ``with_versions``.

    Columns: ``article``, ``places``, ``words`` (of the fullest versions), ``kept``, ``capitals``,
    ``outside``, ``cut``; places that are themselves the fullest version are left out.
    """
    copies = places[places["base"] == 0]
    columns = ["base_words", "kept", "capitals", "outside", "cut"]
    table = copies.groupby("article", observed=False)[columns].sum().astype(int)
    table.insert(0, "places", copies.groupby("article", observed=False).size())
    return table.reset_index().rename(columns={"base_words": "words"})

"""Who is heard: attributions counted by source, type, country, naming and relay; and who is not.

All functions take the ``attributions`` table of a case with the column ``article``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

NAMING = ("named", "unnamed", "no holder")
"""``named``: a person, institution or medium; ``unnamed``: officials, analysts, "a source"; ``no
holder``: "is seen as".
"""

UNKNOWN_TYPE = "unknown"
"""The type of a source of which a machine knows the name or description and not the kind."""

_UNNAMED = {"unnamed_official", "collective", "unnamed"}


def with_naming(attributions: pd.DataFrame) -> pd.DataFrame:
    """The table with ``naming`` (``NAMING``: by source type, and a name has a capital: *government*
    is none) and ``relay`` (``relayed`` or ``direct``).
    """
    kind, source = attributions["source_type"].astype(str), attributions["source"].astype(str)
    unnamed = kind.isin(_UNNAMED) | (source == source.str.lower())
    naming = np.select([kind == "none", unnamed], ["no holder", "unnamed"], "named")
    relay = np.where(attributions["via"] == "", "direct", "relayed")
    return attributions.assign(
        naming=pd.Categorical(naming, categories=NAMING, ordered=True), relay=relay
    )


def attribution_counts(attributions: pd.DataFrame, by: str) -> pd.DataFrame:
    """Attributions of each text by one column (``source_type``, ``country``, ``naming``, ``relay``,
    ``form`` ...).

    Columns: ``article``, the column, ``attributions``, ``all`` (attributions of the text),
    ``share``.
    """
    values = attributions[by]
    order = (
        list(values.cat.categories)
        if isinstance(values.dtype, pd.CategoricalDtype)
        else list(values.value_counts().index)
    )
    table = attributions.assign(**{by: pd.Categorical(values, categories=order, ordered=True)})
    counts = (
        table.groupby(["article", by], observed=False).size().rename("attributions").reset_index()
    )
    counts["all"] = counts.groupby("article", observed=False)["attributions"].transform("sum")
    counts["share"] = counts["attributions"] / counts["all"].where(counts["all"] > 0)
    return counts


def source_counts(attributions: pd.DataFrame) -> pd.DataFrame:
    """Attributions of each source in each text, sources with a holder only.

    Columns: ``source``, ``source_type``, ``country``, one column for each text, ``all``, ``texts``
    (in how many texts the source is heard); most heard first.
    """
    held = attributions[attributions["source"] != ""]
    counts = pd.crosstab(held["source"], held["article"], dropna=False)
    counts.columns = [str(c) for c in counts.columns]
    counts = counts.assign(all=counts.sum(axis=1), texts=(counts > 0).sum(axis=1))
    first = held.drop_duplicates("source").set_index("source")[["source_type", "country"]]
    table = first.join(counts).reset_index()
    return table.sort_values(["all", "source"], ascending=[False, True], kind="stable").reset_index(
        drop=True
    )


LONGEST_MATRIX = 30
"""Most sources that are shown before those heard once are left out."""


def heard_often(counts: pd.DataFrame, column: str = "all") -> pd.DataFrame:
    """The rows of a table of sources; of more than ``LONGEST_MATRIX`` those heard (``column``) at
    least twice, where there are any.
    """
    often = counts[counts[column] > 1]
    return often if len(counts) > LONGEST_MATRIX and len(often) else counts


def heard_once(attributions: pd.DataFrame) -> pd.DataFrame:
    """Sources heard in exactly one text: ``source``, ``source_type``, ``country``, ``article``,
    ``attributions``.
    """
    counts = source_counts(attributions)
    once = counts[counts["texts"] == 1]
    held = attributions.drop_duplicates("source").set_index("source")["article"]
    return once.assign(article=once["source"].map(held).to_numpy(), attributions=once["all"])[
        ["source", "source_type", "country", "article", "attributions"]
    ].reset_index(drop=True)


def concentration(attributions: pd.DataFrame) -> pd.DataFrame:
    """How much of a text's attributed speech belongs to its most heard source.

    Columns: ``article``, ``top_source``, ``attributions`` (of that source), ``held`` (attributions
    with a holder), ``share``, ``sources`` (different sources), ``effective`` (inverse
    Herfindahl-Hirschman index: the number of equally heard sources that would be as concentrated;
    Laakso and Taagepera 1979).
    """
    rows: list[tuple[Any, ...]] = []
    for article, own in attributions[attributions["source"] != ""].groupby(
        "article", observed=False
    ):
        counts = own["source"].value_counts()
        if counts.empty:
            rows.append((article, "", 0, 0, np.nan, 0, np.nan))
            continue
        top = sorted(counts[counts == counts.max()].index)
        shares = counts / counts.sum()
        rows.append(
            (
                article,
                " and ".join(top),
                int(counts.max()),
                int(counts.sum()),
                shares.max(),
                len(counts),
                1 / (shares**2).sum(),
            )
        )
    names = ["article", "top_source", "attributions", "held", "share", "sources", "effective"]
    table = pd.DataFrame(rows, columns=names)
    table["article"] = pd.Categorical(
        table["article"], categories=attributions["article"].cat.categories, ordered=True
    )
    return table


def heard(
    attributions: pd.DataFrame, anyone: Iterable[Mapping[str, Iterable[str]]]
) -> pd.DataFrame:
    """The attributions that fit one of the descriptions; each maps column names to the values
    allowed there.
    """
    chosen = pd.Series(False, index=attributions.index)
    for description in anyone:
        fits = pd.Series(True, index=attributions.index)
        for column, allowed in description.items():
            fits &= attributions[column].isin(list(allowed))
        chosen |= fits
    return attributions[chosen]


def of_side(attributions: pd.DataFrame, side: Mapping[str, Any]) -> pd.Series:
    """Which attributions belong to a side of ``case.yml``: by ``country`` and, where the side lists
    any, by ``source_type``.
    """
    fits = attributions["country"].isin(side["country"])
    kinds = side.get("source_type")
    return fits & attributions["source_type"].isin(kinds) if kinds else fits


def absence(
    attributions: pd.DataFrame, mentions: pd.DataFrame, parties: list[dict[str, Any]]
) -> pd.DataFrame:
    """Each party in each text: heard, only named, or neither.

    ``parties`` is the list in ``case.yml``. Columns: ``party``, ``label``, ``article``,
    ``attributions`` (how often heard), ``sentences`` (that name the party), ``presence``
    (``heard``, ``named only``, ``absent``).
    """
    articles = attributions["article"].cat.categories
    rows = []
    for party in parties:
        voices = heard(attributions, party["heard"])["article"].value_counts()
        named = mentions[mentions["party"] == party["id"]]["article"].value_counts()
        for article in articles:
            n, m = int(voices.get(article, 0)), int(named.get(article, 0))
            rows.append(
                (
                    party["id"],
                    party["label"],
                    article,
                    n,
                    m,
                    "heard" if n else "named only" if m else "absent",
                )
            )
    table = pd.DataFrame(
        rows, columns=["party", "label", "article", "attributions", "sentences", "presence"]
    )
    table["article"] = pd.Categorical(table["article"], categories=articles, ordered=True)
    return table

"""The comparison of frames repeated without borrowed sentences.

A sentence may be borrowed in several ways that need not agree: it quotes words that other texts
quote as well, it is handed on from a medium, or most of its words stand in another text.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from newscompare.measures.framing import frames_of

MOST = 0.5
"""From this share of its words in other texts on, a sentence counts as borrowed."""


def relayed_sentences(attributions: pd.DataFrame) -> frozenset[str]:
    """Units with an attribution to a news medium, or handed on by somebody (``via``)."""
    passed = (attributions["via"] != "") | (attributions["source_type"].astype(str) == "news_media")
    return frozenset(attributions.loc[passed, "sentence"])


def utterance_sentences(
    utterances: pd.DataFrame, *, origin: str = "", quoted: bool = True, shared: bool = False
) -> frozenset[str]:
    """Units that carry an utterance: of one ``origin``, in quotation marks, or one of which at
    least two texts carry a version (``shared``).
    """
    own = utterances
    if shared:
        texts = own.groupby("utterance")["article"].nunique()
        own = own[own["utterance"].map(texts) > 1]
    if origin:
        own = own[own["origin"] == origin]
    if quoted:
        own = own[own["marks"].astype(str) != "unquoted"]
    return frozenset(own["sentence"])


def repeated_sentences(shares: pd.DataFrame, most: float = MOST) -> frozenset[str]:
    """Units of which ``most`` of the words or more stand in another text (see
    ``reuse.borrowed_shares``).
    """
    return frozenset(shares.loc[shares["share"] >= most, "sentence"])


def relays(attributions: pd.DataFrame) -> pd.DataFrame:
    """Which media and agencies each text credits: ``article``, ``relay``, ``attributions`` (heard
    through it, or to it), ``sentences``; most credited first.
    """
    via = attributions[attributions["via"] != ""].assign(relay=lambda t: t["via"])
    media = attributions[
        (attributions["source_type"].astype(str) == "news_media") & (attributions["via"] == "")
    ].assign(relay=lambda t: t["source"])
    both = pd.concat([via, media])
    counts = both.groupby(["article", "relay"], observed=True)["sentence"].agg(["size", "nunique"])
    table = counts.reset_index().rename(columns={"size": "attributions", "nunique": "sentences"})
    return table.sort_values(
        ["article", "attributions", "relay"], ascending=[True, False, True], ignore_index=True
    )


def frames_without(coded: pd.DataFrame, borrowed: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Frames of each text with all its units, and without each set of borrowed ones.

    ``borrowed`` maps the name of a set to its units. Columns: ``variant`` (``all units`` first),
    ``article``, ``left`` (units that stay), ``dropped``, one column a frame (units), ``leads`` (the
    frame with most units; empty on a tie), ``same`` (leads as with all units).
    """
    frames, rows = frames_of(coded), []
    first: dict[str, str] = {}
    for variant, units in {"all units": frozenset[str](), **borrowed}.items():
        for article, own in coded.groupby("article", observed=False):
            kept = own[~own["sentence"].isin(units)]
            counts = {frame: int(kept[frame].sum()) for frame in frames}
            top = [frame for frame in frames if counts[frame] == max(counts.values())]
            leads = top[0] if len(top) == 1 else ""
            same = first.setdefault(str(article), leads) == leads
            row = (variant, article, len(kept), len(own) - len(kept), *counts.values(), leads, same)
            rows.append(row)
    columns = ["variant", "article", "left", "dropped", *frames, "leads", "same"]
    table = pd.DataFrame(rows, columns=columns)
    table["article"] = pd.Categorical(
        table["article"], categories=coded["article"].cat.categories, ordered=True
    )
    return table

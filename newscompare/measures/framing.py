"""How often, where and in whose voice a text uses each frame.

All functions take the ``frames`` table of a case (one coder) with the column ``article``. A sentence
may carry both frames or neither, so the two shares need not add up to one.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from newscompare.measures.intervals import bootstrap_share

FRAMES = ("symbolic", "strategic")
COMBINATIONS = ("symbolic", "both", "strategic", "neither")
"""The four ways in which two yes/no codes combine, in the order of all figures."""

VOICES = ("outlet", "both", "source")
THIRDS = ("first third", "middle third", "last third")


def coded_by(frames: pd.DataFrame, coder: str = "reference") -> pd.DataFrame:
    """The rows of one coder, with ``combination`` (one of ``COMBINATIONS``) added."""
    rows = frames[frames["coder"] == coder].reset_index(drop=True)
    names = np.select(
        [(rows["symbolic"] == 1) & (rows["strategic"] == 1), rows["symbolic"] == 1, rows["strategic"] == 1],
        ["both", "symbolic", "strategic"],
        "neither",
    )
    return rows.assign(combination=pd.Categorical(names, categories=COMBINATIONS, ordered=True))


def frame_combinations(coded: pd.DataFrame) -> pd.DataFrame:
    """Count and share of each combination in each text.

    Columns: ``article``, ``combination``, ``sentences`` (count), ``coded`` (units of the text), ``share`` (0 to 1).
    """
    counts = coded.groupby(["article", "combination"], observed=False).size().rename("sentences").reset_index()
    counts["coded"] = counts.groupby("article", observed=False)["sentences"].transform("sum")
    counts["share"] = counts["sentences"] / counts["coded"]
    return counts


def frame_shares(coded: pd.DataFrame) -> pd.DataFrame:
    """Share of sentences that carry each frame, alone or with the other, with a bootstrap interval.

    Columns: ``article``, ``frame``, ``sentences``, ``coded``, ``share``, ``low``, ``high`` (95 %, over sentences).
    """
    rows = []
    for article, own in coded.groupby("article", observed=False):
        for frame in FRAMES:
            low, high = bootstrap_share(own[frame])
            rows.append((article, frame, int(own[frame].sum()), len(own), own[frame].mean(), low, high))
    table = pd.DataFrame(rows, columns=["article", "frame", "sentences", "coded", "share", "low", "high"])
    return _ordered(table, coded)


def frame_balance(coded: pd.DataFrame) -> pd.DataFrame:
    """Strategic share minus symbolic share of each text, with a bootstrap interval.

    Columns: ``article``, ``balance`` (-1 to 1, above 0: more strategic), ``low``, ``high``.
    """
    generator_rows = []
    for article, own in coded.groupby("article", observed=False):
        difference = (own["strategic"] - own["symbolic"]).to_numpy(dtype=float)
        # a share of ones after moving -1..1 to 0..1, so that the same resampling serves
        low, high = bootstrap_share((difference + 1) / 2)
        generator_rows.append((article, difference.mean() if difference.size else np.nan, 2 * low - 1, 2 * high - 1))
    return _ordered(pd.DataFrame(generator_rows, columns=["article", "balance", "low", "high"]), coded)


def barcode(coded: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Each coded unit in reading order.

    Columns: ``article``, ``sentence``, ``order`` (0, 1, ... within the text), ``zone``, ``combination``, ``voice``,
    ``place`` (0 to 1: position of the unit's middle within the text, in words), ``third``.
    """
    place = sentences[sentences["zone"] != "subhead"][["id", "zone", "position", "words"]].rename(columns={"id": "sentence"})
    table = coded.merge(place, on="sentence", validate="one_to_one").sort_values(["article", "position"])
    words = table.groupby("article", observed=True)["words"]
    table["place"] = (words.cumsum() - table["words"] / 2) / words.transform("sum")
    table["order"] = table.groupby("article", observed=True).cumcount()
    cut = np.minimum((table["place"] * 3).astype(int), 2)
    table["third"] = pd.Categorical.from_codes(cut, categories=list(THIRDS), ordered=True)
    return table[["article", "sentence", "order", "zone", "combination", "voice", "place", "third"]].reset_index(drop=True)


def frames_by_third(positions: pd.DataFrame) -> pd.DataFrame:
    """Share of units with each frame in each third of each text (thirds by words).

    Columns: ``article``, ``third``, ``frame``, ``sentences``, ``coded``, ``share``.
    """
    rows = []
    for (article, third), own in positions.groupby(["article", "third"], observed=False):
        for frame in FRAMES:
            n = int(own["combination"].isin([frame, "both"]).sum())
            rows.append((article, third, frame, n, len(own), n / len(own) if len(own) else np.nan))
    return _ordered(pd.DataFrame(rows, columns=["article", "third", "frame", "sentences", "coded", "share"]), positions)


def indicator_counts(coded: pd.DataFrame) -> pd.DataFrame:
    """Sentences of each text in which an indicator was named.

    Columns: ``article``, ``indicator``, ``sentences``, ``coded``, ``share`` (of all coded units of the text).
    """
    split = coded.assign(indicator=coded["indicators"].str.split(";")).explode("indicator")
    named = sorted(set(split["indicator"]) - {""})
    counts = pd.crosstab(split["article"], split["indicator"]).reindex(index=coded["article"].cat.categories, columns=named, fill_value=0)
    counts = counts.rename_axis(index="article", columns="indicator").stack().rename("sentences").reset_index()
    sizes = coded.groupby("article", observed=False).size()
    counts["coded"] = counts["article"].map(sizes).astype(int)
    counts["share"] = counts["sentences"] / counts["coded"]
    return _ordered(counts, coded)


def voice_counts(coded: pd.DataFrame) -> pd.DataFrame:
    """Framed sentences of each text by whose claim the frame is.

    Columns: ``article``, ``frame``, ``voice`` (``VOICES``), ``sentences``, ``framed``, ``share`` (of those with the frame).
    """
    rows = []
    for article, own in coded.groupby("article", observed=False):
        for frame in FRAMES:
            framed = own[own[frame] == 1]
            for voice in VOICES:
                n = int((framed["voice"] == voice).sum())
                rows.append((article, frame, voice, n, len(framed), n / len(framed) if len(framed) else np.nan))
    table = pd.DataFrame(rows, columns=["article", "frame", "voice", "sentences", "framed", "share"])
    table["voice"] = pd.Categorical(table["voice"], categories=VOICES, ordered=True)
    return _ordered(table, coded)


def _ordered(table: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    table["article"] = pd.Categorical(table["article"], categories=like["article"].cat.categories, ordered=True)
    return table

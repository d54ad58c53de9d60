"""How often, where and in whose voice a text uses each frame.

All functions take the ``frames`` table of a case (one coder) with the column ``article``. A
sentence may carry several frames or none, so their shares need not add up to one. The frames are
those of the codebook: two in most figures' wording, but any number from one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from newscompare.measures.intervals import bootstrap_share, chance_at_most, exact_mean

NO_FRAME = "neither"
JOINED = ("both", "several")
"""More than one frame in a sentence: of a codebook's two, of more than two."""

COLUMNS = frozenset(
    [
        "sentence",
        "article",
        "coder",
        "indicators",
        "voice",
        "combination",
        "order",
        "zone",
        "place",
        "third",
    ]
)
"""The columns beside the frames; no frame may bear such a name (see
``newscompare.case.codebook.RESERVED``).
"""

VOICES = ("outlet", "both", "source")
THIRDS = ("first third", "middle third", "last third")


def frames_of(table: pd.DataFrame) -> list[str]:
    """The frames that a table has columns for, in its order."""
    return [str(name) for name in table.columns if name not in COLUMNS]


def frame_name(frame: str) -> str:
    """A frame's name as figures show it: ``human_interest`` becomes ``Human interest``."""
    return frame.replace("_", " ").capitalize()


def frame_word(frame: str) -> str:
    """A frame's name as sentences use it: ``human_interest`` becomes ``human interest``."""
    return frame.replace("_", " ")


def combinations_of(frames: Sequence[str]) -> list[str]:
    """The ways in which yes/no codes combine, in the order of all figures: ``symbolic``, ``both``,
    ``strategic``, ``neither``.
    """
    if len(frames) == 2:
        return [frames[0], JOINED[0], frames[1], NO_FRAME]
    return [*frames, *([JOINED[1]] if len(frames) > 2 else []), NO_FRAME]


def counted_coder(frames: pd.DataFrame) -> str:
    """Whose codes count: ``reference`` where people (or an adjudication) coded the case, else
    ``machine``.
    """
    return (
        "machine"
        if "reference" not in set(frames["coder"]) and "machine" in set(frames["coder"])
        else "reference"
    )


def coded_by(frames: pd.DataFrame, coder: str | None = None) -> pd.DataFrame:
    """The rows of one coder (default ``counted_coder``), with ``combination`` (one of
    ``combinations_of``) added.
    """
    rows = frames[frames["coder"].astype(str) == (coder or counted_coder(frames))].reset_index(
        drop=True
    )
    names = frames_of(rows)
    categories = combinations_of(names)
    codes = rows[names].to_numpy(dtype=int)
    first = (
        np.array(names, dtype=object)[codes.argmax(axis=1)]
        if names
        else np.full(len(rows), NO_FRAME)
    )
    joined = JOINED[0] if len(names) == 2 else JOINED[1]
    combination = np.select(
        [codes.sum(axis=1) > 1, codes.sum(axis=1) == 1], [joined, first], NO_FRAME
    )
    return rows.assign(combination=pd.Categorical(combination, categories=categories, ordered=True))


def frame_combinations(coded: pd.DataFrame) -> pd.DataFrame:
    """Count and share of each combination in each text.

    Columns: ``article``, ``combination``, ``sentences`` (count), ``coded`` (units of the text),
    ``share`` (0 to 1).
    """
    counts = (
        coded.groupby(["article", "combination"], observed=False)
        .size()
        .rename("sentences")
        .reset_index()
    )
    counts["coded"] = counts.groupby("article", observed=False)["sentences"].transform("sum")
    counts["share"] = counts["sentences"] / counts["coded"]
    return counts


def frame_shares(coded: pd.DataFrame) -> pd.DataFrame:
    """Share of sentences that carry each frame, alone or with another, with a bootstrap interval.

    Columns: ``article``, ``frame``, ``sentences``, ``coded``, ``share``, ``low``, ``high`` (95%,
    over sentences).
    """
    rows = []
    for article, own in coded.groupby("article", observed=False):
        for frame in frames_of(coded):
            low, high = bootstrap_share(own[frame])
            rows.append(
                (article, frame, int(own[frame].sum()), len(own), own[frame].mean(), low, high)
            )
    table = pd.DataFrame(
        rows, columns=["article", "frame", "sentences", "coded", "share", "low", "high"]
    )
    return _ordered(table, coded)


def frame_balance(coded: pd.DataFrame) -> pd.DataFrame:
    """Share of the second frame minus share of the first in each text (strategic minus symbolic),
    with a bootstrap interval, computed exactly (``measures.intervals.exact_mean``).

    Columns: ``article``, ``balance`` (-1 to 1, above 0: more strategic), ``low``, ``high``,
    ``chance`` (that the bootstrap's balance is 0 or on the other side of it). Raises ``ValueError``
    unless there are two frames.
    """
    first, second = frames_of(coded)
    rows = []
    for article, own in coded.groupby("article", observed=False):
        difference = (own[second] - own[first]).to_numpy(dtype=int)
        low, high = exact_mean(difference)
        mean = difference.mean() if difference.size else np.nan
        chance = chance_at_most(difference if mean >= 0 else -difference, 0.0)
        rows.append((article, mean, low, high, chance))
    return _ordered(
        pd.DataFrame(rows, columns=["article", "balance", "low", "high", "chance"]), coded
    )


def barcode(coded: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Each coded unit in reading order.

    Columns: ``article``, ``sentence``, the frames (0, 1), ``order`` (0, 1, ... within the text),
    ``zone``, ``combination``, ``voice``, ``place`` (0 to 1: position of the unit's middle within
    the text, in words), ``third``.
    """
    place = sentences[sentences["zone"] != "subhead"][["id", "zone", "position", "words"]].rename(
        columns={"id": "sentence"}
    )
    table = coded.merge(place, on="sentence", validate="one_to_one").sort_values(
        ["article", "position"]
    )
    words = table.groupby("article", observed=True)["words"]
    table["place"] = (words.cumsum() - table["words"] / 2) / words.transform("sum")
    table["order"] = table.groupby("article", observed=True).cumcount()
    cut = np.minimum((table["place"] * 3).astype(int), 2)
    table["third"] = pd.Categorical.from_codes(cut, categories=list(THIRDS), ordered=True)
    return table[
        [
            "article",
            "sentence",
            *frames_of(coded),
            "order",
            "zone",
            "combination",
            "voice",
            "place",
            "third",
        ]
    ].reset_index(drop=True)


def frames_by_third(positions: pd.DataFrame) -> pd.DataFrame:
    """Share of units with each frame in each third of each text (thirds by words).

    Columns: ``article``, ``third``, ``frame``, ``sentences``, ``coded``, ``share``.
    """
    rows = []
    for (article, third), own in positions.groupby(["article", "third"], observed=False):
        for frame in frames_of(positions):
            n = int(own[frame].sum())
            rows.append((article, third, frame, n, len(own), n / len(own) if len(own) else np.nan))
    return _ordered(
        pd.DataFrame(rows, columns=["article", "third", "frame", "sentences", "coded", "share"]),
        positions,
    )


def indicator_counts(coded: pd.DataFrame) -> pd.DataFrame:
    """Sentences of each text in which an indicator was named.

    Columns: ``article``, ``indicator``, ``sentences``, ``coded``, ``share`` (of all coded units of
    the text).
    """
    split = coded.assign(indicator=coded["indicators"].str.split(";")).explode("indicator")
    named = sorted(set(split["indicator"]) - {""})
    counts = pd.crosstab(split["article"], split["indicator"]).reindex(
        index=coded["article"].cat.categories, columns=named, fill_value=0
    )
    counts = (
        counts.rename_axis(index="article", columns="indicator")
        .stack()
        .rename("sentences")
        .reset_index()
    )
    counts = counts.astype({"sentences": int})
    sizes = coded.groupby("article", observed=False).size()
    counts["coded"] = counts["article"].map(sizes).astype(int)
    counts["share"] = counts["sentences"] / counts["coded"]
    return _ordered(counts, coded)


def voice_counts(coded: pd.DataFrame) -> pd.DataFrame:
    """Framed sentences of each text by whose claim the frame is.

    Columns: ``article``, ``frame``, ``voice`` (``VOICES``), ``sentences``, ``framed``, ``share``
    (of those with the frame).
    """
    rows = []
    for article, own in coded.groupby("article", observed=False):
        for frame in frames_of(coded):
            framed = own[own[frame] == 1]
            for voice in VOICES:
                n = int((framed["voice"] == voice).sum())
                rows.append(
                    (
                        article,
                        frame,
                        voice,
                        n,
                        len(framed),
                        n / len(framed) if len(framed) else np.nan,
                    )
                )
    table = pd.DataFrame(
        rows, columns=["article", "frame", "voice", "sentences", "framed", "share"]
    )
    table["voice"] = pd.Categorical(table["voice"], categories=VOICES, ordered=True)
    return _ordered(table, coded)


def _ordered(table: pd.DataFrame, like: pd.DataFrame) -> pd.DataFrame:
    table["article"] = pd.Categorical(
        table["article"], categories=like["article"].cat.categories, ordered=True
    )
    return table

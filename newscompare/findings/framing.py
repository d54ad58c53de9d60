"""The report's numbers on frames: shares by text, extremes, balance, voices, indicators."""

from __future__ import annotations

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.sentences import FEW
from newscompare.figures.style import name_list
from newscompare.figures.units import NO_FRAME_WORD
from newscompare.findings.claim import Claim, count, in_words, named, share
from newscompare.measures.framing import (
    NO_FRAME,
    coded_by,
    frame_balance,
    frame_name,
    frame_shares,
    frame_word,
    frames_of,
)

TOO_FEW = "too few"


def framing_claims(case: Case) -> list[Claim]:
    """Shares of each frame in each text, their extremes, and whose voice carries them."""
    coded = coded_by(case.frames)
    frames = frames_of(coded)
    claims = []
    for combination in coded["combination"].cat.categories:
        own = coded[coded["combination"] == combination]
        key, only = (
            (f"n_{combination}_only", f"coded {frame_word(combination)} only")
            if combination in frames
            else (f"n_{combination}", f"coded {combination}")
        )
        if combination == NO_FRAME and len(frames) > 2:
            only = NO_FRAME_WORD
        claims.append(count(key, f"Units {only}", "sentences", own, "sentence"))
    framed = coded[coded["combination"] != NO_FRAME]
    claims.append(count("n_framed", "Units coded with any frame", "sentences", framed, "sentence"))
    claims.append(
        share(
            "framed_share",
            "Share of units coded with any frame",
            "sentences",
            framed,
            coded,
            "sentence",
        )
    )
    claims += (
        _framing_extremes(case, coded)
        + _balance_claims(case, coded)
        + _voice_claims(coded)
        + _indicator_claims(coded)
    )
    for frame in frames:
        says, key = f"Share of {frame_word(frame)} units, all texts", f"{frame}_share_of_all"
        claims.append(share(key, says, "sentences", coded[coded[frame] == 1], coded, "sentence"))
    for article, label in case.labels.items():
        own = coded[coded["article"] == article]
        for frame in frames:
            says = f"Share of {frame_word(frame)} units, {label}"
            claims.append(
                share(
                    f"{frame}_{article}", says, "sentences", own[own[frame] == 1], own, "sentence"
                )
            )
    return claims


def _framing_extremes(case: Case, coded: pd.DataFrame) -> list[Claim]:
    """The text with the most and with the least of each frame by share; where several tie, how
    many, with the units of all of them; where no text has the frame, that none has. Texts of fewer
    than ``FEW`` units are not ranked, and no text for a frame that fewer units have.
    """
    shares = frame_shares(coded).dropna(subset=["share"])
    ranked = shares[shares["coded"] >= FEW]
    only = "" if len(ranked) == len(shares) else f", of texts with {in_words(FEW)} units or more"
    shares = ranked
    claims = []
    for frame in frames_of(coded):
        own = shares[shares["frame"] == frame]
        carrying = coded[coded[frame] == 1]
        if 0 < len(carrying) < FEW or own.empty:
            for which in ("most", "least"):
                says = f"Text with the {which} {frame_word(frame)} units by share"
                for key, shown, what in (
                    (f"{which}_{frame}", TOO_FEW, ""),
                    (f"{which}_{frame}_share", "–", f", the share there ({TOO_FEW})"),
                ):
                    claims.append(named(key, shown, says + what, "sentences", carrying, "sentence"))
            continue
        for which, value in (("most", own["share"].max()), ("least", own["share"].min())):
            texts = [str(a) for a in own.loc[own["share"] == value, "article"]]
            of = coded[coded["article"].astype(str).isin(texts)]
            rows = of[of[frame] == 1]
            says = f"Text with the {which} {frame_word(frame)} units by share{only}"
            if which == "most" and not value > 0:
                label, whose = "none", "no text has any"
            elif len(texts) > 1:
                label = f"{in_words(len(texts))} texts"
                whose = f"{label} tie"
            else:
                label = whose = case.labels[texts[0]]
            says += "" if whose == label else f" ({whose})"
            claims.append(named(f"{which}_{frame}", label, says, "sentences", rows, "sentence"))
            size = {"most": "Largest", "least": "Smallest"}[which]
            says = f"{size} share of {frame_word(frame)} units, {whose}{only}"
            key = f"{which}_{frame}_share"
            claims.append(share(key, says, "sentences", rows, of, "sentence"))
    return claims


def _balance_claims(case: Case, coded: pd.DataFrame) -> list[Claim]:
    """Which of two frames is the more frequent in which texts; nothing for a codebook of another
    number of frames.
    """
    if len(frames_of(coded)) != 2:
        return []
    first, second = frames_of(coded)
    one, two = frame_word(first), frame_word(second)
    balance = frame_balance(coded)
    articles = case.articles.set_index("id", drop=False)
    enough = balance["article"].astype(str).map(coded["article"].astype(str).value_counts()) >= FEW
    clear = enough & ((balance["low"] > 0) | (balance["high"] < 0))
    claims = []
    for key, says, chosen in (
        (f"{second}_texts", f"Texts with more {two} than {one} units", balance["balance"] > 0),
        (
            f"{first}_texts",
            f"Texts in which {two} units do not outnumber {one} ones",
            balance["balance"] <= 0,
        ),
        ("clear_texts", "Texts whose bootstrap interval of the balance leaves out zero", clear),
    ):
        rows = articles.loc[list(balance.loc[chosen, "article"])]
        names = name_list([case.labels[a] for a in rows["id"]]) or "–"
        claims.append(count(f"n_{key}", says, "articles", rows, "id", words=True))
        claims.append(named(f"{key}_by_name", names, f"{says}, by name", "articles", rows, "id"))
    return claims


def _voice_claims(coded: pd.DataFrame) -> list[Claim]:
    claims = []
    for frame in frames_of(coded):
        framed = coded[coded[frame] == 1]
        for voice in ("outlet", "source", "both"):
            own = framed[framed["voice"] == voice]
            claims.append(
                share(
                    f"{frame}_by_{voice}",
                    f"Share of {frame_word(frame)} units voiced by {voice}",
                    "sentences",
                    own,
                    framed,
                    "sentence",
                )
            )
            claims.append(
                count(
                    f"n_{frame}_by_{voice}",
                    f"{frame_name(frame)} units voiced by {voice}",
                    "sentences",
                    own,
                    "sentence",
                )
            )
        claims.append(
            count(
                f"n_{frame}",
                f"Units coded {frame_word(frame)}, alone or with another frame",
                "sentences",
                framed,
                "sentence",
            )
        )
    return claims


def _indicator_claims(coded: pd.DataFrame) -> list[Claim]:
    """How often each indicator was named, and how often with a source's voice in the sentence."""
    named = coded.assign(indicator=coded["indicators"].str.split(";")).explode("indicator")
    claims = []
    for indicator, own in named[named["indicator"] != ""].groupby("indicator"):
        quoted = own[own["voice"].isin(["source", "both"])]
        says = f"Units with the indicator {indicator}"
        claims.append(count(f"n_{indicator}", says, "sentences", own, "sentence"))
        claims.append(
            share(
                f"{indicator}_by_source",
                f"Share of the units with the indicator {indicator} that have a source's "
                f"voice in them",
                "sentences",
                quoted,
                own,
                "sentence",
            )
        )
    return claims

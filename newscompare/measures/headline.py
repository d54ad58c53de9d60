"""Headline against body: which of its words the body keeps, and whether the frames agree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.measures.framing import frames_of

FUNCTION_WORDS = frozenset(
    (Path(__file__).parent / "function_words.txt").read_text(encoding="utf-8").split()
)
"""Words that carry grammar more than matter; ``u`` and ``s`` are what is left of *U.S.*"""


def content_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``distinctive.term_counts`` whose term carries matter: no function word, no
    single letter.
    """
    term = terms["term"]
    return terms[~term.isin(FUNCTION_WORDS) & (term.str.len() > 1)]


def headline_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """Content words of each headline (title and deck) and how often the body has them.

    Columns: ``article``, ``term``, ``headline``, ``body`` (counts), ``only`` (``True`` where the
    body never has the word in this form).
    """
    counted = content_terms(terms)
    head = counted[counted["zone"] == "headline"]
    body = counted[counted["zone"] == "body"]
    rows = []
    for article in dict.fromkeys(terms["article"]):
        have = body[body["article"] == article].set_index("term")["count"]
        for row in head[head["article"] == article].itertuples():
            n = int(have.get(row.term, 0))
            rows.append((article, row.term, int(row.count), n, not n))
    return pd.DataFrame(rows, columns=["article", "term", "headline", "body", "only"])


def headline_kept(terms: pd.DataFrame) -> pd.DataFrame:
    """How much of each headline the body bears out, in words.

    Columns: ``article``, ``terms`` (different content words of the headline), ``kept`` (that the
    body has, in the same form), ``share``; texts without title and deck have 0 terms and no share.
    """
    found = headline_terms(terms)
    rows = []
    for article in dict.fromkeys(terms["article"]):
        own = found[found["article"] == article]
        kept = int((~own["only"].astype(bool)).sum())
        rows.append((article, len(own), kept, kept / len(own) if len(own) else np.nan))
    return pd.DataFrame(rows, columns=["article", "terms", "kept", "share"])


def headline_frames(coded: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Frames of title and deck beside those of the body.

    Columns: ``article``, ``frame``, ``title``, ``deck`` (1, 0, missing where the text has none or
    it is not coded), ``body`` (units with the frame), ``coded`` (units of the body), ``share``,
    ``gap`` (``True`` where the headline has the frame and the body's other frames are more
    frequent, or the headline lacks it and it is the body's most frequent one).
    """
    zones = sentences.set_index("id")["zone"].astype(str)
    table = coded.assign(zone=coded["sentence"].map(zones))
    rows = []
    for article, own in table.groupby("article", observed=False):
        body = own[own["zone"] == "body"]
        shares = {f: body[f].mean() if len(body) else np.nan for f in frames_of(coded)}
        head = own[own["zone"].isin(["title", "deck"])]
        for frame, share in shares.items():
            cells = []
            for zone in ("title", "deck"):
                here = own.loc[own["zone"] == zone, frame]
                cells.append(int(here.iloc[0]) if len(here) else pd.NA)
            most = max(shares.values()) if shares else np.nan
            has = bool(head[frame].any()) if len(head) else False
            gap = len(head) > 0 and ((has and share < most) or (not has and share == most > 0))
            n = int(body[frame].sum())
            rows.append((article, frame, *cells, n, len(body), share, gap))
    columns = ["article", "frame", "title", "deck", "body", "coded", "share", "gap"]
    out = pd.DataFrame(rows, columns=columns).astype({"title": "Int64", "deck": "Int64"})
    out["article"] = pd.Categorical(
        out["article"], categories=coded["article"].cat.categories, ordered=True
    )
    return out

"""What a handout prints: a passage of an event whose texts may be copied, to code by hand, and the
teacher's key.
"""

from __future__ import annotations

import pandas as pd

from newscompare.articles import read_article, units
from newscompare.case.codebook import Codebook
from newscompare.case.tables import Case
from newscompare.measures.framing import coded_by

BOX = "☐"
"""An empty box to tick."""


def passage(case: Case, first: str, last: str) -> pd.DataFrame:
    """The coded units from ``first`` to ``last`` (ids of one article) with their text and reference
    codes.

    Columns: ``number`` (1, 2, ...), ``sentence``, ``text``, ``symbolic``, ``strategic`` (0/1),
    ``indicators``, ``voice``. The case must hold its texts below ``articles/``. Raises ``KeyError``
    for an id that the article does not have.
    """
    article = units(
        read_article(case.folder / "articles" / f"{first.rsplit('-', 1)[0]}.md")
    ).set_index("id")
    chosen = (
        article.loc[first:last, "text"]
        if last in article.index and first in article.index
        else article.loc[[first, last], "text"]
    )
    table = coded_by(case.frames).set_index("sentence")[
        ["symbolic", "strategic", "indicators", "voice"]
    ]
    rows = chosen.to_frame().join(table, how="inner").rename_axis("sentence").reset_index()
    rows.insert(0, "number", range(1, len(rows) + 1))
    return rows


def coding_table(rows: pd.DataFrame) -> pd.DataFrame:
    """A passage to code: ``No.``, ``Sentence``, a box under ``Symbol`` and ``Strategy``, room for
    ``Words that show it``.
    """
    blank = {"Symbol": BOX, "Strategy": BOX, "Words that show it": ""}
    return pd.DataFrame({"No.": rows["number"], "Sentence": rows["text"]}).assign(**blank)


def key_table(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The reference for a passage: ``No.``, ``Sentence``, ``Symbol``, ``Strategy`` (yes or ``–``),
    ``Why``, ``Whose claim``.
    """

    def why(codes: str) -> str:
        return "; ".join(f"{c} {codebook.indicators[c].name}" for c in codes.split(";") if c) or "–"

    return pd.DataFrame(
        {
            "No.": rows["number"],
            "Sentence": rows["text"],
            "Symbol": rows["symbolic"].map({1: "yes", 0: "–"}),
            "Strategy": rows["strategic"].map({1: "yes", 0: "–"}),
            "Why": rows["indicators"].map(why),
            "Whose claim": rows["voice"].astype(str).replace("none", "–"),
        }
    )


def signs_table(codebook: Codebook) -> pd.DataFrame:
    """The codebook on a postcard: one column a frame, one sign a row (``S1 label: ...``)."""
    columns = {
        frame.capitalize(): [
            f"{code} {sign.name}: {sign.definition}"
            for code, sign in codebook.indicators.items()
            if sign.frame == frame
        ]
        for frame in codebook.frames
    }
    return pd.DataFrame({name: pd.Series(signs) for name, signs in columns.items()}).fillna("")

"""What a handout prints: a passage of an event whose texts may be copied, to code by hand, and the
teacher's key.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from newscompare.articles import read_article
from newscompare.articles import units as unit_table
from newscompare.case.codebook import Codebook
from newscompare.case.tables import Case
from newscompare.hand.web_pages import languages
from newscompare.measures.framing import coded_by
from newscompare.pages.book import Html

BOX = "☐"
"""An empty box to tick."""

DONE = "☑"
"""A box that is ticked."""


def translated(case: Case, language: str) -> dict[str, Any]:
    """What a case says in another language (``languages/CODE.yml``): ``frames``, ``indicators``,
    ``units``. Raises ``KeyError`` for a language that the case lacks.
    """
    return languages(case.folder / "languages")[language]


def signs_in(words: Mapping[str, Any], codebook: Codebook) -> pd.DataFrame:
    """``signs_table`` in another language; ``words`` as ``translated`` gives them."""
    columns = {
        words["frames"][frame]["label"]: [
            f"{code} {words['indicators'][code]['name']}: {words['indicators'][code]['definition']}"
            for code, sign in codebook.indicators.items()
            if sign.frame == frame
        ]
        for frame in codebook.frames
    }
    return pd.DataFrame({name: pd.Series(signs) for name, signs in columns.items()}).fillna("")


def passage(
    case: Case, first: str, last: str, *, units: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The coded units from ``first`` to ``last`` (ids of one article) with their text and reference
    codes; ``units``: their text in another language.

    Columns: ``number`` (1, 2, ...), ``sentence``, ``text``, ``symbolic``, ``strategic`` (0/1),
    ``indicators``, ``voice``. The case must hold its texts below ``articles/``. Raises ``KeyError``
    for an id that the article does not have.
    """
    article = unit_table(
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
    if units is not None:
        rows["text"] = rows["sentence"].map(dict(units))
    rows.insert(0, "number", range(1, len(rows) + 1))
    return rows


def text_to_read(case: Case, article: str) -> Html:
    """One text to read or print, each sentence with its number, which bears the sentence's id;
    title and deck in bold. The case must hold its texts.
    """
    rows = unit_table(read_article(case.folder / "articles" / f"{article}.md"))
    parts = []
    for _, block in rows.groupby(["zone", "paragraph"], sort=False):
        zone = str(block["zone"].iloc[0])
        said = " ".join(
            f'<span class="number" id="{unit}">{unit.rsplit("-", 1)[1]}</span> {escape(text)}'
            for unit, text in zip(block["id"].map(escape), block["text"], strict=True)
        )
        parts.append(f"<p>{said}</p>" if zone == "body" else f"<p><strong>{said}</strong></p>")
    html = f'<div class="text">{"".join(parts)}</div>'
    return Html(html, "\n".join(rows["text"]))


def examples_table(codebook: Codebook, words: Mapping[str, Any] | None = None) -> pd.DataFrame:
    """One clear example of each frame, from the codebook, coded: ``Sentence`` and a column a
    frame; ``words``: in another language, as ``translated`` gives them.
    """
    first: dict[str, str] = {}
    for name, sign in codebook.indicators.items():
        example = sign.example if words is None else str(words["indicators"][name]["example"])
        first.setdefault(sign.frame, example)
    label = {f: f.capitalize() if words is None else words["frames"][f]["label"] for f in first}
    rows = [
        {"Sentence": text} | {label[name]: DONE if name == frame else BOX for name in first}
        for frame, text in first.items()
    ]
    return pd.DataFrame(rows)


def tally_table(parts: Mapping[str, pd.DataFrame], *, filled: bool = False) -> pd.DataFrame:
    """How many sentences of each passage carry each frame, to fill in or, ``filled``, by the
    reference: ``Paper``, ``Sentences``, ``Symbol``, ``Strategy``, ``Neither``.
    """
    rows = []
    for name, part in parts.items():
        neither = ((part["symbolic"] == 0) & (part["strategic"] == 0)).sum()
        counts = (part["symbolic"].sum(), part["strategic"].sum(), neither)
        given = [str(int(n)) if filled else "" for n in counts]
        rows.append((name, len(part), *given))
    return pd.DataFrame(rows, columns=["Paper", "Sentences", "Symbol", "Strategy", "Neither"])


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

"""The texts of a case folder with what patterns find in them, and the machine's frames of each unit
with their voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from newscompare.articles import Article, units
from newscompare.articles.language import why_foreign
from newscompare.attribution.table import parse_spans
from newscompare.case.codebook import Codebook
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import codes
from newscompare.coding.places import outermost
from newscompare.errors import InputError
from newscompare.frames.patterns import code_sentences, fold

CODER = "machine"


@dataclass(frozen=True)
class Texts:
    """The texts of a case folder, read once: articles, their units, the codebook and what its
    patterns find; ``foreign``: those in other languages, which nothing counts.
    """

    articles: list[Article]
    units: pd.DataFrame
    codebook: Codebook
    found: pd.DataFrame
    foreign: tuple[Article, ...] = ()


def read_texts(case: CaseFolder) -> Texts:
    """Read the texts and the codebook of a case. Raises ``InputError``."""
    every, codebook = case.read_articles(), case.read_codebook()
    foreign = tuple(one for one in every if why_foreign(one.body, one.metadata))
    articles = [one for one in every if one not in foreign]
    if not articles:
        cure = "put English texts in it; the machine reads no other language"
        raise InputError(str(case.articles), "holds no text in English", cure)
    table = pd.concat([units(article) for article in articles], ignore_index=True)
    return Texts(articles, table, codebook, code_sentences(table, codebook), foreign)


def with_vectors(folded: pd.DataFrame, coded: pd.DataFrame, frames: Sequence[str]) -> pd.DataFrame:
    """The patterns' codes of each unit with the frames that vectors added when it was coded."""
    if "seen_by" not in coded:
        return folded
    own = coded.set_index("sentence").reindex(folded["sentence"])
    helped = own["seen_by"].isin(["vectors", "both"]).to_numpy()
    added = {f: (helped & (own[f] == "1").to_numpy()).astype(int) | folded[f] for f in frames}
    return folded.assign(**added)


def frames(texts: Texts, said: pd.DataFrame, coded: pd.DataFrame | None = None) -> pd.DataFrame:
    """The machine's frames of each coded unit: ``sentence``, ``coder``, a column for each frame,
    ``indicators``, ``voice``.

    The voice is the source's where the middle of every phrase that carries a frame stands in
    attributed words, the outlet's where that of none does, else both; a phrase within a longer one
    of the same frame does not count. Where vectors alone see a frame (``coded``: the sentences as
    they were coded), the middle of the sentence counts. Titles and decks speak in the
    outlet's voice: no attributions are looked for in them.
    """
    folded = fold(texts.found, texts.units, texts.codebook)
    if coded is not None:
        folded = with_vectors(folded, coded, list(texts.codebook.frames))
    folded["indicators"] = folded["indicators"].replace("-", "")
    starts = texts.units.set_index("id")[["article", "zone", "start"]]
    attributed = {
        str(article): [span for spans in own["content_spans"] for span in parse_spans(spans)]
        for article, own in said.groupby("article")
    }
    heard: dict[str, set[bool]] = {}
    seen = folded[(folded[list(texts.codebook.frames)] == 1).any(axis=1)]["sentence"]
    alone = seen[~seen.isin(texts.found["sentence"])]
    lengths = texts.units.set_index("id")["text"].str.len()
    deciding = texts.found[outermost(texts.found)]
    places = [
        *deciding[["sentence", "start", "end"]].itertuples(index=False, name=None),
        *((id, 0, int(lengths[id])) for id in alone),
    ]
    for id, start, end in places:
        unit = starts.loc[id]
        middle = int(unit["start"]) + (start + end) // 2
        inside = unit["zone"] == "body" and any(
            a <= middle < b for a, b in attributed.get(str(unit["article"]), ())
        )
        heard.setdefault(id, set()).add(inside)
    names = {
        frozenset([True]): "source",
        frozenset([False]): "outlet",
        frozenset([True, False]): "both",
    }
    voice = [
        names.get(frozenset(heard.get(sentence, ())), "none") for sentence in folded["sentence"]
    ]
    folded.insert(1, "coder", CODER)
    categories = codes("frames", "voice")
    return folded.assign(voice=pd.Categorical(voice, categories=categories, ordered=True))

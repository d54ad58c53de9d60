"""Code a folder of articles: sentences, attributions and quotations as tables.

The coders know one text each; this module reads the files, calls the coders and writes the tables. What is
coded of a sentence or a quotation beyond its place (frames, tone) is added by functions that take a table and
return it with more columns.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from newscompare.articles import Article, count_words, units
from newscompare.attribution import extract_many, parse_spans
from newscompare.attribution.table import COLUMNS
from newscompare.attribution.tokens import tokenize
from newscompare.codebook import Codebook
from newscompare.errors import InputError
from newscompare.files import write_csv
from newscompare.frames import code_sentences, fold
from newscompare.progress import bar
from newscompare.scale.corpora import read_items
from newscompare.sentiment import score

ARTICLE_COLUMNS = ["article", "outlet", "title", "published", "words", "sentences", "attributions", "sha256"]
SENTENCE_COLUMNS = ["article", "sentence", "zone", "paragraph", "start", "end", "words"]
QUOTE_COLUMNS = ["article", "sentence", "speaker", "form", "quoted", "start", "end"]

Coder = Callable[[pd.DataFrame], pd.DataFrame]
"""A function that adds columns to a table of sentences (with ``text``) or of quotations."""


@dataclass
class Coding:
    """The tables of a coded folder, and one line for each file that could not be read."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    attributions: pd.DataFrame
    quotes: pd.DataFrame
    problems: list[InputError] = field(default_factory=list)


def read_corpus(path: Path | str) -> tuple[list[Article], list[InputError]]:
    """The articles of a folder or a file (see ``scale.corpora.read_items``), and what is wrong with those that cannot be read."""
    items = list(read_items(path))
    return [item.article for item in items if item.article], [item.error() for item in items if not item.article]


def quotes_of(article: Article, sentences: pd.DataFrame, attributions: pd.DataFrame) -> list[dict[str, object]]:
    """The quoted words of one article, one row for each quotation and sentence.

    ``start`` and ``end`` count characters of the body and leave out the quotation marks; ``sentence`` is empty where the
    quotation lies in no sentence (a subhead).
    """
    tokens = tokenize(article.body)
    quoted = tokens.quote == 1
    body = sentences[sentences["zone"] == "body"]
    places = list(zip(body["sentence"], body["start"], body["end"], strict=True))
    rows: list[dict[str, object]] = []
    for row in attributions.to_dict("records"):
        if row["form"] == "indirect":
            continue
        for start, end in parse_spans(row["content_spans"]):
            first, last = tokens.start.searchsorted(start), tokens.start.searchsorted(end)
            k = int(first)
            while k < last:
                if not quoted[k]:
                    k += 1
                    continue
                j = k
                sentence = sentence_at(places, int(tokens.start[k]))
                while j < last and quoted[j] and sentence_at(places, int(tokens.start[j])) == sentence:
                    j += 1
                a, b = int(tokens.start[k]), int(tokens.end[j - 1])
                rows.append(
                    {
                        "article": article.id,
                        "sentence": sentence,
                        "speaker": row["source"],
                        "form": row["form"],
                        "quoted": " ".join(article.body[a:b].split()),
                        "start": a,
                        "end": b,
                    }
                )
                k = j
    rows.sort(key=lambda r: (r["start"], r["end"]))
    return rows


def sentence_at(places: Sequence[tuple[str, int, int]], position: int) -> str:
    """Id of the sentence that holds a character; empty if none."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if places[middle][2] <= position:
            low = middle + 1
        else:
            high = middle
    return places[low][0] if low < len(places) and places[low][1] <= position else ""


def code_articles(articles: Sequence[Article], *, engine: str = "learned") -> Coding:
    """Sentences, attributions and quotations of articles; all tables are in the order of the articles and of the text."""
    found: list[dict[str, object]] = []
    sentence_tables: list[pd.DataFrame] = []
    attribution_tables: list[pd.DataFrame] = []
    quotes: list[dict[str, object]] = []
    both = zip(articles, attributions_of(articles, engine), strict=True)
    for article, table in bar(both, unit="article", total=len(articles)):
        sentences = units(article).rename(columns={"id": "sentence"})
        outlet = str(article.metadata.get("outlet") or "")
        table.loc[table["via"] == outlet, "via"] = ""
        table.insert(0, "article", article.id)
        found.append(
            {
                "article": article.id,
                "outlet": outlet,
                "title": str(article.metadata.get("title") or ""),
                "published": str(article.metadata.get("published") or ""),
                "words": count_words(article.body),
                "sentences": int((sentences["zone"] == "body").sum()),
                "attributions": len(table),
                "sha256": article.sha256,
            }
        )
        sentence_tables.append(sentences[[*SENTENCE_COLUMNS, "text"]])
        attribution_tables.append(table)
        quotes.extend(quotes_of(article, sentences, table))
    return Coding(
        pd.DataFrame(found, columns=ARTICLE_COLUMNS),
        joined(sentence_tables, [*SENTENCE_COLUMNS, "text"]),
        joined(attribution_tables, ["article", *COLUMNS]),
        pd.DataFrame(quotes, columns=QUOTE_COLUMNS),
    )


def attributions_of(articles: Sequence[Article], engine: str) -> Iterator[pd.DataFrame]:
    """One attribution table an article."""
    return extract_many([article.body for article in articles], engine)


def joined(tables: Sequence[pd.DataFrame], columns: Sequence[str]) -> pd.DataFrame:
    """Tables one below the other; with the columns in place where there is none."""
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True)[list(columns)] if filled else pd.DataFrame(columns=list(columns))


def code_folder(
    folder: Path | str,
    out: Path | str,
    *,
    engine: str = "learned",
    sentence_coders: Sequence[Coder] = (),
    quote_coders: Sequence[Coder] = (),
) -> Coding:
    """Code the articles of a folder, or of a file of records, and write ``articles``, ``sentences``, ``attributions`` and ``quotes`` (``.csv``) to ``out``.

    Each coder gets the table and returns it with more columns; ``sentences`` reaches the coders with its ``text``,
    which is not written. Files that cannot be read are left out and listed in ``problems``.
    """
    articles, problems = read_corpus(folder)
    coding = code_articles(articles, engine=engine)
    coding.problems = problems
    for coder in sentence_coders:
        coding.sentences = coder(coding.sentences)
    for coder in quote_coders:
        coding.quotes = coder(coding.quotes)
    out = Path(out)
    write_csv(coding.articles, out / "articles.csv")
    write_csv(coding.sentences.drop(columns="text"), out / "sentences.csv")
    write_csv(coding.attributions, out / "attributions.csv")
    write_csv(coding.quotes, out / "quotes.csv")
    return coding


def frames_coder(codebook: Codebook) -> Coder:
    """A coder that adds to sentences a 0/1 column for each frame of the codebook, and ``indicators`` (``S1;T5``, empty where none)."""

    def code(sentences: pd.DataFrame) -> pd.DataFrame:
        named = sentences.rename(columns={"sentence": "id"})
        folded = fold(code_sentences(named, codebook), named, codebook).set_index("sentence")
        added = folded.reindex(sentences["sentence"])
        coded = sentences.copy()
        for frame in codebook.frames:
            coded[frame] = added[frame].astype("Int64").to_numpy(dtype=object, na_value="")
        coded["indicators"] = added["indicators"].replace("-", "").fillna("").to_numpy()
        return coded

    return code


def tone_coder(quotes: pd.DataFrame) -> pd.DataFrame:
    """Quotations with their scores: ``vader``, ``ensemble`` (-1 to 1), ``label`` (-1, 0, 1) and ``driving_words``."""
    scores = score(quotes)[["vader", "ensemble", "label", "driving_words"]]
    return pd.concat([quotes, scores], axis=1)


def report(coding: Coding) -> int:
    """Print one line for each file that could not be read; returns the exit code (2 where there is one)."""
    for problem in coding.problems:
        print(f"newscompare: {problem}", file=sys.stderr)
    return 2 if coding.problems else 0

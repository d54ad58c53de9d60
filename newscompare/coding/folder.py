"""Code a folder of articles: sentences, attributions and quotations as tables.

The coders know one text each; this module reads the files, calls the coders and writes the tables.
What is coded of a sentence or a quotation beyond its place (frames, tone) is added by functions
that take a table and return it with more columns.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.articles import Article, count_words, unit_rows
from newscompare.articles.language import OUT, why_foreign
from newscompare.articles.tokens import recent
from newscompare.attribution import COLUMNS, parse_spans
from newscompare.attribution.engine import extract_rows
from newscompare.attribution.table import Attribution
from newscompare.case.codebook import Codebook
from newscompare.coding.corpora import Contents, contents, read_items
from newscompare.coding.cycles import rarely_looked_for
from newscompare.coding.sealed import TABLES, seal
from newscompare.errors import InputError
from newscompare.files import alone, write_csv
from newscompare.frames.patterns import code_sentences, fold
from newscompare.frames.vectors import together, trained
from newscompare.limits import LateError, within
from newscompare.progress import bar
from newscompare.sentiment import score

ARTICLE_COLUMNS = [
    "article",
    "outlet",
    "title",
    "published",
    "words",
    "sentences",
    "attributions",
    "sha256",
]
SENTENCE_COLUMNS = ["article", "sentence", "zone", "paragraph", "start", "end", "words"]
QUOTE_COLUMNS = ["article", "sentence", "speaker", "form", "quoted", "start", "end"]

TIME_LIMIT = 120.0
"""Seconds that an article may take; a common one takes some hundredths."""
BATCH = 32
"""Most articles that are coded together."""
BATCH_CHARACTERS = 400_000
"""A batch ends where its texts are that long together."""

_WARM: set[str] = set()
WARM_UP = Article("warm-up", "“It works,” Ana Ruiz said.")

Coder = Callable[[pd.DataFrame], pd.DataFrame]
"""A function that adds columns to a table of sentences (with ``text``) or of quotations."""


class ForeignError(InputError):
    """A text in another language than English, which nothing counts."""


@dataclass
class Coding:
    """The tables of a coded folder, one line for each text that was not
    coded, and how many were read.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    attributions: pd.DataFrame
    quotes: pd.DataFrame
    problems: list[InputError] = field(default_factory=list)
    read: int = 0


def read_corpus(path: Path | str | Contents) -> tuple[list[Article], list[InputError]]:
    """The articles of a folder or a file (see ``corpora.read_items``), and what is wrong with those
    that cannot be read or are in another language than English.
    """
    articles, problems = [], []
    for item in read_items(path):
        if item.article is None:
            problems.append(item.error())
        elif reason := why_foreign(item.article.body, item.article.metadata):
            problems.append(ForeignError(item.file, reason, OUT, line=item.line))
        else:
            articles.append(item.article)
    return articles, problems


def quotes_of(
    article: Article, sentences: Sequence[Mapping[str, Any]], attributions: Sequence[Attribution]
) -> list[dict[str, object]]:
    """The quoted words of one article, one row for each quotation and sentence.

    ``start`` and ``end`` count characters of the body and leave out the quotation marks;
    ``sentence`` is empty where the quotation lies in no sentence (a subhead).
    """
    tokens = recent(article.body)
    starts, ends, quote = tokens.starts, tokens.ends, tokens.state
    body = [
        (str(row["sentence"]), int(row["start"]), int(row["end"]))
        for row in sentences
        if row["zone"] == "body"
    ]
    rows: list[dict[str, object]] = []
    for row in attributions:
        if row.form == "indirect":
            continue
        for start, end in parse_spans(row.content_spans):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            inside = [k for k in range(first, last) if quote[k] == 1]
            for (_, sentence), group in groupby(
                enumerate(inside), lambda at: (at[1] - at[0], sentence_at(body, starts[at[1]]))
            ):
                places = [k for _, k in group]
                a, b = starts[places[0]], ends[places[-1]]
                rows.append(
                    {
                        "article": article.id,
                        "sentence": sentence,
                        "speaker": row.source,
                        "form": row.form,
                        "quoted": " ".join(article.body[a:b].split()),
                        "start": a,
                        "end": b,
                    }
                )
    rows.sort(key=lambda r: (r["start"], r["end"]))
    return rows


def sentence_at(places: Sequence[tuple[str, int, int]], position: int) -> str:
    """Id of the sentence that holds a character; empty if none. ``places``: id, start and end of
    each, in order.
    """
    place = bisect_right(places, position, key=itemgetter(2))
    return places[place][0] if place < len(places) and places[place][1] <= position else ""


def code_articles(articles: Sequence[Article], *, engine: str = "encoder") -> Coding:
    """Sentences, attributions and quotations of articles; all tables are in the order of the
    articles and of the text.

    Rows become tables at the end: a table takes longer to make than the few rows of a short
    article.
    """
    found: list[dict[str, object]] = []
    sentences: list[dict[str, Any]] = []
    attributions: list[tuple[object, ...]] = []
    quotes: list[dict[str, object]] = []
    both = zip(articles, extract_rows([article.body for article in articles], engine), strict=True)
    for article, rows in both:
        parts = [{"sentence": row["id"], **row} for row in unit_rows(article)]
        outlet = str(article.metadata.get("outlet") or "")
        rows = [row._replace(via="") if row.via == outlet else row for row in rows]
        found.append(
            {
                "article": article.id,
                "outlet": outlet,
                "title": str(article.metadata.get("title") or ""),
                "published": str(article.metadata.get("published") or ""),
                "words": count_words(article.body),
                "sentences": sum(row["zone"] == "body" for row in parts),
                "attributions": len(rows),
                "sha256": article.sha256,
            }
        )
        sentences.extend(parts)
        attributions.extend((article.id, *row) for row in rows)
        quotes.extend(quotes_of(article, parts, rows))
    return Coding(
        pd.DataFrame(found, columns=ARTICLE_COLUMNS),
        pd.DataFrame(sentences, columns=[*SENTENCE_COLUMNS, "text"]),
        pd.DataFrame(attributions, columns=["article", *COLUMNS], dtype=object).astype(
            {"confidence": float}
        ),
        pd.DataFrame(quotes, columns=QUOTE_COLUMNS),
    )


def code_folder(
    folder: Path | str | Contents,
    out: Path | str,
    *,
    engine: str = "encoder",
    sentence_coders: Sequence[Coder] = (),
    quote_coders: Sequence[Coder] = (),
    time_limit: float = TIME_LIMIT,
) -> Coding:
    """Code the articles of a folder, or of a file of records, and write ``articles``,
    ``sentences``, ``attributions`` and ``quotes`` (``.csv``) to ``out``.

    Each coder gets the table and returns it with more columns; ``sentences`` reaches the coders
    with its ``text``, which is not written. Files that cannot be read, and articles that take
    longer than ``time_limit`` seconds, are left out and listed in ``problems``. Raises
    ``InputError``, also where ``out`` is the folder of texts or lies in it, or another run writes
    there.
    """
    found = folder if isinstance(folder, Contents) else contents(folder)
    refuse_inside(out, found.path)
    with alone(out):
        articles, problems = read_corpus(found)
        coding = _coded(articles, engine, sentence_coders, quote_coders, time_limit)
        coding.problems = problems + coding.problems
        coding.read = len(articles) + len(problems)
        for name in TABLES:
            table: pd.DataFrame = getattr(coding, name)
            write_csv(table.drop(columns="text", errors="ignore"), Path(out) / f"{name}.csv")
    seal(Path(out))
    balanced(str(out), coding.read, len(coding.articles), len(coding.problems))
    return coding


def code_with(
    articles: Sequence[Article],
    *,
    engine: str,
    sentence_coders: Sequence[Coder],
    quote_coders: Sequence[Coder],
) -> Coding:
    """``code_articles``, and what the coders add."""
    coding = code_articles(articles, engine=engine)
    for coder in sentence_coders:
        coding.sentences = coder(coding.sentences)
    for coder in quote_coders:
        coding.quotes = coder(coding.quotes)
    return coding


def _coded(
    articles: Sequence[Article],
    engine: str,
    sentence_coders: Sequence[Coder],
    quote_coders: Sequence[Coder],
    time_limit: float,
) -> Coding:
    """Articles coded in batches; a batch that takes too long, one by one."""

    code = partial(
        code_with, engine=engine, sentence_coders=sentence_coders, quote_coders=quote_coders
    )

    def in_time(batch: Sequence[Article]) -> Coding:
        with within(time_limit):
            return code(batch)

    if engine not in _WARM:
        code([WARM_UP])  # what is loaded once is no article's time
        _WARM.add(engine)
    done: list[Coding] = []
    late: list[InputError] = []
    with rarely_looked_for(), bar(unit="article", total=len(articles)) as shown:
        for batch in _batches(articles):
            try:
                done.append(in_time(batch))
            except LateError:
                for article in batch:
                    try:
                        done.append(in_time([article]))
                    except LateError as error:
                        file = str(article.path or article.id)
                        cure = "divide it, or give it more with --time-limit"
                        late.append(InputError(file, str(error), cure))
            shown.update(len(batch))
    done = [one for one in done if len(one.articles)] or [code([])]
    tables = {
        name: pd.concat([getattr(one, name) for one in done], ignore_index=True) for name in TABLES
    }
    return Coding(**tables, problems=late)


def _batches(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Articles in batches of at most ``BATCH``, and of no more than one long one."""
    batch: list[Article] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article.body)
        if len(batch) == BATCH or characters > BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def refuse_inside(out: Path | str, texts: Path) -> None:
    """Raise ``InputError`` where the tables would lie among the texts."""
    there = Path(out).resolve()
    if texts.is_dir() and texts.resolve() in (there, *there.parents):
        raise InputError(
            str(out), "is the folder of the texts, or lies in it", "name another folder with --out"
        )


def balanced(where: str, read: int, coded: int, aside: int) -> None:
    """Raise ``InputError`` where records were lost between input and output."""
    if read != coded + aside:
        raise InputError(
            where,
            f"holds {coded:,} coded and {aside:,} set aside of {read:,} read",
            "tell the authors; do not use these tables",
        )


def frames_coder(codebook: Codebook, *, vectors: bool = False) -> Coder:
    """A coder that adds to sentences a 0/1 column for each frame of the codebook, and
    ``indicators`` (``S1;T5``, empty where none).

    With ``vectors``, frames for which there are weights may also be added by the vectors of
    sentences (``frames.vectors``); ``seen_by`` says by whom a sentence's frames are seen.
    """
    helped = vectors and trained(codebook.frames)

    def code(sentences: pd.DataFrame) -> pd.DataFrame:
        named = sentences.rename(columns={"sentence": "id"})
        folded = fold(code_sentences(named, codebook), named, codebook)
        if helped:
            texts = dict(zip(named["id"], named["text"], strict=True))
            folded = together(folded, [str(texts[id]) for id in folded["sentence"]])
        added = folded.set_index("sentence").reindex(sentences["sentence"])
        coded = sentences.copy()
        for frame in codebook.frames:
            coded[frame] = added[frame].astype("Int64").to_numpy(dtype=object, na_value="")
        coded["indicators"] = added["indicators"].replace("-", "").fillna("").to_numpy()
        if helped:
            coded["seen_by"] = added["seen_by"].fillna("").to_numpy()
        return coded

    return code


def tone_coder(quotes: pd.DataFrame, by: str = "words", *, why: bool = True) -> pd.DataFrame:
    """Quotations with their scores: ``vader``, ``ensemble`` (-1 to 1), ``label`` (-1, 0, 1) and
    ``driving_words``; ``by`` and ``why`` as in ``sentiment.score``.
    """
    scores = score(quotes, by, why=why)[["vader", "ensemble", "label", "driving_words"]]
    return pd.concat([quotes, scores], axis=1)


def coders(codebook: Codebook, engine: str, *, why: bool = True) -> dict[str, list[Coder]]:
    """The coders of sentences and of quotations that go with an engine, as ``code_folder`` takes
    them: beside ``encoder``, the encoder also helps the patterns and reads the tone, and says
    ``why`` if it should (``sentiment.score``).
    """
    reads = engine == "encoder"
    return {
        "sentence_coders": [frames_coder(codebook, vectors=reads)],
        "quote_coders": [partial(tone_coder, by="encoder" if reads else "words", why=why)],
    }


def report(coding: Coding) -> int:
    """Print one line for each text that was not coded; returns the exit code (2 where there is
    one).
    """
    for problem in coding.problems:
        print(f"newscompare: {problem}", file=sys.stderr)
    return 2 if coding.problems else 0


def counted(read: int, coded: int, aside: int) -> str:
    """The line that shows that nothing was lost."""
    return f"{read:,} read = {coded:,} coded + {aside:,} set aside"

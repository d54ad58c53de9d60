"""Words that texts share: passages, shingles, near-duplicates, and how much of a unit is shared.

Containment is that of Broder (1997). That two texts share words never says which had them first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
import pandas as pd

from newscompare.measures.alignment import (
    LEAST,
    LEAST_QUOTED,
    Pairs,
    in_quotations,
    ngrams,
    passages,
    texts,
)

RUN_COLUMNS = [
    "passage",
    "article_a",
    "sentence_a",
    "start_a",
    "end_a",
    "words_a",
    "article_b",
    "sentence_b",
    "start_b",
    "end_b",
    "words_b",
    "matched",
    "identical",
    "marks",
]
MARKS = ("both", "one", "none")
"""Whether the words in common stand inside quotation marks in both texts, in one, in none."""


def shared_runs(words: pd.DataFrame, *, least: int = LEAST) -> pd.DataFrame:
    """Passages and quotations that each two texts have in common, one row a pair of units.

    ``words`` comes from ``word_table``. Columns: ``passage`` (rows of one passage share its
    number), for each of the two texts ``article_a``, ``sentence_a``, ``start_a``, ``end_a``
    (characters, from the first word in common to the last), ``words_a`` (words between them), and
    the same with ``_b``; ``matched`` (words in common), ``identical`` (longest row of words
    without a change), ``marks`` (``MARKS``). A row has three words in common or more. Texts stand
    in the order of the table: ``a`` before ``b``, which says nothing of who wrote first.
    """
    found = texts(words)
    places = {
        str(article): rows for article, rows in words.groupby("article", sort=False).indices.items()
    }
    rows: list[tuple[object, ...]] = []
    number = 0
    for one, two in combinations(found, 2):
        a, b = found[one], found[two]
        known = passages(a, b, least)
        for passage in sorted([*known, *in_quotations(a, b, known)]):
            number += 1
            own = words.iloc[places[one]], words.iloc[places[two]]
            rows += [(number, *row) for row in _rows(passage, *own)]
    return pd.DataFrame(rows, columns=RUN_COLUMNS)


def _rows(passage: Pairs, ours: pd.DataFrame, theirs: pd.DataFrame) -> Iterator[tuple]:
    by_unit = defaultdict(list)
    first, second = ours["sentence"].to_numpy(), theirs["sentence"].to_numpy()
    for i, j in passage:
        by_unit[(first[i], second[j])].append((i, j))
    for pairs in by_unit.values():
        if len(pairs) < LEAST_QUOTED - 1:
            continue
        ends = []
        for text, side in ((ours, 0), (theirs, 1)):
            low, high = pairs[0][side], pairs[-1][side]
            row = text.iloc[low]
            ends += [row["article"], row["sentence"], int(row["start"])]
            ends += [int(text.iloc[high]["end"]), high - low + 1]
        inside = [
            all(text["quotation"].iloc[pair[side]] >= 0 for pair in pairs)
            for text, side in ((ours, 0), (theirs, 1))
        ]
        yield (*ends, len(pairs), _longest(pairs), MARKS[2 - sum(inside)])


def _longest(pairs: Pairs) -> int:
    longest = run = 1
    for (i, j), (k, m) in pairwise(pairs):
        run = run + 1 if (k, m) == (i + 1, j + 1) else 1
        longest = max(longest, run)
    return longest


# --- Whole texts


def containment(words: pd.DataFrame, n: int = 5) -> pd.DataFrame:
    """Which share of a text's shingles (``n`` words in a row) stands in each other text, too.

    Broder (1997): different shingles in common by different shingles of the text, so a pair has
    two values. Columns: ``article``, ``other``, ``n``, ``shared``, ``shingles`` (of the text),
    ``share`` (0 to 1; missing where a text is shorter than ``n`` words).
    """
    grams = {name: set(ngrams(text.codes, n)) for name, text in texts(words).items()}
    rows = []
    for one, ours in grams.items():
        for two, theirs in grams.items():
            if one != two:
                shared = len(ours & theirs)
                share = shared / len(ours) if ours else np.nan
                rows.append((one, two, n, shared, len(ours), share))
    return pd.DataFrame(rows, columns=["article", "other", "n", "shared", "shingles", "share"])


NEAR = 0.5
"""Two texts are near-duplicates where passages in common cover this share of the shorter one."""


def text_overlap(words: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """How much of each two texts stands in passages that they have in common.

    Columns: ``article_a``, ``article_b``, ``words_a``, ``words_b`` (of the texts), ``covered_a``,
    ``covered_b`` (words inside rows of ``shared_runs``), ``share_a``, ``share_b``, ``near``
    (``True`` from ``NEAR`` of either text on).
    """
    sizes = words.groupby("article", sort=False).size()
    names = [str(name) for name in sizes.index]
    rows: list[tuple[object, ...]] = []
    for one, two in combinations(names, 2):
        own = runs[(runs["article_a"] == one) & (runs["article_b"] == two)]
        covered = [
            len(covered_words(words[words["article"] == text], own, side))
            for text, side in ((one, "a"), (two, "b"))
        ]
        share = [c / int(sizes[t]) for c, t in zip(covered, (one, two), strict=True)]
        rows.append(
            (one, two, int(sizes[one]), int(sizes[two]), *covered, *share, max(share) >= NEAR)
        )
    columns = ["article_a", "article_b", "words_a", "words_b", "covered_a", "covered_b"]
    return pd.DataFrame(rows, columns=[*columns, "share_a", "share_b", "near"])


def covered_words(words: pd.DataFrame, runs: pd.DataFrame, side: str) -> set[int]:
    """The words (index of ``words``) that lie inside the runs of one side (``a`` or ``b``)."""
    spans = defaultdict(list)
    names = [f"sentence_{side}", f"start_{side}", f"end_{side}"]
    for sentence, start, end in runs[names].itertuples(index=False, name=None):
        spans[sentence].append((start, end))
    places = words[words["sentence"].isin(list(spans))]
    return {
        int(index)
        for index, sentence, start in zip(
            places.index, places["sentence"], places["start"], strict=True
        )
        if any(s <= start < e for s, e in spans[sentence])
    }


def borrowed_shares(sentences: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """How much of each unit lies in runs that it shares with other texts, by characters.

    From offsets alone, so the texts need not be at hand. Columns: ``sentence``, ``article``,
    ``shared``, ``characters``, ``share``; subheads left out.
    """
    spans = defaultdict(list)
    for side in "ab":
        names = [f"sentence_{side}", f"start_{side}", f"end_{side}"]
        for sentence, start, end in runs[names].itertuples(index=False, name=None):
            spans[sentence].append((int(start), int(end)))
    kept = sentences[sentences["zone"].astype(str) != "subhead"]
    shared = [_union(spans[sentence]) for sentence in kept["id"]]
    table = pd.DataFrame(
        {
            "sentence": kept["id"].to_list(),
            "article": kept["article"].to_list(),
            "shared": shared,
            "characters": (kept["end"] - kept["start"]).to_list(),
        }
    )
    return table.assign(share=table["shared"] / table["characters"])


def _union(spans: Sequence[tuple[int, int]]) -> int:
    """Characters that the spans cover together."""
    total, last = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, last))
        last = max(last, end)
    return total

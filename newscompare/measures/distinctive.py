"""The words that mark each text: log-odds with an informative Dirichlet prior.

Monroe, Colaresi and Quinn (2008), "Fightin' Words", equations 15 to 22. The prior is the
distribution of words over all texts of the case, so that rare words are drawn toward no
difference; each text is compared with all others together.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

PRIOR_WORDS = 500.0
"""Weight of the prior, in words: what all texts share counts as much as so many words of each."""

Z95 = 1.959963984540054


def term_counts(words: pd.DataFrame) -> pd.DataFrame:
    """How often each word stands in each text.

    ``words`` comes from ``alignment.word_table``. Columns: ``article``, ``zone`` (``headline``:
    title and deck, or ``body``), ``term`` (lower case), ``count``, ``quoted`` (of these inside
    quotation marks); terms in alphabetical order, so that no text can be put together again.
    """
    table = pd.DataFrame(
        {
            "article": words["article"],
            "zone": np.where(words["zone"].astype(str) == "body", "body", "headline"),
            "term": words["form"].str.removesuffix("'s"),
            "quoted": words["quotation"] >= 0,
        }
    )
    counts = table.groupby(["article", "zone", "term"], sort=False)["quoted"].agg(["size", "sum"])
    order = {name: i for i, name in enumerate(dict.fromkeys(words["article"]))}
    out = counts.reset_index().rename(columns={"size": "count", "sum": "quoted"})
    return out.sort_values(
        ["article", "zone", "term"],
        key=lambda column: column.map(order) if column.name == "article" else column,
        kind="stable",
        ignore_index=True,
    )


def marking_terms(
    terms: pd.DataFrame,
    *,
    prior_words: float = PRIOR_WORDS,
    own_words: bool = False,
    without: Iterable[str] = (),
) -> pd.DataFrame:
    """How much each word marks a text against all others together.

    ``terms`` is the table of ``term_counts``; with ``own_words`` what stands in quotation marks is
    left out; ``without`` names words that are not to be counted. Columns: ``article``, ``term``,
    ``count``, ``words`` (of the text), ``others`` (count in the other texts), ``other_words``,
    ``log_odds`` (difference of the two log-odds, above 0: more in this text), ``error`` (its
    standard error), ``low``, ``high`` (95%), ``z``; most marked first within a text. Words of the
    text only.
    """
    left = set(without)
    table = terms[~terms["term"].isin(left)]
    value = table["count"] - table["quoted"] if own_words else table["count"]
    counts = (
        table.assign(value=value)
        .pivot_table(index="term", columns="article", values="value", aggfunc="sum", fill_value=0)
        .astype(float)
    )
    counts = counts[[name for name in dict.fromkeys(terms["article"]) if name in counts.columns]]
    counts = counts[counts.sum(axis=1) > 0]
    total, sizes = counts.sum(axis=1), counts.sum()
    prior = prior_words * total / total.sum()
    rest = prior.sum() - prior
    parts = []
    for article in counts.columns:
        ours, theirs = counts[article], total - counts[article]
        n, m = float(sizes[article]), float(total.sum() - sizes[article])
        odds = np.log((ours + prior) / (n - ours + rest))
        other = np.log((theirs + prior) / (m - theirs + rest))
        delta = odds - other
        error = np.sqrt(1 / (ours + prior) + 1 / (theirs + prior))
        part = pd.DataFrame(
            {
                "article": article,
                "term": counts.index,
                "count": ours.astype(int).to_numpy(),
                "words": int(n),
                "others": theirs.astype(int).to_numpy(),
                "other_words": int(m),
                "log_odds": delta.to_numpy(),
                "error": error.to_numpy(),
                "low": (delta - Z95 * error).to_numpy(),
                "high": (delta + Z95 * error).to_numpy(),
                "z": (delta / error).to_numpy(),
            }
        )
        parts.append(
            part[part["count"] > 0].sort_values(
                ["z", "term"], ascending=[False, True], kind="stable"
            )
        )
    return pd.concat(parts, ignore_index=True)


def top_terms(marking: pd.DataFrame, most: int = 10, *, least: int = 2) -> pd.DataFrame:
    """The words that mark each text most: used ``least`` times or more, more than elsewhere."""
    chosen = marking[(marking["count"] >= least) & (marking["log_odds"] > 0)]
    return chosen.groupby("article", sort=False).head(most).reset_index(drop=True)

"""Reporting verbs: with which words a text hands over to a source, and who opens and closes.

The functions take the ``attributions`` table of a case with the column ``article``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import simplemma
import yaml

KINDS = ("plain", "weight", "colour", "view", "none")
"""``plain`` hands the words over (said, wrote); ``weight`` says what they are worth (announced,
argued, underscored); ``colour`` says how they sound (gushed, hailed); ``view`` reports what is
thought, not said (is seen as); ``none``: no verb (according to, in the words of, a colon).
"""

NO_VERB = "no verb"

_SUPPORT = re.compile(
    "be|is|are|was|were|been|being|am|ha(s|ve|d|ving)|do(es)?|did|can|could|will|would|may|might"
    "|must|shall|should|gets?|got|put|according"
)


@cache
def _kinds() -> dict[str, str]:
    lists = yaml.safe_load((Path(__file__).parent / "verbs.yml").read_text(encoding="utf-8"))
    return {verb: kind for kind, verbs in lists.items() for verb in verbs.split()}


def _lemma(word: str) -> str:
    """The base form; a participle that simplemma takes for a noun or an adjective (*casting*,
    *detailed*) gives that of a listed verb.
    """
    base = str(simplemma.lemmatize(word, "en")).lower()
    cut = (word[: -len(end)] for end in ("ing", "ed", "d") if word.endswith(end))
    return base if base != word else next((verb for verb in cut if verb in _kinds()), base)


def cue_verb(cue: str) -> str:
    """The lemma of a cue's verb: *is being hailed by* is *hail*, *was quoted as saying* is *say*.

    Of several verbs the last known one counts; ``NO_VERB`` where there is none (*according to*).
    """
    words = [w.strip(".,:;“”\"'‘’").lower() for w in cue.split()]
    lemmas = [_lemma(w) for w in words if w.isalpha()]
    known = [base for base in lemmas if base in _kinds()]
    if known:
        return known[-1]
    return next(
        (
            base
            for base, word in zip(lemmas, (w for w in words if w.isalpha()), strict=True)
            if word.endswith(("s", "ed", "ing")) and base != word and not _SUPPORT.fullmatch(word)
        ),
        NO_VERB,
    )


def verb_kind(verb: str) -> str:
    """The kind of a verb (``KINDS``); one that is on no list counts as ``plain``."""
    return "none" if verb == NO_VERB else _kinds().get(verb, "plain")


def with_verbs(attributions: pd.DataFrame) -> pd.DataFrame:
    """The table with ``verb`` and ``kind`` (ordered as ``KINDS``)."""
    verbs = attributions["cue"].astype(str).map(cue_verb)
    kinds = pd.Categorical(verbs.map(verb_kind), categories=KINDS, ordered=True)
    return attributions.assign(verb=verbs, kind=kinds)


def verb_counts(attributions: pd.DataFrame) -> pd.DataFrame:
    """How often each text reports with each verb: ``article``, ``verb``, ``kind``,
    ``attributions``, ``sources`` (whose words, most reported first); most frequent first within a
    text.
    """
    table = with_verbs(attributions)
    rows = []
    for (article, verb), own in table.groupby(["article", "verb"], observed=True):
        named = own.loc[own["source"] != "", "source"].value_counts()
        sources = sorted(named.index, key=lambda name: (-named[name], name))
        rows.append((article, verb, own["kind"].iloc[0], len(own), tuple(sources)))
    out = pd.DataFrame(rows, columns=["article", "verb", "kind", "attributions", "sources"])
    out["article"] = pd.Categorical(
        out["article"], categories=attributions["article"].cat.categories, ordered=True
    )
    return out.sort_values(
        ["article", "attributions", "verb"], ascending=[True, False, True], ignore_index=True
    )


def verb_kinds(attributions: pd.DataFrame, by: str = "article") -> pd.DataFrame:
    """Attributions by kind of verb and text, or by another column (``source``, ``source_type``).

    Columns: the column, ``kind``, ``attributions``, ``all``, ``share`` (of the row's attributions).
    """
    table = with_verbs(attributions)
    counts = table.groupby([by, "kind"], observed=False).size().rename("attributions").reset_index()
    counts["all"] = counts.groupby(by, observed=False)["attributions"].transform("sum")
    counts = counts[counts["all"] > 0]
    return counts.assign(share=counts["attributions"] / counts["all"]).reset_index(drop=True)


def opens_and_closes(attributions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Which source is first heard in each text and which last, and where.

    Columns: ``article``, ``first_source``, ``first_unit``, ``first_place`` (0 to 1: share of the
    text's units before it), ``last_source``, ``last_unit``, ``last_place``; empty where the text
    attributes nothing. An attribution without a holder counts, as ``nobody named``.
    """
    order = {name: i for i, name in enumerate(sentences["id"])}
    coded = sentences[sentences["zone"].astype(str) != "subhead"]
    places: dict[str, float] = {}
    for _, own in coded.groupby("article", observed=False):
        places |= dict(zip(own["id"], np.arange(len(own)) / max(1, len(own) - 1), strict=True))
    rows = []
    for article in attributions["article"].cat.categories:
        own = attributions[attributions["article"] == article]
        own = own.assign(_at=own["sentence"].map(order)).sort_values(
            ["_at", "content_start"], kind="stable"
        )
        row: list[object] = [article]
        for edge in (0, -1):
            if own.empty:
                row += ["", "", np.nan]
            else:
                found = own.iloc[edge]
                row += [
                    found["source"] or "nobody named",
                    found["sentence"],
                    places.get(found["sentence"], np.nan),
                ]
        rows.append(row)
    names: Sequence[str] = ["article"] + [
        f"{edge}_{what}" for edge in ("first", "last") for what in ("source", "unit", "place")
    ]
    table = pd.DataFrame(rows, columns=list(names))
    table["article"] = pd.Categorical(
        table["article"], categories=attributions["article"].cat.categories, ordered=True
    )
    return table

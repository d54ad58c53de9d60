"""Tables that only the texts can give and the book needs without them: counts, offsets, words in
quotation marks.

``terms`` (single words, counted), ``shared_runs`` (where two texts have words in common),
``text_pairs`` (how much), ``common_quotations`` (quotations that several texts carry),
``utterance_versions`` and ``utterance_words`` (what each text kept of one utterance). The alignment
is computed; which places belong to one utterance is coded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from newscompare.case.tables import columns
from newscompare.measures import alignment, distinctive, reuse
from newscompare.measures import versions as versions_of

PHRASE_WORDS = 8
SHINGLE = 5
"""Words of a shingle in ``text_pairs``."""

VERSION_COLUMNS = [
    "utterance",
    "part",
    "sentence",
    "start",
    "end",
    "base",
    "base_words",
    *versions_of.STATES,
    "added",
]
WORDS_COLUMNS = ["utterance", "part", "sentence", "start", "number", "word", "state", "printed"]


def compared(
    units: pd.DataFrame, utterances: pd.DataFrame | None = None, *, grouped: bool = False
) -> dict[str, pd.DataFrame]:
    """The tables of this module from the units of all texts (with ``text``), in the case's order.

    ``utterances`` is the case's table of that name, where it has one; ``grouped`` makes one of the
    quotations in common (``as_utterances``) for a case in which nobody coded any. With neither the
    last two tables are missing.
    """
    words = alignment.word_table(units)
    runs = reuse.shared_runs(words)
    tables = {
        "terms": distinctive.term_counts(words),
        "shared_runs": with_phrases(runs, units),
        "text_pairs": text_pairs(words, runs),
        "common_quotations": versions_of.quotations_in_common(words),
    }
    if grouped:
        utterances = as_utterances(units, tables["common_quotations"])
        tables["utterances"] = utterances
    if utterances is not None and len(utterances):
        tables["utterance_versions"], tables["utterance_words"] = versions(words, utterances)
    return tables


def as_utterances(units: pd.DataFrame, common: pd.DataFrame) -> pd.DataFrame:
    """Quotations that several texts carry as ``utterances``, for a case in which nobody coded them.

    ``piece`` is the beginning of the fullest version. Only places inside one unit are taken.
    """
    text = units.set_index("id")["text"]
    start = units.set_index("id")["start"]
    rows = []
    for group, own in common.groupby("group", sort=False):
        base = own.loc[own["base"] == 1].iloc[0]
        words = _printed(base, text, start).split()
        piece = " ".join(words[:PHRASE_WORDS]) + (" …" if len(words) > PHRASE_WORDS else "")
        for place in own.to_dict("records"):
            end = min(
                int(place["end"]), int(start[place["sentence"]]) + len(text[place["sentence"]])
            )
            rows.append(
                {
                    "utterance": f"u{group:02d}",
                    "origin": "",
                    "piece": piece,
                    "certainty": "same",
                    "sentence": place["sentence"],
                    "start": int(place["start"]),
                    "end": end,
                    "marks": "quoted",
                    "quote": "",
                    "words": int(place["words"]),
                    "printed": _printed(place, text, start),
                    "change": "",
                }
            )
    return pd.DataFrame(rows, columns=columns("utterances"))


def _printed(place: Any, text: pd.Series, start: pd.Series) -> str:
    first = int(start[place["sentence"]])
    return str(text[place["sentence"]])[int(place["start"]) - first : int(place["end"]) - first]


def with_phrases(runs: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The runs with ``phrase``: their first words as the first text prints them, at most
    ``PHRASE_WORDS``.
    """
    at = units.set_index("id")
    phrases = []
    for sentence, start, end in zip(
        runs["sentence_a"], runs["start_a"], runs["end_a"], strict=True
    ):
        text = str(at.loc[sentence, "text"])
        first = int(start) - int(at.loc[sentence, "start"])
        words = list(alignment.WORD.finditer(text, first, first + int(end) - int(start)))
        phrases.append(text[first : words[:PHRASE_WORDS][-1].end()])
    return runs.assign(phrase=phrases)


def text_pairs(words: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """What each text has in common with each other.

    Columns: ``article``, ``other``, ``words`` (of the text), ``covered`` (of these inside runs
    with the other), ``shingles`` (different rows of ``SHINGLE`` words in the text), ``shared``
    (that the other has, too).
    """
    overlap = reuse.text_overlap(words, runs)
    columns = ["article", "other", "words", "covered"]
    ours = overlap[["article_a", "article_b", "words_a", "covered_a"]].set_axis(columns, axis=1)
    theirs = overlap[["article_b", "article_a", "words_b", "covered_b"]].set_axis(columns, axis=1)
    grams = reuse.containment(words, SHINGLE)[["article", "other", "shingles", "shared"]]
    return grams.merge(pd.concat([ours, theirs]), on=["article", "other"])[
        [*columns, "shingles", "shared"]
    ]


def versions(words: pd.DataFrame, utterances: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What each place kept of the fullest version of its utterance, in counts and word by word.

    The fullest version is the longest place in quotation marks (of equal ones that with most
    capitals); where no text puts the utterance in marks, the longest place at all, whose words are
    then not given. A quotation that has less than half of its words from the fullest version is
    another ``part`` of the utterance, with a fullest version of its own.
    """
    by_unit = dict(list(words.groupby("sentence", sort=False)))
    counts: list[dict[str, Any]] = []
    spelled: list[tuple[object, ...]] = []
    for name, own in utterances.groupby("utterance", sort=False):
        places = own.to_dict("records")
        inside = [_at(by_unit[p["sentence"]], int(p["start"]), int(p["end"])) for p in places]
        printed = [table["word"].tolist() for table in inside]
        quoted = [k for k, table in enumerate(inside) if (table["quotation"] >= 0).all()]
        bases = _bases(printed, quoted or range(len(places)), alone=not quoted)
        for k, place in enumerate(places):
            common = {b: _common(printed[b], printed[k]) for b in bases}
            base = k if k in bases else max(bases, key=lambda b: (common[b], len(printed[b]), -b))
            full, start = printed[base], int(place["start"])
            others = utterances[
                (utterances["sentence"] == place["sentence"]) & (utterances["start"] != start)
            ]
            taken = [(int(s), int(e)) for s, e in zip(others["start"], others["end"], strict=True)]
            unit = by_unit[place["sentence"]]
            states = versions_of.version_states(full, unit, (start, int(place["end"])), taken)
            found = {at for _, at in states if at is not None}
            part = bases.index(base) + 1
            counts.append(
                {
                    "utterance": name,
                    "part": part,
                    "sentence": place["sentence"],
                    "start": start,
                    "end": int(place["end"]),
                    "base": int(k == base),
                    "base_words": len(full),
                    **{s: sum(state == s for state, _ in states) for s in versions_of.STATES},
                    "added": sum(index not in found for index in inside[k].index),
                }
            )
            for number, (word, (state, at)) in enumerate(zip(full, states, strict=True), 1):
                as_printed = unit.loc[at, "word"] if state in ("kept", "capitals") else ""
                if quoted:
                    row = (name, part, place["sentence"], start, number, word, state, as_printed)
                    spelled.append(row)
    return (
        pd.DataFrame(counts, columns=VERSION_COLUMNS),
        pd.DataFrame(spelled, columns=WORDS_COLUMNS),
    )


def _at(unit: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    return unit[(unit["start"] >= start) & (unit["end"] <= end)]


def _common(base: Sequence[str], other: Sequence[str]) -> int:
    return sum(place is not None for place in versions_of.kept_words(base, other))


def _bases(printed: Sequence[Sequence[str]], among: Iterable[int], *, alone: bool) -> list[int]:
    """The fullest version, then each that has less than half of its words from those before."""
    capitals = [sum(c.isupper() for word in text for c in word) for text in printed]
    order = sorted(among, key=lambda k: (-len(printed[k]), -capitals[k], k))
    bases: list[int] = []
    for k in order:
        known = [_common(printed[b], printed[k]) for b in bases]
        if not bases or (not alone and max(known) < len(printed[k]) / 2):
            bases.append(k)
    return bases

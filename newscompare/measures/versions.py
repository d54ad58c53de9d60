"""Versions of one utterance: what each text kept of the fullest, in and outside quotation marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

import numpy as np
import pandas as pd

from newscompare.measures.alignment import fold, in_quotations, texts

COMMON_COLUMNS = [
    "group",
    "article",
    "sentence",
    "start",
    "end",
    "words",
    "base",
    "kept",
    "capitals",
    "cut",
    "added",
]
STATES = ("kept", "capitals", "outside", "cut")
"""What became of a word: kept inside quotation marks, kept there with other capitals, kept outside
any marks, left out."""


def kept_words(base: Sequence[str], other: Sequence[str]) -> list[int | None]:
    """For each word of ``base`` the place of the same word in ``other``, or ``None``.

    The longest rows of words in common count first (Ratcliff and Metzener 1988, as in
    ``difflib``), so the order of both is kept.
    """
    matcher = SequenceMatcher(None, [fold(w) for w in base], [fold(w) for w in other], False)
    places: list[int | None] = [None] * len(base)
    for block in matcher.get_matching_blocks():
        for k in range(block.size):
            places[block.a + k] = block.b + k
    return places


def version_states(
    base: Sequence[str],
    unit: pd.DataFrame,
    place: tuple[int, int],
    taken: Sequence[tuple[int, int]],
) -> list[tuple[str, int | None]]:
    """What one version of an utterance did with each word of the fullest version.

    ``base`` holds the words of the fullest version, ``unit`` the words of the sentence (see
    ``word_table``), ``place`` the characters of the version, ``taken`` the places of other
    utterances. Returns a state (``STATES``) and the row of ``unit`` for each word. A word that the
    place lacks still counts as ``outside`` where the sentence has it outside quotation marks and
    outside other utterances, if it carries matter (more than three letters) or stands next to one
    that counts.
    """
    start, end = place
    inside = unit[(unit["start"] >= start) & (unit["end"] <= end)]
    states: list[tuple[str, int | None]] = []
    for word, at in zip(base, kept_words(base, inside["word"].tolist()), strict=True):
        if at is None:
            states.append(("cut", None))
            continue
        row = inside.iloc[at]
        same = str(row["word"]).replace("’", "'") == word.replace("’", "'")
        state = "outside" if row["quotation"] < 0 else "kept" if same else "capitals"
        states.append((state, int(inside.index[at])))
    used = {at for _, at in states}
    spans = [place, *taken]
    beyond = np.array([not any(s <= at < e for s, e in spans) for at in unit["start"]], dtype=bool)
    free = unit[(unit["quotation"] < 0) & ~unit.index.isin(list(used)) & beyond]
    where = {str(form): int(index) for index, form in free["form"].items()}
    forms = [fold(word) for word in base]
    for k, (state, _) in enumerate(states):
        if state == "cut" and len(base[k]) > 3 and forms[k] in where:
            states[k] = ("outside", where[forms[k]])
    for step in (1, -1):
        for k in range(len(base))[::step]:
            near = states[k - step] if 0 <= k - step < len(base) else ("cut", None)
            if states[k][0] == "cut" and near[0] == "outside" and near[1] is not None:
                beside = near[1] + step
                if beside in free.index and free.loc[beside, "form"] == forms[k]:
                    states[k] = ("outside", beside)
    return states


def quotations_in_common(words: pd.DataFrame) -> pd.DataFrame:
    """Quotations that several texts carry, grouped, and how much of the fullest version each kept.

    Two quotations belong together that have ``LEAST_QUOTED`` words in a row in common, also by way
    of a third. Columns: ``group``, ``article``, ``sentence`` (where it begins), ``start``,
    ``end``, ``words`` (of the quotation), ``base`` (1 for the fullest version), ``kept`` (words of
    the fullest version that stand here), ``capitals`` (of these, printed with other capitals),
    ``cut``, ``added`` (words that the fullest version does not have).
    """
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            number = parent[number]
        return number

    for a, b in combinations(texts(words).values(), 2):
        for pairs in in_quotations(a, b, []):
            i, j = pairs[0]
            parent[root(int(a.quotation[i]))] = root(int(b.quotation[j]))
    groups = defaultdict(list)
    for number in sorted(parent):
        groups[root(number)].append(number)
    quotations = dict(list(words[words["quotation"].isin(list(parent))].groupby("quotation")))
    rows: list[tuple[object, ...]] = []
    for group, numbers in enumerate(groups.values(), 1):
        base = max(numbers, key=lambda number: (len(quotations[number]), -number))
        full = quotations[base]["word"].tolist()
        for number in numbers:
            own = quotations[number]
            printed = own["word"].tolist()
            kept = [(k, p) for k, p in enumerate(kept_words(full, printed)) if p is not None]
            first, last = own.iloc[0], own.iloc[-1]
            rows.append(
                (
                    group,
                    *first[["article", "sentence"]],
                    int(first["start"]),
                    int(last["end"]),
                    len(own),
                    int(number == base),
                    len(kept),
                    sum(full[k] != printed[p] for k, p in kept),
                    len(full) - len(kept),
                    len(printed) - len(kept),
                )
            )
    return pd.DataFrame(rows, columns=COMMON_COLUMNS)

"""How much of what a class set out to code is coded: by texts begun, since one passage, or two
texts for each coder, is a design and not a failure.

``frames`` as in ``measures.classroom``: one row a coder and coded unit, the coder ``reference``
among them.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

REFERENCE = "reference"


def designed(frames: pd.DataFrame) -> dict[str, frozenset[str]]:
    """The units that the class set out to code in each text that somebody began: the passage that
    most coders of the text share, where two or more coded exactly that; else the whole text.
    """
    whole = _units(frames[frames["coder"] == REFERENCE])
    own = frames[frames["coder"] != REFERENCE]
    found = {}
    for article, rows in own.groupby(own["article"].astype(str), sort=False):
        sets = Counter(frozenset(part) for _, part in rows.groupby("coder")["sentence"])
        passage, coders = max(sets.items(), key=lambda item: (item[1], len(item[0])))
        found[str(article)] = passage if coders > 1 else whole.get(str(article), passage)
    return found


def coverage(frames: pd.DataFrame) -> pd.DataFrame:
    """How much each coder has coded: ``coder``, ``units`` (coded), ``of`` (units set out to code in
    the texts begun), ``coded`` (share, 0 to 1), ``texts`` (begun), ``whole`` (is every one of these
    a whole text?).
    """
    plan, whole = designed(frames), _units(frames[frames["coder"] == REFERENCE])
    own = frames[frames["coder"] != REFERENCE]
    rows = []
    for coder, part in own.groupby(own["coder"].astype(str), sort=False):
        texts = list(dict.fromkeys(part["article"].astype(str)))
        coded = set(part["sentence"])
        aim = set().union(*(plan[text] for text in texts))
        complete = all(plan[text] >= whole.get(text, frozenset()) for text in texts)
        share = len(coded & aim) / len(aim) if aim else 0.0
        rows.append((coder, len(coded), len(aim), share, len(texts), complete))
    return pd.DataFrame(rows, columns=["coder", "units", "of", "coded", "texts", "whole"])


def complete_texts(frames: pd.DataFrame) -> list[str]:
    """The texts of which the class coded every unit that the reference has."""
    whole = _units(frames[frames["coder"] == REFERENCE])
    coded = set(frames.loc[frames["coder"] != REFERENCE, "sentence"])
    return [article for article, units in whole.items() if units and units <= coded]


def _units(rows: pd.DataFrame) -> dict[str, frozenset[str]]:
    groups = rows.groupby(rows["article"].astype(str), sort=False)["sentence"]
    return {str(article): frozenset(units) for article, units in groups}

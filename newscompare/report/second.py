"""A second reading of the tone: where the encoder and the words alone disagree, a label is unsure.

The encoder is right more often than the linear model of words. Neither knows of whom or what a
quotation judges, and where they differ, nothing else in a report tells which of them errs.
"""

from __future__ import annotations

from collections.abc import Mapping

from newscompare.case.tables import Case
from newscompare.sentiment import score


def unsure_quotes(case: Case, by: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The quotations to which words alone give another label; none of a case that the encoder did
    not read, or of a text whose tone people coded (``by``: text to what was coded to the coder).
    """
    if "encoder" not in set(case.attributions["engine"]) or case.quotes.empty:
        return frozenset()
    other = score(case.quotes, by="words")["label"]
    return frozenset(
        str(quote)
        for quote, article, stance, label in zip(
            case.quotes["id"], case.quotes["article"], case.quotes["stance"], other, strict=True
        )
        if "tone" not in by.get(str(article), {}) and int(stance) != label
    )

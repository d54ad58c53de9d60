"""The page of the ledger: every finding with its verdict, what it counts and what breaks it."""

from __future__ import annotations

import re
from html import escape

from newscompare.findings import Findings
from newscompare.findings.ledger import counts_in_words
from newscompare.pages.book import Html

IN_WORDS = (
    (r"share\((\w+)\)", r"the share of \1"),
    (r" is (largest|smallest) in ", r" is the \1 in "),
    (r" >= ", " is at least "),
    (r" <= ", " is at most "),
    (r" > ", " is more than "),
    (r" < ", " is less than "),
    (r" = ", " is "),
    (r" \* ", " times "),
    (r" \+ ", " plus "),
    (r" - ", " minus "),
    (r" in every article", " in every text"),
    (r"; ", ", and "),
)
"""What the signs of a condition mean, in the order in which they are put into words."""


def condition_in_words(condition: str) -> str:
    """A condition as a reader says it: ``3 * a > b`` is ``3 times a is more than b``."""
    for sign, words in IN_WORDS:
        condition = re.sub(sign, words, condition)
    return condition


def show_ledger(found: Findings, *, verdict: str | None = None) -> Html:
    """The findings one below the other, each with an anchor ``finding-ID``: sentence and mark, then
    folded what it counts, the numbers, what breaks it and who said so before.

    ``verdict`` keeps those with one verdict.
    """
    parts, plain = [], []
    for finding in found.values():
        if verdict is not None and finding.verdict != verdict:
            continue
        rows = [
            ("Numbers", finding.values),
            ("What is counted", counts_in_words(finding.spec).replace(" among ", ", out of ")),
            ("It holds where", condition_in_words(finding.spec.condition)),
            ("As a formula", finding.spec.condition),
            ("Other ways to count", f"{len(finding.tried)} tried"),
            ("Broken by", "; ".join(finding.broken_by) or "none of them"),
        ]
        if finding.spec.asserted_by:
            rows.insert(0, ("Said before by", finding.spec.asserted_by))
        for name, why in finding.spec.spared.items():
            rows.append(("Not tried", f"{name}: {why}"))
        listed = "".join(f"<dt>{escape(n)}</dt><dd>{escape(v)}</dd>" for n, v in rows)
        parts.append(
            f'<section class="ledger" id="finding-{escape(finding.id)}">'
            f"<p>{finding._repr_html_()}</p>"
            f"<details><summary>How it is counted</summary><dl>{listed}</dl></details></section>"
        )
        plain.append(repr(finding))
    return Html("".join(parts), "\n".join(plain))

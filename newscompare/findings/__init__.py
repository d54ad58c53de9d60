"""What a report says, as objects that know the rows they come from, and can fail.

``load(case)`` gives the findings of a case, ``general(case, frame_of)`` those of any event, and
``claims`` the single numbers. ``holds``, ``largest``, ``none`` and the others of ``checks`` bind a
sentence of the prose to the data.
"""

from newscompare.findings.checks import (
    Unsupported,
    caused,
    holds,
    in_order,
    largest,
    none,
    only,
    smallest,
    some,
    stated,
)
from newscompare.findings.finding import Finding, Findings
from newscompare.findings.general import general
from newscompare.findings.judging import load

__all__ = [
    "Finding",
    "Findings",
    "Unsupported",
    "caused",
    "general",
    "holds",
    "in_order",
    "largest",
    "load",
    "none",
    "only",
    "smallest",
    "some",
    "stated",
]

"""The report of a case of one's own: chapters that fit any case.

``build`` makes the book; what is here serves its cells.
"""

from newscompare.report.pages import (
    accuracy,
    between_claims,
    between_coders,
    findings_table,
    foreign_table,
    found,
    frame_table,
    load,
    values,
    with_machine,
)

__all__ = [
    "accuracy",
    "between_claims",
    "between_coders",
    "findings_table",
    "foreign_table",
    "found",
    "frame_table",
    "load",
    "values",
    "with_machine",
]

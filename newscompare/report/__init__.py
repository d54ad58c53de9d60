"""The report of a case of one's own: chapters that fit any case.

``build`` makes the book; what is here serves its cells.
"""

from newscompare.report.framing import (
    frame_table,
    framing_words,
    measure_names,
    noun,
    profiles,
    twice,
    voices_table,
)
from newscompare.report.pages import (
    accuracy,
    between_claims,
    between_coders,
    coders_table,
    curve_table,
    finder,
    findings_table,
    found,
    learned_table,
    load,
    once_caption,
    once_table,
    printed_table,
    said_of,
    unranked,
    values,
    who_is_who,
    with_machine,
    worth_of,
)
from newscompare.report.rows import attribution_rows, quote_rows, sentence_rows, unsure_table

__all__ = [
    "accuracy",
    "attribution_rows",
    "between_claims",
    "between_coders",
    "coders_table",
    "curve_table",
    "finder",
    "findings_table",
    "found",
    "frame_table",
    "framing_words",
    "learned_table",
    "load",
    "measure_names",
    "noun",
    "once_caption",
    "once_table",
    "printed_table",
    "profiles",
    "quote_rows",
    "said_of",
    "sentence_rows",
    "twice",
    "unranked",
    "unsure_table",
    "values",
    "voices_table",
    "who_is_who",
    "with_machine",
    "worth_of",
]

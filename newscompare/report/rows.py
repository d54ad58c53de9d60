"""The rows of a report that stays with its maker: with the sentence, what decided marked.

A public report has none of this: its rows are those of the book, without running text.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from newscompare.measures.framing import coded_by, frame_word, frames_of
from newscompare.pages import book
from newscompare.report.pages import Made


def marked(text: str, phrases: Iterable[str]) -> str:
    """A sentence as HTML with some of its phrases marked, each where it first stands."""
    spans: list[tuple[int, int]] = []
    for phrase in sorted({p for p in phrases if p}, key=lambda p: (-len(p), p)):
        start = text.find(phrase)
        end = start + len(phrase)
        if start >= 0 and not any(a < end and start < b for a, b in spans):
            spans.append((start, end))
    out, at = [], 0
    for start, end in sorted(spans):
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join([*out, escape(text[at:])])


WIDE = '<div style="min-width: 18em">'
"""A sentence has room beside many columns."""


def _with(
    made: Made, table: pd.DataFrame, units: list[str], phrases: list[list[str]]
) -> pd.DataFrame:
    """A table of rows with the column ``sentence`` after ``text``; as it is in a public report."""
    if not made.words:
        return table
    cells = [
        f"{WIDE}{marked(made.words.get(u, ''), p)}</div>"
        for u, p in zip(units, phrases, strict=True)
    ]
    out = table.copy()
    out.insert(list(out.columns).index("text") + 1, "sentence", cells)
    return out


def sentence_rows(made: Made) -> pd.DataFrame:
    """Coded units (``book.sentence_rows``), each with its frames by name, its sentence and the
    phrases that fired; where none did, it says what decided.
    """
    table = book.sentence_rows(made.case)
    table["frames"], whole = _frames(made)
    table["evidence"] = [
        "<br>".join(part for part in (phrases.replace("–", ""), said) if part) or "–"
        for phrases, said in zip(table["evidence"], whole, strict=True)
    ]
    own = {
        str(unit): list(phrases)
        for unit, phrases in made.case.evidence.groupby("sentence")["phrase"]
    }
    units = table["unit"].astype(str).tolist()
    return _with(made, table, units, [own.get(unit, []) for unit in units])


def _frames(made: Made) -> tuple[list[str], list[str]]:
    """For each coded unit its frames by name, and who or what decided on those without a phrase."""
    coded = coded_by(made.case.frames)
    frames, fired = frames_of(coded), set()
    for row in made.case.evidence.to_dict("records"):
        if row["indicator"] in made.codebook.indicators:
            frame = made.codebook.indicators[row["indicator"]].frame
            fired.add((str(row["sentence"]), frame))
    names, said = [], []
    for row in coded.to_dict("records"):
        unit, own = str(row["sentence"]), [frame for frame in frames if row[frame] == 1]
        names.append(", ".join(map(frame_word, own)) or "–")
        left = [frame_word(frame) for frame in own if (unit, frame) not in fired]
        coder = made.by.get(unit.rpartition("-")[0], {}).get("frames")
        how = f"coded by {escape(coder)}" if coder else "the sentence as a whole was judged"
        said.append(f"{escape(', '.join(left))}: {how}" if left else "")
    return names, said


def attribution_rows(made: Made) -> pd.DataFrame:
    """Attributions (``book.attribution_rows``) with confidence, the sentence and its cue marked."""
    case = made.case
    table = book.attribution_rows(case)
    if "confidence" in case.attributions:
        table["confidence"] = case.attributions["confidence"].tolist()
    cues = [str(cue).split(" … ") for cue in case.attributions["cue"]]
    return _with(made, table, table["unit"].astype(str).tolist(), cues)


def quote_rows(made: Made) -> pd.DataFrame:
    """Quotations (``book.quote_rows``) with the sentence, the quoted words marked."""
    table = book.quote_rows(made.case)
    quoted = [[str(words)] for words in made.case.quotes["quoted"]]
    return _with(made, table, table["unit"].astype(str).tolist(), quoted)


UNSURE = 0.7
"""Confidence below which an attribution is told apart, unless ``case.yml`` says another
(``confidence``).
"""


def threshold(made: Made) -> float:
    """The confidence below which attributions of this case are told apart."""
    value = made.case.settings.get("confidence", UNSURE)
    return float(value) if isinstance(value, int | float | str) else UNSURE


def unsure_table(made: Made) -> pd.DataFrame:
    """How many attributions of each text the machine is less sure of, to read: ``Text``,
    ``Attributions``, ``Below 0.7`` (or the case's own threshold). Attributions coded by people
    have no confidence and count as sure.
    """
    case, least = made.case, threshold(made)
    table = case.attributions
    low = table["confidence"] < least
    rows = [
        (
            label,
            int((table["article"] == name).sum()),
            int((low & (table["article"] == name)).sum()),
        )
        for name, label in case.labels.items()
    ]
    return pd.DataFrame(rows, columns=["Text", "Attributions", f"Below {least:g}"])

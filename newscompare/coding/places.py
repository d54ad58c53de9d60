"""What patterns find in the units of a case: evidence for frames, answers to its questions, and
mentions of its parties.
"""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from newscompare.articles import WORD, count_words
from newscompare.coding.comparisons import WORDS as PHRASE_WORDS
from newscompare.errors import InputError
from newscompare.measures.framing import counted_coder, frames_of


def _opening(text: str) -> tuple[int, int]:
    """Start and end of a sentence's opening words, at most ``PHRASE_WORDS``."""
    words = list(WORD.finditer(text))[:PHRASE_WORDS]
    return (words[0].start(), words[-1].end()) if words else (0, len(text))


def outermost(codes: pd.DataFrame) -> pd.Series:
    """Which phrases (``code_sentences``) lie within no longer one of the same frame and unit."""
    keep = pd.Series(True, index=codes.index, dtype=bool)
    for _, own in codes.groupby(["sentence", "frame"], sort=False):
        spans = list(zip(own["start"], own["end"], strict=True))
        for row, (start, end) in zip(own.index, spans, strict=True):
            around = [(a, b) for a, b in spans if a <= start and end <= b]
            keep[row] = set(around) == {(start, end)}
    return keep


def evidence(
    sentences: pd.DataFrame, frames: pd.DataFrame, codes: pd.DataFrame, *, every: bool = False
) -> pd.DataFrame:
    """For each framed unit the longest phrase that patterns find (``code_sentences``) for each of
    its indicators, with ``every`` all that decide whose claim it is (``outermost``); where none
    fires, its opening words.
    """
    counted = frames[frames["coder"] == counted_coder(frames)].set_index("sentence")
    reference = counted["indicators"]
    framed = counted.index[(counted[frames_of(frames)].astype(int) == 1).any(axis=1)]
    named = [
        i in reference[s].split(";")
        for s, i in zip(codes["sentence"], codes["indicator"], strict=True)
    ]
    codes = codes[pd.Series(named, index=codes.index, dtype=bool)]
    longest = codes.assign(length=codes["end"] - codes["start"]).sort_values(
        "length", ascending=False, kind="stable"
    )
    found = longest.drop_duplicates(["sentence", "indicator"])
    if every:
        deciding = longest[outermost(longest)]
        deciding = deciding.drop_duplicates(["sentence", "frame", "start", "end"])
        found = pd.concat([found, deciding])
        found = found.drop_duplicates(["sentence", "indicator", "start", "end"])
    found = found.drop_duplicates(["sentence", "start", "pattern"])
    rows = []
    for unit in sentences[sentences["id"].isin(framed)].itertuples():
        own = found[found["sentence"] == unit.id].sort_values(["indicator", "start"])
        for code in own.itertuples():
            rows.append(
                (
                    unit.id,
                    code.indicator,
                    code.evidence,
                    unit.start + code.start,
                    unit.start + code.end,
                    code.pattern,
                )
            )
        if own.empty:
            start, end = _opening(unit.text)
            rows.append(
                (unit.id, "", unit.text[start:end], unit.start + start, unit.start + end, "opening")
            )
    table = pd.DataFrame(
        rows, columns=["sentence", "indicator", "phrase", "start", "end", "pattern"]
    )
    return table.astype({"sentence": str, "indicator": str, "phrase": str, "pattern": str})


def chosen_evidence(
    found: pd.DataFrame, sentences: pd.DataFrame, settings: dict[str, Any]
) -> pd.DataFrame:
    """The phrases, some replaced by those that ``case.yml`` chooses under ``evidence`` (a list of
    ``sentence``, ``indicator`` and ``phrase``), where what a pattern found would mislead.

    Their ``pattern`` is ``chosen``. Raises ``InputError`` where a phrase is too long, does not
    stand in its unit once, or the reference does not name the indicator there.
    """
    units, table = sentences.set_index("id"), found
    for choice in settings.get("evidence") or []:
        unit, phrase = units.loc[choice["sentence"]], str(choice["phrase"])
        here = (table["sentence"] == choice["sentence"]) & (
            table["indicator"] == choice["indicator"]
        )
        if count_words(phrase) > PHRASE_WORDS or unit["text"].count(phrase) != 1 or not here.any():
            raise InputError(
                "case.yml",
                f"the evidence '{phrase}' for {choice['indicator']} in {choice['sentence']} does "
                "not fit",
                f"choose at most {PHRASE_WORDS} words that stand in the unit once, for an "
                "indicator that it is coded with",
            )
        start = int(unit["start"]) + unit["text"].index(phrase)
        table.loc[here, ["phrase", "start", "end", "pattern"]] = [
            phrase,
            start,
            start + len(phrase),
            "chosen",
        ]
    return table


def marked(text: str) -> list[tuple[int, int]]:
    """Spans inside double quotation marks within a unit; one that is not closed runs to the end."""
    return [m.span() for m in re.finditer(r"[“\"][^“”\"]*(?:[”\"]|$)", text)]


def facts(sentences: pd.DataFrame, settings: dict[str, Any]) -> pd.DataFrame:
    """Which unit answers which question of the case how, by the patterns of ``case.yml``."""
    rows = []
    for question in settings.get("questions") or []:
        for unit in sentences[sentences["zone"] != "subhead"].itertuples():
            found = [
                (a["id"], m)
                for a in question["answers"]
                if (m := re.search(a["pattern"], unit.text))
            ]
            if re.search(question["where"], unit.text):
                rows += [
                    (
                        question["id"],
                        a,
                        unit.article,
                        unit.id,
                        unit.start + m.start(),
                        unit.start + m.end(),
                    )
                    for a, m in found
                ]
    return pd.DataFrame(rows, columns=["question", "answer", "article", "sentence", "start", "end"])


def mentions(sentences: pd.DataFrame, settings: dict[str, Any]) -> pd.DataFrame:
    """Which unit names which party of the case, by the patterns of ``case.yml``.

    A party with ``unquoted: true`` counts as named by the text's own words alone: one whom only a
    quotation speaks of is left out.
    """
    rows = []
    for party in settings.get("parties") or []:
        for unit in sentences[sentences["zone"] != "subhead"].itertuples():
            hidden = marked(unit.text) if party.get("unquoted") else []
            found = re.finditer(party["mention"], unit.text)
            match = next((m for m in found if not any(a <= m.start() < b for a, b in hidden)), None)
            if match:
                rows.append(
                    (party["id"], unit.id, unit.start + match.start(), unit.start + match.end())
                )
    return pd.DataFrame(rows, columns=["party", "sentence", "start", "end"])

"""What the first chapters of the report show beside the counts of a case: the pieces of one
utterance, and every finding on frames counted both ways.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.shares import hundredths, percent
from newscompare.findings import Findings
from newscompare.findings.claim import in_words
from newscompare.findings.finding import CARE, FAILS, HOLDS, Finding
from newscompare.findings.variants import WORDS
from newscompare.findings.views import COLUMNS, views
from newscompare.measures.framing import coded_by, frame_balance, frames_of

ABOUT = {
    "about, main or second code": "About the event, in part",
    "about, main code": "About the event first of all",
}
"""The two narrower counts by their names among the variants, as tables call them."""

ON_FRAMES = (
    "strategy_overall",
    "strategy_leads_in_four",
    "symbol_quotes_post",
    "post_carries_symbols",
    "own_voice_strategy",
    "symbol_more_quoted",
    "ceremony_quoted",
    "all_call_it_symbolic",
    "banner_quoted",
    "strategy_closes",
    "digest_most_strategic",
)
"""The findings on frames that are counted both ways (the book's own case)."""


def pieces(case: Case) -> pd.DataFrame:
    """Quotations of each text and those that come from the case's post (``post`` in ``case.yml``).

    Columns: ``article``, ``pieces``, ``quotes``.
    """
    quotes = views(case)["quotes"]
    cut = quotes["origin"] == str(case.settings.get("post"))
    texts = list(case.labels)
    named = quotes["article"].astype(str)
    return pd.DataFrame(
        {
            "article": texts,
            "pieces": [int((cut & (named == text)).sum()) for text in texts],
            "quotes": [int((named == text).sum()) for text in texts],
        }
    )


def about_event(case: Case) -> pd.DataFrame:
    """The coded units that speak of the event, first or second, as ``coded_by`` gives units."""
    coded = coded_by(case.frames)
    units = views(case)["units"]
    event = str(case.settings["event_object"])
    held = units.loc[units["about"].str.split(";").map(lambda codes: event in codes), "sentence"]
    return coded[coded["sentence"].isin(set(held))].reset_index(drop=True)


def shares_both_ways(case: Case) -> pd.DataFrame:
    """Each frame in each text, of all units and of those about the event.

    Columns: ``Text``, then for each way of counting ``Units`` and how many carry each frame.
    """
    ways = {"all": coded_by(case.frames), "about the event": about_event(case)}
    made = pd.DataFrame({"Text": list(case.labels.values())})
    for way, coded in ways.items():
        named = coded["article"].astype(str)
        for frame in frames_of(coded):
            made[f"{frame.capitalize()}, {way}"] = [
                _of(coded.loc[named == text, frame]) for text in case.labels
            ]
    return made


def _of(codes: pd.Series) -> str:
    share = f" ({percent(float(codes.mean()))})" if len(codes) else ""
    return f"{int(codes.sum())} of {len(codes)}{share}"


def findings_both_ways(found: Findings, chosen: Iterable[str]) -> pd.DataFrame:
    """Findings with their answer for all units and for those about the event.

    Columns: ``Finding``, ``All units``, and one for each of ``ABOUT``: *holds* or *does not hold*;
    ``–`` where the finding does not change with it.
    """
    rows = []
    for name in chosen:
        finding = found[name]
        row = {"Finding": finding.sentence, "All units": finding.mark}
        for variant, title in ABOUT.items():
            answer = finding.tried.get(variant)
            row[title] = "–" if answer is None else HOLDS if answer else FAILS
        rows.append(row)
    return pd.DataFrame(rows)


def _points(value: float) -> str:
    """A difference of shares in points of per cent, with its sign; 0 has none."""
    whole = hundredths(value)
    return f"{whole:+d}".replace("-", "−") if whole else "0"


def balance_table(case: Case) -> pd.DataFrame:
    """How far strategic sentences lead over symbolic ones, of all units and of those about the
    event, with the exact interval.

    Columns: ``Text``, then for each way of counting the lead and its 95% interval, in points of
    per cent.
    """
    made = pd.DataFrame({"Text": list(case.labels.values())})
    ways = {"all units": coded_by(case.frames), "about the event": about_event(case)}
    for way, coded in ways.items():
        table = frame_balance(coded).set_index("article")
        rows = [table.loc[text] for text in case.labels]
        made[f"Lead, {way}"] = [_points(row["balance"]) for row in rows]
        made[f"95% interval, {way}"] = [
            f"{_points(row['low'])} to {_points(row['high'])}" for row in rows
        ]
    return made


def balance_values(case: Case) -> dict[str, str]:
    """The lead of strategic sentences in each text for prose: ``lead_ID``, ``low_ID`` and
    ``high_ID`` in points of per cent, ``chance_ID`` (that the bootstrap shows no lead).
    """
    table = frame_balance(coded_by(case.frames)).set_index("article")
    values: dict[str, str] = {}
    for text in case.labels:
        row = table.loc[text]
        values[f"lead_{text}"] = _points(row["balance"])
        values[f"low_{text}"], values[f"high_{text}"] = _points(row["low"]), _points(row["high"])
        values[f"chance_{text}"] = percent(row["chance"], 1)
    return values


def verdict_values(found: Findings) -> dict[str, str]:
    """How many findings have which verdict, for prose: ``findings``, ``held``, ``with_care``,
    ``failed``, and ``ways``, the most other ways to count that one of them was put through.
    """
    verdicts = [finding.verdict for finding in found.values()]
    counts = {"held": HOLDS, "with_care": CARE, "failed": FAILS}
    values = {name: in_words(verdicts.count(verdict)) for name, verdict in counts.items()}
    values["findings"] = in_words(len(verdicts))
    values["ways"] = in_words(max([0, *(len(finding.tried) for finding in found.values())]))
    return values


def fragile_values(finding: Finding, name: str) -> dict[str, str]:
    """Of how many other ways to count how many break a finding: ``NAME_broken``, ``NAME_tried``."""
    broken, tried = len(finding.broken_by), len(finding.tried)
    return {f"{name}_broken": in_words(broken), f"{name}_tried": in_words(tried)}


def left_aside(case: Case) -> pd.DataFrame:
    """What was not coded, and why (``uncoded`` and ``left_out`` in ``case.yml``).

    Columns: ``Text``, ``What``, ``Why``.
    """
    rows = []
    for one in case.settings.get("uncoded") or []:
        text = case.labels[str(one["sentence"]).rpartition("-")[0]]
        rows.append((text, f"“{one['words']}” in {one['sentence']}", one["reason"]))
    for one in case.settings.get("left_out") or []:
        rows.append((case.labels[one["article"]], one["part"], "cut from the file before coding"))
    return pd.DataFrame(rows, columns=["Text", "What", "Why"])


def column_words() -> pd.DataFrame:
    """The tables that findings count in: ``Table``, ``Its rows``, ``Column``, ``What it holds``."""
    rows = [
        (table, described, column, words)
        for table, (described, columns) in COLUMNS.items()
        for column, words in columns.items()
    ]
    made = pd.DataFrame(rows, columns=["Table", "Its rows", "Column", "What it holds"])
    repeated = made["Table"].duplicated()
    made.loc[repeated, ["Table", "Its rows"]] = ""
    return made


def variant_words() -> pd.DataFrame:
    """The other ways to count: ``Way``, ``What it does``."""
    return pd.DataFrame(list(WORDS.items()), columns=["Way", "What it does"])


def openers(case: Case) -> dict[str, str]:
    """Counts that may open a sentence, with a capital: ``Texts``."""
    return {"Texts": in_words(len(case.articles)).capitalize()}


def about_values(case: Case) -> dict[str, str]:
    """The number of units about the event for prose: ``about``."""
    return {"about": in_words(len(about_event(case)))}

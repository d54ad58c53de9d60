"""Sources and quotations with near-duplicates counted once: what a count or a figure would say
without the copies.

Of texts that stand in each other by half or more (``measures.reuse.NEAR``) the longest is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures import sources as draw
from newscompare.figures import tone as draw_tone
from newscompare.figures import words as draw_words
from newscompare.figures.sentences import FEW, start
from newscompare.figures.style import sentence_list
from newscompare.findings.claim import in_words, percent
from newscompare.findings.naming import with_naming
from newscompare.measures import reuse, sources, tone, verbs
from newscompare.pages import book, words
from newscompare.pages.reuse import near_pairs


def copies(case: Case) -> dict[str, str]:
    """The texts that are left out where near-duplicates count once, each with the text that stands
    for it.
    """
    table = case.text_pairs
    near = table[table["covered"] / table["words"] >= reuse.NEAR]
    sizes = case.articles.set_index("id")["words"].astype(int).to_dict()
    order = sorted(case.labels, key=lambda name: -sizes.get(name, 0))
    pairs = {(str(a), str(b)) for a, b in zip(near["article"], near["other"], strict=True)}
    pairs |= {(b, a) for a, b in pairs}
    out: dict[str, str] = {}
    for kept in order:
        if kept not in out:
            out |= {o: kept for o in order if (kept, o) in pairs and o not in out and o != kept}
    return out


def without(case: Case, gone: Mapping[str, str]) -> Case:
    """The case without some texts."""
    tables = {}
    for one in fields(case):
        table = getattr(case, one.name)
        if isinstance(table, pd.DataFrame):
            column = "id" if one.name == "articles" else "article"
            if column in table:
                table = table[~table[column].astype(str).isin(list(gone))].reset_index(drop=True)
                if isinstance(table[column].dtype, pd.CategoricalDtype):
                    table[column] = table[column].cat.remove_unused_categories()
                    kept = [name for name in case.labels if name not in gone]
                    table[column] = table[column].cat.set_categories(kept, ordered=True)
            tables[one.name] = table
    labels = {name: label for name, label in case.labels.items() if name not in gone}
    return replace(case, settings=case.settings | {"articles": labels}, **tables)


def said_without(case: Case, gone: Mapping[str, str]) -> str:
    """Which texts are left out, in words: *without A, a near-duplicate of B*."""
    labels = case.labels
    if len(gone) == 1:
        ((copy, kept),) = gone.items()
        return f"without {labels[copy]}, a near-duplicate of {labels[kept]}"
    names = sentence_list([labels[name] for name in labels if name in gone])
    return f"without {names}, near-duplicates of other texts"


def titles(case: Case) -> dict[str, str]:
    """What the figures of sources and quotations say of a case: their titles by name."""
    table, labels = with_naming(case.attributions), case.labels
    found = {}
    counts = sources.source_counts(table)
    if len(counts):
        often = sources.heard_often(counts)
        found["matrix"] = draw.plot_source_matrix(often, labels, counts).title
        found["top"] = draw.plot_concentration(sources.concentration(table), labels).title
    if len(table):
        kinds = sources.attribution_counts(table, "source_type")
        found["kinds"] = draw.plot_source_types(kinds, labels).title
        named = sources.attribution_counts(table, "naming")
        found["naming"] = draw.plot_naming(named, labels).title
        found["verbs"] = draw_words.plot_verb_kinds(verbs.verb_kinds(table), labels).title
    if len(case.quotes):
        by, stances = tone.stance_counts(case.quotes, by="speaker"), tone.stance_counts(case.quotes)
        found["tone"] = draw_tone.plot_stances(stances, labels, coded="by machine").title
        people = book.speakers(case.quotes)
        found["speakers"] = draw_tone.plot_stances(
            by, people, by="speaker", coded="by machine"
        ).title
    return found


NAMES = ("matrix", "top", "kinds", "naming", "verbs", "tone", "speakers")
MOST = 6
"""So many words that mark a text are named."""


def marking(case: Case) -> str:
    """Words that mark a text and stand in its near-duplicate too: how often elsewhere without it;
    empty where there are none.
    """
    counts = case.terms.groupby(["article", "term"], observed=True)["count"].sum()
    marked = words.marking(case).to_dict("records")
    said = []
    for article, other in (side for a, b in near_pairs(case) for side in ((a, b), (b, a))):
        left = [
            f"“{row['term']}” {row['count']} : {int(row['others']) - there}"
            for row in marked
            if row["article"] == article and (there := int(counts.get((other, row["term"]), 0)))
        ]
        if left:
            shown = [*left[:MOST], *(["…"] if len(left) > MOST else [])]
            said.append(
                f"With {case.labels[other]} left out, the counts for {case.labels[article]} would "
                f"be {', '.join(shown)}."
            )
    return " ".join(["Near-duplicates are among the others.", *said]) if said else ""


def sayings(case: Case) -> dict[str, str]:
    """For prose, by ``once_NAME``: what each figure would say with near-duplicates counted once,
    empty where it would say the same; ``once_sources`` and ``once_quotes``: the numbers;
    ``once_marking``: words whose counts elsewhere are of a copy.
    """
    found = dict.fromkeys([f"once_{name}" for name in (*NAMES, "sources", "quotes", "marking")], "")
    gone = copies(case)
    if not gone:
        return found
    found["once_marking"] = marking(case)
    less, said = without(case, gone), said_without(case, gone)
    other, own = titles(less), titles(case)
    names = [label for name, label in case.labels.items() if name in gone]
    copy = f"the near-duplicate{'s' if len(names) > 1 else ''} {sentence_list(names)}"
    for name, title in own.items():
        if other.get(name, title) != title:
            found[f"once_{name}"] = f"Without {copy} the figure would say: “{other[name]}.”"
    if len(case.attributions) != len(less.attributions):
        found["once_sources"] = f"{start(said)}: {_heard(less)}."
    if len(case.quotes) != len(less.quotes):
        found["once_quotes"] = f"{start(said)}: {_quoted(less)}."
    return found


def _heard(case: Case) -> str:
    table = with_naming(case.attributions)
    once = len(sources.heard_once(table))
    named = percent(float((table["naming"] == "named").mean())) if len(table) >= FEW else "–"
    return (
        f"{len(table)} attributions, {len(sources.source_counts(table))} different sources, "
        f"{once} of them heard in a single text, and {named} of the attributions with a name"
    )


def _quoted(case: Case) -> str:
    stance = case.quotes["stance"]
    good, none, bad = (in_words(int((stance == k).sum())) for k in (1, 0, -1))
    return f"{len(stance)} quotations, {good} favourable, {none} neutral and {bad} critical"

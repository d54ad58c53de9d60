"""Who is behind the sources that a report counts: words that stand for a name, people without one,
and those who speak for a body.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from newscompare.articles.tokens import word_set
from newscompare.case.tables import Case
from newscompare.characters import clean_line
from newscompare.figures.sentences import counted
from newscompare.figures.style import sentence_list
from newscompare.findings import naming
from newscompare.findings.claim import in_words

PRONOUNS = word_set("he she it they we i you him her them us me who which that one these those")
LONGEST = 8
"""Words of a text that are shown."""
MOST = 6
"""So many descriptions are listed; of more the number is."""


def _words(text: str) -> set[str]:
    return {w.strip(".,;:'’“”\"()").lower().removesuffix("'s") for w in text.split()} - {"", "the"}


def described(case: Case, bodies: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """What a text writes for a source and the source that the machine takes it for, where the two
    have no word in common; each once, in the order of the texts.
    """
    found: dict[tuple[str, str], None] = {}
    for row in case.attributions.to_dict("records"):
        body, name = bodies.get(str(row["article"]), ""), str(row["source"])
        if not name or pd.isna(row["source_start"]) or pd.isna(row["source_end"]):
            continue
        written = clean_line(body[int(row["source_start"]) : int(row["source_end"])])
        mine = _words(written)
        if mine and not mine & _words(name):
            found.setdefault((written, name))
    return tuple(found)


def said_described(pairs: Iterable[tuple[str, str]]) -> str:
    """The descriptions, pronouns apart, in words; empty where there are none."""
    shown = [
        f"“{' '.join(written.split()[:LONGEST])}” for {name}"
        for written, name in pairs
        if not _words(written) <= PRONOUNS
    ]
    rest = len(shown) - MOST
    return sentence_list([*shown[:MOST], *([f"{in_words(rest)} more"] if rest > 0 else [])])


UNNAMED = {
    naming.BODY: "to a body called by a common noun",
    naming.GROUP: "to a group of people",
    naming.PERSON: "to a single person",
    naming.OPEN: "to somebody whom the machine could not tell",
}


def said_unnamed(case: Case) -> str:
    """To whom the attributions without a name go, with an example of each; empty where there is no
    such attribution.
    """
    table = naming.with_naming(case.attributions)
    table = table[table["naming"] == "unnamed"]
    labels, kinds = table["source"].astype(str), table["source_type"].astype(str)
    what = [naming.what_unnamed(*one) for one in zip(labels, kinds, strict=True)]
    parts = []
    for kind, words in UNNAMED.items():
        own = [label for label, found in zip(labels, what, strict=True) if found == kind]
        if own:
            example = f" (such as “{max(own, key=own.count)}”)" if own[0] else ""
            parts.append(f"{in_words(len(own))} {words}{example}")
    if not parts:
        return ""
    start = f"Attributions without a name: {in_words(len(table))}"
    if len(parts) == 1:
        return f"{start}, {parts[0].replace(in_words(len(table)), 'all', 1)}."
    return f"{start}, of which {sentence_list(parts)}."


def said_apart(case: Case) -> str:
    """Who speaks for a body without a name and counts apart from it, with the number of texts in
    which the two are heard; empty where nobody does.
    """
    table = case.attributions
    where = {
        str(name): set(own.astype(str))
        for name, own in table[table["source"] != ""].groupby("source")["article"]
    }
    parts = []
    for label in where:
        body = label.rpartition(" ")[0]
        if naming.nameless(label) and body in where:
            both = counted(len(where[label] | where[body]), "text")
            parts.append(f"“{label}” counts apart from {body} (the two together: {both})")
    return sentence_list(parts)

"""Who is behind the sources that a report counts: words that stand for a name, people without one,
those who speak for a body, and attributions with several quotations.
"""

from __future__ import annotations

import re
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
            example = f" (such as {max(own, key=own.count)})" if own[0] else ""
            parts.append(f"{in_words(len(own))} {words}{example}")
    if not parts:
        return ""
    start = f"Attributions without a name: {in_words(len(table))}"
    if len(parts) == 1:
        return f"{start}, {parts[0].replace(in_words(len(table)), 'all', 1)}."
    return f"{start}, of which {sentence_list(parts)}."


SPEAKER = re.compile(r"(?:.* )?spokes\w+ (?:for|of) (?:the |an? )?(.+)", re.IGNORECASE)
"""A person without a name who speaks for a body: *spokesman for the council*."""


def _body_of(label: str, others: Iterable[str]) -> str:
    """The body among the other sources for which a source without a name speaks; of several that
    it may be, none.
    """
    body = label.rpartition(" ")[0]
    if naming.nameless(label) and body in others:
        return body
    if (found := SPEAKER.fullmatch(label)) is None:
        return ""
    words = found[1].lower()
    same = [one for one in others if f" {one.lower()}".endswith(f" {words}") and one != label]
    return same[0] if len(same) == 1 else ""


def apart(case: Case) -> list[tuple[str, str, int, int]]:
    """Who speaks for a body without a name and counts apart from it: label, body, and how many
    attributions the two have together, in how many texts.
    """
    table = case.attributions[case.attributions["source"] != ""]
    names = list(dict.fromkeys(table["source"].astype(str)))
    found = []
    for label in names:
        if body := _body_of(label, names):
            own = table[table["source"].isin([label, body])]
            found.append((label, body, len(own), own["article"].nunique()))
    return sorted(found)


def said_apart(case: Case) -> str:
    """The same in words; empty where nobody counts apart."""
    return sentence_list(
        [
            f"{label} counts apart from {body} (the two together: {counted(n, 'attribution')} in "
            f"{counted(texts, 'text')})"
            for label, body, n, texts in apart(case)
        ]
    )


def said_as_many(case: Case) -> str:
    """Which bodies would have as many attributions as the most heard source, or more, with those
    who speak for them without a name; empty where none would.
    """
    counts = case.attributions.loc[case.attributions["source"] != "", "source"].value_counts()
    parts = []
    for label, body, n, _ in apart(case):
        if n >= counts.max() > counts[body]:
            much = "as many" if n == counts.max() else "more"
            parts.append(f"{body} together with its {label_word(label, body)} has {much} ({n})")
    return f"Counted as one, {sentence_list(parts)}." if parts else ""


def label_word(label: str, body: str) -> str:
    """What somebody who speaks for a body is called: *spokeswoman*."""
    rest = label.removeprefix(body).strip()
    return next((word for word in rest.split() if word.lower().startswith("spokes")), rest)


def said_several(case: Case) -> str:
    """How many attributions hold more than one quotation, with how many of all quotations; empty
    where there is no quotation.
    """
    held = case.quotes["attribution"].astype(str)
    each = held[~held.isin(["", "nan"])].value_counts()
    if each.empty:
        return ""
    several = each[each > 1]
    if several.empty:
        return "Each quotation stands in an attribution of its own."
    hold = "holds" if len(several) == 1 else "hold"
    return (
        f"One attribution may hold several quotations: here {in_words(len(several))} of "
        f"{in_words(len(each))} with quotations {hold} more than one, together "
        f"{in_words(int(several.sum()))} of the {len(held)}."
    )

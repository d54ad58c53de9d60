"""The words of the texts, to read: marking words, reporting verbs, headlines against bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.sentences import FEW
from newscompare.figures.shares import percent
from newscompare.measures import distinctive, headline, verbs
from newscompare.measures.framing import coded_by, frame_name


def marking(case: Case, *, own_words: bool = False, most: int = 6) -> pd.DataFrame:
    """The content words that mark each text most, used three times or more
    (``distinctive.top_terms``).
    """
    terms = headline.content_terms(case.terms)
    return distinctive.top_terms(
        distinctive.marking_terms(terms, own_words=own_words), most, least=3
    )


def verb_table(case: Case, kinds: Iterable[str] = ("weight", "colour")) -> pd.DataFrame:
    """Reporting verbs of the given kinds: ``Text``, ``Verb``, ``Kind``, ``Times``, ``Of``."""
    table = verbs.verb_counts(case.attributions)
    table = table[table["kind"].astype(str).isin(list(kinds))]
    return pd.DataFrame(
        {
            "Text": table["article"].astype(str).map(case.labels),
            "Verb": table["verb"],
            "Kind": table["kind"].astype(str),
            "Times": table["attributions"],
            "Of": [", ".join(names) or "nobody named" for names in table["sources"]],
        }
    )


def openers_table(case: Case) -> pd.DataFrame:
    """Who is first heard in each text and who last, with the unit."""
    table = verbs.opens_and_closes(case.attributions, case.sentences)
    return pd.DataFrame(
        {
            "Text": table["article"].astype(str).map(case.labels),
            "First heard": table["first_source"].replace("", "nobody"),
            "In unit": table["first_unit"],
            "Last heard": table["last_source"].replace("", "nobody"),
            "In the unit": table["last_unit"],
        }
    )


def _where(frame: Mapping[str, Any]) -> str:
    """Where a frame stands: title, deck, and how much of the body."""
    zones = [z for z in ("title", "deck") if not pd.isna(frame[z]) and frame[z] == 1]
    bare = pd.isna(frame["title"]) and pd.isna(frame["deck"])
    if not (bare or zones or frame["body"]) and frame["coded"]:
        return "found in neither"
    where = "no headline" if bare else " and ".join(zones) or "not found in the headline"
    return f"{where}; {_of_body(frame)}"


def _of_body(frame: Mapping[str, Any]) -> str:
    """How much of a body carries a frame: a share, of few sentences their number."""
    n, of = int(frame["body"]), int(frame["coded"])
    if not n:
        return "not found in the body" if of else "no body"
    return f"{percent(n / of)} of the body" if of >= FEW else f"{n} of {of} in the body"


def headline_table(case: Case) -> pd.DataFrame:
    """Each headline against its body: title, content words of title and deck, those that the body
    lacks, and each frame in headline and body.
    """
    kept = headline.headline_kept(case.terms).set_index("article")
    found = headline.headline_terms(case.terms)
    frames = headline.headline_frames(coded_by(case.frames), case.sentences)
    titles = case.articles.set_index("id")["title"]
    rows = []
    for article, label in case.labels.items():
        only = found[(found["article"] == article) & found["only"].astype(bool)]["term"]
        row: dict[str, Any] = {
            "Text": label,
            "Title": titles[article] or "none in the file",
            "Content words of title and deck": int(kept["terms"].get(article, 0)),
            "Not in the body": ", ".join(only) or "–",
        }
        for frame in frames[frames["article"].astype(str) == article].to_dict("records"):
            row[frame_name(str(frame["frame"]))] = _where(frame)
        rows.append(row)
    return pd.DataFrame(rows)

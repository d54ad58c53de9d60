"""What was given for an event and is not counted: texts, each with the reason, and lines of pages,
of which some say when and where a text appeared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from newscompare.articles.datelines import says_when_or_whose
from newscompare.articles.language import language_name, language_of
from newscompare.case.folder import CaseFolder
from newscompare.characters import clean_line
from newscompare.coding.machine_frames import Texts
from newscompare.figures.style import sentence_list
from newscompare.findings.claim import in_words
from newscompare.gather.cuts import Cut, read_cuts
from newscompare.gather.fetching import WITHOUT_TEXT, read_fetched
from newscompare.gather.furniture import REASONS


@dataclass(frozen=True)
class Given:
    """How many texts are counted, of the others what each is called and why it is not, how many
    lines were cut from those that are, and what cut lines say of day, agency or an earlier
    publication (id of the text, the line).
    """

    counted: int = 0
    left_out: tuple[tuple[str, str], ...] = ()
    cut: int = 0
    printed: tuple[tuple[str, str], ...] = ()

    @property
    def said(self) -> str:
        """How many texts were given, how many are counted, which are not and why."""
        given = in_words(self.counted + len(self.left_out))
        if not self.left_out:
            return f"All {given} texts that were given are counted."
        left = sentence_list([f"{name} ({why})" for name, why in self.left_out])
        return f"Of {given} texts given, {in_words(self.counted)} are counted. Left out: {left}."

    @property
    def table(self) -> pd.DataFrame:
        """The texts left out, to read: ``Text``, ``Why``."""
        return pd.DataFrame(self.left_out, columns=["Text", "Why"])

    def printed_table(self, labels: Mapping[str, str], most: int | None = None) -> pd.DataFrame:
        """What the pages print of day, agency or an earlier publication, to read: ``Text``,
        ``Printed`` (its first ``most`` words).
        """
        rows = []
        for article, line in self.printed:
            words = line.split()
            cut = most is not None and len(words) > most
            rows.append((labels[article], " ".join(words[:most]) + (" …" if cut else "")))
        return pd.DataFrame(rows, columns=["Text", "Printed"])


def given(case: CaseFolder, texts: Texts) -> Given:
    """What was given for a case: texts in other languages, and pages that gave no text, are left
    out. Raises ``InputError`` where ``fetched.csv`` cannot be read.
    """
    left = [
        (
            clean_line(one.metadata.get("outlet") or "") or f"“{one.id}”",
            f"in {language_name(language_of(one.body, one.metadata))}, which the machine does not "
            "read",
        )
        for one in texts.foreign
    ]
    here = {one.id for one in (*texts.articles, *texts.foreign)}
    left += [
        (f"“{row.id}”", clean_line(row.reason) or row.status)
        for row in read_fetched(case).values()
        if row.status in WITHOUT_TEXT and row.id not in here
    ]
    counted = {article.id for article in texts.articles}
    cuts = [one for one in read_cuts(case.path) if one.id in counted]
    return Given(len(texts.articles), tuple(left), len(cuts), _printed(texts, cuts))


TELLING = (REASONS["dateline"], REASONS["agency"])
"""Lines that may name a day or an agency; in captions both are those of a picture."""


def _printed(texts: Texts, cuts: Sequence[Cut]) -> tuple[tuple[str, str], ...]:
    """What cut lines and datelines say of when a text appeared, by whom it is, or where it stood
    before: id of the text, the line.
    """
    found = []
    for article in texts.articles:
        begins = article.body[: int(_first(texts, article.id))]
        begins = begins.rpartition("\n")[2] or begins
        lines = [begins.strip(" \n\t—–-")] if says_when_or_whose(begins) else []
        for one in cuts:
            told = one.reason in TELLING and says_when_or_whose(one.text)
            if one.id == article.id and (told or one.reason == REASONS["origin"]):
                lines.append(clean_line(one.text))
        found += [(article.id, line) for line in lines]
    return tuple(found)


def _first(texts: Texts, article: str) -> int:
    """Where the first sentence of a body begins."""
    units = texts.units
    own = units[(units["article"].astype(str) == article) & (units["zone"] == "body")]
    return int(own["start"].min()) if len(own) else 0

"""The texts that were given for an event and are not counted, each with the reason."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from newscompare.articles.language import language_name, language_of
from newscompare.case.folder import CaseFolder
from newscompare.characters import clean_line
from newscompare.coding.machine_frames import Texts
from newscompare.figures.style import sentence_list
from newscompare.findings.claim import in_words
from newscompare.gather.cuts import read_cuts
from newscompare.gather.fetching import WITHOUT_TEXT, read_fetched


@dataclass(frozen=True)
class Given:
    """How many texts are counted, of the others what each is called and why it is not, and how many
    lines were cut from those that are.
    """

    counted: int = 0
    left_out: tuple[tuple[str, str], ...] = ()
    cut: int = 0

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


def given(case: CaseFolder, texts: Texts) -> Given:
    """What was given for a case: texts in other languages, and pages that gave no text, are left
    out. Raises ``InputError`` where ``fetched.csv`` cannot be read.
    """
    left = [
        (
            clean_line(one.metadata.get("outlet") or "") or one.id,
            f"in {language_name(language_of(one.body, one.metadata))}, which the machine does not "
            "read",
        )
        for one in texts.foreign
    ]
    here = {one.id for one in (*texts.articles, *texts.foreign)}
    left += [
        (row.id, clean_line(row.reason) or row.status)
        for row in read_fetched(case).values()
        if row.status in WITHOUT_TEXT and row.id not in here
    ]
    counted = {article.id for article in texts.articles}
    cut = sum(one.id in counted for one in read_cuts(case.path))
    return Given(len(texts.articles), tuple(left), cut)

"""What the chapters of a report call: the case as it was read for this report, and tables for any
codebook.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from newscompare.case.codebook import STARTER, Codebook, read_codebook
from newscompare.case.tables import Case
from newscompare.figures.framing import FEW_IN_THIRDS
from newscompare.figures.sentences import FEW, in_words, start
from newscompare.figures.style import sentence_list, source_type_name
from newscompare.files import write_bytes
from newscompare.findings import Findings, claims, general
from newscompare.frames.vectors import trained
from newscompare.hand.claims_sheets import ClaimsSheet, claims_agreement
from newscompare.hand.names import Used
from newscompare.hand.sheets import Sheet
from newscompare.measures.framing import frame_name
from newscompare.measures.sources import heard_often, heard_once
from newscompare.report import beside, hands, heard, once, who_coded, worth
from newscompare.report.given import Given
from newscompare.report.sure import how_sure

PUBLIC_WORDS = 8
"""Words of a line of a page that a public report shows."""
FILE = "report-case.pickle"
"""Where the case lies while its report is built, beside the chapters; it goes when they are done.
"""

ENGINES = {
    "encoder": "a small text encoder, fine-tuned on annotated news, marks sources, cues and "
    "contents",
    "learned": "a linear-chain CRF, trained on annotated news, marks sources, cues and contents",
    "rules": "rules for quotation marks and verbs of saying mark sources, cues and contents",
}


@dataclass(frozen=True)
class Made:
    """What a report is made of: the tables of the case, its codebook, the sheets coded by hand, the
    claims sheets that people filled in; ``names``: what ``names.csv`` changed; ``foreign``: texts
    in other languages (id to code of the language); ``by``: whose codes count where they are not
    the machine's (``who_coded``); ``machine``: the case as the machine coded it; ``words``: those
    of each unit (none in a public report); ``marks``: texts with quotation marks; ``edited``:
    tables of the machine that somebody changed; ``learned``: scores and curve of ``learn``;
    ``notes`` of the maker by chapter; ``unsure``: quotations whose label two machines do not share;
    ``given``: the texts that were given and are not counted, each with the reason; ``unknowable``:
    parties and sides by countries that the machine does not know; ``described``: words of a text
    and the source that the machine took them for.
    """

    case: Case
    codebook: Codebook
    sheets: list[Sheet]
    claims: list[ClaimsSheet] = field(default_factory=list)
    names: Used = field(default_factory=Used)
    foreign: dict[str, str] = field(default_factory=dict)
    by: dict[str, dict[str, str]] = field(default_factory=dict)
    machine: Case | None = None
    marks: frozenset[str] = frozenset()
    edited: tuple[str, ...] = ()
    learned: tuple[pd.DataFrame, pd.DataFrame] | None = None
    words: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    unsure: frozenset[str] = frozenset()
    given: Given = field(default_factory=Given)
    unknowable: tuple[str, ...] = ()
    described: tuple[tuple[str, str], ...] = ()


def with_claims(case: Case, sheets: Sequence[ClaimsSheet]) -> Case:
    """The case with the claims of the first sheet as its reference; as it is without any."""
    if not sheets:
        return case
    codings = sheets[0].codings.assign(coder="reference")
    codings["article"] = pd.Categorical(
        codings["article"], categories=list(case.labels), ordered=True
    )
    return replace(case, claims=sheets[0].claims, claim_codings=codings)


def between_claims(made: Made) -> pd.DataFrame:
    """Agreement of the claims sheets among each other, to read."""
    table = claims_agreement(made.claims)
    names = {"measure": "Measure", "value": "Value", "low": "From", "high": "To", "units": "Cells"}
    return table[list(names)].rename(columns=names) if len(table) else table


def save(made: Made, folder: Path) -> None:
    """Put the case beside the chapters."""
    write_bytes(pickle.dumps(made), folder / FILE)


def load() -> Made:
    """The case of the report that is being built, from the chapter's own folder."""
    return pickle.loads(Path(FILE).read_bytes())


def found(made: Made, *, tried: bool = True) -> Findings:
    """What can be said of this case, each sentence with its verdict: what does not hold here, and
    what the machine cannot know, is not among it.

    Whether praise or blame prevails is said only where people coded the tone of every text: a
    machine's labels are wrong too often for that. That a text quotes nobody is said only where it
    holds no quotation marks.
    """
    every = _every(made, tried=tried)
    unknown = set()
    if any("tone" not in made.by.get(article, {}) for article in made.case.labels):
        unknown.add("stance")
    silent = set(made.case.labels) - set(made.case.quotes["article"].astype(str))
    if silent & made.marks:
        unknown |= {"quotes_nobody", "no_quotation"}
    return Findings({name: one for name, one in every.items() if name not in unknown})


def _every(made: Made, *, tried: bool = True) -> Findings:
    frame_of = {name: one.frame for name, one in made.codebook.indicators.items()}
    return general(made.case, frame_of, tried=tried)


HEARD = ("most_heard", "shared_sources", "few_sources", "quotes_most", "quotes_nobody", "stance")
"""The findings on sources and quotations, which near-duplicates count twice."""
MARKS = re.compile(r"[“„«\"][^“”„«»\"]{3,}[”»\"]")
"""Words inside quotation marks."""


def with_marks(units: pd.DataFrame) -> frozenset[str]:
    """The texts that have words inside quotation marks in their bodies."""
    body = units[units["zone"] == "body"]
    has = body["text"].map(lambda text: bool(MARKS.search(text))).astype(bool)
    return frozenset(body.loc[has, "article"].astype(str))


def findings_table(made: Made) -> pd.DataFrame:
    """What holds of this case, to read: ``Finding`` (its sentence) and ``Counted otherwise`` (which
    other ways to count break it; what it would say of sources and quotations with near-duplicates
    counted once; who would be heard as much, counted as one).
    """
    case, gone = made.case, once.copies(made.case)
    other = _every(replace(made, case=once.without(case, gone)), tried=False) if gone else {}
    rows = []
    for name, one in found(made).items():
        less = other.get(name)
        said = how_sure(one, case.labels)
        if less is not None and name in HEARD and less.sentence != one.sentence:
            said += f" {start(once.said_without(case, gone))}: “{less.sentence}”"
        if name == "most_heard" and (note := heard.said_as_many(case)):
            said += f" {note}"
        rows.append((Told(one.sentence, one.linked), said))
    return pd.DataFrame(rows, columns=["Finding", "Counted otherwise"], dtype=object)


class Told(str):
    """A sentence that a page shows with its numbers as links to their rows."""

    html: str

    def __new__(cls, sentence: str, html: str) -> Told:
        """The sentence, and as a page has it."""
        made = super().__new__(cls, sentence)
        made.html = html
        return made

    def _repr_html_(self) -> str:
        return self.html


def ledger(made: Made) -> list[claims.Claim]:
    """Every number that the report links to its rows, each key once: those of the chapters, then
    those of the findings.
    """
    told = [c for chapter in claims.report_claims(made.case).values() for c in chapter]
    told += [c for one in found(made, tried=False).values() for c in one.told.values()]
    return list({claim.key: claim for claim in reversed(told)}.values())[::-1]


def _agreement(table: pd.DataFrame) -> pd.DataFrame:
    names = {
        "code": "Code",
        "coders": "Coders",
        "units": "Units",
        "percent": "Alike, %",
        "kappa": "Kappa",
        "alpha": "Alpha",
        "low": "From",
        "high": "To",
    }
    return table.astype({"percent": float}).round({"percent": 0})[list(names)].rename(columns=names)


def with_machine(made: Made) -> pd.DataFrame:
    """Agreement of the machine with each sheet coded by hand, to read."""
    return _agreement(hands.with_machine(made.machine or made.case, made.sheets))


def between_coders(made: Made) -> pd.DataFrame:
    """Agreement of the sheets coded by hand among each other, to read."""
    return _agreement(hands.between_coders(made.sheets))


def engines(made: Made) -> list[str]:
    """The engines that found the attributions of the case."""
    case = made.machine or made.case
    used = [engine for engine in ENGINES if engine in set(case.attributions.get("engine", ()))]
    return used or [next(iter(ENGINES))]


def says(used: Sequence[str], frames: Sequence[str]) -> dict[str, str]:
    """How frames and tone were coded beside the engines that were used."""
    reads = "encoder" in used
    fired = "the rows name the phrase that matched"
    vectors = (
        "; where none matches, a classifier on what the encoder makes of the sentence may add the "
        "frame, and the row says that the sentence as a whole was judged"
    )
    read = (
        "the encoder and a linear model over it and word lists; a label that words alone would "
        "give otherwise is marked unsure; the words that moved each label most stand in the table "
        "of quotations that the machine wrote (quotes.csv in the folder coded)"
    )
    return {
        "frames_say": fired + (vectors if reads and trained(frames) else ""),
        "tone_says": read
        if reads
        else "a linear model of the quoted words, whose weights can be read",
    }


def accuracy(made: Made) -> pd.DataFrame:
    """How often the machines that coded this case are right (``worth.accuracy``)."""
    return worth.accuracy(engines(made), list(made.codebook.frames))


def worth_of(made: Made) -> dict[str, str]:
    """How often the machine was right, a sentence for each kind of table (``beside.sentences``)."""
    frames, used = list(made.codebook.frames), engines(made)
    return beside.sentences(used, frames, starter=is_starter(made.codebook))


def said_of(made: Made) -> dict[str, str]:
    """How often the machine was right (``worth_of``), what would be said with near-duplicates
    counted once (``once.sayings``), and that attributions may hold several quotations.
    """
    return worth_of(made) | once.sayings(made.case) | {"several": heard.said_several(made.case)}


def printed_table(made: Made) -> pd.DataFrame:
    """What pages print of day, agency or an earlier publication; in a public report the first
    words.
    """
    return made.given.printed_table(made.case.labels, None if made.words else PUBLIC_WORDS)


def who_is_who(made: Made) -> dict[str, object]:
    """Sources that the machine brought to one name (``joined``), words that it took for a source
    (``described``), who has no name and who counts apart (``heard``), the number of attributions
    whose source it could not settle (``unsettled``), and parties that it cannot tell
    (``unknowable``).
    """
    return {
        "described": heard.said_described(made.described),
        "unnamed_are": heard.said_unnamed(made.case),
        "apart": heard.said_apart(made.case),
        "joined": made.names.said,
        "unsettled": in_words(int(unsettled(made.case).sum())),
        "unknowable": sentence_list(list(made.unknowable)),
        "unstated": sentence_list(unstated(made.case)),
    }


def unranked(made: Made) -> tuple[str, ...]:
    """Measures by which no text is set apart: the tone, where a machine labelled it."""
    labelled = any("tone" not in made.by.get(name, {}) for name in made.case.labels)
    return ("favourable",) if labelled else ()


def unstated(case: Case) -> list[str]:
    """The labels of the texts that state no outlet: their ids in quotation marks."""
    return [label for name, label in case.labels.items() if label.startswith(f"“{name}”")]


def unsettled(case: Case) -> pd.Series:
    """Which attributions have a source that is a pronoun and nobody known."""
    said = case.attributions
    return (said["source"] == "") & said["source_type"].isin(["unnamed", "collective"])


def is_starter(codebook: Codebook) -> bool:
    """Are the frames those of the starter codebook, whose patterns nobody has measured?"""
    return list(codebook.frames) == list(read_codebook(STARTER).frames)


def finder(made: Made) -> str:
    """Who looked for the frames of a case: the patterns, the machine (patterns and encoder), or
    people too.
    """
    if any("frames" in coded for coded in made.by.values()):
        return "whoever coded them"
    helped = "encoder" in engines(made) and trained(list(made.codebook.frames))
    return "the machine" if helped else "the patterns"


def once_caption(made: Made) -> str:
    """What the table of sources heard once holds: all of them, or those heard there twice."""
    once = heard_once(made.case.attributions)
    left = len(once) - len(heard_often(once, "attributions"))
    return "Sources heard in one text only" + (
        f", with two attributions or more ({left} with one are left out)" if left else ""
    )


def once_table(made: Made) -> pd.DataFrame:
    """Sources heard in one text only, to read."""
    table = heard_often(heard_once(made.case.attributions), "attributions")
    return pd.DataFrame(
        {
            "Source": table["source"],
            "Kind": [source_type_name(str(kind)) for kind in table["source_type"]],
            "Country": table["country"].replace("none", "–"),
            "Text": table["article"].astype(str).map(made.case.labels),
            "Attributions": table["attributions"],
        }
    )


def coders_table(made: Made) -> pd.DataFrame:
    """Whose codes count in each text, to read (``who_coded.coders_table``)."""
    return who_coded.coders_table(made.case, made.by)


def learned_table(made: Made) -> pd.DataFrame:
    """How well frames were learned from coded sentences, to read."""
    names = {
        "frame": "Frame",
        "sentences": "Coded sentences",
        "positives": "With the frame",
        "precision": "Precision",
        "recall": "Recall",
        "f1": "F1",
        "patterns_f1": "F1 of the patterns",
    }
    table = made.learned[0] if made.learned else pd.DataFrame(columns=list(names))
    table = table.assign(frame=[frame_name(frame) for frame in table["frame"]])
    return table[list(names)].rename(columns=names)


def curve_table(made: Made) -> pd.DataFrame:
    """F1 by the number of sentences learned from, to read: a row a frame."""
    table = made.learned[1] if made.learned else pd.DataFrame(columns=["frame", "trained_on", "f1"])
    wide = table.pivot(index="frame", columns="trained_on", values="f1").reset_index()
    wide.columns = ["Frame", *(f"{n} sentences" for n in wide.columns[1:])]
    return wide.assign(Frame=[frame_name(frame) for frame in wide["Frame"]])


def values(made: Made) -> dict[str, object]:
    """What the method chapter says in numbers and names that no rows stand behind."""
    patterns = made.codebook.patterns
    return {
        "few": in_words(FEW),
        "few_thirds": in_words(FEW_IN_THIRDS),
        "n_patterns": len(patterns),
        "n_event": sum(pattern.scope == "event" for pattern in patterns),
        "engine_says": "; ".join(ENGINES[engine] for engine in engines(made)),
        **says(engines(made), list(made.codebook.frames)),
        "n_sheets": claims.in_words(len(made.sheets)),
        "n_names": made.names.rows,
        "n_edited": made.names.edited,
        "n_merged": made.names.merged,
        "n_left_out": made.names.left_out,
        "edited_tables": sentence_list(list(made.edited)) or "none",
        "coders": sentence_list([sheet.coder for sheet in made.sheets]) or "none",
    }

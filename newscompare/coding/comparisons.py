"""Codings that compare texts with each other, as tidy tables: what a unit speaks of, what a
quotation judges, which claims each text makes, and which utterances several texts carry.

Each function reads tab-separated files as coders write them and returns tables whose columns are
those of ``case/schema.json``. Of the texts only offsets, words in quotation marks and phrases of at
most ``WORDS`` words come through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from newscompare.articles import count_words
from newscompare.case.tables import columns
from newscompare.errors import InputError

WORDS = 8
"""The longest phrase that may leave a text outside quotation marks, in words."""

STRICT = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
"""A word as those count it who look for running text: ``U.S.`` is two."""

STATES = ("present", "hedged", "contradicted", "absent")
"""What a text may make of a claim."""

UTTERANCE_COLUMNS = [
    "utterance_id",
    "text",
    "unit id",
    "exact words as printed",
    "what was cut or changed",
    "marks",
    "start",
    "end",
    "utterance",
]


def read_tsv(path: Path) -> pd.DataFrame:
    """A tab-separated file, all values text, quotation marks as they are. Raises ``InputError``."""
    try:
        return pd.read_csv(path, sep="\t", quoting=3, dtype=str, keep_default_na=False)
    except OSError:
        raise InputError(
            str(path), "is missing", "name the folder that holds corpus/ and accords/"
        ) from None


def _known(
    path: Path, names: pd.Series, known: set[str], kind: str, *, column: str | None = None
) -> None:
    """Raise ``InputError`` for the first name that is not known."""
    for row, name in enumerate(names):
        if name not in known:
            cure = f"use the ids that the case gives its {kind}s"
            raise InputError(str(path), f"'{name}' is no {kind}", cure, line=row + 2, column=column)


def about(files: Mapping[str, Path], sentences: pd.DataFrame) -> pd.DataFrame:
    """What each unit speaks of: ``sentence``, ``coder``, ``main``, ``second`` (perhaps empty).

    ``files`` maps coders to files with ``unit_id`` and ``about`` (``main`` or ``main;second``).
    Raises ``InputError`` for an unknown unit.
    """
    parts = []
    for coder, path in files.items():
        given = read_tsv(path)
        _known(path, given["unit_id"], set(sentences["id"]), "unit", column="unit_id")
        codes = given["about"].str.partition(";")
        parts.append(
            pd.DataFrame(
                {
                    "sentence": given["unit_id"],
                    "coder": coder,
                    "main": codes[0].str.strip(),
                    "second": codes[2].str.strip(),
                }
            )
        )
    return _in_order(pd.concat(parts, ignore_index=True), sentences, "coder")


def targets(files: Mapping[str, Path], quotes: pd.DataFrame) -> pd.DataFrame:
    """What each quotation judges: ``quote``, ``coder``, ``target``, ``named``, ``stance``,
    ``stance_event`` (empty where it does not speak of the event).

    ``files`` maps coders to files with ``id``, ``target`` (``code`` or ``code:name``), ``stance``
    and ``stance_accession`` (or ``stance_event``; ``none`` for empty). Raises ``InputError`` for an
    unknown quotation.
    """
    parts = []
    for coder, path in files.items():
        given = read_tsv(path).rename(columns={"stance_accession": "stance_event"})
        _known(path, given["id"], set(quotes["id"]), "quotation", column="id")
        target = given["target"].str.partition(":")
        parts.append(
            pd.DataFrame(
                {
                    "quote": given["id"],
                    "coder": coder,
                    "target": target[0].str.strip(),
                    "named": target[2].str.strip(),
                    "stance": given["stance"],
                    "stance_event": given["stance_event"].replace("none", ""),
                }
            )
        )
    table = pd.concat(parts, ignore_index=True)
    order = {name: i for i, name in enumerate(quotes["id"])}
    return (
        table.assign(_order=table["quote"].map(order))
        .sort_values(["_order", "coder"], kind="stable")
        .drop(columns="_order")
        .reset_index(drop=True)
    )


def _in_order(table: pd.DataFrame, sentences: pd.DataFrame, *then: str) -> pd.DataFrame:
    order = {name: i for i, name in enumerate(sentences["id"])}
    return (
        table.assign(_order=table["sentence"].map(order))
        .sort_values(["_order", *then], kind="stable")
        .drop(columns="_order")
        .reset_index(drop=True)
    )


# --- Claims
# ------------------------------------------------------------------------------------


def claims(
    files: Mapping[str, Path], articles: list[str], sentences: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims (``id``, ``claim``) and what each text makes of them by coder.

    ``files`` maps coders to files with ``claim_id``, one column a text and, for the reference,
    ``claim``. A cell is ``absent`` or ``state:unit,unit``, several joined by ``|``. Raises
    ``InputError`` for an unknown state or unit.
    """
    wording = read_tsv(files["reference"])[["claim_id", "claim"]]
    rows = []
    for coder, path in files.items():
        given = read_tsv(path)
        for line, row in enumerate(given.to_dict("records"), 2):
            for article in articles:
                for state, unit in _states(path, line, article, str(row[article])):
                    rows.append((row["claim_id"], article, coder, state, unit))
    table = pd.DataFrame(rows, columns=columns("claim_codings"))
    path = files["reference"]
    _known(path, table.loc[table["sentence"] != "", "sentence"], set(sentences["id"]), "unit")
    return wording.rename(columns={"claim_id": "id"}), table


def _states(path: Path, line: int, article: str, cell: str) -> list[tuple[str, str]]:
    found = []
    for part in cell.split("|"):
        state, _, units = part.strip().partition(":")
        names = [unit.strip() for unit in units.split(",") if unit.strip()]
        if state not in STATES or (state == "absent") == bool(names):
            cure = "write absent, or present, hedged or contradicted with a colon and units"
            raise InputError(str(path), f"'{part}' is no state", cure, line=line, column=article)
        found += [(state, name) for name in names or [""]]
    return found


def claims_evidence(
    path: Path, codings: pd.DataFrame, sentences: pd.DataFrame, texts: Mapping[str, str]
) -> pd.DataFrame:
    """Where each claim shows: ``claim``, ``sentence``, ``start``, ``end``, ``phrase`` (cut to
    ``WORDS`` words).

    ``path`` has ``claim_id``, ``sentence``, ``start`` and ``end`` (characters of the body; of a
    title where the unit is one). Places in units that the reference does not name for the claim are
    left out. Raises ``InputError`` where a place lies outside its unit.
    """
    given = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    reference = codings[codings["coder"] == "reference"]
    named = set(zip(reference["claim"], reference["sentence"], strict=True))
    units = sentences.set_index("id")
    rows = []
    for line, row in enumerate(given.to_dict("records"), 2):
        start, end = int(row["start"]), int(row["end"])
        unit = units.loc[row["sentence"]]
        if not unit["start"] <= start < end <= unit["end"]:
            cure = "count characters of the body, of a title in the title"
            raise InputError(str(path), "the place lies outside its unit", cure, line=line)
        if (row["claim_id"], row["sentence"]) not in named:
            continue
        words = list(STRICT.finditer(texts[row["sentence"]], start - unit["start"]))
        inside = [w for w in words if w.end() <= end - unit["start"]][:WORDS]
        if len(inside) == WORDS:
            end = int(unit["start"]) + inside[-1].end()
        phrase = texts[row["sentence"]][start - unit["start"] : end - unit["start"]]
        rows.append((row["claim_id"], row["sentence"], start, end, phrase))
    return pd.DataFrame(rows, columns=columns("claims_evidence"))


def answers_as_claims(
    given: pd.DataFrame, questions: list[dict], articles: list[str], sentences: pd.DataFrame
) -> Mapping[str, pd.DataFrame]:
    """Answers to the questions of a case (``unit_id``, ``question``, ``answer``, ``words``) as the
    three tables of claims: each answer is a claim, present where a unit gives it, else absent.
    """
    units = sentences.set_index("id")
    wording, codings, places = [], [], []
    for question in questions:
        for answer in question["answers"]:
            name = f"{question['id']}-{answer['id']}"
            wording.append((name, f"{question['label']} {answer['label']}"))
            own = given[(given["question"] == question["id"]) & (given["answer"] == answer["id"])]
            for article in articles:
                here = own[own["unit_id"].map(units["article"]) == article]
                codings += [
                    (name, article, "reference", "present", unit) for unit in here["unit_id"]
                ] or [(name, article, "reference", "absent", "")]
            for row in own.itertuples():
                unit = units.loc[row.unit_id]
                start = int(unit["start"]) + unit["text"].index(row.words)
                places.append((name, row.unit_id, start, start + len(row.words), row.words))
    return {
        "claims": pd.DataFrame(wording, columns=columns("claims")),
        "claim_codings": pd.DataFrame(codings, columns=columns("claim_codings")),
        "claims_evidence": pd.DataFrame(places, columns=columns("claims_evidence")),
    }


# --- Utterances
# --------------------------------------------------------------------------------


def utterances(
    path: Path,
    alike: set[str],
    sentences: pd.DataFrame,
    attributions: pd.DataFrame,
    quotes: pd.DataFrame,
) -> pd.DataFrame:
    """Where each utterance stands (columns of ``utterances``) from a file with
    ``UTTERANCE_COLUMNS``.

    ``alike`` names the utterances whose wording is alike and no more. The quotation of a place is
    the one whose printed words overlap it. Raises ``InputError`` where the words do not stand at
    their place.
    """
    given = read_tsv(path)
    if list(given.columns) != UTTERANCE_COLUMNS:
        cure = f"write as first line, with tabs between: {' '.join(UTTERANCE_COLUMNS)}"
        raise InputError(str(path), "has another header", cure, line=1)
    units = sentences.set_index("id")
    spans = quotes.merge(
        attributions[["id", "content_start", "content_end"]],
        left_on="attribution",
        right_on="id",
        suffixes=("", "_attribution"),
    )
    rows = []
    for line, row in enumerate(given.to_dict("records"), 2):
        unit = units.loc[row["unit id"]]
        start, end = int(row["start"]), int(row["end"])
        words = unit["text"][start - unit["start"] : end - unit["start"]]
        if words != row["exact words as printed"]:
            cure = "copy the words and count characters of the body"
            raise InputError(str(path), "the words do not stand at their place", cure, line=line)
        quoted = row["marks"] == "in quotation marks"
        origin, _, piece = row["utterance"].partition(":")
        rows.append(
            {
                "utterance": row["utterance_id"],
                "origin": origin.strip(),
                "piece": piece.strip() or origin.strip(),
                "certainty": "alike" if row["utterance_id"] in alike else "same",
                "sentence": row["unit id"],
                "start": start,
                "end": end,
                "marks": "quoted" if quoted else "unquoted",
                "quote": _holder(spans, row["unit id"], start, end) if quoted else "",
                "words": count_words(words),
                "printed": words if quoted or count_words(words) <= WORDS else "",
                "change": row["what was cut or changed"],
            }
        )
    return pd.DataFrame(rows, columns=columns("utterances"))


def _holder(spans: pd.DataFrame, sentence: str, start: int, end: int) -> str:
    """The quotation of a sentence whose content holds a place; empty where none does."""
    for row in spans[spans["sentence"] == sentence].to_dict("records"):
        if int(row["content_start"]) <= start and end <= int(row["content_end"]):
            return str(row["id"])
    return ""


def reuse_as_utterances(
    given: pd.DataFrame, sentences: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Units that repeat a unit of another text (``unit_id``, ``wire_unit``, ``reuse``) as
    ``utterances``: the other text's unit first, then each that repeats it; ``change`` says how.
    """
    units = sentences.set_index("id")
    form = quotes.drop_duplicates("sentence").set_index("sentence")["form"].astype(str)
    quote = quotes.drop_duplicates("sentence").set_index("sentence")["id"]
    rows: list[dict[str, object]] = []
    for source, own in given.groupby("wire_unit", sort=True):
        places = [(str(source), "as printed first")]
        places += list(zip(own["unit_id"], own["reuse"], strict=True))
        for name, change in places:
            unit = units.loc[name]
            n = count_words(unit["text"])
            marks = {"direct": "quoted", "mixed": "part"}.get(form.get(name, ""), "unquoted")
            rows.append(
                {
                    "utterance": str(source),
                    "origin": str(unit["article"]) if name == source else rows[-1]["origin"],
                    "piece": str(source),
                    "certainty": "same",
                    "sentence": name,
                    "start": int(unit["start"]),
                    "end": int(unit["end"]),
                    "marks": marks,
                    "quote": quote.get(name, ""),
                    "words": n,
                    "printed": unit["text"] if n <= WORDS else "",
                    "change": change,
                }
            )
    return pd.DataFrame(rows, columns=columns("utterances"))

"""The claims ledger: each number of the report with the rows that it counts, by chapter."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from newscompare.case.tables import Case
from newscompare.findings.claim import Claim, count, ids, in_words, named, percent
from newscompare.findings.framing import framing_claims
from newscompare.findings.judging import load
from newscompare.findings.of_event import of_event_claims
from newscompare.findings.profiles import profile_claims
from newscompare.findings.tone import tone_claims, tone_machine_claims
from newscompare.findings.voices import source_claims
from newscompare.measures.agreement import attribution_agreement, frame_agreement
from newscompare.measures.framing import coded_by, counted_coder

__all__ = [
    "Claim",
    "as_json",
    "event_claims",
    "finding_claims",
    "framing_claims",
    "in_words",
    "ledger",
    "method_claims",
    "of_event_claims",
    "percent",
    "profile_claims",
    "report_claims",
    "source_claims",
    "tone_claims",
    "tone_machine_claims",
]


def event_claims(case: Case) -> list[Claim]:
    """What is known of the texts: how many, how long, what their source files leave open; where
    they disagree.
    """
    articles = case.articles
    coded = case.sentences[case.sentences["zone"] != "subhead"]
    unnamed = articles[articles["outlet_status"].str.startswith("not stated")]
    undated = articles[articles["date"].isna()]
    claims = [
        count("n_texts", "Texts of the case", "articles", articles, "id", words=True),
        count(
            "n_unnamed_outlets",
            "Texts whose source file names no outlet",
            "articles",
            unnamed,
            "id",
            words=True,
        ),
        count(
            "n_undated",
            "Texts without a stated date of publication",
            "articles",
            undated,
            "id",
            words=True,
        ),
        count("n_coded", "Coded units: titles, decks and sentences", "sentences", coded, "id"),
        Claim(
            "n_words",
            f"{articles['words'].sum():,}",
            "Words of all bodies",
            "articles",
            ids(articles, "id"),
        ),
    ]
    for row in articles.to_dict("records"):
        own = articles[articles["id"] == row["id"]]
        label = case.labels[row["id"]]
        claims.append(
            named(
                f"words_{row['id']}",
                f"{row['words']:,}",
                f"Words of the body, {label}",
                "articles",
                own,
                "id",
            )
        )
        claims.append(
            count(
                f"coded_{row['id']}",
                f"Coded units, {label}",
                "sentences",
                coded[coded["article"] == row["id"]],
                "id",
            )
        )
    for question in case.settings.get("questions") or []:
        for answer in question["answers"]:
            facts = case.facts[
                (case.facts["question"] == question["id"]) & (case.facts["answer"] == answer["id"])
            ]
            texts = facts["article"].nunique()
            says = f"Texts that answer “{question['label']}” with “{answer['label']}”"
            key = f"fact_{question['id']}_{answer['id']}"
            claims.append(
                Claim(
                    key,
                    in_words(texts),
                    says,
                    "sentences",
                    ids(facts.drop_duplicates("sentence"), "sentence"),
                )
            )
    return claims


def method_claims(case: Case) -> list[Claim]:
    """Agreement of the coders ``a`` and ``b``, where there are both; the rows behind it are all
    coded units.
    """
    if not {"a", "b"} <= set(case.frames["coder"].astype(str)):
        return []
    coded = coded_by(case.frames)
    table = frame_agreement(case.frames)
    claims = []
    for row in table.to_dict("records"):
        shown = percent(row["value"]) if row["measure"] == "agreement" else f"{row['value']:.2f}"
        says = f"{row['measure'].capitalize()} of the two codings, {row['code']}"
        key = f"{row['measure']}_{row['code']}"
        wide = case.frames.pivot(index="sentence", columns="coder", values=row["code"])
        differ = coded.loc[
            coded["sentence"].map(wide["a"].astype(str) != wide["b"].astype(str)), "sentence"
        ]
        claims.append(
            Claim(
                key,
                shown,
                says + " (rows: units coded differently)",
                "sentences",
                tuple(differ),
                ids(coded, "sentence"),
            )
        )
        if row["measure"] != "agreement":
            claims.append(
                Claim(
                    f"{key}_interval",
                    f"{row['low']:.2f} to {row['high']:.2f}",
                    says + ", 95% interval",
                    "sentences",
                    tuple(differ),
                    ids(coded, "sentence"),
                )
            )
    pairs = attribution_agreement(case.attribution_codings).set_index("question")
    claims.append(
        Claim(
            "attribution_overlap",
            percent(pairs["share"].iloc[0]),
            "Attributions that both codings found with the same source",
            "attributions",
            ids(case.attributions, "id"),
        )
    )
    return claims


def finding_claims(case: Case) -> list[Claim]:
    """The numbers of every finding of a case; none where it has no findings."""
    return [claim for finding in load(case).values() for claim in finding.claims]


CHAPTERS: dict[str, Callable[[Case], list[Claim]]] = {
    "The event and the texts": event_claims,
    "Framing": framing_claims,
    "Framing of the event itself": of_event_claims,
    "Framing, text by text": profile_claims,
    "Sources": source_claims,
    "Tone of quotations": tone_claims,
    "Tone by VADER": tone_machine_claims,
    "Method": method_claims,
    "Findings": finding_claims,
}


def report_claims(case: Case) -> dict[str, list[Claim]]:
    """All claims of the report by chapter; of two with one key (texts and parties are named by
    their users) the first stays.
    """
    by_machine = (
        counted_coder(case.frames) == "machine"
    )  # then there is no reference to compare with
    found = {
        chapter: claims(case)
        for chapter, claims in CHAPTERS.items()
        if not (by_machine and claims is tone_machine_claims)
    }
    first = {
        claim.key: claim for chapter in reversed(found.values()) for claim in reversed(chapter)
    }
    return {
        chapter: [claim for claim in claims if first[claim.key] is claim]
        for chapter, claims in found.items()
    }


def ledger(claims: Iterable[Claim]) -> pd.DataFrame:
    """Claims as a table: ``claim`` (what it says), ``value``, ``rows`` (the basis), ``key``."""
    return pd.DataFrame(
        [(c.says, c.shown, c.basis, c.key) for c in claims],
        columns=["claim", "value", "rows", "key"],
    )


def as_json(claims: Sequence[Claim]) -> str:
    """Claims for the rows page: key to what it says, value, basis, table and row ids; safe inside
    ``<script>``.
    """
    data: dict[str, Any] = {
        c.key: {
            "says": c.says,
            "shown": c.shown,
            "basis": c.basis,
            "table": c.table,
            "rows": list(c.rows),
        }
        for c in claims
    }
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")

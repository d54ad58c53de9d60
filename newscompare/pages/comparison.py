"""The numbers of the chapters on what only comparison shows: claims with their rows where rows of
the case stand behind a number, plain values elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.sentences import start
from newscompare.figures.shares import percent
from newscompare.figures.style import name_list
from newscompare.findings.claim import Claim, in_words
from newscompare.findings.claims import report_claims
from newscompare.measures import claims, reuse, utterances, verbs
from newscompare.pages import reuse as shared
from newscompare.pages import said, words


def _claim(
    key: str, shown: object, says: str, table: str, rows: Iterable[str], among: Iterable[str] = ()
) -> Claim:
    return Claim(key, str(shown), says, table, tuple(rows), tuple(among))


def in_prose(label: str) -> str:
    """A label within a sentence: *the unnamed digest*, *The Gazelle*."""
    return f"the u{label[1:]}" if label.startswith("Unnamed ") else label


def _names(case: Case, articles: Iterable[object], *, opens: bool = False) -> str:
    """The texts by name, in their order; ``opens``: at the start of a sentence."""
    found = {str(a) for a in articles}
    names = name_list([in_prose(label) for a, label in case.labels.items() if a in found])
    return start(names or "none") if opens else names or "none"


def one_post(case: Case, origin: str) -> tuple[list[Claim], dict[str, object]]:
    """Numbers of the chapter on one utterance in several texts; ``origin`` names the post."""
    places = shared.places(case)
    post = places[places["origin"] == origin]
    quoted = post[post["quote"] != ""]
    pieces = list(dict.fromkeys(quoted["quote"]))
    everyone = list(case.quotes["id"])
    found = [
        _claim(
            "n_pieces",
            len(pieces),
            "Quotations that are pieces of the post",
            "quotes",
            pieces,
            everyone,
        )
    ]
    by_text = {
        a: list(dict.fromkeys(quoted.loc[quoted["article"] == a, "quote"])) for a in case.labels
    }
    for article, rows in by_text.items():
        key, says = f"pieces_{article}", f"Pieces of the post in {case.labels[article]}"
        shown = in_words(len(rows))
        found.append(_claim(key, shown, says, "quotes", rows, pieces))
    travels = utterances.travels(places)
    several = travels[travels["texts"] > 1]
    alike = travels[travels["certainty"] == "alike"]
    twice = _given_twice(places[places["certainty"].astype(str) == "same"])
    fates = utterances.fates(post).set_index("article")
    pairs = case.text_pairs.assign(
        share=case.text_pairs["shared"]
        / case.text_pairs["shingles"].where(case.text_pairs["shingles"] > 0)
    )
    most = pairs.loc[pairs["share"].idxmax()]
    near = case.text_pairs["covered"] / case.text_pairs["words"] >= reuse.NEAR
    relayed = case.attributions[case.attributions["via"] != ""]
    found.append(
        _claim(
            "n_relayed",
            in_words(len(relayed)),
            "Attributions handed on by a medium",
            "attributions",
            relayed["id"],
            case.attributions["id"],
        )
    )
    values: dict[str, object] = {
        "quotes": len(everyone),
        "quoting": in_words(sum(bool(rows) for rows in by_text.values())),
        "quoting_texts": _names(case, [a for a, rows in by_text.items() if rows], opens=True),
        "not_quoting_texts": _names(
            case, [a for a, rows in by_text.items() if not rows], opens=True
        ),
        "utterances": len(travels),
        "places": len(places),
        "several": in_words(len(several)),
        "alike": in_words(len(alike)),
        "given_twice": in_words(len(twice)),
        "runs": case.shared_runs["passage"].nunique(),
        "run_pairs": case.shared_runs[["article_a", "article_b"]].drop_duplicates().shape[0],
        "most_shared": percent(most["share"], 1),
        "most_shared_of": in_prose(case.labels[str(most["article"])]),
        "most_shared_in": in_prose(case.labels[str(most["other"])]),
        "near_pairs": in_words(int(near.sum()) // 2),
    }
    for article in case.labels:
        for fate in ("capitals", "outside", "cut"):
            values[f"{fate}_{article}"] = int(fates[fate].get(article, 0))
    without = shared.without_borrowed(case, origin)
    turned = without[~without["same"]]
    values["turned_texts"] = _names(case, turned["article"])
    values["variants"] = in_words(without["variant"].nunique() - 1)
    values["turning"] = in_words(turned["variant"].nunique())
    return found, values


def ledger(case: Case) -> list[Claim]:
    """Every number of the report and of the chapters that compare, each key once."""
    told = [c for chapter in report_claims(case).values() for c in chapter]
    known = {claim.key for claim in told}
    return [*told, *(c for c in every_claim(case) if c.key not in known)]


def every_claim(case: Case) -> list[Claim]:
    """The numbers of the chapters that compare, for the page of rows; none without their tables."""
    if case.utterances.empty:
        return []
    found = [*one_post(case, "Trump post")[0], *said_unsaid(case)[0], *marked(case)[0]]
    return list({claim.key: claim for claim in found}.values())


def _given_twice(places: pd.DataFrame) -> list[str]:
    """Utterances (parts of them) that one text quotes from two different speakers."""
    quoted = places[places["marks"].astype(str) != "unquoted"]
    keys = ["utterance", "part", "article"]
    speakers = quoted.groupby(keys, observed=True)["speaker"].nunique()
    return [str(name) for name, *_ in speakers[speakers > 1].index]


MOST_PAIRS = 6
"""Most pairs of near-duplicates that a sentence names."""


def of_report(case: Case) -> tuple[list[Claim], dict[str, object]]:
    """Numbers of the report's chapter on an event of one's own: computed, nothing coded."""
    runs, near = case.shared_runs, shared.near_duplicates(case)
    groups = case.common_quotations
    texts = groups.groupby("group")["article"].nunique()
    top = words.marking(case)
    clear = int((top["low"] > 0).sum())
    rest = len(near) - MOST_PAIRS
    more = [f"{rest} more pair{'' if rest == 1 else 's'}"] if rest > 0 else []
    values: dict[str, object] = {
        "passages": runs["passage"].nunique(),
        "near": in_words(len(near)),
        "near_pairs": name_list([*near[:MOST_PAIRS], *more]),
        "common": len(texts),
        "common_places": len(groups),
        "most_texts": in_words(int(texts.max())) if len(texts) else "none",
        "clear_terms": in_words(clear) if clear else "none",
        "marked_terms": in_words(len(top)),
    }
    return [], values


def said_unsaid(case: Case) -> tuple[list[Claim], dict[str, object]]:
    """Numbers of the chapter on claims, each with the units that show it."""
    states = said.states_of(case)
    groups = claims.claim_groups(states).set_index("claim")
    counts = claims.claim_counts(states).set_index("article")
    found = []
    for name, says in (
        ("all_outright", "Claims that every text makes without a hedge"),
        ("all", "Claims that every text makes, some with a hedge"),
        ("alone", "Claims that one text alone makes"),
        ("disputed", "Claims that at least one text contradicts"),
        ("core", "Claims that all texts make, or all but one"),
    ):
        wanted = groups.index[groups[name]]
        units = states[states["claim"].isin(wanted)]["units"].explode().dropna()
        shown = in_words(len(wanted))
        found.append(_claim(f"claims_{name}", shown, says, "sentences", dict.fromkeys(units)))
    spoken = {a: int(counts["present"][a] + counts["hedged"][a]) for a in case.labels}
    values: dict[str, object] = {"n_claims": len(groups), "cells": len(states)}
    values |= {f"says_{a}": n for a, n in spoken.items()}
    values |= {f"alone_{a}": in_words(int(counts["alone"][a])) for a in case.labels}
    values |= {f"missing_{a}": in_words(int(counts["core_missing"][a])) for a in case.labels}
    most, least = max(spoken.values()), min(spoken.values())
    values["most_says"] = most
    values["most_says_texts"] = _names(
        case, [a for a, n in spoken.items() if n == most], opens=True
    )
    values["least_says"] = least
    values["least_says_texts"] = _names(case, [a for a, n in spoken.items() if n == least])
    none = [a for a in case.labels if not counts["alone"][a]]
    values["nothing_alone_texts"] = _names(case, none, opens=True)
    both = states[states["state"] == "both"]
    values["self_contradicting_texts"] = _names(case, both["article"])
    return found, values


def marked(case: Case) -> tuple[list[Claim], dict[str, object]]:
    """Numbers of the chapter on words: marking words, verbs, who opens and closes, headlines."""
    top = words.marking(case)
    clear = top[top["low"] > 0]
    table = verbs.with_verbs(case.attributions)
    coloured = table[table["kind"] == "colour"]
    edges = verbs.opens_and_closes(case.attributions, case.sentences)
    found = [
        _claim(
            "n_coloured",
            len(coloured),
            "Attributions with a verb of colour",
            "attributions",
            coloured["id"],
            table["id"],
        )
    ]
    for kind in ("plain", "weight", "view"):
        own = table[table["kind"] == kind]
        share, says = percent(len(own) / len(table)), f"Attributions with a verb of the kind {kind}"
        found.append(_claim(f"share_{kind}", share, says, "attributions", own["id"], table["id"]))
    kinds = verbs.verb_kinds(case.attributions).set_index(["article", "kind"])["share"]
    weight = {a: float(kinds.get((a, "weight"), 0.0)) for a in case.labels}
    heaviest = [a for a, share in weight.items() if share == max(weight.values()) > 0]
    kept = words.headline_table(case)
    values: dict[str, object] = {
        "terms": case.terms["term"].nunique(),
        "words": int(case.terms["count"].sum()),
        "clear_terms": len(clear),
        "clear_texts": _names(case, clear["article"]),
        "no_clear_texts": _names(case, [a for a in case.labels if a not in set(clear["article"])]),
        "coloured_verbs": name_list(sorted(set(coloured["verb"]))) or "none",
        "coloured_texts": _names(case, coloured["article"]),
        "weightiest_texts": _names(case, heaviest, opens=True),
        "weightiest_share": percent(max(weight.values(), default=0.0)),
        "attributions": len(table),
        "without_headline": in_words(int((kept["Content words of title and deck"] == 0).sum())),
        "opens_with_nobody": in_words(int((edges["first_source"] == "nobody named").sum())),
        "closes_with_nobody": in_words(int((edges["last_source"] == "nobody named").sum())),
    }
    return found, values

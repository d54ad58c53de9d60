"""The report's numbers on sources: who is heard, how concentrated, by name or not, who is not."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.sentences import NOBODY_TWICE
from newscompare.figures.style import source_type_name
from newscompare.findings.claim import (
    Claim,
    count,
    ids,
    in_words,
    leader,
    leader_share,
    leading,
    named,
    share,
)
from newscompare.findings.naming import with_naming
from newscompare.measures.sources import absence, heard_once, of_side, source_counts

NAMINGS = {
    "named": "to a source with a name",
    "unnamed": "to a source without a name",
    "no holder": "that say of nobody whose they are",
}
"""The naming of a source, as the ledger says it."""


def source_claims(case: Case) -> list[Claim]:
    """Who is heard, how concentrated, by name or not, and who is not heard."""
    table = with_naming(case.attributions)
    held = table[table["source"] != ""]
    counts = source_counts(table)
    says = "The most heard source"
    first, tie = leader("top_source", "source", says, "attributions", "source", held)
    each = "each of the most heard sources" if tie else "the most heard source"
    once = heard_once(table)
    claims = [
        count("n_attributions", "Attributions in all texts", "attributions", table, "id"),
        Claim("n_sources", str(len(counts)), "Different sources", "attributions", ids(held, "id")),
        Claim(
            "n_heard_once",
            str(len(once)),
            "Sources heard in one text only",
            "attributions",
            ids(held[held["source"].isin(once["source"])], "id"),
        ),
        Claim(
            "n_heard_in_several",
            in_words(len(counts) - len(once)),
            "Sources heard in more than one text",
            "attributions",
            ids(held[~held["source"].isin(once["source"])], "id"),
        ),
        first,
        leader_share(
            "top_source_share",
            f"Share of {each} in all attributions{tie}",
            "attributions",
            "source",
            held,
            table,
        ),
        count(
            "n_top_source_attributions",
            f"Attributions of {each}{tie}",
            "attributions",
            held[held["source"].isin(leading(held["source"])[:1])],
            "id",
        ),
        *(
            share(
                f"side_{side['id']}_share",
                f"Share of attributions to the {side['label']}",
                "attributions",
                table[of_side(table, side)],
                table,
                "id",
            )
            for side in case.settings.get("sides") or []
        ),
        *(
            count(
                f"n_side_{side['id']}",
                f"Attributions to the {side['label']}",
                "attributions",
                table[of_side(table, side)],
                "id",
            )
            for side in case.settings.get("sides") or []
        ),
        count(
            "n_relayed",
            "Attributions that another medium relays",
            "attributions",
            table[table["relay"] == "relayed"],
            "id",
            words=True,
        ),
        count(
            "n_indirect",
            "Attributions without quotation marks",
            "attributions",
            table[table["form"] == "indirect"],
            "id",
        ),
        share(
            "indirect_share",
            "Share of attributions without quotation marks",
            "attributions",
            table[table["form"] == "indirect"],
            table,
            "id",
        ),
    ]
    for naming, whose in NAMINGS.items():
        own = table[table["naming"] == naming]
        key = naming.replace(" ", "_")
        says = f"Share of attributions {whose}"
        claims.append(share(f"{key}_share", says, "attributions", own, table, "id"))
        claims.append(count(f"n_{key}", f"Attributions {whose}", "attributions", own, "id"))
    for kind in dict.fromkeys(table["source_type"].astype(str)):
        own = table[table["source_type"].astype(str) == kind]
        says = f"Attributions to sources of the kind {source_type_name(kind).lower()}"
        claims.append(count(f"n_type_{kind}", says, "attributions", own, "id"))
        for article, label in case.labels.items():
            here = own[own["article"] == article]
            claims.append(
                count(f"n_type_{kind}_{article}", f"{says}, {label}", "attributions", here, "id")
            )
    for article, label in case.labels.items():
        own = table[table["article"] == article]
        heads = own[own["source"] != ""]
        claims.append(
            count(f"attributions_{article}", f"Attributions, {label}", "attributions", own, "id")
        )
        claims += _leader_claims(article, label, heads)
        claims.append(
            count(
                f"unnamed_{article}",
                f"Attributions to an unnamed source, {label}",
                "attributions",
                own[own["naming"] == "unnamed"],
                "id",
                words=True,
            )
        )
    return claims + _absence_claims(case, table)


def _leader_claims(article: str, label: str, heads: pd.DataFrame) -> list[Claim]:
    """Who is heard most in one text; ``heads``: its attributions to somebody."""
    top = leading(heads["source"])
    each = "Each of the most heard sources" if len(top) > 1 else "The most heard source"
    shown = " and ".join(sorted(top)) or (NOBODY_TWICE if len(heads) else "nobody")
    mine, one = heads[heads["source"].isin(top)], heads[heads["source"].isin(sorted(top)[:1])]
    held = f"Attributions with a source, {label}"
    says = f"Attributions: {each.lower()}, {label}"
    times = count(f"n_top_{article}_attributions", says, "attributions", one, "id")
    says, key = f"Most heard source, {label}", f"top_{article}"
    return [
        named(key, shown, says, "attributions", mine, "id"),
        times if top else replace(times, shown="–"),
        count(f"n_held_{article}", held, "attributions", heads, "id"),
        leader_share(
            f"top_share_{article}",
            f"Share: {each.lower()}, {label}",
            "attributions",
            "source",
            heads,
            heads,
        ),
    ]


def _absence_claims(case: Case, table: pd.DataFrame) -> list[Claim]:
    """Which of the parties looked for are heard where; of none, that none was looked for."""
    presence = absence(table, case.mentions, case.settings.get("parties") or [])
    claims: list[Claim] = []
    for party, own in presence.groupby("party", sort=False):
        label = own["label"].iloc[0]
        heard_in, named_in = own[own["presence"] == "heard"], own[own["presence"] != "absent"]
        articles = case.articles.set_index("id", drop=False)
        claims.append(
            count(
                f"heard_{party}",
                f"Texts in which {label} are heard",
                "articles",
                articles.loc[list(heard_in["article"])],
                "id",
                words=True,
            )
        )
        mentions = case.mentions[case.mentions["party"] == party]
        says = f"Texts in which {label} are heard or named"
        claims.append(
            Claim(
                f"named_{party}",
                in_words(len(named_in)),
                says,
                "sentences",
                ids(mentions, "sentence"),
            )
        )
    voices = presence.groupby("party", sort=False)["attributions"].sum()
    parties, unheard = tuple(voices.index), tuple(voices.index[voices == 0])
    claims.append(
        Claim("n_parties", in_words(len(parties)), "Parties looked for", "parties", parties)
    )
    if parties:
        says = "Parties heard in no text"
        shown = in_words(len(unheard))
        claims.append(Claim("n_unheard", shown, says, "parties", unheard, parties))
    return claims

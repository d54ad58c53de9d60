"""The report's numbers on sources: who is heard, how concentrated, by name or not, who is not."""

from __future__ import annotations

import pandas as pd

from newscompare.case.tables import Case
from newscompare.findings.claim import (
    Claim,
    count,
    ids,
    in_words,
    most_frequent,
    named,
    share,
    top_name,
)
from newscompare.measures.sources import (
    absence,
    concentration,
    heard_once,
    of_side,
    source_counts,
    with_naming,
)


def source_claims(case: Case) -> list[Claim]:
    """Who is heard, how concentrated, by name or not, and who is not heard."""
    table = with_naming(case.attributions)
    held = table[table["source"] != ""]
    counts = source_counts(table)
    sources = most_frequent(held["source"])
    most, tie = top_name(sources, "source")
    top = held[held["source"].isin(sources)]
    once = heard_once(table)
    claims = [
        count("n_attributions", "Attributions in all texts", "attributions", table, "id"),
        Claim(
            "n_sources",
            str(len(counts)),
            "Different sources",
            "attributions",
            ids(held.drop_duplicates("source"), "id"),
        ),
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
        named("top_source", most, f"The most heard source{tie}", "attributions", top, "id"),
        share(
            "top_source_share",
            f"Share of the most heard source in all attributions{tie}",
            "attributions",
            top,
            table,
            "id",
        ),
        count(
            "n_top_source_attributions",
            f"Attributions of the most heard source{tie}",
            "attributions",
            top,
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
    for naming in ("named", "unnamed", "no holder"):
        own = table[table["naming"] == naming]
        key = naming.replace(" ", "_")
        claims.append(
            share(
                f"{key}_share", f"Share of attributions, {naming}", "attributions", own, table, "id"
            )
        )
        claims.append(count(f"n_{key}", f"Attributions, {naming}", "attributions", own, "id"))
    for kind in dict.fromkeys(table["source_type"].astype(str)):
        own = table[table["source_type"].astype(str) == kind]
        says = f"Attributions to sources of the type {kind}"
        claims.append(count(f"n_type_{kind}", says, "attributions", own, "id"))
        for article, label in case.labels.items():
            here = own[own["article"] == article]
            claims.append(
                count(f"n_type_{kind}_{article}", f"{says}, {label}", "attributions", here, "id")
            )
    concentrated = concentration(table).set_index("article")
    for article, label in case.labels.items():
        own = table[table["article"] == article]
        row = concentrated.loc[article]
        heads = own[own["source"] != ""]
        numbers = heads["source"].value_counts()
        leaders = sorted(numbers[numbers == numbers.max()].index)
        mine = own[own["source"].isin(leaders)]
        claims.append(
            count(f"attributions_{article}", f"Attributions, {label}", "attributions", own, "id")
        )
        claims.append(
            named(
                f"top_{article}",
                str(row["top_source"]) or "nobody",
                f"Most heard source, {label}",
                "attributions",
                mine,
                "id",
            )
        )
        rows = mine[mine["source"].isin(leaders[:1])]
        claims.append(
            count(
                f"n_top_{article}_attributions",
                f"Attributions of the most heard source, {label}",
                "attributions",
                rows,
                "id",
            )
        )
        claims.append(
            count(
                f"n_held_{article}",
                f"Attributions with a source, {label}",
                "attributions",
                heads,
                "id",
            )
        )
        claims.append(
            share(
                f"top_share_{article}",
                f"Share of the most heard source, {label}",
                "attributions",
                rows,
                heads,
                "id",
            )
        )
        claims.append(
            count(
                f"unnamed_{article}",
                f"Unnamed sources, {label}",
                "attributions",
                own[own["naming"] == "unnamed"],
                "id",
                words=True,
            )
        )
    return claims + _absence_claims(case, table)


def _absence_claims(case: Case, table: pd.DataFrame) -> list[Claim]:
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
    claims.append(
        Claim(
            "n_unheard",
            in_words(len(unheard)),
            "Parties heard in no text",
            "parties",
            unheard,
            parties,
        )
    )
    return claims

"""The report's numbers on quotations: their stance, their speakers, VADER's label beside it."""

from __future__ import annotations

from newscompare.case.tables import Case
from newscompare.figures.style import name_list
from newscompare.findings.claim import Claim, count, leader, leader_share, leading, named, share
from newscompare.measures.tone import TARGETS
from newscompare.sentiment import score
from newscompare.sentiment.vader import driven_by, vader_label


def tone_claims(case: Case) -> list[Claim]:
    """Quotations by stance, by text and by the most quoted speaker."""
    quotes = case.quotes
    claims = [count("n_quotes", "Quotations in all texts", "quotes", quotes, "id")]
    for stance, name in ((1, "favourable"), (0, "neutral"), (-1, "critical")):
        own = quotes[quotes["stance"] == stance]
        claims.append(
            count(
                f"n_{name}", f"Quotations coded {name}", "quotes", own, "id", words=len(own) <= 12
            )
        )
        claims.append(
            share(f"{name}_share", f"Share of quotations coded {name}", "quotes", own, quotes, "id")
        )
    for article, label in case.labels.items():
        claims.append(
            count(
                f"quotes_{article}",
                f"Quotations, {label}",
                "quotes",
                quotes[quotes["article"] == article],
                "id",
                words=True,
            )
        )
    without = case.articles[~case.articles["id"].isin(quotes["article"].astype(str))]
    claims.append(
        count(
            "n_without_quotes", "Texts without a quotation", "articles", without, "id", words=True
        )
    )
    claims.append(
        named(
            "texts_without_quotes",
            name_list([case.labels[a] for a in without["id"]]) or "–",
            "Texts without a quotation, by name",
            "articles",
            without,
            "id",
        )
    )
    heard = quotes[~quotes["speaker"].astype(str).str.startswith("(")]
    says = "The most quoted speaker"
    first, tie = leader("top_speaker", "speaker", says, "quotes", "speaker", heard)
    claims.append(first)
    each = "each of the most quoted speakers" if tie else "the most quoted speaker"
    says = f"Share of {each} in all quotations{tie}"
    claims.append(leader_share("top_speaker_share", says, "quotes", "speaker", heard, quotes))
    critics = quotes[quotes["stance"] == -1]
    claims.append(
        named(
            "critics",
            name_list([s for s in dict.fromkeys(critics["speaker"]) if s[:1] != "("]) or "nobody",
            "Speakers of critical quotations",
            "quotes",
            critics,
            "id",
        )
    )
    return claims + _target_claims(case)


def _target_claims(case: Case) -> list[Claim]:
    """What the quotations judge, and what those of the most quoted speaker say of the event; none
    for a case without targets.
    """
    quotes, targets = case.quotes, case.targets
    own = targets[targets["coder"].astype(str) == "reference"].set_index("quote")
    if own.empty or quotes.empty:
        return []
    target, event = quotes["id"].map(own["target"]), quotes["id"].map(own["stance_event"])
    claims = [
        count(
            f"n_judge_{name}", f"Quotations that judge: {label}", "quotes", rows, "id", words=True
        )
        for name, label in TARGETS.items()
        for rows in [quotes[target == name]]
    ]
    speakers = leading(quotes["speaker"])
    most, several = quotes["speaker"].isin(speakers), len(speakers) > 1
    kinds = {"favours": event == 1, "neutral": event == 0, "critical": event == -1}
    for name, chosen in (kinds | {"silent": event.isna()}).items():
        who = "all who are quoted most" if several else "the most quoted speaker"
        says = f"Quotations of {who}, toward the event: {name}"
        rows = quotes[most & chosen]
        claims.append(count(f"n_top_speaker_{name}", says, "quotes", rows, "id", words=True))
    for article, label in case.labels.items():
        rows = quotes[(quotes["article"] == article) & event.isna()]
        says = f"Quotations that do not speak of the event, {label}"
        claims.append(count(f"n_silent_{article}", says, "quotes", rows, "id", words=True))
    return claims


def tone_machine_claims(case: Case) -> list[Claim]:
    """Where VADER's label and the reference's stance agree and differ, quotation by quotation."""
    quotes = case.quotes.assign(vader_label=vader_label(score(case.quotes)["vader"]))
    same = quotes[quotes["stance"] == quotes["vader_label"]]
    missed = quotes[(quotes["stance"] == 1) & (quotes["vader_label"] == 0)]
    critics = quotes[(quotes["stance"] == -1) & (quotes["vader_label"] == -1)]
    topical = quotes[[driven_by(words) for words in quotes["quoted"]]]
    return [
        share(
            "vader_same_share",
            "Share of quotations whose VADER label is the reference's stance",
            "quotes",
            same,
            quotes,
            "id",
        ),
        count(
            "n_vader_same",
            "Quotations whose VADER label is the reference's stance",
            "quotes",
            same,
            "id",
        ),
        count(
            "n_vader_missed",
            "Favourable quotations that VADER finds neutral",
            "quotes",
            missed,
            "id",
            words=True,
        ),
        count(
            "n_vader_critical",
            "Critical quotations that VADER finds critical",
            "quotes",
            critics,
            "id",
            words=True,
        ),
        count(
            "n_topic_driven",
            "Quotations in which a topic word carries weight in the VADER score",
            "quotes",
            topical,
            "id",
        ),
    ]

"""The claims ledger: each number of the report with the rows that it counts.

A ``Claim`` knows its value as shown, what it says, the coded rows behind it (numerator) and the
rows that it was counted among (denominator). The book pastes the value with a link to those rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.style import name_list
from newscompare.measures.agreement import attribution_agreement, frame_agreement
from newscompare.measures.framing import (
    NO_FRAME,
    coded_by,
    counted_coder,
    frame_balance,
    frame_shares,
    frames_of,
)
from newscompare.measures.sources import (
    absence,
    concentration,
    heard_once,
    source_counts,
    with_naming,
)
from newscompare.sentiment import score
from newscompare.sentiment.words import driven_by, vader_label

ROWS_PAGE = "../notebooks/07_rows.html"
"""Where the rows stand; every page of the book lies in a folder beside ``notebooks``."""

WORDS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


@dataclass(frozen=True)
class Claim:
    """One number (or name) of the report.

    ``table`` names the table of the rows: ``articles``, ``sentences``, ``attributions`` or
    ``quotes``; ``rows`` are the ids counted, ``among`` the ids that they were counted among (empty
    where nothing was divided).
    """

    key: str
    shown: str
    says: str
    table: str
    rows: tuple[str, ...]
    among: tuple[str, ...] = ()

    @property
    def basis(self) -> str:
        """``13 of 19 sentences`` or ``13 sentences``."""
        unit = {"sentences": "coded units", "articles": "texts", "quotes": "quotations"}.get(
            self.table, self.table
        )
        return (
            f"{len(self.rows)} of {len(self.among)} {unit}"
            if self.among
            else f"{len(self.rows)} {unit}"
        )

    def _repr_html_(self) -> str:
        title = escape(f"{self.says}: {self.basis}. Open the rows.", quote=True)
        return (
            f'<a class="count" href="{ROWS_PAGE}#claim={quote(self.key, safe="")}" '
            f'title="{title}">{escape(self.shown)}</a>'
        )

    def __repr__(self) -> str:
        return self.shown


def percent(share: float) -> str:
    """A share as a whole percentage."""
    return f"{share:.0%}"


def in_words(n: int) -> str:
    """A count up to twelve as a word (``none`` for 0), above that as a numeral."""
    return WORDS[n] if 0 <= n < len(WORDS) else str(n)


def _ids(table: pd.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(str(v) for v in table[column])


def _share(
    key: str, says: str, table: str, rows: pd.DataFrame, among: pd.DataFrame, column: str
) -> Claim:
    shown = percent(len(rows) / len(among)) if len(among) else "–"
    return Claim(key, shown, says, table, _ids(rows, column), _ids(among, column))


def _count(
    key: str, says: str, table: str, rows: pd.DataFrame, column: str, *, words: bool = False
) -> Claim:
    return Claim(
        key, in_words(len(rows)) if words else str(len(rows)), says, table, _ids(rows, column)
    )


def _name(key: str, shown: str, says: str, table: str, rows: pd.DataFrame, column: str) -> Claim:
    return Claim(key, shown, says, table, _ids(rows, column))


def event_claims(case: Case) -> list[Claim]:
    """What is known of the texts: how many, how long, what their source files leave open; where
    they disagree.
    """
    articles = case.articles
    coded = case.sentences[case.sentences["zone"] != "subhead"]
    unnamed = articles[articles["outlet_status"].str.startswith("not stated")]
    undated = articles[articles["date"].isna()]
    claims = [
        _count("n_texts", "Texts of the case", "articles", articles, "id", words=True),
        _count(
            "n_unnamed_outlets",
            "Texts whose source file names no outlet",
            "articles",
            unnamed,
            "id",
            words=True,
        ),
        _count(
            "n_undated",
            "Texts without a stated date of publication",
            "articles",
            undated,
            "id",
            words=True,
        ),
        _count("n_coded", "Coded units: titles, decks and sentences", "sentences", coded, "id"),
        Claim(
            "n_words",
            f"{articles['words'].sum():,}",
            "Words of all bodies",
            "articles",
            _ids(articles, "id"),
        ),
    ]
    for row in articles.to_dict("records"):
        own = articles[articles["id"] == row["id"]]
        label = case.labels[row["id"]]
        claims.append(
            _name(
                f"words_{row['id']}",
                f"{row['words']:,}",
                f"Words of the body, {label}",
                "articles",
                own,
                "id",
            )
        )
        claims.append(
            _count(
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
                    _ids(facts.drop_duplicates("sentence"), "sentence"),
                )
            )
    return claims


def framing_claims(case: Case) -> list[Claim]:
    """Shares of each frame in each text, their extremes, and whose voice carries them."""
    coded = coded_by(case.frames)
    frames = frames_of(coded)
    claims = []
    for combination in coded["combination"].cat.categories:
        own = coded[coded["combination"] == combination]
        key, only = (
            (f"n_{combination}_only", f"{combination} only")
            if combination in frames
            else (f"n_{combination}", combination)
        )
        claims.append(_count(key, f"Units coded {only}", "sentences", own, "sentence"))
    framed = coded[coded["combination"] != NO_FRAME]
    claims.append(_count("n_framed", "Units coded with any frame", "sentences", framed, "sentence"))
    claims.append(
        _share(
            "framed_share",
            "Share of units coded with any frame",
            "sentences",
            framed,
            coded,
            "sentence",
        )
    )
    claims += (
        _framing_extremes(case, coded)
        + _balance_claims(case, coded)
        + _voice_claims(coded)
        + _indicator_claims(coded)
    )
    for article, label in case.labels.items():
        own = coded[coded["article"] == article]
        for frame in frames:
            says = f"Share of {frame} sentences, {label}"
            claims.append(
                _share(
                    f"{frame}_{article}", says, "sentences", own[own[frame] == 1], own, "sentence"
                )
            )
    return claims


def _framing_extremes(case: Case, coded: pd.DataFrame) -> list[Claim]:
    shares = frame_shares(coded).dropna(subset=["share"])
    claims = []
    for frame in frames_of(coded):
        own = shares[shares["frame"] == frame]
        for which, row in (
            ("most", own.loc[own["share"].idxmax()]),
            ("least", own.loc[own["share"].idxmin()]),
        ):
            rows = coded[(coded["article"] == row["article"]) & (coded[frame] == 1)]
            label = case.labels[row["article"]]
            claims.append(
                _name(
                    f"{which}_{frame}",
                    label,
                    f"Text with the {which} {frame} sentences by share",
                    "sentences",
                    rows,
                    "sentence",
                )
            )
            of = coded[coded["article"] == row["article"]]
            claims.append(
                _share(
                    f"{which}_{frame}_share",
                    f"Share of {frame} sentences, {label}",
                    "sentences",
                    rows,
                    of,
                    "sentence",
                )
            )
    return claims


def _balance_claims(case: Case, coded: pd.DataFrame) -> list[Claim]:
    """Which of two frames is the more frequent in which texts; nothing for a codebook of another
    number of frames.
    """
    if len(frames_of(coded)) != 2:
        return []
    first, second = frames_of(coded)
    balance = frame_balance(coded)
    articles = case.articles.set_index("id", drop=False)
    clear = (balance["low"] > 0) | (balance["high"] < 0)
    claims = []
    for key, says, chosen in (
        (
            f"{second}_texts",
            f"Texts with more {second} than {first} sentences",
            balance["balance"] > 0,
        ),
        (
            f"{first}_texts",
            f"Texts in which {second} sentences do not outnumber {first} ones",
            balance["balance"] <= 0,
        ),
        ("clear_texts", "Texts whose bootstrap interval of the balance leaves out zero", clear),
    ):
        rows = articles.loc[list(balance.loc[chosen, "article"])]
        names = name_list([case.labels[a] for a in rows["id"]]) or "–"
        claims.append(_count(f"n_{key}", says, "articles", rows, "id", words=True))
        claims.append(_name(key, names, f"{says}, by name", "articles", rows, "id"))
    return claims


def _voice_claims(coded: pd.DataFrame) -> list[Claim]:
    claims = []
    for frame in frames_of(coded):
        framed = coded[coded[frame] == 1]
        for voice in ("outlet", "source", "both"):
            own = framed[framed["voice"] == voice]
            claims.append(
                _share(
                    f"{frame}_by_{voice}",
                    f"Share of {frame} sentences voiced by {voice}",
                    "sentences",
                    own,
                    framed,
                    "sentence",
                )
            )
            claims.append(
                _count(
                    f"n_{frame}_by_{voice}",
                    f"{frame.capitalize()} sentences voiced by {voice}",
                    "sentences",
                    own,
                    "sentence",
                )
            )
        claims.append(
            _count(
                f"n_{frame}",
                f"Units coded {frame}, alone or with the other frame",
                "sentences",
                framed,
                "sentence",
            )
        )
    return claims


def _indicator_claims(coded: pd.DataFrame) -> list[Claim]:
    """How often each indicator was named, and how often with a source's voice in the sentence."""
    named = coded.assign(indicator=coded["indicators"].str.split(";")).explode("indicator")
    claims = []
    for indicator, own in named[named["indicator"] != ""].groupby("indicator"):
        quoted = own[own["voice"].isin(["source", "both"])]
        says = f"Sentences with the indicator {indicator}"
        claims.append(_count(f"n_{indicator}", says, "sentences", own, "sentence"))
        claims.append(
            _share(
                f"{indicator}_by_source",
                f"Share of the sentences with the indicator {indicator} that have a source's "
                f"voice in them",
                "sentences",
                quoted,
                own,
                "sentence",
            )
        )
    return claims


def source_claims(case: Case) -> list[Claim]:
    """Who is heard, how concentrated, by name or not, and who is not heard."""
    table = with_naming(case.attributions)
    held = table[table["source"] != ""]
    counts = source_counts(table)
    most = str(counts["source"].iloc[0]) if len(counts) else ""
    top = table[(table["source"] == most) & (most != "")]
    once = heard_once(table)
    claims = [
        _count("n_attributions", "Attributions in all texts", "attributions", table, "id"),
        Claim(
            "n_sources",
            str(len(counts)),
            "Different sources",
            "attributions",
            _ids(held.drop_duplicates("source"), "id"),
        ),
        Claim(
            "n_heard_once",
            str(len(once)),
            "Sources heard in one text only",
            "attributions",
            _ids(held[held["source"].isin(once["source"])], "id"),
        ),
        _name("top_source", most or "nobody", "The most heard source", "attributions", top, "id"),
        _share(
            "top_source_share",
            "Share of the most heard source in all attributions",
            "attributions",
            top,
            table,
            "id",
        ),
        _count("n_top_source", "Attributions of the most heard source", "attributions", top, "id"),
        *(
            _share(
                f"side_{side['id']}_share",
                f"Share of attributions to the {side['label']}",
                "attributions",
                table[table["country"].isin(side["country"])],
                table,
                "id",
            )
            for side in case.settings.get("sides") or []
        ),
        _count(
            "n_relayed",
            "Attributions that another medium relays",
            "attributions",
            table[table["relay"] == "relayed"],
            "id",
            words=True,
        ),
        _count(
            "n_indirect",
            "Attributions without quotation marks",
            "attributions",
            table[table["form"] == "indirect"],
            "id",
        ),
        _share(
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
            _share(
                f"{key}_share", f"Share of attributions, {naming}", "attributions", own, table, "id"
            )
        )
        claims.append(_count(f"n_{key}", f"Attributions, {naming}", "attributions", own, "id"))
    concentrated = concentration(table).set_index("article")
    for article, label in case.labels.items():
        own = table[table["article"] == article]
        row = concentrated.loc[article]
        heads = own[own["source"] != ""]
        numbers = heads["source"].value_counts()
        leaders = sorted(numbers[numbers == numbers.max()].index)
        mine = own[own["source"].isin(leaders)]
        claims.append(
            _count(f"attributions_{article}", f"Attributions, {label}", "attributions", own, "id")
        )
        claims.append(
            _name(
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
            _share(
                f"top_share_{article}",
                f"Share of the most heard source, {label}",
                "attributions",
                rows,
                heads,
                "id",
            )
        )
        claims.append(
            _count(
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
            _count(
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
                _ids(mentions, "sentence"),
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


def tone_claims(case: Case) -> list[Claim]:
    """Quotations by stance, by text and by the most quoted speaker."""
    quotes = case.quotes
    claims = [_count("n_quotes", "Quotations in all texts", "quotes", quotes, "id")]
    for stance, name in ((1, "favourable"), (0, "neutral"), (-1, "critical")):
        own = quotes[quotes["stance"] == stance]
        claims.append(
            _count(
                f"n_{name}", f"Quotations coded {name}", "quotes", own, "id", words=len(own) <= 12
            )
        )
        claims.append(
            _share(
                f"{name}_share", f"Share of quotations coded {name}", "quotes", own, quotes, "id"
            )
        )
    for article, label in case.labels.items():
        claims.append(
            _count(
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
        _count(
            "n_without_quotes", "Texts without a quotation", "articles", without, "id", words=True
        )
    )
    claims.append(
        _name(
            "texts_without_quotes",
            name_list([case.labels[a] for a in without["id"]]) or "–",
            "Texts without a quotation",
            "articles",
            without,
            "id",
        )
    )
    speaker = str(quotes["speaker"].value_counts().idxmax()) if len(quotes) else "nobody"
    most = quotes[quotes["speaker"] == speaker]
    claims.append(_name("top_speaker", speaker, "The most quoted speaker", "quotes", most, "id"))
    claims.append(
        _share(
            "top_speaker_share",
            "Share of the most quoted speaker in all quotations",
            "quotes",
            most,
            quotes,
            "id",
        )
    )
    critics = quotes[quotes["stance"] == -1]
    claims.append(
        _name(
            "critics",
            name_list(list(dict.fromkeys(critics["speaker"]))) or "nobody",
            "Speakers of critical quotations",
            "quotes",
            critics,
            "id",
        )
    )
    return claims


def tone_machine_claims(case: Case) -> list[Claim]:
    """Where VADER's label and the stance by hand agree and differ, quotation by quotation."""
    quotes = case.quotes.assign(vader_label=vader_label(score(case.quotes)["vader"]))
    same = quotes[quotes["stance"] == quotes["vader_label"]]
    missed = quotes[(quotes["stance"] == 1) & (quotes["vader_label"] == 0)]
    critics = quotes[(quotes["stance"] == -1) & (quotes["vader_label"] == -1)]
    topical = quotes[[driven_by(words) for words in quotes["quoted"]]]
    return [
        _share(
            "vader_same_share",
            "Share of quotations whose VADER label is the stance by hand",
            "quotes",
            same,
            quotes,
            "id",
        ),
        _count(
            "n_vader_same",
            "Quotations whose VADER label is the stance by hand",
            "quotes",
            same,
            "id",
        ),
        _count(
            "n_vader_missed",
            "Favourable quotations that VADER finds neutral",
            "quotes",
            missed,
            "id",
            words=True,
        ),
        _count(
            "n_vader_critical",
            "Critical quotations that VADER finds critical",
            "quotes",
            critics,
            "id",
            words=True,
        ),
        _count(
            "n_topic_driven",
            "Quotations in which a topic word carries weight in the VADER score",
            "quotes",
            topical,
            "id",
        ),
    ]


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
                _ids(coded, "sentence"),
            )
        )
        if row["measure"] != "agreement":
            claims.append(
                Claim(
                    f"{key}_interval",
                    f"{row['low']:.2f} to {row['high']:.2f}",
                    says + ", 95 % interval",
                    "sentences",
                    tuple(differ),
                    _ids(coded, "sentence"),
                )
            )
    pairs = attribution_agreement(case.attribution_codings).set_index("question")
    claims.append(
        Claim(
            "attribution_overlap",
            percent(pairs["share"].iloc[0]),
            "Attributions that both codings found with the same source",
            "attributions",
            _ids(case.attributions, "id"),
        )
    )
    return claims


CHAPTERS: dict[str, Callable[[Case], list[Claim]]] = {
    "The event and the texts": event_claims,
    "Framing": framing_claims,
    "Sources": source_claims,
    "Tone of quotations": tone_claims,
    "Tone by VADER": tone_machine_claims,
    "Method": method_claims,
}


def report_claims(case: Case) -> dict[str, list[Claim]]:
    """All claims of the report by chapter; of two with one key (texts and parties are named by
    their users) the first stays.
    """
    by_machine = (
        counted_coder(case.frames) == "machine"
    )  # then there is no stance by hand to compare with
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

"""Coded rows to read: each table of a case with its labels, links and offsets, cells as HTML."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.style import source_type_name
from newscompare.findings.naming import with_naming
from newscompare.measures.framing import coded_by, counted_coder
from newscompare.measures.sources import absence
from newscompare.measures.tone import STANCES
from newscompare.pages.machine_tone import stored
from newscompare.sentiment import score
from newscompare.sentiment.vader import vader_label, vader_words

LEFT = (
    "<style>.jp-RenderedHTMLCommon table:is(.house, .house-search) :is(td, th):not(.num) "
    "{ text-align: left; } .jp-RenderedHTMLCommon table:is(.house, .house-search) "
    "{ table-layout: auto; }</style>"
)
"""JupyterLab sets every cell to the right and makes all columns alike; words read from the left,
and long ones need room.
"""


def _linked(case: Case, articles: pd.Series, unnamed: Collection[str] = ()) -> list[str]:
    """The label of each text, as a link to the article where its address is known; of ``unnamed``
    ones that it is not stated.
    """
    urls = case.articles.set_index("id")["url"]
    names = {a: escape(label) for a, label in case.labels.items()}
    names |= dict.fromkeys(unnamed, "not stated")
    names |= {
        str(a): f'<a href="{escape(url, quote=True)}">{names[str(a)]}</a>'
        for a, url in urls.items()
        if url.startswith(("http://", "https://"))
    }
    return [names[str(a)] for a in articles]


def _letters(coded: pd.DataFrame) -> pd.Series:
    names = {"symbolic": "S", "strategic": "T", "both": "S+T", "neither": "–"}
    return coded.set_index("sentence")["combination"].astype(str).map(names)


def _span(start: object, end: object) -> str:
    return "–" if start is pd.NA or end is pd.NA else f"{start}–{end}"


def cell_text(values: pd.Series) -> pd.Series:
    """Values as text for cells of HTML, empty ones as ``–``."""
    return values.astype(str).map(escape).replace("", "–")


def sentence_rows(case: Case) -> pd.DataFrame:
    """Each coded unit as a row to read: id, text, zone, frames, indicators, voice, both codings,
    evidence, offsets.
    """
    counted = coded_by(case.frames)
    coded = counted.merge(
        case.sentences[["id", "zone", "start", "end"]], left_on="sentence", right_on="id"
    )
    evidence = case.evidence.assign(shown=cell_text(case.evidence["phrase"]))
    evidence["shown"] = (
        evidence["indicator"].where(evidence["indicator"] == "", evidence["indicator"] + ": ")
        + "“"
        + evidence["shown"]
        + "”"
    )
    phrases = {
        str(sentence): "<br>".join(own) for sentence, own in evidence.groupby("sentence")["shown"]
    }
    rows = pd.DataFrame(
        {
            "unit": coded["sentence"],
            "text": _linked(case, coded["article"]),
            "zone": coded["zone"].astype(str),
            "frames": coded["combination"].astype(str),
            "indicators": coded["indicators"].str.replace(";", " ").replace("", "–"),
            "voice": coded["voice"].astype(str).replace("none", "–"),
            "codings": _codings(case, coded["sentence"])
            if counted_coder(case.frames) == "reference"
            else "",
            "evidence": [phrases.get(sentence, "–") for sentence in coded["sentence"]],
            "offsets": [_span(s, e) for s, e in zip(coded["start"], coded["end"], strict=True)],
        }
    )
    return rows if counted_coder(case.frames) == "reference" else rows.drop(columns="codings")


def _codings(case: Case, sentences: pd.Series) -> pd.Series:
    """The frames that the coders ``a`` and ``b`` gave each unit, in letters (S symbolic, T
    strategic).
    """
    return (
        "a "
        + sentences.map(_letters(coded_by(case.frames, "a")))
        + ", b "
        + sentences.map(_letters(coded_by(case.frames, "b")))
    )


def attribution_rows(case: Case) -> pd.DataFrame:
    """Each attribution as a row to read: id, unit, text, source, type, country, naming, relay, cue,
    form, offsets.
    """
    table = with_naming(case.attributions)
    return pd.DataFrame(
        {
            "row": table["id"],
            "unit": table["sentence"],
            "text": _linked(case, table["article"]),
            "source": cell_text(table["source"]),
            "type": [source_type_name(kind).lower() for kind in table["source_type"]],
            "country": cell_text(table["country"]),
            "naming": table["naming"].astype(str),
            "via": cell_text(table["via"]),
            "cue": cell_text(table["cue"]),
            "form": table["form"].astype(str),
            "source at": [
                _span(s, e) for s, e in zip(table["source_start"], table["source_end"], strict=True)
            ],
            "content within": [
                _span(s, e)
                for s, e in zip(table["content_start"], table["content_end"], strict=True)
            ],
        }
    )


def quote_rows(case: Case) -> pd.DataFrame:
    """Each quotation as a row to read: id, unit, text, speaker, form, the reference's stance, the
    quoted words.
    """
    quotes = case.quotes
    return pd.DataFrame(
        {
            "row": quotes["id"],
            "unit": quotes["sentence"],
            "text": _linked(case, quotes["article"]),
            "speaker": cell_text(quotes["speaker"]),
            "form": quotes["form"].astype(str),
            "stance": quotes["stance"].astype(int).map(STANCES),
            "quoted words": cell_text(quotes["quoted"]),
        }
    )


def scored_quotes(case: Case) -> pd.DataFrame:
    """The quotations with ``vader`` (compound, -1 to 1), ``vader_label`` (-1, 0, 1),
    ``encoder_score`` (log-odds), ``encoder_label``, ``encoder_words`` (``machine_tone``) and
    the reference's stance as plain integers.
    """
    vader, own = score(case.quotes)["vader"], stored(case).set_axis(case.quotes.index)
    return case.quotes.assign(
        vader=vader,
        vader_label=vader_label(vader),
        encoder_score=own["score"],
        encoder_label=own["label"],
        encoder_words=own["driving_words"],
        stance=case.quotes["stance"].astype(int),
    )


def tone_rows(case: Case, quotes: pd.DataFrame) -> pd.DataFrame:
    """Scored quotations to read: id, text, speaker, the words quoted, the reference's stance,
    VADER's compound and label, the words that drive it, the encoder's label and the words that
    drive that.
    """
    drivers = [
        ", ".join(f"{w} {v:+.1f}" for w, v in vader_words(text)) for text in quotes["quoted"]
    ]
    return pd.DataFrame(
        {
            "row": quotes["id"],
            "text": _linked(case, quotes["article"]),
            "speaker": cell_text(quotes["speaker"]),
            "quoted words": cell_text(quotes["quoted"]),
            "reference": quotes["stance"].map(STANCES),
            "VADER": quotes["vader"].round(2),
            "VADER says": quotes["vader_label"].map(STANCES),
            "driven by": cell_text(pd.Series(drivers, index=quotes.index)),
            "encoder says": quotes["encoder_label"].map(STANCES),
            "moved by": cell_text(quotes["encoder_words"]),
        }
    )


def article_rows(case: Case) -> pd.DataFrame:
    """Each text as a row to read: id, outlet (``not stated`` where the file names none), title,
    kind, date, words, units, hash.
    """
    articles = case.articles
    silent = articles["outlet_status"].astype(str).str.startswith("not stated")
    unnamed = {a for a in articles.loc[silent, "id"].astype(str) if case.labels[a] in (a, f"“{a}”")}
    return pd.DataFrame(
        {
            "row": articles["id"],
            "outlet": _linked(case, articles["id"], unnamed),
            "title": cell_text(articles["title"]),
            "kind": cell_text(articles["kind"]),
            "published": [
                d.date().isoformat() if not pd.isna(d) else "not stated" for d in articles["date"]
            ],
            "words": articles["words"],
            "coded units": articles["sentences"],
            "SHA-256": articles["sha256"].str[:16] + "…",
        }
    )


def party_rows(case: Case) -> pd.DataFrame:
    """Each party of the absence table (HTML in all cells): id, label, and for each text how often
    it is heard (and in how many units named).
    """
    table = absence(case.attributions, case.mentions, case.settings.get("parties") or [])
    table["cell"] = table["attributions"].astype(str) + " (" + table["sentences"].astype(str) + ")"
    wide = table.pivot(index=["party", "label"], columns="article", values="cell")
    wide = wide.rename(columns={article: escape(label) for article, label in case.labels.items()})
    order = list(dict.fromkeys(table["party"]))
    wide = (
        wide.reset_index()
        .sort_values("party", key=lambda c: c.map(order.index))
        .rename(columns={"party": "row", "label": "party"})
    )
    wide.columns.name = None
    return wide.assign(row=cell_text(wide["row"]), party=cell_text(wide["party"]))

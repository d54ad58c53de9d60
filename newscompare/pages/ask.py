"""The page that answers any count: coded rows as data for ``book/_static/ask.js``, and a first
table that can be read without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.page import ROWS_PAGE
from newscompare.figures.style import SOURCE_TYPE_LABELS
from newscompare.figures.words import KIND_NAMES
from newscompare.findings.naming import with_naming
from newscompare.measures.framing import coded_by, frame_name, frames_of
from newscompare.measures.tone import STANCES
from newscompare.measures.verbs import with_verbs

SCRIPT = "../_static/ask.js"
LARGEST = 250_000
"""Most bytes of the page's own part: data, style and script together."""

QUESTIONS = {
    "text": "Outlet",
    "zone": "Zone",
    "object": "What it is about",
    "frame": "Frame",
    "voice": "Whose claim the frame is",
    "person": "Person or body heard",
    "type": "Kind of source",
    "country": "Side of the source",
    "naming": "Named or not",
    "relay": "First-hand or relayed",
    "form": "Form",
    "verb": "Reporting verb",
    "tone": "Tone toward its target",
    "target": "What is judged",
    "event": "Tone toward the event",
}
"""The questions that may be crossed, by name in links."""

COUNTED = {
    "sentences": ("sentences", "sentence"),
    "attributions": ("attributions", "attribution"),
    "quotes": ("quotations", "quotation"),
}
"""What may be counted: name in links to plural and singular."""

_VOICES = {"outlet": "the outlet", "source": "a source", "both": "both", "none": "no frame"}
_ZONES = {"title": "title", "deck": "deck", "body": "body"}
_RELAYS = {"direct": "first-hand", "relayed": "relayed"}

Values = dict[str, tuple[str, ...]]


def page(case: Case) -> Any:
    """The page: data, controls (made by the script) and, until it runs, one table of frames by
    text. Raises ``ValueError`` where the data are larger than ``LARGEST``.
    """
    from newscompare.pages.book import Html

    data = json.dumps(question_data(case), ensure_ascii=False, separators=(",", ":"))
    data = data.replace("<", "\\u003c")
    html = (
        f"<style>{_STYLE}</style>"
        f'<div id="ask" class="ask">{_first_table(case)}'
        "<p>This page counts in your browser: without JavaScript it shows this one table.</p></div>"
        f'<script type="application/json" id="ask-data">{data}</script>'
        f'<script src="{SCRIPT}"></script>'
    )
    if len(html.encode()) > LARGEST:
        raise ValueError(f"the page would hold {len(html.encode()):,} bytes, over {LARGEST:,}")
    return Html(html, "Open the built book to ask for counts.")


def _first_table(case: Case) -> str:
    coded = coded_by(case.frames)
    frames = frames_of(coded)
    counts = coded.groupby("article", observed=False)[frames].sum().astype(int)
    head = "".join(f'<th scope="col">{escape(frame_name(f))}</th>' for f in frames)
    rows = "".join(
        f'<tr><th scope="row">{escape(case.labels[str(article)])}</th>'
        + "".join(f"<td>{n}</td>" for n in row)
        + "</tr>"
        for article, row in zip(
            counts.index, counts.itertuples(index=False, name=None), strict=True
        )
    )
    return (
        f'<table><caption>Sentences by outlet and frame</caption><thead><tr><th scope="col">'
        f"Outlet</th>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def question_data(case: Case) -> dict[str, Any]:
    """The rows of a case for the script.

    ``questions``: name, label, values (code and label) and in which tables it is asked;
    ``tables``: for each of ``COUNTED`` its rows: id, unit, words to show, and for each question the
    places of its values. A row may have several values of one question (frames, persons heard in a
    sentence), so counts need not add up.
    """
    found = {
        "sentences": _sentences(case),
        "attributions": _attributions(case),
        "quotes": _quotes(case),
    }
    values: dict[str, list[str]] = {}
    for question in QUESTIONS:
        used = [v for rows in found.values() for *_, own in rows for v in own.get(question, ())]
        values[question] = _ordered(question, used, case)
    asked = [question for question in QUESTIONS if values[question]]
    return {
        "rows": ROWS_PAGE,
        "counted": {name: list(words) for name, words in COUNTED.items()},
        "questions": [
            {
                "id": q,
                "label": QUESTIONS[q],
                "values": [[v, _label(q, v, case)] for v in values[q]],
                "in": [t for t, rows in found.items() if any(own.get(q) for *_, own in rows)],
            }
            for q in asked
        ],
        "tables": {
            name: [
                [ident, unit, words, [[values[q].index(v) for v in own.get(q, ())] for q in asked]]
                for ident, unit, words, own in rows
            ]
            for name, rows in found.items()
        },
    }


def _ordered(question: str, used: Iterable[str], case: Case) -> list[str]:
    """The values of a question: in their fixed order, else most frequent first."""
    fixed: dict[str, Sequence[str]] = {
        "text": list(case.labels),
        "zone": list(_ZONES),
        "voice": list(_VOICES),
        "type": list(SOURCE_TYPE_LABELS),
        "frame": [*frames_of(coded_by(case.frames)), "neither"],
        "verb": list(KIND_NAMES),
        "tone": ["1", "0", "-1"],
        "event": ["1", "0", "-1", "none"],
    }
    counts = pd.Series(list(used), dtype=str).value_counts()
    if question in fixed:
        return [v for v in fixed[question] if v in counts.index]
    return sorted(map(str, counts.index), key=lambda v: (-int(counts[v]), v))


def _label(question: str, value: str, case: Case) -> str:
    if question == "text":
        return case.labels[value]
    if question in ("tone", "event"):
        return "does not speak of it" if value == "none" else str(STANCES[int(value)])
    names = {"voice": _VOICES, "type": SOURCE_TYPE_LABELS, "relay": _RELAYS, "verb": KIND_NAMES}
    return str(names.get(question, {}).get(value, value.replace("_", " ")))


Row = tuple[str, str, str, Values]


def _by_sentence(case: Case) -> dict[str, Values]:
    """What is known of each coded unit, from frames and ``about``."""
    coded = coded_by(case.frames)
    zone = case.sentences.set_index("id")["zone"].astype(str)
    about: dict[str, tuple[str, ...]] = {}
    if len(case.about):
        own = case.about[case.about["coder"].astype(str) == "reference"]
        about = {
            row["sentence"]: tuple(v for v in (row["main"], row["second"]) if v)
            for row in own.to_dict("records")
        }
    frames, units = frames_of(coded), {}
    for row in coded.to_dict("records"):
        unit = str(row["sentence"])
        units[unit] = {
            "text": (str(row["article"]),),
            "zone": (zone[unit],),
            "object": about.get(unit, ()),
            "frame": tuple(f for f in frames if row[f]) or ("neither",),
            "voice": (str(row["voice"]),),
        }
    return units


def _sentences(case: Case) -> list[Row]:
    heard = dict(list(_spoken(case).groupby("sentence")))
    quoted = dict(list(_judged(case).groupby("sentence")))
    phrases = {
        str(u): "; ".join(dict.fromkeys(own))
        for u, own in case.evidence.groupby("sentence")["phrase"]
    }
    rows = []
    for unit, known in _by_sentence(case).items():
        own = dict(known)
        for table in (heard, quoted):
            if unit in table:
                for question in QUESTIONS:
                    if question in table[unit] and question not in known:
                        found = dict.fromkeys(table[unit][question].astype(str))
                        own[question] = tuple(v for v in found if v)
        rows.append((unit, unit, phrases.get(unit, ""), own))
    return rows


def _spoken(case: Case) -> pd.DataFrame:
    table = with_verbs(with_naming(case.attributions))
    return pd.DataFrame(
        {
            "id": table["id"],
            "sentence": table["sentence"],
            "cue": table["cue"],
            "person": table["source"],
            "type": table["source_type"].astype(str),
            "country": table["country"].astype(str),
            "naming": table["naming"].astype(str),
            "relay": table["relay"],
            "form": table["form"].astype(str),
            "verb": table["kind"].astype(str),
        }
    )


def _judged(case: Case) -> pd.DataFrame:
    table = case.quotes.assign(tone=case.quotes["stance"].astype(str))
    out = table[["id", "attribution", "sentence", "quoted", "tone"]].copy()
    out["target"], out["event"] = "", ""
    if len(case.targets):
        own = case.targets[case.targets["coder"].astype(str) == "reference"].set_index("quote")
        named = own["target"].astype(str) + own["named"].map(lambda n: f": {n}" if n else "")
        out["target"] = out["id"].map(named).fillna("")
        event = own["stance_event"].map(lambda v: "none" if pd.isna(v) else str(int(v)))
        out["event"] = out["id"].map(event).fillna("")
        out["tone"] = out["id"].map(own["stance"].astype(str)).fillna(out["tone"])
    return out


def _attributions(case: Case) -> list[Row]:
    units, rows = _by_sentence(case), []
    for row in _spoken(case).to_dict("records"):
        own = dict(units.get(row["sentence"], {}))
        own |= {q: (row[q],) for q in QUESTIONS if row.get(q)}
        rows.append((row["id"], row["sentence"], row["cue"], own))
    return rows


def _quotes(case: Case) -> list[Row]:
    spoken = _spoken(case).set_index("id").to_dict("index")
    units, rows = _by_sentence(case), []
    for row in _judged(case).to_dict("records"):
        own = dict(units.get(row["sentence"], {}))
        said = spoken.get(row["attribution"], {}) | row
        own |= {q: (said[q],) for q in QUESTIONS if said.get(q)}
        rows.append((row["id"], row["sentence"], row["quoted"], own))
    return rows


_STYLE = """
.ask{margin:1rem 0}.ask *{box-sizing:border-box}
.ask fieldset{border:0;padding:0;margin:0 0 .8rem;display:grid;
grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.5rem .9rem}
.ask legend{font-weight:600;font-size:1em;float:none;margin:0 0 .3rem;grid-column:1/-1}
.ask label{display:block;font-size:.88em}
.ask :is(select,input,button){font:inherit;color:inherit;background:transparent;
border:1px solid currentcolor;border-radius:4px;padding:.3em .5em;max-width:100%;min-height:2.2rem}
.ask select{width:100%}.ask option{color:#22262b;background:#fff}
.ask details{margin:0 0 .8rem}.ask summary{cursor:pointer}
.ask .ask-scroll{overflow-x:auto;max-width:100%;margin:0 0 1rem}
.ask table{border-collapse:collapse;margin:.2rem 0;font-size:.92em;background:none;color:inherit}
.ask caption{caption-side:top;text-align:left;font-weight:600;color:inherit;padding:0 0 .3rem}
.ask :is(th,td){text-align:left;vertical-align:top;padding:.25em .7em .25em 0;
border:0;border-bottom:1px solid var(--pst-color-border,#ccc);background:none}
.ask thead th{vertical-align:bottom;border-bottom-width:2px}
.ask td button{border:0;padding:.1em .35em;min-height:1.7rem;min-width:2.2rem;text-align:left;
text-decoration:underline dotted;font-variant-numeric:tabular-nums;border-radius:3px}
.ask td button[aria-pressed=true]{outline:2px solid currentcolor}
.ask .ask-zero{opacity:.75;padding-left:.35em}
.ask figure{margin:.6rem 0 1.2rem}
.ask .ask-bars{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.25rem .7rem;
align-items:center;font-size:.88em}.ask .ask-bars span{text-align:right;overflow-wrap:anywhere}
.ask .ask-bar{display:flex;align-items:center;gap:2px}
.ask .ask-bar i{height:1.1rem;border-radius:2px}
.ask .ask-bar b{font-weight:400;padding-left:.3em}
.ask .ask-key{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1rem;padding:0;margin:0 0 .5rem;
font-size:.88em}.ask .ask-key i{display:inline-block;width:1.1em;height:.8em;margin:0 .35em 0 0}
@media(max-width:640px){.ask .ask-bars{grid-template-columns:1fr}
.ask .ask-bars span{text-align:left}}
.ask .ask-link{display:flex;gap:.5rem;flex-wrap:wrap;align-items:end;margin:0 0 1rem}
.ask .ask-link label{flex:1 1 16rem}.ask .ask-link input{width:100%}
.ask .ask-words{max-width:30rem}
""".replace("\n", "")

"""What only comparison shows, as readable HTML: versions of one utterance, claims by text, words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from newscompare.case.tables import Case
from newscompare.findings.claims import ROWS_PAGE
from newscompare.measures import (
    borrowed,
    claims,
    distinctive,
    headline,
    reuse,
    utterances,
    verbs,
)
from newscompare.measures.framing import coded_by
from newscompare.pages.book import Html, show_table

REFERENCE = "reference"

_STYLE = """<style>
.versions{margin:0 0 1.2rem}.versions h4{margin:1rem 0 .2rem;font-size:1em}
.versions dl{margin:0}.versions dt{font-weight:600;font-size:.9em;margin:.45rem 0 0}
.versions dt span{font-weight:400}.versions dd{margin:0 0 .1rem;line-height:1.75}
.versions .k{background:rgb(0 114 178/.17);border-radius:3px;padding:.05em .18em}
.versions .c{background:rgb(230 159 0/.3);border-radius:3px;padding:.05em .18em;
text-decoration:underline double}
.versions .o{text-decoration:underline dotted;text-underline-offset:.2em;font-style:italic}
.versions .x{text-decoration:line-through;opacity:.75;font-size:.88em}
.said-matrix fieldset{border:0;padding:0;margin:0 0 .6rem;display:flex;flex-wrap:wrap;gap:.25rem 1.1rem}
.said-matrix legend{font-weight:600;float:none;font-size:1em;margin:0 0 .2rem;width:100%}
.said-matrix label{display:inline-flex;gap:.35em;align-items:center;margin:0}
.said-scroll{overflow-x:auto;max-width:100%}
.said-scroll table{border-collapse:separate;border-spacing:0;font-size:.88em;margin:0;min-width:46rem}
.said-scroll :is(th,td){text-align:left;vertical-align:top;padding:.35em .6em;
border:0;border-bottom:1px solid var(--pst-color-border,#ccc)}
.said-scroll thead th{border-bottom-width:2px;vertical-align:bottom}
.said-scroll th:first-child{position:sticky;left:0;min-width:11rem;max-width:17rem;z-index:1;
background:var(--pst-color-background,var(--jp-layout-color0,#fff));font-weight:400}
.said-scroll thead th:first-child{font-weight:700}
.said-scroll details>summary{cursor:pointer;white-space:nowrap}
.said-scroll details>p{margin:.25rem 0 0;min-width:9rem}
.said-scroll .none{opacity:.8}
@media(max-width:640px){.said-scroll th:first-child{min-width:8.5rem;max-width:8.5rem}}
</style>"""


def unit_link(unit: str) -> str:
    """The id of a unit as a link to its row."""
    return f'<a href="{ROWS_PAGE}#row={quote(unit, safe="")}">{escape(unit)}</a>'


# --- One utterance, several texts


def places(case: Case) -> pd.DataFrame:
    """The coded places of all utterances with speaker and what was computed of each."""
    spoken = utterances.with_speakers(case.utterances, case.attributions)
    return utterances.with_versions(spoken, case.utterance_versions)


_CLASSES = {"kept": "k", "capitals": "c", "outside": "o", "cut": "x"}
_TITLES = {
    "kept": "kept in quotation marks",
    "capitals": "kept, other capitals",
    "outside": "outside the marks",
    "cut": "left out",
}


def word_by_word(case: Case, chosen: Iterable[str] = ()) -> Html:
    """Each text's version of an utterance, word by word against the fullest one.

    ``chosen`` names utterances (all by default); those that no text puts in quotation marks are
    left out, since their words are not the case's to print. Speakers stand beside the texts.
    """
    wanted = set(chosen) or set(case.utterances["utterance"])
    table, lines = places(case), []
    spelled = {
        key: own.sort_values("number")
        for key, own in case.utterance_words.groupby(["utterance", "sentence", "start"])
    }
    for (name, _), own in table.groupby(["utterance", "part"], sort=False):
        rows = [
            (row, spelled[(name, row["sentence"], row["start"])])
            for row in own.to_dict("records")
            if (name, row["sentence"], row["start"]) in spelled
        ]
        if name not in wanted or not rows:
            continue
        alike = str(own["certainty"].iloc[0]) == "alike"
        note = " (alike in wording; nothing proves that it is one utterance)" if alike else ""
        lines.append(f"<h4>{escape(str(rows[0][0]['piece']))}{note}</h4><dl>")
        for row, words in rows:
            said = row["speaker"] + (f", through {row['via']}" if row["via"] else "")
            label = escape(case.labels[str(row["article"])])
            full = " · fullest version" if row["base"] else ""
            lines.append(
                f"<dt>{label} <span>({unit_link(row['sentence'])}; given to "
                f"{escape(said)}{full})</span></dt><dd>{_words(words)}</dd>"
            )
        lines.append("</dl>")
    key = ", ".join(
        f'<span class="{_CLASSES[state]}">{_TITLES[state]}</span>' for state in reuse.STATES
    )
    body = f'{_STYLE}<div class="versions"><p>{key}</p>{"".join(lines)}</div>'
    return Html(body, "\n".join(_plain(row) for row in table.to_dict("records")))


def _words(words: pd.DataFrame) -> str:
    """Words with their states; neighbours of one state stand in one span."""
    runs: list[tuple[str, list[str]]] = []
    for row in words.to_dict("records"):
        state = str(row["state"])
        word = str(row["printed"] or row["word"])
        if runs and runs[-1][0] == state:
            runs[-1][1].append(word)
        else:
            runs.append((state, [word]))
    return " ".join(_span(state, " ".join(text)) for state, text in runs)


def _span(state: str, text: str) -> str:
    tag = "del" if state == "cut" else "span"
    return f'<{tag} class="{_CLASSES[state]}" title="{_TITLES[state]}">{escape(text)}</{tag}>'


def _plain(row: Mapping[str, Any]) -> str:
    return (
        f"{row['piece']}, {row['article']}: {row['kept']} kept, {row['capitals']} other capitals, "
        f"{row['outside']} outside marks, {row['cut']} left out"
    )


def travel_table(case: Case) -> pd.DataFrame:
    """Where each utterance stands: ``Words of``, ``Piece``, ``Texts``, ``Places``, ``Quoted in``,
    ``Given to``, ``One utterance?``.
    """
    table = utterances.travels(places(case))
    return pd.DataFrame(
        {
            "Words of": table["origin"],
            "Piece": table["piece"],
            "Texts": table["texts"],
            "Places": table["places"],
            "Quoted in": table["quoted_in"],
            "Given to": [", ".join(named) or "nobody" for named in table["named"]],
            "One utterance?": table["certainty"].map(
                {"same": "yes", "alike": "alike in wording only"}
            ),
        }
    )


def run_table(case: Case) -> pd.DataFrame:
    """Passages that two texts have in common: units, words in common, longest row of them, marks,
    first words.
    """
    runs = case.shared_runs
    inside = {"both": "in both texts", "one": "in one", "none": "partly or not"}
    return pd.DataFrame(
        {
            "Unit": runs["sentence_a"],
            "And unit": runs["sentence_b"],
            "Words in common": runs["matched"],
            "Without a change": runs["identical"],
            "In quotation marks": runs["marks"].astype(str).map(inside),
            "Begins": "“" + runs["phrase"] + " …”",
        }
    )


def relay_table(case: Case) -> pd.DataFrame:
    """Which media and agencies each text credits, and how often."""
    table = borrowed.relays(case.attributions)
    return pd.DataFrame(
        {
            "Text": table["article"].astype(str).map(case.labels),
            "Credits": table["relay"],
            "Attributions": table["attributions"],
            "Sentences": table["sentences"],
        }
    )


def borrowed_sets(case: Case, origin: str = "") -> dict[str, frozenset[str]]:
    """The kinds of borrowed sentences of a case, by name; those without any unit are left out.

    ``origin`` is that of the utterances that count as quoted from one place (a post).
    """
    sets = {
        "without relayed sentences": borrowed.relayed_sentences(case.attributions),
        "without shared words": borrowed.repeated_sentences(
            reuse.borrowed_shares(case.sentences, case.shared_runs)
        ),
    }
    if len(case.utterances):
        one = case.utterances[case.utterances["certainty"].astype(str) == "same"]
        sets["without shared utterances"] = borrowed.utterance_sentences(
            one, quoted=False, shared=True
        )
    if origin:
        quoted = borrowed.utterance_sentences(case.utterances, origin=origin)
        sets = {f"without {origin}": quoted, **sets}
    found = {name: units for name, units in sets.items() if units}
    if len(found) > 1:
        found["without any of these"] = frozenset().union(*found.values())
    return found


def without_borrowed(case: Case, origin: str = "") -> pd.DataFrame:
    """The frames of each text with all units and without borrowed ones
    (``borrowed.frames_without``).
    """
    return borrowed.frames_without(coded_by(case.frames), borrowed_sets(case, origin))


# --- Said here, unsaid there

_SIGNS = {
    "present": ("✓", "says"),
    "hedged": ("◐", "hedges"),
    "contradicted": ("✗", "contradicts"),
    "both": ("✓✗", "says and contradicts"),
    "absent": ("–", "silent"),
}
CLAIM_STATES = {state: f"{sign} {word}" for state, (sign, word) in _SIGNS.items()}
"""The states of a claim in a text as tables show them, sign and word."""

_FILTERS = {
    "every": "every claim",
    "all": "said by all texts",
    "core": "common core (all but one, or all)",
    "alone": "said by one text alone",
    "disputed": "contradicted somewhere",
}


def states_of(case: Case) -> pd.DataFrame:
    """The claims of a case by text (``claims.claim_states`` of the reference coding)."""
    return claims.claim_states(case.claim_codings, REFERENCE)


def claim_matrix(case: Case, *, name: str = "said") -> Html:
    """All claims by text, to read, filter (radio buttons, no script needed) and open.

    An opened cell shows the evidence phrases and the units as links to their rows.
    """
    states, wording = states_of(case), case.claims.set_index("id")["claim"]
    groups = claims.claim_groups(states).set_index("claim")
    phrases = {
        key: list(own["phrase"])
        for key, own in case.claims_evidence.groupby(["claim", "sentence"], sort=False)
    }
    cells = {
        (row["claim"], str(row["article"])): _cell(row, phrases)
        for row in states.to_dict("records")
    }
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in case.labels.values())
    body = []
    for claim, group in groups.iterrows():
        marks = " ".join(f for f in ("all", "core", "alone", "disputed") if group[f])
        row = "".join(cells.get((claim, article), "<td>–</td>") for article in case.labels)
        text = escape(str(wording.get(claim, claim)))
        body.append(f'<tr data-in="every {marks}"><th scope="row">{text}</th>{row}</tr>')
    rules = "".join(
        f'.said-matrix:has(#{name}-{f}:checked) tbody tr:not([data-in~="{f}"]){{display:none}}'
        for f in _FILTERS
    )
    counts = {f: int(groups[f].sum()) for f in ("all", "core", "alone", "disputed")}
    counts["every"] = len(groups)
    choices = "".join(
        f'<label><input type="radio" name="{name}" id="{name}-{f}"'
        f"{' checked' if f == 'every' else ''}> {escape(text)} ({counts[f]})</label>"
        for f, text in _FILTERS.items()
    )
    key = ", ".join(f"{sign} {word}" for sign, word in _SIGNS.values())
    html = (
        f'{_STYLE}<style>{rules}</style><div class="said-matrix"><fieldset><legend>Show</legend>'
        f"{choices}</fieldset><p>{key}. Open a cell for the words and the units.</p>"
        f'<div class="said-scroll" tabindex="0" role="region" aria-label="Claims by text"><table>'
        f'<thead><tr><th scope="col">Claim</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div></div>"
    )
    return Html(html, claim_table(case).to_string(index=False))


def _cell(row: Mapping[str, Any], phrases: Mapping[tuple[str, str], list[str]]) -> str:
    sign, word = _SIGNS[str(row["state"])]
    if row["state"] == "absent":
        return f'<td class="none"><span aria-hidden="true">{sign}</span> {word}</td>'
    shown = "".join(
        "<p>"
        + "; ".join(f"“{escape(p)}”" for p in phrases.get((str(row["claim"]), unit), []))
        + f" {unit_link(unit)}</p>"
        for unit in row["units"]
    )
    return (
        f'<td><details><summary><span aria-hidden="true">{sign}</span> {word}</summary>'
        f"{shown}</details></td>"
    )


def claim_table(case: Case, chosen: Iterable[str] | None = None) -> pd.DataFrame:
    """Claims by text in words: ``Claim`` and one column a text; all, or the ids ``chosen``."""
    states, wording = states_of(case), case.claims.set_index("id")["claim"]
    wanted = list(wording.index) if chosen is None else [c for c in wording.index if c in set(chosen)]
    wide = states.pivot(index="claim", columns="article", values="state").reindex(wanted)
    out = pd.DataFrame({"Claim": [wording[c] for c in wanted]})
    for article, label in case.labels.items():
        out[label] = [CLAIM_STATES[str(s)] for s in wide[article]]
    return out


def alone_table(case: Case) -> pd.DataFrame:
    """Claims that one text alone says: ``Text``, ``Claim``, ``How``."""
    alone, wording = claims.said_alone(states_of(case)), case.claims.set_index("id")["claim"]
    order = {article: k for k, article in enumerate(case.labels)}
    alone = alone.sort_values("article", key=lambda c: c.astype(str).map(order), kind="stable")
    return pd.DataFrame(
        {
            "Text": alone["article"].astype(str).map(case.labels),
            "Claim": alone["claim"].map(wording),
            "How": alone["said"].map(CLAIM_STATES),
        }
    )


def left_out_table(case: Case) -> pd.DataFrame:
    """What each text leaves out of the common core: ``Text``, ``Doesn't say``."""
    missing, wording = claims.left_out(states_of(case)), case.claims.set_index("id")["claim"]
    rows = [
        (label, wording[claim])
        for article, label in case.labels.items()
        for claim in missing.loc[missing["article"].astype(str) == article, "claim"]
    ]
    return pd.DataFrame(rows, columns=["Text", "Doesn’t say"])


# --- Words


def marking(case: Case, *, own_words: bool = False, most: int = 7) -> pd.DataFrame:
    """The content words that mark each text most (``distinctive.top_terms``)."""
    terms = headline.content_terms(case.terms)
    return distinctive.top_terms(distinctive.marking_terms(terms, own_words=own_words), most)


def verb_table(case: Case, kinds: Iterable[str] = ("weight", "colour")) -> pd.DataFrame:
    """Reporting verbs of the given kinds: ``Text``, ``Verb``, ``Kind``, ``Times``, ``Of``."""
    table = verbs.verb_counts(case.attributions)
    table = table[table["kind"].astype(str).isin(list(kinds))]
    return pd.DataFrame(
        {
            "Text": table["article"].astype(str).map(case.labels),
            "Verb": table["verb"],
            "Kind": table["kind"].astype(str),
            "Times": table["attributions"],
            "Of": [", ".join(names) or "nobody named" for names in table["sources"]],
        }
    )


def openers_table(case: Case) -> pd.DataFrame:
    """Who is first heard in each text and who last, with the unit."""
    table = verbs.opens_and_closes(case.attributions, case.sentences)
    return pd.DataFrame(
        {
            "Text": table["article"].astype(str).map(case.labels),
            "First heard": table["first_source"].replace("", "nobody"),
            "In unit": table["first_unit"],
            "Last heard": table["last_source"].replace("", "nobody"),
            "In the unit": table["last_unit"],
        }
    )


def headline_table(case: Case) -> pd.DataFrame:
    """Each headline against its body: title, content words, those that the body lacks, and each
    frame in headline and body.
    """
    kept = headline.headline_kept(case.terms).set_index("article")
    found = headline.headline_terms(case.terms)
    frames = headline.headline_frames(coded_by(case.frames), case.sentences)
    titles = case.articles.set_index("id")["title"]
    rows = []
    for article, label in case.labels.items():
        only = found[(found["article"] == article) & found["only"].astype(bool)]["term"]
        row: dict[str, Any] = {
            "Text": label,
            "Title": titles[article] or "none in the file",
            "Content words": int(kept["terms"].get(article, 0)),
            "Not in the body": ", ".join(only) or "–",
        }
        for frame in frames[frames["article"].astype(str) == article].to_dict("records"):
            zones = [z for z in ("title", "deck") if frame[z] is not pd.NA and frame[z] == 1]
            share = "–" if frame["share"] != frame["share"] else f"{frame['share']:.0%}"
            row[str(frame["frame"]).capitalize()] = (
                f"{' and '.join(zones) or 'not in the headline'}; {share} of the body"
            )
        rows.append(row)
    return pd.DataFrame(rows)


def pair_table(case: Case) -> pd.DataFrame:
    """Each two texts: share of words in passages in common (both ways) and whether near-duplicates."""
    table = case.text_pairs.assign(share=case.text_pairs["covered"] / case.text_pairs["words"])
    shares = {
        (str(a), str(b)): float(s)
        for a, b, s in zip(table["article"], table["other"], table["share"], strict=True)
    }
    order = list(case.labels)
    rows = [
        (
            case.labels[a],
            case.labels[b],
            f"{shares[a, b]:.1%}",
            f"{shares[b, a]:.1%}",
            "near-duplicate" if max(shares[a, b], shares[b, a]) >= reuse.NEAR else "",
        )
        for k, a in enumerate(order)
        for b in order[k + 1 :]
        if (a, b) in shares and max(shares[a, b], shares[b, a]) > 0
    ]
    columns = ["Text", "And text", "Shared of the first", "Of the second", "Verdict"]
    return pd.DataFrame(rows, columns=columns)


def common_quotation_table(case: Case) -> pd.DataFrame:
    """Quotations that several texts carry and what each kept, found without coding."""
    table = case.common_quotations
    return pd.DataFrame(
        {
            "Quotation": table["group"],
            "Text": table["article"].astype(str).map(case.labels),
            "Unit": table["sentence"],
            "Words": table["words"],
            "Kept": table["kept"],
            "Other capitals": table["capitals"],
            "Left out": table["cut"],
            "Added": table["added"],
            "Fullest": table["base"].map({1: "yes", 0: ""}),
        }
    )


def show(table: pd.DataFrame, caption: str = "") -> Html:
    """A table of this module as the book shows tables."""
    return show_table(table, caption=caption)

"""Said here, unsaid there: a matrix of claims to read, filter and open, and tables out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.page import ROWS_PAGE
from newscompare.measures import claims
from newscompare.pages.book import Html

REFERENCE = "reference"

_STYLE = """<style>
.said-matrix fieldset{border:0;padding:0;margin:0 0 .6rem;display:flex;flex-wrap:wrap;
gap:.25rem 1.1rem}
.said-matrix legend{font-weight:600;float:none;font-size:1em;margin:0 0 .2rem;width:100%}
.said-matrix label{display:inline-flex;gap:.35em;align-items:center;margin:0}
.said-scroll{overflow-x:auto;max-width:100%}
.said-scroll table{border-collapse:separate;border-spacing:0;font-size:.86em;margin:0;
min-width:40rem}
.said-scroll :is(th,td){text-align:left;vertical-align:top;padding:.35em .4em;
border:0;border-bottom:1px solid var(--pst-color-border,#ccc)}
.said-scroll thead th{border-bottom-width:2px;vertical-align:bottom}
.said-scroll th:first-child{position:sticky;left:0;min-width:10rem;z-index:1;
background:var(--pst-color-background,var(--jp-layout-color0,#fff));font-weight:400}
.said-scroll thead th:first-child{font-weight:700}
.said-scroll details>summary{cursor:pointer}
.said-scroll details>p{margin:.25rem 0 0}
.said-scroll .none{opacity:.8}
@media(max-width:640px){.said-scroll th:first-child{min-width:8.5rem;max-width:8.5rem}}
</style>"""


def unit_link(unit: str, rows: Collection[str]) -> str:
    """The id of a unit, as a link to its row if it is among ``rows`` of the rows page.

    A subhead is read for claims and reuse, but not coded, and has no row there.
    """
    if unit not in rows:
        return f"<span>{escape(unit)}</span>"
    return f'<a href="{ROWS_PAGE}#row={quote(unit, safe="")}">{escape(unit)}</a>'


def linked_units(case: Case) -> frozenset[str]:
    """The units that have a row on the rows page of the case's own book."""
    return frozenset(case.frames["sentence"].astype(str))


_SIGNS = {
    "present": ("✓", "says"),
    "hedged": ("◐", "hedges"),
    "contradicted": ("✗", "contradicts"),
    "both": ("✓✗", "both"),
    "absent": ("–", "silent"),
    "": ("", "not coded"),
}
CLAIM_STATES = {state: f"{sign} {word}".strip() for state, (sign, word) in _SIGNS.items()}
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


def claim_matrix(case: Case, *, name: str = "said", linked: bool = True) -> Html:
    """All claims by text, to read, filter (radio buttons, no script needed) and open.

    An opened cell shows the evidence phrases and the units, as links to their rows unless
    ``linked`` is false: the rows page of a book holds one case.
    """
    rows = linked_units(case) if linked else frozenset()
    states, wording = states_of(case), case.claims.set_index("id")["claim"]
    groups = claims.claim_groups(states).set_index("claim")
    phrases = {
        key: list(own["phrase"])
        for key, own in case.claims_evidence.groupby(["claim", "sentence"], sort=False)
    }
    cells = {
        (row["claim"], str(row["article"])): _cell(row, phrases, rows)
        for row in states.to_dict("records")
    }
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in case.labels.values())
    body = []
    for claim, group in groups.iterrows():
        marks = " ".join(f for f in ("all", "core", "alone", "disputed") if group[f])
        row = "".join(cells.get((claim, article), "<td>not coded</td>") for article in case.labels)
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
    key = ", ".join(f"{sign} {word}" for sign, word in _SIGNS.values() if sign)
    html = (
        f'{_STYLE}<style>{rules}</style><div class="said-matrix"><fieldset><legend>Show</legend>'
        f"{choices}</fieldset><p>{key}. Open a cell for the words and the units.</p>"
        f'<div class="said-scroll" tabindex="0" role="region" aria-label="Claims by text"><table>'
        f'<thead><tr><th scope="col">Claim</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div></div>"
    )
    return Html(html, claim_table(case).to_string(index=False))


def _cell(
    row: Mapping[str, Any], phrases: Mapping[tuple[str, str], list[str]], rows: Collection[str]
) -> str:
    sign, word = _SIGNS[str(row["state"])]
    if row["state"] == "absent":
        return f'<td class="none"><span aria-hidden="true">{sign}</span> {word}</td>'
    shown = "".join(
        "<p>"
        + "; ".join(f"“{escape(p)}”" for p in phrases.get((str(row["claim"]), unit), []))
        + f" {unit_link(unit, rows)}</p>"
        for unit in row["units"]
    )
    return (
        f'<td><details><summary><span aria-hidden="true">{sign}</span> {word}</summary>'
        f"{shown}</details></td>"
    )


def claim_table(case: Case, chosen: Iterable[str] | None = None) -> pd.DataFrame:
    """Claims by text in words: ``Claim`` and one column a text; all, or the ids ``chosen``."""
    states, wording = states_of(case), case.claims.set_index("id")["claim"]
    wanted = (
        list(wording.index) if chosen is None else [c for c in wording.index if c in set(chosen)]
    )
    wide = states.astype({"article": str}).pivot(index="claim", columns="article", values="state")
    wide = wide.reindex(index=wanted, columns=list(case.labels)).fillna("")
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

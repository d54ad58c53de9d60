"""Words that texts share, to read: versions of an utterance, passages, relays, what is borrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.shares import percent
from newscompare.measures import borrowed, reuse, utterances, versions
from newscompare.measures.framing import coded_by
from newscompare.pages.book import Html
from newscompare.pages.said import linked_units, unit_link

_STYLE = """<style>
.versions{margin:0 0 1.2rem}.versions h3{margin:1rem 0 .2rem;font-size:1em}
.versions dl{margin:0}.versions dt{font-weight:600;font-size:.9em;margin:.45rem 0 0}
.versions dt span{font-weight:400}.versions dd{margin:0 0 .1rem;line-height:1.75}
.versions .k{background:rgb(0 114 178/.17);border-radius:3px;padding:.05em .18em}
.versions .c{background:rgb(230 159 0/.3);border-radius:3px;padding:.05em .18em;
text-decoration:underline double}
.versions .o{text-decoration:underline dotted;text-underline-offset:.2em;font-style:italic}
.versions .x{text-decoration:line-through;opacity:.75;font-size:.88em}
</style>"""


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
    table, lines, units = places(case), [], linked_units(case)
    seen: set[str] = set()
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
        lines.append(f"<h3>{escape(str(rows[0][0]['piece']))}{note}</h3><dl>")
        differ = any(row["added"] or set(words["state"]) != {"kept"} for row, words in rows)
        seen |= {str(state) for _, words in rows for state in words["state"]}
        for row, words in rows:
            said = row["speaker"] + (f", through {row['via']}" if row["via"] else "")
            label = escape(case.labels[str(row["article"])])
            full = " · fullest version" if row["base"] and differ else ""
            lines.append(
                f"<dt>{label} <span>({unit_link(row['sentence'], units)}; given to "
                f"{escape(said)}{full})</span></dt><dd>{_words(words)}</dd>"
            )
        lines.append("</dl>")
    key = ", ".join(
        f'<span class="{_CLASSES[state]}">{_TITLES[state]}</span>'
        for state in versions.STATES
        if state in seen
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


MOST_PASSAGES = 30
"""Most passages that a table lists."""


def run_table(case: Case, most: int = MOST_PASSAGES) -> pd.DataFrame:
    """Passages that two texts have in common, one row each: units (first to last), words in common,
    longest row of them within one unit, whether in quotation marks, first words; of very many the
    longest.
    """
    marks = {"both": "in both texts", "one": "in one", "none": "partly or not"}
    rows = []
    for _, own in case.shared_runs.groupby("passage", sort=False):
        inside = set(own["marks"].astype(str))
        rows.append(
            {
                "Text": case.labels[str(own["article_a"].iloc[0])],
                "Units": _from_to(own["sentence_a"]),
                "And text": case.labels[str(own["article_b"].iloc[0])],
                "Its units": _from_to(own["sentence_b"]),
                "Words in common": int(own["matched"].sum()),
                "Longest unchanged row in one sentence": int(own["identical"].max()),
                "In quotation marks": marks[inside.pop() if len(inside) == 1 else "none"],
                "Begins": f"“{own['phrase'].iloc[0]} …”",
            }
        )
    table = pd.DataFrame(rows)
    if len(table) > most:
        table = table.nlargest(most, "Words in common").sort_index()
    return table.reset_index(drop=True)


def _from_to(units: pd.Series) -> str:
    first, last = units.iloc[0], units.iloc[-1]
    return str(first) if first == last else f"{first} to {str(last).rpartition('-')[2]}"


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
        "no relayed sentences": borrowed.relayed_sentences(case.attributions),
        "no shared words": borrowed.repeated_sentences(
            reuse.borrowed_shares(case.sentences, case.shared_runs)
        ),
    }
    if len(case.utterances):
        one = case.utterances[case.utterances["certainty"].astype(str) == "same"]
        sets["no shared utterances"] = borrowed.utterance_sentences(one, quoted=False, shared=True)
    if origin:
        quoted = borrowed.utterance_sentences(case.utterances, origin=origin)
        sets = {f"no {origin}": quoted, **sets}
    found = {name: units for name, units in sets.items() if units}
    if len(found) > 1:
        found["none of these"] = frozenset().union(*found.values())
    return found


def without_borrowed(case: Case, origin: str = "") -> pd.DataFrame:
    """The frames of each text with all units and without borrowed ones
    (``borrowed.frames_without``).
    """
    return borrowed.frames_without(coded_by(case.frames), borrowed_sets(case, origin))


def near_pairs(case: Case) -> list[tuple[str, str]]:
    """Each two texts that are near-duplicates (``reuse.NEAR``), by id and in their order."""
    table, order = case.text_pairs, list(case.labels)
    near = table[table["covered"] / table["words"] >= reuse.NEAR]
    pairs = {
        (str(a), str(b)) if order.index(str(a)) < order.index(str(b)) else (str(b), str(a))
        for a, b in zip(near["article"], near["other"], strict=True)
    }
    return sorted(pairs, key=lambda p: (order.index(p[0]), order.index(p[1])))


def near_duplicates(case: Case) -> list[str]:
    """Pairs of texts that are near-duplicates: ``Label and label``."""
    return [f"{case.labels[a]} and {case.labels[b]}" for a, b in near_pairs(case)]


def pair_table(case: Case) -> pd.DataFrame:
    """Each two texts: the share of each one's words that lies in passages in common, and which are
    near-duplicates.
    """
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
            percent(shares[a, b], 1),
            percent(shares[b, a], 1),
            "near-duplicate" if max(shares[a, b], shares[b, a]) >= reuse.NEAR else "",
        )
        for k, a in enumerate(order)
        for b in order[k + 1 :]
        if (a, b) in shares and max(shares[a, b], shares[b, a]) > 0
    ]
    columns = [
        "Text",
        "And text",
        "Words of the first in passages in common",
        "Of the second",
        "Verdict",
    ]
    return pd.DataFrame(rows, columns=columns)

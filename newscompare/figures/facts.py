"""The table of facts as a matrix of ticks: what each text states, and what it is silent on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

import pandas as pd

from newscompare.figures.barcode import LONGEST_PHRASE
from newscompare.figures.page import ROWS_PAGE

_LEFT = (
    "<style>.jp-RenderedHTMLCommon .ticks :is(th, td) { text-align: left; vertical-align: top; }"
    "</style>"
)
"""JupyterLab sets every cell to the right; words read from the left."""


class Ticks:
    """The matrix, which shows itself as HTML; ``table`` is the same as a DataFrame."""

    def __init__(self, html: str, table: pd.DataFrame) -> None:
        self.html, self.table = html, table

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.table.to_string(index=False)


def fact_matrix(
    facts: pd.DataFrame,
    questions: Sequence[Mapping[str, Any]],
    labels: Mapping[str, str],
    phrases: Mapping[str, str] | None = None,
    *,
    rows: str = ROWS_PAGE,
) -> Ticks:
    """A row an answer, a column a text: a tick that leads to the sentence where the text states it.

    ``facts`` has ``question``, ``answer``, ``article``, ``sentence`` and, if known, ``phrase`` (the
    words, at most ``LONGEST_PHRASE``); ``questions`` is the list in ``case.yml``; ``phrases`` maps
    sentences to such words where the table has none; ``rows`` is as in ``plot_barcode``.
    """
    head = "".join(f'<th scope="col">{escape(label)}</th>' for label in labels.values())
    body, table = [], []
    for question in questions:
        title = escape(str(question["label"]))
        body.append(
            f'<tr><th scope="rowgroup" colspan="{len(labels) + 1}"><span>{title}</span></th></tr>'
        )
        for answer in question["answers"]:
            own = facts[(facts["question"] == question["id"]) & (facts["answer"] == answer["id"])]
            line: dict[str, str] = {"Question": question["label"], "Answer": answer["label"]}
            cells = []
            for article, label in labels.items():
                stated = own[own["article"].astype(str) == article].to_dict("records")
                cells.append(
                    f"<td>{''.join(_tick(one, phrases or {}, rows) for one in stated)}</td>"
                )
                line[label] = ", ".join(str(one["sentence"]) for one in stated)
            name = escape(str(answer["label"]))
            body.append(f'<tr><th scope="row">{name}</th>{"".join(cells)}</tr>')
            table.append(line)
    html = (
        f"{_LEFT}"
        '<div class="ticks" tabindex="0" role="region" aria-label="What each text states"><table>'
        f'<thead><tr><th scope="col">The text states</th>{head}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )
    return Ticks(html, pd.DataFrame(table))


def _tick(fact: Mapping[Any, Any], phrases: Mapping[str, str], rows: str) -> str:
    """A tick with its link, the number of the sentence, and the words where they are known."""
    sentence = str(fact["sentence"])
    number = sentence.rpartition("-")[2].lstrip("0")
    words = str(fact.get("phrase") or phrases.get(sentence, "")).split()
    said = " ".join(words[:LONGEST_PHRASE])
    phrase = f'<span class="phrase">“{escape(said)}”</span>' if said else ""
    return (
        f'<a href="{escape(rows, quote=True)}#row={quote(sentence, safe="")}" '
        f'title="Stated in sentence {escape(number, quote=True)}"><span class="tick">✓</span> '
        f"{escape(number)}</a> {phrase}"
    )

"""What the book reads out of plain notebooks: numbers, terms, citations, exercises, notes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from sphinx.application import Sphinx

from newscompare.case.tables import Case
from newscompare.findings.claims import event_claims
from newscompare.pages.numbers import MIME, Opening, numbers

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "book" / "_ext"))

import plain  # noqa: E402
import values  # noqa: E402


def markdown(text: str, name: str = "x", **metadata: object) -> dict:
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": [text]}


def code(name: str = "c", **bundle: object) -> dict:
    shown = {"output_type": "display_data", "metadata": {}, "data": bundle}
    return {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "execution_count": 1,
        "source": ["n"],
        "outputs": [shown] if bundle else [],
    }


def built(folder: Path, *cells: dict) -> tuple[str, str]:
    """A page of these cells, and what the build warns of."""
    notebook = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "index.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    warned = io.StringIO()
    app = Sphinx(
        folder,
        None,
        folder / "out",
        folder / "trees",
        "html",
        confoverrides={"extensions": ["values", "plain", "texts"], "nb_execution_mode": "off"},
        status=None,
        warning=warned,
    )
    app.build()
    return (folder / "out" / "index.html").read_text(encoding="utf-8"), warned.getvalue()


def test_a_value_is_that_which_a_cell_above_displayed(tmp_path: Path) -> None:
    number = '<a class="count" href="rows.html#claim=n_texts">five</a>'
    html, warned = built(
        tmp_path,
        markdown("# Title"),
        code(**{MIME: {"texts": number}, "text/plain": "n"}),
        markdown("In {eval}`n.texts` texts, {eval}`n.textz`, {eval}`os.environ`.", "prose"),
    )
    assert f"In {number} texts" in html
    first, second = (line for line in warned.splitlines() if "{eval}" in line)
    assert "cell 3: {eval}`n.textz` is no number that a cell above displays" in first
    assert first.endswith("did you mean n.texts?") or "did you mean n.texts?" in first
    assert "index.ipynb" in first
    assert "{eval}`os.environ` is no number" in second


def test_a_text_of_the_practice_event_stands_with_its_numbers(tmp_path: Path) -> None:
    block = "# Gull\n\n```{practice-text} gull\n:alone:\n```\n"
    html, warned = built(tmp_path, markdown(block))
    assert "no text of" not in warned
    assert html.count('class="number"') == 35
    assert 'href="coder.html?from=gull-01&amp;n=35&amp;ask=full"' in html


def test_a_text_that_does_not_exist_is_named(tmp_path: Path) -> None:
    _, warned = built(tmp_path, markdown("# Gull\n\n```{practice-text} goose\n```\n"))
    assert "'goose' is no text of the practice event" in warned


def test_a_value_above_its_cell_is_refused(tmp_path: Path) -> None:
    _, warned = built(
        tmp_path,
        markdown("# Title\n\nIn {eval}`n.texts` texts."),
        code(**{MIME: {"texts": "five"}, "text/plain": "n"}),
    )
    assert "cell 1: {eval}`n.texts` is no number that a cell above displays" in warned


def test_the_two_sides_mean_the_same_output() -> None:
    assert values.MIME == MIME


def as_text(*cells: dict, folded: bool = False) -> list[str]:
    terms = {"strategic-frame": "Strategic frame"}
    made = plain.as_myst({"cells": list(cells)}, terms, folded=folded)
    return ["".join(c["source"]) for c in made["cells"]]


@pytest.mark.parametrize(
    ("text", "myst"),
    [
        (
            "a [strategic](../book/glossary.md#strategic-frame) one",
            "a {term}`strategic <Strategic frame>` one",
        ),
        ("so ([Cohen, 1960](../book/references.bib#cohen1960)).", "so {cite:p}`cohen1960`."),
        (
            "([A, 1960](../book/references.bib#a1); [B, 1961](../book/references.bib#b2))",
            "{cite:p}`a1,b2`",
        ),
        ("by [Cohen (1960)](../book/references.bib#cohen1960)", "by {cite:t}`cohen1960`"),
        (
            "> **How far.** One\n> two.\n\nAfter",
            ":::{admonition} How far\n:class: note\nOne\ntwo.\n:::\n\nAfter",
        ),
        ("see [rows](07_rows.ipynb)", "see [rows](07_rows.ipynb)"),
        (
            "- **You will learn** much\n- **Minutes** few",
            "{.opening}\n- **You will learn** much\n- **Minutes** few",
        ),
    ],
)
def test_plain_words_become_myst(text: str, myst: str) -> None:
    assert as_text(markdown(text)) == [myst]


def test_an_exercise_and_its_solution() -> None:
    asked, gate, shown, words, after = as_text(
        markdown("### Exercise (Read: Who?)\n\nLook.", "ex-1"),
        markdown("#### Solution", "sol-1"),
        code(),
        markdown("It is so.", "end-1"),
        markdown("## Next", "next"),
    )
    assert asked == (
        ":::{exercise} Read: Who?\n:label: ex-1\n:class: level-read\n:nonumber:\n\nLook.\n:::"
    )
    assert gate == ":::{solution-start} ex-1\n:label: sol-1\n:class: dropdown\n:::"
    assert shown == "n"
    assert words == "It is so.\n\n:::{solution-end}\n:::"
    assert after == "## Next"


def test_doors_become_cards() -> None:
    (made,) = as_text(
        markdown(
            "## Doors\n\n- **[In](01_event.ipynb).** Go.\n- **[Out](../book/rerun.md).** Leave.",
            tags=["doors"],
        )
    )
    assert made.startswith("## Doors\n\n::::{grid} 1 1 3 3")
    assert ":::{grid-item-card} In\n:link: 01_event\n:link-type: doc\n\nGo.\n:::" in made
    assert ":::{grid-item-card} Out\n:link: ../book/rerun\n" in made


# --- The object n
# -----------------------------------------------------------------------------------------------


def test_a_number_is_a_claim_and_opens_its_rows(case: Case) -> None:
    n = numbers(event_claims(case), case=case, share=0.5, aim="high")
    assert isinstance(n.texts, Opening)
    assert n.texts.rows == tuple(case.articles["id"])
    assert repr(n.texts) == "five"
    html = n.texts._repr_html_()
    assert all(f"<td>{article}</td>" in html for article in case.articles["id"])
    assert (repr(n.share), repr(n.aim)) == ("0.50", "high")
    bundle = n._repr_mimebundle_()
    assert "popover" not in bundle[MIME]["texts"]
    assert bundle[MIME]["texts"] == n.texts.link


def test_an_unknown_number_is_named_with_the_nearest(case: Case) -> None:
    with pytest.raises(AttributeError, match="called 'txts'; did you mean texts"):
        numbers(event_claims(case)).txts  # noqa: B018

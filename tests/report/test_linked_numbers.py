"""Numbers of a report that open their rows: each is in the ledger, and no two rows of it bear one
label.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from urllib.parse import unquote

import pytest

from newscompare import report
from newscompare.case.codebook import default_codebook, read_codebook
from newscompare.case.tables import Case, load_case
from newscompare.findings import claims
from newscompare.pages import book
from newscompare.report.pages import Made

LINK = re.compile(r'<a class="count" href="[^"]*#claim=([^"]*)" title="([^"]*)">(.*?)</a>')


@pytest.fixture(scope="module")
def practice() -> Case:
    return load_case("practice")


@pytest.fixture(scope="module")
def made(practice: Case) -> Made:
    return Made(practice, read_codebook(default_codebook(practice.folder)), [])


def test_the_numbers_of_findings_open_the_rows_that_they_count(made: Made) -> None:
    table = report.findings_table(made)
    ledger = {claim.key: claim for claim in report.ledger(made)}
    found = LINK.findall(book.show_table(table).html)
    assert len(found) >= 3
    for key, title, shown in found:
        claim = ledger[unquote(key)]
        assert unescape(title) == f"{claim.says}: {claim.basis}. Open the rows."
        assert unescape(shown) == claim.shown
        assert claim.rows
        if shown.isdecimal() and claim.among:
            assert int(shown) == len(claim.rows)
    (heard,) = [one for one in table["Finding"] if "is heard most" in one]
    number = re.search(r": (\d+) of", heard)
    assert number
    assert f">{number[1]}</a> of " in heard._repr_html_()


def test_what_a_finding_shows_is_text_as_before(made: Made) -> None:
    found = report.found(made)
    assert report.findings_table(made)["Finding"].tolist() == [f.sentence for f in found.values()]
    for one in found.values():
        assert unescape(re.sub("<.*?>", "", one.linked)) == one.sentence


def test_every_linked_number_is_in_the_ledger_and_is_the_same_there(
    made: Made, practice: Case
) -> None:
    ledger = {claim.key: (claim.shown, claim.basis) for claim in report.ledger(made)}
    told = [c for chapter in claims.report_claims(practice).values() for c in chapter]
    cells = report.frame_table(practice).to_numpy().ravel()
    linked = [*told, *(one for one in cells if isinstance(one, claims.Claim))]
    assert {c.key: (c.shown, c.basis) for c in linked}.items() <= ledger.items()


def test_no_two_rows_of_the_ledger_bear_one_label(made: Made) -> None:
    labels = Counter(claim.says for claim in report.ledger(made))
    assert [label for label, n in labels.items() if n > 1] == []

"""Rows beside the text: what a page carries of its numbers is what the page of rows holds."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from conftest import module_at

from newscompare.findings import claims
from newscompare.findings.claims import Claim
from newscompare.pages import book

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def popover() -> ModuleType:
    return module_at(ROOT / "book" / "_ext" / "popover.py")


@pytest.fixture(scope="module")
def known(popover, case):
    ledger = [c for chapter in claims.report_claims(case).values() for c in chapter]
    return ledger, popover.read_rows(
        [
            book.claims_data(ledger).html,
            book.search_table(book.sentence_rows(case), name="rows-sentences").html,
            book.search_table(book.attribution_rows(case), name="rows-attributions").html,
            book.search_table(book.quote_rows(case), name="rows-quotes").html,
            book.search_table(book.article_rows(case), name="rows-articles").html,
            book.search_table(book.party_rows(case), name="rows-parties").html,
        ]
    )


def test_every_claim_finds_its_first_rows(popover, known) -> None:
    ledger, (found, tables) = known
    body = "".join(claim._repr_html_() for claim in ledger)
    data = popover.page_data(body, found, tables)
    assert set(data["claims"]) == {claim.key for claim in ledger}
    for claim in ledger:
        own = data["claims"][claim.key]
        assert own["shown"] == claim.shown
        assert own["n"] == len(claim.rows)
        rows = [data["tables"][claim.table]["rows"][place][0] for place in own["rows"]]
        assert rows == list(claim.rows[: popover.FIRST]), claim.key


def test_a_page_carries_only_its_own_numbers(popover, known) -> None:
    ledger, (found, tables) = known
    data = popover.page_data(ledger[0]._repr_html_() * 2, found, tables)
    assert list(data["claims"]) == [ledger[0].key]
    assert list(data["tables"]) == [ledger[0].table]
    assert len(data["tables"][ledger[0].table]["rows"]) <= popover.FIRST
    assert popover.page_data("<p>no number</p>", found, tables) == {}


def test_cells_are_plain_and_short(popover, known) -> None:
    _, (_, tables) = known
    for table in tables.values():
        assert len(table["head"]) > 1
        for cells in table["rows"].values():
            assert all("<" not in cell and len(cell) <= popover.LONGEST for cell in cells)


def test_odd_keys_are_found_again(popover) -> None:
    odd = Claim("heard_a b'c&d", "1", "Says", "parties", ("a b'c&d",))
    text = book.claims_data([odd]).html
    found, _ = popover.read_rows([text])
    data = popover.page_data(odd._repr_html_(), found, {})
    assert list(data["claims"]) == [odd.key]

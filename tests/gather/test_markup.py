"""Quotation marks that a page leaves to its reader."""

from __future__ import annotations

import pytest

from newscompare.gather.markup import quoted


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p><q>It is old</q>, said Ana Ruiz.</p>", "<p>“It is old”, said Ana Ruiz.</p>"),
        ('<q cite="x">He said <q>no</q> twice</q>', "“He said ‘no’ twice”"),
        ("<Q>Yes</Q> <quote>x</quote> <qa>", "“Yes” <quote>x</quote> <qa>"),
        ("no marks", "no marks"),
    ],
)
def test_q_elements_are_quotation_marks(page: str, expected: str) -> None:
    assert quoted(page) == expected

"""The bytes of a page, read as browsers read them."""

from __future__ import annotations

import pytest

from newscompare.gather.encodings import decode


@pytest.mark.parametrize(
    ("data", "declared"),
    [
        ("Café “quoted”".encode(), "iso-8859-1"),
        ("Café “quoted”".encode("cp1252"), "utf-8"),
        ("Café “quoted”".encode("cp1252"), "rot13"),
        ("Café “quoted”".encode("utf-16"), ""),
        (b'<meta charset="windows-1252">' + "Café “quoted”".encode("cp1252"), ""),
        ("Café “quoted”".encode("utf-8-sig"), "no-such-encoding"),
    ],
)
def test_a_wrong_encoding_is_seen_through(data: bytes, declared: str) -> None:
    assert decode(data, declared).endswith("Café “quoted”")

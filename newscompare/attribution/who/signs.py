"""Signs of a country other than its places: money, forms of address, houses."""

from __future__ import annotations

from newscompare.attribution.who.reading import Reading

MONEY = {
    "₹": "India",
    "crore": "India",
    "lakh": "India",
    "₦": "Nigeria",
    "₩": "South Korea",
    "₺": "Turkey",
    "₽": "Russia",
    "₴": "Ukraine",
    "₪": "Israel",
    "₱": "Philippines",
    "฿": "Thailand",
    "₫": "Vietnam",
    "₵": "Ghana",
    "ksh": "Kenya",
    "zł": "Poland",
    "₸": "Kazakhstan",
}


DOLLARS = {
    "s": "Singapore",
    "a": "Australia",
    "c": "Canada",
    "nz": "New Zealand",
    "hk": "Hong Kong",
    "j": "Jamaica",
    "tt": "Trinidad and Tobago",
    "bds": "Barbados",
    "r": "Brazil",
    "nt": "Taiwan",
}


HINTS = {
    **dict.fromkeys(("baroness", "dame", "commons", "lords"), "UK"),
    **dict.fromkeys(("shri", "smt"), "India"),
    **dict.fromkeys(("sen", "sheriff"), "US"),
    **dict.fromkeys(("taoiseach", "garda", "gardaí"), "Ireland"),
}
"""Forms of address and houses by country: a hint where places may lie in several."""


def money(reading: Reading) -> set[str]:
    """The countries whose money the text counts in."""
    low, r = reading.low, reading
    found = {MONEY[w] for w in r.vocabulary & MONEY.keys()}
    if "$" in r.vocabulary:
        found |= {
            DOLLARS[low[k - 1]]
            for k in range(1, r.n)
            if low[k] == "$" and r.glued(k) and low[k - 1] in DOLLARS
        }
    return found


def addressed(reading: Reading) -> set[str]:
    """The countries whose forms of address and houses the text names."""
    return {HINTS[w] for w in reading.vocabulary & HINTS.keys()}

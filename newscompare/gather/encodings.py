"""The bytes of a page as text, read as browsers read them (WHATWG Encoding Standard).

UTF-8 where the bytes are that; else what the server or the page declares, by the labels of the
standard, in which ``iso-8859-1`` and ``latin1`` mean Windows-1252 and ``iso-8859-9`` Windows-1254;
else Windows-1252.
"""

from __future__ import annotations

import codecs
import re

import webencodings

META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE
)
XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})")
WIDE = frozenset({"utf-16le", "utf-16be", "iso-2022-jp"})
"""Encodings whose bytes may look like UTF-8 and are not."""


def decode(data: bytes, declared: str = "") -> str:
    """The text of a page. ``declared``: the label that the server sent, if any."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    found = META.search(data[:4096]) or XML.match(data[:4096])
    labels = [declared, found.group(1).decode("ascii") if found else ""]
    known = [one for label in labels if label and (one := webencodings.lookup(label.strip()))]
    if data.startswith(codecs.BOM_UTF8):
        known = []
    wide = [one for one in known if one.name in WIDE and one is known[0] and declared]
    tries = [*(one.codec_info for one in wide), codecs.lookup("utf-8-sig")]
    tries += [one.codec_info for one in known if one.name not in ("utf-8", *WIDE)]
    for codec in tries:
        try:
            return str(codec.decode(data, "strict")[0])
        except ValueError:
            continue
    return webencodings.lookup("windows-1252").codec_info.decode(data, "replace")[0]

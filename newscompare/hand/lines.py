"""The short lines that the coder page ends in: found in any text, checked, and read.

A line is ``NC1 case first-unit count key name mode codes check``. The codes are bits, five to a
letter (D. Crockford's base 32): for each unit *coded*, each frame and, in mode ``a``, each
indicator and two bits of voice. ``check`` is the CRC-32 of what stands before; ``key`` tells one
passage with its codebook from another.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from newscompare.case.codebook import Codebook
from newscompare.case.folder import SUBHEAD
from newscompare.errors import InputError
from newscompare.hand.rows import Row
from newscompare.hand.sheets import Sheet

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
VOICES = (None, "outlet", "source", "both")
GAP = r"[\s>]+"
"""Between words: a line may be wrapped, and quoted in a mail."""
_WORDS = ("NC1", r"([^\s>]+)", r"([^\s>]+)", r"(\d+)", "([0-9a-z]{4})", r"([^\s>]+)", "([fa])")
LINE = re.compile(GAP.join((*_WORDS, "([0-9a-z]+)", "([0-9a-z]{7})(?![0-9a-z])")), re.IGNORECASE)
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Signs that a chat puts in and nobody sees."""


def holds_lines(text: str) -> bool:
    """Does a text hold a line, whole or damaged?"""
    return LINE.search(_NO_WIDTH.sub("", text)) is not None


def read_lines(
    path: Path, text: str, units: pd.DataFrame, codebook: Codebook
) -> Iterator[Sheet | InputError]:
    """The sheet of each line in a text, or what is wrong with the line. ``units``: ``id``,
    ``zone``, ``text`` of the case.
    """
    codable = units[units["zone"] != SUBHEAD].reset_index(drop=True)
    place = {_plain(unit): n for n, unit in enumerate(codable["id"])}
    text = _NO_WIDTH.sub("", text)
    for found in LINE.finditer(text):
        line = text[: found.start()].count("\n") + 1
        _, first, count, key, name, mode, packed, check = found.groups()
        words = " ".join(["NC1", *found.groups()[:-1]])
        if _digits(zlib.crc32(_plain(words).encode()), 7) != _plain(check):
            yield InputError(
                str(path), f"the line of {name} is damaged", "ask for it again", line=line
            )
            continue
        start = place.get(_plain(first), len(codable))
        passage = codable.iloc[start : start + int(count)]
        bits = _bits(packed)
        width = 1 + len(codebook.frames) + (len(codebook.indicators) + 2 if mode in "aA" else 0)
        if (
            len(passage) < int(count)
            or _key(passage, codebook) != _plain(key)
            or not 0 <= len(bits) - width * int(count) < 5
        ):
            yield InputError(
                str(path),
                f"{name} coded another passage or with another codebook",
                "read the line with the case that the page was made for",
                line=line,
            )
            continue
        rows = [
            _row(line, unit, bits[n * width : (n + 1) * width], codebook)
            for n, unit in enumerate(passage.to_dict("records"))
        ]
        yield Sheet(path, name, tuple(codebook.frames), tuple(rows), False)


def _row(line: int, unit: dict, bits: str, codebook: Codebook) -> Row:
    frames, signs = list(codebook.frames), list(codebook.indicators)
    seen, rest = bits[0] == "1", bits[1:]
    codes = {f: int(rest[n]) if seen else None for n, f in enumerate(frames)}
    full = len(rest) > len(frames)
    given = tuple(s for n, s in enumerate(signs) if full and rest[len(frames) + n] == "1")
    voice = VOICES[int(rest[-2:], 2)] if full else None
    if seen and not any(codes.values()):
        voice = "-"
    return Row(line, str(unit["id"]), str(unit["zone"]), str(unit["text"]), codes, given, voice, "")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


def _digits(value: int, length: int) -> str:
    return "".join(ALPHABET[(value >> 5 * n) & 31] for n in reversed(range(length)))


def _bits(packed: str) -> str:
    letters = _plain(packed).translate(str.maketrans("ilo", "110"))
    return "".join(f"{ALPHABET.find(letter) & 31:05b}" for letter in letters)


def _key(units: pd.DataFrame, codebook: Codebook) -> str:
    rows = [f"{u}\t{t}" for u, t in zip(units["id"], units["text"], strict=True)]
    whole = "\n".join([*rows, *codebook.frames, *codebook.indicators])
    return _digits(zlib.crc32(whole.encode()) % 2**20, 4)

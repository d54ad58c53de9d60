"""The practice event: its texts, a codebook of one's own for it, and how often that is right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newscompare.case.codebook import Codebook, read_codebook
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case, load_case
from newscompare.errors import InputError
from newscompare.files import write_text
from newscompare.frames.patterns import code_sentences, fold
from newscompare.measures.accuracy import errors, frame_scores, paired
from newscompare.measures.framing import coded_by

LEARN = ("northwater", "gull", "roundup", "tern")
"""Texts that a codebook may be extended with; the last was read in the first lab."""

KEPT = ("veldan_one", "ledger")
"""Texts kept for the test: look at them once, at the end. Of their units those that repeat another
text (``coding/reuse.tsv``) are left out.
"""

FRAMES = ("symbolic", "strategic")
"""The frames that the labs speak of, those of the practice event."""


@cache
def practice() -> Case:
    """The practice event."""
    return load_case("practice")


@cache
def units() -> pd.DataFrame:
    """The units of its texts."""
    return CaseFolder(practice().folder).read_units()


def codebook_with(
    patterns: Mapping[str, Sequence[str]], path: Path | str = "my_codebook.yml"
) -> Codebook:
    """A codebook of the general patterns and yours: ``patterns`` maps an indicator to lines of the
    pattern language.

    It is written to ``path``, to be read and changed there too. Raises ``InputError`` for an
    indicator that the codebook lacks and for a line that is no pattern.
    """
    known = _known_indicators()
    strange = next((name for name in patterns if name not in known), None)
    if strange is not None:
        raise InputError(
            "codebook_with",
            f"'{strange}' is no indicator of the codebook",
            f"use some of {', '.join(known)}; nothing was written",
        )
    listed = {
        name: [lines] if isinstance(lines, str) else list(lines) for name, lines in patterns.items()
    }
    indicators = {name: {"patterns": {"event": lines}} for name, lines in listed.items() if lines}
    content: dict[str, Any] = {
        "extends": "accords",
        "event": {"title": "Veldany and the Lantern Pact"},
    }
    content |= {
        "lists": {
            "rival": ["istrava", "istravan"],
            "party": ["veldany", "veldan", "oshra", "marunde", "lantern"],
        }
    }
    content |= {"exclusions": {"event": ["lantern pact", "lantern house"]}}
    if indicators:
        content["indicators"] = indicators
    write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), path)
    return read_codebook(path)


@cache
def _known_indicators() -> tuple[str, ...]:
    return tuple(read_codebook(practice().folder / "codebook.yml").indicators)


@cache
def _repeated() -> frozenset[str]:
    """Units that repeat another text: they would test what the codebook has seen."""
    path = practice().folder / "coding" / "reuse.tsv"
    table = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    return frozenset(table["unit_id"])


def _pairs(codebook: Codebook, texts: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = units()[units()["article"].isin(list(texts))].reset_index(drop=True)
    if set(texts) <= set(KEPT):
        rows = rows[~rows["id"].isin(_repeated())].reset_index(drop=True)
    codes = code_sentences(rows, codebook)
    return paired(fold(codes, rows, codebook), coded_by(practice().frames)), codes


def accuracy(codebook: Codebook, texts: Sequence[str] = LEARN) -> pd.DataFrame:
    """How often the codebook finds what the reference has: ``frame``, ``hits``, ``false``,
    ``missed``, ``precision``, ``recall``, ``f1``.
    """
    pairs, _ = _pairs(codebook, texts)
    return frame_scores(pairs, FRAMES)[
        ["frame", "hits", "false", "missed", "precision", "recall", "f1"]
    ]


def differences(codebook: Codebook, texts: Sequence[str] = LEARN) -> pd.DataFrame:
    """Sentences on which codebook and reference differ: ``sentence``, ``frame``, ``error``,
    ``indicators``, ``evidence``, ``text``.
    """
    pairs, codes = _pairs(codebook, texts)
    found = errors(pairs, codes.drop_duplicates(["sentence", "frame"]), FRAMES)
    return found.assign(text=found["sentence"].map(units().set_index("id")["text"]))

"""Frames by machine: which patterns of a codebook stand in which sentence, and where.

A dictionary approach in the sense of Grimmer and Stewart (2013): every code can be traced to a
phrase and a rule. Lemmas come from simplemma. The unit is the sentence; the sentence before it is
not consulted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import simplemma

from newscompare.articles import WORD
from newscompare.case.codebook import Codebook, Find, Pattern
from newscompare.errors import InputError

EVIDENCE_WORDS = 8
"""The longest evidence phrase, in words."""

LONGEST_WORD = 60
"""Most characters of a word that has a lemma."""

CODE_COLUMNS = ["sentence", "frame", "indicator", "evidence", "start", "end", "pattern"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[$€£]|[^\W_]+(?:['’][^\W_]+)*")
_ONLY = {"merely", "just", "only", "purely", "simply", "solely"}
_DENIAL_REACH = 3


@dataclass(frozen=True)
class Encoded:
    """A sentence as ``form/lemma `` items in a row, with the place of each item in the sentence."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@lru_cache(maxsize=200_000)
def _lemma(form: str) -> str:
    if len(form) > LONGEST_WORD:
        return form
    return (
        "not"
        if form.endswith("n't")
        else str(simplemma.lemmatize(form, lang="en")).lower().replace(" ", "") or form
    )


def _form(token: str) -> str:
    if "." in token or token in {"US", "UK", "EU", "UN"}:
        token = "usa" if token.replace(".", "").upper() in {"US", "USA"} else token.replace(".", "")
    form = token.lower().replace("’", "'")
    return re.sub(r"'s$|'$", "", form) or form if "'" in form else form


@lru_cache(maxsize=200_000)
def _item(token: str) -> str:
    form = _form(token).replace("/", "")
    return f"{form}/{_lemma(form)} "


def encode(text: str) -> Encoded:
    """Words in lower case with their lemmas; curly apostrophes straightened, a possessive 's cut,
    U.S. read as usa.
    """
    found = list(_TOKEN.finditer(text))
    return Encoded(
        "".join([_item(match.group()) for match in found]),
        tuple([match.start() for match in found]),
        tuple([match.end() for match in found]),
    )


def _mask(coded: str, excluded: Find | None, held: AbstractSet[str]) -> str:
    """The coded sentence with excluded names replaced, item by item, by an item that no pattern
    matches; ``held`` are the words of the sentence (``_held``).
    """
    if excluded is None or (excluded.words and held.isdisjoint(excluded.words)):
        return coded
    return excluded.regex.sub(lambda match: "-/- " * match.group().count(" "), coded)


def _is_denied(before: str, denials: re.Pattern[str] | None) -> bool:
    """Does a denial stand at most three words before, with no "merely" or "just" in between?"""
    if denials is None:
        return False
    items = before.split()[-_DENIAL_REACH - 1 :]
    for number in range(len(items)):
        rest = " ".join(items[number:]) + " "
        match = denials.match(rest)
        if match:
            between = rest[match.end() :].split()
            return len(between) <= _DENIAL_REACH and not any(
                item.split("/")[0] in _ONLY for item in rest.split()
            )
    return False


def _evidence_end(text: str, start: int, end: int) -> int:
    """Where the phrase ends once it is cut to ``EVIDENCE_WORDS`` words."""
    words = list(WORD.finditer(text, start, end))
    return end if len(words) <= EVIDENCE_WORDS else words[EVIDENCE_WORDS - 1].end()


def _match(
    pattern: Pattern, numbers: Sequence[int], coded: str, codebook: Codebook
) -> tuple[str, int, int] | None:
    """The indicator that a pattern gives and where it matched first, or nothing; ``numbers`` are
    the finds that can match.
    """
    matches = (pattern.finds[number].regex.search(coded) for number in sorted(numbers))
    found = min(
        (match for match in matches if match), key=lambda match: match.start(), default=None
    )
    if found is None or found.end() == found.start():
        return None
    if pattern.needed is not None and not pattern.needed.search(coded):
        return None
    if pattern.barred is not None and pattern.barred.search(coded):
        return None
    indicator = pattern.indicator
    if pattern.denied is not None and _is_denied(coded[: found.start()], codebook.denials):
        if pattern.denied == "drop":
            return None
        indicator = pattern.denied
    return indicator, found.start(), found.end()


def _held(coded: str, stems: Sequence[int]) -> set[str]:
    """The forms and lemmas of a sentence, and their beginnings of each length (``calculat*``)."""
    words = {word for item in set(coded.split()) for word in item.split("/", 1)}
    return words.union(f"{word[:length]}*" for length in stems for word in words)


def _candidates(held: AbstractSet[str], codebook: Codebook) -> dict[int, list[int]]:
    """The patterns that a sentence holds a needed word of, by their place in the codebook, and
    which of their finds; no other can match.
    """
    index = codebook.by_word
    found = set(index[None])
    for word in held & index.keys():
        found |= index[word]
    places: dict[int, list[int]] = {}
    for place, number in found:
        places.setdefault(place, []).append(number)
    return places


def code_text(text: str, codebook: Codebook) -> Iterator[dict[str, object]]:
    """The codes of one sentence: ``frame``, ``indicator``, ``evidence``, ``start``, ``end``,
    ``pattern``.
    """
    encoded = encode(text)
    if not encoded.starts:
        return
    held = _held(encoded.text, codebook.stems)
    coded = _mask(encoded.text, codebook.exclusions, held)
    silent: frozenset[str] = frozenset()
    if codebook.background is not None and codebook.background.search(coded):
        tied = codebook.background_unless is not None and codebook.background_unless.search(coded)
        silent = frozenset() if tied else codebook.background_silences
    for place, numbers in sorted(_candidates(held, codebook).items()):
        pattern = codebook.patterns[place]
        result = _match(pattern, numbers, coded, codebook)
        if result is None or result[0] in silent:
            continue
        indicator, first, last = result
        start = encoded.starts[coded.count(" ", 0, first)]
        end = _evidence_end(text, start, encoded.ends[coded.count(" ", 0, last) - 1])
        yield {
            "frame": codebook.frame_of(indicator),
            "indicator": indicator,
            "evidence": text[start:end],
            "start": start,
            "end": end,
            "pattern": pattern.id,
        }


def _named(sentences: pd.DataFrame) -> str:
    for column in ("sentence", "id", "unit_id"):
        if column in sentences.columns:
            return column
    raise InputError(
        "sentences", "has no column 'id' or 'sentence'", "give each sentence an identifier"
    )


def codable(sentences: pd.DataFrame) -> pd.DataFrame:
    """The units that are coded: all but subheads (where a column ``zone`` says which they are)."""
    return sentences[sentences["zone"] != "subhead"] if "zone" in sentences.columns else sentences


def code_sentences(sentences: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Every pattern that fires, one row each, in the order of the sentences and of the codebook.

    ``sentences`` needs ``text`` and ``id`` (or ``sentence``); rows with ``zone`` ``subhead`` are
    passed over. Returns ``sentence`` (the id), ``frame``, ``indicator``, ``evidence`` (the matching
    words as they stand, at most eight), ``start`` and ``end`` (characters into the sentence:
    ``evidence == text[start:end]``) and ``pattern``. A pattern gives one row a sentence: its first
    match.
    """
    if "text" not in sentences.columns:
        raise InputError(
            "sentences",
            "has no column 'text'",
            "give the words of each sentence in a column 'text'",
        )
    name, units = _named(sentences), codable(sentences)
    rows = [
        {"sentence": id, **code}
        for id, text in zip(units[name], units["text"], strict=True)
        for code in code_text(str(text), codebook)
    ]
    return pd.DataFrame(rows, columns=CODE_COLUMNS)


def fold(codes: pd.DataFrame, sentences: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """One row for each codable sentence: ``sentence``, a 0/1 column for each frame, ``indicators``
    (``S1;T5`` or ``-``).
    """
    name = _named(sentences)
    order = {id: number for number, id in enumerate(codebook.indicators)}
    found: dict[object, set[str]] = {}
    for sentence, indicator in zip(codes["sentence"], codes["indicator"], strict=True):
        found.setdefault(sentence, set()).add(indicator)
    rows = []
    for id in codable(sentences)[name]:
        indicators = sorted(found.get(id, ()), key=order.__getitem__)
        frames = {codebook.frame_of(indicator) for indicator in indicators}
        rows.append(
            {
                "sentence": id,
                **{f: int(f in frames) for f in codebook.frames},
                "indicators": ";".join(indicators) or "-",
            }
        )
    return pd.DataFrame(rows, columns=["sentence", *codebook.frames, "indicators"])


def best_evidence(codes: pd.DataFrame) -> pd.DataFrame:
    """One row for each sentence and frame: the longest phrase of the first indicator that fired,
    for a reader to check.
    """
    if codes.empty:
        return codes.copy()
    ranked = codes.assign(_length=-(codes["end"] - codes["start"]))
    ranked = ranked.sort_values(
        ["sentence", "frame", "indicator", "_length", "start"], kind="stable"
    )
    first = ranked.drop_duplicates(["sentence", "frame"]).drop(columns="_length")
    order = {sentence: number for number, sentence in enumerate(dict.fromkeys(codes["sentence"]))}
    return first.sort_values(
        "sentence", key=lambda column: column.map(order), kind="stable"
    ).reset_index(drop=True)


def without(
    codes: pd.DataFrame, *, indicators: Iterable[str] = (), patterns: Iterable[str] = ()
) -> pd.DataFrame:
    """The codes that remain when some indicators or patterns are left out."""
    dropped = codes["indicator"].isin(list(indicators)) | codes["pattern"].isin(list(patterns))
    return codes[~dropped].reset_index(drop=True)

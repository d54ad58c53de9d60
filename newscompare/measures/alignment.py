"""Words of two texts aligned: which stand in both, in passages with small changes or in quotations.

Passages are found by local alignment of words (Smith and Waterman 1981, repeated on what is left
after Waterman and Eggert 1987), as studies of reprinted news do (Smith, Cordell and Mullen 2015).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pandas as pd

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
"""A word of an alignment: letters or digits with inner apostrophes and hyphens; dots divide."""

LEAST = 10
"""Fewest words in common that make a passage outside quotation marks; shorter ones are what any
two texts on one event have in common: names, titles, stock phrases."""

LEAST_QUOTED = 4
"""Fewest words in a row that two quotations must have in common, half of the shorter one at least;
three where they are the same words from first to last."""

SEED = 4
"""Each passage holds this many words in a row that are the same in both texts."""

APART = 4
"""Most words between two words in common before a passage is divided."""

_MATCH, _OTHER = 2, -2
_WINDOW = 80
_WORTH = 12

WORD_COLUMNS = ["article", "sentence", "zone", "start", "end", "word", "form", "quotation"]

Pairs = list[tuple[int, int]]


def fold(word: str) -> str:
    """A word as it is compared: lower case, straight apostrophe."""
    return word.casefold().replace("’", "'")


def quotation_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands inside quotation marks in one paragraph, outermost marks only.

    Double marks, curly, straight or mixed, and single curly ones. Marks that are opened and never
    closed run to the end of the paragraph if they are curly (a quotation that the next paragraph
    goes on with), else they count for nothing.
    """
    spans, opened, kind = [], -1, ""
    for i, sign in enumerate(text):
        after = text[i + 1 : i + 2]
        if opened < 0:
            before = text[i - 1 : i]
            if sign in "“‘" or (sign == '"' and not before.isalnum()):
                opened, kind = i + 1, sign
        elif kind == "‘":
            if sign == "’" and not after.isalnum():
                spans.append((opened, i))
                opened = -1
        elif sign in '”"' and not (sign == '"' and after.isalnum()):
            spans.append((opened, i))
            opened = -1
    if opened >= 0 and kind == "“":
        spans.append((opened, len(text)))
    return spans


def word_table(units: pd.DataFrame) -> pd.DataFrame:
    """The words of texts in order, subheads left out.

    ``units`` has ``id``, ``article``, ``zone``, ``paragraph``, ``start`` and ``text`` (see
    ``newscompare.articles.units``). Columns: ``article``, ``sentence``, ``zone``, ``start``,
    ``end`` (characters, as the units count them), ``word`` (as printed), ``form`` (as compared),
    ``quotation`` (number of the quotation within the case that holds the word, -1 outside).
    """
    rows: list[tuple[object, ...]] = []
    quotation = 0
    kept = units[units["zone"].astype(str) != "subhead"]
    for (article, zone, _), own in kept.groupby(
        [kept["article"].astype(str), kept["zone"].astype(str), "paragraph"], sort=False
    ):
        first, end = int(own["start"].min()), 0
        signs = [" "] * (max(int(s) + len(t) for s, t in zip(own["start"], own["text"])) - first)  # noqa: B905
        for start, text in zip(own["start"], own["text"], strict=True):
            signs[int(start) - first : int(start) - first + len(text)] = text
            end = max(end, int(start) + len(text))
        spans = quotation_spans("".join(signs))
        for sentence, start, text in zip(own["id"], own["start"], own["text"], strict=True):
            for match in WORD.finditer(text):
                at = int(start) + match.start()
                inside = [k for k, (s, e) in enumerate(spans) if s <= at - first < e]
                rows.append(
                    (
                        article,
                        sentence,
                        zone,
                        at,
                        int(start) + match.end(),
                        match.group(),
                        fold(match.group()),
                        quotation + inside[0] if inside else -1,
                    )
                )
        quotation += len(spans)
    return pd.DataFrame(rows, columns=WORD_COLUMNS)


# --- Alignment


@dataclass(frozen=True)
class Text:
    """The words of one text as arrays: a number for each form, for the stretch that no passage
    crosses (title, deck, body), and for the quotation (-1 outside).
    """

    codes: np.ndarray
    breaks: np.ndarray
    quotation: np.ndarray


def texts(words: pd.DataFrame) -> dict[str, Text]:
    """Each text of a ``word_table`` as arrays, by name."""
    codes = pd.factorize(words["form"])[0]
    found = {}
    for article, rows in words.groupby("article", sort=False).indices.items():
        own = words.iloc[rows]
        breaks = (own["zone"] != own["zone"].shift()).cumsum().to_numpy()
        found[str(article)] = Text(codes[rows], breaks, own["quotation"].to_numpy())
    return found


def ngrams(codes: np.ndarray, n: int) -> dict[tuple[int, ...], list[int]]:
    """Where each row of ``n`` words begins."""
    places = defaultdict(list)
    for i in range(len(codes) - n + 1):
        places[tuple(codes[i : i + n].tolist())].append(i)
    return places


def _windows(a: np.ndarray, b: np.ndarray) -> list[tuple[int, int]]:
    """The stretches of ``a`` near words that stand in a row in both."""
    theirs = set(ngrams(b, SEED))
    rows = sorted(i for gram, places in ngrams(a, SEED).items() if gram in theirs for i in places)
    windows: list[tuple[int, int]] = []
    for i in rows:
        low, high = max(0, i - _WINDOW), min(len(a), i + SEED + _WINDOW)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def _scores(same: np.ndarray) -> np.ndarray:
    """The matrix of Smith and Waterman: best score of an alignment that ends at each cell."""
    rows, columns = same.shape
    best = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    slope = -_OTHER * np.arange(columns + 1, dtype=np.int32)
    gain = np.where(same, _MATCH, _OTHER).astype(np.int32)
    for i in range(rows):
        row = best[i + 1]
        np.maximum(best[i, 1:] + _OTHER, best[i, :-1] + gain[i], out=row[1:])
        np.maximum(row, 0, out=row)
        # a gap along the row costs the same a word, so the best one is a running maximum
        np.maximum(row, np.maximum.accumulate(row + slope) - slope, out=row)
    return best


def _trace(best: np.ndarray, same: np.ndarray) -> Pairs:
    """The words in common on the way back from the best cell."""
    i, j = (int(x) for x in np.unravel_index(int(best.argmax()), best.shape))
    pairs = []
    while best[i, j] > 0:
        matches = bool(same[i - 1, j - 1])
        if best[i, j] == best[i - 1, j - 1] + (_MATCH if matches else _OTHER):
            i, j = i - 1, j - 1
            if matches:
                pairs.append((i, j))
        elif best[i, j] == best[i - 1, j] + _OTHER:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def _divided(pairs: Pairs, a: Text, b: Text) -> Iterator[Pairs]:
    """An alignment cut where words in common stand far apart, or where title and body meet."""
    piece: Pairs = []
    for i, j in pairs:
        if piece:
            p, q = piece[-1]
            far = i - p > APART + 1 or j - q > APART + 1
            if far or a.breaks[i] != a.breaks[p] or b.breaks[j] != b.breaks[q]:
                yield piece
                piece = []
        piece.append((i, j))
    if piece:
        yield piece


def passages(a: Text, b: Text, least: int = LEAST) -> list[Pairs]:
    """The words in common of each passage, as pairs of places in the two texts."""
    found: list[Pairs] = []
    for low, high in _windows(a.codes, b.codes):
        same = a.codes[low:high, None] == b.codes[None, :]
        while True:
            best = _scores(same)
            if best.max() < _WORTH:
                break
            pairs = _trace(best, same)
            for i, j in pairs:
                same[i, j] = False
            pieces = _divided([(i + low, j) for i, j in pairs], a, b)
            found += [piece for piece in pieces if len(piece) >= least]
    return _without_overlap(found)


def _without_overlap(passages: list[Pairs]) -> list[Pairs]:
    """The longest first; a shorter one that repeats words of it in both texts is left out."""
    kept: list[Pairs] = []
    for passage in sorted(passages, key=len, reverse=True):
        ours, theirs = {i for i, _ in passage}, {j for _, j in passage}
        if not any(
            len(ours & {i for i, _ in other}) > len(ours) / 2
            and len(theirs & {j for _, j in other}) > len(theirs) / 2
            for other in kept
        ):
            kept.append(passage)
    return sorted(kept)


def in_quotations(a: Text, b: Text, known: list[Pairs]) -> list[Pairs]:
    """Words that a quotation of each text has in common, beside the known passages."""
    quotations = []
    for text in (a, b):
        places: dict[int, list[int]] = defaultdict(list)
        for i, number in enumerate(text.quotation):
            if number >= 0:
                places[int(number)].append(i)
        quotations.append(list(places.values()))
    taken = {pair for passage in known for pair in passage}
    found = []
    for ours in quotations[0]:
        x = a.codes[ours].tolist()
        for theirs in quotations[1]:
            y = b.codes[theirs].tolist()
            if len(set(x) & set(y)) < min(len(set(x)), LEAST_QUOTED):
                continue
            blocks = SequenceMatcher(None, x, y, autojunk=False).get_matching_blocks()
            longest = max(block.size for block in blocks)
            enough = longest >= max(LEAST_QUOTED, min(len(x), len(y)) / 2)
            if enough or (longest >= LEAST_QUOTED - 1 and x == y):
                pairs = [
                    (ours[block.a + k], theirs[block.b + k])
                    for block in blocks
                    if block.size >= min(LEAST_QUOTED - 1, longest)
                    for k in range(block.size)
                ]
                if not taken & set(pairs):
                    found.append(pairs)
    return found

"""Words that two texts share: aligned passages, quotations in common, shingles, near-duplicates.

Passages are found by local alignment of words (Smith and Waterman 1981, repeated on what is left
after Waterman and Eggert 1987), as studies of reprinted news do (Smith, Cordell and Mullen 2015);
containment is that of Broder (1997). That two texts share words never says which had them first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations, pairwise

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
RUN_COLUMNS = [
    "passage",
    "article_a",
    "sentence_a",
    "start_a",
    "end_a",
    "words_a",
    "article_b",
    "sentence_b",
    "start_b",
    "end_b",
    "words_b",
    "matched",
    "identical",
    "marks",
]
MARKS = ("both", "one", "none")
"""Whether the words in common stand inside quotation marks in both texts, in one, in none."""

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
class _Text:
    """The words of one text as arrays; ``breaks`` numbers the stretches that no passage crosses."""

    codes: np.ndarray
    breaks: np.ndarray
    quotation: np.ndarray


def _texts(words: pd.DataFrame) -> dict[str, _Text]:
    codes = pd.factorize(words["form"])[0]
    texts = {}
    for article, rows in words.groupby("article", sort=False).indices.items():
        own = words.iloc[rows]
        breaks = (own["zone"] != own["zone"].shift()).cumsum().to_numpy()
        texts[str(article)] = _Text(codes[rows], breaks, own["quotation"].to_numpy())
    return texts


def _ngrams(codes: np.ndarray, n: int) -> dict[tuple[int, ...], list[int]]:
    places = defaultdict(list)
    for i in range(len(codes) - n + 1):
        places[tuple(codes[i : i + n].tolist())].append(i)
    return places


def _windows(a: np.ndarray, b: np.ndarray) -> list[tuple[int, int]]:
    """The stretches of ``a`` near words that stand in a row in both."""
    theirs = set(_ngrams(b, SEED))
    rows = sorted(i for gram, places in _ngrams(a, SEED).items() if gram in theirs for i in places)
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


def _divided(pairs: Pairs, a: _Text, b: _Text) -> Iterator[Pairs]:
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


def _passages(a: _Text, b: _Text, least: int) -> list[Pairs]:
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


def _in_quotations(a: _Text, b: _Text, known: list[Pairs]) -> list[Pairs]:
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


def shared_runs(words: pd.DataFrame, *, least: int = LEAST) -> pd.DataFrame:
    """Passages and quotations that each two texts have in common, one row a pair of units.

    ``words`` comes from ``word_table``. Columns: ``passage`` (rows of one passage share its
    number), for each of the two texts ``article_a``, ``sentence_a``, ``start_a``, ``end_a``
    (characters, from the first word in common to the last), ``words_a`` (words between them), and
    the same with ``_b``; ``matched`` (words in common), ``identical`` (longest row of words
    without a change), ``marks`` (``MARKS``). A row has three words in common or more. Texts stand
    in the order of the table: ``a`` before ``b``, which says nothing of who wrote first.
    """
    texts = _texts(words)
    places = {
        str(article): rows for article, rows in words.groupby("article", sort=False).indices.items()
    }
    rows: list[tuple[object, ...]] = []
    number = 0
    for one, two in combinations(texts, 2):
        a, b = texts[one], texts[two]
        passages = _passages(a, b, least)
        for passage in sorted([*passages, *_in_quotations(a, b, passages)]):
            number += 1
            own = words.iloc[places[one]], words.iloc[places[two]]
            rows += [(number, *row) for row in _rows(passage, *own)]
    return pd.DataFrame(rows, columns=RUN_COLUMNS)


def _rows(passage: Pairs, ours: pd.DataFrame, theirs: pd.DataFrame) -> Iterator[tuple]:
    by_unit = defaultdict(list)
    first, second = ours["sentence"].to_numpy(), theirs["sentence"].to_numpy()
    for i, j in passage:
        by_unit[(first[i], second[j])].append((i, j))
    for pairs in by_unit.values():
        if len(pairs) < LEAST_QUOTED - 1:
            continue
        ends = []
        for text, side in ((ours, 0), (theirs, 1)):
            low, high = pairs[0][side], pairs[-1][side]
            row = text.iloc[low]
            ends += [row["article"], row["sentence"], int(row["start"])]
            ends += [int(text.iloc[high]["end"]), high - low + 1]
        inside = [
            all(text["quotation"].iloc[pair[side]] >= 0 for pair in pairs)
            for text, side in ((ours, 0), (theirs, 1))
        ]
        yield (*ends, len(pairs), _longest(pairs), MARKS[2 - sum(inside)])


def _longest(pairs: Pairs) -> int:
    longest = run = 1
    for (i, j), (k, m) in pairwise(pairs):
        run = run + 1 if (k, m) == (i + 1, j + 1) else 1
        longest = max(longest, run)
    return longest


# --- Whole texts


def containment(words: pd.DataFrame, n: int = 5) -> pd.DataFrame:
    """Which share of a text's shingles (``n`` words in a row) stands in each other text, too.

    Broder (1997): different shingles in common by different shingles of the text, so a pair has
    two values. Columns: ``article``, ``other``, ``n``, ``shared``, ``shingles`` (of the text),
    ``share`` (0 to 1; missing where a text is shorter than ``n`` words).
    """
    grams = {name: set(_ngrams(text.codes, n)) for name, text in _texts(words).items()}
    rows = []
    for one, ours in grams.items():
        for two, theirs in grams.items():
            if one != two:
                shared = len(ours & theirs)
                share = shared / len(ours) if ours else np.nan
                rows.append((one, two, n, shared, len(ours), share))
    return pd.DataFrame(rows, columns=["article", "other", "n", "shared", "shingles", "share"])


NEAR = 0.5
"""Two texts are near-duplicates where passages in common cover this share of the shorter one."""


def text_overlap(words: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """How much of each two texts stands in passages that they have in common.

    Columns: ``article_a``, ``article_b``, ``words_a``, ``words_b`` (of the texts), ``covered_a``,
    ``covered_b`` (words inside rows of ``shared_runs``), ``share_a``, ``share_b``, ``near``
    (``True`` from ``NEAR`` of either text on).
    """
    sizes = words.groupby("article", sort=False).size()
    names = [str(name) for name in sizes.index]
    rows: list[tuple[object, ...]] = []
    for one, two in combinations(names, 2):
        own = runs[(runs["article_a"] == one) & (runs["article_b"] == two)]
        covered = [
            len(covered_words(words[words["article"] == text], own, side))
            for text, side in ((one, "a"), (two, "b"))
        ]
        share = [c / int(sizes[t]) for c, t in zip(covered, (one, two), strict=True)]
        rows.append(
            (one, two, int(sizes[one]), int(sizes[two]), *covered, *share, max(share) >= NEAR)
        )
    columns = ["article_a", "article_b", "words_a", "words_b", "covered_a", "covered_b"]
    return pd.DataFrame(rows, columns=[*columns, "share_a", "share_b", "near"])


def covered_words(words: pd.DataFrame, runs: pd.DataFrame, side: str) -> set[int]:
    """The words (index of ``words``) that lie inside the runs of one side (``a`` or ``b``)."""
    spans = defaultdict(list)
    names = [f"sentence_{side}", f"start_{side}", f"end_{side}"]
    for sentence, start, end in runs[names].itertuples(index=False, name=None):
        spans[sentence].append((start, end))
    places = words[words["sentence"].isin(list(spans))]
    return {
        int(index)
        for index, sentence, start in zip(
            places.index, places["sentence"], places["start"], strict=True
        )
        if any(s <= start < e for s, e in spans[sentence])
    }


def borrowed_shares(sentences: pd.DataFrame, runs: pd.DataFrame) -> pd.DataFrame:
    """How much of each unit lies in runs that it shares with other texts, by characters.

    From offsets alone, so the texts need not be at hand. Columns: ``sentence``, ``article``,
    ``shared``, ``characters``, ``share``; subheads left out.
    """
    spans = defaultdict(list)
    for side in "ab":
        names = [f"sentence_{side}", f"start_{side}", f"end_{side}"]
        for sentence, start, end in runs[names].itertuples(index=False, name=None):
            spans[sentence].append((int(start), int(end)))
    kept = sentences[sentences["zone"].astype(str) != "subhead"]
    shared = [_union(spans[sentence]) for sentence in kept["id"]]
    table = pd.DataFrame(
        {
            "sentence": kept["id"].to_list(),
            "article": kept["article"].to_list(),
            "shared": shared,
            "characters": (kept["end"] - kept["start"]).to_list(),
        }
    )
    return table.assign(share=table["shared"] / table["characters"])


def _union(spans: Sequence[tuple[int, int]]) -> int:
    """Characters that the spans cover together."""
    total, last = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, last))
        last = max(last, end)
    return total


# --- Versions of one utterance

COMMON_COLUMNS = [
    "group",
    "article",
    "sentence",
    "start",
    "end",
    "words",
    "base",
    "kept",
    "capitals",
    "cut",
    "added",
]
STATES = ("kept", "capitals", "outside", "cut")
"""What became of a word: kept inside quotation marks, kept there with other capitals, kept outside
any marks, left out."""


def kept_words(base: Sequence[str], other: Sequence[str]) -> list[int | None]:
    """For each word of ``base`` the place of the same word in ``other``, or ``None``.

    The longest rows of words in common count first (Ratcliff and Metzener 1988, as in
    ``difflib``), so the order of both is kept.
    """
    matcher = SequenceMatcher(None, [fold(w) for w in base], [fold(w) for w in other], False)
    places: list[int | None] = [None] * len(base)
    for block in matcher.get_matching_blocks():
        for k in range(block.size):
            places[block.a + k] = block.b + k
    return places


def version_states(
    base: Sequence[str],
    unit: pd.DataFrame,
    place: tuple[int, int],
    taken: Sequence[tuple[int, int]],
) -> list[tuple[str, int | None]]:
    """What one version of an utterance did with each word of the fullest version.

    ``base`` holds the words of the fullest version, ``unit`` the words of the sentence (see
    ``word_table``), ``place`` the characters of the version, ``taken`` the places of other
    utterances. Returns a state (``STATES``) and the row of ``unit`` for each word. A word that the
    place lacks still counts as ``outside`` where the sentence has it outside quotation marks and
    outside other utterances, if it carries matter (more than three letters) or stands next to one
    that does.
    """
    start, end = place
    inside = unit[(unit["start"] >= start) & (unit["end"] <= end)]
    states: list[tuple[str, int | None]] = []
    for word, at in zip(base, kept_words(base, inside["word"].tolist()), strict=True):
        if at is None:
            states.append(("cut", None))
            continue
        row = inside.iloc[at]
        same = str(row["word"]).replace("’", "'") == word.replace("’", "'")
        state = "outside" if row["quotation"] < 0 else "kept" if same else "capitals"
        states.append((state, int(inside.index[at])))
    used = {at for _, at in states}
    spans = [place, *taken]
    beyond = np.array([not any(s <= at < e for s, e in spans) for at in unit["start"]], dtype=bool)
    free = unit[(unit["quotation"] < 0) & ~unit.index.isin(list(used)) & beyond]
    where = {str(form): int(index) for index, form in free["form"].items()}
    forms = [fold(word) for word in base]
    for k, (state, _) in enumerate(states):
        if state == "cut" and len(base[k]) > 3 and forms[k] in where:
            states[k] = ("outside", where[forms[k]])
    for step in (1, -1):
        for k in range(len(base))[::step]:
            near = states[k - step] if 0 <= k - step < len(base) else ("cut", None)
            if states[k][0] == "cut" and near[0] == "outside" and near[1] is not None:
                beside = near[1] + step
                if beside in free.index and free.loc[beside, "form"] == forms[k]:
                    states[k] = ("outside", beside)
    return states


def quotations_in_common(words: pd.DataFrame) -> pd.DataFrame:
    """Quotations that several texts carry, grouped, and how much of the fullest version each kept.

    Two quotations belong together that have ``LEAST_QUOTED`` words in a row in common, also by way
    of a third. Columns: ``group``, ``article``, ``sentence`` (where it begins), ``start``,
    ``end``, ``words`` (of the quotation), ``base`` (1 for the fullest version), ``kept`` (words of
    the fullest version that stand here), ``capitals`` (of these, printed with other capitals),
    ``cut``, ``added`` (words that the fullest version does not have).
    """
    texts = _texts(words)
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            number = parent[number]
        return number

    for a, b in combinations(texts.values(), 2):
        for pairs in _in_quotations(a, b, []):
            i, j = pairs[0]
            parent[root(int(a.quotation[i]))] = root(int(b.quotation[j]))
    groups = defaultdict(list)
    for number in sorted(parent):
        groups[root(number)].append(number)
    quotations = dict(list(words[words["quotation"].isin(list(parent))].groupby("quotation")))
    rows: list[tuple[object, ...]] = []
    for group, numbers in enumerate(groups.values(), 1):
        base = max(numbers, key=lambda number: (len(quotations[number]), -number))
        full = quotations[base]["word"].tolist()
        for number in numbers:
            own = quotations[number]
            printed = own["word"].tolist()
            kept = [(k, p) for k, p in enumerate(kept_words(full, printed)) if p is not None]
            first, last = own.iloc[0], own.iloc[-1]
            rows.append(
                (
                    group,
                    *first[["article", "sentence"]],
                    int(first["start"]),
                    int(last["end"]),
                    len(own),
                    int(number == base),
                    len(kept),
                    sum(full[k] != printed[p] for k, p in kept),
                    len(full) - len(kept),
                    len(printed) - len(kept),
                )
            )
    return pd.DataFrame(rows, columns=COMMON_COLUMNS)

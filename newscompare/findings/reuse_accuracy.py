"""How well copies are found: ``python -m newscompare.findings.reuse_accuracy ../shared``.

Pairs of articles are made from the practice texts and GUM (Zeldes 2017): each is a stretch of one
text, and up to three runs of 12 to 60 words are copied from the first into the second, a tenth of
their words changed (another word in its place, left out, or put in). Stock phrases stand in both
as distractors; a quarter of the pairs hold no copy at all. Everything is drawn from one seed.
Scores count words of both texts. Writes ``data/evaluation/reuse.csv``. No setting of the
alignment was tuned on these pairs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.articles import parse_article, read_article, units
from newscompare.case.tables import data_folder
from newscompare.files import write_csv
from newscompare.measures.alignment import WORD, word_table
from newscompare.measures.reuse import covered_words, shared_runs

SEED = 20251106
PAIRS = 1000
SHORTEST, LONGEST = 12, 60
CHANGED = 0.1
HOST = (350, 700)
DISTRACTORS = 6

STOCK = """\
at the end of the day
in a statement released on Thursday
told reporters after the meeting
on condition of anonymity
who declined to be named
did not immediately respond to a request for comment
for the first time in years
at a news conference on Friday
as well as a number of other
one of the largest in the world
in the wake of the announcement
it remains to be seen whether
according to people familiar with the matter
could not be reached for comment
the United States and the European Union
it is not clear how many
a spokesperson for the ministry said
in the middle of the night
the two countries have long had
said in an interview with the newspaper
it is important to note that
the president of the United States
in what analysts called an unusual step
on the other side of the border
over the course of the next few weeks
the talks are expected to last until
both sides have agreed to
under the terms of the agreement
a senior official with knowledge of the talks
as part of a broader effort to
the first of its kind in the region
more than half of those who answered
is widely seen as an attempt to
the Secretary General of the United Nations
in the first half of the year
has yet to say whether it will
the rest of the world is watching
no date has been set for the vote
there is no doubt in my mind that
by the time the police arrived
members of the public were asked to
at a time when prices are rising
the opposition accused the government of
on the one hand and on the other""".splitlines()
"""Stock phrases of 4 to 9 words, written down before the first run."""

LONG_STOCK = """\
agreed to talk only if their names were kept out of this article
did not immediately respond to a request for comment sent by email on Thursday
this story has been corrected to show the right date of the meeting
the views in this article are those of the author and not of the newspaper
subscribe to our newsletter to get the news of the day in your inbox
reporting by our staff in the capital and editing by the night desk
all times are local and all prices in dollars unless we say otherwise""".splitlines()
"""Formulas of 12 to 15 words: longer than the fewest words that count as a passage, so that they
are found, and rightly so, if not as what one looks for."""


@dataclass(frozen=True)
class Pair:
    """Two made articles as units, and what was planted: character spans by article and copy."""

    units: pd.DataFrame
    planted: list[tuple[int, tuple[int, int], tuple[int, int]]]
    """Length of the copy, its span in article ``a``, its span in article ``b``."""


def sources(shared: Path | None) -> dict[str, list[str]]:
    """The sentences of each text that pairs are made from; GUM only where ``shared`` holds it.

    Of the practice texts, sentences that repeat each other by construction are left out, and the
    roundup, which quotes all others.
    """
    practice = data_folder() / "practice"
    reuse = pd.read_csv(practice / "coding" / "reuse.tsv", sep="\t")
    repeated = set(reuse["unit_id"]) | set(reuse["wire_unit"])
    found = {}
    for path in sorted((practice / "articles").glob("*.md")):
        if path.stem != "roundup":
            table = units(read_article(path))
            own = table[(table["zone"] == "body") & ~table["id"].isin(repeated)]
            found[path.stem] = own["text"].tolist()
    for name in ("dev", "train") if shared is not None else ():
        for line in (Path(str(shared)) / "gum" / f"{name}.jsonl").open(encoding="utf-8"):
            document = json.loads(line)
            table = units(parse_article(document["text"], id=document["id"]))
            found[document["id"]] = table.loc[table["zone"] == "body", "text"].tolist()
    return found


def _stretch(sentences: Sequence[str], random: np.random.Generator) -> list[str]:
    """Some 350 to 700 words of a text, or all of it where it is shorter."""
    wanted, sizes = random.integers(*HOST), [len(WORD.findall(s)) for s in sentences]
    last = max(1, len(sentences) - 1)
    start = int(random.integers(0, last)) if sum(sizes) > wanted else 0
    chosen, total = [], 0
    for sentence, size in list(zip(sentences, sizes, strict=True))[start:]:
        if total >= wanted:
            break
        chosen.append(sentence)
        total += size
    return chosen


def _changed(words: list[str], vocabulary: Sequence[str], random: np.random.Generator) -> list[str]:
    """The words with a tenth of them changed: three in five another word, the rest out or in."""
    out = list(words)
    places = random.choice(len(words), max(1, round(len(words) * CHANGED)), replace=False)
    for place in sorted((int(p) for p in places), reverse=True):
        kind, word = random.random(), str(vocabulary[int(random.integers(len(vocabulary)))])
        if kind < 0.6:
            out[place] = word
        elif kind < 0.8 and 0 < place < len(words) - 1:
            del out[place]
        else:
            out.insert(place, word)
    return out


def _assembled(
    name: str, pieces: Sequence[tuple[str, int]]
) -> tuple[list[dict[str, object]], dict[int, tuple[int, int]]]:
    """Rows of units from sentences, each a paragraph; a number above 0 marks a planted one."""
    rows, spans, start = [], {}, 0
    for number, (text, copy) in enumerate(pieces, 1):
        rows.append(
            {
                "id": f"{name}-{number:03d}",
                "article": name,
                "zone": "body",
                "paragraph": number,
                "start": start,
                "text": text,
            }
        )
        if copy:
            spans[copy] = (start, start + len(text))
        start += len(text) + 2
    return rows, spans


def make_pairs(
    texts: dict[str, list[str]], pairs: int = PAIRS, *, seed: int = SEED, long_stock: bool = False
) -> Iterator[Pair]:
    """Pairs of articles with planted copies; the same for the same seed."""
    random = np.random.default_rng(seed)
    names = list(texts)
    practice = [name for name in names if not name.startswith("GUM")]
    vocabulary = sorted({w for text in texts.values() for s in text for w in WORD.findall(s)})
    stock = [*STOCK, *LONG_STOCK] if long_stock else STOCK
    for number in range(pairs):
        first = str(random.choice(practice if number % 3 == 0 else names))
        second = str(random.choice([name for name in names if name != first]))
        ours, theirs = _stretch(texts[first], random), _stretch(texts[second], random)
        copies = 0 if number % 4 == 3 else int(random.integers(1, 4))
        spans_a, planted = _copies(ours, copies, random)
        rows: list[tuple[str, int]] = [(s, 0) for s in theirs]
        for copy, words in planted.items():
            place = int(random.integers(0, len(rows) + 1))
            rows.insert(place, (" ".join(_changed(words, vocabulary, random)) + ".", copy))
        own: list[tuple[str, int]] = [(s, 0) for s in ours]
        at = {}
        for phrase in random.choice(stock, DISTRACTORS, replace=False):
            for side in (own, rows):
                place = int(random.integers(0, len(side)))
                text, copy = side[place]
                if copy == 0 and not any(place == at_row for at_row, *_ in spans_a.values()):
                    side[place] = (f"{text.rstrip('.')}, {phrase}.", 0)
        units_a, _ = _assembled("a", own)
        units_b, spans_b = _assembled("b", rows)
        for copy, (row, start, end) in spans_a.items():
            base = int(str(units_a[row]["start"]))
            at[copy] = (base + start, base + end)
        yield Pair(
            pd.DataFrame(units_a + units_b),
            [(len(planted[copy]), at[copy], spans_b[copy]) for copy in planted],
        )


def _copies(
    sentences: list[str], copies: int, random: np.random.Generator
) -> tuple[dict[int, tuple[int, int, int]], dict[int, list[str]]]:
    """Where the copies stand in the first text (sentence, start, end) and their words.

    A copy longer than its sentence takes the next ones in, which become one paragraph.
    """
    spans: dict[int, tuple[int, int, int]] = {}
    words: dict[int, list[str]] = {}
    for copy in range(1, copies + 1):
        length = int(random.integers(SHORTEST, LONGEST + 1))
        taken = {row for row, *_ in spans.values()}
        for _ in range(20):
            row = int(random.integers(0, len(sentences)))
            last, found = row, list(WORD.finditer(sentences[row]))
            while len(found) < length and last + 1 < len(sentences):
                last += 1
                found = list(WORD.finditer(" ".join(sentences[row : last + 1])))
            if len(found) >= length and not taken & set(range(row, last + 1)):
                break
        else:
            continue
        joined = " ".join(sentences[row : last + 1])
        sentences[row : last + 1] = [joined]
        spans = {k: (r - (last - row) if r > row else r, s, e) for k, (r, s, e) in spans.items()}
        first = int(random.integers(0, len(found) - length + 1))
        chosen = found[first : first + length]
        spans[copy] = (row, chosen[0].start(), chosen[-1].end())
        words[copy] = [m.group() for m in chosen]
    return spans, words


BINS = ((12, 20), (21, 40), (41, 60))


def score_pair(pair: Pair) -> dict[str, object]:
    """Planted, found and right words of a pair, both texts together; copies found by length."""
    words = word_table(pair.units)
    runs = shared_runs(words)
    found = covered_words(words, runs, "a") | covered_words(words, runs, "b")
    planted: set[int] = set()
    row: dict[str, object] = {"copies": len(pair.planted)}
    for low, high in BINS:
        for what in ("copies", "planted", "right"):
            row[f"{what}_{low}_{high}"] = 0
    for length, ours, theirs in pair.planted:
        own = set()
        for article, (start, end) in (("a", ours), ("b", theirs)):
            at = words[words["article"] == article]
            own |= set(at.index[(at["start"] >= start) & (at["end"] <= end)])
        planted |= own
        low, high = next(b for b in BINS if b[0] <= length <= b[1])
        for what, value in (("copies", 1), ("planted", len(own)), ("right", len(own & found))):
            row[f"{what}_{low}_{high}"] = int(str(row[f"{what}_{low}_{high}"])) + value
    row |= {"planted": len(planted), "found": len(found), "right": len(planted & found)}
    return row | {"false_pair": int(not pair.planted and len(found) > 0)}


def evaluate(scored: pd.DataFrame, name: str) -> pd.DataFrame:
    """Precision and recall by words with 95% intervals over pairs, and recall by length of copy.

    Columns: ``set``, ``copies_of`` (words), ``pairs``, ``copies``, ``planted``, ``found``,
    ``right`` (words), ``precision``, ``precision_low``, ``precision_high``, ``recall``,
    ``recall_low``, ``recall_high``, ``false_pairs`` (pairs without a copy in which something was
    found) of ``empty_pairs``.
    """
    draws = np.random.default_rng(SEED).integers(0, len(scored), (2000, len(scored)))
    rows: list[tuple[object, ...]] = []

    def bounds(above: str, below: str) -> tuple[float, float, float]:
        x, y = scored[above].to_numpy(), scored[below].to_numpy()
        resampled = x[draws].sum(axis=1) / y[draws].sum(axis=1)
        low, high = np.quantile(resampled, [0.025, 0.975])
        return float(x.sum() / y.sum()), float(low), float(high)

    empty = scored["copies"] == 0
    rows.append(
        (
            *(name, f"{SHORTEST} to {LONGEST}", len(scored), int(scored["copies"].sum())),
            *(int(scored[c].sum()) for c in ("planted", "found", "right")),
            *bounds("right", "found"),
            *bounds("right", "planted"),
            *(int(scored["false_pair"].sum()), int(empty.sum())),
        )
    )
    for low, high in BINS:
        counts = [int(scored[f"{w}_{low}_{high}"].sum()) for w in ("copies", "planted", "right")]
        recall = bounds(f"right_{low}_{high}", f"planted_{low}_{high}")
        sizes = (len(scored), counts[0], counts[1], None, counts[2])
        rows.append((name, f"{low} to {high}", *sizes, None, None, None, *recall, None, None))
    columns = ["set", "copies_of", "pairs", "copies", "planted", "found", "right"]
    columns += [f"{m}{edge}" for m in ("precision", "recall") for edge in ("", "_low", "_high")]
    table = pd.DataFrame(rows, columns=[*columns, "false_pairs", "empty_pairs"])
    whole = ["found", "false_pairs", "empty_pairs"]
    return table.round(4).astype(dict.fromkeys(whole, "Int64"))


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", help="folder that holds gum/")
    parser.add_argument("--pairs", type=int, default=PAIRS)
    parser.add_argument("--out", default=str(data_folder() / "evaluation" / "reuse.csv"))
    given = parser.parse_args(arguments)
    texts, tables = sources(Path(given.shared)), []
    for name, long_stock in (
        ("stock phrases of 4 to 9 words", False),
        ("formulas of 12 to 15 words as well", True),
    ):
        made = make_pairs(texts, given.pairs, long_stock=long_stock)
        scored = pd.DataFrame([score_pair(pair) for pair in made])
        tables.append(evaluate(scored, name))
    table = pd.concat(tables, ignore_index=True)
    write_csv(table, given.out)
    print(table.to_string(index=False))


if __name__ == "__main__":
    main()

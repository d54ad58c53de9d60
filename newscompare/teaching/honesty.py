"""What the chapter on honesty shows: coders that agree for a bad reason, words that VADER hears, a
text left out or added.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import pandas as pd

from newscompare.articles import read_article, units
from newscompare.case.tables import Case
from newscompare.findings.claims import in_words, percent
from newscompare.hand.students import HABITS, made_up_frames
from newscompare.measures.agreement import kappa_matrix
from newscompare.measures.framing import coded_by, frames_of
from newscompare.measures.tone import STANCES
from newscompare.sentiment.lexicons import vader_compound
from newscompare.sentiment.vader import vader_label, vader_words

SEEDS = (1, 2)
"""Each habit codes twice: two lotteries, one way of reading."""


def made_up_room(case: Case) -> pd.DataFrame:
    """A room of made-up coders beside the reference, two of each habit in ``students.HABITS``.

    One row a unit and coder: ``sentence``, ``coder`` (``reference``, ``careful 1``, ...),
    ``symbolic``, ``strategic`` (0/1). The case must hold its texts below ``articles/``.
    """
    articles = pd.concat(
        [units(read_article(case.folder / "articles" / f"{name}.md")) for name in case.labels]
    )
    texts = dict(zip(articles["id"], articles["text"], strict=True))
    reference = coded_by(case.frames).rename(columns={"sentence": "unit_id"})
    rows = [reference.rename(columns={"unit_id": "sentence"}).assign(coder="reference")]
    for habit in HABITS:
        for seed in SEEDS:
            codes = made_up_frames(reference, texts, habit, seed=seed)
            rows.append(
                codes.rename(columns={"unit_id": "sentence"}).assign(coder=f"{habit} {seed}")
            )
    frames = frames_of(case.frames)
    room = pd.concat(rows, ignore_index=True)[["sentence", "coder", *frames]]
    return room.astype(dict.fromkeys(frames, int))


def heard(texts: Sequence[str]) -> pd.DataFrame:
    """What VADER makes of each text: ``text``, ``VADER`` (compound, -1 to 1), ``says``, ``words
    that count`` with their valence.
    """
    scores = pd.Series([vader_compound(text) for text in texts])
    words = [", ".join(f"{w} {v:+.1f}" for w, v in vader_words(text)) or "none" for text in texts]
    return pd.DataFrame(
        {
            "text": list(texts),
            "VADER": scores.round(2),
            "says": vader_label(scores).map(STANCES),
            "words that count": words,
        }
    )


def left_out(case: Case) -> pd.DataFrame:
    """The share of each frame over all coded units with one text left out in turn: ``left out``
    (its label) and a column a frame.
    """
    coded, frames = coded_by(case.frames), frames_of(case.frames)
    rows = [
        (label, *coded.loc[coded["article"] != article, frames].mean())
        for article, label in case.labels.items()
    ]
    return pd.DataFrame(rows, columns=["left out", *frames])


def one_more_text(case: Case) -> pd.DataFrame:
    """How far each frame's share, over all coded units, moves with one text less or one more.

    Columns: ``frame``, ``share`` (0 to 1), ``left_low``, ``left_high`` (each text left out in
    turn), ``more_low``, ``more_high`` (one text of mean length more, without the frame or with it
    in each sentence).
    """
    coded, without = coded_by(case.frames), left_out(case)
    length = len(coded) / len(without)
    rows = []
    for frame in frames_of(coded):
        count, total = int(coded[frame].sum()), len(coded)
        left, more = without[frame], (count / (total + length), (count + length) / (total + length))
        rows.append((frame, count / total, left.min(), left.max(), *more))
    return pd.DataFrame(
        rows, columns=["frame", "share", "left_low", "left_high", "more_low", "more_high"]
    )


def by_coin(heads: int, throws: int) -> float:
    """The chance that a fair coin shows heads at least ``heads`` times in ``throws`` (binomial, 0
    to 1).
    """
    return sum(comb(throws, k) for k in range(heads, throws + 1)) / 2**throws


def chapter_values(
    room: pd.DataFrame, case: Case, practice: Case, practice_quotes: pd.DataFrame
) -> dict[str, object]:
    """The figures that the chapter's prose names; ``room`` of ``practice``, whose
    ``practice_quotes`` come from ``book.scored_quotes``.
    """
    kappas = kappa_matrix(room, "symbolic")
    critical = practice_quotes[practice_quotes["stance"] == -1]
    strategic, texts = _ahead(case)
    return {
        "contrary_pair": float(kappas.loc["contrary 1", "contrary 2"]),
        "contrary_first": float(kappas.loc["contrary 1", "reference"]),
        "contrary_second": float(kappas.loc["contrary 2", "reference"]),
        "hasty_pair": float(kappas.loc["hasty 1", "hasty 2"]),
        "n_practice_critical": len(critical),
        "n_practice_heard": in_words(int((critical["vader_label"] == -1).sum())),
        "coin": percent(by_coin(strategic, texts)),
        "coin_either": percent(2 * by_coin(max(strategic, texts - strategic), texts)),
        **{
            f"practice_{row.frame}": percent(row.share)
            for row in one_more_text(practice).itertuples()
        },
        **{
            f"practice_least_{row.frame}": percent(row.left_low)
            for row in one_more_text(practice).itertuples()
        },
    }


def _ahead(case: Case) -> tuple[int, int]:
    """In how many texts strategic sentences outnumber symbolic ones, and of how many texts."""
    counts = (
        coded_by(case.frames).groupby("article", observed=True)[["symbolic", "strategic"]].sum()
    )
    return int((counts["strategic"] > counts["symbolic"]).sum()), len(counts)

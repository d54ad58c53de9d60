"""Tone of quotations by machine: scores that can be explained word by word, and how often they err.

``score`` gives each quotation VADER's compound, a score by the project's word lists, the mean of
the two, and a label (-1, 0, 1) by a linear model whose weights stand in ``model.csv``. It asks two
things: does the quotation judge at all, and which way. ``contributions`` shows what each word adds
to either. ``newscompare.sentiment.train`` makes the weights again; ``data/evaluation/tone_*.csv``
say how often the label is right: about three times in five on news quotations, so the reference
coding leads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from newscompare.errors import InputError
from newscompare.sentiment.features import Feature, features
from newscompare.sentiment.lexicons import Token, own_score, praise, vader_compound

LABELS = (-1, 0, 1)
SCORE_COLUMNS = [
    "vader",
    "own",
    "ensemble",
    "critical",
    "neutral",
    "favourable",
    "score",
    "label",
    "driving_words",
]
CONTRIBUTION_COLUMNS = ["word", "start", "end", "contribution", "scorer"]
DRIVING = 5
"""How many driving words are named, strongest first."""

_SCORERS = {
    "kind": "word lists",
    "negated": "word lists",
    "vader": "VADER",
    "textblob": "TextBlob",
    "word": "learned words",
}
_QUESTIONS = {"judging": 0, "favourable": 1}
BY = ("words", "encoder")
"""What a label comes from: the linear model of this module, or ``reading``, which is right more
often and slower.
"""


@dataclass(frozen=True)
class Model:
    """Weights of two logistic regressions: feature name to (judging against neutral, favourable
    against critical).
    """

    weights: Mapping[str, tuple[float, float]]

    def logits(self, found: Mapping[str, Feature]) -> np.ndarray:
        """The two sums: log-odds of judging at all, and of favourable against critical."""
        judging, favourable = self.weights["(constant)"]
        for name in sorted(found):
            value, weights = found[name].value, self.weights.get(name)
            if weights is not None and value:
                judging += value * weights[0]
                favourable += value * weights[1]
        return np.array([judging, favourable])

    def chances(self, found: Mapping[str, Feature]) -> np.ndarray:
        """The share of belief in each label, in the order of ``LABELS``; they add up to 1."""
        judging, favourable = 1 / (1 + np.exp(-self.logits(found)))
        return np.array([judging * (1 - favourable), 1 - judging, judging * favourable])


@cache
def load_model() -> Model:
    """The weights as stored: columns ``feature``, ``judging``, ``favourable``."""
    table = pd.read_csv(Path(__file__).parent / "model.csv", keep_default_na=False)
    return Model(
        {
            row.feature: (float(row.judging), float(row.favourable))
            for row in table.itertuples(index=False)
        }
    )


def _present(target: object) -> str | None:
    return target.strip() if isinstance(target, str) and target.strip() else None


Row = tuple[str, int | None, int | None, float, str]
"""One row of ``contributions``."""


def _place(
    model: Model, words: list[Token], found: Mapping[str, Feature], question: str
) -> list[Row]:
    rows: list[Row] = []
    asked = _QUESTIONS[question]
    rows.append(("(constant)", None, None, model.weights["(constant)"][asked], "constant"))
    for name in sorted(found):
        feature, weight = found[name], model.weights.get(name)
        if weight is None or not feature.value or not weight[asked]:
            continue
        part = feature.value * weight[asked]
        scorer = _SCORERS.get(name.split(":")[0], "cues")
        if not feature.shares:
            rows.append((f"({name})", None, None, part, scorer))
        for i, share in feature.shares.items():
            rows.append((words[i].text, words[i].start, words[i].end, part * share, scorer))
    return rows


def _asked(sums: np.ndarray, question: str) -> float:
    """Log-odds from the three sums of ``reading``: of favourable against critical, or of judging at
    all.
    """
    if question == "favourable":
        return float(sums[2] - sums[0])
    return float(np.logaddexp(sums[0], sums[2]) - sums[1])


def _read(text: str, target: str | None, question: str) -> tuple[np.ndarray, list[Row]]:
    """The chances of the three labels by ``reading``, and what each word adds."""
    from newscompare.encoder import network
    from newscompare.sentiment import reading

    encoder, weights = network.load(), reading.load()
    sums, parts = reading.explained(encoder, text, target, weights)
    whole = _asked(sums, question)
    rows: list[Row] = [
        (text[start:end], start, end, whole - _asked(sums - part, question), "encoder")
        for start, end, part in parts
    ]
    rest = whole - math.fsum(row[3] for row in rows)
    rows.insert(0, ("(all words together)", None, None, rest, "encoder"))
    return reading.softmax(sums), rows


def contributions(
    text: str, target: str | None = None, question: str = "favourable", by: str = "words"
) -> pd.DataFrame:
    """What each word adds to ``score``, by scorer: positive speaks for favourable, negative for
    critical.

    With ``question="judging"``: what it adds to the log-odds that the quotation judges at all (is
    not neutral). There the ``target`` counts too.

    Columns: ``word``, ``start``, ``end`` (characters into the text; missing for what belongs to no
    word, in brackets), ``contribution`` (in log-odds of favourable against critical; all of them
    add up to ``score``), ``scorer`` (``word lists``, ``VADER``, ``TextBlob``, ``learned words``,
    ``cues`` or ``constant``).

    With ``by="encoder"``: how the log-odds fall when the word is hidden from the encoder
    (``reading``); what no single word moves stands in one row, ``(all words together)``. The scorer
    is ``encoder``.
    """
    _known(by)
    if question not in _QUESTIONS:
        raise InputError(
            "contributions", f"knows no question '{question}'", "ask 'favourable' or 'judging'"
        )
    if by == "words":
        words, found = features(text, _present(target))
        rows = _place(load_model(), words, found, question)
    elif re.search(r"\w", text):
        rows = _read(text, _present(target), question)[1]
    else:
        rows = []
    table = pd.DataFrame(rows, columns=CONTRIBUTION_COLUMNS).astype(
        {"start": "Int64", "end": "Int64"}
    )
    at = table["start"].notna()
    table.loc[at, "word"] = [
        text[s:e] for s, e in zip(table.loc[at, "start"], table.loc[at, "end"], strict=True)
    ]
    return table


def _driving_words(rows: list[Row]) -> str:
    """The words that move a score most, strongest first, with their sums: ``great +0.41; not
    -0.20``.
    """
    parts: dict[str, list[float]] = {}
    for word, start, _, value, _ in rows:
        if start is not None:
            parts.setdefault(word.lower(), []).append(value)
    sums = {word: math.fsum(parts[word]) for word in sorted(parts)}
    strongest = sorted(sums, key=lambda word: -abs(sums[word]))[:DRIVING]
    return "; ".join(f"{word} {sums[word]:+.2f}" for word in strongest if abs(sums[word]) >= 0.005)


def _known(by: str) -> None:
    if by not in BY:
        raise InputError("tone", f"knows no way '{by}'", "ask for 'words' or 'encoder'")


@dataclass(frozen=True)
class _Answer:
    """Of one quotation: three chances, log-odds of favourable against critical, why, praise minus
    blame.
    """

    chances: np.ndarray
    score: float
    driving: str
    own: float


def _answers(
    texts: Sequence[str], targets: Sequence[str | None], by: str, why: bool
) -> dict[int, _Answer]:
    """The answers by number of the text; none for a text without words."""
    spoken = [k for k, text in enumerate(texts) if re.search(r"\w", text)]
    if by == "encoder" and not why:
        return _unexplained([texts[k] for k in spoken], [targets[k] for k in spoken], spoken)
    out = {}
    for k in spoken:
        if by == "encoder":
            chances, rows = _read(texts[k], targets[k], "favourable")
            own = own_score(texts[k])
        else:
            words, found = features(texts[k], targets[k])
            model = load_model()
            chances = model.chances(found)
            rows = _place(model, words, found, "favourable")
            own = praise(words)
        total = math.fsum(row[3] for row in rows)
        out[k] = _Answer(chances, total, _driving_words(rows), own)
    return out


def _unexplained(
    texts: Sequence[str], targets: Sequence[str | None], numbers: Sequence[int]
) -> dict[int, _Answer]:
    """What the encoder reads, without a word on why."""
    from newscompare.encoder import network
    from newscompare.sentiment import reading

    found = reading.sums(network.load(), texts, targets, reading.load())
    return {
        numbers[k]: _Answer(
            reading.softmax(sums), _asked(sums, "favourable"), "", own_score(texts[k])
        )
        for k, sums in found
    }


def _row(text: str, answer: _Answer | None) -> dict[str, object]:
    if answer is None:
        return dict.fromkeys(SCORE_COLUMNS, None)
    vader, own, chances = vader_compound(text), answer.own, answer.chances
    return {
        "vader": round(vader, 4),
        "own": round(own, 4),
        "ensemble": round((vader + own) / 2, 4),
        "critical": round(float(chances[0]), 4),
        "neutral": round(float(chances[1]), 4),
        "favourable": round(float(chances[2]), 4),
        "score": round(answer.score, 4),
        "label": LABELS[int(np.argmax(chances))],
        "driving_words": answer.driving,
    }


def score(quotes: pd.DataFrame, by: str = "words", *, why: bool = True) -> pd.DataFrame:
    """Tone of each quotation. The index is kept; a quotation without words gets missing values.

    ``quotes`` needs a column ``quoted`` (or ``text``). Where it also has ``target`` (the person the
    tone is toward, as named in the quotation), it helps to tell whether the quotation judges at
    all. ``by``: one of ``BY``. Without ``why``, the encoder does not look for ``driving_words``
    (which are empty then): each takes one more reading.

    Columns: ``vader`` (compound, -1 to 1), ``own`` (praise minus blame by word lists, -1 to 1),
    ``ensemble`` (their mean), ``critical``, ``neutral``, ``favourable`` (the model's belief, adding
    up to 1), ``score`` (log-odds of favourable against critical, the sum of ``contributions``),
    ``label`` (-1, 0, 1) and ``driving_words``.
    """
    _known(by)
    column = next((name for name in ("quoted", "text") if name in quotes.columns), None)
    if column is None:
        raise InputError(
            "quotes", "has no column 'quoted'", "give the quoted words in a column 'quoted'"
        )
    targets = (
        quotes["target"]
        if "target" in quotes.columns
        else pd.Series([None] * len(quotes), index=quotes.index)
    )
    texts = quotes[column].fillna("").astype(str)
    answers = _answers(list(texts), [_present(target) for target in targets], by, why)
    rows = [_row(text, answers.get(k)) for k, text in enumerate(texts)]
    table = pd.DataFrame(rows, index=quotes.index, columns=SCORE_COLUMNS)
    numbers = [name for name in SCORE_COLUMNS if name not in {"label", "driving_words"}]
    return table.astype({**dict.fromkeys(numbers, "float64"), "label": "Int64"})

"""What a quotation offers to a transparent scorer: named features, each shared out over the words
that make it up.

Four scorers look at the same words: VADER's valences (Hutto and Gilbert 2014), the polarities that
come with TextBlob, the project's own kinds of praise and blame (``words.yml``), and single lemmas
whose weights were learned. Grammar tells what is merely told (past tense, names, places) from what
is judged, and so does the place of the person judged (the target), as in target-dependent sentiment
(Hamborg and Donnay 2021). The words and their lists are in ``lexicons``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newscompare.sentiment.lexicons import (
    BAD,
    GOOD,
    NEGATORS,
    Token,
    forms,
    is_negated,
    judging,
    kind_hits,
    normalise,
    polarities,
    tokens,
    unended,
    vader_valences,
)

CUES: Mapping[str, frozenset[str]] = {
    "you": frozenset({"you", "your", "yourself"}),
    "i": frozenset({"i", "my", "me"}),
    "we": frozenset({"we", "our", "us"}),
    "he or she": frozenset({"he", "his", "him", "she", "her"}),
    "they": frozenset({"they", "them", "their"}),
    "but": frozenset({"but", "however", "although"}),
    "question mark": frozenset({"?"}),
    "exclamation mark": frozenset({"!"}),
    "this or that": frozenset({"this", "that", "these", "those"}),
    **{
        word: frozenset({word})
        for word in [
            "than",
            "more",
            "most",
            "very",
            "so",
            "will",
            "would",
            "should",
            "must",
            "could",
            "can",
            "if",
        ]
    },
}
FIRST = frozenset({"i", "we", "me", "my", "us", "our"})
THIRD = frozenset({"he", "she", "him", "her", "his", "they", "them", "their", "it"})
SECOND = frozenset({"you", "your"})
LINKS = frozenset({"to", "with", "by", "of", "from", "for", "about", "on", "in", "at", "that"})
WORD_VALUE = 0.5


@dataclass
class Feature:
    """A value and the words it comes from: ``shares`` maps a token number to its part of the value
    (or is empty).
    """

    value: float = 0.0
    shares: dict[int, float] = field(default_factory=dict)


def _root(parts: Mapping[int, float]) -> Feature:
    """The square root of a sum, shared in proportion: a second word adds less than the first."""
    total = sum(parts.values())
    return (
        Feature(math.sqrt(total), {i: v / total for i, v in parts.items()})
        if total > 0
        else Feature()
    )


def _squash(parts: Mapping[int, float], by: float = 1.0) -> Feature:
    """tanh of a signed sum, shared out in proportion to each part's size."""
    size = sum(abs(v) for v in parts.values())
    value = math.tanh(sum(parts.values()) / by)
    return Feature(value, {i: abs(v) / size for i, v in parts.items() if v}) if size else Feature()


@lru_cache(maxsize=100_000)
def _cues(form: str, lemma: str) -> tuple[str, ...]:
    """The names of the cues that a word gives, negation among them."""
    found = [f"cue:{cue}" for cue, entries in CUES.items() if form in entries]
    return (*found, "cue:negation") if form in NEGATORS or lemma == "not" else tuple(found)


def _words(
    found: dict[str, Feature], words: Sequence[Token], hits: Iterable[tuple[int, int, str]]
) -> None:
    groups: dict[str, dict[int, float]] = {}
    for i, _, kind in hits:
        negated = (kind in GOOD or kind in BAD) and is_negated(words, i)
        name = f"negated:{'good' if kind in GOOD else 'bad'}" if negated else f"kind:{kind}"
        groups.setdefault(name, {})[i] = 1.0
    for i, token in enumerate(words):
        for cue in _cues(token.form, token.lemma):
            groups.setdefault(cue, {})[i] = 1.0
    found.update({name: _root(parts) for name, parts in groups.items()})
    places: dict[str, list[int]] = {}
    for i, token in enumerate(words):
        places.setdefault(token.lemma, []).append(i)
    found.update(
        {
            f"word:{name}": Feature(WORD_VALUE, {i: 1 / len(at) for i in at})
            for name, at in places.items()
        }
    )


def _vader(found: dict[str, Feature], text: str, words: Sequence[Token]) -> None:
    good: dict[int, float] = {}
    bad: dict[int, float] = {}
    for start, end, valence in vader_valences(text):
        at = next((i for i, t in enumerate(words) if start <= t.start < end), None)
        if at is not None and valence:
            side = good if valence > 0 else bad
            side[at] = side.get(at, 0) + abs(valence) / 2
    found["vader:good"], found["vader:bad"] = _root(good), _root(bad)
    both = {**good, **{i: -v for i, v in bad.items()}}
    found["vader:balance"] = _squash(both, 2)


def _textblob(found: dict[str, Feature], words: Sequence[Token]) -> None:
    lexicon = polarities()
    both: dict[int, float] = {}
    for i, token in enumerate(words):
        polarity = 1.5 * lexicon.get(token.form, lexicon.get(token.lemma, 0.0))
        if polarity:
            both[i] = -0.6 * polarity if is_negated(words, i) else polarity
    found["textblob:good"] = _root({i: v for i, v in both.items() if v > 0})
    found["textblob:bad"] = _root({i: -v for i, v in both.items() if v < 0})
    found["textblob:balance"] = _squash(both, 2)


def _is_past(form: str) -> bool:
    return form in forms()["past"] or (form.endswith("ed") and len(form) > 4)


@lru_cache(maxsize=100_000)
def _grammar_of(form: str) -> tuple[str, ...]:
    """What a form tells by itself: tense, person, and the lists of ``forms.yml``."""
    holds = {
        "past": _is_past(form),
        "present be": form.endswith(("'s", "'re")),
        "future": form.endswith("'ll"),
        "ing": form.endswith("ing") and len(form) > 5,
        "ly": form.endswith("ly") and len(form) > 4,
        "he or she is": form in {"he's", "she's"},
    }
    listed = {name for name, entries in forms().items() if form in entries}
    return tuple(sorted(listed | {name for name, value in holds.items() if value}))


def _grammar(found: dict[str, Feature], text: str, words: Sequence[Token]) -> None:
    places: dict[str, list[int]] = {}
    for i, token in enumerate(words):
        form, following = token.form, words[i + 1].form if i + 1 < len(words) else ""
        names = {*_grammar_of(form)}
        if i > 0 and token.text[0].isupper():
            names.add("capital")
        if form in {"he", "she"} and _is_past(following):
            names.add("he or she, then past")
        if form in {"he", "she", "it"} and following in {"is", "'s", "has"}:
            names.add("he or she is")
        for name in sorted(names):
            places.setdefault(name, []).append(i)
    found.update({f"grammar:{name}": _root(dict.fromkeys(at, 1.0)) for name, at in places.items()})
    for name in ("past", "capital"):
        at = places.get(name, [])
        found[f"grammar:share, {name}"] = Feature(
            3 * len(at) / max(1, len(words)), {i: 1 / len(at) for i in at}
        )
    found["shape:quotation inside"] = Feature(
        float(re.search(r"[\"']\S.{3,}[\"']", text) is not None)
    )
    found["shape:dash"] = Feature(float(re.search(r"[—–]| - ", text) is not None))
    found["shape:commas"] = Feature(math.log1p(text.count(",")))
    found["shape:long words"] = Feature(
        sum(len(t.form) for t in words) / len(words) / 2 - 2 if words else 0.0
    )


def _shape(
    found: dict[str, Feature], text: str, words: Sequence[Token], signs: Mapping[int, float]
) -> None:
    size = sum(abs(v) for v in signs.values())
    found["all:balance"] = _squash(signs, 1.5)
    found["all:amount"] = Feature(
        math.tanh(size / 2), {i: abs(v) / size for i, v in signs.items()} if size else {}
    )
    shape = {
        "none": size < 0.3,
        "mixed": any(v > 0.3 for v in signs.values()) and any(v < -0.3 for v in signs.values()),
        "starts small": text[:1].islower(),
        "number": any(t.form.isdigit() for t in words),
        "bracket": "[" in text,
        "short": len(words) < 8,
    }
    found.update({f"shape:{name}": Feature(float(holds)) for name, holds in shape.items()})
    found["shape:length"] = Feature(math.log(len(words) + 1) - 3)


def _clause(text: str, words: Sequence[Token], at: int) -> set[int]:
    """The words between the marks (comma, dash, colon ...) on either side of a word."""
    breaks = [m.start() for m in re.finditer(r"[,;:.?!—–]", text)]
    left = max((b for b in breaks if b < words[at].start), default=-1)
    right = min((b for b in breaks if b >= words[at].end), default=len(text))
    return {i for i, t in enumerate(words) if left < t.start < right}


def _target(
    found: dict[str, Feature],
    text: str,
    words: Sequence[Token],
    signs: Mapping[int, float],
    target: str,
) -> None:
    name = [t.form for t in tokens(normalise(target))]
    if not name:
        return
    forms = [t.form for t in words]
    at = [i for i in range(len(forms)) if forms[i : i + len(name)] == name] or [
        i for i, f in enumerate(forms) if f == name[-1]
    ]
    kind = (
        "first"
        if name[0] in FIRST
        else "third"
        if name[0] in THIRD
        else "second"
        if name[0] in SECOND
        else "name"
    )
    found["target:given"] = found[f"target:{kind}"] = Feature(1.0)
    found["target:small letter"] = Feature(float(target[:1].islower()))
    found["target:words"] = Feature(len(name) / 2)
    if kind == "first":
        total = math.tanh(sum(signs.values()))
        found["target:first, praised"], found["target:first, blamed"] = (
            Feature(max(0, total)),
            Feature(max(0, -total)),
        )
    if not at:
        found["target:absent"] = Feature(1.0)
        return
    distance = {i: min(abs(i - a) for a in at) for i in signs}
    near = {i: 2 * v / (1 + distance[i]) for i, v in signs.items()}
    size = sum(abs(v) for v in near.values())
    found["target:near"] = Feature(
        sum(near.values()), {i: abs(v) / size for i, v in near.items()} if size else {}
    )
    found["target:after"] = _squash({i: v for i, v in signs.items() if i > at[0]})
    found["target:before"] = _squash({i: v for i, v in signs.items() if i <= at[0]})
    inside = _clause(text, words, at[0])
    found["target:clause"] = _squash({i: v for i, v in signs.items() if i in inside})
    before, after = (
        forms[at[0] - 1] if at[0] else "",
        forms[at[0] + len(name) : at[0] + len(name) + 1],
    )
    holds = {
        "nothing in its clause": not any(i in inside for i in signs),
        "nothing near": not any(distance[i] <= 6 for i in signs),
        "at the start": at[0] == 0,
        "at the end": at[-1] >= len(forms) - 3,
        "repeated": len(at) > 1,
        "after a preposition": before in LINKS,
        "after like or against": before in {"like", "against", "than"},
        "before past": bool(after) and _is_past(after[0]),
        "before present be": bool(after) and after[0] in {"is", "'s", "has", "'re", "are", "will"},
        "before a mark": re.match(
            r"\s*\w", text[words[min(at[0] + len(name), len(words)) - 1].end :]
        )
        is None,
        f"after word {words[at[0] - 1].lemma if at[0] else ''}": at[0] > 0,
        f"before word {words[at[0] + len(name)].lemma if after else ''}": bool(after),
    }
    found["target:place"] = Feature(at[0] / len(words))
    found.update({f"target:{key}": Feature(1.0) for key, value in holds.items() if value})


def features(text: str, target: str | None = None) -> tuple[list[Token], dict[str, Feature]]:
    """The words of a quotation and its features by name. Target features only where a target is
    named.
    """
    plain = normalise(unended(text))
    words = tokens(plain)
    hits = kind_hits(words)
    signs = judging(words, hits)
    found: dict[str, Feature] = {}
    _words(found, words, hits)
    _vader(found, plain, words)
    _textblob(found, words)
    _shape(found, plain, words, signs)
    _grammar(found, plain, words)
    if target:
        _target(found, plain, words, signs, target)
    return words, found

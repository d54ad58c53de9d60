"""What a quotation offers to a transparent scorer: named features, each shared out over the words
that make it up.

Four scorers look at the same words: VADER's valences (Hutto and Gilbert 2014), the polarities that
come with TextBlob, the project's own kinds of praise and blame (``words.yml``), and single lemmas
whose weights were learned. Grammar tells what is merely told (past tense, names, places) from what
is judged, and so does the place of the person judged (the target), as in target-dependent sentiment
(Hamborg and Donnay 2021).

The word lists and the forms named here were written by people who had also looked at the quotations
that the model learns from: cross-validation cannot take that advantage out again, so the lists are
kept general.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import simplemma
import yaml
from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentimentIntensityAnalyzer, SentiText

GOOD = (
    "praise",
    "gratitude",
    "support",
    "success",
    "cooperation",
    "hope",
    "virtue",
    "favour_phrases",
)
BAD = (
    "criticism",
    "insult",
    "dishonesty",
    "harm",
    "crime",
    "distress",
    "opposition",
    "contempt",
    "fault",
    "attack_phrases",
)
NEGATORS = frozenset(
    [
        "not",
        "no",
        "never",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "without",
        "hardly",
        "cannot",
        "lack",
    ]
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
REACH = 3
WORD_VALUE = 0.5

_TOKEN = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*|[?!]|\d+")
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "\u00a0": " "}
)
_NAMES = re.compile(
    r"United (?:States|Nations|Kingdom|Arab Emirates)|Truth Social|Supreme Court|Justice "
    r"Department|Department of Justice"
    r"|Homeland Security|Security Council|Peace Corps|Super PAC|Affordable Care|New Deal|Liberty "
    r"University|Freedom Caucus|Fox News"
)
_SENSES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:feel|feels|felt|sound|sounds|sounded|look|looks|looked|looking|seem|seems|seemed|"
        r"smell|smells|smelled|taste|tastes|tasted|act|acts|acted|treat\w* \w+|more|just|much|"
        r"nothing|something|anything|is|was|are|were|be|it's|that's) (?P<sense>like)\b",
        r"\b(?:less|fewer) (?P<sense>(?:damage|harm|violence|suffering|pain|danger|risk|trouble|"
        r"loss|losses|deaths|injuries|crime|pollution|poverty|waste|debt|destruction)\b)",
        r"\b(?P<sense>surpris(?:e|es|ed|ing|ingly)|astonish(?:ed|ing|ingly)|curious(?:ly)?)\b",
        r"\b(?:the|our|their|its|party|opposition|council|world|union) (?P<sense>leaders?)\b",
        r"\bnot the (?:time|moment|place|way|day|answer|hour) (?:to|for)\b(?P<sense>[^,.;:!?]*)",
    )
)
"""Words in a sense that judges nothing: *feels like*, *less damage*, *surprising*, *not the time to
be brave*.
"""
_ANALYZER = SentimentIntensityAnalyzer()


@dataclass
class Feature:
    """A value and the words it comes from: ``shares`` maps a token number to its part of the value
    (or is empty).
    """

    value: float = 0.0
    shares: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Token:
    """A word, number or mark: as written, in lower case, its lemma, and where it stands in the
    text.
    """

    text: str
    form: str
    lemma: str
    start: int
    end: int


def straightened(text: str) -> str:
    """Curly quotation marks and apostrophes straightened; the length stays."""
    return text.translate(_STRAIGHT)


def normalise(text: str) -> str:
    """``straightened``; names such as United States, and words in a sense that does not judge
    (``_SENSES``), masked; the length stays.
    """
    plain = list(straightened(text))
    for pattern in (_NAMES, *_SENSES):
        for match in pattern.finditer("".join(plain)):
            start, end = match.span("sense" if pattern in _SENSES else 0)
            plain[start:end] = re.sub(r"[A-Za-z]", "x", match.string[start:end])
    return "".join(plain)


@cache
def lemma(form: str) -> str:
    """The lemma of a lower-case word; every contraction with n't is ``not``."""
    return "not" if form.endswith("n't") else str(simplemma.lemmatize(form, lang="en")).lower()


def tokens(text: str) -> list[Token]:
    """Words, numbers, question and exclamation marks of a normalised text."""
    found = []
    for match in _TOKEN.finditer(text):
        form = match.group().lower()
        found.append(Token(match.group(), form, lemma(form), match.start(), match.end()))
    return found


@cache
def kinds() -> dict[tuple[str, ...], str]:
    """The word lists: each word or phrase with its kind (the first that lists it)."""
    raw = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    table: dict[tuple[str, ...], str] = {}
    for kind, entries in raw.items():
        for entry in entries.split(","):
            if entry.split():
                table.setdefault(tuple(entry.split()), kind)
    return table


@cache
def forms() -> dict[str, frozenset[str]]:
    """The forms that tell a report from a judgement (``forms.yml``), by name."""
    raw = yaml.safe_load((Path(__file__).parent / "forms.yml").read_text(encoding="utf-8"))
    return {str(name): frozenset(entries.split()) for name, entries in raw.items()}


@cache
def _longest_from() -> dict[str, int]:
    """From the first word of entries to the number of words of the longest of them."""
    found: dict[str, int] = {}
    for entry in kinds():
        found[entry[0]] = max(found.get(entry[0], 0), len(entry))
    return found


def _kind_hits(words: Sequence[Token]) -> list[tuple[int, int, str]]:
    """Longest entries first, from left to right: first token, number of tokens, kind."""
    table, longest, hits, i = kinds(), _longest_from(), [], 0
    while i < len(words):
        most = max(longest.get(words[i].form, 0), longest.get(words[i].lemma, 0))
        for n in range(min(most, len(words) - i), 0, -1):
            span = words[i : i + n]
            kind = table.get(tuple(t.form for t in span)) or table.get(tuple(t.lemma for t in span))
            if kind:
                hits.append((i, n, kind))
                i += n
                break
        else:
            i += 1
    return hits


def _is_negated(words: Sequence[Token], at: int) -> bool:
    return any(t.form in NEGATORS or t.lemma == "not" for t in words[max(0, at - REACH) : at])


def vader_valences(text: str) -> list[tuple[int, int, float]]:
    """VADER's valence of each word after its rules (negation, intensity, but), with places."""
    senti = SentiText(text)
    items = senti.words_and_emoticons
    valences: list[float] = []
    for i, item in enumerate(items):
        if item.lower() in BOOSTER_DICT or (
            i < len(items) - 1 and item.lower() == "kind" and items[i + 1].lower() == "of"
        ):
            valences.append(0)
        else:
            valences = _ANALYZER.sentiment_valence(0, senti, item, i, valences)
    valences = _ANALYZER._but_check(items, valences)
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    return [(start, end, float(v)) for (start, end), v in zip(spans, valences, strict=True)]


@cache
def polarities() -> dict[str, float]:
    """TextBlob's polarity of a word, the mean of its senses (De Smedt and Daelemans 2012), from -1
    to 1.
    """
    place = find_spec("textblob")
    if place is None or place.origin is None:
        raise ModuleNotFoundError("textblob")
    senses: dict[str, list[float]] = {}
    for word in (
        ElementTree.parse(Path(place.origin).parent / "en" / "en-sentiment.xml")
        .getroot()
        .iter("word")
    ):
        senses.setdefault(word.attrib["form"], []).append(float(word.attrib["polarity"]))
    return {form: sum(values) / len(values) for form, values in senses.items()}


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


def _judging(words: Sequence[Token], hits: Iterable[tuple[int, int, str]]) -> dict[int, float]:
    """Each judging word's sign: of its kind, turned by a negation, or else of its VADER valence."""
    signs: dict[int, float] = {}
    for i, _, kind in hits:
        sign = 1.0 if kind in GOOD else -1.0 if kind in BAD else 0.0
        if sign and _is_negated(words, i):
            sign = -0.5 if sign > 0 else 0.3
        if sign:
            signs[i] = sign
    for i, token in enumerate(words):
        if i not in signs and token.form in _ANALYZER.lexicon:
            signs[i] = _ANALYZER.lexicon[token.form] / 4
    return signs


def _words(
    found: dict[str, Feature], words: Sequence[Token], hits: Iterable[tuple[int, int, str]]
) -> None:
    groups: dict[str, dict[int, float]] = {}
    for i, _, kind in hits:
        negated = (kind in GOOD or kind in BAD) and _is_negated(words, i)
        name = f"negated:{'good' if kind in GOOD else 'bad'}" if negated else f"kind:{kind}"
        groups.setdefault(name, {})[i] = 1.0
    for i, token in enumerate(words):
        for cue, forms in CUES.items():
            if token.form in forms:
                groups.setdefault(f"cue:{cue}", {})[i] = 1.0
        if token.form in NEGATORS or token.lemma == "not":
            groups.setdefault("cue:negation", {})[i] = 1.0
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
            both[i] = -0.6 * polarity if _is_negated(words, i) else polarity
    found["textblob:good"] = _root({i: v for i, v in both.items() if v > 0})
    found["textblob:bad"] = _root({i: -v for i, v in both.items() if v < 0})
    found["textblob:balance"] = _squash(both, 2)


def _is_past(form: str) -> bool:
    return form in forms()["past"] or (form.endswith("ed") and len(form) > 4)


def _grammar(found: dict[str, Feature], text: str, words: Sequence[Token]) -> None:
    places: dict[str, list[int]] = {}
    for i, token in enumerate(words):
        form, following = token.form, words[i + 1].form if i + 1 < len(words) else ""
        holds = {
            "past": _is_past(form),
            "present be": form.endswith(("'s", "'re")),
            "future": form.endswith("'ll"),
            "ing": form.endswith("ing") and len(form) > 5,
            "ly": form.endswith("ly") and len(form) > 4,
            "capital": i > 0 and token.text[0].isupper(),
            "he or she, then past": form in {"he", "she"} and _is_past(following),
            "he or she is": form in {"he's", "she's"}
            or (form in {"he", "she", "it"} and following in {"is", "'s", "has"}),
        }
        listed = {name for name, entries in forms().items() if form in entries}
        for name in sorted(listed | {name for name, value in holds.items() if value}):
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
    found["shape:ends in stop"] = Feature(float(text.strip()[-1:] == "."))
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
        "ends in comma": text.strip()[-1:] == ",",
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
    plain = normalise(text)
    words = tokens(plain)
    hits = _kind_hits(words)
    signs = _judging(words, hits)
    found: dict[str, Feature] = {}
    _words(found, words, hits)
    _vader(found, plain, words)
    _textblob(found, words)
    _shape(found, plain, words, signs)
    _grammar(found, plain, words)
    if target:
        _target(found, plain, words, signs, target)
    return words, found


def vader_compound(text: str) -> float:
    """VADER's compound score of the normalised text, from -1 to 1."""
    return float(_ANALYZER.polarity_scores(text.translate(_STRAIGHT))["compound"])


def own_score(text: str) -> float:
    """Praise minus blame by the project's word lists, from -1 to 1, no weight learned."""
    words = tokens(normalise(text))
    total = 0.0
    for i, _, kind in _kind_hits(words):
        sign = 1.0 if kind in GOOD else -1.0 if kind in BAD else 0.0
        total += -0.5 * sign if _is_negated(words, i) else sign
    return math.tanh(total / 2)

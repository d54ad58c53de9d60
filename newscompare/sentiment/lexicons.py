"""The words of a quotation, and what the lists say of each: VADER's valences (Hutto and Gilbert
2014), the polarities that come with TextBlob (De Smedt and Daelemans 2012), and the project's own
kinds of praise and blame (``words.yml``).

The word lists and the forms named here were written by people who had also looked at the quotations
that the model learns from: cross-validation cannot take that advantage out again, so the lists are
kept general.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
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


REACH = 3


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


ANALYZER = SentimentIntensityAnalyzer()


class Token(NamedTuple):
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


_CLOSING = " \t\n\r\u00a0,.;:\u2026\u2014\u2013-"


def unended(text: str) -> str:
    """A text without the marks that close it but question and exclamation marks: whether a comma or
    a stop stands before the closing quotation mark is the outlet's sentence, not the speaker's.
    Positions stay.
    """
    return text.rstrip(_CLOSING)


def normalise(text: str) -> str:
    """``straightened``; names such as United States, and words in a sense that does not judge
    (``_SENSES``), masked; the length stays.
    """
    plain = straightened(text)
    for pattern in (_NAMES, *_SENSES):
        for match in pattern.finditer(plain):
            start, end = match.span("sense" if pattern in _SENSES else 0)
            plain = plain[:start] + re.sub(r"[A-Za-z]", "x", plain[start:end]) + plain[end:]
    return plain


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


def kind_hits(words: Sequence[Token]) -> list[tuple[int, int, str]]:
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


def is_negated(words: Sequence[Token], at: int) -> bool:
    """Does a negation stand among the ``REACH`` words before word ``at``?"""
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
            valences = ANALYZER.sentiment_valence(0, senti, item, i, valences)
    valences = ANALYZER._but_check(items, valences)
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


def judging(words: Sequence[Token], hits: Iterable[tuple[int, int, str]]) -> dict[int, float]:
    """Each judging word's sign: of its kind, turned by a negation, or else of its VADER valence."""
    signs: dict[int, float] = {}
    for i, _, kind in hits:
        sign = 1.0 if kind in GOOD else -1.0 if kind in BAD else 0.0
        if sign and is_negated(words, i):
            sign = -0.5 if sign > 0 else 0.3
        if sign:
            signs[i] = sign
    for i, token in enumerate(words):
        if i not in signs and token.form in ANALYZER.lexicon:
            signs[i] = ANALYZER.lexicon[token.form] / 4
    return signs


def vader_compound(text: str) -> float:
    """VADER's compound score of the normalised text, from -1 to 1."""
    return float(ANALYZER.polarity_scores(text.translate(_STRAIGHT))["compound"])


def own_score(text: str) -> float:
    """Praise minus blame by the project's word lists, from -1 to 1, no weight learned."""
    return praise(tokens(normalise(text)))


def praise(words: Sequence[Token]) -> float:
    """``own_score`` of words already found."""
    total = 0.0
    for i, _, kind in kind_hits(words):
        sign = 1.0 if kind in GOOD else -1.0 if kind in BAD else 0.0
        total += -0.5 * sign if is_negated(words, i) else sign
    return math.tanh(total / 2)

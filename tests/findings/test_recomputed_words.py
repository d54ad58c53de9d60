"""The numbers of the chapter "The words that mark each text", computed again from the tables.

What the chapter prints stands here as it was read from the built page. The page says neither which
function words it leaves out nor how strong its prior is. Here the list is one of closed-class
words, written for this test, and the prior weighs 500 words; hence a tolerance.
"""

from __future__ import annotations

import math
from collections import Counter

import pytest
from again_tables import TEXTS, build, read, text_of

TERMS = read("terms")
ATTRIBUTIONS = read("attributions")
PRIOR = 500
TOLERANCE = 0.04
CLOSED_CLASS = """
a about across after again against all already also always am amid among an and any are as at be
because been before being between beyond both but by can could did do does doing down during
each even few for from further had has have he her here hers him himself his how however i if in
into is it its itself just many may me might more most much must my myself no not now of off on
once only or other our ours out over own s shall she should so some such t than that the their
theirs them themselves then there these they this those through to too towards under until up us
very was we were what when where which while who whom whose why will with without would yet you
your yours
"""
FUNCTION_WORDS = set(CLOSED_CLASS.split())

# Text, word, here, elsewhere, log-odds, from, to.
MARKING = """
rferl astana 4 0 2.57 0.40 4.75
rferl center 3 0 2.57 0.06 5.08
rferl united 6 6 0.94 0.01 1.87
rferl states 5 7 0.71 -0.22 1.65
rferl joining 5 8 0.62 -0.28 1.53
rferl abraham 9 21 0.39 -0.22 1.00
explainer joined 3 1 1.48 -0.23 3.19
explainer state 3 1 1.48 -0.23 3.19
explainer decision 5 5 0.78 -0.24 1.80
explainer term 5 5 0.78 -0.24 1.80
explainer first 8 11 0.57 -0.17 1.31
explainer kazakhstan 20 45 0.25 -0.16 0.67
gazelle deals 3 1 1.73 0.02 3.44
gazelle countries 6 8 0.84 -0.02 1.70
gazelle china 3 5 0.69 -0.47 1.84
gazelle accords 12 39 0.29 -0.19 0.77
gazelle trump 8 24 0.33 -0.27 0.93
gazelle joining 4 9 0.50 -0.42 1.42
digest regional 10 3 1.79 0.84 2.75
digest influence 8 6 1.22 0.36 2.09
digest move 10 15 0.76 0.11 1.41
digest ties 6 6 1.03 0.10 1.96
digest symbolic 7 9 0.86 0.05 1.67
digest aims 3 0 2.66 0.15 5.17
kurdistan24 president 14 9 0.87 0.19 1.54
kurdistan24 officials 4 0 2.20 0.02 4.37
kurdistan24 media 3 0 2.20 -0.31 4.71
kurdistan24 leaders 6 5 0.69 -0.28 1.66
kurdistan24 major 4 3 0.76 -0.46 1.98
kurdistan24 nations 4 3 0.76 -0.46 1.98
"""
IN_OWN_WORDS = """
rferl center 3 0 2.47 0.13 4.80
rferl united 4 5 0.82 -0.22 1.87
rferl asia 4 7 0.61 -0.34 1.57
rferl country 4 7 0.61 -0.34 1.57
rferl joining 4 8 0.53 -0.39 1.46
rferl abraham 6 16 0.37 -0.32 1.07
explainer joined 3 1 1.38 -0.27 3.03
explainer state 3 1 1.38 -0.27 3.03
explainer decision 5 4 0.86 -0.18 1.91
explainer peace 3 2 0.97 -0.43 2.38
explainer term 4 4 0.72 -0.38 1.82
explainer first 6 8 0.54 -0.30 1.38
gazelle countries 5 4 1.07 0.03 2.12
gazelle deals 3 1 1.59 -0.06 3.24
gazelle china 3 4 0.75 -0.44 1.93
gazelle joining 4 8 0.50 -0.42 1.42
gazelle accords 10 32 0.24 -0.27 0.75
gazelle country 3 8 0.33 -0.65 1.32
digest regional 10 2 1.79 0.79 2.78
digest influence 8 5 1.17 0.30 2.05
digest move 10 14 0.67 0.02 1.31
digest aims 3 0 2.37 0.04 4.71
digest efforts 3 0 2.37 0.04 4.71
digest especially 3 0 2.37 0.04 4.71
kurdistan24 president 12 8 0.83 0.13 1.53
kurdistan24 officials 4 0 2.07 0.05 4.09
kurdistan24 leaders 6 5 0.68 -0.26 1.63
kurdistan24 global 3 2 0.82 -0.59 2.23
kurdistan24 nations 3 2 0.82 -0.59 2.23
kurdistan24 announced 4 5 0.43 -0.62 1.47
"""


def _counts(own_words: bool) -> dict[str, Counter]:
    counts = {text: Counter() for text in TEXTS}
    for row in TERMS:
        number = int(row["count"]) - (int(row["quoted"]) if own_words else 0)
        if row["term"] not in FUNCTION_WORDS:
            counts[row["article"]][row["term"]] += number
    return counts


def _log_odds(counts: dict[str, Counter], text: str, term: str) -> tuple[float, float, float]:
    """Monroe, Colaresi and Quinn 2008, equations 16 and 20; the prior follows all texts."""
    pooled = sum(counts.values(), Counter())
    total, size = sum(pooled.values()), sum(counts[text].values())
    here, there = counts[text][term], pooled[term] - counts[text][term]
    prior = PRIOR * pooled[term] / total
    delta = math.log((here + prior) / (size + PRIOR - here - prior))
    delta -= math.log((there + prior) / (total - size + PRIOR - there - prior))
    spread = 1.96 * math.sqrt(1 / (here + prior) + 1 / (there + prior))
    return delta, delta - spread, delta + spread


@pytest.mark.parametrize(("printed", "own"), [(MARKING, False), (IN_OWN_WORDS, True)])
def test_marking_words(printed: str, own: bool):
    counts = _counts(own)
    pooled = sum(counts.values(), Counter())
    for line in printed.strip().splitlines():
        text, term, here, there, *values = line.split()
        found = (counts[text][term], pooled[term] - counts[text][term])
        assert found == (int(here), int(there)), f"{text}, {term}: {found}"
        assert found[0] >= 3, f"{text}, {term}"
        computed = _log_odds(counts, text, term)
        assert computed == pytest.approx([float(v) for v in values], abs=TOLERANCE), (
            f"{text}, {term}: computed {computed}, printed {values}"
        )


def test_clear_words():
    counts = _counts(own_words=False)
    lines = [line.split()[:2] for line in MARKING.strip().splitlines()]
    clear = Counter(text for text, term in lines if _log_odds(counts, text, term)[1] > 0)
    assert sum(clear.values()) == 12
    assert set(clear) == set(TEXTS) - {"explainer"}
    assert max(clear, key=clear.get) == "digest"


def test_words_and_terms():
    assert sum(int(row["count"]) for row in TERMS) == 3545
    assert len({row["term"] for row in TERMS}) == 949
    assert all(int(row["quoted"]) <= int(row["count"]) for row in TERMS)


def test_words_of_terms_are_those_of_the_units():
    """data/README.md: terms.csv counts *U.S.* as the words *u* and *s*, sentences.csv as one."""
    units, terms = Counter(), Counter()
    for row in read("sentences"):
        if row["zone"] != "subhead":
            units[row["article"]] += int(row["words"])
    for row in TERMS:
        if row["term"] != "u":
            terms[row["article"]] += int(row["count"])
    assert terms == units, f"terms.csv {dict(terms)}, sentences.csv {dict(units)}"


# Content words of the headline, those of them not in the body, symbolic and strategic zones.
HEADLINES = {
    "rferl": (4, "", "", ""),
    "explainer": (22, "benefits diversified goals holds", "deck", "title deck"),
    "gazelle": (12, "behind joins know large means significance", "", ""),
    "digest": (0, "", "", ""),
    "kurdistan24": (21, "boost expand", "deck", "deck"),
}
BODY_PERCENT = {
    "rferl": (28, 72),
    "explainer": (33, 48),
    "gazelle": (21, 37),
    "digest": (50, 80),
    "kurdistan24": (52, 45),
}


def _headline(text: str) -> tuple[set[str], set[str]]:
    """Content words of the headline, and those of them that the body does not have."""
    zones: dict[str, set[str]] = {"headline": set(), "body": set()}
    for row in TERMS:
        if row["article"] == text:
            zones[row["zone"]].add(row["term"])
    content = zones["headline"] - FUNCTION_WORDS
    return content, content - zones["body"]


@pytest.mark.parametrize("text", TEXTS)
def test_words_not_in_the_body(text: str):
    missing = " ".join(sorted(_headline(text)[1]))
    printed = HEADLINES[text][1]
    assert missing == printed, f"{text}: computed {missing}, printed {printed}"


@pytest.mark.parametrize("text", TEXTS)
def test_headline_against_body(text: str):
    content, missing = _headline(text)
    number, printed, *printed_zones = HEADLINES[text]
    assert len(content) == number, f"{text}: {len(content)}, printed {number}"
    assert set(printed.split()) <= missing, f"{text}: {sorted(missing)}, printed {printed}"
    units = [unit for unit in build().units if unit["article"] == text]
    zones = [
        " ".join(u["zone"] for u in units if u["zone"] != "body" and u[frame])
        for frame in ("symbolic", "strategic")
    ]
    assert zones == printed_zones, f"{text}: {zones}, printed {printed_zones}"
    body = [unit for unit in units if unit["zone"] == "body"]
    percent = tuple(
        round(100 * sum(unit[frame] for unit in body) / len(body))
        for frame in ("symbolic", "strategic")
    )
    assert percent == BODY_PERCENT[text], f"{text}: {percent}, printed {BODY_PERCENT[text]}"


# The cues of attributions.csv, sorted into the chapter's kinds by reading them.
KINDS = {
    "plain": "said|say|was said|wrote|told|telling|added|posted|continued by saying|mentioned|"
    "notes|noted|noting|describing|as reported by|stated|detailed",
    "weight": "announced|has announced|announced by|was confirmed by|confirmed by|emphasised|"
    "was first confirmed to|emphasizes|argue|highlights|underscores|points out|agree|declared|"
    "promised|maintained|acknowledging|suggested|called",
    "colour": "praised|is being hailed by|gushed",
    "view": "is seen as|see|is seen by|could be considered|framing|has framed|are framing|"
    "have framed|casting|is being presented as",
    "no verb": "",
}
KIND_OF = {cue: kind for kind, cues in KINDS.items() for cue in cues.split("|")}
VERBS = {
    "rferl": (6, 3, 0, 1, 1),
    "explainer": (5, 3, 1, 3, 3),
    "gazelle": (7, 0, 0, 3, 0),
    "digest": (2, 7, 0, 3, 0),
    "kurdistan24": (9, 12, 2, 3, 1),
}


def _kinds(text: str) -> tuple[int, ...]:
    rows = [row for row in ATTRIBUTIONS if text_of(row["sentence"]) == text]
    counts = Counter(KIND_OF[row["cue"]] for row in rows)
    return tuple(counts[kind] for kind in KINDS)


@pytest.mark.parametrize("text", TEXTS)
def test_plain_weight_and_colour(text: str):
    assert _kinds(text)[:3] == VERBS[text][:3], f"{text}: {_kinds(text)}, printed {VERBS[text]}"


@pytest.mark.parametrize("text", TEXTS)
def test_views_and_no_verb(text: str):
    assert _kinds(text)[3:] == VERBS[text][3:], f"{text}: {_kinds(text)}, printed {VERBS[text]}"


def test_shares_of_verbs():
    kinds = {text: _kinds(text) for text in TEXTS}
    total = [sum(row[i] for row in kinds.values()) for i in range(3)]
    assert len(ATTRIBUTIONS) == 75
    assert [round(100 * number / 75) for number in total[:2]] == [39, 33]
    assert total[2] == 3
    assert [text for text in TEXTS if kinds[text][2]] == ["explainer", "kurdistan24"]
    weight = {text: row[1] / sum(row) for text, row in kinds.items()}
    assert max(weight, key=weight.get) == "digest"
    assert round(100 * weight["digest"]) == 58


def test_coloured_verbs():
    coloured = [
        (row["cue"], row["source"]) for row in ATTRIBUTIONS if KIND_OF[row["cue"]] == "colour"
    ]
    assert coloured == [
        ("praised", "Donald Trump"),
        ("is being hailed by", "White House"),
        ("gushed", "Kassym-Jomart Tokayev"),
    ]


# First heard, in which unit, last heard, in which unit.
EDGES = {
    "rferl": ("Kazakh government", "rferl-10", "Sarah Zaaimi", "rferl-21"),
    "explainer": ("Kazakh government", "explainer-03", "Kazakh government", "explainer-29"),
    "gazelle": ("nobody named", "gazelle-03", "unnamed source", "gazelle-16"),
    "digest": ("critics", "digest-09", "nobody named", "digest-24"),
    "kurdistan24": ("Donald Trump", "kurdistan24-02", "nobody named", "kurdistan24-33"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_who_opens_and_who_closes(text: str):
    rows = [row for row in ATTRIBUTIONS if text_of(row["sentence"]) == text]
    rows.sort(key=lambda row: (row["sentence"], int(row["content_start"])))
    ends = [value for r in (rows[0], rows[-1]) for value in (_name(r), r["sentence"])]
    assert tuple(ends) == EDGES[text], f"{text}: {ends}, printed {EDGES[text]}"


def _name(row: dict[str, str]) -> str:
    return row["source"] or "nobody named"

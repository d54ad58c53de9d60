"""The numbers of the chapter "One post, five cuts", computed again from the tables alone.

What the chapter prints stands here as it was read from the built page.
"""

from __future__ import annotations

from collections import Counter

import pytest
from again_tables import POST, TEXTS, WORD, build, read, text_of

PLACES = read("utterances")
ATTRIBUTIONS = read("attributions")
SPEAKERS = {row["id"]: row["speaker"] for row in read("quotes")}
K24 = "kurdistan24"


def _number(row: dict[str, str], *columns: str) -> tuple[int, ...]:
    return tuple(int(row[column]) for column in columns)


def _speakers(place: dict[str, str]) -> list[str]:
    """Whom the text gives the words of a place to: of the quotation, else by overlap."""
    if place["quote"]:
        return [SPEAKERS[place["quote"]]]
    start, end = _number(place, "start", "end")
    return [
        row["source"] or "nobody named"
        for row in ATTRIBUTIONS
        if row["sentence"] == place["sentence"]
        and row["content_start"]
        and int(row["content_start"]) < end
        and start < int(row["content_end"])
    ]


def test_pieces_of_the_post():
    origin = {row["quote"]: row["origin"] for row in PLACES if row["quote"]}
    pieces = Counter(text_of(q) for q in SPEAKERS if origin.get(q) == POST)
    assert len(SPEAKERS) == 33
    assert pieces == {"explainer": 3, "gazelle": 3, K24: 8}
    quoted = Counter(
        text_of(row["sentence"]) for row in PLACES if row["origin"] == POST and row["quote"]
    )
    assert quoted[K24] == 9 == max(quoted.values())


def test_utterances_and_places():
    assert len({row["utterance"] for row in PLACES}) == 19
    assert len(PLACES) == 54
    assert len({row["utterance"] for row in PLACES if row["certainty"] == "alike"}) == 5


def test_versions_follow_from_their_words():
    words: dict[tuple[str, ...], Counter] = {}
    for row in read("utterance_words"):
        key = (row["utterance"], row["sentence"], row["start"])
        words.setdefault(key, Counter())[row["state"]] += 1
        if row["state"] == "kept":
            assert row["printed"] == row["word"], key
        elif row["state"] == "capitals":
            assert row["printed"] != row["word"], key
            assert row["printed"].casefold() == row["word"].casefold(), key
        else:
            assert not row["printed"], key
    quoted = {row["utterance"] for row in PLACES if row["marks"] == "quoted"}
    assert {key[0] for key in words} == quoted
    for row in read("utterance_versions"):
        key = (row["utterance"], row["sentence"], row["start"])
        states = ("kept", "capitals", "outside", "cut")
        told = _number(row, *states)
        assert sum(told) == int(row["base_words"]), key
        if row["utterance"] in quoted:
            assert told == tuple(words[key][state] for state in states), key


def test_kept_words_stand_in_the_printed_words_in_order():
    printed = {(r["utterance"], r["sentence"], r["start"]): r for r in PLACES if r["quote"]}
    kept: dict[tuple[str, ...], list[str]] = {}
    for row in read("utterance_words"):
        if row["printed"]:
            key = (row["utterance"], row["sentence"], row["start"])
            kept.setdefault(key, []).append(row["printed"])
    assert set(kept) <= set(printed)
    for key, place in printed.items():
        words = iter(WORD.findall(place["printed"]))
        assert all(word in words for word in kept.get(key, [])), f"{key}: {kept[key]}"
        assert int(place["words"]) == len(WORD.findall(place["printed"])), key


def test_quotations_that_several_texts_carry():
    rows = read("common_quotations")
    fullest = {row["group"]: int(row["words"]) for row in rows if row["base"] == "1"}
    for row in rows:
        kept, cut, added = _number(row, "kept", "cut", "added")
        assert kept + cut == fullest[row["group"]], row
        assert kept + added == int(row["words"]), row


def _post_versions(text: str) -> list[dict[str, str]]:
    post = {row["utterance"] for row in PLACES if row["origin"] == POST}
    rows = read("utterance_versions")
    return [r for r in rows if r["utterance"] in post and text_of(r["sentence"]) == text]


def test_what_the_gazelle_cuts_and_moves():
    rows = _post_versions("gazelle")
    assert sum(int(row["cut"]) for row in rows) == 19
    assert sum(int(row["outside"]) for row in rows) == 15


def test_kurdistan24_prints_most_of_the_post():
    kept = {t: sum(sum(_number(r, "kept", "capitals")) for r in _post_versions(t)) for t in TEXTS}
    assert max(kept, key=kept.get) == K24
    assert [text for text in TEXTS if not kept[text]] == ["rferl", "digest"]


def test_capitals_marks_and_the_statement():
    versions = {(r["utterance"], r["sentence"], r["start"]): r for r in read("utterance_versions")}
    assert versions["u06", "gazelle-05", "420"]["capitals"] == "2"
    assert versions["u02", "kurdistan24-10", "2228"]["capitals"] == "3"
    assert versions["u02", "explainer-07", "659"]["capitals"] == "0"
    assert versions["u08", "explainer-29", "3915"]["kept"] == "4"
    lowered = [
        (row["word"], row["printed"])
        for row in read("utterance_words")
        if row["sentence"] == "gazelle-05" and row["state"] == "capitals"
    ]
    assert lowered == [("Countries", "countries"), ("STRENGTH", "strength")]
    moved = [
        row["state"]
        for row in read("utterance_words")
        if (row["utterance"], row["sentence"], row["word"]) == ("u01", "gazelle-04", "great")
    ]
    assert moved == ["cut"]


def test_pieces_that_change_hands():
    given: dict[tuple[str, str], set[str]] = {}
    for place in PLACES:
        if place["certainty"] == "same" and place["origin"] == POST:
            key = (place["utterance"], text_of(place["sentence"]))
            given.setdefault(key, set()).update(_speakers(place))
    twice = {key for key, speakers in given.items() if len(speakers) > 1}
    assert twice == {("u02", K24), ("u03", K24)}
    assert given["u03", K24] == {"White House", "Donald Trump"}


# Texts, places, texts that quote it, whom it is given to.
TRAVEL = {
    "u01": (3, 4, 2, {"Donald Trump"}),
    "u02": (3, 5, 3, {"Donald Trump", "White House"}),
    "u03": (3, 4, 3, {"Donald Trump", "White House"}),
    "u04": (2, 2, 2, {"Donald Trump"}),
    "u05": (1, 1, 0, {"Donald Trump"}),
    "u06": (2, 2, 2, {"Donald Trump"}),
    "u07": (1, 2, 1, {"Donald Trump"}),
    "u08": (2, 3, 2, {"Kazakh government"}),
    "u09": (2, 2, 1, {"Kassym-Jomart Tokayev"}),
    "u10": (1, 2, 1, {"Kassym-Jomart Tokayev"}),
    "u11": (3, 4, 0, {"US officials", "Associated Press"}),
    "u12": (2, 2, 0, {"US officials"}),
    "u13": (4, 6, 0, {"Associated Press", "The New Arab"}),
    "u14": (3, 3, 1, {"unnamed source"}),
    "u15": (2, 2, 1, {"Andrew D’Anieri", "nobody named"}),
    "u16": (2, 3, 1, {"Joseph Epstein"}),
    "u17": (3, 4, 1, {"Sarah Zaaimi"}),
    "u18": (1, 1, 1, {"Donald Trump"}),
    "u19": (1, 2, 1, {"Kassym-Jomart Tokayev", "Shavkat Mirziyoyev"}),
}


@pytest.mark.parametrize("utterance", TRAVEL)
def test_travel(utterance: str):
    rows = [row for row in PLACES if row["utterance"] == utterance]
    texts = {text_of(row["sentence"]) for row in rows}
    quoting = {text_of(row["sentence"]) for row in rows if row["quote"]}
    given = {speaker for row in rows for speaker in _speakers(row)}
    computed = (len(texts), len(rows), len(quoting), given)
    assert computed == TRAVEL[utterance], f"{utterance}: {computed}, printed {TRAVEL[utterance]}"


def _spans(sentences: dict[str, list[tuple[int, int, int]]]) -> int:
    """Words of runs, those inside a longer run once."""
    total = 0
    for spans in sentences.values():
        outer = {
            (start, end, words)
            for start, end, words in spans
            if not any((s, e) != (start, end) and s <= start and end <= e for s, e, _ in spans)
        }
        total += sum(words for _, _, words in outer)
    return total


def _runs(text: str, other: str | None = None) -> dict[str, list[tuple[int, int, int]]]:
    found: dict[str, list[tuple[int, int, int]]] = {}
    for row in read("shared_runs"):
        for here, there in ("ab", "ba"):
            if row[f"article_{here}"] == text and other in (None, row[f"article_{there}"]):
                span = _number(row, f"start_{here}", f"end_{here}", f"words_{here}")
                found.setdefault(row[f"sentence_{here}"], []).append(span)
    return found


def test_shared_runs():
    runs = read("shared_runs")
    assert len({row["passage"] for row in runs}) == len(runs) == 10
    printed = [(14, 6), (10, 10), (17, 17), (18, 18), (12, 10), (6, 6), (13, 4), (12, 12)]
    printed += [(25, 14), (6, 6)]
    assert [_number(row, "matched", "identical") for row in runs] == printed


def test_text_pairs():
    words: Counter = Counter()
    for row in read("terms"):
        words[row["article"]] += int(row["count"])
    pairs = {(row["article"], row["other"]): row for row in read("text_pairs")}
    assert len(pairs) == len(TEXTS) * (len(TEXTS) - 1)
    for (text, other), row in pairs.items():
        assert int(row["words"]) == words[text], (text, other)
        assert row["shared"] == pairs[other, text]["shared"], (text, other)
        assert int(row["covered"]) == _spans(_runs(text, other)), (text, other)
    share = {key: int(row["shared"]) / int(row["shingles"]) for key, row in pairs.items()}
    largest = max(share, key=share.get)
    assert largest == ("gazelle", K24)
    assert f"{share[largest]:.1%}" == "5.2%"


RELAYS = {
    ("digest", "Al Jazeera"): (2, 1),
    ("digest", "New York Times"): (2, 1),
    ("digest", "The New Arab"): (2, 1),
    ("digest", "Associated Press"): (1, 1),
    ("digest", "France 24"): (1, 1),
    ("digest", "Times of Israel"): (1, 1),
    (K24, "Associated Press"): (6, 5),
    (K24, "Agence France-Presse"): (1, 1),
}


def _credits() -> dict[tuple[str, str], list[str]]:
    """The medium or agency that an attribution credits, as its source or its relay."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in ATTRIBUTIONS:
        credit = row["via"] or (row["source"] if row["source_type"] == "news_media" else "")
        if credit:
            key = (text_of(row["sentence"]), credit)
            found.setdefault(key, []).append(row["sentence"])
    return found


def test_relays():
    computed = {key: (len(rows), len(set(rows))) for key, rows in _credits().items()}
    assert computed == RELAYS
    assert sum(bool(row["via"]) for row in ATTRIBUTIONS) == 8


def _borrowed() -> dict[str, set[str]]:
    units = {unit["sentence"]: unit for unit in build().units}
    shared = {
        sentence
        for text in TEXTS
        for sentence, spans in _runs(text).items()
        if 2 * _union(spans) >= units[sentence]["words"]
    }
    texts: dict[str, set[str]] = {}
    for row in PLACES:
        texts.setdefault(row["utterance"], set()).add(text_of(row["sentence"]))
    ways = {
        "no Trump post": {name for name, unit in units.items() if unit["post"] == "yes"},
        "no relayed sentences": {name for rows in _credits().values() for name in rows},
        "no shared words": shared,
        "no shared utterances": {
            row["sentence"]
            for row in PLACES
            if row["certainty"] == "same" and len(texts[row["utterance"]]) > 1
        },
    }
    ways["none of these"] = set().union(*ways.values())
    return {"all units": set(), **ways}


def _union(spans: list[tuple[int, int, int]]) -> int:
    return _spans({"": spans})


# For each text: units that stay, symbolic, strategic.
WITHOUT_BORROWED = {
    "all units": [(19, 5, 13), (35, 12, 18), (21, 4, 7), (20, 10, 16), (33, 17, 15)],
    "no Trump post": [(19, 5, 13), (32, 10, 18), (19, 2, 7), (20, 10, 16), (27, 11, 14)],
    "no relayed sentences": [(19, 5, 13), (35, 12, 18), (21, 4, 7), (14, 6, 10), (27, 14, 12)],
    "no shared words": [(18, 5, 12), (32, 11, 17), (19, 3, 7), (20, 10, 16), (31, 15, 15)],
    "no shared utterances": [(18, 5, 12), (27, 10, 14), (18, 2, 7), (18, 8, 14), (27, 12, 12)],
    "none of these": [(18, 5, 12), (27, 10, 14), (18, 2, 7), (14, 6, 10), (20, 7, 10)],
}


def _frames_without(gone: set[str]) -> list[tuple[int, int, int]]:
    stay = [unit for unit in build().units if unit["sentence"] not in gone]
    by_text = [[unit for unit in stay if unit["article"] == text] for text in TEXTS]
    return [
        (len(rows), sum(u["symbolic"] for u in rows), sum(u["strategic"] for u in rows))
        for rows in by_text
    ]


@pytest.mark.parametrize("way", WITHOUT_BORROWED)
def test_without_borrowed(way: str):
    computed = _frames_without(_borrowed()[way])
    assert computed == WITHOUT_BORROWED[way], f"{way}: computed {computed}"


def test_ways_that_end_the_lead_of_the_symbolic_frame():
    ended: Counter = Counter()
    for way, gone in _borrowed().items():
        for text, (_, symbolic, strategic) in zip(TEXTS, _frames_without(gone), strict=True):
            if text != K24:
                assert strategic > symbolic, (way, text)
            ended[text] += text == K24 and strategic >= symbolic
    assert len(_borrowed()) - 1 == 5
    assert ended[K24] == 4

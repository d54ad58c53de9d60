"""The repairs after linking, each on an invented sentence."""

from __future__ import annotations

from newscompare.articles.tokens import tokenize
from newscompare.attribution.linking import Link
from newscompare.attribution.mend import mend


def words(text: str, links: list[Link]) -> list[tuple[str, str, str, str]]:
    """Source, cue, content and the last rule of each attribution."""
    tokens = tokenize(text)
    found = []
    for item in mend(tokens, links):
        parts = [
            " … ".join(text[tokens.start[a] : tokens.end[b - 1]] for a, b in spans)
            for spans in (item.source, item.cue, item.content)
        ]
        found.append((*parts, item.rule[-1] if item.rule else ""))
    return found


def test_casting_it_as():
    text = "Ana Ruiz praised the bridge, casting it as a gift to the town."
    found = words(text, [Link([(2, 3)], [(0, 2)], [(3, 5)], [])])
    assert found[1] == ("Ana Ruiz", "casting", "a gift to the town", "mend:as-added")


def test_with_somebody_describing_it_as():
    text = "The port opened, with Ana Ruiz describing it as a new start."
    assert words(text, []) == [("Ana Ruiz", "describing", "a new start", "mend:as-added")]


def test_a_quotation_with_its_speaker():
    text = "“It will hold,” Lena Okoro said on Monday."
    assert words(text, []) == [("Lena Okoro", "said", "“It will hold,”", "mend:quotation-added")]


def test_a_found_cue_is_left_alone():
    text = "“It will hold,” Lena Okoro said on Monday."
    links = [Link([(8, 9)], [(6, 8)], [(0, 6)], ["crf"])]
    assert words(text, links) == [("Lena Okoro", "said", "“It will hold,”", "crf")]


def test_seen_as_has_no_source():
    text = "The bridge is widely seen as a gift."
    assert words(text, []) == [("", "is widely seen as", "a gift", "mend:passive-added")]

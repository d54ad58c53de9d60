"""The parts of the coder on invented sentences: tokens, lexicon, linking, rules, resolution."""

from __future__ import annotations

import numpy as np
import pytest
from test_properties import TYPES

from newscompare.articles.tokens import tokenize
from newscompare.attribution import COLUMNS, extract, lexicon, linking, parse_spans, words
from newscompare.attribution.engine import form_of
from newscompare.attribution.linking import Link
from newscompare.attribution.who import lexicon as people
from newscompare.attribution.who.resolve import Resolver


def pieces(text: str, spans: str) -> list[str]:
    return [text[a:b] for a, b in parse_spans(spans)]


def one(text: str) -> dict[str, object]:
    table = extract(text, engine="rules")
    assert len(table) == 1, table
    row = table.iloc[0].to_dict()
    return {
        **row,
        **{
            role: pieces(text, row[f"{role}_spans"])
            for role in ("source", "cue", "content")
            if role != "source"
        },
        "who": pieces(text, row["source_spans"]),
    }


def test_tokens_know_sentences_paragraphs_and_quotations():
    tokens = tokenize('“Stay home,” Mr. Gray said. He left.\nThe U.S. agreed: "Fine."')
    assert tokens.words[:4] == ["“", "Stay", "home", ","]
    assert tokens.quote[:6].tolist() == [2, 1, 1, 1, 3, 0]
    assert tokens.sentence[tokens.words.index("He")] == 1
    assert tokens.sentence[tokens.words.index("Gray")] == 0
    assert tokens.paragraph[tokens.words.index("The")] == 1
    assert tokens.quote[-4:].tolist() == [2, 1, 1, 3]


def test_an_open_mark_ends_with_its_paragraph():
    tokens = tokenize("“We wait\n\nand see.”")
    assert tokens.quote.tolist() == [2, 1, 1, 0, 0, 0, 3]


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("praise", {"praise", "praises", "praised", "praising"}),
        ("teach", {"teach", "teaches", "taught", "teaching"}),
    ],
)
def test_inflection(lemma, expected):
    assert {form for form, _ in lexicon.verb_forms(lemma)} == expected


def test_the_lexicon_is_broad_and_knows_groups():
    assert sum(len(group) for group in lexicon.lists()["verbs"].values()) >= 600
    assert lexicon.lookup("whispered").groups & lexicon.VERB_BITS
    assert lexicon.lookup("belief").groups & lexicon.NOUN_BITS
    assert (
        lexicon.lookup("table") is lexicon.NONE
        or not lexicon.lookup("table").groups & lexicon.NOUN_BITS
    )
    assert lexicon.lookup("zebra") == lexicon.NONE


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("the", "det"),
        ("walked", "ved"),
        ("walking", "ving"),
        ("claims", "vs"),
        ("quickly", "ly"),
        ("42", "num"),
    ],
)
def test_parts_of_speech_are_guessed(word, part):
    assert words.part(word) == part


GOLD = [
    {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 20]]},
    {"source": [[0, 4]], "cue": [[25, 31]], "content": [[32, 40]]},
]
TEXT = "Nora said it is late, and argued for sleep."


def test_labels_round_trip_through_linking():
    tokens = tokenize(TEXT)
    labels = linking.encode(tokens, GOLD)
    assert labels[:3] == ["B-SR", "B-Q", "B-CL"]
    links = linking.link(tokens, labels)
    assert [item.cue for item in links] == [[(1, 2)], [(7, 8)]]
    assert [item.source for item in links] == [[(0, 1)], [(0, 1)]]
    assert links[1].rule == ["source:shared-left"] or "source:shared-left" in links[1].rule


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("She said so. “b c”", True),
        ("She said so.\n\n“b c”", True),
        ("She said so. B c d", False),
        ("She said so.\n\nb\n\nc\n\n“b c”", False),
    ],
)
def test_only_a_quotation_nearby_goes_on_past_the_sentence_of_its_cue(text, linked):
    tokens = tokenize(text)
    labels = ["B-SR", "B-Q", "B-CL", *["O"] * (tokens.n - 3)]
    begin = next(k for k, word in enumerate(tokens.words) if word in ("“", "B"))
    labels[begin:] = ["B-CL", *["I-CL"] * (tokens.n - begin - 1)]
    assert (len(linking.link(tokens, labels)[0].content) == 2) == linked


def test_two_apostrophes_are_a_quotation_mark():
    tokens = tokenize("""''Stay home,'' she said. ''He said 'no.\'''""")
    assert tokens.quote.tolist().count(2) == tokens.quote.tolist().count(3) == 2
    assert tokens.forms[0] == "“"
    assert tokens.forms[4] == tokens.forms[-1] == "”"
    assert one("''The bridge is safe,'' Ana Ruiz said.")["form"] == "direct"


def test_marks_are_read_alike():
    curly, plain = (
        tokenize("Ana’s “plan” — late – she said."),
        tokenize('Ana\'s "plan" -- late - she said.'),
    )
    assert curly.forms == plain.forms
    assert tokenize("a well-kept book").forms[2] == "-"


def test_said_after_a_quotation():
    row = one("“The bridge is safe,” Mayor Ana Ruiz said.")
    assert row["content"] == ["“The bridge is safe,”"]
    assert row["cue"] == ["said"]
    assert row["source"] == "Ana Ruiz"
    assert row["form"] == "direct"
    assert row["source_type"] == "official"
    assert "rule:quotation-source-verb" in row["rule"]


def test_said_before_its_source():
    row = one("“The bridge is safe,” said Ana Ruiz, an engineer at the port.")
    assert row["source"] == "Ana Ruiz"
    assert "rule:quotation-verb-source" in row["rule"]


def test_a_clause_with_that():
    row = one("Ana Ruiz claimed that the bridge would hold.")
    assert row["content"] == ["that the bridge would hold"]
    assert row["form"] == "indirect"


def test_a_clause_before_its_source():
    row = one("The bridge will hold, experts said.")
    assert row["content"] == ["The bridge will hold"]
    assert (row["source"], row["source_type"]) == ("experts", "collective")


def test_according_to():
    row = one("According to the Associated Press, the bridge fell.")
    assert row["source"] == "Associated Press"
    assert row["source_type"] == "news_media"
    assert row["content"] == ["the bridge fell"]


def test_told_somebody_that():
    row = one("Ana Ruiz told reporters that the bridge would hold.")
    assert row["content"][0].startswith("that the bridge")
    assert row["cue"] == ["told"]


def test_colon():
    row = one('Ruiz said: "It will hold."')
    assert row["form"] == "direct"


def test_a_continued_quotation_joins_its_attribution():
    text = "“It will hold,” Ana Ruiz said.\n\n“We built it well.”"
    row = one(text)
    assert row["content"] == ["“It will hold,”", "“We built it well.”"]
    assert "rule:continued-quotation" in row["rule"]


def test_mixed_form():
    row = one("Ana Ruiz said that the bridge was “quite safe” for now.")
    assert row["form"] == "mixed"


def test_no_reporting_no_rows():
    table = extract("The bridge is long. It was built in 1930.", engine="rules")
    assert list(table.columns) == list(COLUMNS)
    assert len(table) == 0


def resolved(text: str, *sources: str) -> list:
    """Resolve the given words, each taken at its first place after the one before."""
    tokens = tokenize(text)
    links, at = [], 0
    for source in sources:
        at = text.index(source, at)
        span = linking.runs(linking.token_set(tokens, [[at, at + len(source)]]))
        links.append(Link(cue=[(span[0][1], span[0][1] + 1)], source=span))
        at += len(source)
    return Resolver(tokens).all(links)


def test_a_surname_goes_to_the_full_name():
    first, second = resolved(
        "President Lena Okoro said it. Okoro added more.", "President Lena Okoro", "Okoro"
    )
    assert first.name == second.name == "Lena Okoro"
    assert first.type == "head_of_state"


def test_a_pronoun_goes_to_the_last_source():
    _, who = resolved("“Yes,” Lena Okoro said. “No,” she added.", "Lena Okoro", "she")
    assert who.name == "Lena Okoro"
    assert who.rule[0] == "who: the only one who fits, named in the sentence before"


def test_gender_rules_a_person_out():
    *_, who = resolved("Mr. Tom Hale met Ms. Lena Okoro. Then she said yes.", "she")
    assert who.name == "Lena Okoro"


def test_a_relative_pronoun_goes_to_the_noun_before():
    who = resolved("The plan came from Lena Okoro, who said it would work.", "who")[0]
    assert who.name == "Lena Okoro"
    assert who.rule[0] == "who: the name or noun before who"


def test_a_role_goes_to_its_holder():
    _, who = resolved(
        "Kenyan President Lena Okoro said so. The president insisted.",
        "Kenyan President Lena Okoro",
        "The president",
    )
    assert (who.name, who.country) == ("Lena Okoro", "Kenya")


def test_a_country_speaks_through_its_government():
    who = resolved("Norway said it would wait.", "Norway")[0]
    assert (who.name, who.type, who.country) == ("Norwegian government", "official", "Norway")
    who = resolved(
        "A statement by the Norwegian government said so.",
        "A statement by the Norwegian government",
    )[0]
    assert who.name == "Norwegian government"


def test_officials_and_the_officials():
    first, second = resolved(
        "Three Norwegian officials said so. The officials suggested more.",
        "Three Norwegian officials",
        "The officials",
    )
    assert first.name == second.name == "Norwegian officials"
    assert first.type == "unnamed_official"


def test_they_goes_to_a_plural():
    _, who = resolved(
        "Norwegian officials said so. They added more.", "Norwegian officials", "They"
    )
    assert who.name == "Norwegian officials"


def test_unnamed_and_collective():
    assert resolved("A source said so.", "A source")[0].type == "unnamed"
    assert (
        resolved("Some political analysts said so.", "Some political analysts")[0].name
        == "analysts"
    )


def test_a_message_speaks_for_its_author():
    *_, who = resolved("Lena Okoro spoke. Okoro's post called it a win.", "Okoro's post")
    assert who.name == "Lena Okoro"


def test_relay():
    who = resolved(
        "Norwegian officials told the Associated Press that it was over.", "Norwegian officials"
    )[0]
    assert who.via == "Associated Press"


def test_nobody():
    assert Resolver(tokenize("It is seen as a win.")).all([Link(cue=[(1, 3)])])[0].name == ""


def test_open_tables_are_consistent():
    countries = set(people.countries().values())
    assert {body.type for body in people.bodies().values()} <= set(TYPES)
    assert {body.country for body in people.bodies().values()} <= countries
    assert {person.country for person in people.known()[0].values()} <= countries
    assert {person.type for person in people.known()[0].values()} <= set(TYPES)
    assert people.adjectives()["Kazakhstan"] == "Kazakh"


def test_form_of_needs_words_inside_the_marks():
    tokens = tokenize("“a” b")
    assert form_of(tokens, [(0, 3)]) == "direct"
    assert form_of(tokens, [(0, 4)]) == "mixed"
    assert form_of(tokens, [(3, 4)]) == "indirect"
    assert np.all(tokens.quote >= 0)

"""Words that can signal an attribution, and words for people and bodies, with their inflected
forms.

The lists in ``lexicon.yaml`` hold lemmas, grouped by what they report (saying, arguing, asking,
promising, believing, evidence, appearing, evaluating, writing, speaking). Inflected forms are made
here by rule, with irregular verbs listed, so that no dictionary is downloaded.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from newscompare.articles.tokens import word_set

IRREGULAR = {
    line.split()[0]: line.split()[1:]
    for line in """
    say said|tell told|think thought|know knew known|feel felt|hold held|see saw seen|read read
    understand understood
    forget forgot forgotten|forsee forsaw|foresee foresaw foreseen|overhear overheard|hear heard
    find found|show showed shown
    prove proved proven|mean meant|swear swore sworn|write wrote written|speak spoke spoken
    bring brought|begin began begun
    bid bid|beseech besought|seek sought|choose chose chosen|hit hit|forecast forecast|cast cast
    put put|let let|make made
    lead led|become became|leave left|take took taken|give gave given|get got gotten|go went gone
    come came|withdraw withdrew withdrawn
    spin spun|weigh weighed|foretell foretold|mistake mistook mistaken|misread misread
    broadcast broadcast|slay slew slain|strike struck
    bet bet|dream dreamt|learn learnt|spell spelt|dwell dwelt|deem deemed|shed shed
    bear bore borne|forbear forbore|sing sang sung
    strive strove striven|co-write co-wrote co-written|rebroadcast rebroadcast|bind bound
    fight fought|shake shook shaken|lean leant
    stick stuck|sling slung|fling flung|sell sold|oversell oversold|buy bought|teach taught
    lay laid|send sent|spend spent|stand stood
    """.replace("\n", "|").split("|")
    if line.strip()
}
"""Past forms of irregular verbs: lemma to past tense and participle."""

DOUBLED = word_set("""
    admit commit submit permit refer infer confer defer deter beg plan plot nod pan slam rap rip
    snap quip chat step stop
    grab jab blog jot hedge-in concur aver rebut prod pin pit regret allot compel propel expel
    dispel impel rebel extol hug tap
    recap spot snub trot tag log wag brag gag nag bet dub sob rub stub spur blur stir demur prefer
    troll-in
    """)
"""Verbs that double their last letter before ``-ed`` and ``-ing``."""

VOWELS = "aeiou"


class Entry(NamedTuple):
    """What the lexicon knows of a form: a bit mask of groups, and its shape (base, s, past, ing,
    other).
    """

    groups: int
    form: str


GROUPS: tuple[str, ...] = (
    *("verb:say", "verb:argue", "verb:ask", "verb:promise", "verb:believe"),
    *("verb:evidence", "verb:appear", "verb:evaluate", "verb:write", "verb:speak"),
    *("noun:say", "noun:argue", "noun:ask", "noun:promise", "noun:believe", "noun:evidence"),
    *("adjective:believe", "adjective:promise", "adjective:evidence"),
    "adverb:say",
)
"""The groups in the order of their bits."""

VERB_BITS = (1 << 10) - 1
NOUN_BITS = 0b111111 << 10
ADJECTIVE_BITS = 0b111 << 16
NONE = Entry(0, "")


@cache
def lists() -> dict[str, dict[str, tuple[str, ...]]]:
    """The word lists of ``lexicon.yaml``: part of speech, group, lemmas in its order."""
    raw = yaml.safe_load(
        files("newscompare.attribution").joinpath("lexicon.yaml").read_text("utf-8")
    )
    return {
        kind: {group: tuple(words.split()) for group, words in groups.items()}
        for kind, groups in raw.items()
    }


def verb_forms(lemma: str) -> list[tuple[str, str]]:
    """The forms of an English verb with their shape, e.g. ``[("say", "base"), ("says", "s"),
    ...]``.
    """
    if lemma.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    stem = lemma + lemma[-1] if lemma in DOUBLED else lemma
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        ing = lemma[:-1] + "ing"
    else:
        ing = stem + "ing"
    if lemma in IRREGULAR:
        past = IRREGULAR[lemma]
    elif lemma.endswith("e"):
        past = [lemma + "d"]
    elif lemma.endswith("y") and lemma[-2:-1] not in VOWELS:
        past = [lemma[:-1] + "ied"]
    else:
        past = [stem + "ed"]
    return [(lemma, "base"), (third, "s"), *((form, "past") for form in past), (ing, "ing")]


def plural(noun: str) -> str:
    """The regular plural of an English noun."""
    if noun.endswith("man") and len(noun) > 3:
        return noun[:-3] + "men"
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def forms() -> dict[str, Entry]:
    """Every inflected form of the lists with its groups; the first shape listed wins."""
    found: dict[str, Entry] = {}

    def put(form: str, group: str, shape: str) -> None:
        old = found.get(form, NONE)
        found[form] = Entry(old.groups | 1 << GROUPS.index(group), old.form or shape)

    table = lists()
    for group, words in table["verbs"].items():
        for word in words:
            for form, shape in verb_forms(word):
                put(form, f"verb:{group}", shape)
    for group, words in table["nouns"].items():
        for word in words:
            put(word, f"noun:{group}", "other")
            put(plural(word), f"noun:{group}", "other")
    for kind in ("adjective", "adverb"):
        for group, words in table[kind + "s"].items():
            for word in words:
                put(word, f"{kind}:{group}", "other")
    return found


def lookup(word: str) -> Entry:
    """The lexicon's entry for a word in lower case (``NONE`` where it has none)."""
    return forms().get(word, NONE)


@cache
def people() -> dict[str, str]:
    """Words for people and bodies: ``role``, ``roles``, ``body``, ``bodies``, ``title``."""
    table = lists()["people"]
    found = dict.fromkeys(table["title"], "title")
    for word in table["body"]:
        found[word] = "body"
        found.setdefault(plural(word), "bodies")
    for word in table["plural_body"]:
        found[word] = "roles"
    for word in table["role"]:
        found[word] = "role"
        found.setdefault(plural(word), "roles")
    return found

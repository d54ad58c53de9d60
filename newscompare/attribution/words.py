"""What is known of a word out of context: a guess at its parts of speech, its lemma and its shape.

The guess stands in for a tagger: closed-class words are listed, the rest follows from the lemma
dictionary of ``simplemma`` (a form that ends in *-ing* and has another lemma is an *-ing* form; a
word is a
possible verb when its *-ing* form leads back to it) and from endings.
"""

from __future__ import annotations

from functools import cache, lru_cache

import simplemma

CLOSED: dict[str, str] = {
    word: tag
    for tag, words in {
        "det": "the a an this that these those each every another no",
        "poss": "my your his her its our their whose",
        "pron": "i you he she it we they",
        "obj": "me him us them myself himself herself itself themselves ourselves yourself",
        "someone": "someone somebody everyone everybody anyone anybody nobody one",
        "quant": "some any all both many several few most much more less such other others enough "
        "half none",
        "prep": "in on at by for with about against between into through during before after "
        "above below from up down over under of off "
        "upon toward towards among amid despite without within across behind beyond near along "
        "around throughout regarding concerning "
        "via per versus like than as",
        "to": "to",
        "conj": "and or but nor yet so",
        "sub": "if because although though while since unless until whether once whereas",
        "rel": "who whom which what when where why how",
        "modal": "will would can could may might must shall should ll d",
        "be": "is are was were be been being am m re",
        "have": "has have had having ve",
        "do": "do does did doing done",
        "neg": "not n never t",
        "s": "s",
        "there": "there here",
        "adv": "also then now just even still only again already always often ever soon later "
        "earlier ago too very quite rather instead "
        "perhaps maybe however meanwhile thus therefore moreover further yesterday today tomorrow "
        "tonight",
        "day": "monday tuesday wednesday thursday friday saturday sunday january february march "
        "april june july august september "
        "october november december",
        "num": "two three four five six seven eight nine ten hundred thousand million billion "
        "trillion",
    }.items()
    for word in words.split()
}
NOUN_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "ism",
    "ship",
    "ance",
    "ence",
    "hood",
    "dom",
    "ure",
    "acy",
)
PERSON_ENDINGS = ("ist", "er", "or", "ian", "man", "woman", "person", "ee", "ant")
ADJECTIVE_ENDINGS = (
    "al",
    "ive",
    "ous",
    "ful",
    "less",
    "ic",
    "able",
    "ible",
    "ary",
    "ish",
    "ical",
    "an",
    "ent",
)


@cache
def lemma(word: str) -> str:
    """The lemma of a word in lower case."""
    return (
        str(simplemma.lemmatize(word, "en")).lower() if word.isalpha() and word.isascii() else word
    )


@cache
def is_verb(base: str) -> bool:
    """Can this lemma be a verb? True when one of its possible *-ing* forms has it as lemma."""
    if len(base) < 2:
        return False
    candidates = [base + "ing", base + base[-1] + "ing"]
    if base.endswith("e"):
        candidates = [base[:-1] + "ing"]
    return any(lemma(c) == base for c in candidates)


@cache
def is_noun(base: str) -> bool:
    """Can this lemma be a noun with a regular plural?"""
    return lemma(base + "s") == base or lemma(base + "es") == base


@lru_cache(maxsize=200_000)
def part(word: str) -> str:
    """A guess at the parts of speech of a word in lower case, as one short label."""
    if word in CLOSED:
        return CLOSED[word]
    if not word:
        return "mark"
    if not word.isalpha():
        return "num" if word[0].isdigit() else "mark" if not word[0].isalnum() else "mixed"
    base = lemma(word)
    if base != word:
        verb = is_verb(base)
        if word.endswith("ing"):
            return "ving"
        if word.endswith("s") and not word.endswith("ss"):
            return "vs" if verb else "ns"
        if word.endswith(("er", "est")) and not verb:
            return "adjc"
        if verb:
            return "ved"
        return "form"
    if word.endswith("ly"):
        return "ly"
    if word.endswith("ing"):
        return "ving" if len(word) > 5 else "n"
    if word.endswith("ed") and len(word) > 4:
        return "ved"
    if is_verb(word):
        return "vn" if is_noun(word) else "v"
    for endings, tag in ((NOUN_ENDINGS, "nn"), (PERSON_ENDINGS, "np"), (ADJECTIVE_ENDINGS, "adj")):
        if word.endswith(endings) and len(word) > 4:
            return tag
    return "n" if simplemma.is_known(word, "en") else "unk"


def shape(word: str) -> str:
    """Upper and lower case, digits and marks of a word, in short: ``Xx``, ``X``, ``XX``, ``x``,
    ``9``, or the mark itself.
    """
    if word.islower():
        return "x"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    if word[0].isupper():
        return "Xx" if word[1:].islower() else "XxX"
    if word[0].isdigit():
        return "9999" if len(word) == 4 else "9"
    return word if not word[0].isalnum() else "m"

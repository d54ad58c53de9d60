"""What a full stop means: the words and signs that tell the end of a sentence from an abbreviation.

``sentences`` (sentences of an article) and ``articles.tokens`` (sentences as the engines see
them) both ask here, so that the two agree on *no.*, *p.m.*, initials and speech tags.
"""

from __future__ import annotations

import re

from newscompare.articles.wordlist import word_set

ABBREVIATIONS = word_set(
    """
    a.m adm apr art assn assoc asst atty aug ave bldg blvd brig bros capt cf ch cmdr co col
    comdr conn corp cpl d.c dec del dept det dist div dr e.g ed eds esq est et etc feb fig fla
    fri ft gen gov govs hon i.e inc jan jr jun lt ltd maj mass messrs mon mr mrs ms msgr mt no
    nos nov oct okla ont op ore pa p.m ph.d pp prof pvt rep reps res ret rev sen sens sept sgt
    smt sr st ste supt tenn thu treas tue u.k u.n u.s u.s.a v va vol vs wash wed wis
    """
)
"""Abbreviations, without their last stop, after which a sentence mostly goes on."""

SENTENCE_STARTERS = word_set(
    """
    the a an it he she they we this that these those but and in on at for as after before when
    while if however although there his her their its our what who why how yet still so some
    many most other others another meanwhile moreover instead since during under with by from
    asked according officials analysts critics experts
    """
)
"""Words that, with a capital after an abbreviation, begin a new sentence."""

AFTER_TIME = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday gmt utc eastern pacific central
    mountain greenwich local est edt cst cdt mst mdt pst pdt bst cet cest eet ist sgt hkt jst kst
    msk aest aedt acst awst nzst nzdt wat cat eat wib et ct mt pt january february march april may
    june july august september october november december mon tue tues wed thu thur thurs fri sat
    sun jan feb mar apr jun jul aug sep sept oct nov dec
    """
)
"""What may follow *9 p.m.* in the same sentence: days, months, time zones."""

TAG_VERBS = word_set(
    """
    asked asks said says shouted shouts cried cries yelled yells screamed screams wondered
    wonders replied replies responded responds answered answers added adds exclaimed exclaims
    demanded demands inquired enquired whispered whispers joked jokes quipped quips repeated
    repeats insisted insists continued continues told tells called wrote writes tweeted posted
    stated declared declares laughed laughs sighed sighs muttered mutters murmured snapped
    snaps barked roared roars pleaded pleads begged begs warned warns teased chanted chants
    bellowed bellows interjected noted notes remarked explained explains recalled recalls
    urged urges retorted retorts countered counters grumbled grumbles fumed fumes complained
    complains wanted queried queries mused muses announced interrupted protested thundered
    hissed groaned growled gasped
    """
)
"""Verbs of a speech tag after a quotation that ends in a question or exclamation mark."""

PARTICLES = "of|the|de|del|della|di|da|dos|du|la|le|van|von|der|den|ter|bin|ibn|al|el|ole|and|for"
_NAME = rf"[^\W\d_a-z][\w’'.-]*(?:\s+(?:{PARTICLES}|[^\W\d_a-z][\w’'.-]*)){{0,7}}?"
_TAG = re.compile(
    rf"(?P<name>{_NAME})(?:,\s[^,.?!“”\"]{{1,60}},)?\s+"
    r"(?:(?:also|then|later|once|has|had|would|\w+ly)\s+)?"
    rf"(?:{'|'.join(sorted(TAG_VERBS))}|(?:shot|hit|fired|shouted|called|came) back|put in|chimed "
    rf"in"
    r"|burst out|called out|went on|shoots back)\b"
)
_NO_NAMES = word_set("he she they we it you the this that these those then there but and so")

ENUMERATOR = re.compile(
    r"(?:(?:[•·*▪●–—§#-]\s*)?|.*[:;]\s)\(?"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[ivxlcIVXLC]{1,5}|[A-Za-z])[.)]",
    re.DOTALL,
)
"""What numbers an item of a list: ``1.``, ``3)``, ``a.``, ``(iv)``, with or without a bullet."""
NUMBERED = re.compile(r"\b[Nn]os?\.$")
"""*No.* at the end of a text, which a number may follow."""

DOTTED = re.compile(r"(?:^|[^\w.])((?!(?i:[ap]\.m\.))(?:[^\W\d_]\.){2,})$")
"""A dotted abbreviation at the end of a text: ``F.B.I.``"""

OFFICES = word_set(
    """
    president vice director deputy chief secretary minister prime ambassador governor gov
    senator sen rep mayor commissioner chairman chairwoman chair chairperson agent special
    attorney general gen col lt sgt capt captain judge justice sheriff inspector officer
    spokesman spokeswoman spokesperson envoy representative administrator under undersecretary
    assistant acting mr mrs ms dr prof professor sir dame lord lady king queen prince princess
    pope sheikh
    """
)
"""Titles and offices that a dotted abbreviation may stand before: *F.B.I. Director*."""

_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|did|does|do|said|says"
    r"|told|went|came|left|made|took|got|he|she|they|we|it|who|which)\b|\b[a-z]{2,}ed\b"
    r"(?!\s+(?:by|in|for|from)\b)",
    re.IGNORECASE,
)


def tagged(after: str) -> bool:
    """Does a text begin with a name and a verb of speaking, as in *Mayor Doyle asked the crew*?"""
    found = _TAG.match(after)
    return found is not None and found["name"].split()[0].lower() not in _NO_NAMES


def number_word_ends(after: str) -> bool:
    """Does *no.* end its sentence? Only before a number is it the abbreviation of number."""
    return not after[:1].isdigit() and after[:1] not in "#№"


def clock_ends(after: str) -> bool:
    """Does *p.m.* end its sentence? Before a capital it does, but not before days and zones."""
    words = re.findall(r"[^\W_]+", after[:60])
    if not words or not after[:1].isupper() or words[0].lower() in AFTER_TIME:
        return False
    return not (len(words) > 1 and words[1].lower() in ("time", "standard", "daylight", "summer"))


def names_holder(before: str, after: str) -> bool:
    """Does a dotted abbreviation stand before an office, or before a name in a bare title?

    *Former director of the F.B.I. Jonas Keller was ...*: what stands before is no clause yet.
    """
    before = re.split(r"[?!][\"'”’»«]+\s", before)[-1]
    first = re.match(r"[^\W\d_]+", after)
    if first is None or not first[0][0].isupper():
        return False
    if first[0].lower() in OFFICES:
        return True
    return first[0].lower() not in SENTENCE_STARTERS and _CLAUSE.search(before) is None

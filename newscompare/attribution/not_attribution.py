"""What PolNeAR counts and this project does not: a filter after the engine, each test with a name.

PolNeAR (Newell, Margolin and Ruths 2018) counts beliefs, intentions and expectations. Here an
attribution is somebody presented as saying, writing or holding something. So these are taken out:

* ``forecast``: *is expected to*, *is likely to*, *is set to*, with nobody who expects.
* ``silence``: *declined to say*, *did not respond*, *could not be reached*, *has not replied*.
* ``asked``: a journalist's question: *Asked whether*, *when asked about*, *was asked*, *pressed
  on*.
* ``condition``: *asked not to be named*, *was not authorised to speak*, *spoke on condition*.
* ``act``: *pleaded guilty*, *was charged with*, *granted relief*, *voted for*: an act, no words.
* ``intention``: *plans to*, *wants to*, *refused to go*, *tried to*: deeds to come, no words.
* ``view``: *aerial view of*: a view that nobody holds.
* ``mood``: *was not impressed by*, *has no use for*, unless it introduces words.
* ``heard``: *heard the bang*, *looked at*, *watched*: perceiving is not saying; courts *hear*
  words.
* ``purpose``: *gave them a week to explain*: an infinitive without a subject.
* ``supposed``: *unless it says*: what somebody might say.
* ``inside``: words of saying inside a quotation, which its speaker says.
* ``nothing``: a cue with no content, other than of asking, telling and answering.

No row with words in quotation marks that its cue introduces is taken out, but by ``inside``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution import lexicon, words
from newscompare.attribution.contents import own_sentences, relative, unnamed, whole_quotations
from newscompare.attribution.linking import Link

BE = word_set("is are was were be been being ’s 're s re")
NOT = word_set("not n’t t never nor cannot")
NOBODY = word_set("nobody none")
FORECAST = word_set(
    """
    expected likely unlikely due set scheduled slated projected tipped poised bound forecast
    """
)
SILENT = word_set("declined declines decline declining refused refuses refuse refusing")
SILENT_ABOUT = word_set(
    """
    say comment answer speak respond reply discuss elaborate disclose reveal name identify
    give provide confirm specify talk be explain
    """
)
ANSWERING = word_set(
    """
    respond responded reply replied comment commented answer answered return returned mention
    mentioned say said elaborate specify disclose explain address discuss reached immediately
    """
)
ASKED = word_set("asked pressed quizzed questioned grilled probed challenged")
QUESTION = word_set(
    """
    if whether why when how about what who where which on by for during in at that
    """
)
CONDITION_VERBS = word_set(
    """
    asked asking asks ask requested requesting requests spoke speak speaking speaks talked
    talk talking discuss comment disclose authorised authorized permitted allowed wished
    preferred wanted agreed insisting insisted seeking sought named identified
    """
)
VIEWS = word_set("view views sight sights")
OWNED = word_set(
    """
    my your his her its our their whose s ’s own the common general prevailing widespread
    popular this that
    """
)
PERCEIVED = word_set(
    """
    hear hears heard hearing watch watches watched watching look looks looked looking listen
    listened smell smelled
    """
)
COURTS = word_set(
    """
    court inquest tribunal jury inquiry enquiry hearing committee commission panel trial judge
    magistrates mps senators lawmakers councillors
    """
)
GRANTED = word_set("grant grants granted granting")
INTENDING = word_set(
    """
    plan plans planned planning intend intends intended intending want wants wanted wanting
    wish wishes wished hope hopes hoped hoping try tries tried trying attempt attempts
    attempted seek seeks sought seeking decide decides decided deciding choose chooses chose
    chosen aim aims aimed prepare prepares prepared preparing agree agrees agreed agreeing
    refuse refuses refused refusing decline declines declined like likes liked love loves
    loved prefer prefers preferred need needs needed endeavour endeavor strive strives opt
    opts opted willing unwilling ready eager reluctant determined likely unlikely set looking
    """
)
ACTS = word_set(
    """
    thank thanks thanked thanking named renamed christened nicknamed pleaded pleads plead
    pleading charged indicted convicted sentenced voted votes vote apologised apologized
    apologises apologizes
    """
)
IF = word_set("if unless")


OWN_VERBS = "own_verbs_until"
"""Under which the tokens of a text keep how many verbs of their own stand before each."""


class Row:
    """One attribution with what the tests look at."""

    def __init__(self, tokens: Tokens, link: Link) -> None:
        """``cue`` are the words of its cue in lower case, ``after`` those that follow."""
        low = tokens.low
        self.tokens, self.link, self.low = tokens, link, low
        self.first, self.last = link.cue[0][0], link.cue[-1][1]
        self.cue = [low[k] for a, b in link.cue for k in range(a, b)]
        self.before = low[max(0, self.first - 4) : self.first]
        self.after = low[self.last : self.last + 6]
        self.around = set(self.cue) | set(self.before[-3:])
        marked = tokens.marked_until
        sentence = tokens.sentence
        self.quoted = any(
            marked[b] > marked[a] and sentence[a] == sentence[self.first] for a, b in link.content
        )
        self.begin = low[link.content[0][0]] if link.content else ""


def negated(row: Row) -> bool:
    """Is the cue denied, or its subject nobody?"""
    return bool(row.around & (NOT | NOBODY))


def forecast(row: Row) -> bool:
    """*is expected to*, with nobody who expects."""
    if not FORECAST & set(row.cue) or "by" in row.after[:1]:
        return False
    named = bool(row.link.source) and row.link.source[0][0] > row.last
    return not named and bool(row.around & BE or "to" in [*row.cue, *row.after[:2]])


def silence(row: Row) -> bool:
    """*declined to say*, *did not respond*, *could not be reached*."""
    near = [*row.cue, *row.after[:4]]
    if SILENT & set(row.cue) and "to" in near:
        to = near.index("to")
        return bool(set(near[to + 1 : to + 3]) & SILENT_ABOUT)
    return negated(row) and bool(ANSWERING & set(row.cue)) and not row.quoted


def asked(row: Row) -> bool:
    """*Asked whether ...*, *when asked about*, *was asked*: nobody who asks stands before it."""
    at = next((k for k in range(row.first, row.last) if row.low[k] in ASKED), None)
    if at is None:
        return False
    before = row.low[at - 1] if at else "."
    here = row.tokens.sentence
    opens = at == 0 or here[at] != here[at - 1]
    following = row.low[at + 1] if at + 1 < row.tokens.n else ""
    if before in BE or before in ("been", "being"):
        return True
    if opens or before in (
        ",",
        "when",
        "if",
        "once",
        "later",
        "also",
        "and",
        "but",
        "repeatedly",
        "—",
        "–",
    ):
        subject = row.link.source and row.link.source[-1][1] == at and before != ","
        return not subject and following in QUESTION
    return False


def condition(row: Row) -> bool:
    """*asked not to be named*, *not authorised to speak*, *spoke on condition of anonymity*."""
    if row.quoted or not CONDITION_VERBS & set(row.cue):
        return False
    near = [*row.cue, *row.after]
    if {"anonymity", "anonymously"} & set(near):
        return True
    if "not" in near and {"named", "identified", "quoted"} & set(near):
        return True
    who = {"authorised", "authorized", "permitted", "allowed"} & {*row.before, *near}
    return bool(who and {"speak", "talk", "discuss", "comment", "disclose"} & set(near))


def act(row: Row) -> bool:
    """*pleaded guilty*, *was charged with*, *granted relief*, *voted*."""
    words_here, after = set(row.cue), row.after
    if {"pleaded", "pleads", "plead", "pleading"} & words_here:
        return bool({"guilty", "not"} & {*row.cue, *after[:2]}) or row.begin in ("guilty", "not")
    if {"charged", "indicted", "convicted", "sentenced"} & words_here and row.around & BE:
        return True
    if {"thanked", "thanks", "thank", "thanking"} & words_here:
        return not row.quoted
    if {"named", "renamed", "christened", "nicknamed"} & words_here:
        return not row.quoted
    if {"voted", "votes", "vote"} & words_here:
        return not row.quoted
    if GRANTED & words_here:
        return row.begin != "that" and not row.quoted
    if {"apologised", "apologized", "apologises", "apologizes"} & words_here:
        return not row.quoted and row.begin in ("", "to", "for", "and")
    return False


def intention(row: Row) -> bool:
    """*plans to build*, *wants to leave*, *refused to go*: what somebody will do, no words."""
    at = next((k for k in range(row.last - 1, row.first - 1, -1) if row.low[k] in INTENDING), None)
    if at is None or row.quoted:
        return False
    following = row.low[at + 1 : at + 3]
    return "to" in following[:1] or row.begin == "to" or (following[1:] == ["to"] and negated(row))


def view(row: Row) -> bool:
    """*aerial view of the coast*: a view that nobody holds."""
    at = next((k for k in range(row.first, row.last) if row.low[k] in VIEWS), None)
    if at is None or row.quoted:
        return False
    following = row.low[at + 1] if at + 1 < row.tokens.n else ""
    before = row.low[at - 1] if at else ""
    return following in ("of", "from", "over", "across") and before not in OWNED


def mood(row: Row) -> bool:
    """*was not impressed by the plan*, *has no use for it*."""
    if row.quoted and row.link.content[0][0] >= row.last:
        said = row.tokens.state[row.link.content[0][0]] == 2
        if said:
            return False
    if row.begin in ("that", "to", "if", "whether") or clause(row):
        return False
    if "use" in row.cue and "no" in row.cue:
        return True
    for k in range(row.first, row.last):
        entry = lexicon.lookup(row.low[k]).groups
        if entry & lexicon.VERB_BITS and row.low[k] not in BE and k == row.last - 1:
            return feeling(row, k)
    return any(lexicon.lookup(w).groups & lexicon.ADJECTIVE_BITS for w in row.cue) and bool(
        row.around & BE
    )


def feeling(row: Row, k: int) -> bool:
    """Is a verb form a participle of feeling after *be*, as in *was impressed*?"""
    bits = lexicon.lookup(row.low[k]).groups
    return bool(bits & lexicon.ADJECTIVE_BITS) and bool(row.around & BE)


def clause(row: Row) -> bool:
    """Does the content hold a verb of its own?"""
    known: dict[str, list[int]] = vars(row.tokens)
    if OWN_VERBS not in known:  # counted once for all attributions of a text
        own = (words.part(word) in ("be", "have", "modal", "do") for word in row.low)
        known[OWN_VERBS] = [0, *accumulate(map(int, own))]
    until = known[OWN_VERBS]
    return any(until[b] > until[a] for a, b in row.link.content)


def heard(row: Row) -> bool:
    """*heard the bang*, *looked at it*: no words, unless a court hears them."""
    if not PERCEIVED & set(row.cue) or row.quoted or row.begin == "that":
        return not row.link.content and bool(PERCEIVED & set(row.cue))
    names = {row.low[k] for a, b in [*row.link.source, *row.link.cue] for k in range(a, b)}
    return not names & COURTS


def purpose(row: Row) -> bool:
    """*seven days to explain*: an infinitive by itself."""
    return row.cue[0] == "to" and not row.quoted and len(row.cue) <= 4


def supposed(row: Row) -> bool:
    """*unless it says who repairs them*."""
    if row.quoted or not row.link.source:
        return False
    at = row.link.source[0][0]
    return at > 0 and row.low[at - 1] in IF and row.last - at < 12


def inside(row: Row) -> bool:
    """A cue inside a quotation."""
    quote = row.tokens.state
    return all(quote[k] == 1 for a, b in row.link.cue for k in range(a, b))


def deed(row: Row) -> bool:
    """*the accord provoked an immediate dispute*: a verb of no saying, then its object."""
    return words.part(row.cue[0]) == "ved" and "det" in map(words.part, row.cue[1:])


def nothing(row: Row) -> bool:
    """No content, and no cue that could do without."""
    if row.link.content:
        return False
    groups = 0
    for word in row.cue[:1] if deed(row) else row.cue:
        groups |= lexicon.lookup(word).groups
    known = ("verb:say", "verb:ask")
    return not any(groups >> k & 1 for k, name in enumerate(lexicon.GROUPS) if name in known)


TESTS: tuple[Callable[[Row], bool], ...] = (
    forecast,
    silence,
    asked,
    condition,
    act,
    intention,
    view,
    mood,
    heard,
    purpose,
    supposed,
    inside,
    nothing,
)


@cache
def suspects() -> frozenset[str]:
    """Words of cues that some test looks for; a cue with none of them passes most tests."""
    feelings = {w for w, entry in lexicon.forms().items() if entry.groups & lexicon.ADJECTIVE_BITS}
    return frozenset(
        FORECAST | SILENT | ANSWERING | ASKED | CONDITION_VERBS | VIEWS | PERCEIVED | GRANTED
        | ACTS | INTENDING | feelings | {"use"}
    )  # fmt: skip


def passes(tokens: Tokens, link: Link) -> bool:
    """Can no test take this out? It has content, stands outside quotations and has no suspect
    word.
    """
    first = link.cue[0][0]
    low = tokens.low
    if not link.content or tokens.state[first] == 1 or low[first] == "to":
        return False
    if link.source and link.source[0][0] and low[link.source[0][0] - 1] in IF:
        return False
    known = suspects()
    return not any(low[k] in known for a, b in link.cue for k in range(a, b))


def why_not(tokens: Tokens, link: Link) -> str:
    """The name of the test that takes an attribution out; empty where it stays."""
    if not link.cue or (link.rule[:1] and link.rule[0].startswith("layout:")):
        return ""
    if passes(tokens, link):
        return ""
    row = Row(tokens, link)
    return next((test.__name__ for test in TESTS if test(row)), "")


def speech(tokens: Tokens, links: Sequence[Link]) -> list[Link]:
    """The attributions that are some here, quotations in their content made whole."""
    kept = [item for item in links if not why_not(tokens, item)]
    if tokens.named:
        unnamed(tokens, kept)
    relative(tokens, kept)
    own_sentences(tokens, kept)
    whole_quotations(tokens, kept)
    return kept

"""Constructions in which the words stand in an order of their own, each under a name.

They put cue, source and content right where an engine found something, and add what it missed.

* ``order:says-x``: *Fares will rise, says the ministry*: the source follows the cue.
* ``order:according-to``: *According to Ana Ruiz, who heads the port, rivers are low*: what explains
  the source belongs to it.
* ``order:quoted-by``: *Ruiz was quoted by the agency as saying ...*: Ruiz speaks, the agency
  relays.
* ``order:in-words-of``: *In the words of Y*, *in Y's view*, *per Y*, *for Y, it is*.
* ``order:court-heard``: *..., a court heard*, *the inquest was told that*: nobody is named.
* ``order:came-the-reply``: *“No,” came the reply.*
* ``order:accused``: *was accused of*: nobody is named unless *by* follows.
* ``order:with-x-saying``: *with Ruiz arguing that*.
* ``order:which-denied``: *a claim which the ministry denies*.
* ``order:put-at``: *put the number at 70*.
* ``order:appealed-for``: *appealed for blankets*, *called for calm*.
* ``order:quotation-tag``: *“It hurts,” groaned Nils*: any verb beside a quotation.
* ``order:x-says``: *Dogs calm children, study suggests.*
* ``order:whole-source``: *The union, which has 400 members, says*: the noun belongs to it.
* ``order:own-paragraph``: a quotation goes to the speaker of its own paragraph.
* ``order:subject``: the subject of a verb that was left without a source.
* ``order:whole-clause``: *say the storm, named Odile, could grow*: the clause goes on.
* ``order:clause``: *fears jobs will go*, *warns that*: a subject, a verb of saying and its clause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newscompare.articles.tokens import Tokens, word_set
from newscompare.attribution.clauses import Sentence
from newscompare.attribution.constructions.missed import (
    CALLING,
    CLAUSE_VERBS,
    DENIED,
    PUT,
    accused,
    calls_for,
    clause,
    court_heard,
    put_at,
    which_denied,
)
from newscompare.attribution.constructions.relayed import (
    OPINION,
    QUOTED,
    according_to,
    for_x,
    in_words_of,
    per,
    quoted_by,
    with_saying,
)
from newscompare.attribution.constructions.tags import (
    REPLIES,
    TURNED,
    came_reply,
    says_x,
    tag,
    x_says,
)
from newscompare.attribution.constructions.text import Text
from newscompare.attribution.constructions.whole import (
    own_paragraph,
    subjects,
    whole_clause,
    whole_source,
)
from newscompare.attribution.linking import Link


def applied(tokens: Tokens, parts: Sequence[Sentence], links: list[Link]) -> list[Link]:
    """The attributions, those in such constructions put right or added."""
    text = Text(tokens, parts, list(links))
    low, quote = tokens.low, tokens.state
    for k in tokens.closings:
        tag(text, k)
    for k, word in enumerate(low):
        rules = TRIGGERS.get(word)
        if rules is None or quote[k]:
            continue
        for rule in rules:
            rule(text, k)
    whole_source(text)
    own_paragraph(text)
    whole_clause(text)
    subjects(text)
    return text.links


Rule = Callable[[Text, int], None]


RULES: tuple[tuple[Rule, frozenset[str]], ...] = (
    (says_x, TURNED),
    (x_says, TURNED | word_set("shows finds found showed reveals revealed warn claim")),
    (according_to, frozenset({"according"})),
    (quoted_by, QUOTED),
    (in_words_of, OPINION),
    (per, frozenset({"per"})),
    (for_x, frozenset({"for"})),
    (court_heard, word_set("heard hears told")),
    (came_reply, REPLIES),
    (accused, frozenset({"accused"})),
    (with_saying, frozenset({"with"})),
    (which_denied, DENIED),
    (put_at, PUT),
    (calls_for, CALLING),
    (clause, CLAUSE_VERBS),
)
"""Each construction with the words that may be one."""


TRIGGERS: dict[str, list[Rule]] = {}


for _rule, _words in RULES:
    for _word in _words:
        TRIGGERS.setdefault(_word, []).append(_rule)

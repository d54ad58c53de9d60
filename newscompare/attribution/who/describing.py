"""What a text calls whom it names: titles, appositions, clauses with *who*, *is* and *was*, words
for kin.

Each reading is a span of words with a head noun, kept with the entity: types, countries and roles
follow from it.
"""

from __future__ import annotations

from newscompare.articles.tokens import word_set
from newscompare.attribution import words as closed
from newscompare.attribution.who import lexicon
from newscompare.attribution.who.cast import Cast
from newscompare.attribution.who.entities import BODY, PERSON, ROLE, Described, Entity, Mention
from newscompare.attribution.who.nouns import COMPLEMENT, head_of, noun, personal, plural_role
from newscompare.attribution.who.reading import APOSTROPHES, VERBS_OF_BEING

BREAKS = frozenset({",", ";", ":", "(", ")", "—", "–", "―", ".", "?", "!", "…"})
DETERMINERS = word_set(
    """
    the a an its his her their our my one another this that whose
    """
)
SHORT = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "prof": "professor",
    "det": "detective",
    "sgt": "sergeant",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "supt": "superintendent",
    "lt": "lieutenant",
    "maj": "major",
    "insp": "inspector",
    "cs": "secretary",
}
"""Short titles and the nouns that they stand for."""
LONGEST_TITLE, LONGEST_PHRASE = 12, 24


class Describer:
    """Reads every mention of a cast for what stands around it."""

    def __init__(self, cast: Cast) -> None:
        """Reads all of it at once."""
        self.cast, self.reading = cast, cast.reading
        for mention in cast.mentions:
            if mention.entity.kind in (PERSON, BODY):
                self.read(mention)
        for entity in cast.entities:
            if entity.kind == BODY and entity.heads:
                entity.forms.update(entity.heads)

    def add(self, entity: Entity, first: int, last: int, how: str) -> None:
        """Keeps a description where it has a head noun."""
        r = self.reading
        head = head_of(r, first, last)
        if how in ("clause", "place"):
            entity.described.append(Described(first, last, head, how))
            return
        if head < 0:
            return
        if entity.kind == PERSON and how != "title" and plural_role(r.low[head]):
            return
        if (
            entity.kind == BODY
            and r.low[head] in lexicon.PERSONS
            and r.low[head] not in lexicon.BODIES
        ):
            return
        entity.described.append(Described(first, last, head, how))
        entity.heads.add(r.low[head])
        for k in range(first, last):
            if r.low[k] in SHORT:
                entity.heads.add(SHORT[r.low[k]])
        entity.heads.update(
            r.low[k]
            for k in range(first, last)
            if noun(r.low[k])
            and self.coordinated(first, k, head)
            and (entity.kind == BODY or personal(r.low[k]))
        )
        if entity.kind == PERSON and not entity.gender and how != "kin":
            word = r.low[head]
            entity.gender = (
                "f" if word in lexicon.FEMININE else "m" if word in lexicon.MASCULINE else ""
            )

    def coordinated(self, first: int, k: int, head: int) -> bool:
        """Is ``k`` a head beside the head: before it without a possessive, or after *and*?"""
        r = self.reading
        if k <= head:
            return not r.possessive(k + 1) and not any(
                r.low[j] in COMPLEMENT for j in range(first, k)
            )
        return r.low[k - 1] == "and" or (k > 1 and r.low[k - 2] == "and")

    def read(self, mention: Mention) -> None:
        """All descriptions at one mention."""
        r, entity = self.reading, mention.entity
        start = self.title_start(mention)
        if start < mention.first:
            self.add(entity, start, mention.first, "title")
        if start > 1 and r.words[start - 1] == ",":
            self.before_comma(entity, start - 1, mention.last)
        if (
            start > 1
            and r.low[start - 1] in VERBS_OF_BEING
            and r.sentence[start - 1] == r.sentence[start]
        ):
            begin = self.phrase_start(start - 1)
            if begin < start - 1:
                self.add(entity, begin, start - 1, "is")
        if start > 2 and r.low[start - 1] in ("called", "named", "by"):
            begin = self.phrase_start(start - 1)
            if entity.kind == BODY and begin < start - 1 and r.low[start - 1] != "by":
                self.add(entity, begin, start - 1, "called")
        self.after(entity, mention.last, mention)

    def title_start(self, mention: Mention) -> int:
        """Where the titles of a name begin: words for roles, adjectives and names of places before
        it.
        """
        r, low = self.reading, self.reading.low
        k = mention.before
        stop = max(0, k - LONGEST_TITLE)
        if k and r.possessive_before(k):
            k = r.owner_start(k)
        best = k
        for m in self.cast.near(k - 9, k) if k == mention.first else ():
            if m.entity.kind == BODY and m.last == k and mention.entity.kind == PERSON:
                k = m.before  # President of the Chamber of Commerce Giles Theobalds
        while (
            k > stop
            and r.sentence[k - 1] == r.sentence[mention.first]
            and r.quote[k - 1] == r.quote[mention.first]
        ):
            word = low[k - 1]
            if noun(word) or word in lexicon.TITLES:
                if r.verb_at(k - 1) and word not in lexicon.PERSONS and word not in lexicon.BODIES:
                    break
                k -= 1
                best = k
            elif k < mention.first and (
                word in ("of", "for", "the", "and", "in", "-", ".", "&")
                or r.cap[k - 1]
                or word in lexicon.demonyms()
                or self.modifier(k - 1)
            ):
                if word in ("and", "in") and not r.cap[k] and low[k] != "the":
                    break
                if word in DETERMINERS:
                    k -= 1
                    if low[k - 1] in ("of", "for", "in") and mention.entity.kind == PERSON:
                        continue
                    if best < mention.first:
                        best = k
                    break
                k -= 1
            elif r.words[k - 1] in APOSTROPHES or (word == "s" and r.words[k - 2] in APOSTROPHES):
                if best == mention.first:
                    break
                k -= 1
            elif word in DETERMINERS and best < mention.first:
                k -= 1
                best = k
                break
            else:
                break
        named = r.cap[k] and (not r.first_of[k] or bool(lexicon.place(r.words[k])))
        if best < mention.first and named and k < best:
            best = k
        elif best < mention.first:
            best = max(k, 0)
        return best

    def modifier(self, k: int) -> bool:
        """Can word ``k`` stand before a role (an adjective or a noun, no verb, no small word)?"""
        word = self.reading.low[k]
        return (
            word.isalpha()
            and word not in closed.CLOSED
            and not self.reading.verb_at(k)
            and not word.endswith("ly")
        )

    def phrase_start(self, end: int) -> int:
        """Where a noun phrase that ends before ``end`` begins."""
        r, low = self.reading, self.reading.low
        k = end
        while k > 0 and r.sentence[k - 1] == r.sentence[end] and end - k < LONGEST_TITLE:
            word = low[k - 1]
            if r.words[k - 1] == ")" and k == end:
                k = next((j for j in range(k - 2, max(0, k - 10), -1) if r.words[j] == "("), -1)
                if k > 0:
                    continue
                return end
            if (
                r.words[k - 1] in BREAKS
                or r.quote[k - 1] >= 2
                or r.verb_at(k - 1)
                or word in ("but", "and", "when", "while", "because", "that", "said")
            ):
                break
            k -= 1
            if word in ("his", "her", "their", "its", "whose") and end - k <= 5:
                break
            if word in DETERMINERS and (
                k == 0 or low[k - 1] not in ("of", "for", "in", "at", "to", "with", "on", "by")
            ):
                break
        return k

    def before_comma(self, entity: Entity, comma: int, last: int) -> None:
        """*The company's spokeswoman, Priya Raines*: the phrase before the comma describes the name
        after it.
        """
        r = self.reading
        after = r.words[last] if last < r.n else "."
        if not (
            after in BREAKS
            or after in "”\"'’“‘"
            or r.verb_at(last)
            or r.low[last] in ("who", "and", "in", "on", "as", "of", "told")
            or r.low[last] in closed.CLOSED
            or r.low[last] in lexicon.POSTNOMINALS
        ):
            return
        begin = self.phrase_start(comma)
        if begin >= comma:
            return
        head = head_of(r, begin, comma)
        if head < 0:
            return
        named = any(
            m.entity.kind == PERSON
            and begin <= m.first < comma
            and m.first <= head + 1
            and m.last > head
            for m in self.cast.mentions
        )
        if named:
            return
        opener = r.low[begin]
        fits = (
            opener in DETERMINERS
            or noun(opener)
            or opener in ("another", "one")
            or any(r.possessive(k) for k in range(begin, comma))
            or r.cap[begin]
            or head == comma - 1
        )
        if fits:
            self.add(entity, begin, comma, "before")

    def after(self, entity: Entity, k: int, mention: Mention) -> None:
        """What follows a name: age, *of ...*, *, a ...*, *, who ...*, *is a ...*."""
        r, low = self.reading, self.reading.low
        if k >= r.n:
            return
        if k < r.n and low[k] in lexicon.POSTNOMINALS and r.words[k].isupper():
            if low[k] in ("mp", "mep", "msp", "td"):
                entity.heads.add("mp")
                entity.described.append(Described(k, k + 1, k, "title"))
            k += 1
        if (
            k + 1 < r.n
            and r.words[k] in (",", "(")
            and (low[k + 1].isdigit() or low[k + 1] == "aged")
        ):
            at = k + 1 + (low[k + 1] == "aged")
            if (
                at < r.n
                and low[at].isdigit()
                and 0 < int(low[at]) < 120
                and at + 1 < r.n
                and r.words[at + 1] in ",).;:"
            ):
                entity.age = entity.age or int(low[at])
                k = at + 1
                if r.words[k] == ")":
                    k += 1
        if k >= r.n:
            return
        if low[k] in ("of", "at", "from") and r.sentence[k] == r.sentence[mention.first]:
            end = self.stretch(k)
            entity.described.append(Described(k, end, -1, "of"))
            return
        if low[k] == "who" or low[k] in VERBS_OF_BEING:
            self.clause(entity, k, mention)
            return
        if (
            r.words[k] not in (",", "(", "—", "–")
            or k + 1 >= r.n
            or r.sentence[k + 1] != r.sentence[mention.first]
        ):
            return
        nxt = k + 1
        if low[nxt] in ("who", "whose", "which"):
            self.clause(entity, nxt, mention)
            return
        if low[nxt] in ("of", "from", "at", "based"):
            entity.described.append(Described(nxt, self.stretch(nxt), -1, "of"))
            return
        if (
            low[nxt] in closed.CLOSED
            and low[nxt] not in DETERMINERS
            and low[nxt] not in lexicon.TITLES
        ):
            return
        if r.verb_at(nxt) and not noun(low[nxt]):
            return
        end = self.stretch(nxt)
        if self.another_name(nxt, end):
            return
        if head_of(r, nxt, end) >= 0:
            self.add(entity, nxt, end, "after")
            if (
                end + 1 < r.n
                and low[end - 1] not in BREAKS
                and r.words[end] == ","
                and low[end + 1] in ("who", "in", "of")
            ):
                entity.described.append(Described(end + 1, self.stretch(end + 1), -1, "clause"))
        elif lexicon.place(r.text(nxt, end)) or low[nxt] in lexicon.demonyms():
            entity.described.append(Described(nxt, end, -1, "place"))

    def another_name(self, first: int, last: int) -> bool:
        """Does a person's name open this stretch (a list of names, not an apposition)?"""
        return any(
            m.entity.kind == PERSON
            and first <= m.first < last
            and (m.before == first or m.first == first)
            and m.before == m.first
            for m in self.cast.near(first, last)
        )

    def stretch(self, k: int) -> int:
        """The end of a phrase: the next comma, full stop, mark or *and* before a verb."""
        r = self.reading
        j = k
        while j < r.n and j < k + LONGEST_PHRASE and r.sentence[j] == r.sentence[k]:
            if r.words[j] in BREAKS and not (
                r.words[j] == "."
                and j + 1 < r.n
                and r.sentence[j + 1] == r.sentence[j]
                and len(r.words[j - 1]) <= 3
            ):
                break
            if r.quote[j] >= 2 or (
                j > k + 1
                and r.verb_at(j)
                and r.low[k] not in ("who", "which", "whose")
                and not noun(r.low[j])
                and self.finite(j)
            ):
                break
            j += 1
        return j

    def finite(self, j: int) -> bool:
        """Is the verb at ``j`` a main verb after the phrase, not part of a clause with *who*?"""
        r = self.reading
        return not any(r.low[i] in ("who", "which", "that") for i in range(max(0, j - 4), j))

    def clause(self, entity: Entity, k: int, mention: Mention) -> None:
        """*who leads the union*, *is a nurse in Leeds*."""
        r, low = self.reading, self.reading.low
        if low[k] in VERBS_OF_BEING:
            at = k + 1
            if at < r.n and low[at] in DETERMINERS:
                end = self.stretch(at)
                self.add(entity, at, end, "is")
            return
        end = self.stretch(k)
        entity.described.append(Described(k, end, -1, "clause"))
        at = k + 1
        if (
            at < r.n
            and low[at] in VERBS_OF_BEING
            and low[at + 1 if at + 1 < r.n else at] in DETERMINERS
        ):
            self.add(entity, at + 1, end, "is")


def roles(entity: Entity) -> bool:
    """Is anything but an age known of somebody?"""
    return bool(entity.described) or entity.kind == ROLE

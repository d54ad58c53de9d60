"""Findings for any event: what the machine or a reference coding can show, in the wording that fits
(a leader, a tie, none, too few), and nothing where the data say nothing.

They are made of the same counts and conditions as the findings of a case, are computed under the
same variants, and those that do not hold are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from newscompare.case.tables import Case
from newscompare.figures.sentences import FEW, in_words
from newscompare.figures.style import sentence_list
from newscompare.figures.units import Noun, noun_of
from newscompare.findings.counts import evaluate
from newscompare.findings.finding import FAILS, Findings, Spec, make_spec
from newscompare.findings.judging import judged
from newscompare.findings.variants import ADD, WORDS, variants
from newscompare.findings.views import Views, views
from newscompare.measures.framing import counted_coder, frame_name

BY_SENTENCE = {"by words": "it asks how many sentences there are"}
NO_MORE = dict.fromkeys(sorted(set(WORDS) - ADD), "leaving something out makes no count larger")
"""The variants that cannot break a finding on how little there is: no check."""
NOTHING = NO_MORE | {"by words": "what is not there has no words"}
ALONE = {"without a text": "each text is counted by itself"}
"""The variant that cannot break a finding that compares texts, each with its own numbers."""


def general(case: Case, frame_of: Mapping[str, str], *, tried: bool = True) -> Findings:
    """The findings that hold of any case, most important first; ``frame_of`` maps the codebook's
    indicators to its frames. Counted in no other way where they are not ``tried``.
    """
    tables = views(case)
    specs = [
        *_frames(case, tables),
        *_balance(case, tables),
        *_voice(tables),
        *_sources(tables),
        *_quotes(case, tables),
        *_stance(case, tables),
        *_parties(case),
    ]
    found = judged(case, specs, list(variants(case, frame_of)) if tried else [])
    return Findings({name: f for name, f in found.items() if f.verdict != FAILS})


def _name(case: Case, article: str) -> str:
    """A text's label, safe in a sentence with braces for numbers."""
    return case.labels[article].replace("{", "{{").replace("}", "}}")


def _noun(tables: Views) -> Noun:
    """What the frames are counted in: sentences, or units with titles and decks among them."""
    return noun_of(tables["units"]["zone"])


MOST_NAMES = 4
"""Most texts that a sentence names; of more it gives the number."""


def _names(case: Case, articles: list[str], *, opening: bool = False) -> str:
    if len(articles) > MOST_NAMES:
        number = in_words(len(articles))
        return f"{number.capitalize() if opening else number} texts"
    return sentence_list([_name(case, a) for a in articles])


def _frames(case: Case, tables: Views) -> Iterator[Spec]:
    """For each frame the text with the largest share, of those with ``FEW`` units or more; a tie; a
    frame that no text carries.
    """
    units, noun = tables["units"], _noun(tables)
    machine = counted_coder(case.frames) == "machine"
    for frame in units.attrs["frames"]:
        counts = {"n": [f"units where {frame} is 1, by article", "units, by article"]}
        total = int((units[frame] == 1).sum())
        name = frame_name(frame).lower()
        if total == 0:
            yield make_spec(
                f"no_{frame}",
                f"The machine found the frame {name} in no {noun.one}."
                if machine
                else f"No {noun.one} carries the frame {name}.",
                {"n": [f"units where {frame} is 1", "units"]},
                "n = 0",
                spared=NOTHING,
            )
            continue
        if total < FEW:
            verb = "carries" if total == 1 else "carry"
            found = (
                f"The machine found the frame {name} in only {{n:words}} of {{units}} {noun.many}"
                if machine
                else f"Only {{n:words}} of {{units}} {noun.many} {verb} the frame {name}"
            )
            sentence = f"{found}: too few to compare the texts by."
            counted = {"n": f"units where {frame} is 1", "units": "units"}
            less = NO_MORE | BY_SENTENCE
            yield make_spec(f"few_{frame}", sentence, counted, f"n < {FEW}", spared=less)
            continue
        by_text = units.groupby("article", observed=True)[frame]
        shares = by_text.mean()[by_text.size() >= FEW]
        if len(shares) < 2:
            continue
        top = [str(a) for a in shares.index[shares == shares.max()]]
        largest = "larger" if len(case.labels) == 2 else "largest"
        if len(top) == 1:
            sentence = (
                f"{_name(case, top[0])} has the {largest} share of {name} {noun.many} "
                f"({{n[{top[0]}]:%}})."
            )
            condition = f"share(n, {FEW}) is largest in '{top[0]}'"
        else:
            sentence = (
                f"{_names(case, top, opening=True)} share the first place for {name} {noun.many} "
                f"({{n[{top[0]}]:%}} each)."
            )
            condition = f"share(n, {FEW}) is largest in {', '.join(map(repr, top))}"
        yield make_spec(f"most_{frame}", sentence, counts, condition, spared=ALONE)


def _balance(case: Case, tables: Views) -> Iterator[Spec]:
    """Of two frames, which outnumbers the other in which texts."""
    units, noun = tables["units"], _noun(tables)
    frames = units.attrs["frames"]
    if len(frames) != 2 or int(units[frames].to_numpy().sum()) < FEW:
        return
    first, second = frames
    difference = units.groupby("article", observed=True)[[second, first]].sum()
    ahead = difference[second] - difference[first]
    more = [str(a) for a in ahead.index[ahead > 0]]
    less = [str(a) for a in ahead.index[ahead < 0]]
    level = [str(a) for a in ahead.index[ahead == 0]]
    one, two = frame_name(first).lower(), frame_name(second).lower()
    counts = {
        "first": f"units where {first} is 1, by article",
        "second": f"units where {second} is 1, by article",
    }
    parts = []
    if more:
        which = "every text" if not less and not level else _names(case, more)
        parts.append(f"{two} {noun.many} outnumber {one} ones in {which}")
    if less:
        which = "every text" if not more and not level else _names(case, less)
        parts.append(
            f"{one} ones outnumber {two} ones in {which}"
            if parts
            else f"{one} {noun.many} outnumber {two} ones in {which}"
        )
    if level:
        which = "every text" if not more and not less else _names(case, level)
        parts.append(f"the two are level in {which}")
    sentence = "; ".join(parts)
    condition = []
    for sign, places in ((">", more), ("<", less), ("=", level)):
        if not places:
            condition.append(f"second {sign} first in no article")
        else:
            condition.append(f"second {sign} first only in {', '.join(map(repr, places))}")
    yield make_spec(
        "balance",
        sentence[0].upper() + sentence[1:] + ".",
        counts,
        "; ".join(condition),
        spared=ALONE,
    )


def _voice(tables: Views) -> Iterator[Spec]:
    """For each frame whether outlets or their sources voice it more often."""
    units, noun = tables["units"], _noun(tables)
    for frame in units.attrs["frames"]:
        framed = units[units[frame] == 1]
        voices = framed["voice"].value_counts()
        outlet, source = int(voices.get("outlet", 0)), int(voices.get("source", 0))
        if len(framed) < FEW or outlet + source == 0:
            continue
        name = frame_name(frame).lower()
        counts = {
            "outlet": [
                f"units where {frame} is 1 and voice is outlet",
                f"units where {frame} is 1",
            ],
            "source": [
                f"units where {frame} is 1 and voice is source",
                f"units where {frame} is 1",
            ],
        }
        if outlet == source:
            sentence = (
                f"{name.capitalize()} {noun.many} are asserted as often as they are quoted "
                f"({{outlet}} each)."
            )
            condition = "outlet = source"
        else:
            more, less = ("outlet", "source") if outlet > source else ("source", "outlet")
            verbs = {"outlet": "asserted by the outlet", "source": "quoted or reported"}
            sentence = (
                f"{name.capitalize()} {noun.many} are more often {verbs[more]} ({{{more}}}) than "
                f"{verbs[less]} ({{{less}}})."
            )
            condition = f"{more} > {less}"
        why = "it compares the voices"
        spared = {"own voice": why, "own voice, shared sentences too": why}
        yield make_spec(f"voice_{frame}", sentence, counts, condition, spared=spared)


def _sources(tables: Views) -> Iterator[Spec]:
    """Who is heard most; a tie; nobody; too few."""
    held = tables["sources"]
    total = len(tables["attributions"])
    if total == 0:
        sentence, counts = "No attribution was found.", {"n": "attributions"}
        yield make_spec("no_source", sentence, counts, "n = 0", spared=NOTHING)
        return
    if total < FEW or held.empty:
        sentence = "Only {n:words} attributions were found: too few to compare sources by."
        few = {"n": "attributions"}
        yield make_spec("few_sources", sentence, few, f"n < {FEW}", spared=NO_MORE)
        return
    most = int(held["attributions"].max())
    top = list(held.loc[held["attributions"] == most, "source"])
    counts = {"n": f"sources where attributions is at least {most}", "all": "attributions"}
    if len(top) == 1 and "'" not in top[0]:
        name = top[0].replace("{", "{{").replace("}", "}}")
        heard: dict[str, object] = {
            "n": [f"attributions where source is '{top[0]}'", "attributions"]
        }
        heard |= {
            "all": "attributions",
            "by_source": "attributions where source is not '', by source",
        }
        if len(held) == 1:
            sentence = f"{name} is the only source found: {{n}} of {{all}} attributions."
            del heard["by_source"]
            yield make_spec("most_heard", sentence, heard, "n > 0")
            return
        yield make_spec(
            "most_heard",
            f"{name} is heard most: {{n}} of {{all}} attributions.",
            heard,
            f"by_source is largest in '{top[0]}'",
        )
    elif len(top) > 1:
        sentence = (
            f"Nobody is heard most: {{n:words}} sources have {in_words(most)} attributions each."
            if most > 1
            else "Nobody is heard twice: {n:words} sources have one attribution each."
        )
        yield make_spec("most_heard", sentence, counts, f"n = {len(top)}")
    shared = int((held["texts"] >= 2).sum())
    sentence = (
        "One of {sources:words} sources, as they are told apart here, is heard in more than one "
        "text."
        if shared == 1
        else "No source is heard in more than one text ({sources} in all)."
        if shared == 0
        else "Some sources, as they are told apart here, are heard in more than one text: "
        "{shared:words} of {sources:words}."
    )
    yield make_spec(
        "shared_sources",
        sentence,
        {"shared": ["sources where texts is at least 2", "sources"], "sources": "sources"},
        "shared = 0" if shared == 0 else "shared = 1" if shared == 1 else "shared > 1",
        spared={} if shared else NO_MORE,
    )


def _quotes(case: Case, tables: Views) -> Iterator[Spec]:
    """Which text quotes most; which quote nobody."""
    counts = {"n": "quotes, by article"}
    total = len(tables["quotes"])
    if total == 0:
        sentence, none = "No text prints a quotation.", {"n": "quotes"}
        yield make_spec("no_quotation", sentence, none, "n = 0", spared=NOTHING)
        return
    per = pd.Series(evaluate(make_spec("", "", counts, "").counts["n"], tables))
    silent = [str(a) for a in per.index[per == 0]]
    if silent:
        verb = "prints" if len(silent) == 1 else "print"
        yield make_spec(
            "quotes_nobody",
            f"{_names(case, silent, opening=True)} {verb} no quotation.",
            counts,
            f"n = 0 only in {', '.join(map(repr, silent))}",
            spared=NOTHING,
        )
    top = [str(a) for a in per.index[per == per.max()]]
    if len(top) == 1 and per.max() >= FEW:
        more = "more" if len(case.labels) == 2 else "the most"
        yield make_spec(
            "quotes_most",
            f"{_name(case, top[0])} prints {more} quotations ({{n[{top[0]}]}}).",
            counts,
            f"n is largest in '{top[0]}'",
            spared=ALONE,
        )


def _stance(case: Case, tables: Views) -> Iterator[Spec]:
    """Whether favourable or critical quotations are more numerous."""
    quotes = tables["quotes"]
    if len(quotes) < FEW:
        return
    good, bad = int((quotes["stance"] == 1).sum()), int((quotes["stance"] == -1).sum())
    counts = {
        "good": ["quotes where stance is 1", "quotes"],
        "bad": ["quotes where stance is -1", "quotes"],
        "all": "quotes",
    }
    by = ", by the machine's label" if counted_coder(case.frames) == "machine" else ""
    sign = ">" if good > bad else "<" if good < bad else "="
    words = {
        ">": "more are favourable ({good}) than critical ({bad})",
        "<": "more are critical ({bad}) than favourable ({good})",
        "=": "as many are favourable as critical ({good} each)",
    }
    sentence = f"Of {{all}} quotations {words[sign]}{by}."
    yield make_spec("stance", sentence, counts, f"good {sign} bad")


def _parties(case: Case) -> Iterator[Spec]:
    """Which of the case's parties the texts name and do not hear is known; whom one did not look
    for is not. Nothing is said where no parties are listed.
    """
    for party in case.settings.get("parties") or []:
        filters = []
        for one in party["heard"]:
            if any("'" in str(v) for values in one.values() for v in values):
                return
            parts = [
                f"{column} is " + " or ".join(f"'{v}'" for v in values)
                for column, values in one.items()
            ]
            filters.append(" and ".join(parts))
        label = str(party["label"]).replace("{", "{{").replace("}", "}}")
        counts: dict[str, object] = {
            "named": f"different article of mentions where party is '{party['id']}'"
        }
        counts |= {f"heard{i}": f"attributions where {f}" for i, f in enumerate(filters)}
        condition = "named >= 1; " + "; ".join(f"heard{i} = 0" for i in range(len(filters)))
        seen = (
            "and, as far as the machine found, heard in none"
            if counted_coder(case.frames) == "machine"
            else "and heard in none"
        )
        mentions = case.mentions
        many = mentions.loc[mentions["party"] == party["id"], "article"].nunique()
        where = (
            "all {texts:words}" if many == len(case.labels) else "{named:words} of {texts:words}"
        )
        yield make_spec(
            f"unheard_{party['id']}",
            f"{label}: named in {where} texts, {seen}.",
            counts | {"texts": "texts"},
            condition,
            spared=NO_MORE if many > 1 else {},
        )

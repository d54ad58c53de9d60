"""The findings on sources and quotations, each written from its words."""

from __future__ import annotations

from again_counts import different, each, finding, first, numbers, one, only, shares, size, where
from again_tables import World

GOVERNMENT = ("head_of_state", "official", "unnamed_official")


@finding("trump_most_heard", attributions="source")
def trump_most_heard(w: World):
    places = sorted({row["source"] for row in w.attributions})
    total = size(w.attributions)
    heard = {p: (size(where(w.attributions, source=p)), total) for p in places}
    holds = first(numbers(heard)) == {"Donald Trump"} and 3 * heard["Donald Trump"][0] > total
    return {"trump": heard, "all": one(w.attributions)}, holds


@finding("us_over_kazakh", attributions="country source_type")
def us_over_kazakh(w: World):
    us = where(w.attributions, country="US", source_type=GOVERNMENT)
    kazakh = where(w.attributions, country="Kazakhstan", source_type=GOVERNMENT)
    counts = {
        "us": one(us, w.attributions),
        "kazakh": one(kazakh, w.attributions),
        "all": one(w.attributions),
    }
    return counts, size(us) > 2 * size(kazakh)


@finding(
    "palestinians_unheard",
    mentions="party article",
    attributions="country article",
    texts="article",
)
def palestinians_unheard(w: World):
    named = different(where(w.mentions, party="palestinians"), "article", w.texts)
    countries = ("Palestine", "Palestinian territories")
    heard = different(where(w.attributions, country=countries), "article", w.texts)
    return {"named": named, "heard": heard}, heard[0] == 0 and named[0] >= 1


@finding(
    "israel_unheard",
    mentions="party article",
    attributions="country source_type article",
    texts="article",
)
def israel_unheard(w: World):
    named = different(where(w.mentions, party="israeli_government"), "article", w.texts)
    speaks = where(w.attributions, country="Israel", source_type=GOVERNMENT)
    heard = different(speaks, "article", w.texts)
    return {"named": named, "heard": heard}, heard[0] == 0 and named[0] >= 1


@finding("digest_quotes_nobody", asks="digest", quotes="article")
def digest_quotes_nobody(w: World):
    quotes = each(w.quotes, "article", w.articles)
    return {"quotes": quotes}, only(lambda text: quotes[text][0] == 0, w) == {"digest"}


@finding("quotations_on_accession", quotes="stance_event")
def quotations_on_accession(w: World):
    stances = {"favour": "1", "neutral": "0", "critical": "-1", "silent": "none"}
    counts = {
        name: one(where(w.quotes, stance_event=stance), w.quotes)
        for name, stance in stances.items()
    }
    favour, neutral, critical, silent = (counts[name][0] for name in stances)
    holds = favour > neutral + critical and silent > favour
    return {"quotes": one(w.quotes), **counts}, holds


@finding("one_critic", asks="gazelle", quotes="stance_event article source_type")
def one_critic(w: World):
    speaking = where(w.quotes, stance_event=("-1", "0", "1"))
    against = where(w.quotes, stance_event="-1")
    critical = each(against, "article", w.articles, speaking)
    named = [row for row in against if row["source_type"] != "collective"]
    places = only(lambda text: critical[text][0] > 0, w)
    return {"critical": critical, "named": one(named)}, places == {"gazelle"} and not named


@finding("heads_speak_symbols", attributions="symbolic source_type")
def heads_speak_symbols(w: World):
    kinds = sorted({row["source_type"] for row in w.attributions})
    symbolic = each(where(w.attributions, symbolic=1), "source_type", kinds, w.attributions)
    return {"symbolic": symbolic}, first(shares(symbolic)) == {"head_of_state"}


@finding("tokayev_symbols", attributions="source symbolic")
def tokayev_symbols(w: World):
    everything = where(w.attributions, source="Kassym-Jomart Tokayev")
    symbolic = where(everything, symbolic=1)
    counts = {"symbolic": one(symbolic, everything), "all": one(everything)}
    return counts, 2 * size(symbolic) > size(everything)


@finding("nobody_in_all", attributions="source article", texts="article")
def nobody_in_all(w: World):
    names = ("Donald Trump", "Donald Trump and Central Asian leaders")
    trump = different(where(w.attributions, source=names), "article", w.texts)
    return {"trump": trump, "texts": one(w.texts)}, trump[0] < len(w.texts)


@finding("two_criticise", quotes="stance_event")
def two_criticise(w: World):
    critical = where(w.quotes, stance_event="-1")
    return {"critical": one(critical, w.quotes)}, size(critical) >= 2


@finding("trump_on_his_own_step", quotes="speaker stance_event")
def trump_on_his_own_step(w: World):
    trump = where(w.quotes, speaker="Donald Trump")
    favour = where(trump, stance_event="1")
    return {"trump": one(trump), "favour": one(favour, trump)}, size(favour) == size(trump)


@finding("us_side_majority", attributions="country source_type")
def us_side_majority(w: World):
    us = where(w.attributions, country="US", source_type=GOVERNMENT)
    counts = {"us": one(us, w.attributions), "all": one(w.attributions)}
    return counts, 2 * size(us) > size(w.attributions)


@finding("few_shared_voices", sources="source texts")
def few_shared_voices(w: World):
    known = ("Donald Trump", "Kassym-Jomart Tokayev", "Kazakh government")
    shared = [s for s in w.sources if s["texts"] >= 2 and s["source"] not in known]
    return {"shared": one(shared)}, not shared


@finding("sources_agree", attributions="article source_type both")
def sources_agree(w: World):
    media = where(w.attributions, article="digest", source_type="news_media")
    both = where(media, both=1)
    return {"both": one(both, media), "media": one(media)}, size(both) == size(media)

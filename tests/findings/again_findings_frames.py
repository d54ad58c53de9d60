"""The findings on the post, on frames and on the claims, each written from its words."""

from __future__ import annotations

from again_counts import different, each, finding, first, numbers, one, only, shares, size, where
from again_tables import EVENT, POST, World

K24 = "kurdistan24"


@finding("one_post", quotes="origin")
def one_post(w: World):
    post = where(w.quotes, origin=POST)
    return ({"post": one(post, w.quotes), "quotes": one(w.quotes)}, 3 * size(post) > size(w.quotes))


@finding("five_cuts", asks="kurdistan24 rferl digest", quotes="origin article")
def five_cuts(w: World):
    post = each(where(w.quotes, origin=POST), "article", w.articles, w.quotes)
    held = numbers(post)
    none = only(lambda text: held[text] == 0, w)
    return {"post": post}, first(held) == {K24} and none == {"rferl", "digest"}


@finding(
    "symbol_quotes_post", asks="kurdistan24", units="symbolic article", quotes="origin article"
)
def symbol_quotes_post(w: World):
    symbolic = each(where(w.units, symbolic=1), "article", w.articles, w.units)
    post = each(where(w.quotes, origin=POST), "article", w.articles, w.quotes)
    holds = first(shares(symbolic)) == {K24} and first(numbers(post)) == {K24}
    return {"symbolic": symbolic, "post": post}, holds


@finding("post_carries_symbols", units="article symbolic strategic post")
def post_carries_symbols(w: World):
    symbolic = where(w.units, article=K24, symbolic=1)
    strategic = where(w.units, article=K24, strategic=1)
    inside = where(symbolic, post="yes")
    strategic_inside = where(strategic, post="yes")
    leads = size(symbolic) > size(strategic)
    turns = size(symbolic) - size(inside) < size(strategic) - size(strategic_inside)
    counts = {
        "symbolic": one(symbolic),
        "strategic": one(strategic),
        "inside": one(inside, symbolic),
        "strategic_inside": one(strategic_inside, strategic),
    }
    return counts, leads and turns


@finding("post_feeds_trump", attributions="source post")
def post_feeds_trump(w: World):
    everything = where(w.attributions, source="Donald Trump")
    post = where(everything, post="yes")
    counts = {"post": one(post, everything), "all": one(everything)}
    return counts, 2 * size(post) > size(everything)


@finding("own_voice_strategy", units="symbolic strategic voice article")
def own_voice_strategy(w: World):
    own = where(w.units, voice="outlet")
    symbolic = each(where(own, symbolic=1), "article", w.articles, w.units)
    strategic = each(where(own, strategic=1), "article", w.articles, w.units)
    holds = all(strategic[text][0] >= symbolic[text][0] for text in w.articles)
    return {"symbolic": symbolic, "strategic": strategic}, holds


@finding("strategy_leads_in_four", asks="kurdistan24", units="symbolic strategic article")
def strategy_leads_in_four(w: World):
    symbolic = each(where(w.units, symbolic=1), "article", w.articles, w.units)
    strategic = each(where(w.units, strategic=1), "article", w.articles, w.units)
    s, t = numbers(symbolic), numbers(strategic)
    not_ahead = only(lambda text: t[text] <= s[text], w)
    behind = only(lambda text: s[text] > t[text], w)
    return {"symbolic": symbolic, "strategic": strategic}, not_ahead == behind == {K24}


@finding("about_accession_kurdistan24", units="article about main symbolic strategic")
def about_accession_kurdistan24(w: World):
    units = where(w.units, article=K24, about=EVENT)
    main = where(w.units, article=K24, main=EVENT)
    counts = {
        "symbolic": one(where(units, symbolic=1), units),
        "strategic": one(where(units, strategic=1), units),
        "units": one(units),
        "symbolic_main": one(where(main, symbolic=1), main),
        "strategic_main": one(where(main, strategic=1), main),
        "units_main": one(main),
    }
    leads = counts["symbolic"][0] > counts["strategic"][0]
    return counts, leads and counts["symbolic_main"][0] > counts["strategic_main"][0]


@finding("strategy_overall", units="symbolic strategic")
def strategy_overall(w: World):
    strategic, symbolic = where(w.units, strategic=1), where(w.units, symbolic=1)
    counts = {
        "strategic": one(strategic, w.units),
        "symbolic": one(symbolic, w.units),
        "units": one(w.units),
    }
    return counts, size(strategic) > size(symbolic)


@finding("ceremony_quoted", units="symbolic strategic voice")
def ceremony_quoted(w: World):
    symbolic, strategic = where(w.units, symbolic=1), where(w.units, strategic=1)
    counts = {
        "symbolic_source": one(where(symbolic, voice="source"), symbolic),
        "symbolic_outlet": one(where(symbolic, voice="outlet"), symbolic),
        "strategic_source": one(where(strategic, voice="source"), strategic),
        "strategic_outlet": one(where(strategic, voice="outlet"), strategic),
    }
    quoted = counts["symbolic_source"][0] > counts["symbolic_outlet"][0]
    return counts, quoted and counts["strategic_outlet"][0] > counts["strategic_source"][0]


@finding("symbol_more_quoted", units="symbolic strategic voice")
def symbol_more_quoted(w: World):
    symbolic, strategic = where(w.units, symbolic=1), where(w.units, strategic=1)
    a, b = where(symbolic, voice="source"), where(strategic, voice="source")
    holds = size(a) * size(strategic) > size(b) * size(symbolic)
    return {"symbolic": one(a, symbolic), "strategic": one(b, strategic)}, holds


@finding("all_call_it_symbolic", units="indicators article")
def all_call_it_symbolic(w: World):
    label = each(where(w.units, indicators="S1"), "article", w.articles, w.units)
    return {"label": label}, all(number >= 1 for number, _ in label.values())


@finding("banner_quoted", units="indicators voice")
def banner_quoted(w: World):
    banner = where(w.units, indicators="S4")
    source = where(banner, voice="source")
    holds = 2 * size(source) > size(banner)
    return {"source": one(source, banner), "banner": one(banner)}, holds


@finding("strategy_closes", units="last strategic article")
def strategy_closes(w: World):
    last = where(w.units, last="yes")
    strategic = each(where(last, strategic=1), "article", w.articles, last)
    return {"strategic": strategic}, all(number == 1 for number, _ in strategic.values())


@finding("digest_most_strategic", asks="digest", units="strategic article")
def digest_most_strategic(w: World):
    strategic = each(where(w.units, strategic=1), "article", w.articles, w.units)
    return {"strategic": strategic}, first(shares(strategic)) == {"digest"}


@finding("gazelle_left_to_others", units="article strategic voice")
def gazelle_left_to_others(w: World):
    strategic = where(w.units, article="gazelle", strategic=1)
    own = where(strategic, voice="outlet")
    holds = 2 * size(own) < size(strategic)
    return {"own": one(own, strategic), "strategic": one(strategic)}, holds


@finding("digest_on_others_word", units="article indicators voice")
def digest_on_others_word(w: World):
    framed = [unit for unit in where(w.units, article="digest") if unit["indicators"]]
    own = where(framed, voice="outlet")
    return {"own": one(own, framed), "framed": one(framed)}, 2 * size(own) < size(framed)


@finding("two_clear_texts", balance="clear")
def two_clear_texts(w: World):
    clear = where(w.balance, clear="yes")
    return {"clear": one(clear, w.balance)}, size(clear) >= 2


def _said_by(w: World, claim: str) -> dict:
    return each(where(w.cells, claim=claim, said="yes"), "article", w.articles)


@finding("common_core", claims="said_in outright_in")
def common_core(w: World):
    said, outright = where(w.claims, said_in=5), where(w.claims, outright_in=5)
    counts = {
        "claims": one(w.claims),
        "said": one(said, w.claims),
        "outright": one(outright, w.claims),
    }
    return counts, 4 * size(said) < size(w.claims) and size(outright) >= 1


@finding("alone", claims="said_in")
def alone(w: World):
    single, core = where(w.claims, said_in=1), where(w.claims, said_in=5)
    counts = {"alone": one(single, w.claims), "core": one(core, w.claims)}
    return counts, size(single) > size(core)


@finding("contradictions", claims="said_in contradicted_in")
def contradictions(w: World):
    disputed = [c for c in w.claims if c["said_in"] >= 1 and c["contradicted_in"] >= 1]
    counts = {"contradicted": one(disputed, w.claims), "claims": one(w.claims)}
    return counts, size(disputed) >= 1


@finding("joined_or_joining", asks="explainer", cells="claim said article")
def joined_or_joining(w: World):
    coming, done = _said_by(w, "c01"), _said_by(w, "c02")
    both = only(lambda text: coming[text][0] * done[text][0] == 1, w)
    return {"coming": coming, "done": done}, both == {"explainer"}


@finding("rights_in_one", asks="kurdistan24", cells="claim said article")
def rights_in_one(w: World):
    rights = _said_by(w, "c42")
    return {"rights": rights}, only(lambda text: rights[text][0] == 1, w) == {K24}


@finding("minerals_in_three", asks="explainer digest", cells="claim said article", texts="article")
def minerals_in_three(w: World):
    by_text = _said_by(w, "c33")
    minerals = different(where(w.cells, claim="c33", said="yes"), "article", w.texts)
    silent = only(lambda text: by_text[text][0] == 0, w)
    return {"minerals": minerals, "by_text": by_text}, silent == {"explainer", "digest"}


@finding("iran_in_three", asks="digest kurdistan24", cells="claim said article", texts="article")
def iran_in_three(w: World):
    by_text = _said_by(w, "c35")
    iran = different(where(w.cells, claim="c35", said="yes"), "article", w.texts)
    silent = only(lambda text: by_text[text][0] == 0, w)
    return {"iran": iran, "by_text": by_text}, silent == {"digest", K24}


@finding("shared_words", cells="claim said article", texts="article")
def shared_words(w: World):
    counts = {
        name: different(where(w.cells, claim=claim, said="yes"), "article", w.texts)
        for name, claim in (("call", "c06"), ("date", "c04"), ("summit", "c10"))
    }
    holds = all(number == len(w.texts) for number, _ in counts.values())
    return {**counts, "texts": one(w.texts)}, holds


@finding("ties_not_allowed", cells="claim contradicted said article", texts="article")
def ties_not_allowed(w: World):
    return _nobody_against(w, "c20")


@finding("azerbaijan_central_asian", cells="claim contradicted said article", texts="article")
def azerbaijan_central_asian(w: World):
    return _nobody_against(w, "c38")


def _nobody_against(w: World, claim: str):
    against = different(where(w.cells, claim=claim, contradicted="yes"), "article", w.texts)
    said = different(where(w.cells, claim=claim, said="yes"), "article", w.texts)
    return {"against": against, "said": said}, against[0] == 0

"""What a page states of itself in data made to be read by programs: date, kicker, deck, language,
whether it is free.

The date of publication is one that the page gives as its own: in the JSON-LD of its article
(schema.org), in a ``meta`` made for it, or in a ``time`` that the article itself carries as
published. A footer's year, a caption's or an embed's date, or one of a related link is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from newscompare.values import Fault, json_value

ARTICLES = frozenset(
    """
    Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle
    OpinionNewsArticle ReviewNewsArticle AskPublicNewsArticle BlogPosting LiveBlogPosting Report
    """.split()  # noqa: SIM905
)
METAS = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished"),
    *("date", "pubdate", "publishdate", "publish-date", "publication_date", "dc.date.issued"),
    *("dc.date", "dcterms.date", "dcterms.issued", "dcterms.created", "parsely-pub-date"),
    *("sailthru.date", "cxenseparse:recs:publishtime", "citation_publication_date"),
)  # fmt: skip
DAY = re.compile(r"\s*((?:19|20)\d\d)-(\d\d)-(\d\d)(?=$|[T\s])")
FOREIGN = (
    "ancestor::footer|ancestor::aside|ancestor::nav|ancestor::figure|ancestor::blockquote"
    "|ancestor::*[contains(@class,'related') or contains(@class,'comment') or "
    "contains(@class,'embed') or contains(@class,'promo') or contains(@class,'teaser')]"
)
"""Places whose dates are not the article's."""


@dataclass(frozen=True)
class Stated:
    """What a page says of itself; empty where it says nothing. ``body``: the text of an article
    that stands in JSON-LD only.
    """

    published: str = ""
    deck: str = ""
    language: str = ""
    free: bool = True
    body: str = ""


def stated(tree: html.HtmlElement) -> Stated:
    """Read a page (an lxml tree as parsed, nothing removed)."""
    items = list(articles(tree))
    first: dict[str, Any] = items[0] if items else {}
    dates = [str(first.get("datePublished") or ""), *meta_dates(tree), *time_dates(tree)]
    return Stated(
        published=next((day for date in dates if (day := a_day(date))), ""),
        language=str(tree.get("lang") or tree.get("xml:lang") or "").split("-")[0].lower()[:3],
        free=all(truth(item.get("isAccessibleForFree", True)) for item in items)
        and not re.search(r'"isAccessibleForFree"\s*:\s*"?\s*false', raw(tree), re.IGNORECASE),
        body=str(first.get("articleBody") or ""),
    )


def a_day(value: str) -> str:
    """A date in ISO form as a day (``2026-03-04``); empty for anything else."""
    found = DAY.match(value)
    if not found:
        return ""
    _, month, day = (int(part) for part in found.groups())
    return "-".join(found.groups()) if 1 <= month <= 12 and 1 <= day <= 31 else ""


def truth(value: object) -> bool:
    """A yes or no of JSON-LD, which may be written as words."""
    return str(value).strip().lower().rsplit("/", 1)[-1] not in {"false", "no", "0"}


def raw(tree: html.HtmlElement) -> str:
    """The JSON-LD of a page as it stands."""
    return "\n".join(str(t) for t in tree.xpath("//script[@type='application/ld+json']/text()"))


def articles(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    """The articles in the JSON-LD of a page, those of lists and graphs too."""
    for text in tree.xpath("//script[@type='application/ld+json']/text()"):
        value = json_value(str(text), lenient=True)
        if isinstance(value, Fault):
            continue
        stack = [value]
        while stack:
            item = stack.pop(0)
            if isinstance(item, list):
                stack = [*item, *stack]
            elif isinstance(item, dict):
                kinds = item.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if ARTICLES & {str(name) for name in names}:
                    yield item
                stack = [item.get("@graph"), item.get("mainEntity"), *stack]


def meta_dates(tree: html.HtmlElement) -> Iterator[str]:
    """Dates in ``meta`` elements made for the date of publication, in the order of ``METAS``."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        found.setdefault(str(name).lower(), str(meta.get("content") or ""))
    yield from (found[name] for name in METAS if name in found)


def time_dates(tree: html.HtmlElement) -> Iterator[str]:
    """Dates that elements of the article itself carry as published."""
    places = tree.xpath(
        "//*[@itemprop='datePublished']|//time[@pubdate or contains(@class,'publish') or "
        "contains(@class,'dateline')]|//article//header//time[@datetime]"
        "|//h1/following-sibling::*[position()<4]/descendant-or-self::time[@datetime]"
    )
    for place in places:
        if not place.xpath(FOREIGN):
            yield str(place.get("datetime") or place.get("content") or place.text_content())

"""From a page to its article: title, deck, paragraphs, what was cut and why, what the page states.

The main text is found by trafilatura (Barbaresi 2021). Before, marks that a page leaves to its
reader are written out and captions and standfirst are taken out of the tree; after, lines that are
no sentences are cut (``furniture``). Where a page has its text in JSON-LD only, that is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html

from newscompare.articles import count_words, digest
from newscompare.characters import clean_line, clean_text
from newscompare.gather.encodings import decode
from newscompare.gather.furniture import Line, asks_for_money, is_sentence, signed, sorted_out
from newscompare.gather.markup import quoted
from newscompare.gather.stated import FOREIGN, Stated, stated
from newscompare.gather.web import FetchError, Page

TEASER_WORDS = 250
"""A page that asks for money, and gives fewer words than this, is paywalled."""
MORE = 1.3
"""The text of the JSON-LD is taken where it has so many times the words of the page."""

CAPTIONS = (
    "//figcaption|//*[contains(concat(' ',@class,' '),' caption ')"
    " or contains(@class,'wp-caption-text') or contains(@class,'image-caption')"
    " or contains(@class,'photo-credit')]"
)
STANDFIRST = ("standfirst", "deck", "dek", "subtitle", "subheadline", "sub-headline", "strapline")
KICKER = ("kicker", "eyebrow", "overline")
DECK_WORDS = range(3, 80)
BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
ITEM = re.compile(r"^[-–•*] (?=\S)", re.MULTILINE)
"""The sign of an item of a list."""
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True)
class Extract:
    """The text of a page and what the page says of itself (empty where it says nothing).

    ``cut``: lines of the page that are no part of the article, with the reason.
    """

    title: str
    text: str
    outlet: str = ""
    authors: str = ""
    published: str = ""
    url: str = ""
    free: bool = True
    deck: str = ""
    cut: list[Line] = field(default_factory=list)

    @property
    def sha256(self) -> str:
        """SHA-256 of title and text."""
        return digest(f"{self.title}\n{self.text}")

    @property
    def words(self) -> int:
        """Words of the text."""
        return count_words(self.text)

    @property
    def teaser(self) -> bool:
        """Is the text the beginning of one that must be paid for?"""
        said = [self.text, *(line.text for line in self.cut)]
        asks = not self.free or any(map(asks_for_money, said))
        return asks and 0 < self.words < TEASER_WORDS


def extract(page: Page) -> Extract:
    """The main text of a page and its metadata. Raises ``FetchError`` where the page is no text."""
    if page.media not in {"text/html", "application/xhtml+xml", "text/plain"}:
        raise FetchError("failed", f"the page is {clean_line(page.media)[:60]}, not a web page")
    source = decode(page.data, page.charset).replace("\0", "")
    if page.media == "text/plain":
        return Extract("", clean_text(source))
    if not source.strip():
        raise FetchError("no text", "the page is empty")
    try:
        return of_html(source, page.url)
    except Exception as error:  # the parser meets whatever the web holds
        raise FetchError("failed", f"the page cannot be read ({type(error).__name__})") from None


def of_html(source: str, url: str) -> Extract:
    """``extract`` for the source of a web page."""
    tree = html.document_fromstring(
        DECLARATION.sub("", BREAKS.sub("</p><p>", quoted(source))), parser=parser()
    )
    said = stated(tree)
    cut = list(captions(tree))
    deck = deck_of(tree)
    in_article(tree)
    values = main_text(html.tostring(tree, encoding="unicode"), url)
    title = clean_line(values.get("title"))
    text = ITEM.sub("", clean_text(str(values.get("text") or "")))
    body = clean_text(re.sub(r"<[^>]{0,500}>", "\n", said.body))
    if count_words(body) > MORE * count_words(text) or merged(text, body):
        text = body
    parts = [part for part in text.split("\n\n") if part and clean_line(part) not in (title, deck)]
    lines = sorted_out(parts)
    kept = [line.text for line in lines if not line.reason]
    if not any(is_sentence(one) for one in kept):
        cut, kept = [*cut, *(Line(one, "no sentence stands beside it") for one in kept)], []
    return described(values, said, title, kept, deck, [*(one for one in lines if one.reason), *cut])


def merged(text: str, body: str) -> bool:
    """Did the paragraphs that stand in ``body`` become one in ``text``?"""
    return "\n\n" not in text and "\n\n" in body and len(body) > 0.9 * len(text)


def described(
    values: dict[str, Any], said: Stated, title: str, kept: list[str], deck: str, cut: list[Line]
) -> Extract:
    """The extract of a page from its parts."""
    address = clean_line(values.get("url"))
    return Extract(
        title=title,
        text="\n\n".join(kept),
        outlet=clean_line(values.get("sitename")),
        authors=clean_line(values.get("author")) or signed(cut),
        published=said.published,
        url=address if re.match(r"https?://", address) else "",
        free=said.free,
        deck=deck,
        cut=cut,
    )


def parser() -> html.HTMLParser:
    """A parser for pages of any depth and size that were read within the limits."""
    return html.HTMLParser(huge_tree=True, encoding=None)


def main_text(source: str, url: str) -> dict[str, Any]:
    """What trafilatura finds: ``title``, ``text``, ``sitename``, ``author``, ``url``."""
    import trafilatura

    document = trafilatura.bare_extraction(
        source, url=url or None, with_metadata=True, include_comments=False, include_tables=False
    )
    found: dict[str, Any] = document.as_dict() if document is not None else {}
    return found


def captions(tree: html.HtmlElement) -> Iterator[Line]:
    """Take captions out of the tree."""
    for place in tree.xpath(CAPTIONS):
        text = clean_line(place.text_content())
        if text:
            yield Line(text, "caption or credit")
        place.drop_tree()


def deck_of(tree: html.HtmlElement) -> str:
    """Take kicker and standfirst out of the tree: the deck, as *kicker: standfirst*."""
    parts = []
    for names in (KICKER, STANDFIRST):
        marked = " or ".join(
            f"contains(concat('-',translate(@class,' _','--'),'-'),'-{name}-')" for name in names
        )
        for place in tree.xpath(
            f"//body//*[self::p or self::h2 or self::h3 or self::div or self::span][{marked}]"
        ):
            text = clean_line(place.text_content())
            if place.xpath(FOREIGN) or not text:
                continue
            if names is KICKER or len(text.split()) in DECK_WORDS:
                parts.append(text)
                place.drop_tree()
                break
    return ": ".join(parts)


def in_article(tree: html.HtmlElement) -> None:
    """Mark the element that holds most paragraphs as the article, where the page marks none, so
    that its lists are read too.
    """
    if tree.xpath("//article|//main|//*[@role='main']|//*[@itemprop='articleBody']"):
        return
    parents: dict[Any, int] = {}
    for paragraph in tree.iter("p"):
        if not paragraph.xpath(FOREIGN):
            above = paragraph.getparent()
            parents[above] = parents.get(above, 0) + len(paragraph.text_content())
    if not parents:
        return
    best = max(parents, key=lambda one: parents[one])
    if best.tag in ("html", "body"):
        made = etree.Element("article")
        for child in list(best):
            made.append(child)
        best.append(made)
    elif best.tag in ("div", "section", "td"):
        best.tag = "article"

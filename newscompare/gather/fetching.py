"""From addresses, or pages saved from a browser, to articles: ``newscompare fetch``.

``urls.csv`` has the columns ``id``, ``url`` and any others, which go to the front matter
(``outlet``, ``country`` ...). ``fetched.csv`` keeps a row for each address: ``id``, ``url``,
``status``, ``reason``, ``http`` (status code), ``final_url`` (after redirects), ``fetched`` (UTC),
``bytes`` (of the page), ``content_sha256`` (of title and text as extracted), ``file_sha256`` (of
the file as written).

==============  ==============================================================================
``new``         the text was written to ``articles/``
``same``        the page says what it said before
``changed``     it says something else: the file stays, unless ``update`` is given and nobody
                edited it
``gone``        404 or 410; the file stays
``paywalled``   the page asks for money or a login; nothing is written
``no text``     the page holds no article, such as a cookie notice; nothing is written
``blocked``     robots.txt, a refusal of the site, or an address that is not public
``failed``      time-out, too large, broken, or no web page
==============  ==============================================================================

A file that does not have the recorded hash was edited by hand (or is not from here) and is never
overwritten.
"""

from __future__ import annotations

import atexit
import datetime
import hashlib
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from newscompare.apart import Apart, ApartError, NoStartError
from newscompare.articles.language import ENGLISH, language_name, language_of
from newscompare.case.folder import CaseFolder, is_id
from newscompare.case.scaffold import worked_example
from newscompare.characters import clean_line
from newscompare.errors import InputError
from newscompare.files import is_regular, read_bytes, read_csv, write_bytes, write_csv
from newscompare.gather.addresses import Address, read_addresses
from newscompare.gather.cuts import note_cuts
from newscompare.gather.page_text import Extract
from newscompare.gather.web import Browser, FetchError, Page
from newscompare.progress import bar

WITHOUT_TEXT = ("gone", "paywalled", "no text", "blocked", "failed")
"""What may become of an address that gives no text."""
STATUSES = ("new", "same", "changed", *WITHOUT_TEXT)

PAGE_SECONDS, PAGE_MEGABYTES = 30.0, 1_000
"""What it may take to find the text of a page."""


@dataclass(frozen=True)
class Fetched:
    """One row of ``fetched.csv``."""

    id: str
    url: str
    status: str = ""
    reason: str = ""
    http: str = ""
    final_url: str = ""
    fetched: str = ""
    bytes: str = ""
    content_sha256: str = ""
    file_sha256: str = ""


def fetch_case(
    case: CaseFolder, *, update: bool = False, browser: Browser | None = None
) -> list[Fetched]:
    """Fetch every address of ``urls.csv``; ``fetched.csv`` is written after each, so that a stopped
    run loses nothing.

    Returns the rows in the order of ``urls.csv``. Raises ``InputError`` where ``urls.csv`` has a
    fault, or trafilatura is missing.
    """
    _trafilatura()
    path = case.path / "urls.csv"
    addresses, faults = read_addresses(path)
    if faults:
        raise faults[0]
    if not addresses:
        raise InputError(
            str(path), "lists no address", "write one 'id,url,outlet' line for each text"
        )
    browser = browser or Browser()
    before = read_fetched(case)
    done: list[Fetched] = []
    for address in bar(addresses, unit="pages"):
        old = before.get(address.id)
        row = Fetched(address.id, address.url, fetched=_now())
        try:
            page = browser.get(address.url)
            row = replace(row, http=str(page.http), final_url=page.url, bytes=str(len(page.data)))
            row = _take(case, row, page, address, old, update)
        except FetchError as error:
            row = replace(row, status=error.status, reason=error.reason)
        done.append(_remember(row, old))
        _write_fetched(case, before, done)
    return done


def read_saved(
    case: CaseFolder, files: Sequence[Path | str], *, update: bool = False
) -> list[Fetched]:
    """Take pages saved from a browser (.html) into ``articles/``; each file's name becomes the id.
    Raises ``InputError``.
    """
    _trafilatura()
    before = read_fetched(case)
    done: list[Fetched] = []
    for name in bar(files, unit="pages"):
        path = Path(name)
        id = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem).strip("-_").lower()[:60].strip("-_")
        if not is_id(id) or id in {row.id for row in done}:
            cure = "rename the file: it becomes the id of the text"
            raise InputError(str(path), f"'{id}' cannot name another text", cure)
        if not is_regular(path):
            raise InputError(str(path), "is no file", "check the name")
        if path.stat().st_size > Browser().limits.bytes:
            raise InputError(str(path), "is larger than 5 MB", "save the page as 'HTML only'")
        data = read_bytes(path)
        old = before.get(id)
        row = Fetched(id, "", fetched=_now(), bytes=str(len(data)))
        media = "text/plain" if path.suffix.lower() == ".txt" else "text/html"
        try:
            row = _take(case, row, Page("", 200, media, "", data), Address(0, id, ""), old, update)
        except FetchError as error:
            row = replace(row, status=error.status, reason=error.reason)
        done.append(_remember(row, old))
        _write_fetched(case, before, done)
    return done


def drop_example(case: CaseFolder, rows: Sequence[Fetched]) -> bool:
    """Remove the worked example of a new case once a text of its own is in; one that was edited
    stays. Returns whether it went.
    """
    path = case.articles / "example.md"
    if (
        not any(row.file_sha256 for row in rows)
        or not path.is_file()
        or path.read_bytes() != worked_example(case.path.resolve().name)
    ):
        return False
    path.unlink()
    return True


def read_fetched(case: CaseFolder) -> dict[str, Fetched]:
    """The rows of ``fetched.csv`` by id; none where the file is missing. Raises ``InputError``
    where it cannot be read.
    """
    path = case.path / "fetched.csv"
    if not path.is_file():
        return {}
    try:
        table = read_csv(path)
        return {
            row["id"]: Fetched(**{f.name: str(row[f.name]) for f in fields(Fetched)})
            for row in table.to_dict("records")
        }
    except (ValueError, KeyError):
        cure = "restore it; without it every text counts as edited by hand and is kept"
        raise InputError(str(path), "is not as 'newscompare fetch' wrote it", cure) from None


def _write_fetched(case: CaseFolder, before: dict[str, Fetched], done: list[Fetched]) -> None:
    rows = [*done, *(row for id, row in before.items() if id not in {one.id for one in done})]
    write_csv(
        pd.DataFrame([asdict(row) for row in rows], columns=[f.name for f in fields(Fetched)]),
        case.path / "fetched.csv",
    )


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _remember(row: Fetched, old: Fetched | None) -> Fetched:
    """Hashes of an earlier run stay where this one wrote nothing."""
    if old is None or row.file_sha256:
        return row
    return replace(row, content_sha256=old.content_sha256, file_sha256=old.file_sha256)


# --- From a page to a file


def _take(
    case: CaseFolder, row: Fetched, page: Page, address: Address, old: Fetched | None, update: bool
) -> Fetched:
    """Judge a page and write its text where that is right. Raises ``FetchError``."""
    status = {
        404: "gone",
        410: "gone",
        402: "paywalled",
        401: "paywalled",
        403: "blocked",
        429: "blocked",
        451: "blocked",
    }.get(page.http)
    if status:
        return replace(row, status=status, reason=f"the site answers {page.http}")
    if page.http != 200:
        return replace(row, status="failed", reason=f"the site answers {page.http}")
    found = read_page(page)
    if found.teaser:
        return replace(
            row, status="paywalled", reason=f"the page is not free and gives {found.words} words"
        )
    if not found.words:
        return replace(row, status="no text", reason="no article was found in the page")
    reason = _worth_saying(found)
    note_cuts(case.path, address.id, found.cut)
    path = _existing(case, address.id)
    if path is None:
        path = case.articles / f"{address.id}.md"
        return _write(path, replace(row, status="new", reason=reason), found, address)
    if old is None or not old.file_sha256:
        return replace(row, status="changed", reason=f"{path.name} is not from here: kept")
    if old.content_sha256 == found.sha256:
        return replace(row, status="same", reason=reason)
    if hashlib.sha256(path.read_bytes()).hexdigest() != old.file_sha256:
        return replace(row, status="changed", reason=f"{path.name} was edited by hand: kept")
    if not update:
        return replace(
            row, status="changed", reason=f"{path.name} is kept; --update takes the new text"
        )
    versions = case.path / "versions"
    kept = versions / f"{address.id}-{old.file_sha256[:8]}.md"
    write_bytes(path.read_bytes(), kept)
    return _write(
        path,
        replace(row, status="changed", reason=f"replaced; the old text is in versions/{kept.name}"),
        found,
        address,
    )


def _worth_saying(found: Extract) -> str:
    """What the user should know of a text that was taken."""
    said = [] if found.free else ["the page says that it is not free, yet gives the text"]
    code = language_of(found.text)
    if code != ENGLISH:
        said.append(f"is written in {language_name(code)}: the machine reads English")
    if found.cut:
        said.append(f"lines cut: {len(found.cut)}")
    return "; ".join(said)


def _existing(case: CaseFolder, id: str) -> Path | None:
    """The file of a text, whatever the case of its name."""
    if not case.articles.is_dir():
        return None
    return next(
        (
            p
            for p in sorted(case.articles.iterdir())
            if p.stem.lower() == id.lower() and p.suffix.lower() in {".md", ".txt"}
        ),
        None,
    )


def _write(path: Path, row: Fetched, found: Extract, address: Address) -> Fetched:
    host = re.sub(r"^www\.", "", (row.final_url or found.url).partition("://")[2].partition("/")[0])
    front: dict[str, Any] = {
        "outlet": found.outlet or host or f"Unnamed ({address.id})",
        "title": found.title or None,
        "deck": found.deck or None,
        "published": found.published or None,
        "date_status": "stated by the page" if found.published else "not stated in the page",
        "authors": found.authors or None,
        "url": row.final_url or found.url or None,
        "retrieved": row.fetched[:10],
    }
    front |= {name: clean_line(value) for name, value in address.fields.items()}
    head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10**6)
    data = f"---\n{head}---\n{found.text}\n".encode()
    write_bytes(data, path)
    return replace(row, content_sha256=found.sha256, file_sha256=hashlib.sha256(data).hexdigest())


@cache
def _reader() -> Apart:
    """The process that reads pages: one for all of them."""
    apart = Apart("newscompare.gather.page_child", PAGE_MEGABYTES, PAGE_SECONDS, did="read")
    atexit.register(apart.close)
    return apart


def read_page(page: Page) -> Extract:
    """``extract`` in a process apart: a page that breaks the parser, or takes it longer than
    ``PAGE_SECONDS``, fails for itself. Raises ``FetchError``.
    """
    try:
        found = _reader().ask(page)
    except (ApartError, NoStartError) as error:
        found = ("failed", f"the page cannot be read ({error})")
    if isinstance(found, Extract):
        return found
    raise FetchError(*found)


def _trafilatura() -> Any:
    try:
        import trafilatura
    except ImportError:
        cure = "pip install -r requirements.txt in the folder of the clone"
        raise InputError("trafilatura", "is not installed, so no page can be read", cure) from None
    return trafilatura


def summary(rows: Sequence[Fetched]) -> str:
    """How many addresses have which status, in words."""
    counts = {status: sum(row.status == status for row in rows) for status in STATUSES}
    return ", ".join(f"{n} {status}" for status, n in counts.items() if n)

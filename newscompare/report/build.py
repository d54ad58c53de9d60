"""Build the report of a case folder: chapters that fit the case, executed and rendered by Jupyter
Book, then moved into place.

The chapters lie in ``chapters/``. A cell tagged ``if-X`` is left out where ``X`` does not hold of
the case (see ``conditions``), one tagged ``unless-X`` where it does, so that every sentence of a
report is true. Style, extensions and references are those of the project's own book.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from newscompare.articles.language import language_of
from newscompare.case.codebook import read_codebook
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import Case
from newscompare.characters import clean_line
from newscompare.checking import MOST_TEXTS, refuse_faults
from newscompare.coding.folder import TIME_LIMIT
from newscompare.coding.fresh import up_to_date
from newscompare.coding.machine_case import machine_case, read_coded
from newscompare.coding.machine_frames import Texts, read_texts
from newscompare.coding.sealed import edited_tables
from newscompare.errors import InputError
from newscompare.files import write_text
from newscompare.findings.claims import framing_claims
from newscompare.hand.claims_sheets import read_claims_sheets
from newscompare.hand.learning import read_learned
from newscompare.hand.names import named, proposals, read_names
from newscompare.hand.said_sheets import read_said_sheets, with_said
from newscompare.limits import LateError, within
from newscompare.measures.framing import NO_FRAME, coded_by, counted_coder, frame_word, frames_of
from newscompare.measures.sources import LONGEST_MATRIX, heard_often, source_counts
from newscompare.pages.reuse import near_duplicates
from newscompare.pages.words import marking
from newscompare.report import pages
from newscompare.report.given import given
from newscompare.report.hands import coded_sheets
from newscompare.report.heard import described, said_apart, said_described, said_unnamed
from newscompare.report.knowable import knowable
from newscompare.report.notes import noted, read_notes
from newscompare.report.once import sayings
from newscompare.report.place import MADE as MADE
from newscompare.report.place import put, refuse_foreign
from newscompare.report.rendering import execute, render
from newscompare.report.second import unsure_quotes
from newscompare.report.who_coded import joined, with_frames
from newscompare.report.worth import FRAMES

CHAPTERS = Path(__file__).resolve().parent / "chapters"
TOC: dict[str, Any] = {
    "format": "jb-book",
    "root": "notebooks/00_findings",
    "parts": [
        {
            "caption": "The report",
            "chapters": [
                {"file": f"notebooks/{name}"}
                for name in (
                    "01_event",
                    "02_framing",
                    "03_sources",
                    "04_tone",
                    "05_together",
                    "08_compared",
                )
            ],
        },
        {
            "caption": "Behind the report",
            "chapters": [
                {"file": name}
                for name in ("notebooks/06_method", "notebooks/07_rows", "book/references")
            ],
        },
    ],
}


def build_report(
    case: CaseFolder,
    out: Path | str | None = None,
    *,
    say: bool = True,
    time_limit: float = TIME_LIMIT,
    public: bool = False,
    checked: bool = False,
) -> Path:
    """Build the report of a case into ``out`` (default ``CASE/report``) and return its first page.

    Codes the texts first where they are not coded or have changed. What an earlier report wrote
    there is replaced; a folder that holds anything else is refused. Raises ``InputError`` where the
    case has a fault (not looked for where it is ``checked``), or the book cannot be built.
    """
    out = Path(out) if out is not None else case.path / "report"
    refuse_foreign(out)
    if not checked:
        refuse_faults(case)
    made = prepare(case, say=say, time_limit=time_limit)
    if public:
        made = replace(made, words={})
    if say:
        print("building the report: half a minute, with forty texts two", file=sys.stderr)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as name:
        work = Path(name)
        write_sources(made, work / "source")
        execute(work / "source" / "notebooks", out)
        render(work / "source", work / "built", out)
        put(work / "built" / "_build" / "html", out, work)
    return out / "index.html"


def prepare(case: CaseFolder, *, say: bool = True, time_limit: float = TIME_LIMIT) -> pages.Made:
    """What a report is made of; the texts are coded first where ``coded/`` does not fit them.
    Raises ``InputError``, also where a text takes longer than ``time_limit`` seconds to code, or
    all of them so long each to compare.
    """
    texts = read_texts(case)
    try:
        with within(time_limit * (len(texts.articles) + 1)):
            return _prepared(case, texts, say, time_limit)
    except LateError as error:
        cure = "shorten the texts or the patterns of case.yml, or give more with --time-limit"
        raise InputError(str(case.path), f"its comparison {error}", cure) from None


def _prepared(case: CaseFolder, texts: Texts, say: bool, time_limit: float) -> pages.Made:
    if not 2 <= len(texts.articles) <= MOST_TEXTS:
        cure = f"put between 2 and {MOST_TEXTS} texts on one event in it"
        raise InputError(
            str(case.articles), f"holds {len(texts.articles)} texts, and a report compares", cure
        )
    for article in texts.articles:
        if article.metadata.get("example") is True:
            raise InputError(
                str(article.path),
                "is the worked example and would count as a text",
                "delete it, or its line 'example: true'",
            )
    up_to_date(case, texts, say=say, time_limit=time_limit)
    machine = machine_case(case, texts)
    sheets = coded_sheets(case, texts)
    framed, frames_by = with_frames(machine, sheets)
    proposed = proposals(read_coded(case)["attributions"], texts.articles)
    heard, names = named(framed, read_names(case.path), proposed)
    said = read_said_sheets(case, texts.units)
    coded, said_by = with_said(heard, said, texts.units)
    by = joined(frames_by, said_by)
    coded, unknowable = knowable(coded)
    claims = read_claims_sheets(case, list(coded.labels), set(coded.sentences["id"]))
    return pages.Made(
        pages.with_claims(coded, claims),
        read_codebook(case.codebook),
        sheets,
        claims,
        names=names,
        by=by,
        unsure=unsure_quotes(coded, by),
        machine=machine,
        learned=read_learned(case.path),
        edited=tuple(edited_tables(case.path / "coded")),
        foreign={one.id: language_of(one.body, one.metadata) for one in texts.foreign},
        marks=pages.with_marks(texts.units),
        words=dict(zip(texts.units["id"], texts.units["text"], strict=True)),
        notes=read_notes(case.path),
        given=given(case, texts),
        unknowable=unknowable,
        described=described(coded, {one.id: one.body for one in texts.articles}),
    )


# --- The chapters


def conditions(made: pages.Made) -> dict[str, bool]:
    """What holds of a case: the names that the tags ``if-X`` and ``unless-X`` of the chapters'
    cells may bear.
    """
    case, settings = made.case, made.case.settings
    coded = coded_by(case.frames)
    counts = source_counts(case.attributions)
    return {
        "event": str(settings.get("event") or "")
        not in {"", str(settings.get("title")), str(settings.get("id"))},
        "pair": len(frames_of(coded)) == 2,
        "frames": bool((coded["combination"] != NO_FRAME).any()),
        "clear": any(one.key == "n_clear_texts" and one.rows for one in framing_claims(case)),
        "indicators": bool(coded["indicators"].isin(["", "-"]).eq(False).any()),
        "attributions": len(case.attributions) > 0,
        "sources": len(counts) > 0,
        "once": bool((counts["texts"] == 1).any()) if len(counts) else False,
        "many": len(heard_often(counts)) < len(counts),
        "countries": bool((case.attributions["country"] != "none").any()),
        "house-frames": set(frames_of(coded)) == set(FRAMES),
        "relays": bool((case.attributions["via"] != "").any()),
        "quotes": len(case.quotes) > 0,
        "second": len(made.unsure) > 0,
        "silent": case.quotes["article"].nunique() < len(case.labels),
        "many-speakers": case.quotes["speaker"].nunique() > LONGEST_MATRIX
        and bool(case.quotes["speaker"].duplicated().any()),
        "unknowable": len(made.unknowable) > 0,
        "parties": bool(settings.get("parties")),
        "questions": bool(settings.get("questions")),
        "sheets": len(made.sheets) > 0,
        "coders": len(made.sheets) > 1,
        "overlap": len(case.shared_runs) > 0,
        "near": any(near_duplicates(case)),
        "common-quotations": len(case.utterance_words) > 0,
        "marking": len(marking(case)) > 0,
        "headlines": bool((case.terms["zone"] == "headline").any()),
        "claims": len(made.claims) > 0,
        "claims-coders": len(made.claims) > 1,
        "names": made.names.rows > 0,
        "joined": len(made.names.joined) > 0,
        "unstated": len(pages.unstated(case)) > 0,
        "unsettled": bool(pages.unsettled(case).any()),
        "left-out": len(made.given.left_out) > 0,
        "by": len(made.by) > 0,
        "edited": len(made.edited) > 0,
        "learned": made.learned is not None,
        "cut": made.given.cut > 0,
        "printed": len(made.given.printed) > 0,
        "described": bool(said_described(made.described)),
        "apart": bool(said_apart(case)),
        "unnamed": bool(said_unnamed(case)),
        **{key.replace("_", "-"): bool(said) for key, said in sayings(case).items()},
        "starter": pages.is_starter(made.codebook),
    }


def who_coded(case: Case, people: bool = False) -> str:
    """The line at the foot of every page of a report: who made the codes that it counts
    (``people``: some texts were coded by people).
    """
    if people:
        said = "Who coded: a machine, and people where they coded a text fully; the chapter on "
        return said + "method says which. The numbers describe these texts alone."
    if counted_coder(case.frames) == "machine":
        said = "Who coded: a machine, by the methods that the chapter on method describes. "
        return said + "No person has checked its codes. The numbers describe these texts alone."
    said = "What counts is the reference coding of this case: see the chapter on method. "
    return said + "The numbers describe these texts alone."


def literal(text: object) -> str:
    """Any text as Markdown that shows it as it is, on one line: every sign that could mean
    something is escaped.
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", clean_line(text))


def heading(text: object) -> str:
    """A text for titles of pages, which scripts of the search put into pages unescaped: angle
    brackets become others.
    """
    return clean_line(text).translate(str.maketrans("<>\"'", "‹›”’"))


Cell = dict[str, Any]


def fitting(
    cells: Iterable[Cell], holds: Mapping[str, bool], words: Mapping[str, str]
) -> list[Cell]:
    """The cells of a chapter that fit the case, their code out of sight, its words in place of
    theirs (``CASE-TITLE`` ...).
    """
    theirs = re.compile("|".join(map(re.escape, words)))
    found = []
    for cell in cells:
        tags = cell["metadata"].get("tags", [])
        wanted = [holds[tag.removeprefix("if-")] for tag in tags if tag.startswith("if-")]
        wanted += [
            not holds[tag.removeprefix("unless-")] for tag in tags if tag.startswith("unless-")
        ]
        if all(wanted):
            if cell["cell_type"] == "code" and "remove-cell" not in tags:
                cell["metadata"]["tags"] = [*tags, "remove-input"]
            source = "".join(cell["source"])
            cell["source"] = theirs.sub(lambda match: words[match.group()], source)
            found.append(cell)
    return found


def house() -> Path:
    """The folder whose ``_config.yml`` and ``book/`` give a report its style: the clone, else the
    copy inside the installed package.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "_house", package.parent):
        if (folder / "_config.yml").is_file() and (folder / "book" / "_ext").is_dir():
            return folder
    raise InputError(
        str(package.parent),
        "holds no book to take the style from",
        "install newscompare from a clone of its repository",
    )


def write_sources(made: pages.Made, folder: Path) -> None:
    """Write the sources of a report's book: chapters, settings, style, and the case as data."""
    settings, frames = made.case.settings, list(made.codebook.frames)
    title = settings.get("title") or made.case.name
    words = {
        "CASE-TITLE": literal(heading(title)),
        "CASE-EVENT": literal(settings.get("event") or ""),
    }
    words |= dict(zip(("FRAME-ONE", "FRAME-TWO"), frames, strict=False))
    words |= dict(zip(("NAME-ONE", "NAME-TWO"), map(frame_word, frames), strict=False))
    holds = conditions(made)
    for path in sorted(CHAPTERS.glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = fitting(notebook["cells"], holds, words)
        notebook["cells"] = noted(cells, made.notes.get(path.stem, ""))
        write_text(json.dumps(notebook), folder / "notebooks" / path.name)
    pages.save(made, folder / "notebooks")
    for part in ("_ext", "_static", "references.bib", "references.md"):
        source = house() / "book" / part
        if source.is_dir():
            shutil.copytree(
                source,
                folder / "book" / part,
                ignore=shutil.ignore_patterns("__pycache__", "book.png", "card.png", "band.svg"),
            )
        elif part == "references.md":
            cited = source.read_text(encoding="utf-8").replace(":all:\n", "")
            write_text(cited, folder / "book" / part)
        else:
            shutil.copy(source, folder / "book" / part)
    config = yaml.safe_load((house() / "_config.yml").read_text(encoding="utf-8"))
    config |= {
        "title": heading(title),
        "author": "",
        "copyright": "",
        "execute": {"execute_notebooks": "off"},
    }
    for only_the_book in ("ogp_image", "html_additional_pages"):
        config["sphinx"]["config"].pop(only_the_book, None)
    theme = config["sphinx"]["config"]["html_theme_options"]
    theme["extra_footer"] = who_coded(made.case, bool(made.by or made.edited))
    theme["search_bar_text"] = "Search this report"
    write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), folder / "_config.yml")
    write_text(yaml.safe_dump(TOC, sort_keys=False), folder / "_toc.yml")

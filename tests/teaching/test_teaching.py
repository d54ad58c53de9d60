"""Lessons are complete and readable, each chapter opens with its card, each glossary term is
linked, handouts and honesty compute.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
import textstat
from bs4 import BeautifulSoup
from conftest import toc_pages
from pybtex.database import parse_file

from newscompare import cli
from newscompare.case import tables
from newscompare.case.codebook import read_codebook
from newscompare.measures.agreement import kappa_matrix
from newscompare.pages import book
from newscompare.teaching import handouts, honesty

ROOT = Path(__file__).resolve().parents[2]
LESSONS = {"lesson_50": 50, "lab_90": 90, "unit_4_weeks": None}
PARTS = [
    "Objectives",
    "Plan",
    "What to prepare",
    "Questions to raise",
    "Common misreadings",
    "Rubric",
    "Handouts",
]
LESSON_PAGES = [f"book/teach/{name}" for name in LESSONS]
CHAPTERS = [
    *(p for p in toc_pages() if p.startswith("notebooks/")),
    "book/own_event",
    *LESSON_PAGES,
]
CARD = ["You will learn", "Minutes", "Before this", "Data"]
HIGHEST_GRADE = 11


def prose(name: str) -> str:
    """The Markdown of a page or of a notebook's text cells."""
    path = ROOT / f"{name}.ipynb"
    if not path.exists():
        return (ROOT / f"{name}.md").read_text(encoding="utf-8")
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def section(text: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section '{title}'"
    return found.group(1).strip()


# --- Lessons


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_has_all_its_parts(name: str) -> None:
    text = prose(f"book/teach/{name}")
    assert all(len(section(text, part)) > 150 for part in PARTS)
    assert len(re.findall(r"^[-:] ", section(text, "Questions to raise"), re.MULTILINE)) >= 5
    assert len(re.findall(r"^: ", section(text, "Common misreadings"), re.MULTILINE)) >= 4
    assert "| Not yet (0) | Sound (1) | Strong (2) | A strong answer |" in section(text, "Rubric")
    level = section(text, "Level and what students should know")
    variants = re.findall(r"^\*\*(?:Easier|Harder)\.\*\* \(1\).+?\(2\)", level, re.MULTILINE)
    assert len(variants) == 2, "two easier and two harder"
    assert "no student is ranked" in text or "nobody's points are read out" in text
    rows = [r for r in section(text, "Rubric").splitlines() if r.startswith("| ")][2:]
    assert (
        re.search(r"^(\w+) points\.", section(text, "Rubric"), re.MULTILINE)[1]
        == ({4: "Eight", 6: "Twelve"}[len(rows)])
    ), "two points a row"
    assert all(len(row.split("|")[5]) > 10 for row in rows), "each with an exemplar"
    handouts_named = re.findall(r"\]\((handout_\w+\.md)\)", section(text, "Handouts"))
    assert handouts_named
    assert all((ROOT / "book" / "teach" / h).is_file() for h in handouts_named)


def explained(name: str) -> dict[str, str]:
    """Word to the outlet named beside it (or none), from the list for second-language readers."""
    table = section(prose(f"book/teach/{name}"), "Words for second-language readers")
    rows = re.findall(r"^\| (.+?)(?: \(\*(.+?)\*\))? \| (?!Here|---)", table, re.MULTILINE)
    return {re.sub("^to ", "", word): outlet for word, outlet in rows if word != "Word"}


def test_the_words_explained_are_in_what_is_handed_out(practice: tables.Case) -> None:
    handed = " ".join(
        handouts.passage(practice, *units)["text"].str.cat(sep=" ")
        for units in (("gull-20", "gull-28"), ("northwater-04", "northwater-11"))
    )
    sheet = handed + prose("book/teach/handout_50") + prose("book/teach/key_50")
    texts = {
        label: (practice.folder / "articles" / f"{name}.md").read_text("utf-8")
        for name, label in practice.labels.items()
    }
    for name, least in (("lesson_50", 10), ("lab_90", 12), ("unit_4_weeks", 8)):
        found = explained(name)
        assert len(found) >= least
        for word, outlet in found.items():
            where = {"lesson_50": sheet, "lab_90": texts.get(outlet, "")}.get(name) or prose(
                f"book/teach/{name}"
            )
            stem = word.split()[0][: max(4, len(word.split()[0]) - 2)].lower()
            assert stem in where.lower(), (name, word)


@pytest.mark.parametrize(("name", "minutes"), [(n, m) for n, m in LESSONS.items() if m])
def test_the_minutes_of_a_plan_add_up(name: str, minutes: int) -> None:
    steps = re.findall(
        r"^\| (\d+) minutes \|", section(prose(f"book/teach/{name}"), "Plan"), re.MULTILINE
    )
    assert sum(map(int, steps)) == minutes
    assert f"{minutes} minutes" in prose(f"book/teach/{name}").splitlines()[0]


def test_the_unit_has_four_weeks() -> None:
    plan = section(prose("book/teach/unit_4_weeks"), "Plan")
    assert re.findall(r"^\| (\w+):", plan, re.MULTILINE) == ["One", "Two", "Three", "Four"]
    assert {
        c
        for c in ("new", "fetch", "check", "sheet", "agree", "code", "report")
        if f"newscompare {c}" not in plan
    } == set()


def test_it_says_that_no_class_has_tried_it() -> None:
    assert "not been tried in a classroom" in prose("book/teach")


@pytest.mark.parametrize("name", ["book/teach/lesson_50", "book/teach/handout_50"])
def test_the_first_lesson_is_easy_to_read(built_book: Path, name: str) -> None:
    body = BeautifulSoup(
        (built_book / f"{name}.html").read_text(encoding="utf-8"), "html.parser"
    ).find("article")
    blocks = [
        b.get_text(" ", strip=True)
        for b in body.select("p, li, td, dd, dt")
        if not b.find(["p", "li"])
    ]
    sentences = [b if b[-1] in '.?!:”"' else f"{b}." for b in blocks if len(b.split()) >= 4]
    assert len(sentences) > 15
    assert textstat.flesch_kincaid_grade(" ".join(sentences)) <= HIGHEST_GRADE


def test_the_line_on_the_handout_of_the_lab_writes_a_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "notebooks")
    (line,) = re.findall(
        r"^ *%run -m newscompare\.cli (.+)$", prose("book/teach/handout_90"), re.MULTILINE
    )
    *words, out = line.split()
    assert cli.main([*words, str(tmp_path / out)]) == 0
    assert (tmp_path / out).stat().st_size > 10_000


def test_the_reading_list_has_the_titles_of_the_references() -> None:
    entries = parse_file(ROOT / "book" / "references.bib").entries
    listed = re.findall(
        r"^- \{cite:t\}`(\w+)`, \*(.+)\*\. (\w.+\.)$", prose("book/teach/reading"), re.MULTILINE
    )
    assert len(listed) == prose("book/teach/reading").count("{cite:t}") > 20
    assert [
        key
        for key, title, _ in listed
        if title != re.sub(r"[{}\\]", "", entries[key].fields["title"])
    ] == []
    assert all(len(why.split()) >= 5 for _, _, why in listed)


# --- Opening cards


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_opens_with_its_card(name: str) -> None:
    """Below the title: ``{.opening}`` (of a page; a notebook does without), then a list with
    ``**You will learn** ...``, ``**Minutes** ...``, ``**Before this** ...``, ``**Data** ...``.
    """
    mark = "" if name.startswith("notebooks/") else r"\{\.opening[^}]*\}\n"
    card = re.match(rf"# .+\n\n{mark}((?:- .+\n?)+)", prose(name))
    assert card, f"{name}: no opening card under the title"
    items = re.findall(r"^- \*\*(.+?)\*\* (.+)$", card.group(1), re.MULTILINE)
    assert [i[0] for i in items] == CARD
    assert all(len(i[1]) > 3 for i in items)
    assert re.search(r"\d|weeks", items[1][1])


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_card_opens_downloads_and_prints(built_book: Path, name: str) -> None:
    page = built_book / f"{name}.html"
    (card,) = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("ul.opening")
    source = (page.parent / card.select_one("a.opening-download")["href"]).resolve()
    written = next(ROOT.glob(f"{name}.*"))
    if written.suffix == ".ipynb":  # a first cell says what to install
        kept = json.loads(source.read_text("utf-8"))["cells"][1:]
        cells = json.loads(written.read_text("utf-8"))["cells"]
        assert ["".join(c["source"]) for c in kept] == ["".join(c["source"]) for c in cells]
    else:
        assert source.read_bytes() == written.read_bytes()
    assert "window.print()" in card.select_one("button.opening-print")["onclick"]
    opens = card.select_one("a.opening-lab")
    assert (opens is not None) == name.startswith("notebooks/")
    if opens:
        assert (ROOT / opens["href"].rpartition("/lab/tree/")[2]).is_file()
    if name == toc_pages()[0]:
        assert card.find_parent("details") is not None, (
            "findings come first: the card of the first page is folded"
        )


# --- Glossary

FORMS = {
    "Adjudication": r"adjudicat(?:ed|ion)",
    "Case": r"a case(?=,| of| and|\.)",
    "Claim": r"claims ledger",
    "Content": r"content(?! analys)",
    "Form": r"(?<=country, )form",
    "Frame": r"frames?|framing",
    "Recall": r"recall(?! (?:the|how|that))",
    "Relay": r"relay(?:s|ed)?",
    "Sample": r"a sample",
    "Source": r"sources?(?! files?| code)",
    "Strategic frame": r"strategic",
    "Symbolic frame": r"symbolic",
    "Unit": r"units?(?! of four weeks)",
    "Voice": r"voices?(?! of)",
}
"""How a term shows in prose, where that is not the term itself or its plural; ordinary uses of the
word are left out.
"""

NOT_PROSE = re.compile(
    r"(?s:```.*?^```)|\{[\w:-]+\}`[^`]*`|`[^`]*`|\[[^\]]*\]\([^)]*\)"
    r"|^#.*$|^:::+.*$|^:[\w-]+:.*$|^\{\..*$"
    r"|^- \*\*(?:Minutes|Data|Before this|You will learn)\*\*.*$",
    re.MULTILINE,
)


def glossary() -> list[str]:
    text = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
    return [
        line
        for line in text.partition("```{glossary}\n")[2].splitlines()
        if line and not line.startswith((" ", "`"))
    ]


def unlinked(text: str) -> list[str]:
    """The glossary terms that a page uses and never links."""
    linked = {
        (a or b).lower() for a, b in re.findall(r"\{term\}`(?:[^`<]*<([^>]+)>|([^`]+))`", text)
    }
    linked |= {slug.replace("-", " ") for slug in re.findall(r"glossary\.md#([\w-]+)", text)}
    plain = NOT_PROSE.sub(" ", text)
    missing = []
    for term in glossary():
        form = FORMS.get(term, re.escape(term) + "s?")
        case = 0 if term.isupper() or " A" in term else re.IGNORECASE
        if term.lower() not in linked and re.search(rf"(?<![\w-])(?:{form})(?![\w-])", plain, case):
            missing.append(term)
    return missing


@pytest.mark.parametrize("name", [*CHAPTERS, "book/teach"])
def test_each_glossary_term_is_linked(name: str) -> None:
    assert unlinked(prose(name)) == []


def test_an_unlinked_term_would_be_found() -> None:
    assert unlinked("Two coders read the {term}`codebook`.") == ["Coder"]
    assert unlinked("Two {term}`coders <Coder>`; `coder` is a column.") == []


# --- What the handouts and the chapter on honesty compute


@pytest.fixture(scope="module")
def practice() -> tables.Case:
    return tables.load_case("practice")


def test_a_passage_is_in_order_and_its_key_is_the_reference(practice: tables.Case) -> None:
    rows = handouts.passage(practice, "gull-20", "gull-28")
    assert list(rows["sentence"]) == [f"gull-{n}" for n in range(20, 29)]
    assert list(rows["number"]) == list(range(1, 10))
    reference = practice.frames[practice.frames["coder"] == "reference"].set_index("sentence")
    assert list(rows["symbolic"]) == list(reference.loc[rows["sentence"], "symbolic"])
    body = (practice.folder / "articles" / "gull.md").read_text(encoding="utf-8")
    assert all(text in body for text in rows["text"])
    key = handouts.key_table(rows, read_codebook(practice.folder / "codebook.yml"))
    assert (key["Symbol"] == "yes").sum() == rows["symbolic"].sum()
    assert "S1 label" in key["Why"].iloc[0]


def test_a_handout_gives_nothing_away(practice: tables.Case) -> None:
    table = handouts.coding_table(handouts.passage(practice, "tern-01", "tern-20"))
    assert set(table["Symbol"]) == set(table["Strategy"]) == {handouts.BOX}
    assert set(table["Words that show it"]) == {""}
    assert not any(
        text.startswith("#") or text == "What is it, anyway?" for text in table["Sentence"]
    ), "subheads are not coded"


def test_a_passage_that_does_not_exist_is_an_error(practice: tables.Case) -> None:
    with pytest.raises(KeyError):
        handouts.passage(practice, "gull-20", "gull-99")


def test_coders_of_one_habit_agree_with_each_other_more_than_with_the_reference(
    practice: tables.Case,
) -> None:
    kappas = kappa_matrix(honesty.made_up_room(practice), "symbolic")
    pair = kappas.loc["contrary 1", "contrary 2"]
    assert pair > 0.8 > 0.65 > max(kappas.loc["reference", ["contrary 1", "contrary 2"]])
    assert (kappas == kappas.T).all(axis=None)
    assert kappas.loc["hasty 1", "hasty 2"] < pair
    assert min(kappas.loc["reference", ["hasty 1", "hasty 2"]]) >= max(
        kappas.loc["reference", ["contrary 1", "contrary 2"]]
    )


def test_the_sentences_of_the_chapter_mislead_vader() -> None:
    table = honesty.heard(
        [
            "What a handsome lamp, and nobody may use the sea.",
            "War, prison, hunger: he ended them all.",
        ]
    )
    assert list(table["says"]) == ["favourable", "critical"]


def test_one_text_more_or_less(case: tables.Case) -> None:
    table = honesty.one_more_text(case).set_index("frame")
    assert (table["more_low"] < table["share"]).all()
    assert (table["share"] < table["more_high"]).all()
    coded = case.frames[
        (case.frames["coder"] == "reference") & (case.frames["article"] != "digest")
    ]
    shown = honesty.left_out(case).set_index("left out").loc[case.labels["digest"], "strategic"]
    assert shown == pytest.approx(coded["strategic"].mean())


def test_a_coin(case: tables.Case) -> None:
    assert honesty.by_coin(4, 5) == 6 / 32
    assert honesty.by_coin(0, 3) == 1
    counts = (
        pd.DataFrame(case.frames[case.frames["coder"] == "reference"])
        .groupby("article", observed=True)[["symbolic", "strategic"]]
        .sum()
    )
    assert (counts["strategic"] > counts["symbolic"]).sum() == 4, (
        "the chapter's cell throws for four of five"
    )


def test_the_chapter_shows_what_vader_misses(practice: tables.Case) -> None:
    quotes = book.scored_quotes(practice)
    assert (quotes.loc[quotes["stance"] == -1, "vader_label"] == -1).sum() == 0, (
        "the prose says that the list hears none of them"
    )

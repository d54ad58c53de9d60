"""The report of a case is true of any case, and it is coded first only where need be."""

from __future__ import annotations

import ast
import io
import random
import re
import warnings
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import yaml
from made_cases import HOSTILE, OUTLETS, PRACTICE, Text, practice_book, written
from PIL import Image

from newscompare import cli
from newscompare.articles import read_article
from newscompare.case.folder import CaseFolder, case_folder
from newscompare.case.tables import evaluation, load_case
from newscompare.coding.machine_case import why_stale
from newscompare.coding.machine_frames import read_texts
from newscompare.errors import InputError
from newscompare.findings import claims
from newscompare.report import build, pages, place, worth

pytestmark = pytest.mark.xdist_group("report")


# --- Cases


def made_of(case: CaseFolder) -> pages.Made:
    """The case as its report has it, coded by rules (which are quick)."""
    assert cli.main(["code", str(case.path), "--engine", "rules"]) == 0
    return build.prepare(case, say=False)


def many(folder: Path, texts: int) -> CaseFolder:
    """A case of so many texts, each of paragraphs drawn from the practice texts, with long
    labels.
    """
    paragraphs = [
        part
        for name in OUTLETS
        for part in read_article(PRACTICE / "articles" / f"{name}.md").body.split("\n\n")
    ]
    chance = random.Random(1)
    drawn = {
        f"t{i:02d}": (
            {},
            "\n\n".join(chance.sample(paragraphs, chance.randint(3, 12))).replace("## ", ""),
        )
        for i in range(texts)
    }
    labels = {name: f"The {name} Herald of the Northern Straits and Islands" for name in drawn}
    settings = yaml.safe_load((PRACTICE / "case.yml").read_text(encoding="utf-8")) | {
        "articles": labels,
        "colours": {"t00": "#0072b2"},
    }
    return written(folder, drawn, settings, practice_book())


PLAIN = "It rained on the hills. The road stayed closed.\n\nNobody came.\n"
TWO = {"a": ({}, PLAIN), "b": ({}, "The shop sold bread.\n")}
ONE_FRAME = """event: {title: t, date: null}
frames: {weather: What falls from the sky.}
indicators:
  W1: {frame: weather, name: rain, definition: Rain., example: It rains.,
      patterns: {general: [rain], event: []}}
"""
THREE_FRAMES = """event: {title: t, date: null}
frames: {conflict: Sides clash., human_interest: A face., cost: What it costs.}
indicators:
  C1: {frame: conflict, name: clash, definition: D., example: E.,
      patterns: {general: [dispute|rival|oppose], event: []}}
  H1: {frame: human_interest, name: face, definition: D., example: E.,
      patterns: {general: [child|family|crowd], event: []}}
  M1: {frame: cost, name: money, definition: D., example: E.,
      patterns: {general: [cost|credit|price|trade], event: []}}
"""


def cases(folder: Path, kind: str) -> CaseFolder:
    if kind == "two texts, nothing found":
        return written(folder, TWO, {}, practice_book())
    if kind == "two texts, no attribution, one frame":
        return written(folder, TWO, {}, ONE_FRAME)
    if kind == "three frames":
        texts = {
            name: ({}, read_article(PRACTICE / "articles" / f"{name}.md").body)
            for name in OUTLETS[:3]
        }
        return written(folder, texts, {}, THREE_FRAMES)
    return many(folder, 40)


KINDS = [
    "two texts, nothing found",
    "two texts, no attribution, one frame",
    "three frames",
    "forty texts",
]


def run_cell(source: str, space: dict[str, object]) -> object:
    """Run a cell; returns what its last line shows."""
    tree = ast.parse(source)
    last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), space)
    return eval(compile(last, "cell", "eval"), space) if last else None


def run_chapters(
    made: pages.Made, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, list[object]]:
    """Run the cells of each chapter in this process; returns what they show. Every value that the
    prose pastes must be there.
    """
    monkeypatch.setattr("newscompare.measures.agreement.RESAMPLES", 10)
    monkeypatch.setattr("newscompare.measures.intervals.RESAMPLES", 50)
    build.write_sources(made, folder)
    theme = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    foot = theme["html_theme_options"]["extra_footer"]
    by_machine = "reference" not in set(made.case.frames["coder"].astype(str))
    assert ("a machine" in foot) == by_machine
    assert "Claude" not in foot
    monkeypatch.chdir(folder / "notebooks")
    shown = {}
    for path in sorted(Path().glob("*.ipynb")):
        space: dict[str, object] = {}
        results = []
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                results.append(run_cell(cell.source, space))
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        shows = set(re.findall(r"\{eval\}`n\.([^`]+)`", prose))
        assert shows <= set(space.get("n", ())), path
        assert not re.search(r"CASE-|FRAME-|NAME-", prose), path
        shown[path.stem] = results
    return shown


@pytest.mark.parametrize("kind", KINDS)
def test_the_chapters_serve_any_case(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = made_of(cases(tmp_path / "case", kind))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        shown = run_chapters(made, tmp_path / "source", monkeypatch)
        figures = [one for results in shown.values() for one in results if hasattr(one, "png")]
        assert len(figures) >= 4
        for figure in figures if kind != "forty texts" else figures[::5]:
            with Image.open(io.BytesIO(figure.png())) as picture:
                assert picture.info["Description"] == figure.alt
                assert max(picture.size) < 9000


def test_every_claim_of_a_machine_case_leads_to_rows_that_exist(tmp_path: Path) -> None:
    case = made_of(many(tmp_path / "case", 3)).case
    known = {
        name: set(getattr(case, name)["id"])
        for name in ("sentences", "attributions", "quotes", "articles")
    }
    known["parties"] = {party["id"] for party in case.settings["parties"]}
    ledger = [claim for chapter in claims.report_claims(case).values() for claim in chapter]
    assert len(ledger) > 100
    for claim in ledger:
        assert set(claim.rows) <= known[claim.table], claim.key
        assert set(claim.among) <= known[claim.table], claim.key


def test_the_machine_s_tables_have_the_places_of_the_texts(tmp_path: Path) -> None:
    folder = many(tmp_path / "case", 3)
    made = made_of(folder)
    bodies = {article.id: article.body for article in folder.read_articles()}
    for row in made.case.evidence.to_dict("records"):
        if made.case.sentences.set_index("id").loc[row["sentence"], "zone"] == "body":
            body = bodies[str(row["article"])]
            assert " ".join(body[row["start"] : row["end"]].split()) == row["phrase"]
    for said in made.case.quotes.to_dict("records"):
        assert said["quoted"].split()[0] in bodies[str(said["article"])]
    voice = made.case.frames.set_index("sentence")["voice"].astype(str)
    framed = made.case.frames.set_index("sentence")[["symbolic", "strategic"]].any(axis=1)
    assert ((voice != "none") == framed).all()
    assert {"outlet", "source"} <= set(voice)


# --- Coding first, and only where need be


def test_what_is_stale_is_coded_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = written(tmp_path / "case", TWO, {}, practice_book())
    assert "not coded yet" in why_stale(case, read_texts(case))
    cli.main(["code", str(case.path), "--engine", "rules"])
    assert why_stale(case, read_texts(case)) == ""
    text = case.articles / "b.md"
    text.write_text(text.read_text(encoding="utf-8").replace("bread", "hope"), encoding="utf-8")
    assert "texts have changed" in why_stale(case, read_texts(case))
    build.prepare(case)
    assert "coding first: the texts have changed" in capsys.readouterr().err
    case.codebook.write_text(ONE_FRAME, encoding="utf-8")
    assert "codebook has changed" in why_stale(case, read_texts(case))
    build.prepare(case)
    assert set(pd.read_csv(case.path / "coded" / "sentences.csv")["weather"].dropna()) == {0, 1}
    (case.path / "coded" / "quotes.csv").unlink()
    assert "not complete" in why_stale(case, read_texts(case))


@pytest.mark.parametrize("texts", [1, 41])
def test_a_report_compares_two_to_forty_texts(texts: int, tmp_path: Path) -> None:
    case = written(
        tmp_path / "case",
        {f"t{i}": ({}, PLAIN + f"Text {i}.\n") for i in range(texts)},
        {},
        ONE_FRAME,
    )
    with pytest.raises(InputError, match=f"holds {texts} texts"):
        build.prepare(case)


def test_the_worked_example_does_not_count(tmp_path: Path) -> None:
    cli.main(["new", str(tmp_path / "case")])
    (tmp_path / "case" / "articles" / "mine.md").write_text(PLAIN, encoding="utf-8")
    with pytest.raises(InputError, match="worked example"):
        build.prepare(case_folder(tmp_path / "case"))


def test_a_case_with_a_fault_is_refused_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = written(tmp_path / "case", TWO, {"colours": {"a": "blue"}}, practice_book())
    assert cli.main(["report", str(case.path)]) == 2
    assert re.search(
        r"case\.yml, line \d+, column 'colours': 'blue' is no colour\. Cure: ",
        capsys.readouterr().err,
    )
    assert not (case.path / "report").exists()


def test_a_folder_of_others_is_left_alone(tmp_path: Path) -> None:
    case = written(tmp_path / "case", TWO, {}, practice_book())
    out = tmp_path / "mine"
    out.mkdir()
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not made by"):
        build.build_report(case, out)
    (out / place.MADE).write_text('{"files": ["index.html"]}', encoding="utf-8")
    with pytest.raises(InputError, match="would remove it"):
        build.build_report(case, out)
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


# --- What it says of itself


def test_the_measured_worth_is_what_the_machine_does_now() -> None:
    pd.testing.assert_frame_equal(worth.measure_practice(), evaluation("practice"))


def test_frames_of_one_s_own_are_not_said_to_be_measured() -> None:
    said = set(worth.accuracy(["learned"], ["weather"])["What"])
    assert {"Attribution, source included", "Tone of a quotation", "Name of a source"} <= said
    assert not [what for what in said if what.startswith(("Frame", "Voice"))]
    assert worth.accuracy(["rules"], worth.FRAMES)["Value"].between(0, 1).all()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_markdown_shows_as_it_is(text: str) -> None:
    from markdown_it import MarkdownIt

    shown = Text(MarkdownIt("commonmark", {"html": True}).render(f"# {build.literal(text)}"))
    assert shown.tags == {"h1"}
    assert shown.text.strip() == " ".join(text.split())


def test_the_case_s_own_colours_and_shapes_are_drawn(tmp_path: Path) -> None:
    from newscompare.figures.texts import plot_lengths

    case = made_of(many(tmp_path / "case", 40)).case
    assert case.colours == {"t00": "#0072b2"}
    figure = plot_lengths(case.articles, case.labels).in_colours(case.labels, case.colours)
    marks = figure.drawn().axes[0].lines
    assert marks[0].get_color() == "#0072b2"
    assert len({(mark.get_color(), mark.get_marker()) for mark in marks[1:]}) == 39


def test_the_cases_of_the_book_still_count_their_reference() -> None:
    assert set(load_case("practice").frames["coder"].astype(str)) == {"a", "b", "reference"}

"""Exercises and questions: those of the report stand in notebooks of their own, those of the
machines below their chapter; all are graded, each with a solution that runs and stays hidden, none
asks a network.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from newscompare.errors import InputError
from newscompare.findings.claims import report_claims
from newscompare.teaching import quizzes

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
REPORT = [p for p in NOTEBOOKS if p.stem[:2] in {"00", "01", "02", "03", "04", "05"}]
"""Chapters whose exercises stand elsewhere: ``2N`` has those of ``0N``."""
READ_ONLY = [p for p in NOTEBOOKS if p.stem[:2] in {"14", "15", "16", "17", "18", "19"}]
"""Chapters without exercises."""
CHAPTERS = [p for p in NOTEBOOKS if p not in REPORT + READ_ONLY and p.stem[:2] != "13"]
ANALYSES = [p for p in CHAPTERS if p.stem[:2] not in {"20", "07"}]
LEVELS = ("Read", "Find", "Compute", "Change")
EXERCISE = re.compile(r"\A### Exercise \((?:(?P<level>\w+): )?(?P<title>[^\n]+)\)\n\n")
SOLUTION = re.compile(r"\A#### Solution\Z")


def cells(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def hidden(cell: dict) -> bool:
    """Whether a cell shows nothing in the book, as the checks of sentences do."""
    return "remove-cell" in cell["metadata"].get("tags", [])


def exercises(path: Path) -> dict[str, re.Match[str]]:
    """Label of each exercise, which is the id of its cell, to its heading."""
    found = {c["id"]: EXERCISE.match(source(c)) for c in cells(path)}
    return {label: heading for label, heading in found.items() if heading}


def solutions(path: Path) -> dict[str, list[dict]]:
    """Label of an exercise to the cells of its solution: its heading, code, words."""
    found: dict[str, list[dict]] = {}
    label, inside = "", False
    for cell in cells(path):
        if cell["cell_type"] == "markdown":
            if EXERCISE.match(source(cell)):
                label = cell["id"]
            if source(cell).startswith("#"):
                inside = bool(SOLUTION.match(source(cell)))
        if inside:
            found.setdefault(label, []).append(cell)
    return found


def test_every_chapter_of_the_report_has_its_exercises_in_one_place() -> None:
    places = {p.stem[:2] for p in CHAPTERS}
    assert len(REPORT) == 6
    for path in REPORT:
        assert not exercises(path), "the report is for reading"
        assert f"2{path.stem[1]}" in places
        own = next(p for p in CHAPTERS if p.stem[:2] == f"2{path.stem[1]}")
        assert f"]({path.name})" in source(cells(own)[0]), "the exercises link to their chapter"
    for path in READ_ONLY:
        assert not exercises(path)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_every_exercise_has_a_solution_with_code_and_words(path: Path) -> None:
    asked = list(exercises(path))
    answered = solutions(path)
    assert asked
    assert list(answered) == asked
    for label, (heading, *parts) in answered.items():
        assert heading["metadata"]["jp-MarkdownHeadingCollapsed"], f"{label}: open in JupyterLab"
        code = [c for c in parts if c["cell_type"] == "code" and not hidden(c)]
        assert code, label
        for cell in code:
            assert "skip-execution" not in cell["metadata"].get("tags", [])
        assert parts[-1]["cell_type"] == "markdown", label
        assert len(source(parts[-1]).split()) > 15, label


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_exercises_are_graded(path: Path) -> None:
    levels = [m["level"] for m in exercises(path).values()]
    assert set(levels) <= set(LEVELS)
    assert levels == sorted(levels, key=LEVELS.index)
    if path in ANALYSES:
        assert 3 <= len(levels) <= 5
        assert levels[0] == "Read"
        assert levels[-1] == "Change"


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda p: p.stem)
def test_the_exercises_stand_in_the_built_page_and_are_closed(built_book: Path, path: Path) -> None:
    page = BeautifulSoup(
        (built_book / "notebooks" / f"{path.stem}.html").read_text(encoding="utf-8"), "html.parser"
    )
    asked = exercises(path)
    shown = page.select("div.exercise")
    assert [e["id"] for e in shown] == list(asked)
    for box, heading in zip(shown, asked.values(), strict=True):
        name = heading[0].strip().removeprefix("### ")
        assert box.find(class_="admonition-title").get_text(strip=True) == name
        assert f"level-{heading['level'].lower()}" in box["class"]
    closed = page.select("details.solution:not([open])")
    assert len(closed) == len(asked)
    for solution in closed:
        assert solution.summary.get_text().startswith("Solution")
        assert solution.select(".cell_output"), f"a solution of {path.stem} shows nothing"
        assert len(solution.find_all("p")[-1].get_text().split()) > 10


def test_what_the_solutions_say_of_the_case_is_so(case) -> None:
    """Facts that solutions put in words, computed again."""
    from newscompare.measures import framing, sensitivity, sources, together
    from newscompare.sentiment import score
    from newscompare.sentiment.vader import vader_label

    coded, held = framing.coded_by(case.frames), sources.with_naming(case.attributions)
    voices = framing.voice_counts(coded)
    by_source = voices[(voices["frame"] == "symbolic") & (voices["voice"] == "source")].set_index(
        "article"
    )
    assert (by_source["share"].idxmax(), by_source["sentences"].idxmax()) == (
        "gazelle",
        "kurdistan24",
    )
    lengths = case.articles.set_index("id")
    assert lengths["words"].idxmax() == "kurdistan24"
    assert lengths["sentences"].idxmax() == "explainer"
    assert case.articles["date"].notna().sum() == 1
    combinations = framing.frame_combinations(coded).pivot(
        index="article", columns="combination", values="share"
    )
    assert (
        framing.frame_combinations(coded)
        .query("combination == 'both'")
        .set_index("article")["sentences"]
        .idxmax()
        == "digest"
    )
    assert (combinations["symbolic"].idxmax(), combinations["strategic"].idxmax()) == (
        "kurdistan24",
        "rferl",
    )
    body = coded[coded["sentence"].isin(case.sentences.loc[case.sentences["zone"] == "body", "id"])]
    for frame in framing.frames_of(coded):
        orders = [
            list(t.groupby("article", observed=True)[frame].mean().sort_values().index)
            for t in (coded, body)
        ]
        assert orders[0] == orders[1]
    widest = sources.source_counts(held).set_index("source")
    assert (widest["texts"].idxmax(), widest["texts"].max()) == ("Donald Trump", 4)
    alone = set(held.loc[held["source"] == "Donald Trump", "article"])
    jointly = set(held.loc[held["source"].str.startswith("Donald Trump and"), "article"])
    assert alone | jointly == set(case.labels)
    assert widest.loc["US officials", "all"] > widest.loc["Kazakh government", "all"]
    assert widest.loc["US officials", "texts"] == 1
    profiles = together.profiles(coded, case.attributions, case.quotes, case.settings["sides"])
    named = profiles[profiles["measure"] == "named"].set_index("article")["share"]
    assert (named.idxmin(), named.idxmax()) == ("gazelle", "explainer")
    vader = score(case.quotes)["vader"]
    stance = case.quotes["stance"].astype(int)
    assert (vader_label(vader)[stance == -1] == 0).all()
    assert (stance == 1).mean() > (vader_label(vader) == stance).mean()
    for coder in "ab":
        variant = sensitivity.Variant("coder", coder, framing.coded_by(case.frames, coder))
        assert sensitivity.survival(sensitivity.framing_findings(), coded, [variant])[
            "survives"
        ].all()


# --- Questions


def test_each_analysis_has_questions() -> None:
    shown = {
        path.stem: re.findall(r'quizzes\.show\("(\w+)"\)', "".join(map(source, cells(path))))
        for path in CHAPTERS
    }
    assert [path.stem for path in ANALYSES if len(shown[path.stem]) != 1] == []
    assert sorted(name for names in shown.values() for name in names) == quizzes.names()


@pytest.mark.parametrize("name", quizzes.names())
def test_questions_teach_by_every_answer(name: str) -> None:
    asked = quizzes.questions(name)
    assert 2 <= len(asked) <= 3
    for question in asked:
        answers = question["answers"]
        assert question["type"] == "multiple_choice"
        assert sum(answer["correct"] for answer in answers) == 1
        assert len(answers) >= 3
        for answer in answers:
            assert len(answer["feedback"]) > 30, answer
            assert (
                answer["feedback"].startswith("Right.") or answer["feedback"].startswith("Right,")
                if answer["correct"]
                else True
            )
        assert not re.search(
            r"\d",
            json.dumps(answers, ensure_ascii=False)
            .replace("RFE/RL", "")
            .replace("Kurdistan24", "")
            .replace("F1", ""),
        )


def test_the_right_answer_is_not_always_in_the_same_place() -> None:
    places = [
        [a["correct"] for a in q["answers"]].index(True)
        for name in quizzes.names()
        for q in quizzes.questions(name)
    ]
    assert len(set(places)) >= 3
    assert max(places.count(place) for place in places) < 0.6 * len(places)


def test_answers_that_hang_on_the_data_are_those_of_the_ledger(case) -> None:
    values = {c.key: c.shown for chapter in report_claims(case).values() for c in chapter}
    checked = 0
    for name in quizzes.names():
        for question in quizzes.questions(name):
            if "claim" in question:
                right = next(
                    answer["answer"] for answer in question["answers"] if answer["correct"]
                )
                assert right == values[question["claim"]]
                checked += 1
    assert checked >= 3


@pytest.mark.parametrize("name", quizzes.names())
def test_a_quiz_is_whole_and_asks_no_host(name: str) -> None:
    html = quizzes.show(name).html
    assert not re.search(r"https?://|[\"'(]//\w", html)
    assert html.count("<div") >= 1
    assert (
        BeautifulSoup(html.partition("<style>")[0], "html.parser").find("div").get("aria-live")
        == "polite"
    )
    assert html.partition("<style>")[0].count("</div>") == 1
    assert html == quizzes.show(name).html


def test_an_unknown_quiz_is_named() -> None:
    with pytest.raises(InputError, match="use one of"):
        quizzes.show("history")

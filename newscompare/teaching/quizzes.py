"""Self-check questions with feedback, shown by ``jupyterquiz`` without any request to a host.

The questions of a chapter stand in ``data/quizzes/NAME.json``, in jupyterquiz's own format. The key
``claim`` is ours: it names the number of the report (``newscompare.findings.claims``) that the
right answer shows.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any

from newscompare.case.tables import data_folder
from newscompare.errors import InputError
from newscompare.pages.book import Html

COLOURS = {
    "--jq-multiple-choice-bg": "var(--pst-color-surface, var(--jp-layout-color2, #f1f3f5))",
    "--jq-mc-button-bg": "var(--pst-color-background, var(--jp-layout-color1, #ffffff))",
    "--jq-mc-button-border": "var(--pst-color-border, var(--jp-border-color1, #c9ced4))",
    "--jq-text-color": "var(--pst-color-text-base, var(--jp-ui-font-color1, #22262b))",
    "--jq-correct-color": "var(--pst-color-success, var(--jp-success-color0, #00704f))",
    "--jq-incorrect-color": "var(--pst-color-danger, var(--jp-error-color0, #b3001e))",
}
"""Colours of the page's theme, light or dark: the book's, else JupyterLab's."""

STYLE = """
.Quiz { line-height: 1.4; font-size: 1em; margin-left: 0; }
.Quiz .Answer { grid-template-columns: 1fr; grid-gap: 6px; }
.Quiz .MCButton { color: var(--jq-text-color); justify-content: flex-start; text-align: left;
  font-size: 1em; border-width: 2px; padding: 6px 10px; }
.Quiz .MCButton input { position: absolute; opacity: 0; width: 1px; height: 1px; }
.Quiz .MCButton:focus-within { outline: 3px solid var(--jq-correct-color); outline-offset: 1px; }
.Quiz .correctButton, .Quiz .incorrectButton { animation: none; box-shadow: none;
  color: var(--jq-text-color); font-weight: 600; }
.Quiz .correctButton { border-color: var(--jq-correct-color); }
.Quiz .incorrectButton { border-color: var(--jq-incorrect-color); border-style: dashed; }
.Quiz .Feedback { text-align: left; font-size: 1em; min-height: 1.5em; }
"""


def questions(name: str) -> list[dict[str, Any]]:
    """The questions of one chapter. Raises ``InputError`` for a name without a file."""
    path = data_folder() / "quizzes" / f"{name}.json"
    try:
        return list(json.loads(path.read_text(encoding="utf-8")))
    except OSError:
        raise InputError(str(path), "is missing", f"use one of: {', '.join(names())}") from None


def names() -> list[str]:
    """The chapters that have questions."""
    return sorted(path.stem for path in (data_folder() / "quizzes").glob("*.json"))


def show(name: str) -> Html:
    """The questions of one chapter as HTML with its script and style inside, to be the value of a
    notebook cell.

    It differs from ``jupyterquiz.display_quiz`` in that the output is one piece with its tags
    closed, the same in every build, in the page's colours, told to screen readers, and that no copy
    of MathJax is ever asked for.
    """
    from jupyterquiz.dynamic.loader import load_questions_script
    from jupyterquiz.dynamic.renderer import build_script, build_styles, render_div

    asked = questions(name)
    box = f"quiz_{re.sub(r'[^A-Za-z0-9]', '_', name)}"
    start = render_div(box, False, False, False, len(asked), 640, 8, "left")
    prefix, static, address = load_questions_script(asked, box)
    script = re.sub(
        r"script\.src = 'https?:[^']*';",
        "return;",
        build_script(prefix, static, address, box, True),
    )
    style = build_styles(box, COLOURS).replace("</style>", STYLE + "</style>")
    html = (
        f'{start[:-1]} role="group" aria-label="Questions" aria-live="polite"></div>\n'
        f"{without_scripts(asked)}\n{style}\n<script>\n{script}</script>"
    )
    return Html(html, "\n\n".join(_plain(question) for question in asked))


def without_scripts(asked: list[dict[str, Any]]) -> str:
    """The questions where no script runs: each with its answers, and what each answer is told."""
    parts = []
    for question in asked:
        told = "".join(
            f"<li>{escape(answer['answer'])}: {escape(answer.get('feedback', ''))}</li>"
            for answer in question["answers"]
        )
        choices = "".join(f"<li>{escape(one['answer'])}</li>" for one in question["answers"])
        parts.append(
            f"<li><p>{escape(question['question'])}</p><ul>{choices}</ul>"
            f"<details><summary>Answers</summary><ul>{told}</ul></details></li>"
        )
    return f"<noscript><ol>{''.join(parts)}</ol></noscript>"


def _plain(question: dict[str, Any]) -> str:
    return "\n".join(
        [question["question"], *(f"- {answer['answer']}" for answer in question["answers"])]
    )

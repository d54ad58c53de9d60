"""Part one reads at or below US grade 10 (Flesch-Kincaid by textstat), with names left out.

Kincaid, J. P., Fishburne, R. P., Rogers, R. L., and Chissom, B. S. (1975). Derivation of new
readability formulas for Navy enlisted personnel.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import textstat

from newscompare.case.tables import load_case

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted((ROOT / "notebooks").glob("0[0-5]_*.ipynb"))
HIGHEST = 10.0

MARK = re.compile(r"\s*\{eval\}`n\.finding_\w+`")
VALUE = re.compile(r"\{eval\}`[^`]*`")
CITED = re.compile(r"\s*\(?\[[^\]]+\]\([^)]*references\.bib[^)]*\)\)?")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
CARD = re.compile(r"^- \*\*(?:You will learn|Minutes|Before this|Data)\*\*.*$", re.MULTILINE)


def names() -> set[str]:
    """The words of the names that a case brings along: outlets, people, states, offices."""
    case = load_case(ROOT / "data" / "accords")
    known = [*case.labels.values(), *case.attributions["source"], *case.attributions["country"]]
    known += [party["label"] for party in case.settings["parties"]]
    known += [
        case.settings["event"],
        "Azerbaijan Uzbekistan Emirates Riyadh Anthropic Claude VADER",
    ]
    return {w for name in known for w in re.findall(r"[A-Z][\w’/]+", str(name))} - {
        "Unnamed",
        "The",
    }


def prose(path: Path) -> str:
    """What a reader reads: sentences, with a word for each number, without headings and cards."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    text = CARD.sub("", CITED.sub("", VALUE.sub("ten", MARK.sub("", text))))
    text = re.sub(r"^#+ .*$", "", LINK.sub(r"\1", text), flags=re.MULTILINE)
    text = re.sub(r"^(?:[-*>]|\d+\.)\s+", "", text, flags=re.MULTILINE)
    return re.sub(r"[*_`“”\"]", "", text).strip()


def without_names(text: str, known: set[str]) -> str:
    """The text without names: those of the case, and words with a capital within a sentence."""
    text = re.sub(r"(?<=[\w,;:] )[A-Z][\w’'/]+", "", text)
    return re.sub(r"\b[A-Z][\w’/]+", lambda m: "" if m[0].strip("’'s") in known else m[0], text)


def level(text: str) -> float:
    return textstat.flesch_kincaid_grade(text)


def test_part_one_is_there() -> None:
    assert [path.name[:2] for path in CHAPTERS] == ["00", "01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_reads_at_grade_ten_or_below(path: Path) -> None:
    text = without_names(prose(path), names())
    assert len(text.split()) > 150
    assert level(text) <= HIGHEST, f"{path.name} reads at grade {level(text):.1f}"


def test_heavy_prose_would_be_found() -> None:
    heavy = (
        "Notwithstanding considerable methodological reservations concerning generalisability, the "
        "investigation demonstrates that institutional communication overwhelmingly privileges "
        "governmental interpretations, consequently marginalising alternative perspectives."
    )
    assert level(heavy) > 2 * HIGHEST
    assert level("The post is short. Two texts quote it. One does not.") < HIGHEST

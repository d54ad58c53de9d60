"""Find sentences that assert an order, a superlative, an absence, a whole or a cause, and that no
check and no finding covers.

``python -m newscompare.findings.lint notebooks book`` lists them, one line each, and ends with exit
code 1 where there are any; ``--report`` always ends with 0. It reads notebooks and MyST pages.

A sentence is covered where it shows a finding's mark (``{eval}`n.finding_ID```), or where a cell of
the same page calls one of ``checks.CHECKS`` with its first words (four or more, or all of it).
There ``…`` stands for any inserted value, and links, emphasis and roles are left out::

    holds("Of … quotations … favour the accession", favour > critical)

A check whose words begin no sentence of the page is listed too: it guards nothing any more.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newscompare.findings.checks import CHECKS

ASSERTS: dict[str, re.Pattern[str]] = {
    "cause": re.compile(
        r"\b(because|therefore|hence|thus|owing to|due to|that is why|as a result|so that)\b", re.I
    ),
    "superlative": re.compile(
        r"\b(most|least|largest|smallest|longest|shortest|highest|lowest|widest|best|worst|greatest"
        r"|hardest|strongest|weakest|fewest|latest|earliest|likeliest|mostly|above all)\b",
        re.I,
    ),
    "comparison": re.compile(
        r"\b(more|less|fewer|better|worse|than|outnumber\w*|exceed\w*|twice|as often as"
        r"|leads?|rarer|unlike|differs?|hardly|nearly|as (?:many|much) as)\b",
        re.I,
    ),
    "absence": re.compile(r"\b(no|none|nobody|nothing|never|neither|nor|without|not one)\b", re.I),
    "whole": re.compile(r"\b(all|every|each|always|everywhere|both|only|alone|just one)\b", re.I),
}
"""What a sentence may assert that could be false, and the words that give it away."""

_ROLE_VALUE = re.compile(r"\{(?:eval|glue:?\w*)\}`[^`]*`")
_ROLE_TEXT = re.compile(r"\{[\w:+-]+\}`([^`<]*?)\s*(?:<[^`>]*>)?`")
_CITE = re.compile(r"\{cite:?\w*\}`[^`]*`")
_FINDING = re.compile(r"\{eval\}`[^`]*\bfinding_\w+`")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_FENCE = re.compile(r"^(`{3,}|~{3,})(.*)$")
_CODE_CELL = re.compile(r"\{code-cell\}")
_END = re.compile(r"(?<=[.!?])[\"”’)*_]*\s+(?=[\"“‘*_(\[{…A-Z0-9])")
_ORDER = re.compile(
    r"(?:Add|Answer|Ask|Change|Check|Choose|Click|Code|Compare|Compute|Copy|Count|Decide|Do|Drop|Find"
    r"|Give|Go|Guess|Keep|Leave|Let|List|Look|Make|Name|Open|Pick|Print|Put|Read|Run|Say|See|Sort"
    r"|Start|Suppose|Take|Throw|Try|Turn|Use|Write)\b(?! (?:is|are|was|were)\b)"
)
"""How a sentence begins that asks the reader to do something, and so asserts nothing."""

_HEAD = re.compile(r"(?:You will learn|Minutes|Before this|Data)\b")
"""The lines that open a chapter."""

_WORD = re.compile(r"…|[^\W_]+(?:['’.-][^\W_]+)*")


@dataclass(frozen=True)
class Offence:
    """A sentence without cover (``kind`` says what it asserts), or a check without a sentence."""

    file: str
    place: str
    kind: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: {self.kind}: {self.sentence}"


@dataclass(frozen=True)
class Page:
    """The prose of a page by place, and the code of its cells."""

    prose: tuple[tuple[str, str], ...]
    code: tuple[str, ...]


def read_page(path: Path) -> Page:
    """A notebook, or a MyST page with its code cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        prose = [
            (f"cell {i}", "".join(c["source"]))
            for i, c in enumerate(cells)
            if c["cell_type"] == "markdown"
        ]
        return Page(
            tuple(prose), tuple("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        )
    body = re.sub(r"\A---\n.*?\n---\n", lambda m: "\n" * m[0].count("\n"), text, flags=re.DOTALL)
    code: list[str] = []
    block: list[str] = []
    fence, is_cell = "", False
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence, block, is_cell = mark[1], [], bool(_CODE_CELL.search(mark[2]))
        elif mark and line.strip().startswith(fence) and not mark[2].strip():
            if is_cell:
                code.append("\n".join(one for one in block if not one.startswith(":")))
            fence = ""
        elif fence:
            block.append(line)
    return Page((("page", body),), tuple(code))


def sentences(markdown: str) -> Iterator[str]:
    """The sentences of a Markdown text as a reader meets them: no code, headings, options, tables'
    rules; values as ``…``. What ends with a question mark asserts nothing and is left out.
    """
    fence = ""
    paragraph: list[str] = []
    lines = [*markdown.split("\n"), ""]
    for line in lines:
        plain = line.strip()
        mark = _FENCE.match(plain)
        if mark and (not fence or plain.startswith(fence)):
            fence = "" if fence else mark[1]
            yield from _split(paragraph)
            paragraph = []
        elif fence:
            continue
        elif not plain or plain.startswith((":", "#", "{.", "|", "<", "%", "(")) or plain == "---":
            yield from _split(paragraph)
            paragraph = []
            if plain.startswith("|") and not re.fullmatch(r"[|\s:-]+", plain):
                for cell in plain.strip("|").split("|"):
                    yield from _split([cell.strip()])
        elif re.match(r"([-*+]|\d+\.)\s", plain):
            yield from _split(paragraph)
            paragraph = [re.sub(r"^([-*+]|\d+\.)\s+", "", plain)]
        else:
            paragraph.append(plain)


def _split(lines: Sequence[str]) -> Iterator[str]:
    text = " ".join(lines)
    text = _CITE.sub("", text)
    text = _FINDING.sub("§", text)
    text = _ROLE_VALUE.sub("…", text)
    text = _ROLE_TEXT.sub(r"\1", text)
    text = _LINK.sub(r"\1", text).replace("**", "").replace("`", "")
    text = re.sub(r"(?<!\w)[*_]|[*_](?!\w)", "", text)
    for sentence in _END.split(text):
        plain = " ".join(sentence.split())
        if len(_WORD.findall(plain)) >= 3 and not plain.rstrip('"”’)').endswith("?"):
            yield plain


def words(sentence: str) -> list[str]:
    """The words of a sentence for comparison, lower case, values as ``…``."""
    return [w.lower().replace("’", "'") for w in _WORD.findall(sentence)]


def checks(code: Iterable[str]) -> list[str]:
    """The sentences that the checks of a page guard."""
    found = []
    for cell in code:
        plain = "\n".join("" if re.match(r"\s*[%!]", line) else line for line in cell.split("\n"))
        try:
            tree = ast.parse(plain)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0]
            if name in CHECKS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append(first.value)
    return found


def guards(check: str, sentence: str) -> bool:
    """Do the words of a check begin the sentence (four words or more, or all of it)?"""
    mine, theirs = words(check), words(sentence)
    return bool(mine) and theirs[: len(mine)] == mine and (len(mine) >= 4 or mine == theirs)


def asserted(sentence: str) -> str:
    """What a sentence asserts (a key of ``ASSERTS``), or nothing."""
    if _ORDER.match(sentence) or _HEAD.match(sentence):
        return ""
    return next((kind for kind, pattern in ASSERTS.items() if pattern.search(sentence)), "")


def lint_page(path: Path, *, name: str | None = None) -> list[Offence]:
    """The offences of one page."""
    page = read_page(path)
    guarded = checks(page.code)
    used: set[str] = set()
    offences = []
    for place, markdown in page.prose:
        for sentence in sentences(markdown):
            own = [check for check in guarded if guards(check, sentence)]
            used.update(own)
            kind = asserted(sentence)
            if kind and not own and "§" not in sentence:
                offences.append(Offence(name or str(path), place, kind, sentence))
    stale = [check for check in dict.fromkeys(guarded) if check not in used]
    return offences + [
        Offence(name or str(path), "code", "a check without a sentence", check) for check in stale
    ]


def pages(paths: Iterable[Path]) -> Iterator[Path]:
    """Notebooks and MyST pages below the paths, in order."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix in {".ipynb", ".md"})
        else:
            yield path


def main(arguments: Sequence[str]) -> int:
    """List the offences of the pages named; 1 where there are any and ``--report`` is not given."""
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    offences = [o for path in pages(paths) for o in lint_page(path)]
    for offence in offences:
        print(offence)
    print(f"{len(offences)} sentence(s) without a check", file=sys.stderr)
    return 0 if "--report" in arguments or not offences else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

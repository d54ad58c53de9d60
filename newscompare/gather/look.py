"""The texts of a case read paragraph by paragraph, to keep or to cut: ``newscompare look``.

What is cut goes to ``cut.csv`` and can be taken back; a text changed here is one that its user
edited, and no later fetch overwrites it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from newscompare.articles import parse_article
from newscompare.case.folder import CaseFolder
from newscompare.errors import InputError
from newscompare.files import read_text, write_text
from newscompare.gather.cuts import YOU, Cut, read_cuts, write_cuts
from newscompare.gather.furniture import sorted_out

WIDTH = 96
HELP = "Enter: keep all | numbers to cut (3 5-7) | +c1 takes a cut back | q: stop here"


@dataclass(frozen=True)
class Looked:
    """One text as it lies in its file: ``head`` (its front matter), paragraphs, and what was cut
    from it.
    """

    path: Path
    head: str
    paragraphs: list[str]
    cuts: list[Cut]

    @property
    def id(self) -> str:
        """The id of the text."""
        return self.path.stem


def look_at(case: CaseFolder, id: str) -> Looked:
    """Read one text. Raises ``InputError`` where there is none of this name."""
    for suffix in (".md", ".txt"):
        path = case.articles / f"{id}{suffix}"
        if path.is_file():
            text = read_text(path)
            body = parse_article(text, id=id, path=path).body
            parts = [part.strip() for part in body.split("\n") if part.strip()]
            cuts = [one for one in read_cuts(case.path) if one.id == id]
            return Looked(path, text[: len(text) - len(body)], parts, cuts)
    raise InputError(str(case.articles), f"holds no text '{id}'", "name one of its files")


def numbers(words: Iterable[str], highest: int, where: str) -> list[int]:
    """Numbers of paragraphs, written as *3* or *5-7*. Raises ``InputError``."""
    found: set[int] = set()
    for word in words:
        match = re.fullmatch(r"(\d+)(?:-(\d+))?", word)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= highest:
            cure = f"write numbers from 1 to {highest}, such as 3 or 5-7"
            raise InputError(where, f"'{word}' names no paragraph", cure)
        found.update(range(first, last + 1))
    return sorted(found)


def cut(case: CaseFolder, text: Looked, which: Sequence[int]) -> None:
    """Move paragraphs (counted from 1) from a text to ``cut.csv``."""
    gone = set(which)
    if not gone:
        return
    kept = [part for k, part in enumerate(text.paragraphs, 1) if k not in gone]
    new = [
        Cut(text.id, YOU, "cut by you", str(k - 1 - sum(g < k for g in gone)), part)
        for k, part in enumerate(text.paragraphs, 1)
        if k in gone
    ]
    write_cuts(case.path, [*read_cuts(case.path), *new])
    write_text(text.head + "\n\n".join(kept) + "\n", text.path)


def take_back(case: CaseFolder, text: Looked, which: Sequence[int]) -> None:
    """Put cut paragraphs (counted from 1 among those of this text) back where they stood."""
    kept = list(text.paragraphs)
    back = [text.cuts[k - 1] for k in which]
    for one in reversed(back):
        kept.insert(min(int(one.place or 0), len(kept)), one.text)
    rest = list(read_cuts(case.path))
    for one in back:
        rest.remove(one)
    write_cuts(case.path, rest)
    write_text(text.head + "\n\n".join(kept) + "\n", text.path)


def shown(text: Looked) -> str:
    """A text for the terminal: numbered paragraphs, a question mark beside what looks like
    furniture, then what was cut.
    """
    lines = [f"{text.id}: {len(text.paragraphs)} paragraphs, {len(text.cuts)} cut"]
    for k, line in enumerate(sorted_out(text.paragraphs), 1):
        mark = f"?{k:>3} " if line.reason else f"{k:>4} "
        lines.append(_wrapped(mark, line.text + (f"   [{line.reason}?]" if line.reason else "")))
    for k, one in enumerate(text.cuts, 1):
        lines.append(_wrapped(f" c{k:<2} ", f"[cut: {one.reason}] {one.text}"))
    return "\n".join(lines)


def _wrapped(mark: str, text: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in text)
    return textwrap.fill(printable, WIDTH, initial_indent=mark, subsequent_indent="     ")


def go_through(
    case: CaseFolder, ids: Sequence[str], ask: Callable[[str], str], say: Callable[[str], None]
) -> None:
    """Show one text after the other and do what is answered."""
    for id in ids:
        while True:
            text = look_at(case, id)
            say(shown(text))
            words = ask(f"{HELP}\n> ").split()
            if words == ["q"]:
                return
            if not words:
                break
            try:
                do(case, text, words)
            except InputError as error:
                say(str(error))


def do(case: CaseFolder, text: Looked, words: Sequence[str]) -> None:
    """Cut and take back as one answer says. Raises ``InputError``."""
    back = [word[2:] for word in words if word.startswith("+c")]
    away = [word for word in words if not word.startswith("+c")]
    returned = numbers(back, len(text.cuts), "what to take back")
    gone = numbers(away, len(text.paragraphs), "what to cut")
    cut(case, text, gone)
    if returned:
        take_back(case, look_at(case, text.id), returned)

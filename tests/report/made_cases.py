"""Cases for the report: as written, from the practice texts, hostile; and a page as its reader sees
it.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import yaml

from newscompare.articles import read_article
from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder, case_folder
from newscompare.case.tables import data_folder
from newscompare.hand.sheets import write_sheet

ROOT = Path(__file__).resolve().parents[2]


PRACTICE = data_folder() / "practice"


OUTLETS = ["northwater", "gull", "veldan_one", "tern", "ledger", "roundup"]


HOSTILE = [
    "<script>document.title='SCRIPTED'</script>",
    "<img src=x onerror=\"document.title='SCRIPTED'\">",
    "{raw}`html <b>` {{ 7*7 }} $x^2$ `code` **bold** [a](javascript:alert(1))",
    "</script><script>document.title='SCRIPTED'</script>",
    "```{raw} html",
    "{eval}`n.texts` | $\\frac{1}{0}$ & <!-- \" ' -->",
]
"""Titles, labels and names that would do harm where they reached a page as they are."""


def written(
    folder: Path,
    texts: dict[str, tuple[dict[str, object], str]],
    settings: dict[str, object],
    codebook: str,
) -> CaseFolder:
    """A case folder: front matter and body of each text, further lines of ``case.yml``, a
    codebook.
    """
    (folder / "articles").mkdir(parents=True)
    for name, (front, body) in texts.items():
        front = {"outlet": name, "title": None, "published": None, "url": None} | front
        head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
        (folder / "articles" / f"{name}.md").write_text(f"---\n{head}---\n{body}", encoding="utf-8")
    values = {"id": "t", "title": "T", "event": "E"} | settings
    (folder / "case.yml").write_text(
        yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
    (folder / "codebook.yml").write_text(codebook, encoding="utf-8")
    return case_folder(folder)


def practice_book() -> str:
    return (PRACTICE / "codebook.yml").read_text(encoding="utf-8")


class Text(HTMLParser):
    """The tags, addresses and words of a page; what stands in scripts is no text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.text, self._script = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._script = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        self.text += "" if self._script else data


def hostile_case(folder: Path) -> CaseFolder:
    """The practice texts under hostile titles, labels, names and words, with two sheets coded by
    hand.
    """
    texts = {}
    for number, name in enumerate(OUTLETS):
        article = read_article(PRACTICE / "articles" / f"{name}.md")
        said = f'"We lead {HOSTILE[number]} hope," said <b onclick=x>Ann</b> {HOSTILE[number]}.'
        body = f"{article.body.rstrip()}\n\n{said}\n"
        front = {
            "title": HOSTILE[number],
            "deck": HOSTILE[-number],
            "authors": HOSTILE[0],
            "kind": HOSTILE[1],
            "url": "javascript:alert(1)",
        }
        texts[name] = (front | {"outlet": HOSTILE[number]}, body)
    settings = yaml.safe_load((PRACTICE / "case.yml").read_text(encoding="utf-8"))
    settings |= {
        "title": HOSTILE[0],
        "event": HOSTILE[2],
        "articles": dict(zip(OUTLETS, HOSTILE, strict=True)),
    }
    settings["parties"] = [
        {
            "id": HOSTILE[3],
            "label": HOSTILE[1],
            "heard": [{"source": [HOSTILE[0]]}],
            "mention": "the",
        },
        *settings["parties"],
    ]
    settings["questions"] = [
        {
            "id": HOSTILE[1],
            "label": HOSTILE[0],
            "where": "the",
            "answers": [{"id": "x", "label": HOSTILE[3], "pattern": "a"}],
        }
    ]
    case = written(
        folder,
        texts,
        settings,
        practice_book().replace("Something is called", f"{HOSTILE[0]} Something is called"),
    )
    for coder, share in (("ana", 2), ("ben", 3)):
        path, _ = write_sheet(case, coder)
        header, rows = read_cells(path)
        coded = [
            [*cells[:3], str(int(i % share == 0)), str(int(i % 4 == 0)), "", "outlet", ""]
            for i, (_, cells) in enumerate(rows)
        ]
        write_cells(header, coded, path)
    return case

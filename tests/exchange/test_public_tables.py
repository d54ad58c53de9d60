"""Tables for a spreadsheet: with the sentences for their maker, without running text to hand
round.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from newscompare.articles import Article
from newscompare.case.scaffold import new_case
from newscompare.cli import main
from newscompare.exchange.bundle import Bundle, format_spans
from newscompare.exchange.public import public_words, quoted_spans, running_text
from newscompare.exchange.spreadsheets import write_public_tables

BODY = (
    "The deputy mayor of the small town of Ashby on the southern coast, Ann Dell, said that the "
    "quay would “close for the whole of the coming winter and probably well into spring” if no "
    "money came from the capital before October.\n\nShe smiled.\n"
)
SOURCE = "The deputy mayor of the small town of Ashby on the southern coast, Ann Dell"
QUOTED = "“close for the whole of the coming winter and probably well into spring”"
NOTE = "she says the quay would close if no money came from the capital before October"


def spans(*words: str) -> str:
    return format_spans([(BODY.index(word), BODY.index(word) + len(word)) for word in words])


ROW = {
    "article": "post",
    "source_spans": spans(SOURCE),
    "cue_spans": spans("said"),
    "content_spans": spans(BODY[BODY.index("that the") : BODY.index(".\n")]),
    "source": "Ann Dell",
    "note": NOTE,
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_quoted_words_and_short_phrases_alone_go_round(tmp_path: Path) -> None:
    codes = [{"unit": "post-01", "coder": "ana", "note": NOTE}, {"unit": "x", "note": "my own"}]
    write_public_tables(Bundle([Article("post", BODY)], [ROW], codes), tmp_path)
    (said,) = rows(tmp_path / "attributions.csv")
    assert said["content_text"] == QUOTED
    assert said["cue_text"] == "said"
    assert (said["source_text"], said["source"], said["note"]) == ("", "Ann Dell", "")
    assert said["content_spans"] == ROW["content_spans"]
    assert [row["note"] for row in rows(tmp_path / "codes.csv")] == ["", "my own"]


@pytest.mark.parametrize(
    ("source", "cue", "shown"),
    [
        ("Ann Dell", "said", ("Ann Dell", "said")),
        ("the small town of Ashby on the southern", "said", ("", "said")),
        (
            SOURCE,
            "no money came from the capital before October",
            ("", "no money came from the capital before October"),
        ),
        ("She", "money came from the capital before October.\n\nShe smiled", ("", "")),
        (QUOTED, "said", (QUOTED, "said")),
    ],
)
def test_source_and_cue_have_eight_words_between_them(
    source: str, cue: str, shown: tuple[str, str]
) -> None:
    row = ROW | {"source_spans": spans(source), "cue_spans": spans(cue)}
    words = public_words(BODY, row, quoted_spans(BODY))
    assert (words["source_text"], words["cue_text"]) == shown


def test_a_run_is_of_nine_words_outside_the_marks() -> None:
    found = running_text([Article("post", BODY)])
    last = "if no money came from the capital before october"
    assert last in {" ".join(run) for run in found}
    assert not any("winter" in run for run in found)
    assert (
        running_text([Article("post", "Only these eight words stand in the text.")]) == frozenset()
    )


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "my-event"
    new_case(folder)
    (folder / "articles/example.md").unlink()
    (folder / "articles/post.md").write_text(BODY, encoding="utf-8")
    (folder / "articles/mail.md").write_text("Tom Reed said that it was old.\n", encoding="utf-8")
    assert main(["code", str(folder), "--engine", "rules"]) == 0
    assert main(["sheet", str(folder), "--coder", "ana"]) == 0
    sheet = folder / "sheets/ana.csv"
    lines = sheet.read_text("utf-8-sig").splitlines()
    width = lines[0].count(",") - 2
    coded = [
        lines[0],
        *(f"{line.rsplit(',', width)[0]}{',0' * 5}{',' * (width - 5)}" for line in lines[1:]),
    ]
    sheet.write_text("\n".join(coded) + "\n", encoding="utf-8")
    return folder


def test_the_maker_s_tables_hold_the_sentences_and_public_ones_do_not(
    case: Path, tmp_path: Path
) -> None:
    own, public = tmp_path / "own", tmp_path / "public"
    assert main(["export", str(case), "--format", "csv", "--out", str(own)]) == 0
    assert main(["export", str(case), "--format", "csv", "--public", "--out", str(public)]) == 0
    sentence = BODY.split("\n\n")[0]
    assert sentence in {row["sentence_text"] for row in rows(own / "attributions.csv")}
    assert {row["unit_text"] for row in rows(own / "codes.csv")} >= {sentence, "She smiled."}
    running = running_text([Article("post", BODY)])
    for path in public.iterdir():
        text = path.read_text("utf-8-sig")
        assert "sentence_text" not in text
        assert "unit_text" not in text
        assert not running_text([Article("x", text)]) & running
        assert len(rows(path)) == len(rows(own / path.name))
    assert main(["import", str(own), "--format", "csv", "--out", str(tmp_path / "back")]) == 0
    for path in (tmp_path / "back").iterdir():
        assert "smiled" not in path.read_text("utf-8")


@pytest.mark.parametrize("format", ["brat", "webannotation", "jsonl"])
def test_a_format_of_whole_texts_has_no_public_form(
    format: str, case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["export", str(case), "--format", format, "--public", "--out", str(out)]) == 2
    assert "holds whole texts" in capsys.readouterr().err
    assert not out.exists()

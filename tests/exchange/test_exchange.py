"""What goes out to brat, Web Annotation, CSV or JSON Lines comes back with the same rows."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscompare import exchange
from newscompare.articles import Article, parse_article, read_article
from newscompare.case.folder import CaseFolder, case_folder
from newscompare.cli import main
from newscompare.errors import InputError
from newscompare.exchange.brat import read_brat, write_brat
from newscompare.exchange.bundle import SPANS, Bundle, Row, format_spans, parse_spans
from newscompare.exchange.formats import FORMATS, article_text, import_folder
from newscompare.exchange.jsonl import read_jsonl, write_jsonl
from newscompare.exchange.spreadsheets import read_tables, write_tables
from newscompare.exchange.webannotation import read_webannotation, write_webannotation
from newscompare.files import read_csv

BODY = (
    '"We sail," said Mara Lind, "when the tide\nturns." The port 🚢 waits.\r\nAccording to '
    "analysts, it is = late.\n"
)


def row(source_at: str, cue_at: str, content_at: str, **labels: str) -> Row:
    return {
        "article": "post",
        "source_spans": source_at,
        "cue_spans": cue_at,
        "content_spans": content_at,
        **labels,
    }


def spans(*words: str) -> str:
    return format_spans(sorted((BODY.index(word), BODY.index(word) + len(word)) for word in words))


ROWS = [
    row(
        spans("Mara Lind"),
        spans("said"),
        spans('"We sail,"', '"when the tide\nturns."'),
        source="Mara Lind",
        source_type="official",
        form="direct",
        rule="a;b",
        via="",
        note="tab\there",
    ),
    row(
        spans("analysts"),
        spans("According to"),
        spans("it is = late"),
        source="=analysts",
        source_type="collective",
        form="indirect",
        rule="",
        via="AP",
        note="",
    ),
    row(
        "",
        "",
        spans("The port 🚢 waits"),
        source="",
        source_type="none",
        form="indirect",
        rule="",
        via="",
        note="no holder",
    ),
    row(
        spans("Mara Lind"),
        spans("said"),
        "",
        source="Mara Lind",
        source_type="official",
        form="indirect",
        rule="",
        via="",
        note="",
    ),
]
PAIRS = [
    (write_brat, read_brat),
    (write_webannotation, read_webannotation),
    (write_tables, read_tables),
    (write_jsonl, read_jsonl),
]


@pytest.mark.parametrize(("write", "read"), PAIRS)
def test_all_rows_come_back(write, read, tmp_path: Path) -> None:
    bundle = Bundle(
        [Article("post", BODY), Article("mail", "No one speaks.")],
        ROWS,
        [{"unit": "post-01", "coder": "ana", "symbolic": "1"}],
    )
    files = write(bundle, tmp_path)
    assert all(path.is_file() for path in files)
    back = read(tmp_path)
    assert back.attributions == ROWS
    assert all(
        article.body == {"post": BODY, "mail": "No one speaks."}[article.id]
        for article in back.articles
    )


def test_brat_reads_what_we_write(tmp_path: Path) -> None:
    write_brat(Bundle([Article("post", BODY)], ROWS[:1]), tmp_path)
    text = (tmp_path / "post.txt").read_bytes().decode()
    assert text == BODY
    lines = (tmp_path / "post.ann").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("T"):
            _, head, words = line.split("\t")
            places = [tuple(map(int, piece.split())) for piece in head.split(" ", 1)[1].split(";")]
            assert " ".join(text[a:b] for a, b in places) == words
    assert lines[0] == 'T1\tContent 0 10;27 41;42 49\t"We sail," "when the tide turns."'
    assert "R1\tSourceOf Arg1:T3 Arg2:T1" in lines
    assert "A1\tForm T1 direct" in lines


def test_what_an_annotator_changes_in_brat_comes_back(tmp_path: Path) -> None:
    (tmp_path / "post.txt").write_bytes(BODY.encode())
    (tmp_path / "post.ann").write_text(
        'T9\tSource 16 25\tMara Lind\nT2\tContent 0 10\t"We sail,"\nT3\tPlace 0 '
        '2\t"W\nR1\tSourceOf Arg1:T9 Arg2:T2\n#1\tAnnotatorNotes T2\tis this right?\n'
        "A1\tForm T2 mixed\n*\tEquiv T9 T2\nE1\tOther:T3\n",
        encoding="utf-8",
    )
    (found,) = read_brat(tmp_path).attributions
    assert found == {
        "article": "post",
        "source_spans": "16-25",
        "cue_spans": "",
        "content_spans": "0-10",
        "note": "is this right?",
        "form": "mixed",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("T1 Content 0 5", "line 1: the line is not brat standoff"),
        ("T1\tContent 0 9999\tx", "line 1: T1 lies outside the text"),
        ("T1\tContent 5 5\tx", "lies outside"),
        ("T1\tContent a b\tx", "not brat standoff"),
        ("T1\tContent 0 2\tx\nT1\tContent 0 3\ty", "line 2: T1 stands twice"),
        (
            "R1\tSourceOf Arg1:T7 Arg2:T8",
            "line 1: a relation names an annotation that is not there",
        ),
        ("T1\tContent", "not brat standoff"),
        ("#1", "not brat standoff"),
    ],
)
def test_bad_standoff_gets_one_line(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "post.txt").write_text("Some words.", encoding="utf-8")
    (tmp_path / "post.ann").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_brat(tmp_path)
    assert words in str(caught.value)


def test_web_annotations_follow_the_model(tmp_path: Path) -> None:
    write_webannotation(Bundle([Article("post", BODY)], ROWS[:1]), tmp_path)
    page = json.loads((tmp_path / "post.jsonld").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == 3
    content, cue, source = page["items"]
    assert all(item["type"] == "Annotation" for item in page["items"])
    for item, words in (
        (content, ['"We sail,"', '"when the tide\nturns."']),
        (cue, ["said"]),
        (source, ["Mara Lind"]),
    ):
        selectors = [target["selector"] for target in item["target"]]
        assert {selector["type"] for selector in selectors} == {"TextPositionSelector"}
        assert [BODY[s["start"] : s["end"]] for s in selectors] == words
        assert {target["source"] for target in item["target"]} == {"post.txt"}
    assert source["body"][1]["source"] == content["id"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"items": [{}]}',
        '{"items": 3}',
        '{"items": [{"id": "a", "body": [], "target": []}, 4]}',
        "[" * 5000,
        '{"items": [{"id": [], "body": 1, "target": 2}]}',
    ],
)
def test_a_bad_page_gets_one_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "post.txt").write_text("Some words.", encoding="utf-8")
    (tmp_path / "post.jsonld").write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_webannotation(tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "{}",
        '{"id": "../x", "body": ""}',
        '{"id": "a", "body": "b", "sha256": "0"}',
        '{"id": "a", "body": "b", "attributions": [3]}',
        '{"id": "a", "body": "b", "attributions": [{"cue_spans": "0-9"}]}',
        '{"id": "a", "body": "b"}\n{"id": "A", "body": "b"}',
        "",
    ],
)
def test_bad_json_lines_get_one_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "articles.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_jsonl(tmp_path)
    assert "\n" not in str(caught.value)


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    words = st.text(st.sampled_from("ab é🚢.\"'=\t"), min_size=1, max_size=25)
    body = "\n".join(draw(st.lists(words, min_size=1, max_size=4)))
    rows = []
    for _ in range(draw(st.integers(1, 4))):
        parts = {}
        for name in SPANS:
            cuts = sorted(draw(st.sets(st.integers(0, len(body)), max_size=4)))
            pairs = [
                (a, b)
                for a, b in zip(cuts[::2], cuts[1::2], strict=False)
                if body[a:b].strip("\n") == body[a:b]
            ]
            apart: list[tuple[int, int]] = []
            for a, b in pairs:
                if not apart or body[apart[-1][1] : a].strip("\n"):
                    apart.append((a, b))
            parts[name] = format_spans(apart)
        if any(parts.values()):
            rows.append(
                {
                    "article": "post",
                    **parts,
                    "source": draw(st.text(max_size=8)),
                    "form": draw(st.sampled_from(["direct", "indirect", ""])),
                }
            )
    return Bundle([Article("post", body)], rows)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(bundle=bundles(), pair=st.sampled_from(PAIRS))
def test_any_rows_come_back(bundle: Bundle, pair: tuple, tmp_path: Path) -> None:
    write, read = pair
    if write is write_tables and not bundle.attributions:
        return
    for path in tmp_path.iterdir():
        path.unlink()
    write(bundle, tmp_path)
    assert read(tmp_path).attributions == bundle.attributions


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.dictionaries(st.text("abc", min_size=1), st.none() | st.text("x:-#\n'é"), max_size=3),
)
def test_an_article_written_is_the_article_read(body: str, metadata: dict[str, str]) -> None:
    back = parse_article(article_text(Article("post", body, metadata)), id="post")
    assert (back.body, back.metadata) == (body, metadata)


def test_spans_are_read_strictly() -> None:
    assert parse_spans("") == []
    assert parse_spans("9-12;0-4") == [(0, 4), (9, 12)]
    for text in ("4", "4-4", "5-4", "a-b", "1-2;", "-1-3"):
        with pytest.raises(ValueError, match="is not start-end"):
            parse_spans(text)


@pytest.fixture
def folder(tmp_path: Path) -> CaseFolder:
    case = tmp_path / "my-event"
    (case / "articles").mkdir(parents=True)
    (case / "case.yml").write_text("id: a\ntitle: t\nevent: e\n", encoding="utf-8")
    (case / "articles" / "post.md").write_bytes(
        b"---\noutlet: Post\npublished: 2026-03-04\n---\n" + BODY.encode()
    )
    (case / "coded").mkdir()
    pd.DataFrame(ROWS).to_csv(case / "coded" / "attributions.csv", index=False)
    return case_folder(case)


@pytest.mark.parametrize("format", ["brat", "webannotation", "csv", "jsonl"])
def test_the_commands_go_there_and_back(
    folder: CaseFolder, format: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    assert main(["export", str(folder.path), "--format", format, "--out", str(there)]) == 0
    assert main(["import", str(there), "--format", format, "--out", str(back)]) == 0
    table = read_csv(back / "attributions.csv")
    assert table[list(ROWS[0])].to_dict("records") == ROWS
    before = {path: path.read_bytes() for path in there.rglob("*") if path.is_file()}
    assert main(["export", str(folder.path), "--format", format, "--out", str(there)]) == 2
    assert main(["import", str(there), "--format", format, "--out", str(back)]) == 2
    assert before == {path: path.read_bytes() for path in there.rglob("*") if path.is_file()}
    assert capsys.readouterr().err.count("\n") == 2
    if format == "jsonl":
        assert read_article(back / "articles" / "post.md").body == BODY


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"article": "gone"}, "line 2, column 'article': the text 'gone' is not in the case"),
        ({"cue_spans": "0-99999"}, "line 2, column 'cue_spans': '0-99999' ends after the text"),
        ({"cue_spans": "x"}, "line 2, column 'cue_spans': 'x' is not start-end"),
    ],
)
def test_rows_that_do_not_fit_the_texts_are_refused(
    folder: CaseFolder, change: dict[str, str], words: str, tmp_path: Path, capsys
) -> None:
    pd.DataFrame([ROWS[0] | change]).to_csv(folder.path / "coded" / "attributions.csv", index=False)
    assert (
        main(["export", str(folder.path), "--format", "brat", "--out", str(tmp_path / "out")]) == 2
    )
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_an_import_into_a_folder_with_texts_is_refused(folder: CaseFolder, tmp_path: Path) -> None:
    write_jsonl(Bundle([Article("post", "other")], []), tmp_path / "there")
    with pytest.raises(InputError, match="exists already"):
        import_folder(tmp_path / "there", "jsonl", folder.path)


def test_help_names_the_formats_that_there_are() -> None:
    assert list(exchange.FORMATS) == list(FORMATS)


@pytest.mark.parametrize("start", ["Infinity", "NaN", "1e999", "9" * 5000, "[" * 940 + "]" * 940])
def test_a_position_that_is_no_number_is_named(start: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Nobody came.", encoding="utf-8")
    target = f'[{{"selector":{{"start":{start},"end":5}}}}]'
    body = '{"purpose":"tagging","value":"content"}'
    page = f'{{"items":[{{"id":"x","body":{body},"target":{target}}}]}}'
    (tmp_path / "a.jsonld").write_text(page, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonld: is not valid JSON"):
        import_folder(tmp_path, "webannotation", tmp_path.parent / f"{tmp_path.name}-out")


def test_an_import_does_not_go_into_the_folder_that_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is the folder that is read"):
        import_folder(tmp_path, "brat", tmp_path / "deeper")

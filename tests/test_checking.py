"""``newscompare check`` names every fault at once, each in one line with file, line and cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder
from newscompare.case.tables import data_folder
from newscompare.checking import check_case
from newscompare.cli import main
from newscompare.hand.sheets import write_sheet

GOOD = (
    '---\noutlet: "Post"\ntitle: "A title"\npublished: 2026-03-04\nurl: null\n---\nA sentence. '
    "Another one.\n"
)


@pytest.fixture
def folder(folder: CaseFolder) -> CaseFolder:
    """With one text, and without the worked example."""
    (folder.articles / "example.md").unlink()
    (folder.articles / "post.md").write_text(GOOD, encoding="utf-8")
    return folder


def put(folder: CaseFolder, name: str, text: str | bytes) -> Path:
    path = folder.path / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def lines(folder: CaseFolder) -> list[str]:
    found = check_case(folder)
    return [str(fault) for fault in [*found.faults, *found.aside]]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (GOOD.replace('"Post"', '""'), 2, "'outlet' is empty"),
        (GOOD.replace("2026-03-04", "March 4"), 4, "'March 4' is no date"),
        (GOOD.replace("2026-03-04", '"2026-13-44"'), 4, "is no date"),
        (GOOD.replace("url: null", "title: B"), 5, "names 'title' twice"),
        (GOOD.replace("A sentence. Another one.\n", " \n"), 8, "empty body"),
        (GOOD.replace("A sentence. Another one.", "## Only this"), 8, "no sentence"),
        (GOOD.replace("url: null\n---\n", "url: null\n"), 1, "not closed"),
        (GOOD.replace('"A title"', "A: title: b"), 3, "not valid YAML"),
        (GOOD.replace('"A title"', "1984"), 3, "'title' is not words"),
        (GOOD.replace("Another", "It\u00e2\u20ac\u2122s another"), 7, "wrongly read encoding"),
        (GOOD.replace("Another", "\x07Another"), 7, "control character"),
        (GOOD.replace("Another", "Caf\u00e9").encode("latin-1"), 7, "is not valid UTF-8"),
        (GOOD.replace("Another", "\0Another"), 7, "NUL bytes"),
        (b"", 1, "empty body"),
    ],
)
def test_a_fault_in_a_text_is_named_with_its_line(
    folder: CaseFolder, text: str | bytes, line: int, words: str
) -> None:
    path = put(folder, "articles/mail.md", text)
    found = [one for one in lines(folder) if words in one]
    assert found
    assert found[0].startswith(f"{path}, line {line}:")
    assert "Cure: " in found[0]
    assert all("\n" not in one for one in lines(folder))


def test_all_faults_come_at_once(folder: CaseFolder, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "articles/POST.txt", GOOD)
    put(folder, "articles/page.html", "<p>")
    put(folder, "articles/mail.md", "---\noutlet:\n---\nNothing on top.")
    put(folder, "codebook.yml", "frames: [")
    put(
        folder,
        "case.yml",
        "id: a\ntitle: b\nevent: c\nevent_date: soon\narticles:\n  post: Post\n  gone: Gone\n",
    )
    put(folder, "urls.csv", "id,url\na,http://x.org\na,http://y.org\nb c,http://z.org\nd,\n")
    assert main(["check", str(folder.path)]) == 2
    out = capsys.readouterr().out
    for words in (
        "has the same id as",
        "is not read",
        "'outlet' is empty",
        "codebook.yml, line",
        "'soon' is no date",
        "line 7: lists the text 'gone'",
        "mail.md: is not listed in case.yml",
        "line 3, column 'id': the id 'a' stands twice",
        "line 4, column 'id': 'b c' cannot name a text",
        "line 5, column 'url': the address is missing",
    ):
        assert words in out, words
    assert "Traceback" not in out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a\n", "is not a list of 'name: value' lines"),
        ("id: a\nid: b\n", "line 2: the name 'id' stands twice"),
        (
            "id: a\ntitle: t\nevent: e\narticles:\n  post: Post\n  post: Mail\n",
            "line 6: the name 'post' stands twice",
        ),
        ("id: a\ntitle: t\nevent: e\narticles: [post]\n", "line 4: 'articles' is not a list"),
        ("id: a\ntitle: t\nevent: e\narticles:\n  post:\n", "line 5: the text 'post' has no label"),
        ("id: [a\n", "is not valid YAML"),
        (
            "id: a\ntitle: t\nevent: e\nparties: [{id: x, label: X, mention: '('}]\n",
            "line 4: the pattern '(' of 'x'",
        ),
        ("title: t\nevent: e\n", "'id' is missing or empty"),
        ("id: &a [*a]\ntitle: t\nevent: e\n", "line 1: uses an alias (&a), which is not read"),
    ],
)
def test_a_broken_case_file_is_named_with_its_line(
    folder: CaseFolder, text: str, words: str
) -> None:
    put(folder, "case.yml", text)
    assert any(words in one for one in lines(folder)), lines(folder)


def coded(folder: CaseFolder, changes: dict[int, dict[str, str]]) -> Path:
    path, _ = write_sheet(folder, "ana")
    header, rows = read_cells(path)
    table = [dict(zip(header, cells, strict=True)) for _, cells in rows]
    for row in table:
        row |= {"symbolic": "0", "strategic": "0"}
    for number, change in changes.items():
        table[number] |= change
    write_cells(header, [[row[name] for name in header] for row in table], path)
    return path


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"symbolic": "maybe"}, "line 3, column 'symbolic': 'maybe' is no code"),
        (
            {"symbolic": "1", "indicators": "S1;Q9"},
            "line 3, column 'indicators': 'Q9' is no indicator",
        ),
        ({"indicators": "S1"}, "its frame 'symbolic' is not coded 1"),
        ({"voice": "narrator"}, "line 3, column 'voice': 'narrator' is no voice"),
        ({"unit": "post-77"}, "line 3, column 'unit': the unit 'post-77' is not in the texts"),
        ({"unit": "post-01"}, "the unit 'post-01' stands twice"),
        ({"text": "Something else."}, "line 3, column 'text': the unit 'post-02' reads otherwise"),
        ({"unit": ""}, "the unit is missing"),
    ],
)
def test_a_fault_in_a_sheet_is_named_with_line_and_column(
    folder: CaseFolder, change: dict[str, str], words: str
) -> None:
    coded(folder, {1: change})
    assert any(words in one for one in lines(folder)), lines(folder)


def test_a_good_sheet_passes_and_a_half_coded_one_is_only_noted(folder: CaseFolder) -> None:
    coded(
        folder,
        {
            1: {"symbolic": "1", "indicators": "s1", "voice": "outlet"},
            2: {"symbolic": "", "strategic": ""},
        },
    )
    found = check_case(folder)
    assert not [*found.faults, *found.aside]
    assert any("2 of 3 units are coded" in note for note in found.notes)


def test_a_text_changed_after_its_sheet_is_found(folder: CaseFolder) -> None:
    coded(folder, {})
    put(folder, "articles/post.md", GOOD.replace("A sentence. ", ""))
    assert any("reads otherwise" in one for one in lines(folder))
    assert any("is not in the texts" in one for one in lines(folder))


def test_a_case_of_tables_alone_is_checked_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "accords"
    shutil.copytree(data_folder() / "accords", case)
    assert main(["check", str(case)]) == 0
    sentences = (case / "sentences.csv").read_text(encoding="utf-8")
    (case / "sentences.csv").write_text(
        sentences.replace(",title,", ",tittle,", 1), encoding="utf-8"
    )
    assert main(["check", str(case)]) == 2
    assert "sentences.csv, line 2, column 'zone'" in capsys.readouterr().out


def test_a_folder_that_is_no_case_gets_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert main(["check", str(tmp_path / "missing")]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    part=st.sampled_from(
        ["case.yml", "codebook.yml", "articles/post.md", "sheets/ana.csv", "urls.csv"]
    ),
    at=st.integers(0, 10**6),
    cut=st.integers(0, 40),
    junk=st.binary(max_size=12)
    | st.sampled_from(
        [b"---\n", b'"', b"\xff\xfe", b": [", b"\r", b";", b"&a *a", b"!!python/none x"]
    ),
)
def test_no_mutation_brings_a_traceback(
    folder: CaseFolder, part: str, at: int, cut: int, junk: bytes
) -> None:
    path = folder.path / part
    if not (folder.sheets / "ana.csv").exists():
        coded(folder, {})
    good = path.read_bytes()
    at %= len(good) + 1
    try:
        path.write_bytes(good[:at] + junk + good[at + cut :])
        assert all("Cure: " in one and "\n" not in one for one in lines(folder))
    finally:
        path.write_bytes(good)

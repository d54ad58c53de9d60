"""Five thousand damaged inputs: each is read, or refused in one line that names it; never a
traceback, and no file is touched.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscompare.articles import read_article, units
from newscompare.case.codebook import read_codebook
from newscompare.case.folder import CaseFolder, case_folder
from newscompare.case.setting_faults import setting_faults
from newscompare.checking import article_faults, check_case
from newscompare.cli import main
from newscompare.coding.machine_case import labels_of, machine_case
from newscompare.coding.places import facts, mentions
from newscompare.errors import InputError
from newscompare.exchange.formats import import_folder
from newscompare.frames.patterns import code_sentences
from newscompare.gather.addresses import read_addresses
from newscompare.hand.agreement import codings
from newscompare.hand.sheets import read_sheet_faults, write_sheet

ROUNDS = 600
EXAMPLES = 100

FERRY = Path(__file__).resolve().parents[1] / "fixtures" / "ferry"
ARTICLE, CASE, CODEBOOK = (
    (FERRY / name).read_text("utf-8") for name in ("post.md", "case.yml", "codebook.yml")
)
"""A sound case, to be damaged."""


URLS = (
    "id,url,outlet\npost,https://post.example/a?x=1,The Harbour "
    'Post\nmail,http://mail.example/b,"Evening, Mail"\n'
)

TOKENS = [
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r\n",
        b"\n",
        b"\t",
        b'"',
        b"'",
        b",",
        b";",
        b":",
        b"#",
        b"-",
        b"---\n",
        b"{",
        b"}",
        b"[",
        b"]",
    ),
    *(
        b"&a ",
        b"*a",
        b"!!python/object:os.system ",
        b"!!binary ",
        b"<<: ",
        b"? ",
        b"|\n",
        b">",
        b"%",
        b"@",
        b"`",
        b"null",
        b"~",
        b"yes",
    ),
    *(
        b".inf",
        b"1e999",
        b"2026-13-45",
        b"0o7",
        b"-1",
        b"99999999999999999999",
        b"<script>",
        b"${x}",
        b"=1+1",
        b"\\",
        b"(",
        b"(?P<",
        b"[",
    ),
    *(
        "\u202e".encode(),
        "é".encode(),
        "\ud800".encode("utf-8", "surrogatepass"),
        "\u2028".encode(),
        b"\x1b[31m",
        b"A" * 3000,
        b"(" * 200,
    ),
]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to four random changes: flips, cuts, doublings, swaps, and signs that mean
    something somewhere.
    """
    for _ in range(chance.choice((1, 1, 2, 4))):
        i, j = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        kind = chance.randrange(7)
        if kind == 0 and data:
            data = data[: i - 1] + bytes([chance.randrange(256)]) + data[i:] if i else data
        elif kind == 1:
            data = data[:i] + data[min(j, i + 40) :]
        elif kind == 2:
            data = data[:j] + data[i : i + 60] + data[j:]
        elif kind == 3:
            data = data[:i]
        elif kind == 4:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            data = b"\n".join(lines)
        else:
            data = data[:i] + chance.choice(TOKENS) + data[i:]
    return data


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small coded case without a fault, with a sheet and its export as JSON Lines."""
    folder = tmp_path_factory.mktemp("sound") / "ferry"
    (folder / "articles").mkdir(parents=True)
    for name in ("post", "mail"):
        (folder / "articles" / f"{name}.md").write_text(
            ARTICLE.replace("Harbour Post", name), encoding="utf-8"
        )
    for name, text in (("case.yml", CASE), ("codebook.yml", CODEBOOK), ("urls.csv", URLS)):
        (folder / name).write_text(text, encoding="utf-8")
    case = case_folder(folder)
    path, _ = write_sheet(case, "ana")
    path.write_bytes(path.read_bytes().replace(b'"","","","",""', b'"1","0","S1","source",""', 3))
    assert check_case(case).faults == []
    assert main(["code", str(folder), "--engine", "rules"]) == 0
    assert main(["export", str(folder), "--format", "jsonl", "--out", str(folder / "jsonl")]) == 0
    return folder


def read_text(folder: Path) -> None:
    article = read_article(folder / "articles" / "post.md")
    assert len(units(article)) < 10_000
    list(article_faults(article))
    labels_of([article], {})


def read_case(folder: Path) -> None:
    values = CaseFolder(folder).settings()
    faults = list(setting_faults(values))
    assert all(fault.line is None or fault.line > 0 for fault in faults)
    if not faults:
        table = units(read_article(folder / "articles" / "post.md"))
        facts(table, values.values)
        mentions(table, values.values)


def read_book(folder: Path) -> None:
    codebook = read_codebook(folder / "codebook.yml")
    code_sentences(units(read_article(folder / "articles" / "post.md")), codebook)


def read_one_sheet(folder: Path) -> None:
    sheet, faults = read_sheet_faults(
        folder / "sheets" / "ana.csv", codebook=read_codebook(folder / "codebook.yml")
    )
    assert sheet is not None or faults
    if sheet is not None:
        codings([sheet])


def read_urls(folder: Path) -> None:
    read_addresses(folder / "urls.csv")


def read_jsonl(folder: Path) -> None:
    out = folder / "imported"
    try:
        import_folder(folder / "jsonl", "jsonl", out)
    finally:
        shutil.rmtree(out, ignore_errors=True)


def read_coded(folder: Path) -> None:
    machine_case(case_folder(folder))


Reader = Callable[[Path], None]
READERS: dict[str, tuple[str, Reader]] = {
    "article": ("articles/post.md", read_text),
    "case": ("case.yml", read_case),
    "codebook": ("codebook.yml", read_book),
    "sheet": ("sheets/ana.csv", read_one_sheet),
    "urls": ("urls.csv", read_urls),
    "jsonl": ("jsonl/articles.jsonl", read_jsonl),
    "attributions": ("coded/attributions.csv", read_coded),
    "quotes": ("coded/quotes.csv", read_coded),
}


def read_damaged(folder: Path, part: str, read: Reader, data: bytes) -> None:
    """Read a case in which one file holds these bytes: a refusal is one line that names a file, and
    the bytes stay.
    """
    (folder / part).write_bytes(data)
    refused = ""
    try:
        read(folder)
    except InputError as error:
        refused = str(error)
    assert "\n" not in refused
    assert not refused or "Cure:" in refused
    assert (folder / part).read_bytes() == data


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "ferry"))


@pytest.mark.parametrize("kind", READERS)
def test_damaged_bytes(kind: str, copy: Path) -> None:
    part, read = READERS[kind]
    chance, whole = random.Random(f"newscompare {kind}"), (copy / part).read_bytes()
    for _ in range(ROUNDS // 4 if read is read_coded else ROUNDS):
        read_damaged(copy, part, read, damaged(whole, chance))


SETTINGS = [
    "id",
    "title",
    "event",
    "event_date",
    "articles",
    "colours",
    "sides",
    "parties",
    "questions",
    "licence",
]

YAML_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(
    max_examples=4 * EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
@given(name=st.sampled_from(SETTINGS), value=YAML_VALUES)
def test_a_setting_of_any_kind(name: str, value: object, copy: Path) -> None:
    values = yaml.safe_load(CASE) | {name: value}
    read_damaged(
        copy,
        "case.yml",
        read_case,
        yaml.safe_dump(values, allow_unicode=True).encode("utf-8", "surrogatepass"),
    )


@settings(
    max_examples=4 * EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
@given(text=st.text(st.characters(codec="utf-8"), max_size=300), title=st.text(max_size=40))
def test_a_text_of_any_characters(text: str, title: str, copy: Path) -> None:
    front = f"---\ntitle: {json.dumps(title)}\noutlet: {json.dumps(title)}\n---\n"
    read_damaged(
        copy, "articles/post.md", read_text, (front + text).encode("utf-8", "surrogatepass")
    )


@settings(
    max_examples=4 * EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)
@given(
    cells=st.lists(st.lists(st.text(max_size=10), max_size=8), max_size=5),
    mark=st.sampled_from(",;\t"),
)
def test_a_sheet_of_any_cells(cells: list[list[str]], mark: str, copy: Path) -> None:
    lines = [
        "unit,zone,text,symbolic,strategic,indicators,voice,note".replace(",", mark),
        *(mark.join(row) for row in cells),
    ]
    read_damaged(
        copy, "sheets/ana.csv", read_one_sheet, "\n".join(lines).encode("utf-8", "surrogatepass")
    )


@pytest.mark.parametrize("kind", [kind for kind in READERS if kind != "jsonl"])
def test_the_commands_end_in_order_on_damaged_cases(
    kind: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    part, _ = READERS[kind]
    chance, whole = random.Random(f"commands {kind}"), (copy / part).read_bytes()
    shutil.copy(copy / "sheets" / "ana.csv", copy / "sheets" / "ben.csv")
    for round in range(8):
        (copy / part).write_bytes(damaged(whole, chance))
        before = {path: path.read_bytes() for path in sorted(copy.rglob("*")) if path.is_file()}
        sheets = [str(copy / "sheets" / f"{name}.csv") for name in ("ana", "ben")]
        for arguments in (
            ["check", str(copy)],
            ["agree", *sheets],
            ["sheet", str(copy), "--coder", "ana"],
        ):
            assert main(arguments) in {0, 2}
        assert main(
            [
                "sheet",
                str(copy),
                "--coder",
                "cora",
                "--out",
                str(copy.parent / f"{kind}{round}.csv"),
            ]
        ) in {0, 2}
        assert {path: path.read_bytes() for path in before} == before or kind == "sheet"
        assert "Traceback" not in capsys.readouterr().err


def test_there_are_five_thousand() -> None:
    coded = sum(read is read_coded for _, read in READERS.values())
    assert (len(READERS) - coded) * ROUNDS + coded * (ROUNDS // 4) + 12 * EXAMPLES >= 5000

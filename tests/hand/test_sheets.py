"""Coding sheets: blind, safe in a spreadsheet, read back whatever the spreadsheet did; agreement of
coders.
"""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newscompare.case.cells import neutralise, read_cells, restore, write_cells
from newscompare.case.folder import CaseFolder
from newscompare.cli import main
from newscompare.errors import InputError
from newscompare.hand.agreement import disagreements, read_sheets, sheet_agreement
from newscompare.hand.sheets import read_sheet, read_sheet_faults, write_sheet
from newscompare.measures.agreement import cohen_kappa, krippendorff_alpha

HEADER = "unit,zone,text,symbolic,strategic,indicators,voice,note"
ANA = [
    "u-1,body,One.,1,0,S1,outlet,",
    "u-2,body,Two.,0,1,T1,source,",
    "u-3,body,Three.,0,0,,-,",
    "u-4,body,Four.,1,1,S1;T1,both,",
]
BEN = [
    "u-1,body,One.,1,0,S1,outlet,",
    "u-2,body,Two.,0,0,,-,",
    "u-3,body,Three.,0,0,,-,",
    "u-4,body,Four.,1,1,S1;T1,source,",
]


def sheet(
    path: Path,
    rows: list[str],
    *,
    header: str = HEADER,
    end: str = "\n",
    mark: bytes = b"",
    encoding: str = "utf-8",
) -> Path:
    path.write_bytes(mark + end.join([header, *rows, ""]).encode(encoding))
    return path


def test_a_sheet_is_blind_and_complete(folder: CaseFolder) -> None:
    path, units = write_sheet(folder, "ana")
    header, rows = read_cells(path)
    assert header == [
        "unit",
        "zone",
        "text",
        "symbolic",
        "strategic",
        "indicators",
        "voice",
        "seen",
        "note",
    ]
    table = folder.read_units()
    assert [cells[:3] for _, cells in rows] == table[["id", "zone", "text"]].to_numpy().tolist()
    assert all(not any(cells[3:]) for _, cells in rows)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert {len(cells) for cells in csv.reader(stream)} == {len(header)}
    assert units == len(rows) - 1  # the subhead is shown, not coded
    assert path.read_bytes().startswith(codecs.BOM_UTF8)


def test_a_sheet_can_hide_the_outlets(
    folder: CaseFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.articles / "mail.md").write_text(
        "---\noutlet: M\ntitle: T\npublished: null\nurl: null\n---\nOne. Two.\n", encoding="utf-8"
    )
    for coder, masked in (("ana", True), ("ben", False)):
        path, _ = write_sheet(folder, coder, masked=masked)
        header, rows = read_cells(path)
        write_cells(header, [[*cells[:3], "0", "1", "T1", "outlet", ""] for _, cells in rows], path)
    hidden = (folder.sheets / "ana.csv").read_text(encoding="utf-8-sig")
    assert "mail-" not in hidden
    assert "example-" not in hidden
    assert main(["check", str(folder.path)]) == 0
    assert main(["agree", str(folder.sheets)]) == 0
    assert "0 disagreements" in capsys.readouterr().out


def test_a_sheet_with_codes_is_never_overwritten(folder: CaseFolder) -> None:
    path, _ = write_sheet(folder, "ana")
    write_sheet(folder, "ana")
    coded = path.read_bytes().replace(
        b'ferry end with a handshake","",', b'ferry end with a handshake","1",'
    )
    path.write_bytes(coded)
    with pytest.raises(InputError, match="holds codes already"):
        write_sheet(folder, "ana")
    assert path.read_bytes() == coded
    other = folder.path / "thesis.csv"
    other.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        write_sheet(folder, "ana", other)
    assert other.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe", b'unit,"one\n', b"unit,text\n1,2\n"])
def test_what_is_no_sheet_is_never_overwritten(content: bytes, folder: CaseFolder) -> None:
    path = folder.path / "notes.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match="exists and is not an empty sheet"):
        write_sheet(folder, "ana", path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["../x", "a/b", "a b", "", "con"])
def test_a_coder_whose_name_is_no_file_name_is_refused(folder: CaseFolder, name: str) -> None:
    with pytest.raises(InputError):
        write_sheet(folder, name)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+cmd",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "'=1",
        "''@x",
        '=HYPERLINK("http://x")',
    ],
)
def test_no_cell_starts_a_formula(tmp_path: Path, cell: str) -> None:
    write_cells(["text"], [[cell]], tmp_path / "s.csv")
    raw = next(
        r
        for i, r in enumerate(
            csv.reader(io.StringIO((tmp_path / "s.csv").read_text("utf-8-sig"), newline=""))
        )
        if i == 1
    )[0]
    assert raw[0] == "'"
    assert restore(neutralise(cell)) == cell


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.builds(
    lambda a, b: a + b,
    st.sampled_from(
        ["=", "+", "-", "@", "\t", "\r", "\n", "'", "''=", '"', ",;\t", "sep=;", "\ufeff", "\0"]
    ),
    st.text(max_size=8),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_any_text_comes_back(
    tmp_path: Path, rows: list[tuple[str, str, str]], delimiter: str
) -> None:
    write_cells(["unit", "text", "note"], rows, tmp_path / "s.csv", delimiter=delimiter)
    header, read = read_cells(tmp_path / "s.csv")
    assert header == ["unit", "text", "note"]
    assert [tuple(cells) for _, cells in read] == [
        row for row in rows if any(neutralise(cell).strip() for cell in row)
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")],
)
def test_every_way_that_a_spreadsheet_saves_is_read(
    tmp_path: Path, end: str, delimiter: str, mark: bytes, encoding: str
) -> None:
    rows = [row.replace(";", " ").replace(",", delimiter) for row in ANA]
    path = sheet(
        tmp_path / "ana.csv",
        rows,
        header=HEADER.replace(",", delimiter),
        end=end,
        mark=mark,
        encoding=encoding,
    )
    found = read_sheet(path)
    assert [row.codes["symbolic"] for row in found.rows] == [1, 0, 0, 1]
    assert found.rows[3].indicators == ("S1", "T1")
    assert found.frames == ("symbolic", "strategic")


def test_quirks_are_forgiven(tmp_path: Path) -> None:
    rows = [
        "u-1;body;One.;WAHR;nein; s1 , t1 ;Outlet;;;",
        ";;;;;;;;",
        "",
        "u-2;body;Two.;1,0;0.0;-;none;;",
    ]
    path = sheet(
        tmp_path / "ana.csv",
        rows,
        header="sep=;\r\nUnit; Zone ;text;Symbolic;strategic;indicators;voice;note;;",
        end="\r\n",
    )
    first, second = read_sheet(path).rows
    assert (dict(first.codes), first.indicators, first.voice) == (
        {"symbolic": 1, "strategic": 0},
        ("S1", "T1"),
        "outlet",
    )
    assert (dict(second.codes), second.voice) == ({"symbolic": 1, "strategic": 0}, "-")
    assert second.line == 6


def test_a_blank_is_not_coded_unless_the_unit_was_seen(tmp_path: Path) -> None:
    """A row was seen where it holds any code, or a mark under ``seen``."""
    marks = sheet(tmp_path / "marks.csv", ["u-1,body,One.,x,,,,", "u-2,body,Two.,,x,,,", *ANA[2:]])
    rows = read_sheet(marks).rows
    assert [dict(row.codes) for row in rows[:2]] == [
        {"symbolic": 1, "strategic": 0},
        {"symbolic": 0, "strategic": 1},
    ]
    half = sheet(tmp_path / "half.csv", ["u-1,body,One.,1,0,,,", "u-2,body,Two.,,,,,"])
    assert [row.codes["symbolic"] for row in read_sheet(half).rows] == [1, None]
    seen = sheet(
        tmp_path / "seen.csv",
        ["u-1,body,One.,1,,,,x,", "u-2,body,Two.,,,,,x,", "u-3,body,Three.,,,,,,"],
        header=HEADER.replace("voice", "voice,seen"),
    )
    assert [list(row.codes.values()) for row in read_sheet(seen).rows] == [
        [1, 0],
        [0, 0],
        [None, None],
    ]
    column = sheet(tmp_path / "one_column.csv", ["u-1,body,One.,1,,,,", "u-2,body,Two.,0,,,,"])
    assert [list(row.codes.values()) for row in read_sheet(column).rows] == [[1, None], [0, None]]
    assert not read_sheet(column).marked
    alone = sheet(tmp_path / "alone.csv", ["u-1,body,One.,x,,,,", "u-2,body,Two.,,,,,"])
    assert read_sheet(alone).marked


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "is a workbook that cannot be opened"),
        (b"a,b\n1,2\n", "no column 'unit'"),
        (b"unit,unit\n", "column 'unit' twice"),
        (b"unit,symbolic\nu-1,caf\xe9\n", "line 2, column 'symbolic': 'café' is no code"),
        (b'unit,symbolic\n"u-1"x,1\n', "line 2: is not readable as CSV"),
        (b"unit,symbolic\nu-1,2\n", "line 2, column 'symbolic': '2' is no code"),
        (b"unit,symbolic\nu-1,1,9\n", "line 2: has more cells than the header"),
    ],
)
def test_a_bad_sheet_gets_one_line(tmp_path: Path, raw: bytes, words: str) -> None:
    (tmp_path / "s.csv").write_bytes(raw)
    with pytest.raises(InputError) as caught:
        read_sheet(tmp_path / "s.csv")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(raw=st.binary(max_size=60), tail=st.booleans())
def test_no_bytes_bring_a_traceback(tmp_path: Path, raw: bytes, tail: bool) -> None:
    (tmp_path / "s.csv").write_bytes((HEADER + "\n").encode() + raw if tail else raw)
    try:
        read_sheet(tmp_path / "s.csv")
    except InputError as error:
        message = str(error)
    else:
        message = ""
    assert "\n" not in message


def test_agreement_is_that_of_the_measures(tmp_path: Path) -> None:
    sheets = read_sheets([sheet(tmp_path / "ana.csv", ANA), sheet(tmp_path / "ben.csv", BEN)])
    rows = {row["code"]: row for row in sheet_agreement(sheets)}
    a, b = [0, 1, 0, 1], [0, 0, 0, 1]
    strategic = rows["strategic"]
    assert strategic["kappa"] == pytest.approx(cohen_kappa(a, b)) == pytest.approx(0.5)
    assert strategic["alpha"] == pytest.approx(krippendorff_alpha([a, b]))
    assert (strategic["units"], strategic["same"], strategic["percent"]) == (4, 3, 75.0)
    assert strategic["low"] <= strategic["alpha"] <= strategic["high"]
    assert rows["symbolic"]["kappa"] == 1.0
    assert {"voice", "S1", "T1"} <= set(rows)
    table = disagreements(sheets)
    assert table[["unit", "code", "ana", "ben", "text"]].to_numpy().tolist() == [
        ["u-2", "strategic", "1", "0", "Two."],
        ["u-2", "voice", "source", "-", "Two."],
        ["u-4", "voice", "both", "source", "Four."],
    ]


def test_three_coders_one_of_them_not_ready(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [
        sheet(tmp_path / f"{name}.csv", rows)
        for name, rows in (("ana", ANA), ("ben", BEN), ("cleo", ANA[:3]))
    ]
    assert main(["agree", *map(str, paths), "--out", str(tmp_path / "differ.csv")]) == 0
    out = capsys.readouterr()
    assert "ana, ben, cleo" in out.out
    assert "1 units coded by others are not coded here" in out.err
    header, rows = read_cells(tmp_path / "differ.csv")
    assert header == ["unit", "code", "ana", "ben", "cleo", "text"]
    assert rows[0][1] == ["u-2", "strategic", "1", "0", "1", "Two."]


def test_a_folder_or_a_star_stands_for_its_sheets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet(tmp_path / "ana.csv", ANA)
    sheet(tmp_path / "ben.csv", BEN)
    assert main(["agree", str(tmp_path)]) == 0
    first = capsys.readouterr().out
    assert main(["agree", str(tmp_path / "*.csv")]) == 0
    assert capsys.readouterr().out == first
    assert main(["agree", str(tmp_path / "none*.csv")]) == 2


def test_sheets_that_do_not_fit_together_are_refused(tmp_path: Path) -> None:
    ana = sheet(tmp_path / "ana.csv", ANA)
    for name, rows in (
        ("other", ["v-1,body,One.,1,0,,,"]),
        ("changed", ["u-1,body,Won.,1,0,,,"]),
        ("blank", ["u-1,body,One.,,,,,"]),
    ):
        with pytest.raises(InputError):
            read_sheets([ana, sheet(tmp_path / f"{name}.csv", rows)])
    for paths in ([ana], [ana, ana]):
        with pytest.raises(InputError):
            read_sheets(paths)


def test_a_row_that_stands_twice_is_forgiven_where_both_say_the_same(tmp_path: Path) -> None:
    path = sheet(tmp_path / "twice.csv", [*ANA, ANA[1]])
    assert [row.unit for row in read_sheet(path).rows] == ["u-1", "u-2", "u-3", "u-4"]
    sheet(path, [*ANA, ANA[1].replace("0,1", "1,1")])
    found, faults = read_sheet_faults(path)
    assert [(fault.line, fault.column) for fault in faults] == [(6, "unit")]
    assert "the unit 'u-2' stands twice (first in line 3)" in str(faults[0])
    assert found is not None
    assert [row.codes["symbolic"] for row in found.rows] == [1, 0, 0, 1]  # the first one counts

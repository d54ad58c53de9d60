"""Tables: the schema holds, and a broken row gets one line with file, row, column and cure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package, system

from newscompare.case.dictionary import dictionary
from newscompare.case.tables import OPTIONAL, OUTPUTS, TABLES, columns, load_case, write_case
from newscompare.cli import main
from newscompare.coding.comparisons import WORDS as PHRASE_WORDS
from newscompare.coding.derive import derive_case
from newscompare.errors import InputError
from newscompare.files import write_text

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT / "data" / "accords"


def test_the_data_package_is_valid_with_sizes_and_hashes() -> None:
    with system.use_context(trusted=True):
        report = Package(str(CASE / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == len((*TABLES, *OPTIONAL, *OUTPUTS))


def test_every_column_is_described(case) -> None:
    for name in (*TABLES, *OPTIONAL, *OUTPUTS):
        assert list(pd.read_csv(CASE / f"{name}.csv", nrows=0).columns) == columns(name)


def test_the_data_dictionary_is_that_of_the_schema() -> None:
    assert (ROOT / "data" / "README.md").read_text(encoding="utf-8").endswith(dictionary())


def test_articles_stand_in_one_order_everywhere(case) -> None:
    order = ["rferl", "explainer", "gazelle", "digest", "kurdistan24"]
    assert list(case.articles["id"]) == order
    for name in TABLES[1:]:
        assert list(getattr(case, name)["article"].cat.categories) == order


def test_unnamed_outlets_stay_unnamed(case) -> None:
    unnamed = case.articles[case.articles["outlet_status"].str.startswith("not stated")]
    assert sorted(unnamed["outlet"]) == ["Unnamed explainer", "Unnamed news digest"]
    assert (unnamed["url"] == "").all()


def test_evidence_phrases_are_short(case) -> None:
    assert case.evidence["phrase"].str.split().str.len().max() <= PHRASE_WORDS
    assert (case.attributions["cue"].str.split().str.len() <= PHRASE_WORDS).all()


@pytest.fixture
def broken(tmp_path):
    """A copy of the case in which one cell or line can be spoilt."""
    folder = tmp_path / "accords"
    shutil.copytree(CASE, folder)

    def spoil(table: str, line: int, old: str, new: str) -> Path:
        path = folder / f"{table}.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        assert old in lines[line - 1]
        lines[line - 1] = lines[line - 1].replace(old, new, 1)
        path.write_text("".join(lines), encoding="utf-8")
        return folder

    return spoil


@pytest.mark.parametrize(
    ("table", "line", "old", "new", "column"),
    [
        ("frames", 3, ",b,", ",c,", "coder"),
        ("frames", 5, ",0,1,", ",0,yes,", "strategic"),
        ("sentences", 4, ",body,", ",middle,", "zone"),
        ("sentences", 4, "rferl-03,rferl,", "rferl-03,nobody,", None),
        ("sentences", 4, "rferl-03,", "rferl-02,", None),
        ("attributions", 2, ",official,", ",king,", "source_type"),
        ("attributions", 2, "rferl-10,", "rferl-99,", None),
        ("quotes", 2, ",direct,1,", ",direct,5,", "stance"),
        ("articles", 2, "rferl,", ",", "id"),
        ("articles", 4, "2025-11-18", "18/11/2025", "date"),
        ("frames", 4, "\n", ",extra\n", None),
    ],
)
def test_a_broken_row_is_named(
    broken, table: str, line: int, old: str, new: str, column: str | None
) -> None:
    folder = broken(table, line, old, new)
    with pytest.raises(InputError) as caught:
        load_case(folder)
    message = str(caught.value)
    assert f"{table}.csv, line {line}" in message
    assert "Cure:" in message
    assert "\n" not in message
    if column:
        assert f"column '{column}'" in message


def test_a_renamed_column_and_a_missing_file_are_named(broken, tmp_path) -> None:
    folder = broken("quotes", 1, "speaker", "who")
    with pytest.raises(InputError, match=r"quotes\.csv.*header"):
        load_case(folder)
    (folder / "quotes.csv").unlink()
    with pytest.raises(InputError, match=r"quotes\.csv: is missing"):
        load_case(folder)


def test_broken_settings_are_named(broken) -> None:
    folder = broken("quotes", 1, "id", "id")
    write_text("articles: [\n", folder / "case.yml")
    with pytest.raises(InputError, match=r"case\.yml, line \d+: is not valid YAML"):
        load_case(folder)
    write_text("id: x\n", folder / "case.yml")
    with pytest.raises(InputError, match="lists no articles"):
        load_case(folder)


def test_writing_and_loading_gives_the_same_tables(case, tmp_path) -> None:
    shutil.copy(CASE / "case.yml", tmp_path / "case.yml")
    write_case({n: getattr(case, n) for n in (*TABLES, *OPTIONAL)}, tmp_path)
    for name in (*TABLES, *OPTIONAL):
        assert (tmp_path / f"{name}.csv").read_bytes() == (CASE / f"{name}.csv").read_bytes(), name


def test_a_failed_write_leaves_the_old_file(tmp_path) -> None:
    path = tmp_path / "table.csv"
    write_text("old", path)
    with pytest.raises(InputError):
        write_text("new", path / "below-a-file.csv")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["table.csv"]


def test_the_tables_are_derived_from_the_texts_byte_for_byte(shared, tmp_path) -> None:
    for name in ("case.yml", "codebook.yml", "findings.yml"):
        shutil.copy(CASE / name, tmp_path / name)
    derive_case(shared, tmp_path)
    for path in [*sorted(tmp_path.glob("*.csv")), tmp_path / "datapackage.json"]:
        assert path.read_bytes() == (CASE / path.name).read_bytes(), path.name


def test_offsets_give_the_words(case, shared) -> None:
    bodies = {
        a: (shared / "corpus" / f"{a}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        for a in case.labels
    }
    rows = case.evidence.merge(case.sentences[["id", "zone"]], left_on="sentence", right_on="id")
    rows = rows[rows["zone"] == "body"]
    assert len(rows) > 100
    assert all(bodies[r.article][r.start : r.end] == r.phrase for r in rows.itertuples())
    cued = case.attributions[
        case.attributions["cue_start"].notna() & ~case.attributions["sentence"].eq("kurdistan24-02")
    ]
    assert all(bodies[r.article][r.cue_start : r.cue_end] == r.cue for r in cued.itertuples())


def test_a_source_is_marked_as_whole_words(case, shared) -> None:
    bodies = {
        a: (shared / "corpus" / f"{a}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        for a in case.labels
    }
    rows = case.attributions.merge(
        case.sentences[["id", "zone"]], left_on="sentence", right_on="id", suffixes=("", "_unit")
    )
    rows = rows[(rows["zone"] == "body") & rows["source_start"].notna()]
    assert len(rows) > 50
    for r in rows.itertuples():
        body = bodies[r.article]
        assert not body[r.source_start - 1].isalnum(), r.id
        assert not body[r.source_end].isalnum(), r.id


def test_derive_names_what_is_missing(tmp_path, capsys) -> None:
    shutil.copy(CASE / "case.yml", tmp_path / "case.yml")
    assert main(["derive", str(tmp_path), "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "rferl.md" in error
    assert "Cure:" in error

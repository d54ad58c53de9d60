"""``names.csv``: proposed by the machine, decided by people, never losing an edit."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from newscompare.articles import Article
from newscompare.case.cells import read_cells, write_cells
from newscompare.case.folder import CaseFolder
from newscompare.cli import main
from newscompare.coding.machine_case import machine_case, read_coded
from newscompare.coding.machine_frames import read_texts
from newscompare.errors import InputError
from newscompare.hand.names import named, proposals, read_names, with_names
from newscompare.measures.sources import source_counts, with_naming

ONE = """“We have no money,” said Ann Dell, the mayor of Ashby. Dell said the pool was old.

“They never asked us,” said Tom Reed. The council said it was sorry.
"""
TWO = "“It is old,” the mayor, Anne Dell, said. Kim Poe of the union said jobs would go.\n"


@pytest.fixture
def case(two_texts) -> CaseFolder:
    return two_texts(ONE, TWO)


def edit(case: CaseFolder, **changes: dict[str, str]) -> None:
    path = case.path / "names.csv"
    header, rows = read_cells(path)
    table = [dict(zip(header, cells, strict=True)) for _, cells in rows]
    for row in table:
        row |= changes.get(row["source"].replace(" ", "_"), {})
    write_cells(header, [[row[name] for name in header] for row in table], path)


def test_names_are_proposed_merged_retyped_and_left_out(case: CaseFolder) -> None:
    assert main(["names", str(case.path)]) == 0
    rows = {row.source: row for row in read_names(case.path)}
    assert rows["Ann Dell"].mentions == 2
    assert rows["Ann Dell"].type == "official"
    assert "Ann Dell, the mayor of Ashby" in rows["Ann Dell"].as_written
    assert 0 < float(rows["Ann Dell"].confidence) <= 1
    assert not any(row.edited for row in rows.values())
    same, used = with_names(machine_case(case), list(rows.values()))
    assert used.edited == used.merged == used.left_out == 0
    assert (
        same.attributions["source"].tolist() == machine_case(case).attributions["source"].tolist()
    )
    edit(
        case,
        Anne_Dell={"name": "Ann Dell", "country": "Northey"},
        council={"name": "-"},
        Kim_Poe={"type": "business"},
    )
    named, used = with_names(machine_case(case), read_names(case.path))
    said = named.attributions
    assert (used.edited, used.merged, used.left_out) == (3, 1, 1)
    assert said["source"].tolist() == ["Ann Dell", "Ann Dell", "Tom Reed", "Ann Dell", "Kim Poe"]
    assert set(said.loc[said["source"] == "Ann Dell", "country"]) == {"Northey"}
    assert set(said.loc[said["source"] == "Kim Poe", "source_type"]) == {"business"}
    assert set(named.quotes["speaker"]) == {"Ann Dell", "Tom Reed"}


def test_a_surname_alone_is_proposed_to_be_the_one_who_bears_it() -> None:
    texts = {"a": "Ann Dell left. Dell wept. Reed wept.", "b": "Tom Reed met Bo Reed. Tom sang."}
    rows = [
        ("a", "0-8", "Ann Dell", "official"),
        ("a", "15-19", "Dell", "unknown"),
        ("a", "26-30", "Reed", "unknown"),
        ("b", "0-8", "Tom Reed", "expert"),
        ("b", "13-20", "Bo Reed", "citizen"),
    ]
    table = pd.DataFrame(rows, columns=["article", "source_spans", "source", "source_type"])
    articles = [Article(id, text) for id, text in texts.items()]
    found = {row.source: row for row in proposals(table.assign(country="none"), articles)}
    assert found["Ann Dell"].mentions == 2
    assert (found["Reed"].name, found["Reed"].type) == ("Reed", "unknown")


WHOLE = "Kim Poe, a teacher, said the pool was old. The town council said no.\n"
SURNAME = "Poe denied that. The council said the pool was new.\n"


def test_the_machine_joins_what_is_sure_and_people_part_it_again(two_texts) -> None:
    case = two_texts(WHOLE, SURNAME)
    texts = read_texts(case)
    assert main(["code", str(case.path)]) == 0
    proposed = proposals(read_coded(case)["attributions"], texts.articles)
    made, used = named(machine_case(case), [], proposed)
    assert dict(used.joined) == {"Poe": "Kim Poe", "council": "town council"}
    assert "“Poe” as Kim Poe" in used.said
    own = made.attributions.set_index("source")
    assert "Poe" not in own.index
    assert set(own.loc[["Kim Poe"], "source_type"]) == {"citizen"}
    apart = [replace(row, name=row.source) for row in proposed]
    made, used = named(machine_case(case), apart, proposed)
    assert used.joined == ()
    assert "Poe" in set(made.attributions["source"])


def test_a_pronoun_without_an_answer_is_in_no_table_of_names(two_texts) -> None:
    case = two_texts("“We will fight,” she said. It rained.\n", "“No,” she said. It was late.\n")
    assert main(["names", str(case.path)]) == 0
    assert read_names(case.path) == []
    made = machine_case(case)
    assert made.attributions["source"].tolist() == ["", ""]
    assert made.attributions["source_type"].tolist() == ["unnamed", "unnamed"]
    assert set(made.quotes["speaker"]) == {"(nobody named)"}
    assert source_counts(made.attributions).empty
    assert with_naming(made.attributions)["naming"].tolist() == ["unnamed", "unnamed"]


def test_no_edit_is_lost_when_texts_change(case: CaseFolder) -> None:
    assert main(["names", str(case.path)]) == 0
    edit(case, Tom_Reed={"name": "Thomas Reed"}, Kim_Poe={"type": "business"})
    (case.articles / "b.md").write_text("Bo Lind said jobs would go.\n", encoding="utf-8")
    assert main(["names", str(case.path)]) == 0
    rows = {row.source: row for row in read_names(case.path)}
    assert rows["Tom Reed"].name == "Thomas Reed"
    assert (rows["Kim Poe"].type, rows["Kim Poe"].mentions) == ("business", 0)
    assert "Bo Lind" in rows
    assert "Anne Dell" not in rows


def test_a_type_that_there_is_not_gets_one_line(case: CaseFolder) -> None:
    assert main(["names", str(case.path)]) == 0
    edit(case, Tom_Reed={"type": "swimmer"})
    with pytest.raises(InputError, match=r"line \d, column 'type': 'swimmer' is no type"):
        read_names(case.path)


def test_a_case_without_the_table_stays_as_it_is(case: CaseFolder) -> None:
    assert main(["code", str(case.path)]) == 0
    made = machine_case(case)
    assert with_names(made, read_names(case.path))[0] is made


def test_a_text_without_a_word_takes_nothing_from_the_names_of_the_others(two_texts) -> None:
    case = two_texts(ONE, "\n")
    assert main(["names", str(case.path)]) == 0
    assert {"Ann Dell", "Tom Reed"} <= {row.source for row in read_names(case.path)}

"""YAML, JSON and Arrow are read to a value or a named fault: nothing is raised, nothing swells."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newscompare.values import Fault, arrow_records, json_value, plain, yaml_value

PACKAGE = Path(__file__).resolve().parents[2] / "newscompare"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a: 1\nb: 0000-00-00", 2, "'0000-00-00' is no date"),
        ("a: 2025-02-30", 1, "'2025-02-30' is no date"),
        ("a: 2025-02-28 25:00:00", 1, "is no date"),
        ("a: !!int x", 1, "holds a tag (!!int)"),
        ("a: !!python/object:os.system x", 1, "holds a tag"),
        ("a: &x b\nc: *x", 1, "uses an alias (&x)"),
        ("a: [1, *x]", 1, "uses an alias (*x)"),
        ("a: &a [*a]", 1, "uses an alias"),
        ("[" * 3000, 1, "nested more than 20 deep"),
        ("- " * 30 + "a", 1, "nested more than 20 deep"),
        ("a:\n  - b\n c: d", 3, "is not valid YAML"),
        ("? [a]\n: b", 1, "has a list for a name"),
        ("a: 1\n---\nb: 2\n", 2, "two documents"),
        ('a: "\\UFFFFFFFF"', 1, "is not valid YAML"),
        ("%YAML 1." + "9" * 5000 + "\n---\na", 1, "is not valid YAML"),
        ("a: b\n\x07", 2, "a character U+0007"),
        ("x" * 600_000, 1, "more than 500,000 characters"),
        ("- a\n" * 110_000, 100_000, "more than 100,000 values"),
    ],
)
def test_yaml_that_is_refused_is_named_with_its_line(text: str, line: int, said: str) -> None:
    fault = yaml_value(text)
    assert isinstance(fault, Fault)
    assert said in fault.problem
    assert fault.cure
    assert fault.line == line


def test_yaml_values() -> None:
    text = (
        "a: 2025-11-06\nb: no\nc: 12:30\nd: 007\ne: 7\nf: .inf\ng: 2.5\nh: true\ni: ~\nj: '1'\n"
        "k: [x, {y: z}]\n9: =\n'\\ud83d': 1e999\n<<: m\n"
    )
    assert plain(yaml_value(text)) == {
        "a": datetime.date(2025, 11, 6),
        **{"b": "no", "c": "12:30", "d": "007", "e": 7, "f": ".inf", "g": 2.5, "h": True},
        **{"i": None, "j": "1", "k": ["x", {"y": "z"}], "9": "=", "\\ud83d": "1e999", "<<": "m"},
    }
    found = yaml_value("a: 1\nb:\n  - x\n  - y\na: 2", first=5)
    assert (found["a"], found.lines, found.twice) == (2, {"a": 5, "b": 6}, [("a", 9, 5)])
    assert found["b"].lines == [7, 8]
    assert yaml_value("a: 1\na: 2", once=True).line == 2
    assert yaml_value("a: 2025-02-30\nb: yes\nc: 5\nd:", words=True) == {
        **{"a": "2025-02-30", "b": "yes", "c": "5", "d": None}
    }
    assert yaml_value("") is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not valid JSON"),
        ("Infinity", "Infinity is no number"),
        ('{"a": -Infinity}', "Infinity is no number"),
        ("[NaN]", "NaN is no number"),
        ("1e999", "too large a number"),
        ("9" * 5000, "a number is too long"),
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ("[" * 940 + "]" * 940, "nested more than 20 deep"),
        ("[" * 100_000, "nested more than 20 deep"),
    ],
)
def test_json_that_is_refused_is_named(text: str, said: str) -> None:
    fault = json_value(text)
    assert isinstance(fault, Fault)
    assert said in fault.problem
    assert len(fault.problem) < 200


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(text=st.text(max_size=60) | st.text("[]{}:,-&*!|>'\"#%\n ab\\u0", max_size=60))
def test_the_readers_raise_nothing(text: str) -> None:
    for value in (yaml_value(text), yaml_value(text, words=True), json_value(text)):
        if isinstance(value, Fault):
            assert value.problem
        else:
            json.dumps(value, default=str)


def test_a_value_that_python_has_none_for_is_a_fault_of_its_row() -> None:
    deep: object = "x"
    kind: pa.DataType = pa.string()
    for _ in range(25):
        deep, kind = [deep], pa.list_(kind)
    table = pa.table(
        {
            "id": ["a", "b"],
            "far": pa.array([0, 2**31 - 1], pa.int32()).cast(pa.date32()),
            "zone": pa.array([0, None], pa.timestamp("us", tz="No/Where")),
            "deep": pa.array([None, deep], kind),
        }
    )
    (first, one), (second, two) = arrow_records(table.to_batches()[0])
    assert (first["id"], second["id"]) == ("a", "b")
    assert first["far"] == datetime.date(1970, 1, 1)
    assert "'zone'" in one.problem
    assert "'far'" in two.problem
    assert "deep" not in second


def test_values_from_outside_are_read_by_these_readers_alone() -> None:
    """``yaml.safe_load`` and ``json.loads`` read only what the package itself holds or writes."""
    own = {
        "attribution/lexicon.py": "words of the package",
        "attribution/who/lexicon.py": "words of the package",
        "attribution/train.py": "training data",
        "attribution/who/train_coreference.py": "training data",
        "attribution/encoder_training/package.py": "the vocabulary of the encoder",
        "sentiment/reading_train.py": "training data",
        "sentiment/lexicons.py": "words of the package",
        "measures/verbs.py": "words of the package",
        "gather/furniture.py": "words of the package",
        "hand/rows.py": "words of the package",
        "hand/web_pages.py": "words of the package",
        "report/worth_sources.py": "data to measure with",
        "teaching/quizzes.py": "questions of the book",
        "teaching/lab_notebooks.py": "notebooks of the project",
        "encoder/store.py": "the weights of the encoder",
        "case/tables.py": "the schema of the package",
        "report/build.py": "the settings of the book",
        "report/executing.py": "the chapters of a report",
        "report/place.py": "what a report lists of its own files",
        "findings/lint.py": "notebooks of the project",
        "findings/reuse_accuracy.py": "data to measure with",
        "values/json_text.py": "the reader",
        "values/yaml_text.py": "the reader",
    }
    reads = re.compile(r"yaml\.(safe_load|load|compose|parse)\(|json\.(load|loads)\(|to_pylist\(")
    users = {
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if reads.search(path.read_text("utf-8"))
    }
    assert users - set(own) == {"values/arrow_values.py"}

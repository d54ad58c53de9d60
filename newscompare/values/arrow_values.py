"""The rows of an Arrow record batch (of a Parquet file) as mappings; a value that Python has none
for is a named fault of its row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from newscompare.values.faults import DEEPEST, Fault, too_deep


def arrow_records(batch: Any) -> Iterator[tuple[dict[str, Any], Fault | None]]:
    """Each row of a ``pyarrow.RecordBatch``: its values by column, and what is wrong with one of
    them (which is then missing).

    Dates beyond the year 9999, time zones that do not exist and the like are faults.
    """
    try:
        rows = batch.to_pylist()
    except Exception:  # the types of Arrow hold more than those of Python, each with its own error
        for number in range(batch.num_rows):
            yield _row(batch, number)
        return
    for number, row in enumerate(rows):
        if any(isinstance(value, list | dict) and too_deep(value) for value in row.values()):
            yield _row(batch, number)
        else:
            yield row, None


def _row(batch: Any, number: int) -> tuple[dict[str, Any], Fault | None]:
    row: dict[str, Any] = {}
    fault = None
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            row[name] = column[number].as_py()
        except Exception as error:  # see above
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:120]
            problem = f"the value of '{name}' is none that there is ({reason})"
            fault = fault or Fault(problem, "write it as text, such as 2026-03-04")
            continue
        if too_deep(row[name]):
            del row[name]
            problem = f"the value of '{name}' is nested more than {DEEPEST} deep"
            fault = fault or Fault(problem, "write it flat")
    return row, fault

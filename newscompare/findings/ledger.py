"""The ledger of findings as tables and in words, so that anybody can compute it without this
package.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newscompare.case.tables import columns, load_case, write_package
from newscompare.files import write_csv, write_text
from newscompare.findings import counts, variants
from newscompare.findings.finding import FILE, Findings, Spec
from newscompare.findings.judging import load
from newscompare.findings.views import COLUMNS


def counts_in_words(spec: Spec) -> str:
    """The counts of a finding as they are written, with what each is counted among."""
    parts = []
    for name, count in spec.counts.items():
        among = f" among {spec.among[name].text}" if name in spec.among else ""
        parts.append(f"{name} = {count.text}{among}")
    return "; ".join(parts)


def findings_table(found: Findings) -> pd.DataFrame:
    """One row a finding: the columns of ``findings.csv``."""
    rows = [
        (
            f.id,
            f.sentence,
            f.spec.asserted_by,
            counts_in_words(f.spec),
            f.spec.condition,
            f.values,
            f.verdict,
            len(f.tried),
            "; ".join(f.broken_by),
            "; ".join(f"{name} ({why})" for name, why in f.spec.spared.items()),
        )
        for f in found.values()
    ]
    return pd.DataFrame(rows, columns=columns("findings"))


def variants_table(found: Findings) -> pd.DataFrame:
    """One row for each finding and variant: the columns of ``findings_variants.csv``."""
    rows = [
        (f.id, name, int(holds), f.under.get(name, ""))
        for f in found.values()
        for name, holds in f.tried.items()
    ]
    return pd.DataFrame(rows, columns=columns("findings_variants"))


def guide() -> str:
    """How to compute a finding, in Markdown: counts, conditions, tables, variants."""
    language = str(counts.__doc__).split("\n\n", 1)[1].replace("``", "`").replace("::\n", ":\n")
    parts = [
        "# How to compute a finding",
        "",
        "Written by `newscompare derive`. It says in words what `findings.csv` counts, for those "
        "who "
        "want to compute it again from the tables alone.",
        "",
        "A finding has *counts*, each with a name, and a *condition* over them. Its verdict is "
        "**holds** where the condition holds in the main count and under every variant tried, "
        "**holds with care** where it holds in the main count and some variant breaks it, **does "
        "not hold** where it fails in the main count. `broken_by` names the variants in which the "
        "answer is the other one: of a finding that does not hold, those in which it does.",
        "",
        "## Counts and conditions",
        "",
        language.strip(),
        "",
        "A text without such rows counts 0. A share among nothing is no number and is neither "
        "largest "
        "nor smallest. A condition that asks about a text that a variant leaves out is not tried "
        "there.",
        "",
        "## Tables",
        "",
    ]
    for name, (rows, described) in COLUMNS.items():
        parts += [f"**`{name}`**: {rows}.", ""]
        parts += [f"- `{column}`: {words}" for column, words in described.items()] + [""]
    parts += ["## Variants", ""]
    parts += [f"- **{kind}**: {words}." for kind, words in variants.WORDS.items()]
    parts += [
        "",
        "The event's code is `event_object` in case.yml. Which frame an indicator belongs to "
        "stands in codebook.yml; a frame of a unit is 1 where one of its indicators is left.",
        "",
        "After units have changed, the frames of attributions and the table `balance` are computed "
        "again from them. A variant is tried where it then changes a value in a column that the "
        "finding's counts name, or leaves out a row of their tables; it is not tried where it "
        "takes away what a column is made from (a coder alone has no offsets, so none of their "
        "attributions can carry the post), nor where the finding spares it (`spared`, with the "
        "reason). So the number of variants differs from finding to finding.",
    ]
    return "\n".join(parts) + "\n"


def write_findings(folder: Path | str) -> None:
    """Compute the findings of a case and write ``findings.csv`` and ``findings_variants.csv``
    beside its tables; nothing where it has no ``findings.yml``. Raises ``InputError``.
    """
    folder = Path(folder)
    if not (folder / FILE).is_file():
        return
    found = load(load_case(folder))
    write_csv(findings_table(found), folder / "findings.csv")
    write_csv(variants_table(found), folder / "findings_variants.csv")
    write_text(guide(), folder / "findings.md")
    write_package(folder)

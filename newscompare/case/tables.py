"""The tables of a case: names, columns, types and codes; read, validate, write.

This is the only module that knows file names. The schema (``schema.json``, Frictionless Table
Schema) is the single description of every column; each case's ``datapackage.json`` repeats it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass, field, fields
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from newscompare.errors import InputError
from newscompare.files import read_csv, write_csv, write_text
from newscompare.values import plain, yaml_map

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """The tables of one event as DataFrames, texts in the case's order (see ``load_case``)."""

    name: str
    folder: Path
    settings: dict[str, Any]
    articles: pd.DataFrame
    sentences: pd.DataFrame
    frames: pd.DataFrame
    attributions: pd.DataFrame
    quotes: pd.DataFrame
    attribution_codings: pd.DataFrame
    evidence: pd.DataFrame
    facts: pd.DataFrame
    mentions: pd.DataFrame
    about: pd.DataFrame = field(default_factory=lambda: empty("about"))
    targets: pd.DataFrame = field(default_factory=lambda: empty("targets"))
    claims: pd.DataFrame = field(default_factory=lambda: empty("claims"))
    claim_codings: pd.DataFrame = field(default_factory=lambda: empty("claim_codings"))
    claims_evidence: pd.DataFrame = field(default_factory=lambda: empty("claims_evidence"))
    utterances: pd.DataFrame = field(default_factory=lambda: empty("utterances"))
    terms: pd.DataFrame = field(default_factory=lambda: empty("terms"))
    shared_runs: pd.DataFrame = field(default_factory=lambda: empty("shared_runs"))
    text_pairs: pd.DataFrame = field(default_factory=lambda: empty("text_pairs"))
    common_quotations: pd.DataFrame = field(default_factory=lambda: empty("common_quotations"))
    utterance_versions: pd.DataFrame = field(default_factory=lambda: empty("utterance_versions"))
    utterance_words: pd.DataFrame = field(default_factory=lambda: empty("utterance_words"))

    @property
    def labels(self) -> dict[str, str]:
        """Article id to the label shown in figures and tables, in the case's order."""
        return dict(self.settings["articles"])

    @property
    def colours(self) -> dict[str, str]:
        """Article id to its colour (``#rrggbb``), where ``case.yml`` gives one."""
        return {
            str(text): str(colour) for text, colour in (self.settings.get("colours") or {}).items()
        }


CODED = ("about", "targets", "claims", "claim_codings", "claims_evidence", "utterances")
COMPARED = (
    "terms",
    "shared_runs",
    "text_pairs",
    "common_quotations",
    "utterance_versions",
    "utterance_words",
)
"""Tables computed from the texts: see ``newscompare.coding.compared``."""

OPTIONAL = (*CODED, *COMPARED)
"""Tables that a case may lack: a lacking one counts as a table without rows."""

OUTPUTS = ("findings", "findings_variants")
"""Tables computed from the others, which no other is computed from; a case may lack them."""

TABLES = tuple(
    f.name for f in fields(Case) if f.name not in {"name", "folder", "settings", *OPTIONAL}
)
"""Tables that every case has."""


def empty(table: str) -> pd.DataFrame:
    """A table without rows, typed as ``load_case`` types it."""
    made = _typed(pd.DataFrame(columns=columns(table), dtype=str), table)
    return made.assign(article=pd.Categorical([])) if "article" not in made else made


def tables_in(folder: Path) -> tuple[str, ...]:
    """The tables that lie in a case folder: all of ``TABLES``, and of the others those it has."""
    others = (*OPTIONAL, *OUTPUTS)
    return (*TABLES, *(name for name in others if (folder / f"{name}.csv").is_file()))


def data_folder() -> Path:
    """The folder of cases: ``data/`` beside the package in a checkout, else the wheel's copy."""
    installed = HERE.parent / "_data"
    return installed if installed.is_dir() else HERE.parents[1] / "data"


@cache
def schema() -> dict[str, Any]:
    """The schema of all tables: resource name to its Frictionless description."""
    resources = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))["resources"]
    return {r["name"]: r for r in resources}


def columns(table: str) -> list[str]:
    """The columns of a table, in order."""
    return [f["name"] for f in schema()[table]["schema"]["fields"]]


def codes(table: str, column: str) -> list[Any]:
    """The codes that a column allows, in their fixed order (empty where it is free)."""
    field = next(f for f in schema()[table]["schema"]["fields"] if f["name"] == column)
    return list(field.get("constraints", {}).get("enum", []))


def _resources(folder: Path, *, measured: bool) -> list[dict[str, Any]]:
    described = []
    for name in tables_in(folder):
        resource: dict[str, Any] = {
            "name": name,
            "type": "table",
            "profile": "tabular-data-resource",
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
        }
        if measured:
            data = (folder / f"{name}.csv").read_bytes()
            resource |= {"bytes": len(data), "hash": "sha256:" + hashlib.sha256(data).hexdigest()}
        described.append(resource | {k: v for k, v in schema()[name].items() if k != "name"})
    return described


def read_settings(folder: Path) -> dict[str, Any]:
    """Read ``case.yml``. Raises ``InputError`` where it is missing, broken or lacks
    ``articles``.
    """
    path = folder / "case.yml"
    if not path.is_file():
        raise InputError(str(path), "is missing", "name a case folder: one that holds case.yml")
    cure = "compare the indentation and quotation marks with data/accords/case.yml"
    settings = yaml_map(path, "a list of 'name: value' lines", cure)
    if not isinstance(settings.get("articles"), dict) or not settings["articles"]:
        raise InputError(
            str(path),
            "lists no articles",
            "add 'articles:' with one 'id: label' line for each text",
        )
    return dict(plain(settings))


_CURES = {
    "type-error": "write a value of the type that data/README.md gives for this column",
    "constraint-error": "use one of the codes that data/README.md lists for this column",
    "foreign-key": "use an id that exists in the table that this column points to",
    "primary-key": "remove one of the two rows, or give them different ids",
    "unique-error": "give each row its own value",
    "missing-cell": "add the missing commas so that each row has all columns",
    "extra-cell": "put a cell that holds a comma in double quotes, or remove the extra comma",
    "blank-row": "remove the empty line",
    "missing-label": "restore the header line from data/README.md",
    "incorrect-label": "restore the header line from data/README.md",
    "extra-label": "restore the header line from data/README.md",
    "duplicate-label": "restore the header line from data/README.md",
    "encoding-error": "save the file again with the encoding UTF-8",
    "scheme-error": "restore the file, or derive the tables again",
}


def validate(folder: Path) -> None:
    """Check every table of a case against the schema, keys between tables included.

    Raises ``InputError`` for the first fault: file, row (line of the file), column and cure.
    """
    for name in TABLES:
        if not (folder / f"{name}.csv").is_file():
            raise InputError(
                str(folder / f"{name}.csv"),
                "is missing",
                "restore the file, or derive the tables again",
            )
    _import_jsonschema()
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package.from_descriptor(
            {"name": "case", "resources": _resources(folder, measured=False)}, basepath=str(folder)
        )
        report = package.validate()
    for task in report.tasks:
        for error in task.errors:
            found = error.to_dict()
            note = found.get("note") or found.get("message") or error.type
            if found.get("cell") not in (None, ""):
                note = f"'{found['cell']}' is wrong: {note}"
            raise InputError(
                str(folder / task.place),
                note.rstrip("."),
                _CURES.get(error.type, "compare the row with data/README.md"),
                line=found.get("rowNumber"),
                column=found.get("fieldName") or found.get("label") or None,
            )


def _import_jsonschema() -> None:
    """Import what frictionless checks a schema with, and hide the package of internationalised
    addresses from it: building their grammar takes a second in each process, for a format that no
    column has.
    """
    name = "rfc3987_syntax"
    if name in sys.modules or "jsonschema" in sys.modules:
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[name]


def _typed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    for described in schema()[name]["schema"]["fields"]:
        column, allowed = described["name"], described.get("constraints", {}).get("enum")
        if described["type"] == "integer":
            full = described.get("constraints", {}).get("required", False)
            table[column] = pd.to_numeric(table[column].replace("", pd.NA)).astype(
                "int64" if full else "Int64"
            )
        elif described["type"] == "date":
            table[column] = pd.to_datetime(table[column].replace("", pd.NA))
        elif allowed:
            table[column] = pd.Categorical(table[column], categories=allowed, ordered=True)
    return table


def load_case(case: str | Path = "accords") -> Case:
    """Load the tables of a case, typed and checked.

    ``case`` is the name of a folder under ``data/`` or the path of a case folder. Codes become
    ordered categories, integers ``int64`` (``Int64`` where a cell may be empty), missing text the
    empty string. Every table that points to sentences gains the column ``article`` (ordered as in
    ``case.yml``), so that each text has the same place everywhere, and ``targets`` the
    ``sentence`` of its quotation. A table of ``OPTIONAL`` that the folder lacks has no rows.
    Raises ``InputError``.
    """
    folder = Path(case) if Path(case).is_dir() else data_folder() / str(case)
    settings = read_settings(folder)
    validate(folder)
    tables = {
        n: _typed(read_csv(folder / f"{n}.csv"), n) for n in tables_in(folder) if n not in OUTPUTS
    }
    order = list(settings["articles"])
    if list(tables["articles"]["id"]) != order:
        raise InputError(
            str(folder / "articles.csv"),
            "lists other articles than case.yml",
            "derive the tables again",
            column="id",
        )
    tables["sentences"]["article"] = pd.Categorical(
        tables["sentences"]["article"], categories=order, ordered=True
    )
    article = tables["sentences"].set_index("id")["article"]
    if "targets" in tables:
        at = tables["quotes"].set_index("id")["sentence"]
        tables["targets"]["sentence"] = tables["targets"]["quote"].map(at)
    for name, table in tables.items():
        if name == "claim_codings":
            table["article"] = pd.Categorical(table["article"], categories=order, ordered=True)
        elif "sentence" in table:
            table["article"] = pd.Categorical(
                table["sentence"].map(article), categories=order, ordered=True
            )
    return Case(
        name=str(settings.get("id", folder.name)), folder=folder, settings=settings, **tables
    )


def write_case(tables: dict[str, pd.DataFrame], folder: Path | str) -> None:
    """Write the tables of a case with their ``datapackage.json``; each file whole or not at all.
    A file of ``OPTIONAL`` that ``tables`` lacks is removed.

    ``case.yml`` must stand in the folder. Raises ``InputError``, also where a table breaks the
    schema.
    """
    folder = Path(folder)
    read_settings(folder)
    for name in (*TABLES, *OPTIONAL):
        if name in tables:
            write_csv(tables[name][columns(name)], folder / f"{name}.csv")
        else:
            (folder / f"{name}.csv").unlink(missing_ok=True)
    write_package(folder)


def write_package(folder: Path | str) -> None:
    """Write ``datapackage.json`` for the tables that lie in a case folder, and check these. Raises
    ``InputError``.
    """
    folder = Path(folder)
    settings = read_settings(folder)
    package = {
        "profile": "tabular-data-package",
        "name": settings["id"],
        "title": settings["title"],
        "description": f"{settings['event']}: metadata, offsets, counts, labels and quoted words "
        f"of {len(settings['articles'])} texts.",
        "licenses": [{"name": settings["licence"], "title": "Creative Commons Attribution 4.0"}],
        "resources": _resources(folder, measured=True),
    }
    write_text(
        json.dumps(package, indent=1, ensure_ascii=False) + "\n", folder / "datapackage.json"
    )
    validate(folder)


def machine_frames(case: Case) -> pd.DataFrame:
    """The machine's frame codes of a case, one row a pattern that fired (see
    ``frames.code_sentences``).
    """
    return pd.read_csv(case.folder / "machine_frames.csv")


def evaluation(name: str) -> pd.DataFrame:
    """A table of ``data/evaluation``: how often a coder by machine is right."""
    return pd.read_csv(
        data_folder() / "evaluation" / f"{name}.csv", keep_default_na=False, na_values=[""]
    )

"""What the method chapter shows: the stored evaluation, and one paragraph taken through the machine
step by step.
"""

from __future__ import annotations

import pandas as pd

from newscompare.articles.tokens import tokenize
from newscompare.attribution import ENGINES, encoder_engine, extract, linking, parse_spans
from newscompare.case.tables import data_folder
from newscompare.measures.correction import corrected_counts

EXAMPLE = (
    "“The bridge will hold,” Mayor Ana Ruiz told reporters on Monday. She hopes that it opens in "
    "May. Critics say it came too late."
)
"""An invented paragraph."""

NAMES = {
    "Q": "cue",
    "SL": "source, cue to the left",
    "SR": "source, cue to the right",
    "CL": "content, cue to the left",
    "CR": "content, cue to the right",
}


def evaluation(name: str) -> pd.DataFrame:
    """A stored evaluation table, ``attribution_<name>.csv``."""
    return pd.read_csv(data_folder() / "evaluation" / f"attribution_{name}.csv")


def spans_of(text: str) -> pd.DataFrame:
    """First step: the spans that the encoder labels, with the mean probability of their labels
    (columns ``span``, ``label``, ``probability``).
    """
    tokens = tokenize(text)
    labels, chances = encoder_engine.labelled(tokens)
    rows = []
    for name, a, b in linking.segments(labels):
        columns = [k for k, label in enumerate(linking.LABELS) if label[2:] == name]
        rows.append(
            {
                "span": text[tokens.start[a] : tokens.end[b - 1]],
                "label": NAMES[name],
                "probability": float(chances[a:b, columns].sum(axis=1).mean()),
            }
        )
    return pd.DataFrame(rows, columns=["span", "label", "probability"])


def rows_of(text: str) -> pd.DataFrame:
    """Last step: the rows with their words (columns ``cue``, ``words of the source``, ``source``,
    ``type``, ``content``, ``form``, ``confidence``, ``rules``).
    """

    def words(spans: str) -> str:
        return " … ".join(text[a:b] for a, b in parse_spans(spans))

    table = extract(text)
    return pd.DataFrame(
        {
            "cue": table["cue_spans"].map(words),
            "words of the source": table["source_spans"].map(words),
            "source": table["source"],
            "type": table["source_type"],
            "content": table["content_spans"].map(words),
            "form": table["form"],
            "confidence": table["confidence"],
            "rules": table["rule"].str.replace(";", "; "),
        }
    )


def systems() -> pd.DataFrame:
    """The machine beside its peers on PolNeAR dev, with how each was run."""
    columns = [
        "system",
        "kind",
        "precision",
        "recall",
        "f1",
        "f1_low",
        "f1_high",
        "recall_quoted",
        "recall_indirect",
        "how_run",
    ]
    return evaluation("polnear")[columns].dropna(subset=["f1"])


def systems_table() -> pd.DataFrame:
    """The same to read: precision, recall and F1 with its interval, recall by form, and how each
    was run.
    """
    table = systems()
    known = table["f1_low"].notna()
    interval = (
        table["f1_low"].map("{:.1f}".format) + "–" + table["f1_high"].map("{:.1f}".format)
    ).where(known, "")
    columns = ["system", "precision", "recall", "f1", "recall_quoted", "recall_indirect", "how_run"]
    out = table[columns].rename(
        columns={
            "recall_quoted": "quoted",
            "recall_indirect": "indirect",
            "how_run": "how it was run",
        }
    )
    out.insert(4, "interval", interval)
    return out


def exact() -> pd.DataFrame:
    """F1 of exact spans by role, for every system that has it."""
    columns = ["system", "kind", "exact_source_f", "exact_cue_f", "exact_content_f", "how_run"]
    table = evaluation("polnear")[columns].dropna(subset=["exact_source_f"])
    return table.rename(
        columns=lambda name: "how it was run" if name == "how_run" else name.replace("_f", "_f1")
    )


def misses() -> pd.DataFrame:
    """Share of gold attributions by what became of them, by form (columns: form, attributions, then
    one share a reason).
    """
    table = evaluation("misses").pivot_table(
        index="form", columns="reason", values="attributions", aggfunc="sum", fill_value=0
    )
    table = table[["found", "not found", "source missed", "another source", "source invented"]]
    total = table.sum(axis=1)
    out = table.div(total, axis=0)
    out.insert(0, "attributions", total)
    return out.reset_index()


def by_outlet(engine: str = ENGINES[0]) -> pd.DataFrame:
    """PolNeAR dev by outlet: sources annotated and found, their ratio, recall."""
    table = evaluation("by_outlet")
    return table[table["engine"] == engine].drop(columns="engine").reset_index(drop=True)


def case_by_outlet(engine: str = ENGINES[0]) -> pd.DataFrame:
    """The five texts: rows of reference and machine, shares of the reference paired and with the
    right source.
    """
    table = evaluation("case_counts")
    table = table[table["engine"] == engine].drop(columns="engine").reset_index(drop=True)
    return table.assign(
        share_paired=table["paired"] / table["reference"],
        share_right=table["source_right"] / table["reference"],
    )


def corrected(engine: str = ENGINES[0]) -> pd.DataFrame:
    """Machine counts of the five texts corrected by the encoder's factor with an interval,
    beside the reference (rows: outlets).
    """
    case = case_by_outlet(engine).set_index("outlet")
    return (
        corrected_counts(case["machine"], evaluation("counts"))
        .assign(reference=case["reference"])
        .reset_index()
    )


def numbers() -> dict[str, object]:
    """The figures that the prose of the chapter names."""
    table = evaluation("polnear").set_index("system")
    own = table.loc[ENGINES[0]]
    outlets, case, speed = by_outlet(), case_by_outlet(), evaluation("speed").set_index("engine")
    spread = corrected()
    inside = int(
        ((spread["low"] <= spread["reference"]) & (spread["reference"] <= spread["high"])).sum()
    )
    return {
        **{f"f1_{engine}": f"{table.loc[engine, 'f1']:.1f}" for engine in ENGINES},
        "f1_low": f"{own['f1_low']:.1f}",
        "f1_high": f"{own['f1_high']:.1f}",
        "recall_quoted": f"{own['recall_quoted']:.0f}",
        "recall_indirect": f"{own['recall_indirect']:.0f}",
        "unseen": f"{own['unseen_cue_recall']:.0f}",
        "ratio_least": f"{outlets['ratio'].min():.2f}",
        "ratio_most": f"{outlets['ratio'].max():.2f}",
        "recall_least": f"{outlets['recall'].min():.0f}",
        "recall_most": f"{outlets['recall'].max():.0f}",
        "case_rows": int(case["reference"].sum()),
        "case_paired": int(case["paired"].sum()),
        "case_right": int(case["source_right"].sum()),
        "case_inside": inside,
        "case_texts": len(case),
        **{
            f"{key}_{engine}": f"{speed.loc[engine, column]:.0f}"
            for key, column in (("speed", "articles_per_second"), ("coded", "coded_per_second"))
            for engine in ENGINES
        },
        "coded_why": f"{speed.loc['encoder', 'coded_with_why_per_second']:.1f}",
    }

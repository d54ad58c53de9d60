"""What the chapters on frames and tone by machine paste into their prose and tables."""

from __future__ import annotations

import pandas as pd

from newscompare.case.codebook import SCOPES, Codebook
from newscompare.figures.shares import percent
from newscompare.findings.claims import in_words
from newscompare.measures.sensitivity import framing_findings

SHORT = {"VADER": "vader", "linear model": "linear", "encoder": "encoder"}
"""Methods whose errors the chapter names, and how their values begin."""
TONE_AIM = 0.6
"""The macro-F1 that the linear model was meant to reach."""

VERSIONS = {1: "1", 2: "2", 3: "3", 4: "3 and vectors"}
"""The versions of the frames' coder as tables show them."""

COLUMN_NAMES = {
    "precision": "Precision",
    "recall": "Recall",
    "f1": "F1",
    "kappa": "Kappa",
    "alpha": "Alpha",
}


def one_sentence(text: str) -> pd.DataFrame:
    """An invented sentence as a table that ``frames.code_sentences`` takes."""
    return pd.DataFrame({"id": ["invented"], "text": [text]})


def _score(scores: pd.DataFrame, kind: str, version: int, frame: str) -> pd.DataFrame:
    return scores[
        (scores["kind"] == kind) & (scores["version"] == version) & (scores["frame"] == frame)
    ]


def frame_score_values(scores: pd.DataFrame, codebook: Codebook) -> dict[str, object]:
    """F1, alpha, best and worst text of each version and frame; how many patterns there are, by
    scope.
    """
    values: dict[str, object] = {
        f"n_{scope}": sum(p.scope == scope for p in codebook.patterns) for scope in SCOPES
    }
    values["n_patterns"] = len(codebook.patterns)
    for version in sorted(set(scores["version"])):
        for frame in codebook.frames:
            whole, texts = (
                _score(scores, "all", version, frame).iloc[0],
                _score(scores, "text", version, frame)["f1"],
            )
            name = f"{version}_{frame}"
            values |= {f"f1_{name}": float(whole["f1"]), f"alpha_{name}": float(whole["alpha"])}
            values |= {f"worst_{name}": float(texts.min()), f"best_{name}": float(texts.max())}
            values |= {
                f"{kind}_{name}": float(_score(scores, kind, version, frame)["f1"].iloc[0])
                for kind in ("kept", "hard", "fresh")
            }
    values["n_kept"] = int(scores.loc[scores["kind"] == "kept", "units"].iloc[0])
    return values


def version_table(scores: pd.DataFrame) -> pd.DataFrame:
    """The versions on the five texts and on sets of invented sentences: ``Version``, ``On``,
    ``Frame`` and scores.
    """
    places = {
        "all": "five texts",
        "invented": "first invented set",
        "tune": "tuning half",
        "kept": "half kept back",
    }
    places |= {"hard": "hard set", "fresh": "fresh set"}
    rows = scores[scores["kind"].isin(places)]
    table = pd.DataFrame(
        {
            "Version": rows["version"].map(VERSIONS),
            "On": rows["kind"].map(places),
            "Frame": rows["frame"],
            "Units": rows["units"],
        }
    )
    return table.assign(**{title: rows[column] for column, title in COLUMN_NAMES.items()})


PLACES = {"all": "five texts", "kept": "half kept back"}
EVENT = "invented event"
"""Where patterns are compared with patterns and vectors."""


def helped_table(scores: pd.DataFrame, practice: pd.DataFrame) -> pd.DataFrame:
    """Version 3 by itself and with what vectors add: ``On``, ``Frame``, and precision, recall and
    F1 of both.
    """
    measures = {"precision": "Precision", "recall": "Recall", "f1": "F1"}
    parts = []
    for version in (3, 4):
        own = scores[(scores["version"] == version) & scores["kind"].isin(PLACES)]
        named = own.assign(On=own["kind"].map(PLACES), Frame=own["frame"]).rename(columns=measures)
        event = practice[practice["on"].str.contains("encoder") == (version == 4)]
        event = event[event["what"].str.startswith("Frame, ")]
        wide = event.pivot(index="what", columns="measure", values="value").reset_index()
        wide = wide.assign(On=EVENT, Frame=wide["what"].str.removeprefix("Frame, "))
        names = ["On", "Frame", *measures.values()]
        parts.append(pd.concat([named[names], wide[names]], ignore_index=True))
    return parts[0].merge(parts[1], on=["On", "Frame"], suffixes=("", ", with vectors"))


def helped_values(scores: pd.DataFrame, practice: pd.DataFrame) -> dict[str, object]:
    """F1 on the invented event with and without vectors, and how many codes they add to the five
    texts.
    """
    table = helped_table(scores, practice).set_index(["On", "Frame"]).loc[EVENT]
    coded = scores[scores["kind"] == "all"].groupby("version")[["hits", "false"]].sum().sum(axis=1)
    values: dict[str, object] = {"n_added": in_words(int(coded[4] - coded[3]))}
    for frame, row in table.iterrows():
        values |= {
            f"practice_{frame}": float(row["F1"]),
            f"helped_{frame}": float(row["F1, with vectors"]),
        }
    return values


def errors_table(errors: pd.DataFrame) -> pd.DataFrame:
    """The units on which machine and reference differ, to read; where vectors alone misled it, so
    it is said.
    """
    return errors.fillna({"evidence": "(vectors; no phrase)"})


def survival_table(summary: pd.DataFrame) -> pd.DataFrame:
    """From ``sensitivity.summary``: one row a finding, a column for each kind of change (``9 of
    9``), what breaks it.
    """
    cells = summary.assign(
        cell=summary["survived"].astype(str) + " of " + summary["variants"].astype(str)
    )
    table = cells.pivot(index="finding", columns="group", values="cell")[
        list(dict.fromkeys(summary["group"]))
    ]
    broken = summary[summary["broken_by"] != ""].groupby("finding")["broken_by"].agg("; ".join)
    order = [finding for finding in framing_findings() if finding in table.index]
    table = table.reindex(order).assign(broken=broken).fillna("–").reset_index()
    table.columns = pd.Index([str(c).capitalize() for c in table.columns])
    return table.rename(columns={"Broken": "Broken by"})


def survival_values(summary: pd.DataFrame) -> dict[str, object]:
    """How many findings there are, which hold under every change, which do not."""
    whole = summary.groupby("finding", sort=False)[["variants", "survived"]].sum()
    holds = whole["variants"] == whole["survived"]
    names = {"firm": list(whole.index[holds]), "fragile": list(whole.index[~holds])}
    return {
        "n_findings": len(whole),
        **{key: "; ".join(found) or "none" for key, found in names.items()},
    }


def confusion_table(counts: pd.DataFrame, method: str) -> pd.DataFrame:
    """Labels by people (rows) and by a method (columns)."""
    return counts[counts["method"] == method].pivot(index="truth", columns="label", values="count")


def tone_values(
    methods: pd.DataFrame, counts: pd.DataFrame, quotes: pd.DataFrame
) -> dict[str, object]:
    """The figures that the chapter's prose names; ``quotes`` has the reference's ``stance``, the
    linear model's ``label`` and the ``encoder_label``.
    """
    row = methods.set_index("method")
    linear, targeted, stop = (
        row.loc["linear model"],
        row.loc["linear model with target"],
        row.loc["VADER, stop-list"],
    )
    read = row.loc["encoder with target"]
    tables = {name: confusion_table(counts, name) for name in SHORT}
    values: dict[str, object] = {
        "n_labelled": int(linear["quotations"]),
        "aim": TONE_AIM,
        "f1_vader": float(row.loc["VADER", "macro_f1"]),
        "f1_linear": float(linear["macro_f1"]),
        "f1_linear_low": float(linear["macro_f1_low"]),
        "f1_linear_high": float(linear["macro_f1_high"]),
        "f1_target": float(targeted["macro_f1"]),
        "f1_target_low": float(targeted["macro_f1_low"]),
        "f1_target_high": float(targeted["macro_f1_high"]),
        "f1_encoder": float(row.loc["encoder", "macro_f1"]),
        "f1_encoder_target": float(read["macro_f1"]),
        "f1_encoder_target_low": float(read["macro_f1_low"]),
        "f1_encoder_target_high": float(read["macro_f1_high"]),
        "gain_stop": f"{stop['gain']:+.3f}",
        "gain_stop_low": f"{stop['gain_low']:+.3f}",
        "gain_stop_high": f"{stop['gain_high']:+.3f}",
        "gain_band": f"{row.loc['VADER, tuned band', 'gain']:+.3f}",
        "n_critical_labelled": int(tables["VADER"].loc[-1].sum()),
        "n_favourable_labelled": int(tables["VADER"].loc[1].sum()),
    }
    for name, table in tables.items():
        short = SHORT[name]
        values |= {
            f"{short}_critical_favourable": int(table.loc[-1, 1]),
            f"{short}_favourable_critical": int(table.loc[1, -1]),
        }
        right = sum(int(table.loc[label, label]) for label in table.index)
        values[f"accuracy_{short}"] = percent(right / int(table.to_numpy().sum()))
    stance = quotes["stance"].astype("Int64")
    values |= {
        "case_agree": int((stance == quotes["label"]).sum()),
        "case_agree_encoder": int((stance == quotes["encoder_label"]).sum()),
        "case_quotes": len(quotes),
    }
    return values

"""The texts themselves: what is known of each, and what each states where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd


def overview(articles: pd.DataFrame, labels: Mapping[str, str]) -> pd.DataFrame:
    """What is known and unknown of each text: ``Text``, ``Outlet``, ``Kind``, ``Country``,
    ``Published``, ``Authors``, ``Words``, ``Coded units``.
    """
    unknown = "not stated"
    return pd.DataFrame(
        {
            "Text": [labels[a] for a in articles["id"]],
            "Title": articles["title"].replace("", unknown).to_list(),
            "Outlet": [
                outlet if status.startswith("stated") else status
                for outlet, status in zip(
                    articles["outlet"], articles["outlet_status"], strict=True
                )
            ],
            "Kind": articles["kind"].to_list(),
            "Country": articles["country"].replace("", unknown).to_list(),
            "Published": [
                unknown if pd.isna(d) else d.date().isoformat() for d in articles["date"]
            ],
            "Authors": articles["authors"].replace("", unknown).to_list(),
            "Words": articles["words"].to_list(),
            "Coded units": articles["sentences"].to_list(),
        }
    )


def answers(
    facts: pd.DataFrame, questions: list[dict[str, Any]], labels: Mapping[str, str]
) -> pd.DataFrame:
    """What each text states: ``Question``, ``Answer``, one column a text with the sentences that
    state it (empty: silent).
    """
    rows = []
    for question in questions:
        for answer in question["answers"]:
            own = facts[(facts["question"] == question["id"]) & (facts["answer"] == answer["id"])]
            where = {
                label: ", ".join(_number(s) for s in own.loc[own["article"] == article, "sentence"])
                for article, label in labels.items()
            }
            rows.append({"Question": question["label"], "Answer": answer["label"], **where})
    table = pd.DataFrame(rows)
    if not table.empty:
        table["Question"] = table["Question"].where(~table["Question"].duplicated(), "")
    return table


def _number(sentence: str) -> str:
    return "unit " + sentence.rpartition("-")[2].lstrip("0")

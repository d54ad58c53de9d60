"""Said here, unsaid there: claims by text, what all say, one alone, what they contradict.

The functions take the ``claim_codings`` table of a case (one coder): ``claim``, ``article``,
``state`` (one of ``STATES``), ``sentence`` (the unit that shows it, empty where absent). A text
that contradicts itself has rows of both kinds for one claim.
"""

from __future__ import annotations

import pandas as pd

STATES = ("present", "hedged", "contradicted", "absent")
SAID = ("present", "hedged")
"""A text says a claim where it asserts it, or has a source assert it, or hedges it."""


def claim_states(codings: pd.DataFrame, coder: str = "reference") -> pd.DataFrame:
    """One row for each claim and text.

    Columns: ``claim``, ``article``, ``said`` (``present``, ``hedged`` or empty: the stronger of
    the two), ``contradicted`` (``True`` where the text says what cannot be true together with it),
    ``state`` (``said``, else ``contradicted``, else ``absent``; ``both`` where the text says the
    claim and contradicts it), ``units`` (ids of the units that show it, in order, as a tuple).
    """
    own = codings[codings["coder"] == coder] if "coder" in codings else codings
    rows = []
    for (claim, article), cell in own.groupby(["claim", "article"], sort=False, observed=True):
        states = set(cell["state"].astype(str))
        said = next((state for state in SAID if state in states), "")
        against = "contradicted" in states
        state = "both" if said and against else said or ("contradicted" if against else "absent")
        units = tuple(dict.fromkeys(unit for unit in cell["sentence"] if unit))
        rows.append((claim, article, said, against, state, units))
    table = pd.DataFrame(
        rows, columns=["claim", "article", "said", "contradicted", "state", "units"]
    )
    if isinstance(own["article"].dtype, pd.CategoricalDtype):
        table["article"] = pd.Categorical(
            table["article"], categories=own["article"].cat.categories, ordered=True
        )
    return table


def claim_groups(states: pd.DataFrame) -> pd.DataFrame:
    """What becomes of each claim across the texts, from ``claim_states``.

    Columns: ``claim``, ``texts`` (that are coded), ``said`` (texts that say it), ``outright``
    (that say it without a hedge), ``against`` (texts that contradict it), and yes or no: ``all``
    (every text says it), ``all_outright``, ``alone`` (exactly one says it), ``disputed`` (at least
    one text contradicts it), ``core`` (all texts but one say it, or all).
    """
    rows, total = [], states["article"].nunique()
    for claim, cell in states.groupby("claim", sort=False):
        texts, said = len(cell), int((cell["said"] != "").sum())
        whole = texts == total
        outright = int((cell["said"] == "present").sum())
        rows.append(
            {
                "claim": claim,
                "texts": texts,
                "said": said,
                "outright": outright,
                "against": int(cell["contradicted"].sum()),
                "all": whole and said == texts,
                "all_outright": whole and outright == texts,
                "alone": whole and said == 1,
                "disputed": bool(cell["contradicted"].any()),
                "core": whole and said >= max(2, texts - 1),
            }
        )
    return pd.DataFrame(rows)


def left_out(states: pd.DataFrame) -> pd.DataFrame:
    """Claims of the common core (all texts but one, or all) that a text doesn't say: ``article``,
    ``claim``.
    """
    groups = claim_groups(states).set_index("claim")
    core = states[states["claim"].map(groups["core"]) & (states["said"] == "")]
    return core[["article", "claim"]].sort_values(["article", "claim"]).reset_index(drop=True)


def said_alone(states: pd.DataFrame) -> pd.DataFrame:
    """Claims that one text alone says: ``article``, ``claim``, ``said``, ``units``."""
    alone = claim_groups(states).query("alone")["claim"]
    chosen = states[states["claim"].isin(alone) & (states["said"] != "")]
    return chosen[["article", "claim", "said", "units"]].reset_index(drop=True)


def claim_counts(states: pd.DataFrame) -> pd.DataFrame:
    """Claims of each text by what it does with them.

    Columns: ``article``, ``present``, ``hedged``, ``contradicted`` (also where the text says the
    claim elsewhere), ``denied`` (contradicted and not said), ``absent``, ``alone`` (said by no
    other text), ``core_missing`` (of the common core, not said), ``claims`` (of all texts
    together; those not coded for a text are in none of its columns).
    """
    groups = claim_groups(states).set_index("claim")
    alone, core = states["claim"].map(groups["alone"]), states["claim"].map(groups["core"])
    said = states["said"] != ""
    table = states.assign(
        present=states["said"] == "present",
        hedged=states["said"] == "hedged",
        absent=states["state"] == "absent",
        alone=alone & said,
        core_missing=core & ~said,
        denied=states["state"] == "contradicted",
    )
    columns = ["present", "hedged", "contradicted", "denied", "absent", "alone", "core_missing"]
    counts = table.groupby("article", observed=False)[columns].sum().astype(int).reset_index()
    return counts.assign(claims=states["claim"].nunique())

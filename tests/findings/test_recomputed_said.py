"""The numbers of the chapter "Said here, unsaid there", computed again from the tables alone.

What the chapter prints stands here as it was read from the built page.
"""

from __future__ import annotations

from collections import Counter

import pytest
from again_tables import TEXTS, read

CLAIMS = [row["id"] for row in read("claims")]
NAMES = {row["id"]: row["claim"] for row in read("claims")}


def _states(coder: str = "reference") -> dict[tuple[str, str], str]:
    held: dict[tuple[str, str], set[str]] = {}
    for row in read("claim_codings"):
        if row["coder"] == coder:
            held.setdefault((row["claim"], row["article"]), set()).add(row["state"])
    return {key: _state(states) for key, states in held.items()}


def _state(states: set[str]) -> str:
    said = "present" if "present" in states else "hedged" if "hedged" in states else ""
    if said and "contradicted" in states:
        return "both"
    return said or ("contradicted" if "contradicted" in states else "absent")


STATES = _states()
SAID = {c: [t for t in TEXTS if STATES[c, t] in ("present", "hedged", "both")] for c in CLAIMS}
CORE = [claim for claim in CLAIMS if len(SAID[claim]) >= len(TEXTS) - 1]

# Says, hedges, only contradicts, leaves out, said by no other text, missing from the core.
CLAIM_COUNTS = {
    "rferl": (17, 5, 3, 17, 0, 0),
    "explainer": (22, 4, 3, 13, 1, 2),
    "gazelle": (21, 7, 2, 12, 3, 2),
    "digest": (8, 3, 2, 29, 1, 4),
    "kurdistan24": (25, 2, 4, 11, 5, 1),
}


@pytest.mark.parametrize("text", TEXTS)
def test_claim_counts(text: str):
    states = Counter(STATES[claim, text] for claim in CLAIMS)
    computed = (
        states["present"] + states["both"],
        states["hedged"],
        states["contradicted"],
        states["absent"],
        sum(SAID[claim] == [text] for claim in CLAIMS),
        sum(text not in SAID[claim] for claim in CORE),
    )
    assert computed == CLAIM_COUNTS[text], f"{text}: {computed}, printed {CLAIM_COUNTS[text]}"


def _disputed() -> list[str]:
    against = ("contradicted", "both")
    return [c for c in CLAIMS if SAID[c] and any(STATES[c, t] in against for t in TEXTS)]


def test_claim_groups():
    assert len(CLAIMS) == 42
    assert len(STATES) == 210
    assert len(CORE) == 13
    everywhere = [claim for claim in CLAIMS if len(SAID[claim]) == len(TEXTS)]
    assert everywhere == ["c23", "c24", "c25", "c34"]
    outright = ("present", "both")
    assert [c for c in everywhere if all(STATES[c, t] in outright for t in TEXTS)] == ["c34"]
    assert _disputed() == ["c01", "c02", "c03", "c17", "c18", "c20", "c22", "c38"]
    assert {text for (_, text), state in STATES.items() if state == "both"} == {
        "explainer",
        "gazelle",
    }


def test_what_one_text_alone_says():
    alone = {claim: SAID[claim][0] for claim in CLAIMS if len(SAID[claim]) == 1}
    assert alone == {
        "c38": "explainer",
        **dict.fromkeys(("c20", "c22", "c40"), "gazelle"),
        "c41": "digest",
        **dict.fromkeys(("c03", "c09", "c18", "c32", "c42"), "kurdistan24"),
    }
    hedged = [claim for claim, text in alone.items() if STATES[claim, text] == "hedged"]
    assert hedged == ["c41"]


# As the page prints the rows of the claims that all texts make, and of those contradicted.
LETTERS = {"present": "s", "hedged": "h", "contradicted": "c", "both": "b", "absent": "-"}
ROWS = {
    "c23": "hssss",
    "c24": "sshss",
    "c25": "sshss",
    "c34": "sssss",
    "c01": "sbcss",
    "c02": "cbscc",
    "c03": "--c-s",
    "c17": "sc-ss",
    "c18": "-c--s",
    "c20": "ccbcc",
    "c22": "--s-c",
    "c38": "cs--c",
}


@pytest.mark.parametrize("claim", ROWS)
def test_rows_of_claims(claim: str):
    row = "".join(LETTERS[STATES[claim, text]] for text in TEXTS)
    assert row == ROWS[claim], f"{claim}: computed {row}, printed {ROWS[claim]}"


def test_what_each_leaves_out_of_the_core():
    missing = [(text, c) for text in TEXTS for c in CORE if text not in SAID[c]]
    assert missing == [
        ("explainer", "c21"),
        ("explainer", "c26"),
        ("gazelle", "c01"),
        ("gazelle", "c16"),
        ("digest", "c10"),
        ("digest", "c12"),
        ("digest", "c19"),
        ("digest", "c36"),
        ("kurdistan24", "c29"),
    ]


def test_most_and_fewest_claims():
    says = {text: sum(text in SAID[claim] for claim in CLAIMS) for text in TEXTS}
    words = {row["id"]: int(row["words"]) for row in read("articles")}
    assert max(says, key=says.get) == "gazelle"
    assert says["gazelle"] == 28
    assert min(says, key=says.get) == min(words, key=words.get) == "digest"
    assert says["digest"] == 11


def _agreement(said_only: bool) -> tuple[float, float, float]:
    """Agreement, Cohen's kappa and Krippendorff's alpha of coders a and b."""
    said = {"present", "hedged", "both"}
    a, b = (
        {key: state in said if said_only else state for key, state in _states(coder).items()}
        for coder in "ab"
    )
    units = len(a)
    agreed = sum(a[key] == b[key] for key in a) / units
    of_a, of_b = Counter(a.values()), Counter(b.values())
    expected = sum(of_a[state] * of_b[state] for state in of_a) / units**2
    pooled = (of_a + of_b).values()
    alike = sum(n * (n - 1) for n in pooled) / (2 * units * (2 * units - 1))
    return agreed, (agreed - expected) / (1 - expected), 1 - (1 - agreed) / (1 - alike)


def test_agreement_on_claims():
    assert [f"{value:.2f}" for value in _agreement(said_only=False)] == ["0.92", "0.88", "0.88"]
    assert [f"{value:.2f}" for value in _agreement(said_only=True)] == ["0.97", "0.93", "0.93"]


def test_evidence_belongs_to_a_coded_place():
    coded = {
        (row["claim"], row["sentence"])
        for row in read("claim_codings")
        if row["coder"] == "reference"
    }
    for row in read("claims_evidence"):
        place = (row["claim"], row["sentence"])
        assert place in coded, place
        assert len(row["phrase"].split()) <= 8, place
        length = int(row["end"]) - int(row["start"])
        assert len(row["phrase"]) <= length, place
        if len(row["phrase"].split()) < 8:
            assert len(row["phrase"]) == length, place

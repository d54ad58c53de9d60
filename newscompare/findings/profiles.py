"""The report's numbers on each text alone: how much of its framing it says in its own voice;
and on the frames of the sentences in which each type of source is heard.
"""

from __future__ import annotations

from newscompare.case.tables import Case
from newscompare.findings.claim import Claim, count
from newscompare.measures.framing import NO_FRAME, coded_by, frame_word, frames_of


def profile_claims(case: Case) -> list[Claim]:
    """Units with a frame, with none, and with each frame; of these, those in the outlet's voice."""
    coded = coded_by(case.frames)
    claims = []
    for article, label in case.labels.items():
        units = coded[coded["article"].astype(str) == article]
        framed = units[units["combination"] != NO_FRAME]
        plain = units[units["combination"] == NO_FRAME]
        claims.append(
            count(
                f"n_unframed_{article}",
                f"Units with no frame, {label}",
                "sentences",
                plain,
                "sentence",
            )
        )
        kinds = {"framed": (framed, "with any frame")}
        kinds |= {f: (units[units[f] == 1], f"coded {frame_word(f)}") for f in frames_of(coded)}
        for name, (rows, says) in kinds.items():
            own = rows[rows["voice"] == "outlet"]
            said = f"Units {says}, {label}"
            claims += [
                count(f"n_units_{name}_{article}", said, "sentences", rows, "sentence"),
                count(
                    f"n_units_{name}_own_{article}",
                    f"{said}, in its own voice",
                    "sentences",
                    own,
                    "sentence",
                ),
            ]
    return claims + _type_claims(case)


def _type_claims(case: Case) -> list[Claim]:
    """Attributions to each type of source that stand in a sentence with a frame."""
    coded = coded_by(case.frames)
    claims = []
    for kind, own in case.attributions.groupby(case.attributions["source_type"].astype(str)):
        for frame in frames_of(coded):
            rows = own[own["sentence"].isin(coded.loc[coded[frame] == 1, "sentence"])]
            says = f"Attributions to sources of the type {kind} in units coded {frame_word(frame)}"
            claims.append(count(f"n_type_{kind}_{frame}", says, "attributions", rows, "id"))
    return claims

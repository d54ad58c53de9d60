"""The report's numbers on frames among those units that speak of the event itself, beside those on
all units: what a text says of a summit or a deal then does not count for the event.
"""

from __future__ import annotations

from newscompare.case.tables import Case
from newscompare.findings.claim import Claim, count
from newscompare.findings.naming import with_naming
from newscompare.measures.framing import coded_by, frames_of
from newscompare.measures.together import units_about


def of_event_claims(case: Case) -> list[Claim]:
    """Frames, their voices and the attributions among units about the event; none for a case that
    does not code what its units speak of.
    """
    event = case.settings.get("event_object")
    if not event or case.about.empty:
        return []
    about = units_about(case.about, event)
    coded = coded_by(case.frames)
    own = coded[coded["sentence"].isin(list(about))]
    claims = [count("n_about", "Units that speak of the event", "sentences", own, "sentence")]
    for frame in frames_of(coded):
        framed = own[own[frame] == 1]
        says = f"Units about the event coded {frame}"
        claims.append(count(f"n_{frame}_about", says, "sentences", framed, "sentence"))
        for voice in ("outlet", "source", "both"):
            rows = framed[framed["voice"] == voice]
            key = f"n_{frame}_about_by_{voice}"
            claims.append(count(key, f"{says}, voiced by {voice}", "sentences", rows, "sentence"))
        for article, label in case.labels.items():
            rows = framed[framed["article"].astype(str) == article]
            key = f"n_{frame}_about_{article}"
            claims.append(count(key, f"{says}, {label}", "sentences", rows, "sentence"))
    heard = with_naming(case.attributions)
    heard = heard[heard["sentence"].isin(list(about))]
    for kind in dict.fromkeys(heard["source_type"].astype(str)):
        rows = heard[heard["source_type"].astype(str) == kind]
        says = f"Attributions to sources of the type {kind} in units about the event"
        claims.append(count(f"n_type_{kind}_about", says, "attributions", rows, "id"))
        for frame in frames_of(coded):
            framed = set(own.loc[own[frame] == 1, "sentence"])
            inside = rows[rows["sentence"].isin(framed)]
            key = f"n_type_{kind}_{frame}_about"
            claims.append(count(key, f"{says} coded {frame}", "attributions", inside, "id"))
    return claims

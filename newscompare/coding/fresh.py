"""Tables of a case folder that fit its texts: coded again where they do not."""

from __future__ import annotations

import sys

from newscompare.attribution import ENGINES
from newscompare.case.folder import CaseFolder
from newscompare.coding.folder import ForeignError, code_folder, coders
from newscompare.coding.machine_case import why_stale
from newscompare.coding.machine_frames import Texts


def up_to_date(case: CaseFolder, texts: Texts, *, say: bool = True, **limits: float) -> None:
    """Code the texts of a case where ``coded/`` does not fit them. Raises ``InputError`` where a
    text cannot be coded; one in another language is left out.
    """
    reason = why_stale(case, texts)
    if not reason:
        return
    if say:
        print(f"coding first: {reason}", file=sys.stderr)
    engine = engine_of(case)
    own = coders(texts.codebook, engine)
    coding = code_folder(case.articles, case.path / "coded", engine=engine, **own, **limits)  # type: ignore[arg-type]
    for problem in coding.problems:
        if not isinstance(problem, ForeignError):
            raise problem


def engine_of(case: CaseFolder) -> str:
    """The engine of an earlier coding, so that a new one compares with it; else the encoder."""
    path = case.path / "coded" / "attributions.csv"
    first = path.read_text(encoding="utf-8", errors="replace")[:20_000] if path.is_file() else ""
    return next((e for e in ENGINES if f",{e}," in first), ENGINES[0])
